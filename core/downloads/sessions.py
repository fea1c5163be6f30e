# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole sessions back from Zenodo, unpacked into the tree that they were published from."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..conveyor import Outcome, Status, status_names
from ..csvfile import open_csv, read_chunks
from ..errors import Cancelled, InputError, SeatizenError
from ..files import require_folder, unwritable
from ..report import write_text
from ..session_folders import FOLDERS, archive_of, folder_of
from ..session_name import SessionName
from ..sessions.dois import bare_doi
from ..translation import tr, tr_n
from ..zenodo.client import ZenodoClient
from ..zenodo.download import download_file, free_space
from ..zenodo.records import Record, RecordFile, out_of_reach, record, search_identifier, versions
from .unpack import Unpacked, unpack

_log = logging.getLogger(__name__)

RAW, PROCESSED = "raw", "processed"
STATE = ".zenodo-files.json"
"""In a session's folder: the archives that were unpacked there, and what they stand for."""
WAITING = ".seatizen-downloads"
"""In the output folder: archives on their way."""
_RAW_ARCHIVES = ("DCIM", "GPS", "SENSORS")
_UNSAFE = re.compile(r"[^\w.-]|^\.+")


@dataclass(frozen=True)
class Content:
    """What is wanted of a session.

    Attributes:
        raw: all raw versions; processed: the last processed one.
        folders: folders of the session, whichever version has them: of raw data all versions, else the last.
    """

    raw: bool = False
    processed: bool = False
    folders: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, words: Sequence[str]) -> Content:
        """Words `raw` and `processed`, or letters of folders (`dfm`).

        Raises:
            InputError: something else.
        """
        raw = processed = False
        folders: set[str] = set()
        for word in words or (PROCESSED,):
            letters = word.strip().lower()
            if letters == RAW:
                raw = True
            elif letters == PROCESSED:
                processed = True
            elif letters and all(letter in FOLDERS for letter in letters):
                folders.update(FOLDERS[letter] for letter in letters)
            else:
                raise InputError(
                    tr("CONTENT has no “{}”.").format(word),
                    advice=tr("Known: raw, processed, and the letters {}.").format(
                        ", ".join(f"{letter} ({folder})" for letter, folder in FOLDERS.items())
                    ),
                )
        return cls(raw, processed, frozenset(folders))


@dataclass(frozen=True)
class Wanted:
    """A session that is wanted: by a DOI's number, else by its name."""

    name: str
    doi: int | None = None

    @property
    def shown(self) -> str:
        return self.name or str(self.doi)


@dataclass(frozen=True)
class SessionDownload:
    """What came of a session: files that are there now, and bytes that came now."""

    files: int = 0
    bytes: int = 0


SessionOutcome = Outcome[SessionDownload]


@dataclass(frozen=True)
class DownloadedSessions:
    """An account."""

    sessions: tuple[SessionOutcome, ...]

    @property
    def files(self) -> int:
        return sum(outcome.done.files for outcome in self.sessions if outcome.done)

    @property
    def bytes_downloaded(self) -> int:
        return sum(outcome.done.bytes for outcome in self.sessions if outcome.done)

    def count(self, status: Status) -> int:
        return sum(outcome.status is status for outcome in self.sessions)

    @property
    def failures(self) -> list[str]:
        return [outcome.message for outcome in self.sessions if outcome.status is Status.FAILED]


@dataclass
class _Session:
    """One session while it is dealt with."""

    wanted: Wanted
    name: str = ""
    archives: list[RecordFile] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


# which sessions ---------------------------------------------------------------------------------------


