# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas follows communities: look, plan, then read session after session, each a transaction."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.history import record_run, require_current
from ..conveyor import Conveyor, Outcome, Status, Unforeseen
from ..errors import AtlasError, InputError, SeatizenError
from ..files import require_pandas
from ..http.errors import FileChanged, NoAnswer
from ..scratch import scratch_folder
from ..session_name import SessionName
from ..sessions.account import Account, SessionOutcome
from ..sessions.dois import SessionDois
from ..sessions.entering import enter_session, tell, tell_end
from ..sessions.ingest import Ingested, read_models
from ..sessions.prepare import PreparedSession, prepare_session
from ..translation import tr
from ..zenodo.client import ZenodoClient
from ..zenodo.errors import ArchiveError, OutOfReach, RecordMissing, SpoiltArchive
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
    holdings,
    make_plan,
    plan_again,
)
from .source import ZenodoSource
from .survey import survey

_log = logging.getLogger(__name__)

_SILENT = 3
"""So many sessions in a row without an answer of Zenodo end a run."""

_LOOKING, _EACH = 5.0, 100_000
"""Percent of the progress for the look at the communities; bytes that any session counts for."""


@dataclass(frozen=True)
class SyncReport(Account):
    """The account of a sync, a row a deposit.

    Attributes:
        plan: what was planned for each of `sessions`, in the same order; what was read again because it
            changed meanwhile stands here as it was read.
        requests, bytes_downloaded: all that was asked of Zenodo and all that came.
        harvested_at: the date that the atlas bears now; empty when nothing was written.
    """

    plan: tuple[PlanItem, ...] = ()
    requests: int = 0
    bytes_downloaded: int = 0
    harvested_at: str = ""
    dry_run: bool = False
    notes: tuple[str, ...] = ()

    def planned(self, *actions: Action) -> int:
        """Sessions of which no more became than was planned: in a dry run, or because they are left alone."""
        return sum(
            item.action in actions and outcome.status in (Status.PLANNED, Status.LEFT)
            for item, outcome in zip(self.plan, self.sessions)
        )

    @property
    def seen(self) -> int:
        """Deposits of sessions that the communities hold."""
        return sum(item.action not in (Action.SKIPPED, Action.GONE) for item in self.plan)

    @property
    def added(self) -> int:
        """In a dry run: that would be added; `updated` likewise, compared ones included."""
        return self.count(Status.ADDED) + self.planned(Action.NEW)

    @property
    def updated(self) -> int:
        return self.count(Status.UPDATED) + self.planned(Action.CHANGED, Action.COMPARE)


class Listener:
    """Hears what happens, on the thread of the run; this one does nothing."""

    def planned(self, plan: Plan) -> None:
        """The plan is made; reading begins."""

    def began(self, item: PlanItem) -> None:
        """A session is about to enter the atlas."""

    def ended(self, item: PlanItem, outcome: SessionOutcome) -> None:
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
    again: bool = False,
    dry_run: bool = False,
    listener: Listener | None = None,
) -> SyncReport:
    """Bring an atlas up to what communities on Zenodo hold.

    Sessions enter one by one, each in a transaction with the memory of its deposit: killed anywhere, the next
    run goes on. A session that cannot enter is told and the others go on; a Cancel leaves finished ones in.

    Args:
        full: read every session again, whatever is remembered.
        again: read those again that failed on the same files.
        dry_run: only plan; costs the listing.

    Raises:
        AtlasError: the atlas cannot be opened for writing, is in use, or needs a migration.
        ServiceError: a community cannot be listed.
        Cancelled: before anything was planned.
    """
    require_pandas()
    if not communities:
        raise InputError(tr("No community was named."), advice=tr("Give one, such as seatizen-data."))
    if dry_run:
        with Atlas.open(atlas_path) as atlas:
            return _Sync(client, atlas, feedback, listener or Listener()).plan_only(communities, full, again)
    with Atlas.open(atlas_path, update=True) as atlas, atlas.lock():
        return _Sync(client, atlas, feedback, listener or Listener()).run(communities, full, again)


