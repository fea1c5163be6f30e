# SPDX-License-Identifier: GPL-2.0-or-later
"""The labels with their keys, and what one's own session says of them in the frames that are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from qgis.PyQt.QtCore import (
    QAbstractTableModel,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.reading.frames import FrameFacts, Score
from ...core.translation import tr, tr_n
from .annotator import Annotator
from .scores_view import number

_NO_INDEX = QModelIndex()
_KEY, _LABEL, _MINE, _MODEL = range(4)
_PLAIN = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class LabelsModel(QAbstractTableModel):
    """Key, label, what one's own session says, and the score when there is one frame."""

    def __init__(self, annotator: Annotator, parent: QWidget) -> None:
        super().__init__(parent)
        self._annotator = annotator
        self._frames: Sequence[int] = ()
        self._scores: Mapping[int, Score] = {}
        self._letters: dict[int, str] = {}
        self._counts: dict[int, tuple[int, int]] = {}

    def reset(self) -> None:
        """Other labels or other keys."""
        self.beginResetModel()
        self._letters = {label: letter for letter, label in self._annotator.keys.items()}
        self._counts.clear()
        self.endResetModel()

    def show_frames(self, frames: Sequence[int], scores: Mapping[int, Score]) -> None:
        """Other frames, or other marks in them."""
        self._frames, self._scores = frames, scores
        self._counts.clear()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, _MODEL))

    def label(self, row: int) -> int:
        return self._annotator.labels[row].id

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._annotator.labels)

    def columnCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Key"), tr("Label"), tr("Mine"), tr("Model"))[section]
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _KEY else flags

    def setData(self, index: QModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        letter = str(value).strip().lower()
        if role != Qt.ItemDataRole.EditRole or not (
            letter == "" or (len(letter) == 1 and _is_letter(letter))
        ):
            return False
        self._annotator.assign(letter, self.label(index.row()))
        return True

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        label = self._annotator.labels[index.row()]
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            score = self._scores.get(label.id)
            return (
                self._letters.get(label.id, "").upper(),
                label.name.replace("_", " "),
                self._mine(label.id),
                number(score.score) if score else "",
            )[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return label.description or label.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = {_MINE: self._in_words(label.id)}.get(column, str(self.data(index)))
            return f"{label.name}, {said}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column != _LABEL:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.FontRole and (
            column == _KEY
            or (column == _MODEL and label.id in self._scores and self._scores[label.id].present)
        ):
            font = self.parent().font()
            font.setBold(True)
            return font
        return None

    def _count(self, label: int) -> tuple[int, int]:
        """In how many of the frames it is present, and absent."""
        if label not in self._counts:
            values = [self._annotator.value(frame, label) for frame in self._frames]
            self._counts[label] = values.count(True), values.count(False)
        return self._counts[label]

    def _mine(self, label: int) -> str:
        present, absent = self._count(label)
        frames = len(self._frames)
        if not present and not absent:
            return ""
        if present == frames or absent == frames:
            return "✓" if present else "✗"
        told = ((QLocale().toString(present), "✓", present), (QLocale().toString(absent), "✗", absent))
        return " ".join(f"{count}{sign}" for count, sign, some in told if some)

    def _in_words(self, label: int) -> str:
        present, absent = self._count(label)
        if len(self._frames) == 1:
            return tr("present") if present else tr("absent") if absent else tr("not annotated")
        return tr("present in {present}, absent in {absent} of {frames}").format(
            present=present, absent=absent, frames=len(self._frames)
        )


class AnnotatePanel(QWidget):
    """Sets labels of the frames that it was given; `attend` lends its keys to other widgets."""

    def __init__(self, annotator: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.annotator = annotator
        self._atlas: Path | None = None
        self._frames: Sequence[int] = ()
        self._scores: Mapping[int, Score] = {}
        self._model = LabelsModel(annotator, self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._model)
        self._proxy.setFilterKeyColumn(_LABEL)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = QTableView()
        self.table.setModel(self._proxy)
        self.table.setAccessibleName(tr("Labels and what you say of them"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 4)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(10)
        header.setSectionResizeMode(_LABEL, QHeaderView.ResizeMode.Stretch)
        wide = self.fontMetrics().averageCharWidth()
        for column, size in ((_KEY, 8), (_MINE, 9), (_MODEL, 9)):
            self.table.setColumnWidth(column, wide * size)
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find a label"))
        self._find.setAccessibleName(tr("Find a label"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._proxy.setFilterFixedString)
        self._find.returnPressed.connect(self._enter_table)
        self._who = QLabel()
        self._who.setWordWrap(True)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._hint = QLabel(
            tr(
                "Key: present; Shift+key: absent; once more: taken back. On a row: +, − and Delete; F2 "
                "changes its key. Ctrl+Z undoes, Ctrl+Y redoes."
            )
        )
        self._hint.setWordWrap(True)
        self._other = self._button(tr("Begin…"), annotator.choose)
        self._undo = self._button(tr("Undo"), annotator.undo)
        self._redo = self._button(tr("Redo"), annotator.redo)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._who, 1)
        top.addWidget(self._other)
        bottom.addStretch(1)
        bottom.addWidget(self._undo)
        bottom.addWidget(self._redo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self._find)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._hint)
        layout.addWidget(self._told)
        layout.addLayout(bottom)
        self.attend(self.table)
        annotator.changed.connect(self._show_state)
        annotator.marked.connect(self._show_marks)
        self._labels: object = None
        self._show_state()

    def show_frames(self, atlas: Path | None, frames: Sequence[int], facts: FrameFacts | None = None) -> None:
        """The frames that are looked at."""
        self._atlas, self._frames = atlas, frames
        self._scores = {score.label_id: score for score in facts.scores} if facts else {}
        self._show_state()
        self._model.show_frames(self._ours(), self._scores)

    def attend(self, widget: QWidget) -> None:
        """Take the keys that `widget` gets, before QGIS's shortcuts and the widget itself."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not self.annotator.on:
            return False
        meant = self._meant(event, watched is self.table)
        if meant is None:
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress and not (event.isAutoRepeat() and meant not in ("undo", "redo")):
            self._do(meant)
        return True

    # Keys

    def _meant(self, event: QKeyEvent, in_table: bool) -> object:
        """What a key stands for: undo, redo, or a label and its value; None: it is not ours."""
        key = event.key()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers in (_CONTROL, _CONTROL | _SHIFT):
            if key == Qt.Key.Key_Z:
                return "undo" if modifiers == _CONTROL else "redo"
            return "redo" if key == Qt.Key.Key_Y and modifiers == _CONTROL else None
        if modifiers not in (_PLAIN, _SHIFT):
            return None
        if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
            label = self.annotator.keys.get(chr(key).lower())
            return None if label is None else (label, modifiers == _PLAIN)
        values = {Qt.Key.Key_Plus: True, Qt.Key.Key_Minus: False, Qt.Key.Key_Delete: None}
        current = self.table.currentIndex()
        if in_table and key in values and current.isValid():
            return self._model.label(self._proxy.mapToSource(current).row()), values[key]
        return None

    def _do(self, meant: object) -> None:
        if meant == "undo":
            self.annotator.undo()
        elif meant == "redo":
            self.annotator.redo()
        elif isinstance(meant, tuple) and self._ours():
            self.annotator.press(self._ours(), *meant)

    def _enter_table(self) -> None:
        self.table.setFocus()
        self.table.selectRow(0)

    # State

    def _ours(self) -> Sequence[int]:
        """The frames, as far as they are of the atlas that is annotated."""
        return self._frames if self._atlas is not None and self._atlas == self.annotator.atlas else ()

    def _show_state(self) -> None:
        annotator = self.annotator
        shown = (annotator.labels, tuple(annotator.keys.items()))
        if shown != self._labels:
            self._labels = shown
            self._model.reset()
        for widget in (self.table, self._find, self._hint, self._undo, self._redo, self._told):
            widget.setVisible(annotator.on)
        self._other.setText(tr("Another session…") if annotator.on else tr("Begin…"))
        self._undo.setEnabled(annotator.can_undo)
        self._redo.setEnabled(annotator.can_redo)
        self._told.setText(annotator.told() if annotator.on else "")
        if annotator.key is None:
            self._who.setText(tr("Set labels of frames with keys, in an annotation session of your own."))
            return
        if self._frames and not self._ours():
            what = tr("These frames are of another atlas.")
        elif not self._frames:
            what = tr("Select frames to annotate.")
        else:
            what = tr_n("Annotating %Ln frame(s)", len(self._frames))
        self._who.setText(f"{annotator.key.author} · {annotator.key.dataset}<br>{what}")

    def _show_marks(self, frames: set[int] | None) -> None:
        if frames is None or not set(self._frames).isdisjoint(frames):
            self._model.show_frames(self._ours(), self._scores)

    @staticmethod
    def _button(text: str, callback: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _checked=False: callback())
        return button


def _is_letter(text: str) -> bool:
    return "a" <= text <= "z"
