# SPDX-License-Identifier: GPL-2.0-or-later
"""A run's account as a table: read, sorted, copied, saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qgis.PyQt.QtCore import QDateTime, QLocale, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QShortcut,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import SeatizenError
from ..core.report import write_report, write_table
from ..core.settings import recall, remember
from ..core.translation import tr


class ReportTable(QTableWidget):
    """Rows of plain values; numbers sort as numbers, and the selection can be copied.

    Args:
        wide: the column that takes the room that is left; the last one by default.
    """

    def __init__(self, header: Sequence[str], parent: QWidget | None = None, *, wide: int = -1) -> None:
        super().__init__(parent)
        self._wide = wide
        self._header: tuple[str, ...] = ()
        self._rows: list[tuple[object, ...]] = []
        self.report: object = []
        self._set_header(header)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, self.copy)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)

    def fill(
        self, rows: Sequence[Sequence[object]], report: object, header: Sequence[str] | None = None
    ) -> None:
        """Show `rows`, under another header where one is given; `report` is what is saved as JSON."""
        if header is not None:
            self._set_header(header)
        self._rows = [tuple(row) for row in rows]
        self.report = report
        self.setSortingEnabled(False)
        self.setRowCount(len(self._rows))
        for index, row in enumerate(self._rows):
            for column, value in enumerate(row):
                self.setItem(index, column, _item(value))
        self.setSortingEnabled(True)
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), 300))
        self.resizeRowsToContents()
        tallest = 6 * self.fontMetrics().lineSpacing()
        for number in range(self.rowCount()):
            self.setRowHeight(number, min(self.rowHeight(number), tallest))  # the tooltip has the rest

    def _set_header(self, header: Sequence[str]) -> None:
        self._header = tuple(header)
        self.setColumnCount(len(self._header))
        self.setHorizontalHeaderLabels(self._header)
        header_view = self.horizontalHeader()
        header_view.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header_view.setSectionResizeMode(self._wide % len(self._header), QHeaderView.ResizeMode.Stretch)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, tab separated."""
        lines = []
        for index in sorted({item.row() for item in self.selectedIndexes()}):
            cells = (self.item(index, column) for column in range(self.columnCount()))
            lines.append("\t".join("" if cell is None else cell.text() for cell in cells))
        QApplication.clipboard().setText("\n".join(lines))

    def save(self) -> Path | None:
        """Ask for a file and write the table (CSV) or the whole account (JSON) there.

        Raises:
            SeatizenError: the file cannot be written.
        """
        return save_account(self, self._header, self._rows, self.report)


def save_account(
    parent: QWidget, header: Sequence[str], rows: Sequence[Sequence[object]], report: object
) -> Path | None:
    """Ask for a file and write a table (CSV) or the whole account (JSON) there.

    Raises:
        SeatizenError: the file cannot be written.
    """
    start = str(Path(recall("report_folder", str(Path.home()))) / "report.csv")
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, tr("Save the report"), start, tr("Table (*.csv);;Full account (*.json)")
    )
    if not chosen:
        return None
    path = Path(chosen)
    remember("report_folder", str(path.parent))
    if path.suffix.lower() == ".json":
        return write_report(path, report)
    return write_table(path if path.suffix else path.with_suffix(".csv"), header, rows)


class ReportDialog(QDialog):
    """A table with Save and Close."""

    def __init__(
        self,
        title: str,
        header: Sequence[str],
        rows: Sequence[Sequence[object]],
        report: object,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(860, 420)
        self.table = ReportTable(header, self)
        self.table.setAccessibleName(title)
        self.table.fill(rows, report)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        save = buttons.addButton(tr("Save…"), QDialogButtonBox.ButtonRole.ActionRole)
        save.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addWidget(self._told)
        layout.addWidget(buttons)

    def _save(self) -> None:
        try:
            path = self.table.save()
        except SeatizenError as error:
            self._told.setText(str(error))
            return
        if path is not None:
            self._told.setText(tr("Saved as “{}”.").format(path))


def moment(text: str) -> str:
    """A date and time, as files and the atlas store them, in the user's format and time."""
    found = QDateTime.fromString(text.strip().replace(" ", "T", 1), Qt.DateFormat.ISODateWithMs)
    if not found.isValid():
        return text
    return QLocale().toString(found.toLocalTime(), QLocale.FormatType.ShortFormat)


def _item(value: object) -> QTableWidgetItem:
    item = QTableWidgetItem()
    if isinstance(value, datetime):
        item.setData(
            Qt.ItemDataRole.DisplayRole, QDateTime(value)
        )  # sorts as a time, shown as users write it
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        item.setData(Qt.ItemDataRole.DisplayRole, value)  # kept as a number, so that it sorts as one
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    else:
        text = "" if value is None else str(value)
        item.setText(text)
        item.setToolTip(text)
    return item
