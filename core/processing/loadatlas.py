# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:loadatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputMultipleLayers,
)

from ..errors import SeatizenError
from ..translation import tr
from .base import SeatizenAlgorithm


class LoadAtlas(SeatizenAlgorithm):
    """The styled layer group into the project."""

    ID = "loadatlas"
    ICON = "layers.svg"

    def title(self) -> str:
        return tr("Load an atlas into the project")

    def about(self) -> str:
        return tr(
            "Adds the atlas to the project as a group of styled layers: footprints and tracks of the "
            "sessions, and their frames."
        )

    def flags(self) -> QgsProcessingAlgorithm.Flags:
        # Layers enter a project on the main thread only.
        return super().flags() | QgsProcessingAlgorithm.FlagNoThreading

    def declare(self) -> None:
        self.add_atlas()
        self.addOutput(QgsProcessingOutputMultipleLayers("LAYERS", tr("Layers")))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..atlas.layers import load_atlas

        project = context.project()
        if project is None:
            raise SeatizenError(
                tr("There is no project to load the layers into."),
                advice=tr("Give qgis_process a project with --PROJECT_PATH."),
            )
        layers = load_atlas(self.atlas(parameters, context), project, feedback)
        return {"LAYERS": [layer.id() for layer in layers]}
