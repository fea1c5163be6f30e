# SPDX-License-Identifier: GPL-2.0-or-later
"""Zenodo's records API, written: drafts, files, new versions, publication.

Each call knows what a second one would do when the answer to the first was lost, and looks before it repeats.
Answers are asked for in InvenioRDM's own form: the plain one leaves out what was wrong with a draft.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..errors import ServiceError
from ..http.errors import StatusError, Uncertain, UnexpectedAnswer
from ..translation import tr
from .client import ZenodoClient
from .errors import no_community

_log = logging.getLogger(__name__)

ACCEPT = "application/vnd.inveniordm.v1+json, application/json;q=0.9"
Json = dict[str, Any]
_PAGE = 100
_ATTEMPTS = 6
_NO_FILE = frozenset({500})  # what commit answers for a file without content
_EXPECTED = "files.enabled"  # every draft without a file has this problem


@dataclass(frozen=True)
class DraftFile:
    """A file of a draft or a record; size and MD5 are those of a completed one."""

    key: str
    completed: bool
    size: int = 0
    md5: str = ""


@dataclass(frozen=True)
class Deposit:
    """A draft, or a published version, as it is stored.

    Attributes:
        index: which version of its concept it is, from 1.
        status: `draft`, `new_version_draft`, `in_review`, `published`…
        files: by key; empty where they are out of reach.
        communities: ids of the communities that its concept is in.
        problems: what was not stored because it is invalid, by field.
    """

    id: int
    concept_id: int
    owner: str
    index: int
    revision: int
    status: str
    is_published: bool
    is_draft: bool
    metadata: Mapping[str, Any]
    restricted: bool
    files: Mapping[str, DraftFile] = field(default_factory=dict)
    communities: tuple[str, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        return str(self.metadata.get("title") or "")

    @property
    def label(self) -> str:
        """Its `version`: RAW_DATA, PROCESSED_DATA…"""
        return str(self.metadata.get("version") or "")

    @property
    def identifiers(self) -> tuple[str, ...]:
        return tuple(str(one.get("identifier")) for one in self.metadata.get("identifiers") or [])

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())


def parse_deposit(payload: Any) -> Deposit:
    """A draft or a record of the API's JSON.

    Raises:
        UnexpectedAnswer: it is not of the documented form.
    """
    try:
        files = payload.get("files") or {}
        entries = files.get("entries") or {}
        owner = (payload["parent"].get("access") or {}).get("owned_by") or {}
        return Deposit(
            id=int(payload["id"]),
            concept_id=int(payload["parent"]["id"]),
            owner=str(owner.get("user", "")),
            index=int(payload["versions"]["index"]),
            revision=int(payload["revision_id"]),
            status=str(payload["status"]),
            is_published=bool(payload["is_published"]),
            is_draft=bool(payload["is_draft"]),
            metadata=dict(payload["metadata"]),
            restricted=(payload.get("access") or {}).get("files") == "restricted",
            files={key: _file(entry) for key, entry in entries.items()},
            communities=tuple(str(one) for one in payload["parent"].get("communities", {}).get("ids") or []),
            problems=_problems(payload),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UnexpectedAnswer(
            tr("Zenodo describes a draft in an unknown way."),
            details=f"{type(problem).__name__}: {problem}",
            advice=tr("Look for a newer version of Seatizen Atlas."),
        ) from problem


def _file(entry: Mapping[str, Any]) -> DraftFile:
    kind, _, md5 = str(entry.get("checksum") or "").partition(":")
    completed = kind == "md5" and len(md5) == 32 and entry.get("status", "completed") == "completed"
    return DraftFile(str(entry["key"]), completed, int(entry.get("size") or 0), md5.lower())


def _problems(payload: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    for one in payload.get("errors") or []:
        name = str(one.get("field", ""))
        if name != _EXPECTED and one.get("severity", "error") == "error":
            found.append((name, "; ".join(map(str, one.get("messages") or []))))
    return tuple(found)


def _send(client: ZenodoClient, method: str, path: str, payload: object = None, **options: Any) -> Any:
    return client.send_json(method, path, payload, accept=ACCEPT, **options).payload


def _find(client: ZenodoClient, path: str) -> Deposit | None:
    try:
        return parse_deposit(_send(client, "GET", path))
    except StatusError as problem:
        if problem.status in {404, 410}:
            return None
        raise


# drafts ---------------------------------------------------------------------------------------------


def require_account(client: ZenodoClient) -> None:
    """Make sure that Zenodo takes the token for a user's: a wrong one makes a guest, not an error.

    Raises:
        ServiceError: there is no token, or it is nobody's.
    """
    advice = tr(
        "Make a token with the scopes deposit:write and deposit:actions in your Zenodo account and store it "
        "in the authentication configuration."
    )
    if not client.has_token:
        raise ServiceError(tr("To publish, {} wants a token.").format(client.host), advice=advice)
    try:
        _send(client, "GET", "/api/user/records", params={"size": 1, "page": 1})
    except StatusError as problem:
        if problem.status not in {401, 403}:
            raise
        raise ServiceError(
            tr("{} does not know the token: it is wrong or has expired.").format(client.host),
            details=str(problem),
            advice=advice,
        ) from None


def create(client: ZenodoClient, body: Json) -> Deposit:
    """Make a draft.

    Raises:
        Uncertain: nobody knows whether it was made; look for it before making another.
    """
    return parse_deposit(_send(client, "POST", "/api/records", body))


def new_version(client: ZenodoClient, record_id: int) -> Deposit:
    """The draft of the next version of a published record: a new one, or the one that exists."""
    return parse_deposit(_send(client, "POST", f"/api/records/{record_id}/versions", repeatable=True))


def edit(client: ZenodoClient, record_id: int) -> Deposit:
    """The draft in which a published record's metadata are edited: a new one, or the one that exists."""
    return parse_deposit(_send(client, "POST", f"/api/records/{record_id}/draft", repeatable=True))


