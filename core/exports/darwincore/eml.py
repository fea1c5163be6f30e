# SPDX-License-Identifier: GPL-2.0-or-later
"""eml.xml: the description of a Darwin Core archive by GBIF's EML profile 1.3."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr  # nosec B406 - writes XML, reads none

from .metadata import ArchiveMetadata, Party
from .taxonomy import Taxon

NAMESPACE = "https://eml.ecoinformatics.org/eml-2.2.0"
SCHEMA = "https://rs.gbif.org/schema/eml-gbif-profile/1.3/eml.xsd"
_LANGUAGES = {"en": "eng", "fr": "fra"}


@dataclass(frozen=True)
class Coverage:
    """What the archive turned out to hold: extent in degrees, days (ISO), taxa, deposits and models used.

    `deposits` are pairs of a session's name and the address of its DOI.
    """

    west: float
    east: float
    south: float
    north: float
    first_day: str
    last_day: str
    countries: tuple[str, ...]
    taxa: tuple[Taxon, ...]
    deposits: tuple[tuple[str, str], ...]
    models: tuple[tuple[str, str], ...]


def eml_xml(metadata: ArchiveMetadata, coverage: Coverage | None, published: date) -> str:
    """The document; `coverage` is None when the archive has no event."""
    package = uuid.uuid5(uuid.NAMESPACE_URL, f"{metadata.dataset_id}#{metadata.title}")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<eml:eml xmlns:eml="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{NAMESPACE} {SCHEMA}" packageId="{package}/v1" scope="system"'
        f' system="http://gbif.org" xml:lang="eng">\n'
        f"<dataset>\n{_dataset(metadata, coverage, published)}\n</dataset>\n"
        f"<additionalMetadata><metadata><gbif>\n{_gbif(metadata, coverage, published)}\n"
        "</gbif></metadata></additionalMetadata>\n</eml:eml>\n"
    )


def citation(metadata: ArchiveMetadata, published: date) -> str:
    """How to cite the archive."""
    names = ", ".join(party.name for party in metadata.creators)
    return f"{names} ({published.year}). {metadata.title}. {metadata.dataset_id}"


def _dataset(metadata: ArchiveMetadata, coverage: Coverage | None, published: date) -> str:
    licence = metadata.license
    parts = [
        _tag("alternateIdentifier", metadata.dataset_id),
        f'<title xml:lang="eng">{escape(metadata.title)}</title>',
        *(_party("creator", party) for party in metadata.creators),
        _party("metadataProvider", metadata.contact),
        _tag("pubDate", published.isoformat()),
        _tag("language", _LANGUAGES.get(metadata.language, metadata.language)),
        f"<abstract>{_tag('para', metadata.abstract)}</abstract>",
        _keywords(metadata.keywords),
        # GBIF reads the licence here and nowhere else.
        "<intellectualRights><para>This work is licensed under a "
        f"<ulink url={quoteattr(licence.url)}><citetitle>{escape(licence.title)}</citetitle></ulink>."
        "</para></intellectualRights>",
        f"<licensed>{_tag('licenseName', licence.title)}{_tag('url', licence.url)}"
        f"{_tag('identifier', licence.spdx)}</licensed>",
        _coverage(coverage) if coverage else "",
        _party("contact", metadata.contact),
        _methods(metadata),
    ]
    return "\n".join(part for part in parts if part)


def _keywords(words: Sequence[str]) -> str:
    if not words:
        return ""
    inner = "".join(_tag("keyword", word) for word in words)
    return f"<keywordSet>{inner}{_tag('keywordThesaurus', 'n/a')}</keywordSet>"


def _party(name: str, party: Party) -> str:
    inner = ""
    if party.family:
        given = _tag("givenName", party.given) if party.given else ""
        inner += f"<individualName>{given}{_tag('surName', party.family)}</individualName>"
    if party.organization:
        inner += _tag("organizationName", party.organization)
    if party.email:
        inner += _tag("electronicMailAddress", party.email)
    if party.orcid:
        inner += f'<userId directory="https://orcid.org/">{escape(party.orcid)}</userId>'
    return f"<{name}>{inner}</{name}>"


def _coverage(coverage: Coverage) -> str:
    sides = (("west", coverage.west), ("east", coverage.east), ("north", coverage.north))
    box = "".join(
        _tag(f"{side}BoundingCoordinate", _decimal(value))
        for side, value in (*sides, ("south", coverage.south))
    )
    where = ", ".join(coverage.countries) or "the places of the sessions"
    taxa = "".join(
        "<taxonomicClassification>"
        + (_tag("taxonRankName", taxon.rank) if taxon.rank else "")
        + _tag("taxonRankValue", taxon.name)
        + "</taxonomicClassification>"
        for taxon in coverage.taxa
    )
    return (
        f"<coverage><geographicCoverage>{_tag('geographicDescription', f'Shallow waters of {where}')}"
        f"<boundingCoordinates>{box}</boundingCoordinates></geographicCoverage>"
        "<temporalCoverage><rangeOfDates>"
        f"<beginDate>{_tag('calendarDate', coverage.first_day)}</beginDate>"
        f"<endDate>{_tag('calendarDate', coverage.last_day)}</endDate>"
        "</rangeOfDates></temporalCoverage>"
        + (f"<taxonomicCoverage>{taxa}</taxonomicCoverage>" if taxa else "")
        + "</coverage>"
    )


def _methods(metadata: ArchiveMetadata) -> str:
    times = (
        "Times are those of the atlas, which keeps them in UTC."
        if metadata.times == "utc"
        else "The zone of the images' times is not known, so dates alone are given."
    )
    text = (
        "People marked in each image which labels apply (present) and which do not (absent). Labels of the "
        "same taxon are one occurrence: present if any of them is, absent if all that were looked at are. "
        "Labels without a taxon, such as the substrate, are measurements of the event. Of several "
        f"annotations of an image and a label the latest counts. {times}"
    )
    return f"<methods><methodStep><description>{_tag('para', text)}</description></methodStep></methods>"


def _gbif(metadata: ArchiveMetadata, coverage: Coverage | None, published: date) -> str:
    parts = [
        _tag("dateStamp", f"{published.isoformat()}T00:00:00Z"),
        _tag("hierarchyLevel", "dataset"),
        f"<citation identifier={quoteattr(metadata.dataset_id)}>"
        f"{escape(citation(metadata, published))}</citation>",
    ]
    cited = [
        *((f"{name} [Data set]. Zenodo.", doi) for name, doi in (coverage.deposits if coverage else ())),
        *((f"{name} [Model].", doi) for name, doi in (coverage.models if coverage else ())),
    ]
    if cited:
        inner = "\n".join(
            f"<citation identifier={quoteattr(doi)}>{escape(f'{text} {doi}')}</citation>"
            for text, doi in cited
        )
        parts.append(f"<bibliography>\n{inner}\n</bibliography>")
    return "\n".join(parts)


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _decimal(value: float) -> str:
    return f"{value:.6f}"  # xs:decimal knows no exponent
