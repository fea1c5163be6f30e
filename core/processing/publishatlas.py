# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:publishatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .publishing import PublishingAlgorithm
from .values import Values


class PublishAtlas(PublishingAlgorithm):
    """A new version of the published atlas."""

    ID = "publishatlas"
    TAGS = ("zenodo-manager", "-cp", "publish", "deposit")

    def title(self) -> str:
        return tr("Publish the atlas")

    def about(self) -> str:
        return tr(
            "Publishes the atlas with its derived files on Zenodo as a new version. It has to be migrated "
            "and to pass the check, and the derived files must not be older than it. A run that was "
            "interrupted is taken up by the next one."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.files = self.add_folder(
            "FOLDER",
            tr("Folder of the derived files"),
            tr("Tables and archives that are published with the atlas. Without it: the atlas's own folder."),
            "/data/tables",
        )
        self.add_metadata_file()
        self.version = self.add_text(
            "VERSION", tr("Version"), tr("Without it: the next patch version of the last one."), "v1.3.0"
        )
        self.dry_run = self.add_dry_run()
        self.add_zenodo()
        self.add_report()
        self.gives_text("DOI", tr("DOI"))
        self.gives_text("VERSION", tr("Version"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..publish.atlas import publish_atlas

        with self.access.client(feedback) as client:
            report = publish_atlas(
                client,
                values[self.atlas],
                values[self.files],
                self.metadata_file(values),
                feedback,
                version=values[self.version],
                dry_run=values[self.dry_run],
            )
        return self.save_report(values, report, {"DOI": report.doi, "VERSION": report.version})
