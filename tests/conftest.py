# SPDX-License-Identifier: GPL-2.0-or-later
"""Load the checkout under the package name that QGIS gives it, and share fixtures."""

from __future__ import annotations

import importlib.util
import json
import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "seatizen_atlas"


def _load_package() -> None:
    if PACKAGE in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(
        PACKAGE, ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


_load_package()


@pytest.fixture(autouse=True)
def no_swallowed_exception(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Fail a test in which an exception ended in Qt's event loop, in a thread, or only in a log.

    A test that provokes one on purpose says so by emptying the list: `no_swallowed_exception.clear()`.
    """
    from qgis.core import Qgis, QgsApplication

    swallowed: list[str] = []

    def hook(kind: type[BaseException], value: BaseException, _traceback: object) -> None:
        swallowed.append(f"{kind.__name__}: {value}")

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        swallowed.append(f"{arguments.exc_type.__name__}: {arguments.exc_value}")

    def unraisable_hook(arguments: object) -> None:
        swallowed.append(f"{arguments.exc_value!r} in {arguments.object!r}")  # type: ignore[attr-defined]

    def on_message(text: str, tab: str, level: Qgis.MessageLevel) -> None:
        if "Traceback (most recent call last)" in text:
            swallowed.append(f"{tab}: {text}")

    class Watch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info and record.exc_info[0] is not None:
                swallowed.append(f"{record.name}: {record.getMessage()}: {record.exc_info[1]!r}")

    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook, threading.excepthook, sys.unraisablehook = hook, thread_hook, unraisable_hook
    watch = Watch(logging.ERROR)
    logger = logging.getLogger(PACKAGE)
    logger.addHandler(watch)
    messages = QgsApplication.messageLog() if QgsApplication.instance() is not None else None
    if messages is not None:
        messages.messageReceived.connect(on_message)
    yield swallowed
    if messages is not None:
        messages.messageReceived.disconnect(on_message)
    logger.removeHandler(watch)
    sys.excepthook, threading.excepthook, sys.unraisablehook = before
    if swallowed:
        pytest.fail("swallowed: " + "; ".join(swallowed), pytrace=False)


@pytest.fixture(autouse=True, scope="session")
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests neither see nor change the settings of whoever runs them."""
    from qgis.PyQt.QtCore import QCoreApplication, QSettings

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        folder = str(tmp_path_factory.mktemp("settings"))
        QSettings.setPath(QSettings.Format.IniFormat, scope, folder)
        QSettings.setPath(QSettings.Format.NativeFormat, scope, folder)
    QCoreApplication.setOrganizationName("Seatizen Atlas tests")
    for variable in [name for name in os.environ if name.startswith("SEATIZEN_")]:
        del os.environ[variable]


class QgisProcess:
    """The real qgis_process in a profile of its own, with the plugin enabled."""

    def __init__(self, folder: Path) -> None:
        # Debian's wrapper passes an option that the program refuses.
        self.program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        assert self.program is not None, "QGIS's qgis_process is needed"
        plugins = folder / "plugins"
        plugins.mkdir()
        (plugins / PACKAGE).symlink_to(ROOT)
        settings = folder / "config" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text(f"[PythonPlugins]\n{PACKAGE}=true\n", encoding="utf-8")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SEATIZEN_")},
            "QGIS_PLUGINPATH": str(plugins),
            "QGIS_CUSTOM_CONFIG_PATH": str(folder / "config"),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run with these arguments, e.g. `"--json", "list"`; `environment` is added."""
        return subprocess.run(
            [self.program, *arguments],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def run(
        self, algorithm: str, *, environment: dict[str, str] | None = None, **parameters: object
    ) -> tuple[int, dict[str, object], str]:
        """Run an algorithm with NAME=VALUE arguments: exit code, results, and what went to standard error."""
        values = [f"{name}={value}" for name, value in parameters.items()]
        ended = self("--json", "run", f"seatizen:{algorithm}", "--", *values, **(environment or {}))
        start = ended.stdout.find("{")
        results = json.loads(ended.stdout[start:]).get("results", {}) if start >= 0 else {}
        return ended.returncode, results, ended.stderr


@pytest.fixture(scope="session")
def qgis_process(tmp_path_factory: pytest.TempPathFactory) -> QgisProcess:
    """The real qgis_process with the plugin enabled."""
    return QgisProcess(tmp_path_factory.mktemp("qgis_process"))
