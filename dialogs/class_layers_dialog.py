# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog “Colour frames by class”: which classes, and what the colour tells of them."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from ..core.map.class_layers import Drawn, ModelClasses, add_class_layers, classes_of
from ..core.map.layers import ROLE, layers_of_atlas
from ..core.reading.scores import ScoredClass
from ..core.translation import tr
from .shell import Shell
from .windows import place


class ClassLayersDialog(QDialog):
    """Models, their classes to be ticked, and how frames are coloured."""

    def __init__(self, shell: Shell, path: Path, models: list[ModelClasses]) -> None:
        super().__init__(shell.window)
        self.setWindowTitle(tr("Colour frames by class"))
        self._path = path
        self._models = models
        layout = QVBoxLayout(self)
        form = QFormLayout()
        self.model = QComboBox()
        self.model.addItems([model.name for model in models])
        self.model.currentIndexChanged.connect(self._list)
        if len(models) > 1:
            form.addRow(tr("Model"), self.model)
        self.drawn = QComboBox()
        for text, drawn in (
            (tr("its score"), Drawn.SCORE),
            (tr("its presence"), Drawn.PRESENCE),
            (tr("whether person and model agree"), Drawn.AGREEMENT),
        ):
            self.drawn.addItem(text, drawn)
        form.addRow(tr("The colour tells"), self.drawn)
        layout.addLayout(form)
        self.search = QgsFilterLineEdit()
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Search classes"))
        self.search.setAccessibleName(tr("Search classes"))
        self.search.textChanged.connect(self._narrow)
        layout.addWidget(self.search)
        self.classes = QListWidget()
        self.classes.setAccessibleName(tr("Classes"))
        self.classes.itemChanged.connect(lambda _item: self._enable())
        layout.addWidget(self.classes, 1)
        self.side_by_side = QCheckBox(tr("Dots of several classes side by side, not upon each other"))
        layout.addWidget(self.side_by_side)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)
        self._list()
        place(self, "class_layers", 420, 520)

    def chosen(self) -> list[ScoredClass]:
        """The classes that are ticked."""
        return [
            self.classes.item(row).data(Qt.ItemDataRole.UserRole)
            for row in range(self.classes.count())
            if self.classes.item(row).checkState() == Qt.CheckState.Checked
        ]

    def _list(self) -> None:
        self.classes.clear()
        for one in self._models[self.model.currentIndex()].classes:
            threshold = QLocale().toString(one.threshold, "f", 2)
            name = one.name.replace("_", " ")
            item = QListWidgetItem(
                tr("{name} (threshold {threshold})").format(name=name, threshold=threshold)
            )
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.classes.addItem(item)
        self._enable()

    def _narrow(self, text: str) -> None:
        for row in range(self.classes.count()):
            item = self.classes.item(row)
            item.setHidden(text.casefold() not in item.text().casefold())

    def _enable(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        if ok is not None:
            ok.setEnabled(bool(self.chosen()))


def colour_by_class(shell: Shell, path: Path) -> None:
    """Ask for classes and add a layer for each of them."""
    dialog = ClassLayersDialog(shell, path, classes_of(path))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    project = QgsProject.instance()
    frames = next(
        (
            layer.subsetString()
            for layer in layers_of_atlas(path, project)
            if layer.customProperty(ROLE) == "frames"
        ),
        "",
    )
    add_class_layers(
        project,
        path,
        dialog.chosen(),
        dialog.drawn.currentData(),
        side_by_side=dialog.side_by_side.isChecked(),
        frames=frames,
    )
