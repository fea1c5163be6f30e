# SPDX-License-Identifier: GPL-2.0-or-later
"""A run's account as a table that follows the run: hundreds of rows, changed one by one while it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QShortcut, QTableView, QWidget

from .report_table import save_account

Row = tuple[object, ...]
_NO_INDEX = QModelIndex()


class AccountModel(QAbstractTableModel):
    """Rows of plain values; numbers sort as numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.header: tuple[str, ...] = ()
        self.lines: list[Row] = []

    def fill(self, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.header = tuple(header)
        self.lines = [tuple(row) for row in rows]
        self.endResetModel()

    def replace(self, number: int, row: Sequence[object]) -> None:
        """Change one row."""
        self.lines[number] = tuple(row)
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.header) - 1))

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.header)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.header[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self.lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return value
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(value)
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(value, (int, float)):
            return int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)
        return None


class AccountView(QTableView):
    """Shows an account; sorted by a click, copied, saved."""

    def __init__(self, header: Sequence[str], widths: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: object = []
        self._model = AccountModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setDynamicSortFilter(False)  # rows stay where they are while they change
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        # heights and widths by rule: measuring hundreds of rows would hold the desktop up
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 8)
        self.horizontalHeader().setStretchLastSection(True)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, self.copy)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.fill([], [], header)
        for column, letters in enumerate(widths):
            self.setColumnWidth(column, self.fontMetrics().averageCharWidth() * letters)

    def fill(
        self, rows: Sequence[Sequence[object]], report: object, header: Sequence[str] | None = None
    ) -> None:
        """Show `rows` in their order; `report` is what is saved as JSON."""
        self.report = report
        self._sorted.sort(-1)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._model.fill(self._model.header if header is None else header, rows)

    def replace(self, number: int, row: Sequence[object]) -> None:
        """Change the row that was filled as the `number`-th, and show it."""
        self._model.replace(number, row)

    def show_row(self, number: int) -> None:
        """Scroll to a row."""
        self.scrollTo(self._sorted.mapFromSource(self._model.index(number, 0)))

    def rows(self) -> list[Row]:
        """The rows as they were filled."""
        return list(self._model.lines)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, tab separated."""
        lines = []
        for row in sorted(index.row() for index in self.selectionModel().selectedRows()):
            cells = (self._sorted.index(row, column).data() for column in range(len(self._model.header)))
            lines.append("\t".join(str(cell) for cell in cells))
        QApplication.clipboard().setText("\n".join(lines))

    def save(self) -> Path | None:
        """Ask for a file and write the table (CSV) or the whole account (JSON) there.

        Raises:
            SeatizenError: the file cannot be written.
        """
        return save_account(self, self._model.header, self._model.lines, self.report)
