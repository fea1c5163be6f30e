# SPDX-License-Identifier: GPL-2.0-or-later
"""Tasks: beside the event loop, once at a time, cancelled quickly, failures kept."""

from __future__ import annotations

import threading
import time

import pytest
from qgis.core import Qgis
from qgis.PyQt.QtCore import QCoreApplication
from seatizen_atlas.core.errors import Cancelled, SeatizenError
from seatizen_atlas.dialogs.task import TaskRunner


@pytest.fixture
def runner(qgis_app):
    made = TaskRunner()
    yield made
    made.stop()


class End:
    """Where a task's end is told; remembers the thread."""

    def __init__(self):
        self.result = self.error = self.thread = None

    def done(self, result):
        self.result, self.thread = result, threading.current_thread()

    def failed(self, error):
        self.error, self.thread = error, threading.current_thread()

    @property
    def told(self):
        return self.thread is not None


def test_the_result_arrives_on_the_main_thread(runner, wait_for):
    end, threads = End(), []

    def verb(feedback):
        threads.append(threading.current_thread())
        return 42

    runner.start("k", "Title", verb, done=end.done, failed=end.failed)
    wait_for(lambda: end.told)
    assert end.result == 42 and end.error is None
    assert end.thread is threading.main_thread()
    assert threads[0] is not threading.main_thread()
    assert runner.running("k") is None and not runner.tasks()


def test_progress_steps_and_lines_arrive(runner, wait_for):
    end, steps, lines, percents = End(), [], [], []

    def verb(feedback):
        for number in (25, 50, 100):
            feedback.setProgress(number)
        feedback.setProgressText("session 1 of 2")
        feedback.pushInfo("one")
        feedback.pushWarning("two")
        feedback.reportError("three")

    def listen(feedback):
        feedback.stepped.connect(steps.append)
        feedback.said.connect(lambda text, level: lines.append((text, level)))
        feedback.progressChanged.connect(percents.append)

    runner.start("k", "Title", verb, done=end.done, failed=end.failed, listen=listen)
    wait_for(lambda: end.told and len(lines) == 3)
    assert steps == ["session 1 of 2"]
    assert percents[-1] == 100
    assert lines == [
        ("one", Qgis.MessageLevel.Info),
        ("two", Qgis.MessageLevel.Warning),
        ("three", Qgis.MessageLevel.Critical),
    ]


def test_a_second_click_starts_nothing(runner, wait_for):
    end, starts, go = End(), [], threading.Event()

    def verb(feedback):
        starts.append(1)
        go.wait(10)

    assert runner.start("k", "Title", verb, done=end.done, failed=end.failed) is not None
    assert runner.start("k", "Title", verb, done=end.done, failed=end.failed) is None
    go.set()
    wait_for(lambda: end.told)
    assert len(starts) == 1
    assert runner.start("k", "Title", lambda feedback: None, done=end.done, failed=end.failed) is not None


def test_a_known_failure_is_handed_over(runner, wait_for):
    end = End()
    error = SeatizenError("It broke.")

    def verb(feedback):
        raise error

    runner.start("k", "Title", verb, done=end.done, failed=end.failed)
    wait_for(lambda: end.told)
    assert end.error is error


def test_an_unforeseen_failure_becomes_one_sentence(runner, no_swallowed_exception, wait_for):
    end = End()

    def verb(feedback):
        raise KeyError("reef")

    runner.start("k", "Import", verb, done=end.done, failed=end.failed)
    wait_for(lambda: end.told)
    assert "“Import” failed unexpectedly" in str(end.error)
    assert "Traceback" not in str(end.error)
    assert no_swallowed_exception, "it must be in the log"
    no_swallowed_exception.clear()


def test_cancel_answers_within_a_second_and_is_no_failure(runner, wait_for):
    end, began = End(), threading.Event()

    def verb(feedback):
        began.set()
        while not feedback.isCanceled():
            time.sleep(0.01)
        raise Cancelled("Stopped.")

    task = runner.start("k", "Title", verb, done=end.done, failed=end.failed)
    wait_for(began.is_set)
    before = time.monotonic()
    task.cancel()
    wait_for(lambda: end.told)
    assert time.monotonic() - before < 1
    assert isinstance(end.error, Cancelled)


def test_a_task_cancelled_before_it_began_ends_too(runner, wait_for):
    end = End()
    task = runner.start("k", "Title", lambda feedback: 1, done=end.done, failed=end.failed)
    task.cancel()
    wait_for(lambda: end.told)
    assert isinstance(end.error, Cancelled) or end.result == 1


def test_the_event_loop_goes_on(runner):
    end, longest, last = End(), 0.0, time.monotonic()

    def verb(feedback):
        for number in range(300):
            feedback.setProgress(number / 3)
            time.sleep(0.001)

    runner.start("k", "Title", verb, done=end.done, failed=end.failed)
    while not end.told:
        QCoreApplication.processEvents()
        now = time.monotonic()
        longest, last = max(longest, now - last), now
        time.sleep(0.005)
    assert longest < 1  # a stall would be seconds: machines that test are busy
