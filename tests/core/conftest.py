# SPDX-License-Identifier: GPL-2.0-or-later
"""Atlases for the tests of `core`: made once a session, copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from big_atlas import make_big_atlas
from qgis.core import QgsProcessingFeedback


@pytest.fixture(scope="session")
def _surveyed(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("surveyed") / "atlas.gpkg"
    return make_big_atlas(path, sessions=12, frames=2400, predictions=True)


@pytest.fixture
def surveyed_atlas(_surveyed, tmp_path) -> Path:
    """A copy of an atlas with 12 sessions, some 2,400 frames and 31 scores for each."""
    return Path(shutil.copy(_surveyed, tmp_path / "surveyed.gpkg"))


@pytest.fixture
def feedback() -> QgsProcessingFeedback:
    return QgsProcessingFeedback(False)
