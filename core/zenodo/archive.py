# SPDX-License-Identifier: GPL-2.0-or-later
"""Members of a zip archive on Zenodo, read without downloading the archive.

What it costs: an archive of up to 64 kB is one request. A larger one is one request for its tail, where the
directory lies, and then as a rule one more for all wanted members together (they are neighbours, or the gap
between them is cheaper than a request), at most `MOST_RANGES`. Bytes of the tail are not asked for again.

What it trusts: an archive that was read whole, because it is small or nearly all of it is wanted, is held
against the listing's MD5. Of one that is read by range, what is handed out agrees with its own header, with
the directory and with its checksum, and the directory with the end record.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from ..http.errors import RangeIgnored
from ..translation import tr
from .client import ZenodoClient
from .download import FileSource, free_space
from .errors import ArchiveError, SpoiltArchive
from .records import RecordFile
from .zipformat import (
    LOCAL,
    LONGEST_END,
    STORED,
    Directory,
    Limits,
    Member,
    check_wanted,
    damaged,
    data_start,
    find_directory,
    header_end,
    hostile,
    read_directory,
)

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

WHOLE = 64 << 10  # archives up to this size are read in one request
TAIL = 16 << 10  # holds the directory of a hundred members
MOST_RANGES = 2
_EXTRA = 64  # bytes that a local header may have more than its directory entry tells
_GAP = 8 << 10  # bytes worth less than a request
_GAP_SHARE = 50  # or this part of what is wanted, if that is more
_NEARLY_ALL = 32  # what is not wanted is read along where it is less than this part of the archive
_STEP = 1 << 16
_UNPACKED = 1 << 18  # bytes unpacked at a time: all that a member ever takes in memory


@dataclass(frozen=True)
class _Held:
    """A run of the archive's bytes in a local file."""

    start: int
    stop: int
    path: Path


