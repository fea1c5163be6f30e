# SPDX-License-Identifier: GPL-2.0-or-later
"""The grid that counts frames."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from seatizen_atlas.core.atlas.density import refresh_density
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.sql import Fragment, Name, fill
from seatizen_atlas.core.upkeep.migrations import apply_script, load_scripts

CELLS = (
    "SELECT deposit_doi, CAST(id AS INTEGER), ST_MinX(position), ST_MinY(position), frames FROM frame_density"
    " ORDER BY id"
)
FRAMES = (
    "SELECT v.deposit_doi, ST_MinX(f.GPSPosition), ST_MinY(f.GPSPosition) FROM frame f"
    " JOIN version v ON v.doi = f.version_doi WHERE f.GPSPosition NOTNULL"
)


def counted(rows):
    """The definition, in other words: frames a deposit and cell of a two-thousandth of a degree."""
    return Counter((doi, math.floor((x + 180) * 2000), math.floor((y + 90) * 2000)) for doi, x, y in rows)


def cells(atlas):
    return {
        (doi, math.floor((x + 180) * 2000), math.floor((y + 90) * 2000)): frames
        for doi, _id, x, y, frames in atlas.rows(CELLS)
    }


def extent(atlas):
    return atlas.rows(
        "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'frame_density'"
    )[0]


def true_extent(atlas):
    return atlas.rows(
        "SELECT min(ST_MinX(position)), min(ST_MinY(position)), max(ST_MaxX(position)),"
        " max(ST_MaxY(position)) FROM frame_density"
    )[0]


def test_every_frame_is_counted_once_where_it_lies(surveyed_atlas):
    with Atlas.open(surveyed_atlas) as atlas:
        assert cells(atlas) == counted(atlas.rows(FRAMES))
        places = {(x, y) for _doi, x, y in atlas.rows(FRAMES)}
        assert all((x, y) in places for _doi, _id, x, y, _frames in atlas.rows(CELLS))
        assert extent(atlas) == true_extent(atlas)
        assert not atlas.scalar(
            "SELECT count(*) FROM frame_density c JOIN deposit d ON d.doi = c.deposit_doi"
            " WHERE CAST(c.surveyed_on AS TEXT) IS NOT d.session_date || 'T00:00:00.000Z'"
        )
        indexed = atlas.rows("SELECT id FROM rtree_frame_density_position ORDER BY id")
        assert indexed == [(row[1],) for row in atlas.rows(CELLS)]


def test_the_script_counts_as_the_import_does(surveyed_atlas, feedback):
    script = next(script for script in load_scripts() if script.name == "frame_density")
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        by_import = sorted(row[:1] + row[2:] for row in atlas.rows(CELLS))
        with atlas.transaction(rebuilt=()):
            atlas.execute("DROP TABLE frame_density")
            atlas.execute("DROP TABLE rtree_frame_density_position")
            atlas.execute("DROP INDEX idx_frame_GPSDatetime")
            for table in ("gpkg_extensions", "gpkg_geometry_columns", "gpkg_contents"):
                atlas.execute(
                    fill("DELETE FROM {table} WHERE table_name = 'frame_density'", table=Name(table))
                )
        apply_script(atlas, script, feedback)
        assert sorted(row[:1] + row[2:] for row in atlas.rows(CELLS)) == by_import
        assert extent(atlas) == true_extent(atlas)


def test_a_second_count_changes_nothing(surveyed_atlas):
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        before = cells(atlas), extent(atlas)
        for (doi,) in atlas.rows("SELECT doi FROM deposit"):
            with atlas.transaction():
                refresh_density(atlas, doi)
        assert (cells(atlas), extent(atlas)) == before


@pytest.mark.parametrize("side", ["min_x", "min_y", "max_x", "max_y"])
def test_the_extent_shrinks_with_the_frames(surveyed_atlas, side):
    column = {"min_x": "ST_MinX", "min_y": "ST_MinY", "max_x": "ST_MaxX", "max_y": "ST_MaxY"}[side]
    order = "ASC" if side.startswith("min") else "DESC"
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        doi = atlas.scalar(
            fill(
                "SELECT deposit_doi FROM frame_density ORDER BY {column}(position) {order}",
                column=Fragment(column),
                order=Fragment(order),
            )
        )
        others = [row for row in atlas.rows(FRAMES) if row[0] != doi]
        atlas.execute(
            fill(
                "UPDATE frame SET GPSPosition = NULL"
                " WHERE version_doi IN (SELECT doi FROM version WHERE deposit_doi = {doi})",
                doi=doi,
            )
        )
        before = extent(atlas)
        refresh_density(atlas, doi)
        assert cells(atlas) == counted(others)
        assert extent(atlas) == true_extent(atlas) != before


def test_frames_without_a_position_are_not_counted(surveyed_atlas):
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute("UPDATE frame SET GPSPosition = NULL")
        for (doi,) in atlas.rows("SELECT doi FROM deposit"):
            refresh_density(atlas, doi)
        assert not atlas.rows(CELLS)
        assert extent(atlas) == (None, None, None, None)
