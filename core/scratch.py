# SPDX-License-Identifier: GPL-2.0-or-later
"""One temporary folder a run, removed at its end; what a killed run has left is removed by the next one."""

from __future__ import annotations

import contextlib
import logging
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import SeatizenError
from .files import take_lock
from .translation import tr

_log = logging.getLogger(__name__)
_PREFIX = "seatizen_"
_OURS = re.compile(rf"{_PREFIX}\w{{8}}")  # as tempfile names them
_LOCK = "seatizen.lock"
_YOUNG = 60.0  # s; a folder without a lock may be that of a run that begins just now


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for what is downloaded and staged, marked as in use while the block runs.

    Raises:
        SeatizenError: the system's temporary folder is full or cannot be written to.
    """
    _remove_abandoned()
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    except OSError as error:
        raise SeatizenError(
            tr("No temporary folder can be made in “{}”.").format(tempfile.gettempdir()),
            details=str(error),
            advice=tr("Free some space there, or set TMPDIR to another folder."),
        ) from error
    lock = take_lock(folder / _LOCK)
    try:
        yield folder
    finally:
        if lock is not None:
            lock.unlock()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_abandoned() -> None:
    """Remove the folders of runs that do not live any more; the system tells by their locks.

    One without a lock is not ours, or its run was killed before it put anything there: it goes when empty.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):  # another run was faster, or it is another user's
            if not _OURS.fullmatch(folder.name) or not folder.is_dir() or folder.is_symlink():
                continue
            if not (folder / _LOCK).exists():
                if time.time() - folder.stat().st_mtime > _YOUNG:
                    folder.rmdir()
                continue
            lock = take_lock(folder / _LOCK)
            if lock is not None:
                lock.unlock()
                _log.info("removing %s, which a killed run has left", folder)
                shutil.rmtree(folder, ignore_errors=True)
