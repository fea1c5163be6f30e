# SPDX-License-Identifier: GPL-2.0-or-later
"""Records told apart, communities swept whole whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from seatizen_atlas.core.errors import ServiceError
from seatizen_atlas.core.http.errors import NoAnswer, UnexpectedAnswer
from seatizen_atlas.core.zenodo import records
from seatizen_atlas.core.zenodo.errors import OutOfReach, RecordMissing
from seatizen_atlas.core.zenodo.records import (
    Access,
    community_changes,
    community_records,
    record,
    search_identifier,
    versions,
)
from zenodo_helpers import MEMBERS, NAME, Feedback, client_of
from zenodo_standin import Published, Standin

LISTING = "/api/communities/seatizen-data/records"


@pytest.fixture()
def zenodo():
    with Standin() as standin:
        yield standin


def publish(zenodo: Standin, count: int) -> list[Published]:
    return [zenodo.add_session(MEMBERS, name=f"20200101_REU-S{n:03d}_ASV-1_00") for n in range(count)]


def test_a_record_is_told_in_full(zenodo: Standin):
    session = zenodo.add_session(MEMBERS, name=NAME)
    found = record(client_of(zenodo), session.concept)  # the concept leads to the latest version
    assert (found.id, found.concept_id, found.version) == (
        session.processed,
        session.concept,
        "PROCESSED_DATA",
    )
    assert (found.index, found.is_latest, found.access) == (2, True, Access.OPEN)
    assert found.names() == (NAME,)
    assert found.communities == ("seatizen-data",)
    blob = zenodo.file(session.processed, "METADATA.zip")
    file = found.file("METADATA.zip")
    assert file is not None and (file.size, file.md5) == (blob.size, blob.md5)
    assert found.file("no.zip") is None


def test_versions_newest_first_over_pages(zenodo: Standin):
    concept, first = zenodo.add_record({"a": b"1"})
    for n in range(29):
        zenodo.publish_new_version(concept, version=f"v{n}")
    client = client_of(zenodo)
    found = versions(client, first)
    assert [one.index for one in found] == list(range(30, 0, -1))
    assert client.requests == 2
    zenodo.delete_record(first)
    assert versions(client, first) == ()
    with pytest.raises(RecordMissing):
        versions(client, concept)


def test_tombstones_and_absence(zenodo: Standin):
    one, two = publish(zenodo, 2)
    zenodo.delete_record(one.processed, reason="spam", note="twice")
    zenodo.delete_record(two.processed, visible=False)
    client = client_of(zenodo)
    with pytest.raises(RecordMissing) as caught:
        record(client, one.processed)
    assert (caught.value.deleted, caught.value.reason, caught.value.note) == (True, "spam", "twice")
    assert caught.value.removed[:2] == "20"
    for missing in (two.processed, 99):
        with pytest.raises(RecordMissing) as caught:
            record(client, missing)
        assert not caught.value.deleted


def test_restricted_and_embargoed(zenodo: Standin):
    one, two = publish(zenodo, 2)
    zenodo.set_access(one.processed, "restricted")
    zenodo.set_access(two.processed, "embargoed", "2099-12-31")
    client = client_of(zenodo)
    closed, later = record(client, one.processed), record(client, two.processed)
    assert (closed.access, later.access) == (Access.RESTRICTED, Access.EMBARGOED)
    assert closed.out_of_reach and later.out_of_reach
    with pytest.raises(OutOfReach, match="restricted"):
        closed.require_files()
    with pytest.raises(OutOfReach, match="2099-12-31"):
        later.require_files()
    own = record(client_of(zenodo, token=True), one.processed)
    assert own.access is Access.RESTRICTED and not own.out_of_reach and own.require_files()


def test_searching_an_identifier_means_exactly_that(zenodo: Standin):
    session = zenodo.add_session(MEMBERS, name=NAME)
    zenodo.add_session(MEMBERS, name=NAME + "5")  # the search finds it too
    found = search_identifier(client_of(zenodo), f"urn:{NAME}")
    assert [one.id for one in found] == [session.processed]
    assert search_identifier(client_of(zenodo), 'urn:x" OR "a\\') == ()


def test_a_community_is_swept_whole(zenodo: Standin):
    sessions = publish(zenodo, 60)
    feedback = Feedback()
    client = client_of(zenodo)
    listing = community_records(client, "seatizen-data", feedback)
    assert [one.id for one in listing.records] == [s.processed for s in reversed(sessions)]
    assert (listing.complete, listing.sweeps, listing.pages, client.requests) == (True, 1, 3, 3)
    assert "60 of 60" in feedback.texts[-1]
    own = client_of(zenodo, token=True)
    assert len(community_records(own, "seatizen-data").records) == 60
    assert own.requests == 1  # a hundred a page with a token


def test_an_unknown_community(zenodo: Standin):
    publish(zenodo, 1)
    with pytest.raises(ServiceError, match="no community “Seatizen-Data”"):
        community_records(client_of(zenodo), "Seatizen-Data")
    with pytest.raises(ServiceError, match="no community"):
        community_records(client_of(zenodo), "../records?q=")


def test_a_session_published_between_two_pages(zenodo: Standin):
    sessions = publish(zenodo, 40)
    zenodo.after(
        LISTING, lambda: sessions.append(zenodo.add_session(MEMBERS, name="20210101_REU-NEW_ASV-1_00"))
    )
    listing = community_records(client_of(zenodo), "seatizen-data")
    assert {one.concept_id for one in listing.records} == {s.concept for s in sessions}
    assert (len(listing.records), listing.complete, listing.sweeps) == (41, True, 2)


def test_a_session_deleted_between_two_pages_hides_none(zenodo: Standin):
    sessions = publish(zenodo, 40)
    zenodo.after(LISTING, lambda: zenodo.delete_concept(sessions[39].concept))
    listing = community_records(client_of(zenodo), "seatizen-data")
    assert {one.concept_id for one in listing.records} == {s.concept for s in sessions[:39]}
    assert listing.complete


def test_a_new_version_between_two_pages(zenodo: Standin):
    sessions = publish(zenodo, 40)
    new: list[int] = []
    zenodo.after(LISTING, lambda: new.append(zenodo.publish_new_version(sessions[0].concept)))
    listing = community_records(client_of(zenodo), "seatizen-data")
    assert len(listing.records) == 40
    zenodo.after(LISTING, lambda: new.append(zenodo.publish_new_version(sessions[39].concept)))
    assert len(community_records(client_of(zenodo), "seatizen-data").records) == 40
    latest = {one.id for one in community_records(client_of(zenodo), "seatizen-data").records}
    assert set(new) <= latest


def test_a_community_that_never_stands_still_is_swept_three_times(zenodo: Standin):
    publish(zenodo, 30)
    numbers = iter(range(99))

    def another() -> None:
        zenodo.add_session(MEMBERS, name=f"20220101_REU-N{next(numbers):02d}_ASV-1_00")

    zenodo.after(LISTING, another, times=99)
    listing = community_records(client_of(zenodo), "seatizen-data")
    assert (listing.complete, listing.sweeps) == (False, 3)
    assert len(listing.records) >= 34


def test_index_lag_shows_up_later(zenodo: Standin):
    publish(zenodo, 2)
    zenodo.store.index_lag = 3600
    session = zenodo.add_session(MEMBERS, name=NAME)
    client = client_of(zenodo)
    assert len(community_records(client, "seatizen-data").records) == 2
    assert record(client, session.processed).id == session.processed


def test_more_than_zenodo_lists(zenodo: Standin, monkeypatch: pytest.MonkeyPatch):
    publish(zenodo, 30)
    monkeypatch.setattr(records, "WINDOW", 20)
    with pytest.raises(ServiceError, match="has 30 records; Zenodo lists only the newest 20"):
        community_records(client_of(zenodo), "seatizen-data")


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[]",
        '{"hits": []}',
        '{"hits": {"hits": 5, "total": 1}}',
        '{"hits": {"hits": [], "total": 1e999}}',
        '{"hits": {"hits": [], "total": -5}}',
        '{"hits": {"hits": [], "total": true}}',
        '{"hits": {"hits": [], "total": 1.5}}',
        "7",
    ],
)
def test_answers_of_another_form_are_one_sentence(zenodo: Standin, body: str):
    zenodo.fault(LISTING, "bad-json", times=99, body=body)
    with pytest.raises(UnexpectedAnswer) as caught:
        community_records(client_of(zenodo), "seatizen-data")
    assert "\n" not in str(caught.value)


def without(key: str) -> Callable[[Any], Any]:
    return lambda told: {name: value for name, value in told.items() if name != key}


def with_file(**other: Any) -> Callable[[Any], Any]:
    return lambda told: {**told, "files": [{**told["files"][0], **other}, *told["files"][1:]]}


def having(**other: Any) -> Callable[[Any], Any]:
    return lambda told: {**told, **other}


ODD = {
    "no mapping": lambda _told: 7,
    "nothing": lambda _told: None,
    "empty": lambda _told: {},
    "no metadata": without("metadata"),
    "metadata null": having(metadata=None),
    "metadata a text": having(metadata="x"),
    "id -5": having(id=-5),
    "id 0": having(id=0),
    "id 1.5": having(id=1.5),
    "id true": having(id=True),
    "id endless": having(id=float("inf")),
    "id 1e30": having(id=10**30),
    "concept -5": having(conceptrecid="-5"),
    "concept ²": having(conceptrecid="²"),
    "concept 1.5": having(conceptrecid=1.5),
    "revision": having(revision="x"),
    "revision -1": having(revision=-1),
    "updated": having(updated="yesterday"),
    "updated 0001": having(updated="0001-01-01T00:00:00+00:00"),
    "updated 13": having(updated="2026-13-41T00:00:00+00:00"),
    "created": having(created=None),
    "files null": having(files=[None]),
    "files a mapping": having(files={"a": 1}),
    "size -1": with_file(size=-1),
    "size 1.5": with_file(size=1.5),
    "size endless": with_file(size=float("inf")),
    "checksum none": with_file(checksum=None),
    "checksum sha": with_file(checksum="sha256:" + "0" * 64),
    "checksum words": with_file(checksum="md5:" + "z" * 32),
    "key half a character": with_file(key="a\ud800.zip"),
    "key a control": with_file(key="a\x00.zip"),
    "key null": with_file(key=None),
    "links": with_file(links=None),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_an_odd_record_is_left_out_and_told_and_the_others_are_listed(zenodo: Standin, change: Any):
    first, odd, last = publish(zenodo, 3)
    for number in (odd.raw, odd.processed):
        zenodo.describe(number, change)
    client = client_of(zenodo)
    listing = community_records(client, "seatizen-data")
    assert {one.concept_id for one in listing.records} == {first.concept, last.concept}
    assert listing.complete and listing.sweeps == 1
    (told,) = listing.unreadable
    assert "in an unknown way" in str(told.problem) and "\n" not in str(told.problem)
    f"{told.problem} {told.problem.details} {told.name}".encode()  # a log can hold it
    changes = community_changes(client, "seatizen-data")
    assert {one.concept_id for one in changes.records} == {first.concept, last.concept}
    assert len(changes.unreadable) == 2
    with pytest.raises(UnexpectedAnswer):
        record(client, odd.processed)
    with pytest.raises(UnexpectedAnswer):
        versions(client, odd.processed)


@pytest.mark.parametrize(
    "change",
    [
        having(title="half \ud800 a title"),
        having(title=None),
        having(title={"en": "x"}),
        having(revision=None),
        having(revision="7"),
        having(files=None),
        having(conceptrecid=123),
        without("links"),
    ],
)
def test_what_does_not_matter_is_no_reason_to_leave_a_record_out(zenodo: Standin, change: Any):
    (session,) = publish(zenodo, 1)
    zenodo.describe(session.processed, change)
    (found,) = community_records(client_of(zenodo), "seatizen-data").records
    assert found.title.encode() is not None


def test_an_odd_record_of_the_very_name_is_not_taken_for_absence(zenodo: Standin):
    (session,) = publish(zenodo, 1)
    zenodo.describe(session.processed, without("metadata"))
    with pytest.raises(UnexpectedAnswer):
        search_identifier(client_of(zenodo), "urn:20200101_REU-S000_ASV-1_00")


def test_old_withdrawn_records_answer_500(zenodo: Standin):
    session = zenodo.add_session(MEMBERS, name=NAME)
    zenodo.fault(f"records/{session.processed}", "json500", times=99)
    with pytest.raises(NoAnswer):
        record(client_of(zenodo), session.processed)
