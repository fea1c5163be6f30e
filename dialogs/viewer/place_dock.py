# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock “Same place”: the frame of the viewer beside what other sessions saw there, by date."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QLocale, Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.downloads.picture import Picture
from ...core.errors import SeatizenError
from ...core.judging.place import SamePlace, Visit, same_place
from ...core.reading.frames import FrameFacts, read_frame
from ...core.settings import recall, remember
from ...core.translation import tr, tr_n
from ..frames_on_map import show_frames
from ..task import TaskFeedback, TaskRunner
from .picture_view import Canvas, PictureView
from .scores_view import ScoresView
from .walker import SCREEN, Latest, Pictures, Step, Walker, picture_of

if TYPE_CHECKING:
    from ...core.downloads.source import PictureSource
    from ..shell import Shell

KEY = "same_place"
MOST = 12
"""Sessions that are shown side by side at most, the nearest first when there are more."""
_SETTLE = 300  # milliseconds after the last step of the viewer
_REACH = "same_place/reach"


class VisitView(QWidget):
    """A visit: when and how near, the picture, and what model and people say of it."""

    def __init__(
        self, atlas: Path, visit: Visit, source: PictureSource, runner: TaskRunner, *, asked: bool
    ) -> None:
        super().__init__()
        self.visit = visit
        self._atlas, self._source, self._image = atlas, source, visit.spot.image
        key = f"visit-{visit.spot.frame_id}"
        self._fetching = Latest(runner, key, tr("Fetching the picture"))
        self._detailing = Latest(runner, f"{key}-detail", tr("Reading the picture"))
        self._reading = Latest(runner, f"{key}-facts", tr("Reading the frame"))
        self.head = QLabel(_head(visit, asked))
        self.head.setTextFormat(Qt.TextFormat.RichText)
        self.head.setWordWrap(True)
        self.head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.view = PictureView()
        self.view.canvas.setAccessibleName(tr("Picture of {}").format(visit.day))
        self.view.canvas.setAccessibleDescription(visit.spot.filename)
        self.view.canvas.detail_wanted.connect(self._fetch_detail)
        self.scores = ScoresView()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.view)
        split.addWidget(self.scores)
        split.setChildrenCollapsible(False)
        split.setSizes([260, 200])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self.head)
        layout.addWidget(split, 1)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 38)

    def begin(self) -> None:
        """Bring picture and figures."""
        source, image, atlas = self._source, self._image, self._atlas
        self.view.wait()
        self._reading.start(
            lambda _feedback: read_frame(atlas, self.visit.spot.frame_id), self._show_facts, self._tell
        )
        self._fetching.start(
            lambda feedback: picture_of(source, image, feedback, SCREEN), self._show_picture, self._tell
        )

    def stop(self) -> None:
        """Nobody looks any more."""
        for request in (self._reading, self._fetching, self._detailing):
            request.cancel()

    def _show_facts(self, facts: FrameFacts) -> None:
        self.scores.show_frame(facts)

    def _show_picture(self, picture: Picture) -> None:
        self.view.show_picture(picture)

    def _tell(self, error: SeatizenError) -> None:
        self.view.tell(str(error))

    def _fetch_detail(self) -> None:
        source, image = self._source, self._image
        self._detailing.start(
            lambda feedback: picture_of(source, image, feedback, 0),
            self.view.canvas.show_detail,
            lambda _error: None,
        )


