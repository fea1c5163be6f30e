# SPDX-License-Identifier: GPL-2.0-or-later
"""A small atlas with every awkward case: null positions and times, several versions, several models."""

from __future__ import annotations

import csv
import json
import os
import struct
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.sql import Name, fill
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.migrations import migrate_atlas

ROOT = Path(__file__).resolve().parents[3]
VALIDATORS = Path(os.environ.get("SEATIZEN_VALIDATORS") or ROOT / ".venv" / "validators" / "bin" / "python")

ASV, UAV, SCUBA = (
    "20210105_REU-SAINT-LEU_ASV-1_00",
    "20210111_SYC-aldabra-arm01_UAV-02_17",
    "20220614_MYT-NGOUJA_scuba",
)


class Heard(QgsProcessingFeedback):
    """Keeps what a verb says; can ask it to stop after a number of questions."""

    def __init__(self, stop_after: int | None = None) -> None:
        super().__init__(False)
        self.said: list[str] = []
        self.steps: list[str] = []
        self._left = stop_after

    def pushInfo(self, info: str) -> None:
        self.said.append(info)

    def pushWarning(self, warning: str) -> None:
        self.said.append(f"WARNING {warning}")

    def setProgressText(self, text: str) -> None:
        self.steps.append(text)
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                self.cancel()


def point_blob(longitude: float, latitude: float) -> bytes:
    """A GeoPackage blob with a point in EPSG:4326."""
    return b"GP\x00\x01" + struct.pack("<i", 4326) + b"\x01" + struct.pack("<Idd", 1, longitude, latitude)


def polygon(*corners: tuple[float, float]) -> bytes:
    """A GeoPackage blob with a polygon and its envelope."""
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    ring = [*corners, corners[0]]
    return (
        b"GP\x00\x03"
        + struct.pack("<i4d", 4326, min(xs), max(xs), min(ys), max(ys))
        + b"\x01"
        + struct.pack("<III", 3, 1, len(ring))
        + b"".join(struct.pack("<dd", *corner) for corner in ring)
    )


def _session_of(name: str) -> str:
    return next((session for session in (ASV, UAV, SCUBA) if name.startswith(session)), "other")


@dataclass
class Maker:
    """Puts rows into an atlas by plain SQL."""

    path: Path

    def __post_init__(self) -> None:
        create_atlas(self.path, overwrite=True, feedback=QgsProcessingFeedback(False))

    def insert(self, table: str, *rows: dict[str, object]) -> None:
        with Atlas.open(self.path, update=True) as atlas, atlas.transaction():
            for row in rows:
                atlas.execute(
                    fill(
                        "INSERT INTO {table} ({columns}) VALUES ({values})",
                        table=Name(table),
                        columns=[Name(column) for column in row],
                        values=list(row.values()),
                    )
                )

    def session(self, doi: int, name: str, *versions: int, footprint: bytes | None = None) -> None:
        self.insert(
            "deposit",
            {
                "doi": str(doi),
                "session_name": name,
                "footprint": footprint,
                "have_raw_data": 1,
                "have_processed_data": int(len(versions) > 1),
            },
        )
        self.insert("version", *({"doi": str(v), "deposit_doi": str(doi)} for v in versions))

    def frame(self, number: int, version: int, name: str, **values: object) -> None:
        row = {
            "id": number,
            "version_doi": str(version),
            "OriginalFileName": "GX010001.MP4",
            "filename": name,
            "relative_file_path": f"{_session_of(name)}/PROCESSED_DATA/FRAMES/{name}",
        }
        self.insert("frame", {**row, **values})

    def predict(self, frame: int, version: int, scores: dict[int, float]) -> None:
        self.insert(
            "multilabel_prediction",
            *(
                {"score": score, "version_doi": str(version), "frame_id": frame, "ml_class_id": number}
                for number, score in scores.items()
            ),
        )

    def take_up_classes(self) -> None:
        """Give classes that were inserted here their scores, as a script and an import do."""
        migrate_atlas(self.path, backup=False, feedback=QgsProcessingFeedback(False))

    def annotate(self, session: int, frame: int, values: dict[int, int]) -> None:
        self.insert(
            "multilabel_annotation",
            *(
                {"value": value, "frame_id": frame, "ml_label_id": label, "ml_annotation_session_id": session}
                for label, value in values.items()
            ),
        )

    def scalar(self, sql: str) -> object:
        with Atlas.open(self.path) as atlas:
            return atlas.scalar(sql)


