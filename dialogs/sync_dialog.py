# SPDX-License-Identifier: GPL-2.0-or-later
"""Sync with Zenodo: communities, a plan, each session's state as it happens, the account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProcessingFeedback
from qgis.PyQt.QtCore import QLocale, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from ..core.errors import Cancelled, InputError, SeatizenError
from ..core.harvest.plan import Action, Plan, PlanItem, action_names
from ..core.harvest.sync import Listener, SyncOutcome, SyncReport, status_names, sync_atlas
from ..core.settings import Settings, recall_flag, remember, split_list
from ..core.translation import tr
from ..core.zenodo.access import prepare_access
from .account_view import AccountView, Row
from .task import Way
from .verb_dialog import VerbDialog

if TYPE_CHECKING:
    from .shell import Shell

KEY = "sync"

_ORDER = (
    Action.NEW,
    Action.CHANGED,
    Action.COMPARE,
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

    def ended(self, outcome: SyncOutcome) -> None:
        self.session_ended.emit(outcome)


class SyncDialog(VerbDialog):
    """Lets the current atlas follow communities on Zenodo."""

    KEY = KEY

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, tr("Sync with Zenodo"), parent)
        self.resize(980, 640)
        self._places: dict[int, int] = {}
        self._items: dict[int, PlanItem] = {}
        self._events: _Events | None = None
        self.body.addLayout(self._make_head())
        self._table = AccountView(plan_header(), (44, 16, 10, 14), self)
        self._table.setAccessibleName(tr("Sessions"))
        self.body.addWidget(self._table, 1)
        self._look = self.add_button(tr("&Plan"), self.plan, starts=True)
        self._look.setToolTip(tr("Say what a sync would do; nothing is downloaded or changed."))
        self._sync = self.add_button(tr("&Sync"), self.sync, starts=True)
        self._sync.setDefault(True)
        self._retry = self.add_button(tr("&Try the failed ones again"), self.sync, starts=True)
        self._save = self.add_button(tr("Sa&ve the report…"), lambda: self.save(self._table))
        self._save.setEnabled(False)
        self.add_cancel()
        self._retry.hide()  # last: a box shows its buttons whenever another one is added
        self.tell(tr("Look at the plan first, or sync right away: a sync can be stopped at any time."))

    def _make_head(self) -> QGridLayout:
        grid = QGridLayout()
        atlas = QLabel(str(self._atlas or ""))
        atlas.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(QLabel(tr("Atlas")), 0, 0)
        grid.addWidget(atlas, 0, 1)
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
        """Sync in the background; what is in already is found unchanged, what failed gets another chance."""
        self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        atlas, full = self._atlas, self._full.isChecked()
        if atlas is None or self._shell.runner.running(KEY) is not None:
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
        self._retry.hide()
        events = self._events = _Events()
        events.plan_made.connect(self._show_running_plan)
        events.session_began.connect(self._show_begun)
        events.session_ended.connect(self._show_ended)

        def verb(feedback: QgsProcessingFeedback) -> SyncReport:
            with access.client(feedback) as client:
                return sync_atlas(
                    client, atlas, communities, feedback, full=full, dry_run=dry_run, listener=events
                )

        self.start(verb, self._show_plan if dry_run else self._show_report, self._fell)

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
        items = report.plan
        text = tr(
            "{} new, {} changed, {} to compare, {} unchanged; {} at most to download. {} requests were made, "
            "nothing was changed."
        ).format(
            _count(items, Action.NEW),
            _count(items, Action.CHANGED),
            _count(items, Action.COMPARE),
            _count(items, Action.UNCHANGED),
            _size(sum(item.size for item in items)),
            report.requests,
        )
        self.tell(" ".join([text, *report.notes]))
        if not self.isVisible():
            self._shell.tell(self._title, text, [Way(tr("Show the plan"), self.show)])

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

    def _show_ended(self, outcome: SyncOutcome) -> None:
        number = self._places.get(outcome.concept_id)
        item = self._items.get(outcome.concept_id)
        if number is not None and item is not None and item.reads:
            self._table.replace(number, state_row(outcome, item))

    def _show_report(self, report: SyncReport) -> None:
        items = {item.concept_id: item for item in report.plan}
        ordered = sorted(report.sessions, key=lambda outcome: self._places.get(outcome.concept_id, 0))
        rows = [state_row(outcome, items[outcome.concept_id]) for outcome in ordered]
        self._table.fill(rows, report, plan_header())
        self._save.setEnabled(bool(rows))
        self._retry.setVisible(report.count("failed", "cancelled") > 0)
        text = tr(
            "{} sessions added, {} updated, {} unchanged, {} failed; {} frames and {} predictions added. "
            "{} requests, {} downloaded."
        ).format(
            report.added,
            report.updated,
            report.unchanged,
            report.failed,
            QLocale().toString(report.frames_added),
            QLocale().toString(report.predictions_added),
            report.requests,
            _size(report.bytes_downloaded),
        )
        if report.cancelled:
            text = tr("Stopped; finished sessions are in the atlas. {}").format(text)
        self.tell(" ".join([text, *report.notes]))
        self._shell.atlas_written()
        if self._load.isChecked() and report.added + report.updated:
            self._shell.load_layers()
        if not self.isVisible():
            level = Qgis.MessageLevel.Warning if report.failed else Qgis.MessageLevel.Success
            self._shell.tell(self._title, text, [Way(tr("Show the report"), self.show)], level)

    def _fell(self, error: SeatizenError) -> None:
        if not isinstance(error, Cancelled):
            self._retry.hide()


def open_dialog(shell: Shell) -> None:
    """Open the dialog, or bring it back while it works."""
    shell.show(KEY, lambda: SyncDialog(shell, shell.window))


def plan_header() -> tuple[str, ...]:
    """Columns of the plan and of the account."""
    return tr("Session"), tr("State"), tr("Frames"), tr("To read (kB)"), tr("Reasons and remarks")


def plan_row(item: PlanItem) -> Row:
    """A session that is planned."""
    size = round(item.size / 1000) if item.size else ""
    return item.session, action_names()[item.action], "", size, item.reason


def state_row(outcome: SyncOutcome, item: PlanItem) -> Row:
    """A session that was dealt with."""
    frames = outcome.frames_added + outcome.frames_updated
    remarks = outcome.message
    if outcome.status not in ("added", "unchanged"):  # why it was read is of no interest any more
        remarks = remarks or outcome.reason
    return outcome.session, status_names()[outcome.status], frames or "", plan_row(item)[3], remarks


def _count(items: Sequence[PlanItem], action: Action) -> int:
    return sum(item.action is action for item in items)


def _size(size: int) -> str:
    return QLocale().formattedDataSize(size)
