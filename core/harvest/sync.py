# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas follows communities: look, plan, then read session after session, each a transaction."""

from __future__ import annotations

import logging
import shutil
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..errors import AtlasError, Cancelled, InputError, SeatizenError
from ..http.errors import FileChanged, NoAnswer
from ..scratch import scratch_folder
from ..session_name import SessionName
from ..sessions.dois import SessionDois
from ..sessions.ingest import Ingested, ingest_session, read_models
from ..sessions.prepare import PreparedSession, prepare_session
from ..translation import tr
from ..upkeep.migrations import record_run, require_current
from ..zenodo.client import ZenodoClient
from ..zenodo.errors import OutOfReach, RecordMissing
from ..zenodo.records import versions as versions_of
from .memory import forget, read_memory, remember_deposit, remember_sweeps, set_state
from .plan import (
    Action,
    Memory,
    Plan,
    PlanItem,
    State,
    Survey,
    Version,
    absent_concepts,
    action_names,
    holdings,
    make_plan,
    plan_again,
)
from .source import ZenodoSource
from .survey import survey

_log = logging.getLogger(__name__)

_READERS = 2
"""Sessions that are downloaded at a time, while one is staged and another enters the atlas."""

_AHEAD = 3
"""Sessions that are staged or being staged at most: what lies in the temporary folder stays bounded."""

_PATIENCE = 0.3
"""Seconds that a Cancel waits for downloads to end."""

_SILENT = 3
"""So many sessions in a row without an answer of Zenodo end a run."""

_LOOKING, _EACH = 5.0, 100_000
"""Percent of the progress for the look at the communities; bytes that any session counts for."""


@dataclass(frozen=True)
class SyncOutcome:
    """What became of one deposit.

    Attributes:
        status: added, updated, unchanged, failed, cancelled; waiting, out_of_reach, refused, skipped and gone
            as planned; in a dry run every one is as planned (new, changed, compare …).
        reason: why it was planned so.
        message: what is to be said of the run.
        size: bytes of the archives that it is read from.
    """

    session: str
    status: str
    reason: str = ""
    message: str = ""
    concept_id: int = 0
    frame_version: int | None = None
    prediction_version: int | None = None
    size: int = 0
    frames_added: int = 0
    frames_updated: int = 0
    frames_removed: int = 0
    frames_kept: int = 0
    predictions_added: int = 0
    predictions_removed: int = 0


def status_names() -> dict[str, str]:
    """What may have become of a deposit, in words."""
    return {
        **{action.value: name for action, name in action_names().items()},
        "added": tr("added"),
        "updated": tr("updated"),
        "unchanged": tr("unchanged"),
        "failed": tr("failed"),
        "cancelled": tr("not done"),
    }


@dataclass(frozen=True)
class SyncReport:
    """The account of a sync, a row a deposit.

    Attributes:
        plan: what was planned, in the same order.
        requests, bytes_downloaded: all that was asked of Zenodo and all that came.
        harvested_at: the date that the atlas bears now; empty when nothing was written.
    """

    sessions: tuple[SyncOutcome, ...]
    plan: tuple[PlanItem, ...]
    requests: int
    bytes_downloaded: int
    harvested_at: str = ""
    dry_run: bool = False
    cancelled: bool = False
    notes: tuple[str, ...] = ()

    def count(self, *statuses: str) -> int:
        return sum(outcome.status in statuses for outcome in self.sessions)

    @property
    def seen(self) -> int:
        """Deposits of sessions that the communities hold."""
        return sum(item.action not in (Action.SKIPPED, Action.GONE) for item in self.plan)

    @property
    def added(self) -> int:
        """In a dry run: that would be added; `updated` likewise, compared ones included."""
        return self.count("added", Action.NEW.value)

    @property
    def updated(self) -> int:
        return self.count("updated", Action.CHANGED.value, Action.COMPARE.value)

    @property
    def unchanged(self) -> int:
        return self.count("unchanged")

    @property
    def failed(self) -> int:
        """Sessions that could not enter, those refused by their name included."""
        return self.count("failed", Action.REFUSED.value)

    @property
    def frames_added(self) -> int:
        return sum(outcome.frames_added for outcome in self.sessions)

    @property
    def predictions_added(self) -> int:
        return sum(outcome.predictions_added for outcome in self.sessions)


