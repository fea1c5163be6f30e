# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that publish to Zenodo share: sessions, the metadata file, room beyond 50 GB."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext

from ..errors import InputError
from ..translation import tr
from .zenodo import ZenodoAlgorithm


class PublishingAlgorithm(ZenodoAlgorithm):
    """An algorithm that writes to Zenodo; it needs a token."""

    ICON = "upload.svg"

    def add_sessions(self) -> None:
        """SESSIONS and SESSIONS_CSV."""
        self.add_folder(
            "SESSIONS",
            tr("Sessions"),
            tr("A session folder, or a folder of session folders."),
            "/data/sessions",
        )
        self.add_file(
            "SESSIONS_CSV",
            tr("List of sessions"),
            tr("A CSV with the columns root_folder and session_name, for sessions in several places."),
            "/data/sessions.csv",
            files=tr("CSV (*.csv);;All files (*)"),
        )

    def add_metadata_file(self) -> None:
        """METADATA_JSON."""
        self.add_file(
            "METADATA_JSON",
            tr("Metadata file"),
            tr(
                "The JSON that describes the deposits. Paths in it count from its folder, or from one above it."
            ),
            "/data/metadata/metadata.json",
            files=tr("JSON (*.json);;All files (*)"),
        )

    def add_quota(self) -> None:
        """REQUEST_QUOTA."""
        self.add_flag(
            "REQUEST_QUOTA",
            tr("Ask for room beyond 50 GB"),
            tr("Let Zenodo be asked for up to 200 GB for a version that needs more than 50."),
        )

    def metadata_file(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> Path:
        """The path of METADATA_JSON."""
        path = self.path(parameters, "METADATA_JSON", context)
        if path is None:
            raise InputError(
                tr("No metadata file was given."),
                advice=tr("Set METADATA_JSON to the JSON that describes it."),
            )
        return path
