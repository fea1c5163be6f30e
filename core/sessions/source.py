# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a session's files come from: a folder here, remote archives in `core.harvest`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..csvfile import open_csv, read_chunks
from ..errors import InputError
from ..session_name import SessionName
from ..translation import tr

METADATA_CSV = "METADATA/metadata.csv"
USEFUL_FRAMES_CSV = "METADATA/predictions_gps.csv"
IA_FOLDER = "PROCESSED_DATA/IA/"
SENSORS_FOLDER = "SENSORS/"
WAYPOINTS_SUFFIX = ".waypoints"


@dataclass(frozen=True)
class Member:
    """A file of a session: its path inside the session folder, with `/`, and its size in bytes."""

    path: str
    size: int


class SessionSource(Protocol):
    """A session whose few needed files can be listed and fetched."""

    @property
    def name(self) -> SessionName:
        """The session's name."""

    @property
    def location(self) -> str:
        """Where the session lies, for messages."""

    @property
    def has_raw_data(self) -> bool:
        """Whether the session holds raw images."""

    @property
    def has_processed_data(self) -> bool:
        """Whether the session holds processed data."""

    def members(self) -> Sequence[Member]:
        """The files of METADATA and PROCESSED_DATA/IA."""

    def fetch(self, path: str) -> Path:
        """A local file with the bytes of a member; it may be read, not changed."""

    def waypoints(self) -> Sequence[Path]:
        """Local files with the way-points of SENSORS; asked for only where no frame has a position."""


@dataclass(frozen=True)
class FolderSource:
    """A session in a local folder."""

    name: SessionName
    folder: Path

    @classmethod
    def open(cls, folder: Path, *, surveyed: bool = True) -> FolderSource:
        """Take a folder for a session.

        Args:
            surveyed: METADATA has to be there; raw data may be published before it is made.

        Raises:
            InputError: there is no such folder, its name is no session's, or it has no METADATA.
        """
        if not folder.is_dir():
            raise InputError(tr("There is no folder “{}”.").format(folder))
        name = SessionName.parse(folder.name)
        if surveyed and not (folder / "METADATA").is_dir():
            raise InputError(
                tr("“{}” is not a session: it has no METADATA folder.").format(folder),
                advice=tr("Choose a session folder or a folder of sessions."),
            )
        return cls(name, folder)

    @property
    def location(self) -> str:
        return str(self.folder)

    @property
    def has_raw_data(self) -> bool:
        return _has_file(self.folder / "DCIM")

    @property
    def has_processed_data(self) -> bool:
        return _has_file(self.folder / "PROCESSED_DATA")

    def members(self) -> Sequence[Member]:
        found: list[Member] = []
        for part in ("METADATA", IA_FOLDER):
            folder = self.folder / part
            files = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
            found += (Member(p.relative_to(self.folder).as_posix(), p.stat().st_size) for p in files)
        return found

    def fetch(self, path: str) -> Path:
        return self.folder / path

    def waypoints(self) -> Sequence[Path]:
        folder = self.folder / SENSORS_FOLDER
        return sorted(folder.rglob(f"*{WAYPOINTS_SUFFIX}")) if folder.is_dir() else []


@dataclass(frozen=True)
class Found:
    """What a place that should hold a session holds: a source, or the reason why not."""

    place: str
    source: FolderSource | None
    problem: InputError | None = None

    @property
    def location(self) -> str:
        """Where that is, as far as it is known."""
        return self.place if self.source is None else self.source.location

    def opened(self) -> FolderSource:
        """The source.

        Raises:
            InputError: there is none, and why.
        """
        if self.source is None:
            raise self.problem or InputError(tr("“{}” is not a session.").format(self.place))
        return self.source


def find_sessions(sessions: Path | None, sessions_csv: Path | None, *, surveyed: bool = True) -> list[Found]:
    """Find the sessions of a folder (itself a session, or a folder of sessions) and of a list.

    `surveyed` as for `FolderSource.open`.

    A session that is named twice, at different places, is a problem: which one holds is not guessed.

    Raises:
        InputError: neither is given, the folder or the list cannot be read, or nothing is found.
    """
    places = [*_places_in(sessions), *_places_listed(sessions_csv)]
    if not places:
        given = sessions or sessions_csv
        raise InputError(
            tr("There is no session in “{}”.").format(given) if given else tr("No session was chosen."),
            advice=tr(
                "Choose a session folder, a folder of sessions or a CSV with root_folder and session_name."
            ),
        )
    by_name: dict[str, list[Path]] = {}
    for place in dict.fromkeys(place.resolve() for place in places):
        by_name.setdefault(place.name, []).append(place)
    return [_found(by_name[name], surveyed) for name in sorted(by_name)]


def _found(places: list[Path], surveyed: bool) -> Found:
    if len(places) > 1:
        return Found(
            places[0].name,
            None,
            InputError(
                tr("The session “{name}” is present twice: {names}.").format(
                    name=places[0].name, names=tr(" and ").join(str(place) for place in places)
                ),
                advice=tr("Remove one of them, or import them one at a time."),
            ),
        )
    try:
        return Found(places[0].name, FolderSource.open(places[0], surveyed=surveyed))
    except InputError as problem:
        return Found(places[0].name, None, problem)


def _places_in(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        return
    if not folder.is_dir():
        raise InputError(tr("There is no folder “{}”.").format(folder))
    if _looks_like_session(folder):
        yield folder
        return
    try:
        yield from sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    except OSError as error:
        raise InputError(tr("“{}” cannot be read.").format(folder), details=str(error)) from error


def _looks_like_session(folder: Path) -> bool:
    if (folder / "METADATA").is_dir():
        return True
    try:
        SessionName.parse(folder.name)
    except InputError:
        return False
    return True


def _places_listed(sessions_csv: Path | None) -> Iterable[Path]:
    if sessions_csv is None:
        return []
    file = open_csv(sessions_csv)
    columns = [file.required_column(name) for name in ("root_folder", "session_name")]
    places = []
    for chunk in read_chunks(file, columns):
        for row, root, name in zip(chunk.index, chunk[columns[0]], chunk[columns[1]]):
            for column, value in zip(columns, (root, name)):
                if not isinstance(value, str):
                    raise InputError(tr("is empty."), file=sessions_csv, row=int(row), column=column)
            # Relative folders are meant relative to the list, wherever QGIS was started.
            places.append(sessions_csv.parent / root / name)
    return places


def _has_file(folder: Path) -> bool:
    return folder.is_dir() and any(p.is_file() for p in folder.rglob("*"))
