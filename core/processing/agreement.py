# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:agreement`."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
)

from ..translation import tr, tr_n
from .base import SeatizenAlgorithm
from .figures import write_figures
from .filters import add_filters
from .values import Values

COLUMNS = {
    "class": "text",
    **dict.fromkeys(("frames", "tp", "fp", "fn", "tn"), "integer"),
    **dict.fromkeys(
        (
            "precision",
            "recall",
            "f1",
            "kappa",
            "kappa_low",
            "kappa_high",
            "threshold",
            "fitting_threshold",
        ),
        "real",
    ),
}


class AgreementTable(SeatizenAlgorithm):
    """A model, or other people, against annotators."""

    ID = "agreement"
    GROUP = "analysis"
    ICON = "check.svg"
    TAGS = ("confusion matrix", "precision", "recall", "F1", "kappa", "threshold", "validation")

    def title(self) -> str:
        return tr("Agreement of model and annotators")

    def about(self) -> str:
        return tr(
            "Holds a model, or other annotators, against annotators, class by class, over the frames that "
            "both judged: counts, precision, recall, F1, Cohen's kappa with its 95 % interval (by resampling "
            "frames, with a fixed seed), the model's threshold and the one with the best F1 on these frames. "
            "A frame that was annotated several times counts once, by the newest annotation of that label. "
            "What is not defined is empty."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.reference = self.add_names(
            "ANNOTATION_SESSIONS",
            tr("Annotation sessions"),
            tr("Whose annotations count, by number or name, separated by commas. Without it: all sessions."),
            "20240524_151409__ana-lima__second_look",
            widget="annotation_sessions",
        )
        self.against = self.add_names(
            "AGAINST",
            tr("Judge these people"),
            tr("Annotation sessions that are held against the others, in the place of the model."),
            "20240601_090000__ben-roy__second_look",
            widget="annotation_sessions",
        )
        self.filters = add_filters(self)
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Agreement"), QgsProcessing.SourceType.TypeVector),
            Values.text,
            tr("A table with a row a class."),
        )
        self.candidates = self.add(
            QgsProcessingParameterFileDestination(
                "CANDIDATES", tr("Frames where they differ"), fileFilter="CSV (*.csv)", createByDefault=False
            ),
            Values.path,
            tr(
                "A CSV file with version_doi, relative_file_path, label, score and annotation of each frame "
                "where they differ, the surest first in each class; “Download frames” takes it."
            ),
            "/data/candidates.csv",
            optional=True,
        )
        self.gives_number("FRAMES", tr("Frames"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..judging.agreement import agreement

        report = agreement(
            values[self.atlas],
            values[self.filters],
            feedback,
            reference=values[self.reference],
            against=values[self.against],
            candidates=values[self.candidates],
        )
        feedback.pushInfo(tr_n("%Ln frame(s) judged by both.", report.frames))
        destination = write_figures(values, "OUTPUT", COLUMNS, (one.row() for one in report.classes))
        outputs: dict[str, Any] = {"OUTPUT": destination, "FRAMES": report.frames}
        if (candidates := values[self.candidates]) is not None:
            outputs["CANDIDATES"] = str(candidates)
        return outputs
