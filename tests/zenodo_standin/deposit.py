# SPDX-License-Identifier: GPL-2.0-or-later
"""The legacy deposit API: drafts, their states, buckets, new versions."""

from __future__ import annotations

import copy
import uuid
from datetime import datetime, timezone
from typing import Any
from urllib.parse import unquote

from .blobs import Blob
from .reading import bytes_of
from .store import DOI_PREFIX, Draft, Json, Store, StoredFile, Version, iso, quote_key
from .wire import DENIED, NOT_FOUND, HttpError, Incoming, Reply, answer, invalid

MAX_FILES = 100
_TOP_LEVEL = {
    "metadata", "files", "id", "conceptrecid", "conceptdoi", "doi", "doi_url", "links", "owner", "record_id",
    "record_url", "created", "modified", "state", "submitted", "title",
}  # fmt: skip
_KNOWN = {
    "upload_type", "publication_type", "image_type", "publication_date", "title", "creators", "description",
    "access_right", "license", "embargo_date", "access_conditions", "doi", "prereserve_doi", "keywords",
    "notes", "related_identifiers", "contributors", "references", "communities", "grants", "version",
    "language", "locations", "dates", "method", "subjects",
}  # fmt: skip
_REQUIRED = ("title", "creators", "upload_type", "publication_date")
FILES_FIRST = ("files.enabled", "Please remove all files first.")


def _owner(request: Incoming) -> int:
    if request.owner is None:
        raise HttpError(403, DENIED)
    return request.owner


def _find(store: Store, request: Incoming, text: str) -> tuple[Draft | None, Version | None]:
    """The draft and the published version of an id; one of them may be absent."""
    owner = _owner(request)
    number = int(text)
    version = store.versions.get(number)
    draft = store.drafts.get(number) or (version.draft if version else None)
    if version is not None and version.tombstone is not None:
        version = None
    if draft is None and version is None:
        raise HttpError(404, NOT_FOUND)
    concept = draft.concept if draft else version.concept  # type: ignore[union-attr]
    if concept.owner != owner:
        raise HttpError(403, DENIED)
    return draft, version


def _draft(store: Store, request: Incoming, text: str) -> Draft:
    draft, _ = _find(store, request, text)
    if draft is None:
        raise HttpError(404, NOT_FOUND)
    return draft


def _file_json(stored: StoredFile, number: int, base: str) -> Json:
    url = f"{base}/api/deposit/depositions/{number}/files/{stored.file_id}"
    return {
        "id": stored.file_id,
        "filename": stored.key,
        "filesize": stored.blob.size,
        "checksum": stored.blob.md5,
        "links": {
            "self": url,
            "download": f"{base}/api/records/{number}/files/{quote_key(stored.key)}/content",
        },
    }


def deposit_json(store: Store, draft: Draft | None, version: Version | None, base: str) -> Json:
    held = draft or version
    assert held is not None
    state = "done"
    if draft is not None:
        state = "unsubmitted" if draft.edited is None else "inprogress"
    submitted = state != "unsubmitted"
    url = f"{base}/api/deposit/depositions/{held.id}"
    metadata = copy.deepcopy(held.metadata)
    metadata["prereserve_doi"] = {"doi": f"{DOI_PREFIX}{held.id}", "recid": held.id}
    if submitted:
        metadata["doi"] = f"{DOI_PREFIX}{held.id}"
    links = {
        "self": url,
        "html": f"{base}/deposit/{held.id}",
        "files": f"{url}/files",
        "bucket": f"{base}/api/files/{held.bucket}",
        "publish": f"{url}/actions/publish",
        "edit": f"{url}/actions/edit",
        "discard": f"{url}/actions/discard",
        "newversion": f"{url}/actions/newversion",
    }
    next_draft = held.concept.next_draft
    links["latest_draft"] = f"{base}/api/deposit/depositions/{next_draft.id if next_draft else held.id}"
    if submitted:
        links["record"] = f"{base}/api/records/{held.id}"
    return {
        "created": iso(held.created),
        "modified": iso(held.updated),
        "id": held.id,
        "conceptrecid": str(held.concept.id),
        **(
            {"doi": f"{DOI_PREFIX}{held.id}", "conceptdoi": f"{DOI_PREFIX}{held.concept.id}"}
            if submitted
            else {}
        ),
        "metadata": metadata,
        "title": metadata.get("title", ""),
        "links": links,
        "record_id": held.id,
        "owner": held.concept.owner,
        "files": [_file_json(stored, held.id, base) for stored in held.files.values()],
        "state": state,
        "submitted": submitted,
    }


