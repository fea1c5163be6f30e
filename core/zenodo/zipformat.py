# SPDX-License-Identifier: GPL-2.0-or-later
"""The directory of a zip archive, read from bytes that nobody vouches for. Nothing here does I/O.

Offsets, sizes and names are believed only after they were checked against the archive's size and each other:
the archive comes from the net, and `zipfile` wants the whole of it.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..translation import tr
from .errors import ArchiveError

STORED, DEFLATED = 0, 8

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\5\6"
_LOCATOR64 = struct.Struct("<4sLQL")
_LOCATOR64_MARK = b"PK\6\7"
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_MARK = b"PK\6\6"
_ENTRY = struct.Struct("<4s6H3L5H2L")
_ENTRY_MARK = b"PK\1\2"
LOCAL = struct.Struct("<4s5H3L2H")
LOCAL_MARK = b"PK\3\4"

LONGEST_END = _END.size + 0xFFFF  # the end record with the longest comment
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED, _UTF8 = 0x1 | 0x40 | 0x2000, 0x800
_AFTERWARDS = 0x8  # checksum and sizes follow the data
_SYMLINK = 0o120000


@dataclass(frozen=True)
class Limits:
    """What an archive may cost before it counts as made to do harm.

    Attributes:
        members: entries in its directory.
        directory: bytes of the directory.
        member: bytes of one unpacked member.
        ratio: how many times larger than packed a member may be, beyond `ratio_from` bytes. Deflate
            itself ends at 1,032; CSV files of one repeated row come to some 200.
    """

    members: int = 100_000
    directory: int = 16 << 20
    member: int = 4 << 30
    ratio: int = 400
    ratio_from: int = 64 << 20


@dataclass(frozen=True)
class Member:
    """One entry of an archive.

    Attributes:
        end: the offset where the next entry (or the directory) begins.
        name_size: bytes of its name, as it is written in the archive.
    """

    name: str
    size: int
    packed: int
    crc: int
    method: int
    offset: int
    end: int
    encrypted: bool = False
    symlink: bool = False
    name_size: int = 0

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


@dataclass(frozen=True)
class Directory:
    """Where the central directory lies, and how many entries it has."""

    offset: int
    size: int
    count: int


def damaged(details: str) -> ArchiveError:
    """The sentence for an archive that does not hold together."""
    return ArchiveError(
        tr("The archive is damaged."),
        details=details,
        advice=tr("Tell the owner of the record; the other sessions are not touched by this."),
    )


def hostile(message: str, details: str = "") -> ArchiveError:
    """The sentence for an archive that nobody makes by accident."""
    return ArchiveError(
        message, details=details, advice=tr("It was not opened; tell the owner of the record.")
    )


def find_directory(tail: bytes, size: int, limits: Limits) -> Directory | int:
    """Find the central directory from the last bytes of an archive of `size` bytes.

    Returns the directory's place, or the offset from which the archive must be read to tell (the tail was too
    short for the comment, or the record of a large archive lies before it).
    """
    base = size - len(tail)
    at = _find_end(tail)
    if at is None:
        if base == 0 or len(tail) >= LONGEST_END:
            raise damaged("no end record")
        return max(0, size - LONGEST_END)
    _, disk, first_disk, here, count, length, offset, _ = _END.unpack_from(tail, at)
    end = base + at
    if _FULL16 in (disk, first_disk, here, count) or _FULL32 in (length, offset):
        found = _directory64(tail, base, end)
        if isinstance(found, int):
            return found
        if found is not None:
            (disk, first_disk, here, count, length, offset), end = found
    if disk or first_disk or here != count:
        raise damaged("spread over several disks")
    if offset + length != end:
        raise damaged(f"directory of {length} bytes at {offset}, end record at {end}")
    if length > limits.directory or count > limits.members:
        raise hostile(tr("The archive lists {} files, more than is believable.").format(count))
    if count * _ENTRY.size > length:
        raise damaged(f"{count} entries in {length} bytes")
    return Directory(offset, length, count)


def _find_end(tail: bytes) -> int | None:
    """The end record whose comment reaches exactly to the end of the file."""
    at = len(tail) - _END.size
    while at >= 0:
        at = tail.rfind(_END_MARK, 0, at + len(_END_MARK))
        if at < 0:
            return None
        if at + _END.size <= len(tail) and at + _END.size + _END.unpack_from(tail, at)[7] == len(tail):
            return at
        at -= 1
    return None


def _directory64(
    tail: bytes, base: int, end: int
) -> tuple[tuple[int, int, int, int, int, int], int] | int | None:
    """The fields of the large end record and its offset; an offset to read from; None when there is none."""
    locator_at = end - base - _LOCATOR64.size
    if locator_at < 0:
        return max(0, end - _LOCATOR64.size - _END64.size) if base else None
    mark, disk, offset, disks = _LOCATOR64.unpack_from(tail, locator_at)
    if mark != _LOCATOR64_MARK:
        return None  # the values are what they seem
    if disk or disks > 1:
        raise damaged("spread over several disks")
    if offset + _END64.size > base + locator_at:
        raise damaged(f"large end record at {offset}")
    if offset < base:
        return int(offset)
    mark, length, _, _, disk, first_disk, here, count, size, start = _END64.unpack_from(tail, offset - base)
    if mark != _END64_MARK or offset + 12 + length != base + locator_at:
        raise damaged("no large end record where it is said to be")
    return (disk, first_disk, here, count, size, start), offset


def read_directory(data: bytes, place: Directory) -> tuple[Member, ...]:
    """The members of an archive from its central directory, in the order of their bytes.

    Raises:
        ArchiveError: entries that overlap, lie outside the archive, go out of the folder, or come twice.
    """
    entries: list[tuple[int, Member, int]] = []
    names: set[str] = set()
    at = 0
    for _ in range(place.count):
        if at + _ENTRY.size > len(data):
            raise damaged("directory cut short")
        (mark, made_by, _needed, flags, method, _time, _date, crc, packed, size, name_size, extra_size,
         comment_size, disk, _internal, external, offset) = _ENTRY.unpack_from(data, at)  # fmt: skip
        body = at + _ENTRY.size
        at = body + name_size + extra_size + comment_size
        if mark != _ENTRY_MARK or at > len(data):
            raise damaged("not a directory entry")
        raw = data[body : body + name_size]
        extra = data[body + name_size : body + name_size + extra_size]
        size, packed, offset, disk = _large(extra, size, packed, offset, disk)
        if disk:
            raise damaged("spread over several disks")
        name = _name(raw, flags)
        _check_name(name)
        if name in names:
            raise hostile(tr("The archive holds “{}” twice.").format(_shown(name)))
        names.add(name)
        symlink = made_by >> 8 in {3, 19} and (external >> 16) & 0o170000 == _SYMLINK
        shortest = offset + LOCAL.size + name_size + packed
        if shortest > place.offset:
            raise damaged(f"“{_shown(name)}” at {offset} does not end before the directory")
        entry = Member(
            name, size, packed, crc, method, offset, 0, bool(flags & _ENCRYPTED), symlink, name_size
        )
        entries.append((offset, entry, shortest))
    if at != len(data):
        raise damaged("directory longer than its entries")
    return _in_order(entries, place.offset)


def _in_order(entries: Sequence[tuple[int, Member, int]], directory: int) -> tuple[Member, ...]:
    ordered = sorted(entries, key=lambda entry: entry[0])
    members = []
    for number, (_offset, member, shortest) in enumerate(ordered):
        end = ordered[number + 1][0] if number + 1 < len(ordered) else directory
        if shortest > end:  # one run of bytes unpacked many times is what the worst bombs are made of
            raise hostile(tr("Files overlap in the archive."), f"“{_shown(member.name)}”")
        members.append(replace(member, end=end))
    return tuple(members)


def _large(extra: bytes, size: int, packed: int, offset: int, disk: int) -> tuple[int, int, int, int]:
    """The values of the extra field for large archives, where the entry's own are too small for them."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        body = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if kind != 1:
            continue
        values = []
        place = 0
        for value, full, width in (
            (size, _FULL32, 8), (packed, _FULL32, 8), (offset, _FULL32, 8), (disk, _FULL16, 4)
        ):  # fmt: skip
            if value != full:
                values.append(value)
                continue
            if place + width > len(body):
                raise damaged("large entry without its values")
            values.append(int.from_bytes(body[place : place + width], "little"))
            place += width
        return values[0], values[1], values[2], values[3]
    return size, packed, offset, disk


