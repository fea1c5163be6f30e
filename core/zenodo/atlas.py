# SPDX-License-Identifier: GPL-2.0-or-later
"""The published atlas, downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsFeedback, QgsProcessingFeedback
from qgis.PyQt.QtCore import QLockFile

from ..errors import AtlasBusy, AtlasError, ServiceError
from ..translation import tr
from .client import ZenodoClient
from .download import Downloaded, download_file, md5_of
from .records import Record, RecordFile, record

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
    client: ZenodoClient, output: str | Path, feedback: QgsFeedback, *, record_id: int = ATLAS_RECORD
) -> DownloadedAtlas:
    """Bring the newest published atlas to `output`, replaced in one step once all is here and checked.

    `record_id` is the atlas's concept (then its newest version is taken) or one of its versions. A download
    that was cancelled or interrupted is taken up where it ended.

    Raises:
        AtlasError: `output` is no GeoPackage's name, or is in use.
        RecordMissing, OutOfReach, ServiceError, Cancelled: as the client.
    """
    output = Path(output)
    if output.suffix.lower() != ".gpkg":
        raise AtlasError(
            tr("“{}” is not the name of a GeoPackage.").format(output.name),
            advice=tr("Choose a file that ends with .gpkg."),
        )
    _require_unused(output)
    published = record(client, record_id)
    file = _geopackage(published)
    if isinstance(feedback, QgsProcessingFeedback):
        feedback.setProgressText(
            tr("Atlas {}: {} MB").format(published.version or published.id, file.size // 1_000_000 or 1)
        )
    if output.exists() and output.stat().st_size == file.size and md5_of(output, feedback) == file.md5:
        return DownloadedAtlas(output, published.version, published.id, 0, True)
    brought = _replace(client, file, output, feedback)
    return DownloadedAtlas(output, published.version, published.id, brought.bytes_downloaded, False)


def _replace(client: ZenodoClient, file: RecordFile, output: Path, feedback: QgsFeedback) -> Downloaded:
    """Download under the atlas's own lock, so that no run writes into a file that is about to go."""
    output.parent.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(f"{output}.lock")
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        raise _busy(output)
    try:
        return download_file(client, file, output, feedback, before_replacing=lambda: _require_unused(output))
    finally:
        lock.unlock()


def _require_unused(output: Path) -> None:
    """Refuse to put a new file under another one's journal: SQLite would mix the two."""
    for suffix in ("-wal", "-journal"):
        journal = output.with_name(output.name + suffix)
        if journal.exists() and journal.stat().st_size:
            raise _busy(output)


def _busy(output: Path) -> AtlasBusy:
    return AtlasBusy(
        tr("“{}” is in use.").format(output.name),
        advice=tr("End what works on it, save or discard edits of its layers, then try again."),
    )


def _geopackage(published: Record) -> RecordFile:
    files = published.require_files()
    packages = [file for file in files if file.key.lower().endswith(".gpkg")]
    named = [file for file in packages if file.key == ATLAS_FILE] or packages
    if len(named) != 1:
        raise ServiceError(
            tr("Record {} holds {} GeoPackages, not one atlas.").format(published.id, len(named)),
            details=", ".join(file.key for file in files),
            advice=tr("Give the record of the Seatizen Atlas ({}).").format(ATLAS_RECORD),
        )
    return named[0]
