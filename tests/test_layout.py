# SPDX-License-Identifier: GPL-2.0-or-later
"""The rooms of the house: what may be imported, and opened, where."""

from __future__ import annotations

import ast
import enum
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QT_VERSION

ROOT = Path(__file__).resolve().parents[1]
GATEWAY = "core/atlas/gateway.py"
JUDGE = "core/atlas/judge.py"
TRANSPORT = "core/http/transport.py"
NOT_FOR_DIALOGS = (
    "seatizen_atlas.core.atlas.gateway",
    "seatizen_atlas.core.http.client",
    "seatizen_atlas.core.http.transport",
    "seatizen_atlas.core.zenodo.client",
)
COMPAT = "core/compat.py"
HTTP = ("requests", "urllib.request", "urllib3", "http.client", "httpx", "aiohttp", "socket")
DATABASES = ("sqlite3", "apsw", "sqlalchemy")
GDAL_OPENERS = {
    "Open",
    "OpenEx",
    "OpenShared",
    "Create",
    "CreateCopy",
    "CreateDataSource",
    "GetDriverByName",
    "VectorTranslate",
}
QT_NETWORK = (
    "QgsBlockingNetworkRequest",
    "QgsFileDownloader",
    "QgsNetworkContentFetcher",
    "QNetworkAccessManager",
    "QTcpSocket",
)
OPENERS = {
    "open",
    "open_text",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "touch",
    "mkdir",
    "unlink",
    "rmtree",
    "copyfile",
    "copy2",
    "loadScript",
}
GONE_WITH_QT_5 = {"QRegExp", "QRegExpValidator", "QDesktopWidget", "QTextCodec", "QStringRef", "QMatrix"}
FILE_CLASSES = {"QFile", "QSaveFile", "QTemporaryFile", "QgsVectorLayer", "QSqlDatabase", "ZipFile"}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path, source: str | None = None) -> Iterator[tuple[int, str]]:
    """Absolute dotted names that a module imports, inside functions too: `from a.b import c` is a.b.c.

    Imports for type checkers alone do not run and do not count.
    """
    tree = ast.parse(source if source is not None else path.read_text(encoding="utf-8"))
    package = ("seatizen_atlas", *path.relative_to(ROOT).parent.parts)
    unreal = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in unreal:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            base += (node.module or "").split(".") if node.module else []
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)


def is_of(name: str, forbidden: tuple[str, ...]) -> bool:
    return any(name == word or name.startswith(f"{word}.") for word in forbidden)


def offences_of_core(path: Path, source: str | None = None) -> list[str]:
    """Widgets, the desktop and the global project, which a headless core must not know."""
    forbidden = ("qgis.gui", "qgis.PyQt.QtWidgets", "qgis.utils", "PyQt5", "PyQt6", "seatizen_atlas.dialogs")
    found = [f"{line}: imports {name}" for line, name in imports(path, source) if is_of(name, forbidden)]
    tree = ast.parse(source if source is not None else path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("QgsProject.instance"):
            found.append(f"{node.lineno}: QgsProject.instance()")
        elif isinstance(node, ast.Name) and node.id == "iface":
            found.append(f"{node.lineno}: iface")
    return found


def offences_of_dialogs(path: Path, source: str | None = None) -> list[str]:
    """Files, sockets and databases: a dialog asks core for those."""
    forbidden = (*HTTP, *DATABASES, "osgeo", "shutil", "tempfile", "zipfile", "csv", "io", "qgis.PyQt.QtSql")
    found = [
        f"{line}: imports {name}"
        for line, name in imports(path, source)
        if is_of(name, forbidden) or is_of(name, NOT_FOR_DIALOGS) or name.rpartition(".")[2] in QT_NETWORK
    ]
    tree = ast.parse(source if source is not None else path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            if called in OPENERS | FILE_CLASSES:
                found.append(f"{node.lineno}: calls {ast.unparse(node.func)}")
    return found


def opens_geopackages(path: Path, source: str | None = None) -> list[str]:
    """SQLite, and GDAL where it opens or makes something: the gateway's alone. Its constants are anyone's."""
    names = list(imports(path, source))
    found = [f"{line}: imports {name}" for line, name in names if is_of(name, DATABASES)]
    if name_of(path) == JUDGE:  # SQLite in memory, to judge scripts
        found = sqlite_on_files(path, source)
    if any(is_of(name, ("osgeo",)) for _line, name in names):
        tree = ast.parse(source if source is not None else path.read_text(encoding="utf-8"))
        found += [
            f"{node.lineno}: calls {ast.unparse(node.func)}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in GDAL_OPENERS
        ]
    return found


def sqlite_on_files(path: Path, source: str | None = None) -> list[str]:
    """Every way into SQLite but a database in memory."""
    tree = ast.parse(source if source is not None else path.read_text(encoding="utf-8"))
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith("connect")
            and [ast.unparse(argument) for argument in node.args] != ["':memory:'"]
        )
        or (isinstance(node, ast.Attribute) and node.attr in ("Connection", "load_extension", "backup"))
    ]


