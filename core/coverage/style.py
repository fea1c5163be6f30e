# SPDX-License-Identifier: GPL-2.0-or-later
"""How a grid of frames is shown: the more frames, the darker; in steps of equal factors, as counts are."""

from __future__ import annotations

from qgis.core import (
    QgsClassificationLogarithmic,
    QgsFillSymbol,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsGraduatedSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

_STEPS = 6
_LIGHT, _DARK = "#fec287", "#231151"
_BETWEEN = ((0.33, "#fb8761"), (0.6, "#d3436e"), (0.8, "#7b2382"))


def style_coverage(layer: QgsVectorLayer) -> None:
    """Colour the cells by their number of frames."""
    symbol = QgsFillSymbol.createSimple({"outline_style": "no"})
    symbol.setOpacity(0.8)
    stops = [QgsGradientStop(offset, QColor(colour)) for offset, colour in _BETWEEN]
    renderer = QgsGraduatedSymbolRenderer("frames")
    renderer.setSourceSymbol(symbol)
    renderer.setSourceColorRamp(QgsGradientColorRamp(QColor(_LIGHT), QColor(_DARK), False, stops))
    renderer.setClassificationMethod(QgsClassificationLogarithmic())
    renderer.updateClasses(layer, _STEPS)
    layer.setRenderer(renderer)
    layer.triggerRepaint()
