# SPDX-License-Identifier: GPL-2.0-or-later
"""Run inside QGIS by `make run`: load the current atlas, and look at one of its frames, as clicks would.

With SEATIZEN_SCREENSHOT set, take a picture of the window once all is drawn, and end; SEATIZEN_VIEW tells of
what: nothing beside the map, the `viewer`, or the contact `sheet`.
"""

from __future__ import annotations

import os

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface, plugins

SCREENSHOT = os.environ.get("SEATIZEN_SCREENSHOT")
VIEW = os.environ.get("SEATIZEN_VIEW", "" if SCREENSHOT else "viewer")
SHOWN = "filename LIKE '20230421%_1_39.jpeg'"
"""A frame of the sample: coral in the hot year."""


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
        QTimer.singleShot(9000 if VIEW else 4000, take)
    QTimer.singleShot(500, show)


def show() -> None:
    """The layers, and what is to be seen beside them."""
    shell = plugins["seatizen_atlas"].desktop.shell
    shell.load_layers()
    if VIEW:
        QTimer.singleShot(1500, look)


def look() -> None:
    """The viewer at a frame of the sample, or its session on the contact sheet."""
    from seatizen_atlas.dialogs.viewer import contact_sheet, dock
    from seatizen_atlas.dialogs.viewer.frames_layers import atlas_of, frames_layers

    shell, window = plugins["seatizen_atlas"].desktop.shell, iface.mainWindow()
    for layer in frames_layers():
        feature = next(layer.getFeatures(SHOWN), None)
        if feature is None:
            continue
        iface.mapCanvas().zoomScale(450)
        iface.mapCanvas().setCenter(feature.geometry().asPoint())
        if VIEW == "sheet":
            layer.selectByExpression("filename LIKE '2023%'")
            plugins["seatizen_atlas"].desktop.dock.hide()
            window.resizeDocks([contact_sheet.open_dock(shell)], [430], Qt.Orientation.Vertical)
        else:
            viewer = dock.open_dock(shell)
            viewer.show_frame(atlas_of(layer), feature.id())
            window.resizeDocks([viewer], [520], Qt.Orientation.Horizontal)


def take() -> None:
    """The window as it stands."""
    iface.mainWindow().grab().save(SCREENSHOT)
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()  # as users do; newer versions of QGIS crash when it just ends with layers


QTimer.singleShot(1000, load)
