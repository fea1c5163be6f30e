# SPDX-License-Identifier: GPL-2.0-or-later
"""The platforms of the surveys: what a stranger calls them, and the colour each has on every map."""

from __future__ import annotations

from dataclasses import dataclass

from ..session_name import PLATFORMS
from ..translation import tr

COLOURS = {
    "ASV": "#09528c",
    "UAV": "#d55e00",
    "SCUBA": "#60bb83",
    "MASK": "#5fe5e7",
    "KITE": "#bc8cd9",
    "PADDLE": "#ffc60f",
    "UVC": "#4902ab",
    "BOAT": "#9c2944",
    "HIKE": "#7caa53",
    "AUV": "#571c05",
    "SURF": "#d0d968",
    "": "#7f7f7f",
}
"""Found by search from the palette of Okabe and Ito: any two stay apart for every kind of colour vision."""


@dataclass(frozen=True)
class Platform:
    """One platform as maps show it; the code is empty for all others together."""

    code: str
    name: str
    colour: str


def all_platforms() -> tuple[Platform, ...]:
    """Every platform in the order of legends, the others last."""
    names = _names()
    return tuple(Platform(code, names[code], COLOURS[code]) for code in (*PLATFORMS, ""))


def platform_expression(column: str) -> str:
    """A QGIS expression for the platform's code, from a column that holds the session's name.

    Nearly all values begin with that name, whose parts an underscore divides. Taking such parts out costs a
    fifteenth of a regular expression, which QGIS compiles anew for every frame.
    """
    return (
        f"CASE WHEN strpos(\"{column}\", '_') = 9"
        f" THEN upper(string_to_array(string_to_array(\"{column}\", '_')[2], '-')[0])"
        f" ELSE upper(regexp_substr(\"{column}\", '\\\\d{{8}}_[A-Za-z]{{3}}-[^_]+_([A-Za-z]+)')) END"
    )


def _names() -> dict[str, str]:
    return {
        "ASV": tr("Boat drone (ASV)"),
        "UAV": tr("Aerial drone (UAV)"),
        "SCUBA": tr("Scuba diver (SCUBA)"),
        "MASK": tr("Snorkelling mask (MASK)"),
        "KITE": tr("Kitesurf (KITE)"),
        "PADDLE": tr("Paddle board (PADDLE)"),
        "UVC": tr("Visual census by divers (UVC)"),
        "BOAT": tr("Boat (BOAT)"),
        "HIKE": tr("On foot (HIKE)"),
        "AUV": tr("Underwater drone (AUV)"),
        "SURF": tr("Surfboard (SURF)"),
        "": tr("Other platform"),
    }
