# SPDX-License-Identifier: GPL-2.0-or-later
"""The picture of an atlas."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QColor, QImage
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError, SeatizenError
from seatizen_atlas.core.map.platforms import COLOURS
from seatizen_atlas.core.upkeep.create import create_atlas

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / ".ci"))

from snapshot import render_atlas


def colours(image, left, right):
    return Counter(
        QColor(image.pixel(x, y)).name()
        for x in range(int(image.width() * left), int(image.width() * right))
        for y in range(90, image.height() - 30)
    )


def test_a_picture_shows_all_and_one_session(surveyed_atlas, tmp_path):
    png = render_atlas(surveyed_atlas, tmp_path / "atlas.png", (900, 500))
    image = QImage(str(png))
    assert (image.width(), image.height()) == (900, 500)
    with Atlas.open(surveyed_atlas) as atlas:
        platform = atlas.scalar(
            "SELECT d.platform_type FROM deposit d JOIN version v ON v.deposit_doi = d.doi"
            " JOIN frame f ON f.version_doi = v.doi GROUP BY d.doi ORDER BY count(*) DESC LIMIT 1"
        )
    # Right of the legend, which shows every colour: frames of the largest session.
    assert colours(image, 0.75, 0.98)[COLOURS[platform]] > 100
    assert len(colours(image, 0.25, 0.48)) > 3


def test_an_empty_atlas_gives_a_picture_as_well(tmp_path, feedback):
    path = create_atlas(tmp_path / "new.gpkg", feedback=feedback)
    assert not QImage(str(render_atlas(path, tmp_path / "new.png", (600, 400)))).isNull()


def test_what_cannot_be_done_is_told(surveyed_atlas, tmp_path):
    with pytest.raises(AtlasError):
        render_atlas(tmp_path / "absent.gpkg", tmp_path / "x.png")
    with pytest.raises(SeatizenError, match="cannot be written"):
        render_atlas(surveyed_atlas, tmp_path / "absent" / "x.png", (300, 200))
