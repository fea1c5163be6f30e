# SPDX-License-Identifier: GPL-2.0-or-later
"""The predictions export against a bare Arrow scan, at 2 and at 20 million predictions.

Run by `make bench`, or by hand: `python tests/bench/bench_exports.py`.
"""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()
SIZES = (2_000_000, 20_000_000)
SESSIONS = 20
CLASSES = 31
_HEAD = b"GP\x00\x01" + struct.pack("<i", 4326) + b"\x01" + struct.pack("<I", 1)
_ROWS_AT_ONCE = 20_000


def make_big_atlas(path: Path, predictions: int) -> None:
    """An atlas with so many predictions, made by SQL: 20 sessions, 31 classes a frame.

    Positions and scores are random, so that writing them costs what it costs in earnest.
    """
    sys.path.insert(0, str(HERE.parents[1]))
    import conftest  # noqa: F401 - loads the package
    from qgis.core import QgsProcessingFeedback
    from seatizen_atlas.core.atlas.gateway import Atlas
    from seatizen_atlas.core.atlas.sql import Fragment, fill, join
    from seatizen_atlas.core.upkeep.create import create_atlas

    chance = random.Random(1)
    create_atlas(path, overwrite=True, feedback=QgsProcessingFeedback(False))
    frames = predictions // CLASSES // SESSIONS
    with Atlas.open(path, update=True) as atlas, atlas.transaction():
        atlas.execute(
            fill(
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
                " INSERT INTO deposit (doi, session_name, have_processed_data, have_raw_data)"
                " SELECT 10000000 + 10 * i, replace(date('2020-01-01', (50 * i) || ' days'), '-', '')"
                " || CASE i % 3 WHEN 0 THEN '_REU-PLACE_ASV-1_01' WHEN 1 THEN '_REU-PLACE_UAV-1_01'"
                " ELSE '_REU-PLACE_SCUBA-1_01' END, 1, 1 FROM n",
                last=SESSIONS - 1,
            )
        )
        atlas.execute(
            "INSERT INTO version (doi, deposit_doi) SELECT CAST(doi AS INTEGER) + 2, doi FROM deposit"
        )
        for session in range(SESSIONS):
            west, south = 55.2 + 0.5 * chance.random(), -21.4 + 0.5 * chance.random()
            for start in range(0, frames, _ROWS_AT_ONCE):
                rows = [
                    fill(
                        "({version}, 'GX010001.MP4', {name}, {path}, {point}, -1.25, 0.5, 0.25, 123.4567,"
                        " '2021-01-05 08:00:00', 1)",
                        version=str(10000002 + 10 * session),
                        name=f"s{session}_{number}.jpeg",
                        path=f"s{session}/PROCESSED_DATA/FRAMES/s{session}_{number}.jpeg",
                        point=_HEAD
                        + struct.pack("<dd", west + 0.01 * chance.random(), south + 0.01 * chance.random()),
                    )
                    for number in range(start, min(start + _ROWS_AT_ONCE, frames))
                ]
                atlas.execute(
                    fill(
                        "INSERT INTO frame (version_doi, OriginalFileName, filename, relative_file_path,"
                        " GPSPosition, GPSAltitude, GPSPitch, GPSRoll, GPSTrack, GPSDatetime, GPSFix)"
                        " VALUES {rows}",
                        rows=join(", ", rows),
                    )
                )
        atlas.execute(
            fill(
                "INSERT INTO multilabel_score_1 SELECT id, version_doi, {scores} FROM frame ORDER BY id",
                scores=[Fragment("(abs(random()) % 10000) / 10000.0")] * CLASSES,
            )
        )


def measure(path: Path, out: Path, what: str) -> dict[str, float]:
    """Scan, then export, in this process: seconds of each and the peak of its memory (MB)."""
    import resource
    import time

    sys.path.insert(0, str(HERE.parents[1]))
    import conftest  # noqa: F401 - loads the package
    import pyarrow.parquet  # noqa: F401 - its import is no part of the export
    from qgis.core import QgsProcessingFeedback
    from seatizen_atlas.core.atlas.gateway import Atlas
    from seatizen_atlas.core.exports.geoparquet import export_geoparquet
    from seatizen_atlas.core.exports.tables import export_tables

    feedback = QgsProcessingFeedback(False)
    sql = "SELECT score, version_doi, frame_id, ml_class_id FROM multilabel_prediction"
    began = scanned = 0.0
    rows = 0
    for _warm in range(2):  # the first scan brings the file into the system's cache, the second counts
        began = time.perf_counter()
        with Atlas.open(path) as atlas:
            rows = sum(batch.num_rows for batch in atlas.arrow(sql))
        scanned = time.perf_counter()
    if what == "geoparquet":
        export_geoparquet(path, out / "dataset", feedback=feedback)
    else:
        table = "metadata_multilabel_predictions"
        export_tables(path, out, tables=[table], formats=["csv", "parquet"], values=what, feedback=feedback)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": rows, "scan": scanned - began, "export": ended - scanned, "peak": peak}


def run() -> None:
    """Print ratio and peak memory at each size; each measurement has a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / "big.gpkg"
            make_big_atlas(path, size)
            for what in ("presence", "score", "geoparquet"):
                command = [sys.executable, str(HERE), "measure", str(path), folder, what]
                answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                figures = json.loads(answer.splitlines()[-1])
                ratio = figures["export"] / figures["scan"]
                print(
                    f"export {what}, {figures['rows']:,} predictions: {ratio:.2f} × a bare scan"
                    f" ({figures['export']:.1f} s), peak {figures['peak']:.0f} MB",
                    flush=True,
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])))
    else:
        run()
