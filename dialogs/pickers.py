# SPDX-License-Identifier: GPL-2.0-or-later
"""What the toolbox's own dialogs offer to pick from: names that the atlas has, files or folders, frames.

Algorithms say what a parameter holds (`widget=` of `add`); here is what the desktop shows for it. Without a
desktop, and in the model designer, the parameter is what it is to QGIS: a line of text, a file, a layer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import (
    QgsAbstractProcessingParameterWidgetWrapper,
    QgsFilterLineEdit,
    QgsGui,
    QgsProcessingGui,
    QgsProcessingParameterWidgetContext,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import SeatizenError
from ..core.processing.base import widgets
from ..core.settings import Settings, split_list
from ..core.translation import tr, tr_n

EMPTY_IS_ALL = ("options", "platforms", "sessions", "classes")
ONE_OF = ("models", "annotation_sessions")
"""What is picked singly."""


def register() -> None:
    """Let the toolbox show the pickers from now on."""
    widgets.update(dict.fromkeys((*EMPTY_IS_ALL, *ONE_OF, "present"), Names))
    widgets.update({"file_or_folder": FileOrFolder, "frames": Frames})


def unregister() -> None:
    """Undo `register`."""
    widgets.clear()


class Picker(QgsAbstractProcessingParameterWidgetWrapper):
    """A parameter's widget, as Processing makes it from the class that the parameter's metadata names."""

    def __new__(
        cls, definition: QgsProcessingParameterDefinition, dialog: Any = None, *_: Any, **__: Any
    ) -> Any:
        if type(dialog).__name__ != "ModelerParametersDialog":
            return super().__new__(cls)
        # The model designer's own widget also takes the model's inputs, expressions and other steps' results.
        return QgsGui.processingGuiRegistry().createModelerParameterWidget(
            dialog.model, dialog.childId, definition, dialog.context
        )

    def __init__(
        self,
        definition: QgsProcessingParameterDefinition,
        dialog: Any = None,
        row: int = 0,
        column: int = 0,
        *,
        pick: str = "",
        options: Sequence[str] = (),
    ) -> None:
        batch = type(dialog).__name__ == "BatchAlgorithmDialog"
        kind = QgsProcessingGui.WidgetType.Batch if batch else QgsProcessingGui.WidgetType.Standard
        super().__init__(definition, kind)
        self.kind, self.pick, self.options = kind, pick, options


class LinePicker(Picker):
    """A line of text that can be typed, with buttons that fill it in."""

    def createWidget(self) -> QWidget:
        definition = self.parameterDefinition()
        self.root = widget = QWidget()  # kept: what QGIS hands on is another Python object for it
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        self.line = QLineEdit()
        self.line.setAccessibleName(definition.description())
        self.line.setToolTip(definition.toolTip())
        self.line.textChanged.connect(lambda _text: self.widgetValueHasChanged.emit(self))
        layout.addWidget(self.line)
        for text, tip, callback in self.buttons():
            button = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _checked=False, callback=callback: callback())
            layout.addWidget(button)
        widget.setFocusProxy(self.line)
        return widget

    def buttons(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        """Text, tip and callback of each button."""
        raise NotImplementedError

    def setWidgetValue(self, value: Any, context: QgsProcessingContext) -> None:
        words = value if isinstance(value, (list, tuple)) else [value or ""]
        self.line.setText(", ".join(str(word) for word in words))

    def widgetValue(self) -> Any:
        return self.line.text().strip() or None


class Names(LinePicker):
    """Words of a list: fixed ones, or those that the atlas has which is chosen in the same dialog."""

    atlas: QgsAbstractProcessingParameterWidgetWrapper | None = None

    def createWidget(self) -> QWidget:
        widget = super().createWidget()
        if self.pick == "models":
            self.line.setPlaceholderText(tr("the last one"))
        elif self.pick in EMPTY_IS_ALL:
            self.line.setPlaceholderText(tr("all"))
        return widget

    def buttons(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        return (("…", tr("Pick from a list"), self.choose),)

    def postInitialize(self, wrappers: list[QgsAbstractProcessingParameterWidgetWrapper]) -> None:
        for wrapper in wrappers:
            if wrapper.parameterDefinition().name() == "ATLAS":
                self.atlas = wrapper

    def choose(self) -> None:
        """Open the list; what is ticked there becomes the text."""
        title = self.parameterDefinition().description()
        chosen = split_list(self.line.text())
        several = self.pick not in ONE_OF
        try:
            names = self.names()
        except SeatizenError as error:
            dialog = ListDialog(title, (), chosen, several, str(error), self.line.window())
        else:
            note = "" if names else tr("The atlas has none yet.")
            dialog = ListDialog(title, names, chosen, several, note, self.line.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.line.setText(", ".join(dialog.chosen()))
        dialog.deleteLater()

    def names(self) -> Sequence[str]:
        """What there is to pick from.

        Raises:
            SeatizenError: the atlas cannot be read.
        """
        if self.options:
            return self.options
        from ..core.selection.names import read_names

        value = self.atlas.parameterValue() if self.atlas is not None else None
        what = "classes" if self.pick == "present" else self.pick
        return read_names(Path(str(value or Settings.load().atlas_path)), what)


class ListDialog(QDialog):
    """A list with a filter, to tick several words or to choose one."""

    def __init__(
        self,
        title: str,
        names: Sequence[str],
        chosen: Sequence[str],
        several: bool,
        note: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._several = several
        layout = QVBoxLayout(self)
        self.filter = QgsFilterLineEdit()
        self.filter.setShowSearchIcon(True)
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter"))
        self.filter.textChanged.connect(self._show_matching)
        layout.addWidget(self.filter)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        # What stands in the line and not in the atlas is kept: it may be typed for another one.
        self._typed = [name for name in chosen if name.partition(">=")[0].strip() not in names]
        written = {name.partition(">=")[0].strip(): name for name in chosen}
        for name in names:
            item = QListWidgetItem(name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, written.get(name, name))
            if several:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if name in written else Qt.CheckState.Unchecked)
            elif name in written:
                self.list.setCurrentItem(item)
        if not several:
            self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        layout.addWidget(self.list)
        self.note = QLabel(note)
        self.note.setWordWrap(True)
        self.note.setVisible(bool(note))
        layout.addWidget(self.note)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.button(standard.Ok).setEnabled(bool(names))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(420, 460)

    def chosen(self) -> list[str]:
        """The words, in the list's order, after those that the list does not have."""
        items = [self.list.item(row) for row in range(self.list.count())]
        if self._several:
            ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
            return [*self._typed, *(item.data(Qt.ItemDataRole.UserRole) for item in ticked)]
        return [item.text() for item in self.list.selectedItems()]

    def _show_matching(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(text.casefold() not in item.text().casefold())


class FileOrFolder(LinePicker):
    """A path: QGIS's own widget offers either files or folders."""

    def buttons(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        return (
            (tr("File…"), tr("Choose a file"), self.choose_file),
            (tr("Folder…"), tr("Choose a folder"), self.choose_folder),
        )

    def choose_file(self) -> None:
        definition = self.parameterDefinition()
        path, _filter = QFileDialog.getOpenFileName(
            self.line.window(), definition.description(), self.line.text(), definition.fileFilter()
        )
        if path:
            self.line.setText(path)

    def choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self.line.window(), self.parameterDefinition().description(), self.line.text()
        )
        if path:
            self.line.setText(path)

    def setWidgetValue(self, value: Any, context: QgsProcessingContext) -> None:
        self.line.setText(str(value or ""))


class Frames(Picker):
    """QGIS's own choice of a layer, and below it how many frames that chooses."""

    def createWidget(self) -> QWidget:
        self.inner = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(
            self.parameterDefinition(), self.kind
        )
        self.inner.setWidgetContext(self.widgetContext())
        self._watched: QgsVectorLayer | None = None
        self.root = widget = QWidget()  # kept: what QGIS hands on is another Python object for it
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.inner.createWrappedWidget(QgsProcessingContext()))
        self.count = QLabel()
        self.count.setWordWrap(True)
        layout.addWidget(self.count)
        self.inner.widgetValueHasChanged.connect(self._changed)
        self._changed()
        return widget

    def setWidgetContext(self, context: QgsProcessingParameterWidgetContext) -> None:
        super().setWidgetContext(context)
        if hasattr(self, "inner"):
            self.inner.setWidgetContext(context)

    def setWidgetValue(self, value: Any, context: QgsProcessingContext) -> None:
        self.inner.setParameterValue(value, context)
        self._changed()

    def widgetValue(self) -> Any:
        return self.inner.parameterValue()

    def _changed(self, *_: Any) -> None:
        layer = self._layer()
        if layer is not self._watched:
            if self._watched is not None:
                self._watched.selectionChanged.disconnect(self._tell)
            if layer is not None:
                layer.selectionChanged.connect(self._tell)
            self._watched = layer
        self._tell()
        self.widgetValueHasChanged.emit(self)

    def _tell(self, *_: Any) -> None:
        self.count.setText(self._sentence())

    def _sentence(self) -> str:
        value, layer = self.widgetValue(), self._layer()
        if value is None or value == "":
            return tr("No frame is left out by this filter.")
        if layer is None:
            return ""
        if isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly:
            return tr_n("%Ln selected frame(s)", layer.selectedFeatureCount())
        if layer.subsetString():
            return tr("All frames that the filter of the layer lets through.")
        return tr("All frames of the layer.")

    def _layer(self) -> QgsVectorLayer | None:
        value = self.widgetValue()
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = value.source.staticValue()
        layer = QgsProject.instance().mapLayer(str(value)) if value else None
        return layer if isinstance(layer, QgsVectorLayer) else None
