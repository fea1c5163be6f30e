# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock “Filter”: which frames of the current atlas the map shows, and how many they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsCheckableComboBox, QgsDockWidget
from qgis.PyQt.QtCore import QDate, QLocale, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import Cancelled, InputError, SeatizenError
from ..core.map import filtering, views
from ..core.map.layers import ROLE
from ..core.map.platforms import all_platforms
from ..core.reading.words import fix_names
from ..core.selection.filters import Agreement, FrameFilter, Presence, polygons
from ..core.translation import tr, tr_n
from .stillness import layers_of
from .windows import confirmed

if TYPE_CHECKING:
    from .sessions_dock import SessionsDock
    from .shell import Shell

KEY = "filter"
_PATIENCE = 250  # ms without a change before a filter is tried: sliders and typing change often
_CHOICES = "filter choices"


class FilterDock(QgsDockWidget):
    """Every change is tried in the background and then shown by the layers at once."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(tr("Filter"), shell.window)
        self.setObjectName("SeatizenAtlasFilter")
        self._shell = shell
        self._path: Path | None = None
        self._choices: filtering.Choices | None = None
        self._undo: list[FrameFilter] = []
        self._set = FrameFilter()
        self._showing = False
        self._outdated = True
        self._steps: Iterator[str] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._try)

        body = QWidget()
        layout = QVBoxLayout(body)
        layout.addLayout(self._make_head())
        layout.addLayout(self._make_views())
        layout.addLayout(self._make_form())
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        self.setWidget(scroll)

        shell.atlas_changed.connect(self._follow_atlas)
        shell.atlas_loaded.connect(self._follow_atlas)
        QgsProject.instance().readProject.connect(self._follow_project)

    # What the dock is made of

    def _make_head(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        self.count = QLabel()
        self.count.setWordWrap(True)
        self.count.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.count)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(4)
        keeps = self._busy.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(keeps)
        self._busy.hide()
        layout.addWidget(self._busy)
        line = QHBoxLayout()
        self.undo = QPushButton(tr("Undo"))
        self.undo.setToolTip(tr("Go back to the filter before the last change."))
        self.undo.clicked.connect(self._go_back)
        self.clear = QPushButton(tr("Show all"))
        self.clear.setToolTip(tr("Take all conditions off the map."))
        self.clear.clicked.connect(lambda: self.show_filter(FrameFilter()))
        line.addWidget(self.undo)
        line.addWidget(self.clear)
        line.addStretch(1)
        layout.addLayout(line)
        return layout

    def _make_views(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.views = QComboBox()
        self.views.setAccessibleName(tr("Saved views"))
        self.views.setToolTip(tr("Filters that were saved in this project."))
        self.views.activated.connect(self._take_view)
        line.addWidget(self.views, 1)
        for text, tip, callback in (
            (tr("Save…"), tr("Save this filter in the project under a name."), self._save_view),
            (tr("Delete"), tr("Delete the chosen view."), self._delete_view),
        ):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, call=callback: self.perform(call))
            line.addWidget(button)
        return line

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.platforms = _Several(tr("all"))
        self.first, self.last = _Day(tr("First day")), _Day(tr("Last day"))
        self.follow = QToolButton()
        self.follow.setText(tr("As the time shown"))
        self.follow.setToolTip(tr("The days of the temporal controller, now and whenever it moves on."))
        self.follow.setCheckable(True)
        self.follow.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.follow.toggled.connect(self._follow_time)
        self.sessions = _Held(tr("all"))
        self.sessions.offer(
            tr("From the list"), tr("Those selected in the list of sessions."), self._take_sessions
        )
        self.fixes = _Several(tr("any"))
        self.model = _choice()
        self.classes = _Classes()
        self.annotated = _choice(
            (tr("whether annotated or not"), None), (tr("annotated"), True), (tr("not annotated"), False)
        )
        self.agreement = _choice(
            (tr("whatever they say"), None),
            (tr("agree"), Agreement.AGREES),
            (tr("differ"), Agreement.DIFFERS),
        )
        self.agreement.setToolTip(
            tr("Only frames that a person and the model judged; of all classes of both.")
        )
        self.area = _Held(tr("everywhere"))
        self.area.offer(tr("Map view"), tr("What the map shows now."), self._take_view_extent)
        self.area.offer(tr("Selection"), tr("Selected frames, or selected polygons."), self._take_selection)
        self.area.offer(tr("Draw"), tr("Draw a polygon: right click ends it."), self._draw)
        days = QHBoxLayout()
        days.addWidget(self.first, 1)
        days.addWidget(QLabel("–"))
        days.addWidget(self.last, 1)
        for label, field in (
            (tr("Platforms"), self.platforms),
            (tr("Days"), days),
            ("", self.follow),
            (tr("Sessions"), self.sessions),
            (tr("GPS quality"), self.fixes),
            (tr("Place"), self.area),
            (tr("Model"), self.model),
            (tr("Classes"), self.classes),
            (tr("Frames"), self.annotated),
            (tr("Person and model"), self.agreement),
        ):
            form.addRow(label, field)
            if isinstance(field, QWidget) and label:
                field.setAccessibleName(label)
        for signal in (
            self.platforms.checkedItemsChanged,
            self.first.dateChanged,
            self.last.dateChanged,
            self.sessions.changed,
            self.fixes.checkedItemsChanged,
            self.model.currentIndexChanged,
            self.classes.changed,
            self.annotated.currentIndexChanged,
            self.agreement.currentIndexChanged,
            self.area.changed,
        ):
            signal.connect(lambda *_values: self._changed())
        return form

    # The atlas and the project

    def showEvent(self, event: QShowEvent) -> None:
        """Read what can be asked for when somebody sees the dock."""
        super().showEvent(event)
        if self._outdated:
            self._read()

    def _follow_atlas(self) -> None:
        self._outdated = True
        if self._path is not None and self._path != self._shell.atlas_path:
            self._shell.frame_filter = None
        if self.isVisible():
            self._read()

    def _follow_project(self) -> None:
        self._path = None
        self._follow_atlas()

    def _read(self) -> None:
        path = self._shell.atlas_path
        if path is None:
            self.count.setText(tr("No atlas is open."))
            self.widget().setEnabled(False)
            return
        if self._shell.runner.running(_CHOICES) is not None:
            return
        self._outdated = False

        def verb(feedback: QgsProcessingFeedback) -> filtering.Choices:
            return filtering.choices(path, feedback)

        def done(choices: filtering.Choices) -> None:
            if self._outdated:
                self._read()
                return
            other = self._path != path
            self._path = path
            self._choices = choices
            self.widget().setEnabled(True)
            wanted = views.set_filter(QgsProject.instance(), path) if other else self._set
            if other:
                self._undo.clear()
            self._offer(choices)
            self._list_views()
            self._display(wanted)
            self._set = wanted
            self._try()

        def failed(error: SeatizenError) -> None:
            self.widget().setEnabled(False)
            self.count.setText(str(error))

        self._shell.run(_CHOICES, tr("Reading the atlas"), verb, done=done, failed=failed)

    def _offer(self, choices: filtering.Choices) -> None:
        self._showing = True
        names = {platform.code: platform.name for platform in all_platforms()}
        self.platforms.offer({code: names.get(code, code) for code in choices.platforms})
        for edit in (self.first, self.last):
            edit.offer(choices.first_day, choices.last_day)
        words = fix_names()
        self.fixes.offer({fix: words.get(fix, str(fix)) for fix in choices.fixes})
        model = self.model.currentText()
        self.model.clear()
        self.model.addItems(list(choices.models))
        self.model.setCurrentText(model)
        if self.model.currentText() != model:
            self.model.setCurrentIndex(self.model.count() - 1)
        self.model.setEnabled(self.model.count() > 1)
        self._showing = False

    # From the controls to a filter and back

    def _wanted(self) -> FrameFilter:
        """The filter that the controls tell.

        Raises:
            InputError: they contradict each other.
        """
        place = self.area.value if isinstance(self.area.value, FrameFilter) else FrameFilter()
        last = self.model.currentIndex() == self.model.count() - 1
        return FrameFilter(
            extent=place.extent,
            area=place.area,
            frames=place.frames,
            platforms=tuple(self.platforms.chosen()),
            date_from=self.first.day(),
            date_to=self.last.day(),
            sessions=tuple(self.sessions.value or ()),
            gps_fixes=tuple(self.fixes.chosen()),
            model="" if last else self.model.currentText(),
            present=tuple(self.classes.presences()),
            annotated=self.annotated.currentData(),
            agreement=self.agreement.currentData(),
        )

    def _display(self, wanted: FrameFilter) -> None:
        self._showing = True
        try:
            self.platforms.choose(wanted.platforms)
            self.first.choose(wanted.date_from)
            self.last.choose(wanted.date_to)
            count = len(wanted.sessions)
            self.sessions.hold(
                wanted.sessions, tr_n("%Ln session(s)", count) if count != 1 else wanted.sessions[0]
            )
            self.fixes.choose(wanted.gps_fixes)
            index = self.model.findText(wanted.model) if wanted.model else self.model.count() - 1
            self.model.setCurrentIndex(index)
            self.classes.offer(self._classes_of_model())
            self.classes.display(wanted.present)
            self.annotated.setCurrentIndex(self.annotated.findData(wanted.annotated))
            self.agreement.setCurrentIndex(self.agreement.findData(wanted.agreement))
            place = FrameFilter(extent=wanted.extent, area=wanted.area, frames=wanted.frames)
            self.area.hold(place if place.chooses_frames else None, _place_text(wanted))
        finally:
            self._showing = False

    def _classes_of_model(self) -> Sequence[filtering.ClassChoice]:
        models = self._choices.models if self._choices is not None else {}
        return models.get(self.model.currentText(), ())

    def _changed(self) -> None:
        if not self._showing:
            self.classes.offer(self._classes_of_model())
            self._timer.start()

    def show_filter(self, wanted: FrameFilter) -> None:
        """Show this filter, in the dock and on the map."""
        self.follow.setChecked(False)
        self._display(wanted)
        self._try()

    def _go_back(self) -> None:
        if self._undo:
            before = self._undo.pop()
            self._set = before  # so that going back is nothing to go back from
            self.show_filter(before)
        self.undo.setEnabled(bool(self._undo))

    # The map

    def _try(self) -> None:
        """Compare the filter with the atlas in the background and show it; only the newest one counts."""
        self._timer.stop()
        path = self._path
        if path is None or path != self._shell.atlas_path:
            return
        running = self._shell.runner.running(KEY)
        if running is not None:
            running.cancel()
            self._timer.start()
            return
        try:
            wanted = self._wanted()
        except InputError as error:
            self.count.setText(str(error))
            return
        if wanted != self._set:
            self._undo.append(self._set)
            self._set = wanted

        def verb(feedback: QgsProcessingFeedback) -> filtering.MapFilter:
            return filtering.compare(path, wanted, feedback)

        def done(found: filtering.MapFilter) -> None:
            if path == self._shell.atlas_path:
                self._show_on_map(path, wanted, found)

        def failed(error: SeatizenError) -> None:
            self._busy.hide()
            if not isinstance(error, Cancelled):
                self.count.setText(str(error))

        self.undo.setEnabled(bool(self._undo))
        self._busy.show()
        self._shell.run(KEY, tr("Filtering"), verb, done=done, failed=failed)

    def _show_on_map(self, path: Path, wanted: FrameFilter, found: filtering.MapFilter) -> None:
        project = QgsProject.instance()
        self._shell.frame_filter = None if found.everything else wanted
        if views.set_filter(project, path) != wanted:
            views.remember_filter(project, path, wanted)
        self.clear.setEnabled(not found.everything)
        self.count.setText(_count_text(found))
        if not layers_of(path):
            self._busy.hide()
            return
        canvas = self._shell.iface.mapCanvas()
        canvas.stopRendering()
        canvas.freeze(True)
        self._steps = filtering.apply(project, path, found)
        self._step()

    def _step(self) -> None:
        """One layer at a time, with the event loop in between; then the map is drawn once."""
        if next(self._steps, None) is not None:
            QTimer.singleShot(0, self._step)
            return
        self._busy.hide()
        canvas = self._shell.iface.mapCanvas()
        canvas.freeze(False)
        canvas.refresh()

    def _follow_time(self, on: bool) -> None:
        controller = self._shell.iface.mapCanvas().temporalController()
        if controller is None:
            return
        if on:
            controller.updateTemporalRange.connect(self._take_time)
            self._take_time(controller.dateTimeRangeForFrameNumber(controller.currentFrameNumber()))
        else:
            controller.updateTemporalRange.disconnect(self._take_time)

    def _take_time(self, shown: QgsDateTimeRange) -> None:
        begin, end = shown.begin(), shown.end()
        if begin.isValid() and end.isValid():
            self.first.setDate(begin.date())
            self.last.setDate(end.addSecs(-1).date())

    # Places and sessions

    def _take_sessions(self) -> None:
        dock: SessionsDock | None = self._shell.dock("sessions")
        chosen = dock.chosen() if dock is not None else ()
        if not chosen:
            from .sessions_dock import open_dock as open_list

            open_list(self._shell)
            self._shell.tell(
                tr("Filter"), tr("Select sessions in the list first."), level=Qgis.MessageLevel.Info
            )
            return
        self._set_place_or_sessions(replace(self._wanted(), sessions=chosen))

    def _take_view_extent(self) -> None:
        canvas = self._shell.iface.mapCanvas()
        try:
            box = self._to_degrees(canvas.mapSettings().destinationCrs()).transformBoundingBox(
                canvas.extent()
            )
        except QgsCsException as error:
            raise InputError(tr("The map's view has no place on the globe."), details=str(error)) from error
        self._set_place_or_sessions(replace(self._wanted(), extent=box, area=None, frames=None))

    def _take_selection(self) -> None:
        frames = self._frames_layer()
        wanted = replace(self._wanted(), extent=None, area=None, frames=None)
        active = self._shell.iface.activeLayer()
        if frames is not None and frames.selectedFeatureCount():
            request = QgsFeatureRequest().setFilterFids(frames.selectedFeatureIds())
            request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
            # A copy of the selected rows alone: it is read beside the event loop, when the selection may
            # have changed.
            wanted = replace(wanted, frames=frames.materialize(request))
        elif _has_selected_polygons(active):
            context = QgsProject.instance().transformContext()
            copied = active.materialize(QgsFeatureRequest().setFilterFids(active.selectedFeatureIds()))
            wanted = replace(wanted, area=polygons(copied, context))
        else:
            raise InputError(
                tr("Nothing is selected."),
                advice=tr("Select frames of this atlas, or polygons of the active layer."),
            )
        self._set_place_or_sessions(wanted)

    def _draw(self) -> None:
        from .draw_polygon import DrawPolygon

        canvas = self._shell.iface.mapCanvas()

        def done(drawn: QgsGeometry) -> None:
            drawn.transform(self._to_degrees(canvas.mapSettings().destinationCrs()))
            area = drawn if drawn.isGeosValid() else drawn.makeValid()
            self._set_place_or_sessions(replace(self._wanted(), extent=None, area=area, frames=None))

        self._tool = DrawPolygon(canvas, done)
        canvas.setMapTool(self._tool)

    def _set_place_or_sessions(self, wanted: FrameFilter) -> None:
        self._display(wanted)
        self._try()

    def _frames_layer(self) -> QgsVectorLayer | None:
        layers = layers_of(self._path) if self._path is not None else []
        return next((layer for layer in layers if layer.customProperty(ROLE) == "frames"), None)

    def _to_degrees(self, crs: QgsCoordinateReferenceSystem) -> QgsCoordinateTransform:
        return QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance())

    # Views

    def _list_views(self, chosen: str = "") -> None:
        self.views.clear()
        self.views.addItem(tr("Saved views"))
        self.views.addItems(sorted(views.saved_views(QgsProject.instance())))
        self.views.setCurrentIndex(max(0, self.views.findText(chosen)) if chosen else 0)

    def _take_view(self, index: int) -> None:
        found = views.saved_views(QgsProject.instance()).get(self.views.itemText(index)) if index else None
        if found is not None:
            self.show_filter(found)

    def _save_view(self) -> None:
        wanted = self._wanted()
        if wanted.frames is not None:
            raise InputError(
                tr("Selected frames cannot be saved as a view."),
                advice=tr("Draw a polygon around them, or leave them out."),
            )
        name, ok = QInputDialog.getText(self, tr("Save the view"), tr("Name of the view"))
        name = name.strip()
        if not ok or not name:
            return
        if name in views.saved_views(QgsProject.instance()) and not confirmed(
            self, tr("Save the view"), tr("Replace the view “{}”?").format(name)
        ):
            return
        views.save_view(QgsProject.instance(), name, wanted)
        self._list_views(name)

    def _delete_view(self) -> None:
        name = self.views.currentText()
        if self.views.currentIndex() > 0 and confirmed(
            self, tr("Delete the view"), tr("Delete the view “{}”?").format(name)
        ):
            views.delete_view(QgsProject.instance(), name)
            self._list_views()

    def perform(self, callback: Callable[[], None]) -> None:
        """Do what a button stands for; a failure becomes a message."""
        self._shell.perform(tr("Filter"), lambda _shell: callback())


class _Several(QgsCheckableComboBox):
    """Several of some values; none means all."""

    def __init__(self, none: str) -> None:
        super().__init__()
        self.setDefaultText(none)
        self.setSeparator(", ")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(self, names: Mapping[Any, str]) -> None:
        """Offer values under their names; those that are checked stay so."""
        checked = self.chosen()
        self.clear()
        for value, name in names.items():
            self.addItemWithCheckState(name, Qt.CheckState.Unchecked, value)
        self.choose(checked)

    def chosen(self) -> list[Any]:
        """The checked values."""
        return [
            self.itemData(row)
            for row in range(self.count())
            if self.itemCheckState(row) == Qt.CheckState.Checked
        ]

    def choose(self, values: Sequence[object]) -> None:
        """Check these values and no others."""
        self.deselectAllOptions()
        self.setCheckedItems(
            [self.itemText(row) for row in range(self.count()) if self.itemData(row) in values]
        )


class _Day(QDateEdit):
    """A day of those on which surveys were made, or any."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setSpecialValueText(tr("any"))  # for the day before the first one
        self.setAccessibleName(name)
        self.setToolTip(name)

    def offer(self, first: str, last: str) -> None:
        """Offer the days from the first to the last survey; what is set stays."""
        chosen = self.day()
        begin, end = (QDate.fromString(day, "yyyy-MM-dd") for day in (first, last))
        if begin.isValid() and end.isValid():
            self.setDateRange(begin.addDays(-1), end)
        self.choose(chosen)

    def day(self) -> date | None:
        """The day that is set."""
        shown = self.date()
        return None if shown == self.minimumDate() else date(shown.year(), shown.month(), shown.day())

    def choose(self, day: date | None) -> None:
        """Set a day, or any."""
        self.setDate(self.minimumDate() if day is None else QDate(day.year, day.month, day.day))