def read_draft(client: ZenodoClient, draft_id: int) -> Deposit | None:
    """A draft; None when it is unknown, deleted, or published and not being edited."""
    return _find(client, f"/api/records/{draft_id}/draft")


def read_record(client: ZenodoClient, record_id: int) -> Deposit | None:
    """A published record as it is stored; None when there is none, or not yet."""
    return _find(client, f"/api/records/{record_id}")


def read_versions(client: ZenodoClient, record_id: int) -> tuple[Deposit, ...]:
    """All published versions of a record's concept, oldest first."""
    return tuple(
        sorted(_pages(client, f"/api/records/{record_id}/versions", {}), key=lambda one: (one.index, one.id))
    )


def own_deposits(client: ZenodoClient, query: str) -> tuple[Deposit, ...]:
    """The user's own drafts and versions that a query finds; the index behind it lags and forgets."""
    params = {"q": query, "allversions": "true", "shared_with_me": "false", "sort": "newest"}
    found = {one.id: one for one in _pages(client, "/api/user/records", params)}
    return tuple(found.values())


def _pages(client: ZenodoClient, path: str, params: Mapping[str, str]) -> Iterator[Deposit]:
    page = 1
    while True:
        hits = _send(client, "GET", path, params={**params, "size": _PAGE, "page": page})
        try:
            found, total = hits["hits"]["hits"], int(hits["hits"]["total"])
        except (KeyError, TypeError, ValueError) as problem:
            raise UnexpectedAnswer(
                tr("Zenodo's listing is not what it should be."), details=repr(problem)
            ) from problem
        yield from map(parse_deposit, found)
        if not found or page * _PAGE >= total:
            return
        page += 1


def save(client: ZenodoClient, draft_id: int, body: Json) -> Deposit:
    """Replace a draft's metadata and access; what is invalid is not stored and told in `problems`."""
    return parse_deposit(_send(client, "PUT", f"/api/records/{draft_id}/draft", body))


