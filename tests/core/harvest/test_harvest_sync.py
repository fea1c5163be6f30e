# SPDX-License-Identifier: GPL-2.0-or-later
"""A sync end to end: what comes in, what a second one costs, what changes are found."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile

import pytest
from generate import make_dois_csv, make_sessions
from harvest_helpers import LISTING, Feedback, Follower, Recorder, content, outcome_of, statuses
from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QLockFile
from seatizen_atlas.core.annotations.own import Mark, annotate, own_session
from seatizen_atlas.core.atlas.sql import Name
from seatizen_atlas.core.errors import AtlasBusy, Cancelled, InputError, ServiceError
from seatizen_atlas.core.harvest.plan import Action
from seatizen_atlas.core.harvest.sync import sync_atlas
from seatizen_atlas.core.http.pace import Clock
from seatizen_atlas.core.sessions import prepare
from seatizen_atlas.core.sessions.importing import import_sessions
from seatizen_atlas.core.upkeep.create import create_atlas
from zenodo_standin import Limits, Standin, zip_blob
from zenodo_standin.blobs import session_archives, session_members


def annotate_one(follower: Follower, frame: str) -> int:
    """Annotate a frame as the viewer does; its id."""
    number = int(follower.scalar("SELECT id FROM frame WHERE filename = {frame}", frame=frame))
    annotate(follower.atlas, own_session("a", "d"), [Mark(number, 1, True)], QgsProcessingFeedback(False))
    return number


def without_rows(session, start: int, count: int) -> dict[str, bytes]:
    """The members of METADATA.zip without some frames."""
    lines = (session / "METADATA" / "metadata.csv").read_text().splitlines(keepends=True)
    gone = [line.split(",")[1] for line in lines[start : start + count]]
    useful = (session / "METADATA" / "predictions_gps.csv").read_text().splitlines(keepends=True)
    return {
        "metadata.csv": "".join(lines[:start] + lines[start + count :]).encode(),
        "predictions_gps.csv": "".join(x for x in useful if x.split(",")[0] not in gone).encode(),
    }


def test_new_sessions_come_in_wholly_and_are_remembered(follower, published):
    report = follower.sync()
    assert (report.seen, report.added, report.failed) == (3, 3, 0)
    assert report.frames_added == follower.scalar("SELECT count(*) FROM frame") > 0
    assert report.predictions_added == follower.scalar("SELECT count(*) FROM multilabel_prediction") > 0
    assert follower.rows("SELECT doi, deposit_doi FROM version ORDER BY doi") == [
        (str(p.concept + n), str(p.concept)) for p in published for n in (1, 2)
    ]
    assert follower.rows("SELECT DISTINCT version_doi FROM frame ORDER BY 1") == [
        (str(p.processed),) for p in published
    ]
    assert follower.rows("SELECT have_raw_data, have_processed_data FROM deposit ORDER BY doi") == [
        (1, 1),
        (1, 1),
        (1, 0),
    ]
    assert follower.scalar("SELECT count(*) FROM zenodo_record WHERE state = 'harvested'") == 6
    assert follower.harvested_at() == report.harvested_at


def test_a_sync_equals_an_import_of_the_same_sessions(follower, published, sessions, tmp_path):
    local = create_atlas(tmp_path / "local.gpkg", feedback=Feedback())
    dois = make_dois_csv(tmp_path / "dois.csv", [s.name for s in sessions], first=published[0].concept)
    import_sessions(local, sessions=sessions[0].parent, dois=dois, feedback=Feedback())
    follower.sync()
    one, other = content(follower.atlas), content(local)
    for table in ("deposit_linestring", "frame", "multilabel_prediction", "frame_density", "gpkg_contents"):
        assert one[table] == other[table], table


def test_a_second_sync_costs_the_listing_alone(follower, published, zenodo):
    follower.sync()
    before = content(follower.atlas)
    with zenodo.observed() as seen:
        report = follower.sync()
    assert set(statuses(report).values()) == {"unchanged"}
    assert all("/api/communities/seatizen-data/records" in request.target for request in seen)
    assert report.requests == len(seen) == 2  # a page of sessions, a page of what changed lately
    assert content(follower.atlas) == before


def test_a_new_session_costs_at_most_six_requests_and_its_tables(follower, zenodo, tmp_path):
    make_sessions(tmp_path / "big", 1, 4000)
    (session,) = (tmp_path / "big").iterdir()
    # a large neighbour in the archive, which nobody needs
    (session / "METADATA" / "video.bin").write_bytes(random.Random(1).randbytes(3_000_000))
    made = zenodo.add_session(session)
    packed = 0
    for key, names in (
        ("METADATA.zip", ("metadata.csv", "predictions_gps.csv")),
        ("PROCESSED_DATA_IA.zip", ()),
    ):
        with zipfile.ZipFile(zenodo.file(made.processed, key).open()) as archive:
            packed += sum(
                info.compress_size
                for info in archive.infolist()
                if info.filename in names or info.filename.endswith("_scores.csv")
            )
    with zenodo.observed() as seen:
        report = follower.sync()
    assert report.added == 1
    reading = [request for request in seen if "/communities/" not in request.target]
    assert 0 < len(reading) <= 6
    received = sum(request.sent for request in reading)
    print(f"{len(reading)} requests, {received} bytes for {packed} bytes of packed tables")
    assert received <= packed * 1.05


def test_a_changed_file_under_the_same_id_updates_in_place(follower, published, sessions, zenodo):
    follower.sync()
    name = sessions[0].name
    kept = annotate_one(follower, f"{name}_1_0.jpeg")
    ids = follower.rows("SELECT filename, id FROM frame ORDER BY id")
    lines = (sessions[0] / "METADATA" / "metadata.csv").read_text().splitlines(keepends=True)
    cells = lines[6].split(",")
    cells[lines[0].strip().split(",").index("GPSAltitude")] = "-7.5"
    lines[6] = ",".join(cells)
    members = {
        "metadata.csv": "".join(lines).encode(),
        "predictions_gps.csv": sessions[0] / "METADATA" / "predictions_gps.csv",
    }
    zenodo.replace_members(published[0].processed, "METADATA.zip", members)
    report = follower.sync()
    assert statuses(report)[name] == "updated"
    assert report.unchanged == 2
    assert "METADATA.zip was replaced" in next(i.reason for i in report.plan if i.session == name)
    assert follower.rows("SELECT filename, id FROM frame ORDER BY id") == ids
    assert follower.scalar("SELECT count(*) FROM frame WHERE GPSAltitude = -7.5") <= 1
    assert follower.rows("SELECT frame_id FROM multilabel_annotation") == [(kept,)]
    assert set(statuses(follower.sync()).values()) == {"unchanged"}


def test_frames_that_vanished_go_unless_they_are_annotated(follower, published, sessions, zenodo):
    follower.sync()
    name = sessions[1].name
    useful = (sessions[1] / "METADATA" / "predictions_gps.csv").read_text()
    frame = next(f"{name}_1_{k}.jpeg" for k in range(10) if f"{name}_1_{k}.jpeg" in useful)
    annotated = annotate_one(follower, frame)
    before = follower.scalar("SELECT count(*) FROM frame")
    zenodo.replace_members(published[1].processed, "METADATA.zip", without_rows(sessions[1], 1, 10))
    # the scores file still names them, as it does when only the metadata was replaced
    lines = {}
    for file in (sessions[1] / "PROCESSED_DATA" / "IA").iterdir():
        rows = file.read_text().splitlines(keepends=True)
        gone = {f"{name}_1_{k}.jpeg" for k in range(10)}
        lines[file.name] = "".join(row for row in rows if row.split(",")[0] not in gone).encode()
    zenodo.replace_members(published[1].processed, "PROCESSED_DATA_IA.zip", lines)
    outcome = outcome_of(follower.sync(), name)
    assert outcome.status == "updated", outcome
    assert outcome.done.frames_removed > 0
    assert outcome.done.frames_kept == 1
    assert "annotated" in outcome.message
    assert follower.scalar("SELECT filename FROM frame WHERE id = {id}", id=annotated) == frame
    assert follower.scalar("SELECT count(*) FROM frame") == before - outcome.done.frames_removed


def test_a_file_replaced_in_an_older_version_is_found(follower, published, sessions, zenodo):
    raw = zenodo.publish_new_version(
        published[0].concept, {"DCIM.zip": zip_blob({"a.jpg": b"x"})}, keep=False, version="RAW_DATA_2"
    )
    follower.sync()
    assert follower.scalar("SELECT count(*) FROM version") == 7
    assert follower.scalar("SELECT count(*) FROM frame WHERE version_doi = {v}", v=str(raw)) == 0
    zenodo.replace_members(published[0].processed, "METADATA.zip", without_rows(sessions[0], 30, 2))
    report = follower.sync(dry_run=True)
    (changed,) = [item for item in report.plan if item.action is Action.CHANGED]
    assert changed.session == sessions[0].name
    assert changed.files[0] == f"{published[0].processed}/METADATA.zip"
    assert report.requests == 2


def test_a_new_version_of_a_known_session_is_found(follower, published, sessions, zenodo):
    follower.sync()
    newer = zenodo.publish_new_version(published[0].concept, version="PROCESSED_DATA_2")
    report = follower.sync()
    assert statuses(report)[sessions[0].name] == "updated"
    assert report.requests == 4  # two pages, the two archives; no question for versions
    assert follower.rows(
        "SELECT DISTINCT f.version_doi FROM frame f JOIN version v ON v.doi = f.version_doi"
        " WHERE v.deposit_doi = {concept}",
        concept=str(published[0].concept),
    ) == [(str(newer),)]


def test_an_edit_of_the_description_reads_nothing(follower, published, zenodo):
    follower.sync()
    zenodo.edit_metadata(published[0].processed, title="Another title", publication_date="1999-01-01")
    report = follower.sync()
    assert report.unchanged == 3
    assert report.requests == 2
    record = published[0].processed
    assert follower.scalar("SELECT revision FROM zenodo_record WHERE record_id = {r}", r=record) == 2
    assert follower.sync().requests == 2


def test_sessions_modified_since_are_found_whatever_their_publication_date(follower, sessions, zenodo):
    zenodo.add_session(sessions[0])
    follower.sync()
    zenodo.add_session(sessions[1], publication_date="1990-01-01")
    assert statuses(follower.sync())[sessions[1].name] == "added"


def test_a_session_that_joins_the_community_late_is_found(follower, sessions, zenodo):
    late = zenodo.add_session(sessions[1], community=None)
    zenodo.add_session(sessions[0])
    for number in range(25):  # what changed since fills the first page
        zenodo.add_record({"a.txt": b"a"}, title=f"Paper {number}")
    follower.sync()
    follower.execute("UPDATE zenodo_community SET swept_until = '2999-01-01T00:00:00+00:00'")
    zenodo.include(late.concept, "seatizen-data")
    with zenodo.observed() as seen:
        report = follower.sync()
    assert statuses(report)[sessions[1].name] == "added"
    assert [r.target for r in seen if "/versions" in r.target] == [
        f"/api/records/{late.latest}/versions?size=25&page=1"
    ]


def test_the_newest_version_that_has_the_file_counts(follower, sessions, zenodo):
    made = zenodo.add_session(sessions[0])
    ia_only = zenodo.publish_new_version(
        made.concept,
        {"PROCESSED_DATA_IA.zip": zenodo.file(made.processed, "PROCESSED_DATA_IA.zip")},
        keep=False,
        version="PROCESSED_DATA_IA",
    )
    follower.sync()
    assert follower.rows("SELECT DISTINCT version_doi FROM frame") == [(str(made.processed),)]
    assert follower.rows("SELECT DISTINCT version_doi FROM multilabel_prediction") == [(str(ia_only),)]


@pytest.mark.parametrize("visible", [True, False])
def test_a_deleted_session_is_told_and_kept(follower, published, sessions, zenodo, visible):
    follower.sync()
    before = follower.scalar("SELECT count(*) FROM frame")
    zenodo.delete_concept(published[0].concept, visible=visible)
    report = follower.sync()
    gone = outcome_of(report, sessions[0].name)
    assert (gone.status, statuses(report)[gone.name]) == ("left", "gone")
    assert ("deleted" in gone.message) is visible
    assert report.requests == 3
    assert (report.failed, report.unchanged) == (0, 2)
    assert follower.scalar("SELECT count(*) FROM frame") == before
    again = follower.sync()
    assert statuses(again)[sessions[0].name] == "gone"
    assert again.requests == 2


def test_a_session_that_left_the_community_is_told_and_comes_back(follower, published, sessions, zenodo):
    follower.sync()
    concept = zenodo.store.concepts[published[0].concept]
    concept.communities.clear()
    zenodo.store.reindex(concept)
    report = follower.sync()
    gone = outcome_of(report, sessions[0].name)
    assert (gone.status, statuses(report)[gone.name]) == ("left", "gone")
    assert "community" in gone.message
    zenodo.include(published[0].concept, "seatizen-data")
    assert statuses(follower.sync())[sessions[0].name] == "unchanged"
    assert follower.scalar("SELECT count(*) FROM zenodo_record WHERE state <> 'harvested'") == 0


@pytest.mark.parametrize(
    ("access", "until", "told"),
    [("restricted", None, "restricted"), ("embargoed", "2999-05-01", "under embargo until 2999-05-01")],
)
def test_closed_files_are_out_of_reach_not_failed(follower, published, sessions, zenodo, access, until, told):
    for record in (published[0].raw, published[0].processed):
        zenodo.set_access(record, access, until)
    report = follower.sync()
    closed = outcome_of(report, sessions[0].name)
    assert statuses(report)[closed.name] == "out_of_reach"
    assert told in closed.message
    assert (report.added, report.failed) == (2, 0)
    assert follower.sync().requests == 2
    assert statuses(follower.sync(token=True))[sessions[0].name] == "added"


def test_a_session_that_was_closed_afterwards_stays_as_it_was(follower, published, sessions, zenodo):
    follower.sync()
    before = follower.rows("SELECT id, version_doi FROM frame")
    zenodo.set_access(published[0].processed, "restricted")
    for _ in range(2):
        report = follower.sync()
        assert statuses(report)[sessions[0].name] == "out_of_reach"
        assert report.requests == 2
    assert follower.rows("SELECT id, version_doi FROM frame") == before
    zenodo.set_access(published[0].processed, "open")
    opened = follower.sync()
    assert statuses(opened)[sessions[0].name] == "unchanged"
    assert opened.requests == 2  # what was remembered of its files still holds


def test_a_deleted_newest_version_gives_way_to_the_one_before(follower, published, sessions, zenodo):
    newer = zenodo.publish_new_version(published[0].concept, version="PROCESSED_DATA_2")
    follower.sync()
    zenodo.delete_record(newer)
    report = follower.sync()
    assert statuses(report)[sessions[0].name] == "updated"
    assert follower.scalar("SELECT count(*) FROM frame WHERE version_doi = {v}", v=str(newer)) == 0
    assert set(statuses(follower.sync()).values()) == {"unchanged"}


def test_the_atlas_itself_and_papers_are_skipped(follower, published, zenodo):
    zenodo.add_record(
        {"seatizen_atlas_db.gpkg": b"x"},
        title="Seatizen Atlas",
        related_identifiers=[{"identifier": "urn:seatizen-atlas", "relation": "isAlternateIdentifier"}],
    )
    zenodo.add_record({"paper.pdf": b"x"}, title="A paper about reefs")
    report = follower.sync()
    assert (report.seen, report.added, report.failed) == (3, 3, 0)
    assert report.planned(Action.SKIPPED) == 2
    assert follower.sync().requests == 2


@pytest.mark.parametrize(
    "name",
    [
        "20231110_REU-ST'; DROP TABLE deposit; --_ASV-1_04",
        "../../../etc/passwd",
        "20231110_REU-A/../../B_ASV-1_04",
        '20231110_REU-"quoted"_ASV-1_04',
        "20231345_REU-ST-LEU_ASV-1_04",
        "20231110_REU-ST-LEU\x00_ASV-1_04",
    ],
)
def test_names_that_are_no_sessions_are_refused_with_a_sentence(follower, published, sessions, zenodo, name):
    zenodo.add_session(sessions[0], name=name)
    report = follower.sync()
    assert (report.added, report.failed) == (3, 1)
    (refused,) = [o for o in report.sessions if o.status == "failed"]
    assert "is not the name of a session" in refused.message
    assert follower.scalar("SELECT count(*) FROM deposit") == 3


def test_two_deposits_of_one_name_are_refused_until_one_is_in(follower, sessions, zenodo):
    first = zenodo.add_session(sessions[0])
    zenodo.add_session(sessions[0])
    report = follower.sync()
    assert [o.status for o in report.sessions] == ["failed", "failed"]
    assert str(first.concept) in report.sessions[0].message
    assert follower.scalar("SELECT count(*) FROM deposit") == 0
    assert (
        report.harvested_at < follower.zenodo.store.versions[first.raw].concept.versions[0].__class__.__name__
    )


def test_a_second_deposit_of_a_known_name_is_refused(follower, sessions, zenodo):
    zenodo.add_session(sessions[0])
    follower.sync()
    other = zenodo.add_session(sessions[0])
    report = follower.sync()
    assert [i.concept_id for i in report.plan if i.action is Action.REFUSED] == [other.concept]
    assert report.unchanged == 1


def test_a_session_without_metadata_waits(follower, sessions, zenodo):
    made = zenodo.add_session({"DCIM/a.jpg": b"x"}, name=sessions[0].name, processed=False)
    report = follower.sync()
    assert statuses(report)[sessions[0].name] == "waiting"
    assert report.failed == 0
    assert follower.sync().requests == 2
    _, processed = session_archives(sessions[0].name, session_members(sessions[0]))
    zenodo.publish_new_version(made.concept, processed, keep=False, version="PROCESSED_DATA")
    assert statuses(follower.sync())[sessions[0].name] == "added"


def test_waypoints_stand_in_for_positions(follower, zenodo):
    name = "20231110_REU-ST-LEU_ASV-1_04"
    frames = "FileName,relative_file_path\n" + "".join(
        f"{name}_{k}.jpeg,{name}/PROCESSED_DATA/FRAMES/{name}_{k}.jpeg\n" for k in range(3)
    )
    points = "QGC WPL 110\n" + "".join(
        f"{k}\t0\t3\t16\t0\t0\t0\t0\t-21.{k}\t55.{k % 3}\t0\t1\n" for k in range(1, 5)
    )
    zenodo.add_session(
        {
            "METADATA/metadata.csv": frames.encode(),
            "METADATA/predictions_gps.csv": frames.encode(),
            "SENSORS/mission.waypoints": points.encode(),
        },
        name=name,
    )
    report = follower.sync()
    assert report.added == 1, report.sessions
    assert "4 way-points" in report.sessions[0].message
    assert follower.scalar("SELECT count(*) FROM deposit WHERE footprint IS NOT NULL") == 1


def test_an_atlas_that_remembers_nothing_compares_and_learns(follower, published, sessions, zenodo):
    follower.sync()
    for table in ("zenodo_file", "zenodo_record", "zenodo_community"):
        follower.execute("DELETE FROM {table}", table=Name(table))
    ids = follower.rows("SELECT id FROM frame")
    dry = follower.sync(dry_run=True)
    assert {item.action for item in dry.plan} == {Action.COMPARE}
    report = follower.sync()
    assert set(statuses(report).values()) == {"unchanged"}
    assert follower.rows("SELECT id FROM frame") == ids
    assert follower.sync().requests == 2


def test_full_reads_everything_again(follower, published):
    follower.sync()
    report = follower.sync(full=True)
    assert report.unchanged == 3
    assert report.requests > 2
    assert report.bytes_downloaded > 10_000


def test_a_dry_run_plans_and_changes_nothing(follower, published, sessions, zenodo):
    before = follower.atlas.read_bytes()
    report = follower.sync(dry_run=True)
    assert (report.added, report.requests, report.harvested_at) == (3, 2, "")
    assert [(item.session, item.action) for item in report.plan] == [
        (session.name, Action.NEW) for session in sessions
    ]
    assert sum(item.size for item in report.plan) == sum(
        zenodo.file(p.processed, key).size
        for p in published
        for key in ("METADATA.zip", "PROCESSED_DATA_IA.zip")
        if key in zenodo.store.versions[p.processed].files
    )
    assert follower.atlas.read_bytes() == before


def test_several_communities_are_followed_each_seen_once(follower, sessions, zenodo):
    zenodo.add_session(sessions[0], community="reef-one")
    both = zenodo.add_session(sessions[1], community="reef-one")
    zenodo.include(both.concept, "reef-two")
    zenodo.add_session(sessions[2], community="reef-two")
    report = follower.sync("reef-one", "reef-two")
    assert (report.seen, report.added) == (3, 3)
    alone = follower.sync("reef-two")
    assert (alone.seen, alone.unchanged, alone.planned(Action.GONE)) == (2, 2, 0)


def test_an_unknown_community_is_one_sentence(follower):
    with pytest.raises(ServiceError, match="no community “Seatizen-Data”"):
        follower.sync("Seatizen-Data")
    with pytest.raises(InputError, match="No community"):
        sync_atlas(None, follower.atlas, (), Feedback())


def test_the_harvest_date_never_passes_a_session_that_failed(follower, published, sessions, zenodo):
    zenodo.replace_file(published[1].processed, "METADATA.zip", b"PK no archive at all" * 3)
    report = follower.sync()
    assert statuses(report) == {
        sessions[0].name: "added",
        sessions[1].name: "failed",
        sessions[2].name: "added",
    }
    changed = time.gmtime(zenodo.store.versions[published[1].processed].updated)
    assert follower.harvested_at() < time.strftime("%Y-%m-%dT%H:%M:%SZ", changed)
    zenodo.replace_members(
        published[1].processed,
        "METADATA.zip",
        {f.name: f for f in sorted((sessions[1] / "METADATA").iterdir())},
    )
    again = follower.sync()
    assert (again.added, again.unchanged, again.failed) == (1, 2, 0)
    assert follower.harvested_at() == again.harvested_at > report.harvested_at


def test_a_known_session_that_failed_is_tried_again_though_nothing_is_listed_as_changed(
    follower, published, sessions, zenodo
):
    follower.sync()
    good = zenodo.file(published[0].processed, "METADATA.zip")
    zenodo.replace_file(published[0].processed, "METADATA.zip", b"PK no archive at all" * 3)
    before = follower.rows("SELECT id, filename FROM frame")
    assert statuses(follower.sync())[sessions[0].name] == "failed"
    assert follower.rows("SELECT id, filename FROM frame") == before
    assert follower.scalar("SELECT count(*) FROM zenodo_record WHERE state = 'failed'") == 2
    zenodo.replace_file(published[0].processed, "METADATA.zip", good)
    report = follower.sync()
    assert statuses(report)[sessions[0].name] == "unchanged"
    assert follower.scalar("SELECT count(*) FROM zenodo_record WHERE state = 'failed'") == 0


def spoil(zenodo, made, session) -> None:
    """Publish a session's metadata with a cell that nobody understands."""
    lines = (session / "METADATA" / "metadata.csv").read_text().splitlines(keepends=True)
    cells = lines[3].split(",")
    cells[lines[0].strip().split(",").index("GPSAltitude")] = "deep"
    lines[3] = ",".join(cells)
    useful = (session / "METADATA" / "predictions_gps.csv").read_bytes()
    members = {"metadata.csv": "".join(lines).encode(), "predictions_gps.csv": useful}
    zenodo.replace_members(made.processed, "METADATA.zip", members)


