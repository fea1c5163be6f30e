# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:createatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Values


class CreateAtlas(SeatizenAlgorithm):
    """A new, empty, valid atlas."""

    ID = "createatlas"
    ICON = "new.svg"
    TAGS = ("new", "geopackage", "zenodo-manager")

    def title(self) -> str:
        return tr("Create atlas")

    def about(self) -> str:
        return tr(
            "Makes a new, empty atlas: a valid GeoPackage with all tables, labels and models, "
            "ready for sessions."
        )

    def declare(self) -> None:
        self.output = self.add_output_file(
            "OUTPUT",
            tr("New atlas"),
            tr("The GeoPackage to make."),
            "/data/seatizen_atlas_db.gpkg",
            files="GeoPackage (*.gpkg)",
        )
        self.overwrite = self.add_flag(
            "OVERWRITE",
            tr("Replace an existing file"),
            tr(
                "Allow the new atlas to take the place of a file of that name, which is kept beside it "
                "under a name with the date; otherwise the run refuses."
            ),
        )

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..map.stored_styles import store_styles
        from ..upkeep.create import create_atlas

        path = create_atlas(
            values[self.output],
            overwrite=values[self.overwrite],
            dress=store_styles,
            feedback=feedback,
        )
        return {"OUTPUT": str(path)}
