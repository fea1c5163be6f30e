# SPDX-License-Identifier: GPL-2.0-or-later
"""The records API's write side: drafts, files in three steps, new versions, publishing."""

from __future__ import annotations

import uuid
from datetime import datetime, timezone
from typing import Any
from urllib.parse import unquote

from . import vocabulary
from .blobs import Blob
from .deposit import MAX_FILES, drop, new_version
from .rdm import deep, legacy_of, rdm_of
from .reading import bytes_of
from .store import DOI_PREFIX, Draft, Json, Store, StoredFile, Version, iso, quote_key
from .wire import DENIED, NOT_FOUND, HttpError, Incoming, Reply, answer, invalid

NOT_REGISTERED = "The persistent identifier is not registered."
LOCKED = "Bucket is locked for modifications."
LOST = "File upload transfer failed."
VND = "application/vnd.inveniordm.v1+json"
_OPEN_REVIEW = {"submitted"}


def wants_vnd(request: Incoming) -> bool:
    """Whether the answer is the record as stored; HttpError 406 for what nobody serves."""
    accept = request.headers.get("Accept") or "*/*"
    kinds = [part.partition(";")[0].strip() for part in accept.split(",")]
    if VND in kinds:
        return True
    if not {"application/json", "*/*", "application/*"} & set(kinds):
        raise HttpError(406, "Invalid 'Accept' header.")
    return False


def only_json(request: Incoming) -> None:
    accept = request.headers.get("Accept") or "*/*"
    if not any(kind in accept for kind in ("application/json", "*/*")):
        raise HttpError(406, "Invalid 'Accept' header.")


def owner_of(request: Incoming) -> int:
    if request.owner is None:
        raise HttpError(403, DENIED)
    return request.owner


def find_draft(store: Store, request: Incoming, text: str) -> Draft:
    draft = store.all_drafts().get(int(text))
    if draft is None:
        owner_of(request)
        raise HttpError(404, NOT_FOUND)
    if draft.concept.owner != owner_of(request):
        raise HttpError(403, DENIED)
    return draft


def find_version(store: Store, request: Incoming, text: str) -> Version:
    version = store.versions.get(int(text))
    if version is None or version.tombstone is not None:
        owner_of(request)
        raise HttpError(404, NOT_REGISTERED if int(text) in store.drafts else NOT_FOUND)
    if version.concept.owner != owner_of(request):
        raise HttpError(403, DENIED)
    return version


