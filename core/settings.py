# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user chose once: typed, kept in QGIS's settings, overridden by the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from pathlib import Path

from qgis.core import QgsSettings

GROUP = "seatizen_atlas"
ZENODO_URL = "https://zenodo.org"
COMMUNITY = "seatizen-data"
PICTURE_CACHE = 1000
MOST_FOLDERS = 8


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a comma separated text, without blanks, empty parts and repetitions."""
    return tuple(dict.fromkeys(part for part in (piece.strip() for piece in text.split(",")) if part))


@dataclass(frozen=True)
class Settings:
    """The choices that more than one dialog or algorithm starts from.

    `auth_config` is the id of a configuration in QGIS's authentication database; the token itself is
    never kept here. In `session_folders` (joined as in PATH) images are looked for before Zenodo is asked;
    `picture_cache` is how many megabytes of looked-at images are kept. Every field can be set from outside
    with the environment variable `SEATIZEN_` + its name in capitals (for `atlas_path`: `SEATIZEN_ATLAS`),
    which then wins.
    """

    atlas_path: str = ""
    zenodo_url: str = ZENODO_URL
    communities: tuple[str, ...] = (COMMUNITY,)
    auth_config: str = ""
    session_folders: tuple[str, ...] = ()
    picture_cache: int = PICTURE_CACHE

    @staticmethod
    def variable(field: str) -> str:
        """Name of the environment variable that overrides `field`."""
        return "SEATIZEN_ATLAS" if field == "atlas_path" else f"SEATIZEN_{field.upper()}"

    @classmethod
    def overridden(cls) -> frozenset[str]:
        """Names of the fields that the environment decides at present."""
        return frozenset(field.name for field in fields(cls) if os.environ.get(cls.variable(field.name)))

    @classmethod
    def load(cls) -> Settings:
        """Read the settings; an entry that is absent or empty has its default."""
        stored = QgsSettings()
        values = {}
        for field in fields(cls):
            text = os.environ.get(cls.variable(field.name)) or _text(stored.value(f"{GROUP}/{field.name}"))
            if text:
                values[field.name] = text
        return cls(
            atlas_path=values.get("atlas_path", ""),
            zenodo_url=values.get("zenodo_url", ZENODO_URL).rstrip("/"),
            communities=split_list(values.get("communities", "")) or (COMMUNITY,),
            auth_config=values.get("auth_config", ""),
            session_folders=tuple(
                part for part in values.get("session_folders", "").split(os.pathsep) if part
            ),
            picture_cache=_number(values.get("picture_cache", ""), PICTURE_CACHE),
        )

    def save(self) -> None:
        """Keep these settings, except fields that the environment decides: those are not the user's."""
        stored = QgsSettings()
        for field in fields(self):
            if field.name in self.overridden():
                continue
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                value = (os.pathsep if field.name == "session_folders" else ",").join(value)
            stored.setValue(f"{GROUP}/{field.name}", value)


def remember(key: str, value: str | bool) -> None:
    """Keep one choice of a dialog, to be offered again the next time."""
    QgsSettings().setValue(f"{GROUP}/remembered/{key}", value)


def recall(key: str, default: str = "") -> str:
    """The text that `remember` kept under `key`."""
    return _text(QgsSettings().value(f"{GROUP}/remembered/{key}")) or default


def recall_flag(key: str, default: bool = False) -> bool:
    """The choice that `remember` kept under `key`; settings files store it as text."""
    text = _text(QgsSettings().value(f"{GROUP}/remembered/{key}"))
    return default if not text else text.lower() == "true"


def language() -> str:
    """Two-letter code of the language QGIS speaks: the user's choice, else the system's.

    `locale/userLocale` is absent in a fresh profile and was seen to be None.
    """
    from qgis.PyQt.QtCore import QLocale

    settings = QgsSettings()
    chosen = ""
    if _text(settings.value("locale/overrideFlag")).lower() == "true":
        chosen = _text(settings.value("locale/userLocale"))
    return (chosen or QLocale.system().name() or "en")[:2].lower()


def know_sessions(folder: str | Path) -> None:
    """Look for images in this folder of sessions, too, before all others."""
    settings = Settings.load()
    others = [other for other in settings.session_folders if other != str(folder)]
    replace(settings, session_folders=(str(folder), *others[: MOST_FOLDERS - 1])).save()


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else default


def _text(value: object) -> str:
    """A stored value as text; absent, NULL and None are empty."""
    return str(value) if isinstance(value, (str, bool, int, float)) else ""
