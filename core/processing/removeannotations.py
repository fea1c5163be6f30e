# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:removeannotations`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..errors import InputError
from ..translation import tr
from .base import SeatizenAlgorithm


class RemoveAnnotations(SeatizenAlgorithm):
    """Take one annotation session out again."""

    ID = "removeannotations"
    GROUP = "annotations"
    ICON = "remove.svg"

    def title(self) -> str:
        return tr("Remove annotations")

    def about(self) -> str:
        return tr("Takes one annotation session, with all its annotations, out of the atlas.")

    def declare(self) -> None:
        self.add_atlas()
        self.add_text(
            "ANNOTATION_SESSION",
            tr("Annotation session"),
            tr("Its number, or its name as that of its file."),
            "20240524_151409__ana-lima__second_look",
        )
        self.add_dry_run()
        self.gives_number("ANNOTATIONS_REMOVED", tr("Annotations removed"))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..annotations.sessions import remove_annotations

        session = self.text(parameters, "ANNOTATION_SESSION", context)
        if not session:
            raise InputError(
                tr("No annotation session was given."),
                advice=tr("Set ANNOTATION_SESSION to its number or its name."),
            )
        removal = remove_annotations(
            self.atlas(parameters, context),
            session,
            dry_run=self.flag(parameters, "DRY_RUN", context),
            feedback=feedback,
        )
        return {"ANNOTATIONS_REMOVED": removal.session.annotations}
