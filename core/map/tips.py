# SPDX-License-Identifier: GPL-2.0-or-later
"""Map tips: the facts of a frame, a session or a grid cell as small HTML tables, in QGIS's template language.

Names in an atlas come from strangers: every text is escaped before it becomes HTML.
"""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsExpression

from ..reading.words import fix_names
from ..translation import tr
from .platforms import all_platforms, platform_expression

DOI_ADDRESS = "https://doi.org/10.5281/zenodo."
_LOOK = (
    "<style>body{font-family:sans-serif;font-size:10pt;margin:4px}"
    "td{vertical-align:top;padding:0 8px 0 0}td:first-child{color:#5a6b78;white-space:nowrap}</style>"
)


def frame_tip(scores: str = "", annotations: str = "") -> str:
    """Facts of a frame.

    Args:
        scores, annotations: ids of the relations to the frame's scores and annotations, where there are any.
    """
    return _tip(
        '"filename"',
        [
            (tr("Session"), "string_to_array(\"relative_file_path\", '/')[0]"),
            (tr("Platform"), _platform_name(platform_expression("filename"))),
            (tr("Taken"), "format_date(\"GPSDatetime\", 'yyyy-MM-dd HH:mm:ss') || ' UTC'"),
            (tr("Latitude, longitude"), "format_number($y, 7) || ', ' || format_number($x, 7)"),
            (tr("Altitude"), "format_number(\"GPSAltitude\", 2) || ' m'"),
            (
                tr("Heading, pitch, roll"),
                "round(\"GPSTrack\") || '°, ' || round(\"GPSPitch\") || '°, ' || round(\"GPSRoll\") || '°'",
            ),
            (tr("GPS quality"), fix_name('"GPSFix"')),
            *(_annotated(annotations) if annotations else []),
        ],
        "version_doi",
        _scores(scores) if scores else "",
    )


def bar(score: str, threshold: str, length: int) -> str:
    """An expression for a score between 0 and 1 as a bar of characters, with a stroke at the threshold."""
    full = f"rpad(lpad('', to_int(round({score} * {length})), '█'), {length}, '░')"
    mark = f"to_int(round({threshold} * {length}))"
    return f"left({full}, {mark}) || '│' || substr({full}, {mark} + 1)"


def _scores(relation: str) -> str:
    """The classes that a frame's scores reach, the surest first, as HTML."""
    shown = bar('"score"', '"class_threshold"', 12)
    row = (
        "'<tr><td>' || replace(replace(\"class_name\", '&', '&amp;'), '<', '&lt;') || '</td><td>'"
        ' || format_number("score", 2) || \'</td><td style="color:#1495a8">\''
        f" || {shown} || '</td></tr>'"
    )
    found = (
        f"relation_aggregate({_text(relation)}, 'array_agg',"
        f' if("score" >= "class_threshold", {row}, \'\'), order_by:=-"score")'
    )
    heading = _text(f"<b>{tr('Predicted')}</b><table>")
    return (
        f"[% with_variable('rows', array_to_string({found}, ''),"
        f" if(@rows = '', '', {heading} || @rows || '</table>')) %]"
    )


def _annotated(relation: str) -> list[tuple[str, str]]:
    def listed(expression: str) -> str:
        values = f"relation_aggregate({_text(relation)}, 'array_agg', {expression})"
        return f"array_to_string(array_filter(array_distinct({values}), @element <> ''), ', ')"

    def unless_empty(expression: str) -> str:
        return f"nullif({expression}, '')"

    when = "format_date(\"annotation_date\", 'yyyy-MM-dd')"
    return [
        (tr("Annotated present"), unless_empty(listed('if("value" = 1, "label_name", \'\')'))),
        (tr("Annotated absent"), unless_empty(listed('if("value" = 0, "label_name", \'\')'))),
        (tr("Annotated by"), unless_empty(listed(f"\"author_name\" || ' (' || {when} || ')'"))),
    ]


