# SPDX-License-Identifier: GPL-2.0-or-later
"""Make tests/sample: one imagined lagoon, surveyed by every family of platforms.

Run by hand after a change of tests/generate.py: `python tests/make_sample.py`. The result is committed,
so that `make run` needs neither network nor time.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from generate import Site, make_dois_csv, make_sessions

SAMPLE = Path(__file__).resolve().parent / "sample"
LAGOON = (
    Site("REU", "HERMITAGE", "ASV-1", -21.08560, 55.22430, 6.0),
    Site("REU", "HERMITAGE", "SCUBA-1", -21.08640, 55.22375, 2.5),
    Site("REU", "HERMITAGE", "UAV-02", -21.08500, 55.22340, 9.0),
    Site("REU", "HERMITAGE", "PADDLE-2", -21.08700, 55.22480, 5.0),
    Site("REU", "HERMITAGE", "UVC-1", -21.08610, 55.22340, 2.0),
    Site("REU", "HERMITAGE", "AUV", -21.08720, 55.22370, 5.0),
    Site("REU", "HERMITAGE", "MASK-1", -21.08655, 55.22505, 2.5),
    Site("REU", "HERMITAGE", "KITE-1", -21.08480, 55.22460, 7.0),
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
