# SPDX-License-Identifier: GPL-2.0-or-later
"""The facts of a frame and its annotations as HTML; names come from strangers and are escaped."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QLocale

from ...core.errors import InputError
from ...core.map.tips import DOI_ADDRESS
from ...core.reading.frames import FrameFacts, Spot
from ...core.reading.images import place_of
from ...core.reading.words import fix_names
from ...core.translation import tr, tr_n

_DEGREES = 7  # decimals of a position: centimetres


def taken(spot: Spot) -> str:
    """When a frame was taken."""
    return tr("{time} UTC").format(time=spot.time) if spot.time else tr("time unknown")


def session_of(spot: Spot) -> str:
    """The session's name as the path of the frame tells it; else the file's name."""
    try:
        return place_of(spot.image).session or spot.filename
    except InputError:
        return spot.filename


def caption(facts: FrameFacts) -> str:
    """One line under the picture: heading, height, how good the position is."""
    parts = []
    if facts.spot.heading is not None:
        parts.append(f"{_number(facts.spot.heading, 0)}° {compass(facts.spot.heading)}")
    if facts.altitude is not None:
        parts.append(tr("{altitude} m").format(altitude=_number(facts.altitude, 2)))
    if facts.fix is not None:
        parts.append(tr("GPS {quality}").format(quality=fix_names().get(facts.fix, facts.fix)))
    if facts.spot.x is None:
        parts.append(tr("no position"))
    return " · ".join(parts)


def facts_html(facts: FrameFacts) -> str:
    """Where, when and how a frame was taken."""
    spot = facts.spot
    rows = [
        (tr("Session"), escape(facts.session)),
        (tr("File"), escape(spot.filename)),
        (tr("Taken"), taken(spot)),
    ]
    if spot.x is not None and spot.y is not None:
        rows.append((tr("Latitude, longitude"), f"{spot.y:.{_DEGREES}f}, {spot.x:.{_DEGREES}f}"))
    else:
        rows.append((tr("Latitude, longitude"), tr("none")))
    if facts.fix is not None:
        rows.append((tr("GPS quality"), fix_names().get(facts.fix, str(facts.fix))))
    if facts.altitude is not None:
        rows.append((tr("Altitude"), _number(facts.altitude, 2) + " m"))
    if spot.heading is not None:
        rows.append((tr("Heading"), f"{_number(spot.heading, 0)}° {compass(spot.heading)}"))
    if facts.pitch is not None and facts.roll is not None:
        rows.append((tr("Pitch, roll"), f"{_number(facts.pitch, 1)}°, {_number(facts.roll, 1)}°"))
    version = escape(spot.image.version_doi)
    rows.append(("DOI", f'<a href="{DOI_ADDRESS}{version}">10.5281/zenodo.{version}</a>'))
    return _table(rows)


def looks_html(facts: FrameFacts) -> str:
    """Who saw what, and when; the newest first."""
    if not facts.looks:
        return escape(tr("Nobody has annotated this frame."))
    rows = []
    for look in facts.looks:
        there = [name.replace("_", " ") for name, value in look.values.items() if value]
        absent = len(look.values) - len(there)
        seen = escape(", ".join(there)) or escape(tr("nothing of what was looked for"))
        if absent:
            seen += f" <i>({escape(tr_n('%Ln label(s) absent', absent))})</i>"
        who = f"{escape(look.author)}, {escape(look.date)}<br><i>{escape(look.dataset)}</i>"
        rows.append((who, seen))
    return _table(rows)


def compass(heading: float) -> str:
    """A heading as one of eight winds."""
    winds = (tr("N"), tr("NE"), tr("E"), tr("SE"), tr("S"), tr("SW"), tr("W"), tr("NW"))
    return winds[round(heading / 45) % 8]


def _table(rows: list[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><td style="padding-right:8px">{label}</td><td>{value}</td></tr>' for label, value in rows
    )
    return f'<table cellspacing="0" cellpadding="1">{cells}</table>'


def _number(value: float, decimals: int) -> str:
    return QLocale().toString(value, "f", decimals)