def fill_atlas(made: Maker) -> Maker:
    """Three sessions with five, two and two frames; two annotation sessions, the later one first."""
    square = polygon((55.27, -21.18), (55.29, -21.18), (55.29, -21.16), (55.27, -21.16))
    made.session(10000000, ASV, 10000001, 10000002, footprint=square)
    made.session(10000010, UAV, 10000011, 10000012)
    made.session(9999999, SCUBA, 9999998, 10000022)
    attitude = {"GPSAltitude": -1.0, "GPSRoll": 0.25, "GPSPitch": -0.5, "GPSTrack": 359.123456789}
    for n in range(1, 6):
        made.frame(
            n,
            10000002,
            f"{ASV}_1_{n}.jpeg",
            GPSPosition=point_blob(55.280000000123 + n / 1000, -21.170000000321 - n / 1000),
            GPSDatetime=f"2021-01-05 08:00:0{n}",
            GPSFix=n if n in (1, 2, 5) else None,
            **attitude,
        )
    made.frame(6, 10000012, f"{UAV}_DJI_0001.JPG", GPSPosition=point_blob(46.2, -9.4))
    made.frame(7, 10000012, f'{UAV}_odd, "name".JPG')  # neither position nor time
    made.frame(
        8,
        10000022,
        f"{SCUBA}_1_1.jpeg",
        GPSPosition=point_blob(45.08, -12.96),
        GPSDatetime="2022-06-14 09:00:00",
    )
    made.frame(
        9, 10000022, f"{SCUBA}_1_2.jpeg", GPSPosition=point_blob(45.09, -12.97), relative_file_path=None
    )
    made.predict(1, 10000002, {1: 0.9, 2: 0.349, 31: 0.0})
    made.predict(2, 10000002, {1: 0.1, 2: 0.2, 31: 1.0})
    # Two versions of one frame's predictions: as text 9999998 comes last, as a number it is older.
    made.predict(8, 9999998, {1: 0.99, 2: 0.99, 3: 0.99})
    made.predict(8, 10000022, {1: 0.01, 2: 0.02})
    made.insert(
        "multilabel_annotation_session",
        {"annotation_date": "2024-06-01 08:00:00", "dataset_name": "second_look", "author_name": "ana-lima"},
        {"annotation_date": "2024-05-24 15:14:09", "dataset_name": "first", "author_name": "victor-russias"},
    )
    made.annotate(1, 1, {2: 1, 39: 1, 27: 1})
    made.annotate(2, 1, {2: 0, 5: 0, 29: 1, 40: 1})
    made.annotate(2, 3, {2: 0, 3: 0, 39: 0, 16: 1})
    made.annotate(2, 8, {133: 0, 144: 1, 52: 0})
    return made


@pytest.fixture
def empty_atlas(tmp_path: Path) -> Maker:
    return Maker(tmp_path / "empty.gpkg")


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_atlas(Maker(tmp_path_factory.mktemp("atlas") / "atlas.gpkg")).path


@pytest.fixture
def atlas(_filled: Path, tmp_path: Path) -> Maker:
    """The filled atlas, a copy for each test."""
    made = object.__new__(Maker)
    made.path = tmp_path / "atlas.gpkg"
    made.path.write_bytes(_filled.read_bytes())
    return made


@pytest.fixture
def point() -> Callable[[float, float], bytes]:
    """Makes the blob of a position."""
    return point_blob


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def read_csv() -> Callable[[Path], list[dict[str, str]]]:
    def read(path: Path) -> list[dict[str, str]]:
        with path.open(newline="", encoding="utf-8") as stream:
            return list(csv.DictReader(stream))

    return read


@pytest.fixture
def heard() -> Iterator[Heard]:
    yield Heard()


@pytest.fixture
def stopping() -> type[Heard]:
    """A feedback that asks to stop after so many steps."""
    return Heard


@pytest.fixture(scope="session")
def validate() -> Callable[..., object]:
    """Runs a piece of code in the validators' Python: `sys.argv[1:]` are the arguments, it prints JSON."""
    if not VALIDATORS.exists():
        pytest.fail(
            f"no validators at {VALIDATORS}: run .ci/setup, or set SEATIZEN_VALIDATORS to a Python with "
            "tests/requirements-validators.txt"
        )

    def run(code: str, *arguments: object) -> object:
        # QGIS sets Python up for itself; the validators are not to see any of it.
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        done = subprocess.run(
            [str(VALIDATORS), "-c", code, *map(str, arguments)],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run
