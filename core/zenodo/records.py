# SPDX-License-Identifier: GPL-2.0-or-later
"""Zenodo's records, read: typed, told apart when out of reach, communities swept whole."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import quote

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..errors import ServiceError
from ..http.errors import StatusError, UnexpectedAnswer
from ..translation import tr
from .client import ZenodoClient
from .errors import OutOfReach, RecordMissing

_log = logging.getLogger(__name__)

WINDOW = 10_000  # hits that a listing shows at most
_SWEEPS = 3
_ANONYMOUS_PAGE, _TOKEN_PAGE = 25, 100


class Access(Enum):
    """Who may read a record's files."""

    OPEN = "open"
    RESTRICTED = "restricted"
    EMBARGOED = "embargoed"


def content_path(record_id: int, key: str) -> str:
    """Where the API serves a file."""
    return f"/api/records/{record_id}/files/{quote(key, safe='')}/content"


@dataclass(frozen=True)
class RecordFile:
    """One file of a record; `url` is where its bytes are, `md5` its checksum in lower-case hex."""

    record_id: int
    key: str
    size: int
    md5: str
    url: str
    file_id: str = ""

    @property
    def page_path(self) -> str:
        """The other way to the bytes, by the record's page (with `?download=1`)."""
        return f"/records/{self.record_id}/files/{quote(self.key, safe='')}"


@dataclass(frozen=True)
class Record:
    """One published version of a concept, as the records API tells it.

    `id` and `concept_id` are the numbers of the DOIs 10.5281/zenodo.<number>. `index` counts versions from 1.
    `updated` and `created` are ISO texts in UTC, comparable as texts.
    """

    id: int
    concept_id: int
    title: str
    version: str
    index: int
    is_latest: bool
    revision: int
    created: str
    updated: str
    publication_date: str
    access: Access
    embargo_date: str
    files: tuple[RecordFile, ...]
    identifiers: tuple[str, ...]
    communities: tuple[str, ...]

    def file(self, key: str) -> RecordFile | None:
        """The file of that name, or None."""
        return next((file for file in self.files if file.key == key), None)

    @property
    def out_of_reach(self) -> bool:
        """Restricted or embargoed, and not for this user: Zenodo shows no files then."""
        return self.access is not Access.OPEN and not self.files

    def names(self) -> tuple[str, ...]:
        """What follows `urn:` in its identifiers: the session's name."""
        return tuple(text[4:] for text in self.identifiers if text.lower().startswith("urn:"))

    def require_files(self) -> tuple[RecordFile, ...]:
        """The files.

        Raises:
            OutOfReach: they are restricted or embargoed for this user.
        """
        if self.out_of_reach:
            raise out_of_reach(self)
        return self.files


@dataclass(frozen=True)
class Listing:
    """A community, swept.

    Attributes:
        records: the latest version of every concept, newest first.
        complete: False when the listing went on changing while it was read: then a record that is absent may
            still be there.
        sweeps, pages: how often it was read, and how many pages that took.
    """

    records: tuple[Record, ...]
    complete: bool
    sweeps: int
    pages: int


def out_of_reach(record: Record) -> OutOfReach:
    """The sentence for a record whose files this user may not read."""
    if record.access is Access.EMBARGOED and record.embargo_date:
        return OutOfReach(
            tr("The files of record {} are under embargo until {}.").format(record.id, record.embargo_date)
        )
    if record.access is Access.EMBARGOED:
        return OutOfReach(tr("The files of record {} are under embargo.").format(record.id))
    return OutOfReach(
        tr("The files of record {} are restricted.").format(record.id),
        advice=tr("Use a token of an account that was given access to them."),
    )


# parsing --------------------------------------------------------------------------------------------


def parse_record(payload: object) -> Record:
    """A record of the API's JSON.

    Raises:
        UnexpectedAnswer: it is not of the documented form.
    """
    try:
        return _record(payload)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
        number = payload.get("id") if isinstance(payload, Mapping) else None
        raise UnexpectedAnswer(
            tr("Zenodo describes record {} in an unknown way.").format(
                number if isinstance(number, int) else "?"
            ),
            details=f"{type(problem).__name__}: {problem}",
            advice=tr("Look for a newer version of Seatizen Atlas."),
        ) from problem