class _Held(QWidget):
    """A value that is set by buttons: what it is, the buttons, and one that takes it off."""

    changed = pyqtSignal()

    def __init__(self, none: str) -> None:
        super().__init__()
        self._none = none
        self.value: Any = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        self._text = QLabel(none)
        self._text.setWordWrap(True)
        line.addWidget(self._text, 1)
        self._off = QToolButton()
        self._off.setText("✕")
        self._off.setToolTip(tr("Take this condition off"))
        self._off.setAccessibleName(tr("Take this condition off"))
        self._off.setAutoRaise(True)
        self._off.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._off.clicked.connect(self._take_off)
        self._off.setEnabled(False)
        line.addWidget(self._off)
        layout.addLayout(line)
        self._buttons = QHBoxLayout()
        layout.addLayout(self._buttons)

    def offer(self, text: str, tip: str, callback: Callable[[], None]) -> None:
        """Add a button."""
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked=False: self._dock().perform(callback))
        self._buttons.addWidget(button)

    def hold(self, value: object, text: str) -> None:
        """Show a value; an empty one is none."""
        self.value = value or None
        self._text.setText(text if value else self._none)
        self._off.setEnabled(bool(value))

    def _take_off(self) -> None:
        self.hold(None, "")
        self.changed.emit()

    def _dock(self) -> FilterDock:
        parent = self.parent()
        while not isinstance(parent, FilterDock):
            parent = parent.parent()
        return parent


