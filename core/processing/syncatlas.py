# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:syncatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..settings import Settings
from ..translation import tr
from .base import require_success
from .values import Values
from .zenodo import ZenodoAlgorithm


class SyncAtlas(ZenodoAlgorithm):
    """The atlas follows communities on Zenodo."""

    ID = "syncatlas"
    ICON = "sync.svg"
    TAGS = ("zenodo-auto-update", "harvest", "community")

    def title(self) -> str:
        return tr("Sync with Zenodo")

    def about(self) -> str:
        return tr(
            "Brings in the sessions of one or more communities on Zenodo: new ones, and those that were "
            "modified since. Only the tables that are needed are read out of their archives. A sync can be "
            "interrupted at any time and goes on with the next run."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.add_communities()
        self.full = self.add_flag(
            "FULL",
            tr("Read everything again"),
            tr("Ignore what the atlas remembers: read and compare every session."),
        )
        self.dry_run = self.add_dry_run()
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

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..harvest.sync import sync_atlas

        with self.access.client(feedback) as client:
            report = sync_atlas(
                client,
                values[self.atlas],
                values[self.communities] or Settings.load().communities,
                feedback,
                full=values[self.full],
                dry_run=values[self.dry_run],
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
        outputs = self.save_report(values, report, outputs)
        require_success(report.failures, report.everything_failed)
        return outputs
