# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames on a grid: how many, of which sessions and days, and what the model saw there.

The frames are read in blocks and their cells go into a temporary table, clustered by cell; one statement
counts the cells from it. Memory grows neither with the frames nor with the cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsProcessingFeedback
from qgis.PyQt.QtCore import QDate, Qt

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill, join
from ..compat import FIELD_TYPES
from ..errors import AtlasError, Cancelled, SeatizenError
from ..files import has_pyarrow
from ..reading.scores import ScoredClass, find_classes, require_scores
from ..selection.chosen import Selection, open_for_export, select
from ..selection.filters import FrameFilter
from ..translation import tr, tr_n
from .grid import Grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 50_000
"""Frames placed at once."""

_INSERTED_AT_ONCE = 20_000
_CELLS_AT_ONCE = 2_000


@dataclass(frozen=True)
class CoverageReport:
    """What was counted; `nowhere` are chosen frames without a position."""

    cells: int
    frames: int
    nowhere: int


def coverage(
    atlas_path: Path,
    grid: Grid,
    wanted: FrameFilter,
    open_sink: Callable[[QgsFields], QgsFeatureSink],
    feedback: QgsProcessingFeedback,
) -> CoverageReport:
    """Count the chosen frames on a grid; each cell that holds some becomes a polygon in EPSG:4326.

    The fields: frames, sessions, first_date, last_date, annotated; for each class `<class>_mean` of the
    scores and `<class>_share` of the predicted frames that reach the threshold; for each platform
    `<platform>_frames`.

    Args:
        open_sink: told the fields, gives what takes the features.

    Raises:
        InputError: an unknown name, or a filter that no frame passes.
        AtlasError: the atlas cannot be read, or has to be migrated first.
        SeatizenError: the sink took a feature not.
        Cancelled: the sink holds what was counted before.
    """
    with open_for_export(atlas_path) as atlas:
        require_scores(atlas)
        selection = select(atlas, wanted, feedback)
        placed = _place(atlas, selection, grid, feedback)
        classes = find_classes(atlas, (column.ids[0] for column in selection.classes))
        names = [column.name for column in selection.classes]
        platforms = _platforms(atlas)
        fields = coverage_fields(names, platforms)
        sink = open_sink(fields)
        query = _counting(selection, classes, platforms)
        cells = 0
        try:
            with atlas.interruptible(feedback):
                for rows in _batches(atlas.iterate(query)):
                    cells += _write(sink, fields, grid, rows)
        except AtlasError:
            if not feedback.isCanceled():
                raise
        if feedback.isCanceled():
            raise Cancelled(tr("Stopped."))
    nowhere = selection.frames - placed
    if nowhere:
        feedback.pushWarning(tr_n("%Ln frame(s) without a position left out.", nowhere))
    return CoverageReport(cells, placed, nowhere)


def coverage_fields(classes: Sequence[str], platforms: Sequence[str]) -> QgsFields:
    """The columns of the table, in their order; new ones come at the end."""
    kinds = {"frames": "integer", "sessions": "integer", "first_date": "day", "last_date": "day"}
    kinds["annotated"] = "integer"
    for name in classes:
        kinds |= {f"{name}_mean": "real", f"{name}_share": "real"}
    for name in platforms:
        kinds[f"{name}_frames"] = "integer"
    fields = QgsFields()
    for name, kind in kinds.items():
        fields.append(QgsField(name, FIELD_TYPES[kind]))
    return fields


def _place(atlas: Atlas, selection: Selection, grid: Grid, feedback: QgsProcessingFeedback) -> int:
    """Fill the table of frames by cell; how many have a position."""
    atlas.execute("DROP TABLE IF EXISTS temp.cell_frame")
    atlas.execute(
        "CREATE TEMP TABLE cell_frame (cell INTEGER, frame_id INTEGER, PRIMARY KEY (cell, frame_id))"
        " WITHOUT ROWID"
    )
    key = Fragment("f.id" if selection.table is None else "c.id")
    after = seen = 0
    while True:
        ids, x, y = _positions(
            atlas,
            fill(
                "SELECT f.id + 0 AS frame_id, ST_MinX(f.GPSPosition) AS x, ST_MinY(f.GPSPosition) AS y"
                " FROM {source} WHERE {key} > {after} AND ST_MinX(f.GPSPosition) NOTNULL ORDER BY {key}"
                " LIMIT {limit}",
                source=selection.frame_source(),
                key=key,
                after=after,
                limit=_BLOCK,
            ),
        )
        if not len(ids):
            return seen
        if feedback.isCanceled():
            raise Cancelled(tr("Stopped."))
        cells = grid.cells(x, y)
        order = np.lexsort((ids, cells))
        pairs = np.stack([cells[order], ids[order]], axis=1).tolist()
        for start in range(0, len(pairs), _INSERTED_AT_ONCE):
            some = pairs[start : start + _INSERTED_AT_ONCE]
            values = join(", ", (fill("({pair})", pair=pair) for pair in some))
            atlas.execute(fill("INSERT INTO temp.cell_frame VALUES {values}", values=values))
        after = int(ids[-1])
        seen += len(ids)
        feedback.setProgress(60 * seen / max(selection.frames, 1))
        feedback.setProgressText(
            tr("{done} of {total} frames placed").format(done=seen, total=selection.frames)
        )


