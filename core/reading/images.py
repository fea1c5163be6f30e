# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the image of a frame lies: in a session folder here, else in an archive of its deposit.

The atlas keeps `relative_file_path`, `<session>/<folder>/<rest>`, where the folder is one of `ARCHIVES`. On
Zenodo that folder is one zip, or several (`DCIM.zip`, `DCIM_p02.zip`), whose members are named by the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..atlas.gateway import Atlas
from ..atlas.sql import fill
from ..errors import InputError
from ..translation import tr
from ..zenodo.records import Access, Record, RecordFile, content_path

ARCHIVES: Mapping[str, str] = {"PROCESSED_DATA/FRAMES": "PROCESSED_DATA_FRAMES", "DCIM": "DCIM"}
"""The folders of a session that hold images, and the beginnings of their archives' names."""

_DRIVE = re.compile(r"[A-Za-z]:")
_PART = re.compile(r"(?:_p\d+)?\.zip", re.IGNORECASE)


@dataclass(frozen=True)
class FrameImage:
    """The image of a frame, as the atlas and lists of frames name it."""

    version_doi: str
    relative_file_path: str

    @property
    def name(self) -> str:
        return self.relative_file_path.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True)
class ImagePlace:
    """The place of an image within its session; `session` is empty where the path does not tell it."""

    session: str
    folder: str
    member: str

    @property
    def path(self) -> PurePosixPath:
        """Relative to a folder of sessions; nothing in it leads out of there."""
        return PurePosixPath(self.session, self.folder, self.member)


@dataclass(frozen=True)
class Holding:
    """What one version of a deposit holds."""

    record_id: int
    files: tuple[RecordFile, ...]
    out_of_reach: bool = False

    @classmethod
    def of(cls, record: Record) -> Holding:
        return cls(record.id, record.files, record.out_of_reach)


def place_of(image: FrameImage) -> ImagePlace:
    """Take the path of an image apart.

    Raises:
        InputError: it is empty, leads out of its folder, or names none of the folders that hold images.
    """
    path = image.relative_file_path.strip().replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not parts:
        raise InputError(
            tr("The atlas does not tell where the image of this frame lies."),
            advice=tr("Its session was published without paths."),
        )
    if ".." in parts or any(_DRIVE.match(part) or "\0" in part for part in parts):
        raise InputError(tr("“{}” is a path that leads out of its session.").format(path[:200]))
    for folder in ARCHIVES:
        steps = folder.split("/")
        for at in range(len(parts) - len(steps)):
            if parts[at : at + len(steps)] == steps:
                session = parts[at - 1] if at else ""
                return ImagePlace(session, folder, "/".join(parts[at + len(steps) :]))
    raise InputError(
        tr("“{path}” lies in none of the folders {folders}.").format(
            path=path[:200], folders=", ".join(ARCHIVES)
        ),
        advice=tr("Only these are published with images."),
    )


def local_image(place: ImagePlace, folders: Iterable[Path]) -> Path | None:
    """The image's file in one of the folders that hold sessions (or are one); None when it is in none."""
    for folder in folders:
        own = folder.name == place.session
        for path in (folder / place.path, *([folder / place.folder / place.member] if own else [])):
            if path.is_file():
                return path
    return None


def archives_of(place: ImagePlace, version_doi: str, holdings: Sequence[Holding]) -> tuple[RecordFile, ...]:
    """The archives that may hold an image, those of the frame's own version first, then the newest ones.

    Args:
        holdings: of all versions of the deposit, newest first.
    """
    start = ARCHIVES[place.folder]
    own = [holding for holding in holdings if str(holding.record_id) == version_doi]
    others = [holding for holding in holdings if str(holding.record_id) != version_doi]
    found: list[RecordFile] = []
    for holding in [*own, *others]:
        found += [
            file for file in holding.files
            if file.key.startswith(start) and _PART.fullmatch(file.key, len(start))
        ]  # fmt: skip
    return tuple(found)


def member_of(place: ImagePlace, names: Iterable[str]) -> str | None:
    """The name that an image has within its archive.

    As a rule the rest of its path. Archives that were packed with some of the folders above, or without some
    below, are understood as long as only one member can be meant.
    """
    known = list(names)
    if place.member in known:
        return place.member
    base = place.member.rpartition("/")[2]
    alike = [name for name in known if name.rpartition("/")[2] == base]
    return alike[0] if len(alike) == 1 else None


def remembered_holdings(atlas: Atlas, version_doi: str) -> tuple[Holding, ...]:
    """What the atlas saw of all versions of a version's deposit at its last sync, newest first."""
    if not version_doi.isdigit() or not atlas.has_table("zenodo_file"):
        return ()
    rows = atlas.rows(
        fill(
            "SELECT r.record_id, r.access, f.key, f.size, f.checksum FROM zenodo_record r"
            " LEFT JOIN zenodo_file f ON f.record_id = r.record_id WHERE r.concept_id ="
            " (SELECT concept_id FROM zenodo_record WHERE record_id = {record})"
            " ORDER BY r.version_index DESC, r.record_id DESC, f.id",
            record=int(version_doi),
        )
    )
    files: dict[int, list[RecordFile]] = {}
    closed: set[int] = set()
    for record_id, access, key, size, checksum in rows:
        known = files.setdefault(record_id, [])
        if key is not None:
            known.append(RecordFile(record_id, key, size, checksum, content_path(record_id, key)))
        if access != Access.OPEN.value:
            closed.add(record_id)
    return tuple(
        Holding(record_id, tuple(known), record_id in closed and not known)
        for record_id, known in files.items()
    )
