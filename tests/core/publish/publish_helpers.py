# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of publishing share: small sessions, a metadata file, a run, what is online."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate import SITES, make_session
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.http.pace import Clock, cancelled_by_user
from seatizen_atlas.core.publish.content import Wanted
from seatizen_atlas.core.publish.sessions import UploadReport, upload_sessions
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.core.zenodo.token import Token
from zenodo_standin import TOKEN, Standin
from zenodo_standin.records_api import version_body

PEOPLE = """\ufeffid,name,affiliation,orcid
AB,Ana Bo,"UMR X,
France",0000-0002-1825-0097
NA,Nadia de la Mer,,
CD,"Dupont, Claude ",Institut Y,
FO,Forgotten One,,
"""


class Hasty(Clock):
    """Waits take no time; `zenodo.store` can be given the same clock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.ahead = 0.0

    def time(self) -> float:
        with self._lock:
            return time.time() + self.ahead

    def wait(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        if cancelled():
            raise cancelled_by_user()
        with self._lock:
            self.ahead += seconds


class Feedback(QgsProcessingFeedback):
    """Keeps what was said; cancels when a progress text holds `cancel_at`."""

    def __init__(self, cancel_at: str = "") -> None:
        super().__init__(False)
        self.cancel_at = cancel_at
        self.said: list[str] = []

    def setProgressText(self, text: str) -> None:
        self.said.append(text)
        if self.cancel_at and self.cancel_at in text:
            self.cancel()

    def pushInfo(self, info: str) -> None:
        self.said.append(info)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.said.append(error)


@dataclass(frozen=True)
class Desk:
    """What somebody wants to publish: a folder of sessions and the file that describes them."""

    sessions: Path
    metadata: Path

    def names(self) -> list[str]:
        return sorted(path.name for path in self.sessions.iterdir() if not path.name.startswith("."))


def make_sites(folder: Path, *numbers: int, frames: int = 6) -> list[Path]:
    """Session folders of the platforms of `generate.SITES`, with pictures, GPS and sensors."""
    chance = random.Random(5)
    made = []
    for number in numbers:
        root = folder / make_session(folder, number, frames, chance)
        vehicle = SITES[number % len(SITES)].platform.startswith(("UAV", "AUV"))
        pictures = root / ("DCIM" if vehicle else "PROCESSED_DATA/FRAMES")
        for line in (root / "METADATA" / "metadata.csv").read_text().splitlines()[1:]:
            name = line.split(",")[1]
            write(pictures / name, b"\xff\xd8" + name.encode() * 20)
        if not vehicle:
            write(root / "DCIM" / "GX010001.MP4", os.urandom(64) * 4)
            write(root / "GPS" / "DEVICE" / "track.gpx", b"<gpx/>")
            write(root / "GPS" / "DEVICE" / "notes.txt", b"not for Zenodo")
            write(root / "GPS" / "BASE" / "base.o", b"observations")
            write(root / "SENSORS" / "log.bin", b"echo")
        write(root / "000_preview.pdf", b"%PDF-1.4 preview")
        made.append(root)
    return made


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def make_metadata(folder: Path, sessions: list[Path], **changes: Any) -> Path:
    """A metadata file with its two CSVs in a folder beside it."""
    rows = "".join(f'{root.name},"AB, NA",CD,,\n' for root in sessions)
    write(
        folder / "people" / "sessions.csv",
        f"session_name,Creators,DataManager,DataCollector\n{rows}".encode(),
    )
    write(folder / "people" / "contributors.csv", PEOPLE.encode())
    given = {
        "image_type": "Underwater",
        "project_name": "Plancha",
        "csv_session_name_name_abbr_path": "./people/sessions.csv",
        "csv_contributors_path": "./people/contributors.csv",
        "related_identifiers": [
            {
                "identifier": "https://zenodo.org/doi/10.5281/zenodo.11125847",
                "relation": "isMetadataFor",
                "resource_type": "dataset",
            }
        ],
        "access_right": "open",
        "license": "cc-by-4.0",
        "keywords": ["Coral Reef", "Ecology"],
        "workflow-link": "github.com/SeatizenDOI/workflow",
        "fundings": ["Paid by “somebody” & others"],
        "communities": ["seatizen-data"],
        **changes,
    }
    path = folder / "metadata.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    return path


def upload(
    zenodo: Standin,
    sessions: Path,
    metadata: Path,
    wanted: Wanted | None = None,
    *,
    feedback: QgsProcessingFeedback | None = None,
    clock: Clock | None = None,
    **options: Any,
) -> UploadReport:
    feedback = feedback or Feedback()
    with ZenodoClient(zenodo.url, token=Token(TOKEN), feedback=feedback, clock=clock or Hasty()) as client:
        return upload_sessions(
            client, sessions, None, metadata, wanted or Wanted(raw=True, processed="fmi"), feedback, **options
        )


def online(zenodo: Standin) -> list[Any]:
    """Everything on the stand-in without its ids: comparable between two runs."""
    found = []
    for concept in zenodo.store.concepts.values():
        for version in concept.versions:
            body = version_body(version)
            found.append(
                (
                    json.dumps(body["metadata"], sort_keys=True),
                    body["access"]["files"],
                    version.index,
                    sorted((key, stored.blob.size, stored.blob.md5) for key, stored in version.files.items()),
                    sorted(concept.communities),
                )
            )
    drafts = len(zenodo.store.all_drafts())
    return [*sorted(found, key=repr), drafts]


def versions(zenodo: Standin) -> dict[tuple[str, str], Any]:
    """Published versions by session and label."""
    return {
        (
            version_body(v)["metadata"]["identifiers"][0]["identifier"][4:],
            version_body(v)["metadata"]["version"],
        ): v
        for v in zenodo.store.versions.values()
    }
