# SPDX-License-Identifier: GPL-2.0-or-later
"""A desktop for the dialogs: pytest-qgis's, with the calls that change it done for real."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsLayerTreeModel, QgsProject, QgsSettings
from qgis.gui import QgsLayerTreeMapCanvasBridge, QgsLayerTreeView
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QLocale, QTranslator
from qgis.PyQt.QtWidgets import QMenu


class DesktopInterface:
    """QgisInterface as far as the plugin uses it, on pytest-qgis's window; remembers what was asked."""

    def __init__(self, iface):
        self._iface = iface
        self.plugin_menu = QMenu("Plugins")
        self.docks = []
        self.factories = []
        self.asked = []
        self.shortcuts = []
        root = QgsProject.instance().layerTreeRoot()
        self.bridge = QgsLayerTreeMapCanvasBridge(root, self.mapCanvas(), self.mapCanvas())
        self.tree = QgsLayerTreeView()
        self.tree_model = QgsLayerTreeModel(QgsProject.instance().layerTreeRoot())
        self.tree.setModel(self.tree_model)

    def layerTreeView(self):
        return self.tree

    def __getattr__(self, name):
        return getattr(self._iface, name)

    def layerTreeCanvasBridge(self):
        return self.bridge

    def pluginMenu(self):
        return self.plugin_menu

    def addDockWidget(self, area, dock):
        self.docks.append(dock)
        self.mainWindow().addDockWidget(area, dock)
        dock.show()  # as QGIS does

    def removeDockWidget(self, dock):
        self.docks.remove(dock)
        self.mainWindow().removeDockWidget(dock)

    def addToolBar(self, name):
        return self.mainWindow().addToolBar(name)

    def registerOptionsWidgetFactory(self, factory):
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.factories.remove(factory)

    def registerMainWindowAction(self, action, shortcut):
        self.shortcuts.append((action, shortcut))
        return True

    def unregisterMainWindowAction(self, action):
        self.shortcuts = [one for one in self.shortcuts if one[0] is not action]
        return True

    def openMessageLog(self):
        self.asked.append("log")

    def showOptionsDialog(self, parent, page):
        self.asked.append(f"options {page}")


@pytest.fixture
def desktop_interface(qgis_iface):
    QgsSettings().clear()
    qgis_iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    made = DesktopInterface(qgis_iface)
    yield made
    QgsProject.instance().clear()
    sip.delete(made.bridge)
    QgsSettings().clear()


@pytest.fixture
def desktop(desktop_interface):
    """The plugin's desktop part, in a window that is shown."""
    from seatizen_atlas.dialogs.desktop import Desktop

    made = Desktop(desktop_interface)
    desktop_interface.mainWindow().show()
    yield made
    desktop_interface.mainWindow().hide()
    made.remove()
    settle()


@pytest.fixture
def shell(desktop):
    return desktop.shell


@pytest.fixture
def french(tmp_path):
    """The plugin speaks French."""
    program = shutil.which("lrelease") or "/usr/lib/qt5/bin/lrelease"
    compiled = tmp_path / "fr.qm"
    source = Path(__file__).resolve().parents[2] / "i18n" / "seatizen_atlas_fr.ts"
    subprocess.run([program, "-silent", str(source), "-qm", str(compiled)], check=True)
    translator = QTranslator()
    assert translator.load(str(compiled))
    QCoreApplication.installTranslator(translator)
    before = QLocale()
    QLocale.setDefault(QLocale("fr_FR"))
    yield
    QLocale.setDefault(before)
    QCoreApplication.removeTranslator(translator)


def settle():
    """Let the event loop and deferred deletions catch up."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture
def wait_for(qgis_app):
    """Turn the event loop until a condition holds."""

    def wait(condition, seconds=20.0):
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not come to pass"
            QCoreApplication.processEvents()
            time.sleep(0.01)

    return wait
