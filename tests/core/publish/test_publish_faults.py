# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever fails at whatever step, after running again exactly what an undisturbed run makes is online."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from publish_helpers import Desk, Hasty, online, upload
from seatizen_atlas.core.errors import SeatizenError
from zenodo_standin import TOKEN, Standin

FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("html504", {}),
    ("html504", {"after_effect": True}),
    ("json500", {"after_effect": True}),
    ("reset", {}),
    ("reset", {"after_effect": True}),
)
CONTENT_FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("reset", {"after_bytes": 20}),
    ("lost-transfer", {}),
)


def steps_of(zenodo: Standin) -> list[tuple[str, str]]:
    """The kinds of requests of a run: method and a pattern of the path, numbers and session left out."""
    found = {}
    for seen in zenodo.requests:
        path = re.sub(r"\d{8}", "[0-9]{8}", seen.path)
        path = re.sub(r"(files/)[^/]+", r"\1[^/]+", path)
        found[seen.method, f"^{path}(\\?|$)"] = None
    return list(found)


def run_until_done(zenodo: Standin, sessions: Path, metadata: Path, clock: Hasty) -> int:
    """Run again until all is online; how often that was."""
    for number in range(1, 6):
        with contextlib.suppress(SeatizenError):  # a run that could not begin
            report = upload(zenodo, sessions, metadata, clock=clock)
            if report.deposits == len(report.sessions):
                return number
        zenodo.script.clear()
    raise AssertionError("never done")


def faulty_run(
    desk: Desk,
    root: Path,
    method: str,
    pattern: str,
    kind: str,
    options: dict[str, Any],
    skip: int,
    times: int,
) -> tuple[list[Any], int]:
    """What is online after a run with a fault, and how many runs it took."""
    sessions = root / "sessions"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(desk.sessions, sessions)
    clock = Hasty()
    with Standin(now=clock.time) as zenodo:
        zenodo.store.index_lag = 3
        fault = zenodo.fault(pattern, kind, times=times, method=method, skip=skip, **options)
        runs = run_until_done(zenodo, sessions, desk.metadata, clock)
        clock.ahead += 10
        assert fault.met, (method, pattern, skip)
        return online(zenodo), runs


def test_every_fault_at_every_kind_of_step(board: Desk, tmp_path: Path):
    with Standin() as zenodo:
        upload(zenodo, board.sessions, board.metadata)
        wanted, steps = online(zenodo), steps_of(zenodo)
    shutil.rmtree(board.sessions / ".seatizen_publish")
    assert len(steps) > 14
    for number, (method, pattern) in enumerate(steps):
        faults = [FAULTS[1], FAULTS[(0, 2, 3, 4)[number % 4]]]  # all of them: tests/prove_publish.py
        if method == "PUT" and "content" in pattern:
            faults = [*FAULTS, *CONTENT_FAULTS]
        elif method == "GET":  # reading has no effect whose answer could be lost
            faults = [FAULTS[number % 2 * 3]]
        for kind, options in faults:
            got, _runs = faulty_run(board, tmp_path / "run", method, pattern, kind, options, 0, 1)
            assert got == wanted, (method, pattern, kind, options)


@pytest.mark.parametrize(
    ("method", "pattern", "kind", "options"),
    [
        ("POST", r"^/api/records$", "html504", {"after_effect": True}),
        ("POST", r"actions/publish$", "html504", {"after_effect": True}),
        ("POST", r"actions/publish$", "reset", {}),
        ("POST", r"files-import$", "html504", {"after_effect": True}),
        ("POST", r"/versions$", "json500", {"after_effect": True}),
        ("PUT", r"/content$", "lost-transfer", {}),
        ("PUT", r"/content$", "reset", {"after_effect": True}),
        ("POST", r"/commit$", "html504", {"after_effect": True}),
        ("PUT", r"/draft$", "json500", {"after_effect": True}),
    ],
)
def test_a_fault_that_lasts_ends_the_run_and_the_next_one_goes_on(
    board: Desk, tmp_path: Path, method: str, pattern: str, kind: str, options: dict[str, Any]
):
    with Standin() as zenodo:
        upload(zenodo, board.sessions, board.metadata)
        wanted = online(zenodo)
    shutil.rmtree(board.sessions / ".seatizen_publish")
    got, _runs = faulty_run(
        board, tmp_path / "run", method, pattern, kind, options, 1 if "content" in pattern else 0, 60
    )
    assert got == wanted


RUN = """
import sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/core/publish"]
import conftest
from pathlib import Path
from qgis.core import QgsApplication, QgsProcessingFeedback
application = QgsApplication([], False)
application.initQgis()
from seatizen_atlas.core.publish.content import Wanted
from seatizen_atlas.core.publish.sessions import upload_sessions
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.core.zenodo.token import read_token

class Feedback(QgsProcessingFeedback):
    def setProgressText(self, text):
        print("step", text, flush=True)

feedback = Feedback(False)
with ZenodoClient(sys.argv[2], token=read_token(), feedback=feedback) as client:
    wanted = Wanted(raw=True, processed="fmi")
    report = upload_sessions(client, Path(sys.argv[3]), None, Path(sys.argv[4]), wanted, feedback)
print("online", report.deposits, "of", len(report.sessions), flush=True)
"""


def run_apart(zenodo: Standin, desk: Desk, kill_after: int | None = None) -> tuple[int, str]:
    """Upload in a process of its own, killed after so many requests; its end and what it said."""
    environment = {**os.environ, "SEATIZEN_ZENODO_TOKEN": TOKEN, "QT_QPA_PLATFORM": "offscreen"}
    tests = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-c", RUN, tests, zenodo.url, str(desk.sessions), str(desk.metadata)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        if kill_after is not None:
            zenodo.before("", lambda: process.send_signal(signal.SIGKILL), skip=kill_after)
        said = process.communicate(timeout=120)[0]
    zenodo.script.clear()
    return process.returncode, said


def test_killed_at_a_few_moments(board: Desk, tmp_path: Path):
    with Standin() as zenodo:
        upload(zenodo, board.sessions, board.metadata)
        wanted, requests = online(zenodo), len(zenodo.requests)
    shutil.rmtree(board.sessions / ".seatizen_publish")
    with Standin() as zenodo:
        for moment in (5, requests // 2):
            code, said = run_apart(zenodo, board, kill_after=moment)
            assert code == -signal.SIGKILL, said
        code, said = run_apart(zenodo, board)
        assert (code, "online 1 of 1" in said) == (0, True), said
        assert TOKEN not in said
        assert online(zenodo) == wanted
    left = {path.name for path in (board.sessions / ".seatizen_publish").rglob("*") if path.is_file()}
    assert left == {"journal.json"}