class _Classes(QWidget):
    """Classes that must be predicted, each with the score that is enough."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[filtering.ClassChoice] = ()
        self.rows: list[_ClassRow] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._list = QVBoxLayout()
        layout.addLayout(self._list)
        self.add = QPushButton(tr("Add a class"))
        self.add.clicked.connect(lambda: self._add(None))
        layout.addWidget(self.add)

    def offer(self, choices: Sequence[filtering.ClassChoice]) -> None:
        """Another model has other classes; those of the former one go."""
        if tuple(choices) == tuple(self._choices):
            return
        self._choices = choices
        self.add.setEnabled(bool(choices))
        self.add.setToolTip("" if choices else tr("The atlas has no model with classes."))
        names = {choice.name for choice in choices}
        self.display([one for one in self.presences() if one.name in names])

    def presences(self) -> list[Presence]:
        """What the rows ask for."""
        return [row.presence() for row in self.rows]

    def display(self, presences: Sequence[Presence]) -> None:
        """Show these and no others."""
        for row in list(self.rows):
            self._remove(row)
        for presence in presences:
            self._add(presence)

    def _add(self, presence: Presence | None) -> None:
        row = _ClassRow(self._choices, presence)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        row.removed.connect(self.changed)
        self.rows.append(row)
        self._list.addWidget(row)
        if presence is None:
            self.changed.emit()

    def _remove(self, row: _ClassRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.deleteLater()


class _ClassRow(QFrame):
    """One class: its name, and the score that is enough, about the threshold of the model."""

    changed = pyqtSignal()
    removed = pyqtSignal()

    def __init__(self, choices: Sequence[filtering.ClassChoice], presence: Presence | None) -> None:
        super().__init__()
        self._thresholds = {choice.name: choice.threshold for choice in choices}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        head = QHBoxLayout()
        self.name = QComboBox()
        self.name.setAccessibleName(tr("Class"))
        self.name.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for choice in choices:
            self.name.addItem(choice.name.replace("_", " "), choice.name)
        head.addWidget(self.name, 1)
        remove = QToolButton()
        remove.setText("✕")
        remove.setToolTip(tr("Take this condition off"))
        remove.setAccessibleName(tr("Take this condition off"))
        remove.setAutoRaise(True)
        remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        remove.clicked.connect(self.removed)
        head.addWidget(remove)
        layout.addLayout(head)
        line = QHBoxLayout()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setAccessibleName(tr("Least score"))
        self.score = QDoubleSpinBox()
        self.score.setRange(0, 1)
        self.score.setDecimals(3)
        self.score.setSingleStep(0.01)
        self.score.setAccessibleName(tr("Least score"))
        self.own = QToolButton()
        self.own.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.own.clicked.connect(self._take_own)
        line.addWidget(self.slider, 1)
        line.addWidget(self.score)
        line.addWidget(self.own)
        layout.addLayout(line)
        if presence is not None:
            self.name.setCurrentIndex(max(0, self.name.findData(presence.name)))
        self._show_own()
        own = self._thresholds.get(self.name.currentData(), 0.5)
        self.score.setValue(own if presence is None or presence.score is None else presence.score)
        self.slider.setValue(round(100 * self.score.value()))
        self.name.currentIndexChanged.connect(lambda _index: self._take_own())
        self.slider.valueChanged.connect(self._slide)
        self.score.valueChanged.connect(self._type)

    def presence(self) -> Presence:
        """What is asked for; the model's own threshold is no score of its own."""
        name = self.name.currentData()
        score = self.score.value()
        own = abs(score - self._thresholds.get(name, -1)) < 0.0005
        return Presence(name, None if own else score)

    def _take_own(self) -> None:
        self._show_own()
        self.score.setValue(self._thresholds.get(self.name.currentData(), 0.5))
        self.changed.emit()

    def _show_own(self) -> None:
        own = self._thresholds.get(self.name.currentData(), 0.5)
        self.own.setText(QLocale().toString(own, "f", 2))
        self.own.setToolTip(tr("Back to the threshold of the model"))
        self.own.setAccessibleName(tr("Back to the threshold of the model"))

    def _slide(self, percent: int) -> None:
        if percent != round(100 * self.score.value()):
            self.score.setValue(percent / 100)

    def _type(self, score: float) -> None:
        self.slider.setValue(round(100 * score))
        self.changed.emit()


def _choice(*entries: tuple[str, object]) -> QComboBox:
    box = QComboBox()
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for text, value in entries:
        box.addItem(text, value)
    return box


def _place_text(wanted: FrameFilter) -> str:
    if wanted.frames is not None:
        return tr_n("%Ln selected frame(s)", wanted.frames.featureCount())
    if wanted.area is not None:
        return tr("in a polygon")
    return tr("in a view of the map") if wanted.extent is not None else ""


def _count_text(found: filtering.MapFilter) -> str:
    locale = QLocale()
    return tr("{frames} of {all_frames} frames, {sessions} of {all_sessions} sessions").format(
        frames=locale.toString(found.frames),
        all_frames=locale.toString(found.all_frames),
        sessions=locale.toString(found.sessions),
        all_sessions=locale.toString(found.all_sessions),
    )


def _has_selected_polygons(layer: object) -> bool:
    return (
        isinstance(layer, QgsVectorLayer)
        and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
        and layer.selectedFeatureCount() > 0
    )


def open_dock(shell: Shell) -> None:
    """Show the filter of the current atlas."""
    shell.show_dock(KEY, lambda: FilterDock(shell))
