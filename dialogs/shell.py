# SPDX-License-Identifier: GPL-2.0-or-later
"""What every dialog and action shares: the window, the current atlas, running tasks, messages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QTabWidget, QWidget

from ..core.errors import Cancelled, SeatizenError, unexpected
from ..core.log import TAB
from ..core.settings import Settings
from ..core.translation import tr
from .messages import push_message
from .stillness import CanvasHolder, layers_of
from .task import TaskFeedback, TaskRunner, Verb, VerbTask, Way

if TYPE_CHECKING:
    from qgis.gui import QgisInterface, QgsDockWidget

    from ..core.selection.filters import FrameFilter

_log = logging.getLogger(__name__)
OPTIONS_PAGE = "SeatizenAtlasOptions"
"""Name of the plugin's page among QGIS's options."""
T = TypeVar("T")


class Shell(QObject):
    """The plugin as its dialogs see it; one lives from initGui() to unload()."""

    atlas_changed = pyqtSignal()
    atlas_loaded = pyqtSignal()
    closing = pyqtSignal()

    def __init__(self, iface: QgisInterface) -> None:  # noqa: QGS105 - as QGIS hands it to classFactory
        super().__init__()
        self.iface = iface
        self.runner = TaskRunner(self)
        self.frame_filter: FrameFilter | None = None
        """What the map shows of the current atlas, for whoever writes or counts the same; None for all."""
        self._atlas_path = Settings.load().atlas_path
        self._dialogs: dict[str, QDialog] = {}
        self._docks: dict[str, QgsDockWidget] = {}
        self._holder = CanvasHolder(iface.mapCanvas(), self)

    @property
    def window(self) -> QWidget:
        """The parent of dialogs."""
        return self.iface.mainWindow()

    @property
    def atlas_path(self) -> Path | None:
        """The current atlas; whether it exists is found out when it is read."""
        return Path(self._atlas_path) if self._atlas_path else None

    def set_atlas(self, path: Path | str | None) -> None:
        """Make another atlas the current one, here and in the settings."""
        self._atlas_path = str(path) if path else ""
        replace(Settings.load(), atlas_path=self._atlas_path).save()
        self.atlas_changed.emit()

    def perform(self, title: str, callback: Callable[[Shell], object]) -> None:
        """Call what an action stands for; a failure becomes a message, never a traceback."""
        try:
            callback(self)
        except SeatizenError as error:
            self.tell_error(title, error)
        except Exception as error:
            _log.exception("%s failed", title)
            self.tell_error(title, SeatizenError(unexpected(title, error)))

    def run(
        self,
        key: str,
        title: str,
        verb: Verb[T],
        *,
        done: Callable[[T], None],
        failed: Callable[[SeatizenError], None] | None = None,
        listen: Callable[[TaskFeedback], None] | None = None,
    ) -> VerbTask | None:
        """Run `verb` in the background, once at a time for each `key`; None when it runs already.

        Without `failed`, an error becomes a message with “Try again” and “Open the log”.
        """

        def report(error: SeatizenError) -> None:
            again = Way(tr("Try again"), lambda: self.run(key, title, verb, done=done))
            self.tell_error(title, error, [again])

        return self.runner.start(key, title, verb, done=done, failed=failed or report, listen=listen)

    def tell(
        self,
        title: str,
        text: str,
        ways: Sequence[Way] = (),
        level: Qgis.MessageLevel = Qgis.MessageLevel.Success,
    ) -> None:
        """A message in QGIS's message bar, with a button for each way on."""
        push_message(self.iface.messageBar(), title, text, ways, level)

    def tell_error(self, title: str, error: SeatizenError, ways: Sequence[Way] = ()) -> None:
        """An error with its advice; a cancelled run is no error."""
        if isinstance(error, Cancelled):
            self.tell(title, str(error), level=Qgis.MessageLevel.Info)
            return
        log = Way(tr("Open the log"), self.open_log)
        self.tell(title, str(error), [*ways, log], Qgis.MessageLevel.Critical)

    def open_log(self) -> None:
        """Show the log panel at the plugin's tab."""
        self.iface.openMessageLog()
        for tabs in self.window.findChildren(QTabWidget):
            for index in range(tabs.count()):
                if tabs.tabText(index) == TAB:
                    tabs.setCurrentIndex(index)

    def open_options(self) -> None:
        """Show the plugin's page of QGIS's options."""
        self.iface.showOptionsDialog(self.window, OPTIONS_PAGE)

    def load_layers(self, path: Path | None = None) -> list[Any]:
        """Load an atlas's layers (the current one's by default) into the project; its layers.

        A group that is already there is not doubled, only refreshed, and the map stays where the user has
        it; layers that are new to the project are shown whole.
        """
        from qgis.core import QgsProcessingFeedback

        from ..core.map.layers import load_atlas

        path = path or self.atlas_path
        if path is None:
            return []
        known = bool(layers_of(path))
        try:
            layers = load_atlas(path, QgsProject.instance(), QgsProcessingFeedback(False))
        except SeatizenError as error:
            self.tell_error(tr("Layers"), error, [Way(tr("Try again"), lambda: self.load_layers(path))])
            return []
        if not known:
            # QGIS shows a project's first layer whole, a moment later: let it do so now, before the zoom.
            self.iface.layerTreeCanvasBridge().setCanvasLayers()
            self.zoom_to(layers)
        self.atlas_loaded.emit()
        return layers

    def zoom_to(self, layers: Sequence[Any]) -> None:
        """Show the whole of `layers` in the map canvas."""
        from qgis.core import QgsCoordinateTransform, QgsCsException, QgsRectangle

        canvas = self.iface.mapCanvas()
        target = canvas.mapSettings().destinationCrs()
        whole = QgsRectangle()
        for layer in layers:
            extent = layer.extent()
            if extent.isEmpty():
                continue
            try:
                transform = QgsCoordinateTransform(layer.crs(), target, QgsProject.instance())
                whole.combineExtentWith(transform.transformBoundingBox(extent))
            except QgsCsException:
                continue  # nowhere in the map's projection: nothing of it could be shown
        if not whole.isEmpty():
            whole.scale(1.1)
            canvas.setExtent(whole)
            canvas.refresh()

    def atlas_written(self, path: Path | None = None) -> None:
        """A verb has changed an atlas (the current one by default): show it as it is now."""
        path = path or self.atlas_path
        for layer in layers_of(path) if path is not None else ():
            selected = layer.selectedFeatureIds()
            layer.dataProvider().reloadData()  # which forgets what the user had selected
            layer.selectByIds(selected)
            layer.triggerRepaint()
        self.atlas_changed.emit()

    def show(self, key: str, make: Callable[[], QDialog]) -> QDialog:
        """Show the dialog of that key, made when it is asked for the first time.

        Dialogs belong to the shell: whoever closes one, its task running or not, finds it as it was.
        """
        if key not in self._dialogs:
            self._dialogs[key] = make()
        dialog = self._dialogs[key]
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def dock(self, key: str) -> Any:
        """The dock of that key, if it was made already."""
        return self._docks.get(key)

    def show_dock(
        self,
        key: str,
        make: Callable[[], QgsDockWidget],
        area: Qt.DockWidgetArea = Qt.DockWidgetArea.RightDockWidgetArea,
    ) -> QgsDockWidget:
        """Show the dock of that key, made and put into this area when it is asked for the first time."""
        dock = self._docks.get(key)
        if dock is None:
            dock = self._docks[key] = make()
            self.iface.addDockWidget(area, dock)
        dock.setUserVisible(True)
        return dock

    def close(self) -> None:
        """Stop what runs and close what is open."""
        self.closing.emit()
        self.runner.stop()
        self._holder.close()
        for dialog in self._dialogs.values():
            dialog.setParent(None)
            dialog.deleteLater()
        self._dialogs.clear()
        for dock in self._docks.values():
            self.iface.removeDockWidget(dock)
            dock.setParent(None)
            dock.deleteLater()
        self._docks.clear()
