# SPDX-License-Identifier: GPL-2.0-or-later
"""Walks along the frames of a session: reads, fetches and decodes in the background, one step ahead."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QElapsedTimer, QObject, QTimer, pyqtSignal

from ...core.downloads.cache import PictureCache, cache_folder
from ...core.downloads.picture import Picture, decode
from ...core.downloads.source import PictureSource
from ...core.errors import Cancelled, SeatizenError
from ...core.reading.frames import FrameFacts, Spot, read_frame, read_track
from ...core.reading.images import FrameImage
from ...core.settings import Settings
from ...core.translation import tr
from ...core.zenodo.access import prepare_access
from ..task import TaskFeedback, TaskRunner, VerbTask

T = TypeVar("T")

SCREEN = 1600  # pixels of the longer side that are decoded as long as nobody zooms in
AHEAD = 4  # pictures that are brought before they are asked for
_KEPT = 10  # decoded pictures that are kept


@dataclass(frozen=True)
class Step:
    """Where a walk stands."""

    atlas: Path
    spot: Spot
    number: int
    count: int


class Latest(QObject):
    """Runs the newest of several requests only: an older one is cancelled, its answer unheard."""

    def __init__(self, runner: TaskRunner, key: str, title: str) -> None:
        super().__init__(runner)
        self._runner, self._key, self._title = runner, key, title
        self._number = 0
        self._task: VerbTask | None = None

    def start(
        self,
        verb: Callable[[TaskFeedback], T],
        done: Callable[[T], None],
        failed: Callable[[SeatizenError], None],
    ) -> None:
        """Run `verb`; `done` or `failed` is called unless another request came meanwhile."""
        self.cancel()
        number = self._number

        def ended(result: T) -> None:
            if number == self._number:
                self._task = None
                done(result)

        def fell(error: SeatizenError) -> None:
            if number == self._number:
                self._task = None
                if not isinstance(error, Cancelled):
                    failed(error)

        self._task = self._runner.start(f"{self._key}-{number}", self._title, verb, done=ended, failed=fell)

    def cancel(self) -> None:
        """Forget the request that runs."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @property
    def running(self) -> bool:
        return self._task is not None


class Pictures(QObject):
    """The sources of pictures, one an atlas; made anew when the settings or the atlas change."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sources: dict[Path, PictureSource] = {}
        self._with_token = False

    def source(self, atlas: Path) -> PictureSource:
        """The source of an atlas's pictures; on the main thread."""
        if atlas not in self._sources:
            settings = Settings.load()
            access = prepare_access(settings.zenodo_url, settings.auth_config if self._with_token else "")
            cache = PictureCache(cache_folder(), settings.picture_cache << 20)
            folders = [Path(folder).expanduser() for folder in settings.session_folders]
            self._sources[atlas] = PictureSource(atlas, access, folders, cache)
        return self._sources[atlas]

    def forget(self) -> None:
        """Look at settings and atlases again."""
        self._sources.clear()

    @property
    def may_use_token(self) -> bool:
        """Whether there is a token that was not used yet; QGIS may ask for the master password then."""
        return not self._with_token and bool(Settings.load().auth_config)

    def use_token(self) -> None:
        """Ask in the user's name from now on."""
        self._with_token = True
        self.forget()