class Listener:
    """Hears what happens, on the thread of the run; this one does nothing."""

    def planned(self, plan: Plan) -> None:
        """The plan is made; reading begins."""

    def began(self, item: PlanItem) -> None:
        """A session is about to enter the atlas."""

    def ended(self, outcome: SyncOutcome) -> None:
        """A session is in, or is not."""


@dataclass
class _Ready:
    """A session that was read and staged, with the plan that held when it was."""

    item: PlanItem
    versions: tuple[Version, ...]
    session: PreparedSession


def sync_atlas(
    client: ZenodoClient,
    atlas_path: str | Path,
    communities: Sequence[str],
    feedback: QgsProcessingFeedback,
    *,
    full: bool = False,
    dry_run: bool = False,
    listener: Listener | None = None,
) -> SyncReport:
    """Bring an atlas up to what communities on Zenodo hold.

    Sessions enter one by one, each in a transaction with the memory of its deposit: killed anywhere, the next
    run goes on. A session that cannot enter is told and the others go on; a Cancel leaves finished ones in.

    Args:
        full: read every session again, whatever is remembered.
        dry_run: only plan; costs the listing.

    Raises:
        AtlasError: the atlas cannot be opened for writing, is in use, or needs a migration.
        ServiceError: a community cannot be listed.
        Cancelled: before anything was planned.
    """
    if not communities:
        raise InputError(tr("No community was named."), advice=tr("Give one, such as seatizen-data."))
    if dry_run:
        with Atlas.open(atlas_path) as atlas:
            return _Sync(client, atlas, feedback, listener or Listener()).plan_only(communities, full)
    with Atlas.open(atlas_path, update=True) as atlas, atlas.lock():
        return _Sync(client, atlas, feedback, listener or Listener()).run(communities, full)


