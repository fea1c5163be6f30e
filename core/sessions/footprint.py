# SPDX-License-Identifier: GPL-2.0-or-later
"""The footprint and the track of a session, from the positions of its images or its waypoints."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsGeometry, QgsWkbTypes

if TYPE_CHECKING:
    import numpy

_WAYPOINT_COLUMNS = 12
_WKB_LINE_STRING = 2


@dataclass(frozen=True)
class Footprint:
    """WKB (longitude, latitude) of the hull and of the line through the positions, where there is one."""

    polygon: bytes | None
    track: bytes | None


def footprint(positions: numpy.ndarray) -> Footprint:
    """Hull and track of (n, 2) longitudes and latitudes in degrees, in the order of the survey.

    All positions equal: neither. Positions in one line: a track without a hull.
    """
    if len(positions) < 2 or (positions == positions[0]).all():
        return Footprint(None, None)
    track = struct.pack("<BII", 1, _WKB_LINE_STRING, len(positions)) + positions.astype("<f8").tobytes()
    geometry = QgsGeometry()
    geometry.fromWkb(track)
    hull = geometry.convexHull()
    is_polygon = hull.wkbType() == QgsWkbTypes.Type.Polygon
    return Footprint(bytes(hull.asWkb()) if is_polygon else None, track)


def read_waypoints(path: Path) -> list[tuple[float, float]]:
    """Longitude and latitude of the way-points of a ground-station file, in order.

    The file is tab separated with 12 columns; a position stands on rows whose third column is 3 (a global
    frame of reference) and whose fourth is 16 (go to the way-point), as latitude and longitude in columns
    9 and 10. Anything else is passed over: loggers write headers and comments of many kinds.
    """
    points = []
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            cells = line.strip().split("\t")
            if len(cells) != _WAYPOINT_COLUMNS or cells[2].strip() != "3" or cells[3].strip() != "16":
                continue
            try:
                latitude, longitude = float(cells[8]), float(cells[9])
            except ValueError:
                continue
            on_earth = math.isfinite(latitude) and abs(latitude) <= 90 and abs(longitude) <= 180
            if on_earth and (latitude, longitude) != (0, 0):
                points.append((longitude, latitude))
    return points
