# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes of the atlas in words and figures."""

from __future__ import annotations

from ..translation import tr

_UNCERTAINTY = {1: 1, 2: 2, 5: 5}
_UNCERTAINTY_WITHOUT_FIX = 10


def fix_names() -> dict[int, str]:
    """The quality of a position, by the code that RTKLIB, which reckoned it, gives it (`GPSFix`)."""
    return {
        1: tr("fixed, good to centimetres"),
        2: tr("floating, good to decimetres"),
        5: tr("single, good to metres"),
    }


def fix_uncertainty(fix: int | None) -> int:
    """How far from its position a frame may be, in whole metres (GBIF and OBIS take none below 1)."""
    return _UNCERTAINTY_WITHOUT_FIX if fix is None else _UNCERTAINTY.get(fix, _UNCERTAINTY_WITHOUT_FIX)
