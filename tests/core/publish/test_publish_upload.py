# SPDX-License-Identifier: GPL-2.0-or-later
"""Sessions go up: what is online afterwards, what a second run does, and what stops one."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from publish_helpers import Desk, Feedback, Hasty, online, upload, versions
from seatizen_atlas.core.errors import ServiceError
from seatizen_atlas.core.http.errors import StatusError
from seatizen_atlas.core.publish import content as content_module
from seatizen_atlas.core.publish import plan as plan_module
from seatizen_atlas.core.publish.content import Wanted
from seatizen_atlas.core.publish.journal import FILE, journal_folder, opened_journal
from seatizen_atlas.core.zenodo.drafts import upload_file
from zenodo_standin import TOKEN, Standin
from zenodo_standin.store import Rules

WRITES = {"POST", "PUT", "DELETE"}


def writes(seen) -> list[str]:
    return [f"{one.method} {one.path}" for one in seen if one.method in WRITES]


def statuses(report) -> list[tuple[str, str]]:
    return [(outcome.status, outcome.message) for outcome in report.sessions]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def test_three_sessions_go_up_whole(zenodo: Standin, desk: Desk):
    before = tree(desk.sessions)
    report = upload(zenodo, desk.sessions, desk.metadata)
    assert statuses(report) == [("published", "")] * 3
    assert report.deposits == 3 and report.files_uploaded == 7 + 3 + 3
    published = versions(zenodo)
    board, drone, vehicle = desk.names()
    raw, done = published[board, "RAW_DATA"], published[board, "PROCESSED_DATA"]
    assert (raw.access, done.access) == ("restricted", "open")
    assert set(raw.files) == {"GPS.zip", "DCIM.zip", "SENSORS.zip"}
    assert set(done.files) == {
        "GPS.zip", "SENSORS.zip", "PROCESSED_DATA_FRAMES.zip", "METADATA.zip", "PROCESSED_DATA_IA.zip",
        "000_preview.pdf",
    }, "carried over, but for the restricted pictures"  # fmt: skip
    assert done.files["GPS.zip"] is raw.files["GPS.zip"], "linked, not sent again"
    assert published[drone, "RAW_DATA"].access == "open"
    assert set(published[drone, "PROCESSED_DATA"].files) == {"DCIM.zip", "METADATA.zip", "000_preview.pdf"}
    assert set(published[vehicle, "PROCESSED_DATA"].files) == {"DCIM.zip", "METADATA.zip", "000_preview.pdf"}
    archive = zipfile.ZipFile(BytesIO(done.files["METADATA.zip"].blob.open().read()))
    assert archive.read("metadata.csv") == (desk.sessions / board / "METADATA/metadata.csv").read_bytes()
    assert {tuple(version.concept.communities) for version in published.values()} == {("seatizen-data",)}
    assert not zenodo.store.all_drafts()
    assert tree(desk.sessions) == before, "the session folders are as they were"
    left = [path.name for path in (desk.sessions / ".seatizen_publish").rglob("*") if path.is_file()]
    assert set(left) == {FILE}, "no archive and no lock stays behind"


def test_a_second_run_changes_nothing(zenodo: Standin, desk: Desk):
    upload(zenodo, desk.sessions, desk.metadata)
    with zenodo.observed() as seen:
        report = upload(zenodo, desk.sessions, desk.metadata)
    assert statuses(report) == [("unchanged", "")] * 3
    assert not writes(seen)
    (desk.sessions / ".seatizen_publish").rename(desk.sessions / ".gone")
    with zenodo.observed() as seen:
        report = upload(zenodo, desk.sessions, desk.metadata)
    assert statuses(report) == [("unchanged", "")] * 3 and not writes(seen), "without a journal as well"


def test_a_dry_run_shows_everything_and_writes_nothing(zenodo: Standin, board: Desk):
    feedback = Feedback()
    with zenodo.observed() as seen:
        report = upload(zenodo, board.sessions, board.metadata, dry_run=True, feedback=feedback)
    assert not writes(seen)
    said = "\n".join(feedback.said)
    assert "RAW_DATA DCIM.zip (0.0 MB): is uploaded" in said
    assert "RAW_DATA title:  → Underwater images collected by" in said
    assert not (board.sessions / ".seatizen_publish").exists()
    raw, done = report.sessions[0].versions
    assert (raw.label, raw.step, raw.restricted) == ("RAW_DATA", "new", True)
    assert {file.key: file.step for file in done.files}["DCIM.zip"] == "drop"
    assert {file.key: file.step for file in done.files}["GPS.zip"] == "carry"
    assert done.bytes_to_upload > 0 and report.records_to_change == 2
    assert ("title", "") in {(field, there) for field, there, _ in raw.changes}
    upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    report = upload(zenodo, board.sessions, board.metadata, dry_run=True)
    raw, done = report.sessions[0].versions
    assert (raw.step, done.step) == ("published", "new")
    assert {field for field, _, _ in done.changes} == {"description", "version"}


def test_raw_first_and_processed_later(zenodo: Standin, board: Desk):
    upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    upload(zenodo, board.sessions, board.metadata, Wanted(processed="m", keep_previous=False))
    (name,) = board.names()
    assert set(versions(zenodo)[name, "PROCESSED_DATA"].files) == {"METADATA.zip", "000_preview.pdf"}
    report = upload(zenodo, board.sessions, board.metadata, Wanted(custom="s"))
    assert "needs a name" in statuses(report)[0][1]
    given = json.loads(board.metadata.read_text())
    board.metadata.write_text(json.dumps({**given, "version": "EXTRA", "access_right": "restricted"}))
    upload(zenodo, board.sessions, board.metadata, Wanted(custom="s"))
    extra = versions(zenodo)[name, "EXTRA"]
    assert set(extra.files) == {"SENSORS.zip", "METADATA.zip", "000_preview.pdf"}
    assert extra.access == "restricted" and extra.concept.versions[-1] is extra


def test_a_further_processed_version_only_when_asked_and_only_when_files_differ(zenodo: Standin, board: Desk):
    (name,) = board.names()
    wanted = Wanted(processed="m", new_processed=True)
    upload(zenodo, board.sessions, board.metadata, wanted)
    assert {label for _, label in versions(zenodo)} == {"PROCESSED_DATA"}
    report = upload(zenodo, board.sessions, board.metadata, wanted)
    assert statuses(report) == [("unchanged", "")]
    metadata = board.sessions / name / "METADATA" / "notes.txt"
    metadata.write_text("new")
    upload(zenodo, board.sessions, board.metadata, Wanted(processed="m"))
    assert {label for _, label in versions(zenodo)} == {"PROCESSED_DATA"}, "nobody asked"
    upload(zenodo, board.sessions, board.metadata, wanted)
    assert {label for _, label in versions(zenodo)} == {"PROCESSED_DATA", "PROCESSED_DATA_2"}
    report = upload(zenodo, board.sessions, board.metadata, wanted)
    assert statuses(report) == [("unchanged", "")]


def test_large_raw_data_take_several_versions(zenodo: Standin, board: Desk, monkeypatch: pytest.MonkeyPatch):
    room = content_module._ARCHIVE_OVERHEAD + 300
    monkeypatch.setattr(content_module, "VERSION_SIZE", room)
    upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    (name,) = board.names()
    labels = {label: set(version.files) for (_, label), version in versions(zenodo).items()}
    assert labels == {"RAW_DATA": {"GPS.zip"}, "RAW_DATA_2": {"DCIM.zip"}, "RAW_DATA_3": {"SENSORS.zip"}}
    assert len(zenodo.store.concepts) == 1 and name


def test_raw_data_of_another_hand_are_left_alone(zenodo: Standin, board: Desk):
    (name,) = board.names()
    zenodo.add_session(
        {"DCIM/a.mp4": b"x", "METADATA/metadata.csv": b"FileName\n"}, name=name, processed=False
    )
    report = upload(zenodo, board.sessions, board.metadata)
    assert statuses(report) == [("published", "")]
    held = [version.metadata["version"] for version in zenodo.store.versions.values()]
    assert held == ["RAW_DATA", "PROCESSED_DATA"] and len(zenodo.store.concepts) == 1


def test_room_beyond_50_gb_is_asked_for_only_when_allowed(
    zenodo: Standin, board: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(plan_module, "VERSION_SIZE", 1000)
    wanted = Wanted(processed="fm")
    report = upload(zenodo, board.sessions, board.metadata, wanted)
    assert "PROCESSED_DATA would hold 1 GB; Zenodo takes 50" in statuses(report)[0][1]
    assert not zenodo.store.concepts
    report = upload(zenodo, board.sessions, board.metadata, wanted, ask_quota=True)
    assert statuses(report) == [("published", "")]
    assert zenodo.count("/quota-increase", "POST") == 1


def test_a_community_that_wants_a_review_is_pending_not_failed(zenodo: Standin, board: Desk):
    zenodo.store.rules["seatizen-data"] = Rules("closed")
    report = upload(zenodo, board.sessions, board.metadata)
    assert statuses(report) == [("published", "")]
    assert report.sessions[0].notes == ("The community “seatizen-data” has to decide yet.",)
    report = upload(zenodo, board.sessions, board.metadata)
    assert report.sessions[0].notes == ("The community “seatizen-data” has to decide yet.",)
    assert zenodo.count("/communities", "POST") == 2
    given = json.loads(board.metadata.read_text())
    board.metadata.write_text(json.dumps({**given, "communities": ["nowhere"]}))
    report = upload(zenodo, board.sessions, board.metadata)
    assert "no community “nowhere”" in statuses(report)[0][1]


# what stops a run ------------------------------------------------------------------------------------


def test_a_token_that_is_nobodys_is_told_before_anything_is_done(zenodo: Standin, board: Desk):
    zenodo.store.tokens.clear()
    with pytest.raises(ServiceError, match="does not know the token"):
        upload(zenodo, board.sessions, board.metadata)
    assert len(zenodo.requests) == 1


def test_wrong_metadata_are_told_by_field_and_one_session_does_not_stop_the_others(
    zenodo: Standin, desk: Desk
):
    sessions = desk.metadata.parent / "people" / "sessions.csv"
    sessions.write_text(sessions.read_text().replace('"AB, NA"', '"AB, ??"', 1))
    report = upload(zenodo, desk.sessions, desk.metadata, Wanted(processed="m"))
    assert [status for status, _ in statuses(report)] == ["failed", "published", "published"]
    assert "row 2, column “Creators”: “??” is nobody" in statuses(report)[0][1]
    given = json.loads(desk.metadata.read_text())
    desk.metadata.write_text(json.dumps({**given, "license": "cc-by-9"}))
    report = upload(zenodo, desk.sessions, desk.metadata, Wanted(raw=True))
    assert "Invalid value cc-by-9." in statuses(report)[1][1]


def test_what_zenodo_drops_from_a_draft_stops_the_publication(zenodo: Standin, board: Desk):
    given = json.loads(board.metadata.read_text())
    board.metadata.write_text(json.dumps({**given, "version": "x" * 200}))
    report = upload(zenodo, board.sessions, board.metadata, Wanted(custom="m"))
    assert "metadata.version: Longer than maximum length 191." in statuses(report)[0][1]
    assert not zenodo.store.versions


def test_a_draft_that_changed_before_publication_is_not_published(zenodo: Standin, board: Desk):
    def meddle() -> None:
        (draft,) = zenodo.store.all_drafts().values()
        if len(draft.files) == 3:
            draft.body()["metadata"]["title"] = "Somebody else's"
            draft.files["more.txt"] = draft.files["GPS.zip"]

    zenodo.before("/draft/files/SENSORS.zip/commit|/draft$", meddle, times=99)
    report = upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    status, message = statuses(report)[0]
    assert status == "failed" and not zenodo.store.versions
    assert "title is “Somebody else's” instead of “Underwater images" in message
    assert "the file more.txt is not what was meant" in message
    zenodo.script.clear()
    report = upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    assert statuses(report) == [("published", "")], "the next run puts it right"
    assert set(next(iter(zenodo.store.versions.values())).files) == {"GPS.zip", "DCIM.zip", "SENSORS.zip"}


def test_somebody_elses_drafts_are_not_touched(zenodo: Standin, board: Desk):
    upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    (record,) = zenodo.store.versions.values()
    from seatizen_atlas.core.zenodo.client import ZenodoClient
    from seatizen_atlas.core.zenodo.drafts import new_version, save
    from seatizen_atlas.core.zenodo.token import Token

    with ZenodoClient(zenodo.url, token=Token(TOKEN)) as client:
        draft = new_version(client, record.id)
        save(client, draft.id, {"metadata": {**draft.metadata, "version": "by hand"}})
    report = upload(zenodo, board.sessions, board.metadata)
    assert f"open draft {draft.id} (“by hand”), which was not made by this upload" in statuses(report)[0][1]
    assert zenodo.store.drafts[draft.id].body()["metadata"]["version"] == "by hand"


def test_a_draft_with_files_of_another_hand_is_not_touched(zenodo: Standin, board: Desk, tmp_path: Path):
    upload(zenodo, board.sessions, board.metadata, feedback=Feedback(cancel_at="uploading SENSORS.zip"))
    (draft,) = zenodo.store.drafts.values()
    shutil.rmtree(board.sessions / ".seatizen_publish")
    draft.files["by_hand.txt"] = draft.files["GPS.zip"]
    report = upload(zenodo, board.sessions, board.metadata)
    assert f"open draft {draft.id} (“RAW_DATA”), which was not made by this upload" in statuses(report)[0][1]
    assert "by_hand.txt" in draft.files
    del draft.files["by_hand.txt"]
    report = upload(zenodo, board.sessions, board.metadata)
    assert statuses(report) == [("published", "")], "it looks like ours, and is taken up without a journal"
    assert len(zenodo.store.concepts) == 1


def test_another_accounts_deposit_is_not_made_twice(zenodo: Standin, board: Desk):
    (name,) = board.names()
    made = zenodo.add_session({"METADATA/metadata.csv": b"FileName\n"}, name=name, owner=2)
    report = upload(zenodo, board.sessions, board.metadata)
    assert f"Record {made.processed} carries the identifier" in statuses(report)[0][1]
    assert not zenodo.store.drafts


def test_two_runs_at_once_on_one_session(zenodo: Standin, board: Desk):
    (name,) = board.names()
    folder = journal_folder(board.sessions, zenodo.url, name)
    with opened_journal(folder, name):
        report = upload(zenodo, board.sessions, board.metadata)
        assert "Another run is publishing" in statuses(report)[0][1]
    assert not zenodo.store.drafts
    assert statuses(upload(zenodo, board.sessions, board.metadata)) == [("published", "")]


def test_cancel_leaves_what_is_done_and_the_next_run_goes_on(zenodo: Standin, board: Desk):
    report = upload(
        zenodo, board.sessions, board.metadata, feedback=Feedback(cancel_at="uploading SENSORS.zip")
    )
    assert statuses(report)[0][0] == "cancelled"
    assert not zenodo.store.versions
    with zenodo.observed() as seen:
        report = upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    assert statuses(report) == [("published", "")] and report.files_uploaded == 1
    assert [one.path.split("/")[-2] for one in seen if one.method == "PUT"] == ["SENSORS.zip"]


def test_raw_data_go_up_before_there_is_any_metadata(zenodo: Standin, board: Desk):
    (name,) = board.names()
    shutil.rmtree(board.sessions / name / "METADATA")
    shutil.rmtree(board.sessions / name / "PROCESSED_DATA")
    assert statuses(upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))) == [("published", "")]
    assert "locations" not in versions(zenodo)[name, "RAW_DATA"].rdm["metadata"]
    report = upload(zenodo, board.sessions, board.metadata, Wanted(raw=True, processed="m"))
    assert "it has no METADATA folder" in statuses(report)[0][1]


def test_files_that_vanish_stop_their_session_alone(zenodo: Standin, desk: Desk):
    board, _, vehicle = desk.names()
    zenodo.before("^/api/records$", lambda: (desk.sessions / board / "SENSORS" / "log.bin").unlink())
    report = upload(zenodo, desk.sessions, desk.metadata, Wanted(raw=True))
    assert [status for status, _ in statuses(report)] == ["failed", "published", "published"]
    assert "log.bin” cannot be read" in statuses(report)[0][1] and vehicle
    (desk.sessions / board / "SENSORS" / "log.bin").write_bytes(b"echo")
    report = upload(zenodo, desk.sessions, desk.metadata, Wanted(raw=True))
    assert [status for status, _ in statuses(report)] == ["published", "unchanged", "unchanged"]


def test_a_place_that_cannot_be_written_to_is_told(zenodo: Standin, board: Desk):
    (board.sessions / ".seatizen_publish").write_bytes(b"a file in the way")
    report = upload(zenodo, board.sessions, board.metadata)
    assert "cannot be written" in statuses(report)[0][1] and not zenodo.store.drafts


# answers that were lost ------------------------------------------------------------------------------


def test_a_draft_that_was_made_although_the_answer_was_lost_is_found_again(board: Desk):
    clock = Hasty()
    with Standin(now=clock.time) as zenodo:
        zenodo.store.index_lag = 20
        zenodo.fault("^/api/records$", "html504", method="POST", after_effect=True)
        report = upload(zenodo, board.sessions, board.metadata, Wanted(raw=True), clock=clock)
        assert statuses(report) == [("published", "")]
        assert len(zenodo.store.concepts) == 1 and zenodo.count("^/api/records$", "POST") == 1


def test_a_draft_that_was_made_before_a_crash_is_found_by_the_next_run(board: Desk):
    clock = Hasty()
    with Standin(now=clock.time) as zenodo:
        zenodo.store.index_lag = 20
        feedback = Feedback(cancel_at="Looking for a draft")
        zenodo.fault("^/api/records$", "reset", method="POST", after_effect=True)
        report = upload(
            zenodo, board.sessions, board.metadata, Wanted(raw=True), clock=clock, feedback=feedback
        )
        assert statuses(report)[0][0] == "cancelled" and len(zenodo.store.drafts) == 1
        report = upload(zenodo, board.sessions, board.metadata, Wanted(raw=True), clock=clock)
        assert statuses(report) == [("published", "")]
        assert len(zenodo.store.concepts) == 1 and not zenodo.store.drafts


def test_what_was_uploaded_is_not_uploaded_again(zenodo: Standin, board: Desk):
    zenodo.fault("/SENSORS.zip/content", "html502", times=99)
    report = upload(zenodo, board.sessions, board.metadata)
    assert "could not be uploaded to 127.0.0.1 whole" in statuses(report)[0][1]
    zenodo.script.clear()
    with zenodo.observed() as seen:
        upload(zenodo, board.sessions, board.metadata)
    sent = [one.path.split("/")[-2] for one in seen if one.method == "PUT" and one.path.endswith("content")]
    assert "GPS.zip" not in sent and "DCIM.zip" not in sent


def test_content_is_never_sent_onto_a_completed_file(zenodo: Standin, tmp_path: Path):
    from seatizen_atlas.core.zenodo.client import ZenodoClient
    from seatizen_atlas.core.zenodo.drafts import create, draft_files
    from seatizen_atlas.core.zenodo.token import Token

    file = tmp_path / "a.bin"
    file.write_bytes(b"abc")
    md5 = "900150983cd24fb0d6963f7d28e17f72"
    with ZenodoClient(zenodo.url, token=Token(TOKEN), clock=Hasty()) as client:
        draft = create(client, {"metadata": {"title": "a draft"}}).id
        upload_file(client, draft, "a/ü.bin", file, 3, md5)
        upload_file(client, draft, "a/ü.bin", file, 3, md5, draft_files(client, draft)["a/ü.bin"])
        assert zenodo.count("/content$", "PUT") == 1
        file.write_bytes(b"abcd")
        other = "e2fc714c4727ee9395f324cd2e7f331f"
        upload_file(client, draft, "a/ü.bin", file, 4, other, draft_files(client, draft)["a/ü.bin"])
        assert draft_files(client, draft)["a/ü.bin"].md5 == other
        with pytest.raises(StatusError, match="Empty files"):
            file.write_bytes(b"")
            upload_file(client, draft, "b", file, 0, "d41d8cd98f00b204e9800998ecf8427e")


def test_a_torn_journal_is_begun_anew(zenodo: Standin, board: Desk):
    upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    (journal,) = (board.sessions / ".seatizen_publish").rglob(FILE)
    journal.write_text('{"goals": "2026-')
    before = online(zenodo)
    report = upload(zenodo, board.sessions, board.metadata, Wanted(raw=True))
    assert statuses(report) == [("unchanged", "")] and online(zenodo) == before


def test_the_token_is_nowhere(zenodo: Standin, board: Desk, caplog: pytest.LogCaptureFixture):
    caplog.set_level("DEBUG")
    feedback = Feedback()
    zenodo.fault("/draft", "html504", times=2, after_effect=True)
    reports = [upload(zenodo, board.sessions, board.metadata, feedback=feedback, dry_run=True)]
    reports.append(upload(zenodo, board.sessions, board.metadata, feedback=feedback))
    zenodo.store.tokens.clear()
    with pytest.raises(ServiceError) as caught:
        upload(zenodo, board.sessions, board.metadata)
    written = [path.read_text() for path in (board.sessions / ".seatizen_publish").rglob("*.json")]
    places = [repr(reports), *feedback.said, caplog.text, str(caught.value), caught.value.details, *written]
    places += [seen.target for seen in zenodo.requests]
    assert not [place for place in places if TOKEN in place]
    assert threading.active_count() < 50
