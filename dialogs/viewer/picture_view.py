# SPDX-License-Identifier: GPL-2.0-or-later
"""A picture to zoom and pan; or, in its place, the sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...core.downloads.picture import Picture
from ...core.translation import tr
from ..task import Way

_MOST = 8.0  # screen pixels a picture's pixel may become
_STEP = 1.25
_PATIENCE = 250  # milliseconds after which a wait is said


class Canvas(QWidget):
    """Paints the picture; the wheel zooms at the mouse, dragging moves, keys do both."""

    detail_wanted = pyqtSignal()
    moved = pyqtSignal()  # by the user: zoomed or moved

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Picture"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._image = QImage()
        self._size = QSize()
        self._scale = 0.0  # screen pixels a pixel of the whole picture; 0: as the window has room
        self._middle = QPointF(0.5, 0.5)  # what of the picture lies in the window's middle, as shares
        self._dragged: QPointF | None = None
        self._asked = False

    def show_picture(self, picture: Picture) -> None:
        """Another picture; the zoom and the place stay, so that neighbours can be compared."""
        self._image = picture.image
        self._size = picture.size
        self._asked = picture.is_whole
        self._ask_for_detail()
        self.update()

    def show_detail(self, picture: Picture) -> None:
        """The same picture with all of its pixels."""
        if picture.size == self._size:
            self._image = picture.image
            self.update()

    def scale(self) -> float:
        """Screen pixels a pixel of the picture."""
        return self._scale or self._fitting()

    def is_fitted(self) -> bool:
        """Whether the whole picture is shown, however large the window."""
        return not self._scale

    def fit(self) -> None:
        """Show the whole picture."""
        self._scale = 0.0
        self._middle = QPointF(0.5, 0.5)
        self.update()
        self.moved.emit()

    def outlook(self) -> tuple[float, QPointF]:
        """How many times larger than fitted the picture is, and what lies in the middle, as shares."""
        fitting = self._fitting()
        return (self.scale() / fitting if fitting else 1.0), QPointF(self._middle)

    def look_alike(self, times: float, middle: QPointF) -> None:
        """Look as another canvas does: its `outlook`."""
        self._scale = 0.0 if times <= 1 else min(_MOST, times * self._fitting())
        self._middle = QPointF(middle) if self._scale else QPointF(0.5, 0.5)
        if self._scale:
            self._keep_inside()
            self._ask_for_detail()
        self.update()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, a point of the window staying where it is; out to the whole picture at most."""
        if self._size.isEmpty():
            return
        at = at or QPointF(self.width() / 2, self.height() / 2)
        before = self._target()
        share = QPointF(
            (at.x() - before.x()) / max(1e-9, before.width()),
            (at.y() - before.y()) / max(1e-9, before.height()),
        )
        scale = min(_MOST, self.scale() * factor)
        if scale <= self._fitting():
            self.fit()
            return
        self._scale = scale
        wide, high = self._size.width() * scale, self._size.height() * scale
        self._middle = QPointF(
            share.x() + (self.width() / 2 - at.x()) / wide, share.y() + (self.height() / 2 - at.y()) / high
        )
        self._keep_inside()
        self._ask_for_detail()
        self.update()
        self.moved.emit()

    def original(self) -> None:
        """One pixel of the picture for one of the screen."""
        if self._fitting():
            self.zoom(1 / self.devicePixelRatioF() / self.scale())

    def pan(self, right: float, down: float) -> None:
        """Move the picture by pixels of the window."""
        wide, high = self._size.width() * self.scale(), self._size.height() * self.scale()
        if wide and high and self._scale:
            self._middle -= QPointF(right / wide, down / high)
            self._keep_inside()
            self.update()
            self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(24, 28, 32))
        if self._image.isNull():
            return
        target = self._target()
        # shrunk by much it would flicker without; enlarged by much its pixels are what is looked for
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale() < _MOST / 2)
        seen = target.intersected(QRectF(self.rect()))
        x, y = self._image.width() / target.width(), self._image.height() / target.height()
        part = QRectF(
            (seen.x() - target.x()) * x, (seen.y() - target.y()) * y, seen.width() * x, seen.height() * y
        )
        painter.drawImage(seen, self._image, part)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_STEP ** (event.angleDelta().y() / 120), QPointF(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = QPointF(event.pos())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            moved = QPointF(event.pos()) - self._dragged
            self._dragged = QPointF(event.pos())
            self.pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.is_fitted():
            self.zoom(1 / self.devicePixelRatioF() / self.scale(), QPointF(event.pos()))
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and an arrow move the picture; plus, minus, 0 and 1 zoom. The rest is the dock's."""
        step = max(24, self.width() / 8)
        moves = {
            Qt.Key.Key_Left: (step, 0), Qt.Key.Key_Right: (-step, 0),
            Qt.Key.Key_Up: (0, step), Qt.Key.Key_Down: (0, -step),
        }  # fmt: skip
        key = event.key()
        if key in moves and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(*moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.original()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._scale and self._scale <= self._fitting():
            self.fit()

    def sizeHint(self) -> QSize:
        return QSize(40, 30) * self.fontMetrics().height() / 2

    def _fitting(self) -> float:
        if self._size.isEmpty():
            return 0.0
        return min(self.width() / self._size.width(), self.height() / self._size.height())

    def _target(self) -> QRectF:
        """Where the whole picture would lie in the window."""
        scale = self.scale()
        wide, high = self._size.width() * scale, self._size.height() * scale
        return QRectF(
            self.width() / 2 - self._middle.x() * wide,
            self.height() / 2 - self._middle.y() * high,
            wide,
            high,
        )

    def _keep_inside(self) -> None:
        """The window looks at the picture, not past it."""
        shares = []
        for room, size, share in (
            (self.width(), self._size.width(), self._middle.x()),
            (self.height(), self._size.height(), self._middle.y()),
        ):
            half = room / (2 * size * self.scale())
            shares.append(0.5 if half >= 0.5 else min(1 - half, max(half, share)))
        self._middle = QPointF(*shares)

    def _ask_for_detail(self) -> None:
        coarse = self.scale() * self.devicePixelRatioF() * self._size.width() > 1.05 * self._image.width()
        if coarse and not self._asked and not self._image.isNull():
            self._asked = True
            self.detail_wanted.emit()


class PictureView(QStackedWidget):
    """The canvas, or a sentence with ways on in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas()
        self.addWidget(self.canvas)
        self._page = QWidget()
        layout = QVBoxLayout(self._page)
        layout.addStretch(1)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout.addWidget(self._sentence)
        self._ways = QHBoxLayout()
        self._ways.addStretch(1)
        self._ways.addStretch(1)
        layout.addLayout(self._ways)
        layout.addStretch(1)
        self._page.setAutoFillBackground(True)
        self._page.setBackgroundRole(QPalette.ColorRole.Base)
        self._page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addWidget(self._page)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE)
        self._wait.timeout.connect(lambda: self._say(tr("Fetching the picture…")))
        self.tell(tr("Click a frame on the map, or select one."))

    def show_picture(self, picture: Picture) -> None:
        """Show a picture."""
        self._wait.stop()
        self._turn_to(self.canvas)
        self.canvas.show_picture(picture)

    def wait(self) -> None:
        """A picture is on its way; the one before stays for a moment."""
        self._wait.start()

    def tell(self, sentence: str, ways: Sequence[Way] = ()) -> None:
        """Say something where the picture would be."""
        self._wait.stop()
        self._say(sentence, ways)

    def told(self) -> str:
        """The sentence that is shown now, empty while a picture is."""
        return self._sentence.text() if self.currentWidget() is self._page else ""

    def _say(self, sentence: str, ways: Sequence[Way] = ()) -> None:
        self._sentence.setText(sentence)
        self._page.setAccessibleName(sentence)
        while self._ways.count() > 2:
            button = self._ways.takeAt(1).widget()
            if button is not None:
                button.deleteLater()
        for way in ways:
            button = QPushButton(way.text)
            button.clicked.connect(lambda _checked=False, way=way: way.callback())
            self._ways.insertWidget(self._ways.count() - 1, button)
        self._turn_to(self._page)

    def _turn_to(self, page: QWidget) -> None:
        """Change the page without losing the keyboard."""
        focused = self.currentWidget() is not None and self.currentWidget().hasFocus()
        self.setCurrentWidget(page)
        if focused:
            page.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
