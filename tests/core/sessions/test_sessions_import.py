# SPDX-License-Identifier: GPL-2.0-or-later
"""Local sessions become an atlas: the rules, idempotence, updates in place, and starting afresh."""

from __future__ import annotations

import csv
import math
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from left_behind import HALF_DONE, SAVED_EDITS, leave, query
from qgis.core import QgsVectorLayer
from seatizen_atlas.core.annotations.own import Mark, annotate, own_session, read_own
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError, InputError
from seatizen_atlas.core.sessions.importing import import_sessions, preview_sessions
from sessions_helpers import Feedback, replace_in


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_what_enters_is_what_the_files_say(community):
    report = community.load()
    assert [o.status for o in report.sessions] == ["added"] * 3
    assert (report.imported, report.unchanged, report.failed) == (3, 0, 0)
    useful = {r["FileName"] for r in table(community.session(0) / "METADATA" / "predictions_gps.csv")}
    expected = [r for r in table(community.metadata(0)) if r["FileName"] in useful]
    layer = QgsVectorLayer(f"{community.atlas}|layername=frame", "frames", "ogr")
    got = {f["filename"]: f for f in layer.getFeatures() if f["version_doi"] == "20000002"}
    assert list(got) == [r["FileName"] for r in expected]
    for row in expected:
        feature = got[row["FileName"]]
        point = feature.geometry().asPoint()
        assert (point.x(), point.y()) == (float(row["GPSLongitude"]), float(row["GPSLatitude"]))
        assert feature["GPSAltitude"] == float(row["GPSAltitude"])
        assert feature["GPSRoll"] == float(row["GPSRoll"])
        assert feature["GPSFix"] == float(row["GPSfix"])
        assert feature["OriginalFileName"] == row["OriginalFileName"]
        assert feature["relative_file_path"] == row["relative_file_path"]
    assert layer.crs().authid() == "EPSG:4326"
    scores = {r["FileName"]: r for r in table(community.scores(0))}
    stored = community.rows(
        "SELECT f.filename AS f, a.name AS old, p.score AS s, p.version_doi AS v FROM multilabel_prediction p"
        " JOIN frame f ON f.id = p.frame_id JOIN multilabel_class c ON c.id = p.ml_class_id"
        " JOIN multilabel_label_alias a ON a.ml_label_id = c.ml_label_id WHERE f.version_doi = '20000002'"
    )
    known = [(f, old, s) for f, old, s, _v in stored if old in scores[f]]
    assert len(known) == len(scores) * sum(
        old in scores[next(iter(scores))] for old in {o for _f, o, _s, _v in stored}
    )
    assert all(s == float(scores[f][old]) for f, old, s in known)
    assert {v for *_rest, v in stored} == {"20000002"}
    counts = community.rows("SELECT count(*) AS n FROM multilabel_prediction GROUP BY frame_id")
    assert {n for (n,) in counts} == {31}


def test_every_frame_of_a_drone_enters_with_its_prefix(community):
    community.load()
    names = community.rows("SELECT filename FROM frame WHERE version_doi = '20000022' ORDER BY id")
    expected = [f"{community.names[2]}_{r['FileName']}" for r in table(community.metadata(2))]
    assert [n for (n,) in names] == expected


def test_predictions_of_prefixed_names_are_matched(community):
    bare = community.names[1] + "_1_"
    for path in community.session(1).rglob("*.csv"):
        path.write_text("\n".join(_bare(line, bare) for line in path.read_text().splitlines()) + "\n")
    outcome = community.outcome(1)
    assert outcome.done.predictions_added == outcome.done.frames_added * 31 > 0
    names = community.rows("SELECT filename FROM frame WHERE version_doi = '20000012'")
    assert all(n.startswith(f"{community.names[1]}_f") for (n,) in names)


def _bare(line: str, prefix: str) -> str:
    return (
        line.replace(f",{prefix}", ",f").removeprefix(prefix)
        if not line.startswith(prefix)
        else "f" + line[len(prefix) :]
    )


