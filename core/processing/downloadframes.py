# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:downloadframes`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProcessing, QgsProcessingFeedback, QgsProcessingParameterFeatureSource

from ..translation import tr
from .base import require_success
from .values import Values
from .zenodo import ZenodoAlgorithm


class DownloadFrames(ZenodoAlgorithm):
    """Only the chosen images."""

    ID = "downloadframes"
    ICON = "download.svg"
    TAGS = ("zenodo-download", "-ecf", "images", "pictures")

    def title(self) -> str:
        return tr("Download frames")

    def about(self) -> str:
        return tr(
            "Brings chosen images from Zenodo, and nothing else of their archives: those of a layer of "
            "frames (all that its filter leaves, or the selected ones), or of a list. They are put into "
            "the folders of their sessions; what is there already is not downloaded again."
        )

    def declare(self) -> None:
        self.input = self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Frames"), [QgsProcessing.SourceType.TypeVector]),
            lambda values, name: _list(values, name) or values.source(name),
            tr(
                "A layer of frames; with “selected features only” those that are selected in it. Or a CSV "
                "with the columns version_doi and relative_file_path."
            ),
            "/data/seatizen_atlas_db.gpkg|layername=frame|subset=GPSFix = 1",
        )
        self.output = self.add_output_folder(
            tr("The folder that gets a folder for each session."), "/data/images"
        )
        self.add_zenodo()
        self.add_report()
        self.gives_number("FILES", tr("Images that are there"))
        self.gives_number("FILES_UNCHANGED", tr("Images that were there already"))
        self.gives_number("FILES_FAILED", tr("Images failed"))
        self.gives_number("BYTES_DOWNLOADED", tr("Bytes downloaded"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..conveyor import Status
        from ..downloads.frames import download_frames
        from ..downloads.lists import images_of_layer, images_of_list

        given = values[self.input]
        images, problems = (
            images_of_list(given) if isinstance(given, Path) else (images_of_layer(given, feedback), [])
        )
        with self.access.client(feedback) as client:
            report = download_frames(client, images, values[self.output], feedback, problems)
        failed, unchanged = report.count(Status.FAILED), report.count(Status.UNCHANGED)
        outputs = {
            "OUTPUT_FOLDER": str(values[self.output]),
            "FILES": report.count(Status.ADDED) + unchanged,
            "FILES_UNCHANGED": unchanged,
            "FILES_FAILED": failed,
            "BYTES_DOWNLOADED": report.bytes_downloaded,
        }
        outputs = self.save_report(values, report, outputs)
        require_success(report.failures, failed == len(report.images))
        return outputs


def _list(values: Values, name: str) -> Path | None:
    """A CSV is read as such: QGIS would guess at its encoding, separators and types."""
    from ..downloads.lists import LISTS

    value = values.raw(name)
    if isinstance(value, str) and Path(value).suffix.lower() in LISTS and "|" not in value:
        return Path(value).expanduser()
    return None
