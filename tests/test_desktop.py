# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin in the real QGIS Desktop, on a screen of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Runs inside QGIS. Everything the plugin may leave is counted before, with and without it.
VISIT = """
import json, os, sys, traceback
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTimer
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QToolBar
from qgis.utils import iface, loadPlugin, plugins, reloadPlugin, startPlugin, unloadPlugin
NAME = "seatizen_atlas"
told = {"errors": []}
sys.excepthook = lambda *what: told["errors"].append("".join(traceback.format_exception(*what)))
QgsApplication.messageLog().messageReceived.connect(
    lambda text, tab, level: told["errors"].append(text) if "Traceback" in text else None)

def state():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window = iface.mainWindow()
    count = lambda kind: len(window.findChildren(kind))
    return {
        "docks": count(QDockWidget), "toolbars": count(QToolBar), "actions": count(QAction),
        "menu": "Seatizen Atlas" in [action.text() for action in iface.pluginMenu().actions()],
        "provider": QgsApplication.processingRegistry().providerById("seatizen") is not None,
    }

def visit():
    try:
        told["started"] = NAME in plugins
        told["dock visible"] = plugins[NAME].desktop.dock.isVisible()
        told["tasks at start"] = QgsApplication.taskManager().count()
        told["with"] = state()
        unloadPlugin(NAME)
        told["without"] = state()
        loadPlugin(NAME), startPlugin(NAME)
        told["again"] = state()
        told["reloaded"] = bool(reloadPlugin(NAME))
        told["after reload"] = state()
        unloadPlugin(NAME)
        told["without again"] = state()
    except Exception:
        told["errors"].append(traceback.format_exc())
    with open(os.environ["TOLD"], "w") as stream:
        json.dump(told, stream)
    os._exit(0)

QTimer.singleShot(2000, visit)
"""


# A task of the length after which QGIS says “Task complete”, then QGIS is closed while another one runs.
WORK = """
import json, os, time
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins
told = {}

def verb(feedback, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not feedback.isCanceled():
        time.sleep(0.02)

def until(condition):
    end = time.monotonic() + 30
    while not condition() and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)

def look():
    box = QApplication.activeModalWidget()
    told["asked"] = box.text() if hasattr(box, "text") else repr(box)
    with open(os.environ["TOLD"], "w") as stream:
        json.dump(told, stream)
    os._exit(0)

def work():
    QgsSettings().setValue("minTaskLengthForSystemNotification", 1, QgsSettings.App)
    shell, bar = plugins["seatizen_atlas"].desktop.shell, iface.messageBar()
    shell.run("one", "Dive", lambda f: verb(f, 1.5), done=lambda _: shell.tell("Dive", "Back on board. " * 9))
    until(lambda: {"Dive", "Task complete"} <= {item.title() for item in bar.items()})
    told["messages"] = [item.title() for item in bar.items()]
    told["seen"] = bar.currentItem().title()
    told["height"] = bar.currentItem().height() / bar.fontMetrics().lineSpacing()
    shell.run("two", "Swim", lambda f: verb(f, 20), done=print)
    until(lambda: shell.runner.running("two").working)
    QTimer.singleShot(1500, look)
    iface.mainWindow().close()

QTimer.singleShot(2000, work)
"""


def visit(tmp_path: Path, code: str) -> dict[str, object]:
    """Run a script in the real QGIS with the plugin; what it told."""
    program = shutil.which("qgis")
    assert program is not None and shutil.which("xvfb-run") is not None, "QGIS and xvfb are needed"
    settings = tmp_path / "profiles" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    # An atlas is set: start-up must not read it.
    settings.write_text(
        "[PythonPlugins]\nseatizen_atlas=true\n[seatizen_atlas]\natlas_path=/nowhere/atlas.gpkg\n"
        "[qgis]\ncheckVersion=false\n[app]\nnews-feed\\httpsfeedqgisorg\\disabled=true\n",
        encoding="utf-8",
    )
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "seatizen_atlas").symlink_to(ROOT)
    script = tmp_path / "visit.py"
    script.write_text(code, encoding="utf-8")
    told_file = tmp_path / "told.json"
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment |= {"QGIS_PLUGINPATH": str(plugins), "TOLD": str(told_file)}
    qgis = [program, "--nologo", "--profiles-path", str(tmp_path / "profiles"), "--code", str(script)]
    ended = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", *qgis],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert told_file.exists(), ended.stderr[-2000:]
    told: dict[str, object] = json.loads(told_file.read_text(encoding="utf-8"))
    return told


def test_messages_are_seen_and_closing_asks_while_something_runs(tmp_path):
    told = visit(tmp_path, WORK)
    assert {"Dive", "Task complete"} <= set(told["messages"])
    assert told["seen"] == "Dive", "QGIS's own message must not cover it"
    assert told["height"] > 3, "all lines of a long message are shown"
    assert "Swim" in told["asked"]


def test_the_plugin_comes_and_goes_in_the_real_desktop(tmp_path):
    told = visit(tmp_path, VISIT)
    assert told["errors"] == []
    assert told["started"] and told["dock visible"]
    assert told["tasks at start"] == 0
    assert told["with"]["menu"] and told["with"]["provider"]
    bare = told["without"]
    assert not bare["menu"] and not bare["provider"]
    assert bare["docks"] == told["with"]["docks"] - 1
    assert bare["toolbars"] == told["with"]["toolbars"] - 1
    assert told["again"]["menu"] and told["again"]["provider"]
    assert told["reloaded"] and told["after reload"] == told["again"] == told["with"]
    assert told["without again"] == bare
