# SPDX-License-Identifier: GPL-2.0-or-later
"""What the records API does to metadata that it is sent: refuses unknown ids, drops what is invalid and says
so, cleans HTML, mends text."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any

from .rdm import Json, deep
from .wire import HttpError

ROLES = set(
    "contactperson datacollector datacurator datamanager distributor editor hostinginstitution producer "
    "projectleader projectmanager projectmember registrationagency registrationauthority relatedperson "
    "researcher researchgroup rightsholder sponsor supervisor translator workpackageleader other".split()
)
TYPES = set(
    "dataset image image-photo image-figure image-plot image-drawing image-diagram image-other software "
    "video publication".split()
)
LICENCES = set("cc-by-4.0 cc-by-nc-4.0 cc-by-sa-4.0 cc0-1.0 etalab-2.0 odbl-1.0 mit gpl-3.0-or-later".split())
LANGUAGES = {"eng", "fra", "mlg"}
DATES = set(
    "accepted available collected copyrighted created issued other submitted updated valid withdrawn "
    "coverage".split()
)
TEXTS = {"abstract", "methods", "notes", "series-information", "table-of-contents", "technical-info", "other"}
RELATIONS = set(
    "ismetadatafor hasmetadata issupplementto issupplementedby ispartof haspart isderivedfrom issourceof "
    "cites iscitedby references isreferencedby isidenticalto documents isdocumentedby requires".split()
)
KNOWN = set(
    "resource_type title publication_date publisher version creators contributors description "
    "additional_descriptions additional_titles subjects rights languages identifiers related_identifiers "
    "dates locations funding references sizes formats copyright".split()
)
_TAGS = set(
    "a abbr acronym b blockquote br code div table tbody td th tr em h1 h2 h3 h4 h5 i li ol p pre span "
    "strike strong sub sup u ul".split()
)
_ATTRIBUTES = {"a": {"href", "title", "name", "rel"}, "abbr": {"title"}, "acronym": {"title"}}
_PLAIN = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "\u200b": "", "\ufeff": "",
    "\u200c": "", "\u2060": "",
}  # fmt: skip
_DAY = r"\d{4}(-\d\d(-\d\d)?)?"
_NO_FILES = "Missing uploaded files. To disable files for this record please mark it as metadata-only."

Problems = list[Json]


def mended(text: str) -> str:
    """Text as the encoding fixer leaves it."""
    if "<" not in text:
        text = html.unescape(text)
    for old, new in _PLAIN.items():
        text = text.replace(old, new)
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    return unicodedata.normalize("NFC", text.translate(wide)).strip()


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TAGS:
            kept = "".join(
                f' {name}="{html.escape(value or "")}"'
                for name, value in attrs
                if name == "class" or name in _ATTRIBUTES.get(tag, set())
            )
            self.out.append(f"<{tag}{kept}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _TAGS and tag != "br":
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(html.escape(data, quote=False))


def cleaned(text: str) -> str:
    """HTML as it is kept."""
    cleaner = _Cleaner()
    cleaner.feed(mended(text))
    cleaner.close()
    return "".join(cleaner.out).strip()


def check(metadata: Json) -> tuple[Json, Problems]:
    """The metadata as it is stored, and what was dropped; HttpError for an id that no vocabulary holds."""
    _refuse_unknown_ids(metadata)
    stored: Json = {}
    problems: Problems = []

    def wrong(field: str, text: str) -> None:
        problems.append({"field": f"metadata.{field}", "messages": [text]})

    for name, value in metadata.items():
        if name not in KNOWN:
            wrong(name, "Unknown field.")
            continue
        keep = _CHECKS.get(name)
        kept = keep(deep(value), wrong) if keep else _mend_all(deep(value))
        if kept is not None:
            stored[name] = kept
    for name in ("title", "creators", "publication_date", "resource_type"):
        if not stored.get(name) and not any(p["field"].startswith(f"metadata.{name}") for p in problems):
            wrong(name, "Missing data for required field.")
    return stored, problems


def unpublishable(metadata: Json, files: int, pending: int) -> Problems:
    """Why a draft cannot be published."""
    _, problems = check(metadata)
    if not metadata.get("publisher"):
        problems.append({"field": "metadata.publisher", "messages": ["Missing publisher field required."]})
    if not files and not pending:
        problems.append({"field": "files.enabled", "messages": [_NO_FILES]})
    if pending:
        text = "One or more files have not completed their transfer, please wait."
        problems.append({"field": "files", "messages": [text]})
    return problems


def missing_files() -> Json:
    return {"field": "files.enabled", "messages": [_NO_FILES]}


def _refuse_unknown_ids(metadata: Json) -> None:
    wanted: list[tuple[Any, set[str]]] = [(metadata.get("resource_type"), TYPES)]
    for name in ("creators", "contributors"):
        wanted += [(one.get("role"), ROLES) for one in metadata.get(name) or []]
    wanted += [(one, LICENCES) for one in metadata.get("rights") or [] if "id" in one]
    wanted += [(one, LANGUAGES) for one in metadata.get("languages") or []]
    wanted += [(one.get("type"), DATES) for one in metadata.get("dates") or []]
    wanted += [(one.get("type"), TEXTS) for one in metadata.get("additional_descriptions") or []]
    for one in metadata.get("related_identifiers") or []:
        wanted += [(one.get("relation_type"), RELATIONS), (one.get("resource_type"), TYPES)]
    for item, ids in wanted:
        if item and item.get("id") not in ids:
            raise HttpError(400, f"Invalid value {item.get('id')}.")


def _mend_all(value: Any) -> Any:
    if isinstance(value, str):
        return mended(value)
    if isinstance(value, list):
        return [_mend_all(one) for one in value]
    if isinstance(value, dict):
        return {name: _mend_all(one) for name, one in value.items()}
    return value


Wrong = Callable[[str, str], None]


def _title(value: Any, wrong: Wrong) -> Any:
    text = mended(value)
    if len(text) < 3:
        wrong("title", "Shorter than minimum length 3.")
        return None
    return text


def _description(value: Any, wrong: Wrong) -> Any:
    text = cleaned(value)
    if len(text) < 3:
        wrong("description", "Shorter than minimum length 3.")
        return None
    return text


def _people(field: str) -> Callable[[Any, Wrong], Any]:
    def keep(people: Any, wrong: Wrong) -> Any:
        kept = []
        for number, one in enumerate(_mend_all(people)):
            place = f"{field}.{number}"
            person = one["person_or_org"]
            if person.get("type") == "organizational":
                if not person.get("name"):
                    wrong(f"{place}.person_or_org.name", "Name cannot be blank.")
                    continue
                person.pop("family_name", None), person.pop("given_name", None)
            else:
                if not person.get("family_name"):
                    wrong(f"{place}.person_or_org.family_name", "Family name cannot be blank.")
                    continue
                given = person.get("given_name")
                person["name"] = f"{person['family_name']}, {given}" if given else person["family_name"]
            good = []
            for identifier in person.get("identifiers") or []:
                orcid = identifier["identifier"].rpartition("/")[2]
                if identifier.get("scheme") == "orcid" and not _is_orcid(orcid):
                    wrong(f"{place}.person_or_org.identifiers.0.identifier", "Invalid ORCID identifier.")
                    continue
                good.append({**identifier, "identifier": orcid})
            if "identifiers" in person:
                person["identifiers"] = good
            if field == "contributors" and not one.get("role"):
                wrong(f"{place}.role", "Missing data for required field.")
                continue
            kept.append(one)
        return kept

    return keep


def _is_orcid(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", text):
        return False
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return text[-1] == "0123456789X"[(12 - total % 11) % 11]


def _publication_date(value: Any, wrong: Wrong) -> Any:
    if not _is_date(str(value)):
        wrong("publication_date", "Please provide a valid date or interval.")
        return None
    return value


def _is_date(text: str) -> bool:
    parts = text.split("/")
    if len(parts) > 2 or not all(re.fullmatch(_DAY, part) for part in parts):
        return False
    try:
        for part in parts:
            date.fromisoformat((part + "-01-01")[:10])
    except ValueError:
        return False
    return parts == sorted(parts)


def _dates(value: Any, wrong: Wrong) -> Any:
    kept = []
    for number, one in enumerate(value):
        if not _is_date(str(one.get("date"))):
            wrong(f"dates.{number}.date", "Invalid date format, must be in EDTF level 0.")
        elif not one.get("type"):
            wrong(f"dates.{number}.type", "Missing data for required field.")
        else:
            kept.append(one)
    return kept


def _locations(value: Any, wrong: Wrong) -> Any:
    kept = []
    for number, one in enumerate((value or {}).get("features") or []):
        extra = set(one) - {"geometry", "place", "description", "identifiers"}
        geometry = one.get("geometry") or {}
        if extra or geometry.get("type") not in {"Point", "MultiPoint", "Polygon", None}:
            wrong(f"locations.features.{number}", "Unknown field.")
            continue
        if geometry.get("type") == "Point":
            longitude, latitude = geometry["coordinates"]
            if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
                wrong(f"locations.features.{number}.geometry", "Invalid coordinates.")
                continue
        kept.append(_mend_all(one))
    return {"features": kept}


def _texts(value: Any, _wrong: Wrong) -> Any:
    return [{**one, "description": cleaned(one["description"])} for one in value]


def _version(value: Any, wrong: Wrong) -> Any:
    if len(value) > 191:
        wrong("version", "Longer than maximum length 191.")
        return None
    return mended(value)


_CHECKS: dict[str, Callable[[Any, Wrong], Any]] = {
    "title": _title,
    "description": _description,
    "creators": _people("creators"),
    "contributors": _people("contributors"),
    "publication_date": _publication_date,
    "dates": _dates,
    "locations": _locations,
    "additional_descriptions": _texts,
    "version": _version,
}
