# SPDX-License-Identifier: GPL-2.0-or-later
"""Make tests/sample: one imagined lagoon, surveyed by every family of platforms.

Run by hand after a change of tests/generate.py: `python tests/make_sample.py`. The result is committed,
so that `make run` needs neither network nor time.
"""

from __future__ import annotations

import math
import shutil
from pathlib import Path

from generate import METRES_PER_DEGREE, Site, make_dois_csv, make_sessions

SAMPLE = Path(__file__).resolve().parent / "sample"
SOUTH_WEST = (-21.0860, 55.2240)


def _site(platform: str, east: float, north: float, scale: float) -> Site:
    """A site so many metres from the lagoon's south-western corner."""
    latitude = SOUTH_WEST[0] + north / METRES_PER_DEGREE
    longitude = SOUTH_WEST[1] + east / (METRES_PER_DEGREE * math.cos(math.radians(latitude)))
    return Site("REU", "HERMITAGE", platform, round(latitude, 7), round(longitude, 7), scale)


LAGOON = (
    _site("ASV-1", 12, 62, 6.5),
    _site("SCUBA-1", 0, 30, 3),
    _site("UAV-02", 0, 104, 9),
    _site("PADDLE-2", 108, 62, 5.5),
    _site("UVC-1", 62, 36, 2.5),
    _site("AUV", 122, 18, 5),
    _site("MASK-1", 50, 8, 2.6),
    _site("KITE-1", 122, 104, 6.5),
)


def main() -> None:
    """Write the sessions and their DOIs anew."""
    shutil.rmtree(SAMPLE, ignore_errors=True)
    sessions = SAMPLE / "sessions"
    sessions.mkdir(parents=True)
    names = make_sessions(sessions, sessions=len(LAGOON), frames=90, seed=7, sites=LAGOON)
    make_dois_csv(SAMPLE / "dois.csv", names)


if __name__ == "__main__":
    main()
