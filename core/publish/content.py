# SPDX-License-Identifier: GPL-2.0-or-later
"""What a session's versions on Zenodo consist of, by platform and by letters.

Zenodo takes 100 files and 50 GB a version, and a broken upload starts its file again: so archives are cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..csvfile import open_csv, read_chunks
from ..errors import InputError
from ..session_folders import FOLDERS, archive_of
from ..session_name import SessionName
from ..sessions.predictions import read_useful
from ..sessions.source import METADATA_CSV, FolderSource
from ..translation import tr

PART_SIZE = 2_000_000_000
VERSION_SIZE = 50_000_000_000
VERSION_FILES = 100
RAW, PROCESSED = "RAW_DATA", "PROCESSED_DATA"
OVERVIEW = "00_sample_rawdata_overview.png"
REPORT = "000_photogrammetry_report.pdf"
_PICTURES = ("DCIM", "PROCESSED_DATA/FRAMES")
_DEVICE_FILES = {".zip", ".gpx"}
_BASE_FILES = {".o", ".zip"}
_LEFT_OUT = re.compile(r"\..*|Thumbs\.db|desktop\.ini|.*\.tif\.aux\.xml", re.IGNORECASE)
_ARCHIVE_OVERHEAD = 1 << 16


@dataclass(frozen=True)
class Piece:
    """A file of the session: where it lies, its name inside its archive, its size in bytes."""

    path: Path
    name: str
    size: int


@dataclass(frozen=True)
class Upload:
    """One file of a version: a file as it is, or an archive of pieces.

    Attributes:
        key: its name on Zenodo.
        pieces: what it is made of; a file as it is has one piece.
        packed: `file`, an archive whose members are `stored` or `deflated`, or `text` made here.
    """

    key: str
    pieces: tuple[Piece, ...]
    packed: str
    text: bytes = b""

    @property
    def size(self) -> int:
        """Bytes of its pieces; an archive is about as large, at most."""
        return len(self.text) + sum(piece.size for piece in self.pieces)


@dataclass(frozen=True)
class VersionContent:
    """What a version is to hold of the session folder.

    Attributes:
        label: `RAW_DATA`, `RAW_DATA_2`, `PROCESSED_DATA`, or what the metadata file says.
        restricted: whether its files are for chosen readers only.
        carries: whether files of the version before are taken over.
        notes: what is missing or left out.
    """

    label: str
    uploads: tuple[Upload, ...]
    restricted: bool
    carries: bool
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return sum(upload.size for upload in self.uploads)


@dataclass(frozen=True)
class Wanted:
    """What of a session is to go up.

    Attributes:
        raw: the raw version(s).
        processed: letters of the processed version; empty for none.
        custom: letters of a version whose name and description the metadata file gives; empty for none.
        all_frames: useless frames as well.
        keep_previous: files of the version before are taken over.
        new_processed: a further processed version, where there is one.
    """

    raw: bool = False
    processed: str = ""
    custom: str = ""
    all_frames: bool = False
    keep_previous: bool = True
    new_processed: bool = False

    def checked(self) -> Wanted:
        """Itself.

        Raises:
            InputError: nothing is wanted, or a letter is none.
        """
        if not (self.raw or self.processed or self.custom):
            raise InputError(
                tr("Nothing was chosen to upload."),
                advice=tr("Choose raw data, letters of processed data, or letters of a custom version."),
            )
        for name, letters, allowed in (
            ("PROCESSED", self.processed, "dfmgbipc"),
            ("CUSTOM", self.custom, "dfmgbipcs"),
        ):
            for letter in letters:
                if letter not in allowed:
                    raise InputError(
                        tr("“{letter}” is no letter of {name}.").format(letter=letter, name=name),
                        advice=tr("The letters are: {}.").format(
                            ", ".join(f"{one} = {FOLDERS[one]}" for one in allowed)
                        ),
                    )
        return self


def raw_is_restricted(name: SessionName) -> bool:
    """Raw pictures of boards and boats show people; those of drones, underwater vehicles and UVC are open."""
    return name.platform not in {"UAV", "AUV", "UVC"}


def is_restricted_file(name: SessionName, key: str) -> bool:
    """Whether a file of a raw version is not carried over into an open one: DCIM, but for UAV and UVC."""
    return name.platform not in {"UAV", "UVC"} and archive_of(key) == "DCIM"


def contents(
    source: FolderSource, wanted: Wanted, custom_label: str = "", custom_restricted: bool = False
) -> list[VersionContent]:
    """The versions that are wanted of a session, in the order in which they are published.

    Raises:
        InputError: nothing is there for one of them, or it does not fit into a version.
    """
    found: list[VersionContent] = []
    if wanted.raw:
        found += _raw(source)
    if wanted.processed:
        found.append(_processed(source, wanted, wanted.processed, PROCESSED))
    if wanted.custom:
        if not custom_label:
            raise InputError(
                tr("A custom version needs a name."), advice=tr("Set “version” in the metadata file.")
            )
        custom = _processed(source, wanted, wanted.custom, custom_label)
        found.append(replace(custom, restricted=custom_restricted))
    return found


def _raw(source: FolderSource) -> list[VersionContent]:
    platform, root, notes = source.name.platform, source.folder, list[str]()
    uploads: list[Upload] = []

    def add(folder: str, pieces: Sequence[Piece]) -> None:
        if not pieces:
            notes.append(tr("The session has no {}.").format(folder))
        uploads.extend(cut(folder, pieces))

    if platform == "UAV":
        for folder in ("DCIM", "METADATA", "GPS"):
            add(folder, _pieces(root / folder))
        overview = root / OVERVIEW
        if overview.is_file():
            uploads += _loose([overview], notes)
    elif platform in {"AUV", "UVC"}:
        add("DCIM", _pieces(root / "DCIM"))
    else:
        add("GPS", _gps(root / "GPS"))
        add("DCIM", _pieces(root / "DCIM"))
        add("SENSORS", _pieces(root / "SENSORS"))
    if not uploads:
        raise InputError(tr("“{}” holds no raw data.").format(source.folder))
    portions = _portions(uploads)
    return [
        VersionContent(
            RAW if number == 1 else f"{RAW}_{number}",
            tuple(portion),
            raw_is_restricted(source.name),
            carries=False,
            notes=tuple(notes) if number == 1 else (),
        )
        for number, portion in enumerate(portions, 1)
    ]


def _portions(uploads: Iterable[Upload]) -> list[list[Upload]]:
    """Uploads in versions that hold at most 50 GB and 100 files each, in order."""
    portions: list[list[Upload]] = []
    room = 0
    for upload in uploads:
        needed = upload.size + _ARCHIVE_OVERHEAD
        if needed > VERSION_SIZE:
            raise _too_large(upload.key)
        if not portions or needed > room or len(portions[-1]) == VERSION_FILES:
            portions.append([])
            room = VERSION_SIZE
        portions[-1].append(upload)
        room -= needed
    return portions


def _too_large(key: str) -> InputError:
    return InputError(
        tr("“{}” is larger than the 50 GB that Zenodo takes.").format(key),
        advice=tr("Cut the file into smaller ones."),
    )


def _processed(source: FolderSource, wanted: Wanted, letters: str, label: str) -> VersionContent:
    root, notes, uploads = source.folder, list[str](), list[Upload]()
    for letter in dict.fromkeys(letters):
        folder = FOLDERS[letter]
        if letter == "f":
            folder, pieces = _frames(source, wanted.all_frames)
            if folder == "DCIM" and "d" in letters:
                continue  # the pictures go up with DCIM
        else:
            pieces = _pieces(root / folder)
        if not pieces:
            notes.append(tr("The session has no {}.").format(folder))
        uploads += cut(folder, pieces)
        if letter == "p" and pieces:
            report = root / folder / "odm_report" / "report.pdf"
            if report.is_file():
                piece = Piece(report, REPORT, report.stat().st_size)
                uploads.append(Upload(REPORT, (piece,), "file"))
    uploads += _loose([path for path in sorted(root.iterdir()) if path.is_file()], notes)
    if not uploads:
        raise InputError(
            tr("“{folder}” holds nothing of “{letters}”.").format(folder=source.folder, letters=letters)
        )
    if len(uploads) > VERSION_FILES:
        raise InputError(
            tr("“{folder}” would need {count} files; Zenodo takes 100 a version.").format(
                folder=source.folder, count=len(uploads)
            ),
            advice=tr("Publish fewer folders at a time, or move files out of the session's root."),
        )
    return VersionContent(label, tuple(uploads), False, carries=wanted.keep_previous, notes=tuple(notes))


def cut(folder: str, pieces: Sequence[Piece]) -> list[Upload]:
    """A folder's pieces as archives of about 2 GB: `DCIM.zip`, `DCIM_p02.zip`…; pictures are stored."""
    packed = "stored" if folder in _PICTURES else "deflated"
    name = folder.replace("/", "_")
    parts: list[list[Piece]] = []
    room = 0
    for piece in pieces:
        if not parts or piece.size > room:
            parts.append([])
            room = PART_SIZE
        parts[-1].append(piece)
        room -= piece.size
    return [
        Upload(f"{name}.zip" if number == 1 else f"{name}_p{number:02d}.zip", tuple(part), packed)
        for number, part in enumerate(parts, 1)
    ]


