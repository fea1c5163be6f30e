# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that publish to Zenodo share: sessions and the metadata file."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError
from ..translation import tr
from .values import Parameter, Values
from .zenodo import ZenodoAlgorithm


class PublishingAlgorithm(ZenodoAlgorithm):
    """An algorithm that writes to Zenodo; it needs a token."""

    ICON = "upload.svg"
    metadata_json: Parameter[Path | None]

    def add_metadata_file(self) -> None:
        """METADATA_JSON; read it with `metadata_file`."""
        self.metadata_json = self.add_file(
            "METADATA_JSON",
            tr("Metadata file"),
            tr("The JSON that describes deposits. Paths in it count from its folder, or from one above it."),
            "/data/metadata/metadata.json",
            files="JSON (*.json)",
        )

    def metadata_file(self, values: Values) -> Path:
        """The path of METADATA_JSON."""
        path = values[self.metadata_json]
        if path is None:
            raise InputError(
                tr("No metadata file was given."),
                advice=tr("Set METADATA_JSON to the JSON that describes the deposits."),
            )
        return path
