# SPDX-License-Identifier: GPL-2.0-or-later
"""The plan: a pure function of what is wanted, what is online, and the journal."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from seatizen_atlas.core.errors import SeatizenError
from seatizen_atlas.core.publish.content import PROCESSED, RAW, Piece, Upload, VersionContent
from seatizen_atlas.core.publish.describing import Described
from seatizen_atlas.core.publish.journal import Journal
from seatizen_atlas.core.publish.plan import FileStep, Online, Step, plan_versions
from seatizen_atlas.core.session_name import SessionName
from seatizen_atlas.core.zenodo.drafts import Deposit, DraftFile

BOARD = SessionName.parse("20231110_REU-ST-LEU_ASV-1_04")
DRONE = SessionName.parse("20231110_REU-ST-LEU_UAV-1_04")
MD5 = "900150983cd24fb0d6963f7d28e17f72"


def content(label: str, *keys: str, size: int = 10, carries: bool = True) -> tuple[VersionContent, Described]:
    uploads = tuple(Upload(key, (Piece(Path(key), key, size),), "stored") for key in keys)
    restricted = label.startswith(RAW)
    made = VersionContent(label, uploads, restricted, carries=carries and not restricted)
    return made, Described({"title": "T", "version": label}, restricted)


def deposit(number: int, index: int, label: str, *keys: str, draft: bool = False, **other: Any) -> Deposit:
    files = {key: DraftFile(key, True, 10, MD5) for key in keys}
    given = {"status": "draft" if draft else "published", "metadata": {"version": label}, **other}
    return Deposit(
        number,
        1,
        "1",
        index,
        1,
        is_published=not draft,
        is_draft=draft,
        restricted=False,
        files=files,
        **given,
    )


def steps(plan) -> dict[str, FileStep]:
    return {file.key: file.step for file in plan.files}


def test_the_same_question_gets_the_same_answer_and_changes_nothing():
    online = Online((deposit(2, 1, RAW, "DCIM.zip", "GPS.zip"),), (deposit(3, 2, "", draft=True),))
    journal = Journal(Path("nowhere/journal.json"), drafts={PROCESSED: 3})
    wanted = [content(RAW, "DCIM.zip", "GPS.zip"), content(PROCESSED, "METADATA.zip")]
    before = copy.deepcopy((online, journal, wanted))
    first, second = (plan_versions(BOARD, wanted, online, journal) for _ in range(2))
    assert first == second and (online, journal, wanted) == before
    assert [(plan.step, plan.deposit.id) for plan in first] == [(Step.PUBLISHED, 2), (Step.RESUME, 3)]


def test_files_are_carried_over_but_for_restricted_ones_and_those_that_come_anew():
    held = ("DCIM.zip", "DCIM_p02.zip", "GPS.zip", "METADATA.zip", "METADATA_p02.zip", "notes.pdf")
    online = Online((deposit(2, 1, RAW, *held),))
    wanted = [content(PROCESSED, "METADATA.zip")]
    (plan,) = plan_versions(BOARD, wanted, online, Journal(Path()))
    assert steps(plan) == {
        "METADATA.zip": FileStep.UPLOAD, "GPS.zip": FileStep.CARRY, "notes.pdf": FileStep.CARRY,
        "DCIM.zip": FileStep.DROP, "DCIM_p02.zip": FileStep.DROP, "METADATA_p02.zip": FileStep.DROP,
    }  # fmt: skip
    (plan,) = plan_versions(DRONE, wanted, online, Journal(Path()))
    assert steps(plan)["DCIM_p02.zip"] is FileStep.CARRY
    (plan,) = plan_versions(
        BOARD, [content(PROCESSED, "METADATA.zip", carries=False)], online, Journal(Path())
    )
    assert steps(plan) == {"METADATA.zip": FileStep.UPLOAD}


def test_what_will_be_published_before_counts_as_the_version_before():
    raw, done = plan_versions(
        BOARD,
        [content(RAW, "DCIM.zip", "GPS.zip"), content(PROCESSED, "METADATA.zip")],
        Online(),
        Journal(Path()),
    )
    assert (raw.step, done.step) == (Step.NEW, Step.NEW)
    assert steps(done) == {
        "METADATA.zip": FileStep.UPLOAD, "GPS.zip": FileStep.CARRY, "DCIM.zip": FileStep.DROP,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("drafts", "told"),
    [
        ([deposit(3, 1, "by hand", draft=True)], "open draft 3 (“by hand”)"),
        ([deposit(3, 1, RAW, draft=True, status="in_review")], "waits for a community's review"),
        ([deposit(3, 1, RAW, draft=True), deposit(4, 1, RAW, draft=True)], "several open drafts of it: 3, 4"),
        ([deposit(3, 1, RAW, "else.zip", draft=True)], "was not made by this upload"),
    ],
)
def test_drafts_in_the_way_are_told(drafts: list[Deposit], told: str):
    with pytest.raises(SeatizenError) as caught:
        plan_versions(BOARD, [content(RAW, "DCIM.zip")], Online((), tuple(drafts)), Journal(Path()))
    assert told in str(caught.value)


def test_the_journal_chooses_between_drafts():
    drafts = (deposit(3, 1, RAW, draft=True), deposit(4, 1, RAW, draft=True))
    journal = Journal(Path(), drafts={RAW: 4})
    (plan,) = plan_versions(BOARD, [content(RAW, "DCIM.zip")], Online((), drafts), journal)
    assert plan.deposit.id == 4


def test_a_further_version_gets_the_next_name_or_the_one_that_is_under_way():
    online = Online((deposit(2, 1, PROCESSED, "a.zip"), deposit(3, 2, f"{PROCESSED}_2", "a.zip")))
    wanted = [content(PROCESSED, "b.zip")]
    (plan,) = plan_versions(BOARD, wanted, online, Journal(Path()), further=True)
    assert (plan.label, plan.described.metadata["version"]) == (f"{PROCESSED}_3", f"{PROCESSED}_3")
    (plan,) = plan_versions(BOARD, wanted, online, Journal(Path()))
    assert (plan.step, plan.deposit.id) == (Step.PUBLISHED, 2)
    journal = Journal(Path(), goals={PROCESSED: f"{PROCESSED}_2"})
    (plan,) = plan_versions(BOARD, wanted, online, journal, further=True)
    assert (plan.step, plan.deposit.id) == (Step.PUBLISHED, 3), "it went through; nothing is published twice"


def test_what_does_not_fit_is_told_and_room_is_asked_for():
    wanted = [content(PROCESSED, "a.zip", "b.zip", size=40_000_000_000)]
    with pytest.raises(SeatizenError, match="PROCESSED_DATA would hold 80 GB; Zenodo takes 50"):
        plan_versions(BOARD, wanted, Online(), Journal(Path()))
    (plan,) = plan_versions(BOARD, wanted, Online(), Journal(Path()), ask_quota=True)
    assert plan.quota == 80
    many = [content(PROCESSED, *(f"{n}.pdf" for n in range(60)))]
    online = Online((deposit(2, 1, RAW, *(f"more{n}.pdf" for n in range(60))),))
    with pytest.raises(SeatizenError, match="would hold 120 files; Zenodo takes 100"):
        plan_versions(BOARD, many, online, Journal(Path()))
