# SPDX-License-Identifier: GPL-2.0-or-later
"""A small community on the stand-in and an empty atlas."""

from __future__ import annotations

import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from generate import make_sessions
from harvest_helpers import Feedback, Follower
from seatizen_atlas.core.upkeep.create import create_atlas
from zenodo_standin import Standin


@pytest.fixture(scope="session")
def _pristine(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("harvest")
    make_sessions(root / "sessions", 3, 40)
    create_atlas(root / "atlas.gpkg", feedback=Feedback())
    return root


@pytest.fixture
def sessions(_pristine) -> list[Path]:
    """Folders of a boat drone, a diver and a flying drone; not to be changed."""
    return sorted((_pristine / "sessions").iterdir())


@pytest.fixture
def zenodo():
    with Standin() as standin:
        yield standin


@pytest.fixture
def follower(_pristine, zenodo, tmp_path) -> Follower:
    """An empty atlas that follows the stand-in."""
    return Follower(zenodo, Path(shutil.copy(_pristine / "atlas.gpkg", tmp_path / "atlas.gpkg")))


@pytest.fixture
def published(zenodo, sessions):
    """The three sessions on the stand-in."""
    return [zenodo.add_session(session) for session in sessions]


@pytest.fixture(autouse=True)
def nothing_is_left_to_the_garbage_collector():
    """QGIS shows such warnings to its users."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        yield


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path, monkeypatch):
    """Nothing of a session stays in the temporary folder."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert [path.name for path in folder.iterdir() if path.name.startswith("seatizen_")] == []
