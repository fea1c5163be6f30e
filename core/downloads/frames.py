# SPDX-License-Identifier: GPL-2.0-or-later
"""Chosen images out of the published archives, into the tree of their sessions."""

from __future__ import annotations

import logging
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..conveyor import Status
from ..errors import Cancelled, InputError, SeatizenError
from ..files import require_folder, unwritable
from ..http.errors import FileChanged
from ..reading.images import FrameImage, place_of
from ..translation import tr, tr_n
from ..zenodo.client import ZenodoClient
from ..zenodo.download import free_space
from ..zenodo.records import RecordFile
from .remote import Catalogue, Found, by_archive, by_folder, fetch

_log = logging.getLogger(__name__)
_STEP = 1 << 20
_TOGETHER, _HEAVY = 48, 64 << 20  # images, and bytes, that are brought at a time


@dataclass(frozen=True)
class ImageOutcome:
    """What became of an image: added, unchanged (it was there already) or failed, with the reason."""

    version_doi: str
    relative_file_path: str
    status: Status
    message: str = ""


@dataclass(frozen=True)
class DownloadedFrames:
    """An account.

    Attributes:
        bytes_downloaded: everything that was read from Zenodo, directories included.
    """

    images: tuple[ImageOutcome, ...]
    bytes_downloaded: int

    def count(self, status: Status) -> int:
        return sum(image.status is status for image in self.images)

    @property
    def failures(self) -> list[str]:
        return list(dict.fromkeys(image.message for image in self.images if image.status is Status.FAILED))


def download_frames(
    client: ZenodoClient,
    images: Sequence[FrameImage],
    folder: Path,
    feedback: QgsProcessingFeedback,
    problems: Sequence[InputError] = (),
) -> DownloadedFrames:
    """Bring images to `<folder>/<session>/<folder of the session>/…`; what is there already stays.

    An image that cannot be had is told, the others go on. After a Cancel or a crash the next run takes up
    where it ended; no half-written image is left.

    Args:
        problems: what is wrong with rows of a list; they count as failed.

    Raises:
        InputError: there is nothing to download.
        SeatizenError: the folder cannot be written to, or has too little room.
        Cancelled: the user asked to stop; what came stays.
    """
    if not images and not problems:
        raise InputError(tr("No image was chosen."), advice=tr("Select frames, or give a list with rows."))
    require_folder(folder)
    run = _Run(client, folder, feedback)
    for problem in problems:
        run.outcomes.append(ImageOutcome("", "", Status.FAILED, str(problem)))
        feedback.reportError(str(problem))
    run.find(list(dict.fromkeys(images)))
    run.bring()
    return DownloadedFrames(tuple(run.outcomes), client.bytes_downloaded)


