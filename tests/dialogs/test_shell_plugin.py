# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin comes and goes without a trace, and touches nothing when it comes."""

from __future__ import annotations

import logging
import socket
import sys
from pathlib import Path

import pytest
import seatizen_atlas
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QToolBar
from seatizen_atlas.core.log import QgisLogHandler
from seatizen_atlas.core.settings import Settings


def traces(interface):
    """Everything that a plugin may leave behind, as counts."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    window = interface.mainWindow()
    handlers = logging.getLogger("seatizen_atlas").handlers
    return {
        "menus": len(interface.plugin_menu.actions()),
        "docks": len(interface.docks) + len(window.findChildren(QDockWidget)),
        "toolbars": len(window.findChildren(QToolBar)),
        "actions": len(window.findChildren(QAction)),
        "children": len(window.findChildren(QObject)),
        "factories": len(interface.factories),
        "shortcuts": len(interface.shortcuts),
        "providers": len(QgsApplication.processingRegistry().providers()),
        "handlers": len([handler for handler in handlers if isinstance(handler, QgisLogHandler)]),
        "tasks": QgsApplication.taskManager().count(),
    }


def test_unload_leaves_nothing_behind(desktop_interface):
    before = traces(desktop_interface)
    for _reload in range(3):
        plugin = seatizen_atlas.classFactory(desktop_interface)
        plugin.initGui()
        during = traces(desktop_interface)
        assert all(during[key] > before[key] for key in before if key != "tasks"), during
        plugin.unload()
        assert traces(desktop_interface) == before


def test_unload_stops_what_runs(desktop_interface):
    plugin = seatizen_atlas.classFactory(desktop_interface)
    plugin.initGui()
    ended = []

    def verb(feedback):
        while not feedback.isCanceled():
            pass
        ended.append("stopped")

    plugin.desktop.shell.run("long", "Long", verb, done=ended.append, failed=ended.append)
    plugin.unload()
    traces(desktop_interface)
    assert ended in (["stopped"], [])  # [] when it had not begun


def test_open_dialogs_go_with_the_plugin(desktop_interface):
    from qgis.PyQt.QtWidgets import QDialog

    before = traces(desktop_interface)
    plugin = seatizen_atlas.classFactory(desktop_interface)
    plugin.initGui()
    shell = plugin.desktop.shell
    first = shell.show("a", lambda: QDialog(shell.window))
    assert shell.show("a", lambda: QDialog(shell.window)) is first
    plugin.unload()
    assert traces(desktop_interface) == before


def test_without_a_desktop_there_is_the_provider_alone(qgis_app):
    plugin = seatizen_atlas.classFactory(None)
    plugin.initProcessing()
    plugin.initGui()
    registry = QgsApplication.processingRegistry()
    assert registry.providerById("seatizen") is not None
    assert registry.algorithmById("seatizen:createatlas") is not None
    plugin.unload()
    assert registry.providerById("seatizen") is None


@pytest.fixture
def opened():
    """Files that Python opens and hosts that it looks up or connects to, from now on."""
    seen = []
    active = [True]

    def hook(event, arguments):
        if active[0] and (event == "open" or event.startswith("socket.")):
            seen.append((event, str(arguments[0] if event == "open" else arguments)))

    sys.addaudithook(hook)  # cannot be removed, only silenced
    yield seen
    active[0] = False


def test_start_up_touches_neither_network_nor_data(desktop_interface, tmp_path, monkeypatch, opened):
    """Settings name an atlas and a server: neither is looked at before somebody asks."""
    from osgeo import gdal, ogr

    atlas = tmp_path / "atlas.gpkg"
    atlas.write_bytes(b"anything")
    Settings(atlas_path=str(atlas), zenodo_url="http://127.0.0.1:9").save()
    calls = []
    for module, name in ((gdal, "OpenEx"), (gdal, "Open"), (ogr, "Open"), (socket, "create_connection")):
        monkeypatch.setattr(module, name, lambda *_a, name=name, **_k: calls.append(name))
    for name in [name for name in sys.modules if name in ("requests", "pandas", "pyarrow")]:
        monkeypatch.delitem(sys.modules, name)
    opened.clear()
    plugin = seatizen_atlas.classFactory(desktop_interface)
    plugin.initGui()
    QCoreApplication.processEvents()
    root = Path(seatizen_atlas.__file__).parent
    beyond = [
        (event, path)
        for event, path in opened
        if not (event == "open" and Path(path).is_absolute() and root in Path(path).parents)
        and "dist-packages" not in path
        and "site-packages" not in path
    ]
    assert not calls
    assert not [entry for entry in beyond if entry[0] != "open"]
    assert str(atlas) not in {path for _event, path in beyond}
    assert not {"requests", "pandas", "pyarrow"} & set(sys.modules), "loaded before they are needed"
    assert QgsApplication.taskManager().count() == 0
    plugin.unload()


@pytest.mark.parametrize("locale", [None, "fr_FR", "xx"])
def test_any_language_will_do(desktop_interface, locale):
    from qgis.core import QgsSettings

    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", locale)
    plugin = seatizen_atlas.classFactory(desktop_interface)
    plugin.initGui()
    assert desktop_interface.docks[0].windowTitle() == "Seatizen Atlas"
    plugin.unload()
