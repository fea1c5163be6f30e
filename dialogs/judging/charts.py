# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures of figures, painted without a plotting library: on the screen, and saved as PNG or SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from qgis.PyQt.QtSvg import QSvgGenerator
from qgis.PyQt.QtWidgets import QFileDialog, QSizePolicy, QWidget

from ...core.errors import SeatizenError
from ...core.settings import recall, remember
from ...core.translation import tr

INK, FAINT, MARK = QColor("#22313a"), QColor("#c8d0d5"), QColor("#0072b2")
_SCALE = 2  # pixels of a saved picture for one on the screen
_ROW = 1.7  # height of a row, in lines of text


@dataclass(frozen=True)
class Row:
    """A value with its interval; what is None is not drawn, and `note` says the rest."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True)
class IntervalsPicture:
    """Values by name on one axis: what is shown, of how many, under which filter."""

    title: str
    caption: str
    rows: Sequence[Row] = ()
    least: float = 0.0
    most: float = 1.0

    def height(self, font: QFont) -> int:
        """Pixels that it wants."""
        return round((len(self.rows) * _ROW + 6) * QFontMetricsF(font).lineSpacing())

    def paint(self, painter: QPainter, area: QRectF, font: QFont) -> None:
        """Draw it, on white: it is the same on the screen and on paper."""
        metrics = QFontMetricsF(font)
        line = metrics.lineSpacing()
        painter.fillRect(area, Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFont(font)
        bold.setBold(True)
        painter.setPen(INK)
        painter.setFont(bold)
        inner = area.adjusted(line / 2, line / 2, -line / 2, -line / 2)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(inner, int(left), self.title)
        painter.setFont(font)
        below = QRectF(inner.left(), inner.top() + line * 1.1, inner.width(), 2.2 * line)
        painter.drawText(below, int(left | Qt.TextFlag.TextWordWrap), self.caption)
        names = max((metrics.horizontalAdvance(row.name) for row in self.rows), default=0.0)
        notes = max((metrics.horizontalAdvance(row.note) for row in self.rows), default=0.0)
        names = min(names, inner.width() * 0.4)
        plot = QRectF(
            inner.left() + names + line,
            inner.top() + 3.4 * line,
            max(inner.width() - names - notes - 2 * line, line),
            len(self.rows) * _ROW * line,
        )
        self._paint_axis(painter, plot, line)
        for number, row in enumerate(self.rows):
            middle = plot.top() + (number + 0.5) * _ROW * line
            self._paint_row(painter, row, plot, middle, line, inner, names, metrics)

    def _x(self, plot: QRectF, value: float) -> float:
        share = (value - self.least) / (self.most - self.least)
        return plot.left() + min(1.0, max(0.0, share)) * plot.width()

    def _paint_axis(self, painter: QPainter, plot: QRectF, line: float) -> None:
        for step in range(5):
            value = self.least + (self.most - self.least) * step / 4
            x = self._x(plot, value)
            painter.setPen(QPen(FAINT, 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.setPen(INK)
            box = QRectF(x - 4 * line, plot.bottom() + line * 0.2, 8 * line, line)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), QLocale().toString(value, "g", 3))

    def _paint_row(
        self,
        painter: QPainter,
        row: Row,
        plot: QRectF,
        middle: float,
        line: float,
        inner: QRectF,
        names: float,
        metrics: QFontMetricsF,
    ) -> None:
        painter.setPen(INK)
        box = QRectF(inner.left(), middle - line / 2, names, line)
        text = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, names)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        beside = QRectF(plot.right() + line, middle - line / 2, inner.right() - plot.right() - line, line)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), row.note)
        if row.low is not None and row.high is not None:
            painter.setPen(QPen(MARK, 2))
            ends = [QPointF(self._x(plot, value), middle) for value in (row.low, row.high)]
            painter.drawLine(*ends)
            for end in ends:
                painter.drawLine(end - QPointF(0, line / 4), end + QPointF(0, line / 4))
        if row.value is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(MARK)
            painter.drawEllipse(QPointF(self._x(plot, row.value), middle), line / 4, line / 4)


class PictureOfFigures(QWidget):
    """Shows a picture and saves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = IntervalsPicture("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)

    def show_picture(self, picture: IntervalsPicture) -> None:
        """Show another one; what it says is also its description for those who cannot see it."""
        self.picture = picture
        self.setAccessibleName(picture.title)
        told = (f"{row.name}: {row.note}" for row in picture.rows)
        self.setAccessibleDescription("; ".join([picture.caption, *told]))
        self.setMinimumHeight(picture.height(self.font()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), self.picture.height(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.picture.paint(painter, QRectF(self.rect()), self.font())
        painter.end()

    def choose_file(self) -> Path | None:
        """Ask for a file and save the picture there; None when the user thinks otherwise.

        Raises:
            SeatizenError: it cannot be written.
        """
        start = str(Path(recall("report_folder", str(Path.home()))) / "figure.png")
        chosen, _filter = QFileDialog.getSaveFileName(
            self, tr("Save the picture"), start, tr("Picture (*.png);;Drawing (*.svg)")
        )
        if not chosen:
            return None
        path = Path(chosen)
        remember("report_folder", str(path.parent))
        return self.save(path)

    def save(self, path: Path) -> Path:
        """Save the picture as PNG, or as SVG when the name ends so.

        Raises:
            SeatizenError: it cannot be written.
        """
        size = QSize(max(self.width(), self.minimumWidth()), self.picture.height(self.font()))
        area = QRectF(0, 0, size.width(), size.height())
        if path.suffix.lower() == ".svg":
            drawing = QSvgGenerator()
            drawing.setFileName(str(path))
            drawing.setSize(size)
            drawing.setViewBox(area)
            drawing.setTitle(self.picture.title)
            painter = QPainter()
            saved = painter.begin(drawing)
            if saved:
                self.picture.paint(painter, area, self.font())
                painter.end()
        else:
            path = path if path.suffix else path.with_suffix(".png")
            image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
            painter = QPainter(image)
            painter.scale(_SCALE, _SCALE)
            self.picture.paint(painter, area, self.font())
            painter.end()
            saved = image.save(str(path))
        if not saved:
            raise SeatizenError(
                tr("“{}” could not be written.").format(path),
                advice=tr("Choose another place, or another name."),
            )
        return path