def wanted_sessions(
    names: Iterable[str] = (),
    dois: Iterable[str] = (),
    sessions_csv: Path | None = None,
    atlas: Path | None = None,
) -> tuple[Wanted, ...]:
    """The sessions that are asked for; all of the atlas when nothing else is.

    Args:
        dois: concepts or versions, as numbers, DOIs or addresses; any of them stands for its session.
        sessions_csv: with the columns session_name and/or doi.
        atlas: knows the DOIs of its sessions, which spares a search on Zenodo.

    Raises:
        InputError: a DOI is none, the list cannot be read, or nothing is asked for.
    """
    found = [Wanted(name.strip()) for name in names if name.strip()]
    for text in dois:
        number = bare_doi(text)
        if number is None:
            raise InputError(
                tr("“{}” is no DOI of Zenodo.").format(text),
                advice=tr("Expected a number such as 12760339, or 10.5281/zenodo.12760339."),
            )
        found.append(Wanted("", int(number)))
    if sessions_csv is not None:
        found += _listed(sessions_csv)
    known: dict[str, str] = {}
    if atlas is not None:
        with Atlas.open(atlas) as opened:
            known = dict(opened.rows("SELECT session_name, doi FROM deposit ORDER BY session_name"))
    if not (found or names or dois or sessions_csv):
        found = [Wanted(name) for name in known]
    if not found:
        raise InputError(
            tr("No session was chosen."), advice=tr("Give names, DOIs, a CSV with one of them, or an atlas.")
        )
    given = [
        Wanted(one.name, int(known[one.name]))
        if one.doi is None and known.get(one.name, "").isdigit()
        else one
        for one in found
    ]
    return tuple(dict.fromkeys(given))


def _listed(path: Path) -> list[Wanted]:
    file = open_csv(path)
    name_column, doi_column = file.column("session_name"), file.column("doi") or file.column("session_doi")
    if name_column is None and doi_column is None:
        file.required_column("session_name")
    columns = [column for column in (name_column, doi_column) if column]
    found = []
    for chunk in read_chunks(file, columns):
        for row, cells in zip(chunk.index, chunk.to_dict("records")):
            name, doi = cells.get(name_column), cells.get(doi_column)
            number = bare_doi(doi) if isinstance(doi, str) else None
            if isinstance(doi, str) and number is None:
                raise InputError(
                    tr("“{}” is no DOI of Zenodo.").format(doi), file=path, row=int(row), column=doi_column
                )
            if number is None and not isinstance(name, str):
                raise InputError(tr("is empty."), file=path, row=int(row), column=columns[0])
            found.append(
                Wanted(name.strip() if isinstance(name, str) else "", int(number) if number else None)
            )
    return found


# the verb ---------------------------------------------------------------------------------------------


def download_sessions(
    client: ZenodoClient,
    wanted: Sequence[Wanted],
    folder: Path,
    content: Content,
    feedback: QgsProcessingFeedback,
) -> DownloadedSessions:
    """Download archives, checked by their MD5, and unpack them to `<folder>/<session>/…`.

    A session that fails is told, the others go on. A run that was broken off is taken up where it ended, in
    the middle of an archive too; archives that were unpacked before are not downloaded again, unless their
    files are gone or they were replaced on Zenodo.

    Raises:
        SeatizenError: the folder cannot be written to, or has too little room for what is planned.
        Cancelled: the user asked to stop; what came stays.
    """
    require_folder(folder)
    run = _Run(client, folder, content, feedback)
    return DownloadedSessions(tuple(run.outcomes(wanted)))


