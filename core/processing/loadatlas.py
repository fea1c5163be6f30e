# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:loadatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingFeedback,
    QgsProcessingOutputMultipleLayers,
    QgsProject,
)

from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Values


class LoadAtlas(SeatizenAlgorithm):
    """The styled layer group into the project."""

    ID = "loadatlas"
    ICON = "layers.svg"
    TAGS = ("layer", "style", "map", "footprint", "track")

    def title(self) -> str:
        return tr("Load layers")

    def about(self) -> str:
        return tr(
            "Adds the atlas to the project as a group of styled layers: footprints and tracks of the "
            "sessions, their frames and how densely they lie. Layers that are there already are renewed."
        )

    def flags(self) -> QgsProcessingAlgorithm.Flags:
        # Layers enter a project on the main thread only.
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.addOutput(QgsProcessingOutputMultipleLayers("LAYERS", tr("Layers")))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..map.layers import load_atlas

        # qgis_process may have no project: the layers are then only looked at, and told by their sources.
        project = values.context.project() or QgsProject()
        layers = load_atlas(values[self.atlas], project, feedback)
        return {"LAYERS": [layer.source() for layer in layers]}