def _pieces(folder: Path, keep: Callable[[Path], bool] = lambda _path: True) -> list[Piece]:
    """The files below a folder, named relative to it, in natural order."""
    if not folder.is_dir():
        return []
    found = [
        Piece(path, path.relative_to(folder).as_posix(), path.stat().st_size)
        for path in folder.rglob("*")
        if path.is_file() and not _is_left_out(path.relative_to(folder)) and keep(path)
    ]
    return sorted(found, key=lambda piece: natural(piece.name))


def _is_left_out(path: Path) -> bool:
    return any(_LEFT_OUT.fullmatch(part) for part in path.parts)


def _gps(folder: Path) -> list[Piece]:
    """Device files and base files; where the folder is not divided, all are the device's."""

    def keep(path: Path) -> bool:
        inside = path.relative_to(folder).parts
        if len(inside) > 2:
            return False
        place = inside[0].upper() if len(inside) == 2 else "DEVICE"
        allowed = {"DEVICE": _DEVICE_FILES, "BASE": _BASE_FILES}.get(place, set())
        return path.suffix.lower() in allowed

    return _pieces(folder, keep)


def _loose(paths: Iterable[Path], notes: list[str]) -> list[Upload]:
    found = []
    for path in paths:
        if _LEFT_OUT.fullmatch(path.name):
            continue
        size = path.stat().st_size
        if not size:  # Zenodo takes none
            notes.append(tr("“{}” is empty and stays here.").format(path.name))
            continue
        if size > VERSION_SIZE:
            raise _too_large(path.name)
        found.append(Upload(path.name, (Piece(path, path.name, size),), "file"))
    return found