def _checked(body: Any) -> Json:
    """The metadata of a request's body: unknown keys at the top refused, in the metadata dropped."""
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise HttpError(400, "Validation error.")
    for key in body:
        if key not in _TOP_LEVEL:
            raise invalid((key, "Unknown field."))
    given = body.get("metadata") or {}
    if not isinstance(given, dict):
        raise invalid(("metadata", "Not a valid mapping type."))
    metadata = {name: copy.deepcopy(value) for name, value in given.items() if name in _KNOWN}
    metadata.pop("prereserve_doi", None)
    metadata.pop("doi", None)
    if metadata.get("license"):
        metadata["license"] = str(metadata["license"]).lower()
    metadata.setdefault("access_right", "open")
    return metadata


def _today(store: Store) -> str:
    return datetime.fromtimestamp(store.now(), timezone.utc).date().isoformat()


def listing(store: Store, request: Incoming) -> Reply:
    owner = _owner(request)
    try:
        size, page = int(request.query.get("size", 10)), int(request.query.get("page", 1))
    except ValueError as problem:
        raise HttpError(400, "Invalid querystring parameters.") from problem
    if size > 100:
        raise invalid(("size", "Page size cannot be greater than 100."))
    every = request.query.get("all_versions") in {"true", "1", "True"}
    found: list[tuple[Draft | None, Version | None]] = [
        (draft, None) for draft in store.drafts.values() if draft.concept.owner == owner
    ]
    for concept in store.concepts.values():
        if concept.owner == owner:
            published = concept.published()
            found += [(version.draft, version) for version in (published if every else published[-1:])]
    text = request.query.get("q", "").strip().strip('"').lower()
    if text:
        found = [pair for pair in found if text in str((pair[0] or pair[1]).metadata).lower()]  # type: ignore[union-attr]
    found.sort(key=lambda pair: (pair[0] or pair[1]).created, reverse=True)  # type: ignore[union-attr]
    shown = found[(page - 1) * size : page * size]
    return answer([deposit_json(store, draft, version, request.base) for draft, version in shown])


def create(store: Store, request: Incoming) -> Reply:
    owner = _owner(request)
    metadata = _checked(request.json())
    metadata.setdefault("publication_date", _today(store))
    concept = store.new_concept(owner)
    now = store.now()
    draft = Draft(store.new_id(), concept, metadata, {}, str(uuid.uuid4()), now, now)
    store.drafts[draft.id] = draft
    store.touch_draft(draft)
    return answer(deposit_json(store, draft, None, request.base), 201)


def read(store: Store, request: Incoming, text: str) -> Reply:
    draft, version = _find(store, request, text)
    return answer(deposit_json(store, draft, version, request.base))


def update(store: Store, request: Incoming, text: str) -> Reply:
    draft = _draft(store, request, text)
    draft.metadata = _checked(request.json())
    draft.rdm = None
    draft.updated = store.now()
    store.touch_draft(draft)
    return answer(deposit_json(store, draft, draft.edited, request.base))


def drop(store: Store, draft: Draft) -> None:
    if draft.edited is not None:
        draft.edited.draft = None
        store.touch_draft(draft)
        return
    del store.drafts[draft.id]
    store.touch_draft(draft)
    if draft.concept.next_draft is draft:
        draft.concept.next_draft = None
    elif not draft.concept.versions:
        del store.concepts[draft.concept.id]


def delete(store: Store, request: Incoming, text: str) -> Reply:
    drop(store, _draft(store, request, text))
    return Reply(204)


def action(store: Store, request: Incoming, text: str, name: str) -> Reply:
    if name == "publish":
        return _publish(store, request, _draft(store, request, text))
    if name == "discard":
        drop(store, _draft(store, request, text))
        return Reply(204)
    draft, version = _find(store, request, text)
    if name == "edit":
        if draft is None and version is not None:
            now = store.now()
            draft = version.draft = Draft(
                version.id, version.concept, copy.deepcopy(version.metadata), dict(version.files),
                version.bucket, now, now, version,
            )  # fmt: skip
        return answer(deposit_json(store, draft, version, request.base), 201)
    if version is None:
        raise HttpError(404, NOT_FOUND)
    existing = version.concept.next_draft
    if existing is not None and existing.files:
        raise invalid(FILES_FIRST)
    latest = version.concept.published()[-1]
    new = existing or new_version(store, version)
    new.files = dict(latest.files)  # by reference: the same file objects
    return answer(deposit_json(store, new, None, request.base), 201)


