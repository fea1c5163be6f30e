# SPDX-License-Identifier: GPL-2.0-or-later
"""The import of two million predictions against its bare ceiling, on an empty atlas and on top of 20 million.

The ceiling: the same rows, ready in an attached GeoPackage, by INSERT … SELECT into the same tables.
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
            base = folder / f"base_{existing}.gpkg"
            _child("base", folder, str(existing))
            imports, ceilings, memory, predictions = [], [], [], 0
            for _ in range(ROUNDS):
                copy = folder / "copy.gpkg"
                shutil.copy(base, copy)
                told = _child("import", folder)
                imports.append(told["seconds"])
                memory.append(told["memory_mb"])
                predictions = told["predictions"]
                _child("stage", folder, str(existing))
                shutil.copy(base, copy)
                ceilings.append(_child("ceiling", folder)["seconds"])
            ratios = [c / i for i, c in zip(imports, ceilings)]
            print(
                f"import of {predictions:,} predictions on top of {existing:,}:"
                f" {statistics.median(imports):.2f} s, ceiling {statistics.median(ceilings):.2f} s,"
                f" speed {100 * statistics.median(ratios):.0f} % of it"
                f" (min {100 * min(ratios):.0f}, max {100 * max(ratios):.0f}),"
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
    {"sessions": _sessions, "base": _base, "import": _import, "stage": _stage, "ceiling": _ceiling}[step](
        folder, *arguments
    )
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
    from seatizen_atlas.core.atlas.sql import Name, fill

    ready = folder / "ready.gpkg"
    ready.unlink(missing_ok=True)
    create_geopackage(ready)
    with Atlas.open(folder / f"base_{existing}.gpkg") as base:
        frames = base.scalar("SELECT coalesce(max(id), 0) FROM frame")
    with Atlas.open(folder / "copy.gpkg", update=True) as atlas, atlas.attached("ready", ready):
        for table, key in (("frame", "id"), ("multilabel_prediction", "frame_id")):
            atlas.execute(
                fill(
                    "CREATE TABLE ready.{table} AS SELECT * FROM main.{table}"
                    " WHERE {key} > {frames} ORDER BY id",
                    table=Name(table),
                    key=Name(key),
                    frames=frames,
                )
            )


def _ceiling(folder: Path) -> None:
    from seatizen_atlas.core.atlas.gateway import Atlas
    from seatizen_atlas.core.atlas.sql import Name, fill

    frame = (
        "id version_doi OriginalFileName filename relative_file_path GPSPosition GPSAltitude GPSPitch GPSRoll"
    )
    columns = {
        "frame": f"{frame} GPSTrack GPSDatetime GPSFix",
        "multilabel_prediction": "score version_doi frame_id ml_class_id",
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
