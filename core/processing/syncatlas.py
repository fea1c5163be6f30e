# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:syncatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..settings import Settings, split_list
from ..translation import tr
from .zenodo import ZenodoAlgorithm


class SyncAtlas(ZenodoAlgorithm):
    """The atlas follows communities on Zenodo."""

    ID = "syncatlas"
    ICON = "sync.svg"

    def title(self) -> str:
        return tr("Sync with Zenodo")

    def about(self) -> str:
        return tr(
            "Brings in the sessions of one or more communities on Zenodo: new ones, and those that were "
            "modified since. Only the tables that are needed are read out of their archives. A sync can be "
            "interrupted at any time and goes on with the next run."
        )

    def declare(self) -> None:
        self.add_atlas()
        self.add_text(
            "COMMUNITIES",
            tr("Communities"),
            tr("The communities to follow, separated by commas, as in the addresses of their pages."),
            "seatizen-data",
            default=", ".join(Settings.load().communities),
        )
        self.add_flag(
            "FULL",
            tr("Read everything again"),
            tr("Ignore what the atlas remembers: read and compare every session."),
        )
        self.add_dry_run()
        self.add_zenodo()
        self.add_report()
        self.gives_number("SESSIONS_SEEN", tr("Sessions seen"))
        self.gives_number("SESSIONS_ADDED", tr("Sessions added"))
        self.gives_number("SESSIONS_UPDATED", tr("Sessions updated"))
        self.gives_number("SESSIONS_UNCHANGED", tr("Sessions unchanged"))
        self.gives_number("SESSIONS_FAILED", tr("Sessions failed"))
        self.gives_number("FRAMES_ADDED", tr("Frames added"))
        self.gives_number("PREDICTIONS_ADDED", tr("Predictions added"))
        self.gives_number("REQUESTS", tr("Requests"))
        self.gives_number("BYTES_DOWNLOADED", tr("Bytes downloaded"))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..harvest.sync import sync_atlas

        communities = split_list(self.text(parameters, "COMMUNITIES", context))
        with self.access.client(feedback) as client:
            report = sync_atlas(
                client,
                self.atlas(parameters, context),
                communities or Settings.load().communities,
                feedback,
                full=self.flag(parameters, "FULL", context),
                dry_run=self.flag(parameters, "DRY_RUN", context),
            )
        outputs = {
            "SESSIONS_SEEN": report.seen,
            "SESSIONS_ADDED": report.added,
            "SESSIONS_UPDATED": report.updated,
            "SESSIONS_UNCHANGED": report.unchanged,
            "SESSIONS_FAILED": report.failed,
            "FRAMES_ADDED": report.frames_added,
            "PREDICTIONS_ADDED": report.predictions_added,
            "REQUESTS": report.requests,
            "BYTES_DOWNLOADED": report.bytes_downloaded,
        }
        return self.save_report(parameters, context, report, outputs)
