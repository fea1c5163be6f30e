# SPDX-License-Identifier: GPL-2.0-or-later
"""What the stand-in holds: concepts, versions, drafts, files, the search index."""

from __future__ import annotations

import copy
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from .blobs import Blob
from .rdm import rdm_of, scheme_of

DOI_PREFIX = "10.5281/zenodo."
Json = dict[str, Any]


def iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, timezone.utc).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    key: str
    blob: Blob
    version_id: str

    @classmethod
    def new(cls, key: str, blob: Blob) -> StoredFile:
        return cls(str(uuid.uuid4()), key, blob, str(uuid.uuid4()))


@dataclass(frozen=True)
class Tombstone:
    reason: str = "retracted"
    note: str = ""
    removed: float = 0.0
    visible: bool = True


@dataclass
class Concept:
    id: int
    owner: int
    versions: list[Version] = field(default_factory=list)
    communities: list[str] = field(default_factory=list)
    next_draft: Draft | None = None
    requests: list[Review] = field(default_factory=list)
    grants: list[Json] = field(default_factory=list)
    links: list[Json] = field(default_factory=list)

    def published(self) -> list[Version]:
        return [version for version in self.versions if version.tombstone is None]


@dataclass
class Version:
    """One published version; `metadata` is in the deposit API's form."""

    id: int
    concept: Concept
    index: int
    metadata: Json
    files: dict[str, StoredFile]
    bucket: str
    created: float
    updated: float
    revision: int = 1
    tombstone: Tombstone | None = None
    draft: Draft | None = None
    is_last: bool = True
    rdm: Json | None = None
    describe: Callable[[Json], Any] | None = None  # a test's way of telling it otherwise

    @property
    def access(self) -> str:
        return str(self.metadata.get("access_right", "open"))

    def snapshot(self) -> Version:
        """The version as the search index sees it now."""
        frozen = copy.copy(self)
        frozen.metadata = copy.deepcopy(self.metadata)
        frozen.files = dict(self.files)
        published = self.concept.published()
        frozen.is_last = bool(published) and published[-1] is self
        return frozen


@dataclass
class Review:
    """A request to take a draft, or a record, into a community."""

    id: str
    community: str
    status: str = "created"


@dataclass(frozen=True)
class Rules:
    """How a community takes records in: for `open` the curators' and for `members` its members' at once."""

    review_policy: str = "open"
    members: frozenset[int] = frozenset({1})


@dataclass
class Draft:
    """An unpublished deposit, a draft of a new version, or a published one being edited."""

    id: int
    concept: Concept
    metadata: Json
    files: dict[str, StoredFile]
    bucket: str
    created: float
    updated: float
    edited: Version | None = None
    rdm: Json | None = None
    pending: dict[str, Blob | None] = field(default_factory=dict)
    revision: int = 1
    quota: int | None = None
    open_bucket: bool = False
    review: Review | None = None

    def body(self) -> Json:
        """The draft in the records API's form, whichever API wrote it."""
        if self.rdm is None:
            self.rdm = rdm_of(self.metadata)
        return self.rdm


