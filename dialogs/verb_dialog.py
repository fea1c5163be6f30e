# SPDX-License-Identifier: GPL-2.0-or-later
"""What dialogs share that run verbs: one at a time, with what is said, a bar, and Cancel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import SeatizenError
from ..core.translation import tr
from .task import TaskFeedback, Verb, VerbTask, Way

if TYPE_CHECKING:
    from .shell import Shell

T = TypeVar("T")


class Account(Protocol):
    """A table that the user can save."""

    def save(self) -> Path | None: ...


class VerbDialog(QDialog):
    """A dialog for the current atlas; a subclass fills `body` and calls `start`."""

    KEY = ""

    def __init__(self, shell: Shell, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._shell = shell
        self._title = title
        self._atlas = shell.atlas_path
        self._task: VerbTask | None = None
        self._starters: list[QPushButton] = []

        layout = QVBoxLayout(self)
        self.body = QVBoxLayout()
        layout.addLayout(self.body, 1)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._said)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.hide()
        layout.addWidget(self._bar)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.close)
        self._stop = QPushButton(tr("&Cancel"))
        self._stop.clicked.connect(self._cancel)
        self._stop.setEnabled(False)
        layout.addWidget(self.buttons)

    def add_button(self, text: str, callback: Callable[[], object], *, starts: bool = False) -> QPushButton:
        """A button of the last row; one that `starts` a verb is out of reach while another runs."""
        button = QPushButton(text)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.starter(button, callback) if starts else button.clicked.connect(
            lambda _checked=False: callback()
        )
        return button

    def add_cancel(self) -> None:
        """Cancel, at its place among the buttons."""
        self.buttons.addButton(self._stop, QDialogButtonBox.ButtonRole.ActionRole)

    def starter(self, button: QPushButton, callback: Callable[[], object]) -> QPushButton:
        """Make a button start a verb."""
        button.clicked.connect(lambda _checked=False: callback())
        self._starters.append(button)
        return button

    def start(
        self,
        verb: Verb[T],
        done: Callable[[T], None],
        failed: Callable[[SeatizenError], None] | None = None,
        *,
        quiet: bool = False,
    ) -> bool:
        """Run a verb in the background; False when one runs already.

        Args:
            failed: called before the error is shown.
            quiet: a short reading, without a bar.
        """

        def listen(feedback: TaskFeedback) -> None:
            feedback.stepped.connect(self.tell)
            feedback.progressChanged.connect(self._advance)

        def ended(result: T) -> None:
            self._set_running(False)
            done(result)

        def fell(error: SeatizenError) -> None:
            self._set_running(False)
            if failed is not None:
                failed(error)
            self.tell(str(error))
            if not self.isVisible():
                self._shell.tell_error(self._title, error, [Way(tr("Open the dialog"), self.show)])

        if self._shell.runner.running(self.KEY) is not None:
            return False
        task = self._shell.run(self.KEY, self._title, verb, done=ended, failed=fell, listen=listen)
        running = self._shell.runner.running(self.KEY)
        self._task = task if running is not None else None
        self._set_running(running is not None, bar=not quiet)
        return True

    def tell(self, text: str) -> None:
        """Say something below the tables."""
        self._said.setText(text)

    def save(self, table: Account) -> None:
        """Let the user save a table, and say where it went."""
        try:
            path = table.save()
        except SeatizenError as error:
            self.tell(str(error))
            return
        if path is not None:
            self.tell(tr("Saved as “{}”.").format(path))

    def _cancel(self) -> None:
        if self._task is not None:
            self._stop.setEnabled(False)
            self.tell(tr("Stopping…"))
            self._task.cancel()

    def _advance(self, percent: float) -> None:
        self._bar.setRange(0, 100)
        self._bar.setValue(round(percent))

    def _set_running(self, running: bool, *, bar: bool = True) -> None:
        if not running:
            self._task = None
        self._bar.setRange(0, 0)
        self._bar.setVisible(running and bar)
        self._stop.setEnabled(running)
        for button in self._starters:
            button.setEnabled(not running)
