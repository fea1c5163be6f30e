# SPDX-License-Identifier: GPL-2.0-or-later
"""The frame that a click meant: the nearest of those that a layer shows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qgis.core import QgsFeatureRequest, QgsFeedback, QgsPointXY, QgsRectangle, QgsVectorLayerFeatureSource

_GROWTH, _STEPS = 4.0, 6
_MOST = 50_000  # frames that are compared at most


def nearest_frame(
    sources: Sequence[QgsVectorLayerFeatureSource], point: QgsPointXY, reach: float, feedback: QgsFeedback
) -> tuple[int, int] | None:
    """Which source, and the id of which of its frames, is nearest; None when there is none far around.

    Args:
        sources: layers of frames in EPSG:4326, their filters included.
        reach: degrees within which it is looked at first; then four times as far, and so on.
    """
    for _ in range(_STEPS):
        box = QgsRectangle(point.x() - reach, point.y() - reach, point.x() + reach, point.y() + reach)
        request = QgsFeatureRequest(box).setNoAttributes().setLimit(_MOST)
        stretch = math.cos(math.radians(max(-89.0, min(89.0, point.y()))))
        best: tuple[float, int, int] | None = None
        for number, source in enumerate(sources):
            for feature in source.getFeatures(request):
                if feedback.isCanceled():
                    return None
                if not feature.hasGeometry() or feature.geometry().isEmpty():
                    continue
                there = feature.geometry().asPoint()
                away = math.hypot((there.x() - point.x()) * stretch, there.y() - point.y())
                if best is None or away < best[0]:
                    best = away, number, feature.id()
        if best is not None:
            return best[1], best[2]
        reach *= _GROWTH
    return None