def test_the_usefulness_file_tells_where_predictions_gps_does_not(community):
    (community.session(0) / "METADATA" / "predictions_gps.csv").unlink()
    gps = community.session(1) / "METADATA" / "predictions_gps.csv"
    gps.write_text(gps.read_text().splitlines()[0] + "\n")
    report = community.load()
    for number in (0, 1):
        jacques = next((community.session(number) / "PROCESSED_DATA" / "IA").glob("*jacques*"))
        useful = [r for r in table(jacques) if r["Useless"] == "0"]
        assert report.sessions[number].done.frames_added == len(useful) < 40


def test_what_nobody_judged_enters_whole_and_it_is_said(community):
    """As the dives of 2015 are published: no predictions_gps.csv, no file of the usefulness model."""
    (community.session(0) / "METADATA" / "predictions_gps.csv").unlink()
    next((community.session(0) / "PROCESSED_DATA" / "IA").glob("*jacques*")).unlink()
    outcome = community.outcome(0)
    assert (outcome.status, outcome.done.frames_added) == ("added", 40)
    assert "Nobody judged the frames" in outcome.message
    assert community.outcome(0).status == "unchanged"


def test_another_model_beside_the_known_one_stops_nothing_and_is_told(community):
    folder = community.session(0) / "PROCESSED_DATA" / "IA"
    with_scores = community.outcome(1)
    assert with_scores.done.predictions_added > 0 and with_scores.message == ""
    (folder / f"{community.names[0]}_bioclip2.csv").write_text(
        "FileName,Kingdom,score\na.jpeg,Animalia,0.5\n"
    )
    outcome = community.outcome(0)
    assert outcome.status == "unchanged"  # it came in with the others
    assert (
        f"“{community.names[0]}_bioclip2.csv” is of a model that the atlas does not know" in outcome.message
    )


def test_scores_of_an_unknown_model_alone_let_the_frames_in(community):
    scores = community.scores(0)
    scores.rename(scores.with_name(f"{community.names[0]}_someone_else_scores.csv"))
    outcome = community.outcome(0)
    assert outcome.status == "added" and outcome.done.frames_added > 0
    assert outcome.done.predictions_added == 0
    assert "someone_else_scores.csv” is of a model that the atlas does not know" in outcome.message


def test_forced_frames_take_every_row_and_the_predictions_there_are(community):
    outcome = community.outcome(0, force_frames=True)
    assert outcome.done.frames_added == 40
    assert outcome.done.predictions_added == 31 * len(table(community.scores(0))) < 31 * 40


def test_footprint_track_and_extents(community):
    community.load()
    deposits = QgsVectorLayer(f"{community.atlas}|layername=deposit", "d", "ogr")
    tracks = QgsVectorLayer(f"{community.atlas}|layername=vw_deposit_linestring_with_platform", "t", "ogr")
    footprints = {f["session_name"]: f.geometry() for f in deposits.getFeatures()}
    lines = {f["deposit_doi"]: f.geometry() for f in tracks.getFeatures()}
    points = [(float(r["GPSLongitude"]), float(r["GPSLatitude"])) for r in table(community.metadata(0))]
    assert [(p.x(), p.y()) for p in lines["20000000"].asPolyline()] == points
    hull = footprints[community.names[0]]
    assert hull.equals(lines["20000000"].convexHull())
    assert {f["platform_type"] for f in tracks.getFeatures()} == {"ASV", "SCUBA", "UAV"}
    for name, column in (
        ("frame", "GPSPosition"),
        ("deposit", "footprint"),
        ("deposit_linestring", "footprint_linestring"),
    ):
        exact = community.rows(
            f"SELECT min(ST_MinX({column})) AS a, min(ST_MinY({column})) AS b, max(ST_MaxX({column})) AS c,"
            f" max(ST_MaxY({column})) AS d FROM {name}"
        )
        kept = community.rows(
            f"SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = '{name}'"
        )
        assert exact == kept


