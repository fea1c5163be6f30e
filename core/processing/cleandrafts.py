# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:cleandrafts`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .values import Values
from .zenodo import ZenodoAlgorithm


class CleanDrafts(ZenodoAlgorithm):
    """Blank drafts on Zenodo, deleted."""

    ID = "cleandrafts"
    ICON = "remove.svg"
    TAGS = ("zenodo-upload", "-eno", "-cd", "draft")

    def title(self) -> str:
        return tr("Clean drafts on Zenodo")

    def about(self) -> str:
        return tr(
            "Deletes drafts that nobody filled: without a title, without files, never published. A draft "
            "with a title, a file or a published version is never touched."
        )

    def declare(self) -> None:
        self.dry_run = self.add_dry_run()
        self.add_zenodo()
        self.add_report()
        self.gives_number("DRAFTS_FOUND", tr("Blank drafts found"))
        self.gives_number("DRAFTS_DELETED", tr("Drafts deleted"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..publish.blank_drafts import clean_drafts

        with self.access.client(feedback) as client:
            report = clean_drafts(client, feedback, dry_run=values[self.dry_run])
        outputs = {"DRAFTS_FOUND": report.found, "DRAFTS_DELETED": report.deleted}
        return self.save_report(values, report, outputs)
