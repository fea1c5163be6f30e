# SPDX-License-Identifier: GPL-2.0-or-later
"""An ISO 19115 record of a session (encoded by ISO 19139), for catalogues that harvest such.

The contact is the publisher's own: `contact` of the metadata file (name, organisation, email), else the first
creator. Elements stand in the order of the schema gmd.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr  # nosec B406 - writes XML, reads none

from ..session_name import SessionName
from .describing import Described, urn_of
from .facts import Facts
from .metadata_file import MetadataFile

_CODES = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
_NAMESPACES = (
    ("gmd", "http://www.isotc211.org/2005/gmd"),
    ("gco", "http://www.isotc211.org/2005/gco"),
    ("gml", "http://www.opengis.net/gml/3.2"),
    ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
)
_SCHEMA = "http://www.isotc211.org/2005/gmd http://schemas.opengis.net/iso/19139/20070417/gmd/gmd.xsd"


def iso_record(name: SessionName, described: Described, facts: Facts, file: MetadataFile) -> bytes:
    """The record as UTF-8 XML; the same for the same input."""
    metadata = described.metadata
    contact = _contact(metadata, file)
    spaces = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in _NAMESPACES)
    parts = [
        _text("fileIdentifier", urn_of(name.text)),
        _text("language", "eng"),
        _code("characterSet", "MD_CharacterSetCode", "utf8"),
        _code("hierarchyLevel", "MD_ScopeCode", "dataset"),
        _tag("contact", contact),
        _tag("dateStamp", f"<gco:Date>{escape(metadata['publication_date'])}</gco:Date>"),
        _text("metadataStandardName", "ISO 19115:2003/19139"),
        _text("metadataStandardVersion", "1.0"),
        _reference_system(),
        _tag("identificationInfo", _identification(name, metadata, facts, contact)),
        _distribution(),
    ]
    body = "\n".join(parts)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<gmd:MD_Metadata {spaces} xsi:schemaLocation={quoteattr(_SCHEMA)}>\n{body}\n</gmd:MD_Metadata>\n"
    ).encode()


def _identification(name: SessionName, metadata: dict[str, Any], facts: Facts, contact: str) -> str:
    identifier = _tag("identifier", _tag("MD_Identifier", _text("code", urn_of(name.text))))
    citation = "".join(
        (
            _text("title", metadata["title"]),
            _date(name.date.isoformat(), "creation"),
            _date(metadata["publication_date"], "publication"),
            identifier,
        )
    )
    parts = [
        _tag("citation", _tag("CI_Citation", citation)),
        _text("abstract", _abstract(metadata)),
        _tag("pointOfContact", contact),
        _keywords([one["subject"] for one in metadata.get("subjects") or []]),
        _constraints(metadata),
        _text("language", "eng"),
        _tag("topicCategory", "<gmd:MD_TopicCategoryCode>oceans</gmd:MD_TopicCategoryCode>"),
        _extent(name, facts),
    ]
    return _tag("MD_DataIdentification", "".join(parts))


def _abstract(metadata: dict[str, Any]) -> str:
    notes = [one["description"] for one in metadata.get("additional_descriptions") or []]
    return ". ".join([metadata["title"], *notes])


def _contact(metadata: dict[str, Any], file: MetadataFile) -> str:
    name = file.contact.get("name", "")
    place = file.contact.get("organisation", "")
    if not name and not place:
        first = metadata["creators"][0]
        name = first["person_or_org"]["name"]
        place = ", ".join(one["name"] for one in first.get("affiliations") or [])
    parts = [_text("individualName", name) if name else "", _text("organisationName", place) if place else ""]
    email = file.contact.get("email", "")
    if email:
        address = _tag("address", _tag("CI_Address", _text("electronicMailAddress", email)))
        parts.append(_tag("contactInfo", _tag("CI_Contact", address)))
    parts.append(_code("role", "CI_RoleCode", "pointOfContact"))
    return _tag("CI_ResponsibleParty", "".join(parts))


def _keywords(words: list[str]) -> str:
    if not words:
        return ""
    inner = "".join(_text("keyword", word) for word in words)
    return _tag("descriptiveKeywords", _tag("MD_Keywords", inner))


def _constraints(metadata: dict[str, Any]) -> str:
    licence = metadata["rights"][0]["id"]
    inner = _code("useConstraints", "MD_RestrictionCode", "license") + _text("otherConstraints", licence)
    return _tag("resourceConstraints", _tag("MD_LegalConstraints", inner))


def _extent(name: SessionName, facts: Facts) -> str:
    inner = ""
    if facts.bounds is not None:
        west, south, east, north = facts.bounds
        sides = (
            ("westBoundLongitude", west),
            ("eastBoundLongitude", east),
            ("southBoundLatitude", south),
            ("northBoundLatitude", north),
        )
        box = "".join(_tag(side, f"<gco:Decimal>{value:.6f}</gco:Decimal>") for side, value in sides)
        inner += _tag("geographicElement", _tag("EX_GeographicBoundingBox", box))
    first = (facts.first_time or name.date.isoformat()).replace(" ", "T")
    last = (facts.last_time or name.date.isoformat()).replace(" ", "T")
    period = (
        f'<gml:TimePeriod gml:id="survey"><gml:beginPosition>{first}</gml:beginPosition>'
        f"<gml:endPosition>{last}</gml:endPosition></gml:TimePeriod>"
    )
    inner += _tag("temporalElement", _tag("EX_TemporalExtent", _tag("extent", period)))
    return _tag("extent", _tag("EX_Extent", inner))


def _reference_system() -> str:
    code = _tag("RS_Identifier", _text("code", "EPSG:4326"))
    return _tag("referenceSystemInfo", _tag("MD_ReferenceSystem", _tag("referenceSystemIdentifier", code)))


def _distribution() -> str:
    kind = _text("name", "ZIP") + '<gmd:version gco:nilReason="unknown"/>'
    return _tag(
        "distributionInfo", _tag("MD_Distribution", _tag("distributionFormat", _tag("MD_Format", kind)))
    )


def _date(day: str, kind: str) -> str:
    inner = _tag("date", f"<gco:Date>{escape(day)}</gco:Date>") + _code("dateType", "CI_DateTypeCode", kind)
    return _tag("date", _tag("CI_Date", inner))


def _code(name: str, kind: str, value: str) -> str:
    inner = f'<gmd:{kind} codeList="{_CODES}#{kind}" codeListValue="{value}">{value}</gmd:{kind}>'
    return _tag(name, inner)


def _text(name: str, text: str) -> str:
    return _tag(name, f"<gco:CharacterString>{escape(text)}</gco:CharacterString>")


def _tag(name: str, inner: str) -> str:
    return f"<gmd:{name}>{inner}</gmd:{name}>"
