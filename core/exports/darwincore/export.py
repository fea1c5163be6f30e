# SPDX-License-Identifier: GPL-2.0-or-later
"""The annotations of an atlas as a Darwin Core archive that GBIF and OBIS accept.

Event core: a session is a parent event, each of its annotated frames an event with its own position.
Occurrences per frame and taxon, without contradictions: present if any label of the taxon is 1, absent if all
that were annotated are 0, the latest annotation of each label counting. verbatimIdentification names those
labels, so an absence tells what was looked for. Labels without a taxon are measurements of the event.

Times: the atlas converts times with a zone to UTC and takes GPS time, which is UTC, for the rest; that is
why they carry a `Z` here. Where a surveyor knows better, the metadata say `"times": "unknown"`, and dates
alone are written; a frame without a time has its session's date.
"""

from __future__ import annotations

import csv
import math
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ...atlas.gateway import Atlas
from ...atlas.sql import Fragment, fill
from ...errors import Cancelled
from ...files import keep_rather_than_empty, require_folder, whole_file
from ...reading import queries
from ...reading.scores import find_classes, scores_of
from ...selection.chosen import Selection, open_for_export, require_schema, select
from ...selection.filters import FrameFilter, wgs84
from ...translation import tr
from .countries import alpha2
from .eml import Coverage, eml_xml
from .lint import Finding, lint_archive
from .meta import meta_xml
from .metadata import ArchiveMetadata
from .taxonomy import NEVER, SCHEMA_SCRIPT, Label, Taxon, TaxonSource, resolve_labels
from .terms import EML, EVENT, FILES, MEASUREMENT, META, MULTIMEDIA, OCCURRENCE, TextFile

BLOCK = 2_000
"""Frames whose rows are made at once."""

CHECKED_ROWS = 3_000_000
"""Rows of an archive up to which it is linted; the annotations of the published atlas are a quarter of it."""

_LIST = " | "
_FOLDERS = frozenset({"DCIM", "GPS", "METADATA", "PROCESSED_DATA", "SENSORS"})
_NOT_EXPORTED = -1
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNCERTAINTY = {1: 1, 5: 2, 2: 5}
"""Metres, by GPSFix: centimetre fix (GBIF and OBIS take nothing below 1), float fix, differential."""

_UNCERTAINTY_WITHOUT_FIX = 10
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


@dataclass(frozen=True)
class DarwinCoreReport:
    """What an archive holds; `left_out` counts annotated frames without a position."""

    path: Path
    events: int
    occurrences: int
    measurements: int
    media: int
    left_out: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Session:
    """A session as a parent event."""

    doi: str
    event_id: str
    name: str
    day: str
    country: str
    place: str
    platform: str
    footprint: QgsGeometry | None
    frames: int


@dataclass(frozen=True)
class Frame:
    """A frame with a position."""

    id: int
    name: str
    path: str
    version: str
    longitude: float
    latitude: float
    taken: str
    fix: int | None
    session: Session


@dataclass(frozen=True)
class Mark:
    """One annotation that counts: a label of a frame, 1 or 0, and who set it when."""

    label: Label
    value: int
    day: str
    author: str
    dataset: str


@dataclass(frozen=True)
class Score:
    """A prediction that reaches its threshold."""

    label: Label
    class_id: int
    class_name: str
    threshold: float
    score: float


@dataclass(frozen=True)
class Model:
    """The model whose predictions are exported."""

    id: int
    name: str
    reference: str