class _Run:
    def __init__(
        self, client: ZenodoClient, folder: Path, content: Content, feedback: QgsProcessingFeedback
    ) -> None:
        self._client, self._folder, self._content, self._feedback = client, folder, content, feedback
        self._size = self._done = 0

    def outcomes(self, wanted: Sequence[Wanted]) -> Iterable[SessionOutcome]:
        planned: list[_Session | SessionOutcome] = []
        for number, one in enumerate(wanted):
            self._client.raise_if_cancelled()
            self._feedback.setProgressText(
                tr("Looking for {session} ({number} of {count})").format(
                    session=one.shown, number=number + 1, count=len(wanted)
                )
            )
            planned.append(self._planned(one))
        sessions = [one for one in planned if isinstance(one, _Session)]
        self._say_what_comes(sessions)
        found: list[SessionOutcome] = []
        for item in planned:
            outcome = item if isinstance(item, Outcome) else self._brought(item)
            if outcome.status is Status.FAILED:
                self._feedback.reportError(f"{outcome.name}: {outcome.message}")
            else:
                told = f"{outcome.name}: {status_names()[outcome.status]}"
                self._feedback.pushInfo(f"{told}. {outcome.message}" if outcome.message else told)
            found.append(outcome)
        return found

    # what is there to bring

    def _planned(self, wanted: Wanted) -> _Session | SessionOutcome:
        try:
            return self._look(wanted)
        except Cancelled:
            raise
        except SeatizenError as problem:
            _log.info("%s: %s (%s)", wanted.shown, problem, problem.details)
            return Outcome(wanted.shown, Status.FAILED, str(problem))

    def _look(self, wanted: Wanted) -> _Session:
        latest = self._latest(wanted)
        held = versions(self._client, latest.id) or (latest,)
        session = _Session(wanted, self._name(wanted, held))
        for version in held:
            if version.out_of_reach and self._may_want(version):
                session.remarks.append(str(out_of_reach(version)))
        session.archives = list(self._chosen(held))
        if not session.archives:
            reason = (
                session.remarks[0] if session.remarks else tr("Zenodo holds nothing of what was asked for.")
            )
            raise SeatizenError(reason)
        return session

    def _latest(self, wanted: Wanted) -> Record:
        if wanted.doi is not None:
            return record(self._client, wanted.doi)
        found = search_identifier(self._client, f"urn:{wanted.name}")
        if len(found) != 1:
            raise SeatizenError(
                tr("Zenodo has {count} deposits with the identifier “urn:{name}”.").format(
                    count=len(found), name=wanted.name
                ),
                advice=tr("Give its DOI instead."),
            )
        return found[0]

    @staticmethod
    def _name(wanted: Wanted, held: Sequence[Record]) -> str:
        names = [name for version in held for name in version.names()]
        name = wanted.name or (names[0] if names else "")
        if wanted.name and names and wanted.name not in names:
            raise SeatizenError(
                tr("The deposit {doi} is that of “{other}”, not of “{name}”.").format(
                    doi=wanted.doi, other=names[0], name=wanted.name
                )
            )
        return SessionName.parse(name).text  # it becomes a folder's name

    def _may_want(self, version: Record) -> bool:
        """Whether a version that cannot be looked into may hold something of what is wanted."""
        raw_folders = self._content.folders & set(_RAW_ARCHIVES)
        if _is_raw_version(version):
            return self._content.raw or bool(raw_folders)
        return self._content.processed or self._content.folders != raw_folders

    def _chosen(self, held: Sequence[Record]) -> Iterable[RecordFile]:
        """The files that are wanted, those of the newest version first; the same file once."""
        processed = next((v.id for v in held if v.files and not _is_raw_version(v)), None)
        last: dict[str, int] = {}
        seen: set[tuple[str, str]] = set()
        for version in held:
            for file in version.files:
                folder = _folder_of(file.key)
                is_raw = folder in _RAW_ARCHIVES
                wanted = folder in self._content.folders and (
                    is_raw or last.setdefault(folder, version.id) == version.id
                )
                if _is_raw_version(version):
                    wanted |= self._content.raw
                    wanted |= self._content.processed and processed is None and not is_raw
                else:
                    wanted |= self._content.processed and version.id == processed
                # versions take files over from those before; at the session's root the newest name counts
                mark = (file.key, file.md5 if folder else "")
                if wanted and mark not in seen:
                    seen.add(mark)
                    yield file

    def _say_what_comes(self, sessions: Sequence[_Session]) -> None:
        missing = [
            file
            for session in sessions
            for file in session.archives
            if not _is_there(self._folder / session.name, _state(self._folder / session.name), file)
        ]
        self._size = sum(file.size for file in missing)
        if not missing:
            return
        needed = self._size + max(file.size for file in missing)  # unpacked ones, and one that is not yet
        self._feedback.pushInfo(
            tr_n(
                "%Ln file(s) to download: {size} MB; on the disk they need about {needed} MB.", len(missing)
            ).format(size=self._size // 1_000_000 or 1, needed=needed // 1_000_000 or 1)
        )
        free_space(self._folder, needed)

    # bringing it

    def _brought(self, session: _Session) -> SessionOutcome:
        root = self._folder / session.name
        files = came = 0
        try:
            root.mkdir(exist_ok=True)
            state = _state(root)
            claimed: set[str] = set()
            for file in session.archives:
                self._client.raise_if_cancelled()
                if not _is_there(root, state, file):
                    came += self._bring(root, file, state, claimed)
                paths = [path for path, _size in state[_key(file)]["paths"]]
                claimed.update(paths)
                files += len(paths)
        except Cancelled:
            raise
        except SeatizenError as problem:
            _log.info("%s: %s (%s)", session.name, problem, problem.details)
            return Outcome(session.name, Status.FAILED, str(problem), SessionDownload(files, came))
        except OSError as error:
            told = str(unwritable(root, error))
            return Outcome(session.name, Status.FAILED, told, SessionDownload(files, came))
        status = Status.ADDED if came else Status.UNCHANGED
        return Outcome(session.name, status, " ".join(session.remarks), SessionDownload(files, came))

    def _bring(self, root: Path, file: RecordFile, state: dict[str, Any], claimed: set[str]) -> int:
        """Download one file and put its content into its place; the bytes that came."""
        before = self._done

        def tell(done: int) -> None:
            self._feedback.setProgress(100 * (before + done) / (self._size or 1))

        self._feedback.setProgressText(
            tr("{session}: {file}, {size} MB").format(
                session=root.name, file=file.key, size=file.size // 1_000_000 or 1
            )
        )
        folder = _folder_of(file.key)
        waiting = self._folder / WAITING
        archive = waiting / f"{file.record_id}-{_UNSAFE.sub('_', file.key)[-150:]}"
        brought = download_file(self._client, file, archive, progress=tell)
        self._done += file.size
        paths: Unpacked
        if folder:
            paths = unpack(archive, root, folder, skip=claimed, tick=self._tick)
            archive.unlink()
        else:
            name = _UNSAFE.sub("_", file.key)[-150:]
            archive.replace(root / name)
            paths = [(name, file.size)]
        state[_key(file)] = {"md5": file.md5, "paths": paths}
        write_text(root / STATE, json.dumps(state, ensure_ascii=False, indent=0))
        if waiting.is_dir() and not any(waiting.iterdir()):
            waiting.rmdir()
        return brought.bytes_downloaded

    def _tick(self, _bytes: int) -> None:
        self._client.raise_if_cancelled()


def _folder_of(key: str) -> str:
    """The session's folder that a file on Zenodo stands for; empty for what lies at the session's root."""
    archive = archive_of(key)
    return folder_of(archive) or _UNSAFE.sub("_", archive)


def _is_raw_version(version: Record) -> bool:
    """By its name; versions without one by what they hold."""
    if version.version.upper().startswith(("RAW", "PROCESSED")):
        return version.version.upper().startswith("RAW")
    folders = {_folder_of(file.key) for file in version.files}
    return bool(folders & set(_RAW_ARCHIVES)) and not any(
        folder.startswith("PROCESSED") for folder in folders
    )


def _key(file: RecordFile) -> str:
    return f"{file.record_id}/{file.key}"


def _state(root: Path) -> dict[str, Any]:
    """What was unpacked into a session's folder, as far as it can be read."""
    try:
        state = json.loads((root / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _is_there(root: Path, state: dict[str, Any], file: RecordFile) -> bool:
    """Whether an archive was unpacked here, is still the same on Zenodo, and its files are still here."""
    known = state.get(_key(file))
    if not isinstance(known, dict) or known.get("md5") != file.md5:
        return False
    try:
        return all((root / path).stat().st_size == size for path, size in known["paths"])
    except (OSError, KeyError, TypeError, ValueError):
        return False
