# SPDX-License-Identifier: GPL-2.0-or-later
"""The map canvas holds still while a transaction of a shown atlas commits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.atlas.stillness import register, unregister

PATIENCE = 0.5  # seconds that a commit waits for the main thread at most
REDRAW_AFTER = 400  # milliseconds between a commit and the drawing of what it brought


class CanvasHolder(QObject):
    """Freezes the canvas between a commit's begin and end, for atlases that the project shows."""

    _asked = pyqtSignal(object, object)
    _released = pyqtSignal(object)

    def __init__(self, canvas: QgsMapCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._held: set[threading.Event] = set()
        self._was_frozen = False
        # Small sessions may commit many times a second: the map is drawn again for some of them at once.
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_AFTER)
        self._redraw.timeout.connect(canvas.refresh)
        self._asked.connect(self._hold)
        self._released.connect(self._release)
        register(self.hold)

    def close(self) -> None:
        """Let go for good."""
        unregister(self.hold)
        for event in tuple(self._held):
            self._release(event)
        self._redraw.stop()

    def hold(self, path: Path) -> Callable[[], None]:
        """On the committing thread: ask the main thread to hold still and give it a moment to do so."""
        event = threading.Event()
        self._asked.emit(path, event)
        event.wait(PATIENCE)
        return lambda: self._released.emit(event)

    def _hold(self, path: Path, event: threading.Event) -> None:
        if layers_of(path):
            if not self._held:
                self._was_frozen = self._canvas.isFrozen()
                self._canvas.stopRendering()
                self._canvas.freeze(True)
            self._held.add(event)
        event.set()

    def _release(self, event: threading.Event) -> None:
        if event in self._held:
            self._held.remove(event)
            if not self._held:
                self._canvas.freeze(self._was_frozen)
                if not self._redraw.isActive():
                    self._redraw.start()


def layers_of(path: Path) -> list[QgsMapLayer]:
    """The project's layers that are read from the file at `path`."""
    return [
        layer
        for layer in QgsProject.instance().mapLayers().values()
        if Path(layer.source().partition("|")[0]) == path.expanduser().absolute()
    ]