def community_id(slug: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://standin/communities/{slug}"))


def vnd_json(held: Draft | Version, base: str) -> Json:
    """A draft or a published version as stored."""
    is_draft = isinstance(held, Draft)
    concept = held.concept
    body = held.body() if isinstance(held, Draft) else version_body(held)
    edited = held.edited if isinstance(held, Draft) else None
    published = edited is not None or not is_draft
    latest = concept.published()[-1:] or [None]
    if isinstance(held, Draft):
        index = edited.index if edited else len(concept.versions) + 1
        status = "published" if edited else "draft" if index == 1 else "new_version_draft"
        if held.review is not None:
            status = {"submitted": "in_review", "declined": "declined"}.get(
                held.review.status, f"{status}_with_review"
            )
    else:
        index, status = held.index, "published"
    entries: Json = {
        key: {
            "id": stored.file_id, "key": key, "size": stored.blob.size,
            "checksum": f"md5:{stored.blob.md5}", "ext": key.rpartition(".")[2], "metadata": {},
        }
        for key, stored in held.files.items()
    }  # fmt: skip
    if isinstance(held, Draft):
        entries.update({key: {"key": key} for key in held.pending})
    path = f"{base}/api/records/{held.id}" + ("/draft" if is_draft else "")
    pids: Json = {}
    if published:
        pids = {
            "doi": {"identifier": f"{DOI_PREFIX}{held.id}", "provider": "datacite", "client": "datacite"},
            "oai": {"identifier": f"oai:zenodo.org:{held.id}", "provider": "oai"},
        }
    access = {"status": "open" if body["access"].get("files") != "restricted" else "restricted"}
    return {
        "created": iso(held.created),
        "updated": iso(held.updated),
        "id": str(held.id),
        "links": {"self": path, "self_html": f"{base}/{'uploads' if is_draft else 'records'}/{held.id}"},
        "revision_id": held.revision,
        "parent": {
            "id": str(concept.id),
            "access": {"owned_by": {"user": str(concept.owner)}},
            "communities": {"ids": [community_id(slug) for slug in concept.communities]},
            "pids": {"doi": {"identifier": f"{DOI_PREFIX}{concept.id}"}} if concept.versions else {},
        },
        "versions": {
            "index": index,
            "is_latest": (edited or held) is latest[0],
            "is_latest_draft": concept.next_draft is None or concept.next_draft is held,
        },
        "is_published": published,
        "is_draft": is_draft,
        "status": status,
        "expires_at": None,
        "access": {**deep(body["access"]), **access},
        "metadata": _with_titles(deep(body["metadata"])),
        "custom_fields": deep(body.get("custom_fields") or {}),
        "pids": pids,
        "files": {
            "enabled": True, "count": len(held.files), "entries": entries, "default_preview": None,
            "total_bytes": sum(stored.blob.size for stored in held.files.values()), "order": [],
        },
        "ui": {"note": "ignore me"},
    }  # fmt: skip


def _with_titles(metadata: Json) -> Json:
    """Entries of vocabularies are shown with their titles."""
    people = [*metadata.get("creators", []), *metadata.get("contributors", [])]
    entries = [metadata.get("resource_type"), *metadata.get("rights", []), *metadata.get("languages", [])]
    entries += [one.get("role") for one in people] + [one.get("type") for one in metadata.get("dates", [])]
    for entry in entries:
        if entry and "id" in entry:
            entry["title"] = {"en": entry["id"].title()}
    return metadata


def version_body(version: Version) -> Json:
    if version.rdm is None:
        return rdm_of(version.metadata)
    return version.rdm


def draft_reply(
    request: Incoming, draft: Draft, status: int = 200, problems: list[Json] | None = None
) -> Reply:
    if wants_vnd(request):
        body = vnd_json(draft, request.base)
        if problems:
            body["errors"] = problems
        return answer(body, status, ETag=f'"{draft.revision}"')
    if draft.pending:  # the plain serialisation looks for the size of every file
        raise HttpError(
            500, "The server encountered an internal error and was unable to complete the request."
        )
    body = draft.body()
    return answer(
        {
            "id": draft.id, "conceptrecid": str(draft.concept.id), "metadata": legacy_of(body),
            "submitted": draft.edited is not None, "state": "unsubmitted", "revision": draft.revision,
            "files": [{"key": key, "size": one.blob.size} for key, one in draft.files.items()],
        },
        status,
    )  # fmt: skip


def _write(store: Store, draft: Draft, given: Any) -> list[Json]:
    """Take a body over into a draft, leniently; the problems."""
    given = given if isinstance(given, dict) else {}
    metadata, problems = vocabulary.check(given.get("metadata") or {})
    access = deep(draft.body().get("access") or {"record": "public", "files": "public"})
    if given.get("access"):
        wanted = given["access"]
        if wanted.get("record", "public") != "public":
            raise HttpError(400, "You don't have permissions to manage record access.")
        access = {"record": "public", "files": wanted.get("files", "public")}
        if wanted.get("embargo"):
            access["embargo"] = wanted["embargo"]
    if (given.get("files") or {}).get("enabled") is False:
        raise HttpError(400, "You don't have permissions to manage files options.")
    draft.rdm = {"metadata": metadata, "access": access, "custom_fields": given.get("custom_fields") or {}}
    draft.metadata = legacy_of(draft.rdm)
    draft.updated = store.now()
    store.touch_draft(draft)
    if not draft.files:
        problems.append(vocabulary.missing_files())
    return problems


def create(store: Store, request: Incoming) -> Reply:
    owner = owner_of(request)
    given = request.json() or {}
    vocabulary.check(given.get("metadata") or {})  # an unknown id: nothing is saved
    concept = store.new_concept(owner)
    now = store.now()
    draft = Draft(store.new_id(), concept, {}, {}, str(uuid.uuid4()), now, now)
    draft.rdm = {"metadata": {}, "access": {"record": "public", "files": "public"}, "custom_fields": {}}
    store.drafts[draft.id] = draft
    problems = _write(store, draft, given)
    return draft_reply(request, draft, 201, problems)


def read(store: Store, request: Incoming, text: str) -> Reply:
    return draft_reply(request, find_draft(store, request, text))


def _match(request: Incoming, draft: Draft) -> None:
    wanted = request.headers.get("If-Match")
    if wanted is not None and wanted.strip('"') != str(draft.revision):
        raise HttpError(412, "Revision id provided doesn't match with record's revision id")


def update(store: Store, request: Incoming, text: str) -> Reply:
    draft = find_draft(store, request, text)
    _match(request, draft)
    problems = _write(store, draft, request.json())
    draft.revision += 1
    return draft_reply(request, draft, 200, problems)


def edit(store: Store, request: Incoming, text: str) -> Reply:
    draft = store.all_drafts().get(int(text))
    if draft is None:
        version = find_version(store, request, text)
        now = store.now()
        draft = version.draft = Draft(
            version.id, version.concept, deep(version.metadata), dict(version.files), version.bucket, now,
            now, version, deep(version_body(version)), revision=version.revision,
        )  # fmt: skip
        store.touch_draft(draft)
    return draft_reply(request, find_draft(store, request, text), 201)


def delete(store: Store, request: Incoming, text: str) -> Reply:
    draft = find_draft(store, request, text)
    _match(request, draft)
    if draft.review is not None and draft.review.status in _OPEN_REVIEW:
        raise HttpError(400, "You cannot delete a draft with an open review.")
    drop(store, draft)
    return Reply(204)


def next_version(store: Store, request: Incoming, text: str) -> Reply:
    """The draft of the next version: a new one without files, or the one that is there."""
    version = find_version(store, request, text)
    draft = version.concept.next_draft
    if draft is None:
        latest = version.concept.published()[-1]
        draft = new_version(store, latest)
        body = deep(version_body(latest))
        body["metadata"].pop("version", None)
        body["metadata"]["publication_date"] = _today(store)
        draft.rdm = body
    return draft_reply(request, draft, 201)


def _today(store: Store) -> str:
    return datetime.fromtimestamp(store.now(), timezone.utc).date().isoformat()


# files ----------------------------------------------------------------------------------------------


def _entry(draft: Draft, key: str, base: str) -> Json:
    url = f"{base}/api/records/{draft.id}/draft/files/{quote_key(key)}"
    entry: Json = {
        "key": key, "updated": iso(draft.updated), "created": iso(draft.created), "metadata": None,
        "links": {"self": url, "content": f"{url}/content", "commit": f"{url}/commit"},
        "transfer": {"type": "L"}, "status": "pending",
    }  # fmt: skip
    stored = draft.files.get(key)
    if stored is not None:
        entry.update(
            status="completed", size=stored.blob.size, checksum=f"md5:{stored.blob.md5}",
            file_id=stored.file_id, version_id=stored.version_id, mimetype="application/octet-stream",
        )  # fmt: skip
    return entry


def _listing(draft: Draft, request: Incoming, status: int = 200) -> Reply:
    keys = [*draft.files, *draft.pending]
    return answer(
        {
            "enabled": True, "default_preview": None, "order": [],
            "links": {"self": f"{request.base}/api/records/{draft.id}/draft/files"},
            "entries": [_entry(draft, key, request.base) for key in keys],
        },
        status,
    )  # fmt: skip


def files(store: Store, request: Incoming, text: str) -> Reply:
    only_json(request)
    return _listing(find_draft(store, request, text), request)


def init_files(store: Store, request: Incoming, text: str) -> Reply:
    only_json(request)
    draft = find_draft(store, request, text)
    keys = [str(one["key"]) for one in request.json() or []]
    for key in keys:
        if key in draft.files or key in draft.pending:
            raise HttpError(400, f"File with key {key} already exists.")
        if len(key) > 255:
            raise invalid(("key", "Longer than maximum length 255."))
    if len(draft.files) + len(draft.pending) + len(keys) > MAX_FILES:
        raise HttpError(400, "Uploading selected files will result in exceeding the max amount per record.")
    draft.pending.update(dict.fromkeys(keys))
    return _listing(draft, request, 201)


def _key(draft: Draft, text: str) -> str:
    key = unquote(text)
    if key not in draft.files and key not in draft.pending:
        raise HttpError(404, f"Record '{draft.id}' has no file '{key}'.")
    return key


def file_entry(store: Store, request: Incoming, text: str, key: str) -> Reply:
    only_json(request)
    draft = find_draft(store, request, text)
    return answer(_entry(draft, _key(draft, key), request.base))


def delete_file(store: Store, request: Incoming, text: str, key: str) -> Reply:
    draft = find_draft(store, request, text)
    key = _key(draft, key)
    if key in draft.files and draft.edited is not None and not draft.open_bucket:
        raise HttpError(403, LOCKED)
    draft.files.pop(key, None)
    draft.pending.pop(key, None)
    return Reply(204)


def delete_files(store: Store, request: Incoming, text: str) -> Reply:
    draft = find_draft(store, request, text)
    if draft.edited is not None and not draft.open_bucket:
        raise HttpError(403, LOCKED)
    draft.files.clear()
    draft.pending.clear()
    return Reply(204)


def put_content(store: Store, request: Incoming, text: str, key: str) -> Reply:
    only_json(request)
    draft = find_draft(store, request, text)
    if request.headers.get("Content-Type") not in {None, "application/octet-stream"}:
        raise HttpError(415, "Unsupported media type.")
    key = _key(draft, key)
    if draft.edited is not None and not draft.open_bucket:
        raise HttpError(403, LOCKED)
    if key in draft.files:
        lose(store, draft.id, key)
        return answer({**_entry(draft, key, request.base), "errors": LOST})
    size = int(request.headers.get("Content-Length") or 0)
    if size + sum(one.blob.size for one in draft.files.values()) > (draft.quota or store.quota):
        raise HttpError(400, "Bucket quota exceeded.")
    draft.pending[key] = Blob.of(request.upload if request.upload is not None else request.body)
    return answer(_entry(draft, key, request.base))


def lose(store: Store, number: int, key: str) -> None:
    """What a broken transfer does: the file's entry is gone from the draft."""
    draft = store.all_drafts().get(number)
    if draft is not None:
        draft.files.pop(key, None)
        draft.pending.pop(key, None)


def lost_answer(store: Store, number: int, key: str, base: str) -> Reply:
    draft = store.all_drafts()[number]
    entry = _entry(draft, key, base)
    lose(store, number, key)
    return answer({**entry, "errors": LOST})


def get_content(store: Store, request: Incoming, text: str, key: str) -> Reply:
    draft = find_draft(store, request, text)
    stored = draft.files.get(_key(draft, key))
    if stored is None:
        raise HttpError(404, f"Record '{draft.id}' has no file '{unquote(key)}'.")
    return bytes_of(request, stored)


def commit(store: Store, request: Incoming, text: str, key: str) -> Reply:
    only_json(request)
    draft = find_draft(store, request, text)
    key = _key(draft, key)
    if key in draft.pending:
        blob = draft.pending[key]
        if blob is None:
            raise HttpError(
                500, "The server encountered an internal error and was unable to complete the request."
            )
        if not blob.size:
            raise HttpError(400, "Empty files are not accepted.")
        del draft.pending[key]
        draft.files[key] = StoredFile.new(key, blob)
        draft.updated = store.now()
        store.touch_draft(draft)
    return answer(_entry(draft, key, request.base))


def import_files(store: Store, request: Incoming, text: str) -> Reply:
    only_json(request)
    draft = find_draft(store, request, text)
    if draft.files or draft.pending:
        raise invalid(("files.enabled", "Please remove all files first."))
    published = draft.concept.published()
    if not published or draft.edited is not None:
        raise HttpError(404, NOT_FOUND)
    draft.files = dict(published[-1].files)
    return _listing(draft, request, 201)


# publishing -----------------------------------------------------------------------------------------


def publish(store: Store, request: Incoming, text: str) -> Reply:
    draft = find_draft(store, request, text)
    if draft.review is not None:
        raise invalid(
            (
                "message",
                "You cannot publish a draft with an open review request. "
                "Please cancel the review request first.",
            )
        )
    return published_reply(request, publish_draft(store, draft))


def published_reply(request: Incoming, version: Version) -> Reply:
    if not wants_vnd(request):
        from .store import record_json

        return answer(record_json(version.snapshot(), request.base, may_read=True), 202)
    return answer(vnd_json(version, request.base), 202)


def publish_draft(store: Store, draft: Draft) -> Version:
    problems = vocabulary.unpublishable(draft.body()["metadata"], len(draft.files), len(draft.pending))
    if problems:
        raise HttpError(400, "A validation error occurred.", problems)
    if draft.edited is not None:
        version = draft.edited
        version.metadata, version.rdm, version.draft = legacy_of(draft.body()), draft.body(), None
        version.files = dict(draft.files)
        store.touch(version)
        store.touch_draft(draft)
        return version
    del store.drafts[draft.id]
    if draft.concept.next_draft is draft:
        draft.concept.next_draft = None
    version = store.publish(
        draft.concept, legacy_of(draft.body()), draft.files, version_id=draft.id, bucket=draft.bucket
    )
    version.rdm = draft.body()
    store.touch_draft(draft)
    store.reindex(version.concept)
    return version


def quota(store: Store, request: Incoming, text: str) -> Reply:
    draft = find_draft(store, request, text)
    wanted = (request.json() or {}).get("quota_size")
    if not isinstance(wanted, str) or not wanted.isdigit():
        raise invalid(("quota_size", "Not a valid string."))
    if int(wanted) > 200:
        raise HttpError(403, DENIED)
    draft.quota = int(wanted) * 1_000_000_000
    return answer({"quota_size": wanted})


def open_files(store: Store, request: Incoming, text: str) -> Reply:
    draft = find_draft(store, request, text)
    if draft.edited is None:
        raise HttpError(404, NOT_FOUND)
    if store.now() - draft.edited.created > 30 * 86_400:
        raise HttpError(403, DENIED)
    draft.open_bucket = True
    return answer({})


# the user's own -------------------------------------------------------------------------------------


def user_records(store: Store, request: Incoming) -> Reply:
    """Drafts and published versions of the user, as the search index knows them."""
    import re

    owner = owner_of(request)
    size, page = int(request.query.get("size", 25)), int(request.query.get("page", 1))
    if size > 100:
        raise invalid(("size", "Page size cannot be greater than 100."))
    drafts = {draft.id: draft for draft in store.indexed_drafts()}
    held: dict[int, Draft | Version] = {version.id: version for version in store.indexed()}
    held.update(drafts)
    # what others shared, or what a curator may see, comes along unless it is left out
    mine = [
        one
        for one in held.values()
        if one.concept.owner == owner or request.query.get("shared_with_me") != "false"
    ]
    if request.query.get("allversions") != "true":
        newest: dict[int, Draft | Version] = {}
        for one in sorted(mine, key=lambda one: (one.created, one.id)):
            newest[one.concept.id] = one
        mine = list(newest.values())
    text = request.query.get("q", "")
    for part in re.split(r"\s+AND\s+", text) if text else []:
        name, _, value = part.partition(":")
        value = value.strip().strip('"')
        mine = [one for one in mine if _matches(one, name.strip(), value)]
    mine.sort(key=lambda one: (one.created, one.id), reverse=True)
    shown = mine[(page - 1) * size : page * size]
    if wants_vnd(request):
        hits = [vnd_json(one, request.base) for one in shown]
    else:
        if any(isinstance(one, Draft) and one.pending for one in shown):
            raise HttpError(500, "The server encountered an internal error.")
        hits = [{"id": one.id, "conceptrecid": str(one.concept.id)} for one in shown]
    return answer({"hits": {"hits": hits, "total": len(mine)}, "links": {}})


def _matches(one: Draft | Version, name: str, value: str) -> bool:
    body = one.body() if isinstance(one, Draft) else version_body(one)
    if name == "is_published":
        published = not isinstance(one, Draft) or one.edited is not None
        return value == str(published).lower()
    if name == "metadata.identifiers.identifier":  # indexed as words: longer names are found as well
        return any(
            value.lower() in item["identifier"].lower() for item in body["metadata"].get("identifiers") or []
        )
    if name == "parent.id":
        return str(one.concept.id) == value
    if name == "id":
        return str(one.id) == value
    raise HttpError(400, "Invalid querystring parameters.")
