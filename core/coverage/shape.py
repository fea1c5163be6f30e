# SPDX-License-Identifier: GPL-2.0-or-later
"""The shapes of a grid's cells, on their own: an algorithm offers them before it needs numpy."""

from __future__ import annotations

from enum import Enum


class Shape(Enum):
    """The shape of a cell."""

    HEXAGON = "hexagon"
    SQUARE = "square"