def _name(raw: bytes, flags: int) -> str:
    if flags & _UTF8:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            raise damaged(f"a name that is not UTF-8: {raw[:80]!r}") from None
    # many tools write UTF-8 without saying so; true cp437 hardly ever happens to be valid UTF-8
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _check_name(name: str) -> None:
    """Refuse names that lead out of a folder; we write none of them, but nobody writes them by accident."""
    parts = name.replace("\\", "/").split("/")
    drive = len(name) > 1 and name[1] == ":" and name[0].isalpha()
    if not name or "\0" in name or name[0] in "/\\" or drive or ".." in parts:
        raise hostile(tr("The archive holds a file with a dangerous name: “{}”.").format(_shown(name)))


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in name[:100])


def header_end(member: Member) -> int:
    """The offset up to which `data_start` wants to see an entry."""
    return min(member.end, member.offset + LOCAL.size + member.name_size)


def data_start(header: bytes, member: Member) -> int:
    """How many bytes after `member.offset` its packed bytes begin, from its local header.

    The header says once more what the directory says: a directory whose bytes were spoilt is found out by it.

    Raises:
        ArchiveError: the header is not one, or contradicts the directory.
    """
    if len(header) < LOCAL.size + member.name_size:
        raise damaged(f"“{_shown(member.name)}” without its header")
    mark, _needed, flags, method, _time, _date, crc, packed, size, name_size, extra_size = LOCAL.unpack_from(
        header
    )
    start = int(LOCAL.size + name_size + extra_size)
    told = [(method, member.method), (bool(flags & _ENCRYPTED), member.encrypted)]
    told += [(name_size, member.name_size)]
    if not flags & _AFTERWARDS:
        told += [(crc, member.crc)]
        told += [(s, m) for s, m in ((packed, member.packed), (size, member.size)) if s != _FULL32]
    if mark != LOCAL_MARK or any(here != there for here, there in told):
        raise damaged(f"the header of “{_shown(member.name)}” contradicts the directory")
    if _name(header[LOCAL.size : LOCAL.size + name_size], flags) != member.name:
        raise damaged(f"the header of “{_shown(member.name)}” has another name")
    if member.offset + start + member.packed > member.end:
        raise damaged(f"“{_shown(member.name)}” does not end before the next file")
    return start


