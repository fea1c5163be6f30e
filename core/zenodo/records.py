# SPDX-License-Identifier: GPL-2.0-or-later
"""Zenodo's records, read: typed, told apart when out of reach, communities swept whole."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from urllib.parse import quote

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ..errors import ServiceError
from ..http.errors import StatusError, UnexpectedAnswer
from ..translation import tr
from .client import ZenodoClient
from .errors import OutOfReach, RecordMissing, no_community

_log = logging.getLogger(__name__)

WINDOW = 10_000  # hits that a listing shows at most
_SWEEPS = 3
_ANONYMOUS_PAGE, _TOKEN_PAGE = 25, 100
_LARGEST = (1 << 63) - 1  # that SQLite keeps
_DIGITS = re.compile("[0-9]{1,19}")
_MD5 = re.compile("[0-9a-fA-F]{32}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # in the name of a file: controls, half characters


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
class Unreadable:
    """A record that a listing describes in an unknown way; numbers and name as far as they can be told."""

    id: int | None
    concept_id: int | None
    name: str
    problem: UnexpectedAnswer


@dataclass(frozen=True)
class Listing:
    """A community, swept.

    Attributes:
        records: the latest version of every concept, newest first.
        unreadable: what had to be left out.
        complete: False when the listing went on changing while it was read: then a record that is absent may
            still be there.
        sweeps, pages: how often it was read, and how many pages that took.
    """

    records: tuple[Record, ...]
    complete: bool
    sweeps: int
    pages: int
    unreadable: tuple[Unreadable, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What changed in a community, last change first.

    Attributes:
        undisturbed: none can have been missed, because the listing stood still.
        unreadable: what had to be left out.
    """

    records: tuple[Record, ...]
    undisturbed: bool
    unreadable: tuple[Unreadable, ...] = ()


