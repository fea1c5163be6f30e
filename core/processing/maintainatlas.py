# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:maintainatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..settings import Settings
from ..translation import tr
from .base import require_success
from .publishing import PublishingAlgorithm
from .values import Values


class MaintainAtlas(PublishingAlgorithm):
    """The whole round, unattended."""

    ID = "maintainatlas"
    ICON = "refresh.svg"
    TAGS = ("zenodo-auto-update", "sync", "check", "export", "publish", "timer", "server")

    def title(self) -> str:
        return tr("Maintain the atlas")

    def about(self) -> str:
        return tr(
            "The whole round for a server's timer: sync with Zenodo, check, export the tables, publish. It "
            "stops before publishing when anything failed, and publishes nothing when the tables say what "
            "those online say."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.add_communities()
        self.files = self.add_folder(
            "FOLDER",
            tr("Folder of the derived files"),
            tr("Where the tables are written, and published from. Without it: the atlas's own folder."),
            "/data/tables",
        )
        self.add_metadata_file()
        self.publish = self.add_flag(
            "PUBLISH", tr("Publish"), tr("Publish a new version at the end, if there is something new.")
        )
        self.dry_run = self.add_dry_run(
            tr("Only say what the sync would bring, and check the atlas: nothing is written or published.")
        )
        self.add_zenodo()
        self.add_report()
        self.gives_number("SESSIONS_ADDED", tr("Sessions added"))
        self.gives_number("SESSIONS_UPDATED", tr("Sessions updated"))
        self.gives_number("SESSIONS_FAILED", tr("Sessions failed"))
        self.gives_flag("VALID", tr("Valid"))
        self.gives_number("FILES", tr("Files"))
        self.gives_text("DOI", tr("DOI"))
        self.gives_text("VERSION", tr("Version"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..publish.maintain import maintain_atlas

        atlas = values[self.atlas]
        with self.access.client(feedback) as client:
            report = maintain_atlas(
                client,
                atlas,
                values[self.communities] or Settings.load().communities,
                values[self.files] or atlas.parent,
                values[self.metadata_json],
                feedback,
                publish=values[self.publish],
                dry_run=values[self.dry_run],
            )
        outputs = {
            "SESSIONS_ADDED": report.sync.added if report.sync else 0,
            "SESSIONS_UPDATED": report.sync.updated if report.sync else 0,
            "SESSIONS_FAILED": report.sync.failed if report.sync else 0,
            "VALID": bool(report.check and report.check.valid),
            "FILES": len(report.export.files) if report.export else 0,
            "DOI": report.publication.doi if report.publication else "",
            "VERSION": report.publication.version if report.publication else "",
        }
        outputs = self.save_report(values, report, outputs)
        require_success([report.stopped], bool(report.stopped))
        return outputs
