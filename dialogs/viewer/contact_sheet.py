# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock “Contact sheet”: the selected or filtered frames side by side, and what is how often on them."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Union

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer, QgsVectorLayerFeatureSource
from qgis.gui import QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from qgis.PyQt.QtGui import QColor, QHideEvent, QIcon, QImage, QPainter, QPalette, QPen, QShowEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListView,
    QSizePolicy,
    QSlider,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.downloads.picture import decode
from ...core.errors import Cancelled, SeatizenError
from ...core.icons import ICONS
from ...core.reading.frames import Spot
from ...core.reading.sheet import MOST, Count, Sheet, read_sheet, shown_ids
from ...core.translation import tr, tr_n
from ..task import TaskFeedback, TaskRunner
from .annotate_panel import AnnotatePanel
from .annotator import Said, annotator_of
from .dock import open_dock as open_viewer
from .frames_layers import atlas_of, frames_layers, is_frames
from .walker import Latest, Pictures

if TYPE_CHECKING:
    from ..shell import Shell

KEY = "contact_sheet"
_NO_INDEX = QModelIndex()
_KEPT = 800  # small pictures in memory
_AT_ONCE = 6  # pictures a task brings
_LONGEST = 360  # pixels of a small picture
_SETTLE = 250  # milliseconds after the last change of a selection
_WAIT = 60  # milliseconds after the last scroll
Small = Union[QImage, str]  # a small picture, or why there is none


