# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:createatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFileDestination

from ..translation import tr
from .base import SeatizenAlgorithm


class CreateAtlas(SeatizenAlgorithm):
    """A new, empty, valid atlas."""

    ID = "createatlas"
    ICON = "new.svg"

    def title(self) -> str:
        return tr("Create atlas")

    def about(self) -> str:
        return tr(
            "Makes a new, empty atlas: a valid GeoPackage with all tables, labels and models, "
            "ready for sessions."
        )

    def declare(self) -> None:
        self.add(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("New atlas"), fileFilter="GeoPackage (*.gpkg)"
            ),
            tr("The GeoPackage to make."),
            "/data/seatizen_atlas_db.gpkg",
        )
        self.add_flag(
            "OVERWRITE",
            tr("Replace an existing file"),
            tr(
                "Allow the new atlas to take the place of a file of that name, which is kept beside it "
                "under a name with the date; otherwise the run refuses."
            ),
        )

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..upkeep.create import create_atlas

        path = create_atlas(
            self.parameterAsFileOutput(parameters, "OUTPUT", context),
            overwrite=self.flag(parameters, "OVERWRITE", context),
            feedback=feedback,
        )
        return {"OUTPUT": str(path)}
