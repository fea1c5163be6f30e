# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:updateatlasmetadata`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .publishing import PublishingAlgorithm
from .values import Values


class UpdateAtlasMetadata(PublishingAlgorithm):
    """The metadata of the published atlas."""

    ID = "updateatlasmetadata"
    TAGS = ("zenodo-manager", "-um", "deposit")

    def title(self) -> str:
        return tr("Update the metadata of the published atlas")

    def about(self) -> str:
        return tr(
            "Describes the last published version of the atlas anew, from the metadata file. Files, version "
            "and date of publication stay as they are."
        )

    def declare(self) -> None:
        self.add_metadata_file()
        self.dry_run = self.add_dry_run()
        self.add_zenodo()
        self.add_report()
        self.gives_text("DOI", tr("DOI"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..publish.atlas import update_atlas_metadata

        with self.access.client(feedback) as client:
            done, doi = update_atlas_metadata(
                client, self.metadata_file(values), feedback, dry_run=values[self.dry_run]
            )
        return self.save_report(values, done, {"DOI": doi})