class _Sync:
    """One run."""

    def __init__(
        self, client: ZenodoClient, atlas: Atlas, feedback: QgsProcessingFeedback, listener: Listener
    ) -> None:
        self.client, self.atlas, self.feedback, self.listener = client, atlas, feedback, listener
        self._requests, self._bytes = client.requests, client.bytes_downloaded
        self._began_at = _stamp(datetime.now(timezone.utc))
        self._outcomes: dict[int, SyncOutcome] = {}
        self._stopping = threading.Event()
        self._reading = False
        self._staging = threading.Lock()  # one at a time: QGIS has to draw meanwhile

    def plan_only(self, communities: Sequence[str], full: bool) -> SyncReport:
        _memory, _seen, plan = self._look(communities, full)
        for item in plan.items:
            self._settle(item, _outcome(item, item.action.value))
        return self._report(plan, dry_run=True)

    def run(self, communities: Sequence[str], full: bool) -> SyncReport:
        memory, seen, plan = self._look(communities, full)
        self.listener.planned(plan)
        cancelled = False
        for item in plan.items:
            if not item.reads:
                self._settle(item, _outcome(item, item.action.value))
        try:
            with scratch_folder() as self._scratch:
                self._reading = True
                self._read_all(plan)
        except Cancelled:
            cancelled = True
            for item in plan.items:
                if item.concept_id not in self._outcomes:
                    self._settle(item, _outcome(item, "cancelled"))
        self._reading = False
        harvested_at = self._finish(memory, seen, plan, cancelled)
        return self._report(plan, harvested_at=harvested_at, cancelled=cancelled)

    # looking ----------------------------------------------------------------------------------------

    def _look(self, communities: Sequence[str], full: bool) -> tuple[Memory, Survey, Plan]:
        require_current(self.atlas)
        memory = read_memory(self.atlas)
        seen = survey(self.client, communities, memory, full=full, feedback=self.feedback)
        plan = make_plan(seen, memory, full=full)
        self.feedback.setProgress(_LOOKING)
        for note in plan.notes:
            self.feedback.pushInfo(note)
        self.feedback.pushInfo(
            tr("{} new sessions, {} changed, {} to compare, {} unchanged: {:.1f} MB at most to read.").format(
                plan.count(Action.NEW),
                plan.count(Action.CHANGED),
                plan.count(Action.COMPARE),
                plan.count(Action.UNCHANGED),
                plan.size / 1e6,
            )
        )
        return memory, seen, plan

    # reading ----------------------------------------------------------------------------------------

    def _read_all(self, plan: Plan) -> None:
        """Bring the sessions in, in order; the next ones are downloaded and staged meanwhile."""
        items = [item for item in plan.items if item.reads]
        if not items:
            return
        self._models = read_models(self.atlas)
        total = sum(item.size + _EACH for item in items)
        done = 0
        silent = 0
        waiting: deque[tuple[PlanItem, Future[_Ready]]] = deque()
        upcoming = iter(items)
        readers = ThreadPoolExecutor(_READERS, thread_name_prefix="harvest")
        submitted: deque[Future[_Ready]] = deque(maxlen=_AHEAD + 1)
        try:
            for number in range(len(items)):
                while len(waiting) < _AHEAD and (following := next(upcoming, None)) is not None:
                    versions = plan.versions[following.concept_id]
                    submitted.append(readers.submit(self._prepare, following, versions))
                    waiting.append((following, submitted[-1]))
                item, future = waiting.popleft()
                text = tr("Session {} of {}: {}").format(number + 1, len(items), item.session)
                self.feedback.setProgressText(text)
                self.listener.began(item)
                share = item.size + _EACH

                def progress(part: float, done: int = done, share: int = share) -> None:
                    percent = (done + part * share) / total
                    self.feedback.setProgress(_LOOKING + (100 - _LOOKING) * percent)

                outcome, problem = self._bring_in(item, future, progress)
                self._settle(item, outcome)
                self._tell(outcome)
                silent = silent + 1 if isinstance(problem, NoAnswer) else 0
                if isinstance(problem, AtlasError) or silent == _SILENT:
                    # neither the atlas nor Zenodo will do better for the sessions that follow
                    self._give_up(items[number + 1 :], problem)
                    return
                done += share
        finally:
            self._stopping.set()
            for _item, future in waiting:
                _discard(future)
            # Whoever downloads hears a Cancel at once; what is being staged ends, and is removed, by itself.
            wait(submitted, timeout=_PATIENCE if self.feedback.isCanceled() else None)
            for future in submitted:
                future.add_done_callback(lambda _ended: self._clear_away())
            readers.shutdown(wait=False)

    def _clear_away(self) -> None:
        """Once a run has left, what was still being staged makes its folder anew: remove that too."""
        if not self._reading:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _prepare(self, item: PlanItem, versions: tuple[Version, ...]) -> _Ready:
        """On a thread of its own: read a session and stage it; once more when it changed meanwhile."""
        try:
            return _Ready(item, versions, self._read(item, versions))
        except FileChanged as problem:
            _log.info("%s changed after it was listed: %s", item.session, problem.details)
            item, versions = plan_again(item, versions_of(self.client, item.records[0]))
            if item.action is Action.OUT_OF_REACH:
                raise OutOfReach(item.reason) from problem
            if item.frame_version is None:
                raise RecordMissing(item.reason, record_id=item.concept_id, deleted=False) from problem
            return _Ready(item, versions, self._read(item, versions))

    def _read(self, item: PlanItem, versions: Sequence[Version]) -> PreparedSession:
        name = SessionName.parse(item.session)
        with ZenodoSource(self.client, name, versions, self._scratch) as source:
            source.bring()
            with self._staging:
                return prepare_session(
                    source,
                    self._models,
                    force_frames=False,
                    check_cancelled=self._check_cancelled,
                    scratch=self._scratch,
                )

    def _bring_in(
        self, item: PlanItem, future: Future[_Ready], progress: Callable[[float], None]
    ) -> tuple[SyncOutcome, SeatizenError | None]:
        """One session into the atlas: its outcome, and what was in the way."""
        try:
            ready = self._result(future)
            done = self._ingest(ready, progress)
        except Cancelled:
            _discard(future)
            raise
        except RecordMissing as problem:
            return _outcome(item, Action.GONE.value, str(problem)), problem
        except OutOfReach as problem:
            return _outcome(item, Action.OUT_OF_REACH.value, str(problem)), problem
        except SeatizenError as problem:
            if problem.details:
                _log.warning("%s: %s (%s)", item.session, problem, problem.details)
            return _outcome(item, "failed", str(problem)), problem
        except Exception as problem:
            _log.exception("%s", item.session)
            told = tr("Failed unexpectedly ({}: {}); the log says more.").format(
                type(problem).__name__, problem
            )
            return _outcome(item, "failed", told), None
        outcome = _outcome(ready.item, done.change.value, " ".join(done.notes))
        return replace(
            outcome,
            frames_added=done.frames_added,
            frames_updated=done.frames_updated,
            frames_removed=done.frames_removed,
            frames_kept=done.frames_kept,
            predictions_added=done.predictions_added,
            predictions_removed=done.predictions_removed,
        ), None

    def _result(self, future: Future[_Ready]) -> _Ready:
        """Wait for a staged session, hearing a Cancel meanwhile."""
        while True:
            try:
                return future.result(timeout=0.1)
            except FutureTimeout:
                self._check_cancelled()

    def _ingest(self, ready: _Ready, progress: Callable[[float], None]) -> Ingested:
        item = ready.item

        def remember(atlas: Atlas) -> None:
            remember_deposit(
                atlas, item.concept_id, item.session, item.community, State.HARVESTED, ready.versions
            )

        try:
            with self.atlas.interruptible(self.feedback):
                return ingest_session(
                    self.atlas,
                    ready.session,
                    _dois(ready),
                    check_cancelled=self._check_cancelled,
                    progress=progress,
                    remember=remember,
                )
        except AtlasError as problem:
            if self.feedback.isCanceled():
                raise _cancelled() from problem
            raise
        finally:
            ready.session.discard()

    def _check_cancelled(self) -> None:
        if self._stopping.is_set() or self.feedback.isCanceled():
            raise _cancelled()

    def _give_up(self, items: Sequence[PlanItem], problem: SeatizenError | None) -> None:
        for item in items:
            self._settle(item, _outcome(item, "failed", tr("Not tried any more: {}").format(problem)))
        if items:
            self.feedback.reportError(
                tr("{} sessions were not tried any more: {}").format(len(items), problem), fatalError=False
            )

    # accounts ---------------------------------------------------------------------------------------

    def _settle(self, item: PlanItem, outcome: SyncOutcome) -> None:
        self._outcomes[item.concept_id] = outcome
        self.listener.ended(outcome)

    def _tell(self, outcome: SyncOutcome) -> None:
        if outcome.status == "failed":
            self.feedback.reportError(f"{outcome.session}: {outcome.message}", fatalError=False)
            return
        text = tr("{}: {}, {} frames and {} predictions added, {} frames updated, {} removed").format(
            outcome.session,
            status_names()[outcome.status],
            outcome.frames_added,
            outcome.predictions_added,
            outcome.frames_updated,
            outcome.frames_removed,
        )
        self.feedback.pushInfo(f"{text}. {outcome.message}" if outcome.message else text)

    def _finish(self, memory: Memory, seen: Survey, plan: Plan, cancelled: bool) -> str:
        """Remember what was learnt without reading, what failed, and how far the harvest has come."""
        harvested_at = self._harvested_at(plan, seen)
        with self.atlas.transaction():
            for item in plan.items:
                self._learn(item, memory, seen, plan)
            forget(self.atlas, _never_entered(seen, memory))
            if not cancelled:  # a change that was seen and not dealt with has to be seen again
                remember_sweeps(self.atlas, seen.swept)
            record_run(self.atlas, harvested_at=harvested_at)
        return harvested_at

    def _learn(self, item: PlanItem, memory: Memory, seen: Survey, plan: Plan) -> None:
        concept = item.concept_id
        status = self._outcomes[concept].status
        if item.reads:
            if concept in memory.concepts and status not in ("added", "updated", "unchanged", "cancelled"):
                set_state(self.atlas, concept, State.FAILED)
        elif not item.learn:
            return
        elif item.action is Action.GONE and concept in seen.absent:
            set_state(self.atlas, concept, seen.absent[concept][0])
        elif item.action in (Action.UNCHANGED, Action.WAITING, Action.OUT_OF_REACH, Action.GONE):
            state = State.HARVESTED
            if concept not in memory.deposits:
                state = State.WAITING if item.action is Action.WAITING else State.OUT_OF_REACH
            remember_deposit(
                self.atlas, concept, item.session, item.community, state, plan.versions.get(concept, ())
            )

    def _harvested_at(self, plan: Plan, seen: Survey) -> str:
        """The start of this run, or the moment before the first change that did not come in."""
        left = [
            item.updated
            for item in plan.items
            if self._outcomes[item.concept_id].status in ("failed", "cancelled")
            or (item.action is Action.REFUSED and _is_session(item.session))
        ]
        stamps = [_moment_before(updated) for updated in left if updated]
        return min([self._began_at, *stamps])

    def _report(
        self, plan: Plan, *, harvested_at: str = "", dry_run: bool = False, cancelled: bool = False
    ) -> SyncReport:
        return SyncReport(
            tuple(self._outcomes[item.concept_id] for item in plan.items),
            plan.items,
            self.client.requests - self._requests,
            self.client.bytes_downloaded - self._bytes,
            harvested_at,
            dry_run,
            cancelled,
            plan.notes,
        )