def export_darwin_core(
    atlas_path: Path,
    output: Path,
    *,
    metadata: ArchiveMetadata,
    source: TaxonSource,
    taxa: Path | None = None,
    predictions: bool = False,
    published: date | None = None,
    feedback: QgsProcessingFeedback,
) -> DarwinCoreReport:
    """Write the archive; an existing file is replaced once its successor is whole.

    Args:
        source: asked for the taxa that the atlas does not keep yet; the answers are kept there.
        taxa: the user's mapping of labels to taxa, which wins over GBIF.
        predictions: add what the last model predicts where nobody annotated the taxon.
        published: the day of publication, today by default.

    Raises:
        InputError: the mapping is wrong, or a label's taxon cannot be resolved.
        AtlasError: the atlas cannot be read, or has to be migrated first.
        ServiceError: GBIF is needed and cannot be asked.
        SeatizenError: the file cannot be written.
        Cancelled: the file is as it was before.
    """
    if output.suffix.lower() != ".zip":
        output = output.with_name(output.name + ".zip")
    require_folder(output.parent)
    labels = resolve_labels(atlas_path, _used_labels(atlas_path, predictions), taxa, source, feedback)
    with ExitStack() as outer:
        unfinished = outer.enter_context(whole_file(output))
        scratch = outer.enter_context(tempfile.TemporaryDirectory(dir=output.parent, prefix=".unfinished-"))
        with open_for_export(atlas_path) as atlas, ExitStack() as stack:
            archive = _Archive(Path(scratch), metadata, stack)
            _Writer(atlas, archive, labels, metadata, predictions, feedback).run()
        if not archive.counts[EVENT.name]:
            keep_rather_than_empty([output])
        _zip(unfinished, Path(scratch), metadata, archive, published or date.today())
        findings = _checked(unfinished, archive, feedback)
    for finding in findings:
        feedback.pushWarning(str(finding))
    if archive.left_out:
        feedback.pushWarning(
            tr("{} annotated frames have no position and were left out.").format(archive.left_out)
        )
    if not archive.counts[EVENT.name]:
        feedback.pushWarning(tr("The atlas has no annotated frame: the archive is empty."))
    events, occurrences, measurements, media = (archive.counts[file.name] for file in FILES)
    return DarwinCoreReport(
        output, events, occurrences, measurements, media, archive.left_out, tuple(findings)
    )


def _checked(path: Path, archive: _Archive, feedback: QgsProcessingFeedback) -> list[Finding]:
    """Lint the archive, unless it is so large (by predictions) that its ids would fill the memory."""
    rows = sum(archive.counts.values())
    if rows > CHECKED_ROWS:
        feedback.pushInfo(
            tr("The archive has {} rows; it was not checked, which is done up to {}.").format(
                rows, CHECKED_ROWS
            )
        )
        return []
    feedback.setProgressText(tr("Checking the archive…"))
    return lint_archive(path)


def event_date(taken: str, day: str, times: str) -> str:
    """ISO 8601: with `Z` when times are UTC, the date alone when there is none or its zone is not known."""
    if len(taken) < 19:
        return taken[:10] or day
    return taken[:10] if times == "unknown" else f"{taken[:10]}T{taken[11:19]}Z"


def person(author: str) -> str:
    """The annotator as written in a file's name, “ana-lima”, as people write it: “Ana Lima”."""
    return " ".join(part[:1].upper() + part[1:] for part in author.replace("_", "-").split("-") if part)


def zip_member(path: str) -> tuple[str, str]:
    """The zip of a deposit and the member in it that hold a file of a session.

    `S/PROCESSED_DATA/FRAMES/x.jpeg` is `x.jpeg` in PROCESSED_DATA_FRAMES.zip, `S/DCIM/A/x.JPG` is
    `A/x.JPG` in DCIM.zip (its parts are called DCIM_p02.zip and so on).
    """
    parts = path.split("/")
    if parts[0] not in _FOLDERS:
        parts = parts[1:] or parts
    folders = 2 if parts[0] == "PROCESSED_DATA" else 1
    return "_".join(parts[:folders]) + ".zip", "/".join(parts[folders:])


def _used_labels(atlas_path: Path, predictions: bool) -> set[int]:
    with open_for_export(atlas_path) as atlas:
        require_schema(atlas, SCHEMA_SCRIPT)
        used = atlas.rows("SELECT DISTINCT ml_label_id FROM multilabel_annotation")
        if predictions:
            used += atlas.rows("SELECT DISTINCT ml_label_id FROM multilabel_class")
    return {int(label) for (label,) in used}


@dataclass
class _Archive:
    """The text files as they grow, and what the metadata must know of them."""

    folder: Path
    metadata: ArchiveMetadata
    stack: ExitStack
    counts: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    west: float = math.inf
    east: float = -math.inf
    south: float = math.inf
    north: float = -math.inf
    days: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    taxa: dict[str, Taxon] = field(default_factory=dict)
    deposits: dict[str, str] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._writers = {}
        for file in FILES:
            stream = (self.folder / file.name).open("w", encoding="utf-8", newline="")
            writer = csv.writer(self.stack.enter_context(stream), lineterminator="\n")
            writer.writerow(file.header)
            self._writers[file.name] = writer
            self.counts[file.name] = 0

    def add(self, file: TextFile, cells: Sequence[object]) -> None:
        self._writers[file.name].writerow([_cell(cell) for cell in cells])
        self.counts[file.name] += 1

    def note_place(self, longitude: float, latitude: float) -> None:
        self.west, self.east = min(self.west, longitude), max(self.east, longitude)
        self.south, self.north = min(self.south, latitude), max(self.north, latitude)

    def coverage(self) -> Coverage | None:
        if not self.counts[EVENT.name]:
            return None
        return Coverage(
            self.west,
            self.east,
            self.south,
            self.north,
            min(self.days),
            max(self.days),
            tuple(sorted(self.countries)),
            tuple(sorted(self.taxa.values(), key=lambda taxon: taxon.name)),
            tuple(sorted(self.deposits.items())),
            tuple(sorted(self.models.items())),
        )


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    text = repr(cell) if isinstance(cell, float) else str(cell)
    return " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text


