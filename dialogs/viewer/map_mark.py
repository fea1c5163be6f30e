# SPDX-License-Identifier: GPL-2.0-or-later
"""The frame that is looked at, on the map: a ring, and where the camera's carrier was heading."""

from __future__ import annotations

import math

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QPoint, QPointF, QRectF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPainter, QPen, QRadialGradient
from qgis.PyQt.QtWidgets import QStyleOptionGraphicsItem, QWidget

_COLOUR = QColor("#f0e442")
_VIEW = 64.0  # degrees: as much as such cameras see, about
_REACH = 46  # pixels


class FrameMark(QgsMapCanvasItem):
    """A ring with a cone; of one size on the screen at every scale."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._place: QgsPointXY | None = None
        self._point: QgsPointXY | None = None
        self._heading: float | None = None
        self.setZValue(1000)
        self.hide()
        canvas.destinationCrsChanged.connect(self.updatePosition)

    def show_at(self, x: float | None, y: float | None, heading: float | None) -> None:
        """Mark a place given in degrees; None takes the mark away."""
        self._place = None if x is None or y is None else QgsPointXY(x, y)
        self._heading = heading
        self.updatePosition()
        self.update()

    def marked(self) -> QgsPointXY | None:
        """The place in the map's projection; None when nothing is marked, or it lies beyond it."""
        return self._point

    def heading(self) -> float | None:
        return self._heading

    def bring_into_view(self) -> None:
        """Move the map so that the mark is seen, if it is not."""
        point = self._point
        if point is None:
            return
        view = self._canvas.extent()
        view.scale(0.9)
        if not view.contains(point):
            self._canvas.setCenter(point)
            self._canvas.refresh()

    def remove(self) -> None:
        """Take it from the canvas for good."""
        self._canvas.destinationCrsChanged.disconnect(self.updatePosition)
        self._canvas.scene().removeItem(self)

    def updatePosition(self) -> None:
        self._point = None
        if self._place is not None:
            try:
                self._point = to_map(self._canvas).transform(self._place)
            except QgsCsException:
                self._point = None
        if self._point is not None:
            self.setPos(self.toCanvasCoordinates(self._point))
        self.setVisible(self._point is not None)

    def boundingRect(self) -> QRectF:
        return QRectF(-_REACH - 4, -_REACH - 4, 2 * _REACH + 8, 2 * _REACH + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem | None = None, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._heading is not None:
            painter.save()
            painter.rotate(self._heading + self._canvas.rotation())
            glow = QRadialGradient(QPointF(0, 0), _REACH)
            glow.setColorAt(0, QColor(240, 228, 66, 210))
            glow.setColorAt(1, QColor(240, 228, 66, 40))
            painter.setBrush(glow)
            painter.setPen(QPen(QColor(0, 0, 0, 150), 1))
            box = QRectF(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH)
            painter.drawPie(box, round((90 - _VIEW / 2) * 16), round(_VIEW * 16))
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, colour in ((5, QColor(0, 0, 0, 190)), (2.5, _COLOUR)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(QPointF(0, 0), 7.5, 7.5)


class FramePicker(QgsMapTool):
    """A click on the map; whoever listens finds the nearest frame."""

    clicked = pyqtSignal(QgsPointXY, float)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        try:
            here = self.toMapCoordinates(event.pos())
            aside = self.toMapCoordinates(event.pos() + QPoint(0, 16))
            back = to_map(self.canvas())
            point, other = (back.transform(at, Qgis.TransformDirection.Reverse) for at in (here, aside))
        except QgsCsException:
            return  # beyond the projection there are no frames
        self.clicked.emit(point, max(1e-6, math.hypot(point.x() - other.x(), point.y() - other.y())))


def to_map(canvas: QgsMapCanvas) -> QgsCoordinateTransform:
    """From degrees to the map's projection."""
    return QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        canvas.mapSettings().destinationCrs(),
        QgsProject.instance(),
    )
