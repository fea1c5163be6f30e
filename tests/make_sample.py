# SPDX-License-Identifier: GPL-2.0-or-later
"""Make tests/sample: one imagined lagoon, surveyed by every family of platforms, one place in five years.

Run by hand after a change of tests/generate.py: `python tests/make_sample.py`. The result is committed,
so that `make run` needs no network. The pictures are not: `draw_pictures` makes them when they are to be
shown, some fifty megabytes in half a minute, always the same.
"""

from __future__ import annotations

import csv
import math
import os
import random
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path

import reef
from generate import OLD_CLASS_NAMES, Site, make_dois_csv, make_sessions, scenes_of

SAMPLE = Path(__file__).resolve().parent / "sample"
LOOKS = (
    # file, every how many frames, which sessions, share of mistakes
    ("20240405_091500__ana-lima__lagoon_years.csv", 3, "ASV-1", 0.004),
    ("20240612_143000__jean-hoarau__divers_look.csv", 2, "SCUBA", 0.01),
    ("20240701_080000__ana-lima__second_look.csv", 9, "ASV-1", 0.05),
)
"""Files of annotations: who looked at what, and how carefully."""
_PICTURES = 3
"""Sort of the pictures; another number draws them anew."""


def _site(platform: str, east: float, north: float, scale: float, start: str = "") -> Site:
    """A site so many metres from the lagoon's south-western corner."""
    latitude = reef.SOUTH_WEST[0] + north / reef.METRES_PER_DEGREE
    longitude = reef.SOUTH_WEST[1] + east / (reef.METRES_PER_DEGREE * math.cos(math.radians(latitude)))
    return Site("REU", "HERMITAGE", platform, round(latitude, 7), round(longitude, 7), scale, start)


LAGOON = (
    _site("ASV-1", 12, 62, 6.5),
    _site("SCUBA-1", 0, 30, 3),
    _site("UAV-02", 0, 104, 9),
    _site("PADDLE-2", 108, 62, 5.5),
    _site("UVC-1", 62, 36, 2.5),
    _site("AUV", 122, 18, 5),
    _site("MASK-1", 50, 8, 2.6),
    _site("KITE-1", 122, 104, 6.5),
    _site("ASV-1", 12.4, 61.6, 6.5, "2019-03-14"),
    _site("ASV-1", 11.7, 62.5, 6.5, "2021-03-09"),
    _site("ASV-1", 12.2, 62.2, 6.5, "2023-04-21"),
    _site("ASV-1", 11.9, 61.8, 6.5, "2024-03-18"),
)


def main() -> None:
    """Write the sessions, their DOIs and the annotations anew."""
    shutil.rmtree(SAMPLE, ignore_errors=True)
    sessions = SAMPLE / "sessions"
    sessions.mkdir(parents=True)
    names = make_sessions(sessions, sessions=len(LAGOON), frames=90, seed=7, sites=LAGOON, lagoon=True)
    make_dois_csv(SAMPLE / "dois.csv", sorted(names))
    (SAMPLE / "annotations").mkdir()
    for number, (file_name, every, platform, mistakes) in enumerate(LOOKS):
        looked = [name for name in sorted(names) if platform in name]
        write_look(SAMPLE / "annotations" / file_name, looked, every, mistakes, random.Random(number))


def write_look(path: Path, sessions: list[str], every: int, mistakes: float, chance: random.Random) -> None:
    """A file of annotations of every so manieth frame."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["FileName", *OLD_CLASS_NAMES])
        for name in sessions:
            rows = frames_of(SAMPLE / "sessions" / name)
            for row, scene in list(zip(rows, scenes_of(name, rows)))[::every]:
                writer.writerow([row["FileName"], *reef.seen(scene, OLD_CLASS_NAMES, chance, mistakes)])


def frames_of(session: Path) -> list[dict[str, str]]:
    """The rows of a session's metadata.csv."""
    with (session / "METADATA" / "metadata.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


# the pictures -----------------------------------------------------------------------------------------


def with_pictures(folder: Path, tell: Callable[[str], object] = print) -> Path:
    """The sample with its pictures in `folder`, drawn there unless they are there already."""
    mark = folder / "drawn"
    if not (mark.exists() and mark.read_text() == str(_PICTURES)):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(SAMPLE, folder)
        sessions = sorted((folder / "sessions").iterdir())
        tell(f"drawing the pictures of {len(sessions)} sessions, this once")
        with ProcessPoolExecutor(os.cpu_count()) as workers:
            list(workers.map(draw_pictures, sessions))
        mark.write_text(str(_PICTURES))
    return folder


def draw_pictures(session: Path, every: int = 1) -> list[Path]:
    """Draw what the frames of a session in the lagoon show (every so manieth) into its folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from draw import Shot, photograph

    platform = session.name.split("_")[2].split("-")[0].upper()
    rows = frames_of(session)
    drawn = []
    for number, (row, scene) in list(enumerate(zip(rows, scenes_of(session.name, rows))))[::every]:
        shot = Shot(
            scene,
            seed=int.from_bytes(random.Random(row["relative_file_path"]).randbytes(4), "big"),
            time=_time(row, session.name),
            latitude=float(row["GPSLatitude"]),
            longitude=float(row["GPSLongitude"]),
            heading=float(row["GPSTrack"]),
            platform=platform,
            # the paddler's camera hangs upside down, the diver turns hers now and then
            orientation={"PADDLE": 3, "SCUBA": (1, 1, 6, 1, 8)[number % 5]}.get(platform, 1),
        )
        path = session.parent / row["relative_file_path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(photograph(shot))
        drawn.append(path)
    return drawn


def _time(row: dict[str, str], name: str) -> datetime:
    stamp = row.get("SubSecDateTimeOriginal") or row.get("DateTimeOriginal") or row.get("GPSDateTime") or ""
    clock = stamp[11:19] or "12:00:00"
    return datetime.fromisoformat(f"{name[:4]}-{name[4:6]}-{name[6:8]} {clock}")


if __name__ == "__main__":
    main()