def new_version(store: Store, version: Version) -> Draft:
    metadata = copy.deepcopy(version.metadata)
    metadata.pop("version", None)
    metadata["publication_date"] = _today(store)
    now = store.now()
    draft = Draft(store.new_id(), version.concept, metadata, {}, str(uuid.uuid4()), now, now)
    store.drafts[draft.id] = draft
    version.concept.next_draft = draft
    store.touch_draft(draft)
    return draft


def _publish(store: Store, request: Incoming, draft: Draft) -> Reply:
    missing = [name for name in _REQUIRED if not draft.metadata.get(name)]
    if missing:
        raise invalid(*((f"metadata.{name}", "Missing data for required field.") for name in missing))
    if draft.edited is not None:
        version = draft.edited
        version.metadata, version.rdm, version.draft = draft.metadata, draft.rdm, None
        store.touch(version)
        store.touch_draft(draft)
        return answer(deposit_json(store, None, version, request.base), 202)
    if not draft.files:
        raise invalid(
            (
                "files.enabled",
                "Missing uploaded files. To disable files for this record please mark it as metadata-only.",
            )
        )
    del store.drafts[draft.id]
    if draft.concept.next_draft is draft:
        draft.concept.next_draft = None
    version = store.publish(
        draft.concept, draft.metadata, draft.files, version_id=draft.id, bucket=draft.bucket
    )
    store.touch_draft(draft)
    return answer(deposit_json(store, None, version, request.base), 202)


def files(store: Store, request: Incoming, text: str) -> Reply:
    draft, version = _find(store, request, text)
    held = draft or version
    assert held is not None
    return answer([_file_json(stored, held.id, request.base) for stored in held.files.values()])


def delete_file(store: Store, request: Incoming, text: str, file_id: str) -> Reply:
    draft = _draft(store, request, text)
    if draft.edited is not None:
        raise HttpError(403, DENIED)
    for key, stored in draft.files.items():
        if stored.file_id == file_id:
            del draft.files[key]
            return Reply(204)
    raise HttpError(404, NOT_FOUND)


def bucket(store: Store, request: Incoming, name: str, key: str) -> Reply:
    """PUT, GET and DELETE of one file in a bucket."""
    owner = _owner(request)
    key = unquote(key)
    if "/" in key:
        raise HttpError(404, NOT_FOUND)
    draft = next((d for d in store.drafts.values() if d.bucket == name), None)
    version = next((v for v in store.versions.values() if v.bucket == name), None)
    held = draft or version
    if held is None:
        raise HttpError(404, "Bucket does not exist.")
    if held.concept.owner != owner:
        raise HttpError(403, DENIED)
    if request.method == "GET":
        if key not in held.files:
            raise HttpError(404, "Object does not exist.")
        return bytes_of(request, held.files[key])
    if draft is None:
        raise HttpError(403, DENIED)
    if request.method == "DELETE":
        if draft.files.pop(key, None) is None:
            raise HttpError(404, "Object does not exist.")
        return Reply(204)
    if request.headers.get("Content-Type") not in {None, "application/octet-stream"}:
        raise HttpError(415, "Unsupported media type.")
    if key not in draft.files and len(draft.files) >= MAX_FILES:
        raise invalid(
            ("files", f"Uploading selected files will result in {MAX_FILES + 1} files (max {MAX_FILES}).")
        )
    stored = StoredFile.new(key, Blob.of(request.upload if request.upload is not None else request.body))
    draft.files[key] = stored
    return answer(
        {
            "key": key,
            "size": stored.blob.size,
            "checksum": f"md5:{stored.blob.md5}",
            "version_id": stored.version_id,
            "mimetype": "application/octet-stream",
            "is_head": True,
            "delete_marker": False,
            "created": iso(store.now()),
            "links": {"self": f"{request.base}/api/files/{name}/{quote_key(key)}"},
        },
        201,
    )
