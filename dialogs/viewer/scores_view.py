# SPDX-License-Identifier: GPL-2.0-or-later
"""What the model and people say of a frame, class by class: a bar against the threshold, and who saw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.PyQt.QtCore import QAbstractTableModel, QLocale, QModelIndex, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ...core.reading.frames import FrameFacts, Score
from ...core.translation import tr

PRESENT, ABSENT, DISAGREE = QColor("#0072b2"), QColor("#9aa5ad"), QColor("#d55e00")
"""Told apart by whoever sees red and green alike; signs say the same."""
_NO_INDEX = QModelIndex()


class ScoresModel(QAbstractTableModel):
    """Classes by score: name, score, what people said."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._scores: Sequence[Score] = ()
        self._seen: Mapping[int, bool] = {}

    def fill(self, facts: FrameFacts | None) -> None:
        """Show another frame."""
        self.beginResetModel()
        self._scores = facts.scores if facts else ()
        self._seen = facts.seen if facts else {}
        self.endResetModel()

    def score(self, row: int) -> Score:
        return self._scores[row]

    def people(self, row: int) -> bool | None:
        """What the newest annotation says; None without one."""
        return self._seen.get(self._scores[row].label_id)

    def disagrees(self, row: int) -> bool:
        """Whether people saw what the model did not, or the other way round."""
        people = self.people(row)
        return people is not None and people != self._scores[row].present

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._scores)

    def columnCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Class"), tr("Score and threshold"), tr("People"))[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        score, people = self._scores[index.row()], self.people(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            signs = {None: "", True: "✓", False: "✗"}
            sign = signs[people] + ("  ≠" if self.disagrees(index.row()) else "")
            return (score.name.replace("_", " "), number(score.score), sign)[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2 and self.disagrees(index.row()):
            return DISAGREE
        if role == Qt.ItemDataRole.FontRole and index.column() == 0 and score.present:
            font = self.parent().font()
            font.setBold(True)
            return font
        return None

    def _sentence(self, row: int) -> str:
        score, people = self._scores[row], self.people(row)
        model = tr("present") if score.present else tr("absent")
        said = tr("{name}: {score}, threshold {threshold}: {model} for the model").format(
            name=score.name, score=number(score.score), threshold=number(score.threshold), model=model
        )
        if people is None:
            return said
        return tr("{said}, {people} for people").format(
            said=said, people=tr("present") if people else tr("absent")
        )


class _Bar(QStyledItemDelegate):
    """A score as a bar with its threshold as a stroke across."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        model = index.model()
        score = model.score(index.row())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, option.palette.brush(QPalette.ColorRole.Highlight))
        metrics = option.fontMetrics
        figure = metrics.horizontalAdvance("0.00") + metrics.averageCharWidth()
        room = QRectF(option.rect).adjusted(4, 0, -figure - 4, 0)
        high = metrics.height() * 0.55
        track = QRectF(room.x(), room.center().y() - high / 2, room.width(), high)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        text = option.palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        shade = QColor(text)
        shade.setAlpha(28)
        painter.fillRect(track, shade)
        bar = QRectF(track)
        bar.setWidth(track.width() * score.score)
        painter.fillRect(bar, PRESENT if score.present else ABSENT)
        stroke = QRectF(track.x() + track.width() * score.threshold - 1, track.y() - 2.5, 2, high + 5)
        painter.fillRect(stroke, text)
        painter.setPen(text)
        place = QRectF(option.rect).adjusted(0, 0, -4, 0)
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number(score.score)
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(option.fontMetrics.averageCharWidth() * 22, option.fontMetrics.height() + 4)


class ScoresView(QTableView):
    """The classes of a frame, the surest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ScoresModel(self)
        self.setModel(self._model)
        self.setItemDelegateForColumn(1, _Bar(self))
        self.setAccessibleName(tr("Scores and annotations"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 4)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 22)
        letter = self.fontMetrics().averageCharWidth()
        self.setColumnWidth(
            2, max(9 * letter, self.fontMetrics().horizontalAdvance(tr("People")) + 3 * letter)
        )

    def show_frame(self, facts: FrameFacts | None) -> None:
        """Show what is said of a frame."""
        self._model.fill(facts)


def number(value: float) -> str:
    """A score as the user writes numbers."""
    return QLocale().toString(value, "f", 2)
