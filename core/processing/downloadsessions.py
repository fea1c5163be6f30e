# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:downloadsessions`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback, QgsProcessingParameterFile

from ..translation import tr
from .base import require_success
from .values import Values
from .zenodo import ZenodoAlgorithm


class DownloadSessions(ZenodoAlgorithm):
    """Sessions back from Zenodo."""

    ID = "downloadsessions"
    ICON = "download.svg"
    TAGS = ("zenodo-download", "-ename", "-edoi", "-ecsv", "-dr", "-dp")

    def title(self) -> str:
        return tr("Download sessions")

    def about(self) -> str:
        return tr(
            "Brings whole sessions from Zenodo and unpacks them into the folders that they were published "
            "from. Checksums are verified, and a run that was broken off goes on where it ended."
        )

    def declare(self) -> None:
        self.atlas = self.add(
            QgsProcessingParameterFile(
                "ATLAS", tr("Atlas"), fileFilter=tr("GeoPackage (*.gpkg);;All files (*)")
            ),
            Values.path,
            tr("An atlas, which knows the DOIs of its sessions; without sessions below, all of them come."),
            "/data/seatizen_atlas_db.gpkg",
            optional=True,
        )
        self.sessions = self.add_names(
            "SESSIONS",
            tr("Sessions"),
            tr("Names of sessions, separated by commas."),
            "20231110_REU-ST-LEU_ASV-1_04",
            widget="sessions",
        )
        self.dois = self.add_names(
            "DOIS",
            tr("DOIs"),
            tr("DOIs of sessions, of all versions or of one, or their addresses, separated by commas."),
            "10.5281/zenodo.11125847",
        )
        self.sessions_csv = self.add_file(
            "SESSIONS_CSV",
            tr("List of sessions"),
            tr("A CSV with the columns session_name and/or doi."),
            "/data/sessions.csv",
            files="CSV (*.csv)",
        )
        self.output = self.add_output_folder(
            tr("The folder that gets a folder for each session."), "/data/sessions"
        )
        self.content = self.add_names(
            "CONTENT",
            tr("Content"),
            tr(
                "raw (all raw versions, where the token may read them), processed (the last processed "
                "version), or letters of folders: d DCIM, f FRAMES, m METADATA, g GPS, b BATHY, i IA, "
                "p PHOTOGRAMMETRY, c CPCE_ANNOTATION, s SENSORS."
            ),
            "raw,processed",
            default="processed",
        )
        self.add_zenodo()
        self.add_report()
        self.gives_number("FILES", tr("Files"))
        self.gives_number("SESSIONS_DOWNLOADED", tr("Sessions downloaded"))
        self.gives_number("SESSIONS_UNCHANGED", tr("Sessions unchanged"))
        self.gives_number("SESSIONS_FAILED", tr("Sessions failed"))
        self.gives_number("BYTES_DOWNLOADED", tr("Bytes downloaded"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..conveyor import Status, everything_failed
        from ..downloads.sessions import Content, download_sessions, wanted_sessions

        content = Content.parse(values[self.content])
        wanted = wanted_sessions(
            values[self.sessions], values[self.dois], values[self.sessions_csv], values[self.atlas]
        )
        with self.access.client(feedback) as client:
            report = download_sessions(client, wanted, values[self.output], content, feedback)
        outputs = {
            "OUTPUT_FOLDER": str(values[self.output]),
            "FILES": report.files,
            "SESSIONS_DOWNLOADED": report.count(Status.ADDED),
            "SESSIONS_UNCHANGED": report.count(Status.UNCHANGED),
            "SESSIONS_FAILED": report.count(Status.FAILED),
            "BYTES_DOWNLOADED": report.bytes_downloaded,
        }
        outputs = self.save_report(values, report, outputs)
        require_success(report.failures, everything_failed(report.sessions))
        return outputs
