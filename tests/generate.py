# SPDX-License-Identifier: GPL-2.0-or-later
"""Synthetic sessions in the shapes that survey work-flows write; no real survey stands behind them.

Run by hand: `python tests/generate.py FOLDER --sessions 3 --frames 120`.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import reef
from reef import METRES_PER_DEGREE

OLD_CLASS_NAMES = (
    "Acropore_branched,Acropore_digitised,Acropore_sub_massive,Acropore_tabular,Algae_assembly,"
    "Algae_drawn_up,Algae_limestone,Algae_sodding,Atra/Leucospilota,Bleached_coral,Blurred,Dead_coral,"
    "Fish,Homo_sapiens,Human_object,Living_coral,Millepore,No_acropore_encrusting,No_acropore_foliaceous,"
    "No_acropore_massive,No_acropore_solitary,No_acropore_sub_massive,Rock,Sand,Rubble,Sea_cucumber,"
    "Sea_urchins,Sponge,Syringodium_isoetifolium,Thalassodendron_ciliatum,Useless"
).split(",")
MODEL = "lombardata_DinoVdeau-large-2024_04_03-with_data_aug_batch-size32_epochs150_freeze"
USEFULNESS_MODEL = "jacques-v0.1.0_model-20240513_v20.0"


@dataclass(frozen=True)
class Site:
    """A place with the platform that surveys it, its first position (degrees) and its transect's scale.

    Without a `start` (YYYY-MM-DD) sessions begin in March 2022, five days apart.
    """

    country: str
    place: str
    platform: str
    latitude: float
    longitude: float
    scale: float = 1.0
    start: str = ""


SITES = (
    Site("REU", "ST-LEU", "ASV-1", -21.1655, 55.2790),
    Site("MYT", "NGOUJA", "SCUBA-1", -12.9632, 45.0846),
    Site("SYC", "aldabra-arm01", "UAV-02", -9.4046, 46.3421),
    Site("REU", "HERMITAGE", "PADDLE-2", -21.0858, 55.2248),
    Site("MDG", "TULEAR", "UVC-1", -23.4087, 43.6251),
    Site("REU", "ST-LEU", "AUV", -21.1718, 55.2843),
    Site("REU", "TROU-DEAU", "MASK-1", -21.1021, 55.2410),
    Site("SYC", "ALPHONSE", "scuba", -7.0105, 52.7270),
)


def make_sessions(
    folder: Path,
    sessions: int = 3,
    frames: int = 120,
    seed: int = 1,
    *,
    bare: bool = False,
    sites: Sequence[Site] = SITES,
    lagoon: bool = False,
) -> list[str]:
    """Write session folders and return their names; `bare` leaves the session's name out of file names.

    In the `lagoon` of tests/reef.py the scores tell what lies there; elsewhere they are noise.
    """
    chance = random.Random(seed)
    return [
        make_session(folder, number, frames, chance, bare=bare, sites=sites, lagoon=lagoon)
        for number in range(sessions)
    ]


def make_session(
    folder: Path,
    number: int,
    frames: int,
    chance: random.Random,
    *,
    bare: bool = False,
    classes: Iterable[str] = (),
    sites: Sequence[Site] = SITES,
    lagoon: bool = False,
) -> str:
    """Write one session folder; sites, platforms and columns take turns with `number`."""
    site = sites[number % len(sites)]
    start = datetime(2022, 3, 2, 8, 0, 0) + timedelta(days=5 * number)
    if site.start:
        start = datetime.fromisoformat(site.start).replace(hour=8)
    name = f"{start:%Y%m%d}_{site.country}-{site.place}_{site.platform}"
    if "-" in site.platform:
        name += f"_{number // len(sites) + 1:02d}"
    vehicle = site.platform.startswith(("UAV", "AUV"))
    root = folder / name
    (root / "METADATA").mkdir(parents=True)
    rows = _frame_rows(name, site, start, frames, chance, plain_names=bare or vehicle)
    _write_rows(root / "METADATA" / "metadata.csv", list(rows[0]), rows)
    if not vehicle:
        scenes = scenes_of(name, rows) if lagoon else None
        _write_predictions(root, name, rows, chance, list(classes or OLD_CLASS_NAMES), scenes)
    return name


def scenes_of(name: str, rows: Iterable[Mapping[str, object]]) -> list[reef.Scene]:
    """What the frames of a session in the lagoon show; rows as in its metadata.csv."""
    return [
        reef.scene_of(
            float(str(row["GPSLatitude"])),
            float(str(row["GPSLongitude"])),
            int(name[:4]),
            str(row["relative_file_path"]),
        )
        for row in rows
    ]


def make_dois_csv(path: Path, names: Iterable[str], first: int = 20_000_000) -> Path:
    """Write a DOIS_CSV: deposits count by ten, the raw version is +1, the processed one +2."""
    rows = [
        {
            "session_name": name,
            "deposit_doi": first + 10 * number,
            "frame_version_doi": first + 10 * number + 2,
            "prediction_version_doi": first + 10 * number + 2,
        }
        for number, name in enumerate(names)
    ]
    _write_rows(path, ["session_name", "deposit_doi", "frame_version_doi", "prediction_version_doi"], rows)
    return path


def _frame_rows(
    name: str, site: Site, start: datetime, frames: int, chance: random.Random, *, plain_names: bool
) -> list[dict[str, object]]:
    """A boustrophedon transect of 25 frames a leg, half a metre apart, with some wander."""
    vehicle = site.platform.startswith(("UAV", "AUV"))
    images = "DCIM" if vehicle else "PROCESSED_DATA/FRAMES"
    rows: list[dict[str, object]] = []
    for k in range(frames):
        leg, step = divmod(k, 25)
        along = step if leg % 2 == 0 else 24 - step
        east = site.scale * (0.5 * along + chance.gauss(0, 0.06))
        north = site.scale * (1.2 * leg + chance.gauss(0, 0.06))
        time = start + timedelta(seconds=k / 3)
        file_name = f"DJI_{k:05d}.JPG" if plain_names else f"{name}_1_{k}.jpeg"
        row: dict[str, object] = {
            "OriginalFileName": f"GX01{k // 4000:04d}.MP4",
            "FileName": file_name,
            "relative_file_path": f"{name}/{images}/{file_name}",
            "ImageWidth": 1920,
            "ImageHeight": 1080,
            "Make": "GoPro",
            "GPSLatitude": repr(site.latitude + north / METRES_PER_DEGREE),
            "GPSLongitude": repr(
                site.longitude + east / (METRES_PER_DEGREE * math.cos(math.radians(site.latitude)))
            ),
            "GPSAltitude": round(chance.gauss(-1.5, 0.4), 3),
            "GPSRoll": round(chance.gauss(0, 2), 4),
            "GPSPitch": round(chance.gauss(0, 2), 4),
            "GPSTrack": 90.0 if leg % 2 == 0 else 270.0,
        }
        if site.platform.startswith("UAV"):
            row["DateTimeOriginal"] = f"{time:%Y:%m:%d %H:%M:%S}"
        elif site.platform.startswith("AUV"):
            row["GPSDateTime"] = f"{time:%Y-%m-%d %H:%M:%S}.250Z"
        elif site.platform.startswith("MASK"):
            row["SubSecDateTimeOriginal"] = f"1970:01:01 {time:%H:%M:%S}.33"
        else:
            row["SubSecDateTimeOriginal"] = f"{time:%Y:%m:%d %H:%M:%S}.33"
        if site.platform.startswith("ASV"):
            row["GPSfix"] = chance.choice((1.0, 1.0, 1.0, 2.0, 5.0))
        rows.append(row)
    return rows


def _write_predictions(
    root: Path, name: str, rows: list[dict[str, object]], chance: random.Random, classes: list[str],
    scenes: Sequence[reef.Scene] | None = None,
) -> None:  # fmt: skip
    folder = root / "PROCESSED_DATA" / "IA"
    folder.mkdir(parents=True)
    if scenes is None:
        useful = [row for row in rows if chance.random() > 0.1]
    else:
        useful = [row for row, scene in zip(rows, scenes) if not scene.blurred or chance.random() < 0.2]
    kept = {row["FileName"] for row in useful}
    with (folder / f"{name}_{USEFULNESS_MODEL}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["FileName", "Useless", "Score"])
        for row in rows:
            useless = int(row["FileName"] not in kept)
            writer.writerow(
                [row["FileName"], useless, round(0.35 + 0.6 * chance.random() if useless else 0.2, 3)]
            )
    if scenes is None:
        scores = [[f"{chance.random() ** 3:.8f}" for _ in classes] for _ in useful]
    else:
        shown = [scene for row, scene in zip(rows, scenes) if row["FileName"] in kept]
        scores = [[f"{score:.8f}" for score in reef.scores(scene, classes, chance)] for scene in shown]
    labels = [[int(float(score) >= 0.4) for score in line] for line in scores]
    gps = ["GPSLatitude", "GPSLongitude", "GPSTrack"]
    for path, values, extra in (
        (folder / f"{name}_{MODEL}_scores.csv", scores, []),
        (folder / f"{name}_{MODEL}.csv", labels, []),
        (root / "METADATA" / "predictions_gps.csv", labels, gps),
    ):
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["FileName", *classes, *extra])
            for row, line in zip(useful, values):
                writer.writerow([row["FileName"], *line, *(row[column] for column in extra)])


def _write_rows(path: Path, columns: list[str], rows: Iterable[dict[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sessions", type=int, default=3)
    parser.add_argument("--frames", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bare", action="store_true", help="file names without the session's name")
    given = parser.parse_args()
    print(*make_sessions(given.folder, given.sessions, given.frames, given.seed, bare=given.bare), sep="\n")
