# SPDX-License-Identifier: GPL-2.0-or-later
"""Run inside QGIS by `make run`: load the current atlas as a click on “Load layers” would.

With SEATIZEN_SCREENSHOT set, take a picture of the window once the map is drawn, and end.
"""

from __future__ import annotations

import os

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface, plugins

SCREENSHOT = os.environ.get("SEATIZEN_SCREENSHOT")


def load() -> None:
    """Once the window stands, so that the map has its size."""
    QgsProject.instance().setBackgroundColor(QColor("#e4f1f4"))
    iface.mapCanvas().setCanvasColor(QColor("#e4f1f4"))
    if SCREENSHOT:
        window = iface.mainWindow()
        window.resize(1440, 900)
        for dock in window.findChildren(QDockWidget):
            if dock.objectName() == "Browser":
                dock.hide()
            elif dock.objectName() == "Layers":
                window.resizeDocks([dock], [340], Qt.Orientation.Horizontal)
        QTimer.singleShot(4000, take)
    QTimer.singleShot(500, plugins["seatizen_atlas"].desktop.shell.load_layers)


def take() -> None:
    """The window as it stands."""
    iface.mainWindow().grab().save(SCREENSHOT)
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()  # as users do; newer versions of QGIS crash when it just ends with layers


QTimer.singleShot(1000, load)
