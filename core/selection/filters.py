# SPDX-License-Identifier: GPL-2.0-or-later
"""Which frames, classes and labels an export is about."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
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
from ..translation import tr
from ..upkeep.migrations import last_script

# OGR takes a column `id` for the feature id and leaves it out of the fields: queries say `id + 0`.

SCHEMA_SCRIPT = 6
"""Exports read the tables as script 06 leaves them: GeoPackage blobs, R-trees keyed by row id."""

CHOSEN = Name("chosen_frame")
"""Temporary table with the ids of the frames that passed a filter."""

_RTREE = Name("rtree_frame_GPSPosition")
_PAGE_CACHE_KIB = 8_192
_SHOWN_NAMES = 40
_INSERTED_AT_ONCE = 5_000
_FINEST_CELL = 6
"""How often an area's extent is quartered before its points are looked at one by one."""


@dataclass(frozen=True)
class FrameFilter:
    """What the user asked for; an empty field asks for everything.

    Args:
        extent: rectangle in EPSG:4326.
        area: polygons in EPSG:4326 (`polygons` makes them from a layer in any CRS).
        platforms: such as ASV or UAV, in any case.
        date_from: first day of the sessions wanted, that day included.
        date_to: last day, included.
        sessions: names of sessions.
        model: name or id of a model; the last one when empty.
        classes: names of classes or labels: which columns predictions and annotations have.
        frame_ids: ids of frames, for instance of those selected in a layer.
    """

    extent: QgsRectangle | None = None
    area: QgsGeometry | None = None
    platforms: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    sessions: tuple[str, ...] = ()
    model: str = ""
    classes: tuple[str, ...] = ()
    frame_ids: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise InputError(
                tr("The first date ({}) is after the last one ({}).").format(self.date_from, self.date_to),
                advice=tr("Exchange the two dates."),
            )
        if self.area is not None and self.area.isEmpty():
            raise _empty_area()


@dataclass(frozen=True)
class Column:
    """A class or a label as a column of a table: its ids, its name and, for a class, its threshold."""

    ids: tuple[int, ...]
    name: str
    threshold: float = 0.0


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