@pytest.mark.parametrize("known", [False, True])
def test_what_failed_on_its_files_is_not_downloaded_again_unchanged(
    follower, published, sessions, zenodo, known
):
    if known:
        follower.sync()
    good = zenodo.file(published[0].processed, "METADATA.zip")
    spoil(zenodo, published[0], sessions[0])
    name = sessions[0].name
    first = follower.sync()
    assert "“deep” is not a number" in outcome_of(first, name).message
    for _ in range(2):
        feedback = Feedback()
        report = follower.sync(feedback=feedback)
        assert report.requests == 2  # the listing alone
        assert (report.failed, report.unchanged) == (1, 2)
        assert [i.session for i in report.plan if i.action is Action.STUCK] == [name]
        assert re.search(
            "failed on these files before.*“deep” is not a number", outcome_of(report, name).message
        )
        assert feedback.errors == [f"{name}: {outcome_of(report, name).message}"]
        assert report.harvested_at == first.harvested_at  # the harvest has not come past it
    for options in ({"full": True}, {"again": True}):
        report = follower.sync(**options)
        assert report.requests > 2 and "“deep” is not a number" in outcome_of(report, name).message
        assert [i.action for i in report.plan if i.session == name] != [Action.STUCK]
    zenodo.edit_metadata(published[0].processed, title="Mended, it says")
    assert follower.sync().requests > 2  # whatever changed, it may be worth another look
    assert follower.sync().requests == 2
    zenodo.replace_file(published[0].processed, "METADATA.zip", good)
    assert outcome_of(follower.sync(), name).status == ("unchanged" if known else "added")
    assert follower.scalar("SELECT count(*) FROM zenodo_failure") == 0
    assert set(statuses(follower.sync()).values()) == {"unchanged"}