def discard(client: ZenodoClient, draft_id: int, revision: int | None = None) -> None:
    """Delete a draft; with `revision`, only as long as nobody has saved it since (else StatusError 412)."""
    try:
        match = "" if revision is None else str(revision)
        _send(client, "DELETE", f"/api/records/{draft_id}/draft", if_match=match)
    except StatusError as problem:
        if problem.status != 404:
            raise


def publish(client: ZenodoClient, draft_id: int) -> Deposit:
    """Publish a draft, or what was edited of a record; once, whatever happens to the answer.

    Raises:
        StatusError: it cannot be published; the fields are told.
        ServiceError: the draft is gone, or Zenodo did not answer again and again.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return parse_deposit(_send(client, "POST", f"/api/records/{draft_id}/draft/actions/publish"))
        except Uncertain as problem:
            _log.info("publishing %d: %s", draft_id, problem)
        except StatusError as problem:
            if problem.status != 404:
                raise
        # a draft is there as long as it is not published; an edited record is there all the time
        if read_draft(client, draft_id) is None:
            record = read_record(client, draft_id)
            if record is None:
                raise ServiceError(
                    tr("Draft {} is gone from Zenodo.").format(draft_id),
                    advice=tr("Somebody deleted it. Start again: a new one is made."),
                )
            return record
        _again(client, attempt)
    raise _gave_up(client)


def _again(client: ZenodoClient, attempt: int) -> None:
    client.wait(min(60.0, 2.0**attempt), tr("{host} lost an answer; looking again in {seconds} s").replace(
        "{host}", client.host
    ))  # fmt: skip


def _gave_up(client: ZenodoClient) -> ServiceError:
    return ServiceError(
        tr("{} did not answer, again and again.").format(client.host),
        advice=tr("Start again later: what is done stays done."),
    )


# files ----------------------------------------------------------------------------------------------


def _files_path(draft_id: int, key: str = "") -> str:
    path = f"/api/records/{draft_id}/draft/files"
    return f"{path}/{quote(key, safe='')}" if key else path


def _listed(payload: Any) -> dict[str, DraftFile]:
    try:
        return {str(entry["key"]): _file(entry) for entry in payload["entries"]}
    except (KeyError, TypeError, ValueError) as problem:
        raise UnexpectedAnswer(
            tr("Zenodo lists a draft's files in an unknown way."), details=repr(problem)
        ) from problem


def draft_files(client: ZenodoClient, draft_id: int) -> dict[str, DraftFile]:
    """The files of a draft by key, those included whose bytes have not arrived."""
    return _listed(_send(client, "GET", _files_path(draft_id)))


def import_files(client: ZenodoClient, draft_id: int) -> dict[str, DraftFile]:
    """Link all files of the newest published version into a draft without files; no bytes move."""
    try:
        path = f"/api/records/{draft_id}/draft/actions/files-import"
        return _listed(_send(client, "POST", path, repeatable=True))
    except StatusError as problem:
        if problem.status != 400:
            raise
        return draft_files(client, draft_id)  # an answer that was lost: they are there


def delete_file(client: ZenodoClient, draft_id: int, key: str) -> None:
    """Take a file out of a draft; one that is not there is done."""
    try:
        _send(client, "DELETE", _files_path(draft_id, key))
    except StatusError as problem:
        if problem.status != 404:
            raise


def upload_file(
    client: ZenodoClient,
    draft_id: int,
    key: str,
    source: Path,
    size: int,
    md5: str,
    there: DraftFile | None = None,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Bring a file into a draft, until Zenodo says that it has exactly these bytes; `there` is its entry now.

    What a broken connection left behind is looked at first: content is never sent onto a completed file (that
    deletes it), and bytes that arrived although the answer was lost are not sent again.
    """
    entry = there
    for attempt in range(_ATTEMPTS):
        if attempt:
            entry = _entry(client, draft_id, key)
        if entry is not None and entry.completed:
            if (entry.size, entry.md5) == (size, md5):
                return
            delete_file(client, draft_id, key)
            entry = None
        if entry is None:
            _init(client, draft_id, key)
            done = None
        else:
            done = _commit(client, draft_id, key)  # its bytes may have arrived
        if done is None and _put(client, draft_id, key, source, progress):
            done = _commit(client, draft_id, key)
        if done is not None and done.completed and (done.size, done.md5) == (size, md5):
            return
        _again(client, attempt)
    raise ServiceError(
        tr("“{key}” could not be uploaded to {host} whole.").format(key=key, host=client.host),
        advice=tr("Start again later: what is done stays done."),
    )


