# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock “Seatizen Atlas”: what the current atlas holds, and what can be done with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QLocale, QSize, Qt
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QAction,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import Cancelled, SeatizenError
from ..core.settings import recall, remember
from ..core.translation import tr
from .actions import DockAction, sections
from .report_table import moment

if TYPE_CHECKING:
    from ..core.upkeep.summary import AtlasSummary
    from .shell import Shell
    from .task import VerbTask

Entry = tuple[DockAction, QAction]
KEY = "summary"


class AtlasDock(QgsDockWidget):
    """Shows the current atlas and a button for every action.

    The atlas is read in the background, when somebody opens the dock and whenever the atlas has changed. At
    start-up nothing is read: the figures are those of the last time.
    """

    def __init__(self, shell: Shell, entries: Sequence[Entry], refresh: QAction, parent: QWidget) -> None:
        super().__init__(tr("Seatizen Atlas"), parent)
        self.setObjectName("SeatizenAtlasDock")
        self._shell = shell
        self._starting = True
        self._outdated = True
        self._values: dict[str, QLabel] = {}
        self._progress: dict[VerbTask, _Progress] = {}

        body = QWidget()
        layout = QVBoxLayout(body)
        layout.addWidget(self._make_head(refresh))
        self._running = QVBoxLayout()
        layout.addLayout(self._running)
        self._buttons: list[tuple[QWidget, bool]] = []  # with each, whether it wants an atlas
        for key, heading in sections().items():
            here = [entry for entry in entries if entry[0].section == key]
            if here:
                self._buttons.append((_heading(heading), all(entry.needs_atlas for entry, _action in here)))
                self._buttons += [(self._make_button(*entry), entry[0].needs_atlas) for entry in here]
        for widget, _needs_atlas in self._buttons:
            layout.addWidget(widget)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        self.setWidget(scroll)
        self.setMinimumWidth(body.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width())

        shell.atlas_changed.connect(self.refresh)
        shell.atlas_loaded.connect(self.refresh)
        shell.runner.changed.connect(self._show_tasks)
        self._show_atlas()

    # The head: which atlas, and its figures

    def _make_head(self, refresh: QAction) -> QWidget:
        head = QWidget()
        outer = QVBoxLayout(head)
        outer.setContentsMargins(0, 0, 0, 0)
        self._empty = QLabel(
            tr("No atlas is open yet. Bring the published one, open one that you have, or make a new one.")
        )
        self._empty.setWordWrap(True)
        self._empty.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

        self._page = QWidget()
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        self._name = QLabel()
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        line.addWidget(self._name, 1)
        again = QToolButton()
        again.setDefaultAction(refresh)
        again.setAutoRaise(True)
        again.setAccessibleName(refresh.text())
        line.addWidget(again)
        layout.addLayout(line)
        self._folder = QLabel()
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._folder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self._folder)
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        layout.addWidget(self._trouble)
        form = QFormLayout()
        form.setContentsMargins(0, 4, 0, 4)
        form.setVerticalSpacing(2)
        for key, label in (
            ("sessions", tr("Sessions")),
            ("frames", tr("Frames")),
            ("predictions", tr("Predictions")),
            ("annotations", tr("Annotations")),
            ("last_script", tr("Last script")),
            ("last_harvest", tr("Last harvest")),
        ):
            value = QLabel()
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setWordWrap(True)
            value.setAccessibleName(label)
            value.setObjectName(key)
            self._values[key] = value
            form.addRow(label, value)
        layout.addLayout(form)

        outer.addWidget(self._empty)
        outer.addWidget(self._page)
        return head

    def _make_button(self, entry: DockAction, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(20, 20))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(entry.text)
        button.setAccessibleDescription(entry.tip)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Read the atlas when somebody opens the dock; QGIS showing it at start-up is nobody."""
        super().showEvent(event)
        if self._starting:
            self._starting = False
        elif self._outdated:
            self._read()

    def started(self) -> None:
        """Start-up is over although the dock stayed closed: the next who opens it wants figures."""
        self._starting = False

    def refresh(self) -> None:
        """Read the current atlas again, at once if the dock can be seen and otherwise when it is."""
        self._outdated = True
        self._show_atlas()
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        path = self._shell.atlas_path
        if path is None:
            return
        if self._shell.runner.running(KEY) is not None:
            return  # it finds the figures outdated when it ends, and reads again
        self._outdated = False

        def verb(feedback: QgsProcessingFeedback) -> AtlasSummary:
            from ..core.upkeep.summary import summarise

            return summarise(path)

        def done(summary: AtlasSummary) -> None:
            self._ended(path, summary, None)

        def failed(error: SeatizenError) -> None:
            self._ended(path, None, error)

        for value in self._values.values():
            value.setText("…")
        self._shell.run(KEY, tr("Reading the atlas"), verb, done=done, failed=failed)

    def _ended(self, path: Path, summary: AtlasSummary | None, error: SeatizenError | None) -> None:
        if self._outdated or path != self._shell.atlas_path:
            self.refresh()
        elif summary is not None:
            figures = _figures(summary)
            self._show_figures(figures)
            remember("figures", json.dumps({"path": str(path), "figures": figures}))
        elif isinstance(error, Cancelled):
            self._show_figures({})
        elif error is not None:
            self._show_figures({})
            self._trouble.setText(str(error))
            self._trouble.show()

    def _show_atlas(self) -> None:
        """The atlas's name, and its figures as they were read the last time."""
        path = self._shell.atlas_path
        self._empty.setVisible(path is None)
        self._page.setVisible(path is not None)
        for widget, needs_atlas in self._buttons:
            widget.setVisible(path is not None or not needs_atlas)
        self._trouble.hide()
        if path is not None:
            self._name.setText(path.name)
            self._name.setToolTip(str(path))
            self._folder.setText(str(path.parent))
            self._folder.setToolTip(str(path))
        known = json.loads(recall("figures", "{}"))
        self._show_figures(known.get("figures", {}) if known.get("path") == str(path) else {})

    def _show_figures(self, figures: dict[str, str]) -> None:
        for key, value in self._values.items():
            value.setText(figures.get(key, "–"))

    # What runs

    def _show_tasks(self) -> None:
        tasks = self._shell.runner.tasks()
        for task in [task for task in self._progress if task not in tasks]:
            widget = self._progress.pop(task)
            self._running.removeWidget(widget)
            widget.deleteLater()
        for task in tasks:
            if task not in self._progress:
                self._progress[task] = _Progress(task)
                self._running.addWidget(self._progress[task])


