# SPDX-License-Identifier: GPL-2.0-or-later
"""How many frames of a session lie in each grid cell: what a map shows where frames cannot be told apart."""

from __future__ import annotations

from .gateway import Atlas
from .sql import Fragment, fill

CELLS_PER_DEGREE = 2000
"""The grid of script 09, which counts the frames that are there already: cells of about 55 m."""

_ALL_CELLS = Fragment("frame_density")


def refresh_density(atlas: Atlas, deposit_doi: str) -> None:
    """Count the frames of one deposit anew; part of the transaction that changes them.

    The work is that of the session's own frames, however many the atlas holds.
    """
    own_cells = fill("frame_density WHERE deposit_doi = {deposit}", deposit=deposit_doi)
    reached_edge = _reaches_edge(atlas, own_cells)
    atlas.execute(fill("DELETE FROM {cells}", cells=own_cells))
    atlas.execute(
        fill(
            "INSERT INTO frame_density (deposit_doi, surveyed_on, position, frames)"
            " SELECT d.doi, strftime('%Y-%m-%dT%H:%M:%fZ', d.session_date), cell.position, cell.frames FROM ("
            " SELECT f.GPSPosition AS position, count(*) AS frames, min(f.id) AS first_frame"
            " FROM version v JOIN frame f ON f.version_doi = v.doi"
            " WHERE v.deposit_doi = {deposit} AND ST_MinX(f.GPSPosition) NOTNULL"
            " GROUP BY CAST((ST_MinX(f.GPSPosition) + 180) * {cells} AS INTEGER),"
            " CAST((ST_MinY(f.GPSPosition) + 90) * {cells} AS INTEGER)"
            ") cell JOIN deposit d ON d.doi = {deposit} ORDER BY cell.first_frame",
            deposit=deposit_doi,
            cells=CELLS_PER_DEGREE,
        )
    )
    if reached_edge:  # without the old cells the extent may have to shrink
        _clear_extent(atlas)
        _extend(atlas, _ALL_CELLS)
    else:
        _extend(atlas, own_cells)


def _reaches_edge(atlas: Atlas, cells: Fragment) -> bool:
    return bool(
        atlas.scalar(
            fill(
                "SELECT count(*) FROM (SELECT min(ST_MinX(position)) AS x1, min(ST_MinY(position)) AS y1,"
                " max(ST_MaxX(position)) AS x2, max(ST_MaxY(position)) AS y2 FROM {cells})"
                " JOIN gpkg_contents c ON c.table_name = 'frame_density'"
                " WHERE x1 <= c.min_x OR y1 <= c.min_y OR x2 >= c.max_x OR y2 >= c.max_y",
                cells=cells,
            )
        )
    )


def _clear_extent(atlas: Atlas) -> None:
    atlas.execute(
        "UPDATE gpkg_contents SET min_x = NULL, min_y = NULL, max_x = NULL, max_y = NULL"
        " WHERE table_name = 'frame_density'"
    )


def _extend(atlas: Atlas, cells: Fragment) -> None:
    """Widen the table's extent to what `cells` cover; without cells it stays."""
    atlas.execute(
        fill(
            "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = ("
            " SELECT coalesce(min(min_x, x1), min_x, x1), coalesce(min(min_y, y1), min_y, y1),"
            " coalesce(max(max_x, x2), max_x, x2), coalesce(max(max_y, y2), max_y, y2) FROM ("
            " SELECT min(ST_MinX(position)) AS x1, min(ST_MinY(position)) AS y1,"
            " max(ST_MaxX(position)) AS x2, max(ST_MaxY(position)) AS y2 FROM {cells})),"
            " last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
            " WHERE table_name = 'frame_density'",
            cells=cells,
        )
    )
