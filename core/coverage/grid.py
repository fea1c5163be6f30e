# SPDX-License-Identifier: GPL-2.0-or-later
"""A grid of squares or hexagons in metres: which cell a position lies in, and a cell's outline.

The metres are those of the UTM zone that a position lies in (true to 1 ‰), and the cells of a zone start at
its origin: the same place is in the same cell whatever else is counted, so two runs can be compared. Cells of
neighbouring zones overlap where the zones meet; a frame is counted once, in the zone of its own longitude.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
)

from ..errors import InputError
from ..selection.filters import wgs84
from ..translation import tr
from .shape import Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SHIFT = 1 << 26
"""A cell's number is its zone, column and row, each below this; columns and rows may be negative."""

_HALF = _SHIFT >> 1
_ZONES = 60
_ROOT3 = 3**0.5
_CORNERS = {
    "square": ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "hexagon": tuple(
        (x / 2, y / (2 * _ROOT3)) for x, y in ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))
    ),
}
"""Corners around the middle of a cell whose width is 1."""


@dataclass(frozen=True)
class Grid:
    """Cells of one shape and width: a square's side, the distance between opposite sides of a hexagon.

    Args:
        width: in metres.
    """

    width: float
    shape: Shape = Shape.HEXAGON

    def __post_init__(self) -> None:
        if not 1 <= self.width <= 1_000_000:
            raise InputError(
                tr("A cell cannot be {width} m wide.").format(width=f"{self.width:g}"),
                advice=tr("Choose a width between 1 m and 1,000 km."),
            )

    def cells(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        """The numbers of the cells that hold these positions (degrees, EPSG:4326)."""
        zones = _zones(x, y)
        cells = np.zeros(len(x), np.int64)
        for zone in np.unique(zones):
            here = zones == zone
            east, north = _transformed(x[here], y[here], wgs84(), _crs(int(zone)))
            column, row = self._place(east, north)
            cells[here] = (zone * _SHIFT + column + _HALF) * _SHIFT + row + _HALF
        return cells

    def outlines(self, cells: NDArray[np.int64]) -> Iterator[QgsGeometry]:
        """The polygons of cells in EPSG:4326, in their order."""
        corners = np.array(_CORNERS[self.shape.value])
        zones = cells // (_SHIFT * _SHIFT)
        column = cells // _SHIFT % _SHIFT - _HALF
        row = cells % _SHIFT - _HALF
        middle = self._middle(column, row)
        lines = middle[:, None, :] + corners[None, :, :] * self.width
        degrees = np.empty_like(lines)
        for zone in np.unique(zones):
            here = zones == zone
            east, north = lines[here].reshape(-1, 2).T
            x, y = _transformed(east, north, _crs(int(zone)), wgs84())
            degrees[here] = np.stack([x, y], axis=1).reshape(-1, len(corners), 2)
        for line in degrees:
            yield _polygon(line)

    def _place(
        self, east: NDArray[np.float64], north: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        if self.shape is Shape.SQUARE:
            return np.floor(east / self.width).astype(np.int64), np.floor(north / self.width).astype(np.int64)
        # Along the three axes of a honeycomb; the one that rounding moved most follows from the others.
        r = north * 2 / (_ROOT3 * self.width)
        q = east / self.width - r / 2
        axes = np.stack([q, r, -q - r])
        whole = np.round(axes)
        moved = np.abs(whole - axes)
        worst = moved.argmax(axis=0)
        others = whole.sum(axis=0) - np.take_along_axis(whole, worst[None], 0)[0]
        np.put_along_axis(whole, worst[None], -others[None], 0)
        return whole[0].astype(np.int64), whole[1].astype(np.int64)

    def _middle(self, column: NDArray[np.int64], row: NDArray[np.int64]) -> NDArray[np.float64]:
        if self.shape is Shape.SQUARE:
            return np.stack([column + 0.5, row + 0.5], axis=1) * self.width
        return np.stack([column + row / 2, row * (_ROOT3 / 2)], axis=1) * self.width


def _zones(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """UTM zones: 0 to 59 in the north, 60 to 119 in the south."""
    zone = np.clip(np.floor((x + 180) / 6), 0, _ZONES - 1).astype(np.int64)
    return zone + np.where(y < 0, _ZONES, 0)


def _crs(zone: int) -> QgsCoordinateReferenceSystem:
    south, number = divmod(zone, _ZONES)
    return QgsCoordinateReferenceSystem(f"EPSG:{(32701 if south else 32601) + number}")


def _transformed(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Positions in another CRS: one geometry of all points, so that no point passes Python alone."""
    points = np.stack([x, y], axis=1)
    geometry = QgsGeometry()
    geometry.fromWkb(_header(2, len(points)) + points.astype("<f8").tobytes())
    geometry.transform(QgsCoordinateTransform(source, target, QgsCoordinateTransformContext()))
    moved = np.frombuffer(bytes(geometry.asWkb()), "<f8", offset=9).reshape(-1, 2)
    return moved[:, 0], moved[:, 1]


def _polygon(line: NDArray[np.float64]) -> QgsGeometry:
    ring = np.concatenate([line, line[:1]]).astype("<f8")
    geometry = QgsGeometry()
    geometry.fromWkb(_header(3, 1) + len(ring).to_bytes(4, "little") + ring.tobytes())
    return geometry


def _header(kind: int, count: int) -> bytes:
    """Of well-known binary: byte order, type (2 a line, 3 a polygon), number of points or rings."""
    return b"\x01" + kind.to_bytes(4, "little") + count.to_bytes(4, "little")
