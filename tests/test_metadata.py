# SPDX-License-Identifier: GPL-2.0-or-later
"""metadata.txt: what QGIS and its plugin portal require."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def general():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser["general"]


@pytest.mark.parametrize(
    "field",
    [
        "name", "description", "about", "version", "author", "email", "homepage", "tracker", "repository",
        "tags", "category", "icon", "changelog", "experimental", "deprecated", "server",
    ],
)  # fmt: skip
def test_every_field_is_there(general, field):
    assert general[field].strip()


def test_versions_of_qgis(general):
    assert general["qgisMinimumVersion"] == "3.22"
    assert general["qgisMaximumVersion"] == "4.99"
    assert "supportsQt6" not in general


def test_qgis_process_sees_the_provider(general):
    assert general["hasProcessingProvider"] == "yes"


def test_the_name_has_no_plugin_in_it(general):
    assert general["name"] == "Seatizen Atlas"
    for field in ("name", "tags"):
        assert "plugin" not in general[field].lower()


def test_icon_and_licence_exist(general):
    assert (ROOT / general["icon"]).is_file()
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("GNU GENERAL PUBLIC LICENSE")


def test_the_version_is_told_once(general):
    """metadata.txt, pyproject.toml, CITATION.cff and the changelog agree."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {general['version']}\n" in citation
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r'^version = "(.+)"$', project, re.MULTILINE)[1] == general["version"]
    assert f"## {general['version']}" in changelog
    assert general["version"] in general["changelog"]


def test_the_about_is_what_the_algorithms_do(general):
    """What it promises is there: a word of it for each capability, and the capability for each word."""
    from seatizen_atlas.core.processing.provider import ALGORITHMS

    known = {algorithm.ID for algorithm in ALGORITHMS}
    promised = {
        "download the published atlas": "downloadatlas", "coverage on a grid": "coverage",
        "models against annotators": "agreement", "one year against another": "change",
        "tables as CSV or Parquet": "exporttables", "GeoParquet": "exportgeoparquet",
        "Darwin Core archives": "exportdarwincore", "whole sessions": "downloadsessions",
        "only the chosen images": "downloadframes", "import session folders": "importsessions",
        "follow a Zenodo community": "syncatlas", "migrate atlases": "migrateatlas",
        "new versions of the atlas": "publishatlas",
    }  # fmt: skip
    for words, algorithm in promised.items():
        assert words in general["about"] and algorithm in known
