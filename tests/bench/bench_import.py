# SPDX-License-Identifier: GPL-2.0-or-later
"""The import of two million predictions, on an empty atlas and on top of 20 million, against a measure.

The measure: the same frames and scores, ready in an attached GeoPackage, by one INSERT … SELECT each into the
tables as they were before script 10, a row a score with its index. The import reads CSV files besides.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SESSIONS = 8
FRAMES = 9_000
ROUNDS = 3
CLASSES = 31
EXISTING = (0, 20_000_000)


def run() -> None:
    """Print the figures; each measurement is a process of its own."""
    with tempfile.TemporaryDirectory(prefix="bench_") as name:
        folder = Path(name)
        _child("sessions", folder)
        for existing in EXISTING:
            _child("base", folder, str(existing))
            _child("narrow", folder, str(existing))
            imports, measures, memory, predictions = [], [], [], 0
            for _ in range(ROUNDS):
                copy = folder / "copy.gpkg"
                shutil.copy(folder / f"base_{existing}.gpkg", copy)
                told = _child("import", folder)
                imports.append(told["seconds"])
                memory.append(told["memory_mb"])
                predictions = told["predictions"]
                _child("stage", folder, str(existing))
                shutil.copy(folder / f"narrow_{existing}.gpkg", copy)
                measures.append(_child("measure", folder)["seconds"])
            ratios = [i / m for i, m in zip(imports, measures)]
            print(
                f"import of {predictions:,} predictions on top of {existing:,}:"
                f" {statistics.median(imports):.2f} s, bare insert of narrow rows"
                f" {statistics.median(measures):.2f} s, ratio {statistics.median(ratios):.2f}"
                f" (min {min(ratios):.2f}, max {max(ratios):.2f}),"
                f" {predictions / statistics.median(imports):,.0f} predictions/s,"
                f" peak memory {max(memory):.0f} MB",
                flush=True,
            )


def _child(step: str, folder: Path, *arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, step, str(folder), *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = done.stdout.strip().splitlines()
    return json.loads(lines[-1]) if lines else {}


def _main(step: str, folder: Path, *arguments: str) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import conftest  # noqa: F401 - loads the package
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    steps = {
        "sessions": _sessions,
        "base": _base,
        "narrow": _narrow,
        "import": _import,
        "stage": _stage,
        "measure": _measure,
    }
    steps[step](folder, *arguments)
    application.exitQgis()


def _sessions(folder: Path) -> None:
    """Sessions with predictions only: the sites of the drones are left out."""
    import random

    from generate import make_dois_csv, make_session

    chance = random.Random(1)
    numbers = [n for n in range(40) if n % 8 not in (2, 5)][:SESSIONS]
    names = [make_session(folder / "sessions", n, FRAMES, chance) for n in numbers]
    make_dois_csv(folder / "dois.csv", names)


def _base(folder: Path, existing: str) -> None:
    from big_atlas import make_big_atlas
    from qgis.core import QgsProcessingFeedback
    from seatizen_atlas.core.upkeep.create import create_atlas

    path = folder / f"base_{existing}.gpkg"
    if int(existing):
        make_big_atlas(path, frames=int(existing) // CLASSES, predictions=True)
    else:
        create_atlas(path, feedback=QgsProcessingFeedback(False))


def _narrow(folder: Path, existing: str) -> None:
    """The same atlas with a table of predictions as it was before script 10."""
    from seatizen_atlas.core.atlas.gateway import Atlas

    path = folder / f"narrow_{existing}.gpkg"
    shutil.copy(folder / f"base_{existing}.gpkg", path)
    with Atlas.open(path, update=True) as atlas:
        for statement in (
            "CREATE TABLE narrow (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, score REAL NOT NULL,"
            " version_doi TEXT NOT NULL, frame_id INTEGER NOT NULL, ml_class_id INTEGER NOT NULL)",
            "INSERT INTO narrow (score, version_doi, frame_id, ml_class_id)"
            " SELECT score, version_doi, frame_id, ml_class_id FROM multilabel_prediction"
            " ORDER BY frame_id, ml_class_id",
            "CREATE INDEX narrow_frame_id_version ON narrow (frame_id, version_doi)",
        ):
            atlas.execute(statement)


def _import(folder: Path) -> None:
    import pandas  # noqa: F401 - loading it costs a process once, not a session
    from qgis.core import QgsProcessingFeedback
    from seatizen_atlas.core.sessions.importing import import_sessions

    start = time.perf_counter()
    report = import_sessions(
        folder / "copy.gpkg",
        sessions=folder / "sessions",
        dois=folder / "dois.csv",
        feedback=QgsProcessingFeedback(False),
    )
    seconds = time.perf_counter() - start
    assert report.imported == SESSIONS, report
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "predictions": report.predictions_added, "memory_mb": memory}))


def _stage(folder: Path, existing: str) -> None:
    """Keep what the import added, ready to be inserted again."""
    from seatizen_atlas.core.atlas.gateway import Atlas, create_geopackage

    ready = folder / "ready.gpkg"
    ready.unlink(missing_ok=True)
    create_geopackage(ready)
    with Atlas.open(folder / f"base_{existing}.gpkg") as base:
        frames = base.scalar("SELECT coalesce(max(id), 0) FROM frame")
    with Atlas.open(folder / "copy.gpkg", update=True) as atlas, atlas.attached("ready", ready):
        statements = {
            "deposit": "SELECT * FROM main.deposit WHERE doi NOT IN (SELECT doi FROM base.deposit)",
            "version": "SELECT * FROM main.version WHERE doi NOT IN (SELECT doi FROM base.version)",
            "frame": f"SELECT * FROM main.frame WHERE id > {frames} ORDER BY id",
            "narrow": f"SELECT * FROM main.multilabel_prediction WHERE frame_id > {frames}"
            " ORDER BY frame_id, ml_class_id",
        }
        with atlas.attached("base", folder / f"base_{existing}.gpkg"):
            for table, select in statements.items():
                atlas.execute(f"CREATE TABLE ready.{table} AS {select}")


def _measure(folder: Path) -> None:
    from seatizen_atlas.core.atlas.gateway import Atlas
    from seatizen_atlas.core.atlas.sql import Name, fill

    frame = (
        "id version_doi OriginalFileName filename relative_file_path GPSPosition GPSAltitude GPSPitch GPSRoll"
    )
    columns = {
        "deposit": "doi session_name have_processed_data have_raw_data",
        "version": "doi deposit_doi",
        "frame": f"{frame} GPSTrack GPSDatetime GPSFix",
        "narrow": "score version_doi frame_id ml_class_id",
    }
    start = time.perf_counter()
    ready = {"ready": folder / "ready.gpkg"}
    with Atlas.open(folder / "copy.gpkg", update=True, attach=ready) as atlas, atlas.transaction():
        for table, names in columns.items():
            atlas.execute(
                fill(
                    "INSERT INTO main.{table} ({columns}) SELECT {columns} FROM ready.{table}",
                    table=Name(table),
                    columns=[Name(name) for name in names.split()],
                )
            )
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
