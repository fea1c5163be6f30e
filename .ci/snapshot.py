# SPDX-License-Identifier: GPL-2.0-or-later
"""A picture of an atlas without a screen: all of it, and one session frame by frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDistanceArea,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsLayerTree,
    QgsLayerTreeModel,
    QgsLegendRenderer,
    QgsLegendSettings,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QLocale, QPointF, QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPen
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.compat import set_legend_font
from seatizen_atlas.core.errors import SeatizenError
from seatizen_atlas.core.map.background import COAST, land_layer
from seatizen_atlas.core.map.layers import ROLE, load_atlas
from seatizen_atlas.core.map.styles import DENSITY, FOOTPRINTS, FRAMES
from seatizen_atlas.core.upkeep.summary import summarise

SIZE = (1600, 900)
_SEA, _INK = "#e6f0f5", "#1d3344"
_MARGIN = 24
_HEAD = 84
_DOTS_PER_INCH = 96
_SMALLEST_VIEW = 60.0
"""Metres: a session of a few frames at one place still gets a map around it."""


def render_atlas(path: str | Path, png: str | Path, size: tuple[int, int] = SIZE) -> Path:
    """Draw the map of an atlas into a PNG file of `size` pixels and return its path.

    On the left lies all of the atlas, on the right the session with most frames. Needs a QgsApplication,
    but no screen (QT_QPA_PLATFORM=offscreen).

    Raises:
        AtlasError: the atlas cannot be read.
        SeatizenError: the picture cannot be written.
    """
    path, png = Path(path).absolute(), Path(png)
    project = QgsProject()
    layers = load_atlas(path, project, QgsProcessingFeedback(False))
    image = QImage(QSize(*size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        _draw_head(painter, path, size[0])
        panels = _panels(size)
        session = _largest_session(path, layers)
        views = [_extent_of(layers), session]
        land = land_layer()
        explained = None
        for panel, view in reversed(list(zip(panels, views))):
            if view is not None:
                explained = _draw_map(painter, panel, view, layers, land, explained)
    finally:
        painter.end()
        project.clear()
    if not image.save(str(png), "PNG"):
        raise SeatizenError(f"“{png}” cannot be written.", advice="Choose a folder that you may write to.")
    return png


def _panels(size: tuple[int, int]) -> tuple[QRect, QRect]:
    width = (size[0] - 3 * _MARGIN) // 2
    height = size[1] - _HEAD - _MARGIN
    return QRect(_MARGIN, _HEAD, width, height), QRect(2 * _MARGIN + width, _HEAD, width, height)


def _draw_head(painter: QPainter, path: Path, width: int) -> None:
    figures, locale = summarise(path), QLocale()
    painter.setPen(QColor(_INK))
    painter.setFont(_font(20, bold=True))
    painter.drawText(QPointF(_MARGIN, 42), "Seatizen Atlas")
    painter.setFont(_font(12))
    text = "{}: {} sessions, {} frames, {} predictions".format(
        path.name, *(locale.toString(n) for n in (figures.sessions, figures.frames, figures.predictions))
    )
    painter.drawText(QRectF(_MARGIN, 50, width - 2 * _MARGIN, 26), Qt.AlignmentFlag.AlignLeft, text)


def _draw_map(
    painter: QPainter,
    panel: QRect,
    view: QgsRectangle,
    layers: Sequence[QgsMapLayer],
    land: QgsVectorLayer | None,
    explained: QgsMapLayer | None,
) -> QgsMapLayer | None:
    """Draw one map with its scale and its legend, unless that layer is explained already; the layer."""
    settings = QgsMapSettings()
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setOutputSize(panel.size())
    settings.setOutputDpi(_DOTS_PER_INCH)
    settings.setBackgroundColor(QColor(_SEA))
    settings.setFlag(QgsMapSettings.Flag.Antialiasing, True)
    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
    to_map = QgsCoordinateTransform(wgs84, settings.destinationCrs(), settings.transformContext())
    settings.setExtent(to_map.transformBoundingBox(view))
    scale = settings.scale()
    shown = [layer for layer in layers if layer.isInScaleRange(scale)]
    settings.setLayers([*shown, land] if land is not None and land.isInScaleRange(scale) else shown)
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    painter.drawImage(panel.topLeft(), job.renderedImage())
    painter.setPen(QPen(QColor(COAST), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(panel)
    _draw_scale_bar(painter, panel, settings, to_map)
    told = _most_telling(shown)
    if told is not None and told is not explained:
        _draw_legend(painter, panel, told)
    return told


def _draw_scale_bar(
    painter: QPainter, panel: QRect, settings: QgsMapSettings, to_map: QgsCoordinateTransform
) -> None:
    """A bar of a round length, true at the middle of the map: Mercator stretches it elsewhere."""
    extent = settings.extent()
    to_degrees = QgsCoordinateTransform(
        to_map.destinationCrs(), to_map.sourceCrs(), settings.transformContext()
    )
    middle = extent.center()
    measure = QgsDistanceArea()
    measure.setEllipsoid("WGS84")
    ends = [to_degrees.transform(QgsPointXY(x, middle.y())) for x in (middle.x(), extent.xMaximum())]
    metres_per_pixel = measure.measureLine(ends[0], ends[1]) / (panel.width() / 2)
    longest = metres_per_pixel * panel.width() / 4
    power = 10 ** math.floor(math.log10(longest))
    length = next(power * step for step in (5, 2, 1) if power * step <= longest)
    pixels = length / metres_per_pixel
    text = f"{round(length / 1000)} km" if length >= 1000 else f"{length:g} m"
    right, bottom = panel.right() - 16, panel.bottom() - 18
    painter.setPen(QPen(QColor(_INK), 2))
    painter.drawLine(QPointF(right - pixels, bottom), QPointF(right, bottom))
    for x in (right - pixels, right):
        painter.drawLine(QPointF(x, bottom - 5), QPointF(x, bottom))
    painter.setFont(_font(10))
    painter.drawText(
        QRectF(right - pixels - 60, bottom - 26, pixels + 120, 18), Qt.AlignmentFlag.AlignCenter, text
    )


def _most_telling(shown: Sequence[QgsMapLayer]) -> QgsMapLayer | None:
    """The layer that a legend explains: the frames, or where they are not shown how densely they lie."""
    for role in (FRAMES, DENSITY):
        for layer in shown:
            if layer.customProperty(ROLE) == role:
                return layer
    return None


def _draw_legend(painter: QPainter, panel: QRect, layer: QgsMapLayer) -> None:
    tree = QgsLayerTree()
    tree.addLayer(layer)
    legend = QgsLegendSettings()
    for part in (QgsLegendStyle.Style.Group, QgsLegendStyle.Style.Subgroup, QgsLegendStyle.Style.SymbolLabel):
        style = legend.style(part)
        set_legend_font(style, _font(10))
        legend.setStyle(part, style)
    model = QgsLayerTreeModel(tree)  # the renderer does not keep it alive
    renderer = QgsLegendRenderer(model, legend)
    context = QgsRenderContext.fromQPainter(painter)
    dots = context.scaleFactor()
    size = renderer.minimumSize(context)
    box = QRectF(
        panel.left() + 12,
        panel.bottom() - 12 - size.height() * dots,
        size.width() * dots,
        size.height() * dots,
    )
    painter.fillRect(box, QColor(255, 255, 255, 215))
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(dots, dots)
    renderer.setLegendSize(size)
    renderer.drawLegend(context)
    painter.restore()


def _extent_of(layers: Sequence[QgsMapLayer]) -> QgsRectangle | None:
    whole = QgsRectangle()
    for layer in layers:
        if not layer.extent().isNull():
            whole.combineExtentWith(layer.extent())
    return None if whole.isNull() else _with_margin(whole)


def _largest_session(path: Path, layers: Sequence[QgsMapLayer]) -> QgsRectangle | None:
    """Extent of the session with most frames that has a footprint."""
    with Atlas.open(path) as atlas:
        doi = atlas.scalar(
            "SELECT d.doi FROM deposit d JOIN frame_density c ON c.deposit_doi = d.doi"
            " WHERE d.footprint NOTNULL GROUP BY d.doi ORDER BY sum(c.frames) DESC LIMIT 1"
            if atlas.has_table("frame_density")
            else "SELECT d.doi FROM deposit d JOIN version v ON v.deposit_doi = d.doi"
            " JOIN frame f ON f.version_doi = v.doi"
            " WHERE d.footprint NOTNULL GROUP BY d.doi ORDER BY count(*) DESC LIMIT 1"
        )
    sessions = [layer for layer in layers if layer.customProperty(ROLE) == FOOTPRINTS]
    if doi is None or not sessions:
        return None
    request = QgsFeatureRequest().setFilterExpression(QgsExpression.createFieldEqualityExpression("doi", doi))
    for feature in sessions[0].getFeatures(request):
        return _with_margin(feature.geometry().boundingBox())
    return None


def _with_margin(extent: QgsRectangle) -> QgsRectangle:
    degrees = _SMALLEST_VIEW / 111_320.0
    wide = QgsRectangle(extent)
    wide.grow(max(0.0, (degrees - max(wide.width(), wide.height())) / 2))
    wide.scale(1.15)
    return wide


def _font(points: int, *, bold: bool = False) -> QFont:
    font = QFont("DejaVu Sans")
    font.setPointSize(points)
    font.setBold(bold)
    return font
