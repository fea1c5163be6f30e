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
from ..atlas.place import REPLACED, TIME, dated_name, hold_place
from ..atlas.sql import fill
from ..errors import AtlasError, Cancelled
from ..translation import tr

log = logging.getLogger(__name__)

ROOM_FOR_MIGRATION = 0.6
"""Part of an atlas's size that a migration may need beside it for its rollback journal and growth."""


@dataclass(frozen=True)
class Backup:
    """An atlas as it was at `taken`; `size` in bytes.

    Args:
        before_script: number of the script that ran then; None where another atlas took its place.
    """

    path: Path
    taken: datetime
    before_script: int | None
    size: int


def make_backup(atlas: Path, *, before_script: int, feedback: QgsProcessingFeedback) -> Path:
    """Copy the atlas as it is now to `<atlas>_<YYYYMMDD-HHMMSS>_before_<NN>.gpkg` beside it.

    Raises:
        AtlasError: the disk is too small, or the atlas is being written by another program.
        Cancelled: nothing of the copy stays.
    """
    require_room(atlas, 1 + ROOM_FOR_MIGRATION)
    target = dated_name(atlas, f"before_{before_script:02d}")
    feedback.setProgressText(
        tr("Backup of {name} ({size}) …").format(name=atlas.name, size=size_text(_size(atlas)))
    )
    with hold_place(target) as place:
        copy_atlas(atlas, place.unfinished, feedback)
        place.put(feedback)
    feedback.pushInfo(tr("Backup: {}").format(target))
    return target


def list_backups(atlas: Path) -> tuple[Backup, ...]:
    """The backups beside an atlas, newest first."""
    pattern = re.compile(
        rf"{re.escape(atlas.stem)}_(\d{{8}}-\d{{6}})(?:-\d+)?_(?:before_(\d+)|{REPLACED}){re.escape(atlas.suffix)}"
    )
    found = []
    for path in atlas.parent.glob("*" + atlas.suffix):
        if (match := pattern.fullmatch(path.name)) is not None:
            try:
                taken = datetime.strptime(match[1], TIME)
            except ValueError:
                continue
            before = None if match[2] is None else int(match[2])
            found.append(Backup(path, taken, before, path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: backup.path.name, reverse=True))


def restore_backup(atlas: Path, backup: Path, *, feedback: QgsProcessingFeedback) -> Path:
    """Put a backup in the place of the atlas; both stay, the atlas under a name with the date.

    Raises:
        AtlasError: the backup is no atlas, the atlas is in use, or the disk is too small.
        Cancelled: nothing was changed.
    """
    require_room(atlas, 0, _size(backup))
    feedback.setProgressText(tr("Restoring {} …").format(backup.name))
    with hold_place(atlas) as place:
        copy_atlas(backup, place.unfinished, feedback)
        place.put(feedback)
    return atlas


def require_room(atlas: Path, part: float, extra: int = 0) -> None:
    """Raise AtlasError when the disk has less room than `part` of the atlas's size and `extra` bytes."""
    needed = int(_size(atlas) * part) + extra
    free = shutil.disk_usage(atlas.parent).free
    if free < needed:
        raise AtlasError(
            tr("The disk with “{name}” is too small: {needed} are needed beside it, {free} are free.").format(
                name=atlas.name, needed=size_text(needed), free=size_text(free)
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


def copy_atlas(source: Path, target: Path, feedback: QgsProcessingFeedback) -> None:
    """Copy one state of an atlas, its log included, to a file that is not there yet."""
    with Atlas.open(source) as atlas, atlas.interruptible(feedback):
        try:
            atlas.execute(fill("VACUUM INTO {target}", target=str(target)))
        except AtlasError as error:
            if not feedback.isCanceled():
                raise
            log.info("Copy of %s: %s", source, error.details)
    if feedback.isCanceled():
        raise Cancelled(tr("Stopped; nothing was changed."))


def _size(path: Path) -> int:
    beside = path.with_name(path.name + "-wal")
    return sum(file.stat().st_size for file in (path, beside) if file.exists())