class Store:
    """The repository; every public method is called with `lock` held by the server or the test API."""

    def __init__(self, now: Callable[[], float] | None = None) -> None:
        self.lock = threading.RLock()
        self._wall = now or time.time
        self._last = 0.0
        self.concepts: dict[int, Concept] = {}
        self.versions: dict[int, Version] = {}
        self.drafts: dict[int, Draft] = {}
        self.communities: set[str] = {"seatizen-data"}
        self.tokens: dict[str, int] = {"standin-token": 1, "other-token": 2}
        self.rules: dict[str, Rules] = {}
        self.users: dict[int, str] = {1: "ana", 2: "ben", 3: "cleo"}
        self.quota = 50_000_000_000
        self.index_lag = 0.0
        self._draft_index: dict[int, Draft] = {}
        self._drafts_due: list[tuple[float, int]] = []
        self._index: dict[int, Version] = {}
        self._due: list[tuple[float, int]] = []
        self._next_id = 10_000_000

    def now(self) -> float:
        """The time, never the same twice, so that `newest` is an order."""
        self._last = max(self._wall(), self._last + 1e-4)
        return self._last

    def new_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def round_ids(self, stride: int = 10) -> None:
        """Start the next concept on a round number, which makes ids readable in tests."""
        self._next_id = -(-self._next_id // stride) * stride

    # publishing -------------------------------------------------------------------------------------

    def new_concept(self, owner: int, concept_id: int | None = None) -> Concept:
        if concept_id is not None:
            self._next_id = max(self._next_id, concept_id + 1)
        concept = Concept(self.new_id() if concept_id is None else concept_id, owner)
        self.concepts[concept.id] = concept
        return concept

    def publish(
        self,
        concept: Concept,
        metadata: Json,
        files: dict[str, StoredFile],
        *,
        version_id: int | None = None,
        bucket: str = "",
        created: float | None = None,
    ) -> Version:
        now = self.now()
        version = Version(
            id=self.new_id() if version_id is None else version_id,
            concept=concept,
            index=len(concept.versions) + 1,
            metadata=metadata,
            files=dict(files),
            bucket=bucket or str(uuid.uuid4()),
            created=created or now,
            updated=created or now,
        )
        self._next_id = max(self._next_id, version.id + 1)
        concept.versions.append(version)
        self.versions[version.id] = version
        for community in metadata.get("communities") or []:
            slug = community.get("identifier")
            if slug in self.communities and slug not in concept.communities:
                concept.communities.append(slug)
        self.reindex(concept)
        return version

    def touch(self, version: Version) -> None:
        version.revision += 1
        version.updated = self.now()
        self.reindex(version.concept)

    def remove(self, version: Version, tombstone: Tombstone) -> None:
        version.tombstone = tombstone
        version.revision += 1
        self.reindex(version.concept)

    # search -----------------------------------------------------------------------------------------

    def touch_draft(self, draft: Draft) -> None:
        """Let the index learn of a draft that was made, changed, published or deleted."""
        self._drafts_due.append((self._wall() + self.index_lag, draft.id))
        if not self.index_lag:
            self.indexed_drafts()

    def all_drafts(self) -> dict[int, Draft]:
        """Every draft by id, edits of published versions included."""
        edits = {v.id: v.draft for v in self.versions.values() if v.draft is not None}
        return {**self.drafts, **edits}

    def indexed_drafts(self) -> list[Draft]:
        """The drafts that a search finds: those of `index_lag` seconds ago."""
        now, real, waiting = self._wall(), self.all_drafts(), []
        for due, draft_id in self._drafts_due:
            if due > now:
                waiting.append((due, draft_id))
            elif draft_id in real:
                self._draft_index[draft_id] = copy.copy(real[draft_id])
            else:
                self._draft_index.pop(draft_id, None)
        self._drafts_due = waiting
        return list(self._draft_index.values())

    def reindex(self, concept: Concept) -> None:
        due = self._wall() + self.index_lag
        self._due.extend((due, version.id) for version in concept.versions)
        if not self.index_lag:
            self.indexed()

    def indexed(self) -> list[Version]:
        """The search index: lagging behind the truth by `index_lag` seconds."""
        now = self._wall()
        waiting = []
        for due, version_id in self._due:
            if due > now:
                waiting.append((due, version_id))
                continue
            version = self.versions[version_id]
            if version.tombstone is None:
                self._index[version_id] = version.snapshot()
            else:
                self._index.pop(version_id, None)
        self._due = waiting
        return list(self._index.values())


def record_json(version: Version, base: str, *, may_read: bool) -> Json:
    """The record as `application/json` of the records API."""
    meta = version.metadata
    concept = version.concept
    self_url = f"{base}/api/records/{version.id}"
    metadata: Json = {"title": meta.get("title", ""), "doi": f"{DOI_PREFIX}{version.id}"}
    for name in (
        "publication_date",
        "description",
        "access_right",
        "embargo_date",
        "version",
        "language",
        "notes",
    ):
        if meta.get(name):
            metadata[name] = meta[name]
    metadata["creators"] = [
        {
            "name": c.get("name"),
            "affiliation": c.get("affiliation"),
            **({"orcid": c["orcid"]} if c.get("orcid") else {}),
        }
        for c in meta.get("creators", [])
    ]
    if meta.get("contributors"):
        metadata["contributors"] = [{**c, "affiliation": c.get("affiliation")} for c in meta["contributors"]]
    if meta.get("keywords"):
        metadata["keywords"] = list(meta["keywords"])
    related = [
        {**r, "scheme": r.get("scheme") or scheme_of(r["identifier"])}
        for r in meta.get("related_identifiers", [])
        if r.get("relation") != "isAlternateIdentifier"
    ]
    alternate = [
        {"identifier": r["identifier"]}
        for r in meta.get("related_identifiers", [])
        if r.get("relation") == "isAlternateIdentifier"
    ]
    if related:
        metadata["related_identifiers"] = related
    if alternate:
        metadata["alternate_identifiers"] = alternate
    if meta.get("license"):
        metadata["license"] = {"id": str(meta["license"]).lower()}
    kind = str(meta.get("upload_type", "dataset"))
    metadata["resource_type"] = {"title": kind.capitalize(), "type": kind}
    if concept.communities:
        metadata["communities"] = [{"id": slug} for slug in concept.communities]
    metadata["relations"] = {
        "version": [
            {
                "index": version.index - 1,
                "is_last": version.is_last,
                "parent": {"pid_type": "recid", "pid_value": str(concept.id)},
            }
        ]
    }
    files = []
    if may_read:
        files = [
            {
                "id": stored.file_id,
                "key": stored.key,
                "size": stored.blob.size,
                "checksum": f"md5:{stored.blob.md5}",
                "links": {"self": f"{self_url}/files/{quote_key(stored.key)}/content"},
            }
            for stored in version.files.values()
        ]
    return {
        "created": iso(version.created),
        "modified": iso(version.updated),
        "updated": iso(version.updated),
        "id": version.id,
        "recid": str(version.id),
        "conceptrecid": str(concept.id),
        "doi": f"{DOI_PREFIX}{version.id}",
        "conceptdoi": f"{DOI_PREFIX}{concept.id}",
        "doi_url": f"https://doi.org/{DOI_PREFIX}{version.id}",
        "title": meta.get("title", ""),
        "metadata": metadata,
        "links": {
            "self": self_url,
            "self_html": f"{base}/records/{version.id}",
            "doi": f"https://doi.org/{DOI_PREFIX}{version.id}",
            "files": f"{self_url}/files",
            "versions": f"{self_url}/versions",
            "latest": f"{self_url}/versions/latest",
            "latest_html": f"{base}/records/{version.id}/latest",
        },
        "revision": version.revision,
        "files": files,
        "owners": [{"id": str(concept.owner)}],
        "status": "published",
        "state": "done",
        "submitted": True,
        "stats": {"downloads": 0, "views": 0},
    }


def tombstone_json(version: Version) -> Json:
    tombstone = version.tombstone
    assert tombstone is not None
    return {
        "status": 410,
        "message": "Record deleted",
        "tombstone": {
            "removal_reason": {"id": tombstone.reason},
            "note": tombstone.note,
            "removed_by": {"user": str(version.concept.owner)},
            "removal_date": iso(tombstone.removed),
            "citation_text": f"{version.metadata.get('title', '')}. Zenodo. {DOI_PREFIX}{version.id}",
            "is_visible": tombstone.visible,
            "deletion_policy": {"id": "grace-period-v1"},
        },
    }


def quote_key(key: str) -> str:
    from urllib.parse import quote

    return quote(key, safe="")
