# SPDX-License-Identifier: GPL-2.0-or-later
"""What a Darwin Core archive says about itself: from a JSON file, with defaults for what that leaves out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...translation import tr
from .licences import LICENCES, Licence, find_licence

MIN_TITLE, MIN_ABSTRACT = 10, 25
"""Characters that GBIF asks of a title and an abstract."""

ATLAS_DOI = "https://doi.org/10.5281/zenodo.11125847"
_ABSTRACT = (
    "Presence and absence of taxa, and the substrate, as annotated by people in georeferenced images of "
    "shallow marine habitats. The images were taken by autonomous and remotely operated vehicles, drones, "
    "divers and swimmers, and are published session by session on Zenodo; the Seatizen Atlas collects them."
)


@dataclass(frozen=True)
class Party:
    """A person or an organisation; one of `family` and `organization` is there."""

    family: str = ""
    given: str = ""
    organization: str = ""
    email: str = ""
    orcid: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip() or self.organization


@dataclass(frozen=True)
class ArchiveMetadata:
    """The description of an archive.

    Args:
        sampling_protocols: how images were taken, by platform (ASV, UAV…), by name of the annotation dataset
            or by author of the annotations; the dataset wins over the author, the author over the platform.
        times: `utc` when the atlas's image times are UTC, `unknown` when their zone is not known: then dates
            alone are exported.
    """

    title: str = "Seatizen Atlas: annotated georeferenced images of shallow marine habitats"
    abstract: str = _ABSTRACT
    creators: tuple[Party, ...] = (Party(organization="Seatizen Atlas contributors"),)
    contact: Party = Party(organization="Seatizen Atlas contributors")
    license: Licence = LICENCES[0]
    rights_holder: str = ""
    institution: str = ""
    institution_id: str = ""
    dataset_id: str = ATLAS_DOI
    keywords: tuple[str, ...] = ("marine biodiversity", "coral reef", "underwater imagery", "Samplingevent")
    language: str = "en"
    sampling_protocols: Mapping[str, str] = field(default_factory=dict)
    times: str = "utc"


def read_metadata(path: Path | None, licence: str = "") -> ArchiveMetadata:
    """Read a metadata file (None: the defaults); `licence` wins over the file's.

    Raises:
        InputError: the file is not JSON, or an entry is unknown or not of its form.
    """
    metadata = ArchiveMetadata()
    if path is not None:
        metadata = _from_json(path)
    return replace(metadata, license=find_licence(licence)) if licence else metadata


def _from_json(path: Path) -> ArchiveMetadata:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(tr("cannot be read."), file=path, details=str(error)) from error
    except ValueError as error:
        raise InputError(tr("is not JSON: {}.").format(error), file=path) from error
    if not isinstance(content, dict):
        raise _wrong(path, "", tr("must be an object, such as {}").format('{"title": "…"}'))
    known = [entry.name for entry in fields(ArchiveMetadata)]
    values: dict[str, Any] = {}
    for key, value in content.items():
        if key not in known:
            raise _wrong(path, key, tr("is not known; known are {}").format(", ".join(known)))
        values[key] = _entry(path, key, value)
    metadata = ArchiveMetadata(**values)
    for key, least in (("title", MIN_TITLE), ("abstract", MIN_ABSTRACT)):
        if len(getattr(metadata, key)) < least:
            raise _wrong(path, key, tr("is shorter than {} characters").format(least))
    if metadata.times not in ("utc", "unknown"):
        raise _wrong(path, "times", tr("must be “utc” or “unknown”"))
    if "creators" in values and "contact" not in values:
        metadata = replace(metadata, contact=metadata.creators[0])
    return metadata


def _entry(path: Path, key: str, value: object) -> object:
    if key == "creators":
        if not isinstance(value, list) or not value:
            raise _wrong(path, key, tr("must be a list with at least one person or organisation"))
        return tuple(_party(path, key, item) for item in value)
    if key == "contact":
        return _party(path, key, value)
    if key == "keywords":
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise _wrong(path, key, tr("must be a list of words"))
        return tuple(item.strip() for item in value)
    if key == "sampling_protocols":
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise _wrong(path, key, tr("must be an object of texts"))
        return {name.casefold(): text.strip() for name, text in value.items()}
    if not isinstance(value, str):
        raise _wrong(path, key, tr("must be text"))
    return find_licence(value) if key == "license" else value.strip()


def _party(path: Path, key: str, value: object) -> Party:
    """A party in our own words, or as Zenodo's metadata write one: {"name": "Family, Given", …}."""
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise _wrong(path, key, tr("must hold persons such as {}").format('{"name": "Lima, Ana"}'))
    entry = {name: text.strip() for name, text in value.items()}
    family, _, given = (part.strip() for part in entry.pop("name", "").partition(","))
    family, given = entry.pop("family", family), entry.pop("given", given)
    organization = entry.pop("organization", entry.pop("affiliation", ""))
    email, orcid = entry.pop("email", ""), entry.pop("orcid", "").rpartition("/")[2]
    if entry:
        raise _wrong(path, key, tr("has an unknown part “{}”").format(next(iter(entry))))
    if not family and not organization:
        raise _wrong(path, key, tr("holds somebody without a name or an organisation"))
    return Party(family, given, organization, email, orcid)


def _wrong(path: Path, key: str, what: str) -> InputError:
    return InputError(f"“{key}” {what}." if key else f"{what}.", file=path)
