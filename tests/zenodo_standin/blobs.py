# SPDX-License-Identifier: GPL-2.0-or-later
"""The bytes behind the stand-in's files, made when first asked for."""

from __future__ import annotations

import csv
import hashlib
import io
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Union

Content = Union[bytes, Path]
MemberSource = Union[bytes, Path, Callable[[], bytes]]

_CHUNK = 1 << 16
_MADE_ON = (2024, 6, 1, 12, 0, 0)  # archives must be the same bytes at every run


class Blob:
    """Immutable bytes (in memory or in a file) with their size and MD5, made lazily."""

    def __init__(self, make: Callable[[], Content]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._content: Content | None = None
        self._size = 0
        self._md5 = ""

    @classmethod
    def of(cls, content: Content) -> Blob:
        return cls(lambda: content)

    def _load(self) -> Content:
        with self._lock:
            if self._content is None:
                content = self._make()
                digest = hashlib.md5(usedforsecurity=False)
                if isinstance(content, bytes):
                    digest.update(content)
                    self._size = len(content)
                else:
                    self._size = 0
                    with content.open("rb") as stream:
                        while chunk := stream.read(_CHUNK * 16):
                            digest.update(chunk)
                            self._size += len(chunk)
                self._md5 = digest.hexdigest()
                self._content = content
            return self._content

    @property
    def size(self) -> int:
        self._load()
        return self._size

    @property
    def md5(self) -> str:
        self._load()
        return self._md5

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        content = self._load()
        if isinstance(content, bytes):
            for at in range(start, stop, _CHUNK):
                yield content[at : min(at + _CHUNK, stop)]
            return
        with content.open("rb") as stream:
            stream.seek(start)
            while start < stop:
                chunk = stream.read(min(_CHUNK, stop - start))
                if not chunk:
                    return
                start += len(chunk)
                yield chunk

    def open(self) -> io.BufferedIOBase:
        content = self._load()
        return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")


def _bytes_of(source: MemberSource) -> bytes:
    if isinstance(source, bytes):
        return source
    return source.read_bytes() if isinstance(source, Path) else source()


def make_zip(members: Mapping[str, MemberSource], *, stored: bool = False) -> bytes:
    """A zip of `members` in the order given, the same bytes for the same input."""
    buffer = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, source in members.items():
            info = zipfile.ZipInfo(name, _MADE_ON)
            info.compress_type = method
            info.external_attr = 0o100644 << 16
            archive.writestr(info, _bytes_of(source))
    return buffer.getvalue()


def zip_blob(members: Mapping[str, MemberSource], *, stored: bool = False) -> Blob:
    return Blob(lambda: make_zip(members, stored=stored))


_FOLDERS = {  # first letters of a member's path -> archive on Zenodo
    "METADATA": "METADATA.zip",
    "PROCESSED_DATA/IA": "PROCESSED_DATA_IA.zip",
    "PROCESSED_DATA/FRAMES": "PROCESSED_DATA_FRAMES.zip",
    "PROCESSED_DATA/BATHY": "PROCESSED_DATA_BATHY.zip",
    "PROCESSED_DATA/PHOTOGRAMMETRY": "PROCESSED_DATA_PHOTOGRAMMETRY.zip",
    "PROCESSED_DATA/CPCE_ANNOTATION": "PROCESSED_DATA_CPCE_ANNOTATION.zip",
    "DCIM": "DCIM.zip",
    "GPS": "GPS.zip",
    "SENSORS": "SENSORS.zip",
}
_RAW = ("DCIM.zip", "GPS.zip", "SENSORS.zip")
_STORED = ("DCIM.zip", "PROCESSED_DATA_FRAMES.zip")  # pictures do not get smaller


def session_members(source: Path | Mapping[str, MemberSource]) -> dict[str, MemberSource]:
    """The members of a session folder (or of a mapping that plays one) by their path in it."""
    if isinstance(source, Path):
        files = sorted(path for path in source.rglob("*") if path.is_file())
        return {path.relative_to(source).as_posix(): path for path in files}
    return dict(source)


def session_archives(
    name: str, members: Mapping[str, MemberSource], *, all_frames: bool = False
) -> tuple[dict[str, Blob], dict[str, Blob]]:
    """What Zenodo holds of a session: the files of its RAW_DATA and of its PROCESSED_DATA version.

    Photos, videos and logs that the folder does not hold get small placeholders.
    """
    groups: dict[str, dict[str, MemberSource]] = {}
    loose: dict[str, Blob] = {}
    for path, content in members.items():
        for folder, archive in _FOLDERS.items():
            if path.startswith(folder + "/"):
                groups.setdefault(archive, {})[path[len(folder) + 1 :]] = content
                break
        else:
            if "/" not in path:
                loose[path] = Blob(lambda content=content: _bytes_of(content))
    groups.setdefault("DCIM.zip", {"GX010001.MP4": f"raw video of {name}".encode()})
    groups.setdefault("GPS.zip", {"DEVICE/reach_raw.txt": f"positions of {name}".encode()})
    groups.setdefault("SENSORS.zip", {"log.txt": f"log of {name}".encode()})
    packed = {archive: zip_blob(content, stored=archive in _STORED) for archive, content in groups.items()}
    processed = {archive: blob for archive, blob in packed.items() if archive not in _RAW}
    if "PROCESSED_DATA_FRAMES.zip" not in processed and any(p.startswith("PROCESSED_DATA/") for p in members):
        metadata = groups.get("METADATA.zip", {}).get("metadata.csv", b"")
        processed["PROCESSED_DATA_FRAMES.zip"] = Blob(
            lambda: make_zip(_frames(metadata, all_frames), stored=True)
        )
    raw = {archive: packed[archive] for archive in _RAW}
    return raw, {**processed, **loose}


def _frames(metadata: MemberSource, all_frames: bool) -> dict[str, MemberSource]:
    text = _bytes_of(metadata).decode("utf-8", "replace").replace("\r", "\n")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    frames: dict[str, MemberSource] = {}
    for row in rows:
        path = row.get("relative_file_path") or ""
        if "PROCESSED_DATA/FRAMES/" not in path:
            continue
        file_name = path.split("PROCESSED_DATA/FRAMES/", 1)[1]
        frames[file_name] = b"\xff\xd8\xff\xe0" + file_name.encode() * 8 + b"\xff\xd9"
        if not all_frames and len(frames) == 3:
            break
    return frames
