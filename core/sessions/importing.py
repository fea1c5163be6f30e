# SPDX-License-Identifier: GPL-2.0-or-later
"""Import local sessions: find them, prepare one while the one before it enters the atlas, account for all."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.place import hold_place
from ..atlas.sql import fill
from ..errors import AtlasError, Cancelled, InputError, SeatizenError
from ..translation import tr
from ..upkeep.create import build_atlas
from ..upkeep.migrations import require_current
from .dois import DoiLookup, SessionDois, dois_from_csv
from .ingest import Change, ingest_session, read_models
from .predictions import Model
from .prepare import PreparedSession, prepare_session
from .source import Found, SessionSource, find_sessions

log = logging.getLogger(__name__)

PREPARED_AHEAD = 2
"""So many sessions are read and checked while one enters the atlas, which takes about half as long."""


@dataclass(frozen=True)
class SessionOutcome:
    """What became of one session; `status` is added, updated, unchanged, failed or cancelled."""

    name: str
    status: str
    message: str = ""
    frames_added: int = 0
    frames_updated: int = 0
    frames_removed: int = 0
    predictions_added: int = 0
    predictions_removed: int = 0


@dataclass(frozen=True)
class ImportReport:
    """The account of an import, a row a session."""

    sessions: tuple[SessionOutcome, ...]
    cancelled: bool = False
    replaced_atlas: Path | None = None

    @property
    def imported(self) -> int:
        """Sessions that were added or updated."""
        return sum(outcome.status in ("added", "updated") for outcome in self.sessions)

    @property
    def unchanged(self) -> int:
        return sum(outcome.status == "unchanged" for outcome in self.sessions)

    @property
    def failed(self) -> int:
        return sum(outcome.status == "failed" for outcome in self.sessions)

    @property
    def frames_added(self) -> int:
        return sum(outcome.frames_added for outcome in self.sessions)

    @property
    def predictions_added(self) -> int:
        return sum(outcome.predictions_added for outcome in self.sessions)


@dataclass(frozen=True)
class SessionPreview:
    """What an import would do with one session.

    Attributes:
        action: add, update, unchanged or refuse.
        problems: what is missing or wrong, and what is worth knowing.
    """

    name: str
    path: str
    frames: int
    predictions: int
    action: str
    problems: tuple[str, ...]


def import_sessions(
    atlas_path: str | Path,
    *,
    sessions: Path | None = None,
    sessions_csv: Path | None = None,
    dois: Path | DoiLookup | None = None,
    force_frames: bool = False,
    regenerate: bool = False,
    feedback: QgsProcessingFeedback,
) -> ImportReport:
    """Import session folders into an atlas, each in one transaction.

    A session that cannot enter is told and the others go on; a Cancel leaves finished sessions in.

    Args:
        sessions: a session folder, or a folder of them.
        sessions_csv: a list with root_folder and session_name.
        dois: a DOIS_CSV, or whatever else looks DOIs up.
        force_frames: take every row of metadata.csv.
        regenerate: build the atlas anew from these sessions alone. The old file is put aside under a name
            with the date, and only when every session is in the new one.

    Raises:
        AtlasError: the atlas cannot be opened for writing, needs a migration, or took no session at all.
        InputError: no session is found, or the list or the DOIs cannot be read.
    """
    atlas_path = Path(atlas_path)
    look_up = _doi_lookup(dois)
    found = find_sessions(sessions, sessions_csv)
    if regenerate:
        return _regenerate(atlas_path, found, look_up, force_frames, feedback)
    with Atlas.open(atlas_path, update=True) as atlas, atlas.lock():
        require_current(atlas)
        return _import_all(atlas, found, look_up, force_frames, feedback)


def preview_sessions(
    atlas_path: str | Path,
    *,
    sessions: Path | None = None,
    sessions_csv: Path | None = None,
    dois: Path | DoiLookup | None = None,
    force_frames: bool = False,
    feedback: QgsProcessingFeedback,
) -> list[SessionPreview]:
    """Say what `import_sessions` would do, without changing the atlas.

    Every session is read and checked as the import would; whether a known one differs is found by an
    ingest that is rolled back, on an atlas that can be written to.
    """
    look_up = _doi_lookup(dois)
    found = find_sessions(sessions, sessions_csv)
    previews = []
    with Atlas.open(atlas_path, update=True) as atlas, atlas.lock():
        require_current(atlas)
        models = read_models(atlas)
        for number, item in enumerate(found):
            _check(feedback)
            feedback.setProgressText(
                tr("Looking at session {} of {}: {}").format(number + 1, len(found), item.place)
            )
            previews.append(_preview(atlas, item, models, look_up, force_frames, feedback))
            feedback.setProgress(100 * (number + 1) / len(found))
    return previews


def _preview(
    atlas: Atlas,
    found: Found,
    models: Sequence[Model],
    look_up: DoiLookup,
    force_frames: bool,
    feedback: QgsProcessingFeedback,
) -> SessionPreview:
    if found.source is None:
        return SessionPreview(found.place, found.place, 0, 0, "refuse", (str(found.problem),))
    name, location = found.source.name.text, found.source.location
    try:
        with _prepared(found.source, models, force_frames, feedback) as session:
            frames, predictions = session.frames, session.predictions
            known = atlas.scalar(fill("SELECT 1 FROM deposit WHERE session_name = {name}", name=name))
            action, notes = "add", list(session.notes)
            dois = look_up(found.source)
            notes += dois.notes
            if known:
                ingested = ingest_session(
                    atlas,
                    session,
                    dois,
                    check_cancelled=lambda: _check(feedback),
                    progress=lambda share: None,
                    dry_run=True,
                )
                action = "update" if ingested.change is Change.UPDATED else "unchanged"
                notes = ingested.notes
            return SessionPreview(name, location, frames, predictions, action, tuple(notes))
    except Cancelled:
        raise
    except SeatizenError as error:
        return SessionPreview(name, location, 0, 0, "refuse", (str(error),))


def _regenerate(
    atlas_path: Path,
    found: Sequence[Found],
    look_up: DoiLookup,
    force_frames: bool,
    feedback: QgsProcessingFeedback,
) -> ImportReport:
    with hold_place(atlas_path) as place:
        build_atlas(place.unfinished, feedback)
        with Atlas.open(place.unfinished, update=True) as atlas:
            report = _import_all(atlas, found, look_up, force_frames, feedback)
        if report.failed or report.cancelled:
            feedback.pushWarning(
                tr("The new atlas is not complete, so “{}” stays as it was.").format(atlas_path.name)
            )
            return replace(report, sessions=tuple(_not_kept(outcome) for outcome in report.sessions))
        return replace(report, replaced_atlas=place.put(feedback))


def _not_kept(outcome: SessionOutcome) -> SessionOutcome:
    if outcome.status in ("failed", "cancelled"):
        return outcome
    return SessionOutcome(outcome.name, "not kept", tr("the new atlas was given up"))


def _import_all(
    atlas: Atlas,
    found: Sequence[Found],
    look_up: DoiLookup,
    force_frames: bool,
    feedback: QgsProcessingFeedback,
) -> ImportReport:
    """Import one session after the other, preparing the next ones meanwhile."""
    models = read_models(atlas)
    outcomes: list[SessionOutcome] = []
    workers = ThreadPoolExecutor(PREPARED_AHEAD, thread_name_prefix="prepare")
    upcoming: deque[Future[PreparedSession] | None] = deque()

    def begin(index: int) -> None:
        """Begin to prepare a session, when there is one more."""
        if index < len(found):
            source = found[index].source
            upcoming.append(
                None
                if source is None
                else workers.submit(
                    prepare_session,
                    source,
                    models,
                    force_frames=force_frames,
                    check_cancelled=lambda: _check(feedback),
                )
            )

    try:
        for index in range(PREPARED_AHEAD):
            begin(index)
        for number, item in enumerate(found):
            current = upcoming.popleft()
            begin(number + PREPARED_AHEAD)
            feedback.setProgressText(tr("Session {} of {}: {}").format(number + 1, len(found), item.place))

            def progress(share: float, number: int = number) -> None:
                feedback.setProgress(100 * (number + share) / len(found))

            try:
                session = None if current is None else _result(current, feedback)
                outcome = _import_one(atlas, item, session, look_up, progress, feedback)
            except Cancelled:
                outcomes += (SessionOutcome(rest.place, "cancelled") for rest in found[number:])
                return ImportReport(tuple(outcomes), cancelled=True)
            except AtlasError as error:
                # Locked, read-only or out of space: the sessions after it would fare no better.
                if not outcomes:
                    raise
                outcomes += (_failed(rest, error) for rest in found[number:])
                _tell(outcomes[-1], feedback)
                break
            except SeatizenError as error:
                outcome = _failed(item, error)
            outcomes.append(outcome)
            _tell(outcome, feedback)
            progress(1.0)
    finally:
        for future in upcoming:
            if future is not None:
                _discard(future)
        workers.shutdown(wait=False)  # a Cancel does not wait for a preparation under way
    return ImportReport(tuple(outcomes))


def _import_one(
    atlas: Atlas,
    found: Found,
    session: PreparedSession | None,
    look_up: DoiLookup,
    progress: Callable[[float], None],
    feedback: QgsProcessingFeedback,
) -> SessionOutcome:
    if session is None or found.source is None:
        raise found.problem or InputError(tr("“{}” is not a session.").format(found.place))
    try:
        done = ingest_session(
            atlas,
            session,
            look_up(found.source),
            check_cancelled=lambda: _check(feedback),
            progress=progress,
        )
    finally:
        session.discard()
    return SessionOutcome(
        found.place,
        done.change.value,
        " ".join(done.notes),
        done.frames_added,
        done.frames_updated,
        done.frames_removed,
        done.predictions_added,
        done.predictions_removed,
    )


def _result(future: Future[PreparedSession], feedback: QgsProcessingFeedback) -> PreparedSession:
    """Wait for a prepared session, hearing a Cancel meanwhile."""
    while True:
        try:
            _check(feedback)
            return future.result(timeout=0.2)
        except FutureTimeout:
            continue
        except Cancelled:
            _discard(future)
            raise


def _discard(future: Future[PreparedSession]) -> None:
    """Remove what a preparation that nobody waits for any more stages, as soon as it has ended."""

    def remove(ended: Future[PreparedSession]) -> None:
        if not ended.cancelled() and ended.exception() is None:
            ended.result().discard()

    if not future.cancel():
        future.add_done_callback(remove)


def _failed(found: Found, error: SeatizenError) -> SessionOutcome:
    if error.details:
        log.warning("%s: %s (%s)", found.place, error, error.details)
    return SessionOutcome(found.place, "failed", str(error))


def _tell(outcome: SessionOutcome, feedback: QgsProcessingFeedback) -> None:
    if outcome.status == "failed":
        feedback.reportError(f"{outcome.name}: {outcome.message}", fatalError=False)
        return
    if outcome.status == "unchanged":
        text = tr("{}: unchanged").format(outcome.name)
    else:
        text = tr("{}: {} frames and {} predictions added, {} frames updated, {} removed").format(
            outcome.name,
            outcome.frames_added,
            outcome.predictions_added,
            outcome.frames_updated,
            outcome.frames_removed,
        )
    feedback.pushInfo(f"{text}. {outcome.message}" if outcome.message else text)


@contextmanager
def _prepared(
    source: SessionSource, models: Sequence[Model], force_frames: bool, feedback: QgsProcessingFeedback
) -> Iterator[PreparedSession]:
    session = prepare_session(
        source, models, force_frames=force_frames, check_cancelled=lambda: _check(feedback)
    )
    try:
        yield session
    finally:
        session.discard()


def _doi_lookup(dois: Path | DoiLookup | None) -> DoiLookup:
    if dois is None:
        return _no_dois
    if not isinstance(dois, Path):
        return dois
    listed = dois_from_csv(dois)
    return lambda source: listed(source.name)


def _no_dois(source: SessionSource) -> SessionDois:
    raise InputError(
        tr("no DOI is known for “{}”.").format(source.name.text),
        advice=tr("Give a CSV with the DOIs of the sessions."),
    )


def _check(feedback: QgsProcessingFeedback) -> None:
    if feedback.isCanceled():
        raise Cancelled(tr("Stopped. Finished sessions are in the atlas."))
