# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:removeannotations`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..errors import InputError
from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Values


class RemoveAnnotations(SeatizenAlgorithm):
    """Take one annotation session out again."""

    ID = "removeannotations"
    GROUP = "annotations"
    ICON = "remove.svg"
    TAGS = ("zenodo-manager", "delete", "annotation session")

    def title(self) -> str:
        return tr("Remove annotations")

    def about(self) -> str:
        return tr("Takes one annotation session, with all its annotations, out of the atlas.")

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.session = self.add_text(
            "ANNOTATION_SESSION",
            tr("Annotation session"),
            tr("Its number, or its name as that of its file."),
            "20240524_151409__ana-lima__second_look",
            widget="annotation_sessions",
        )
        self.dry_run = self.add_dry_run()
        self.gives_number("ANNOTATIONS_REMOVED", tr("Annotations removed"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..annotations.sessions import remove_annotations

        session = values[self.session]
        if not session:
            raise InputError(
                tr("No annotation session was given."),
                advice=tr("Set ANNOTATION_SESSION to its number or its name."),
            )
        removal = remove_annotations(
            values[self.atlas],
            session,
            dry_run=values[self.dry_run],
            feedback=feedback,
        )
        return {"ANNOTATIONS_REMOVED": removal.session.annotations}
