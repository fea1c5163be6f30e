# SPDX-License-Identifier: GPL-2.0-or-later
"""The stand-in as tests use it."""

from __future__ import annotations

import re
import ssl
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from .blobs import Blob, Content, MemberSource, session_archives, session_members
from .faults import Fault, Hook, Script
from .limits import Limiter, Limits
from .server import Seen, Server, serve
from .store import Concept, Store, StoredFile, Tombstone, Version

TOKEN = "standin-token"  # the stand-in's own, worth nothing elsewhere
COMMUNITY = "seatizen-data"
Files = Mapping[str, "Blob | Content"]


@dataclass(frozen=True)
class Published:
    """Ids of a session on the stand-in; `processed` is None for a session with raw data only."""

    name: str
    concept: int
    raw: int | None
    processed: int | None

    @property
    def latest(self) -> int:
        newest = self.processed or self.raw
        assert newest is not None
        return newest


class Standin:
    """A local Zenodo in a thread; `with Standin() as zenodo: … zenodo.url …`.

    Args:
        limits: the rate limits; none that a test meets by accident, when omitted.
        now: the clock (seconds since the epoch) of limits, stamps and index lag.
        tls: serve https with this context.
        edge_firewall: answer an HTML 403 to missing and default User-Agents.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        now: Callable[[], float] | None = None,
        edge_firewall: bool = True,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        verbose: bool = False,
    ) -> None:
        self.store = Store(now)
        self.limiter = Limiter(limits or Limits.generous(), self.store._wall)
        self.script = Script()
        self.edge_firewall = edge_firewall
        self.verbose = verbose
        self.requests: list[Seen] = []
        self.failures: list[str] = []
        self.stopping = threading.Event()
        self._port = port
        self._tls = tls
        self._server: Server | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Standin:
        self._folder = tempfile.TemporaryDirectory(prefix="zenodo-standin-")
        self._server = Server(self, self._port)
        if self._tls is not None:
            self._server.socket = self._tls.wrap_socket(self._server.socket, server_side=True)
        serve(self._server)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        if self._folder is not None:
            self._folder.cleanup()
        if kind is None and self.failures:
            raise AssertionError(f"the stand-in failed: {self.failures}")

    @property
    def url(self) -> str:
        assert self._server is not None
        scheme = "https" if self._tls is not None else "http"
        return f"{scheme}://127.0.0.1:{self._server.server_address[1]}"

    @property
    def scratch(self) -> str:
        assert self._folder is not None
        return self._folder.name

    # what is published ------------------------------------------------------------------------------

    def add_session(
        self,
        source: Path | Mapping[str, MemberSource],
        *,
        name: str | None = None,
        community: str | None = COMMUNITY,
        concept_id: int | None = None,
        processed: bool = True,
        all_frames: bool = False,
        owner: int = 1,
        **metadata: Any,
    ) -> Published:
        """Publish a session: a folder, or a mapping of paths in it ("METADATA/metadata.csv") to contents.

        One concept, a RAW_DATA and a PROCESSED_DATA version; when `processed` is False only RAW_DATA, which
        then holds METADATA.zip too. Ids are 10 apart: concept, +1 raw, +2 processed.
        """
        if name is None:
            assert isinstance(source, Path)
            name = source.name
        raw_files, processed_files = session_archives(name, session_members(source), all_frames=all_frames)
        if not processed:
            raw_files = {
                **raw_files,
                **{key: b for key, b in processed_files.items() if key == "METADATA.zip"},
            }
        described = {**_described(name, community), **metadata}
        with self.store.lock:
            if community:
                self.store.communities.add(community)
            if concept_id is None:
                self.store.round_ids()
            concept = self.store.new_concept(owner, concept_id)
            raw = self._publish(concept, {**described, "version": "RAW_DATA"}, raw_files)
            if not processed:
                return Published(name, concept.id, raw.id, None)
            done = self._publish(concept, {**described, "version": "PROCESSED_DATA"}, processed_files)
            return Published(name, concept.id, raw.id, done.id)

    def add_record(
        self,
        files: Files,
        *,
        community: str | None = COMMUNITY,
        concept_id: int | None = None,
        owner: int = 1,
        **metadata: Any,
    ) -> tuple[int, int]:
        """Publish any record; its concept's and its own id."""
        described = {
            **_described(str(metadata.get("title", "A record")), community),
            "related_identifiers": [],
        }
        with self.store.lock:
            if community:
                self.store.communities.add(community)
            concept = self.store.new_concept(owner, concept_id)
            version = self._publish(concept, {**described, **metadata}, files)
            return concept.id, version.id

    def publish_new_version(
        self, concept: int, files: Files | None = None, *, keep: bool = True, **metadata: Any
    ) -> int:
        """Publish a further version of a concept: its last one's files with `files` over them."""
        with self.store.lock:
            held = self.store.concepts[concept]
            last = held.versions[-1]
            merged: dict[str, Blob | Content | StoredFile] = dict(last.files) if keep else {}
            merged.update(files or {})
            return self._publish(held, {**last.metadata, **metadata}, merged).id

    def replace_file(self, record: int, key: str, content: Blob | Content) -> None:
        """Change a published file under the same record id, as owners may within 30 days."""
        with self.store.lock:
            version = self.store.versions[record]
            version.files[key] = _stored(key, content)
            self.store.touch(version)

    def replace_members(self, record: int, key: str, members: Mapping[str, MemberSource]) -> None:
        """Replace a published archive by one with these members."""
        from .blobs import zip_blob

        self.replace_file(record, key, zip_blob(members))

    def edit_metadata(self, record: int, **metadata: Any) -> None:
        with self.store.lock:
            version = self.store.versions[record]
            version.metadata = {**version.metadata, **metadata}
            self.store.touch(version)

    def describe(self, record: int, change: Callable[[dict[str, Any]], Any] | None) -> None:
        """Have a record told otherwise than it is: `change` gets its JSON and gives what is sent instead."""
        with self.store.lock:
            version = self.store.versions[record]
            version.describe = change
            self.store.reindex(version.concept)

    def set_access(self, record: int, access_right: str, embargo_date: str | None = None) -> None:
        """`open`, `restricted` or `embargoed`."""
        self.edit_metadata(record, access_right=access_right, embargo_date=embargo_date)

    def delete_record(
        self, record: int, *, visible: bool = True, reason: str = "retracted", note: str = ""
    ) -> None:
        """Leave a tombstone (a hidden one answers 404)."""
        with self.store.lock:
            version = self.store.versions[record]
            self.store.remove(version, Tombstone(reason, note, self.store.now(), visible))

    def delete_concept(self, concept: int, *, visible: bool = True) -> None:
        for version in self.store.concepts[concept].published():
            self.delete_record(version.id, visible=visible)

    def include(self, concept: int, community: str) -> None:
        """Take a concept into a community; `updated` does not move."""
        with self.store.lock:
            self.store.communities.add(community)
            self.store.concepts[concept].communities.append(community)
            self.store.reindex(self.store.concepts[concept])

    def file(self, record: int, key: str) -> Blob:
        return self.store.versions[record].files[key].blob

    def _publish(
        self, concept: Concept, metadata: dict[str, Any], files: Mapping[str, Blob | Content | StoredFile]
    ) -> Version:
        return self.store.publish(
            concept, metadata, {key: _stored(key, content) for key, content in files.items()}
        )

    # faults and observation -------------------------------------------------------------------------

    def fault(self, route: str, kind: str, times: int = 1, **options: Any) -> Fault:
        """Give the next `times` requests whose path (and query) match `route` a fault of `faults.KINDS`."""
        return self.script.add(Fault(re.compile(route), kind, times, **options))

    def before(self, route: str, action: Callable[[], object], times: int = 1, skip: int = 0) -> None:
        """Run `action` right before the next matching request is answered."""
        self.script.hook(Hook(re.compile(route), action, times, "before", skip))

    def after(self, route: str, action: Callable[[], object], times: int = 1, skip: int = 0) -> None:
        """Run `action` right after the next matching request was worked out."""
        self.script.hook(Hook(re.compile(route), action, times, "after", skip))

    def count(self, route: str = "", method: str | None = None) -> int:
        return len(self.seen(route, method))

    def seen(self, route: str = "", method: str | None = None) -> list[Seen]:
        pattern = re.compile(route)
        return [
            seen
            for seen in list(self.requests)
            if pattern.search(seen.target) and (method is None or seen.method == method)
        ]

    @property
    def bytes_sent(self) -> int:
        """Bytes of bodies sent so far."""
        return sum(seen.sent for seen in list(self.requests))

    @contextmanager
    def observed(self) -> Iterator[list[Seen]]:
        """The requests made inside the block, filled in when it ends."""
        start = len(self.requests)
        collected: list[Seen] = []
        yield collected
        collected.extend(self.requests[start:])


def _stored(key: str, content: Blob | Content | StoredFile) -> StoredFile:
    if isinstance(content, StoredFile):
        return content
    return StoredFile(
        str(uuid.uuid4()), key, content if isinstance(content, Blob) else Blob.of(content), str(uuid.uuid4())
    )


def _described(name: str, community: str | None) -> dict[str, Any]:
    day = name[:8]
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}" if day.isdigit() else "2024-01-01"
    return {
        "title": f"Underwater images of session {name}",
        "upload_type": "image",
        "publication_date": date,
        "description": f"<p>Images, positions and predictions of {name}.</p>",
        "access_right": "open",
        "license": "cc-by-4.0",
        "creators": [{"name": "Doe, Jane", "affiliation": "Some institute", "orcid": "0000-0002-1825-0097"}],
        "keywords": ["coral reef"],
        "related_identifiers": [{"identifier": f"urn:{name}", "relation": "isAlternateIdentifier"}],
        "communities": [{"identifier": community}] if community else [],
    }
