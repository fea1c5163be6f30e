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

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ...atlas.gateway import Atlas
from ...errors import Cancelled
from ...files import keep_rather_than_empty, require_folder, whole_file
from ...selection.chosen import open_for_export, require_schema
from ...translation import tr, tr_n
from .lint import Finding, lint_archive
from .metadata import ArchiveMetadata
from .pack import Archive
from .read import Frame, Reader, Seen, Session
from .rows import Row, Rows, by_taxon
from .taxonomy import SCHEMA_SCRIPT, Answers, Taxon, TaxonSource, resolve_labels
from .terms import EVENT, FILES, MEASUREMENT, MULTIMEDIA, OCCURRENCE

CHECKED_ROWS = 3_000_000
"""Rows of an archive up to which it is linted; the annotations of the published atlas are a quarter of it."""


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
    with (
        whole_file(output) as unfinished,
        tempfile.TemporaryDirectory(dir=output.parent, prefix=".unfinished-") as scratch,
    ):
        archive = Archive(Path(scratch))
        with Answers(atlas_path, feedback) as answers, open_for_export(atlas_path) as atlas:
            require_schema(atlas, SCHEMA_SCRIPT)
            labels = resolve_labels(atlas, _used_labels(atlas, predictions), taxa, source, answers, feedback)
            reader = Reader(atlas, labels, predictions=predictions, feedback=feedback)
            with archive:
                left_out = _Writer(archive, reader, Rows(metadata, reader.hull), feedback).run()
        if not archive.counts[EVENT.name]:
            keep_rather_than_empty([output])
        archive.zip(unfinished, metadata, published or date.today())
        findings = _checked(unfinished, archive, feedback)
    for finding in findings:
        feedback.pushWarning(str(finding))
    if left_out:
        feedback.pushWarning(tr_n("%Ln annotated frame(s) without a position left out.", left_out))
    if not archive.counts[EVENT.name]:
        feedback.pushWarning(tr("The atlas has no annotated frame: the archive is empty."))
    events, occurrences, measurements, media = (archive.counts[file.name] for file in FILES)
    return DarwinCoreReport(output, events, occurrences, measurements, media, left_out, tuple(findings))


def _checked(path: Path, archive: Archive, feedback: QgsProcessingFeedback) -> list[Finding]:
    """Lint the archive, unless it is so large (by predictions) that its ids would fill the memory."""
    rows = sum(archive.counts.values())
    if rows > CHECKED_ROWS:
        feedback.pushInfo(
            tr("The archive has {rows} rows; it was not checked, which is done up to {checked_rows}.").format(
                rows=rows, checked_rows=CHECKED_ROWS
            )
        )
        return []
    feedback.setProgressText(tr("Checking the archive…"))
    return lint_archive(path)


def _used_labels(atlas: Atlas, predictions: bool) -> set[int]:
    used = atlas.rows("SELECT DISTINCT ml_label_id FROM multilabel_annotation")
    if predictions:
        used += atlas.rows("SELECT DISTINCT ml_label_id FROM multilabel_class")
    return {int(label) for (label,) in used}


class _Writer:
    """One pass: what the reader finds, as rows, into the archive."""

    def __init__(self, archive: Archive, reader: Reader, rows: Rows, feedback: QgsProcessingFeedback) -> None:
        self._archive, self._reader, self._rows, self._feedback = archive, reader, rows, feedback
        self._written: set[str] = set()

    def run(self) -> int:
        """Write everything; the number of frames that were left out, as they have no position."""
        total = self._reader.total
        done = left_out = 0
        for block in self._reader.blocks():
            for seen in block:
                if self._feedback.isCanceled():
                    raise Cancelled(tr("Stopped; nothing was written."))
                if not seen.marks and not seen.scores:
                    continue
                if seen.frame is None:
                    left_out += 1
                    continue
                self._session(seen.frame.session)
                self._frame(seen.frame, seen)
            done += len(block)
            self._feedback.setProgress(95 * done / max(total, 1))
            self._feedback.setProgressText(
                tr("{done} of {total} frames, {found} occurrences").format(
                    done=done, total=total, found=self._archive.counts[OCCURRENCE.name]
                )
            )
        return left_out

    def _session(self, session: Session) -> None:
        if session.doi in self._written:
            return
        self._written.add(session.doi)
        row = self._rows.session(session)
        self._archive.add_event(row)
        self._archive.deposits[session.name] = str(row["references"])
        if session.country:
            self._archive.countries.add(session.country)
        else:
            self._feedback.pushWarning(
                tr("The country in “{}” is not one of ISO 3166-1; it was left empty.").format(session.name)
            )

    def _frame(self, frame: Frame, seen: Seen) -> None:
        row = self._rows.frame(frame, seen)
        self._archive.add_event(row)
        event = str(row["eventID"])
        image = {"eventID": event, **self._rows.image(frame)}
        self._archive.add(MULTIMEDIA, image)
        exported = [mark for mark in seen.marks if mark.exported]
        annotated = by_taxon(exported)
        for taxon, marks in annotated:
            self._occurrence(self._rows.annotated(event, frame, taxon, marks), taxon, image)
        self._predictions(event, frame, seen, {taxon.code for taxon, _ in annotated}, image)
        for mark in exported:
            if mark.label.taxon is None:
                self._archive.add(MEASUREMENT, self._rows.label(event, mark))

    def _predictions(self, event: str, frame: Frame, seen: Seen, annotated: set[str], image: Row) -> None:
        model = self._reader.model
        if model is None:
            return
        for taxon, scores in by_taxon(seen.scores):
            if taxon.code in annotated:
                continue
            self._archive.models[model.name] = model.reference
            occurrence = self._rows.predicted(event, frame, taxon, model, scores)
            self._occurrence(occurrence, taxon, image)
            for score in scores:
                self._archive.add(MEASUREMENT, self._rows.score(occurrence, model, score))

    def _occurrence(self, row: Row, taxon: Taxon, image: Row) -> None:
        self._archive.add(OCCURRENCE, row)
        if row["occurrenceStatus"] == "present":
            self._archive.taxa[taxon.code] = taxon
            self._archive.add(MULTIMEDIA, {**image, "occurrenceID": row["occurrenceID"]})
