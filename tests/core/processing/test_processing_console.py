# SPDX-License-Identifier: GPL-2.0-or-later
"""What scripts rely on: how a run ends when all or some of its items fail; files and folders as they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from generate import make_sessions
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.upkeep.create import create_atlas
from zenodo_standin import Standin

DOIS = "session_name,deposit_doi,frame_version_doi,prediction_version_doi\n"


@pytest.fixture
def atlas(tmp_path) -> Path:
    return create_atlas(tmp_path / "atlas.gpkg", feedback=QgsProcessingFeedback(False))


@pytest.fixture
def sessions(tmp_path) -> list[Path]:
    folder = tmp_path / "sessions"
    return [folder / name for name in make_sessions(folder, 2, 30)]


def spoil(session: Path) -> None:
    (session / "METADATA" / "metadata.csv").write_text("nothing,of,use\n1,2,3\n", encoding="utf-8")


@pytest.fixture
def local(qgis_process, atlas, sessions, tmp_path):
    """Imports the sessions; their DOIs are given, and both lists have endings of their own."""
    dois = tmp_path / "DOIS.TXT"
    dois.write_text(
        DOIS + "".join(f"{path.name},{n}0,{n}1,{n}2\n" for n, path in enumerate(sessions, 100)),
        encoding="utf-8",
    )
    listed = tmp_path / "LISTED.CSV"
    listed.write_text(
        "root_folder,session_name\n" + "".join(f"{path.parent},{path.name}\n" for path in sessions),
        encoding="utf-8",
    )

    def call():
        return qgis_process.run(
            "importsessions",
            ATLAS=atlas,
            SESSIONS_CSV=listed,
            DOIS_CSV=dois,
            REPORT=tmp_path / "report.json",
        )

    return call


def test_lists_of_sessions_may_have_any_ending(local):
    code, results, errors = local()
    assert code == 0, errors
    assert results["SESSIONS_IMPORTED"] == 2


def test_an_import_in_which_some_failed_ends_well_and_tells(local, sessions):
    spoil(sessions[0])
    code, results, errors = local()
    assert code == 0, errors
    assert (results["SESSIONS_IMPORTED"], results["SESSIONS_FAILED"]) == (1, 1)


def test_an_import_in_which_all_failed_ends_as_failed_with_its_report(local, sessions, tmp_path):
    for session in sessions:
        spoil(session)
    code, results, errors = local()
    assert code != 0 and not results
    assert "metadata.csv" in errors and "1 more item failed" in errors
    assert "Traceback" not in errors
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [session["status"] for session in report["sessions"]] == ["failed", "failed"]


@pytest.mark.parametrize(("spoilt", "fine"), [(0, True), (1, True), (2, False)])
def test_a_sync_ends_as_its_sessions_did(qgis_process, atlas, sessions, spoilt, fine):
    for session in sessions[:spoilt]:
        spoil(session)
    with Standin() as zenodo:
        for session in sessions:
            zenodo.add_session(session)
        code, results, errors = qgis_process.run("syncatlas", ATLAS=atlas, ZENODO_URL=zenodo.url)
    assert (code == 0) is fine, errors
    if fine:
        assert results["SESSIONS_FAILED"] == spoilt


def test_annotations_come_from_a_folder(qgis_process, atlas, local, sessions, tmp_path):
    assert local()[0] == 0
    folder = tmp_path / "annotations"
    folder.mkdir()
    for author in ("ana-lima", "victor-russias"):
        name = f"20250101_120000__{author}__look.csv"
        (folder / name).write_text(f"FileName,Sand\n{sessions[0].name}_1_3.jpeg,1\n", encoding="utf-8")
    code, results, errors = qgis_process.run("importannotations", ATLAS=atlas, INPUT=folder)
    assert code == 0, errors
    assert (results["FILES_IMPORTED"], results["ANNOTATIONS_ADDED"]) == (2, 2)
    capital = shutil.move(folder / name, tmp_path / f"20250102_120000__{author}__look.CSV")
    code, results, errors = qgis_process.run("importannotations", ATLAS=atlas, INPUT=capital)
    assert code == 0, errors
    assert results["FILES_IMPORTED"] == 1


def test_options_are_known_by_their_places_too(qgis_process, local, atlas, tmp_path):
    """The help of qgis_process lists them."""
    assert local()[0] == 0
    out = tmp_path / "out"
    out.mkdir()
    code, _results, errors = qgis_process.run(
        "exporttables", ATLAS=atlas, OUTPUT_FOLDER=out, TABLES="0,1", FORMATS="0", VALUES="1", ANNOTATED="1"
    )
    assert code == 0, errors
    assert sorted(path.name for path in out.iterdir()) == ["metadata_images.csv", "session_doi.csv"]
