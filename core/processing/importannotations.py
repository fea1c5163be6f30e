# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:importannotations`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..errors import InputError
from ..translation import tr
from .base import SeatizenAlgorithm, require_success
from .values import Values


class ImportAnnotations(SeatizenAlgorithm):
    """Annotation files into the atlas."""

    ID = "importannotations"
    GROUP = "annotations"
    ICON = "annotation.svg"
    TAGS = ("zenodo-manager", "-la", "-at", "load annotation", "label")

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
        self.atlas = self.add_atlas()
        self.input = self.add_file_or_folder(
            "INPUT",
            tr("Annotation file or folder"),
            tr(
                "A CSV file named date__author__dataset.csv, or a folder of them. A column frame_doi tells "
                "the version where several have a frame of the same name."
            ),
            "/data/20240524_151409__ana-lima__second_look.csv",
            files="CSV (*.csv)",
        )
        self.type = self.add_text(
            "ANNOTATION_TYPE", tr("Type of annotation"), tr("Only “multilabel” so far."), default="multilabel"
        )
        self.date = self.add_text(
            "ANNOTATION_DATE",
            tr("Date of annotation"),
            tr("Instead of what the file's name tells."),
            "2024-05-24 15:14:09",
        )
        self.author = self.add_text(
            "AUTHOR", tr("Author"), tr("Instead of what the file's name tells."), "ana-lima"
        )
        self.dataset = self.add_text(
            "DATASET", tr("Dataset"), tr("Instead of what the file's name tells."), "second_look"
        )
        self.dry_run = self.add_dry_run()
        self.add_report()
        self.gives_number("FILES_IMPORTED", tr("Files imported"))
        self.gives_number("FILES_UNCHANGED", tr("Files unchanged"))
        self.gives_number("FILES_FAILED", tr("Files failed"))
        self.gives_number("IMAGES_MATCHED", tr("Images matched"))
        self.gives_number("IMAGES_DROPPED", tr("Images dropped"))
        self.gives_number("LABELS_DROPPED", tr("Labels dropped"))
        self.gives_number("ANNOTATIONS_ADDED", tr("Annotations added"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..annotations.importing import MULTILABEL, import_annotations
        from ..conveyor import Status

        source = values[self.input]
        if source is None:
            raise InputError(
                tr("No annotation file was given."), advice=tr("Set INPUT to a file or a folder.")
            )
        report = import_annotations(
            values[self.atlas],
            source,
            annotation_type=values[self.type] or MULTILABEL,
            date=values[self.date],
            author=values[self.author],
            dataset=values[self.dataset],
            dry_run=values[self.dry_run],
            feedback=feedback,
        )
        outputs = self.save_report(
            values,
            report,
            {
                "FILES_IMPORTED": report.count(Status.ADDED, Status.PLANNED),
                "FILES_UNCHANGED": report.count(Status.UNCHANGED),
                "FILES_FAILED": report.count(Status.FAILED),
                "IMAGES_MATCHED": report.images_matched,
                "IMAGES_DROPPED": report.images_dropped,
                "LABELS_DROPPED": report.labels_dropped,
                "ANNOTATIONS_ADDED": report.annotations_added,
            },
        )
        failures = [file.message for file in report.files if file.message and file.status is Status.FAILED]
        require_success(failures, bool(failures) and len(failures) == len(report.files))
        return outputs
