# SPDX-License-Identifier: GPL-2.0-or-later
"""Images out of the archives that are published: which archive has which, and their bytes by range."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, SeatizenError, ServiceError
from ..http.errors import FileChanged
from ..reading.images import ARCHIVES, FrameImage, Holding, archives_of, member_of, place_of
from ..translation import tr
from ..zenodo.archive import RemoteZip
from ..zenodo.client import ZenodoClient
from ..zenodo.errors import OutOfReach
from ..zenodo.records import RecordFile, versions
from ..zenodo.zipformat import Limits, Member

_log = logging.getLogger(__name__)

_KEPT_DIRECTORIES = 24
MOST_RANGES = 8
"""Requests that one archive may cost at a time; images that lie beside each other share one."""


@dataclass(frozen=True)
class Found:
    """An image in an archive."""

    image: FrameImage
    file: RecordFile
    member: Member


class Catalogue:
    """What is known of archives: the files of deposits, the directories of archives. For several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holdings: dict[str, tuple[Holding, ...]] = {}
        self._listed: set[str] = set()
        self._directories: OrderedDict[tuple[int, str, str], tuple[Member, ...]] = OrderedDict()

    def remember(self, version_doi: str, holdings: Sequence[Holding]) -> None:
        """Believe what an atlas says of a version's deposit, until it proves outdated."""
        with self._lock:
            self._holdings.setdefault(version_doi, tuple(holdings))

    def known_archives(self, image: FrameImage) -> tuple[RecordFile, ...]:
        """The archives that may hold an image, as far as nobody need be asked."""
        holdings = self._holdings.get(image.version_doi, ())
        return archives_of(place_of(image), image.version_doi, holdings)

    def archives(self, client: ZenodoClient, image: FrameImage) -> tuple[RecordFile, ...]:
        """The archives that may hold an image: one request, where nothing is remembered.

        Raises:
            InputError: the image's path tells no archive, or its version is none.
            OutOfReach: its archive is not open to this user.
            ServiceError: there is none; and all that the client raises.
        """
        place = place_of(image)
        version = image.version_doi
        if not version.isdigit():
            raise InputError(tr("“{}” is not the number of a version on Zenodo.").format(version))
        found = self.known_archives(image)
        if not found and version not in self._listed:
            self.ask(client, version)
            found = self.known_archives(image)
        if found:
            return found
        closed = [holding for holding in self._holdings[version] if holding.out_of_reach]
        if closed:
            raise OutOfReach(
                tr("The images of this session are not open: record {} is restricted.").format(
                    closed[0].record_id
                ),
                advice=tr("Use a token of an account that was given access to it."),
            )
        raise ServiceError(
            tr(
                "Zenodo holds no images of this session: there is no {archive}.zip in record {record}."
            ).format(archive=ARCHIVES[place.folder], record=version)
        )

    def ask(self, client: ZenodoClient, version_doi: str) -> None:
        """Ask Zenodo for the files of a version's deposit."""
        holdings = tuple(Holding.of(record) for record in versions(client, int(version_doi)))
        with self._lock:
            self._holdings[version_doi] = holdings
            self._listed.add(version_doi)

    def directory(self, client: ZenodoClient, file: RecordFile, folder: Path) -> tuple[Member, ...]:
        """The members of an archive: one or two requests, once."""
        key = (file.record_id, file.key, file.md5)
        with self._lock:
            if key in self._directories:
                self._directories.move_to_end(key)
                return self._directories[key]
        with RemoteZip(client, file, folder) as archive:
            members = archive.members()
        with self._lock:
            self._directories[key] = members
            while len(self._directories) > _KEPT_DIRECTORIES:
                self._directories.popitem(last=False)
        return members

    def find(self, client: ZenodoClient, images: Sequence[FrameImage], folder: Path) -> list[Found]:
        """Where images of one version lie; those that no archive holds are left out.

        Raises:
            FileChanged: an archive is not the one that is known; `forget` and ask again.
            As `archives`.
        """
        left = list(images)
        found: list[Found] = []
        for file in self.archives(client, images[0]):
            members = {member.name: member for member in self.directory(client, file, folder)}
            missing = []
            for image in left:
                name = member_of(place_of(image), members)
                if name is None:
                    missing.append(image)
                else:
                    found.append(Found(image, file, members[name]))
            left = missing
            if not left:
                break
        return found

    def forget(self, version_doi: str) -> None:
        """Ask Zenodo again about a version's deposit."""
        with self._lock:
            self._holdings.pop(version_doi, None)
            self._listed.discard(version_doi)


def by_archive(found: Iterable[Found]) -> Iterator[tuple[RecordFile, list[Found]]]:
    """Images by the archive that they lie in."""
    groups: dict[tuple[int, str], tuple[RecordFile, list[Found]]] = {}
    for one in found:
        groups.setdefault((one.file.record_id, one.file.key), (one.file, []))[1].append(one)
    yield from groups.values()


def by_folder(images: Iterable[FrameImage]) -> Iterator[tuple[list[FrameImage], SeatizenError | None]]:
    """Images whose archives are the same; and, one by one, those whose path tells none, with the reason."""
    groups: dict[tuple[str, str], list[FrameImage]] = {}
    for image in images:
        try:
            groups.setdefault((image.version_doi, place_of(image).folder), []).append(image)
        except InputError as problem:
            yield [image], problem
    for group in groups.values():
        yield group, None


def fetch(
    client: ZenodoClient, file: RecordFile, found: Sequence[Found], members: Iterable[Member], folder: Path,
    *, limits: Limits | None = None,
) -> dict[FrameImage, Path]:  # fmt: skip
    """Bring images of one archive, their CRC checked, into files of our own in `folder`."""
    with RemoteZip(
        client, file, folder, limits=limits, most_ranges=MOST_RANGES, directory=members
    ) as archive:
        brought = archive.fetch(one.member.name for one in found)
    return {one.image: brought[one.member.name] for one in found if one.member.name in brought}


def replaced(problem: SeatizenError, version_doi: str) -> ServiceError:
    """The sentence about an archive that is not the one that the atlas saw."""
    return FileChanged(
        tr("The images of record {} were replaced on Zenodo after the atlas had read it.").format(
            version_doi
        ),
        details=str(problem),
        advice=tr("Sync the atlas with Zenodo, then look again."),
    )
