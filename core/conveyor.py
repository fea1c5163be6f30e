# SPDX-License-Identifier: GPL-2.0-or-later
"""Many items, one run: prepare the next ones ahead, let each enter in order, account for every one.

Sessions ride on it, wherever they come from. An item that fails is told and the others go on; a Cancel is
answered at once; when a run ends, for whatever reason, everything that it started has ended too.
"""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from qgis.core import QgsFeedback

from .errors import Cancelled, SeatizenError
from .translation import tr

_log = logging.getLogger(__name__)

Item = TypeVar("Item")
Ready = TypeVar("Ready")
Done = TypeVar("Done")


class Status(str, Enum):
    """What became of an item."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    CANCELLED = "cancelled"  # its turn did not come
    LEFT = "left"  # there was nothing to do, or nothing that could be done
    PLANNED = "planned"  # in a dry run
    NOT_KEPT = "not_kept"  # it had entered, and all was undone


def status_names() -> dict[Status, str]:
    """What may have become of an item, in words."""
    return {
        Status.ADDED: tr("added"),
        Status.UPDATED: tr("updated"),
        Status.UNCHANGED: tr("unchanged"),
        Status.FAILED: tr("failed"),
        Status.CANCELLED: tr("not done"),
        Status.LEFT: tr("left alone"),
        Status.PLANNED: tr("planned"),
        Status.NOT_KEPT: tr("not kept"),
    }


class Unforeseen(SeatizenError):
    """A failure that nobody foresaw, its exception the cause; the log has all of it."""


@dataclass(frozen=True)
class Outcome(Generic[Done]):
    """What became of one item.

    Attributes:
        message: what is to be said of it, in the user's language; of a failure, the whole sentence.
        done: what its entering changed; None when it did not enter.
    """

    name: str
    status: Status
    message: str = ""
    done: Done | None = None


def everything_failed(outcomes: Sequence[Outcome[Done]]) -> bool:
    """Whether a run came to nothing: something failed, and nothing went well."""
    well = (Status.ADDED, Status.UPDATED, Status.UNCHANGED, Status.CANCELLED, Status.PLANNED)
    failed = any(outcome.status in (Status.FAILED, Status.NOT_KEPT) for outcome in outcomes)
    return failed and not any(outcome.status in well for outcome in outcomes)


class Conveyor(ABC, Generic[Item, Ready, Done]):
    """One run over items; a subclass says what is done with one.

    `prepare` runs on threads of its own, for several items at a time and some items ahead; everything else
    runs on the thread of `run`, for one item after the other, in their order.

    Args:
        feedback: hears Cancel.
        progress: told the share of the run that is done, from 0 to 1.
    """

    WORKERS = 2
    """Items that are prepared at a time, while another enters."""

    AHEAD = 3
    """Items that are prepared or being prepared at most: what they hold meanwhile stays bounded."""

    def __init__(self, feedback: QgsFeedback, progress: Callable[[float], None]) -> None:
        self.feedback, self.progress = feedback, progress
        self._ending = threading.Event()

    @abstractmethod
    def name(self, item: Item) -> str:
        """What an item is called in the account."""

    @abstractmethod
    def prepare(self, item: Item) -> Ready:
        """Do what can be done ahead; call `check` often.

        Raises:
            SeatizenError: the item cannot enter.
        """

    @abstractmethod
    def enter(self, item: Item, ready: Ready, progress: Callable[[float], None]) -> Outcome[Done]:
        """Let a prepared item in; `progress` is told its own share, from 0 to 1.

        Raises:
            SeatizenError: it cannot enter; nothing of it stays.
        """

    @abstractmethod
    def discard(self, ready: Ready) -> None:
        """Remove what a preparation holds: whatever became of the item, on any thread, perhaps twice."""

    def weight(self, item: Item) -> float:
        """An item's part of the progress, compared with others."""
        return 1.0

    def began(self, number: int, total: int, item: Item) -> None:
        """An item's turn has come; numbers begin with 1."""

    def ended(self, item: Item, outcome: Outcome[Done]) -> None:
        """What became of an item is known; called for each, also for those whose turn did not come."""

    def tell(self, outcome: Outcome[Done]) -> None:
        """Say in the log what became of an item that had its turn."""

    def tell_end(self, left: int, problem: SeatizenError | None) -> None:
        """Say in the log that so many items are not tried any more."""

    def failed(self, item: Item, problem: SeatizenError) -> Outcome[Done]:
        """What a failure of an item is in the account."""
        if problem.details:
            _log.warning("%s: %s (%s)", self.name(item), problem, problem.details)
        return Outcome(self.name(item), Status.FAILED, str(problem))

    def is_the_end(self, problem: SeatizenError | None) -> bool:
        """Whether the items that follow would fare no better; None: the item was well."""
        return False

    def check(self) -> None:
        """For long work on any thread: go on, or end because nobody waits for it any more.

        Raises:
            Cancelled: the user asked to stop, or the run has ended.
        """
        if self._ending.is_set() or self.feedback.isCanceled():
            raise Cancelled(tr("Stopped. What was finished stays."))

    def run(self, items: Sequence[Item]) -> list[Outcome[Done]]:
        """Let all items in, as far as it goes; an outcome for each, in their order."""
        outcomes: list[Outcome[Done]] = []
        waiting: deque[Future[Ready]] = deque()
        upcoming = iter(items)
        total, behind = sum(map(self.weight, items)) or 1.0, 0.0
        with ThreadPoolExecutor(self.WORKERS, thread_name_prefix="prepare") as workers:
            try:
                for number, item in enumerate(items):
                    while len(waiting) < self.AHEAD and (ahead := next(upcoming, None)) is not None:
                        waiting.append(workers.submit(self.prepare, ahead))
                    self.began(number + 1, len(items), item)
                    weight = self.weight(item)

                    def progress(share: float, behind: float = behind, weight: float = weight) -> None:
                        self.progress((behind + share * weight) / total)

                    outcome, problem = self._bring_in(item, waiting[0], progress)
                    if outcome is None:
                        break
                    waiting.popleft()
                    outcomes.append(outcome)
                    self.tell(outcome)
                    self.ended(item, outcome)
                    if self.is_the_end(problem):
                        outcomes += self._give_up(items[number + 1 :], problem)
                        break
                    behind += weight
                    self.progress(behind / total)
            finally:
                self._ending.set()
                for future in waiting:
                    if not future.cancel():
                        future.add_done_callback(self._remove)
        # Here all preparations have ended: none may still be at work while QGIS closes.
        for item in items[len(outcomes) :]:
            outcomes.append(Outcome(self.name(item), Status.CANCELLED))
            self.ended(item, outcomes[-1])
        return outcomes

    def _bring_in(
        self, item: Item, future: Future[Ready], progress: Callable[[float], None]
    ) -> tuple[Outcome[Done] | None, SeatizenError | None]:
        """An item's outcome, and what was in its way; no outcome: the user asked to stop."""
        try:
            ready = self._result(future)
            try:
                return self.enter(item, ready, progress), None
            finally:
                self.discard(ready)
        except Cancelled:
            return None, None
        except SeatizenError as problem:
            return self.failed(item, problem), problem
        except Exception as problem:
            _log.exception("%s", self.name(item))
            unforeseen = Unforeseen(
                tr("Failed unexpectedly ({kind}: {problem}); the log says more.").format(
                    kind=type(problem).__name__, problem=problem
                )
            )
            unforeseen.__cause__ = problem
            return self.failed(item, unforeseen), unforeseen

    def _result(self, future: Future[Ready]) -> Ready:
        """Wait for a prepared item, hearing a Cancel meanwhile."""
        while True:
            self.check()
            try:
                return future.result(timeout=0.1)
            except FutureTimeout:
                if future.done():  # just now, or with a time-out of its own
                    return future.result()

    def _give_up(self, items: Sequence[Item], problem: SeatizenError | None) -> list[Outcome[Done]]:
        told = tr("Not tried any more: {}").format(problem)
        outcomes: list[Outcome[Done]] = [Outcome(self.name(item), Status.FAILED, told) for item in items]
        if items:
            self.tell_end(len(items), problem)
        for item, outcome in zip(items, outcomes):
            self.ended(item, outcome)
        return outcomes

    def _remove(self, future: Future[Ready]) -> None:
        problem = future.exception()
        if problem is None:
            self.discard(future.result())
        elif not isinstance(problem, Cancelled):
            _log.info("An item that was being prepared: %s", problem)
