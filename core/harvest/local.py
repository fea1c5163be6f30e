# SPDX-License-Identifier: GPL-2.0-or-later
"""Sessions that lie here, looked up on Zenodo: their DOIs, and whether they are what was published."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from qgis.core import QgsFeedback

from ..atlas.gateway import Atlas
from ..errors import InputError, SeatizenError, ServiceError
from ..scratch import scratch_folder
from ..session_name import SessionName
from ..sessions.dois import DoiLookup, SessionDois
from ..sessions.source import SessionSource
from ..translation import tr
from ..zenodo.access import ZenodoAccess
from ..zenodo.archive import RemoteZip
from ..zenodo.client import ZenodoClient
from ..zenodo.errors import OutOfReach, RecordMissing
from ..zenodo.records import RecordFile, search_identifier, versions
from .memory import read_memory
from .plan import FRAMES_ARCHIVE, Counted, Version, closed_sentence, holdings
from .source import FOLDERS

_log = logging.getLogger(__name__)
_PIECE = 1 << 20
_LISTED = 40  # differences that are named; the rest is counted


class ZenodoDois:
    """A `DoiLookup` that asks Zenodo for the deposit with the identifier `urn:<session>`.

    What it finds is compared with the folder: names, sizes and checksums of the members that METADATA.zip and
    PROCESSED_DATA_IA.zip list. Costs two requests for the DOIs and one an archive for the comparison.

    Args:
        remembered: session → one of its records, for deposits that need not be searched for.
    """

    def __init__(self, client: ZenodoClient, remembered: Mapping[str, int] | None = None) -> None:
        self._client = client
        self._remembered = dict(remembered or {})

    def __call__(self, source: SessionSource) -> SessionDois:
        """The DOIs of a session.

        Raises:
            InputError: no deposit, or several, carry the session's name; or none of its versions has frames.
            OutOfReach: its files are not for this user.
            ServiceError, Cancelled: as the client.
        """
        published = self._versions(source.name)
        counted = Counted.among(published)
        if counted.frames is None:
            closed = [version for version in published if version.out_of_reach]
            if closed:
                raise OutOfReach(
                    closed_sentence(closed[0]), advice=tr("Use a token of an account that may read it.")
                )
            raise InputError(
                tr("no version of deposit {concept_id} on Zenodo has {frames_archive}.").format(
                    concept_id=published[0].concept_id, frames_archive=FRAMES_ARCHIVE
                ),
                advice=tr("Publish the processed data first, or give a CSV with the DOIs."),
            )
        raw, processed = holdings(published)
        return SessionDois(
            deposit=str(published[0].concept_id),
            frame_version=str(counted.frames.record_id),
            prediction_version=str(counted.predictions.record_id) if counted.predictions else None,
            other_versions=tuple(str(version.record_id) for version in published),
            has_raw_data=raw or None,  # the folder may hold what is not published yet
            has_processed_data=processed or None,
            notes=tuple(self._compared(source, counted)),
        )

    def _versions(self, name: SessionName) -> tuple[Version, ...]:
        """All versions of the session's deposit, newest first, verified by its identifier."""
        if name.text in self._remembered:
            try:
                told = versions(self._client, self._remembered[name.text])
            except RecordMissing:
                told = ()
            if told and name.text in told[0].names():
                return tuple(Version.of(record) for record in told)
        found = search_identifier(self._client, f"urn:{name.text}")
        if not found:
            raise InputError(
                tr("Zenodo has no deposit of “{}”.").format(name.text),
                advice=tr("Publish it first, or give a CSV with the DOIs of the sessions."),
            )
        if len(found) > 1:
            raise InputError(
                tr("several deposits on Zenodo carry the name “{text}”: {names}.").format(
                    text=name.text, names=", ".join(str(record.concept_id) for record in found)
                ),
                advice=tr("Give a CSV with the DOIs that hold."),
            )
        told = versions(self._client, found[0].id) or found
        return tuple(Version.of(record) for record in told)

    def _compared(self, source: SessionSource, counted: Counted) -> Iterator[str]:
        """One sentence about the differences, or about the comparison that failed; none when all is equal."""
        try:
            with scratch_folder() as scratch:
                found = list(self._differences(source, counted.read(), scratch))
        except ServiceError as problem:
            _log.info("%s: %s (%s)", source.name.text, problem, problem.details)
            yield tr("It could not be compared with what was published: {}").format(problem)
            return
        if found:
            told = "; ".join(found[:_LISTED])
            if len(found) > _LISTED:
                told = tr("{told}; and {count} more").format(told=told, count=len(found) - _LISTED)
            yield tr("The folder differs from what was published: {}.").format(told)

    def _differences(
        self, source: SessionSource, archives: Sequence[RecordFile], scratch: Path
    ) -> Iterator[str]:
        published: dict[str, tuple[int, int]] = {}
        for file in archives:
            with RemoteZip(self._client, file, scratch) as archive:
                for member in archive.members():
                    published[FOLDERS[file.key] + member.name] = (member.size, member.crc)
        here = {member.path: member.size for member in source.members()}
        for path in sorted(published.keys() | here.keys()):
            if path not in here:
                yield tr("{} is only on Zenodo").format(path)
            elif path not in published:
                yield tr("{} is only in the folder").format(path)
            elif here[path] != published[path][0]:
                yield tr("{path} has {here} bytes, published were {published}").format(
                    path=path, here=here[path], published=published[path][0]
                )
            elif _crc(source.fetch(path)) != published[path][1]:
                yield tr("{} has another content").format(path)


@contextmanager
def doi_lookup(
    dois_csv: Path | None, access: ZenodoAccess | None, atlas_path: str | Path, feedback: QgsFeedback
) -> Iterator[Path | DoiLookup | None]:
    """What an import takes its DOIs from: the CSV where there is one, else Zenodo."""
    if dois_csv is not None or access is None:
        yield dois_csv
        return
    with access.client(feedback) as client:
        yield ZenodoDois(client, remembered_records(atlas_path))


def remembered_records(atlas_path: str | Path) -> dict[str, int]:
    """Session → its newest record that the atlas remembers; empty for an atlas that cannot be read."""
    try:
        with Atlas.open(atlas_path) as atlas:
            if not atlas.has_table("zenodo_record"):
                return {}
            concepts = read_memory(atlas).concepts.values()
    except SeatizenError as problem:
        _log.info("no memory of Zenodo: %s", problem)
        return {}
    return {concept.session: concept.versions[0].record_id for concept in concepts}


def _crc(path: Path) -> int:
    crc = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            crc = zlib.crc32(piece, crc)
    return crc
