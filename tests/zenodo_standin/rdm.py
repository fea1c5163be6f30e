# SPDX-License-Identifier: GPL-2.0-or-later
"""Metadata as the records API has it, and the way from and to the form of the legacy deposit API."""

from __future__ import annotations

import copy
from typing import Any

Json = dict[str, Any]
RELATIONS = {
    "ismetadatafor": "isMetadataFor", "hasmetadata": "hasMetadata", "issupplementto": "isSupplementTo",
    "issupplementedby": "isSupplementedBy", "ispartof": "isPartOf", "haspart": "hasPart",
    "isderivedfrom": "isDerivedFrom", "issourceof": "isSourceOf", "cites": "cites", "iscitedby": "isCitedBy",
    "references": "references", "isreferencedby": "isReferencedBy", "isidenticalto": "isIdenticalTo",
    "documents": "documents", "isdocumentedby": "isDocumentedBy", "requires": "requires",
}  # fmt: skip


def rdm_of(legacy: Json) -> Json:
    """`{metadata, access}` of the records API for metadata in the deposit API's form."""
    metadata: Json = {"publisher": "Zenodo"}
    kind = str(legacy.get("upload_type") or "")
    if kind:
        metadata["resource_type"] = {"id": kind}
    for name in ("title", "description", "publication_date", "version"):
        if legacy.get(name):
            metadata[name] = legacy[name]
    metadata["creators"] = [_person(one) for one in legacy.get("creators") or []]
    if legacy.get("contributors"):
        metadata["contributors"] = [
            {**_person(one), "role": {"id": str(one.get("type", "other")).lower()}}
            for one in legacy["contributors"]
        ]
    if legacy.get("keywords"):
        metadata["subjects"] = [{"subject": word} for word in legacy["keywords"]]
    if legacy.get("license"):
        metadata["rights"] = [{"id": str(legacy["license"]).lower()}]
    if legacy.get("language"):
        metadata["languages"] = [{"id": legacy["language"]}]
    if legacy.get("notes"):
        metadata["additional_descriptions"] = [{"description": legacy["notes"], "type": {"id": "notes"}}]
    identifiers, related = [], []
    for one in legacy.get("related_identifiers") or []:
        scheme = one.get("scheme") or scheme_of(one["identifier"])
        if one.get("relation") == "isAlternateIdentifier":
            identifiers.append({"identifier": one["identifier"], "scheme": scheme})
        else:
            item = {
                "identifier": one["identifier"], "scheme": scheme,
                "relation_type": {"id": str(one["relation"]).lower()},
            }  # fmt: skip
            if one.get("resource_type"):
                item["resource_type"] = {"id": one["resource_type"]}
            related.append(item)
    if identifiers:
        metadata["identifiers"] = identifiers
    if related:
        metadata["related_identifiers"] = related
    right = str(legacy.get("access_right") or "open")
    access: Json = {"record": "public", "files": "public" if right == "open" else "restricted"}
    if right == "embargoed":
        access["embargo"] = {"active": True, "until": legacy.get("embargo_date"), "reason": None}
    return {"metadata": metadata, "access": access, "custom_fields": {}}


def legacy_of(rdm: Json) -> Json:
    """Metadata in the deposit API's form for a body of the records API."""
    metadata, access = rdm.get("metadata") or {}, rdm.get("access") or {}
    legacy: Json = {"upload_type": (metadata.get("resource_type") or {}).get("id", "")}
    for name in ("title", "description", "publication_date", "version"):
        if metadata.get(name):
            legacy[name] = metadata[name]
    legacy["creators"] = [_legacy_person(one) for one in metadata.get("creators") or []]
    if metadata.get("contributors"):
        legacy["contributors"] = [
            {**_legacy_person(one), "type": one["role"]["id"]} for one in metadata["contributors"]
        ]
    if metadata.get("subjects"):
        legacy["keywords"] = [one["subject"] for one in metadata["subjects"] if "subject" in one]
    if metadata.get("rights"):
        legacy["license"] = metadata["rights"][0].get("id", "")
    if metadata.get("languages"):
        legacy["language"] = metadata["languages"][0]["id"]
    notes = [
        one["description"]
        for one in metadata.get("additional_descriptions") or []
        if one["type"]["id"] == "notes"
    ]
    if notes:
        legacy["notes"] = notes[0]
    related = [
        {"identifier": one["identifier"], "scheme": one["scheme"], "relation": "isAlternateIdentifier"}
        for one in metadata.get("identifiers") or []
    ]
    for one in metadata.get("related_identifiers") or []:
        relation = one["relation_type"]["id"]
        item = {
            "identifier": one["identifier"], "scheme": one["scheme"],
            "relation": RELATIONS.get(relation, relation),
        }  # fmt: skip
        if one.get("resource_type"):
            item["resource_type"] = one["resource_type"]["id"]
        related.append(item)
    legacy["related_identifiers"] = related
    embargo = access.get("embargo") or {}
    if embargo.get("active"):
        legacy["access_right"], legacy["embargo_date"] = "embargoed", embargo.get("until")
    else:
        legacy["access_right"] = "restricted" if access.get("files") == "restricted" else "open"
    return legacy


def scheme_of(identifier: str) -> str:
    if identifier.startswith("10."):
        return "doi"
    return "urn" if identifier.startswith("urn:") else "url"


def _person(one: Json) -> Json:
    family, _, given = str(one.get("name") or "").partition(",")
    person: Json = {"type": "personal", "family_name": family.strip(), "name": str(one.get("name") or "")}
    if given.strip():
        person["given_name"] = given.strip()
    if one.get("orcid"):
        person["identifiers"] = [{"scheme": "orcid", "identifier": one["orcid"]}]
    made: Json = {"person_or_org": person}
    if one.get("affiliation"):
        made["affiliations"] = [{"name": one["affiliation"]}]
    return made


def _legacy_person(one: Json) -> Json:
    person = one["person_or_org"]
    made: Json = {"name": person.get("name", "")}
    places = [place.get("name", "") for place in one.get("affiliations") or []]
    made["affiliation"] = ", ".join(places) or None
    for identifier in person.get("identifiers") or []:
        if identifier["scheme"] == "orcid":
            made["orcid"] = identifier["identifier"]
    return made


def deep(value: Any) -> Any:
    return copy.deepcopy(value)
