# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes of the atlas in words."""

from __future__ import annotations

from ..translation import tr


def fix_names() -> dict[int, str]:
    """The quality of a position, by the code that RTKLIB, which reckoned it, gives it (`GPSFix`).

    `position` has the metres.
    """
    return {
        1: tr("fixed, good to centimetres"),
        2: tr("floating, good to decimetres"),
        5: tr("single, good to metres"),
    }