def rectangle(
    extent: QgsRectangle, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsRectangle:
    """An extent of any CRS in EPSG:4326.

    Raises:
        InputError: the extent has no place there.
    """
    transform = QgsCoordinateTransform(crs, wgs84(), context)
    try:
        return transform.transformBoundingBox(extent)
    except QgsCsException as error:
        raise _untransformable(crs, error) from error


def polygons(source: QgsFeatureSource, context: QgsCoordinateTransformContext) -> QgsGeometry:
    """All polygons of a layer as one geometry in EPSG:4326.

    Raises:
        InputError: the layer holds no polygon, or its CRS cannot be transformed.
    """
    transform = QgsCoordinateTransform(source.sourceCrs(), wgs84(), context)
    parts = []
    for feature in source.getFeatures():
        geometry = QgsGeometry(feature.geometry())
        if geometry.isNull() or geometry.isEmpty():
            continue
        try:
            geometry.transform(transform)
        except QgsCsException as error:
            raise _untransformable(source.sourceCrs(), error) from error
        parts.append(geometry if geometry.isGeosValid() else geometry.makeValid())
    area = QgsGeometry.unaryUnion(parts) if parts else QgsGeometry()
    if area.isNull() or area.isEmpty():
        raise _empty_area()
    return area


def wgs84() -> QgsCoordinateReferenceSystem:
    """EPSG:4326, the CRS of the atlas."""
    return QgsCoordinateReferenceSystem("EPSG:4326")


def require_schema(atlas: Atlas, script: int = SCHEMA_SCRIPT) -> None:
    """Raise AtlasError when the atlas has not seen `script` yet; an export itself changes nothing."""
    last = last_script(atlas)
    if last < script:
        raise AtlasError(
            tr("“{}” is at script {:02d}; this export needs script {:02d}.").format(
                atlas.path.name, last, script
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
        InputError: a platform, session, model, class or frame that the atlas does not have.
    """
    require_schema(atlas)
    model_id = _model(atlas, wanted.model)
    classes, labels = _columns(atlas, model_id, wanted.classes)
    deposits = _deposits(atlas, wanted)
    conditions = []
    if deposits:
        conditions.append(
            fill(
                "f.version_doi IN (SELECT v.doi FROM version v JOIN deposit d ON d.doi = v.deposit_doi"
                " WHERE {deposits})",
                deposits=deposits,
            )
        )
    if wanted.frame_ids is not None:
        _ask(atlas, wanted.frame_ids)
        conditions.append(Fragment("f.id IN (SELECT id FROM temp.asked_frame)"))
    if wanted.extent is not None:
        conditions.append(_inside(wanted.extent))
    chosen = bool(conditions) or wanted.area is not None
    if chosen:
        atlas.execute(fill("DROP TABLE IF EXISTS temp.{table}", table=CHOSEN))
        atlas.execute(fill("CREATE TEMP TABLE {table} (id INTEGER PRIMARY KEY)", table=CHOSEN))
        feedback.setProgressText(tr("Choosing the frames…"))
        if wanted.area is not None:
            _choose_by_area(atlas, wanted.area, conditions, feedback)
        else:
            _choose(atlas, Fragment("frame f"), conditions)
    frames = atlas.scalar(fill("SELECT count(*) FROM {frames}", frames=CHOSEN if chosen else Name("frame")))
    by_frame = not (wanted.area is None and wanted.extent is None and wanted.frame_ids is None)
    sessions = _sessions_of(deposits, by_frame=by_frame)
    return Selection(int(frames), CHOSEN if chosen else None, model_id, classes, labels, sessions)


def known_names(atlas: Atlas) -> dict[str, list[str]]:
    """What can be asked for: names of platforms, sessions, models and classes."""
    queries = {
        "platforms": "SELECT DISTINCT platform_type FROM deposit ORDER BY 1",
        "sessions": "SELECT DISTINCT session_name FROM deposit ORDER BY 1",
        "models": "SELECT name FROM multilabel_model ORDER BY creation_date, id",
        "classes": "SELECT DISTINCT name FROM multilabel_class ORDER BY id",
    }
    return {key: [str(name) for (name,) in atlas.rows(query)] for key, query in queries.items()}


def unknown(what: str, name: str, known: Sequence[str]) -> InputError:
    """The answer to a name that the atlas does not have: those that it has, the most alike first."""
    alike = difflib.get_close_matches(name, known, n=_SHOWN_NAMES, cutoff=0.6)
    ordered = [*alike, *(other for other in known if other not in alike)]
    shown = ", ".join(ordered[:_SHOWN_NAMES])
    if len(ordered) > _SHOWN_NAMES:
        shown = tr("{} and {} more").format(shown, len(ordered) - _SHOWN_NAMES)
    return InputError(
        tr("The atlas has no {} “{}”.").format(what, name),
        advice=tr("Known: {}.").format(shown) if shown else tr("It has none at all yet."),
    )


def _model(atlas: Atlas, wanted: str) -> int | None:
    models = atlas.rows("SELECT id + 0 AS number, name FROM multilabel_model ORDER BY creation_date, id")
    if not wanted:
        return int(models[-1][0]) if models else None
    named = [number for number, name in models if wanted in (name, str(number))]
    if not named:
        raise unknown(tr("model"), wanted, [name for _, name in models])
    return int(named[-1])


def _columns(
    atlas: Atlas, model_id: int | None, wanted: Sequence[str]
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    classes = atlas.rows(
        fill(
            "SELECT id + 0 AS number, name, threshold, ml_label_id FROM multilabel_class"
            " WHERE ml_model_id = {model} ORDER BY id",
            model=model_id,
        )
    )
    labels = atlas.rows("SELECT id + 0 AS number, name FROM multilabel_label ORDER BY id")
    if wanted:
        folded = {name.casefold() for name in wanted}
        named = {name.casefold() for _, name, *_ in [*classes, *labels]}
        for name in wanted:
            if name.casefold() not in named:
                known = list(dict.fromkeys([*(row[1] for row in classes), *(row[1] for row in labels)]))
                raise unknown(tr("class"), name, known)
        label_ids = {row[3] for row in classes if row[1].casefold() in folded}
        label_ids |= {number for number, name in labels if name.casefold() in folded}
        # A class and its label may have different names (Algae_Turf and Turf): either finds both.
        classes = [row for row in classes if row[3] in label_ids]
        labels = [row for row in labels if row[0] in label_ids]
    merged: dict[str, tuple[int, ...]] = {}
    for number, name in labels:
        merged[name] = (*merged.get(name, ()), number)
    seen: dict[str, int] = {}
    columns = []
    for number, name, threshold, _ in classes:
        seen[name] = seen.get(name, 0) + 1
        columns.append(Column((number,), name if seen[name] == 1 else f"{name}_{number}", float(threshold)))
    return tuple(columns), tuple(Column(ids, name) for name, ids in merged.items())


def _deposits(atlas: Atlas, wanted: FrameFilter) -> Fragment:
    """Conditions on `d`, the deposit; empty when there are none."""
    conditions = []
    if wanted.platforms:
        known = known_names(atlas)["platforms"]
        for platform in wanted.platforms:
            if platform.upper() not in known:
                raise unknown(tr("platform"), platform, known)
        platforms = [platform.upper() for platform in wanted.platforms]
        conditions.append(fill("d.platform_type IN ({platforms})", platforms=platforms))
    if wanted.sessions:
        known = known_names(atlas)["sessions"]
        for session in wanted.sessions:
            if session not in known:
                raise unknown(tr("session"), session, known)
        conditions.append(fill("d.session_name IN ({sessions})", sessions=wanted.sessions))
    if wanted.date_from:
        conditions.append(fill("d.session_date >= {day}", day=wanted.date_from.isoformat()))
    if wanted.date_to:
        conditions.append(fill("d.session_date <= {day}", day=wanted.date_to.isoformat()))
    return join(" AND ", conditions)


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


def _inside(box: QgsRectangle) -> Fragment:
    """Frames in a rectangle. The R-tree keeps 32-bit floats, so the position itself has the last word."""
    return fill(
        "f.id IN (SELECT id FROM {rtree} WHERE maxx >= {west} AND minx <= {east} AND maxy >= {south}"
        " AND miny <= {north}) AND ST_MinX(f.GPSPosition) BETWEEN {west} AND {east}"
        " AND ST_MinY(f.GPSPosition) BETWEEN {south} AND {north}",
        rtree=_RTREE,
        west=box.xMinimum(),
        east=box.xMaximum(),
        south=box.yMinimum(),
        north=box.yMaximum(),
    )


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
            raise Cancelled(tr("Stopped; nothing was exported."))
        here = [*conditions, _inside(cell)]
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


def _ask(atlas: Atlas, ids: Iterable[int]) -> None:
    atlas.execute("CREATE TEMP TABLE IF NOT EXISTS asked_frame (id INTEGER PRIMARY KEY)")
    atlas.execute("DELETE FROM temp.asked_frame")
    listed = sorted(set(ids))
    for start in range(0, len(listed), _INSERTED_AT_ONCE):
        rows = [fill("({id})", id=int(number)) for number in listed[start : start + _INSERTED_AT_ONCE]]
        atlas.execute(fill("INSERT INTO temp.asked_frame VALUES {rows}", rows=join(", ", rows)))
    lost = atlas.scalar(
        "SELECT count(*) FROM temp.asked_frame a WHERE NOT EXISTS (SELECT 1 FROM frame f WHERE f.id = a.id)"
    )
    if lost:
        raise InputError(
            tr("{} of the {} chosen frames are not in the atlas.").format(lost, len(listed)),
            advice=tr("Select the frames again in a layer of this atlas."),
        )


def _empty_area() -> InputError:
    return InputError(
        tr("The area holds no polygon."), advice=tr("Choose a polygon layer with at least one feature.")
    )


def _untransformable(crs: QgsCoordinateReferenceSystem, error: QgsCsException) -> InputError:
    return InputError(
        tr("The area cannot be transformed from {} to EPSG:4326.").format(crs.authid() or tr("its CRS")),
        details=str(error),
        advice=tr("Check the CRS of the layer or of the extent."),
    )