def check_wanted(member: Member, limits: Limits) -> None:
    """Refuse to unpack what cannot or should not be unpacked.

    Raises:
        ArchiveError: encrypted, a symbolic link, an unknown method, or too large to be believed.
    """
    shown = _shown(member.name)
    if member.encrypted:
        raise ArchiveError(
            tr("“{}” in the archive is encrypted.").format(shown),
            advice=tr("Ask the owner of the record for an archive without a password."),
        )
    if member.symlink:
        raise hostile(tr("“{}” in the archive is a symbolic link.").format(shown))
    if member.method not in {STORED, DEFLATED}:
        raise ArchiveError(
            tr("“{shown}” in the archive is packed in an unknown way ({method}).").format(
                shown=shown, method=member.method
            ),
            advice=tr("Ask the owner of the record for an ordinary zip archive."),
        )
    if member.method == STORED and member.size != member.packed:
        raise damaged(f"“{shown}”: stored {member.packed}, announced {member.size}")
    too_large = member.size > limits.member
    too_dense = member.size > limits.ratio_from and member.size > member.packed * limits.ratio
    impossible = member.size > member.packed * 1040 + 64  # more than deflate can ever say
    if too_large or too_dense or impossible:
        raise hostile(
            tr("“{shown}” in the archive claims {size} MB from {packed} kB, which is not believable.").format(
                shown=shown, size=member.size // 1_000_000, packed=member.packed // 1000
            )
        )