class _Writer:
    """One pass over the annotated frames, block by block."""

    def __init__(
        self,
        atlas: Atlas,
        archive: _Archive,
        labels: dict[int, Label],
        metadata: ArchiveMetadata,
        predictions: bool,
        feedback: QgsProcessingFeedback,
    ) -> None:
        self._atlas = atlas
        self._archive = archive
        self._labels = labels
        self._metadata = metadata
        self._feedback = feedback
        self._selection: Selection = select(atlas, FrameFilter(), feedback)
        self._model = _model(atlas, self._selection) if predictions else None
        chosen = find_classes(atlas, (column.ids[0] for column in self._selection.classes))
        self._classes = [one for one in chosen if one.name.casefold() not in NEVER]
        self._sessions = _sessions(atlas)
        self._written: set[str] = set()
        # A name may repeat within a session (GOPRO1/G1.JPG, GOPRO2/G1.JPG): its path names the frame then.
        self._doubled = {
            name for (name,) in atlas.rows("SELECT filename FROM frame GROUP BY filename HAVING count(*) > 1")
        }
        self._distance = QgsDistanceArea()
        self._distance.setSourceCrs(wgs84(), QgsCoordinateTransformContext())
        self._distance.setEllipsoid("EPSG:7030")

    def run(self) -> None:
        total = self._total()
        done = after = 0
        while rows := self._atlas.rows(self._frames(after)):
            after = rows[-1][0]
            marks = self._marks(rows[0][0], after)
            scores = self._scores(rows[0][0], after)
            for row in rows:
                if self._feedback.isCanceled():
                    raise Cancelled(tr("Stopped; nothing was written."))
                frame = self._frame(row)
                mine, predicted = marks.get(row[0], []), scores.get(row[0], [])
                if not mine and not predicted:
                    continue
                if frame is None:
                    self._archive.left_out += 1
                    continue
                self._write(frame, mine, predicted)
            done += len(rows)
            self._feedback.setProgress(95 * done / max(total, 1))
            self._feedback.setProgressText(
                tr("{} of {} frames, {} occurrences").format(
                    done, total, self._archive.counts[OCCURRENCE.name]
                )
            )

    # Reading

    def _total(self) -> int:
        if self._model is not None:
            return self._selection.frames
        return int(self._atlas.scalar(queries.count_annotated(self._selection)))

    def _frames(self, after: int) -> Fragment:
        source = Fragment("frame f")
        if self._model is None:
            source = fill(
                "(SELECT DISTINCT frame_id FROM multilabel_annotation WHERE frame_id > {after}"
                " ORDER BY frame_id LIMIT {limit}) a CROSS JOIN frame f ON f.id = a.frame_id",
                after=after,
                limit=BLOCK,
            )
        return fill(
            "SELECT f.id + 0 AS frame_id, f.filename, f.relative_file_path, f.version_doi, {x} AS x,"
            " {y} AS y, CAST(f.GPSDatetime AS TEXT) AS taken, f.GPSFix, v.deposit_doi FROM {source}"
            " CROSS JOIN version v ON v.doi = f.version_doi WHERE f.id > {after} ORDER BY f.id LIMIT {limit}",
            x=queries.position("X"),
            y=queries.position("Y"),
            source=source,
            after=after,
            limit=BLOCK,
        )

    def _frame(self, row: tuple[Any, ...]) -> Frame | None:
        number, name, path, version, x, y, taken, fix, deposit = row
        if math.isinf(x) or math.isinf(y):
            return None
        return Frame(number, name, path or "", version, x, y, taken or "", fix, self._sessions[deposit])

    def _marks(self, first: int, last: int) -> dict[int, list[Mark]]:
        """The annotations that count, by frame: the latest of each label."""
        query = fill(
            "SELECT frame_id, label, value, day, author, dataset FROM (SELECT a.frame_id,"
            " a.ml_label_id AS label, a.value, CAST(s.annotation_date AS TEXT) AS day,"
            " s.author_name AS author, s.dataset_name AS dataset,"
            " row_number() OVER (PARTITION BY a.frame_id, a.ml_label_id"
            " ORDER BY s.annotation_date DESC, s.id DESC, a.id DESC) AS place FROM multilabel_annotation a"
            " JOIN multilabel_annotation_session s ON s.id = a.ml_annotation_session_id"
            " WHERE a.frame_id BETWEEN {first} AND {last}) WHERE place = 1 ORDER BY frame_id, label",
            first=first,
            last=last,
        )
        marks: dict[int, list[Mark]] = {}
        for frame, label, value, day, author, dataset in self._atlas.iterate(query):
            # An event needs an annotation, also if its labels are all of those that are never exported.
            known = self._labels.get(label) or Label(label, "", None)
            counted = value if label in self._labels else _NOT_EXPORTED
            marks.setdefault(frame, []).append(Mark(known, counted, day or "", author, dataset))
        return marks

    def _scores(self, first: int, last: int) -> dict[int, list[Score]]:
        if self._model is None:
            return {}
        classes = {one.id: one for one in self._classes}
        here = fill("s.frame_id BETWEEN {first} AND {last}", first=first, last=last)
        query = fill(
            "SELECT p.frame_id, p.class_id, p.score FROM ({scores}) p JOIN multilabel_class c"
            " ON c.id = p.class_id WHERE p.score >= c.threshold ORDER BY p.frame_id, p.class_id",
            scores=scores_of(self._classes, here),
        )
        scores: dict[int, list[Score]] = {}
        for frame, class_id, score in self._atlas.iterate(query):
            of = classes[class_id]
            label = self._labels.get(of.label_id)
            if label is not None and label.taxon is not None:
                scores.setdefault(frame, []).append(Score(label, class_id, of.name, of.threshold, score))
        return scores

    # Writing

    def _write(self, frame: Frame, marks: list[Mark], scores: list[Score]) -> None:
        self._session(frame.session)
        event = f"{frame.session.event_id}:{self._name(frame)}"
        image = self._image(event, frame, marks)
        taxa = _by_taxon(mark for mark in marks if mark.value != _NOT_EXPORTED)
        for taxon, own in taxa:
            self._occurrence(event, frame, taxon, own, image)
        annotated = {taxon.code for taxon, _ in taxa}
        for taxon, predicted in _by_taxon(scores):
            if taxon.code not in annotated:
                self._prediction(event, frame, taxon, predicted, image)
        for mark in marks:
            if mark.label.taxon is None and mark.value != _NOT_EXPORTED:
                self._measurement(event, mark)

    def _name(self, frame: Frame) -> str:
        if frame.name not in self._doubled:
            return frame.name
        path = frame.path.removeprefix(f"{frame.session.name}/")
        return path or f"{frame.version}/{frame.name}"

    def _session(self, session: Session) -> None:
        if session.doi in self._written:
            return
        self._written.add(session.doi)
        shape = session.footprint or self._hull(session.doi)
        centre = shape.centroid().asPoint()
        corners = [QgsPointXY(vertex) for vertex in shape.vertices()]
        radius = max(self._distance.measureLine(centre, corner) for corner in corners)
        polygon = shape.asWkt(7) if shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry else ""
        self._event(
            session,
            session.event_id,
            parent="",
            kind="Survey",
            when=session.day,
            protocol=self._protocol(session, []),
            effort=f"{session.frames} images",
            habitat="",
            place=(centre.x(), centre.y()),
            uncertainty=max(1, math.ceil(radius)),
            footprint=polygon,
            modified="",
            reference=queries.DOI_ADDRESS + session.doi,
        )
        self._archive.deposits[session.name] = queries.DOI_ADDRESS + session.doi
        if session.country:
            self._archive.countries.add(session.country)
        else:
            self._feedback.pushWarning(
                tr("The country in “{}” is not one of ISO 3166-1; it was left empty.").format(session.name)
            )

    def _image(self, event: str, frame: Frame, marks: list[Mark]) -> tuple[object, ...]:
        """Write the event of a frame and the row of its image, whose cells serve its occurrences too."""
        session = frame.session
        present = [mark.label.name for mark in marks if mark.value == 1 and mark.label.is_substrate]
        self._event(
            session,
            event,
            parent=session.event_id,
            kind="Sample",
            when=event_date(frame.taken, session.day, self._metadata.times),
            protocol=self._protocol(session, marks),
            effort="1 image",
            habitat=_LIST.join(present),
            place=(frame.longitude, frame.latitude),
            uncertainty=_UNCERTAINTY.get(frame.fix or 0, _UNCERTAINTY_WITHOUT_FIX),
            footprint="",
            modified=max((mark.day[:10] for mark in marks), default=""),
            reference=queries.DOI_ADDRESS + frame.version,
        )
        doi = queries.DOI_ADDRESS + frame.version
        archive, member = zip_member(frame.path) if frame.path else ("", frame.name)
        ending = frame.name.rpartition(".")[2].lower()
        image = (
            f"{doi}#{member}",
            _FORMATS.get(ending, ""),
            frame.name,
            self._metadata.license.url,
            "",
            doi,
            f"Image {member} in {archive} of {doi}" if archive else f"Image {member} of {doi}",
            "StillImage",
        )
        self._archive.add(MULTIMEDIA, (event, "", *image))
        return image

    def _event(
        self,
        session: Session,
        event: str,
        *,
        parent: str,
        kind: str,
        when: str,
        protocol: str,
        effort: str,
        habitat: str,
        place: tuple[float, float],
        uncertainty: int,
        footprint: str,
        modified: str,
        reference: str,
    ) -> None:
        metadata = self._metadata
        self._archive.note_place(*place)
        self._archive.days.add(when[:10])
        self._archive.add(
            EVENT,
            (
                event,
                parent,
                kind,
                when,
                protocol,
                effort,
                habitat,
                session.place,
                session.country,
                place[1],
                place[0],
                "EPSG:4326",
                uncertainty,
                footprint,
                "EPSG:4326" if footprint else "",
                metadata.dataset_id,
                metadata.title,
                metadata.institution_id or metadata.institution,
                "Event",
                metadata.language,
                metadata.license.url,
                metadata.rights_holder or metadata.creators[0].name,
                modified,
                reference,
            ),
        )

    def _occurrence(
        self, event: str, frame: Frame, taxon: Taxon, marks: Sequence[Mark], image: tuple[object, ...]
    ) -> None:
        present = [mark for mark in marks if mark.value == 1]
        used = present or list(marks)
        self._add_occurrence(
            event,
            frame,
            taxon,
            image,
            present=bool(present),
            verbatim=_LIST.join(mark.label.name for mark in used),
            identified_by=_LIST.join(dict.fromkeys(person(mark.author) for mark in used)),
            identified=max(mark.day[:10] for mark in used),
            status="ValidatedByHuman",
            reference="",
        )

    def _prediction(
        self, event: str, frame: Frame, taxon: Taxon, scores: Sequence[Score], image: tuple[object, ...]
    ) -> None:
        model = self._model
        if model is None:
            return
        self._archive.models[model.name] = model.reference
        occurrence = self._add_occurrence(
            event,
            frame,
            taxon,
            image,
            present=True,
            verbatim=_LIST.join(score.class_name for score in scores),
            identified_by=model.name,
            identified="",
            status="PredictedByMachine",
            reference=model.reference,
        )
        for score in scores:
            self._archive.add(
                MEASUREMENT,
                (
                    event,
                    occurrence,
                    f"{occurrence}:score-{score.class_id}",
                    "classification score",
                    score.score,
                    "1",
                    model.name,
                    "",
                    model.reference,
                    f"class {score.class_name}, present from {score.threshold}",
                    "",
                    "",
                    "",
                ),
            )

    def _add_occurrence(
        self,
        event: str,
        frame: Frame,
        taxon: Taxon,
        image: tuple[object, ...],
        *,
        present: bool,
        verbatim: str,
        identified_by: str,
        identified: str,
        status: str,
        reference: str,
    ) -> str:
        occurrence = f"{event}:{taxon.code}"
        self._archive.add(
            OCCURRENCE,
            (
                event,
                occurrence,
                "MachineObservation",
                "present" if present else "absent",
                *taxon.cells,
                verbatim,
                _LIST.join(party.name for party in self._metadata.creators),
                identified_by,
                identified,
                status,
                reference,
                queries.DOI_ADDRESS + frame.version,
                self._metadata.dataset_id,
                self._metadata.license.url,
            ),
        )
        if present:
            self._archive.taxa[taxon.code] = taxon
            self._archive.add(MULTIMEDIA, (event, occurrence, *image))
        return occurrence

    def _measurement(self, event: str, mark: Mark) -> None:
        kind = "substrate" if mark.label.is_substrate else "feature"
        self._archive.add(
            MEASUREMENT,
            (
                event,
                "",
                f"{event}:label-{mark.label.id}",
                f"presence of {kind}: {mark.label.name}",
                "present" if mark.value == 1 else "absent",
                "",
                person(mark.author),
                mark.day[:10],
                f"Annotation of the image by a person (dataset {mark.dataset})",
                "",
                "",
                "",
                "",
            ),
        )

    def _protocol(self, session: Session, marks: Sequence[Mark]) -> str:
        """The protocol of the annotation dataset, of its author, of the platform; the first that is told."""
        told = self._metadata.sampling_protocols
        names = [mark.dataset for mark in marks] + [mark.author for mark in marks]
        names += [person(mark.author) for mark in marks] + [session.platform]
        for name in names:
            if name.casefold() in told:
                return told[name.casefold()]
        return _PROTOCOLS.get(session.platform, "Georeferenced images of shallow marine habitats")

    def _hull(self, deposit: str) -> QgsGeometry:
        """The hull of a session's frames, for a session without a footprint."""
        rows = self._atlas.rows(
            fill(
                "SELECT ST_MinX(f.GPSPosition) AS x, ST_MinY(f.GPSPosition) AS y FROM frame f"
                " JOIN version v ON v.doi = f.version_doi"
                " WHERE v.deposit_doi = {deposit} AND f.GPSPosition NOTNULL",
                deposit=deposit,
            )
        )
        return QgsGeometry.fromMultiPointXY([QgsPointXY(x, y) for x, y in rows]).convexHull()


