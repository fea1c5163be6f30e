# SPDX-License-Identifier: GPL-2.0-or-later
"""Archives that are the same bytes for the same input: fixed dates, fixed order, nothing of this machine."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..files import unwritable
from ..translation import tr
from .content import Piece, Upload

_MADE_ON = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 20
_PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True)
class Packed:
    """A file that is ready to go up."""

    path: Path
    size: int
    md5: str


def fingerprint(upload: Upload) -> str:
    """Tells whether a file, or what an archive is made of, is still what it was: names, sizes, times."""
    digest = hashlib.sha256(upload.packed.encode() + upload.text)
    for piece in upload.pieces:
        status = piece.path.stat()
        digest.update(f"\0{piece.name}\0{status.st_size}\0{status.st_mtime_ns}".encode())
    return digest.hexdigest()


def pack(upload: Upload, target: Path, check: Callable[[], None]) -> Packed:
    """Write an archive to `target` with its checksum; a file as it is stays where it is.

    `check` is called for every block that is read; what it raises ends the work.

    Raises:
        InputError: a file of the session cannot be read, or changed while it was packed.
    """
    if upload.packed == "text":
        target.write_bytes(upload.text)
        return Packed(target, len(upload.text), hashlib.md5(upload.text, usedforsecurity=False).hexdigest())
    if upload.packed == "file":
        path = upload.pieces[0].path
        return Packed(path, path.stat().st_size, md5_of(path, check))
    method = zipfile.ZIP_STORED if upload.packed == "stored" else zipfile.ZIP_DEFLATED
    try:
        with zipfile.ZipFile(target, "w", method, compresslevel=6) as archive:
            for piece in upload.pieces:
                info = zipfile.ZipInfo(piece.name, _MADE_ON)
                info.compress_type = method
                info.external_attr = _PLAIN_FILE
                info.create_system = 3  # the same on every system
                info.file_size = piece.size
                with archive.open(info, "w") as member:
                    for block in _blocks(piece, check):
                        member.write(block)
    except OSError as error:
        raise unwritable(target, error) from error
    return Packed(target, target.stat().st_size, md5_of(target, check))


def _blocks(piece: Piece, check: Callable[[], None]) -> Iterator[bytes]:
    """A file's bytes; InputError when it cannot be read, or is not as long as it was."""
    copied = 0
    for block in _read(piece.path):
        check()
        copied += len(block)
        yield block
    if copied != piece.size:
        raise InputError(
            tr("“{}” changed while it was packed.").format(piece.path),
            advice=tr("Wait until nothing writes into the session's folder, then start again."),
        )


def _read(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block
    except OSError as error:
        raise InputError(tr("“{}” cannot be read.").format(path), details=str(error)) from error


def md5_of(path: Path, check: Callable[[], None]) -> str:
    """The MD5 of a file, Zenodo's checksum."""
    digest = hashlib.md5(usedforsecurity=False)
    for block in _read(path):
        check()
        digest.update(block)
    return digest.hexdigest()
