# SPDX-License-Identifier: GPL-2.0-or-later
"""The files of a Darwin Core archive and their columns, each a term of a published vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

DWC = "http://rs.tdwg.org/dwc/terms/"
DCT = "http://purl.org/dc/terms/"
DC = "http://purl.org/dc/elements/1.1/"
AC = "http://rs.tdwg.org/ac/terms/"
OBIS = "http://rs.iobis.org/obis/terms/"

EVENT_ID = "eventID"


@dataclass(frozen=True)
class TextFile:
    """A file of the archive.

    `terms` are full addresses in column order. The first column of every file is the event's id: in the core
    its identifier and a term, in an extension the reference to the core (then it is not among `terms`).
    """

    name: str
    row_type: str
    terms: tuple[str, ...]
    core: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """Names of all columns."""
        names = tuple(local(term) for term in self.terms)
        return names if self.core else (EVENT_ID, *names)


def local(term: str) -> str:
    """The last part of a term's address."""
    return term.rpartition("/")[2]


def _terms(namespace: str, names: str) -> tuple[str, ...]:
    return tuple(namespace + name for name in names.split())


EVENT = TextFile(
    "event.txt",
    DWC + "Event",
    (
        *_terms(
            DWC,
            "eventID parentEventID eventType eventDate samplingProtocol samplingEffort habitat locality"
            " countryCode decimalLatitude decimalLongitude geodeticDatum coordinateUncertaintyInMeters"
            " footprintWKT footprintSRS datasetID datasetName institutionID",
        ),
        *_terms(DC, "type language"),
        *_terms(DCT, "license rightsHolder modified references"),
    ),
    core=True,
)
OCCURRENCE = TextFile(
    "occurrence.txt",
    DWC + "Occurrence",
    (
        *_terms(
            DWC,
            "occurrenceID basisOfRecord occurrenceStatus scientificName scientificNameID taxonRank kingdom"
            " phylum class order family genus scientificNameAuthorship verbatimIdentification recordedBy"
            " identifiedBy dateIdentified identificationVerificationStatus identificationReferences"
            " associatedMedia datasetID",
        ),
        *_terms(DCT, "license"),
    ),
)
MEASUREMENT = TextFile(
    "extendedmeasurementorfact.txt",
    OBIS + "ExtendedMeasurementOrFact",
    (
        *_terms(
            DWC,
            "occurrenceID measurementID measurementType measurementValue measurementUnit"
            " measurementDeterminedBy measurementDeterminedDate measurementMethod measurementRemarks",
        ),
        *_terms(OBIS, "measurementTypeID measurementValueID measurementUnitID"),
    ),
)
MULTIMEDIA = TextFile(
    "multimedia.txt",
    AC + "Multimedia",
    (
        *_terms(DWC, "occurrenceID"),
        *_terms(DCT, "identifier format title rights"),
        *_terms(AC, "accessURI furtherInformationURL comments"),
        *_terms(DC, "type"),
    ),
)
FILES = (EVENT, OCCURRENCE, MEASUREMENT, MULTIMEDIA)
META, EML = "meta.xml", "eml.xml"
