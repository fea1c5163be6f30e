# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:exportannotations`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..errors import InputError
from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Values


class ExportAnnotations(SeatizenAlgorithm):
    """One annotation session as a file."""

    ID = "exportannotations"
    GROUP = "annotations"
    ICON = "export.svg"
    TAGS = ("labels", "annotation session", "CSV")

    def title(self) -> str:
        return tr("Export annotations")

    def about(self) -> str:
        return tr(
            "Writes one annotation session as the CSV file that “Import annotations” takes: FileName, "
            "frame_doi and a column a label with 1 (present), 0 (absent) or nothing. Its name tells date, "
            "author and dataset."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.session = self.add_text(
            "ANNOTATION_SESSION",
            tr("Annotation session"),
            tr("Its number, or its name as that of its file."),
            "20240524_151409__ana-lima__second_look",
            widget="annotation_sessions",
        )
        self.folder = self.add_output_folder(
            tr("Where the file goes; one of the same session is replaced."), "/data/annotations"
        )
        self.gives_text("FILE", tr("Annotation file"))
        self.gives_number("IMAGES", tr("Images"))
        self.gives_number("ANNOTATIONS", tr("Annotations"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..annotations.exporting import export_annotations

        session = values[self.session]
        if not session:
            raise InputError(
                tr("No annotation session was given."),
                advice=tr("Set ANNOTATION_SESSION to its number or its name."),
            )
        written = export_annotations(values[self.atlas], session, values[self.folder], feedback)
        return {"FILE": str(written.path), "IMAGES": written.images, "ANNOTATIONS": written.annotations}
