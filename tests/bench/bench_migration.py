# SPDX-License-Identifier: GPL-2.0-or-later
"""Today's atlas taken over, at a twentieth and a tenth of the real one's size: time, slope, memory, room.

The real one has 1.6 million frames and 49.6 million predictions. Each run is a process of its own; the
kill in the midst is a test (tests/core/atlas/test_atlas_migrations.py).
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

SIZES = (80_000, 160_000)
REAL = 1_600_000
SESSIONS = 56


def run() -> None:
    """Print the figures of both sizes and what they let expect of the real atlas."""
    told = []
    for frames in SIZES:
        with tempfile.TemporaryDirectory(prefix="bench_") as folder:
            _child("make", Path(folder), frames)
            told.append(_child("migrate", Path(folder), frames))
        one = told[-1]
        print(
            f"migration of {frames:,} frames ({one['megabytes']:.0f} MB): {one['seconds']:.1f} s,"
            f" of it backup and styles {one['backup']:.1f} s; peak memory {one['memory_mb']:.0f} MB"
            f" ({one['before_mb']:.0f} MB before); room needed beside the atlas {one['room']:.2f}"
            " of its size, without the backup",
            flush=True,
        )
    (small, large), (first, second) = told, SIZES
    slope = (large["seconds"] - small["seconds"]) / (second - first)
    whole = large["seconds"] + slope * (REAL - second)
    print(f"migration: {slope * 1e6:.0f} s a million frames, the real atlas in about {whole / 60:.1f} min")


def _child(step: str, folder: Path, frames: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, step, str(folder), str(frames)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = done.stdout.strip().splitlines()
    return json.loads(lines[-1]) if lines else {}


def _make(path: Path, frames: int) -> None:
    from legacy_atlas import make_legacy_atlas

    make_legacy_atlas(path, sessions=SESSIONS, frames=frames // SESSIONS, annotated=1_500)


def _migrate(path: Path) -> None:
    from qgis.core import QgsProcessingFeedback
    from qgis.testing import start_app
    from seatizen_atlas.core.upkeep.migrations import migrate_atlas

    start_app()
    before, size = _memory(), path.stat().st_size
    peak, ended = [size], threading.Event()

    def watch() -> None:
        while not ended.wait(0.02):
            parts = [path.with_name(path.name + suffix) for suffix in ("", "-journal")]
            peak[0] = max(peak[0], sum(part.stat().st_size for part in parts if part.exists()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    begin = time.perf_counter()
    report = migrate_atlas(path, feedback=QgsProcessingFeedback(False))
    seconds = time.perf_counter() - begin
    ended.set()
    watcher.join()
    told = {
        "seconds": seconds,
        "backup": seconds - sum(script.seconds for script in report.applied),
        "megabytes": size / 1e6,
        "before_mb": before,
        "memory_mb": _memory(),
        "room": peak[0] / size - 1,
    }
    print(json.dumps(told))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import conftest  # noqa: F401  the package under its name

    atlas = Path(sys.argv[2]) / "atlas.gpkg"
    if sys.argv[1] == "make":
        _make(atlas, int(sys.argv[3]))
    else:
        _migrate(atlas)
