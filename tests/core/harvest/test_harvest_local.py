# SPDX-License-Identifier: GPL-2.0-or-later
"""Local sessions without a list of DOIs: found on Zenodo, compared with what was published."""

from __future__ import annotations

import json
import shutil

import pytest
from harvest_helpers import Feedback, Hasty
from qgis.core import QgsProcessingContext
from seatizen_atlas.core.harvest.local import ZenodoDois, remembered_records
from seatizen_atlas.core.processing.importsessions import ImportSessions
from seatizen_atlas.core.sessions.importing import import_sessions, preview_sessions
from seatizen_atlas.core.zenodo.client import ZenodoClient


@pytest.fixture
def folder(sessions, tmp_path):
    """A copy of the sessions, to be changed at will."""
    return shutil.copytree(sessions[0].parent, tmp_path / "mine")


@pytest.fixture
def load(follower, folder, zenodo):
    def load(verb=import_sessions, remembered=None, **options):
        with ZenodoClient(zenodo.url, clock=Hasty()) as client:
            dois = ZenodoDois(client, remembered)
            return verb(follower.atlas, sessions=folder, dois=dois, feedback=Feedback(), **options)

    return load


def test_sessions_are_found_by_their_identifier(load, follower, published, zenodo):
    report = load()
    assert (report.imported, report.failed) == (3, 0)
    assert [o.message for o in report.sessions] == ["", "", ""]
    assert follower.rows("SELECT doi FROM deposit ORDER BY doi") == [(str(p.concept),) for p in published]
    assert follower.rows("SELECT DISTINCT version_doi FROM frame ORDER BY 1") == [
        (str(p.processed),) for p in published
    ]
    assert follower.scalar("SELECT count(*) FROM version") == 6
    # a search, the versions and the archives' directories
    assert zenodo.count() <= 4 * 3
    # a sync afterwards compares and finds nothing else
    assert follower.sync().unchanged == 3


def test_a_remembered_session_is_not_searched_for(load, follower, published, zenodo):
    follower.sync()
    with zenodo.observed() as seen:
        assert load(remembered=remembered_records(follower.atlas)).unchanged == 3
    assert not [request for request in seen if "/api/records?" in request.target]


def test_a_folder_that_differs_is_said_to_differ_with_the_list(load, published, folder, sessions):
    session = folder / sessions[0].name
    csv = session / "METADATA" / "metadata.csv"
    csv.write_bytes(csv.read_bytes().replace(b"GoPro", b"GoBro"))  # the same length
    (session / "METADATA" / "notes.txt").write_text("only here")
    scores = next((session / "PROCESSED_DATA" / "IA").glob("*_scores.csv"))
    scores.write_text(scores.read_text() + "\n")
    usefulness = next((session / "PROCESSED_DATA" / "IA").glob("*jacques*"))
    usefulness.unlink()
    for verb in (preview_sessions, import_sessions):
        report = load(verb)
        rows = report if isinstance(report, list) else report.sessions
        told = " ".join(rows[0].problems) if isinstance(report, list) else rows[0].message
        assert "differs from what was published" in told
        assert "METADATA/metadata.csv has another content" in told
        assert "METADATA/notes.txt is only in the folder" in told
        assert f"{scores.name} has" in told
        assert f"{usefulness.name} is only on Zenodo" in told
        others = [row.problems if isinstance(report, list) else row.message for row in rows[1:]]
        assert not any(others)


def test_an_unknown_session_is_told_and_the_others_go_on(load, sessions, zenodo):
    zenodo.add_session(sessions[0])
    report = load()
    assert [o.status for o in report.sessions] == ["added", "failed", "failed"]
    assert "Zenodo has no deposit of" in report.sessions[1].message


def test_a_name_that_merely_contains_the_session_is_not_taken_for_it(load, sessions, zenodo):
    zenodo.add_session(sessions[0], name=sessions[0].name + "_b")
    assert load().imported == 0


def test_two_deposits_of_one_name_are_not_guessed_between(load, sessions, zenodo):
    made = [zenodo.add_session(sessions[0]) for _ in range(2)]
    told = load().sessions[0].message
    assert all(str(one.concept) in told for one in made)


def test_closed_and_unfinished_deposits_are_told(load, sessions, zenodo):
    closed = zenodo.add_session(sessions[0])
    for record in (closed.raw, closed.processed):
        zenodo.set_access(record, "restricted")
    zenodo.add_session({"DCIM/a.jpg": b"x"}, name=sessions[1].name, processed=False)
    report = load()
    assert "is restricted" in report.sessions[0].message
    assert "has METADATA.zip" in report.sessions[1].message


def test_an_archive_that_cannot_be_read_does_not_stop_the_import(load, published, zenodo):
    zenodo.replace_file(published[0].processed, "METADATA.zip", b"no archive" * 9)
    first = load().sessions[0]
    assert first.status == "added"
    assert "could not be compared" in first.message


def test_the_algorithm_looks_the_dois_up(follower, folder, published, zenodo, tmp_path):
    algorithm = ImportSessions()
    algorithm.initAlgorithm({})
    context = QgsProcessingContext()
    parameters = {
        "ATLAS": str(follower.atlas),
        "SESSIONS": str(folder),
        "ZENODO_URL": zenodo.url,
        "REPORT": str(tmp_path / "report.json"),
    }
    results, ok = algorithm.create().run(parameters, context, Feedback())
    assert ok
    assert results["SESSIONS_IMPORTED"] == 3
    assert len(json.loads((tmp_path / "report.json").read_text())["sessions"]) == 3
