# SPDX-License-Identifier: GPL-2.0-or-later
"""The same place at other times: the frames of other surveys that lie within GPS error of a frame.

Two frames show the same place when their distance is no more than the errors of both positions together. A
frame of another survey that lies further away may still show some of the same ground: `reach` lets it in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsFeedback,
    QgsPointXY,
)

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill
from ..errors import AtlasError, Cancelled, InputError
from ..reading.frames import Spot, as_spot
from ..reading.position import WORST, position_error
from ..translation import tr

_METRES_PER_DEGREE = 110_500.0  # of latitude where it is shortest: the box is never too small
_SLACK = 1.01
_COLUMNS = Fragment(
    "f.id + 0 AS number, f.version_doi, f.relative_file_path, f.filename,"
    " CAST(f.GPSDatetime AS TEXT) AS time, ST_MinX(f.GPSPosition) AS x, ST_MinY(f.GPSPosition) AS y,"
    " f.GPSTrack, f.GPSFix, d.session_name, d.doi, d.platform_type, CAST(d.session_date AS TEXT) AS day"
)


@dataclass(frozen=True)
class Visit:
    """A frame at the place.

    Attributes:
        day: of the session, `YYYY-MM-DD`.
        error: metres that its position may be off.
        distance: metres from the frame that was asked for.
        frames: how many frames its session has there; this one is the nearest of them.
    """

    spot: Spot
    session: str
    platform: str
    day: str
    fix: int | None
    error: float
    distance: float
    frames: int = 1


@dataclass(frozen=True)
class SamePlace:
    """A frame, and the nearest frame of each other session that was there, by date."""

    frame: Visit
    visits: tuple[Visit, ...]


def same_place(atlas_path: Path, frame_id: int, feedback: QgsFeedback, *, reach: float = 0.0) -> SamePlace:
    """Find who else was where a frame was taken.

    Args:
        reach: metres by which others may lie further away than the errors of both positions allow.

    Raises:
        InputError: the frame has no position, or `reach` is no length.
        AtlasError: there is no such frame (any more).
        Cancelled: the user asked to stop.
    """
    if not math.isfinite(reach) or reach < 0:
        raise InputError(tr("The distance has to be a number of metres, 0 or more."))
    with Atlas.open(atlas_path) as atlas, atlas.interruptible(feedback):
        rows = atlas.rows(
            fill(
                "SELECT {columns} FROM frame f JOIN version v ON v.doi = f.version_doi"
                " JOIN deposit d ON d.doi = v.deposit_doi WHERE f.id = {frame}",
                columns=_COLUMNS,
                frame=frame_id,
            )
        )
        if not rows:
            raise AtlasError(
                tr("The atlas “{}” holds this frame no more.").format(atlas.path.name),
                advice=tr("Load the layers again."),
            )
        spot = as_spot(rows[0][:8])
        if spot.x is None or spot.y is None:
            raise InputError(
                tr("This frame has no position: nobody knows what else was taken there."),
                advice=tr("Choose another frame."),
            )
        here = _visit(rows[0], 0.0)
        measure = QgsDistanceArea()
        measure.setSourceCrs(QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext())
        measure.setEllipsoid("EPSG:7030")
        point = QgsPointXY(spot.x, spot.y)
        nearest: dict[str, Visit] = {}
        counts: dict[str, int] = {}
        try:
            for row in atlas.iterate(_around(spot.x, spot.y, here.error + WORST + reach, rows[0][10])):
                if feedback.isCanceled():
                    raise Cancelled(tr("Stopped."))
                distance = measure.measureLine(point, QgsPointXY(row[5], row[6]))
                visit = _visit(row, distance)
                if distance > here.error + visit.error + reach:
                    continue
                counts[row[10]] = counts.get(row[10], 0) + 1
                if row[10] not in nearest or distance < nearest[row[10]].distance:
                    nearest[row[10]] = visit
        except AtlasError as error:
            if feedback.isCanceled():
                raise Cancelled(tr("Stopped.")) from error
            raise
    visits = [replace(visit, frames=counts[deposit]) for deposit, visit in nearest.items()]
    return SamePlace(here, tuple(sorted(visits, key=lambda one: (one.day, one.spot.time, one.session))))


def _around(x: float, y: float, metres: float, deposit: str) -> Fragment:
    """Frames of other deposits in a box around a point; the R-tree keeps 32-bit floats, hence the slack."""
    high = metres / _METRES_PER_DEGREE * _SLACK + 1e-5
    wide = high / max(0.01, math.cos(math.radians(y)))
    return fill(
        "SELECT {columns} FROM {rtree} r CROSS JOIN frame f ON f.id = r.id"
        " JOIN version v ON v.doi = f.version_doi JOIN deposit d ON d.doi = v.deposit_doi"
        " WHERE r.maxx >= {west} AND r.minx <= {east} AND r.maxy >= {south} AND r.miny <= {north}"
        " AND d.doi <> {deposit}",
        columns=_COLUMNS,
        rtree=Name("rtree_frame_GPSPosition"),
        west=x - wide,
        east=x + wide,
        south=y - high,
        north=y + high,
        deposit=deposit,
    )


def _visit(row: tuple[object, ...], distance: float) -> Visit:
    fix = int(row[8]) if isinstance(row[8], (int, float)) else None
    return Visit(
        as_spot(row[:8]),
        str(row[9]),
        str(row[11] or ""),
        str(row[12] or "")[:10],
        fix,
        position_error(fix),
        distance,
    )
