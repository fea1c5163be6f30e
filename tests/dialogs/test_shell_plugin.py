# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin comes and goes without a trace."""

from __future__ import annotations

import builtins
import logging

import pytest
import seatizen_atlas
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMenu, QToolBar
from seatizen_atlas.core.log import QgisLogHandler


class Desktop:
    """The calls of QgisInterface that change the desktop, done for real on pytest-qgis's window."""

    def __init__(self, iface):
        self._iface = iface
        self.menus = {}
        self.docks = []
        self.factories = []

    def __getattr__(self, name):
        return getattr(self._iface, name)

    def addPluginToMenu(self, name, action):
        self.menus.setdefault(name, QMenu(name)).addAction(action)

    def removePluginMenu(self, name, action):
        self.menus[name].removeAction(action)
        if not self.menus[name].actions():
            del self.menus[name]

    def addDockWidget(self, area, dock):
        self.docks.append(dock)
        self.mainWindow().addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.docks.remove(dock)
        self.mainWindow().removeDockWidget(dock)

    def addToolBar(self, name):
        return self.mainWindow().addToolBar(name)

    def registerOptionsWidgetFactory(self, factory):
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.factories.remove(factory)


@pytest.fixture
def desktop(qgis_iface):
    return Desktop(qgis_iface)


def settle():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def traces(desktop):
    """Everything that a plugin may leave behind, as counts."""
    settle()
    window = desktop.mainWindow()
    return {
        "menus": len(desktop.menus),
        "docks": len(desktop.docks) + len(window.findChildren(QDockWidget)),
        "toolbars": len(window.findChildren(QToolBar)),
        "actions": len(window.findChildren(QAction)),
        "children": len(window.findChildren(QObject)),
        "factories": len(desktop.factories),
        "providers": len(QgsApplication.processingRegistry().providers()),
        "handlers": len(
            [h for h in logging.getLogger("seatizen_atlas").handlers if isinstance(h, QgisLogHandler)]
        ),
        "tasks": QgsApplication.taskManager().count(),
    }


def test_unload_leaves_nothing_behind(desktop):
    before = traces(desktop)
    for _reload in range(2):
        plugin = seatizen_atlas.classFactory(desktop)
        plugin.initGui()
        during = traces(desktop)
        assert all(during[key] > before[key] for key in before if key != "tasks"), during
        plugin.unload()
        assert traces(desktop) == before
