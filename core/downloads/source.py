# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures of an atlas's frames, wherever they are: a session folder, the cache, or Zenodo."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Union

from qgis.core import QgsFeedback

from ..atlas.gateway import Atlas
from ..errors import Cancelled, SeatizenError, ServiceError
from ..http.errors import FileChanged
from ..http.pace import RetryPolicy
from ..reading.images import (
    FrameImage,
    Holding,
    archives_of,
    local_image,
    place_of,
    remembered_holdings,
)
from ..scratch import scratch_folder
from ..translation import tr
from ..zenodo.access import ZenodoAccess
from ..zenodo.client import ZenodoClient
from ..zenodo.records import RecordFile
from ..zenodo.zipformat import Limits
from .cache import PictureCache
from .remote import Catalogue, Found, by_archive, by_folder, fetch, replaced

_log = logging.getLogger(__name__)

LARGEST = 64 << 20
"""Bytes of a picture that is still brought to be looked at."""
_PATIENCE = RetryPolicy(attempts=2, budget=6.0, longest_pause=70.0)
"""Somebody is waiting before the screen."""

Brought = Union[Path, SeatizenError]


class PictureSource:
    """Gives files with the pictures of frames; for any thread.

    Args:
        atlas: whose memory tells where on Zenodo the pictures are; without it Zenodo is asked.
        access: to Zenodo.
        folders: local folders that hold sessions.
    """

    def __init__(
        self, atlas: Path | None, access: ZenodoAccess, folders: Sequence[Path], cache: PictureCache
    ) -> None:
        self._atlas = atlas
        self._access = access
        self._folders = tuple(folders)
        self._cache = cache
        self._catalogue = Catalogue()
        self._memory: dict[str, tuple[Holding, ...]] = {}

    def held(self, image: FrameImage) -> Path | None:
        """The picture's file where it is at hand: in a folder of sessions, or looked at before."""
        try:
            return local_image(place_of(image), self._folders) or self._cache.get(self._key(image))
        except SeatizenError as problem:
            _log.info("%s: %s", image.relative_file_path, problem)
            return None  # whoever asks for its bytes is told why

    def bring(self, images: Sequence[FrameImage], feedback: QgsFeedback) -> dict[FrameImage, Brought]:
        """A file for each picture, or the reason why there is none, neighbours by one request.

        Raises:
            Cancelled: the user asked to stop.
        """
        brought: dict[FrameImage, Brought] = {}
        missing: list[FrameImage] = []
        for image in dict.fromkeys(images):
            path = self.held(image)
            if path is None:
                missing.append(image)
            else:
                brought[image] = path
        if missing:
            with self._access.client(feedback, policy=_PATIENCE) as client:
                for group, problem in by_folder(missing):
                    outcome: dict[FrameImage, Brought] = (
                        self._from_zenodo(client, group) if problem is None else {group[0]: problem}
                    )
                    brought.update(outcome)
        return brought

    def _key(self, image: FrameImage) -> str:
        """Under which name the cache keeps it: another one once the atlas saw its archive replaced."""
        seen = archives_of(place_of(image), image.version_doi, self._remembered(image.version_doi))
        parts = (self._access.base_url, image.version_doi, image.relative_file_path)
        return "\n".join((*parts, *(file.md5 for file in seen)))

    def _remembered(self, version_doi: str) -> tuple[Holding, ...]:
        """What the atlas saw of a version's deposit; read once."""
        if version_doi not in self._memory:
            holdings: tuple[Holding, ...] = ()
            if self._atlas is not None:
                with Atlas.open(self._atlas) as atlas:
                    holdings = remembered_holdings(atlas, version_doi)
            self._memory[version_doi] = holdings
            self._catalogue.remember(version_doi, holdings)
        return self._memory[version_doi]

    def _from_zenodo(self, client: ZenodoClient, images: Sequence[FrameImage]) -> dict[FrameImage, Brought]:
        """Images whose archives are the same."""
        brought: dict[FrameImage, Brought] = {}
        version = images[0].version_doi
        try:
            try:
                self._read(client, images, brought)
            except FileChanged:
                if self._remembered(version):
                    raise
                self._catalogue.forget(version)  # listed a while ago, and replaced since
                self._read(client, images, brought)
        except Cancelled:
            raise
        except SeatizenError as problem:
            told = replaced(problem, version) if isinstance(problem, FileChanged) else problem
            _log.info("%s (%s)", told, told.details)
            brought.update((image, told) for image in images if image not in brought)
        for image in images:
            brought.setdefault(
                image,
                ServiceError(
                    tr("The archive of this session holds no “{}”.").format(image.name),
                    advice=tr("The owner of record {} can tell where it went.").format(version),
                ),
            )
        return brought

    def _read(
        self, client: ZenodoClient, images: Sequence[FrameImage], brought: dict[FrameImage, Brought]
    ) -> None:
        with scratch_folder() as folder:
            for file, found in by_archive(self._catalogue.find(client, images, folder)):
                brought.update(self._from_archive(client, file, found, folder))

    def _from_archive(
        self, client: ZenodoClient, file: RecordFile, found: Sequence[Found], folder: Path
    ) -> dict[FrameImage, Brought]:
        small = [one for one in found if one.member.size <= LARGEST]
        brought: dict[FrameImage, Brought] = {
            one.image: ServiceError(
                tr("“{name}” has {size} MB, too much to look at it over the net.").format(
                    name=one.image.name, size=one.member.size // 1_000_000
                ),
                advice=tr("Download the frame, then it is shown from there."),
            )
            for one in found
            if one.member.size > LARGEST
        }
        if small:
            members = self._catalogue.directory(client, file, folder)
            files = fetch(client, file, small, members, folder, limits=Limits(member=LARGEST))
            for image, path in files.items():
                brought[image] = self._keep(image, path)
        return brought

    def _keep(self, image: FrameImage, path: Path) -> Brought:
        kept = self._cache.put(self._key(image), path)
        if kept == path:
            return SeatizenError(
                tr("The picture cannot be kept in “{}”.").format(self._cache.folder),
                advice=tr("Check that the disk has room and that you may write there."),
            )
        return kept
