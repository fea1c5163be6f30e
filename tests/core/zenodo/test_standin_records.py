# SPDX-License-Identifier: GPL-2.0-or-later
"""The write side of the stand-in's records API: a client by Invenio's makers works with it, unmodified.

It has the traps that are known of the real one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from zenodo_standin import TOKEN, Standin
from zenodo_standin.records_api import VND, community_id
from zenodo_standin.store import Rules

METADATA: dict[str, Any] = {
    "title": "A dive",
    "publication_date": "2026-11-24",
    "publisher": "Zenodo",
    "resource_type": {"id": "dataset"},
    "creators": [{"person_or_org": {"type": "personal", "family_name": "Bo", "given_name": "Ana"}}],
    "identifiers": [{"scheme": "urn", "identifier": "urn:20231110_REU-ST-LEU_ASV-1_04"}],
}


class Caller:
    """Bare calls with a token."""

    def __init__(self, zenodo: Standin) -> None:
        self.zenodo = zenodo

    def __call__(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {
            "User-Agent": "fidelity-tests/1.0 (+https://example.org)",
            "Authorization": f"Bearer {TOKEN}",
            "Accept": f"{VND}, application/json;q=0.9",
            **options.pop("headers", {}),
        }
        return requests.request(method, self.zenodo.url + path, headers=headers, timeout=10, **options)

    def draft(self, **metadata: Any) -> int:
        made = self("POST", "/api/records", json={"metadata": {**METADATA, **metadata}})
        assert made.status_code == 201, made.text
        return int(made.json()["id"])

    def upload(self, draft: int, key: str, content: bytes) -> requests.Response:
        files = f"/api/records/{draft}/draft/files"
        assert self("POST", files, json=[{"key": key}]).status_code == 201
        assert self("PUT", f"{files}/{key}/content", data=content).json()["status"] == "pending"
        return self("POST", f"{files}/{key}/commit")

    def published(self, key: str = "a.txt", content: bytes = b"abc", **metadata: Any) -> int:
        draft = self.draft(**metadata)
        self.upload(draft, key, content)
        assert self("POST", f"/api/records/{draft}/draft/actions/publish").status_code == 202
        return draft


@pytest.fixture()
def call() -> Iterator[Caller]:
    with Standin() as zenodo:
        yield Caller(zenodo)


def fields(reply: requests.Response) -> set[str]:
    return {one["field"] for one in reply.json().get("errors", [])}


def test_a_client_by_the_makers_of_invenio_works_with_it():
    from inveniordm_py import InvenioAPI
    from inveniordm_py.files.metadata import FilesListMetadata, OutgoingStream
    from inveniordm_py.records.metadata import DraftMetadata

    class Bytes(OutgoingStream):
        def to_request(self) -> bytes:
            return b"abc"

    with Standin() as zenodo:
        client = InvenioAPI(f"{zenodo.url}/api", TOKEN)
        draft = client.records.create(
            data=DraftMetadata(metadata=METADATA, files={"enabled": True}, access={"record": "public"})
        )
        draft.files.create(data=FilesListMetadata([{"key": "a.txt"}]))
        file = draft.files("a.txt")
        file.set_contents(Bytes())
        file.commit()
        assert file.data["checksum"] == "md5:" + hashlib.md5(b"abc", usedforsecurity=False).hexdigest()
        record = draft.publish()
        number = record.data["id"]
        assert client.records(number).get().data["metadata"]["title"] == "A dive"
        edited = client.records(number).edit()
        edited.data["metadata"]["title"] = "A longer dive"
        edited.update()
        edited.publish()
        assert client.records(number).get().data["metadata"]["title"] == "A longer dive"
        following = client.records(number).new_version()
        draft = client.records(following.data["id"]).draft.get()
        assert draft.data["versions"]["index"] == 2


def test_a_draft_is_saved_in_spite_of_invalid_fields(call: Caller):
    made = call(
        "POST",
        "/api/records",
        json={"metadata": {"title": "x", "colour": "red", "description": "<p>A & B<hr></p>", "creators": [
            {"person_or_org": {"type": "personal", "family_name": ""}}]}},
    )  # fmt: skip
    assert made.status_code == 201
    assert {"metadata.title", "metadata.colour", "metadata.creators.0.person_or_org.family_name"} < fields(
        made
    )
    assert "files.enabled" in fields(made)
    assert made.json()["metadata"] == {"description": "<p>A &amp; B</p>", "creators": []}
    plain = call("GET", f"/api/records/{made.json()['id']}/draft", headers={"Accept": "application/json"})
    assert "errors" not in plain.json()


def test_an_unknown_id_of_a_vocabulary_saves_nothing(call: Caller):
    refused = call("POST", "/api/records", json={"metadata": {**METADATA, "rights": [{"id": "cc-by-9"}]}})
    assert (refused.status_code, refused.json()["message"]) == (400, "Invalid value cc-by-9.")
    assert not call.zenodo.store.drafts


def test_text_is_mended(call: Caller):
    draft = call.draft(title="L’atelier “été”", description='<a href="https://x" target="_blank">a</a>')
    kept = call("GET", f"/api/records/{draft}/draft").json()["metadata"]
    assert (kept["title"], kept["description"]) == ('L\'atelier "été"', '<a href="https://x">a</a>')


def test_files_take_three_steps_and_a_repeated_content_is_lost(call: Caller):
    draft = call.draft()
    files = f"/api/records/{draft}/draft/files"
    assert call("PUT", f"{files}/a.txt/content", data=b"abc").status_code == 404
    assert call("POST", files, json=[{"key": "a.txt"}]).status_code == 201
    assert call("POST", files, json=[{"key": "b.txt"}, {"key": "a.txt"}]).status_code == 400
    assert call("POST", f"{files}/a.txt/commit").status_code == 500
    assert (
        call("GET", f"/api/records/{draft}/draft", headers={"Accept": "application/json"}).status_code == 500
    )
    blocked = call("POST", f"/api/records/{draft}/draft/actions/publish")
    assert (blocked.status_code, fields(blocked)) == (400, {"files"})
    for content in (b"ab", b"abc"):
        assert call("PUT", f"{files}/a.txt/content", data=content).status_code == 200
    done = call("POST", f"{files}/a.txt/commit").json()
    assert (done["status"], done["size"]) == ("completed", 3)
    assert call("POST", f"{files}/a.txt/commit").json()["checksum"] == done["checksum"]
    again = call("PUT", f"{files}/a.txt/content", data=b"abc")
    assert (again.status_code, again.json()["errors"]) == (200, "File upload transfer failed.")
    assert call("POST", f"{files}/a.txt/commit").status_code == 404
    assert call.upload(draft, "empty.txt", b"").status_code == 400


def test_a_broken_transfer_removes_the_entry(call: Caller):
    draft = call.draft()
    files = f"/api/records/{draft}/draft/files"
    call("POST", files, json=[{"key": "a.txt"}, {"key": "b.txt"}])
    call.zenodo.fault("/a.txt/content", "reset", after_bytes=100)
    with pytest.raises(requests.ConnectionError):
        call("PUT", f"{files}/a.txt/content", data=b"x" * 50_000)
    call.zenodo.fault("/b.txt/content", "reset", after_effect=True)
    with pytest.raises(requests.ConnectionError):
        call("PUT", f"{files}/b.txt/content", data=b"x" * 50_000)
    assert [one["key"] for one in call("GET", files).json()["entries"]] == ["b.txt"]
    assert call("POST", f"{files}/b.txt/commit").json()["size"] == 50_000


def test_publishing_and_the_words_that_tell_a_draft_from_nothing(call: Caller):
    draft = call.draft()
    at = f"/api/records/{draft}"
    assert call("GET", at).json()["message"] == "The persistent identifier is not registered."
    assert fields(call("POST", f"{at}/draft/actions/publish")) == {"files.enabled"}
    call.upload(draft, "a.txt", b"abc")
    assert call("POST", f"{at}/draft/actions/publish").status_code == 202
    assert call("POST", f"{at}/draft/actions/publish").status_code == 404
    assert call("GET", at).json()["status"] == "published"
    assert call("GET", "/api/records/99").json()["message"] == "The persistent identifier does not exist."
    unpublished = call.draft()
    assert call("DELETE", f"/api/records/{unpublished}/draft").status_code == 204
    assert call("DELETE", f"/api/records/{unpublished}/draft").status_code == 404


def test_if_match(call: Caller):
    draft = call.draft()
    at = f"/api/records/{draft}/draft"
    body = {"metadata": METADATA}
    assert call("PUT", at, json=body, headers={"If-Match": "1"}).json()["revision_id"] == 2
    assert call("PUT", at, json=body, headers={"If-Match": "1"}).status_code == 412
    assert call("DELETE", at, headers={"If-Match": "1"}).status_code == 412


def test_a_new_version_is_the_same_draft_twice_and_imports_files_once(call: Caller):
    first = call.published()
    at = f"/api/records/{first}/versions"
    made = call("POST", at).json()
    assert call("POST", at).json()["id"] == made["id"]
    assert (made["versions"]["index"], made["status"]) == (2, "new_version_draft")
    assert "version" not in made["metadata"] and made["files"]["count"] == 0
    draft = f"/api/records/{made['id']}/draft"
    assert call("POST", f"{draft}/actions/files-import").status_code == 201
    assert fields(call("POST", f"{draft}/actions/files-import")) == {"files.enabled"}
    assert call("POST", f"/api/records/{made['id']}/versions").status_code == 404


def test_files_are_locked_after_publication(call: Caller):
    record = call.published()
    files = f"/api/records/{record}/draft/files"
    assert call("POST", f"/api/records/{record}/draft").status_code == 201
    assert call("POST", files, json=[{"key": "b.txt"}]).status_code == 201
    locked = call("PUT", f"{files}/b.txt/content", data=b"x")
    assert (locked.status_code, locked.json()["message"]) == (403, "Bucket is locked for modifications.")
    assert call("POST", f"/api/records/{record}/draft/actions/publish").status_code == 400
    assert call("DELETE", f"{files}/b.txt").status_code == 204
    assert call("POST", f"/api/records/{record}/draft/actions/publish").status_code == 202


def test_the_users_own_records_lag_behind(call: Caller):
    call.zenodo.store.index_lag = 60
    draft = call.draft()
    own = "/api/user/records?allversions=true&shared_with_me=false"
    assert call("GET", own).json()["hits"]["total"] == 0
    call.zenodo.store.index_lag = 0
    call.zenodo.store._drafts_due = [(0.0, draft)]
    found = call("GET", f'{own}&q=metadata.identifiers.identifier:"urn:20231110_REU-ST-LEU_ASV-1"').json()
    assert [hit["id"] for hit in found["hits"]["hits"]] == [str(draft)], "longer names are found as well"
    published = call.published()
    ids = {hit["id"] for hit in call("GET", f"{own}&q=is_published:false").json()["hits"]["hits"]}
    assert ids == {str(draft)}
    ignored = call("GET", f"{own}&is_published=false").json()["hits"]["hits"]
    assert {hit["id"] for hit in ignored} == {str(draft), str(published)}


def test_communities_take_in_at_once_or_later(call: Caller):
    record = call.published()
    at = f"/api/records/{record}/communities"
    body = {"communities": [{"id": community_id("seatizen-data"), "require_review": False}]}
    assert call("GET", "/api/communities/seatizen-data").json()["id"] == community_id("seatizen-data")
    assert call("POST", at, json=body).json()["processed"][0]["request"]["status"] == "accepted"
    twice = call("POST", at, json=body)
    assert (twice.status_code, "already included" in twice.json()["errors"][0]["message"]) == (400, True)
    call.zenodo.store.communities.add("strict")
    call.zenodo.store.rules["strict"] = Rules("closed")
    body = {"communities": [{"id": community_id("strict")}]}
    waiting = call("POST", at, json=body).json()["processed"][0]
    assert waiting["request"]["status"] == "submitted"
    assert "open inclusion request" in call("POST", at, json=body).json()["errors"][0]["message"]
    assert call("POST", f"/api/requests/{waiting['request_id']}/actions/accept").status_code == 200
    ids = call("GET", f"/api/records/{record}").json()["parent"]["communities"]["ids"]
    assert ids == [community_id("seatizen-data"), community_id("strict")]


def test_a_review_before_publication_publishes_or_waits(call: Caller):
    call.zenodo.store.communities.add("strict")
    call.zenodo.store.rules["strict"] = Rules("closed")
    for slug, status in (("seatizen-data", "accepted"), ("strict", "submitted")):
        draft = call.draft()
        call.upload(draft, "a.txt", b"abc")
        at = f"/api/records/{draft}/draft"
        receiver = {"receiver": {"community": community_id(slug)}, "type": "community-submission"}
        assert call("PUT", f"{at}/review", json=receiver).status_code == 200
        assert call("POST", f"{at}/actions/publish").status_code == 400
        sent = call("POST", f"{at}/actions/submit-review", json={"require_review": False})
        assert (sent.status_code, sent.json()["status"]) == (202, status)
    assert call("DELETE", at).status_code == 400


def test_a_wrong_token_is_a_guest(call: Caller):
    wrong = {"Authorization": "Bearer wrong"}
    record = call.published()
    assert call("GET", "/api/user/records", headers=wrong).status_code == 403
    assert call("GET", f"/api/records/{record}/draft", headers=wrong).status_code == 403
    assert call("POST", "/api/records", json={}, headers=wrong).json()["message"] == "Permission denied."


def test_grants_and_links(call: Caller):
    record = call.published()
    at = f"/api/records/{record}/access"
    grant = {"grants": [{"permission": "view", "subject": {"type": "user", "id": "2"}}]}
    assert call("POST", f"{at}/grants", json=grant).status_code == 201
    assert call("POST", f"{at}/grants", json=grant).status_code == 400
    assert call("GET", f"{at}/users/2").json()["permission"] == "view"
    assert call("DELETE", f"{at}/users/2").status_code == 204
    assert call("GET", f"{at}/users/2").status_code == 404
    link = call("POST", f"{at}/links", json={"permission": "view", "expires_at": "2027-01-31"}).json()
    assert call("DELETE", f"{at}/links/{link['id']}").status_code == 204
    assert call("GET", "/api/users?q=ben").json()["hits"]["hits"][0]["id"] == "2"


def test_what_the_records_api_publishes_the_plain_form_tells(call: Caller):
    record = call.published(version="RAW_DATA", subjects=[{"subject": "Coral Reef"}])
    plain = requests.get(
        f"{call.zenodo.url}/api/records/{record}", headers={"User-Agent": "fidelity/1.0"}, timeout=10
    ).json()
    assert plain["metadata"]["version"] == "RAW_DATA"
    assert plain["metadata"]["keywords"] == ["Coral Reef"]
    assert plain["metadata"]["alternate_identifiers"][0]["identifier"].startswith("urn:")
    assert plain["files"][0]["key"] == "a.txt"
