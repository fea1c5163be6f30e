# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock “Sessions”: every session of the current atlas in a list that knows the map, and the map it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsDockWidget, QgsFilterLineEdit, QgsRubberBand
from qgis.PyQt.QtCore import QAbstractTableModel, QLocale, QModelIndex, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QColor, QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from ..core.errors import SeatizenError
from ..core.map.platforms import all_platforms
from ..core.translation import tr, tr_n
from .stillness import layers_of

if TYPE_CHECKING:
    from ..core.map.session_list import SessionFigures
    from .shell import Shell

KEY = "sessions"
_COLOUR = QColor("#e0218a")  # that of no platform and no density
_SMALLEST_VIEW = 0.0006  # degrees: a session at one place still gets a map around it
_SORTED = Qt.ItemDataRole.UserRole


class SessionsDock(QgsDockWidget):
    """A click zooms to the session; the session under the mouse on the map is highlighted in the list.

    The list is read in the background when the dock is shown, and again when the atlas has changed.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(tr("Sessions"), shell.window)
        self.setObjectName("SeatizenAtlasSessions")
        self._shell = shell
        self._canvas = shell.iface.mapCanvas()
        self._outdated = True
        self._path: Path | None = None
        self.model = SessionsModel()
        self._proxy = _Search()
        self._proxy.setSourceModel(self.model)
        self._proxy.setSortRole(_SORTED)

        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4, 4, 4, 4)
        self.search = QgsFilterLineEdit()
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Search: name, place, platform, date"))
        self.search.setAccessibleName(tr("Search sessions"))
        self.search.textChanged.connect(self._proxy.look_for)
        self.search.textChanged.connect(self._tell_count)
        layout.addWidget(self.search)
        self.table = QTableView()
        self.table.setModel(self._proxy)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(SessionsModel.DAY, Qt.SortOrder.DescendingOrder)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 6)
        self.table.setAccessibleName(tr("Sessions"))
        self.table.setAccessibleDescription(tr("Enter zooms to the session."))
        self.table.clicked.connect(self._zoom)
        self.table.activated.connect(self._zoom)  # Enter
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        layout.addWidget(self.table, 1)
        self._status = QLabel()
        self._status.setWordWrap(True)
        layout.addWidget(self._status)
        self.setWidget(body)

        self._band: QgsRubberBand | None = None
        shell.atlas_changed.connect(self._forget)
        self._canvas.xyCoordinates.connect(self._hover)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list when somebody sees it."""
        super().showEvent(event)
        if self._outdated:
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """A closed dock does nothing."""
        super().hideEvent(event)
        self._outline(None)

    # The list

    def chosen(self) -> tuple[str, ...]:
        """Names of the selected sessions."""
        rows = self.table.selectionModel().selectedRows()
        return tuple(sorted(session.name for index in rows if (session := self._session(index)) is not None))

    def _forget(self) -> None:
        self._outdated = True
        if self._path != self._shell.atlas_path:
            self.model.show([])
            self._outline(None)
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        path = self._shell.atlas_path
        if path is None:
            self._tell_count()
            return
        if self._shell.runner.running(KEY) is not None:
            return  # what it brings is outdated, and read again when it ends
        self._outdated = False

        def verb(feedback: QgsProcessingFeedback) -> list[SessionFigures]:
            from ..core.map.session_list import list_sessions

            return list_sessions(path, feedback)

        def done(sessions: list[SessionFigures]) -> None:
            if self._outdated:
                self._read()
                return
            first = self._path != path
            self._path = path
            self.model.show(sessions)
            if first:
                self.table.resizeColumnsToContents()
            self._tell_count()
            self._look_for_classes(path)

        def failed(error: SeatizenError) -> None:
            self.model.show([])
            self._status.setText(str(error))

        self._status.setText(tr("Reading the sessions…"))
        self._shell.run(KEY, tr("Reading the sessions"), verb, done=done, failed=failed)

    def _look_for_classes(self, path: Path) -> None:
        """The one figure that takes its time: the list does not wait for it."""

        def verb(feedback: QgsProcessingFeedback) -> dict[str, int]:
            from ..core.map.session_list import classes_seen

            return classes_seen(path, feedback)

        def done(classes: dict[str, int]) -> None:
            if path == self._path:
                self.model.tell_classes(classes)

        def failed(error: SeatizenError) -> None:
            self.table.setToolTip(str(error))  # an atlas that is too old has its list all the same

        self.table.setToolTip("")
        self._shell.run(f"{KEY} classes", tr("Looking for classes"), verb, done=done, failed=failed)

    def _tell_count(self) -> None:
        if self._shell.atlas_path is None:
            self._status.setText(tr("No atlas is open."))
            return
        shown, all_of_them = self._proxy.rowCount(), self.model.rowCount()
        if shown == all_of_them:
            self._status.setText(tr_n("%Ln session(s)", all_of_them))
        else:
            counts = {"shown": shown, "all": all_of_them}
            self._status.setText(tr("{shown} of {all} sessions").format(**counts))

    # The map

    def _session(self, index: QModelIndex) -> SessionFigures | None:
        return self.model.sessions[self._proxy.mapToSource(index).row()] if index.isValid() else None

    def _zoom(self, index: QModelIndex) -> None:
        session = self._session(index)
        if session is None or session.box is None or self._path is None:
            return
        if not layers_of(self._path):
            self._shell.load_layers(self._path)
        box = QgsRectangle(session.box)
        box.grow(max(0.0, (_SMALLEST_VIEW - max(box.width(), box.height())) / 2))
        try:
            view = self._to_map().transformBoundingBox(box)
        except QgsCsException:
            return  # nowhere in the map's projection
        view.scale(1.15)
        self._canvas.setExtent(view)
        self._canvas.refresh()

    def _show_current(self, index: QModelIndex) -> None:
        """Outline the session on the map, whatever scale it has."""
        session = self._session(index)
        self._outline(session.box if session is not None else None)

    def _outline(self, box: QgsRectangle | None) -> None:
        if self._band is not None:
            self._canvas.scene().removeItem(self._band)
            self._band = None
        if box is not None:
            try:
                outline = QgsGeometry.fromRect(self._to_map().transformBoundingBox(box))
            except QgsCsException:
                return  # nowhere in the map's projection
            self._band = QgsRubberBand(self._canvas)
            self._band.setStrokeColor(_COLOUR)
            self._band.setFillColor(QColor(0, 0, 0, 0))
            self._band.setWidth(2)
            self._band.setToGeometry(outline)

    def _hover(self, point: QgsPointXY) -> None:
        """Highlight the session that lies under the mouse: of several the smallest."""
        if not self.isVisible():
            return
        try:
            place = self._to_map().transform(point, Qgis.TransformDirection.Reverse)
        except QgsCsException:
            return
        row = self.model.highlight_at(place)
        if row is not None:
            index = self._proxy.mapFromSource(self.model.index(row, 0))
            if index.isValid():
                self.table.scrollTo(index)

    def _to_map(self) -> QgsCoordinateTransform:
        target = self._canvas.mapSettings().destinationCrs()
        return QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4326"), target, QgsProject.instance()
        )


