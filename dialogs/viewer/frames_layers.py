# SPDX-License-Identifier: GPL-2.0-or-later
"""Which layers of the project show the frames of an atlas."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsProviderRegistry, QgsVectorLayer

from ...core.map.layers import ROLE
from ...core.map.styles import FRAMES


def is_frames(layer: QgsMapLayer | None) -> bool:
    """Whether a layer was loaded as the frames of an atlas."""
    return isinstance(layer, QgsVectorLayer) and layer.isValid() and layer.customProperty(ROLE) == FRAMES


def atlas_of(layer: QgsMapLayer) -> Path | None:
    """The atlas that a layer reads."""
    path = QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path", "")
    return Path(path) if path else None


def frames_layers(*, shown: bool = False) -> list[QgsVectorLayer]:
    """The layers of frames in the project; `shown`: those that are switched on."""
    project = QgsProject.instance()
    found = [layer for layer in project.mapLayers().values() if is_frames(layer)]
    if shown:
        root = project.layerTreeRoot()
        nodes = [(layer, root.findLayer(layer.id())) for layer in found]
        found = [layer for layer, node in nodes if node is not None and node.isVisible()]
    return found
