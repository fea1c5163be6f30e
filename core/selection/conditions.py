# SPDX-License-Identifier: GPL-2.0-or-later
"""Filters as SQL conditions: on the deposit `d`, and on a frame.

The same conditions choose the frames of an export and filter a layer. In a layer's subset string OGR gives
the table a name of its own, so the columns of the frame are named bare there: every condition is written so
that no inner table has a column of that name, or asks for the frame's id from outside (`id IN`).
"""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill, join
from ..errors import InputError
from ..reading.annotations import newest_annotations
from ..reading.scores import ScoredClass, find_classes, scores_of
from ..translation import tr
from .filters import Agreement, FrameFilter
from .names import Column, find_columns, known_names, unknown

ALIAS = Fragment("f.")
"""How statements of ours call the frame."""

BARE = Fragment("")
"""How a subset string calls it."""

_RTREE = Name("rtree_frame_GPSPosition")


def deposit_conditions(atlas: Atlas, wanted: FrameFilter) -> Fragment:
    """What is asked of the session, as a condition on `d`; empty when there is nothing.

    Raises:
        InputError: a platform or a session that the atlas does not have.
    """
    conditions = []
    if wanted.platforms:
        known = known_names(atlas, "platforms")
        for platform in wanted.platforms:
            if platform.upper() not in known:
                raise unknown(tr("platform"), platform, known)
        platforms = [platform.upper() for platform in wanted.platforms]
        conditions.append(fill("d.platform_type IN ({platforms})", platforms=platforms))
    if wanted.sessions:
        known = known_names(atlas, "sessions")
        for session in wanted.sessions:
            if session not in known:
                raise unknown(tr("session"), session, known)
        conditions.append(fill("d.session_name IN ({sessions})", sessions=wanted.sessions))
    if wanted.date_from:
        conditions.append(fill("d.session_date >= {day}", day=wanted.date_from.isoformat()))
    if wanted.date_to:
        conditions.append(fill("d.session_date <= {day}", day=wanted.date_to.isoformat()))
    return join(" AND ", conditions)


def frame_conditions(
    atlas: Atlas,
    wanted: FrameFilter,
    model_id: int | None,
    classes: Sequence[Column],
    frame: Fragment = ALIAS,
) -> list[Fragment]:
    """All that can be said of a frame in SQL: everything but `area` and `frames`.

    Raises:
        InputError: a platform, session or class that the atlas does not have.
    """
    conditions = []
    deposits = deposit_conditions(atlas, wanted)
    if deposits:
        conditions.append(
            fill(
                "{frame}version_doi IN (SELECT v.doi FROM version v JOIN deposit d ON d.doi = v.deposit_doi"
                " WHERE {deposits})",
                frame=frame,
                deposits=deposits,
            )
        )
    if wanted.extent is not None:
        conditions.append(in_box(wanted.extent, frame))
    if wanted.gps_fixes:
        conditions.append(fill("{frame}GPSFix IN ({fixes})", frame=frame, fixes=wanted.gps_fixes))
    for presence in wanted.present:
        found, _ = find_columns(atlas, model_id, (presence.name,))
        if not found:
            raise InputError(
                tr("The model does not predict “{name}”.").format(name=presence.name),
                advice=tr("Choose another class, or another model."),
            )
        reached = (
            one.frames_reaching(presence.score, frame=f"{frame}id")
            for one in find_classes(atlas, (column.ids[0] for column in found))
        )
        conditions.append(fill("({any})", any=join(" OR ", reached)))
    if wanted.annotated is not None:
        conditions.append(
            fill(
                "{frame}id {within} (SELECT frame_id FROM multilabel_annotation)",
                frame=frame,
                within=Fragment("IN" if wanted.annotated else "NOT IN"),
            )
        )
    if wanted.agreement is not None:
        scored = find_classes(atlas, (column.ids[0] for column in classes))
        conditions.append(_compared(scored, wanted.agreement, frame))
    return conditions


def in_box(box: QgsRectangle, frame: Fragment = ALIAS) -> Fragment:
    """Frames in a rectangle. The R-tree keeps 32-bit floats, so the position itself has the last word."""
    return fill(
        "{frame}id IN (SELECT id FROM {rtree} WHERE maxx >= {west} AND minx <= {east} AND maxy >= {south}"
        " AND miny <= {north}) AND ST_MinX({frame}GPSPosition) BETWEEN {west} AND {east}"
        " AND ST_MinY({frame}GPSPosition) BETWEEN {south} AND {north}",
        frame=frame,
        rtree=_RTREE,
        west=box.xMinimum(),
        east=box.xMaximum(),
        south=box.yMinimum(),
        north=box.yMaximum(),
    )


def in_polygons(area: QgsGeometry, frame: Fragment = ALIAS) -> Fragment:
    """Frames in polygons: those from which a ray to the east crosses their edges an odd number of times.

    So holes count as outside, and polygons may be many. The work grows with the edges.
    """
    edges = []
    for ring in _rings(area):
        for start, end in zip(ring, ring[1:]):
            if start.y() != end.y():
                slope = (end.x() - start.x()) / (end.y() - start.y())
                low, high = sorted((start.y(), end.y()))
                edges.append(
                    fill(
                        "({y1}, {y2}, {x}, {slope})",
                        y1=low,
                        y2=high,
                        x=start.x() - slope * start.y(),
                        slope=slope,
                    )
                )
    return fill(
        "{box} AND (SELECT count(*) FROM (VALUES {edges}) e WHERE e.column1 <= ST_MinY({frame}GPSPosition)"
        " AND e.column2 > ST_MinY({frame}GPSPosition)"
        " AND ST_MinX({frame}GPSPosition) < e.column3 + e.column4 * ST_MinY({frame}GPSPosition)) % 2 = 1",
        box=in_box(area.boundingBox(), frame),
        edges=join(", ", edges),
        frame=frame,
    )


def _rings(area: QgsGeometry) -> list[list[QgsPointXY]]:
    polygons = area.asMultiPolygon() if area.isMultipart() else [area.asPolygon()]
    return [ring for polygon in polygons for ring in polygon]


def _compared(classes: Sequence[ScoredClass], agreement: Agreement, frame: Fragment) -> Fragment:
    """Frames whose newest annotations were held against the predictions of the same labels."""
    return fill(
        "{frame}id IN (SELECT a.frame_id FROM ({annotations}) a"
        " JOIN multilabel_class c ON c.ml_label_id = a.ml_label_id"
        " JOIN ({scores}) p ON p.frame_id = a.frame_id AND p.class_id = c.id"
        " GROUP BY a.frame_id HAVING max((p.score >= c.threshold) <> a.value) = {differs})",
        frame=frame,
        annotations=newest_annotations(),
        scores=scores_of(classes, Fragment("s.frame_id IN (SELECT frame_id FROM multilabel_annotation)")),
        differs=int(agreement is Agreement.DIFFERS),
    )