def _entry(client: ZenodoClient, draft_id: int, key: str) -> DraftFile | None:
    try:
        return _file(_send(client, "GET", _files_path(draft_id, key)))
    except StatusError as problem:
        if problem.status != 404:
            raise
        return None


def _init(client: ZenodoClient, draft_id: int, key: str) -> None:
    try:
        _send(client, "POST", _files_path(draft_id), [{"key": key}], repeatable=True)
    except StatusError as problem:
        # after a lost answer the entry exists already; a real refusal shows in what comes next
        if problem.status != 400 or _entry(client, draft_id, key) is None:
            raise


def _put(
    client: ZenodoClient, draft_id: int, key: str, source: Path, progress: Callable[[int], None] | None
) -> bool:
    """Send the content of an entry; whether it may be there now."""
    try:
        path = f"{_files_path(draft_id, key)}/content"
        answer = client.upload(path, source, progress=progress, repeatable=False)
    except Uncertain as problem:
        _log.info("%s: %s", key, problem)
        return False
    except StatusError as problem:
        if problem.status != 404:  # the entry went with a broken transfer
            raise
        return False
    return not (isinstance(answer.payload, dict) and answer.payload.get("errors"))


def _commit(client: ZenodoClient, draft_id: int, key: str) -> DraftFile | None:
    """Complete an entry; None when it has no content (500) or is gone (404)."""
    try:
        path = f"{_files_path(draft_id, key)}/commit"
        return _file(_send(client, "POST", path, repeatable=True, final=_NO_FILE))
    except StatusError as problem:
        if problem.status not in {404, 500}:
            raise
        return None


def request_quota(client: ZenodoClient, draft_id: int, gigabytes: int) -> None:
    """Ask for room for a draft beyond 50 GB; Zenodo gives up to 200 at once.

    Raises:
        StatusError: the account has none left.
    """
    path = f"/api/records/{draft_id}/quota-increase"
    _send(client, "POST", path, {"quota_size": str(gigabytes)}, repeatable=True)


# communities ----------------------------------------------------------------------------------------


def community_id(client: ZenodoClient, slug: str) -> str:
    """The id of a community.

    Raises:
        ServiceError: there is none of this name.
    """
    try:
        return str(_send(client, "GET", f"/api/communities/{quote(slug, safe='')}")["id"])
    except StatusError as problem:
        if problem.status != 404:
            raise
        raise no_community(slug, problem) from problem


def join_community(client: ZenodoClient, record_id: int, community: str) -> str:
    """Ask a community (by id) to take a published record in: `included`, `pending`, or why it does not."""
    body = {"communities": [{"id": community, "require_review": False}]}
    path = f"/api/records/{record_id}/communities"
    try:
        answer = _send(client, "POST", path, body, repeatable=True)
    except StatusError as problem:
        if problem.status != 400:
            raise
        answer = problem.payload if isinstance(problem.payload, dict) else {}
    for one in answer.get("processed") or []:
        status = (one.get("request") or {}).get("status")
        return "included" if status == "accepted" else "pending"
    errors = answer.get("errors") or [{}]
    message = str(errors[0].get("message") or answer.get("message") or "?")
    if "already included" in message:
        return "included"
    return "pending" if "already an open" in message else message
