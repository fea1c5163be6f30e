# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin under the real qgis_process: what scripts and servers use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from seatizen_atlas.core.processing.provider import ALGORITHMS


@pytest.fixture(scope="module")
def atlas(qgis_process, tmp_path_factory):
    path = tmp_path_factory.mktemp("atlas") / "made.gpkg"
    code, results, errors = qgis_process.run("createatlas", OUTPUT=path)
    assert code == 0, errors
    assert results == {"OUTPUT": str(path)}
    assert path.exists()
    return path


def test_every_algorithm_is_listed(qgis_process):
    ended = qgis_process("--json", "list")
    assert ended.returncode == 0, ended.stderr
    providers = json.loads(ended.stdout[ended.stdout.find("{") :])["providers"]
    assert set(providers["seatizen"]["algorithms"]) == {f"seatizen:{a.ID}" for a in ALGORITHMS}


def test_help_explains_parameters(qgis_process):
    ended = qgis_process("help", "seatizen:importsessions")
    assert ended.returncode == 0, ended.stderr
    assert "A CSV file with the columns root_folder and session_name" in ended.stdout
    assert "SESSIONS_IMPORTED" in ended.stdout


def test_a_failing_run_ends_with_one_clear_line(qgis_process, atlas):
    code, results, errors = qgis_process.run("createatlas", OUTPUT=atlas, OVERWRITE="no")
    assert code != 0
    assert not results
    lines = [line for line in errors.splitlines() if "exists already" in line]
    assert lines and all("Choose another name" in line for line in lines)
    assert "Traceback" not in errors


def test_a_missing_atlas_is_said(qgis_process):
    code, _results, errors = qgis_process.run("checkatlas")
    assert code != 0
    assert "No atlas was given. Set ATLAS to its GeoPackage." in errors
    assert "Traceback" not in errors


def test_sessions_go_in_and_the_atlas_is_valid(qgis_process, atlas, tmp_path):
    """The whole way of a server: import the sample, say what happened, check the result."""
    sample = Path(__file__).parent / "sample"
    report = tmp_path / "report.json"
    code, results, errors = qgis_process.run(
        "importsessions",
        ATLAS=atlas,
        SESSIONS=sample / "sessions",
        DOIS_CSV=sample / "dois.csv",
        REPORT=report,
    )
    assert code == 0, errors
    sessions = len(list((sample / "sessions").iterdir()))
    assert results["SESSIONS_IMPORTED"] == sessions and results["SESSIONS_FAILED"] == 0
    account = json.loads(report.read_text(encoding="utf-8"))
    assert [session["status"] for session in account["sessions"]] == ["added"] * sessions
    assert sum(session["done"]["frames_added"] for session in account["sessions"]) == results["FRAMES_ADDED"]

    code, results, errors = qgis_process.run("checkatlas", ATLAS=atlas)
    assert code == 0, errors
    assert results["VALID"] is True and results["ERRORS"] == 0
