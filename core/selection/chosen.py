# SPDX-License-Identifier: GPL-2.0-or-later
"""The frames that pass a filter, as a temporary table of their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    NULL,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsGeometryEngine,
    QgsPoint,
    QgsProcessingFeedback,
    QgsRectangle,
)

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill, join
from ..errors import AtlasError, Cancelled, InputError
from ..translation import tr, tr_n
from ..upkeep.migrations import last_script
from .conditions import deposit_conditions, frame_conditions, in_box
from .filters import FrameFilter
from .names import Column, find_columns, find_model

SCHEMA_SCRIPT = 10
"""Readers want the tables as script 10 leaves them: GeoPackage blobs, R-trees keyed by row id, scores a row
a frame."""

CHOSEN = Name("chosen_frame")
"""Temporary table with the ids of the frames that passed a filter."""

KEY = ("id", "version_doi", "filename")
"""The columns of a layer of frames by which a frame is known, in whichever copy of whichever atlas."""

_PAGE_CACHE_KIB = 8_192
_INSERTED_AT_ONCE = 5_000
_FINEST_CELL = 6
"""How often an area's extent is quartered before its points are looked at one by one."""


@dataclass(frozen=True)
class Selection:
    """A filter that was compared with an atlas.

    `frames` counts the frames chosen; their ids are in the temporary table `table` (None: all frames).
    """

    frames: int
    table: Name | None
    model_id: int | None
    classes: tuple[Column, ...]
    labels: tuple[Column, ...]
    deposits: Fragment

    def frame_source(self) -> Fragment:
        """A FROM clause with `f` for the chosen frames."""
        if self.table is None:
            return Fragment("frame f")
        return fill("temp.{table} c CROSS JOIN frame f ON f.id = c.id", table=self.table)


def require_schema(atlas: Atlas, script: int = SCHEMA_SCRIPT) -> None:
    """Raise AtlasError when the atlas has not seen `script` yet; who only reads changes nothing."""
    last = last_script(atlas)
    if last < script:
        raise AtlasError(
            tr("“{atlas}” is at script {last:02d}; reading it needs script {script:02d}.").format(
                atlas=atlas.path.name, last=last, script=script
            ),
            advice=tr("Run “Migrate atlas” first; it makes a backup."),
        )


def open_for_export(path: Path) -> Atlas:
    """Open an atlas to read it through once: a small page cache does, and leaves the memory to the export."""
    atlas = Atlas.open(path)
    atlas.execute(fill("PRAGMA cache_size = -{kib}", kib=_PAGE_CACHE_KIB))
    return atlas


def select(atlas: Atlas, wanted: FrameFilter, feedback: QgsProcessingFeedback) -> Selection:
    """Compare a filter with an atlas: check the names, choose the frames.

    Raises:
        InputError: a platform, session, model, class or frame that the atlas does not have; or a filter that
            no frame passes.
    """
    require_schema(atlas)
    model_id = find_model(atlas, wanted.model)
    classes, labels = find_columns(atlas, model_id, wanted.classes)
    conditions = frame_conditions(atlas, wanted, model_id, classes)
    if wanted.frames is not None:
        _ask(atlas, wanted.frames, feedback)
        conditions.append(Fragment("f.id IN (SELECT id FROM temp.asked_frame)"))
    table = CHOSEN if conditions or wanted.area is not None else None
    if table is not None:
        atlas.execute(fill("DROP TABLE IF EXISTS temp.{table}", table=table))
        atlas.execute(fill("CREATE TEMP TABLE {table} (id INTEGER PRIMARY KEY)", table=table))
        feedback.setProgressText(tr("Choosing the frames…"))
        if wanted.area is not None:
            _choose_by_area(atlas, wanted.area, conditions, feedback)
        else:
            _choose(atlas, Fragment("frame f"), conditions)
    frames = atlas.scalar(fill("SELECT count(*) FROM {frames}", frames=table or Name("frame")))
    if table is not None and not frames:
        raise InputError(
            tr("No frame passes the filter: nothing was done."), advice=tr("Change or remove a filter.")
        )
    deposits = _sessions_of(deposit_conditions(atlas, wanted), by_frame=wanted.chooses_frames)
    return Selection(int(frames), table, model_id, classes, labels, deposits)


def _sessions_of(deposits: Fragment, *, by_frame: bool) -> Fragment:
    """The condition on `d` for the table of sessions: a session without a chosen frame is left out."""
    conditions = [deposits] if deposits else []
    if by_frame:
        conditions.append(
            fill(
                "d.doi IN (SELECT v.deposit_doi FROM temp.{chosen} c CROSS JOIN frame f ON f.id = c.id"
                " JOIN version v ON v.doi = f.version_doi)",
                chosen=CHOSEN,
            )
        )
    return join(" AND ", conditions) or Fragment("1")


