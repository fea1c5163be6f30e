# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock “Frame”: the picture of a frame, its facts, and what the model and people say of it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsPointXY, QgsVectorLayer, QgsVectorLayerFeatureSource
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QLocale, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent, QIcon, QKeyEvent, QKeySequence, QShowEvent
from qgis.PyQt.QtWidgets import (
    QAction,
    QComboBox,
    QDockWidget,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.downloads.picture import Picture
from ...core.errors import SeatizenError
from ...core.icons import ICONS
from ...core.reading.frames import FrameFacts
from ...core.translation import tr
from ...core.zenodo.errors import OutOfReach
from ..task import TaskFeedback, Way
from .annotate_panel import AnnotatePanel
from .annotator import annotator_of
from .facts_text import caption, facts_html, looks_html, session_of, taken
from .frames_layers import atlas_of, frames_layers, is_frames
from .map_mark import FrameMark, FramePicker
from .picture_view import PictureView
from .scores_view import ScoresView
from .walker import Latest, Step, Walker

if TYPE_CHECKING:
    from ..shell import Shell
    from .place_dock import PlaceDock

KEY = "viewer"
SPEEDS = (0.5, 1, 2, 4)
_KEYS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10,
}  # fmt: skip


class ViewerDock(QgsDockWidget):
    """Follows clicks with its map tool and single selections; walks the track with keys."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(tr("Frame"), parent)
        self.setObjectName("SeatizenAtlasViewer")
        self._shell = shell
        self._canvas = shell.iface.mapCanvas()
        self.walker = Walker(self)
        self._picking = Latest(self.walker.runner, "pick", tr("Looking for the frame"))
        self.mark = FrameMark(self._canvas)
        self.picker = FramePicker(self._canvas)

        self.view = PictureView()
        self.view.canvas.detail_wanted.connect(self.walker.fetch_detail)
        self._title = QLabel()
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remark = QLabel()
        self._remark.setWordWrap(True)
        self._remark.hide()
        self._caption = QLabel()
        self._caption.setWordWrap(True)
        self._caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts = _text(tr("Facts of the frame"))
        self._looks = _text(tr("Annotations of the frame"))
        self.scores = ScoresView()
        self.annotator = annotator_of(shell)
        self.annotating = AnnotatePanel(self.annotator)
        for widget in (self, self.scores):
            self.annotating.attend(widget)
        self._model = QLabel()
        self._model.setWordWrap(True)

        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self._make_bar())
        above.addWidget(self._title)
        above.addWidget(self.view, 1)
        above.addWidget(self._remark)
        above.addWidget(self._caption)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(top)
        self.tabs = self._make_below()
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([600, 380])
        self.setWidget(splitter)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 46)

        self.walker.stepped.connect(self._show_step)
        self.walker.facts_read.connect(self._show_facts)
        self.walker.waiting.connect(self.view.wait)
        self.walker.picture_ready.connect(self._show_picture)
        self.walker.detail_ready.connect(lambda picture: self.view.canvas.show_detail(picture))
        self.walker.failed.connect(self._show_error)
        self.walker.played.connect(self._show_playing)
        self.picker.clicked.connect(self.pick)
        self._canvas.selectionChanged.connect(self._follow_selection)
        self.annotator.saved.connect(self._show_saved)
        self.annotator.began.connect(self._show_annotating)
        shell.atlas_changed.connect(self.walker.refresh)
        shell.closing.connect(self.remove)
        self._enable()

    # Widgets

    def _make_bar(self) -> QToolBar:
        bar = QToolBar()
        size = round(self.fontMetrics().height() * 1.25)
        bar.setIconSize(QSize(size, size))
        self.pick_action = self._action("pick.svg", tr("Pick on the map"), None)
        self.pick_action.setCheckable(True)
        self.pick_action.toggled.connect(self._set_picking)
        self.picker.setAction(self.pick_action)
        bar.addAction(self.pick_action)
        bar.addSeparator()
        walk = self.walker
        self._walking = [
            self._action("first.svg", tr("First frame"), Qt.Key.Key_Home, lambda: walk.move_to_end(False)),
            self._action("previous.svg", tr("Previous frame"), Qt.Key.Key_Left, lambda: walk.move(-1)),
            self._action("play.svg", tr("Play"), Qt.Key.Key_Space, lambda: walk.play(not walk.playing)),
            self._action("next.svg", tr("Next frame"), Qt.Key.Key_Right, lambda: walk.move(1)),
            self._action("last.svg", tr("Last frame"), Qt.Key.Key_End, lambda: walk.move_to_end(True)),
        ]
        self._play = self._walking[2]
        for action in self._walking:
            bar.addAction(action)
        self._speed = QComboBox()
        self._speed.setAccessibleName(tr("Pictures per second"))
        self._speed.setToolTip(tr("Pictures per second"))
        for speed in SPEEDS:
            self._speed.addItem(tr("{} /s").format(QLocale().toString(speed)), speed)
        self._speed.setCurrentIndex(SPEEDS.index(2))
        self._speed.currentIndexChanged.connect(lambda _i: walk.play(walk.playing, self._speed.currentData()))
        bar.addWidget(self._speed)
        bar.addSeparator()
        canvas = self.view.canvas
        for action in (
            self._action("fit.svg", tr("Whole picture"), Qt.Key.Key_0, canvas.fit),
            self._action("original.svg", tr("Pixel by pixel"), Qt.Key.Key_1, canvas.original),
        ):
            bar.addAction(action)
        bar.addSeparator()
        bar.addAction(self.annotator.action)
        bar.addAction(self._action("place.svg", tr("Same place, other years"), None, self.open_place))
        for action in bar.actions():
            button = bar.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                button.setAccessibleName(action.text())
        return bar

    def _action(
        self, icon: str, text: str, key: Qt.Key | None, callback: Callable[[], object] | None = None
    ) -> QAction:
        """An action whose tip tells its key; the keys themselves are handled where the focus is."""
        action = QAction(QIcon(str(ICONS / icon)), text, self)
        if key is not None:
            action.setToolTip(
                f"{text} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})"
            )
        if callback is not None:
            action.triggered.connect(lambda _checked=False: callback())
        return action

    def _make_below(self) -> QTabWidget:
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        scored = QWidget()
        column = QVBoxLayout(scored)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self._model)
        column.addWidget(self.scores, 1)
        tabs.addTab(scored, tr("Scores"))
        for text, label in ((tr("Facts"), self._facts), (tr("Annotations"), self._looks)):
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setWidget(label)
            tabs.addTab(scroll, text)
        tabs.addTab(self.annotating, tr("Annotate"))
        return tabs

    # Choosing a frame

    def show_frame(self, atlas: Path, frame_id: int) -> None:
        """Show a frame."""
        self.walker.go_to(atlas, frame_id)

    def pick(self, point: QgsPointXY, reach: float) -> None:
        """Show the frame nearest to a place, of all atlases in the project."""
        layers = frames_layers(shown=True) or frames_layers()
        if not layers:
            self.view.tell(tr("No atlas is in the project."), [Way(tr("Load layers"), self._load_layers)])
            return
        atlases = [atlas_of(layer) for layer in layers]
        sources = [QgsVectorLayerFeatureSource(layer) for layer in layers]

        def verb(feedback: TaskFeedback) -> tuple[int, int] | None:
            from ...core.reading.nearest import nearest_frame

            return nearest_frame(sources, point, reach, feedback)

        def done(found: tuple[int, int] | None) -> None:
            if found is None:
                self.view.tell(tr("There is no frame near this place."))
                return
            atlas = atlases[found[0]]
            if atlas is not None:
                self.show_frame(atlas, found[1])

        self._picking.start(verb, done, self._show_error)

    def _load_layers(self) -> None:
        self._shell.load_layers()

    def _follow_selection(self, layer: QgsMapLayer) -> None:
        """One selected frame is looked at."""
        if not (self.isVisible() and isinstance(layer, QgsVectorLayer) and is_frames(layer)):
            return
        if layer.selectedFeatureCount() == 1:
            atlas = atlas_of(layer)
            if atlas is not None:
                self.show_frame(atlas, layer.selectedFeatureIds()[0])

    def _set_picking(self, on: bool) -> None:
        if on:
            self._canvas.setMapTool(self.picker)
        elif self._canvas.mapTool() is self.picker:
            self._canvas.unsetMapTool(self.picker)

    # Showing it

    def _show_step(self, step: Step) -> None:
        self._remark.hide()
        spot = step.spot
        number, count = (QLocale().toString(n) for n in (step.number + 1, step.count))
        self._title.setText(
            "<b>{}</b><br>{}".format(
                escape(session_of(spot)),
                escape(
                    tr("{number} of {count} · {time}").format(number=number, count=count, time=taken(spot))
                ),
            )
        )
        self.mark.show_at(spot.x, spot.y, spot.heading)
        self.mark.bring_into_view()
        self.annotating.show_frames(step.atlas, (spot.frame_id,))
        self._enable()

    def open_place(self) -> PlaceDock:
        """Show what others saw where the frame was taken."""
        from .place_dock import show_place

        return show_place(self._shell, self.walker)

    def _show_saved(self, frames: set[int]) -> None:
        """Marks are in the atlas: what people say of this frame may be another now."""
        step = self.walker.step
        if step is not None and step.atlas == self.annotator.atlas and step.spot.frame_id in frames:
            self.walker.read_again()

    def _show_annotating(self) -> None:
        self.tabs.setCurrentWidget(self.annotating)

    def _show_facts(self, facts: FrameFacts) -> None:
        self._title.setToolTip(facts.session)
        self._caption.setText(caption(facts))
        step = self.walker.step
        if step is not None:
            self.annotating.show_frames(step.atlas, (facts.spot.frame_id,), facts)
        self._facts.setText(facts_html(facts))
        self._looks.setText(looks_html(facts))
        looks = len(facts.looks)
        self.tabs.setTabText(2, tr("Annotations ({})").format(looks) if looks else tr("Annotations"))
        self.scores.show_frame(facts)
        scored = tr("Scores of {model}").format(model=facts.model)
        self._model.setText(scored if facts.scores else facts.note or tr("No model has scored this frame."))
        self.scores.setVisible(bool(facts.scores))

    def _show_picture(self, picture: Picture) -> None:
        self.view.show_picture(picture)
        step = self.walker.step
        self.view.canvas.setAccessibleDescription(step.spot.filename if step else "")
        self._remark.setText(picture.remark)
        self._remark.setVisible(bool(picture.remark))

    def _show_error(self, error: SeatizenError) -> None:
        ways = [Way(tr("Try again"), self.walker.again)] if self.walker.step else []
        if isinstance(error, OutOfReach) and self.walker.pictures.may_use_token:
            ways.insert(0, Way(tr("Use my token"), self._use_token))
        self.view.tell(str(error), ways)

    def _use_token(self) -> None:
        self.walker.pictures.use_token()
        self.walker.again()

    def _show_playing(self, on: bool) -> None:
        self._play.setIcon(QIcon(str(ICONS / ("pause.svg" if on else "play.svg"))))
        self._play.setText(tr("Pause") if on else tr("Play"))

    def _enable(self) -> None:
        for action in self._walking:
            action.setEnabled(self.walker.step is not None)

    # Keys, opening and closing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End go to the ends, Space plays."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _KEYS:
            if not (event.isAutoRepeat() and self.walker.busy):  # as fast as pictures come
                self.walker.play(False)
                self.walker.move(_KEYS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.walker.move_to_end(key == Qt.Key.Key_End)
        elif key == Qt.Key.Key_Space:
            self.walker.play(not self.walker.playing, self._speed.currentData())
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stop all work and leave the map alone."""
        super().hideEvent(event)
        self.walker.stop()
        self._picking.cancel()
        self.pick_action.setChecked(False)
        self.mark.show_at(None, None, None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        step = self.walker.step
        if step is not None:
            self.show_frame(step.atlas, step.spot.frame_id)

    def remove(self) -> None:
        """The plugin is unloaded."""
        self.walker.close()
        self._canvas.selectionChanged.disconnect(self._follow_selection)
        self._canvas.unsetMapTool(self.picker)
        self.mark.remove()


def open_dock(shell: Shell) -> ViewerDock:
    """Show the viewer, ready to take a frame from the map; a selected frame is shown at once."""
    if not frames_layers():
        shell.load_layers()

    def make() -> ViewerDock:
        made = ViewerDock(shell, shell.window)
        beside = shell.window.findChild(QDockWidget, "SeatizenAtlasDock")
        if beside is not None and beside.isVisible():  # both want the whole height
            QTimer.singleShot(0, lambda: shell.window.tabifyDockWidget(beside, made))
            QTimer.singleShot(0, made.raise_)
        return made

    dock = shell.show_dock(KEY, make)
    dock.pick_action.setChecked(True)
    if dock.walker.step is None:
        for layer in frames_layers():
            atlas = atlas_of(layer)
            if layer.selectedFeatureCount() and atlas is not None:
                dock.show_frame(atlas, min(layer.selectedFeatureIds()))
                break
    dock.view.canvas.setFocus()
    return dock


def _text(name: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setOpenExternalLinks(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setAccessibleName(name)
    label.setMargin(6)
    return label
