# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of a Darwin Core archive, each a mapping from a term's local name to its value."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsWkbTypes,
)

from ...reading.position import position_error
from ...selection.filters import wgs84
from ...session_folders import archive_and_member
from .. import queries
from .metadata import ArchiveMetadata
from .read import Frame, Mark, Model, Score, Seen, Session
from .taxonomy import Taxon

Row = Mapping[str, object]

_LIST = " | "
_LEAST_UNCERTAINTY = 1
"""Metres: GBIF and OBIS take nothing below."""

_PROTOCOLS = {
    "ASV": "Images taken straight down by an autonomous surface vehicle along its track",
    "UAV": "Aerial images taken straight down by an unmanned aerial vehicle over shallow water",
    "SCUBA": "Underwater images taken by a scuba diver",
    "MASK": "Underwater images taken by a snorkeller",
    "KITE": "Images taken by a camera below a kite surfing board",
    "PADDLE": "Images taken by a camera below a paddle board",
    "UVC": "Images taken during an underwater visual census",
    "BOAT": "Images taken by a camera below a boat",
    "HIKE": "Images taken on foot on the reef flat",
    "AUV": "Images taken by an autonomous underwater vehicle",
    "SURF": "Images taken by a camera below a surfboard",
}
_FORMATS = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tif": "image/tiff",
    "tiff": "image/tiff",
}


def event_date(taken: str, day: str, times: str) -> str:
    """ISO 8601: with `Z` when times are UTC, the date alone when there is none or its zone is not known."""
    if len(taken) < 19:
        return taken[:10] or day
    return taken[:10] if times == "unknown" else f"{taken[:10]}T{taken[11:19]}Z"


def person(author: str) -> str:
    """The annotator as written in a file's name, “ana-lima”, as people write it: “Ana Lima”."""
    return " ".join(part[:1].upper() + part[1:] for part in author.replace("_", "-").split("-") if part)


def by_taxon(items: Iterable[Any]) -> list[tuple[Taxon, list[Any]]]:
    """Marks or scores by taxon, in order of their labels; those without a taxon are left out."""
    grouped: dict[str, tuple[Taxon, list[Any]]] = {}
    for item in items:
        taxon = item.label.taxon
        if taxon is not None:
            grouped.setdefault(taxon.code, (taxon, []))[1].append(item)
    return list(grouped.values())


