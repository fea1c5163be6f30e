# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip for the plugin portal: made, judged, installed into a fresh profile and used from there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / "release" / "bin" / "python"

# Runs inside QGIS Desktop: the dialog of importing, from the installed package.
OPEN_A_DIALOG = """
import json, os, sys, traceback
from qgis.PyQt.QtCore import QTimer
from qgis.utils import plugins
told = {"errors": []}
sys.excepthook = lambda *what: told["errors"].append("".join(traceback.format_exception(*what)))

def visit():
    try:
        import seatizen_atlas
        from seatizen_atlas.dialogs.import_dialog import ImportDialog
        told["from"] = seatizen_atlas.__file__
        dialog = ImportDialog.present(plugins["seatizen_atlas"].desktop.shell)
        told["title"], told["visible"] = dialog.windowTitle(), dialog.isVisible()
    except Exception:
        told["errors"].append(traceback.format_exc())
    with open(os.environ["TOLD"], "w") as stream:
        json.dump(told, stream)
    os._exit(0)

QTimer.singleShot(2000, visit)
"""


def make(target: Path) -> subprocess.CompletedProcess[str]:
    assert PYTHON.exists(), "run .ci/setup (make test does)"
    command = [str(PYTHON), str(ROOT / ".ci" / "package.py"), str(target)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    target = tmp_path_factory.mktemp("package") / "seatizen_atlas.zip"
    made = make(target)
    assert made.returncode == 0, made.stdout + made.stderr
    return target


@pytest.fixture(scope="module")
def profiles(package, tmp_path_factory):
    """A folder of profiles whose default one has the package installed, as QGIS installs a zip."""
    folder = tmp_path_factory.mktemp("fresh")
    profile = folder / "profiles" / "default"
    with zipfile.ZipFile(package) as zipped:
        zipped.extractall(profile / "python" / "plugins")
    settings = profile / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        "[PythonPlugins]\nseatizen_atlas=true\n[qgis]\ncheckVersion=false\n"
        "[app]\nnews-feed\\httpsfeedqgisorg\\disabled=true\n"
        "[locale]\noverrideFlag=true\nuserLocale=fr\n",
        encoding="utf-8",
    )
    return folder


def environment(**added: str) -> dict[str, str]:
    left_out = ("QT_QPA_PLATFORM", "QGIS_PLUGINPATH", "QGIS_CUSTOM_CONFIG_PATH")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in left_out and not name.startswith("SEATIZEN_")
    }
    return {**kept, **added}


def test_the_zip_is_what_the_portal_takes(package):
    assert package.stat().st_size <= 25_000_000
    with zipfile.ZipFile(package) as zipped:
        names = zipped.namelist()
        assert zipped.testzip() is None
        metadata = zipped.read("seatizen_atlas/metadata.txt").decode("utf-8")
    assert len(names) == len(set(names))
    assert {name.partition("/")[0] for name in names} == {"seatizen_atlas"}
    icon = next(line for line in metadata.splitlines() if line.startswith("icon=")).partition("=")[2]
    for wanted in ("LICENSE", "__init__.py", icon, "i18n/seatizen_atlas_fr.qm", "sql/00_base.sql"):
        assert f"seatizen_atlas/{wanted}" in names
    parts = {part for name in names for part in name.split("/")}
    assert not parts & {"tests", "__pycache__", "docs", "Makefile", "pyproject.toml"}
    assert not [part for part in parts if part.startswith(".") or part.endswith((".pyc", ".ts"))]


def test_the_same_commit_makes_the_same_zip(package, tmp_path):
    again = tmp_path / "again.zip"
    assert make(again).returncode == 0
    assert again.read_bytes() == package.read_bytes()


def test_an_algorithm_runs_from_the_installed_package(profiles, tmp_path):
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    assert program is not None, "QGIS's qgis_process is needed"
    atlas = tmp_path / "atlas.gpkg"
    ended = subprocess.run(
        [program, "--json", "run", "seatizen:createatlas", "--", f"OUTPUT={atlas}"],
        env=environment(QGIS_CUSTOM_CONFIG_PATH=str(profiles), QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert ended.returncode == 0, ended.stderr
    assert atlas.exists()
    helped = subprocess.run(
        [program, "help", "seatizen:createatlas"],
        env=environment(QGIS_CUSTOM_CONFIG_PATH=str(profiles), QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert "atlas vide" in helped.stdout, "the compiled translation is in the package and used"


def test_a_dialog_opens_from_the_installed_package(profiles, tmp_path):
    program = shutil.which("qgis")
    assert program is not None and shutil.which("xvfb-run") is not None, "QGIS and xvfb are needed"
    script = tmp_path / "visit.py"
    script.write_text(OPEN_A_DIALOG, encoding="utf-8")
    told_file = tmp_path / "told.json"
    qgis = [program, "--nologo", "--profiles-path", str(profiles), "--code", str(script)]
    ended = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", *qgis],
        env=environment(TOLD=str(told_file)),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert told_file.exists(), ended.stderr[-2000:]
    told = json.loads(told_file.read_text(encoding="utf-8"))
    assert told["errors"] == []
    assert Path(told["from"]).is_relative_to(profiles)
    assert told["visible"] and told["title"].startswith("Importer")


def test_the_scan_sees_what_the_portal_would(tmp_path):
    """A scan that sees nothing is worse than none: each tool finds its offence, and the exit code says so."""
    folder = tmp_path / "seatizen_atlas"
    folder.mkdir()
    secret = "AKIA" + "QWERTYUIOPASDFGH"  # of the form of a key, and nobody's
    (folder / "__init__.py").write_text(
        "import subprocess\nimport qgis.core as c\nfrom PyQt5.QtCore import Qt\n"
        'subprocess.call("ls", shell=True)\n'
        f'KEY = "{secret}"\n'
        "assert Qt  # nosec\n",
        encoding="utf-8",
    )
    package = tmp_path / "package.zip"
    with zipfile.ZipFile(package, "w") as zipped:
        zipped.write(folder / "__init__.py", "seatizen_atlas/__init__.py")
        zipped.writestr("seatizen_atlas/metadata.txt", "[general]\nname=Nothing\n")
    command = [str(PYTHON), str(ROOT / ".ci" / "scan.py"), str(package)]
    scanned = subprocess.run(command, capture_output=True, text=True, check=False)
    assert scanned.returncode == 1, scanned.stdout + scanned.stderr
    for found in ("B602", "AWS Access Key", "QGS103", "missing_files: LICENSE", "assert Qt  # nosec"):
        assert found in scanned.stdout
