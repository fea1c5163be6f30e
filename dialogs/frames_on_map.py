# SPDX-License-Identifier: GPL-2.0-or-later
"""Chosen frames on the map: loaded, selected, and at a scale at which frames are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from .shell import Shell
from .stillness import layers_of

_ONE_PLACE = 500  # scale for frames that all lie at one point


def show_frames(shell: Shell, atlas: Path, frames: Sequence[int]) -> int:
    """Select frames and zoom to them; how many of them the map shows.

    Layers that are missing are loaded. Where the frames lie so far apart that none would be drawn, the map
    goes to where most of them are.
    """
    layer = _frames_layer(atlas)
    if layer is None:
        shell.load_layers(atlas)
        layer = _frames_layer(atlas)
    if layer is None:
        return 0  # why it could not be loaded was told
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    if node is not None:
        node.setItemVisibilityCheckedParentRecursive(True)
    layer.selectByIds(list(frames))
    points = _points(shell, layer, frames)
    if not points:
        return 0
    canvas = shell.iface.mapCanvas()
    bounds = QgsRectangle()
    for point in points:
        bounds.combineExtentWith(point.x(), point.y())
    limit = layer.minimumScale() if layer.hasScaleBasedVisibility() else 0
    if bounds.isEmpty():
        canvas.setCenter(bounds.center())
        canvas.zoomScale(min(_ONE_PLACE, limit or _ONE_PLACE))
    else:
        bounds.scale(1.1)
        canvas.setExtent(bounds)
        if limit and canvas.scale() > limit:
            canvas.zoomScale(0.95 * limit)
            canvas.setCenter(_densest(points, canvas.extent()))
    canvas.refresh()
    view = canvas.extent()
    return sum(view.contains(point) for point in points)


def _frames_layer(atlas: Path) -> QgsVectorLayer | None:
    for layer in layers_of(atlas):
        if isinstance(layer, QgsVectorLayer) and layer.fields().indexOf("OriginalFileName") >= 0:
            return layer
    return None


def _points(shell: Shell, layer: QgsVectorLayer, frames: Sequence[int]) -> list[QgsPointXY]:
    """Where the frames lie in the map's projection; those without a position, or beyond it, nowhere."""
    target = shell.iface.mapCanvas().mapSettings().destinationCrs()
    transform = QgsCoordinateTransform(layer.crs(), target, QgsProject.instance())
    points = []
    for feature in layer.getFeatures(QgsFeatureRequest().setFilterFids(list(frames)).setNoAttributes()):
        if feature.hasGeometry() and not feature.geometry().isEmpty():
            try:
                points.append(transform.transform(feature.geometry().asPoint()))
            except QgsCsException:
                continue
    return points


def _densest(points: Sequence[QgsPointXY], view: QgsRectangle) -> QgsPointXY:
    """Middle of the points in that place of the view's size which holds most of them."""

    def place(point: QgsPointXY) -> tuple[int, int]:
        return int(point.x() // view.width()), int(point.y() // view.height())

    (best, _count), *_others = Counter(map(place, points)).most_common(1)
    there = [point for point in points if place(point) == best]
    return QgsPointXY(
        sum(point.x() for point in there) / len(there), sum(point.y() for point in there) / len(there)
    )
