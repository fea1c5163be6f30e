# SPDX-License-Identifier: GPL-2.0-or-later
"""The conveyor: order, account, failures of one item, Cancel, and that nothing goes on after the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from qgis.core import QgsFeedback
from seatizen_atlas.core.conveyor import Conveyor, Outcome, Status, everything_failed, status_names
from seatizen_atlas.core.errors import AtlasError, Cancelled, SeatizenError


class Belt(Conveyor[str, str, int]):
    """Lets words in; what a word does is written in it."""

    def __init__(self, feedback: QgsFeedback | None = None) -> None:
        self.shares: list[float] = []
        super().__init__(feedback or QgsFeedback(), self.shares.append)
        self.entered: list[str] = []
        self.prepared: list[str] = []
        self.discarded: list[str] = []
        self.heard: list[tuple[str, Status]] = []
        self.told: list[str] = []
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()

    def name(self, item: str) -> str:
        return item

    def weight(self, item: str) -> float:
        return len(item)

    def prepare(self, item: str) -> str:
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if "slow" in item:
                while True:
                    self.check()
                    time.sleep(0.01)
            if "broken" in item:
                raise SeatizenError("it is broken.", details="inside")
            if "odd" in item:
                raise KeyError("odd")
            if "late" in item:
                raise TimeoutError("late")
            time.sleep(0.02 if "first" in item else 0)
            with self._lock:
                self.prepared.append(item)
            return item.upper()
        finally:
            with self._lock:
                self.at_once -= 1

    def enter(self, item: str, ready: str, progress: Callable[[float], None]) -> Outcome[int]:
        progress(0.5)
        if "stop" in item:
            self.feedback.cancel()
            self.check()
        if "refused" in item:
            raise SeatizenError("it is refused.")
        if "weird" in item:
            raise ZeroDivisionError
        if "full" in item:
            raise AtlasError("the disk is full.")
        self.entered.append(ready)
        return Outcome(item, Status.ADDED, done=len(ready))

    def discard(self, ready: str) -> None:
        with self._lock:
            self.discarded.append(ready.lower())

    def is_the_end(self, problem: SeatizenError | None) -> bool:
        return isinstance(problem, AtlasError)

    def ended(self, item: str, outcome: Outcome[int]) -> None:
        self.heard.append((item, outcome.status))

    def tell(self, outcome: Outcome[int]) -> None:
        self.told.append(outcome.name)

    def tell_end(self, left: int, problem: SeatizenError | None) -> None:
        self.told.append(f"{left} left: {problem}")


def preparing() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("prepare")]


def test_items_enter_in_order_and_each_is_accounted_for():
    belt = Belt()
    items = ["first", *(f"word {n}" for n in range(20))]
    outcomes = belt.run(items)
    assert [(o.name, o.status, o.done) for o in outcomes] == [(i, Status.ADDED, len(i)) for i in items]
    assert belt.entered == [item.upper() for item in items]
    assert sorted(belt.discarded) == sorted(items)
    assert belt.heard == [(item, Status.ADDED) for item in items]
    assert belt.shares == sorted(belt.shares) and belt.shares[-1] == 1.0
    assert 1 <= belt.most_at_once <= Belt.WORKERS


def test_nothing_is_nothing():
    assert Belt().run([]) == []
    assert not everything_failed([])


def test_preparations_stay_a_bounded_way_ahead():
    class Waiting(Belt):
        def enter(self, item: str, ready: str, progress: Callable[[float], None]) -> Outcome[int]:
            time.sleep(0.02)
            assert len(self.prepared) <= len(self.entered) + self.AHEAD
            return super().enter(item, ready, progress)

    assert all(o.status is Status.ADDED for o in Waiting().run([f"word {n}" for n in range(12)]))


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("broken", "it is broken."),
        ("refused", "it is refused."),
        ("odd", "Failed unexpectedly (KeyError: 'odd'); the log says more."),
        ("weird", "Failed unexpectedly (ZeroDivisionError: ); the log says more."),
        ("late", "Failed unexpectedly (TimeoutError: late); the log says more."),
    ],
)
def test_an_item_that_fails_is_told_and_the_others_go_on(bad, told, no_swallowed_exception):
    belt = Belt()
    outcomes = belt.run(["one", bad, "two", "three"])
    assert [o.status for o in outcomes] == ["added", "failed", "added", "added"]
    assert outcomes[1].message == told and outcomes[1].done is None
    assert belt.entered == ["ONE", "TWO", "THREE"]
    assert set(belt.discarded) >= {"one", "two", "three"}
    assert not everything_failed(outcomes) and everything_failed(outcomes[1:2])
    no_swallowed_exception.clear()  # the unexpected ones are in the log


def test_what_holds_for_all_breaks_the_run_off_and_nothing_goes_on_behind_it():
    belt = Belt()
    outcomes = belt.run(["one", "full", "slow two", "slow three", "four"])
    assert preparing() == []  # a thread that is still at work brings QGIS down when it closes
    assert [o.status for o in outcomes] == ["added", "failed", "failed", "failed", "failed"]
    assert {o.message for o in outcomes[2:]} == {"Not tried any more: the disk is full."}
    assert belt.told == ["one", "full", "3 left: the disk is full."]
    assert [item for item, _status in belt.heard] == ["one", "full", "slow two", "slow three", "four"]


@pytest.mark.parametrize("items", [["one", "stop", "slow", "two"], ["one", "slow", "two", "three"]])
def test_a_cancel_is_answered_at_once_and_what_was_finished_stays(items):
    feedback = QgsFeedback()
    belt = Belt(feedback)
    threading.Timer(0.2, feedback.cancel).start()
    began = time.monotonic()
    outcomes = belt.run(items)
    assert time.monotonic() - began < 1.0
    assert [o.status for o in outcomes] == ["added", "cancelled", "cancelled", "cancelled"]
    assert preparing() == []
    assert set(belt.discarded) >= set(belt.prepared)
    assert belt.told == ["one"] and len(belt.heard) == 4
    assert not everything_failed(outcomes)


def test_an_exception_that_is_none_of_an_items_leaves_nothing_behind():
    class Interrupted(Belt):
        def enter(self, item: str, ready: str, progress: Callable[[float], None]) -> Outcome[int]:
            raise KeyboardInterrupt

    belt = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        belt.run(["one", "slow", "two"])
    assert preparing() == []
    assert set(belt.discarded) >= set(belt.prepared)


def test_what_is_prepared_hears_of_the_end():
    belt = Belt()
    belt.check()
    belt.run([])
    with pytest.raises(Cancelled):
        belt.check()


def test_every_status_has_its_words():
    assert set(status_names()) == set(Status)
    assert len(set(status_names().values())) == len(Status)