def test_waypoints_stand_in_where_no_frame_has_a_position(community):
    metadata = community.metadata(0)
    lines = [line.split(",") for line in metadata.read_text().splitlines()]
    position = [lines[0].index("GPSLatitude"), lines[0].index("GPSLongitude")]
    metadata.write_text(
        "\n".join(
            ",".join("0" if i in position and n else c for i, c in enumerate(line))
            for n, line in enumerate(lines)
        )
    )
    sensors = community.session(0) / "SENSORS"
    sensors.mkdir()
    rows = [(-21.1, 55.1), (-21.1, 55.2), (-21.2, 55.2)]
    (sensors / "mission.waypoints").write_text(
        "QGC WPL 110\n"
        + "".join(f"{i}\t0\t3\t16\t0\t0\t0\t0\t{a}\t{o}\t1\t1\n" for i, (a, o) in enumerate(rows))
    )
    outcome = community.outcome(0)
    assert outcome.status == "added"
    assert "3 way-points" in outcome.message
    assert community.rows(
        "SELECT count(*) AS n FROM frame WHERE version_doi = '20000002' AND GPSPosition IS NOT NULL"
    ) == [(0,)]
    layer = QgsVectorLayer(f"{community.atlas}|layername=deposit", "d", "ogr")
    area = {f["doi"]: f.geometry().area() for f in layer.getFeatures()}
    assert math.isclose(area["20000000"], 0.1 * 0.1 / 2)


def test_a_second_run_changes_nothing_and_says_so(community):
    community.load()
    before, stamp = community.content(), community.atlas.read_bytes()
    report = community.load()
    assert [o.status for o in report.sessions] == ["unchanged"] * 3
    assert community.content() == before
    assert community.atlas.read_bytes() == stamp


def test_a_changed_folder_is_updated_in_place(community):
    community.load()
    before = community.content()
    ids = dict(community.rows("SELECT filename, id FROM frame"))
    metadata = table(community.metadata(0))
    moved, gone = metadata[3]["FileName"], metadata[5]["FileName"]
    rescored = table(community.scores(0))[7]["FileName"]
    replace_in(community.metadata(0), metadata[3]["GPSLatitude"], "-21.2")
    for path in community.session(0).rglob("*.csv"):
        path.write_text(
            "\n".join(line for line in path.read_text().splitlines() if not gone_row(line, gone)) + "\n"
        )
    lines = community.scores(0).read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(rescored + ","))
    lines[at] = rescored + ",0.987654321012345678" + lines[at][lines[at].index(",", len(rescored) + 1) :]
    community.scores(0).write_text("\n".join(lines) + "\n")
    outcome = community.outcome(0)
    was_useful = gone in ids
    assert (outcome.status, outcome.done.frames_added, outcome.done.frames_removed) == (
        "updated",
        0,
        int(was_useful),
    )
    now = dict(community.rows("SELECT filename, id FROM frame"))
    assert now == {name: i for name, i in ids.items() if name != gone}
    if moved in ids:
        assert community.rows(f"SELECT ST_MinY(GPSPosition) AS y FROM frame WHERE id = {ids[moved]}") == [
            (-21.2,)
        ]
        assert community.rows("SELECT min_y FROM gpkg_contents WHERE table_name = 'frame'")[0][0] <= -21.2
    assert community.rows(
        f"SELECT score FROM multilabel_prediction WHERE frame_id = {ids[rescored]} AND ml_class_id = 1"
    ) == [(0.987654321012345678,)]
    assert community.rows(
        "SELECT count(*) AS n FROM multilabel_prediction WHERE frame_id NOT IN (SELECT id FROM frame)"
    ) == [(0,)]
    others = [row for row in before["frame"] if row[1] != "20000002"]
    assert [row for row in community.content()["frame"] if row[1] != "20000002"] == others
    assert community.outcome(0).status == "unchanged"
    assert_valid(community.atlas)


def gone_row(line: str, name: str) -> bool:
    return name in line


def assert_valid(atlas: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "osgeo_utils.samples.validate_gpkg", str(atlas)],
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stderr + checked.stdout