class RemoteZip:
    """A zip archive among a record's files.

    What it keeps lies in a folder of its own inside `folder`, under names of our own making; `close` (or the
    end of the `with` block) removes it, except the members that `fetch` handed out.

    Args:
        file: the file, as the listing told it: its size and MD5 are what is expected.
        folder: where to put things; must exist.
        most_ranges: requests that one `fetch` may make for members; gaps are read along to keep to it. A few
            photos scattered over gigabytes deserve one each.
        directory: what `members` of an earlier one told, so that it need not be asked for again.

    Raises (every method):
        ArchiveError: damaged, or made to do harm.
        FileChanged: not the file that was listed any more.
        RecordMissing, OutOfReach: deleted or closed meanwhile.
        ServiceError, Cancelled: as the client.
    """

    def __init__(
        self,
        client: ZenodoClient,
        file: RecordFile,
        folder: Path,
        *,
        limits: Limits | None = None,
        most_ranges: int = MOST_RANGES,
        directory: Iterable[Member] | None = None,
    ) -> None:
        self.file = file
        self._client = client
        self._source = FileSource(client, file)
        self._limits = limits or Limits()
        self._most_ranges = most_ranges
        self._folder = folder
        self._scratch = tempfile.TemporaryDirectory(prefix="zip-", dir=folder)
        self._held: list[_Held] = []
        self._checked = False  # the whole archive is here and has its checksum
        self._members = None if directory is None else {member.name: member for member in directory}

    def __enter__(self) -> RemoteZip:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove what was kept of the archive."""
        self._scratch.cleanup()

    def members(self) -> tuple[Member, ...]:
        """All files in the archive (no folders), in the order of their bytes: one request, rarely two."""
        return tuple(self._twice(self._directory).values())

    def fetch(self, names: Iterable[str]) -> dict[str, Path]:
        """Bring members of the archive into local files, their CRC and size checked.

        Names that the archive does not hold are left out of the answer. The files lie in `folder`, named
        by us; they are the caller's to remove.
        """
        asked = tuple(dict.fromkeys(names))
        return self._twice(lambda: self._fetch(asked))

    def _fetch(self, names: Sequence[str]) -> dict[str, Path]:
        members = self._directory()
        wanted = [members[name] for name in names if name in members]
        for member in wanted:
            check_wanted(member, self._limits)
        free_space(self._folder, sum(member.size + member.packed for member in wanted))
        brought: dict[str, Path] = {}
        try:
            self._need(
                self._or_all([(member.offset, _likely_end(member)) for member in wanted if member.packed])
            )
            for member in wanted:
                brought[member.name] = self._unpack(member)
        except BaseException:
            for path in brought.values():
                path.unlink(missing_ok=True)
            raise
        return brought

    def _twice(self, work: Callable[[], _T]) -> _T:
        """Do something once more with fresh bytes when they made no sense: the line may have spoilt them."""
        try:
            return work()
        except ArchiveError as problem:
            _log.info("%s: %s (%s); reading once more", self.file.key, problem, problem.details)
            self._held.clear()
            self._members = None
            self._checked = False
        return work()

    # the directory ----------------------------------------------------------------------------------

    def _directory(self) -> dict[str, Member]:
        if self._members is None:
            found = self._read_directory()
            self._members = {member.name: member for member in found if not member.is_folder}
        return self._members

    def _read_directory(self) -> tuple[Member, ...]:
        size = self.file.size
        if size < 22:
            raise damaged(f"{size} bytes")
        start = 0 if size <= WHOLE else size - TAIL
        for _ in range(3):
            tail = self._bytes(start, size)
            found = find_directory(tail, size, self._limits)
            if isinstance(found, Directory):
                if found.offset >= start:
                    data = tail[found.offset - start : found.offset - start + found.size]
                else:
                    data = self._bytes(found.offset, found.offset + found.size)
                return read_directory(data, found)
            if found >= start or size - found > max(LONGEST_END, 1 << 20):
                break
            start = found
        raise damaged("no directory")

    # bytes ------------------------------------------------------------------------------------------

    def _bytes(self, start: int, stop: int) -> bytes:
        """A run of the archive in memory; for headers and the directory, whose size is limited."""
        self._need([(start, stop)])
        return b"".join(self._read(start, stop))

    def _read(self, start: int, stop: int) -> Iterator[bytes]:
        """A run of the archive that is here, piece by piece."""
        while start < stop:
            held = next((held for held in self._held if held.start <= start < held.stop), None)
            if held is None:
                raise damaged(f"bytes {start} to {stop} are missing")
            with held.path.open("rb") as stream:
                stream.seek(start - held.start)
                end = min(stop, held.stop)
                while start < end:
                    piece = stream.read(min(_STEP, end - start))
                    if not piece:
                        raise damaged(f"bytes {start} to {end} are missing")
                    start += len(piece)
                    yield piece

    def _need(self, runs: Sequence[tuple[int, int]]) -> None:
        """Download those bytes of the runs that are not here yet."""
        for start, stop in joined(self._lacking(runs), self._most_ranges):
            handle, name = tempfile.mkstemp(prefix="run-", dir=self._scratch.name)
            with os.fdopen(handle, "w+b") as sink:
                try:
                    self._source.read(sink, start, stop)
                    self._held.append(_Held(start, stop, Path(name)))
                except RangeIgnored:
                    _log.info("%s: no ranges, %d bytes in one piece", self.file.key, self.file.size)
                    sink.seek(0)
                    sink.truncate()
                    free_space(self._folder, self.file.size)
                    self._source.read(sink, 0, self.file.size)
                    self._held[:] = [_Held(0, self.file.size, Path(name))]
                    break
        if not self._checked and not self._lacking([(0, self.file.size)]):
            self._check_whole()

    def _lacking(self, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return lacking(runs, [(held.start, held.stop) for held in self._held])

    def _or_all(self, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The whole archive instead of runs that are nearly all of it: then it can be checked as a whole."""
        held = [(held.start, held.stop) for held in self._held]
        beside = sum(stop - start for start, stop in lacking([(0, self.file.size)], [*held, *runs]))
        return [(0, self.file.size)] if runs and beside * _NEARLY_ALL <= self.file.size else runs

    def _check_whole(self) -> None:
        """Hold an archive that is here from its first byte to its last against what was listed.

        Raises:
            SpoiltArchive: its checksum is another.
        """
        digest = hashlib.md5(usedforsecurity=False)
        for piece in self._read(0, self.file.size):
            self._client.raise_if_cancelled()
            digest.update(piece)
        if digest.hexdigest() != self.file.md5:
            raise SpoiltArchive(
                tr("“{}” arrived with a wrong checksum.").format(self.file.key),
                advice=tr("Start again later."),
            )
        self._checked = True

    # members ----------------------------------------------------------------------------------------

    def _unpack(self, member: Member) -> Path:
        """Write a member's bytes to a file of our own; never more than it announced."""
        handle, name = tempfile.mkstemp(prefix="member-", dir=self._folder)
        path = Path(name)
        try:
            with os.fdopen(handle, "wb") as sink:
                if member.packed:
                    self._inflate(member, sink)
                elif member.size or member.crc:
                    raise damaged(f"“{member.name}”: nothing packed, {member.size} bytes announced")
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def _inflate(self, member: Member, sink: BinaryIO) -> None:
        header = self._bytes(member.offset, header_end(member))
        start = member.offset + data_start(header, member)
        self._need([(start, start + member.packed)])  # nothing, unless the local header is longer than told
        unpack = None if member.method == STORED else zlib.decompressobj(-zlib.MAX_WBITS)
        crc = size = 0
        for packed in self._read(start, start + member.packed):
            self._client.raise_if_cancelled()
            for piece in _unpacked(unpack, packed, member):
                size += len(piece)
                if size > member.size:
                    raise hostile(tr("“{}” in the archive is larger than it claims.").format(member.name))
                crc = zlib.crc32(piece, crc)
                sink.write(piece)
        if size != member.size or crc != member.crc or (unpack is not None and not unpack.eof):
            told = f"{size} bytes of {member.size}, checksum {crc:08x} for {member.crc:08x}"
            raise damaged(f"“{member.name}”: {told}")


