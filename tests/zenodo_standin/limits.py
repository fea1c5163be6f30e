# SPDX-License-Identifier: GPL-2.0-or-later
"""Moving-window rate limits, keyed on User-Agent and address, as Zenodo has them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

Windows = tuple[tuple[int, float], ...]  # (requests, seconds)


@dataclass(frozen=True)
class Limits:
    """The windows of the search bucket and of everything else."""

    search: Windows = ((30, 60.0),)
    other: Windows = ((133, 60.0), (8000, 3600.0))

    @classmethod
    def generous(cls) -> Limits:
        """Limits that no test meets by accident; the headers are there all the same."""
        return cls(((100_000, 60.0),), ((100_000, 60.0),))


@dataclass(frozen=True)
class Verdict:
    allowed: bool
    headers: dict[str, str]
    message: str


def _span(seconds: float) -> str:
    for unit, name in ((3600, "hour"), (60, "minute")):
        if seconds >= unit and seconds % unit == 0:
            return f"{int(seconds // unit)} {name}"
    return f"{seconds:g} second"


class Limiter:
    def __init__(self, limits: Limits, now: Callable[[], float]) -> None:
        self.limits = limits
        self._now = now
        self._lock = threading.Lock()
        self._seen: dict[tuple[str, str, int], deque[float]] = {}

    def hit(self, key: str, bucket: str) -> Verdict:
        """Count one request of `key` against `bucket`; a refused one is not counted."""
        windows = self.limits.search if bucket == "search" else self.limits.other
        with self._lock:
            now = self._now()
            entries = []
            refused: int | None = None
            for number, (allowed, seconds) in enumerate(windows):
                seen = self._seen.setdefault((key, bucket, number), deque())
                while seen and seen[0] <= now - seconds:
                    seen.popleft()
                entries.append(seen)
                if len(seen) >= allowed and refused is None:
                    refused = number
            if refused is None:
                for seen in entries:
                    seen.append(now)
            shown = refused
            if shown is None:  # the tightest one is told
                shown = min(range(len(windows)), key=lambda n: windows[n][0] - len(entries[n]))
            allowed, seconds = windows[shown]
            oldest = entries[shown][0] if entries[shown] else now
            reset = int(oldest + seconds) + 1
            headers = {
                "X-RateLimit-Limit": str(allowed),
                "X-RateLimit-Remaining": str(max(0, allowed - len(entries[shown]))),
                "X-RateLimit-Reset": str(reset),
                "Retry-After": str(max(0, int(reset - now))),
            }
            return Verdict(refused is None, headers, f"{allowed} per {_span(seconds)}")
