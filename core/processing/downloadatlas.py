# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:downloadatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .values import Values
from .zenodo import ZenodoAlgorithm

_CONCEPT = 11_125_847


class DownloadAtlas(ZenodoAlgorithm):
    """The newest published atlas."""

    ID = "downloadatlas"
    ICON = "download.svg"
    TAGS = ("zenodo-manager", "geopackage", "published")

    def title(self) -> str:
        return tr("Download the published atlas")

    def about(self) -> str:
        return tr(
            "Brings the newest published atlas from Zenodo. The download goes on where an earlier one was "
            "interrupted; its checksum is verified before it takes its place."
        )

    def declare(self) -> None:
        self.output = self.add_output_file(
            "OUTPUT",
            tr("Atlas"),
            tr("The GeoPackage to write."),
            "/data/seatizen_atlas_db.gpkg",
            files="GeoPackage (*.gpkg)",
        )
        self.overwrite = self.add_flag(
            "OVERWRITE",
            tr("Replace an existing file"),
            tr(
                "Allow the download to take the place of a file of that name, which is kept beside it "
                "under a name with the date; otherwise the run refuses."
            ),
        )
        self.record = self.add_number(
            "RECORD",
            tr("Record"),
            tr("Number of the atlas's concept on Zenodo (its newest version is taken), or of one version."),
            _CONCEPT,
            minimum=1,
            whole=True,
            advanced=True,
        )
        self.add_zenodo(token=False)
        self.gives_text("VERSION", tr("Version"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..upkeep.download import download_atlas

        with self.access.client(feedback) as client:
            atlas = download_atlas(
                client,
                values[self.output],
                feedback,
                record_id=int(values[self.record]),
                overwrite=values[self.overwrite],
            )
        if atlas.unchanged:
            feedback.pushInfo(tr("“{}” is the published atlas already.").format(atlas.path.name))
        return {"OUTPUT": str(atlas.path), "VERSION": atlas.version}
