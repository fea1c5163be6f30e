# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:change`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessing, QgsProcessingFeedback, QgsProcessingParameterFeatureSink

from ..translation import tr
from .base import SeatizenAlgorithm
from .figures import write_figures
from .filters import add_filters
from .values import Values

COLUMNS = {
    "class": "text",
    **dict.fromkeys(("year", "sessions", "frames", "predicted", "present"), "integer"),
    **dict.fromkeys(("share", "share_low", "share_high", "mean_score"), "real"),
    **dict.fromkeys(("annotated", "seen"), "integer"),
    "annotated_share": "real",
}


class Change(SeatizenAlgorithm):
    """Each class's share by year."""

    ID = "change"
    GROUP = "analysis"
    ICON = "statistics.svg"
    TAGS = ("time series", "trend", "years", "monitoring", "effort", "cover")

    def title(self) -> str:
        return tr("Change over the years")

    def about(self) -> str:
        return tr(
            "For each class and year, within an area or any other filter: the effort (sessions, frames), the "
            "share of the predicted frames that reach the threshold with its 95 % interval, the mean score, "
            "and the share of the annotated frames in which people saw it. Intervals come from resampling "
            "whole sessions, as neighbouring frames are no independent looks; a year with one session has "
            "none. A year in which nobody looked is a row without a share."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.filters = add_filters(self)
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Change by class and year"), QgsProcessing.SourceType.TypeVector
            ),
            Values.text,
            tr("A table with a row a class and year."),
        )
        self.gives_number("YEARS", tr("Years in which somebody looked"))
        self.gives_number("FRAMES", tr("Frames"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..judging.change import change

        report = change(values[self.atlas], values[self.filters], feedback)
        destination = write_figures(values, "OUTPUT", COLUMNS, (one.row() for one in report.rows))
        return {"OUTPUT": destination, "YEARS": report.years, "FRAMES": report.frames}
