# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures that were looked at, on disk up to a limit; those that nobody looked at longest go first."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
import threading
from pathlib import Path

from qgis.PyQt.QtCore import QStandardPaths

_log = logging.getLogger(__name__)
_SHARE = 0.9  # what is left, of the limit, after old pictures went


def cache_folder() -> Path:
    """Where this user's caches belong."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    return Path(place or tempfile.gettempdir()) / "seatizen_atlas" / "pictures"


class PictureCache:
    """Files by key; several threads and several QGIS may use one folder.

    Args:
        folder: made when it is missing.
        limit: bytes that all files together may have.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder = folder
        self.limit = limit
        self._lock = threading.Lock()
        self._size: int | None = None

    def get(self, key: str) -> Path | None:
        """The file kept under a key, which counts as looked at now."""
        path = self._path(key)
        try:
            os.utime(path)
        except OSError:
            return None
        return path

    def put(self, key: str, file: Path) -> Path:
        """Keep a file (it is moved) under a key; where it is now.

        Where nothing can be kept, the file stays where it was.
        """
        path = self._path(key)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            size = file.stat().st_size
            beside = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
            shutil.move(file, beside)  # from another disk, perhaps: the last step must be one
            beside.replace(path)
        except OSError as problem:
            _log.warning("“%s” cannot be kept in %s: %s", file.name, self.folder, problem)
            return file
        with self._lock:
            self._size = self._measured() if self._size is None else self._size + size
            if self._size > self.limit:
                self._size = self._make_room(keep=path)
        return path

    def clear(self) -> None:
        """Forget every picture."""
        with self._lock:
            for path, _size, _seen in self._files():
                path.unlink(missing_ok=True)
            self._size = 0

    def size(self) -> int:
        """Bytes that are kept at present."""
        with self._lock:
            self._size = self._measured()
            return self._size

    def _path(self, key: str) -> Path:
        return self.folder / hashlib.sha256(key.encode("utf-8")).hexdigest()[:40]

    def _files(self) -> list[tuple[Path, int, float]]:
        found = []
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    try:
                        told = entry.stat()
                    except OSError:
                        continue  # another QGIS removed it
                    found.append((Path(entry.path), told.st_size, told.st_mtime))
        except OSError:
            pass
        return found

    def _measured(self) -> int:
        return sum(size for _path, size, _seen in self._files())

    def _make_room(self, keep: Path) -> int:
        files = sorted(self._files(), key=lambda file: file[2])
        total = sum(size for _path, size, _seen in files)
        for path, size, _seen in files:
            if total <= self.limit * _SHARE:
                break
            if path != keep:
                path.unlink(missing_ok=True)
                total -= size
        return total
