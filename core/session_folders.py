# SPDX-License-Identifier: GPL-2.0-or-later
"""The folders of a session, and the archives that they become on Zenodo: `PROCESSED_DATA/IA` and
`PROCESSED_DATA_IA.zip`, whose members are named relative to the folder; `DCIM.zip` may have parts,
`DCIM_p02.zip` and so on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

FOLDERS: Mapping[str, str] = {
    "d": "DCIM",
    "f": "PROCESSED_DATA/FRAMES",
    "m": "METADATA",
    "g": "GPS",
    "b": "PROCESSED_DATA/BATHY",
    "i": "PROCESSED_DATA/IA",
    "p": "PROCESSED_DATA/PHOTOGRAMMETRY",
    "c": "PROCESSED_DATA/CPCE_ANNOTATION",
    "s": "SENSORS",
}
"""By the letters of today's upload script."""

_ARCHIVE = re.compile(r"(.+?)(_p\d{2,})?\.zip")
_TOP = frozenset(folder.partition("/")[0] for folder in FOLDERS.values())


def archive_of(key: str) -> str:
    """An archive's name without part and ending: `DCIM` of DCIM.zip and DCIM_p02.zip; else empty."""
    match = _ARCHIVE.fullmatch(key)
    return match[1] if match else ""


def folder_of(archive: str) -> str | None:
    """The folder behind such a name, `PROCESSED_DATA/IA` of `PROCESSED_DATA_IA`; None for what is none."""
    return next((folder for folder in FOLDERS.values() if folder.replace("/", "_") == archive), None)


def archive_and_member(path: str) -> tuple[str, str]:
    """The archive of a deposit, and the member in it, that hold a file of a session.

    `S/PROCESSED_DATA/FRAMES/x.jpeg` is `x.jpeg` in PROCESSED_DATA_FRAMES.zip, `S/DCIM/A/x.JPG` is
    `A/x.JPG` in DCIM.zip.
    """
    parts = path.split("/")
    if parts[0] not in _TOP:
        parts = parts[1:] or parts
    folders = 2 if parts[0] == "PROCESSED_DATA" else 1
    return "_".join(parts[:folders]) + ".zip", "/".join(parts[folders:])
