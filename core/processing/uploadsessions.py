# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:uploadsessions`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..errors import SeatizenError
from ..translation import tr, tr_n
from .publishing import PublishingAlgorithm


class UploadSessions(PublishingAlgorithm):
    """Sessions to Zenodo."""

    ID = "uploadsessions"

    def title(self) -> str:
        return tr("Upload sessions to Zenodo")

    def about(self) -> str:
        return tr(
            "Publishes sessions on Zenodo: a version with the raw data and one with the processed data. "
            "What is online already is left alone. A run that was interrupted, at whatever moment, is taken up "
            "by the next one; nothing is published twice or half."
        )

    def declare(self) -> None:
        self.add_sessions()
        self.add_metadata_file()
        self.add_flag("RAW", tr("Raw data"), tr("Publish the raw data, in versions of at most 50 GB."))
        self.add_text(
            "PROCESSED",
            tr("Processed data"),
            tr(
                "Letters of the folders that the processed version holds: d DCIM, f FRAMES, m METADATA, g GPS, "
                "b BATHY, i IA, p PHOTOGRAMMETRY, c CPCE_ANNOTATION. Files at the session's root come along."
            ),
            "fmi",
        )
        self.add_text(
            "CUSTOM",
            tr("Custom version"),
            tr(
                "Letters as above, and s SENSORS, of a version whose name, description and access the metadata "
                "file says."
            ),
            "ms",
        )
        self.add_flag(
            "ALL_FRAMES", tr("All frames"), tr("Publish useless frames as well, not only the useful ones.")
        )
        self.add_flag(
            "ISO19115",
            tr("ISO 19115 record"),
            tr("Add a record for catalogues, with the contact of the metadata file."),
        )
        self.add_flag(
            "KEEP_PREVIOUS_FILES",
            tr("Take over files"),
            tr("Take the files of the version before over into the new one, except restricted ones."),
            default=True,
        )
        self.add_flag(
            "NEW_PROCESSED_VERSION",
            tr("Further processed version"),
            tr("Publish one more processed version of sessions that have one, if its files differ."),
        )
        self.add_quota()
        self.add_dry_run()
        self.add_zenodo()
        self.add_report()
        self.gives_number("DEPOSITS", tr("Deposits online as meant"))
        self.gives_number("FILES_UPLOADED", tr("Files uploaded"))
        self.gives_number("BYTES_UPLOADED", tr("Bytes uploaded"))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..publish.content import Wanted
        from ..publish.sessions import upload_sessions

        def flag(name: str) -> bool:
            return self.flag(parameters, name, context)

        wanted = Wanted(
            raw=flag("RAW"),
            processed=self.text(parameters, "PROCESSED", context).lower(),
            custom=self.text(parameters, "CUSTOM", context).lower(),
            all_frames=flag("ALL_FRAMES"),
            keep_previous=flag("KEEP_PREVIOUS_FILES"),
            new_processed=flag("NEW_PROCESSED_VERSION"),
        )
        with self.access.client(feedback) as client:
            report = upload_sessions(
                client,
                self.path(parameters, "SESSIONS", context),
                self.path(parameters, "SESSIONS_CSV", context),
                self.metadata_file(parameters, context),
                wanted,
                feedback,
                iso19115=flag("ISO19115"),
                ask_quota=flag("REQUEST_QUOTA"),
                dry_run=flag("DRY_RUN"),
            )
        outputs = {
            "DEPOSITS": report.deposits,
            "FILES_UPLOADED": report.files_uploaded,
            "BYTES_UPLOADED": report.bytes_uploaded,
        }
        outputs = self.save_report(parameters, context, report, outputs)
        failed = [outcome for outcome in report.sessions if outcome.status == "failed"]
        if failed:
            raise SeatizenError(
                " ".join(
                    (
                        tr_n("%Ln session(s) failed.", len(failed)),
                        f"{failed[0].session}: {failed[0].message}",
                    )
                )
            )
        return outputs
