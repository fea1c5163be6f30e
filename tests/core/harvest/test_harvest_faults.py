# SPDX-License-Identifier: GPL-2.0-or-later
"""A sync while Zenodo fails as it fails, and archives that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from harvest_helpers import LISTING, Feedback, content, outcome_of, statuses
from seatizen_atlas.core.errors import ServiceError
from zenodo_standin import make_zip

PASSING = [
    ("429", {"retry_after": 1}),
    ("429", {"retry_after": 120}),
    ("html403", {}),
    ("html502", {}),
    ("html504", {}),
    ("json500", {}),
    ("truncated", {}),
    ("reset", {}),
    ("html200", {}),
]


@pytest.mark.parametrize(("kind", "options"), PASSING, ids=[f"{k}{o or ''}" for k, o in PASSING])
@pytest.mark.parametrize("route", [LISTING, "METADATA.zip", "PROCESSED_DATA_IA.zip"])
def test_what_passes_is_waited_for(follower, published, zenodo, route, kind, options):
    fault = zenodo.fault(route, kind, times=2, **options)
    report = follower.sync()
    assert fault.met == 2
    assert (report.added, report.failed) == (3, 0)


@pytest.mark.parametrize("kind", ["drip", "silence"])
def test_slowness_is_endured(follower, published, zenodo, kind):
    zenodo.fault("METADATA.zip", kind, times=2, pause=0.001 if kind == "drip" else 0.5)
    assert follower.sync().added == 3


@pytest.mark.parametrize("kind", ["ignore-range", "wrong-bytes"])
def test_ranges_that_are_ignored_or_spoilt_end_in_a_checked_whole(follower, zenodo, tmp_path, kind):
    from generate import make_sessions

    make_sessions(tmp_path / "larger", 1, 2500)
    (session,) = (tmp_path / "larger").iterdir()
    zenodo.add_session(session)
    zenodo.fault("content", kind, times=1 if kind == "wrong-bytes" else 99)
    report = follower.sync()
    assert (report.added, report.failed) == (1, 0), report.sessions


def test_bytes_that_stay_wrong_fail_that_session_alone(follower, published, sessions, zenodo):
    zenodo.fault(f"{published[0].processed}/files/METADATA.zip", "wrong-bytes", times=99)
    report = follower.sync()
    assert statuses(report)[sessions[0].name] == "failed"
    assert report.added == 2
    assert follower.sync(full=False).failed == 1


def test_a_zenodo_that_stays_silent_ends_the_run_and_keeps_what_is_in(follower, published, sessions, zenodo):
    zenodo.fault(f"({published[1].processed}|{published[2].processed})/files", "html502", times=999)
    zenodo.fault(f"/records/({published[1].processed}|{published[2].processed})/", "html502", times=999)
    report = follower.sync()
    assert [o.status for o in report.sessions] == ["added", "failed", "failed"]
    assert "does not answer as it should" in report.sessions[1].message
    zenodo.script.clear()
    assert follower.sync().added == 2


@pytest.mark.parametrize(
    ("kind", "options"), [("bad-json", {"body": '{"hits": 3}'}), ("json500", {}), ("html403", {})]
)
def test_a_listing_that_cannot_be_had_changes_nothing(follower, published, zenodo, kind, options):
    zenodo.fault(LISTING, kind, times=99, **options)
    before = content(follower.atlas)
    with pytest.raises(ServiceError):
        follower.sync()
    assert content(follower.atlas) == before


def test_hits_that_come_twice_are_one(follower, sessions, zenodo):
    made = [zenodo.add_session(session) for session in sessions]
    for number in range(24):
        zenodo.add_record({"a.txt": b"a"}, title=f"Paper {number}")
    # a record that appears between two pages pushes the others back
    zenodo.after(LISTING, lambda: zenodo.add_record({"b.txt": b"b"}, title="Late"))
    report = follower.sync()
    assert report.added == len(made)
    assert len({item.concept_id for item in report.plan}) == len(report.sessions)


def test_hits_that_vanish_between_pages_are_found_all_the_same(follower, sessions, zenodo):
    papers = [zenodo.add_record({"a.txt": b"a"}, title=f"Paper {n}")[1] for n in range(2)]
    for session in sessions:
        zenodo.add_session(session)
    more = [zenodo.add_record({"a.txt": b"a"}, title=f"Newer {n}")[1] for n in range(24)]
    zenodo.after(LISTING, lambda: [zenodo.delete_record(record) for record in more[:3]])
    assert papers
    assert follower.sync().added == 3


def test_a_lagging_index_is_caught_up_with_by_the_next_run(follower, sessions, zenodo):
    zenodo.add_session(sessions[0])
    follower.sync()
    zenodo.store.index_lag = 3600
    zenodo.add_session(sessions[1])
    assert follower.sync().seen == 1
    zenodo.store.index_lag = 0
    zenodo.store._due = [(0.0, version) for _, version in zenodo.store._due]
    assert follower.sync().added == 1


@pytest.mark.parametrize("visible", [True, False])
def test_a_record_deleted_between_list_and_get_is_gone_not_failed(
    follower, published, sessions, zenodo, visible
):
    zenodo.before("content", lambda: zenodo.delete_concept(published[0].concept, visible=visible))
    report = follower.sync()
    assert statuses(report)[sessions[0].name] == "gone"
    assert (report.added, report.failed) == (2, 0)


def test_a_file_that_changes_between_list_and_get_is_taken_as_it_is_now(
    follower, published, sessions, zenodo
):
    members = {f.name: f for f in sorted((sessions[0] / "METADATA").iterdir())}
    members["later.txt"] = b"added after the listing"
    replace = lambda: zenodo.replace_members(published[0].processed, "METADATA.zip", members)  # noqa: E731
    zenodo.before(f"{published[0].processed}/files/METADATA.zip", replace)
    report = follower.sync()
    assert (report.added, report.failed) == (3, 0)
    checksum = follower.scalar(
        "SELECT checksum FROM zenodo_file WHERE record_id = {r} AND key = 'METADATA.zip'",
        r=published[0].processed,
    )
    assert checksum == zenodo.file(published[0].processed, "METADATA.zip").md5
    assert follower.sync().unchanged == 3


def test_a_record_closed_between_list_and_get_is_out_of_reach(follower, published, sessions, zenodo):
    zenodo.before("content", lambda: zenodo.set_access(published[0].processed, "restricted"))
    report = follower.sync()
    assert statuses(report)[sessions[0].name] == "out_of_reach"
    assert (report.added, report.failed) == (2, 0)


def test_the_way_by_the_page_is_taken_when_the_gateway_gives_up(follower, published, zenodo):
    zenodo.fault("/api/records/.*content", "html504", times=999)
    assert follower.sync().added == 3


# archives -------------------------------------------------------------------------------------------


def patched(members: dict[str, bytes], change) -> bytes:
    """An archive whose directory entries (offset of each) are changed by hand."""
    data = bytearray(make_zip(members))
    at = data.find(b"PK\1\2")
    change(data, at)
    return bytes(data)


def twice(_: object) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("metadata.csv", "FileName\na\n")
        archive.writestr("metadata.csv", "FileName\nb\n")
    return buffer.getvalue()


HOSTILE = {
    "parent": lambda m: make_zip({**m, "../../evil.csv": b"x"}),
    "absolute": lambda m: make_zip({**m, "/etc/evil.csv": b"x"}),
    "drive": lambda m: make_zip({**m, "C:\\evil.csv": b"x"}),
    "twice": twice,
    "encrypted": lambda m: patched(m, lambda d, at: struct.pack_into("<H", d, at + 8, 1)),
    "symlink": lambda m: patched(m, lambda d, at: struct.pack_into("<L", d, at + 38, 0o120777 << 16)),
    "claims 4 GB": lambda m: patched(m, lambda d, at: struct.pack_into("<L", d, at + 24, 0xFFFFFFF0)),
    "wrong crc": lambda m: patched(m, lambda d, at: struct.pack_into("<L", d, at + 16, 12345)),
    "not a zip": lambda m: b"<html>no archive</html>" * 50,
    "empty": lambda m: make_zip({}),
    "without the table": lambda m: make_zip({"other.csv": b"x"}),
    "wrong encoding": lambda m: make_zip({**m, "metadata.csv": "FileName\nété\n".encode("latin-1") * 9}),
    "binary": lambda m: make_zip({**m, "metadata.csv": bytes(range(256)) * 40}),
    "no columns": lambda m: make_zip({**m, "metadata.csv": b""}),
    "a bomb": lambda m: make_zip({**m, "metadata.csv": b"a" * 80_000_000}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_archive_fails_its_session_with_a_sentence(
    follower, published, sessions, zenodo, kind, tmp_path
):
    follower.sync()
    before = content(follower.atlas)
    members = {f.name: f.read_bytes() for f in sorted((sessions[0] / "METADATA").iterdir())}
    ordered = {"metadata.csv": members.pop("metadata.csv"), **members}
    zenodo.replace_file(published[0].processed, "METADATA.zip", HOSTILE[kind](ordered))
    feedback = Feedback()
    report = follower.sync(feedback=feedback)
    assert statuses(report)[sessions[0].name] == "failed"
    assert report.unchanged == 2
    message = report.sessions[0].message
    assert message and "Traceback" not in message and "unexpectedly" not in message
    assert not list(tmp_path.rglob("evil*"))
    after = content(follower.atlas)
    for table in ("deposit", "frame", "multilabel_prediction"):
        assert after[table] == before[table]


def test_thousands_of_members_are_no_trouble(follower, published, sessions, zenodo):
    members = {f.name: f.read_bytes() for f in sorted((sessions[0] / "METADATA").iterdir())}
    many = {f"thumbnail_{n}.txt": b"x" for n in range(5000)}
    zenodo.replace_file(published[0].processed, "METADATA.zip", make_zip({**many, **members}))
    report = follower.sync()
    assert (report.added, report.failed) == (3, 0)


def test_an_odd_record_stops_nobody_else_and_is_told(follower, sessions, zenodo):
    made = [zenodo.add_session(session) for session in sessions]
    zenodo.describe(made[1].processed, lambda told: {**told, "files": [None]})
    report = follower.sync()
    assert (report.added, report.failed) == (2, 1)
    told = outcome_of(report, sessions[1].name)
    assert told.status == "failed" and "in an unknown way" in told.message
    zenodo.describe(made[1].processed, None)
    again = follower.sync()
    assert (again.added, again.unchanged, again.failed) == (1, 2, 0)


def test_a_known_session_that_nobody_understands_any_more_is_neither_gone_nor_changed(
    follower, sessions, zenodo
):
    made = [zenodo.add_session(session) for session in sessions]
    follower.sync()
    before = content(follower.atlas)
    for record in (made[0].raw, made[0].processed):
        zenodo.describe(record, lambda told: {**told, "metadata": None})
    report = follower.sync()
    assert statuses(report)[sessions[0].name] == "failed"
    assert report.harvested_at <= follower.harvested_at()
    after = content(follower.atlas)
    assert after == before
    for record in (made[0].raw, made[0].processed):
        zenodo.describe(record, lambda _told: "not even a number")
    report = follower.sync()
    assert sessions[0].name not in statuses(report)
    assert any("in an unknown way" in note for note in report.notes)
    assert content(follower.atlas) == before
    for record in (made[0].raw, made[0].processed):
        zenodo.describe(record, None)
    assert follower.sync().unchanged == 3


def test_an_older_version_that_nobody_understands_leaves_its_deposit_out(follower, sessions, zenodo):
    made = [zenodo.add_session(session) for session in sessions]
    zenodo.describe(made[0].raw, lambda told: {**told, "files": [None]})
    report = follower.sync()
    assert statuses(report) == {
        sessions[0].name: "failed",
        sessions[1].name: "added",
        sessions[2].name: "added",
    }
