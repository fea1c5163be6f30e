# SPDX-License-Identifier: GPL-2.0-or-later
"""How far a position may be off, by the quality that the survey's GPS solution gives it (`GPSFix`).

The codes are those of RTKLIB, which made the tracks: 1 is a fixed solution, 2 a float one, 5 a single one.
"""

from __future__ import annotations

_METRES = {1: 0.05, 2: 0.5, 5: 5.0}
_UNKNOWN = 10.0
"""Metres of a position whose quality nobody told, as a plain receiver has them under an open sky."""

WORST = _UNKNOWN


def position_error(fix: int | None) -> float:
    """Metres that a position of this quality may be off."""
    return _METRES.get(fix or 0, _UNKNOWN)
