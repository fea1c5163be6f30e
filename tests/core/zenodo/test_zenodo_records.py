# SPDX-License-Identifier: GPL-2.0-or-later
"""Records told apart, communities swept whole whatever happens meanwhile."""

from __future__ import annotations

import pytest
from seatizen_atlas.core.errors import ServiceError
from seatizen_atlas.core.http.errors import NoAnswer, UnexpectedAnswer
from seatizen_atlas.core.zenodo import records
from seatizen_atlas.core.zenodo.errors import OutOfReach, RecordMissing
from seatizen_atlas.core.zenodo.records import Access, community_records, record, search_identifier, versions
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
        '{"hits": {"hits": [{}], "total": 1}}',
        "7",
    ],
)
def test_answers_of_another_form_are_one_sentence(zenodo: Standin, body: str):
    zenodo.fault(LISTING, "bad-json", times=99, body=body)
    with pytest.raises(UnexpectedAnswer) as caught:
        community_records(client_of(zenodo), "seatizen-data")
    assert "\n" not in str(caught.value)


def test_old_withdrawn_records_answer_500(zenodo: Standin):
    session = zenodo.add_session(MEMBERS, name=NAME)
    zenodo.fault(f"records/{session.processed}", "json500", times=99)
    with pytest.raises(NoAnswer):
        record(client_of(zenodo), session.processed)