class _Sync:
    """One run."""

    def __init__(
        self, client: ZenodoClient, atlas: Atlas, feedback: QgsProcessingFeedback, listener: Listener
    ) -> None:
        self.client, self.atlas, self.feedback, self.listener = client, atlas, feedback, listener
        self._requests, self._bytes = client.requests, client.bytes_downloaded
        self._began_at = _stamp(datetime.now(timezone.utc))
        self._account: dict[int, tuple[PlanItem, SessionOutcome]] = {}

    def plan_only(self, communities: Sequence[str], full: bool, again: bool) -> SyncReport:
        _memory, _seen, plan = self._look(communities, full, again)
        for item in plan.items:
            self.settle(item, Outcome(item.session, Status.PLANNED) if item.reads else _as_planned(item))
        return self._report(plan, dry_run=True)

    def run(self, communities: Sequence[str], full: bool, again: bool) -> SyncReport:
        memory, seen, plan = self._look(communities, full, again)
        self.listener.planned(plan)
        for item in plan.items:
            if not item.reads:
                outcome = _as_planned(item)
                self.settle(item, outcome)
                if outcome.status is Status.FAILED:
                    tell(outcome, self.feedback)
        with scratch_folder() as scratch:
            harvest = _Harvest(self, plan, scratch)
            harvest.run([item for item in plan.items if item.reads])
        cancelled = any(outcome.status is Status.CANCELLED for _item, outcome in self._account.values())
        harvested_at = self._finish(memory, seen, plan, harvest.incurable, cancelled)
        return self._report(plan, harvested_at=harvested_at, cancelled=cancelled)

    def settle(self, item: PlanItem, outcome: SessionOutcome) -> None:
        """What became of a deposit is known."""
        self._account[item.concept_id] = item, outcome
        self.listener.ended(item, outcome)

    # looking ----------------------------------------------------------------------------------------

    def _look(self, communities: Sequence[str], full: bool, again: bool) -> tuple[Memory, Survey, Plan]:
        require_current(self.atlas)
        memory = read_memory(self.atlas)
        seen = survey(self.client, communities, memory, full=full, feedback=self.feedback)
        plan = make_plan(seen, memory, full=full, again=again)
        self.feedback.setProgress(_LOOKING)
        for note in plan.notes:
            self.feedback.pushInfo(note)
        self.feedback.pushInfo(
            tr(
                "{new} new sessions, {changed} changed, {compared} to compare, {unchanged} unchanged:"
                " {size} MB at most to read."
            ).format(
                new=plan.count(Action.NEW),
                changed=plan.count(Action.CHANGED),
                compared=plan.count(Action.COMPARE),
                unchanged=plan.count(Action.UNCHANGED),
                size=f"{plan.size / 1e6:.1f}",
            )
        )
        return memory, seen, plan

    # accounts ---------------------------------------------------------------------------------------

    def _finish(
        self, memory: Memory, seen: Survey, plan: Plan, incurable: Mapping[int, str], cancelled: bool
    ) -> str:
        """Remember what was learnt without reading, what failed, and how far the harvest has come."""
        harvested_at = self._harvested_at(plan, seen)
        with self.atlas.transaction():
            for item in plan.items:
                self._learn(item, memory, seen, plan, incurable)
            forget(self.atlas, _never_entered(seen, memory))
            if not cancelled:  # a change that was seen and not dealt with has to be seen again
                remember_sweeps(self.atlas, seen.swept)
            record_run(self.atlas, harvested_at=harvested_at)
        return harvested_at

    def _learn(
        self, item: PlanItem, memory: Memory, seen: Survey, plan: Plan, incurable: Mapping[int, str]
    ) -> None:
        concept = item.concept_id
        status = self._account[concept][1].status
        if item.reads:
            if concept in incurable:
                remember_deposit(
                    self.atlas, concept, item.session, item.community, State.FAILED,
                    plan.versions[concept], incurable[concept],
                )  # fmt: skip
            elif concept in memory.concepts and status in (Status.FAILED, Status.LEFT):
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
            for item, outcome in self._account.values()
            if outcome.status in (Status.FAILED, Status.CANCELLED)
            and (item.action is not Action.REFUSED or _is_session(item.session))
        ]
        stamps = [_moment_before(updated) for updated in left if updated]
        return min([self._began_at, *stamps])

    def _report(
        self, plan: Plan, *, harvested_at: str = "", dry_run: bool = False, cancelled: bool = False
    ) -> SyncReport:
        account = [self._account[item.concept_id] for item in plan.items]
        return SyncReport(
            tuple(outcome for _item, outcome in account),
            cancelled,
            tuple(item for item, _outcome in account),
            self.client.requests - self._requests,
            self.client.bytes_downloaded - self._bytes,
            harvested_at,
            dry_run,
            plan.notes,
        )


