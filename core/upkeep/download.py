# SPDX-License-Identifier: GPL-2.0-or-later
"""The published atlas, downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..atlas.gateway import beside
from ..atlas.place import has_companions, hold_place
from ..errors import AtlasError, ServiceError
from ..translation import tr
from ..zenodo.client import ZenodoClient
from ..zenodo.download import download_file, md5_of
from ..zenodo.records import Record, RecordFile, record

ATLAS_RECORD = 11_125_847
ATLAS_FILE = "seatizen_atlas_db.gpkg"


@dataclass(frozen=True)
class DownloadedAtlas:
    """The atlas that is here now.

    Attributes:
        path: the GeoPackage.
        version: as it was published, `v1.2.3`.
        record_id: the record (version) it came from.
        bytes_downloaded: that came now; 0 when the file was here already.
        unchanged: the very file was here already.
    """

    path: Path
    version: str
    record_id: int
    bytes_downloaded: int
    unchanged: bool


def download_atlas(
    client: ZenodoClient,
    output: str | Path,
    feedback: QgsFeedback,
    *,
    record_id: int = ATLAS_RECORD,
    overwrite: bool = False,
) -> DownloadedAtlas:
    """Bring the newest published atlas to `output`; it takes its place once all is here and checked.

    `record_id` is the atlas's concept (then its newest version is taken) or one of its versions. A download
    that was cancelled or interrupted is taken up where it ended. What is replaced is kept beside.

    Raises:
        AtlasError: `output` is no GeoPackage's name, is another file already (without `overwrite`), or is
            in use.
        RecordMissing, OutOfReach, ServiceError, Cancelled: as the client.
    """
    output = Path(output)
    if output.suffix.lower() != ".gpkg":
        raise AtlasError(
            tr("“{}” is not the name of a GeoPackage.").format(output.name),
            advice=tr("Choose a file that ends with .gpkg."),
        )
    published = record(client, record_id)
    file = _geopackage(published)
    if isinstance(feedback, QgsProcessingFeedback):
        feedback.setProgressText(
            tr("Atlas {version}: {size} MB").format(
                version=published.version or published.id, size=file.size // 1_000_000 or 1
            )
        )
    if _is_here(file, output, feedback):
        return DownloadedAtlas(output, published.version, published.id, 0, True)
    output.parent.mkdir(parents=True, exist_ok=True)
    with hold_place(output, overwrite=overwrite) as place:
        part = beside(output, ".part")
        brought = download_file(client, file, place.unfinished, feedback, part=part)
        try:
            place.put(feedback)
        except AtlasError:
            place.unfinished.replace(part)  # all is here: the next run need not bring it again
            raise
    return DownloadedAtlas(output, published.version, published.id, brought.bytes_downloaded, False)


def _is_here(file: RecordFile, output: Path, feedback: QgsFeedback) -> bool:
    """Tell whether `output` is that very file, without edits that still lie beside it."""
    return (
        output.is_file()
        and output.stat().st_size == file.size
        and not has_companions(output)
        and md5_of(output, feedback) == file.md5
    )


def _geopackage(published: Record) -> RecordFile:
    files = published.require_files()
    packages = [file for file in files if file.key.lower().endswith(".gpkg")]
    named = [file for file in packages if file.key == ATLAS_FILE] or packages
    if len(named) != 1:
        raise ServiceError(
            tr("Record {number} holds {count} GeoPackages, not one atlas.").format(
                number=published.id, count=len(named)
            ),
            details=", ".join(file.key for file in files),
            advice=tr("Give the record of the Seatizen Atlas ({}).").format(ATLAS_RECORD),
        )
    return named[0]
