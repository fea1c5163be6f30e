# SPDX-License-Identifier: GPL-2.0-or-later
"""A session that lies on Zenodo: the few members that it is read from, by range, in a temporary folder."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..session_name import SessionName
from ..sessions.predictions import SCORES_SUFFIX
from ..sessions.source import (
    IA_FOLDER,
    METADATA_CSV,
    SENSORS_FOLDER,
    USEFUL_FRAMES_CSV,
    WAYPOINTS_SUFFIX,
    Member,
)
from ..zenodo.archive import RemoteZip
from ..zenodo.client import ZenodoClient
from ..zenodo.records import RecordFile
from .plan import FRAMES_ARCHIVE, PREDICTIONS_ARCHIVE, SENSORS_ARCHIVE, Counted, Version, holdings

FOLDERS = {FRAMES_ARCHIVE: "METADATA/", PREDICTIONS_ARCHIVE: IA_FOLDER, SENSORS_ARCHIVE: SENSORS_FOLDER}
"""The archives on Zenodo and the folders of a session that they hold; members are relative to these."""

_UNSAFE = re.compile(r"[^\w.-]|^\.+")


class ZenodoSource:
    """A `SessionSource` over remote archives; `close`, or the end of the `with` block, removes its files.

    Members that are read together are brought together, so that they cost one request an archive.

    Args:
        versions: of the deposit, newest first.
        folder: where its own temporary folder is made.
    """

    def __init__(
        self, client: ZenodoClient, name: SessionName, versions: Sequence[Version], folder: Path
    ) -> None:
        self.name = name
        self._client = client
        self._counted = Counted.among(versions)
        self._holdings = holdings(versions)
        self._scratch = tempfile.TemporaryDirectory(prefix="source-", dir=folder)
        self._archives: dict[str, RemoteZip] = {}
        self._brought: dict[str, Path] = {}
        self._members: tuple[Member, ...] | None = None

    def __enter__(self) -> ZenodoSource:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove everything that was brought."""
        for archive in self._archives.values():
            archive.close()
        self._scratch.cleanup()

    @property
    def location(self) -> str:
        record = self._counted.frames.record_id if self._counted.frames else "?"
        return f"{self._client.base_url}/records/{record}"

    @property
    def has_raw_data(self) -> bool:
        return bool(self._holdings[0])

    @property
    def has_processed_data(self) -> bool:
        return bool(self._holdings[1])

    def members(self) -> Sequence[Member]:
        if self._members is None:
            self._members = tuple(
                Member(FOLDERS[file.key] + member.name, member.size)
                for file in self._counted.read()
                for member in self._archive(file).members()
            )
        return self._members

    def fetch(self, path: str) -> Path:
        """A local file with a member's bytes.

        Raises:
            KeyError: `path` is not among the members.
        """
        if path not in self._brought:
            folder = IA_FOLDER if path.startswith(IA_FOLDER) else FOLDERS[FRAMES_ARCHIVE]
            self._bring(folder, self._company(path))
        return self._brought[path]

    def bring(self) -> None:
        """Download what a preparation is sure to ask for, so that it need not wait for the net."""
        present = {member.path for member in self.members()}
        if USEFUL_FRAMES_CSV in present and not self.name.takes_every_frame:
            self.fetch(USEFUL_FRAMES_CSV)
        elif METADATA_CSV in present:
            self.fetch(METADATA_CSV)
        scores = next((path for path in sorted(present) if path.endswith(SCORES_SUFFIX)), None)
        if scores is not None:
            self.fetch(scores)

    def waypoints(self) -> Sequence[Path]:
        file = self._counted.sensors
        if file is None:
            return []
        archive = self._archive(file)
        wanted = [member.name for member in archive.members() if member.name.endswith(WAYPOINTS_SUFFIX)]
        return list(archive.fetch(sorted(wanted)).values())

    def _company(self, path: str) -> list[str]:
        """The members that will be asked for next: the useful frames come before all, then the scores."""
        present = [member.path for member in self.members()]
        if path == USEFUL_FRAMES_CSV:
            company = {path, METADATA_CSV}
        elif path.startswith(IA_FOLDER):
            company = {path, *(other for other in present if other.endswith(SCORES_SUFFIX))}
        else:
            company = {path}
        return [other for other in present if other in company and other not in self._brought]

    def _bring(self, folder: str, paths: Iterable[str]) -> None:
        file = self._counted.predictions if folder == IA_FOLDER else self._counted.frames
        if file is None:
            return
        brought = self._archive(file).fetch(path[len(folder) :] for path in paths)
        for name, place in brought.items():
            self._brought[folder + name] = self._named(place, name)

    def _named(self, place: Path, name: str) -> Path:
        """Give a file the name that messages shall show; nothing of it that could lead elsewhere."""
        own = Path(tempfile.mkdtemp(dir=self._scratch.name))
        return place.rename(own / (_UNSAFE.sub("_", name.rpartition("/")[2])[-150:] or "_"))

    def _archive(self, file: RecordFile) -> RemoteZip:
        if file.key not in self._archives:
            self._archives[file.key] = RemoteZip(self._client, file, Path(self._scratch.name))
        return self._archives[file.key]
