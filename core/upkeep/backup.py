# SPDX-License-Identifier: GPL-2.0-or-later
"""Backups of an atlas: consistent copies beside it, found again and put back.

A backup is made by `VACUUM INTO`: one statement that sees one state of the file whatever others write
meanwhile, with what still lies in a `-wal` file. (Copying the file itself would do neither, and closing such
a copy's source would release the locks that this very process holds on the file.)
"""

from __future__ import annotations

import logging
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.sql import fill
from ..errors import AtlasBusy, AtlasError, Cancelled
from ..translation import tr
from .create import remove_geopackage

log = logging.getLogger(__name__)

ROOM_FOR_MIGRATION = 0.6
"""Part of an atlas's size that a migration may need beside it for its rollback journal and growth."""

_TIME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Backup:
    """A copy of an atlas, made at `taken` before script number `before_script` ran; `size` in bytes."""

    path: Path
    taken: datetime
    before_script: int
    size: int


def make_backup(atlas: Path, *, before_script: int, feedback: QgsProcessingFeedback) -> Path:
    """Copy the atlas as it is now to `<atlas>_<YYYYMMDD-HHMMSS>_before_<NN>.gpkg` beside it.

    Raises:
        AtlasError: the disk is too small, or the atlas is being written by another program.
        Cancelled: nothing of the copy stays.
    """
    require_room(atlas, 1 + ROOM_FOR_MIGRATION)
    target = _free_name(atlas, before_script)
    feedback.setProgressText(tr("Backup of {} ({}) …").format(atlas.name, size_text(_size(atlas))))
    _copy(atlas, target, feedback)
    feedback.pushInfo(tr("Backup: {}").format(target))
    return target


def list_backups(atlas: Path) -> tuple[Backup, ...]:
    """The backups beside an atlas, newest first."""
    pattern = re.compile(
        re.escape(atlas.stem) + r"_(\d{8}-\d{6})(?:-\d+)?_before_(\d+)" + re.escape(atlas.suffix)
    )
    found = []
    for path in atlas.parent.glob("*" + atlas.suffix):
        if (match := pattern.fullmatch(path.name)) is not None:
            try:
                taken = datetime.strptime(match[1], _TIME)
            except ValueError:
                continue
            found.append(Backup(path, taken, int(match[2]), path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: backup.path.name, reverse=True))


def restore_backup(atlas: Path, backup: Path, *, feedback: QgsProcessingFeedback) -> Path:
    """Put a backup in the place of the atlas; the backup itself stays. Whole or not at all.

    Raises:
        AtlasError: the backup is no atlas, the atlas is in use, or the disk is too small.
    """
    require_room(atlas, 0, _size(backup))
    restored = atlas.with_name(f".{atlas.stem}.restored{atlas.suffix}")
    remove_geopackage(restored)
    feedback.setProgressText(tr("Restoring {} …").format(backup.name))
    try:
        _copy(backup, restored, feedback)
        _require_unused(atlas)
        remove_geopackage(atlas)
        restored.replace(atlas)
    except OSError as error:
        raise AtlasError(
            tr("“{}” cannot be replaced.").format(atlas.name),
            details=str(error),
            advice=tr("Close it in other programs. The backup is untouched: {}.").format(backup),
        ) from error
    finally:
        remove_geopackage(restored)
    return atlas


def require_room(atlas: Path, part: float, extra: int = 0) -> None:
    """Raise AtlasError when the disk has less room than `part` of the atlas's size and `extra` bytes."""
    needed = int(_size(atlas) * part) + extra
    free = shutil.disk_usage(atlas.parent).free
    if free < needed:
        raise AtlasError(
            tr("The disk with “{}” is too small: {} are needed beside it, {} are free.").format(
                atlas.name, size_text(needed), size_text(free)
            ),
            advice=tr("Free some space, or move the atlas to a larger disk. Nothing was changed."),
        )


def size_text(size: float) -> str:
    """A number of bytes for people."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _copy(source: Path, target: Path, feedback: QgsProcessingFeedback) -> None:
    unfinished = target.with_name(f".{target.name}.part")
    remove_geopackage(unfinished)
    try:
        with Atlas.open(source) as atlas, atlas.interruptible(feedback):
            try:
                atlas.execute(fill("VACUUM INTO {target}", target=str(unfinished)))
            except AtlasError as error:
                if not feedback.isCanceled():
                    raise
                log.info("Copy of %s: %s", source, error.details)
        if feedback.isCanceled():
            raise Cancelled(tr("Stopped; nothing was changed."))
        unfinished.replace(target)
    finally:
        remove_geopackage(unfinished)


def _require_unused(atlas: Path) -> None:
    """Raise AtlasBusy while another program writes to the atlas; that it is damaged is no hindrance."""
    try:
        with (
            Atlas.open(atlas, update=True, recognised=False) as current,
            current.lock(),
            current.transaction(),
        ):
            pass
    except AtlasBusy:
        raise
    except AtlasError as error:
        log.info("Restoring over %s: %s", atlas, error)


def _free_name(atlas: Path, number: int) -> Path:
    time = datetime.now().strftime(_TIME)
    names = [
        f"{atlas.stem}_{time}{again}_before_{number:02d}" for again in ("", *(f"-{n}" for n in range(2, 100)))
    ]
    return next(p for p in (atlas.with_name(name + atlas.suffix) for name in names) if not p.exists())


def _size(path: Path) -> int:
    beside = path.with_name(path.name + "-wal")
    return sum(file.stat().st_size for file in (path, beside) if file.exists())
