# SPDX-License-Identifier: GPL-2.0-or-later
"""What dialogs share that run verbs: one at a time, with what is said, a bar, and Cancel."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from qgis.core import Qgis
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence, QShowEvent
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import SeatizenError
from ..core.help import algorithm_page
from ..core.translation import tr
from .about import open_help
from .shell import Shell
from .task import TaskFeedback, Verb, VerbTask, Way
from .windows import place

T = TypeVar("T")


class Account(Protocol):
    """A table that the user can save."""

    def save(self) -> Path | None: ...


class VerbDialog(QDialog):
    """A dialog for the current atlas; a subclass fills `body` and calls `start`.

    It lives as long as the shell: whoever closes it finds it as it was left. When another atlas is opened it
    is for that one, as soon as nothing runs any more.

    Attributes:
        KEY: its name, also that of its tasks: one runs at a time.
        SIZE: pixels at the first opening.
        NEEDS_ATLAS: without a current atlas nothing can be started.
        ALGORITHM: id of the algorithm whose page of help tells about it.
    """

    KEY = ""
    SIZE = (940, 600)
    NEEDS_ATLAS = True
    ALGORITHM = ""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._atlas = shell.atlas_path
        self._task: VerbTask | None = None
        self._starters: dict[QPushButton, Callable[[], bool]] = {}
        self.setWindowTitle(self.title())
        place(self, self.KEY, *self.SIZE)

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
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        helps = QToolButton()  # narrow: the row is full in French
        helps.setText("?")
        helps.setToolTip(tr("Help"))
        helps.setAccessibleName(tr("Help"))
        helps.setShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents))
        self.buttons.addButton(helps, QDialogButtonBox.ButtonRole.HelpRole)
        self.buttons.helpRequested.connect(lambda: open_help(shell, algorithm_page(self.ALGORITHM)))
        self._stop = QPushButton(tr("&Cancel"))
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self._cancel)
        self._stop.setEnabled(False)
        layout.addWidget(self.buttons)
        self._atlas_name = QLabel(str(self._atlas or ""))
        self._atlas_name.setToolTip(self._atlas_name.text())
        self._atlas_name.setAccessibleName(tr("Atlas"))
        self._atlas_name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._atlas_name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        shell.atlas_changed.connect(self._follow)

    @classmethod
    def present(cls, shell: Shell) -> QDialog:
        """Show the dialog, made when it is asked for the first time."""
        return shell.show(cls.KEY, lambda: cls(shell, shell.window))

    # What a subclass gives

    @abstractmethod
    def title(self) -> str:
        """The window's title."""

    def opened(self) -> None:
        """The dialog comes up and nothing runs: read again what may have changed meanwhile."""

    def atlas_switched(self) -> None:
        """The dialog is for another atlas now: forget what was shown of the former one."""

    # Buttons

    def add_button(
        self,
        text: str,
        callback: Callable[[], object],
        *,
        starts: bool = False,
        ready: Callable[[], bool] = lambda: True,
    ) -> QPushButton:
        """A button of the last row; one that `starts` a verb is out of reach while another runs."""
        button = QPushButton(text)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        if starts:
            return self.starter(button, callback, ready=ready)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: callback())
        return button

    def add_cancel(self) -> None:
        """Cancel, at its place among the buttons."""
        self.buttons.addButton(self._stop, QDialogButtonBox.ButtonRole.ActionRole)

    def starter(
        self, button: QPushButton, callback: Callable[[], object], *, ready: Callable[[], bool] = lambda: True
    ) -> QPushButton:
        """Make a button start a verb when there is an atlas and `ready` says so.

        Enter in a field presses none of them: a dialog that wants it names one that changes nothing with
        `setDefault`.
        """
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: callback())
        self._starters[button] = ready
        button.setEnabled(self._may_start(ready))
        return button

    def update_buttons(self) -> None:
        """Something has changed that buttons depend on."""
        running = self._task is not None
        for button, ready in self._starters.items():
            button.setEnabled(not running and self._may_start(ready))

    def _may_start(self, ready: Callable[[], bool]) -> bool:
        return (self._atlas is not None or not self.NEEDS_ATLAS) and ready()

    # Running

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
            self._follow()

        def fell(error: SeatizenError) -> None:
            self._set_running(False)
            if failed is not None:
                failed(error)
            self.tell(str(error))
            if not self.isVisible():
                self._shell.tell_error(self.title(), error, [Way(tr("Open the dialog"), self.bring_back)])
            self._follow()

        if self._shell.runner.running(self.KEY) is not None:
            return False
        self._task = self._shell.run(self.KEY, self.title(), verb, done=ended, failed=fell, listen=listen)
        self._set_running(True, bar=not quiet)
        return True

    def tell(self, text: str) -> None:
        """Say something below the tables."""
        self._said.setText(text)

    def conclude(self, text: str, *ways: Way, troubled: bool = False) -> None:
        """Say what came of a run: here, and in the message bar when the dialog was closed meanwhile."""
        self.tell(text)
        if not self.isVisible():
            level = Qgis.MessageLevel.Warning if troubled else Qgis.MessageLevel.Success
            self._shell.tell(self.title(), text, [*ways, Way(tr("Show the report"), self.bring_back)], level)

    def bring_back(self) -> None:
        """Show the dialog as it is."""
        self.show()
        self.raise_()
        self.activateWindow()

    def save(self, table: Account) -> None:
        """Let the user save a table, and say where it went."""
        try:
            path = table.save()
        except SeatizenError as error:
            self.tell(str(error))
            return
        if path is not None:
            self.tell(tr("Saved as “{}”.").format(path))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and self._shell.runner.running(self.KEY) is None:
            self.opened()

    def _follow(self) -> None:
        path = self._shell.atlas_path
        if path == self._atlas or self._shell.runner.running(self.KEY) is not None:
            return
        self._atlas = path
        self._atlas_name.setText(str(path or ""))
        self._atlas_name.setToolTip(self._atlas_name.text())
        self.tell("")
        self.atlas_switched()
        self.update_buttons()

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
        self.update_buttons()
