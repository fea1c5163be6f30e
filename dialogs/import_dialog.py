# SPDX-License-Identifier: GPL-2.0-or-later
"""Import of session folders: choose, look, import, retry what failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qgis.core import Qgis, QgsProcessingFeedback
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import Cancelled, InputError, SeatizenError
from ..core.settings import Settings, recall, recall_flag, remember
from ..core.translation import tr
from .report_table import ReportTable
from .task import TaskFeedback, Verb, VerbTask, Way

if TYPE_CHECKING:
    from ..core.sessions.importing import ImportReport, SessionPreview
    from ..core.zenodo.access import ZenodoAccess
    from .shell import Shell

KEY = "import"
T = TypeVar("T")


class ImportDialog(QDialog):
    """Brings sessions into the current atlas; stays usable as a whole from the keyboard."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import sessions"))
        self.resize(960, 640)
        self._shell = shell
        self._atlas = shell.atlas_path
        self._task: VerbTask | None = None

        layout = QVBoxLayout(self)
        layout.addLayout(self._make_sources())
        layout.addLayout(self._make_choices())
        self._table = ReportTable(preview_header(), self)
        self._table.setAccessibleName(tr("Sessions"))
        layout.addWidget(self._table, 1)
        self._said = QLabel(tr("Choose sessions, then look at what an import would do."))
        self._said.setWordWrap(True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._said)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.hide()
        layout.addWidget(self._bar)
        layout.addWidget(self._make_buttons())

        self._recall()
        self._choose_source()

    # Widgets

    def _make_sources(self) -> QGridLayout:
        """Where the sessions are: a folder or a list; and their DOIs."""
        grid = QGridLayout()
        atlas = QLabel(str(self._atlas or ""))
        atlas.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(QLabel(tr("Into the atlas")), 0, 0)
        grid.addWidget(atlas, 0, 1)

        self._from_folder = QRadioButton(tr("&Folder"))
        self._from_folder.setToolTip(tr("One session folder, or a folder that holds session folders."))
        self._folder = QgsFileWidget()
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setDialogTitle(tr("Folder of sessions"))
        self._folder.setAccessibleName(tr("Folder of sessions"))
        self._from_list = QRadioButton(tr("&List"))
        self._from_list.setToolTip(tr("A CSV file with the columns root_folder and session_name."))
        self._list = QgsFileWidget()
        self._list.setFilter("CSV (*.csv)")
        self._list.setDialogTitle(tr("List of sessions"))
        self._list.setAccessibleName(tr("List of sessions"))
        group = QButtonGroup(self)
        group.addButton(self._from_folder)
        group.addButton(self._from_list)
        self._from_folder.toggled.connect(self._choose_source)

        self._dois = QgsFileWidget()
        self._dois.setFilter("CSV (*.csv)")
        self._dois.setDialogTitle(tr("DOIs of the sessions"))
        self._dois.setAccessibleName(tr("DOIs of the sessions"))
        self._dois.setToolTip(
            tr(
                "A CSV file with session_name, deposit_doi, frame_version_doi and prediction_version_doi. "
                "Without it they are looked up on Zenodo."
            )
        )
        label = QLabel(tr("&DOIs"))
        label.setBuddy(self._dois)
        for row, (left, right) in enumerate(
            ((self._from_folder, self._folder), (self._from_list, self._list), (label, self._dois)), start=1
        ):
            grid.addWidget(left, row, 0)
            grid.addWidget(right, row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _make_choices(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._force = QCheckBox(tr("&All frames"))
        self._force.setToolTip(tr("Take every frame of metadata.csv, also those that were judged useless."))
        self._regenerate = QCheckBox(tr("&Start afresh"))
        self._regenerate.setToolTip(
            tr("Build the atlas anew from these sessions alone; it is replaced once that is complete.")
        )
        self._load = QCheckBox(tr("Load the la&yers afterwards"))
        line.addWidget(self._force)
        line.addWidget(self._regenerate)
        line.addWidget(self._load)
        line.addStretch(1)
        self._look = QPushButton(tr("&Preview"))
        self._look.setToolTip(tr("Say what an import would do; nothing is changed."))
        self._look.setDefault(True)  # Enter in a field looks; it changes nothing
        self._look.clicked.connect(self.preview)
        line.addWidget(self._look)
        return line

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._import = buttons.addButton(tr("&Import"), QDialogButtonBox.ButtonRole.ActionRole)
        self._import.setAutoDefault(False)
        self._import.clicked.connect(self.start_import)
        self._retry = buttons.addButton(tr("&Try the rest again"), QDialogButtonBox.ButtonRole.ActionRole)
        self._retry.clicked.connect(self.retry)
        self._save = buttons.addButton(tr("Sa&ve the report…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._save.clicked.connect(self._save_report)
        self._save.setEnabled(False)
        self._stop = buttons.addButton(tr("&Cancel"), QDialogButtonBox.ButtonRole.ActionRole)
        self._stop.clicked.connect(self._cancel)
        self._stop.setEnabled(False)
        self._retry.hide()  # last: a box shows its buttons whenever another one is added
        buttons.rejected.connect(self.close)
        return buttons

    def _choose_source(self) -> None:
        self._folder.setEnabled(self._from_folder.isChecked())
        self._list.setEnabled(self._from_list.isChecked())

    # Choices

    def _recall(self) -> None:
        self._folder.setFilePath(recall("import/folder"))
        self._list.setFilePath(recall("import/list"))
        self._dois.setFilePath(recall("import/dois"))
        self._force.setChecked(recall_flag("import/force"))
        self._load.setChecked(recall_flag("import/load", True))
        by_list = recall_flag("import/by_list")
        self._from_list.setChecked(by_list)
        self._from_folder.setChecked(not by_list)

    def _remember(self) -> None:
        remember("import/folder", self._folder.filePath())
        remember("import/list", self._list.filePath())
        remember("import/dois", self._dois.filePath())
        remember("import/force", self._force.isChecked())
        remember("import/load", self._load.isChecked())
        remember("import/by_list", self._from_list.isChecked())

    def _inputs(self) -> dict[str, Path | None]:
        """The verb's inputs.

        Raises:
            InputError: nothing was chosen.
        """
        by_list = self._from_list.isChecked()
        chosen = (self._list if by_list else self._folder).filePath().strip()
        if not chosen:
            raise InputError(
                tr("No sessions were chosen."),
                advice=tr("Choose a list of sessions.") if by_list else tr("Choose a folder of sessions."),
            )
        return {
            "sessions": None if by_list else Path(chosen),
            "sessions_csv": Path(chosen) if by_list else None,
        }

    def _doi_source(self) -> tuple[Path | None, ZenodoAccess | None]:
        """The file with the DOIs, or what is needed to look them up on Zenodo.

        Raises:
            SeatizenError: the authentication configuration of the settings cannot be read.
        """
        listed = self._dois.filePath().strip()
        if listed:
            return Path(listed), None
        from ..core.zenodo.access import prepare_access

        settings = Settings.load()
        return None, prepare_access(settings.zenodo_url, settings.auth_config)

    # Verbs

    def preview(self) -> None:
        """Say what an import would do."""
        atlas, force = self._atlas, self._force.isChecked()
        try:
            inputs = self._inputs()
            listed, access = self._doi_source()
        except SeatizenError as error:
            self._tell(str(error))
            return
        if atlas is None:
            return

        def verb(feedback: QgsProcessingFeedback) -> list[SessionPreview]:
            from ..core.harvest.local import doi_lookup
            from ..core.sessions.importing import preview_sessions

            with doi_lookup(listed, access, atlas, feedback) as dois:
                return preview_sessions(atlas, **inputs, dois=dois, force_frames=force, feedback=feedback)

        self._start(verb, self._show_preview)

    def start_import(self) -> None:
        """Import in the background."""
        regenerate = self._regenerate.isChecked()
        if regenerate and not self._may_regenerate():
            return
        self._run_import(regenerate)

    def retry(self) -> None:
        """Once more: what is in already is found unchanged, what failed gets another chance."""
        self._run_import(False)

    def _run_import(self, regenerate: bool) -> None:
        atlas, force = self._atlas, self._force.isChecked()
        try:
            inputs = self._inputs()
            listed, access = self._doi_source()
        except SeatizenError as error:
            self._tell(str(error))
            return
        if atlas is None:
            return
        self._remember()

        def verb(feedback: QgsProcessingFeedback) -> ImportReport:
            from ..core.harvest.local import doi_lookup
            from ..core.sessions.importing import import_sessions

            with doi_lookup(listed, access, atlas, feedback) as dois:
                return import_sessions(
                    atlas, **inputs, dois=dois, force_frames=force, regenerate=regenerate, feedback=feedback
                )

        self._start(verb, self._show_report)

    def _start(self, verb: Verb[T], done: Callable[[T], None]) -> None:
        def listen(feedback: TaskFeedback) -> None:
            feedback.stepped.connect(self._tell)
            feedback.progressChanged.connect(self._advance)

        self._task = self._shell.run(
            KEY, tr("Import"), verb, done=done, failed=self._show_error, listen=listen
        )
        self._set_running(self._shell.runner.running(KEY) is not None)

    def _may_regenerate(self) -> bool:
        name = "" if self._atlas is None else self._atlas.name
        question = tr("“{}” will hold these sessions alone afterwards. Start afresh?").format(name)
        answer = QMessageBox.question(self, tr("Start afresh"), question)
        return answer == QMessageBox.StandardButton.Yes

    def _cancel(self) -> None:
        if self._task is not None:
            self._stop.setEnabled(False)
            self._tell(tr("Stopping…"))
            self._task.cancel()

    # What came of it

    def _show_preview(self, sessions: list[SessionPreview]) -> None:
        self._set_running(False)
        self._fill(preview_header(), preview_rows(sessions), sessions)
        troubled = sum(1 for session in sessions if session.problems)
        self._tell(
            tr("{} sessions found, {} of them with remarks. Nothing has been changed.").format(
                len(sessions), troubled
            )
        )

    def _show_report(self, report: ImportReport) -> None:
        self._set_running(False)
        self._retry.setVisible(report.failed > 0 or report.cancelled)
        self._fill(report_header(), report_rows(report), report)
        text = tr(
            "{} sessions imported, {} unchanged, {} failed; {} frames and {} predictions added."
        ).format(
            report.imported, report.unchanged, report.failed, report.frames_added, report.predictions_added
        )
        self._tell(text)
        self._shell.atlas_written()
        if self._load.isChecked() and report.imported:
            self._shell.load_layers()
        if not self.isVisible():
            level = Qgis.MessageLevel.Warning if report.failed else Qgis.MessageLevel.Success
            self._shell.tell(tr("Import"), text, [Way(tr("Show the report"), self.show)], level)

    def _show_error(self, error: SeatizenError) -> None:
        self._set_running(False)
        self._tell(str(error))
        if isinstance(error, Cancelled):
            self._shell.atlas_written()  # the sessions that were finished before are in
        if not self.isVisible():
            self._shell.tell_error(tr("Import"), error, [Way(tr("Open the dialog"), self.show)])

    def _fill(self, header: Sequence[str], rows: Sequence[Sequence[object]], account: object) -> None:
        self._table.fill(rows, account, header)
        self._save.setEnabled(bool(rows))

    def _save_report(self) -> None:
        try:
            path = self._table.save()
        except SeatizenError as error:
            self._tell(str(error))
            return
        if path is not None:
            self._tell(tr("Saved as “{}”.").format(path))

    def _tell(self, text: str) -> None:
        self._said.setText(text)

    def _advance(self, percent: float) -> None:
        self._bar.setRange(0, 100)
        self._bar.setValue(round(percent))

    def _set_running(self, running: bool) -> None:
        if not running:
            self._task = None
        else:
            self._bar.setRange(0, 0)
            self._retry.hide()
        self._bar.setVisible(running)
        self._stop.setEnabled(running)
        for button in (self._import, self._look, self._retry):
            button.setEnabled(not running)


def preview_header() -> tuple[str, ...]:
    """Columns of a preview."""
    return tr("Session"), tr("What happens"), tr("Frames"), tr("Predictions"), tr("Remarks")


def preview_rows(sessions: Sequence[SessionPreview]) -> list[tuple[object, ...]]:
    """One row a session."""
    actions = {
        "add": tr("is added"),
        "update": tr("is updated"),
        "unchanged": tr("stays as it is"),
        "refuse": tr("is refused"),
    }
    return [
        (
            session.name,
            actions.get(session.action, session.action),
            session.frames,
            session.predictions,
            "\n".join(session.problems),
        )
        for session in sessions
    ]


def report_header() -> tuple[str, ...]:
    """Columns of a report."""
    return tr("Session"), tr("What happened"), tr("Frames added"), tr("Predictions added"), tr("Remarks")


def report_rows(report: ImportReport) -> list[tuple[object, ...]]:
    """One row a session."""
    statuses = {
        "added": tr("added"),
        "updated": tr("updated"),
        "unchanged": tr("unchanged"),
        "failed": tr("failed"),
        "cancelled": tr("cancelled"),
        "not kept": tr("not kept"),
    }
    return [
        (
            outcome.name,
            statuses.get(outcome.status, outcome.status),
            outcome.frames_added,
            outcome.predictions_added,
            outcome.message,
        )
        for outcome in report.sessions
    ]