def _record(payload: Any) -> Record:
    metadata = payload["metadata"]
    relation = _first(_first(metadata.get("relations") or {}, "version"))
    index = relation.get("index")
    identifiers = [str(item["identifier"]) for item in metadata.get("alternate_identifiers") or []]
    identifiers += [
        str(item["identifier"])
        for item in metadata.get("related_identifiers") or []
        if str(item.get("relation", "")).lower() == "isalternateidentifier"
    ]
    return Record(
        id=int(payload["id"]),
        concept_id=int(payload["conceptrecid"]),
        title=str(payload.get("title") or metadata.get("title") or ""),
        version=str(metadata.get("version") or ""),
        index=int(index) + 1 if index is not None else 1,
        is_latest=bool(relation.get("is_last", True)),
        revision=int(payload.get("revision") or 0),
        created=str(payload["created"]),
        updated=str(payload.get("updated") or payload["modified"]),
        publication_date=str(metadata.get("publication_date") or ""),
        access=_access(metadata.get("access_right")),
        embargo_date=str(metadata.get("embargo_date") or ""),
        files=tuple(_file(int(payload["id"]), file) for file in payload.get("files") or []),
        identifiers=tuple(identifiers),
        communities=tuple(str(item["id"]) for item in metadata.get("communities") or []),
    )


def _first(value: Any, key: str | None = None) -> Any:
    if key is not None:
        return value.get(key) or [{}]
    return value[0]


def _access(text: object) -> Access:
    known = {member.value: member for member in Access}
    # “closed” is a word of old records: nobody but their owner reads them
    return known.get(str(text or "open"), Access.RESTRICTED)


def _file(record_id: int, payload: Any) -> RecordFile:
    kind, _, md5 = str(payload["checksum"]).partition(":")
    size = int(payload["size"])
    if kind != "md5" or len(md5) != 32 or size < 0:
        raise ValueError(f"checksum {kind}, size {size}")
    return RecordFile(
        record_id=record_id,
        key=str(payload["key"]),
        size=size,
        md5=md5.lower(),
        url=str(payload["links"]["self"]),
        file_id=str(payload.get("id") or ""),
    )


def _hits(payload: Any) -> tuple[list[Record], int]:
    try:
        hits, total = payload["hits"]["hits"], int(payload["hits"]["total"])
        if not isinstance(hits, list):
            raise TypeError("hits")
    except (KeyError, TypeError, ValueError) as problem:
        raise UnexpectedAnswer(
            tr("Zenodo's listing is not what it should be."),
            details=f"{type(problem).__name__}: {problem}",
            advice=tr("Start again later, or look for a newer version of Seatizen Atlas."),
        ) from problem
    return [parse_record(hit) for hit in hits], total


# reading --------------------------------------------------------------------------------------------


def record(client: ZenodoClient, record_id: int) -> Record:
    """A record by its id; a concept's id gives its latest version.

    Raises:
        RecordMissing: it does not exist, is hidden, or was deleted (then with what its tombstone says).
    """
    try:
        return parse_record(client.get_json(f"/api/records/{record_id}").payload)
    except StatusError as problem:
        raise missing(record_id, problem) from problem


def missing(record_id: int, problem: StatusError) -> ServiceError:
    """What a refusal to show a record means; other refusals are handed back as they are."""
    if problem.status == 404:
        return RecordMissing(
            tr("Zenodo has no record {}.").format(record_id),
            record_id=record_id,
            deleted=False,
            details=str(problem),
        )
    if problem.status != 410:
        return problem
    payload = problem.payload if isinstance(problem.payload, dict) else {}
    tombstone = payload.get("tombstone")
    tombstone = tombstone if isinstance(tombstone, dict) else {}
    reason = tombstone.get("removal_reason")
    removed = str(tombstone.get("removal_date") or "")
    return RecordMissing(
        tr("Record {} was deleted from Zenodo on {}.").format(record_id, removed[:10] or "?"),
        record_id=record_id,
        deleted=True,
        reason=str(reason.get("id") or "") if isinstance(reason, dict) else "",
        note=str(tombstone.get("note") or ""),
        removed=removed,
        details=str(problem),
    )


def versions(client: ZenodoClient, record_id: int) -> tuple[Record, ...]:
    """All versions of the record's concept, newest first; empty when that record was deleted.

    `record_id` is the id of any version, not of the concept (see `record` for that).
    """
    found: dict[int, Record] = {}
    try:
        for records, _total in _pages(client, f"/api/records/{record_id}/versions", {}):
            found.update((one.id, one) for one in records)
    except StatusError as problem:
        raise missing(record_id, problem) from problem
    return tuple(sorted(found.values(), key=lambda one: (one.index, one.id), reverse=True))


