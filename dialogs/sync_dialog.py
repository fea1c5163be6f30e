# SPDX-License-Identifier: GPL-2.0-or-later
"""Sync with Zenodo: communities, a plan, each session's state as it happens, the account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QLocale, QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from ..core.conveyor import Status, status_names
from ..core.errors import Cancelled, InputError, SeatizenError
from ..core.harvest.plan import Action, Plan, PlanItem, action_names
from ..core.harvest.sync import Listener, SyncReport, sync_atlas
from ..core.sessions.account import SessionOutcome
from ..core.settings import Settings, recall_flag, remember, split_list
from ..core.translation import tr, tr_n
from ..core.zenodo.access import prepare_access
from .account_view import AccountView, Row
from .shell import Shell
from .task import Way
from .verb_dialog import VerbDialog

_ORDER = (
    Action.NEW,
    Action.CHANGED,
    Action.COMPARE,
    Action.STUCK,
    Action.REFUSED,
    Action.GONE,
    Action.OUT_OF_REACH,
    Action.WAITING,
    Action.UNCHANGED,
    Action.SKIPPED,
)


class _Events(QObject, Listener):
    """What a run tells, brought to the main thread."""

    plan_made = pyqtSignal(object)
    session_began = pyqtSignal(object)
    session_ended = pyqtSignal(object)

    def planned(self, plan: Plan) -> None:
        self.plan_made.emit(plan)

    def began(self, item: PlanItem) -> None:
        self.session_began.emit(item)

    def ended(self, item: PlanItem, outcome: SessionOutcome) -> None:
        self.session_ended.emit((item, outcome))


class SyncDialog(VerbDialog):
    """Lets the current atlas follow communities on Zenodo."""

    KEY = "sync"
    ALGORITHM = "syncatlas"
    SIZE = (980, 600)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._unfinished = False
        self._places: dict[int, int] = {}
        self._items: dict[int, PlanItem] = {}
        self._events: _Events | None = None
        self.body.addLayout(self._make_head())
        self._table = AccountView(plan_header(), (44, 16, 10, 14), self)
        self._table.setAccessibleName(tr("Sessions"))
        self.body.addWidget(self._table, 1)
        self._look = self.add_button(tr("&Plan"), self.plan, starts=True)
        self._look.setToolTip(tr("Say what a sync would do; nothing is downloaded or changed."))
        self._look.setDefault(True)
        self._sync = self.add_button(tr("&Sync"), self.sync, starts=True)
        self._retry = self.add_button(
            tr("&Try the failed ones again"), self.retry, starts=True, ready=lambda: self._unfinished
        )
        self._save = self.add_button(tr("Sa&ve the report…"), lambda: self.save(self._table))
        self._save.setEnabled(False)
        self.add_cancel()
        self._invite()

    def title(self) -> str:
        return tr("Sync with Zenodo")

    def opened(self) -> None:
        self._communities.setText(", ".join(Settings.load().communities))

    def atlas_switched(self) -> None:
        self._unfinished = False
        self._table.fill([], [], plan_header())
        self._save.setEnabled(False)
        self._invite()

    def _invite(self) -> None:
        self.tell(tr("Look at the plan first, or sync right away: a sync can be stopped at any time."))

    def _make_head(self) -> QGridLayout:
        grid = QGridLayout()
        grid.addWidget(QLabel(tr("Atlas")), 0, 0)
        grid.addWidget(self._atlas_name, 0, 1)
        self._communities = QLineEdit(", ".join(Settings.load().communities))
        self._communities.setToolTip(
            tr("Names of communities as in the addresses of their pages, separated by commas.")
        )
        label = QLabel(tr("C&ommunities"))
        label.setBuddy(self._communities)
        grid.addWidget(label, 1, 0)
        grid.addWidget(self._communities, 1, 1)
        self._full = QCheckBox(tr("&Read everything again"))
        self._full.setToolTip(tr("Ignore what the atlas remembers: read and compare every session."))
        self._load = QCheckBox(tr("Load the la&yers afterwards"))
        self._load.setChecked(recall_flag("sync/load", True))
        grid.addWidget(self._full, 2, 1)
        grid.addWidget(self._load, 3, 1)
        grid.setColumnStretch(1, 1)
        return grid

    # Verbs

    def plan(self) -> None:
        """Say what a sync would do."""
        self._run(dry_run=True)

    def sync(self) -> None:
        """Sync in the background; what is in already is found unchanged."""
        self._run(dry_run=False)

    def retry(self) -> None:
        """Sync once more; what failed gets another chance, also where its files are the same."""
        self._run(dry_run=False, again=True)

    def _run(self, *, dry_run: bool, again: bool = False) -> None:
        atlas, full = self._atlas, self._full.isChecked()
        if atlas is None or self._shell.runner.running(self.KEY) is not None:
            return
        try:
            communities = self._chosen()
            settings = Settings.load()
            access = prepare_access(settings.zenodo_url, settings.auth_config)
        except SeatizenError as error:
            self.tell(str(error))
            return
        if communities != settings.communities:  # writing settings takes a while
            replace(settings, communities=communities).save()
        if self._load.isChecked() != recall_flag("sync/load", True):
            remember("sync/load", self._load.isChecked())
        events = self._events = _Events()
        events.plan_made.connect(self._show_running_plan)
        events.session_began.connect(self._show_begun)
        events.session_ended.connect(self._show_ended)

        def verb(feedback: QgsProcessingFeedback) -> SyncReport:
            with access.client(feedback) as client:
                return sync_atlas(
                    client,
                    atlas,
                    communities,
                    feedback,
                    full=full,
                    again=again,
                    dry_run=dry_run,
                    listener=events,
                )

        self.start(
            verb, self._show_plan if dry_run else self._show_report, self._fell if not dry_run else None
        )

    def _chosen(self) -> tuple[str, ...]:
        communities = split_list(self._communities.text())
        if not communities:
            raise InputError(
                tr("No community was named."), advice=tr("Write at least one, such as seatizen-data.")
            )
        return communities

    # What happens

    def _show_plan(self, report: SyncReport) -> None:
        self._fill_plan(report.plan, report)
        self._save.setEnabled(bool(report.plan))
        counts = {action: sum(item.action is action for item in report.plan) for action in _ORDER}
        text = tr(
            "{new}, {changed}, {compare}, {unchanged}; {size} at most to download. "
            "{requests}, nothing was changed."
        ).format(
            new=tr_n("%Ln new session(s)", counts[Action.NEW]),
            changed=tr_n("%Ln changed", counts[Action.CHANGED]),
            compare=tr_n("%Ln to compare", counts[Action.COMPARE]),
            unchanged=tr_n("%Ln unchanged", counts[Action.UNCHANGED]),
            size=_size(sum(item.size for item in report.plan)),
            requests=tr_n("%Ln request(s) made", report.requests),
        )
        self.tell(" ".join([text, *report.notes]))
        if not self.isVisible():
            self._shell.tell(self.title(), text, [Way(tr("Show the plan"), self.bring_back)])

    def _show_running_plan(self, plan: Plan) -> None:
        self._fill_plan(plan.items, plan.items)

    def _fill_plan(self, items: Sequence[PlanItem], report: object) -> None:
        ordered = sorted(items, key=lambda item: (_ORDER.index(item.action), item.session))
        self._places = {item.concept_id: number for number, item in enumerate(ordered)}
        self._items = {item.concept_id: item for item in ordered}
        self._table.fill([plan_row(item) for item in ordered], report, plan_header())

    def _show_begun(self, item: PlanItem) -> None:
        number = self._places.get(item.concept_id)
        if number is not None:
            self._table.replace(number, (item.session, tr("coming in…"), *plan_row(item)[2:]))
            self._table.show_row(number)

    def _show_ended(self, ended: tuple[PlanItem, SessionOutcome]) -> None:
        item, outcome = ended
        number = self._places.get(item.concept_id)
        planned = self._items.get(item.concept_id)
        if number is not None and planned is not None and planned.reads:
            self._table.replace(number, state_row(outcome, item))

    def _show_report(self, report: SyncReport) -> None:
        account = sorted(
            zip(report.plan, report.sessions), key=lambda row: self._places.get(row[0].concept_id, 0)
        )
        rows = [state_row(outcome, item) for item, outcome in account]
        self._table.fill(rows, report, plan_header())
        self._save.setEnabled(bool(rows))
        cancelled = report.count(Status.CANCELLED)
        self._unfinished = report.failed + cancelled > 0
        self.update_buttons()
        counts = [
            tr_n("%Ln session(s) added", report.added),
            tr_n("%Ln updated", report.updated),
            tr_n("%Ln unchanged", report.unchanged),
            tr_n("%Ln failed", report.failed),
        ]
        if cancelled:
            counts.append(tr_n("%Ln not begun", cancelled))
        text = tr("{sessions}; {frames} and {predictions} added. {requests}, {size} downloaded.").format(
            sessions=", ".join(counts),
            frames=tr_n("%Ln frame(s)", report.frames_added),
            predictions=tr_n("%Ln prediction(s)", report.predictions_added),
            requests=tr_n("%Ln request(s) made", report.requests),
            size=_size(report.bytes_downloaded),
        )
        if report.cancelled:
            text = tr("Stopped; finished sessions are in the atlas. {}").format(text)
        self._shell.atlas_written(self._atlas)
        if self._load.isChecked() and report.added + report.updated:
            self._shell.load_layers(self._atlas)
        self.conclude(text, troubled=self._unfinished or report.failed > 0)
        self.tell(" ".join([text, *report.notes]))

    def _fell(self, error: SeatizenError) -> None:
        self._unfinished = isinstance(error, Cancelled)
        self._shell.atlas_written(self._atlas)  # the sessions that were finished before are in


def plan_header() -> tuple[str, ...]:
    """Columns of the plan and of the account."""
    return tr("Session"), tr("State"), tr("Frames"), tr("To read (kB)"), tr("Reasons and remarks")


def plan_row(item: PlanItem) -> Row:
    """A session that is planned."""
    size = round(item.size / 1000) if item.size else ""
    return item.session, action_names()[item.action], "", size, item.reason


def state_row(outcome: SessionOutcome, item: PlanItem) -> Row:
    """A session that was dealt with."""
    done, status = outcome.done, outcome.status
    frames = done.frames_added + done.frames_updated if done else 0
    state = status_names()[status] if item.reads else action_names()[item.action]
    remarks = outcome.message
    if status not in (Status.ADDED, Status.UNCHANGED):  # why it was read is of no interest any more
        remarks = remarks or item.reason
    return item.session, state, frames or "", plan_row(item)[3], remarks


def _size(size: int) -> str:
    return QLocale().formattedDataSize(size)
