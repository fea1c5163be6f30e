# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:downloadatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ..translation import tr
from .zenodo import ZenodoAlgorithm

_CONCEPT = 11_125_847


class DownloadAtlas(ZenodoAlgorithm):
    """The newest published atlas."""

    ID = "downloadatlas"
    ICON = "download.svg"

    def title(self) -> str:
        return tr("Download the published atlas")

    def about(self) -> str:
        return tr(
            "Brings the newest published atlas from Zenodo. The download goes on where an earlier one was "
            "interrupted; its checksum is verified before it takes its place."
        )

    def declare(self) -> None:
        self.add(
            QgsProcessingParameterFileDestination("OUTPUT", tr("Atlas"), fileFilter="GeoPackage (*.gpkg)"),
            tr("The GeoPackage to write."),
            "/data/seatizen_atlas_db.gpkg",
        )
        self.add_flag(
            "OVERWRITE",
            tr("Replace an existing file"),
            tr(
                "Allow the download to take the place of a file of that name, which is kept beside it "
                "under a name with the date; otherwise the run refuses."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "RECORD",
                tr("Record"),
                QgsProcessingParameterNumber.Type.Integer,
                defaultValue=_CONCEPT,
                minValue=1,
            ),
            tr("Number of the atlas's concept on Zenodo (its newest version is taken), or of one version."),
            str(_CONCEPT),
            optional=True,
            advanced=True,
        )
        self.add_zenodo(token=False)
        self.gives_text("VERSION", tr("Version"))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..upkeep.download import download_atlas

        with self.access.client(feedback) as client:
            atlas = download_atlas(
                client,
                self.parameterAsFileOutput(parameters, "OUTPUT", context),
                feedback,
                record_id=int(self.number(parameters, "RECORD", context, _CONCEPT)),
                overwrite=self.flag(parameters, "OVERWRITE", context),
            )
        if atlas.unchanged:
            feedback.pushInfo(tr("“{}” is the published atlas already.").format(atlas.path.name))
        return {"OUTPUT": str(atlas.path), "VERSION": atlas.version}