def test_another_plugin_or_another_script_judges_anew(follower, published, sessions, zenodo):
    spoil(zenodo, published[0], sessions[0])
    follower.sync()
    follower.execute("UPDATE zenodo_failure SET judged_by = '0.0.1/7'")
    assert follower.sync().requests > 2
    assert follower.sync().requests == 2


def test_what_only_the_line_spoilt_is_tried_again(follower, published, sessions, zenodo):
    zenodo.fault(f"{published[0].processed}.*METADATA.zip", "wrong-bytes", times=2)
    assert statuses(follower.sync())[sessions[0].name] == "failed"
    assert statuses(follower.sync())[sessions[0].name] == "added"
    zenodo.replace_file(published[1].processed, "METADATA.zip", b"PK no archive at all" * 3)
    assert follower.sync().failed == 1
    assert follower.sync().requests == 2  # these bytes are what was published


@pytest.mark.parametrize(("failure", "requests"), [(ZeroDivisionError("a bug"), 2), (MemoryError(), 4)])
def test_what_failed_by_a_bug_waits_for_another_plugin_and_what_failed_by_chance_does_not(
    follower, published, sessions, monkeypatch, no_swallowed_exception, failure, requests
):
    read = prepare.read_frames

    def reading(metadata, name, *rest):
        if name.text == sessions[0].name:
            raise failure
        return read(metadata, name, *rest)

    monkeypatch.setattr(prepare, "read_frames", reading)
    assert (follower.sync().failed, follower.sync().requests) == (1, requests)
    no_swallowed_exception.clear()  # the log has it


