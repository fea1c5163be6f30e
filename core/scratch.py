# SPDX-License-Identifier: GPL-2.0-or-later
"""One temporary folder a run, removed at its end; what a killed run has left is removed by the next one."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.PyQt.QtCore import QLockFile

_log = logging.getLogger(__name__)
_PREFIX = "seatizen_sync_"
_LOCK = "lock"
_YOUNG = 60.0  # s; a folder without a lock may be that of a run that begins just now


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for what is downloaded and staged, marked as in use while the block runs."""
    _remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = _lock_of(folder)
    lock.tryLock(0)
    try:
        yield folder
    finally:
        lock.unlock()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_abandoned() -> None:
    """Remove the folders of runs that do not live any more; the system tells by their locks."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if not (folder / _LOCK).exists() and time.time() - folder.stat().st_mtime < _YOUNG:
                continue
        except OSError:
            continue  # another run was faster, or it is another user's
        lock = _lock_of(folder)
        if lock.tryLock(0):
            lock.unlock()
            _log.info("removing %s, which a killed run has left", folder)
            shutil.rmtree(folder, ignore_errors=True)


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # only the death of its holder makes it stale
    return lock
