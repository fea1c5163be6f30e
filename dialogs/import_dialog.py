# SPDX-License-Identifier: GPL-2.0-or-later
"""Import of session folders: choose, look, import, retry what failed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from ..core.conveyor import Status, status_names
from ..core.errors import Cancelled, InputError, SeatizenError
from ..core.settings import Settings, know_sessions, recall, recall_flag, remember
from ..core.translation import tr, tr_n
from .report_table import ReportTable
from .shell import Shell
from .verb_dialog import VerbDialog
from .windows import confirmed

if TYPE_CHECKING:
    from ..core.sessions.importing import ImportReport, SessionPreview
    from ..core.zenodo.access import ZenodoAccess


class ImportDialog(VerbDialog):
    """Brings sessions into the current atlas."""

    KEY = "import"
    ALGORITHM = "importsessions"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._unfinished = False
        self.body.addLayout(self._make_sources())
        self.body.addLayout(self._make_choices())
        self._table = ReportTable(preview_header(), self)
        self._table.setAccessibleName(tr("Sessions"))
        self.body.addWidget(self._table, 1)
        self._import = self.add_button(tr("&Import"), self.start_import, starts=True)
        self._retry = self.add_button(
            tr("&Try the rest again"), self.retry, starts=True, ready=lambda: self._unfinished
        )
        self._save = self.add_button(tr("Sa&ve the report…"), lambda: self.save(self._table))
        self._save.setEnabled(False)
        self.add_cancel()
        self._recall()
        self._choose_source()
        self._invite()

    def title(self) -> str:
        return tr("Import sessions")

    def opened(self) -> None:
        self._regenerate.setChecked(False)  # what replaces an atlas is chosen each time

    def atlas_switched(self) -> None:
        self._unfinished = False
        self._fill(preview_header(), [], [])
        self._invite()

    def _invite(self) -> None:
        self.tell(tr("Choose sessions, then look at what an import would do."))

    # Widgets

    def _make_sources(self) -> QGridLayout:
        """Where the sessions are: a folder or a list; and their DOIs."""
        grid = QGridLayout()
        grid.addWidget(QLabel(tr("Into the atlas")), 0, 0)
        grid.addWidget(self._atlas_name, 0, 1)

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
        self._look = self.starter(QPushButton(tr("&Preview")), self.preview)
        self._look.setToolTip(tr("Say what an import would do; nothing is changed."))
        self._look.setDefault(True)
        line.addWidget(self._look)
        return line

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
            self.tell(str(error))
            return
        if atlas is None:
            return

        def verb(feedback: QgsProcessingFeedback) -> list[SessionPreview]:
            from ..core.harvest.local import doi_lookup
            from ..core.sessions.importing import preview_sessions

            with doi_lookup(listed, access, atlas, feedback) as dois:
                return preview_sessions(atlas, **inputs, dois=dois, force_frames=force, feedback=feedback)

        self.start(verb, self._show_preview)

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
            self.tell(str(error))
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

        self.start(verb, self._show_report, self._fell)

    def _may_regenerate(self) -> bool:
        name = "" if self._atlas is None else self._atlas.name
        question = tr("“{}” will hold these sessions alone afterwards. Start afresh?").format(name)
        return confirmed(self, tr("Start afresh"), question)

    # What came of it

    def _show_preview(self, sessions: list[SessionPreview]) -> None:
        self._unfinished = False
        self._fill(preview_header(), preview_rows(sessions), sessions)
        troubled = sum(1 for session in sessions if session.problems)
        found = tr_n("%Ln session(s) found", len(sessions))
        remarks = tr_n("%Ln of them with remarks", troubled)
        self.tell(tr("{found}, {remarks}. Nothing has been changed.").format(found=found, remarks=remarks))

    def _show_report(self, report: ImportReport) -> None:
        cancelled = report.count(Status.CANCELLED)
        self._unfinished = bool(report.failed or cancelled or report.cancelled)
        self._fill(report_header(), report_rows(report), report)
        counts = [
            tr_n("%Ln session(s) imported", report.imported),
            tr_n("%Ln unchanged", report.unchanged),
            tr_n("%Ln failed", report.failed),
        ]
        if cancelled:
            counts.append(tr_n("%Ln not begun", cancelled))
        text = tr("{sessions}; {frames} and {predictions} added.").format(
            sessions=", ".join(counts),
            frames=tr_n("%Ln frame(s)", report.frames_added),
            predictions=tr_n("%Ln prediction(s)", report.predictions_added),
        )
        if report.cancelled:
            text = tr("Stopped; finished sessions are in the atlas. {}").format(text)
        self._regenerate.setChecked(False)
        if report.imported and not self._from_list.isChecked():
            know_sessions(self._folder.filePath())  # their images are looked at from there
        self._shell.atlas_written(self._atlas)
        if self._load.isChecked() and report.imported:
            self._shell.load_layers(self._atlas)
        self.conclude(text, troubled=self._unfinished)

    def _fell(self, error: SeatizenError) -> None:
        if isinstance(error, Cancelled):
            self._shell.atlas_written(self._atlas)  # the sessions that were finished before are in

    def _fill(self, header: Sequence[str], rows: Sequence[Sequence[object]], account: object) -> None:
        self._table.fill(rows, account, header)
        self._save.setEnabled(bool(rows))
        self.update_buttons()


def preview_header() -> tuple[str, ...]:
    """Columns of a preview."""
    return tr("Session"), tr("What happens"), tr("Frames"), tr("Predictions"), tr("Remarks")


def preview_rows(sessions: Sequence[SessionPreview]) -> list[tuple[object, ...]]:
    """One row a session."""
    actions = {
        Status.ADDED: tr("is added"),
        Status.UPDATED: tr("is updated"),
        Status.UNCHANGED: tr("stays as it is"),
        Status.FAILED: tr("is refused"),
    }
    return [
        (
            session.name,
            actions[session.action],
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
    statuses = status_names()
    return [
        (
            outcome.name,
            statuses[outcome.status],
            outcome.done.frames_added if outcome.done else 0,
            outcome.done.predictions_added if outcome.done else 0,
            outcome.message,
        )
        for outcome in report.sessions
    ]