def test_a_deposit_that_failed_and_is_gone_is_forgotten(follower, published, sessions, zenodo):
    spoil(zenodo, published[0], sessions[0])
    follower.sync()
    assert follower.scalar("SELECT count(*) FROM zenodo_failure") == 1
    zenodo.delete_concept(published[0].concept)
    assert follower.sync().failed == 0
    assert follower.scalar("SELECT count(*) FROM zenodo_failure") == 0
    assert follower.sync().requests == 2


def test_dives_that_nobody_judged_come_in_whole_and_stay(follower, sessions, zenodo):
    """As those of 2015 are published: neither predictions_gps.csv nor a file of the usefulness model."""
    name = "20150611_REU-St-Gilles_scuba"
    frames = "FileName,GPSLatitude,GPSLongitude\n"
    frames += "".join(f"{k}.jpeg,-21.{k},55.{k}\n" for k in range(1, 8))
    zenodo.add_session({"METADATA/metadata.csv": frames.encode()}, name=name)
    report = follower.sync()
    assert (report.added, report.frames_added, report.failed) == (1, 7, 0)
    assert "Nobody judged the frames" in report.sessions[0].message
    assert report.harvested_at == follower.harvested_at()
    again = follower.sync()
    assert (again.unchanged, again.requests) == (1, 2)