def _unpacked(unpack: Any, packed: bytes, member: Member) -> Iterator[bytes]:
    """What a piece of a member unpacks to, a bounded part at a time."""
    if unpack is None:
        yield packed
        return
    try:
        while packed and not unpack.eof:
            yield unpack.decompress(packed, _UNPACKED)
            packed = unpack.unconsumed_tail
    except zlib.error as problem:
        raise damaged(f"“{member.name}”: {problem}") from None
    if packed or unpack.unused_data:
        raise damaged(f"“{member.name}” ends before its bytes do")


def _likely_end(member: Member) -> int:
    name = len(member.name.encode("utf-8"))
    return min(member.end, member.offset + LOCAL.size + name + _EXTRA + member.packed)


def lacking(runs: Iterable[tuple[int, int]], held: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of `runs` (start, end) that no run in `held` covers, in order."""
    left = sorted(run for run in runs if run[0] < run[1])
    for low, high in held:
        parts = []
        for start, stop in left:
            if high <= start or stop <= low:
                parts.append((start, stop))
                continue
            if start < low:
                parts.append((start, low))
            if high < stop:
                parts.append((high, stop))
        left = parts
    return left


def joined(runs: Sequence[tuple[int, int]], most: int = MOST_RANGES) -> list[tuple[int, int]]:
    """Ordered runs, neighbours and those with a cheap gap between them made one, `most` at most."""
    cheap = max(_GAP, sum(stop - start for start, stop in runs) // _GAP_SHARE)
    found: list[tuple[int, int]] = []
    for start, stop in runs:
        if found and start - found[-1][1] <= cheap:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    while len(found) > most:
        gaps = [found[n + 1][0] - found[n][1] for n in range(len(found) - 1)]
        at = gaps.index(min(gaps))
        found[at : at + 2] = [(found[at][0], found[at + 1][1])]
    return found
