# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for Zenodo, and a temporary folder in which nothing stays behind."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from zenodo_standin import Standin


@pytest.fixture
def zenodo():
    with Standin() as standin:
        yield standin


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def harvested(zenodo, published, tmp_path_factory) -> Path:
    """An atlas that has seen what is published."""
    from qgis.core import QgsProcessingFeedback
    from seatizen_atlas.core.harvest.sync import sync_atlas
    from seatizen_atlas.core.upkeep.create import create_atlas
    from seatizen_atlas.core.zenodo.client import ZenodoClient

    feedback = QgsProcessingFeedback(False)
    path = create_atlas(tmp_path_factory.mktemp("harvested") / "atlas.gpkg", feedback=feedback)
    with ZenodoClient(zenodo.url, feedback=feedback) as client:
        sync_atlas(client, path, ("seatizen-data",), feedback)
    zenodo.requests.clear()
    return path
