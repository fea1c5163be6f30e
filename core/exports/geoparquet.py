# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames with their prediction scores as a partitioned GeoParquet 1.1 dataset, for distributed engines.

The dataset is a folder of `year=YYYY/platform=NAME/part-0.parquet` (hive partitions, which DuckDB, Spark with
Sedona, Athena and pyarrow understand): year and platform of the session. Within a partition the rows follow a
Hilbert curve, so that a row group covers a small area, and the column `bbox` lets a reader skip the others.
The CRS is EPSG:4326; as GeoParquet prescribes whatever the CRS says, x is the longitude and y the latitude.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill
from ..errors import SeatizenError
from ..files import keep_rather_than_empty, require_folder, require_pyarrow, whole_folder
from ..selection.chosen import Selection, open_for_export, select
from ..selection.filters import FrameFilter
from ..translation import tr
from . import queries
from .queries import Field
from .tables import ExportReport, TableFile

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

GEOMETRY = "geometry"
ROW_GROUP = 16_384
"""Rows that a reader takes or skips together."""

_HILBERT_BITS = 16
_BLOCK_TABLE = Name("block_frame")
_FIELDS: tuple[Field, ...] = (
    Field("frame_id", "id", Fragment("f.id + 0"), "id of the frame in the atlas"),
    *queries.IMAGE_FIELDS[:4],
    *queries.ATTITUDE,
    queries.GPS_TIME,
    Field("GPSFix", "integer", queries.GPS_FIX, queries.GPS_FIX_MEANING),
)
_EPSG_4326: dict[str, Any] = {
    "$schema": "https://proj.org/schemas/v0.7/projjson.schema.json",
    "type": "GeographicCRS",
    "name": "WGS 84",
    "datum_ensemble": {
        "name": "World Geodetic System 1984 ensemble",
        "members": [
            {"name": f"World Geodetic System 1984{realisation}"}
            for realisation in (
                " (Transit)",
                " (G730)",
                " (G873)",
                " (G1150)",
                " (G1674)",
                " (G1762)",
                " (G2139)",
            )
        ],
        "ellipsoid": {"name": "WGS 84", "semi_major_axis": 6378137, "inverse_flattening": 298.257223563},
        "accuracy": "2.0",
        "id": {"authority": "EPSG", "code": 6326},
    },
    "coordinate_system": {
        "subtype": "ellipsoidal",
        "axis": [
            {"name": "Geodetic latitude", "abbreviation": "Lat", "direction": "north", "unit": "degree"},
            {"name": "Geodetic longitude", "abbreviation": "Lon", "direction": "east", "unit": "degree"},
        ],
    },
    "id": {"authority": "EPSG", "code": 4326},
}


@dataclass(frozen=True)
class Partition:
    """The sessions of a year and a platform."""

    year: str
    platform: str

    @property
    def folder(self) -> str:
        return f"year={quote(self.year or 'unknown')}/platform={quote(self.platform or 'unknown')}"


def export_geoparquet(
    atlas_path: Path,
    folder: Path,
    *,
    values: str = "score",
    wanted: FrameFilter | None = None,
    feedback: QgsProcessingFeedback,
) -> ExportReport:
    """Write the frames as a dataset; `folder` is replaced once its successor is whole.

    Every chosen frame is a row, also those without predictions or without a position.

    Args:
        values: `score`, or `presence` against each class's threshold.

    Raises:
        InputError: an unknown platform, session, model or class; dates reversed.
        AtlasError: the atlas cannot be read, or has to be migrated first.
        SeatizenError: the folder cannot be written, or holds something else than a dataset.
        MissingPackage: pyarrow is absent.
        Cancelled: the folder is as it was before.
    """
    require_pyarrow(tr("The GeoParquet export"))
    require_folder(folder.parent)
    _require_dataset(folder)
    files: list[TableFile] = []
    with open_for_export(atlas_path) as atlas, whole_folder(folder) as unfinished:
        selection = select(atlas, wanted or FrameFilter(), feedback)
        if not selection.frames and folder.is_dir() and any(folder.iterdir()):
            keep_rather_than_empty([folder])
        atlas.execute("CREATE TEMP TABLE IF NOT EXISTS block_frame (id INTEGER PRIMARY KEY)")
        done = 0
        for partition in _partitions(atlas, selection):
            path = unfinished / partition.folder / "part-0.parquet"
            path.parent.mkdir(parents=True)
            rows = 0
            for rows in _write_partition(atlas, selection, partition, path, values, feedback):
                feedback.setProgress(100 * (done + rows) / max(selection.frames, 1))
                feedback.setProgressText(
                    tr("{year} {platform}: {done} of {total} frames").format(
                        year=partition.year,
                        platform=partition.platform,
                        done=done + rows,
                        total=selection.frames,
                    )
                )
            if not rows:
                path.unlink()
                path.parent.rmdir()
                continue
            done += rows
            files.append(TableFile(folder / partition.folder / path.name, partition.folder, rows))
        for year in unfinished.iterdir():  # a year of which no frame was chosen
            if not any(year.iterdir()):
                year.rmdir()
        if not files:
            feedback.pushWarning(tr("The atlas has no frame: the dataset is empty."))
    return ExportReport(tuple(files))


