# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:importsessions`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..translation import tr
from .base import require_success
from .values import Values
from .zenodo import ZenodoAlgorithm


class ImportSessions(ZenodoAlgorithm):
    """Local sessions into the atlas."""

    ID = "importsessions"
    GROUP = "sessions"
    ICON = "import.svg"
    TAGS = ("zenodo-manager", "-efol", "-eses", "-ecsv", "-ffi", "-fr", "session", "plancha")

    def title(self) -> str:
        return tr("Import sessions")

    def about(self) -> str:
        return tr(
            "Brings session folders into the atlas: frames, predictions, footprints and tracks. Each session "
            "enters wholly or not at all; a session that has not changed is left alone, a changed one is "
            "updated in place."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.add_sessions()
        self.dois = self.add_file(
            "DOIS_CSV",
            tr("DOIs of the sessions"),
            tr(
                "A CSV file with the columns session_name, deposit_doi, frame_version_doi and "
                "prediction_version_doi. Without it they are looked up on Zenodo, and each folder is "
                "compared with what was published."
            ),
            "/data/dois.csv",
            files="CSV (*.csv)",
        )
        self.force_frames = self.add_flag(
            "FORCE_FRAMES",
            tr("All frames"),
            tr("Take every frame of metadata.csv, also those that were judged useless."),
        )
        self.regenerate = self.add_flag(
            "REGENERATE",
            tr("Start afresh"),
            tr(
                "Build the atlas anew from these sessions alone. The old file is replaced once the new one "
                "is complete, and not before."
            ),
        )
        self.add_zenodo()
        self.add_report()
        self.gives_number("SESSIONS_IMPORTED", tr("Sessions imported"))
        self.gives_number("SESSIONS_UNCHANGED", tr("Sessions unchanged"))
        self.gives_number("SESSIONS_FAILED", tr("Sessions failed"))
        self.gives_number("FRAMES_ADDED", tr("Frames added"))
        self.gives_number("PREDICTIONS_ADDED", tr("Predictions added"))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """With the DOIs given, nobody is asked for the master password of a token."""
        if Values(self, parameters, context)[self.dois] is not None:
            return True
        return super().prepareAlgorithm(parameters, context, feedback)

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..harvest.local import doi_lookup
        from ..sessions.importing import import_sessions

        atlas = values[self.atlas]
        listed = values[self.dois]
        with doi_lookup(listed, None if listed else self.access, atlas, feedback) as dois:
            report = import_sessions(
                atlas,
                sessions=values[self.folder],
                sessions_csv=values[self.listed],
                dois=dois,
                force_frames=values[self.force_frames],
                regenerate=values[self.regenerate],
                feedback=feedback,
            )
        outputs = {
            "SESSIONS_IMPORTED": report.imported,
            "SESSIONS_UNCHANGED": report.unchanged,
            "SESSIONS_FAILED": report.failed,
            "FRAMES_ADDED": report.frames_added,
            "PREDICTIONS_ADDED": report.predictions_added,
        }
        outputs = self.save_report(values, report, outputs)
        require_success(report.failures, report.everything_failed)
        return outputs