def out_of_reach(record: Record) -> OutOfReach:
    """The sentence for a record whose files this user may not read."""
    if record.access is Access.EMBARGOED and record.embargo_date:
        return OutOfReach(
            tr("The files of record {number} are under embargo until {embargo_date}.").format(
                number=record.id, embargo_date=record.embargo_date
            )
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
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as problem:
        number = _tried(payload, "id")
        raise UnexpectedAnswer(
            tr("Zenodo describes record {} in an unknown way.").format("?" if number is None else number),
            details=f"{type(problem).__name__}: {problem}",
            advice=tr("Look for a newer version of Seatizen Atlas."),
        ) from problem


def _record(payload: Any) -> Record:
    metadata = payload["metadata"]
    relation = _first(_first(metadata.get("relations") or {}, "version"))
    index = relation.get("index")
    identifiers = [_text(item["identifier"]) for item in metadata.get("alternate_identifiers") or []]
    identifiers += [
        _text(item["identifier"])
        for item in metadata.get("related_identifiers") or []
        if _text(item.get("relation")).lower() == "isalternateidentifier"
    ]
    number = _number(payload["id"], 1)
    return Record(
        id=number,
        concept_id=_number(payload["conceptrecid"], 1),
        title=_text(payload.get("title") or metadata.get("title")),
        version=_text(metadata.get("version")),
        index=_number(index) + 1 if index is not None else 1,
        is_latest=bool(relation.get("is_last", True)),
        revision=_number(payload.get("revision") or 0),
        created=_moment(payload["created"]),
        updated=_moment(payload.get("updated") or payload["modified"]),
        publication_date=_text(metadata.get("publication_date")),
        access=_access(metadata.get("access_right")),
        embargo_date=_text(metadata.get("embargo_date")),
        files=tuple(_file(number, file) for file in payload.get("files") or []),
        identifiers=tuple(identifiers),
        communities=tuple(_text(item["id"]) for item in metadata.get("communities") or []),
    )


def _number(value: object, least: int = 0) -> int:
    """A whole number, also as text; nothing that merely can be made one (1.5, true)."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _LARGEST:
        raise ValueError(f"number {value!r}")
    return value


def _text(value: object) -> str:
    """A text; what is none is empty, and half a character, which nothing can store, a question mark."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _moment(value: object) -> str:
    """An ISO moment in UTC."""
    text = _text(value)
    if not _MOMENT.match(text) or datetime.fromisoformat(text[:19]).year < 1970:
        raise ValueError(f"moment {text[:40]!r}")
    return text


def _tried(payload: object, key: str) -> int | None:
    """A number of a record that is described in an unknown way."""
    try:
        return _number(payload[key], 1) if isinstance(payload, Mapping) else None
    except (KeyError, ValueError):
        return None


def _first(value: Any, key: str | None = None) -> Any:
    if key is not None:
        return value.get(key) or [{}]
    return value[0]


def _access(text: object) -> Access:
    known = {member.value: member for member in Access}
    # “closed” is a word of old records: nobody but their owner reads them
    return known.get(str(text or "open"), Access.RESTRICTED)


def _file(record_id: int, payload: Any) -> RecordFile:
    kind, _, md5 = _text(payload["checksum"]).partition(":")
    key = payload["key"]
    if kind != "md5" or not _MD5.fullmatch(md5):
        raise ValueError(f"checksum {kind}:{md5[:40]}")
    if not isinstance(key, str) or not key or _UNFIT.search(key):
        raise ValueError(f"key {key!r}")
    return RecordFile(
        record_id=record_id,
        key=key,
        size=_number(payload["size"]),
        md5=md5.lower(),
        url=_text(payload["links"]["self"]),
        file_id=_text(payload.get("id")),
    )


def _name(payload: Any) -> str:
    """What a record that is described in an unknown way calls itself: its `urn:`, else its title."""
    try:
        metadata = payload["metadata"]
        told = [*(metadata.get("alternate_identifiers") or []), *(metadata.get("related_identifiers") or [])]
        names = [_text(item.get("identifier")) for item in told]
        return next((name[4:] for name in names if name.startswith("urn:")), _text(payload.get("title")))
    except (KeyError, TypeError, AttributeError):
        return _text(payload.get("title")) if isinstance(payload, Mapping) else ""


@dataclass(frozen=True)
class _Page:
    records: list[Record]
    unreadable: list[Unreadable]
    total: int


def _page(payload: Any) -> _Page:
    """A page of a listing; records of an unknown form are put aside, so that they stop nobody else's."""
    try:
        hits, total = payload["hits"]["hits"], _number(payload["hits"]["total"])
        if not isinstance(hits, list):
            raise TypeError("hits")
    except (KeyError, TypeError, ValueError) as problem:
        raise UnexpectedAnswer(
            tr("Zenodo's listing is not what it should be."),
            details=f"{type(problem).__name__}: {problem}",
            advice=tr("Start again later, or look for a newer version of Seatizen Atlas."),
        ) from problem
    page = _Page([], [], total)
    for hit in hits:
        try:
            page.records.append(parse_record(hit))
        except UnexpectedAnswer as problem:
            _log.warning("%s (%s)", problem, problem.details)
            page.unreadable.append(
                Unreadable(_tried(hit, "id"), _tried(hit, "conceptrecid"), _name(hit), problem)
            )
    return page


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
    removed = _text(tombstone.get("removal_date"))
    return RecordMissing(
        tr("Record {number} was deleted from Zenodo on {day}.").format(
            number=record_id, day=removed[:10] or "?"
        ),
        record_id=record_id,
        deleted=True,
        reason=_text(reason.get("id")) if isinstance(reason, dict) else "",
        note=_text(tombstone.get("note")),
        removed=removed,
        details=str(problem),
    )


def versions(client: ZenodoClient, record_id: int) -> tuple[Record, ...]:
    """All versions of the record's concept, newest first; empty when that record was deleted.

    `record_id` is the id of any version, not of the concept (see `record` for that).

    Raises:
        RecordMissing: it does not exist, is hidden, or was deleted.
        UnexpectedAnswer: one of them is described in an unknown way: which files count cannot be told.
    """
    found: dict[int, Record] = {}
    try:
        for page in _pages(client, f"/api/records/{record_id}/versions", {}):
            for odd in page.unreadable:
                raise odd.problem
            found.update((one.id, one) for one in page.records)
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
    unreadable: list[Unreadable] = []
    for page in _pages(client, "/api/records", {"q": f'"{escaped}"', "sort": "newest"}):
        unreadable += page.unreadable
        for one in page.records:
            if identifier in one.identifiers:
                known = found.get(one.concept_id)
                if known is None or (one.index, one.id) > (known.index, known.id):
                    found[one.concept_id] = one
    if unreadable and not found:
        raise unreadable[0].problem
    return tuple(found.values())


def community_records(client: ZenodoClient, slug: str, feedback: QgsFeedback | None = None) -> Listing:
    """Sweep the listing of a community: the latest version of every concept in it.

    Newest first, so that what is published meanwhile pushes records back (they are seen twice) instead of out
    of sight. What is deleted meanwhile pulls one out of sight: the totals tell, and all is swept again.

    Raises:
        ServiceError: no such community; more records than Zenodo lists; and all that the client raises.
    """
    gathered: dict[int, Record] = {}
    odd: list[Unreadable] = []
    pages = 0
    for sweep in range(1, _SWEEPS + 1):
        seen: dict[int, Record] = {}
        odd = []
        totals: set[int] = set()
        try:
            for page in _pages(
                client, f"/api/communities/{quote(slug, safe='')}/records", {"sort": "newest"}
            ):
                pages += 1
                total = page.total
                totals.add(total)
                if total > WINDOW:
                    raise ServiceError(
                        tr(
                            "The community “{slug}” has {total} records; "
                            "Zenodo lists only the newest {window}."
                        ).format(slug=slug, total=total, window=WINDOW),
                        advice=tr("Follow a smaller community."),
                    )
                seen.update((one.id, one) for one in page.records)
                odd += page.unreadable
                if isinstance(feedback, QgsProcessingFeedback):
                    feedback.setProgressText(
                        tr("Community “{slug}”: {count} of {total} records listed").format(
                            slug=slug, count=len(seen), total=total
                        )
                    )
        except StatusError as problem:
            if problem.status != 404:
                raise
            raise no_community(slug, problem) from problem
        # a sweep that was undisturbed stands alone; disturbed ones are put together
        if len(totals) == 1 and len(seen) + len(odd) == totals.pop():
            return Listing(_newest_of_each(seen), True, sweep, pages, tuple(odd))
        gathered.update(seen)
        _log.info("community %s changed while it was listed (sweep %d)", slug, sweep)
    return Listing(_newest_of_each(gathered), False, _SWEEPS, pages, tuple(odd))


def community_changes(
    client: ZenodoClient, slug: str, since: str = "", feedback: QgsFeedback | None = None
) -> Changes:
    """Every version in a community that changed since a moment (ISO, UTC), and a few more.

    The listing of the latest versions does not show what happens to older ones. Without `since`: all.
    """
    found: dict[int, Record] = {}
    odd: list[Unreadable] = []
    totals: set[int] = set()
    before = ""
    in_order = True
    params = {"allversions": "true", "sort": "updated-desc"}
    for page in _pages(client, f"/api/communities/{quote(slug, safe='')}/records", params):
        totals.add(page.total)
        odd += page.unreadable
        for one in page.records:
            in_order = in_order and (not before or one.updated <= before)
            before = one.updated
            found[one.id] = one
        if isinstance(feedback, QgsProcessingFeedback):
            feedback.setProgressText(
                tr("Community “{community}”: {number} changed versions listed").format(
                    community=slug, number=len(found)
                )
            )
        if in_order and page.records and page.records[-1].updated < since:
            break  # a server that sorts otherwise is read to the end
    return Changes(tuple(found.values()), len(totals) <= 1, tuple(odd))


def _newest_of_each(records: Mapping[int, Record]) -> tuple[Record, ...]:
    """One record a concept: two versions are met when one is published while the listing is read."""
    best: dict[int, Record] = {}
    for one in records.values():
        known = best.get(one.concept_id)
        if known is None or (one.index, one.id) > (known.index, known.id):
            best[one.concept_id] = one
    return tuple(sorted(best.values(), key=lambda one: (one.created, one.id), reverse=True))


def _pages(client: ZenodoClient, path: str, params: Mapping[str, str]) -> Iterator[_Page]:
    """The pages of a listing, as long as Zenodo allows; an empty page is the end."""
    size = _TOKEN_PAGE if client.has_token else _ANONYMOUS_PAGE
    number = 1
    while (number - 1) * size < WINDOW:
        page = _page(client.get_json(path, {**params, "size": size, "page": number}).payload)
        yield page
        if not (page.records or page.unreadable) or number * size >= page.total:
            return
        number += 1