class _Progress(QWidget):
    """One running task: its name, its step, a bar and Cancel."""

    def __init__(self, task: VerbTask) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        self._step = QLabel(task.title)
        self._step.setWordWrap(True)
        layout.addWidget(self._step)
        line = QHBoxLayout()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.title)
        line.addWidget(self._bar, 1)
        self._cancel = QToolButton()
        self._cancel.setText(tr("Cancel"))
        self._cancel.setAccessibleName(tr("Cancel {}").format(task.title))
        self._cancel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cancel.clicked.connect(self._stop)
        line.addWidget(self._cancel)
        layout.addLayout(line)
        self._task = task
        task.feedback.stepped.connect(self._step.setText)
        task.feedback.progressChanged.connect(self._advance)

    def _advance(self, percent: float) -> None:
        if self._bar.maximum() == 0:
            self._bar.setRange(0, 100)
        self._bar.setValue(round(percent))

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._step.setText(tr("Stopping…"))
        self._task.cancel()


def _figures(summary: AtlasSummary) -> dict[str, str]:
    """The figures as they are shown."""
    locale = QLocale()
    script = f"{summary.last_script:02d}"
    if summary.needs_migration:
        script = tr("{}, needs migration").format(script)
    return {
        "sessions": locale.toString(summary.sessions),
        "frames": locale.toString(summary.frames),
        "predictions": locale.toString(summary.predictions),
        "annotations": locale.toString(summary.annotations),
        "last_script": script,
        "last_harvest": moment(summary.last_harvest) if summary.last_harvest else tr("never"),
    }


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    label.setContentsMargins(0, 8, 0, 0)
    return label
