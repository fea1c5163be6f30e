# SPDX-License-Identifier: GPL-2.0-or-later
"""The name of a session, which says when, where and with what it was made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .errors import InputError
from .translation import tr

PLATFORMS = ("ASV", "UAV", "SCUBA", "MASK", "KITE", "PADDLE", "UVC", "BOAT", "HIKE", "AUV", "SURF")
_ALWAYS_FORCED = {"UAV", "AUV"}
_NAME = re.compile(
    r"(?P<date>\d{8})_(?P<country>[A-Za-z]{3})-(?P<place>(?:[^\W_]|[.\-])+)_(?P<platform>[A-Za-z]+)"
    r"(?:-[^\W_]+)?(?:_[\w.\-]+)?"
)


@dataclass(frozen=True)
class SessionName:
    """A parsed session name, `YYYYMMDD_CCC-PLACE_PLATFORM-n_k` (`-n` and `_k` may be absent)."""

    text: str
    date: date
    country: str
    place: str
    platform: str

    @classmethod
    def parse(cls, text: str) -> SessionName:
        """Parse a name.

        Raises:
            InputError: the name has another form, or its date does not exist.
        """
        match = _NAME.fullmatch(text)
        day = _parse_date(match["date"]) if match else None
        if match is None or day is None:
            raise InputError(
                tr("“{}” is not the name of a session.").format(text),
                advice=tr("Expected YYYYMMDD_CCC-PLACE_PLATFORM-n_k, as in 20231110_REU-ST-LEU_ASV-1_04."),
            )
        return cls(text, day, match["country"].upper(), match["place"], match["platform"].upper())

    @property
    def takes_every_frame(self) -> bool:
        """Drones and underwater vehicles have no useless frames: every row of metadata.csv enters."""
        return self.platform in _ALWAYS_FORCED

    def frame_name(self, file_name: str) -> str:
        """The name of a frame in the atlas: prefixed with the session's unless it holds that already."""
        return file_name if self.text in file_name else f"{self.text}_{file_name}"


def _parse_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
