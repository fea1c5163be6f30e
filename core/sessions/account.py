# SPDX-License-Identifier: GPL-2.0-or-later
"""The account of a run that brings sessions in, a row a session."""

from __future__ import annotations

from dataclasses import dataclass

from ..conveyor import Outcome, Status, everything_failed
from .ingest import Ingested

SessionOutcome = Outcome[Ingested]


@dataclass(frozen=True)
class Account:
    """What became of sessions; `cancelled` when the user stopped the run."""

    sessions: tuple[SessionOutcome, ...]
    cancelled: bool = False

    def count(self, *statuses: Status) -> int:
        """Sessions of which this became."""
        return sum(outcome.status in statuses for outcome in self.sessions)

    @property
    def unchanged(self) -> int:
        return self.count(Status.UNCHANGED)

    @property
    def failed(self) -> int:
        return self.count(Status.FAILED)

    @property
    def failures(self) -> tuple[str, ...]:
        """What is to be said of each session that failed."""
        failed = (Status.FAILED, Status.NOT_KEPT)
        return tuple(outcome.message for outcome in self.sessions if outcome.status in failed)

    @property
    def everything_failed(self) -> bool:
        """Whether the run came to nothing."""
        return everything_failed(self.sessions)

    @property
    def frames_added(self) -> int:
        return sum(outcome.done.frames_added for outcome in self.sessions if outcome.done)

    @property
    def predictions_added(self) -> int:
        return sum(outcome.done.predictions_added for outcome in self.sessions if outcome.done)