def search_identifier(client: ZenodoClient, identifier: str) -> tuple[Record, ...]:
    """The latest versions of all concepts that carry exactly this identifier (`urn:<session>`).

    The search itself is a full-text one that lags behind: what it finds is compared here, what it does
    not find may still be there.
    """
    escaped = identifier.replace("\\", "\\\\").replace('"', '\\"')
    found: dict[int, Record] = {}
    for records, _total in _pages(client, "/api/records", {"q": f'"{escaped}"', "sort": "newest"}):
        for one in records:
            if identifier in one.identifiers:
                known = found.get(one.concept_id)
                if known is None or (one.index, one.id) > (known.index, known.id):
                    found[one.concept_id] = one
    return tuple(found.values())


def community_records(client: ZenodoClient, slug: str, feedback: QgsFeedback | None = None) -> Listing:
    """Sweep the listing of a community: the latest version of every concept in it.

    Newest first, so that what is published meanwhile pushes records back (they are seen twice) instead of out
    of sight. What is deleted meanwhile pulls one out of sight: the totals tell, and all is swept again.

    Raises:
        ServiceError: no such community; more records than Zenodo lists; and all that the client raises.
    """
    gathered: dict[int, Record] = {}
    pages = 0
    for sweep in range(1, _SWEEPS + 1):
        seen: dict[int, Record] = {}
        totals: set[int] = set()
        try:
            for records, total in _pages(
                client, f"/api/communities/{quote(slug, safe='')}/records", {"sort": "newest"}
            ):
                pages += 1
                totals.add(total)
                if total > WINDOW:
                    raise ServiceError(
                        tr("The community “{}” has {} records; Zenodo lists only the newest {}.").format(
                            slug, total, WINDOW
                        ),
                        advice=tr("Follow a smaller community."),
                    )
                seen.update((one.id, one) for one in records)
                if isinstance(feedback, QgsProcessingFeedback):
                    feedback.setProgressText(
                        tr("Community “{}”: {} of {} records listed").format(slug, len(seen), total)
                    )
        except StatusError as problem:
            if problem.status != 404:
                raise
            raise ServiceError(
                tr("Zenodo has no community “{}”.").format(slug),
                details=str(problem),
                advice=tr("Write it as it stands in the address of its page, in the same capitals."),
            ) from problem
        # a sweep that was undisturbed stands alone; disturbed ones are put together
        if len(totals) == 1 and len(seen) == totals.pop():
            return Listing(_newest_of_each(seen), True, sweep, pages)
        gathered.update(seen)
        _log.info("community %s changed while it was listed (sweep %d)", slug, sweep)
    return Listing(_newest_of_each(gathered), False, _SWEEPS, pages)


def community_changes(
    client: ZenodoClient, slug: str, since: str = "", feedback: QgsFeedback | None = None
) -> tuple[tuple[Record, ...], bool]:
    """Every version in a community that changed since a moment (ISO, UTC), and a few more.

    The listing of the latest versions does not show what happens to older ones. Without `since`: all.
    Returns them, last change first, and whether none can have been missed because the listing stood still.
    """
    found: dict[int, Record] = {}
    totals: set[int] = set()
    before = ""
    in_order = True
    params = {"allversions": "true", "sort": "updated-desc"}
    for records, total in _pages(client, f"/api/communities/{quote(slug, safe='')}/records", params):
        totals.add(total)
        for one in records:
            in_order = in_order and (not before or one.updated <= before)
            before = one.updated
            found[one.id] = one
        if isinstance(feedback, QgsProcessingFeedback):
            feedback.setProgressText(
                tr("Community “{}”: {} changed versions listed").format(slug, len(found))
            )
        if in_order and records and records[-1].updated < since:
            break  # a server that sorts otherwise is read to the end
    return tuple(found.values()), len(totals) <= 1


def _newest_of_each(records: Mapping[int, Record]) -> tuple[Record, ...]:
    """One record a concept: two versions are met when one is published while the listing is read."""
    best: dict[int, Record] = {}
    for one in records.values():
        known = best.get(one.concept_id)
        if known is None or (one.index, one.id) > (known.index, known.id):
            best[one.concept_id] = one
    return tuple(sorted(best.values(), key=lambda one: (one.created, one.id), reverse=True))


def _pages(client: ZenodoClient, path: str, params: Mapping[str, str]) -> Iterator[tuple[list[Record], int]]:
    """The pages of a listing, as long as Zenodo allows; an empty page is the end."""
    size = _TOKEN_PAGE if client.has_token else _ANONYMOUS_PAGE
    page = 1
    while (page - 1) * size < WINDOW:
        answer = client.get_json(path, {**params, "size": size, "page": page})
        records, total = _hits(answer.payload)
        yield records, total
        if not records or page * size >= total:
            return
        page += 1