class SessionsModel(QAbstractTableModel):
    """Sessions as rows; one of them may be highlighted."""

    NAME, PLACE, PLATFORM, DAY, FRAMES, CLASSES, ANNOTATED = range(7)

    def __init__(self) -> None:
        super().__init__()
        self.sessions: Sequence[SessionFigures] = ()
        self.classes: Mapping[str, int] = {}
        self.highlighted: int | None = None
        self._platforms = {platform.code: platform.name for platform in all_platforms()}
        self._headings = (
            tr("Session"),
            tr("Place"),
            tr("Platform"),
            tr("Date"),
            tr("Frames"),
            tr("Classes"),
            tr("Annotated"),
        )

    def show(self, sessions: Sequence[SessionFigures]) -> None:
        """Show other sessions."""
        self.beginResetModel()
        self.sessions = sessions
        self.classes = {}
        self.highlighted = None
        self.endResetModel()

    def tell_classes(self, classes: Mapping[str, int]) -> None:
        """Show how many classes were seen in the sessions, by their DOIs."""
        self.classes = classes
        if self.sessions:
            last = len(self.sessions) - 1
            self.dataChanged.emit(self.index(0, self.CLASSES), self.index(last, self.CLASSES))

    def highlight_at(self, place: QgsPointXY) -> int | None:
        """Highlight the smallest session around a place (EPSG:4326), and no other; its row when it is new."""
        found: int | None = None
        smallest = 0.0
        for row, session in enumerate(self.sessions):
            box = session.box
            if box is not None and box.contains(place):
                size = box.width() * box.height()
                if found is None or size < smallest:
                    found, smallest = row, size
        if found == self.highlighted:
            return None
        before, self.highlighted = self.highlighted, found
        for changed in (before, found):
            if changed is not None:
                last = self.columnCount() - 1
                self.dataChanged.emit(self.index(changed, 0), self.index(changed, last))
        return found

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.sessions)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        session, column = self.sessions[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(session, column)
        if role == _SORTED:
            return self._value(session, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (
            self.FRAMES,
            self.CLASSES,
            self.ANNOTATED,
        ):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.BackgroundRole and index.row() == self.highlighted:
            return QColor(_COLOUR.red(), _COLOUR.green(), _COLOUR.blue(), 90)
        if role == Qt.ItemDataRole.ToolTipRole:
            return session.name
        return None

    def _value(self, session: SessionFigures, column: int) -> Any:
        return (
            session.name,
            session.place,
            session.platform,
            session.day,
            session.frames,
            self.classes.get(session.doi, 0),
            session.annotated_share,
        )[column]

    def _text(self, session: SessionFigures, column: int) -> str:
        if column == self.PLACE:
            return f"{session.place} ({session.country})" if session.place else session.country
        if column == self.PLATFORM:
            return self._platforms.get(session.platform, session.platform)
        if column == self.FRAMES:
            return QLocale().toString(session.frames)
        if column == self.CLASSES:
            return str(self.classes.get(session.doi, "–"))
        if column == self.ANNOTATED:
            return _share(session)
        return str(self._value(session, column))


class _Search(QSortFilterProxyModel):
    """Keeps the sessions in which every word that is searched occurs."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()

    def look_for(self, text: str) -> None:
        """Show what holds all words of `text`."""
        self._words = tuple(text.casefold().split())
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, _parent: QModelIndex) -> bool:
        model = self.sourceModel()
        if not self._words:
            return True
        texts = (model.data(model.index(row, column)) for column in range(model.columnCount()))
        text = " ".join(texts).casefold()
        return all(word in text for word in self._words)


def _share(session: SessionFigures) -> str:
    if not session.annotated:
        return "–"
    percent = QLocale().toString(100 * session.annotated_share, "f", 1)
    return tr("{} %").format(percent)


def open_dock(shell: Shell) -> None:
    """Show the list of the current atlas's sessions."""
    shell.show_dock(KEY, lambda: SessionsDock(shell))
