# SPDX-License-Identifier: GPL-2.0-or-later
"""What the context menu of an atlas's group in the layer tree offers."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtWidgets import QMenu

from ..core.map.background import Basemap, add_basemap, basemaps, survey_years
from ..core.map.layers import atlas_of
from ..core.translation import tr
from .shell import Shell


class GroupMenu(QObject):
    """Adds to the menu whenever it opens on the group of an atlas or on one of its layers."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._view = shell.iface.layerTreeView()
        # Newer versions of QGIS announce the menu; before, it is made here as the tree itself would.
        self._announced = getattr(self._view, "contextMenuAboutToShow", None)
        if self._announced is not None:
            self._announced.connect(self.extend)
        else:
            self._view.viewport().installEventFilter(self)

    def close(self) -> None:
        """Leave the menu as it was."""
        if self._announced is not None:
            self._announced.disconnect(self.extend)
        else:
            self._view.viewport().removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show the tree's own menu with ours at its end, on what belongs to an atlas."""
        if event.type() != QEvent.Type.ContextMenu or self._view.menuProvider() is None:
            return False
        if not self._view.indexAt(event.pos()).isValid() or atlas_of(self._view.currentNode()) is None:
            return False
        menu = self._view.menuProvider().createContextMenu()
        if menu is None:
            return False
        self.extend(menu)
        menu.exec(event.globalPos())
        menu.deleteLater()
        return True

    def extend(self, menu: QMenu) -> None:
        """Add to a menu what there is to do with the atlas of the current node."""
        path = atlas_of(self._view.currentNode())
        if path is not None:
            menu.addSeparator()
            colour = menu.addAction(tr("Colour frames by class…"))
            colour.triggered.connect(lambda: self._colour(path))
            # Filled when it opens: a right click does not read the atlas.
            maps = menu.addMenu(tr("Basemap"))
            maps.aboutToShow.connect(lambda: self._offer_basemaps(maps, path))

    def _offer_basemaps(self, menu: QMenu, path: Path) -> None:
        if menu.actions():
            return
        title = tr("Basemap")
        years: list[int] = []
        self._shell.perform(title, lambda _shell: years.extend(survey_years(path)))
        for basemap in basemaps(years):
            action = menu.addAction(basemap.name)
            action.setToolTip(basemap.attribution)
            action.triggered.connect(lambda _checked=False, one=basemap: self._add(one))

    def _colour(self, path: Path) -> None:
        from .class_layers_dialog import colour_by_class

        self._shell.perform(tr("Colour frames by class"), lambda shell: colour_by_class(shell, path))

    def _add(self, basemap: Basemap) -> None:
        self._shell.perform(tr("Basemap"), lambda _shell: add_basemap(QgsProject.instance(), basemap))
