# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of the import share: feedback that listens, a community, comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.sessions.account import SessionOutcome
from seatizen_atlas.core.sessions.importing import ImportReport, import_sessions

ALL_TABLES = {
    "deposit": "doi, session_name, hex(footprint) AS g, have_raw_data, have_processed_data",
    "deposit_linestring": "id, deposit_doi, hex(footprint_linestring) AS g",
    "version": "id, doi, deposit_doi",
    "frame": "id, version_doi, OriginalFileName, filename, relative_file_path, hex(GPSPosition) AS g,"
    " GPSAltitude, GPSPitch, GPSRoll, GPSTrack, CAST(GPSDatetime AS TEXT) AS t, GPSFix",
    "multilabel_prediction": "id, score, version_doi, frame_id, ml_class_id",
    "multilabel_annotation": "id, value, frame_id, ml_label_id, ml_annotation_session_id",
    "frame_density": "deposit_doi, hex(position) AS g, frames",
    "gpkg_contents": "table_name, min_x, min_y, max_x, max_y",
}


class Feedback(QgsProcessingFeedback):
    """Keeps what was said; `cancel_at` cancels when a progress text holds it."""

    def __init__(self, cancel_at: str = "") -> None:
        super().__init__(False)
        self.cancel_at, self.said, self.errors, self.progressed = cancel_at, [], [], []
        self.progressChanged.connect(self.progressed.append)

    def setProgressText(self, text: str) -> None:
        self.said.append(text)
        if self.cancel_at and self.cancel_at in text:
            self.cancel()

    def pushInfo(self, text: str) -> None:
        self.said.append(text)

    def reportError(self, text: str, fatalError: bool = False) -> None:
        self.errors.append(text)


def content(path: Path) -> dict[str, list[tuple]]:
    """Every row of the atlas's tables, for comparisons."""
    with Atlas.open(path) as atlas:
        return {table: atlas.rows(f"SELECT {columns} FROM {table}") for table, columns in ALL_TABLES.items()}


@dataclass
class Community:
    """Session folders, their names in order, their DOIs and an atlas to bring them into."""

    folder: Path
    names: list[str]
    dois: Path
    atlas: Path

    def session(self, number: int) -> Path:
        return self.folder / self.names[number]

    def metadata(self, number: int) -> Path:
        return self.session(number) / "METADATA" / "metadata.csv"

    def scores(self, number: int) -> Path:
        return next((self.session(number) / "PROCESSED_DATA" / "IA").glob("*_scores.csv"))

    def load(self, **options) -> ImportReport:
        options = {"sessions": self.folder, "dois": self.dois, "feedback": Feedback(), **options}
        return import_sessions(self.atlas, **options)

    def outcome(self, number: int, **options) -> SessionOutcome:
        return next(o for o in self.load(**options).sessions if o.name == self.names[number])

    def content(self) -> dict[str, list[tuple]]:
        return content(self.atlas)

    def rows(self, sql: str) -> list[tuple]:
        with Atlas.open(self.atlas) as atlas:
            return atlas.rows(sql)


def replace_in(path: Path, old: str, new: str, count: int = 1) -> None:
    """Change a file's text; the old text has to be there."""
    text = path.read_text()
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, count))