def speaks_http(path: Path, source: str | None = None) -> list[str]:
    """HTTP: the transport's alone. Asking QGIS's network manager for a proxy is no HTTP, a request is."""
    found = [
        f"{line}: imports {name}"
        for line, name in imports(path, source)
        if is_of(name, HTTP) or name.rpartition(".")[2] in QT_NETWORK
    ]
    tree = ast.parse(source if source is not None else path.read_text(encoding="utf-8"))
    return found + [
        f"{node.lineno}: calls {node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"blockingGet", "blockingPost", "createRequest"}
    ]


def of_old_qt(path: Path, source: str | None = None) -> list[str]:
    """What Qt 6 has no more, above all members of an enumeration that are named without it (Qt.AlignLeft)."""
    found = [
        f"{line}: imports {name}"
        for line, name in imports(path, source)
        if name.rpartition(".")[2] in GONE_WITH_QT_5
    ]
    tree = ast.parse(source if source is not None else path.read_text(encoding="utf-8"))
    known = {
        alias.asname or alias.name: getattr(importlib.import_module(node.module), alias.name, None)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not node.level and str(node.module).startswith("qgis.")
        for alias in node.names
    }
    places = [(tree, known)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bases = (known[base.id] for base in node.bases if isinstance(base, ast.Name) and base.id in known)
            places += [(node, {"self": base, "cls": base}) for base in bases]
    for place, names in places:
        for node in ast.walk(place):
            if not isinstance(node, ast.Attribute):
                continue
            owner = names.get(node.value.id) if isinstance(node.value, ast.Name) else None
            member = getattr(owner, node.attr, None) if isinstance(owner, type) else None
            is_member = isinstance(member, (int, enum.Enum)) and type(member) not in (int, bool)
            if is_member and not issubclass(owner, enum.Enum):
                found.append(f"{node.lineno}: {ast.unparse(node)} without its enumeration")
            elif node.attr == "exec_" or ast.unparse(node) == "QVariant.Type":
                found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


def asks_for_versions(path: Path, source: str | None = None) -> list[str]:
    """Where versions of QGIS or Qt differ is written down in one module."""
    tree = ast.parse(source if source is not None else path.read_text(encoding="utf-8"))
    asked = {"QGIS_VERSION", "QGIS_VERSION_INT", "QT_VERSION", "QT_VERSION_STR", "qVersion", "versionInt"}
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in asked)
        or (isinstance(node, ast.Name) and node.id in asked)
    ]


def judge(check, paths: list[Path]) -> list[str]:
    return [f"{name_of(path)}:{offence}" for path in paths for offence in check(path)]


def test_core_knows_no_widget():
    assert not judge(offences_of_core, modules("core"))


def test_dialogs_open_nothing():
    assert not judge(offences_of_dialogs, modules("dialogs"))


def test_only_the_gateway_opens_geopackages():
    others = [path for path in [ROOT / "plugin.py", *modules("core", "dialogs")] if name_of(path) != GATEWAY]
    assert not judge(opens_geopackages, others)


def test_only_the_transport_speaks_http():
    others = [
        path for path in [ROOT / "plugin.py", *modules("core", "dialogs")] if name_of(path) != TRANSPORT
    ]
    assert not judge(speaks_http, others)


def test_the_http_room_does_not_know_whom_it_asks():
    for path in modules("core/http"):
        assert not re.search("zenodo|gbif|seatizen-data", path.read_text(encoding="utf-8"), re.IGNORECASE)


def test_lower_rooms_serve_upper_ones_and_nothing_goes_in_circles(tmp_path):
    """The contracts of import-linter in pyproject.toml."""
    (tmp_path / "seatizen_atlas").symlink_to(ROOT)
    ended = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", "pyproject.toml"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-3000:]
    assert "2 kept, 0 broken" in ended.stdout


def test_the_source_is_written_for_qt_6_as_well():
    paths = [path for path in modules("core", "dialogs", "tests", ".ci") if name_of(path) != COMPAT]
    assert not judge(of_old_qt, [ROOT / "plugin.py", *paths])


def test_only_one_module_knows_versions_of_qgis():
    others = [path for path in [ROOT / "plugin.py", *modules("core", "dialogs")] if name_of(path) != COMPAT]
    assert not judge(asks_for_versions, others)


