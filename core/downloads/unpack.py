# SPDX-License-Identifier: GPL-2.0-or-later
"""A downloaded zip archive, unpacked into a session's folder; it comes from the net and is not trusted."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Container
from pathlib import Path

from ..translation import tr
from ..zenodo.download import free_space
from ..zenodo.zipformat import (
    LONGEST_END,
    Directory,
    Limits,
    Member,
    check_wanted,
    damaged,
    find_directory,
    hostile,
    read_directory,
)

_STEP = 1 << 20
LIMITS = Limits(members=500_000, directory=128 << 20, member=64 << 30)
"""Videos are large, and so is a day's number of pictures."""

Unpacked = list[tuple[str, int]]
"""Paths within the session's folder, with `/`, and sizes."""


def unpack(
    archive: Path,
    session: Path,
    folder: str,
    *,
    skip: Container[str] = (),
    tick: Callable[[int], None] = lambda _bytes: None,
) -> Unpacked:
    """Unpack an archive into `<session>/<folder>`; everything is looked at before anything is written.

    Args:
        folder: of the session, such as `PROCESSED_DATA/FRAMES`; members are relative to it, or begin with it.
        skip: paths within the session that are not written: a newer archive has them.
        tick: called with the bytes written after every piece; may raise to stop.

    Returns what the archive stands for now, without what was skipped.

    Raises:
        ArchiveError: damaged, or made to do harm; what was unpacked before stays.
        SeatizenError: there is too little room.
    """
    members = [member for member in read_members(archive) if not member.is_folder]
    for member in members:
        check_wanted(member, LIMITS)
    paths = _paths(members, folder)
    wanted = [(member, path) for member, path in zip(members, paths) if path not in skip]
    session.mkdir(parents=True, exist_ok=True)
    free_space(session, sum(member.size for member, _path in wanted))
    try:
        with zipfile.ZipFile(archive) as opened:
            infos = {info.header_offset: info for info in opened.infolist()}
            for member, path in wanted:
                if member.offset not in infos:
                    raise damaged(f"“{member.name}” at {member.offset}")
                _write(opened, infos[member.offset], session / path, member, tick)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as problem:
        raise damaged(str(problem)) from problem
    return [(path, member.size) for member, path in wanted]


def read_members(archive: Path) -> tuple[Member, ...]:
    """The directory of a local archive, judged as one that lies elsewhere."""
    size = archive.stat().st_size
    with archive.open("rb") as stream:
        start = max(0, size - LONGEST_END)
        for _ in range(3):
            stream.seek(start)
            found = find_directory(stream.read(), size, LIMITS)
            if isinstance(found, Directory):
                stream.seek(found.offset)
                return read_directory(stream.read(found.size), found)
            if found >= start:
                break
            start = found
    raise damaged("no directory")


def _paths(members: list[Member], folder: str) -> list[str]:
    """Where members go, within the session; whichever of the folders above them they were packed with."""
    names = [member.name.replace("\\", "/") for member in members]
    parts = folder.split("/")
    for count in range(len(parts), 0, -1):
        packed_with = "/".join(parts[-count:]) + "/"
        if names and all(name.startswith(packed_with) for name in names):
            names = [name[len(packed_with) :] for name in names]
            break
    paths = [
        "/".join(part for part in f"{folder}/{name}".split("/") if part not in ("", ".")) for name in names
    ]
    if len({path.casefold() for path in paths}) != len(paths):
        raise hostile(tr("Files of the archive would overwrite each other."))
    return paths


def _write(
    opened: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, member: Member, tick: Callable[[int], None]
) -> None:
    """Write one member beside its place, then move it there, so that what has its name is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name[:80]}.part")
    try:
        size = 0
        with opened.open(info) as source, part.open("wb") as sink:
            while piece := source.read(_STEP):  # ends with an error when the checksum is wrong
                size += len(piece)
                if size > member.size:
                    raise hostile(
                        tr("“{}” in the archive is larger than it claims.").format(member.name[:100])
                    )
                sink.write(piece)
                tick(len(piece))
        if size != member.size:
            raise damaged(f"“{member.name}”: {size} bytes of {member.size}")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