def _by_taxon(items: Iterable[Any]) -> list[tuple[Taxon, list[Any]]]:
    """Marks or scores by taxon, in order of their labels."""
    grouped: dict[str, tuple[Taxon, list[Any]]] = {}
    for item in items:
        taxon = item.label.taxon
        if taxon is not None:
            grouped.setdefault(taxon.code, (taxon, []))[1].append(item)
    return list(grouped.values())


def _model(atlas: Atlas, selection: Selection) -> Model | None:
    rows = atlas.rows(
        fill(
            "SELECT id + 0 AS number, name, doi, link FROM multilabel_model WHERE id = {id}",
            id=selection.model_id,
        )
    )
    return next((Model(number, name, doi or link) for number, name, doi, link in rows), None)


def _sessions(atlas: Atlas) -> dict[str, Session]:
    counts = dict(
        atlas.rows(
            "SELECT v.deposit_doi, count(*) FROM frame f JOIN version v ON v.doi = f.version_doi GROUP BY 1"
        )
    )
    rows = atlas.rows(
        "SELECT d.doi, d.session_name, d.session_date, d.alpha3_country_code, d.location, d.platform_type,"
        " hex(d.footprint) AS footprint FROM deposit d ORDER BY d.id"
    )
    names = [row[1] for row in rows]
    sessions = {}
    for doi, name, day, country, place, platform, footprint in rows:
        event_id = name if names.count(name) == 1 else f"{name}@{doi}"
        shape = _geometry(bytes.fromhex(footprint or ""))
        sessions[doi] = Session(
            doi, event_id, name, day, alpha2(country), place or "", platform or "", shape, counts.get(doi, 0)
        )
    return sessions


def _geometry(blob: bytes) -> QgsGeometry | None:
    """The geometry of a GeoPackage blob: behind its header, whose length the flags tell, lies WKB."""
    if blob[:2] != b"GP":
        return None
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    geometry = QgsGeometry()
    geometry.fromWkb(blob[8 + envelope :])
    return None if geometry.isNull() or geometry.isEmpty() else geometry


def _zip(path: Path, folder: Path, metadata: ArchiveMetadata, archive: _Archive, published: date) -> None:
    """The archive: always in this order and with this date, so that equal content makes equal bytes."""
    (folder / META).write_bytes(meta_xml().encode())
    (folder / EML).write_bytes(eml_xml(metadata, archive.coverage(), published).encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in (META, EML, *(file.name for file in FILES)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with (folder / name).open("rb") as source, zipped.open(entry, "w", force_zip64=True) as target:
                for piece in _pieces(source):
                    target.write(piece)


def _pieces(stream: Any) -> Iterator[bytes]:
    while piece := stream.read(1 << 20):
        yield piece
