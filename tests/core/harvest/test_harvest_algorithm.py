# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:syncatlas` as scripts and models call it."""

from __future__ import annotations

import json

from harvest_helpers import Feedback
from qgis.core import QgsProcessingContext
from seatizen_atlas.core.processing.syncatlas import SyncAtlas

OUTPUTS = {
    "SESSIONS_SEEN", "SESSIONS_ADDED", "SESSIONS_UPDATED", "SESSIONS_UNCHANGED", "SESSIONS_FAILED",
    "FRAMES_ADDED", "PREDICTIONS_ADDED", "REQUESTS", "BYTES_DOWNLOADED",
}  # fmt: skip


def run(follower, **parameters):
    algorithm = SyncAtlas()
    algorithm.initAlgorithm({})
    given = {"ATLAS": str(follower.atlas), "ZENODO_URL": follower.zenodo.url, **parameters}
    return algorithm.create().run(given, QgsProcessingContext(), Feedback())


def test_it_declares_the_contract():
    algorithm = SyncAtlas()
    algorithm.initAlgorithm({})
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    assert names == {"ATLAS", "COMMUNITIES", "FULL", "DRY_RUN", "ZENODO_URL", "AUTH_CONFIG", "REPORT"}
    assert {output.name() for output in algorithm.outputDefinitions()} >= OUTPUTS
    defaults = {d.name(): d.defaultValue() for d in algorithm.parameterDefinitions()}
    assert (defaults["COMMUNITIES"], defaults["FULL"], defaults["DRY_RUN"]) == ("seatizen-data", False, False)


def test_a_dry_run_puts_the_plan_into_the_report(follower, published, sessions, tmp_path):
    report = tmp_path / "plan.json"
    results, ok = run(follower, DRY_RUN="true", REPORT=str(report))
    assert ok
    assert (results["SESSIONS_ADDED"], results["FRAMES_ADDED"], results["REQUESTS"]) == (3, 0, 2)
    plan = json.loads(report.read_text())["plan"]
    assert [(item["session"], item["action"]) for item in plan] == [(s.name, "new") for s in sessions]
    assert plan[0]["files"] == [
        f"{published[0].processed}/METADATA.zip",
        f"{published[0].processed}/PROCESSED_DATA_IA.zip",
    ]
    assert plan[0]["size"] > 0
    assert follower.scalar("SELECT count(*) FROM deposit") == 0


def test_a_run_accounts_for_each_session(follower, published, sessions, tmp_path):
    report = tmp_path / "report.json"
    results, ok = run(follower, COMMUNITIES=" seatizen-data , ", REPORT=str(report))
    assert ok
    assert (results["SESSIONS_SEEN"], results["SESSIONS_ADDED"], results["SESSIONS_FAILED"]) == (3, 3, 0)
    assert results["FRAMES_ADDED"] == follower.scalar("SELECT count(*) FROM frame")
    told = json.loads(report.read_text())
    assert [row["status"] for row in told["sessions"]] == ["added"] * 3
    assert told["requests"] == results["REQUESTS"]
    again, ok = run(follower)
    assert ok
    assert (again["SESSIONS_UNCHANGED"], again["REQUESTS"]) == (3, 2)
    full, ok = run(follower, FULL="yes")
    assert ok
    assert full["REQUESTS"] > 2


def test_a_failure_is_one_line(follower):
    feedback = Feedback()
    algorithm = SyncAtlas()
    algorithm.initAlgorithm({})
    given = {"ATLAS": str(follower.atlas), "ZENODO_URL": follower.zenodo.url, "COMMUNITIES": "nobody"}
    _results, ok = algorithm.create().run(given, QgsProcessingContext(), feedback)
    assert not ok
    assert any("no community “nobody”" in error and "\n" not in error for error in feedback.errors)


def test_a_server_follows_a_community(qgis_process, follower, published):
    """Under the real qgis_process: a plan, a sync, a sync without news, and a failure in one line."""
    given = {"ATLAS": follower.atlas, "ZENODO_URL": follower.zenodo.url}
    code, results, errors = qgis_process.run("syncatlas", DRY_RUN="true", **given)
    assert (code, results["SESSIONS_ADDED"]) == (0, 3), errors
    code, results, errors = qgis_process.run("syncatlas", **given)
    assert (code, results["SESSIONS_ADDED"], results["SESSIONS_FAILED"]) == (0, 3, 0), errors
    code, results, errors = qgis_process.run("syncatlas", **given)
    assert (code, results["SESSIONS_UNCHANGED"], results["REQUESTS"]) == (0, 3, 2), errors
    code, results, errors = qgis_process.run("syncatlas", COMMUNITIES="nobody", **given)
    assert code != 0
    assert "no community “nobody”" in errors
    assert "Traceback" not in errors