class _Harvest(Conveyor[PlanItem, _Ready, Ingested]):
    """The sessions of a plan on their way from Zenodo into the atlas."""

    def __init__(self, sync: _Sync, plan: Plan, scratch: Path) -> None:
        feedback = sync.feedback

        def progress(share: float) -> None:
            feedback.setProgress(_LOOKING + (100 - _LOOKING) * share)

        super().__init__(feedback, progress)
        self._sync, self._plan, self._scratch, self._told = sync, plan, scratch, feedback
        self._models = read_models(sync.atlas)
        self._staging = threading.Lock()  # one at a time: QGIS has to draw meanwhile
        self._now: dict[int, PlanItem] = {}  # what was planned again, or turned out to be otherwise
        self.incurable: dict[int, str] = {}  # why sessions cannot enter until their files change
        self._silent = 0

    def name(self, item: PlanItem) -> str:
        return item.session

    def weight(self, item: PlanItem) -> float:
        return item.size + _EACH

    def prepare(self, item: PlanItem) -> _Ready:
        """Read a session and stage it; once more when it changed meanwhile."""
        versions = self._plan.versions[item.concept_id]
        try:
            return _Ready(item, versions, self._read(item, versions))
        except FileChanged as problem:
            _log.info("%s changed after it was listed: %s", item.session, problem.details)
            item, versions = plan_again(item, versions_of(self._sync.client, item.records[0]))
            if item.action is Action.OUT_OF_REACH:
                raise OutOfReach(item.reason) from problem
            if item.frame_version is None:
                raise RecordMissing(item.reason, record_id=item.concept_id, deleted=False) from problem
            return _Ready(item, versions, self._read(item, versions))

    def _read(self, item: PlanItem, versions: Sequence[Version]) -> PreparedSession:
        name = SessionName.parse(item.session)
        with ZenodoSource(self._sync.client, name, versions, self._scratch) as source:
            source.bring()
            with self._staging:
                return prepare_session(
                    source,
                    self._models,
                    force_frames=False,
                    check_cancelled=self.check,
                    scratch=self._scratch,
                )

    def discard(self, ready: _Ready) -> None:
        ready.session.discard()

    def began(self, number: int, total: int, item: PlanItem) -> None:
        text = tr("Session {number} of {total}: {session}")
        self._told.setProgressText(text.format(number=number, total=total, session=item.session))
        self._sync.listener.began(item)

    def enter(self, item: PlanItem, ready: _Ready, progress: Callable[[float], None]) -> SessionOutcome:
        now = self._now[item.concept_id] = ready.item

        def remember(atlas: Atlas) -> None:
            remember_deposit(
                atlas, now.concept_id, now.session, now.community, State.HARVESTED, ready.versions
            )

        return enter_session(
            self._sync.atlas,
            ready.session,
            _dois(ready),
            check=self.check,
            feedback=self._told,
            progress=progress,
            remember=remember,
        )

    def failed(self, item: PlanItem, problem: SeatizenError) -> SessionOutcome:
        if isinstance(problem, (RecordMissing, OutOfReach)):  # since it was listed: nobody's fault
            action = Action.GONE if isinstance(problem, RecordMissing) else Action.OUT_OF_REACH
            self._now[item.concept_id] = replace(item, action=action)
            return Outcome(item.session, Status.LEFT, str(problem))
        if _is_of_the_files(problem):
            self.incurable[item.concept_id] = str(problem)
        return super().failed(item, problem)

    def is_the_end(self, problem: SeatizenError | None) -> bool:
        """Neither the atlas, nor a Zenodo that is silent, will do better for the sessions that follow."""
        self._silent = self._silent + 1 if isinstance(problem, NoAnswer) else 0
        return isinstance(problem, AtlasError) or self._silent == _SILENT

    def ended(self, item: PlanItem, outcome: SessionOutcome) -> None:
        self._sync.settle(self._now.get(item.concept_id, item), outcome)

    def tell(self, outcome: SessionOutcome) -> None:
        tell(outcome, self._told)

    def tell_end(self, left: int, problem: SeatizenError | None) -> None:
        tell_end(left, problem, self._told)


def _is_of_the_files(problem: SeatizenError) -> bool:
    """Whether the same files will fail again: not the line, the disk or the atlas is at fault."""
    if isinstance(problem, Unforeseen):
        return not isinstance(problem.__cause__, (OSError, MemoryError))
    return isinstance(problem, (InputError, ArchiveError)) and not isinstance(problem, SpoiltArchive)


def _as_planned(item: PlanItem) -> SessionOutcome:
    """What becomes of a deposit that is not read."""
    known = {
        Action.UNCHANGED: Status.UNCHANGED,
        Action.REFUSED: Status.FAILED,
        Action.STUCK: Status.FAILED,
    }
    return Outcome(item.session, known.get(item.action, Status.LEFT), item.reason)


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
