# SPDX-License-Identifier: GPL-2.0-or-later
"""When the next request may go: the server's rate limits, back-off after failures, a replaceable clock."""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..errors import Cancelled
from ..translation import tr

_SLICE = 0.1  # s; how long Cancel may go unnoticed while waiting
_ROUNDED = 1.0  # s; Retry-After is cut to whole seconds
_NUMBER = re.compile("[0-9]{1,15}")


class Clock:
    """Time as the client feels it."""

    def time(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def wait(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        """Let `seconds` pass.

        Raises:
            Cancelled: within a tenth of a second after the user asked to stop.
        """
        until = self.time() + seconds
        while not cancelled():
            left = until - self.time()
            if left <= 0:
                return
            time.sleep(min(_SLICE, left))
        raise cancelled_by_user()


def cancelled_by_user() -> Cancelled:
    return Cancelled(tr("Cancelled."))


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how long a request is tried.

    Attributes:
        attempts: tries without any progress, the first one included.
        budget: seconds of waiting after failures that one request may cost.
        base, cap: the first wait after a failure and the longest, in seconds; it doubles in between.
        longest_pause: seconds that a pause announced by the rate limits may last at most.
    """

    attempts: int = 6
    budget: float = 600.0
    base: float = 1.0
    cap: float = 60.0
    longest_pause: float = 3700.0

    def delay(self, failures: int) -> float:
        """Seconds to wait after the `failures`-th failure: doubling, with jitter, so that clients part."""
        jitter = 0.5 + secrets.randbelow(1000) / 1000
        return float(min(self.cap, self.base * 2 ** (failures - 1)) * jitter)


class Bucket:
    """One rate limit as the last response told it. Windows may move: a spent slot comes back alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._limit: int | None = None
        self._remaining: int | None = None
        self._opens = 0.0
        self._in_flight = 0
        self._told_by = 0
        self._issued = 0

    def take(self, now: float) -> tuple[float, int]:
        """Seconds to wait, or 0 and the number of a slot that is now taken; give it back with `settle`."""
        with self._lock:
            free = self._remaining is None or self._remaining - self._in_flight > 0
            if not free and now >= self._opens:
                free = self._in_flight == 0  # at least one slot is back: ask with one request
            if free:
                self._in_flight += 1
                self._issued += 1
                return 0.0, self._issued
            return max(_SLICE, self._opens - now) if self._remaining == 0 else _SLICE, 0

    @property
    def limit(self) -> int | None:
        return self._limit

    def settle(
        self, slot: int, headers: Mapping[str, str] | None, now: float, *, refused: bool = False
    ) -> None:
        """Give a slot back with what its response told of the limit (None when there was no response)."""
        with self._lock:
            self._in_flight -= 1
            if headers is None:
                return
            pause = whole_number(headers.get("Retry-After"))
            told = whole_number(headers.get("X-RateLimit-Remaining"))
            if refused:
                self._remaining = 0
                self._opens = max(self._opens, now + (pause if pause is not None else 0.0) + _ROUNDED)
            elif told is not None:
                if slot < self._told_by and self._remaining is not None:
                    told = min(told, self._remaining)  # who answered first was not counted first
                self._told_by = max(slot, self._told_by)
                self._remaining = told
                self._opens = now + (pause if pause is not None else 60.0) + _ROUNDED
            self._limit = whole_number(headers.get("X-RateLimit-Limit")) or self._limit


def whole_number(text: str | None) -> int | None:
    """The number that a header tells in plain digits; None for anything else, and for one beyond all sense.

    A Retry-After may also be a date; nobody was met who sends one.
    """
    return int(text) if text is not None and _NUMBER.fullmatch(text) else None
