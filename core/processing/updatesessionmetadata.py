# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:updatesessionmetadata`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .base import require_success
from .publishing import PublishingAlgorithm
from .values import Values


class UpdateSessionMetadata(PublishingAlgorithm):
    """The metadata of published sessions."""

    ID = "updatesessionmetadata"
    TAGS = ("zenodo-upload", "-um", "-umlv", "-umc", "deposit", "session")

    def title(self) -> str:
        return tr("Update the metadata of sessions")

    def about(self) -> str:
        return tr(
            "Describes published versions of sessions anew, from their folders and the metadata file. Files, "
            "access, version and date of publication stay as they are. What would change is told field by "
            "field."
        )

    def declare(self) -> None:
        self.add_sessions()
        self.add_metadata_file()
        self.versions = self.add_names(
            "VERSIONS",
            tr("Versions"),
            tr("“all”, “last”, or names of versions such as RAW_DATA, separated by commas."),
            "last",
            default="all",
        )
        self.dry_run = self.add_dry_run()
        self.add_zenodo()
        self.add_report()
        self.gives_number("VERSIONS_UPDATED", tr("Versions updated"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..publish.metadata_update import update_session_metadata

        with self.access.client(feedback) as client:
            report = update_session_metadata(
                client,
                values[self.folder],
                values[self.listed],
                self.metadata_file(values),
                values[self.versions],
                feedback,
                dry_run=values[self.dry_run],
            )
        outputs = self.save_report(values, report, {"VERSIONS_UPDATED": report.versions_updated})
        require_success(report.failures, report.everything_failed)
        return outputs
