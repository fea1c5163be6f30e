# SPDX-License-Identifier: GPL-2.0-or-later
"""The read side: listings, records, versions, files, archives' members, OAI-PMH left aside."""

from __future__ import annotations

import zipfile
from typing import Any
from urllib.parse import unquote, urlencode

from . import query as language
from .blobs import Blob
from .store import Store, StoredFile, Version, quote_key, record_json, tombstone_json
from .wire import DENIED, NOT_FOUND, HttpError, Incoming, Reply, answer, invalid, redirect

WINDOW = 10_000


def may_read(version: Version, owner: int | None) -> bool:
    return version.access == "open" or owner == version.concept.owner


def page_of(request: Incoming) -> tuple[int, int]:
    """Page and size, checked as Zenodo does."""
    cap = 100 if request.owner is not None else 25
    try:
        size = int(request.query.get("size", 25))
        page = int(request.query.get("page", 1))
    except ValueError as problem:
        raise HttpError(400, "Invalid querystring parameters.") from problem
    if size > cap:
        text = (
            "Page size cannot be greater than 100."
            if request.owner is not None
            else "Page size cannot be greater than 25. Please use authenticated requests to increase the "
            "limit to 100."
        )
        raise invalid(("size", text))
    if size < 1 or page < 1 or (page - 1) * size >= WINDOW:
        raise HttpError(400, "Invalid querystring parameters.")
    return page, size


def serialised(request: Incoming, version: Version) -> Any:
    """A record in the form that the request's Accept asks for."""
    from .records_api import vnd_json, wants_vnd

    readable = may_read(version, request.owner)
    if not wants_vnd(request):
        told = record_json(version, request.base, may_read=readable)
        return version.describe(told) if version.describe is not None else told
    body = vnd_json(version, request.base)
    if not readable:
        body["files"] = {"enabled": True}
    return body


def envelope(request: Incoming, found: list[Version], page: int, size: int) -> Reply:
    hits = [serialised(request, version) for version in found[(page - 1) * size : page * size]]
    arguments = {name: value for name, value in request.query.items() if name != "access_token"}

    def link(number: int) -> str:
        shown = {"page": str(number), "size": str(size), "sort": arguments.get("sort", "newest")}
        return f"{request.base}{request.path}?{urlencode(sorted({**arguments, **shown}.items()))}"

    links = {"self": link(page)}
    if page > 1:
        links["prev"] = link(page - 1)
    if page * size < len(found):
        links["next"] = link(page + 1)
    return answer({"hits": {"hits": hits, "total": len(found)}, "aggregations": {}, "links": links})


def search(store: Store, request: Incoming, community: str | None = None) -> Reply:
    page, size = page_of(request)
    text = request.query.get("q", "").strip()
    sort = request.query.get("sort") or ("bestmatch" if text else "newest")
    if sort not in language.SORTS:
        raise HttpError(400, "Invalid querystring parameters.")
    test = language.parse(text)
    wanted = community
    if wanted is None and request.query.get("communities") in store.communities:
        wanted = request.query["communities"]  # one that does not resolve is silently ignored
    everything = request.query.get("allversions") == "true"
    found = [
        version
        for version in store.indexed()
        if (everything or version.is_last)
        and (wanted is None or wanted in version.concept.communities)
        and test(version)
    ]
    key, backwards = language.SORTS[sort]
    found.sort(key=key, reverse=backwards)  # type: ignore[arg-type]
    return envelope(request, found, page, size)


def community_records(store: Store, request: Incoming, slug: str) -> Reply:
    if slug not in store.communities:
        raise HttpError(404, NOT_FOUND)
    return search(store, request, slug)


def version_of(store: Store, text: str) -> Version:
    version = store.versions.get(int(text))
    if version is None:
        raise HttpError(404, NOT_FOUND)
    return version


def alive(store: Store, text: str) -> Version | Reply:
    version = version_of(store, text)
    if version.tombstone is None:
        return version
    if not version.tombstone.visible:
        raise HttpError(404, NOT_FOUND)
    return answer(tombstone_json(version), 410)


def record(store: Store, request: Incoming, text: str) -> Reply:
    concept = store.concepts.get(int(text))
    if concept is not None:
        published = concept.published()
        if not published:
            raise HttpError(404, NOT_FOUND)
        return redirect(302, f"{request.base}/api/records/{published[-1].id}")
    if int(text) in store.drafts:
        raise HttpError(404, "The persistent identifier is not registered.")
    version = alive(store, text)
    if isinstance(version, Reply):
        return version
    body = serialised(request, version.snapshot())
    return answer(body, ETag=f'"{version.revision}"')