def hilbert_keys(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """Places along a Hilbert curve through the extent of the points; NaN comes last."""
    import numpy as np

    side = 1 << _HILBERT_BITS
    here = ~(np.isnan(x) | np.isnan(y))
    column, row = np.zeros(len(x), np.int64), np.zeros(len(x), np.int64)
    for cells, values in ((column, x[here]), (row, y[here])):
        if len(values):
            low, span = values.min(), np.ptp(values)
            cells[here] = np.minimum((values - low) / (span or 1.0) * side, side - 1).astype(np.int64)
    key = np.zeros(len(x), np.int64)
    step = side >> 1
    while step:
        right, upper = (column & step) > 0, (row & step) > 0
        key += step * step * ((3 * right) ^ upper)
        # Turn the quarter so that the curve enters and leaves it where its neighbours do.
        flip = ~upper & right
        column, row = np.where(flip, side - 1 - column, column), np.where(flip, side - 1 - row, row)
        column, row = np.where(upper, column, row), np.where(upper, row, column)
        step >>= 1
    key[~here] = np.iinfo(np.int64).max
    return key


def _require_dataset(folder: Path) -> None:
    """Never replace a folder with anything in it that this export would not have written."""
    if folder.is_dir():
        foreign = [entry.name for entry in folder.iterdir() if not entry.name.startswith("year=")]
        if foreign:
            raise SeatizenError(
                tr("“{folder}” holds something else than a dataset: {foreign}.").format(
                    folder=folder, foreign=sorted(foreign)[0]
                ),
                advice=tr("Choose an empty or a new folder; its content is replaced as a whole."),
            )
    elif folder.exists():
        raise SeatizenError(
            tr("“{}” is a file, not a folder.").format(folder), advice=tr("Choose a folder for the output.")
        )


def _partitions(atlas: Atlas, selection: Selection) -> list[Partition]:
    rows = atlas.rows(
        fill(
            "SELECT DISTINCT substr(d.session_date, 1, 4) AS year, d.platform_type FROM deposit d"
            " WHERE {where} ORDER BY 1, 2",
            where=selection.deposits,
        )
    )
    return [Partition(str(year or ""), str(platform or "")) for year, platform in rows]


def _write_partition(
    atlas: Atlas,
    selection: Selection,
    partition: Partition,
    path: Path,
    values: str,
    feedback: QgsProcessingFeedback,
) -> Iterator[int]:
    """Write one file, row group by row group, and yield how many rows it has so far."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from .streamed import class_fields, parquet_typed, schema, scored_blocks, stop_if_asked

    ids, x, y = _positions(atlas, selection, partition)
    order = np.argsort(hilbert_keys(x, y), kind="stable")
    fields = (*_FIELDS, queries.PREDICTION_DOI, *class_fields(selection.classes, values))
    box = pa.struct([(side, pa.float64()) for side in ("xmin", "ymin", "xmax", "ymax")])
    plain = schema(fields, {"geo": json.dumps(_geo(x, y))})
    whole = plain.append(pa.field(GEOMETRY, pa.binary())).append(pa.field("bbox", box))
    block = replace(selection, table=_BLOCK_TABLE)
    texts = [field.name for field in fields if field.kind == "text"]
    # While one group of rows is written the next is read: neither holds Python's lock for long.
    writer = pq.ParquetWriter(path, whole, compression="zstd", use_dictionary=texts)
    with writer, ThreadPoolExecutor(1) as at_work:
        writing: Future[None] | None = None
        for start in range(0, len(ids), ROW_GROUP):
            stop_if_asked(feedback)
            rows = order[start : start + ROW_GROUP]
            _fill_block(atlas, ids[rows].tolist())
            columns = list(scored_blocks(atlas, block, _FIELDS, values, every=True))
            # The block came in id order; `rows` says where each id belongs along the curve.
            along = pa.array(np.argsort(np.argsort(ids[rows])))
            sorted_columns = [
                parquet_typed(pa.concat_arrays(parts).take(along), field)
                for parts, field in zip(zip(*columns), fields)
            ]
            px, py = x[rows], y[rows]
            boxes = pa.StructArray.from_arrays(
                [pa.array(px), pa.array(py), pa.array(px), pa.array(py)],
                fields=list(box),
                mask=pa.array(np.isnan(px)),
            )
            arrays = [*sorted_columns, _points(px, py), boxes]
            if writing is not None:
                writing.result()
            group = pa.Table.from_arrays(arrays, schema=whole)
            writing = at_work.submit(writer.write_table, group, row_group_size=ROW_GROUP)
            yield start + len(rows)
        if writing is not None:
            writing.result()


def _positions(
    atlas: Atlas, selection: Selection, partition: Partition
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Ids and coordinates of a partition's frames, NaN where there is none."""
    import numpy as np

    query = fill(
        "SELECT f.id + 0 AS frame_id, {x} AS x, {y} AS y FROM {source} WHERE f.version_doi IN"
        " (SELECT v.doi FROM version v JOIN deposit d ON d.doi = v.deposit_doi"
        " WHERE coalesce(substr(d.session_date, 1, 4), '') = {year}"
        " AND coalesce(d.platform_type, '') = {platform}) ORDER BY f.id",
        x=queries.position("X"),
        y=queries.position("Y"),
        source=selection.frame_source(),
        year=partition.year,
        platform=partition.platform,
    )
    columns: tuple[list[Any], ...] = ([], [], [])
    for batch in atlas.arrow(query):
        for kept, name in zip(columns, ("frame_id", "x", "y")):
            kept.append(batch.column(name).to_numpy(zero_copy_only=False))
    if not columns[0]:
        return np.empty(0, np.int64), np.empty(0), np.empty(0)
    ids, x, y = (np.concatenate(parts) for parts in columns)
    nowhere = ~(np.isfinite(x) & np.isfinite(y))
    x[nowhere] = y[nowhere] = np.nan
    return ids.astype(np.int64), x, y


def _fill_block(atlas: Atlas, ids: Sequence[int]) -> None:
    atlas.execute("DELETE FROM temp.block_frame")
    rows = Fragment("), (".join(map(str, sorted(ids))))  # integers: quoting each would take a while
    atlas.execute(fill("INSERT INTO temp.block_frame VALUES ({rows})", rows=rows))


def _points(x: NDArray[np.float64], y: NDArray[np.float64]) -> pa.Array:
    """Points as well-known binary: byte order, type 1, longitude, latitude."""
    import numpy as np
    import pyarrow as pa

    layout = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
    points = np.zeros(len(x), layout)
    points["order"], points["type"], points["x"], points["y"] = 1, 1, x, y
    fixed = pa.Array.from_buffers(pa.binary(layout.itemsize), len(x), [None, pa.py_buffer(points.tobytes())])
    here = pa.array(~np.isnan(x))
    return pa.compute.if_else(here, fixed.cast(pa.binary()), pa.scalar(None, pa.binary()))


def _geo(x: NDArray[np.float64], y: NDArray[np.float64]) -> dict[str, Any]:
    """The file's metadata by the GeoParquet specification 1.1."""
    import numpy as np

    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "crs": _EPSG_4326,
        "edges": "planar",
        "covering": {"bbox": {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}},
    }
    if not np.isnan(x).all():
        column["bbox"] = [float(f(v)) for f in (np.nanmin, np.nanmax) for v in (x, y)]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