def _outcome(item: PlanItem, status: str, message: str = "") -> SyncOutcome:
    return SyncOutcome(
        item.session,
        status,
        item.reason,
        message,
        item.concept_id,
        item.frame_version,
        item.prediction_version,
        item.size,
    )


def _dois(ready: _Ready) -> SessionDois:
    item = ready.item
    raw, processed = holdings(ready.versions)
    return SessionDois(
        deposit=str(item.concept_id),
        frame_version=str(item.frame_version),
        prediction_version=None if item.prediction_version is None else str(item.prediction_version),
        other_versions=tuple(str(version.record_id) for version in ready.versions),
        has_raw_data=raw,
        has_processed_data=processed,
    )


def _never_entered(seen: Survey, memory: Memory) -> list[int]:
    """Deposits that are gone and never were in the atlas."""
    absent = (remembered.concept_id for remembered in absent_concepts(seen, memory))
    return [concept for concept in absent if concept not in memory.deposits]


def _discard(future: Future[_Ready]) -> None:
    """Remove what a session that nobody waits for any more has staged, once that has ended."""
    if not future.cancel():
        future.add_done_callback(_remove)


def _remove(future: Future[_Ready]) -> None:
    problem = future.exception()
    if problem is None:
        future.result().session.discard()
    else:
        _log.info("A session that was being read: %s", problem)


def _cancelled() -> Cancelled:
    return Cancelled(tr("Stopped. Finished sessions are in the atlas."))


def _is_session(name: str) -> bool:
    try:
        SessionName.parse(name)
    except InputError:
        return False
    return True


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment_before(updated: str) -> str:
    """A second before one of Zenodo's moments (UTC)."""
    return _stamp(datetime.fromisoformat(updated[:19]) - timedelta(seconds=1))
