# SPDX-License-Identifier: GPL-2.0-or-later
"""Migration: the numbered scripts to read and to run, what a dry run touches, and the backups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtGui import QFontDatabase
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import SeatizenError
from ..core.settings import recall, recall_flag, remember
from ..core.translation import tr, tr_description, tr_n
from .released_layers import ReleasedLayers
from .report_table import ReportTable
from .shell import Shell
from .stillness import layers_of
from .task import Verb, Way
from .verb_dialog import VerbDialog
from .windows import confirmed

if TYPE_CHECKING:
    from ..core.upkeep.backup import Backup
    from ..core.upkeep.migrations import MigrationReport, MigrationState, Script

T = TypeVar("T")
Found = tuple["MigrationState | SeatizenError", "tuple[Backup, ...]"]


class MigrateDialog(VerbDialog):
    """Brings the current atlas to the plugin's last script, or runs scripts of the user's own."""

    KEY = "migrate"
    ALGORITHM = "migrateatlas"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._state: MigrationState | None = None
        self._shown = False
        self.body.addLayout(self._make_head())
        self._tabs = QTabWidget()
        self._tabs.addTab(self._make_scripts(), tr("&Scripts"))
        self._tabs.addTab(self._make_rows(), tr("Ro&ws touched"))
        self._tabs.addTab(self._make_backups(), tr("&Backups"))
        self.body.addWidget(self._tabs, 1)
        self._pending = self.add_button(tr("&Run all pending"), self.run_pending, starts=True)
        self._one = self.add_button(tr("Run &this one"), self.run_selected, starts=True)
        self._dry = self.add_button(tr("&Dry run"), self.dry_run, starts=True)
        self._dry.setToolTip(tr("Run the pending scripts, count the rows that they touch, and undo all."))
        self._dry.setDefault(True)
        self._save_button = self.add_button(tr("Sa&ve the report…"), lambda: self.save(self._rows))
        self._save_button.setEnabled(False)
        self.add_cancel()

    def title(self) -> str:
        return tr("Migrate atlas")

    def opened(self) -> None:
        self.read()

    def atlas_switched(self) -> None:
        self._rows.fill([], [])
        self._save_button.setEnabled(False)
        self.read()

    # Widgets

    def _make_head(self) -> QGridLayout:
        grid = QGridLayout()
        grid.addWidget(QLabel(tr("Atlas")), 0, 0)
        grid.addWidget(self._atlas_name, 0, 1)
        self._where = QLabel()
        self._where.setWordWrap(True)
        grid.addWidget(self._where, 1, 1)
        self._folder = QgsFileWidget()
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setDialogTitle(tr("Folder of scripts"))
        self._folder.setAccessibleName(tr("Folder of scripts"))
        self._folder.lineEdit().setPlaceholderText(tr("the plugin's own scripts"))
        self._folder.setFilePath(recall("migrate/folder"))
        self._folder.fileChanged.connect(lambda _path: self.read())
        label = QLabel(tr("&Folder of scripts"))
        label.setBuddy(self._folder)
        grid.addWidget(label, 2, 0)
        grid.addWidget(self._folder, 2, 1)
        self._backup = QCheckBox(tr("Make a bac&kup before the first change"))
        self._backup.setChecked(recall_flag("migrate/backup", True))
        grid.addWidget(self._backup, 3, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _make_scripts(self) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        self._scripts = ReportTable(script_header(), splitter)
        self._scripts.setAccessibleName(tr("Scripts"))
        self._scripts.itemSelectionChanged.connect(self._show_script)
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(0, 0, 0, 0)
        self._description = QLabel()
        self._description.setWordWrap(True)
        layout.addWidget(self._description)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName(tr("Text of the script"))
        layout.addWidget(self._text, 1)
        splitter.addWidget(self._scripts)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        return splitter

    def _make_rows(self) -> QWidget:
        self._rows = ReportTable(change_header(), wide=1)
        self._rows.setAccessibleName(tr("Rows touched per table"))
        return self._rows

    def _make_backups(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        self._backups = ReportTable(backup_header(), page)
        self._backups.setAccessibleName(tr("Backups of the atlas"))
        layout.addWidget(self._backups, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.starter(QPushButton(tr("R&estore…")), self.restore))
        layout.addLayout(line)
        return page

    # Reading

    def _scripts_folder(self) -> Path | None:
        chosen = self._folder.filePath().strip()
        return Path(chosen) if chosen else None

    def read(self, said: str = "") -> None:
        """Read where the atlas stands and which backups there are; `said` stays to be read."""
        atlas, folder = self._atlas, self._scripts_folder()
        if atlas is None:
            return

        def verb(feedback: QgsProcessingFeedback) -> Found:
            from ..core.upkeep.backup import list_backups
            from ..core.upkeep.migrations import migration_state

            backups = list_backups(atlas)
            try:
                return migration_state(atlas, folder), backups
            except SeatizenError as error:
                return error, backups  # a damaged atlas can still be replaced by a backup

        self.start(verb, lambda found: self._show_state(found, said), quiet=True)

    def _show_state(self, found: Found, said: str) -> None:
        state, backups = found
        self._backups.fill(backup_rows(backups), backups)
        if isinstance(state, SeatizenError):
            self._state = None
            self._scripts.fill([], [])
            self._where.setText("")
            self.tell(said or str(state))
            return
        self._state = state
        pending = state.pending
        self._where.setText(
            tr("At script {last:02d}; {waiting}.").format(
                last=state.last_script, waiting=tr_n("%Ln script(s) to run", len(pending))
            )
            if pending
            else tr("At script {:02d}: nothing is pending.").format(state.last_script)
        )
        self._scripts.fill(script_rows(state), [])
        self._select(pending[0].number if pending else state.last_script)
        self.tell("\n".join(filter(None, (said, *state.notes))))

    def _select(self, number: int) -> None:
        for row in range(self._scripts.rowCount()):
            if int(self._scripts.item(row, 0).text()) == number:
                self._scripts.selectRow(row)

    def _selected(self) -> Script | None:
        items = self._scripts.selectedItems()
        if not items or self._state is None:
            return None
        number = int(self._scripts.item(items[0].row(), 0).text())
        return next((script for script in self._state.scripts if script.number == number), None)

    def _show_script(self) -> None:
        script = self._selected()
        self._description.setText("" if script is None else tr_description(script.description))
        self._text.setPlainText("" if script is None else script.text)

    # Running

    def run_pending(self) -> None:
        """Run all pending scripts in order."""
        self._migrate("pending", dry_run=False)

    def run_selected(self) -> None:
        """Run the script that is selected."""
        script = self._selected()
        if script is None:
            self.tell(tr("Select a script in the list."))
            return
        self._migrate(script.number, dry_run=False)

    def dry_run(self) -> None:
        """Run the pending scripts and undo them."""
        self._migrate("pending", dry_run=True)

    def _migrate(self, script: int | str, *, dry_run: bool) -> None:
        atlas, folder, backup = self._atlas, self._scripts_folder(), self._backup.isChecked()
        if atlas is None:
            return
        remember("migrate/folder", self._folder.filePath())
        remember("migrate/backup", backup)

        def verb(feedback: QgsProcessingFeedback) -> MigrationReport:
            from ..core.map.stored_styles import store_styles
            from ..core.upkeep.migrations import migrate_atlas

            return migrate_atlas(
                atlas,
                script=script,
                scripts_folder=folder,
                backup=backup,
                dry_run=dry_run,
                dress=store_styles,
                feedback=feedback,
            )

        self._start_alone(atlas, verb, self._show_report)

    def _start_alone(self, atlas: Path, verb: Verb[T], done: Callable[[T], None]) -> None:
        """Run a verb while the project's layers let go of the atlas."""
        if self._shell.runner.running(self.KEY) is not None:
            return
        self._shown = bool(layers_of(atlas))
        try:
            released = ReleasedLayers(atlas)
        except SeatizenError as error:
            self.tell(str(error))
            return

        def ended(result: T) -> None:
            try:
                done(result)
            finally:
                released.restore()  # last: what reads its data again forgets its selection

        def failed(error: SeatizenError) -> None:
            self._shell.atlas_written(atlas)  # scripts that ended before the fault stay
            self.read(str(error))
            released.restore()

        self.start(verb, ended, failed)

    def _show_report(self, report: MigrationReport) -> None:
        self._rows.fill(change_rows(report), report)
        self._save_button.setEnabled(bool(report.applied))
        count = len(report.applied)
        if report.dry_run:
            self._tabs.setCurrentIndex(1)
            tried = tr_n("%Ln script(s) tried and undone", count)
            self.conclude(tr("{}: nothing has been changed.").format(tried))
        elif report.applied:
            text = tr("{scripts}; “{atlas}” is at script {last:02d}.").format(
                scripts=tr_n("%Ln script(s) run", count), atlas=report.path.name, last=report.last_script
            )
            self._shell.atlas_written(report.path)
            load = Way(tr("Load layers"), lambda: self._shell.load_layers(report.path))
            self.conclude(text, *([] if self._shown else [load]))
            self.read(text)
        else:
            self.conclude(tr("Nothing was pending."))

    # Backups

    def restore(self) -> None:
        """Put the selected backup in the place of the atlas, after a question."""
        items = self._backups.selectedItems()
        known = self._backups.report
        atlas = self._atlas
        if not items or atlas is None or not isinstance(known, tuple):
            self.tell(tr("Select a backup in the list."))
            return
        name = self._backups.item(items[0].row(), 3).text()
        backup = next(one for one in known if one.path.name == name)
        question = tr(
            "Put “{backup}” in the place of “{atlas}”? What was changed in the atlas since then is lost; "
            "the backup stays."
        ).format(backup=name, atlas=atlas.name)
        if not confirmed(self, tr("Restore a backup"), question):
            return

        def verb(feedback: QgsProcessingFeedback) -> Path:
            from ..core.upkeep.backup import restore_backup

            return restore_backup(atlas, backup.path, feedback=feedback)

        self._start_alone(atlas, verb, self._restored)

    def _restored(self, path: Path) -> None:
        self._shell.atlas_written(path)
        text = tr("“{}” is again what it was.").format(path.name)
        self.conclude(text)
        self.read(text)