def test_cancel_keeps_finished_sessions_and_the_next_run_goes_on(follower, published, sessions):
    feedback = Feedback(cancel_at="Session 2 of 3")
    report = follower.sync(feedback=feedback)
    assert report.cancelled
    assert [o.status for o in report.sessions] == ["added", "cancelled", "cancelled"]
    assert follower.rows("SELECT session_name FROM deposit") == [(sessions[0].name,)]
    assert follower.scalar("SELECT count(*) FROM zenodo_community") == 0
    rest = follower.sync()
    assert (rest.added, rest.unchanged) == (2, 1)


@pytest.mark.parametrize("route", [LISTING, "METADATA.zip", "PROCESSED_DATA_IA.zip"])
def test_cancel_is_answered_within_a_second_while_zenodo_is_silent(follower, published, zenodo, route):
    zenodo.fault(route, "silence", times=9, pause=30)
    feedback = Feedback()
    cancelled_at = []

    def cancel():
        cancelled_at.append(time.monotonic())
        feedback.cancel()

    zenodo.before(route, lambda: threading.Timer(0.3, cancel).start())
    if route == LISTING:
        with pytest.raises(Cancelled):
            follower.sync(feedback=feedback)
    else:
        assert follower.sync(feedback=feedback).cancelled
    assert time.monotonic() - cancelled_at[0] < 1.0


