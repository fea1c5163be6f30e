# SPDX-License-Identifier: GPL-2.0-or-later
"""An empty atlas, a community of sessions and their DOIs."""

from __future__ import annotations

import shutil

import pytest
from generate import make_dois_csv, make_sessions
from seatizen_atlas.core.upkeep.create import create_atlas
from sessions_helpers import Community, Feedback


@pytest.fixture(scope="session")
def pristine(tmp_path_factory) -> Community:
    """Three sessions (a boat drone, a diver, a flying drone) of 40 frames; not to be changed."""
    root = tmp_path_factory.mktemp("pristine")
    names = make_sessions(root / "sessions", 3, 40)
    atlas = create_atlas(root / "atlas.gpkg", feedback=Feedback())
    return Community(root / "sessions", names, make_dois_csv(root / "dois.csv", names), atlas)


@pytest.fixture
def community(pristine, tmp_path) -> Community:
    """A copy of the pristine community, to be broken at will."""
    copy = tmp_path / "community"
    shutil.copytree(pristine.folder.parent, copy)
    return Community(copy / "sessions", pristine.names, copy / "dois.csv", copy / "atlas.gpkg")
