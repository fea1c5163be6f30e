# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:uploadsessions`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .base import require_success
from .publishing import PublishingAlgorithm
from .values import Values


class UploadSessions(PublishingAlgorithm):
    """Sessions to Zenodo."""

    ID = "uploadsessions"
    TAGS = ("zenodo-upload", "-ur", "-up", "-uc", "publish", "deposit", "session")

    def title(self) -> str:
        return tr("Upload sessions to Zenodo")

    def about(self) -> str:
        return tr(
            "Publishes sessions on Zenodo: a version with the raw data and one with the processed data. What "
            "is online already is left alone. A run that was interrupted, at whatever moment, is taken up by "
            "the next one; nothing is published twice or half."
        )

    def declare(self) -> None:
        self.add_sessions()
        self.add_metadata_file()
        self.raw = self.add_flag(
            "RAW", tr("Raw data"), tr("Publish the raw data, in versions of at most 50 GB.")
        )
        self.processed = self.add_text(
            "PROCESSED",
            tr("Processed data"),
            tr(
                "Letters of the folders that the processed version holds: d DCIM, f FRAMES, m METADATA, "
                "g GPS, b BATHY, i IA, p PHOTOGRAMMETRY, c CPCE_ANNOTATION. Files at the session's root come "
                "along."
            ),
            "fmi",
        )
        self.custom = self.add_text(
            "CUSTOM",
            tr("Custom version"),
            tr(
                "Letters as above, and s SENSORS, of a version whose name, description and access are those "
                "of the metadata file."
            ),
            "ms",
        )
        self.all_frames = self.add_flag(
            "ALL_FRAMES", tr("All frames"), tr("Publish every frame, also those that were judged useless.")
        )
        self.iso19115 = self.add_flag(
            "ISO19115",
            tr("ISO 19115 record"),
            tr("Add a record for catalogues, with the contact of the metadata file."),
            advanced=True,
        )
        self.keep_previous = self.add_flag(
            "KEEP_PREVIOUS_FILES",
            tr("Take files over"),
            tr("The new version holds the files of the one before as well, except restricted ones."),
            default=True,
            advanced=True,
        )
        self.new_processed = self.add_flag(
            "NEW_PROCESSED_VERSION",
            tr("Further processed version"),
            tr("Publish one more processed version of sessions that have one, if its files differ."),
            advanced=True,
        )
        self.ask_quota = self.add_flag(
            "REQUEST_QUOTA",
            tr("Ask for room beyond 50 GB"),
            tr("Zenodo may be asked for up to 200 GB for a version that needs more than 50."),
            advanced=True,
        )
        self.dry_run = self.add_dry_run()
        self.add_zenodo()
        self.add_report()
        self.gives_number("DEPOSITS", tr("Deposits that are online as meant"))
        self.gives_number("FILES_UPLOADED", tr("Files uploaded"))
        self.gives_number("BYTES_UPLOADED", tr("Bytes uploaded"))
        self.gives_number("SESSIONS_FAILED", tr("Sessions failed"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..publish.content import Wanted
        from ..publish.sessions import upload_sessions

        wanted = Wanted(
            raw=values[self.raw],
            processed=values[self.processed].lower(),
            custom=values[self.custom].lower(),
            all_frames=values[self.all_frames],
            keep_previous=values[self.keep_previous],
            new_processed=values[self.new_processed],
        )
        with self.access.client(feedback) as client:
            report = upload_sessions(
                client,
                values[self.folder],
                values[self.listed],
                self.metadata_file(values),
                wanted,
                feedback,
                iso19115=values[self.iso19115],
                ask_quota=values[self.ask_quota],
                dry_run=values[self.dry_run],
            )
        outputs = {
            "DEPOSITS": report.deposits,
            "FILES_UPLOADED": report.files_uploaded,
            "BYTES_UPLOADED": report.bytes_uploaded,
            "SESSIONS_FAILED": report.count("failed"),
        }
        outputs = self.save_report(values, report, outputs)
        require_success(report.failures, report.everything_failed)
        return outputs