def _frames(source: FolderSource, all_frames: bool) -> tuple[str, list[Piece]]:
    """The folder of the frames, and those that go up: the useful ones, or all."""
    frames, dcim = FOLDERS["f"], FOLDERS["d"]
    folder = frames if (source.folder / frames).is_dir() else dcim
    useful: Container[str] | None = None
    if not (all_frames or source.name.takes_every_frame):
        told = read_useful(source, source.members(), lambda: None)
        useful = told[0] if told else None
    listed = _listed_frames(source)

    def keep(path: Path) -> bool:
        if listed and path.relative_to(source.folder).as_posix() not in listed:
            return False
        return useful is None or source.name.frame_name(path.name) in useful

    return folder, _pieces(source.folder / folder, keep)


def _listed_frames(source: FolderSource) -> set[str]:
    """Paths inside the session folder of the frames of metadata.csv; empty where it tells none."""
    if not (source.folder / METADATA_CSV).is_file():
        return set()
    file = open_csv(source.folder / METADATA_CSV)
    column = file.column("relative_file_path")
    if column is None:
        return set()
    paths: set[str] = set()
    for chunk in read_chunks(file, [column]):
        for text in chunk[column].dropna():
            inside = str(text).strip("/")
            start = f"{source.name.text}/"
            paths.add(inside[len(start) :] if inside.startswith(start) else inside)
    return paths


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers in names as numbers."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", text) if part
    )
