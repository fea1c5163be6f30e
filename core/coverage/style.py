# SPDX-License-Identifier: GPL-2.0-or-later
"""How a grid of frames is shown: the more frames, the darker; in steps of equal factors, as counts are."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import (
    QgsFillSymbol,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsGraduatedSymbolRenderer,
    QgsRendererRange,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

_LIGHT, _DARK = "#fec287", "#231151"
_BETWEEN = ((0.33, "#fb8761"), (0.6, "#d3436e"), (0.8, "#7b2382"))


def style_coverage(layer: QgsVectorLayer) -> None:
    """Colour the cells by their number of frames: 1 to 2, 3 to 9, 10 to 29, 30 to 99 and so on."""
    most = layer.maximumValue(layer.fields().lookupField("frames"))
    steps = list(_steps(int(most) if isinstance(most, (int, float)) else 1))
    ramp = QgsGradientColorRamp(
        QColor(_LIGHT), QColor(_DARK), False, [QgsGradientStop(at, QColor(colour)) for at, colour in _BETWEEN]
    )
    ranges = []
    for number, (first, last) in enumerate(steps):
        symbol = QgsFillSymbol.createSimple({"outline_style": "no"})
        symbol.setColor(ramp.color(number / max(len(steps) - 1, 1)))
        symbol.setOpacity(0.8)
        ranges.append(QgsRendererRange(first, last + 0.5, symbol, f"{first:n} – {last:n}"))
    layer.setRenderer(QgsGraduatedSymbolRenderer("frames", ranges))
    layer.triggerRepaint()


def _steps(most: int) -> Iterator[tuple[int, int]]:
    first, factor = 1, 3
    while first <= most:
        following = first * 3 if factor == 3 else first // 3 * 10
        yield first, following - 1
        first, factor = following, 13 - factor