class Rows:
    """Makes rows for one archive; `hull` gives the outline of a session that has no footprint."""

    def __init__(self, metadata: ArchiveMetadata, hull: Callable[[str], QgsGeometry]) -> None:
        self._metadata = metadata
        self._hull = hull
        self._distance = QgsDistanceArea()
        self._distance.setSourceCrs(wgs84(), QgsCoordinateTransformContext())
        self._distance.setEllipsoid("EPSG:7030")

    # Events

    def session(self, session: Session) -> Row:
        """The parent event of a session: its footprint, and the centre of that with its radius."""
        shape = session.footprint or self._hull(session.doi)
        centre = shape.centroid().asPoint()
        corners = [QgsPointXY(vertex) for vertex in shape.vertices()]
        radius = max(self._distance.measureLine(centre, corner) for corner in corners)
        is_polygon = shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry
        return {
            **self._shared(session),
            "eventID": session.event_id,
            "eventType": "Survey",
            "eventDate": session.day,
            "samplingProtocol": self._protocol(session, ()),
            "samplingEffort": f"{session.frames} images",
            "decimalLongitude": centre.x(),
            "decimalLatitude": centre.y(),
            "coordinateUncertaintyInMeters": max(1, math.ceil(radius)),
            "footprintWKT": shape.asWkt(7) if is_polygon else "",
            "footprintSRS": "EPSG:4326" if is_polygon else "",
            "references": queries.DOI_ADDRESS + session.doi,
        }

    def frame(self, frame: Frame, seen: Seen) -> Row:
        """The event of a frame, within its session's."""
        session = frame.session
        substrate = [mark.label.name for mark in seen.marks if mark.value == 1 and mark.label.is_substrate]
        return {
            **self._shared(session),
            "eventID": f"{session.event_id}:{seen.name}",
            "parentEventID": session.event_id,
            "eventType": "Sample",
            "eventDate": event_date(frame.taken, session.day, self._metadata.times),
            "samplingProtocol": self._protocol(session, seen.marks),
            "samplingEffort": "1 image",
            "habitat": _LIST.join(substrate),
            "decimalLongitude": frame.longitude,
            "decimalLatitude": frame.latitude,
            "coordinateUncertaintyInMeters": max(_LEAST_UNCERTAINTY, math.ceil(position_error(frame.fix))),
            "modified": max((mark.day[:10] for mark in seen.marks), default=""),
            "references": queries.DOI_ADDRESS + frame.version,
        }

    def _shared(self, session: Session) -> dict[str, object]:
        metadata = self._metadata
        return {
            "locality": session.place,
            "countryCode": session.country,
            "geodeticDatum": "EPSG:4326",
            "datasetID": metadata.dataset_id,
            "datasetName": metadata.title,
            "institutionID": metadata.institution_id or metadata.institution,
            "type": "Event",
            "language": metadata.language,
            "license": metadata.license.url,
            "rightsHolder": metadata.rights_holder or metadata.creators[0].name,
        }

    def _protocol(self, session: Session, marks: Sequence[Mark]) -> str:
        """The protocol of the annotation dataset, of its author, of the platform; the first that is told."""
        told = self._metadata.sampling_protocols
        names = [mark.dataset for mark in marks] + [mark.author for mark in marks]
        names += [person(mark.author) for mark in marks] + [session.platform]
        for name in names:
            if name.casefold() in told:
                return told[name.casefold()]
        return _PROTOCOLS.get(session.platform, "Georeferenced images of shallow marine habitats")

    # What was seen in a frame

    def image(self, frame: Frame) -> Row:
        """The image of a frame; with an `occurrenceID` it is that occurrence's evidence."""
        doi = queries.DOI_ADDRESS + frame.version
        archive, member = archive_and_member(frame.path) if frame.path else ("", frame.name)
        return {
            "identifier": f"{doi}#{member}",
            "format": _FORMATS.get(frame.name.rpartition(".")[2].lower(), ""),
            "title": frame.name,
            "rights": self._metadata.license.url,
            "furtherInformationURL": doi,
            "comments": f"Image {member} in {archive} of {doi}" if archive else f"Image {member} of {doi}",
            "type": "StillImage",
        }

    def annotated(self, event: str, frame: Frame, taxon: Taxon, marks: Sequence[Mark]) -> Row:
        """What people say of a taxon: present if any of its labels is, absent if all of them are."""
        present = [mark for mark in marks if mark.value == 1]
        used = present or list(marks)
        return {
            **self._occurrence(event, frame, taxon),
            "occurrenceStatus": "present" if present else "absent",
            "verbatimIdentification": _LIST.join(mark.label.name for mark in used),
            "identifiedBy": _LIST.join(dict.fromkeys(person(mark.author) for mark in used)),
            "dateIdentified": max(mark.day[:10] for mark in used),
            "identificationVerificationStatus": "ValidatedByHuman",
        }

    def predicted(self, event: str, frame: Frame, taxon: Taxon, model: Model, scores: Sequence[Score]) -> Row:
        """What the model says of a taxon that nobody annotated; it says no absences."""
        return {
            **self._occurrence(event, frame, taxon),
            "occurrenceStatus": "present",
            "verbatimIdentification": _LIST.join(score.class_name for score in scores),
            "identifiedBy": model.name,
            "identificationVerificationStatus": "PredictedByMachine",
            "identificationReferences": model.reference,
        }

    def _occurrence(self, event: str, frame: Frame, taxon: Taxon) -> dict[str, object]:
        return {
            "eventID": event,
            "occurrenceID": f"{event}:{taxon.code}",
            "basisOfRecord": "MachineObservation",
            **taxon.terms,
            "recordedBy": _LIST.join(party.name for party in self._metadata.creators),
            "associatedMedia": queries.DOI_ADDRESS + frame.version,
            "datasetID": self._metadata.dataset_id,
            "license": self._metadata.license.url,
        }

    def score(self, occurrence: Row, model: Model, score: Score) -> Row:
        """A score, as a measurement of the occurrence that it predicts."""
        return {
            "eventID": occurrence["eventID"],
            "occurrenceID": occurrence["occurrenceID"],
            "measurementID": f"{occurrence['occurrenceID']}:score-{score.class_id}",
            "measurementType": "classification score",
            "measurementValue": score.score,
            "measurementUnit": "1",
            "measurementDeterminedBy": model.name,
            "measurementMethod": model.reference,
            "measurementRemarks": f"class {score.class_name}, present from {score.threshold}",
        }

    def label(self, event: str, mark: Mark) -> Row:
        """A label without a taxon, as a measurement of the event."""
        kind = "substrate" if mark.label.is_substrate else "feature"
        return {
            "eventID": event,
            "measurementID": f"{event}:label-{mark.label.id}",
            "measurementType": f"presence of {kind}: {mark.label.name}",
            "measurementValue": "present" if mark.value == 1 else "absent",
            "measurementDeterminedBy": person(mark.author),
            "measurementDeterminedDate": mark.day[:10],
            "measurementMethod": f"Annotation of the image by a person (dataset {mark.dataset})",
        }