class PlaceDock(QgsDockWidget):
    """Follows the viewer; zoom and place of all pictures go together."""

    def __init__(self, shell: Shell, walker: Walker, parent: QWidget | None = None) -> None:
        super().__init__(tr("Same place"), parent)
        self.setObjectName("SeatizenAtlasSamePlace")
        self._shell = shell
        self._runner = TaskRunner(self, quiet=True)
        self._pictures = Pictures(self)
        self._looking = Latest(self._runner, "place", tr("Looking for other sessions"))
        self._walker = walker
        self._step: Step | None = None
        self._following = False
        self.place: SamePlace | None = None
        self.views: list[VisitView] = []
        self.head = QLabel()
        self.head.setWordWrap(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.reach = QDoubleSpinBox()
        self.reach.setRange(0, 100)
        self.reach.setDecimals(1)
        self.reach.setSingleStep(0.5)
        self.reach.setSuffix(tr(" m"))
        self.reach.setValue(_recalled())
        self.reach.setAccessibleName(tr("Metres more"))
        self.reach.setToolTip(tr("How much further away than the errors of both positions allow"))
        more = QLabel(tr("&Metres more"))
        more.setBuddy(self.reach)
        self.on_map = QToolButton()
        self.on_map.setText(tr("Show on the map"))
        self.on_map.clicked.connect(lambda _checked=False: self._show_on_map())
        top = QHBoxLayout()
        for widget in (self.head, more, self.reach, self.on_map):
            top.addWidget(widget)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setLayout(self._row)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(top)
        layout.addWidget(scroll, 1)
        self.setWidget(body)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE)
        self._soon.timeout.connect(self.look)
        self.reach.valueChanged.connect(self._take_reach)
        self._walker.stepped.connect(self._follow)
        shell.atlas_changed.connect(self._outdated)
        shell.closing.connect(self.remove)

    def look(self) -> None:
        """Look for what others saw where the viewer's frame was taken."""
        step = self._walker.step
        if not self.isVisible():
            return
        if step is None:
            self._clear()
            self.head.setText(tr("Look at a frame in the viewer first: click one on the map."))
            return
        self._step = step
        frame, reach, atlas = step.spot.frame_id, self.reach.value(), step.atlas
        self.head.setText(tr("Reading…"))

        def verb(feedback: TaskFeedback) -> SamePlace:
            return same_place(atlas, frame, feedback, reach=reach)

        def done(place: SamePlace) -> None:
            self._show(atlas, place)

        def failed(error: SeatizenError) -> None:
            self._clear()
            self.head.setText(str(error))

        self._looking.start(verb, done, failed)

    def _show(self, atlas: Path, place: SamePlace) -> None:
        self._clear()
        self.place = place
        nearest = sorted(place.visits, key=lambda visit: visit.distance)[: MOST - 1]
        shown = [visit for visit in place.visits if visit in nearest]
        self.head.setText(_told(place, len(shown)))
        self.on_map.setEnabled(bool(shown))
        try:
            source = self._pictures.source(atlas)
        except SeatizenError as error:
            self.head.setText(str(error))
            return
        for visit in sorted([place.frame, *shown], key=lambda one: (one.day, one.spot.time)):
            view = VisitView(atlas, visit, source, self._runner, asked=visit is place.frame)
            canvas = view.view.canvas
            canvas.moved.connect(lambda canvas=canvas: self._link(canvas))
            self._row.addWidget(view)
            self.views.append(view)
            view.begin()

    def _link(self, moved: Canvas) -> None:
        """Let the others look where one of them looks."""
        if self._following:
            return
        self._following = True
        for view in self.views:
            if view.view.canvas is not moved:
                view.view.canvas.look_alike(*moved.outlook())
        self._following = False

    def _clear(self) -> None:
        self.place = None
        self.on_map.setEnabled(False)
        for view in self.views:
            view.stop()
            self._row.removeWidget(view)
            view.setParent(None)
            view.deleteLater()
        self.views.clear()

    def _show_on_map(self) -> None:
        if self.place is not None and self._step is not None:
            frames = [visit.spot.frame_id for visit in (self.place.frame, *self.place.visits)]
            show_frames(self._shell, self._step.atlas, frames)

    def _follow(self, _step: Step) -> None:
        self._soon.start()

    def _take_reach(self, metres: float) -> None:
        remember(_REACH, str(metres))
        self._soon.start()

    def _outdated(self) -> None:
        self._pictures.forget()
        self._soon.start()

    # Opening and closing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stop all work."""
        super().hideEvent(event)
        self._soon.stop()
        self._looking.cancel()
        for view in self.views:
            view.stop()

    def remove(self) -> None:
        """The plugin is unloaded."""
        self._soon.stop()
        self._looking.cancel()
        self._clear()
        self._runner.stop(0)


def show_place(shell: Shell, walker: Walker) -> PlaceDock:
    """Show the same place, for the frame at which `walker` stands."""
    bottom = Qt.DockWidgetArea.BottomDockWidgetArea
    return shell.show_dock(KEY, lambda: PlaceDock(shell, walker, shell.window), bottom)


def _head(visit: Visit, asked: bool) -> str:
    day = f"<b>{escape(visit.day)}</b> {escape(visit.platform)}"
    if asked:
        return f"{day}<br>{escape(visit.session)}<br>{escape(tr('the frame of the viewer'))}"
    near = tr("{distance} m away, ± {error} m").format(
        distance=_metres(visit.distance), error=_metres(visit.error)
    )
    others = tr_n("%Ln frame(s) there", visit.frames)
    return f"{day}<br>{escape(visit.session)}<br>{escape(near)}; {escape(others)}"


def _told(place: SamePlace, shown: int) -> str:
    if not place.visits:
        return tr("No other session has a frame within the errors of both positions (± {} m here).").format(
            _metres(place.frame.error)
        )
    told = tr_n("%Ln other session(s) looked here.", len(place.visits))
    if shown < len(place.visits):
        told += " " + tr_n("The nearest %Ln are shown.", shown)
    return told


def _metres(value: float) -> str:
    return QLocale().toString(value, "f", 2 if value < 1 else 1)


def _recalled() -> float:
    try:
        return float(recall(_REACH, "0"))
    except ValueError:
        return 0.0