def _positions(
    atlas: Atlas, query: Fragment
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Ids and coordinates that a query gives; without pyarrow the rows pass Python one by one."""
    if has_pyarrow():
        batches = [batch for batch in atlas.arrow(query) if batch.num_rows]
        columns = [[batch.column(n).to_numpy() for batch in batches] for n in ("frame_id", "x", "y")]
        ids, x, y = (np.concatenate(parts) if parts else np.empty(0) for parts in columns)
    else:
        rows = atlas.rows(query)
        ids, x, y = (np.array(column) for column in zip(*rows)) if rows else (np.empty(0),) * 3
    return ids.astype(np.int64), x.astype(np.float64), y.astype(np.float64)


def _platforms(atlas: Atlas) -> list[str]:
    """The platforms of the frames that were placed."""
    return [
        str(name)
        for (name,) in atlas.rows(
            "SELECT DISTINCT d.platform_type FROM (SELECT DISTINCT f.version_doi FROM temp.cell_frame k"
            " JOIN frame f ON f.id = k.frame_id) p JOIN version v ON v.doi = p.version_doi"
            " JOIN deposit d ON d.doi = v.deposit_doi WHERE d.platform_type <> '' ORDER BY 1"
        )
    ]


def _counting(selection: Selection, classes: Sequence[ScoredClass], platforms: Sequence[str]) -> Fragment:
    """One row a cell: its number, then the columns of `coverage_fields`."""
    figures = [
        fill(
            "avg({score}) AS {mean}, avg({reached}) AS {share}",
            score=one.score(),
            reached=one.reached(),
            mean=Name(f"mean_{one.id}"),
            share=Name(f"share_{one.id}"),
        )
        for one in classes
    ]
    figures += [
        fill("sum(o.platform = {platform}) AS {name}", platform=name, name=Name(f"platform_{number}"))
        for number, name in enumerate(platforms)
    ]
    scores = Fragment("")
    if classes:
        scores = fill(" LEFT JOIN {table} s ON s.frame_id = k.frame_id", table=classes[0].table)
    return fill(
        "WITH origin AS MATERIALIZED (SELECT v.doi AS version_doi, d.doi AS deposit_doi,"
        " d.session_date AS day, d.platform_type AS platform FROM version v"
        " JOIN deposit d ON d.doi = v.deposit_doi),"
        " looked AS MATERIALIZED (SELECT DISTINCT frame_id FROM multilabel_annotation)"
        " SELECT k.cell AS cell, count(*) AS frames, count(DISTINCT o.deposit_doi) AS sessions,"
        " CAST(min(o.day) AS TEXT) AS first_date, CAST(max(o.day) AS TEXT) AS last_date,"
        " sum(k.frame_id IN (SELECT frame_id FROM looked)) AS annotated{figures}"
        " FROM temp.cell_frame k CROSS JOIN frame f ON f.id = k.frame_id"
        " JOIN origin o ON o.version_doi = f.version_doi{scores} GROUP BY k.cell ORDER BY k.cell",
        figures=Fragment("".join(f", {figure}" for figure in figures)),
        scores=scores,
    )


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while batch := list(islice(rows, _CELLS_AT_ONCE)):
        yield batch


def _write(
    sink: QgsFeatureSink,
    fields: QgsFields,
    grid: Grid,
    rows: Sequence[tuple[Any, ...]],
) -> int:
    numbers = np.array([row[0] for row in rows], np.int64)
    features = []
    for outline, (_cell, frames, sessions, first, last, *rest) in zip(grid.outlines(numbers), rows):
        feature = QgsFeature(fields)
        feature.setGeometry(outline)
        feature.setAttributes([frames, sessions, _day(first), _day(last), *rest])
        features.append(feature)
    if not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
        raise SeatizenError(
            tr("The cells could not be written."),
            details=sink.lastError(),
            advice=tr("Check the free space, or choose another place."),
        )
    return len(features)


def _day(text: str | None) -> QDate | None:
    return QDate.fromString(text, Qt.DateFormat.ISODate) if text else None