class Walker(QObject):
    """Holds the current frame; everything slow runs in tasks, and stops with `stop`."""

    stepped = pyqtSignal(object)  # Step
    facts_read = pyqtSignal(object)  # FrameFacts
    waiting = pyqtSignal()
    picture_ready = pyqtSignal(object)  # Picture
    detail_ready = pyqtSignal(object)  # Picture
    failed = pyqtSignal(object)  # SeatizenError
    played = pyqtSignal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.runner = TaskRunner(self, quiet=True)
        self.pictures = Pictures(self)
        self._opening = Latest(self.runner, "open", tr("Reading the track"))
        self._reading = Latest(self.runner, "facts", tr("Reading the frame"))
        self._fetching = Latest(self.runner, "picture", tr("Fetching the picture"))
        self._detailing = Latest(self.runner, "detail", tr("Reading the picture"))
        self._preparing = Latest(self.runner, "ahead", tr("Fetching the next pictures"))
        self._atlas: Path | None = None
        self._track: tuple[Spot, ...] = ()
        self._at = -1
        self._direction = 1
        self._decoded: OrderedDict[tuple[Path, FrameImage], Picture] = OrderedDict()
        self._playing = False
        self._shown_for = QElapsedTimer()
        self._period = 500
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._play_on)

    # where it stands

    @property
    def step(self) -> Step | None:
        """The frame that is looked at."""
        if self._atlas is None or not 0 <= self._at < len(self._track):
            return None
        return Step(self._atlas, self._track[self._at], self._at, len(self._track))

    def go_to(self, atlas: Path, frame_id: int) -> None:
        """Go to any frame of any atlas, and take its session for the track."""
        known = [spot.frame_id for spot in self._track] if atlas == self._atlas else []
        if frame_id in known:
            self._opening.cancel()
            self._go(known.index(frame_id))
            return
        self.play(False)
        self._preparing.cancel()
        self.waiting.emit()

        def opened(track: tuple[Spot, ...]) -> None:
            at = next((n for n, spot in enumerate(track) if spot.frame_id == frame_id), -1)
            if at < 0:
                self.failed.emit(
                    SeatizenError(
                        tr("The atlas “{}” holds this frame no more.").format(atlas.name),
                        advice=tr("Load the layers again."),
                    )
                )
                return
            self._atlas, self._track = atlas, track
            self._direction = 1
            self._go(at)

        self._opening.start(lambda _feedback: read_track(atlas, frame_id), opened, self.failed.emit)

    def move(self, steps: int) -> bool:
        """So many frames on, or back; False at the ends."""
        at = min(len(self._track) - 1, max(0, self._at + steps))
        if at == self._at or not self._track:
            return False
        self._direction = 1 if steps > 0 else -1
        self._go(at)
        return True

    @property
    def busy(self) -> bool:
        """Whether a picture is on its way."""
        return self._fetching.running or self._opening.running

    def move_to_end(self, last: bool) -> None:
        """To the first or the last frame of the track."""
        self.move(len(self._track) if last else -len(self._track))

    def again(self) -> None:
        """Fetch the same picture again."""
        if self._track:
            self._fetch()

    def refresh(self) -> None:
        """The atlas or the settings have changed: what was read may be outdated."""
        self.pictures.forget()
        self._decoded.clear()
        self._track, self._at = self._track[self._at : self._at + 1], min(self._at, 0)
        step = self.step
        if step is not None:
            self._track = ()
            self.go_to(step.atlas, step.spot.frame_id)

    def stop(self) -> None:
        """Nobody looks: end all work."""
        self.play(False)
        for request in (self._opening, self._reading, self._fetching, self._detailing, self._preparing):
            request.cancel()

    def close(self) -> None:
        """End for good."""
        self.stop()
        self.runner.stop(0)

    def _go(self, at: int) -> None:
        self._at = at
        step = self.step
        if step is None:
            return
        self.stepped.emit(step)
        self._detailing.cancel()
        self.read_again()
        self._fetch()

    def read_again(self) -> None:
        """Read what is known of the frame; the picture stays."""
        step = self.step
        if step is not None:
            self._reading.start(
                lambda _feedback: read_frame(step.atlas, step.spot.frame_id),
                self._tell_facts,
                self.failed.emit,
            )

    def _tell_facts(self, facts: FrameFacts) -> None:
        step = self.step
        if step is not None and facts.spot.frame_id == step.spot.frame_id:
            self.facts_read.emit(facts)

    # pictures

    def _fetch(self) -> None:
        step = self.step
        if step is None:
            return
        key = (step.atlas, step.spot.image)
        if key in self._decoded:
            self._fetching.cancel()
            self._decoded.move_to_end(key)
            self._ready(self._decoded[key])
            return
        self.waiting.emit()
        try:
            source = self.pictures.source(step.atlas)
        except SeatizenError as error:
            self.failed.emit(error)
            return

        def ready(picture: Picture) -> None:
            self._keep(key, picture)
            self._ready(picture)

        self._fetching.start(
            lambda feedback: picture_of(source, step.spot.image, feedback), ready, self._missed
        )

    def _ready(self, picture: Picture) -> None:
        self.picture_ready.emit(picture)
        self._shown()
        self._prepare()

    def _missed(self, error: SeatizenError) -> None:
        self.failed.emit(error)
        self._shown()

    def _keep(self, key: tuple[Path, FrameImage], picture: Picture) -> None:
        self._decoded[key] = picture
        while len(self._decoded) > _KEPT:
            self._decoded.popitem(last=False)

    def _prepare(self) -> None:
        """Bring the next pictures in the direction of the walk, and decode the first of them."""
        step = self.step
        if step is None or self._preparing.running:
            return
        ahead = [self._at + self._direction * n for n in range(1, AHEAD + 1)]
        spots = [self._track[at] for at in ahead if 0 <= at < len(self._track)]
        wanted = [spot.image for spot in spots if (step.atlas, spot.image) not in self._decoded]
        if not wanted:
            return
        source = self.pictures.source(step.atlas)

        def verb(feedback: TaskFeedback) -> tuple[FrameImage, Picture] | None:
            if any(source.held(image) is None for image in wanted[:2]):
                source.bring(wanted, feedback)  # what does not come is told when it is its turn
            try:
                return (
                    (wanted[0], picture_of(source, wanted[0], feedback)) if source.held(wanted[0]) else None
                )
            except Cancelled:
                raise
            except SeatizenError:
                return None

        def done(found: tuple[FrameImage, Picture] | None) -> None:
            if found is not None:
                self._keep((step.atlas, found[0]), found[1])

        self._preparing.start(verb, done, lambda _error: None)

    def fetch_detail(self) -> None:
        """Decode every pixel of the current picture: somebody zooms in."""
        step = self.step
        if step is None:
            return
        source = self.pictures.source(step.atlas)
        image = step.spot.image
        self._detailing.start(
            lambda feedback: picture_of(source, image, feedback, 0),
            self.detail_ready.emit,
            lambda _error: None,
        )

    # play

    @property
    def playing(self) -> bool:
        return self._playing

    def play(self, on: bool, per_second: float | None = None) -> None:
        """Go on by itself, in the order of time, until the track ends."""
        if per_second:
            self._period = round(1000 / per_second)
        if on == self._playing:
            return
        self._playing = on and bool(self._track)
        self._next.stop()
        self.played.emit(self._playing)
        if self._playing:
            self._direction = 1
            if self._at == len(self._track) - 1:
                self._go(0)
            else:
                self._next.start(0)

    def _shown(self) -> None:
        if self._playing:
            waited = self._shown_for.elapsed() if self._shown_for.isValid() else 0
            self._next.start(max(0, self._period - min(waited, self._period)))

    def _play_on(self) -> None:
        self._shown_for.start()
        if self._playing and not self.move(1):
            self.play(False)


def picture_of(
    source: PictureSource, image: FrameImage, feedback: QgsFeedback, longest: int = SCREEN
) -> Picture:
    """A decoded picture; on a worker thread."""
    path = source.bring([image], feedback)[image]
    if isinstance(path, SeatizenError):
        raise path
    return decode(path, longest, image.name)
