# SPDX-License-Identifier: GPL-2.0-or-later
"""How a prepared session enters the atlas, whoever brings it, and how that is told."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..conveyor import Status, status_names
from ..errors import AtlasError, SeatizenError
from ..translation import tr, tr_n
from .account import SessionOutcome
from .dois import SessionDois
from .ingest import ingest_session
from .prepare import PreparedSession


def enter_session(
    atlas: Atlas,
    session: PreparedSession,
    dois: SessionDois,
    *,
    check: Callable[[], None],
    feedback: QgsProcessingFeedback,
    progress: Callable[[float], None],
    remember: Callable[[Atlas], None] | None = None,
) -> SessionOutcome:
    """Ingest a session, a Cancel breaking off its longest statement; see `ingest_session`."""
    try:
        with atlas.interruptible(feedback):
            done = ingest_session(
                atlas, session, dois, check_cancelled=check, progress=progress, remember=remember
            )
    except AtlasError:
        check()  # a statement that a Cancel broke off is no failure
        raise
    return SessionOutcome(session.name.text, Status(done.change.value), " ".join(done.notes), done)


def tell(outcome: SessionOutcome, feedback: QgsProcessingFeedback) -> None:
    """Say in the log what became of a session."""
    if outcome.status is Status.FAILED:
        feedback.reportError(f"{outcome.name}: {outcome.message}", fatalError=False)
        return
    text = f"{outcome.name}: {status_names()[outcome.status]}"
    if outcome.done is not None and outcome.status is not Status.UNCHANGED:
        text = tr(
            "{session}: {status}, {frames} frames and {predictions} predictions added,"
            " {updated} frames updated, {removed} removed"
        ).format(
            session=outcome.name,
            status=status_names()[outcome.status],
            frames=outcome.done.frames_added,
            predictions=outcome.done.predictions_added,
            updated=outcome.done.frames_updated,
            removed=outcome.done.frames_removed,
        )
    feedback.pushInfo(f"{text}. {outcome.message}" if outcome.message else text)


def tell_end(left: int, problem: SeatizenError | None, feedback: QgsProcessingFeedback) -> None:
    """Say in the log that a run breaks off."""
    text = tr_n("%Ln session(s) not tried any more", left)
    feedback.reportError(f"{text}: {problem}", fatalError=False)