def script_header() -> tuple[str, ...]:
    """Columns of the list of scripts."""
    return tr("Number"), tr("State"), tr("Name")


def script_rows(state: MigrationState) -> list[tuple[object, ...]]:
    """One row a script."""
    words = {"pending": tr("pending"), "behind": tr("behind"), "ran": tr("ran")}
    return [
        (
            script.number,
            words[_standing(script.number, state)],
            script.name.replace("_", " "),
        )
        for script in state.scripts
    ]


def _standing(number: int, state: MigrationState) -> str:
    if number > state.last_script:
        return "pending"
    return "behind" if number in state.behind else "ran"


def change_header() -> tuple[str, ...]:
    """Columns of the account of rows."""
    return tr("Script"), tr("Table"), tr("Rows touched"), tr("Rows before"), tr("Rows after")


def change_rows(report: MigrationReport) -> list[tuple[object, ...]]:
    """One row a script and table."""
    return [
        (script.number, change.table, change.touched, change.rows_before, change.rows_after)
        for script in report.applied
        for change in script.tables
    ]


def backup_header() -> tuple[str, ...]:
    """Columns of the list of backups."""
    return tr("Made"), tr("Before script"), tr("Size"), tr("File")


def backup_rows(backups: Sequence[Backup]) -> list[tuple[object, ...]]:
    """One row a backup."""
    locale = QLocale()
    return [
        (
            backup.taken,
            backup.before_script,
            locale.formattedDataSize(backup.size),
            backup.path.name,
        )
        for backup in backups
    ]
