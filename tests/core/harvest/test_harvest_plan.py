# SPDX-License-Identifier: GPL-2.0-or-later
"""The plan: what communities hold against what is remembered, without any I/O."""

from __future__ import annotations

from dataclasses import replace

import pytest
from seatizen_atlas.core.harvest.plan import (
    Action,
    Memory,
    Remembered,
    State,
    Survey,
    Version,
    absent_concepts,
    make_plan,
    versions_wanted,
)
from seatizen_atlas.core.zenodo.records import Access, Record, RecordFile

NAME = "20231110_REU-ST-LEU_ASV-1_04"
BOTH = {"METADATA.zip": "a", "PROCESSED_DATA_IA.zip": "b"}


def record(
    number: int,
    index: int = 1,
    files: dict[str, str] | None = None,
    *,
    concept: int = 100,
    name: str = f"urn:{NAME}",
    access: Access = Access.OPEN,
    latest: bool = True,
    **other,
) -> Record:
    held = tuple(
        RecordFile(number, key, 1000, mark * 32, f"/api/records/{number}/files/{key}/content")
        for key, mark in (BOTH if files is None else files).items()
    )
    made = Record(
        number, concept, "A title", "", index, latest, 1, "2024-01-01T00:00:00+00:00",
        f"2024-01-0{index}T00:00:00.5+00:00", "1990-01-01", access, "", held, (name,), (),
    )  # fmt: skip
    return replace(made, **other)


def seen(*records: Record, **other) -> Survey:
    concepts: dict[int, tuple[Record, ...]] = {}
    for one in records:
        concepts[one.concept_id] = (*concepts.get(one.concept_id, ()), one)
    return Survey(concepts, dict.fromkeys(concepts, "reef"), frozenset({"reef"}), **other)


def knows(*records: Record, state: State = State.HARVESTED, held: bool = True) -> Memory:
    newest_first = sorted(records, key=lambda one: -one.index)
    concept = newest_first[0].concept_id
    remembered = Remembered(concept, NAME, "reef", state, tuple(Version.of(one) for one in newest_first))
    return Memory({concept: remembered}, {concept: NAME} if held else {}, {"reef": "2024-01-01"})


def only(survey: Survey, memory: Memory | None = None, **options):
    (item,) = make_plan(survey, memory or Memory(), **options).items
    return item


RAW = record(101, 1, {"DCIM.zip": "c"}, latest=False)
DONE = record(102, 2)


def test_what_is_not_in_the_atlas_is_new():
    item = only(seen(DONE, RAW))
    assert (item.action, item.records) == (Action.NEW, (102, 101))
    assert (item.frame_version, item.prediction_version, item.size) == (102, 102, 2000)
    assert item.files == ("102/METADATA.zip", "102/PROCESSED_DATA_IA.zip")


def test_what_equals_the_memory_is_unchanged_and_reads_nothing():
    item = only(seen(DONE), knows(RAW, DONE))
    assert (item.action, item.files, item.size, item.learn) == (Action.UNCHANGED, (), 0, False)
    assert versions_wanted(seen(DONE), knows(RAW, DONE)) == []


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ((record(102, 2, {**BOTH, "METADATA.zip": "z"}),), "METADATA.zip was replaced in version 102"),
        ((record(102, 2, {**BOTH, "PROCESSED_DATA_IA.zip": "z"}),), "PROCESSED_DATA_IA.zip was replaced"),
        ((record(103, 3), DONE), "METADATA.zip is of version 103 now"),
        ((record(103, 3, {"DCIM.zip": "d"}), DONE), "New versions: 103"),
        ((record(102, 2, {"METADATA.zip": "a"}),), "PROCESSED_DATA_IA.zip is gone"),
        ((DONE, record(101, 1, {**BOTH, "x": "y"}, latest=False)), None),
    ],
)
def test_what_counts_as_a_change(now, told):
    item = only(seen(*now), knows(RAW, DONE))
    if told is None:  # an older version's files do not count
        assert (item.action, item.learn) == (Action.UNCHANGED, True)
    else:
        assert item.action is Action.CHANGED
        assert told in item.reason


def test_an_edit_of_the_metadata_is_learnt_and_nothing_read():
    item = only(seen(replace(DONE, revision=7, publication_date="2030-01-01")), knows(RAW, DONE))
    assert (item.action, item.learn) == (Action.UNCHANGED, True)


def test_the_newest_version_that_has_the_file_counts():
    item = only(seen(record(103, 3, {"PROCESSED_DATA_IA.zip": "n"}), DONE, RAW))
    assert (item.frame_version, item.prediction_version) == (102, 103)


def test_versions_are_asked_for_only_where_none_showed_them():
    assert versions_wanted(seen(DONE), Memory()) == [(100, 102)]
    assert versions_wanted(seen(DONE, RAW), Memory()) == []
    assert versions_wanted(seen(record(103, 3)), knows(RAW, DONE)) == []
    assert versions_wanted(seen(record(104, 4)), knows(RAW, DONE)) == [(100, 104)]
    assert versions_wanted(seen(DONE), knows(RAW, DONE), full=True) == [(100, 102)]
    assert versions_wanted(seen(DONE), knows(RAW, DONE, state=State.FAILED)) == [(100, 102)]
    # the newest one was deleted
    assert versions_wanted(seen(DONE), knows(RAW, DONE, record(103, 3))) == [(100, 102)]