def _choose(atlas: Atlas, source: Fragment, conditions: Iterable[Fragment]) -> None:
    atlas.execute(
        fill(
            "INSERT OR IGNORE INTO temp.{chosen} SELECT f.id FROM {source} WHERE {conditions}",
            chosen=CHOSEN,
            source=source,
            conditions=join(" AND ", conditions) or Fragment("1"),
        )
    )


def _choose_by_area(
    atlas: Atlas, area: QgsGeometry, conditions: Sequence[Fragment], feedback: QgsProcessingFeedback
) -> None:
    """Quarter the area's extent: cells wholly inside are one statement, points are tried at the edge only."""
    engine = QgsGeometry.createGeometryEngine(area.constGet())
    engine.prepareGeometry()
    for cell, inside in _cells(engine, area.boundingBox(), 0):
        if feedback.isCanceled():
            raise Cancelled(tr("Stopped while the frames were chosen."))
        here = [*conditions, in_box(cell)]
        if inside:
            _choose(atlas, Fragment("frame f"), here)
            continue
        points = atlas.rows(
            fill(
                "SELECT f.id + 0 AS frame_id, ST_MinX(f.GPSPosition) AS x, ST_MinY(f.GPSPosition) AS y"
                " FROM frame f WHERE {here}",
                here=join(" AND ", here),
            )
        )
        _insert_ids(atlas, (n for n, x, y in points if engine.intersects(QgsPoint(x, y))))


def _cells(engine: QgsGeometryEngine, box: QgsRectangle, depth: int) -> Iterator[tuple[QgsRectangle, bool]]:
    shape = QgsGeometry.fromRect(box)  # named, so that it outlives what constGet() lends
    if not engine.intersects(shape.constGet()):
        return
    inside = engine.contains(shape.constGet())
    if inside or depth == _FINEST_CELL:
        yield box, inside
        return
    middle = box.center()
    for west, east in ((box.xMinimum(), middle.x()), (middle.x(), box.xMaximum())):
        for south, north in ((box.yMinimum(), middle.y()), (middle.y(), box.yMaximum())):
            yield from _cells(engine, QgsRectangle(west, south, east, north), depth + 1)


def _insert_ids(atlas: Atlas, ids: Iterable[int]) -> None:
    listed = list(ids)
    for start in range(0, len(listed), _INSERTED_AT_ONCE):
        rows = [fill("({id})", id=int(number)) for number in listed[start : start + _INSERTED_AT_ONCE]]
        atlas.execute(
            fill("INSERT OR IGNORE INTO temp.{chosen} VALUES {rows}", chosen=CHOSEN, rows=join(", ", rows))
        )


def _ask(atlas: Atlas, source: QgsFeatureSource, feedback: QgsProcessingFeedback) -> None:
    """Put the frames of a layer into the table `asked_frame`, after finding each in the atlas."""
    name = source.sourceName()
    missing = [column for column in KEY if column not in source.fields().names()]
    if missing:
        raise InputError(
            tr("“{layer}” is no layer of frames: it has no column {column}.").format(
                layer=name, column=missing[0]
            ),
            advice=tr("Select frames in the layer “Frames” of this atlas."),
        )
    atlas.execute("DROP TABLE IF EXISTS temp.asked_frame")
    atlas.execute("CREATE TEMP TABLE asked_frame (id INTEGER, version_doi TEXT, filename TEXT)")
    asked = 0
    for rows in _batches(_keys(source)):
        if feedback.isCanceled():
            raise Cancelled(tr("Stopped while the frames were chosen."))
        values = join(", ", (fill("({row})", row=row) for row in rows))
        atlas.execute(fill("INSERT INTO temp.asked_frame VALUES {values}", values=values))
        asked += len(rows)
    if not asked:
        raise InputError(
            tr("No frame is chosen in “{layer}”.").format(layer=name),
            advice=tr("Select some, or do without this filter."),
        )
    lost = atlas.scalar(
        "SELECT count(*) FROM temp.asked_frame a WHERE NOT EXISTS (SELECT 1 FROM frame f WHERE f.id = a.id"
        " AND f.version_doi = a.version_doi AND f.filename = a.filename)"
    )
    if lost:
        raise InputError(
            tr("{lost} of the {count} frames chosen in “{layer}” are not in the atlas “{atlas}”.").format(
                lost=lost, count=asked, layer=name, atlas=atlas.path.name
            ),
            advice=tr("Select them in a layer of this atlas."),
        )
    feedback.pushInfo(tr_n("%Ln frame(s) chosen in “{layer}”.", asked).format(layer=name))


def _keys(source: QgsFeatureSource) -> Iterator[tuple[Any, ...]]:
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(list(KEY), source.fields())
    for feature in source.getFeatures(request):
        yield tuple(None if feature[column] == NULL else feature[column] for column in KEY)


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == _INSERTED_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
