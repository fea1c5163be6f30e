# SPDX-License-Identifier: GPL-2.0-or-later
"""The JSON that describes an upload, as today's users have it, with the files that it names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..translation import tr
from .people import Person, person_of
from .wording import settled

PLATFORM_NAMES = {
    "ASV": "Autonomous Surface Vehicle",
    "UAV": "Unmanned Aerial Vehicle",
    "SCUBA": "Scuba diving",
    "MASK": "Mask",
    "KITE": "Kite surf",
    "PADDLE": "Paddle",
    "UVC": "Underwater Vision Census",
    "BOAT": "Boat",
    "HIKE": "Hike",
    "AUV": "Autonomous Underwater Vehicle",
    "SURF": "Surf",
}
BUILT_IN = {2015: "hyscores", -1: "deprecated"}


@dataclass(frozen=True)
class RelatedThing:
    """Another thing that a record is related to; ids are those of Zenodo's vocabularies."""

    identifier: str
    relation: str
    resource_type: str


@dataclass(frozen=True)
class MetadataFile:
    """What an upload's JSON says.

    Attributes:
        sessions_csv, contributors_csv: who made which session; None where the JSON names none.
        description: text of its own; empty where it is built from the session.
        built_in: the name of a built-in description, instead.
        creators: the people named in the JSON itself, as in the atlas's.
        links: of the workflow, the inference, the scripts and the software, by those words.
    """

    path: Path
    image_type: str = ""
    platforms: Mapping[str, str] = field(default_factory=dict)
    project: str = ""
    sessions_csv: Path | None = None
    contributors_csv: Path | None = None
    related: tuple[RelatedThing, ...] = ()
    restricted: bool = False
    licence: str = "cc-by-4.0"
    keywords: tuple[str, ...] = ()
    fundings: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    description: str = ""
    built_in: str = ""
    version: str = ""
    title: str = ""
    creators: tuple[Person, ...] = ()
    contact: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def platform_name(self, platform: str) -> str:
        """The platform in words: the file's own, else the usual ones."""
        return self.platforms.get(platform) or PLATFORM_NAMES.get(platform, platform.title())


def read_metadata_file(path: Path) -> MetadataFile:
    """Read an upload's JSON. A key that stands twice counts once, the last time; unknown keys do not matter.

    Raises:
        InputError: it cannot be read, or a file that it names is nowhere to be found.
    """
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(
            tr("the file is missing or cannot be read."), file=path, details=str(error)
        ) from error
    except ValueError as error:
        raise InputError(
            tr("is not valid JSON."), file=path, details=str(error), row=getattr(error, "lineno", None),
            advice=tr("Look for a missing comma or quotation mark."),
        ) from error  # fmt: skip
    if not isinstance(given, dict):
        raise InputError(tr("is not a JSON object."), file=path)
    return _File(path, given).read()


class _File:
    """One JSON while it is read, so that every complaint names file and key."""

    def __init__(self, path: Path, given: Mapping[str, Any]) -> None:
        self.path, self.given = path, given

    def read(self) -> MetadataFile:
        description, built_in = self._description()
        platforms = self._value("platform", dict, {})
        return MetadataFile(
            path=self.path,
            image_type=self._text("image_type"),
            platforms={str(key).upper(): settled(str(value)) for key, value in platforms.items()},
            project=self._text("project_name"),
            sessions_csv=self._file("csv_session_name_name_abbr_path"),
            contributors_csv=self._file("csv_contributors_path"),
            related=tuple(self._related(item) for item in self._value("related_identifiers", list, [])),
            restricted=self._text("access_right") == "restricted",
            licence=self._text("license").lower() or "cc-by-4.0",
            keywords=self._texts("keywords"),
            fundings=self._texts("fundings"),
            communities=self._texts("communities"),
            description=description,
            built_in=built_in,
            version=self._text("version"),
            title=self._text("title"),
            creators=tuple(self._creator(item) for item in self._value("creators", list, [])),
            contact={str(key): settled(str(v)) for key, v in self._value("contact", dict, {}).items()},
            links={
                name: link
                for name in ("workflow", "inference", "zenodo", "software")
                if (link := self._link(f"{name}-link"))
            },
        )

    def _value(self, key: str, kind: type, default: Any) -> Any:
        value = self.given.get(key)
        if value is None:
            return default
        if not isinstance(value, kind):
            raise self._wrong(key, tr("“{}” is of another kind than expected.").format(key))
        return value

    def _wrong(self, key: str, message: str, advice: str = "") -> InputError:
        return InputError(message, file=self.path, column=key, advice=advice)

    def _text(self, key: str) -> str:
        return settled(str(self.given.get(key) or ""))

    def _texts(self, key: str) -> tuple[str, ...]:
        texts = (settled(str(item)) for item in self._value(key, list, []))
        return tuple(dict.fromkeys(text for text in texts if text))

    def _link(self, key: str) -> str:
        link = self._text(key)
        return link if not link or "://" in link else f"https://{link}"

    def _file(self, key: str) -> Path | None:
        named = self._text(key)
        return self._found(key, named) if named else None

    def _found(self, key: str, named: str) -> Path:
        """A path of the JSON: beside it, or in a folder above, where today's scripts are started."""
        for folder in (self.path.parent, *self.path.resolve().parents):
            if (folder / named).is_file():
                return folder / named
        raise self._wrong(
            key,
            tr("there is no file “{}”.").format(named),
            tr("Paths count from the JSON's folder, or from one above it."),
        )

    def _description(self) -> tuple[str, str]:
        value = self.given.get("description")
        if value is None or value == "":
            return "", ""
        if isinstance(value, int):
            if value not in BUILT_IN:
                raise self._wrong("description", tr("there is no built-in text {}.").format(value))
            return "", BUILT_IN[value]
        if not isinstance(value, str):
            raise self._wrong(
                "description", tr("“{}” is of another kind than expected.").format("description")
            )
        try:
            return self._found("description", value).read_text(encoding="utf-8-sig"), ""
        except (OSError, UnicodeDecodeError) as error:
            raise self._wrong("description", tr("“{}” cannot be read.").format(value)) from error

    def _related(self, item: Any) -> RelatedThing:
        if not isinstance(item, dict) or not item.get("identifier") or not item.get("relation"):
            raise self._wrong("related_identifiers", tr("an entry lacks “identifier” or “relation”."))
        return RelatedThing(
            str(item["identifier"]).strip(),
            str(item["relation"]).strip().lower(),
            str(item.get("resource_type") or "").strip().lower(),
        )

    def _creator(self, item: Any) -> Person:
        if not isinstance(item, dict):
            raise self._wrong("creators", tr("an entry is not a person."))
        return person_of(
            str(item.get("name") or ""), str(item.get("affiliation") or ""), str(item.get("orcid") or ""),
            self.path,
        )  # fmt: skip
