# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:checkatlas`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Values


class CheckAtlas(SeatizenAlgorithm):
    """Validate an atlas."""

    ID = "checkatlas"
    ICON = "check.svg"
    TAGS = ("validate", "valid", "zenodo-manager")

    def title(self) -> str:
        return tr("Check atlas")

    def about(self) -> str:
        return tr(
            "Looks for what is wrong in an atlas and counts it: GeoPackage rules, tables and columns, "
            "broken references, missing positions, foreign geometry blobs, wrong extents, unknown tables. "
            "Nothing is changed unless a refresh is asked for."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.refresh = self.add_flag(
            "REFRESH",
            tr("Refresh"),
            tr(
                "First bring up to date what is derived from the geometries: extents and spatial indexes. "
                "Rows stay as they are."
            ),
        )
        self.add_report()
        self.gives_flag("VALID", tr("Valid"))
        self.gives_number("ERRORS", tr("Errors"))
        self.gives_number("WARNINGS", tr("Warnings"))
        self.gives_number("REFRESHED", tr("Refreshed layers"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..upkeep.checks import check_atlas
        from ..upkeep.refresh import refresh_atlas

        refreshed = 0
        if values[self.refresh]:
            done = refresh_atlas(values[self.atlas], feedback)
            refreshed = len({*done.extents, *done.indexes})
        report = check_atlas(values[self.atlas], feedback)
        outputs = {
            "VALID": report.valid,
            "ERRORS": report.errors,
            "WARNINGS": report.warnings,
            "REFRESHED": refreshed,
        }
        return self.save_report(values, report, outputs)
