# SPDX-License-Identifier: GPL-2.0-or-later
"""What an atlas shows from far away: squares with their frames, a symbol a session, a symbol a place.

The layers are statements over `frame_density` rather than tables, so that they follow every import by
themselves and nothing is stored twice. A statement begins with SELECT, as QGIS wants it of a layer, and holds
no “|”, which divides the parts of a layer's source.
"""

from __future__ import annotations

from ..atlas.density import CELLS_PER_DEGREE
from ..atlas.sql import Fragment, fill, join
from ..translation import tr

CELLS = Fragment("frame_density")
LEVELS = 13
"""Grids over the finest one, each twice as wide as the one before; the widest has squares of two degrees."""
SMALLEST_SQUARE = 0.0018
"""Metres that the side of a square measures on the map at least."""
_METRES_PER_CELL = 111_320.0 / CELLS_PER_DEGREE

PLACE_SCALE = 1_500_000
"""From this scale on the places of a territory are told apart."""
SESSION_SCALE = 100_000
"""From this scale on each session has a symbol of its own."""


def squares(cells: Fragment = CELLS) -> Fragment:
    """Frames, sessions and days of each square of each level; x and y count squares from -180, -90.

    `days` tells `YYYY-MM-DD=frames` for each session and cell in the square, so that a map that shows a part
    of the time can sum up what lies in it.
    """
    levels = (
        fill(
            "SELECT {level} AS level, x >> {level} AS x, y >> {level} AS y, sum(frames) AS frames,"
            " count(DISTINCT deposit_doi) AS sessions,"
            " group_concat(printf('%s=%d', substr(surveyed_on, 1, 10), frames), ';') AS days, position"
            " FROM cell GROUP BY x >> {level}, y >> {level}",
            level=level,
        )
        for level in reversed(range(LEVELS))  # whoever asks for the first row does not wait for long
    )
    return fill(
        "SELECT * FROM (WITH cell AS (SELECT deposit_doi, surveyed_on, frames, position,"
        " CAST((ST_MinX(position) + 180) * {cells} AS INTEGER) AS x,"
        " CAST((ST_MinY(position) + 90) * {cells} AS INTEGER) AS y FROM {source}) {levels})",
        cells=CELLS_PER_DEGREE,
        source=cells,
        levels=join(" UNION ALL ", levels),
    )


def sessions(cells: Fragment = CELLS) -> Fragment:
    """Every session with its frames, at the place where they lie most densely."""
    return fill(
        # In SQLite the bare columns beside a lone max() are those of its row.
        "SELECT d.id AS id, d.session_name, d.session_date, d.location, d.alpha3_country_code,"
        " d.platform_type, sum(c.frames) AS frames, d.doi, max(c.frames) AS densest, c.position"
        " FROM {source} c JOIN deposit d ON d.doi = c.deposit_doi GROUP BY c.deposit_doi",
        source=cells,
    )


def places(cells: Fragment = CELLS) -> Fragment:
    """Every place, and every territory, with its sessions and frames, where they lie most densely."""
    return fill(
        "SELECT level, alpha3_country_code, CASE level WHEN 'place' THEN location END AS location,"
        " count(*) AS sessions, sum(frames) AS frames,"
        " group_concat(printf('%s=%d', session_date, frames), ';') AS days, max(densest) AS densest, position"
        " FROM ({sessions}) s CROSS JOIN (SELECT column1 AS level FROM (VALUES ('territory'), ('place'))) l"
        " GROUP BY level, alpha3_country_code, CASE level WHEN 'place' THEN location END",
        sessions=sessions(cells),
    )


def square_expression() -> str:
    """The square as a geometry, from its level and numbers."""
    side = f'(2 ^ "level" / {CELLS_PER_DEGREE}.0)'
    west, south = f'"x" * {side} - 180', f'"y" * {side} - 90'
    return f"bounds(make_line(make_point({west}, {south}), make_point({west} + {side}, {south} + {side})))"


def level_expression() -> str:
    """The level of the finest grid whose squares can be seen at the scale of the map."""
    cells = f"coalesce(@map_scale, 0) * {SMALLEST_SQUARE / _METRES_PER_CELL:.6g}"
    return f"min({LEVELS - 1}, ceil(max(0, ln(max(1, {cells})) / ln(2))))"


def frames_expression() -> str:
    """The frames of a square or a place, of the days that the map shows when it shows a part of the time."""
    return f'CASE WHEN @map_start_time IS NULL THEN "frames" ELSE array_sum({_in_time()}) END'


def sessions_expression() -> str:
    """The sessions of a place, of the days that the map shows when it shows a part of the time."""
    return f'CASE WHEN @map_start_time IS NULL THEN "sessions" ELSE array_length({_in_time()}) END'


def _in_time() -> str:
    first = "format_date(@map_start_time, 'yyyy-MM-dd')"
    last = "format_date(@map_end_time - to_interval('1 second'), 'yyyy-MM-dd')"
    day = "substr(@element, 1, 10)"
    return (
        f"array_foreach(array_filter(string_to_array(\"days\", ';'), {day} >= {first} AND {day} <= {last}),"
        " to_int(substr(@element, 12)))"
    )


def territories() -> dict[str, str]:
    """What people call the territories of the surveys, by the codes of ISO 3166."""
    return {
        "REU": tr("Réunion"),
        "MYT": tr("Mayotte"),
        "SYC": tr("Seychelles"),
        "MDG": tr("Madagascar"),
        "MUS": tr("Mauritius"),
        "COM": tr("Comoros"),
        "ATF": tr("French Southern Territories"),
        "NCL": tr("New Caledonia"),
        "PYF": tr("French Polynesia"),
        "GLP": tr("Guadeloupe"),
        "MTQ": tr("Martinique"),
    }