def test_cancel_while_the_limit_makes_it_wait(_pristine, sessions, tmp_path):
    with Standin(limits=Limits(search=((1, 60.0),))) as zenodo:
        zenodo.add_session(sessions[0])
        follower = Follower(zenodo, shutil.copy(_pristine / "atlas.gpkg", tmp_path / "limited.gpkg"))
        feedback = Feedback()
        threading.Timer(1.0, feedback.cancel).start()
        begin = time.monotonic()
        with pytest.raises(Cancelled):
            follower.sync(feedback=feedback, clock=Clock())
        assert time.monotonic() - begin < 2.0
        assert any("requests in a while" in text for text in feedback.said)


def test_two_syncs_at_once_the_second_is_refused_kindly(follower, published, zenodo):
    entered, go_on = threading.Event(), threading.Event()
    zenodo.before("METADATA.zip", lambda: (entered.set(), go_on.wait(20)))
    results = []
    first = threading.Thread(target=lambda: results.append(follower.sync()))
    first.start()
    assert entered.wait(20)
    other = subprocess.run(
        [sys.executable, "-c", _OTHER_SYNC, follower.atlas, zenodo.url],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    with pytest.raises(AtlasBusy, match="at work on"):
        follower.sync()
    go_on.set()
    first.join(60)
    assert "AtlasBusy Another import, sync or migration is at work" in other.stdout, other.stderr
    assert results[0].added == 3


_OTHER_SYNC = """
import sys
sys.path.insert(0, "tests")
import conftest
from qgis.core import QgsApplication, QgsProcessingFeedback
application = QgsApplication([], False)
application.initQgis()
from seatizen_atlas.core.errors import SeatizenError
from seatizen_atlas.core.harvest.sync import sync_atlas
from seatizen_atlas.core.zenodo.client import ZenodoClient
try:
    sync_atlas(ZenodoClient(sys.argv[2]), sys.argv[1], ["seatizen-data"], QgsProcessingFeedback(False))
except SeatizenError as error:
    print(type(error).__name__, error, flush=True)
"""


def test_the_listener_hears_of_each_session(follower, published, sessions):
    recorder = Recorder()
    follower.sync(listener=recorder)
    assert [what for what, _ in recorder.heard] == ["planned"] + ["began", "ended"] * 3
    assert [who for what, who in recorder.heard if what == "ended"] == [s.name for s in sessions]


def test_the_memory_is_a_valid_part_of_the_geopackage(follower, published):
    follower.sync()
    done = subprocess.run(
        ["/usr/bin/python3", "-m", "osgeo_utils.samples.validate_gpkg", str(follower.atlas)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_a_killed_run_has_left_is_removed_by_the_next(follower, published, own_temporary_folder):
    killed = own_temporary_folder / "seatizen_killed12"
    killed.mkdir()
    (killed / "stage.gpkg").write_bytes(b"x")
    dies = "import os, sys; from qgis.PyQt.QtCore import QLockFile; lock = QLockFile(sys.argv[1]); "
    dies += "assert lock.tryLock(0); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", dies, str(killed / "seatizen.lock")], check=False)
    assert (killed / "seatizen.lock").exists()
    young = own_temporary_folder / "seatizen_young123"
    young.mkdir()
    held = own_temporary_folder / "seatizen_held1234"
    held.mkdir()
    lock = QLockFile(str(held / "seatizen.lock"))
    assert lock.tryLock(0)
    follower.sync()
    assert not killed.exists()
    assert young.exists() and held.exists()
    lock.unlock()
    for folder in (young, held):
        shutil.rmtree(folder)