def session_tip(frames: str = "NULL", *, published: bool = True) -> str:
    """Facts of a session; `frames` is an expression for the number of its frames, where one is known.

    Without `published`, the layer does not tell what was published of it.
    """
    return _tip(
        '"session_name"',
        [
            (tr("Date"), date_text('"session_name"')),
            (tr("Place"), place_text('"session_name"')),
            (tr("Platform"), _platform_name(platform_expression("session_name"))),
            (tr("Frames"), f"format_number({frames}, 0)"),
            *([(tr("Published"), _published())] if published else []),
        ],
        "doi",
    )


def place_tip(name: str) -> str:
    """Facts of a place or a territory; `name` is an expression for what people call it."""
    return _tip(name, [(tr("Sessions"), _number("sessions")), (tr("Frames"), _number("frames"))])


def square_tip() -> str:
    """Facts of a square of the map."""
    return _tip(
        f'format_number("frames", 0) || {_text(" " + tr("frames here"))}',
        [(tr("Sessions"), _number("sessions"))],
    )


def track_tip(session_name: str = "NULL") -> str:
    """Facts of a track; `session_name` is an expression for its session's name, where one is known."""
    return _tip(
        f"coalesce({session_name}, {_text(tr('Track'))})",
        [
            (tr("Date"), date_text(session_name)),
            (tr("Place"), place_text(session_name)),
            (tr("Platform"), _platform_name('"platform_type"')),
            (tr("Length"), "format_number($length, 0) || ' m'"),
        ],
        "deposit_doi",
    )


def density_tip(session_name: str = "NULL") -> str:
    """Facts of a grid cell; `session_name` is an expression for the name of the session counted there."""
    return _tip(
        f'format_number("frames", 0) || {_text(" " + tr("frames here"))}',
        [
            (tr("Session"), session_name),
            (tr("Date"), "format_date(\"surveyed_on\", 'yyyy-MM-dd')"),
        ],
        "deposit_doi",
    )


def date_text(session_name: str) -> str:
    """An expression for the date in a session's name, as YYYY-MM-DD."""
    parts = ((1, 4), (5, 2), (7, 2))
    return " || '-' || ".join(f"substr({session_name}, {start}, {length})" for start, length in parts)


def place_text(session_name: str) -> str:
    """An expression for place and country in a session's name."""
    return f"regexp_replace({session_name}, '^\\\\d+_([A-Za-z]+)-([^_]+).*$', '\\\\2 (\\\\1)')"


def _number(column: str) -> str:
    return f"format_number({QgsExpression.quotedColumnRef(column)}, 0)"


def _tip(title: str, facts: Sequence[tuple[str, str]], doi_column: str = "", more: str = "") -> str:
    rows = "".join(
        f"[% coalesce({_text(f'<tr><td>{label}</td><td>')} || {_escaped(value)} || '</td></tr>', '') %]"
        for label, value in facts
    )
    tip = f"{_LOOK}<b>[% {_escaped(title)} %]</b><table>{rows}</table>{more}"
    if doi_column:
        address = f'{DOI_ADDRESS}[% "{doi_column}" %]'
        tip += f'<a href="{address}">doi:10.5281/zenodo.[% "{doi_column}" %]</a>'
    return tip


def _platform_name(code: str) -> str:
    """An expression for what a stranger calls the platform of that code."""
    names = ", ".join(
        f"{_text(platform.code)}, {_text(platform.name)}" for platform in all_platforms() if platform.code
    )
    return f"coalesce(map_get(map({names}), {code}), {code})"


def fix_name(column: str) -> str:
    """An expression for what the code of GPS quality in a column means."""
    names = fix_names()
    cases = " ".join(f"WHEN {column} = {fix} THEN {_text(name)}" for fix, name in names.items())
    return f"CASE {cases} ELSE to_string({column}) END"


def _published() -> str:
    raw, processed = _text(tr("raw data")), _text(tr("processed data"))
    return (
        f"array_to_string(array_filter(array(if(\"have_raw_data\", {raw}, ''), "
        f"if(\"have_processed_data\", {processed}, '')), @element <> ''), ', ')"
    )


def _text(text: str) -> str:
    return str(QgsExpression.quotedString(text))


def _escaped(expression: str) -> str:
    """The value of an expression, made safe as HTML; NULL stays NULL."""
    return f"replace(replace(to_string({expression}), '&', '&amp;'), '<', '&lt;')"
