# SPDX-License-Identifier: GPL-2.0-or-later
"""Sessions and a metadata file, made once; a stand-in for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from publish_helpers import Desk, make_metadata, make_sites
from zenodo_standin import Standin


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("publish")
    make_metadata(root / "metadata", make_sites(root / "sessions", 0, 2, 5))
    return root


@pytest.fixture
def desk(_made: Path, tmp_path: Path) -> Desk:
    """Three sessions: a board, a drone, an underwater vehicle."""
    shutil.copytree(_made, tmp_path / "desk")
    return Desk(tmp_path / "desk" / "sessions", tmp_path / "desk" / "metadata" / "metadata.json")


@pytest.fixture
def board(desk: Desk) -> Desk:
    """The board's session alone."""
    for name in desk.names()[1:]:
        shutil.rmtree(desk.sessions / name)
    return desk


@pytest.fixture
def zenodo() -> Iterator[Standin]:
    with Standin() as standin:
        yield standin