def test_an_updated_atlas_equals_a_fresh_one_but_for_ids(community, tmp_path):
    community.load()
    lines = community.metadata(1).read_text().splitlines()
    community.metadata(1).write_text("\n".join([lines[0], *lines[11:], *lines[1:6]]) + "\n")
    kept = {line.split(",")[1] for line in [*lines[11:], *lines[1:6]]}
    for path in [*community.session(1).rglob("*_gps.csv"), *community.session(1).rglob("IA/*.csv")]:
        rows = path.read_text().splitlines()
        path.write_text("\n".join([rows[0], *(r for r in rows[1:] if r.split(",")[0] in kept)]) + "\n")
    assert community.outcome(1).status == "updated"
    updated = comparable(community)
    shutil.copy(tmp_path / "community" / "atlas.gpkg", tmp_path / "updated.gpkg")
    community.load(regenerate=True)
    assert comparable(community) == updated


def comparable(community):
    frames = community.rows(
        "SELECT version_doi, filename, hex(GPSPosition) AS g, GPSAltitude, CAST(GPSDatetime AS TEXT) AS t,"
        " GPSFix"
        " FROM frame ORDER BY filename"
    )
    scores = community.rows(
        "SELECT f.filename AS f, p.ml_class_id AS c, p.score AS s, p.version_doi AS v"
        " FROM multilabel_prediction p JOIN frame f ON f.id = p.frame_id ORDER BY 1, 2"
    )
    extents = community.rows(
        "SELECT table_name, min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name <> 'frame_density'"
        " ORDER BY 1"
    )
    density = community.rows(
        "SELECT deposit_doi, sum(frames) AS n, count(*) AS c FROM frame_density GROUP BY 1 ORDER BY 1"
    )
    return (
        frames,
        scores,
        extents,
        density,
        community.rows("SELECT doi, hex(footprint) AS g FROM deposit ORDER BY 1"),
    )


def test_annotated_frames_stay_though_they_are_gone_from_the_session(community):
    community.load()
    gone = table(community.scores(0))[0]["FileName"]
    ((frame,),) = community.rows(f"SELECT id + 0 AS n FROM frame WHERE filename = '{gone}'")
    key, marks = own_session("someone", "set"), [Mark(frame, 39, True), Mark(frame, 1, False)]
    annotate(community.atlas, key, marks, Feedback())
    for path in community.session(0).rglob("*.csv"):
        path.write_text("\n".join(line for line in path.read_text().splitlines() if gone not in line) + "\n")
    outcome = community.outcome(0)
    assert outcome.done.frames_removed == 0
    assert f"annotated, so they stay; the first is “{gone}”" in outcome.message
    assert community.rows(f"SELECT count(*) AS n FROM frame WHERE filename = '{gone}'") == [(1,)]
    assert read_own(community.atlas, key, Feedback()) == {frame: {39: True, 1: False}}


def test_a_new_version_takes_the_frames_over(community):
    community.load()
    ids = community.rows("SELECT filename, id FROM frame ORDER BY id")
    replace_in(community.dois, "20000002,20000002", "20000003,20000003")
    outcome = community.outcome(0)
    assert outcome.status == "updated"
    assert community.rows("SELECT filename, id FROM frame ORDER BY id") == ids
    assert community.rows("SELECT DISTINCT version_doi FROM multilabel_prediction ORDER BY 1") == [
        ("20000003",),
        ("20000012",),
    ]
    assert community.rows("SELECT count(*) AS n FROM frame WHERE version_doi = '20000002'") == [(0,)]


def test_sessions_are_found_in_a_list_too(community):
    listed = community.folder.parent / "list.csv"
    listed.write_text(
        f"root_folder;session_name\n{community.folder};{community.names[1]}\nsessions;{community.names[2]}\n"
    )
    report = community.load(sessions=None, sessions_csv=listed)
    assert [o.name for o in report.sessions] == sorted(community.names[1:])
    assert report.imported == 2


def test_one_session_folder_is_enough(community):
    report = community.load(sessions=community.session(0))
    assert [o.name for o in report.sessions] == [community.names[0]]


