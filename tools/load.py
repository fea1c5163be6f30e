# SPDX-License-Identifier: GPL-2.0-or-later
"""Run inside QGIS by `make run`: load the current atlas as a click on “Load layers” would."""

from __future__ import annotations

from qgis.PyQt.QtCore import QTimer
from qgis.utils import plugins


def load() -> None:
    """Once the window stands, so that the map has its size."""
    plugins["seatizen_atlas"].desktop.shell.load_layers()


QTimer.singleShot(1000, load)
