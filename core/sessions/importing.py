# SPDX-License-Identifier: GPL-2.0-or-later
"""Import local sessions: find them, prepare one while the one before it enters the atlas, account for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.history import require_current
from ..atlas.place import hold_place
from ..atlas.sql import fill
from ..conveyor import Conveyor, Done, Outcome, Status
from ..errors import AtlasError, Cancelled, InputError, SeatizenError
from ..files import require_pandas
from ..map.stored_styles import store_styles
from ..scratch import scratch_folder
from ..translation import tr
from ..upkeep.create import build_atlas
from .account import Account, SessionOutcome
from .dois import DoiLookup, SessionDois, dois_from_csv
from .entering import enter_session, tell, tell_end
from .ingest import Change, Ingested, ingest_session, read_models
from .prepare import PreparedSession, prepare_session
from .source import Found, SessionSource, find_sessions


@dataclass(frozen=True)
class ImportReport(Account):
    """The account of an import, a row a session; `replaced_atlas` is the old file, put aside."""

    replaced_atlas: Path | None = None

    @property
    def imported(self) -> int:
        """Sessions that were added or updated."""
        return self.count(Status.ADDED, Status.UPDATED)


@dataclass(frozen=True)
class SessionPreview:
    """What an import would do with one session.

    Attributes:
        action: what would become of it: added, updated, unchanged or failed.
        problems: what is missing or wrong, and what is worth knowing.
    """

    name: str
    path: str
    frames: int
    predictions: int
    action: Status
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
    require_pandas()
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

    Raises:
        AtlasError, InputError: as `import_sessions`.
        Cancelled: the user asked to stop.
    """
    look_up = _doi_lookup(dois)
    found = find_sessions(sessions, sessions_csv)
    with Atlas.open(atlas_path, update=True) as atlas, atlas.lock(), scratch_folder() as scratch:
        require_current(atlas)
        outcomes = _Preview(atlas, look_up, force_frames, scratch, feedback).run(found)
    if feedback.isCanceled():
        raise Cancelled(tr("Stopped. Nothing has been changed."))
    return [
        outcome.done or SessionPreview(outcome.name, item.location, 0, 0, Status.FAILED, (outcome.message,))
        for item, outcome in zip(found, outcomes)
    ]


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
            store_styles(atlas)
        with Atlas.open(place.unfinished, update=True) as atlas:
            report = _import_all(atlas, found, look_up, force_frames, feedback)
        if report.failed or report.cancelled:
            feedback.pushWarning(
                tr("The new atlas is not complete, so “{}” stays as it was.").format(atlas_path.name)
            )
            return replace(report, sessions=tuple(map(_not_kept, report.sessions)))
        return replace(report, replaced_atlas=place.put(feedback))


def _not_kept(outcome: SessionOutcome) -> SessionOutcome:
    if outcome.done is None:
        return outcome
    return Outcome(outcome.name, Status.NOT_KEPT, tr("the new atlas was given up"))


def _import_all(
    atlas: Atlas,
    found: Sequence[Found],
    look_up: DoiLookup,
    force_frames: bool,
    feedback: QgsProcessingFeedback,
) -> ImportReport:
    """Import one session after the other, preparing the next ones meanwhile."""
    with scratch_folder() as scratch:
        run = _Import(atlas, look_up, force_frames, scratch, feedback)
        outcomes = run.run(found)
    if run.broken_off is not None and all(outcome.done is None for outcome in outcomes):
        raise run.broken_off
    return ImportReport(tuple(outcomes), any(outcome.status is Status.CANCELLED for outcome in outcomes))


class _LocalSessions(Conveyor[Found, PreparedSession, Done]):
    """Sessions in folders on their way into an atlas."""

    def __init__(
        self,
        atlas: Atlas,
        look_up: DoiLookup,
        force_frames: bool,
        scratch: Path,
        feedback: QgsProcessingFeedback,
    ) -> None:
        super().__init__(feedback, lambda share: feedback.setProgress(100 * share))
        self.atlas, self.look_up = atlas, look_up
        self._told, self._force_frames, self._scratch = feedback, force_frames, scratch
        self._models = read_models(atlas)
        self.broken_off: AtlasError | None = None

    def name(self, item: Found) -> str:
        return item.place

    def prepare(self, item: Found) -> PreparedSession:
        return prepare_session(
            item.opened(),
            self._models,
            force_frames=self._force_frames,
            check_cancelled=self.check,
            scratch=self._scratch,
        )

    def discard(self, ready: PreparedSession) -> None:
        ready.discard()

    def is_the_end(self, problem: SeatizenError | None) -> bool:
        """Locked, read-only or out of space: the sessions after it would fare no better."""
        if isinstance(problem, AtlasError):
            self.broken_off = problem
        return self.broken_off is not None


class _Import(_LocalSessions[Ingested]):
    def began(self, number: int, total: int, item: Found) -> None:
        text = tr("Session {number} of {total}: {session}")
        self._told.setProgressText(text.format(number=number, total=total, session=item.place))

    def enter(self, item: Found, ready: PreparedSession, progress: Callable[[float], None]) -> SessionOutcome:
        dois = self.look_up(item.opened())
        return enter_session(
            self.atlas, ready, dois, check=self.check, feedback=self._told, progress=progress
        )

    def tell(self, outcome: SessionOutcome) -> None:
        tell(outcome, self._told)

    def tell_end(self, left: int, problem: SeatizenError | None) -> None:
        tell_end(left, problem, self._told)


class _Preview(_LocalSessions[SessionPreview]):
    def began(self, number: int, total: int, item: Found) -> None:
        text = tr("Looking at session {number} of {total}: {session}")
        self._told.setProgressText(text.format(number=number, total=total, session=item.place))

    def enter(
        self, item: Found, ready: PreparedSession, progress: Callable[[float], None]
    ) -> Outcome[SessionPreview]:
        source = item.opened()
        dois, name = self.look_up(source), source.name.text
        status, notes = Status.ADDED, [*ready.notes, *dois.notes]
        if self.atlas.scalar(fill("SELECT 1 FROM deposit WHERE session_name = {name}", name=name)):
            ingested = ingest_session(
                self.atlas, ready, dois, check_cancelled=self.check, progress=progress, dry_run=True
            )
            status = Status.UPDATED if ingested.change is Change.UPDATED else Status.UNCHANGED
            notes = ingested.notes
        preview = SessionPreview(name, source.location, ready.frames, ready.predictions, status, tuple(notes))
        return Outcome(name, status, done=preview)


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
