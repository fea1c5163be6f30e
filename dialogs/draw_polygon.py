# SPDX-License-Identifier: GPL-2.0-or-later
"""A map tool that draws one polygon: clicks set corners, a right click or Enter ends it, Escape gives up."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QKeyEvent


class DrawPolygon(QgsMapTool):
    """Calls `done` with the polygon, in the map's projection, and hands the map back to the former tool."""

    def __init__(self, canvas: QgsMapCanvas, done: Callable[[QgsGeometry], None]) -> None:
        super().__init__(canvas)
        self._done = done
        self._former = canvas.mapTool()
        self._corners: list[QgsPointXY] = []
        self._band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.setStrokeColor(QColor("#e0218a"))
        self._band.setFillColor(QColor(224, 33, 138, 40))
        self._band.setWidth(2)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        """Set a corner, or end the polygon."""
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
        else:
            self._corners.append(event.mapPoint())
            self._draw(event.mapPoint())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Let the last side follow the mouse."""
        if self._corners:
            self._draw(event.mapPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End it by Enter, give up by Escape, take the last corner back by Backspace."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
        elif event.key() == Qt.Key.Key_Escape:
            self._corners.clear()
            self._end()
        elif event.key() == Qt.Key.Key_Backspace and self._corners:
            self._corners.pop()
            event.ignore()

    def deactivate(self) -> None:
        """Another tool takes over: what was begun is forgotten."""
        self.canvas().scene().removeItem(self._band)
        super().deactivate()

    def _draw(self, end: QgsPointXY) -> None:
        self._band.setToGeometry(QgsGeometry.fromPolygonXY([[*self._corners, end]]))

    def _end(self) -> None:
        corners = list(self._corners)
        self.canvas().setMapTool(self._former) if self._former else self.canvas().unsetMapTool(self)
        if len(corners) > 2:
            self._done(QgsGeometry.fromPolygonXY([[*corners, corners[0]]]))
