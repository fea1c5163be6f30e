# SPDX-License-Identifier: GPL-2.0-or-later
"""A QGIS that lacks something: the plugin loads, and says what is missing where it is needed.

The real qgis_process, whose Python finds some packages no more, as if they were not installed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent / "sample"
HIDE = """
import importlib.machinery as machinery
import os
_find = machinery.PathFinder.find_spec
def _hiding(name, path=None, target=None):
    return None if name.partition(".")[0] in os.environ["HIDDEN"].split() else _find(name, path, target)
machinery.PathFinder.find_spec = _hiding
"""


@pytest.fixture(scope="module")
def hidden(tmp_path_factory):
    """The environment in which Python does not find these packages."""
    folder = tmp_path_factory.mktemp("hiding")
    (folder / "sitecustomize.py").write_text(HIDE, encoding="utf-8")
    return lambda *packages: {"PYTHONPATH": str(folder), "HIDDEN": " ".join(packages)}


@pytest.fixture(scope="module")
def atlas(qgis_process, hidden, tmp_path_factory):
    """Made without either package: nothing of it needs one."""
    path = tmp_path_factory.mktemp("atlas") / "atlas.gpkg"
    code, _results, errors = qgis_process.run(
        "createatlas", OUTPUT=path, environment=hidden("pandas", "pyarrow", "matplotlib", "plotly")
    )
    assert code == 0, errors
    return path


def test_every_algorithm_is_listed_without_them(qgis_process, hidden):
    from seatizen_atlas.core.processing.provider import ALGORITHMS

    ended = qgis_process("--json", "list", **hidden("pandas", "pyarrow", "matplotlib", "plotly"))
    providers = json.loads(ended.stdout[ended.stdout.find("{") :])["providers"]
    assert len(providers["seatizen"]["algorithms"]) == len(ALGORITHMS)


@pytest.mark.parametrize(
    ("algorithm", "parameters"),
    [
        ("importsessions", {"SESSIONS": SAMPLE / "sessions", "DOIS_CSV": SAMPLE / "dois.csv"}),
        ("importannotations", {"INPUT": SAMPLE / "annotations"}),
    ],
)
def test_imports_say_that_pandas_is_missing(qgis_process, hidden, atlas, algorithm, parameters):
    before = atlas.read_bytes()
    code, results, errors = qgis_process.run(
        algorithm, ATLAS=atlas, environment=hidden("pandas"), **parameters
    )
    assert code != 0 and not results
    assert "Reading tables needs the Python package pandas. Install it with:" in errors
    assert "Traceback" not in errors
    assert atlas.read_bytes() == before


def test_geoparquet_says_that_pyarrow_is_missing(qgis_process, hidden, atlas, tmp_path):
    code, _results, errors = qgis_process.run(
        "exportgeoparquet", ATLAS=atlas, OUTPUT_FOLDER=tmp_path, environment=hidden("pyarrow")
    )
    assert code != 0
    assert "needs the Python package pyarrow. Install it with:" in errors
    assert "Traceback" not in errors


def test_checks_and_tables_need_neither(qgis_process, hidden, atlas, tmp_path):
    gone = hidden("pandas", "pyarrow")
    code, results, errors = qgis_process.run("checkatlas", ATLAS=atlas, environment=gone)
    assert code == 0 and results["VALID"] is True, errors
    code, results, errors = qgis_process.run(
        "exporttables",
        ATLAS=atlas,
        OUTPUT_FOLDER=tmp_path,
        TABLES="session_doi",
        FORMATS="csv",
        environment=gone,
    )
    assert "Traceback" not in errors
    assert code == 0, errors


def test_a_home_that_cannot_be_written_hinders_nothing(qgis_process, atlas, tmp_path):
    """Nothing can be made below /proc, not even by root."""
    nowhere = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), "/proc/nowhere")
    copy = tmp_path / "atlas.gpkg"
    copy.write_bytes(atlas.read_bytes())
    code, results, errors = qgis_process.run(
        "importsessions",
        ATLAS=copy,
        SESSIONS=SAMPLE / "sessions",
        DOIS_CSV=SAMPLE / "dois.csv",
        environment=nowhere,
    )
    assert code == 0 and results["SESSIONS_FAILED"] == 0, errors
    assert "Traceback" not in errors