class SheetModel(QAbstractListModel):
    """Frames; their small pictures as far as they are here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.spots: tuple[Spot, ...] = ()
        self._annotated: dict[int, int] = {}
        self._small: OrderedDict[int, Small] = OrderedDict()
        self.own: Said = {}

    def fill(self, sheet: Sheet | None) -> None:
        """Show other frames."""
        self.beginResetModel()
        self.spots = sheet.spots if sheet else ()
        self._annotated = dict(sheet.annotated) if sheet else {}
        self._small.clear()
        self.endResetModel()

    def has(self, row: int) -> bool:
        return self.spots[row].frame_id in self._small

    def small(self, row: int) -> Small | None:
        """The small picture of a row, why there is none, or None: it was not brought yet."""
        return self._small.get(self.spots[row].frame_id)

    def labels(self, row: int) -> int | None:
        """How many labels people saw, oneself before all others; None: they did not look."""
        frame = self.spots[row].frame_id
        if frame in self.own:
            return sum(self.own[frame].values())
        return self._annotated.get(frame)

    def bring(self, rows: list[int], pictures: dict[int, Small]) -> None:
        """Take small pictures, by the frame's id."""
        for frame, picture in pictures.items():
            self._small[frame] = picture
        while len(self._small) > _KEPT:
            self._small.popitem(last=False)
        for row in rows:
            if row < len(self.spots):
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.spots)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        spot = self.spots[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return spot.time[11:] or spot.filename
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            small, labels = self.small(index.row()), self.labels(index.row())
            told = f"{spot.filename}, {spot.time}"
            if labels is not None:
                told = f"{told}, {tr_n('%Ln label(s) seen by people', labels)}"
            return f"{told}\n{small}" if isinstance(small, str) else told
        return None


class _Tile(QStyledItemDelegate):
    """A small picture, its time, and a badge where people have looked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.width = 150

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(self.width, self.width * 3 // 4 + option.fontMetrics.height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        model, row = index.model(), index.row()
        palette, metrics = option.palette, option.fontMetrics
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, palette.brush(QPalette.ColorRole.Highlight))
        room = option.rect.adjusted(4, 4, -4, -4 - metrics.height())
        small = model.small(row)
        if isinstance(small, QImage):
            size = small.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, small)
        else:
            shade = QColor(palette.color(QPalette.ColorRole.Text))
            shade.setAlpha(24)
            painter.fillRect(room, shade)
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            inner = room.adjusted(4, 2, -4, -2)
            painter.drawText(
                inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), small or "…"
            )
        labels = model.labels(row)
        if labels is not None:
            self._badge(painter, option, room, labels)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        caption = QRect(room.left(), room.bottom() + 1, room.width(), metrics.height() + 2)
        text = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideLeft, room.width())
        painter.drawText(caption, int(Qt.AlignmentFlag.AlignCenter), text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    @staticmethod
    def _badge(painter: QPainter, option: QStyleOptionViewItem, room: QRect, labels: int) -> None:
        text = f"✓ {labels}"
        wide = option.fontMetrics.horizontalAdvance(text) + 8
        badge = QRect(room.right() - wide, room.top(), wide, option.fontMetrics.height() + 2)
        painter.fillRect(badge, QColor(0, 0, 0, 170))
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), text)


class CountsModel(QAbstractTableModel):
    """How often each class is there, for the model and for people."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.counts: tuple[Count, ...] = ()

    def fill(self, sheet: Sheet | None) -> None:
        self.beginResetModel()
        self.counts = sheet.counts if sheet else ()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.counts)

    def columnCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Class"), tr("Model"), tr("People"))[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        count = self.counts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (count.name.replace("_", " "), count.model, count.people)[index.column()]
        if role == Qt.ItemDataRole.UserRole:  # to sort by
            return (count.name, _or_none(count.model), _or_none(count.people))[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class ContactSheet(QgsDockWidget):
    """Follows the selection of frames; without one it shows what the layer's filter leaves."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(tr("Contact sheet"), parent)
        self.setObjectName("SeatizenAtlasContactSheet")
        self._shell = shell
        self._canvas = shell.iface.mapCanvas()
        self._runner = TaskRunner(self, quiet=True)
        self._pictures = Pictures(self)
        self._reading = Latest(self._runner, "sheet", tr("Reading the frames"))
        self._bringing = Latest(self._runner, "small", tr("Fetching pictures"))
        self._atlas: Path | None = None
        self._followed: QgsVectorLayer | None = None

        self.model = SheetModel(self)
        self.list = QListView()
        self._tile = _Tile(self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._tile)
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setUniformItemSizes(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setBatchSize(500)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Pictures of the frames"))
        self.list.activated.connect(self._open)
        self.list.doubleClicked.connect(self._open)

        self._counts = CountsModel(self)
        proxy = QSortFilterProxyModel(self)
        proxy.setSourceModel(self._counts)
        proxy.setSortRole(Qt.ItemDataRole.UserRole)
        self.counts = QTableView()
        self.counts.setModel(proxy)
        self.counts.setSortingEnabled(True)
        self.counts.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        self.counts.setAccessibleName(tr("How many frames show each class"))
        self.counts.setShowGrid(False)
        self.counts.setTabKeyNavigation(False)
        self.counts.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.counts.verticalHeader().hide()
        self.counts.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 4)
        self.counts.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.counts.setColumnWidth(column, self.fontMetrics().averageCharWidth() * 9)
        self.counts.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)

        splitter = QSplitter(Qt.Orientation.Horizontal)
        self.annotator = annotator_of(shell)
        self.annotating = AnnotatePanel(self.annotator)
        for widget in (self.list, self.counts):
            self.annotating.attend(widget)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.counts, tr("Counts"))
        self.tabs.addTab(self.annotating, tr("Annotate"))
        splitter.addWidget(self.list)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([700, 260])
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(self._make_head())
        layout.addWidget(splitter, 1)
        self.setWidget(body)

        self._soon = _timer(self, _SETTLE, self.refresh)
        self._look = _timer(self, _WAIT, self._bring_visible)
        self.list.verticalScrollBar().valueChanged.connect(lambda _value: self._look.start())
        self._canvas.selectionChanged.connect(self._changed)
        QgsProject.instance().layerTreeRoot().visibilityChanged.connect(self._visibility_changed)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.model.modelReset.connect(self._show_chosen)
        self.annotator.marked.connect(self._show_own)
        self.annotator.began.connect(self._show_annotating)
        shell.atlas_changed.connect(self._outdated)
        shell.atlas_loaded.connect(self._soon.start)
        shell.closing.connect(self.remove)

    def _make_head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.head = QLabel()
        self.head.setWordWrap(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line.addWidget(self.head, 1)
        size = QSlider(Qt.Orientation.Horizontal)
        size.setRange(90, 360)
        size.setValue(self._tile.width)
        size.setFixedWidth(self.fontMetrics().averageCharWidth() * 16)
        size.setToolTip(tr("Size of the pictures"))
        size.setAccessibleName(tr("Size of the pictures"))
        size.valueChanged.connect(self._resize)
        line.addWidget(size)
        annotate = QToolButton()
        annotate.setDefaultAction(self.annotator.action)
        annotate.setAccessibleName(self.annotator.action.text())
        annotate.setAutoRaise(True)
        line.addWidget(annotate)
        again = QToolButton()
        again.setIcon(QIcon(str(ICONS / "refresh.svg")))
        again.setToolTip(tr("Read the frames again"))
        again.setAccessibleName(tr("Read the frames again"))
        again.setAutoRaise(True)
        again.clicked.connect(lambda _checked=False: self.refresh())
        line.addWidget(again)
        return line

    # Which frames

    def refresh(self) -> None:
        """Read what is selected or filtered now."""
        if not self.isVisible():
            return
        layer = self._layer()
        self._follow(layer)
        atlas = atlas_of(layer) if layer is not None else None
        if layer is None or atlas is None:
            self._show(None)
            self.head.setText(tr("No atlas is in the project."))
            return
        selected = sorted(layer.selectedFeatureIds())[: MOST + 1]
        count = layer.selectedFeatureCount()
        filtered = bool(layer.subsetString())
        source = QgsVectorLayerFeatureSource(layer)
        self.head.setText(tr("Reading…"))

        def verb(feedback: TaskFeedback) -> Sheet:
            return read_sheet(atlas, selected or shown_ids(source, feedback), feedback)

        def done(sheet: Sheet) -> None:
            self._atlas = atlas
            self._show(sheet)
            self.head.setText(_told(sheet, count, filtered))

        def failed(error: SeatizenError) -> None:
            self._show(None)
            self.head.setText(str(error))

        self._reading.start(verb, done, failed)

    def _layer(self) -> QgsVectorLayer | None:
        """The layer with a selection, else the active one, else the first."""
        layers = frames_layers(shown=True) or frames_layers()
        chosen = [layer for layer in layers if layer.selectedFeatureCount()]
        active = self._shell.iface.activeLayer()
        if active in (chosen or layers):
            return active
        return next(iter(chosen or layers), None)

    def _follow(self, layer: QgsVectorLayer | None) -> None:
        """Hear of changes of this layer's filter."""
        before, self._followed = self._followed, layer
        if before is layer:
            return
        if before is not None and not sip.isdeleted(before):
            before.subsetStringChanged.disconnect(self._soon.start)
        if layer is not None:
            layer.subsetStringChanged.connect(self._soon.start)

    def _visibility_changed(self, _node: object) -> None:
        self._soon.start()

    def _changed(self, layer: QgsMapLayer) -> None:
        if is_frames(layer):
            self._soon.start()

    def _outdated(self) -> None:
        self._pictures.forget()
        self._soon.start()

    def _show(self, sheet: Sheet | None) -> None:
        self._bringing.cancel()
        self.model.fill(sheet)
        self._show_own(None)
        self._counts.fill(sheet)
        self._look.start()

    # Their pictures

    def _bring_visible(self) -> None:
        """Bring the pictures that can be seen now, a few at a time."""
        if not self.isVisible() or self._bringing.running or self._atlas is None:
            return
        rows = self._missing()[:_AT_ONCE]
        if not rows:
            return
        spots = [self.model.spots[row] for row in rows]
        try:
            source = self._pictures.source(self._atlas)
        except SeatizenError as error:
            self.head.setText(str(error))
            return
        longest = round(_LONGEST * self.devicePixelRatioF())

        def verb(feedback: TaskFeedback) -> dict[int, Small]:
            brought = source.bring([spot.image for spot in spots], feedback)
            small: dict[int, Small] = {}
            for spot in spots:
                if feedback.isCanceled():
                    raise Cancelled(tr("Cancelled."))
                path = brought[spot.image]
                try:
                    if isinstance(path, SeatizenError):
                        raise path
                    small[spot.frame_id] = decode(path, longest, spot.image.name).image
                except SeatizenError as problem:
                    small[spot.frame_id] = problem.message
            return small

        def done(small: dict[int, Small]) -> None:
            self.model.bring(rows, small)
            self._bring_visible()

        self._bringing.start(verb, done, lambda error: self.head.setText(str(error)))

    def _missing(self) -> list[int]:
        """Rows in view, and a little below, without a picture."""
        if not self.model.spots:
            return []
        hint = self._tile.sizeHint(self._option(), self.model.index(0))
        area = self.list.viewport().rect()
        columns = max(1, area.width() // max(1, hint.width()))
        first = self.list.indexAt(QPoint(hint.width() // 2, 8)).row()
        if first < 0:
            first = self.list.indexAt(QPoint(hint.width() // 2, hint.height() // 2 + 8)).row()
        first = max(0, first)
        lines = area.height() // max(1, hint.height()) + 3
        last = min(len(self.model.spots), first + columns * lines)
        return [row for row in range(first, last) if not self.model.has(row)]

    def _option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        option.initFrom(self.list)
        option.fontMetrics = self.list.fontMetrics()
        return option

    def _resize(self, width: int) -> None:
        self._tile.width = width
        self.list.scheduleDelayedItemsLayout()
        self._look.start()

    def _open(self, index: QModelIndex) -> None:
        """Look at one of them."""
        if self._atlas is not None:
            spot = self.model.spots[index.row()]
            open_viewer(self._shell).show_frame(self._atlas, spot.frame_id)

    # Annotating them

    def _show_chosen(self) -> None:
        """The selected tiles are those that keys mean."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        self.annotating.show_frames(self._atlas, [self.model.spots[row].frame_id for row in rows])

    def _show_own(self, _frames: object) -> None:
        same = self._atlas is not None and self._atlas == self.annotator.atlas
        self.model.own = self.annotator.said if same else {}
        self.list.viewport().update()  # to say that rows changed would measure every one of them again

    def _show_annotating(self) -> None:
        self.tabs.setCurrentWidget(self.annotating)

    # Opening and closing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stop all work."""
        super().hideEvent(event)
        self._stop()

    def _stop(self) -> None:
        self._soon.stop()
        self._look.stop()
        self._reading.cancel()
        self._bringing.cancel()

    def remove(self) -> None:
        """The plugin is unloaded."""
        self._stop()
        self._runner.stop(0)
        self._follow(None)
        self._canvas.selectionChanged.disconnect(self._changed)
        QgsProject.instance().layerTreeRoot().visibilityChanged.disconnect(self._visibility_changed)


def open_dock(shell: Shell) -> ContactSheet:
    """Show the contact sheet."""
    if not frames_layers():
        shell.load_layers()
    bottom = Qt.DockWidgetArea.BottomDockWidgetArea
    return shell.show_dock(KEY, lambda: ContactSheet(shell, shell.window), bottom)


def _told(sheet: Sheet, selected: int, filtered: bool) -> str:
    count = len(sheet.spots)
    if selected:
        told = tr_n("%Ln selected frame(s)", count)
    elif filtered:
        told = tr_n("%Ln filtered frame(s)", count)
    else:
        told = tr_n("%Ln frame(s)", count)
    if sheet.annotated:
        told = tr("{frames}, {annotated} of them annotated").format(
            frames=told, annotated=QLocale().toString(len(sheet.annotated))
        )
    if sheet.more:
        told += " " + tr("(there are more: select or filter to see others)")
    return told


def _or_none(count: int | None) -> int:
    return -1 if count is None else count


def _timer(parent: QWidget, milliseconds: int, callback: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(callback)
    return timer
