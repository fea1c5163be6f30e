# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:checkatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..translation import tr
from .base import SeatizenAlgorithm


class CheckAtlas(SeatizenAlgorithm):
    """Validate an atlas."""

    ID = "checkatlas"
    ICON = "check.svg"

    def title(self) -> str:
        return tr("Check atlas")

    def about(self) -> str:
        return tr(
            "Looks for what is wrong in an atlas and counts it: GeoPackage rules, tables and columns, "
            "broken references, missing positions, foreign geometry blobs, wrong extents, unknown tables. "
            "Nothing is changed."
        )

    def declare(self) -> None:
        self.add_atlas()
        self.add_report()
        self.gives_flag("VALID", tr("Valid"))
        self.gives_number("ERRORS", tr("Errors"))
        self.gives_number("WARNINGS", tr("Warnings"))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..upkeep.checks import check_atlas

        report = check_atlas(self.atlas(parameters, context), feedback)
        outputs = {"VALID": report.valid, "ERRORS": report.errors, "WARNINGS": report.warnings}
        return self.save_report(parameters, context, report, outputs)
