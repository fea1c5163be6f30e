# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole files from Zenodo: resumable, size and MD5 checked, put in place in one step."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qgis.core import QgsFeedback

from ..errors import SeatizenError, ServiceError
from ..http.errors import FileChanged, RangeIgnored, StatusError
from ..http.pace import cancelled_by_user
from ..translation import tr
from .client import ZenodoClient
from .errors import OutOfReach
from .records import RecordFile, missing

_log = logging.getLogger(__name__)
_MARGIN = 16 << 20  # bytes left free on the disk
_STEP = 1 << 20
_GATEWAY = frozenset({502, 503, 504})


@dataclass(frozen=True)
class Downloaded:
    """A file that is here: its path, the bytes that came now, and those that an earlier run had left."""

    path: Path
    bytes_downloaded: int
    bytes_resumed: int


class FileSource:
    """Where a file's bytes come from: the API's route, or the page's once a gateway gave up on the first."""

    def __init__(self, client: ZenodoClient, file: RecordFile) -> None:
        self.file = file
        self._client = client
        self._by_page = False

    def read(
        self, sink: BinaryIO, start: int, stop: int, progress: Callable[[int], None] | None = None
    ) -> None:
        """Write bytes `start` to `stop` (exclusive) to `sink`, where it stands.

        Raises:
            RecordMissing, OutOfReach, FileChanged: deleted, closed or replaced since it was listed.
            RangeIgnored, Cancelled, ServiceError: as the client.
        """
        at = sink.tell()
        try:
            if not self._by_page:
                try:
                    self._ask(self.file.url, sink, start, stop, progress, _GATEWAY)
                    return
                except StatusError as problem:
                    if problem.status not in _GATEWAY:
                        raise
                    _log.info("%s: error %d by the API, trying the page", self.file.key, problem.status)
                    self._by_page = True
                    sink.seek(at)
            self._ask(self.file.page_path, sink, start, stop, progress)
        except StatusError as problem:
            raise self._told(problem) from problem

    def _ask(
        self, path: str, sink: BinaryIO, start: int, stop: int, progress: Callable[[int], None] | None,
        final: frozenset[int] = frozenset(),
    ) -> None:  # fmt: skip
        self._client.download(
            path, sink, size=self.file.size, start=start, stop=stop, md5=self.file.md5,
            params={"download": 1} if self._by_page else None, final=final, progress=progress,
        )  # fmt: skip

    def _told(self, problem: StatusError) -> ServiceError:
        if problem.status == 403:
            return OutOfReach(
                tr("“{key}” of record {record_id} is not open to this user.").format(
                    key=self.file.key, record_id=self.file.record_id
                ),
                details=str(problem),
                advice=tr("Use a token of an account that was given access to it."),
            )
        if problem.status == 416:
            return FileChanged(
                tr("“{key}” of record {record_id} became shorter after it was listed.").format(
                    key=self.file.key, record_id=self.file.record_id
                ),
                details=str(problem),
                advice=tr("Start again: the listing is read anew."),
            )
        return missing(self.file.record_id, problem)


def free_space(folder: Path, needed: int) -> None:
    """Refuse to begin what the disk cannot hold.

    Raises:
        SeatizenError: fewer than `needed` bytes (and a margin) are free where `folder` lies.
    """
    free = shutil.disk_usage(folder).free
    if free < needed + _MARGIN:
        raise SeatizenError(
            tr("The disk of “{folder}” has {free} MB free, {needed} MB are needed.").format(
                folder=folder, free=free // 1_000_000, needed=(needed + _MARGIN) // 1_000_000 + 1
            ),
            advice=tr("Free some space or choose a folder on another disk."),
        )


def download_file(
    client: ZenodoClient,
    file: RecordFile,
    target: Path,
    feedback: QgsFeedback | None = None,
    *,
    progress: Callable[[int], None] | None = None,
    part: Path | None = None,
) -> Downloaded:
    """Download a record's file to `target`, which is replaced in one step at the very end.

    What came lies in `part` (`<target>.part`) until then, and is taken up there by the next run, also after
    Cancel or a crash. `progress` gets the bytes that are here; without it `feedback` gets them as percents.

    Raises:
        SeatizenError: no room, or `target` cannot be written or replaced.
        FileChanged: the file is not the one that was listed.
        Cancelled, ServiceError: as the client; what came stays for the next run.
    """
    part = part or target.with_name(target.name + ".part")
    tell = progress or _percents(feedback, file.size)
    source = FileSource(client, file)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(2):
            before = _usable(part, file.size)
            free_space(target.parent, file.size - before)
            with part.open("r+b" if part.exists() else "w+b") as sink:
                before = _rest(source, sink, before, tell)
                sink.flush()
                os.fsync(sink.fileno())
            if md5_of(part, feedback) == file.md5:
                part.replace(target)
                return Downloaded(target, file.size - before, before)
            part.unlink()  # an older file's beginning, or bytes spoilt on the way: once more from the start
    except OSError as problem:
        raise SeatizenError(
            tr("“{}” cannot be written.").format(target),
            details=str(problem),
            advice=tr("Close what has it open, or choose another place."),
        ) from problem
    raise ServiceError(
        tr("“{}” arrived twice with a wrong checksum.").format(file.key), advice=tr("Start again later.")
    )


def _rest(source: FileSource, sink: BinaryIO, before: int, tell: Callable[[int], None]) -> int:
    """Bring what is missing after the first `before` bytes; how many of those were of use."""
    size = source.file.size
    sink.seek(before)
    try:
        source.read(sink, before, size, lambda done: tell(before + done))
    except RangeIgnored:
        sink.seek(0)
        sink.truncate()
        source.read(sink, 0, size, tell)
        return 0
    return before


def _usable(part: Path, size: int) -> int:
    """How many bytes an earlier run left; a longer file than this one is not its beginning."""
    left = part.stat().st_size if part.exists() else 0
    return left if left <= size else 0


def md5_of(path: Path, feedback: QgsFeedback | None = None) -> str:
    """The MD5 of a local file in lower-case hex."""
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as stream:
        while chunk := stream.read(_STEP):
            if feedback is not None and feedback.isCanceled():
                raise cancelled_by_user()
            digest.update(chunk)
    return digest.hexdigest()


def _percents(feedback: QgsFeedback | None, size: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if feedback is not None and size:
            feedback.setProgress(100.0 * done / size)

    return tell
