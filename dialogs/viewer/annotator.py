# SPDX-License-Identifier: GPL-2.0-or-later
"""Annotating, for whoever shows frames: the session, its marks, their keys, undo, and saving as one goes.

What is pressed is shown at once and written in the background: the first mark starts a write, and those that
come while it runs go together in the next. Marks say what is there, not what changes, so a write that failed
or was broken off is simply done again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from ...core.annotations.name import SessionKey
from ...core.annotations.own import Annotated, LabelChoice, Mark, annotate, read_labels, read_own
from ...core.errors import AtlasBusy, Cancelled, SeatizenError
from ...core.icons import ICONS
from ...core.settings import recall, remember
from ...core.translation import tr, tr_n
from ..task import TaskFeedback, TaskRunner, Way
from .walker import Latest

if TYPE_CHECKING:
    from ..shell import Shell

_log = logging.getLogger(__name__)
_RETRY = 1000  # milliseconds until a busy atlas is tried again
_KEYS = "annotate/keys"
Said = dict[int, dict[int, bool]]
Step = tuple[tuple[Mark, ...], tuple[Mark, ...]]  # what was there, what was set


class Annotator(QObject):
    """One for the whole plugin; the viewer and the contact sheet show it and press its keys."""

    began = pyqtSignal()
    changed = pyqtSignal()  # on or off, another session, other keys, saved or not
    marked = pyqtSignal(object)  # frames whose marks are other than before; None: any
    saved = pyqtSignal(object)  # frames whose marks are in the atlas now

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._runner = TaskRunner(self, quiet=True)
        self._reading = Latest(self._runner, "own", tr("Reading the annotations"))
        self.atlas: Path | None = None
        self.key: SessionKey | None = None
        self.labels: tuple[LabelChoice, ...] = ()
        self.keys: dict[str, int] = {}
        self.said: Said = {}
        self.trouble = ""
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._unsaved: list[Mark] = []
        self._wrote = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_RETRY)
        self._later.timeout.connect(self._write)
        self.action = QAction(QIcon(str(ICONS / "annotation.svg")), tr("Annotate"), self)
        self.action.setToolTip(tr("Set labels of frames with keys, in an annotation session of your own"))
        self.action.setCheckable(True)
        self.action.triggered.connect(self._toggle)
        shell.atlas_changed.connect(self._read_again)
        shell.closing.connect(self._close)

    # On and off

    @property
    def on(self) -> bool:
        """Whether keys set labels."""
        return self.key is not None

    def start(self, atlas: Path, key: SessionKey) -> None:
        """Annotate from now on in this session, new or not."""
        self.stop()

        def verb(feedback: TaskFeedback) -> tuple[tuple[LabelChoice, ...], Said]:
            return read_labels(atlas), read_own(atlas, key, feedback)

        def done(found: tuple[tuple[LabelChoice, ...], Said]) -> None:
            self.labels, self.said = found
            self.atlas, self.key = atlas, key
            self.keys = keys_of(self.labels, _remembered())
            self._undo.clear()
            self._redo.clear()
            self.action.setChecked(True)
            self.marked.emit(None)
            self.changed.emit()
            self.began.emit()

        def failed(error: SeatizenError) -> None:
            self.action.setChecked(False)
            self._shell.tell_error(tr("Annotate"), error)

        self._reading.start(verb, done, failed)

    def stop(self) -> None:
        """Annotate no more; what is set stays."""
        self._reading.cancel()
        self.action.setChecked(False)
        if self.key is None:
            return
        self._write_rest()
        atlas, wrote = self.atlas, self._wrote
        self.key = None
        self.said = {}
        self._wrote = False
        self.marked.emit(None)
        self.changed.emit()
        if wrote:
            self._shell.atlas_written(atlas)

    def choose(self) -> None:
        """Let the user say who annotates what."""
        from .session_dialog import SessionDialog

        atlas = self._shell.atlas_path
        if atlas is None:
            self.action.setChecked(False)
            self._shell.tell(tr("Annotate"), tr("Open an atlas first."))
            return
        dialog = SessionDialog(atlas, self._shell.window)
        if dialog.exec():
            self.start(atlas, dialog.session())
        else:
            self.action.setChecked(self.on)
        dialog.deleteLater()

    def _toggle(self, on: bool) -> None:
        if on:
            self.choose()
        else:
            self.stop()

    def _read_again(self) -> None:
        """Something else has written to the atlas: our marks may be of frames that are gone."""
        atlas, key = self.atlas, self.key
        if atlas is None or key is None or self._unsaved or self._runner.running("write") is not None:
            return

        def done(said: Said) -> None:
            if key == self.key and not self._unsaved:
                self.said = said
                self.marked.emit(None)

        self._reading.start(lambda feedback: read_own(atlas, key, feedback), done, self._fell)

    # Marks

    def value(self, frame: int, label: int) -> bool | None:
        """What the session says of a label in a frame."""
        return self.said.get(frame, {}).get(label)

    def press(self, frames: Sequence[int], label: int, value: bool | None) -> None:
        """Set a label in frames; where it is so in all of them already, take it back."""
        if value is not None and all(self.value(frame, label) is value for frame in frames):
            value = None
        self.set([Mark(frame, label, value) for frame in frames])

    def set(self, marks: Sequence[Mark]) -> None:
        """Set marks as one step."""
        after = tuple(mark for mark in marks if self.value(mark.frame_id, mark.label_id) is not mark.value)
        if not after or self.key is None:
            return
        before = tuple(
            Mark(mark.frame_id, mark.label_id, self.value(mark.frame_id, mark.label_id)) for mark in after
        )
        self._undo.append((before, after))
        self._redo.clear()
        self._apply(after)

    def undo(self) -> None:
        """Take the last step back."""
        if self._undo:
            self._redo.append(self._undo.pop())
            self._apply(self._redo[-1][0])

    def redo(self) -> None:
        """Take the last undo back."""
        if self._redo:
            self._undo.append(self._redo.pop())
            self._apply(self._undo[-1][1])

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def assign(self, letter: str, label: int) -> None:
        """Give a label another key; an empty one takes its key away."""
        self.keys = {key: other for key, other in self.keys.items() if other != label and key != letter}
        if letter:
            self.keys[letter] = label
        names = {one.id: one.name for one in self.labels}
        remember(_KEYS, ";".join(f"{key}={names[number]}" for key, number in self.keys.items()))
        self.changed.emit()

    def _apply(self, marks: Sequence[Mark]) -> None:
        for mark in marks:
            own = self.said.setdefault(mark.frame_id, {})
            if mark.value is None:
                own.pop(mark.label_id, None)
            else:
                own[mark.label_id] = mark.value
            if not own:
                del self.said[mark.frame_id]
        self._reading.cancel()  # it would bring what was before
        self._unsaved += marks
        self._write()
        self.marked.emit({mark.frame_id for mark in marks})
        self.changed.emit()

    # Saving

    @property
    def unsaved(self) -> int:
        """Marks that are not in the atlas yet."""
        return len(self._unsaved)

    def told(self) -> str:
        """One line about what is saved."""
        if self.trouble:
            return self.trouble
        if self._unsaved:
            return tr("Saving…")
        return tr_n("%Ln frame(s) annotated, everything saved.", len(self.said))

    def _write(self) -> None:
        """Write what is not saved, unless a write is under way: its end calls again."""
        atlas, key, batch = self.atlas, self.key, tuple(self._unsaved)
        if atlas is None or key is None or not batch or self._runner.running("write") is not None:
            return

        def verb(feedback: TaskFeedback) -> Annotated:
            return annotate(atlas, key, batch, feedback)

        def done(_done: Annotated) -> None:
            if key != self.key:
                return
            del self._unsaved[: len(batch)]
            self.trouble = ""
            self._wrote = True
            self.saved.emit({mark.frame_id for mark in batch})
            self.changed.emit()
            self._write()

        self._later.stop()
        self._runner.start("write", tr("Saving annotations"), verb, done=done, failed=self._fell)

    def _fell(self, error: SeatizenError) -> None:
        if self.key is None:
            return
        told = tr_n("%Ln mark(s) not saved yet", len(self._unsaved))
        self.trouble = f"{told}: {error}" if self._unsaved else str(error)
        if isinstance(error, (AtlasBusy, Cancelled)):
            self._later.start()
        else:
            ways = [Way(tr("Try again"), self._write), Way(tr("Forget what is not saved"), self._forget)]
            self._shell.tell_error(tr("Annotate"), error, ways if self._unsaved else ())
        self.changed.emit()

    def _forget(self) -> None:
        self._unsaved.clear()
        self._undo.clear()
        self._redo.clear()
        self.trouble = ""
        self.changed.emit()
        self._read_again()

    def _write_rest(self) -> None:
        """Write now what is left, before there is nobody any more to do it."""
        self._later.stop()
        if not self._unsaved or self.atlas is None or self.key is None:
            return
        self._runner.stop()  # a write that is broken off sets nothing; this one holds all of it
        try:
            annotate(self.atlas, self.key, self._unsaved, QgsFeedback())
            self._wrote = True
        except SeatizenError as error:
            _log.error("%d marks could not be saved: %s", len(self._unsaved), error)
            self._shell.tell_error(tr("Annotate"), error)
        self._unsaved.clear()
        self.trouble = ""

    def _close(self) -> None:
        """The plugin is unloaded."""
        self._reading.cancel()
        self._write_rest()
        self.key = None
        self._runner.stop(0)


def annotator_of(shell: Shell) -> Annotator:
    """The annotator of the plugin, made when it is asked for the first time."""
    found = shell.findChild(Annotator)
    return found if isinstance(found, Annotator) else Annotator(shell)


def keys_of(labels: Iterable[LabelChoice], chosen: Mapping[str, str]) -> dict[str, int]:
    """Letter → label: first what the user chose (letter → name), then for each predicted label, in order, the
    first letter of its name's words that is free, then any of its letters, then any at all."""
    listed = tuple(labels)
    ids = {label.name: label.id for label in listed}
    keys = {letter: ids[name] for letter, name in chosen.items() if name in ids}
    for label in listed:
        if not label.predicted or label.id in keys.values():
            continue
        name = label.name.lower()
        wishes = "".join(word[:1] for word in name.split("_")) + name + "abcdefghijklmnopqrstuvwxyz"
        letter = next((one for one in wishes if "a" <= one <= "z" and one not in keys), None)
        if letter is not None:
            keys[letter] = label.id
    return keys


def _remembered() -> dict[str, str]:
    pairs = (pair.partition("=") for pair in recall(_KEYS).split(";"))
    return {letter: name for letter, _, name in pairs if len(letter) == 1 and name}