def test_nothing_is_asked_about_what_is_no_session():
    assert versions_wanted(seen(record(900, 5, name="urn:seatizen-atlas")), Memory()) == []


def test_what_failed_or_is_not_remembered_is_read_again():
    assert only(seen(DONE), knows(RAW, DONE, state=State.FAILED)).action is Action.CHANGED
    assert only(seen(DONE, RAW), Memory(deposits={100: NAME})).action is Action.COMPARE
    assert only(seen(DONE), knows(RAW, DONE), full=True).action is Action.CHANGED


CLOSED = record(103, 3, {}, access=Access.EMBARGOED, embargo_date="2030-01-01")


def test_a_closed_version_never_gives_way_to_an_older_one():
    item = only(seen(CLOSED, DONE, RAW), knows(RAW, DONE))
    assert item.action is Action.OUT_OF_REACH
    assert "Version 103 is under embargo until 2030-01-01" in item.reason
    closed_later = record(102, 2, {}, access=Access.RESTRICTED)
    assert only(seen(closed_later), knows(RAW, DONE)).action is Action.OUT_OF_REACH


def test_a_new_session_takes_what_is_open():
    item = only(seen(CLOSED, DONE, RAW))
    assert (item.action, item.frame_version) == (Action.NEW, 102)
    assert "embargo" in item.reason
    assert only(seen(record(101, 1, {}, access=Access.RESTRICTED))).action is Action.OUT_OF_REACH


def test_closed_raw_data_are_no_obstacle():
    closed_raw = record(101, 1, {}, access=Access.RESTRICTED, latest=False)
    assert only(seen(DONE, closed_raw), knows(closed_raw, DONE)).action is Action.UNCHANGED


def test_without_metadata_a_deposit_waits():
    assert only(seen(RAW)).action is Action.WAITING
    assert only(seen(record(102, 2, {"DCIM.zip": "c"})), knows(RAW, DONE)).action is Action.GONE


@pytest.mark.parametrize(
    ("name", "title", "action"),
    [
        ("urn:seatizen-atlas", "", Action.SKIPPED),
        ("urn:nbn:de:101:1-2019072802401757702913", "", Action.SKIPPED),
        ("doi:10.1/2", "A paper", Action.SKIPPED),
        ("doi:10.1/2", NAME, Action.NEW),
        ("urn:'; DROP TABLE deposit; --", "", Action.REFUSED),
        ("urn:../../evil", "", Action.REFUSED),
        (f"urn:{NAME}\n", "", Action.REFUSED),
        ("urn:20239910_REU-ST-LEU_ASV-1_04", "", Action.REFUSED),
        ("URN:" + NAME, "", Action.NEW),
    ],
)
def test_names(name, title, action):
    item = only(seen(record(101, name=name, title=title)))
    assert item.action is action
    assert item.session.isprintable()


def test_a_record_that_claims_two_sessions_is_refused():
    two = (f"urn:{NAME}", "urn:20231111_REU-ST-LEU_ASV-1_05")
    assert only(seen(record(101, identifiers=two))).action is Action.REFUSED


def test_two_deposits_with_one_name():
    here, there = record(101), record(201, concept=200)
    assert {item.action for item in make_plan(seen(here, there), Memory()).items} == {Action.REFUSED}
    known = make_plan(seen(here, there), knows(here))
    assert {item.concept_id: item.action for item in known.items} == {
        100: Action.UNCHANGED,
        200: Action.REFUSED,
    }
    assert only(seen(there), Memory(deposits={100: NAME})).action is Action.REFUSED


def test_a_renamed_deposit_is_refused():
    item = only(seen(record(101, name="urn:20231111_REU-ST-LEU_ASV-1_05")), knows(record(101)))
    assert item.action is Action.REFUSED
    assert NAME in item.reason


def test_what_is_gone_is_told_only_where_all_was_seen():
    memory = knows(RAW, DONE)
    (gone,) = make_plan(seen(), memory).items
    assert gone.action is Action.GONE
    assert make_plan(replace(seen(), complete=frozenset()), memory).items == ()
    elsewhere = Memory({100: replace(memory.concepts[100], community="other")}, memory.deposits)
    assert make_plan(seen(), elsewhere).items == ()
    # what never entered is forgotten silently
    waiting = knows(RAW, state=State.WAITING, held=False)
    assert make_plan(seen(), waiting).items == ()
    assert [one.concept_id for one in absent_concepts(seen(), waiting)] == [100]


def test_the_verdict_on_what_is_gone_is_shown_and_learnt_once():
    told = {100: (State.DELETED, "Record 102 was deleted from Zenodo on 2024-05-01.")}
    item = only(seen(absent=told), knows(RAW, DONE))
    assert (item.reason, item.learn) == (told[100][1], True)
    again = only(seen(), knows(RAW, DONE, state=State.DELETED))
    assert (again.action, again.learn) == (Action.GONE, False)
    assert "Deleted" in again.reason
    back = only(seen(DONE), knows(RAW, DONE, state=State.LEFT))
    assert (back.action, back.learn) == (Action.UNCHANGED, True)


def test_the_order_is_that_of_the_names():
    names = ["20240101_REU-B_ASV", "20230101_REU-A_ASV", "20230101_REU-A_UAV"]
    records = [record(n, concept=n - 1, name=f"urn:{name}") for n, name in zip((901, 501, 701), names)]
    assert [item.session for item in make_plan(seen(*records), Memory()).items] == sorted(names)
