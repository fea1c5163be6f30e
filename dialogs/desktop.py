# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's presence in QGIS Desktop: actions, menu, toolbar, dock and options page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu

from ..core.icons import ICONS
from ..core.settings import recall_flag, remember
from ..core.translation import tr
from . import pickers
from .about import open_help, show_about
from .actions import DockAction, actions, sections
from .dock import AtlasDock
from .group_menu import GroupMenu
from .options import OptionsFactory
from .shell import Shell

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

MENU = "Seatizen Atlas"


class Desktop:
    """Made by initGui(), removed by unload()."""

    def __init__(self, iface: QgisInterface) -> None:  # noqa: QGS105 - as QGIS hands it to classFactory
        self._iface = iface
        self.shell = Shell(iface)
        window = iface.mainWindow()

        self._entries = [(entry, self._make_action(entry)) for entry in actions()]
        refresh = QAction(QIcon(str(ICONS / "refresh.svg")), tr("Read again"), window)
        refresh.setToolTip(tr("Read the figures of the atlas again."))
        settings = QAction(QIcon(str(ICONS / "settings.svg")), tr("Settings…"), window)
        settings.triggered.connect(self.shell.open_options)
        helped = QAction(tr("Help"), window)
        helped.triggered.connect(lambda _checked=False: self.shell.perform(tr("Help"), open_help))
        about = QAction(QIcon(str(ICONS / "seatizen.svg")), tr("About Seatizen Atlas"), window)
        about.triggered.connect(lambda _checked=False: self.shell.perform(about.text(), show_about))
        toggle = QAction(QIcon(str(ICONS / "seatizen.svg")), tr("Seatizen Atlas"), window)
        toggle.setToolTip(tr("Show or hide the dock “Seatizen Atlas”."))
        toggle.setCheckable(True)

        self.dock = AtlasDock(self.shell, self._entries, refresh, window)
        refresh.triggered.connect(self.dock.refresh)
        self.dock.setToggleVisibilityAction(toggle)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        # QGIS shows every dock that is added; a user who closed this one wants it closed.
        if recall_flag("dock_closed"):
            self.dock.setUserVisible(False)
            self.dock.started()
        self.dock.closed.connect(lambda: remember("dock_closed", True))
        self.dock.opened.connect(lambda: remember("dock_closed", False))

        self.toolbar = iface.addToolBar(MENU)
        self.toolbar.setObjectName("SeatizenAtlasToolbar")
        self.toolbar.addAction(toggle)
        for entry, action in self._entries:
            if entry.toolbar:
                self.toolbar.addAction(action)

        # Not iface.addPluginToMenu: the menu that QGIS makes for it stays behind after unload().
        self.menu = QMenu(MENU, window)
        self.menu.setIcon(QIcon(str(ICONS / "seatizen.svg")))
        self.menu.addAction(toggle)
        for section in sections():
            parts = [action for entry, action in self._entries if entry.section == section]
            if parts:
                self.menu.addSeparator()
                self.menu.addActions(parts)
        self.menu.addSeparator()
        self.menu.addActions([settings, helped, about])
        iface.pluginMenu().addMenu(self.menu)

        self.options = OptionsFactory(self.shell)
        iface.registerOptionsWidgetFactory(self.options)
        pickers.register()

        self.group_menu = GroupMenu(self.shell)

        self._own = [action for _entry, action in self._entries] + [toggle, refresh, settings, helped, about]
        for action in self._own:
            # In QGIS's list of keyboard shortcuts, where users give them keys; the dock has some already.
            iface.registerMainWindowAction(action, "Ctrl+Alt+S" if action is toggle else "")
        self.shell.atlas_changed.connect(self._enable)
        self._enable()

    def remove(self) -> None:
        """Take everything away again, what runs included."""
        iface = self._iface
        self.group_menu.close()
        self.shell.close()
        iface.unregisterOptionsWidgetFactory(self.options)
        pickers.unregister()
        iface.pluginMenu().removeAction(self.menu.menuAction())
        iface.removeDockWidget(self.dock)
        window = iface.mainWindow()
        window.removeToolBar(self.toolbar)
        for action in self._own:
            iface.unregisterMainWindowAction(action)
        for thing in (self.dock, self.toolbar, self.menu, *self._own, self.shell):
            thing.setParent(None)
            thing.deleteLater()

    def _make_action(self, entry: DockAction) -> QAction:
        action = QAction(QIcon(str(ICONS / entry.icon)), entry.text, self._iface.mainWindow())
        action.setToolTip(entry.tip or entry.text)
        action.setStatusTip(entry.tip)
        action.triggered.connect(lambda _checked=False: self.shell.perform(entry.text, entry.callback))
        return action

    def _enable(self) -> None:
        has_atlas = self.shell.atlas_path is not None
        for entry, action in self._entries:
            action.setEnabled(has_atlas or not entry.needs_atlas)
