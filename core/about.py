# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin says of itself: its own metadata."""

from __future__ import annotations

import configparser
from dataclasses import dataclass
from pathlib import Path

METADATA = Path(__file__).resolve().parents[1] / "metadata.txt"


@dataclass(frozen=True)
class About:
    """Version and addresses of the plugin."""

    version: str
    homepage: str
    tracker: str


def about_plugin() -> About:
    """Read `metadata.txt`."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(METADATA, encoding="utf-8")
    general = parser["general"]
    return About(general["version"], general["homepage"], general["tracker"])