def test_regenerating_keeps_the_old_file_aside_and_needs_every_session(community):
    community.load()
    before = community.content()
    replace_in(community.metadata(2), "-1.", "deep", 1)
    report = community.load(regenerate=True)
    assert report.failed == 1
    assert report.imported == 0
    assert report.replaced_atlas is None
    assert community.content() == before
    replace_in(community.metadata(2), "deep", "-1.", 1)
    report = community.load(regenerate=True)
    assert report.imported == 3
    assert report.replaced_atlas is not None
    assert report.replaced_atlas.is_file()
    assert [p.name for p in community.atlas.parent.glob(".*")] == []


@pytest.mark.parametrize("code", [SAVED_EDITS, HALF_DONE])
def test_regenerating_over_what_a_killed_program_left(community, code):
    community.load()
    before = community.content()
    leave(community.atlas, code)
    report = community.load(regenerate=True)
    assert query(community.atlas, "PRAGMA integrity_check") == [("ok",)]
    assert community.content() == before
    doi = query(report.replaced_atlas, "SELECT DISTINCT doi FROM multilabel_model")
    assert (doi == [("saved",)]) == (code == SAVED_EDITS)
    assert query(community.atlas, "SELECT count(*) FROM layer_styles WHERE useAsDefault") != [(0,)]


def test_a_preview_says_what_would_happen_and_changes_nothing(community):
    community.load(sessions=community.session(0))
    stamp = community.atlas.read_bytes()
    replace_in(community.metadata(0), "-1.", "-2.")
    (community.metadata(2)).unlink()
    previews = preview_sessions(
        community.atlas, sessions=community.folder, dois=community.dois, feedback=Feedback()
    )
    assert [p.action for p in previews] == ["updated", "added", "failed"]
    assert previews[1].frames > 0
    assert previews[1].predictions == previews[1].frames * 31
    assert "metadata.csv is missing" in previews[2].problems[0]
    assert community.atlas.read_bytes() == stamp


def test_progress_and_cancel_leave_finished_sessions_in(community):
    feedback = Feedback()
    community.load(feedback=feedback)
    assert any(f"Session 2 of 3: {community.names[1]}" in text for text in feedback.said)
    assert feedback.progressed == sorted(feedback.progressed)
    shutil.copy(
        community.folder.parent.parent / "community" / "atlas.gpkg", community.folder.parent / "full.gpkg"
    )


def test_a_cancel_in_the_second_session_leaves_the_first_in(community):
    report = community.load(feedback=Feedback(cancel_at="Session 2 of 3"))
    assert report.cancelled
    assert [o.status for o in report.sessions] == ["added", "cancelled", "cancelled"]
    assert community.rows("SELECT session_name FROM deposit") == [(community.names[0],)]
    assert community.load().imported == 2
    assert_valid(community.atlas)


def test_no_temporary_file_stays(community, tmp_path, monkeypatch):
    import tempfile

    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    replace_in(community.metadata(2), "-1.", "deep", 1)
    community.load()
    assert list(temporary.iterdir()) == []
    assert sorted(p.name for p in community.atlas.parent.iterdir()) == ["atlas.gpkg", "dois.csv", "sessions"]


def test_an_atlas_that_needs_a_migration_is_refused(community):
    with Atlas.open(community.atlas, update=True) as atlas, atlas.transaction():
        atlas.execute("DELETE FROM etl_runs WHERE last_sql_script_executed > 6")
    with pytest.raises(AtlasError, match="Migrate atlas"):
        community.load()


def test_a_session_of_another_doi_is_refused(community):
    community.load(sessions=community.session(0))
    replace_in(community.dois, "20000000,20000002,20000002", "20000500,20000502,20000502")
    outcome = community.outcome(0)
    assert outcome.status == "failed"
    assert "as deposit 20000000" in outcome.message
    assert community.rows("SELECT doi FROM deposit") == [("20000000",), ("20000010",), ("20000020",)]


def test_nothing_to_import_is_told(community, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    for sessions in (empty, tmp_path / "nowhere", None):
        with pytest.raises(InputError):
            import_sessions(community.atlas, sessions=sessions, dois=community.dois, feedback=Feedback())
