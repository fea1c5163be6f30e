# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:importannotations`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFile

from ..errors import InputError
from ..translation import tr
from .base import SeatizenAlgorithm


class ImportAnnotations(SeatizenAlgorithm):
    """Annotation files into the atlas."""

    ID = "importannotations"
    GROUP = "annotations"
    ICON = "annotation.svg"

    def title(self) -> str:
        return tr("Import annotations")

    def about(self) -> str:
        return tr(
            "Brings files of human annotations into the atlas: columns FileName and one a label; 1 is "
            "present, 0 absent, an empty cell not annotated. Labels may have their present or an earlier "
            "name. Images and labels that the atlas does not have are left out and listed. A session (date, "
            "author, dataset) is imported once: a repeat changes nothing, and one with other content is "
            "refused. Each file enters wholly or not at all."
        )

    def declare(self) -> None:
        self.add_atlas()
        self.add(
            QgsProcessingParameterFile("INPUT", tr("Annotation file or folder")),
            tr(
                "A CSV file named date__author__dataset.csv, or a folder of them. A column frame_doi tells "
                "the version where several have a frame of the same name."
            ),
            "/data/20240524_151409__ana-lima__second_look.csv",
        )
        self.add_text(
            "ANNOTATION_TYPE", tr("Type of annotation"), tr("Only “multilabel” so far."), default="multilabel"
        )
        self.add_text(
            "ANNOTATION_DATE",
            tr("Date of annotation"),
            tr("Instead of what the file's name tells."),
            "2024-05-24 15:14:09",
        )
        self.add_text("AUTHOR", tr("Author"), tr("Instead of what the file's name tells."), "ana-lima")
        self.add_text("DATASET", tr("Dataset"), tr("Instead of what the file's name tells."), "second_look")
        self.add_dry_run()
        self.add_report()
        self.gives_number("FILES_IMPORTED", tr("Files imported"))
        self.gives_number("FILES_UNCHANGED", tr("Files unchanged"))
        self.gives_number("FILES_FAILED", tr("Files failed"))
        self.gives_number("IMAGES_MATCHED", tr("Images matched"))
        self.gives_number("IMAGES_DROPPED", tr("Images dropped"))
        self.gives_number("LABELS_DROPPED", tr("Labels dropped"))
        self.gives_number("ANNOTATIONS_ADDED", tr("Annotations added"))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..annotations.importing import MULTILABEL, Status, import_annotations

        source = self.path(parameters, "INPUT", context)
        if source is None:
            raise InputError(
                tr("No annotation file was given."), advice=tr("Set INPUT to a file or a folder.")
            )
        report = import_annotations(
            self.atlas(parameters, context),
            source,
            annotation_type=self.text(parameters, "ANNOTATION_TYPE", context) or MULTILABEL,
            date=self.text(parameters, "ANNOTATION_DATE", context),
            author=self.text(parameters, "AUTHOR", context),
            dataset=self.text(parameters, "DATASET", context),
            dry_run=self.flag(parameters, "DRY_RUN", context),
            feedback=feedback,
        )
        outputs = self.save_report(
            parameters,
            context,
            report,
            {
                "FILES_IMPORTED": report.count(Status.IMPORTED, Status.NEW),
                "FILES_UNCHANGED": report.count(Status.UNCHANGED),
                "FILES_FAILED": report.count(Status.FAILED),
                "IMAGES_MATCHED": report.images_matched,
                "IMAGES_DROPPED": report.images_dropped,
                "LABELS_DROPPED": report.labels_dropped,
                "ANNOTATIONS_ADDED": report.annotations_added,
            },
        )
        failed = [file for file in report.files if file.message and file.status is Status.FAILED]
        if len(failed) == len(report.files):
            more = tr("({} more files failed.)").format(len(failed) - 1) if len(failed) > 1 else ""
            raise InputError(failed[0].message, advice=more)
        return outputs
