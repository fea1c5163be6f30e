# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of the harvest share: a community on the stand-in, an atlas that follows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.sql import Fragment, Name, fill
from seatizen_atlas.core.conveyor import Status
from seatizen_atlas.core.harvest.sync import Listener, SyncReport, sync_atlas
from seatizen_atlas.core.http.pace import Clock, cancelled_by_user
from seatizen_atlas.core.sessions.account import SessionOutcome
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.core.zenodo.token import Token
from zenodo_standin import TOKEN, Standin

LISTING = r"/api/communities/[^/]+/records"

TABLES = {
    "deposit": "doi, session_name, hex(footprint) AS g, have_raw_data, have_processed_data",
    "deposit_linestring": "id, deposit_doi, hex(footprint_linestring) AS g",
    "version": "id, doi, deposit_doi",
    "frame": "id, version_doi, OriginalFileName, filename, relative_file_path, hex(GPSPosition) AS g,"
    " GPSAltitude, GPSPitch, GPSRoll, GPSTrack, CAST(GPSDatetime AS TEXT) AS t, GPSFix",
    "multilabel_prediction": "id, score, version_doi, frame_id, ml_class_id",
    "multilabel_annotation": "id, value, frame_id, ml_label_id, ml_annotation_session_id",
    "frame_density": "deposit_doi, hex(position) AS g, frames",
    "zenodo_community": "id, slug, swept_until",
    "zenodo_record": "id, record_id, concept_id, session_name, community, version_index, revision, updated,"
    " access, state",
    "zenodo_file": "id, record_id, key, size, checksum",
    "zenodo_failure": "id, concept_id, problem, judged_by",
    "gpkg_contents": "table_name, min_x, min_y, max_x, max_y",
}


class Hasty(Clock):
    """Waits take no time, but the clock believes they did."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead = 0.0

    def time(self) -> float:
        with self._lock:
            return time.monotonic() + self._ahead

    def wait(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        if cancelled():
            raise cancelled_by_user()
        with self._lock:
            self._ahead += seconds
        time.sleep(0.001)


class Feedback(QgsProcessingFeedback):
    """Keeps what was said; cancels when a progress text holds `cancel_at`."""

    def __init__(self, cancel_at: str = "") -> None:
        super().__init__(False)
        self.cancel_at = cancel_at
        self.said: list[str] = []
        self.errors: list[str] = []
        self._lock = threading.Lock()

    def setProgressText(self, text: str) -> None:
        with self._lock:
            self.said.append(text)
        if self.cancel_at and self.cancel_at in text:
            self.cancel()

    def pushInfo(self, info: str) -> None:
        with self._lock:
            self.said.append(info)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)


class Recorder(Listener):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []

    def planned(self, plan: Any) -> None:
        self.heard.append(("planned", plan))

    def began(self, item: Any) -> None:
        self.heard.append(("began", item.session))

    def ended(self, item: Any, outcome: Any) -> None:
        assert item.session == outcome.name
        self.heard.append(("ended", outcome.name))


class Follower:
    """An atlas that follows a stand-in."""

    def __init__(self, zenodo: Standin, atlas: Path) -> None:
        self.zenodo, self.atlas = zenodo, atlas

    def sync(
        self,
        *communities: str,
        feedback: QgsProcessingFeedback | None = None,
        token: bool = False,
        clock: Clock | None = None,
        **options: Any,
    ) -> SyncReport:
        feedback = feedback or Feedback()
        with ZenodoClient(
            self.zenodo.url,
            token=Token(TOKEN) if token else None,
            feedback=feedback,
            clock=clock or Hasty(),
        ) as client:
            return sync_atlas(client, self.atlas, communities or ("seatizen-data",), feedback, **options)

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        with Atlas.open(self.atlas) as atlas:
            return atlas.rows(fill(sql, **values))

    def scalar(self, sql: str, **values: Any) -> Any:
        with Atlas.open(self.atlas) as atlas:
            return atlas.scalar(fill(sql, **values))

    def execute(self, sql: str, **values: Any) -> None:
        with Atlas.open(self.atlas, update=True) as atlas, atlas.transaction():
            atlas.execute(fill(sql, **values))

    def harvested_at(self) -> str:
        return str(
            self.scalar("SELECT CAST(last_zenodo_harvest_at AS TEXT) AS t FROM etl_runs ORDER BY id DESC")
        )


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of an atlas's tables, for comparisons."""
    with Atlas.open(path) as atlas:
        return {
            table: atlas.rows(fill("SELECT {c} FROM {t}", c=Fragment(columns), t=Name(table)))
            for table, columns in TABLES.items()
        }


def statuses(report: SyncReport) -> dict[str, str]:
    """What became of each session; where that is what was planned, the plan's word."""
    return {
        item.session: item.action.value if outcome.status is Status.LEFT else outcome.status.value
        for item, outcome in zip(report.plan, report.sessions)
    }


def outcome_of(report: SyncReport, name: str) -> SessionOutcome:
    """What became of a session."""
    return next(outcome for outcome in report.sessions if outcome.name == name)
