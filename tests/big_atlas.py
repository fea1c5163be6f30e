# SPDX-License-Identifier: GPL-2.0-or-later
"""An atlas of any size, the real one's included, within a minute or two: synthetic surveys along reefs.

Rows are staged by GDAL's own CSV reader and moved by one INSERT … SELECT a table; no row passes Python.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.density import refresh_density
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.score_tables import score_column, score_table, stored_classes
from seatizen_atlas.core.atlas.sql import Fragment, Name, fill
from seatizen_atlas.core.map.stored_styles import store_styles
from seatizen_atlas.core.upkeep.create import create_atlas

METRES_PER_DEGREE = 111_320.0
FIRST_DOI = 30_000_000

REEFS = {
    ("REU", "SAINT-LEU"): [(55.268, -21.132), (55.279, -21.160), (55.2835, -21.186), (55.287, -21.205)],
    ("REU", "HERMITAGE"): [(55.2215, -21.050), (55.2195, -21.075), (55.2260, -21.093), (55.2420, -21.104)],
    ("REU", "ETANG-SALE"): [(55.3305, -21.262), (55.3450, -21.287), (55.3900, -21.310)],
    ("REU", "SAINT-PIERRE"): [(55.4600, -21.3420), (55.4760, -21.3470), (55.4950, -21.3530)],
    ("MYT", "NGOUJA"): [(45.0790, -12.9560), (45.0850, -12.9650), (45.0950, -12.9760)],
    ("MYT", "PASSE-EN-S"): [(45.2600, -12.8600), (45.2750, -12.8760), (45.2700, -12.8950)],
    ("SYC", "ALDABRA-ARM01"): [(46.2000, -9.3900), (46.2600, -9.3760), (46.3300, -9.3900)],
    ("SYC", "ALPHONSE"): [(52.7200, -7.0000), (52.7350, -7.0150), (52.7300, -7.0300)],
    ("MDG", "TULEAR"): [(43.5900, -23.3800), (43.6150, -23.4100), (43.6400, -23.4500)],
    ("MUS", "TROU-AUX-BICHES"): [(57.5400, -20.0300), (57.5480, -20.0480), (57.5430, -20.0650)],
}
# platform → share of the sessions, frames of one relative to the mean, metres between frames, frames a leg
PLATFORMS = {
    "ASV-1": (0.38, 1.3, 0.5, 160),
    "UAV-02": (0.12, 0.3, 6.0, 30),
    "SCUBA-1": (0.14, 0.9, 0.4, 60),
    "MASK-1": (0.08, 0.8, 0.5, 90),
    "PADDLE-2": (0.10, 1.0, 0.6, 120),
    "KITE-1": (0.05, 1.0, 0.9, 220),
    "UVC-1": (0.06, 0.6, 0.3, 50),
    "AUV": (0.04, 1.2, 1.0, 300),
    "BOAT-1": (0.03, 0.7, 0.8, 200),
}


@dataclass(frozen=True)
class Survey:
    """One synthetic session: its name, DOI and positions (degrees, frames × 2)."""

    name: str
    deposit_doi: int
    start: datetime
    positions: np.ndarray


def make_big_atlas(
    path: Path, *, sessions: int = 560, frames: int = 1_600_000, predictions: bool = False, seed: int = 7
) -> Path:
    """Make an atlas of about `frames` frames at `path`; with `predictions`, 31 scores for each of them."""
    silent = QgsProcessingFeedback(False)
    create_atlas(path, overwrite=True, dress=store_styles, feedback=silent)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        stage = Path(folder) / "stage.gpkg"
        _stage(stage, Path(folder), list(make_surveys(sessions, frames, seed)))
        with Atlas.open(path, update=True, attach={"stage": stage}) as atlas:
            with atlas.transaction():
                for statement in _MOVES:
                    atlas.execute(statement)
            with atlas.transaction():
                for (doi,) in atlas.rows("SELECT doi FROM deposit"):
                    refresh_density(atlas, doi)
            with atlas.transaction():
                for statement in _EXTENTS:
                    atlas.execute(statement)
                if predictions:
                    atlas.execute(_scores(stored_classes(atlas)[1]))
                atlas.check_references()
    return path


def _scores(classes: list[int]) -> str:
    return fill(
        "INSERT INTO {table} (frame_id, version_doi, {columns})"
        " SELECT id, version_doi, {scores} FROM frame ORDER BY id",
        table=score_table(1),
        columns=[score_column(class_id) for class_id in classes],
        scores=[Fragment("abs(random() % 100000) / 100000.0")] * len(classes),
    )


def make_surveys(sessions: int, frames: int, seed: int) -> Iterator[Survey]:
    """Yield lawn-mower and meandering surveys of all platforms, scattered along the reefs."""
    chance = np.random.default_rng(seed)
    platforms = list(PLATFORMS)
    shares = np.array([PLATFORMS[platform][0] for platform in platforms])
    reefs = list(REEFS)
    popularity = np.array([5, 5, 2, 2, 2, 1, 2, 1, 1, 1], float)
    kinds = chance.choice(len(platforms), sessions, p=shares / shares.sum())
    sizes = np.array([PLATFORMS[platforms[kind]][1] for kind in kinds]) * chance.uniform(0.6, 1.4, sessions)
    sizes = np.maximum(20, sizes * frames / sizes.sum()).astype(int)
    for number in range(sessions):
        platform = platforms[kinds[number]]
        country, place = reefs[chance.choice(len(reefs), p=popularity / popularity.sum())]
        start = datetime(2019, 1, 5, 6) + timedelta(days=float(number * 4), hours=float(chance.integers(8)))
        name = f"{start:%Y%m%d}_{country}-{place}_{platform}_{number % 40:02d}"
        yield Survey(
            name if platform != "AUV" else name.rpartition("_")[0],
            FIRST_DOI + 10 * number,
            start,
            _positions(chance, REEFS[country, place], platform, int(sizes[number])),
        )


def _positions(
    chance: np.random.Generator, reef: list[tuple[float, float]], platform: str, count: int
) -> np.ndarray:
    _share, _size, spacing, per_leg = PLATFORMS[platform]
    leg, step = np.divmod(np.arange(count), per_leg)
    along = np.where(leg % 2 == 0, step, per_leg - 1 - step) * spacing
    across = leg * spacing * 4.0
    if platform.startswith(("SCUBA", "MASK", "KITE", "BOAT")):  # swum, towed or sailed by hand: meanders
        heading = 0.9 * np.sin(np.arange(count) / 90) + np.arange(count) * (chance.normal(0, 4) / count)
        along, across = np.cumsum(np.cos(heading)) * spacing, np.cumsum(np.sin(heading)) * spacing
    wander = np.cumsum(chance.normal(0, 0.02 * spacing, (2, count)), axis=1)
    metres = np.stack([along + wander[0], across + wander[1]])
    segment = int(chance.integers(len(reef) - 1))
    (x1, y1), (x2, y2) = reef[segment], reef[segment + 1]
    part = chance.uniform()
    angle = np.arctan2(y2 - y1, x2 - x1) + chance.normal(0, 0.1)
    metres -= metres.mean(axis=1, keepdims=True)
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ metres
    x0 = x1 + part * (x2 - x1) + chance.normal(0, 60) / METRES_PER_DEGREE
    y0 = y1 + part * (y2 - y1) + chance.normal(0, 60) / METRES_PER_DEGREE
    return np.stack(
        [x0 + turned[0] / (METRES_PER_DEGREE * np.cos(np.radians(y0))), y0 + turned[1] / METRES_PER_DEGREE],
        axis=1,
    )


def _stage(stage: Path, folder: Path, surveys: list[Survey]) -> None:
    target = gdal.GetDriverByName("GPKG").Create(str(stage), 0, 0, 0, gdal.GDT_Unknown)
    for layer, rows, columns, options in (
        (
            "frame",
            _frame_rows(surveys),
            ("doi", "name", "path", "x", "y", "altitude", "taken", "fix"),
            ["X_POSSIBLE_NAMES=x", "Y_POSSIBLE_NAMES=y"],
        ),
        ("session", _session_rows(surveys, hull=True), ("doi", "name", "wkt"), ["GEOM_POSSIBLE_NAMES=wkt"]),
        ("track", _session_rows(surveys, hull=False), ("doi", "name", "wkt"), ["GEOM_POSSIBLE_NAMES=wkt"]),
    ):
        file = folder / f"{layer}.csv"
        with file.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(columns)
            writer.writerows(rows)
        source = gdal.OpenEx(str(file), gdal.OF_VECTOR, open_options=[*options, "KEEP_GEOM_COLUMNS=NO"])
        gdal.VectorTranslate(
            target,
            source,
            layerName=layer,
            dstSRS="EPSG:4326",
            reproject=False,
            layerCreationOptions=["SPATIAL_INDEX=NO"],
        )


def _frame_rows(surveys: list[Survey]) -> Iterator[tuple[object, ...]]:
    for survey in surveys:
        taken = [survey.start + timedelta(seconds=k / 3) for k in range(len(survey.positions))]
        for k, ((x, y), time) in enumerate(zip(survey.positions.tolist(), taken)):
            name = f"{survey.name}_1_{k}.jpeg"
            path = f"{survey.name}/PROCESSED_DATA/FRAMES/{name}"
            yield (
                survey.deposit_doi + 2,
                name,
                path,
                x,
                y,
                -1.5 - k % 7 / 3,
                f"{time:%Y-%m-%d %H:%M:%S}",
                1 + k % 2,
            )


def _session_rows(surveys: list[Survey], *, hull: bool) -> Iterator[tuple[object, ...]]:
    for survey in surveys:
        line = ogr.Geometry(ogr.wkbLineString)
        for x, y in survey.positions.tolist():
            line.AddPoint_2D(x, y)
        yield survey.deposit_doi, survey.name, (line.ConvexHull() if hull else line).ExportToWkt()


_MOVES = (
    "INSERT INTO deposit (doi, session_name, footprint, have_processed_data, have_raw_data)"
    " SELECT CAST(doi AS TEXT), name, geom, 1, 1 FROM stage.session ORDER BY fid",
    "INSERT INTO version (doi, deposit_doi)"
    " SELECT CAST(doi + 2 AS TEXT), CAST(doi AS TEXT) FROM stage.session",
    "INSERT INTO deposit_linestring (deposit_doi, footprint_linestring)"
    " SELECT CAST(doi AS TEXT), geom FROM stage.track ORDER BY fid",
    "INSERT INTO frame (version_doi, OriginalFileName, filename, relative_file_path, GPSPosition,"
    " GPSAltitude, GPSDatetime, GPSFix)"
    " SELECT CAST(doi AS TEXT), 'GX010000.MP4', name, path, geom, CAST(altitude AS REAL), taken,"
    " CAST(fix AS INTEGER) FROM stage.frame ORDER BY fid",
)
_EXTENTS = tuple(
    fill(
        "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (SELECT min(ST_MinX({column})),"
        " min(ST_MinY({column})), max(ST_MaxX({column})), max(ST_MaxY({column})) FROM {table})"
        " WHERE table_name IN ({names})",
        column=Name(column),
        table=Name(names[0]),
        names=names,
    )
    for column, names in (
        ("footprint", ["deposit"]),
        ("footprint_linestring", ["deposit_linestring", "vw_deposit_linestring_with_platform"]),
        ("GPSPosition", ["frame"]),
    )
)