@pytest.mark.parametrize(
    ("check", "folder", "source"),
    [
        (offences_of_core, "core", "from qgis.PyQt.QtWidgets import QLabel"),
        (offences_of_core, "core", "from qgis.PyQt import QtWidgets"),
        (offences_of_core, "core", "def f():\n    from ..dialogs import dock"),
        (offences_of_core, "core", "import qgis.core\nqgis.core.QgsProject.instance().layers()"),
        (offences_of_core, "core", "from qgis.utils import iface"),
        (offences_of_dialogs, "dialogs", "from pathlib import Path\nPath('x').read_text()"),
        (offences_of_dialogs, "dialogs", "with open('x') as stream: stream.read()"),
        (offences_of_dialogs, "dialogs", "from ..core.atlas.gateway import Atlas"),
        (offences_of_dialogs, "dialogs", "def f():\n    import socket"),
        (offences_of_dialogs, "dialogs", "from qgis.core import QgsVectorLayer\nQgsVectorLayer('x')"),
        (opens_geopackages, "core", "def f():\n    import sqlite3"),
        (opens_geopackages, "core", "def f():\n    from osgeo import ogr\n    ogr.Open('x')"),
        (opens_geopackages, "core", "from osgeo import gdal\ngdal.OpenEx('x').ExecuteSQL('')"),
        (sqlite_on_files, "core", "import sqlite3\nsqlite3.connect('a.gpkg')"),
        (sqlite_on_files, "core", "import sqlite3\nsqlite3.connect(':memory:').backup(other)"),
        (speaks_http, "core", "from requests.adapters import HTTPAdapter"),
        (speaks_http, "core", "from qgis.core import QgsBlockingNetworkRequest"),
        (speaks_http, "core", "def f(manager, request): manager.blockingGet(request)"),
        (of_old_qt, "core", "from qgis.PyQt.QtCore import QRegExp"),
        (of_old_qt, "core", "from qgis.PyQt.QtCore import QVariant\nQVariant.Type.Int"),
        (of_old_qt, "dialogs", "def f(dialog): dialog.exec_()"),
        (asks_for_versions, "core", "from qgis.core import Qgis\nQgis.QGIS_VERSION_INT > 33800"),
    ],
)
def test_the_checks_see_an_offence(check, folder, source):
    """A check that sees nothing is worse than none."""
    assert check(
        ROOT / folder / "invented" / "module.py"
        if folder == "core" and ".." not in source
        else ROOT / folder / "module.py",
        source,
    )


@pytest.mark.skipif(QT_VERSION >= 0x060000, reason="Qt 6 refuses them itself")
@pytest.mark.parametrize(
    "source",
    [
        "from qgis.PyQt.QtCore import Qt\nQt.AlignLeft",
        "from qgis.core import QgsProcessingAlgorithm\nQgsProcessingAlgorithm.FlagNoThreading",
        "def f():\n    from qgis.PyQt.QtCore import QVariant\n    return QVariant.Int",
        "from qgis.PyQt.QtWidgets import QDialog\nclass D(QDialog):\n    def f(self): self.Accepted",
    ],
)
def test_a_member_without_its_enumeration_is_seen(source):
    assert of_old_qt(ROOT / "dialogs" / "module.py", source)
    assert not of_old_qt(ROOT / "dialogs" / "module.py", "from qgis.core import Qgis\nQgis.MessageLevel.Info")


def test_type_checking_imports_are_no_offence():
    source = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from qgis.gui import QgisInterface"
    assert not offences_of_core(ROOT / "core" / "module.py", source)


WITHOUT_PACKAGES = """
import sys
for name in ("pandas", "pyarrow"):
    sys.modules[name] = None
sys.path.insert(0, sys.argv[1])
from qgis.core import QgsApplication
application = QgsApplication([], True)
application.initQgis()
import conftest
before = set(sys.modules)
import seatizen_atlas
plugin = seatizen_atlas.classFactory(None)
plugin.initProcessing()
print("at the start:", sorted({"numpy", "requests"} & set(sys.modules) - before))
for algorithm in QgsApplication.processingRegistry().providerById("seatizen").algorithms():
    algorithm.create().shortHelpString()
import seatizen_atlas.dialogs.desktop
print("loaded")
"""


def test_the_plugin_loads_where_pandas_and_pyarrow_are_missing():
    """They are not part of every QGIS: whatever needs them imports them when it runs."""
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_PACKAGES, str(ROOT / "tests")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "loaded" in ended.stdout, ended.stderr[-2000:]
    # qgis_process pays for every import of every algorithm, whichever runs.
    assert "at the start: []" in ended.stdout, ended.stdout


def test_qt_comes_from_qgis():
    found = [
        f"{name_of(path)}:{line}: {name}"
        for path in [ROOT / "plugin.py", *modules("core", "dialogs")]
        for line, name in imports(path)
        if is_of(name, ("PyQt5", "PyQt6", "PySide2", "PySide6"))
    ]
    assert not found


def test_every_module_says_its_licence_and_its_purpose():
    paths = [ROOT / "plugin.py", ROOT / "__init__.py", *modules("core", "dialogs", "tests", "i18n", ".ci")]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        head = lines[1] if lines and lines[0].startswith("#!") else (lines or [""])[0]
        assert head == "# SPDX-License-Identifier: GPL-2.0-or-later", name_of(path)
        assert ast.get_docstring(ast.parse(text)), name_of(path)