class _Run:
    def __init__(self, client: ZenodoClient, folder: Path, feedback: QgsProcessingFeedback) -> None:
        self._client, self._folder, self._feedback = client, folder, feedback
        self._catalogue = Catalogue()
        self._wanted: list[Found] = []
        self._claimed: dict[Path, Found] = {}
        self.outcomes: list[ImageOutcome] = []

    def find(self, images: list[FrameImage]) -> None:
        """Look into the archives: what is wanted, what is here already, what it comes to."""
        groups = list(by_folder(images))
        self._feedback.setProgressText(tr_n("Looking for %Ln image(s) on Zenodo", len(images)))
        with tempfile.TemporaryDirectory(prefix="seatizen_frames_") as name:
            for number, (group, problem) in enumerate(groups):
                self._client.raise_if_cancelled()
                if problem is None:
                    self._find_group(group, Path(name))
                else:
                    self._fail(group, problem)
                self._feedback.setProgress(10 * (number + 1) / len(groups))
        size = sum(found.member.size for found in self._wanted)
        if self._wanted:
            told = tr_n(
                "%Ln image(s) to download, {size} MB; {present} are there already.", len(self._wanted)
            )
            present = sum(outcome.status is Status.UNCHANGED for outcome in self.outcomes)
            self._feedback.pushInfo(told.format(size=size // 1_000_000 or 1, present=present))
            free_space(self._folder, size)

    def _find_group(self, group: list[FrameImage], scratch: Path) -> None:
        try:
            found = self._catalogue.find(self._client, group, scratch)
        except Cancelled:
            raise
        except SeatizenError as problem:
            self._fail(group, problem)
            return
        there = {one.image for one in found}
        for image in group:
            if image not in there:
                self._fail(
                    [image],
                    SeatizenError(tr("The archive of this session holds no “{}”.").format(image.name)),
                )
        for one in found:
            path = self._target(one.image)
            other = self._claimed.setdefault(path, one)
            if other is not one and other.member.crc != one.member.crc:
                self._fail(
                    [one.image], SeatizenError(tr("Two different images are called “{}”.").format(path.name))
                )
            elif other is one and _is(path, one):
                self.outcomes.append(_outcome(one.image, Status.UNCHANGED))
            elif other is one:
                self._wanted.append(one)

    def bring(self) -> None:
        """Download what is wanted, a few images at a time."""
        total = sum(found.member.size for found in self._wanted) or 1
        done = 0
        for file, found in by_archive(self._wanted):
            for batch in _batches(found):
                self._client.raise_if_cancelled()
                self._feedback.setProgressText(
                    tr("{key} of record {record}: {done} of {total} MB").format(
                        key=file.key,
                        record=file.record_id,
                        done=done // 1_000_000,
                        total=total // 1_000_000 or 1,
                    )
                )
                self._bring_batch(file, batch)
                done += sum(one.member.size for one in batch)
                self._feedback.setProgress(10 + 90 * done / total)

    def _bring_batch(self, file: RecordFile, batch: list[Found]) -> None:
        images = [one.image for one in batch]
        try:
            with tempfile.TemporaryDirectory(prefix=".seatizen-", dir=self._folder) as name:
                brought = fetch(self._client, file, batch, [one.member for one in batch], Path(name))
                for image, path in brought.items():
                    target = self._target(image)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    path.chmod(0o644)
                    path.replace(target)
                    self.outcomes.append(_outcome(image, Status.ADDED))
        except Cancelled:
            raise
        except FileChanged as problem:
            text = tr("“{key}” of record {record} was replaced on Zenodo meanwhile.").format(
                key=file.key, record=file.record_id
            )
            self._fail(images, SeatizenError(text, details=str(problem), advice=tr("Start again.")))
        except SeatizenError as problem:
            self._fail(images, problem)
        except OSError as error:
            raise unwritable(self._folder, error) from error

    def _target(self, image: FrameImage) -> Path:
        return self._folder / place_of(image).path

    def _fail(self, images: Sequence[FrameImage], problem: SeatizenError) -> None:
        """Tell it once, and count it for each."""
        _log.info("%s (%s)", problem, problem.details)
        self._feedback.reportError(
            tr("{image}: {problem}").format(image=images[0].relative_file_path or "?", problem=problem)
            if len(images) == 1
            else tr_n("%Ln image(s) of version {version}: {problem}", len(images)).format(
                version=images[0].version_doi, problem=problem
            )
        )
        self.outcomes += [_outcome(image, Status.FAILED, str(problem)) for image in images]


def _outcome(image: FrameImage, status: Status, message: str = "") -> ImageOutcome:
    return ImageOutcome(image.version_doi, image.relative_file_path, status, message)


def _is(path: Path, found: Found) -> bool:
    """Whether a file here is that very image."""
    try:
        if path.stat().st_size != found.member.size:
            return False
        crc = 0
        with path.open("rb") as stream:
            while piece := stream.read(_STEP):
                crc = zlib.crc32(piece, crc)
    except OSError:
        return False
    return crc == found.member.crc


def _batches(found: Sequence[Found]) -> Iterator[list[Found]]:
    """Images in the order of the archive, so many or so heavy at a time."""
    batch: list[Found] = []
    heavy = 0
    for one in sorted(found, key=lambda one: one.member.offset):
        if batch and (len(batch) == _TOGETHER or heavy + one.member.size > _HEAVY):
            yield batch
            batch, heavy = [], 0
        batch.append(one)
        heavy += one.member.size
    if batch:
        yield batch