def versions(store: Store, request: Incoming, text: str) -> Reply:
    version = version_of(store, text)
    page, size = page_of(request)
    found = []
    if version.tombstone is None:
        found = [v.snapshot() for v in reversed(version.concept.published())]
    return envelope(request, found, page, size)


def latest(store: Store, request: Incoming, text: str) -> Reply:
    version = alive(store, text)
    if isinstance(version, Reply):
        return version
    return redirect(301, f"{request.base}/api/records/{version.concept.published()[-1].id}")


def readable(store: Store, request: Incoming, text: str) -> Version | Reply:
    version = alive(store, text)
    if not isinstance(version, Reply) and not may_read(version, request.owner):
        raise HttpError(403, DENIED)
    return version


def entry_json(stored: StoredFile, version: Version, base: str) -> dict[str, Any]:
    url = f"{base}/api/records/{version.id}/files/{quote_key(stored.key)}"
    return {
        "key": stored.key,
        "file_id": stored.file_id,
        "version_id": stored.version_id,
        "size": stored.blob.size,
        "checksum": f"md5:{stored.blob.md5}",
        "mimetype": "application/zip" if stored.key.endswith(".zip") else "application/octet-stream",
        "status": "completed",
        "links": {"self": url, "content": f"{url}/content"},
    }


def files(store: Store, request: Incoming, text: str) -> Reply:
    version = readable(store, request, text)
    if isinstance(version, Reply):
        return version
    url = f"{request.base}/api/records/{version.id}/files"
    return answer(
        {
            "enabled": True,
            "links": {"self": url, "archive": f"{url}-archive"},
            "entries": [entry_json(stored, version, request.base) for stored in version.files.values()],
            "default_preview": None,
            "order": [],
        }
    )


def _stored(version: Version, key: str) -> StoredFile:
    stored = version.files.get(unquote(key))
    if stored is None:
        raise HttpError(404, f"Record '{version.id}' has no file '{unquote(key)}'.")
    return stored


def file_entry(store: Store, request: Incoming, text: str, key: str) -> Reply:
    version = readable(store, request, text)
    if isinstance(version, Reply):
        return version
    return answer(entry_json(_stored(version, key), version, request.base))


def content(store: Store, request: Incoming, text: str, key: str) -> Reply:
    version = readable(store, request, text)
    if isinstance(version, Reply):
        return version
    return bytes_of(request, _stored(version, key))


def bytes_of(request: Incoming, stored: StoredFile) -> Reply:
    """A file's bytes, with Range as Zenodo honours it: one range, no validators."""
    blob = stored.blob
    headers = {
        "Accept-Ranges": "bytes",
        "OC-Checksum": f"MD5:{blob.md5.lstrip('0')}",
        "Content-Disposition": f'attachment; filename="{stored.key}"',
    }
    span = parse_range(request.headers.get("Range"), blob.size)
    if span is None:
        return Reply(200, b"", "application/octet-stream", headers, blob, 0, blob.size)
    start, stop = span
    if start >= stop:
        headers["Content-Range"] = f"bytes */{blob.size}"
        return Reply(416, b"", "text/html; charset=utf-8", headers)
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{blob.size}"
    return Reply(206, b"", "application/octet-stream", headers, blob, start, stop)


def parse_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Start and end (exclusive) of a single range; an empty one cannot be satisfied; None means the whole."""
    if not header or not header.startswith("bytes=") or "," in header:
        return None
    first, dash, last = header[6:].strip().partition("-")
    if not dash or not (first or last) or not (first + last).isdigit():
        return None
    if not first:
        return max(0, size - int(last)), size if int(last) else 0
    stop = min(int(last) + 1, size) if last else size
    return int(first), stop


def container(store: Store, request: Incoming, text: str, key: str, member: str | None) -> Reply:
    version = readable(store, request, text)
    if isinstance(version, Reply):
        return version
    stored = _stored(version, key)
    url = f"{request.base}/api/records/{version.id}/files/{quote_key(stored.key)}/container"
    try:
        archive = zipfile.ZipFile(stored.blob.open())  # type: ignore[arg-type]
    except zipfile.BadZipFile as problem:
        raise HttpError(400, "The file is not a container.") from problem
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if member is None:
            entries = [
                {
                    "key": info.filename,
                    "size": info.file_size,
                    "compressed_size": info.compress_size,
                    "crc": info.CRC,
                    "links": {"content": f"{url}/{info.filename}"},
                }
                for info in infos[:1000]
            ]
            return answer({"entries": entries, "total": len(infos), "truncated": len(infos) > 1000})
        try:
            data = archive.read(unquote(member))
        except KeyError as problem:
            raise HttpError(404, "No such member.") from problem
    blob = Blob.of(data)
    return Reply(200, b"", "application/octet-stream", {}, blob, 0, len(data))
