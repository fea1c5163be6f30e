# SPDX-License-Identifier: GPL-2.0-or-later
"""A session's metadata as Zenodo's records API takes it, from the session and the user's files."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import InputError
from ..session_name import SessionName
from ..translation import tr
from .content import VersionContent
from .countries import country_name
from .description import describe
from .facts import Facts
from .metadata_file import MetadataFile, RelatedThing
from .people import Team
from .wording import settled, settled_html

Json = dict[str, Any]
PUBLISHER = "Zenodo"
_ACTIVITIES = {"SCUBA", "HIKE", "SURF", "KITE"}  # “by scuba diving”, not by one


@dataclass(frozen=True)
class Described:
    """What a draft is sent as: metadata and who may read its files."""

    metadata: Json
    restricted: bool

    def body(self) -> Json:
        """The draft's JSON."""
        return {
            "access": {"record": "public", "files": "restricted" if self.restricted else "public"},
            "files": {"enabled": True},
            "metadata": self.metadata,
        }


def urn_of(session: str) -> str:
    """The identifier under which a session's deposit is found."""
    return f"urn:{session}"


def place_of(name: SessionName) -> str:
    """`ST-LEU` as `St-Leu`."""
    return "-".join(part.title() for part in name.place.split("-"))


def country_of(name: SessionName) -> str:
    """The country's name.

    Raises:
        InputError: no country has this code.
    """
    country = country_name(name.country)
    if not country:
        raise InputError(
            tr("“{code}” of “{session}” is no country's code.").format(code=name.country, session=name.text),
            advice=tr("Session names hold the three letters of ISO 3166, such as REU."),
        )
    return country


def sentence_of(name: SessionName, file: MetadataFile) -> str:
    """How, where and when, as titles and descriptions have it: “by an … in …, … - 2023-11-10”."""
    platform = file.platform_name(name.platform)
    article = ""
    if name.platform not in _ACTIVITIES:
        article = "an " if platform[:1].lower() in "aeiou" else "a "
    return f"by {article}{platform} in {place_of(name)}, {country_of(name)} - {name.date.isoformat()}"


def describe_session(
    name: SessionName, content: VersionContent, facts: Facts, team: Team, file: MetadataFile, published: date
) -> Described:
    """The metadata of one version of a session.

    Raises:
        InputError: its country is none, or the file lacks what a title needs.
    """
    sentence = sentence_of(name, file)
    if not file.title and not file.image_type:
        raise InputError(
            tr("there is no “image_type”."), file=file.path, advice=tr("Write “Underwater” or “Aerial”.")
        )
    metadata: Json = {
        "resource_type": {"id": "dataset"},
        "title": settled(file.title or f"{file.image_type} images collected {sentence}"),
        "publication_date": published.isoformat(),
        "publisher": PUBLISHER,
        "version": content.label,
        "creators": [person.as_json() for person in team.creators],
        "description": settled_html(describe(name, sentence, content.label, facts, file)),
        "rights": [{"id": file.licence}],
        "languages": [{"id": "eng"}],
        "identifiers": [{"scheme": "urn", "identifier": urn_of(name.text)}],
        "subjects": [{"subject": word} for word in _keywords(name, file)],
        "dates": _dates(name, facts, published),
    }
    if team.contributors:
        metadata["contributors"] = [person.as_json(role) for role, person in team.contributors]
    related = [related_json(thing) for thing in file.related]
    if related:
        metadata["related_identifiers"] = related
    notes = notes_of(file)
    if notes:
        metadata["additional_descriptions"] = notes
    location = _location(name, facts)
    if location:
        metadata["locations"] = {"features": [location]}
    return Described(metadata, content.restricted)


def notes_of(file: MetadataFile) -> list[Json]:
    """Who paid, as notes."""
    text = settled_html("<br>".join(html.escape(funding, quote=False) for funding in file.fundings))
    return [{"description": text, "type": {"id": "notes"}}] if text else []


def _keywords(name: SessionName, file: MetadataFile) -> list[str]:
    own = (country_of(name), file.project, name.platform, file.platform_name(name.platform))
    return sorted({*file.keywords, *(word for word in own if word)})


def related_json(thing: RelatedThing) -> Json:
    """A related thing; a DOI's address is a DOI."""
    identifier, scheme = thing.identifier, "url"
    _, found, doi = identifier.rpartition("doi/10.")
    if not found:
        _, found, doi = identifier.rpartition("doi.org/10.")
    if found:
        identifier, scheme = f"10.{doi}", "doi"
    elif identifier.startswith("10."):
        scheme = "doi"
    elif identifier.startswith("urn:"):
        scheme = "urn"
    made: Json = {
        "identifier": identifier,
        "scheme": scheme,
        "relation_type": {"id": thing.relation},
    }
    if thing.resource_type:
        made["resource_type"] = {"id": thing.resource_type}
    return made


def _dates(name: SessionName, facts: Facts, published: date) -> list[Json]:
    first = (facts.first_time or "")[:10] or name.date.isoformat()
    last = (facts.last_time or "")[:10] or first
    collected = first if first == last else f"{first}/{last}"
    dates: list[Json] = [{"date": collected, "type": {"id": "collected"}}]
    if published.isoformat() > first:
        dates.append({"date": f"{first}/{published.isoformat()}", "type": {"id": "valid"}})
    return dates


def _location(name: SessionName, facts: Facts) -> Json | None:
    """The middle of the survey as a point (older readers know no polygon), its bounds in words."""
    if facts.bounds is None:
        return None
    west, south, east, north = facts.bounds
    middle = [round((west + east) / 2, 6), round((south + north) / 2, 6)]
    return {
        "geometry": {"type": "Point", "coordinates": middle},  # longitude first
        "place": settled(f"{place_of(name)}, {country_of(name)}"),
        "description": f"Bounds: west {west:.6f}, south {south:.6f}, east {east:.6f}, north {north:.6f}",
    }


def differences(meant: Mapping[str, Any], there: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Fields that differ: the field, what is there, what is meant; what the server adds does not count."""
    found = []
    for name in sorted({*meant, *there}):
        if name == "publisher" and not meant.get(name):
            continue
        old, new = plain(there.get(name)), plain(meant.get(name))
        if old != new:
            found.append((name, old, new))
    return found


def plain(value: Any) -> str:
    """A field's value in one line, the same for the same meaning: titles of vocabularies are left out."""
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(filter(None, (plain(item) for item in value)))
    if isinstance(value, Mapping):
        if "id" in value:  # of a vocabulary: titles and icons come along
            return str(value["id"])
        inner = [
            f"{name}={text}" if name not in {"subject", "identifier", "date"} else text
            for name, item in sorted(value.items())
            if (text := plain(item))
        ]
        return "(" + ", ".join(inner) + ")" if len(inner) > 1 else "".join(inner)
    return str(value)
