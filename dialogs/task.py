# SPDX-License-Identifier: GPL-2.0-or-later
"""The one way in which a dialog runs a verb of `core`: beside the event loop, with progress and Cancel."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from qgis.core import Qgis, QgsApplication, QgsProcessingFeedback, QgsTask
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.compat import quiet_task_flags
from ..core.errors import Cancelled, SeatizenError, unexpected
from ..core.translation import tr

_log = logging.getLogger(__name__)
T = TypeVar("T")
Verb = Callable[[QgsProcessingFeedback], T]


@dataclass(frozen=True)
class Way:
    """A way on that a message offers: the text of its button, and what the button does."""

    text: str
    callback: Callable[[], Any]


class TaskFeedback(QgsProcessingFeedback):
    """What a verb says, as signals; whoever lives on the main thread receives them there."""

    stepped = pyqtSignal(str)
    said = pyqtSignal(str, Qgis.MessageLevel)

    def __init__(self) -> None:
        super().__init__(False)  # it writes to the plugin's own log below, not to Processing's

    def setProgressText(self, text: str) -> None:
        self.stepped.emit(text)

    def pushInfo(self, info: str) -> None:
        _log.info("%s", info)
        self.said.emit(info, Qgis.MessageLevel.Info)

    def pushWarning(self, warning: str) -> None:
        _log.warning("%s", warning)
        self.said.emit(warning, Qgis.MessageLevel.Warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        _log.error("%s", error)
        self.said.emit(error, Qgis.MessageLevel.Critical)


class VerbTask(QgsTask):
    """Runs one verb; keeps its result or its error until the main thread asks."""

    def __init__(
        self, title: str, verb: Verb[Any], ended: Callable[[VerbTask], None], *, quiet: bool = False
    ) -> None:
        super().__init__(title, quiet_task_flags() if quiet else QgsTask.Flag.CanCancel)
        self.title = title
        self.feedback = TaskFeedback()
        self.feedback.progressChanged.connect(self.setProgress)
        self.result: Any = None
        self.error: SeatizenError | None = None
        self.working = False
        self._verb = verb
        self._ended: Callable[[VerbTask], None] | None = ended

    def run(self) -> bool:
        """On a worker thread. Nothing may escape: outside QGIS Desktop an exception ends the process."""
        self.working = True
        try:
            self.result = self._verb(self.feedback)
        except SeatizenError as error:
            if error.details:
                _log.error("%s: %s (%s)", self.title, error, error.details)
            self.error = error
        except Exception as error:
            _log.exception("%s failed", self.title)
            self.error = SeatizenError(unexpected(self.title, error))
        finally:
            self.working = False
        return self.error is None

    def cancel(self) -> None:
        """Ask the verb to stop; it ends at its next step."""
        self.feedback.cancel()
        super().cancel()

    def finished(self, result: bool) -> None:
        """On the main thread, once, whether the verb ran, failed, or was cancelled before it began.

        What is told of it waits a moment: QGIS says “Task complete” right after this, on top of it.
        """
        if not result and self.error is None:
            self.error = Cancelled(tr("Cancelled."))
        QTimer.singleShot(0, lambda: self._tell())

    def _tell(self) -> None:
        ended, self._ended = self._ended, None
        if ended is not None:
            ended(self)

    def abandon(self) -> None:
        """Forget who waits for the end: they are about to vanish."""
        self._ended = None


class TaskRunner(QObject):
    """Starts tasks, each key once at a time, and keeps them alive until they have ended.

    Args:
        quiet: the tasks are small and many: QGIS need not show them.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self._quiet = quiet
        self._tasks: dict[str, VerbTask] = {}

    def start(
        self,
        key: str,
        title: str,
        verb: Verb[T],
        *,
        done: Callable[[T], None],
        failed: Callable[[SeatizenError], None],
        listen: Callable[[TaskFeedback], None] | None = None,
    ) -> VerbTask | None:
        """Run `verb` in the background; afterwards `done` or `failed` is called on the main thread.

        `listen` connects to the feedback before the verb begins, so that it misses nothing.

        Returns None, and starts nothing, while a task of the same key runs: the second click of a double
        click must not begin a second job.
        """
        if key in self._tasks:
            return None

        def ended(task: VerbTask) -> None:
            del self._tasks[key]
            self.changed.emit()
            if task.error is not None:
                failed(task.error)
            else:
                done(task.result)

        task = VerbTask(title, verb, ended, quiet=self._quiet)
        if listen is not None:
            listen(task.feedback)
        self._tasks[key] = task
        self.changed.emit()
        QgsApplication.taskManager().addTask(task)
        return task

    def running(self, key: str) -> VerbTask | None:
        """The task of that key, while it runs."""
        return self._tasks.get(key)

    def tasks(self) -> Sequence[VerbTask]:
        """All tasks that run, oldest first."""
        return tuple(self._tasks.values())

    def stop(self, seconds: float = 5.0) -> None:
        """Cancel everything and wait a moment: the plugin is about to be unloaded."""
        deadline = time.monotonic() + seconds
        tasks, self._tasks = list(self._tasks.values()), {}
        for task in tasks:
            task.abandon()
            task.cancel()
        # Not waitForFinished, which waits forever for a task that had not begun; nor status(), which moves
        # on in the event loop only.
        while any(task.working for task in tasks) and time.monotonic() < deadline:
            time.sleep(0.02)
