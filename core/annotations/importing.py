# SPDX-License-Identifier: GPL-2.0-or-later
"""Annotation files into the atlas: previewed, imported once, one transaction a file.

An annotation session is (date, author, dataset). A file of a session that the atlas holds already changes
nothing: with the same content it is told unchanged, with other content it is refused with the difference.
Rows are laid ready by GDAL and moved by one statement.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsProcessingFeedback, QgsProcessingMultiStepFeedback

from ..atlas.gateway import Atlas
from ..atlas.history import require_current
from ..atlas.sql import Fragment, Name, fill, join
from ..conveyor import Status
from ..errors import AtlasError, Cancelled, InputError, SeatizenError
from ..files import require_pandas
from ..scratch import scratch_folder
from ..translation import tr
from .labels import DroppedLabel, Labels
from .matching import DroppedImage, drop_tables, dropped_images, match_frames
from .name import SessionKey, same_session, session_key
from .reading import AnnotationFile, open_annotations, stage_annotations

log = logging.getLogger(__name__)

MULTILABEL = "multilabel"
ANNOTATION_TYPES = (MULTILABEL,)

_EXAMPLES = 3
_TALL = """
SELECT t.value AS value, t.frame_id AS frame_id, t.label_id AS label_id FROM (
    SELECT CASE c.k {cases} END AS value, m.frame_id AS frame_id, c.label_id AS label_id
    FROM stage.annotation a CROSS JOIN temp.ann_match m CROSS JOIN temp.ann_label c
    WHERE m.row = a._row AND m.found = 1
) t WHERE t.value NOTNULL
"""
_MERGED = "SELECT max(value) AS value, frame_id, label_id FROM ({tall}) GROUP BY frame_id, label_id"
_INSERT = """
INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id)
SELECT value, frame_id, label_id, {session} FROM ({rows})
"""
_CONTRADICTION = """
SELECT d.source_row AS source_row, d.file_name AS file_name, c.k AS k FROM (
    SELECT a.*, m.frame_id AS frame_id FROM stage.annotation a CROSS JOIN temp.ann_match m
    WHERE m.row = a._row AND m.found = 1
    AND m.frame_id IN (SELECT frame_id FROM temp.ann_match WHERE found = 1 GROUP BY 1 HAVING count(*) > 1)
) d CROSS JOIN temp.ann_label c
WHERE CASE c.k {cases} END NOTNULL AND EXISTS (
    SELECT 1 FROM temp.ann_match n CROSS JOIN stage.annotation e
    WHERE n.frame_id = d.frame_id AND n.found = 1 AND e._row = n.row AND e._row < d._row
    AND CASE c.k {other_cases} END <> CASE c.k {cases} END
) ORDER BY d._row, c.k LIMIT 1
"""
_DIFFERENCE = """
SELECT f.filename AS filename, l.name AS label, n.value AS new_value, o.value AS old_value FROM (
    SELECT frame_id, label_id FROM (SELECT frame_id, label_id, value FROM temp.ann_new
    EXCEPT SELECT frame_id, label_id, value FROM temp.ann_old)
    UNION SELECT frame_id, label_id FROM (SELECT frame_id, label_id, value FROM temp.ann_old
    EXCEPT SELECT frame_id, label_id, value FROM temp.ann_new)
) d LEFT JOIN temp.ann_new n ON n.frame_id = d.frame_id AND n.label_id = d.label_id
LEFT JOIN temp.ann_old o ON o.frame_id = d.frame_id AND o.label_id = d.label_id
LEFT JOIN frame f ON f.id = d.frame_id LEFT JOIN multilabel_label l ON l.id = d.label_id
"""


@dataclass(frozen=True)
class FileOutcome:
    """The account of one file.

    Args:
        images: rows of the file.
        matched: rows whose image is a frame of the atlas.
        labels: columns with a label of the atlas.
        annotations: values that were added; in a preview those that would be.
        session_id: the session of the atlas that holds them; None in a preview of a new one.
        message: why it failed, or what else is to be said in one sentence.
    """

    path: Path
    status: Status
    session: SessionKey
    images: int = 0
    matched: int = 0
    labels: int = 0
    annotations: int = 0
    session_id: int | None = None
    dropped_images: tuple[DroppedImage, ...] = ()
    dropped_labels: tuple[DroppedLabel, ...] = ()
    notes: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class AnnotationReport:
    """The account of a run, file by file."""

    atlas: Path
    dry_run: bool
    files: tuple[FileOutcome, ...]

    def count(self, *status: Status) -> int:
        """Number of files with one of these outcomes."""
        return sum(file.status in status for file in self.files)

    @property
    def images_matched(self) -> int:
        """Rows whose image is a frame of the atlas."""
        return sum(file.matched for file in self.files)

    @property
    def images_dropped(self) -> int:
        """Rows that were left out."""
        return sum(len(file.dropped_images) for file in self.files)

    @property
    def labels_dropped(self) -> int:
        """Columns that were left out."""
        return sum(len(file.dropped_labels) for file in self.files)

    @property
    def annotations_added(self) -> int:
        """Values that were, or would be, added."""
        return sum(file.annotations for file in self.files)


def preview_annotations(
    atlas_path: str | Path,
    source: Path,
    *,
    date: str = "",
    author: str = "",
    dataset: str = "",
    feedback: QgsProcessingFeedback,
) -> AnnotationReport:
    """Tell what `import_annotations` would do; the atlas is opened for reading only."""
    require_pandas()
    files = annotation_files(source)
    with Atlas.open(atlas_path) as atlas:
        require_current(atlas)
        outcomes = tuple(_run(atlas, files, (date, author, dataset), feedback, write=False))
    return AnnotationReport(Path(atlas_path), True, outcomes)


def import_annotations(
    atlas_path: str | Path,
    source: Path,
    *,
    annotation_type: str = MULTILABEL,
    date: str = "",
    author: str = "",
    dataset: str = "",
    dry_run: bool = False,
    feedback: QgsProcessingFeedback,
) -> AnnotationReport:
    """Bring a file of annotations, or a folder of them, into an atlas.

    Each file is one transaction: it enters whole or not at all, and a file at fault does not hinder the
    others (its outcome tells why).

    Args:
        date, author, dataset: what to take instead of what the file's name tells.

    Raises:
        AtlasError: the atlas is missing, in use, or not at the last script.
        InputError: there is no file, or the type of annotation is unknown.
        Cancelled: files that were finished stay.
    """
    if annotation_type not in ANNOTATION_TYPES:
        raise InputError(
            tr("“{}” is not a type of annotation.").format(annotation_type),
            advice=tr("Known is: {}.").format(", ".join(ANNOTATION_TYPES)),
        )
    if dry_run:
        return preview_annotations(
            atlas_path, source, date=date, author=author, dataset=dataset, feedback=feedback
        )
    require_pandas()
    files = annotation_files(source)
    with Atlas.open(atlas_path, update=True) as atlas, atlas.lock():
        require_current(atlas)
        outcomes = tuple(_run(atlas, files, (date, author, dataset), feedback, write=True))
    return AnnotationReport(Path(atlas_path), False, outcomes)


def annotation_files(source: Path) -> tuple[Path, ...]:
    """The file itself, or the CSV files of a folder (not of its subfolders) by name."""
    if source.is_dir():
        files = tuple(
            sorted(
                path
                for path in source.iterdir()
                if path.suffix.lower() == ".csv"
                and not path.name.startswith(".")  # what systems leave beside
            )
        )
        if not files:
            raise InputError(tr("There is no CSV file in “{}”.").format(source))
        return files
    if not source.is_file():
        raise InputError(
            tr("There is no file or folder “{}”.").format(source), advice=tr("Choose an annotation file.")
        )
    return (source,)


def _run(
    atlas: Atlas,
    files: tuple[Path, ...],
    typed: tuple[str, str, str],
    feedback: QgsProcessingFeedback,
    *,
    write: bool,
) -> Iterator[FileOutcome]:
    steps = QgsProcessingMultiStepFeedback(len(files), feedback)
    labels = Labels.read(atlas)
    for number, path in enumerate(files):
        if feedback.isCanceled():
            raise _stopped()
        steps.setCurrentStep(number)
        feedback.setProgressText(
            tr("File {number} of {count}: {name}").format(number=number + 1, count=len(files), name=path.name)
        )
        key = SessionKey()
        try:
            key = session_key(path, date=typed[0], author=typed[1], dataset=typed[2])
            with scratch_folder() as folder, atlas.interruptible(feedback):
                outcome = _File(atlas, path, key, folder, steps).run(labels, write=write)
        except Cancelled:
            raise
        except SeatizenError as error:
            if feedback.isCanceled():
                raise _stopped() from error
            if isinstance(error, AtlasError):
                raise  # not the file's fault: it would meet the next one too
            if error.details:
                log.warning("%s (%s)", error, error.details)
            outcome = FileOutcome(path, Status.FAILED, key, message=str(error))
        _tell(outcome, feedback)
        yield outcome


class _File:
    """One file on its way into the atlas."""

    def __init__(
        self, atlas: Atlas, path: Path, key: SessionKey, folder: Path, feedback: QgsProcessingFeedback
    ) -> None:
        self._atlas = atlas
        self._path = path
        self._key = key
        self._folder = folder
        self._feedback = feedback

    def run(self, labels: Labels, *, write: bool) -> FileOutcome:
        file = open_annotations(self._path, labels)
        staged = self._folder / "stage.gpkg"
        stage_annotations(file, staged, self._folder, self._check_cancel)
        self._feedback.setProgress(40)
        transaction: AbstractContextManager[None] = self._atlas.transaction() if write else nullcontext()
        with self._atlas.attached("stage", staged), transaction:
            return self._enter(file, write=write)

    def _enter(self, file: AnnotationFile, *, write: bool) -> FileOutcome:
        match_frames(self._atlas)
        self._feedback.setProgress(60)
        self._stage_labels(file)
        rows = self._rows(file)
        outcome = FileOutcome(
            self._path,
            Status.PLANNED,
            self._key,
            images=int(self._atlas.scalar("SELECT count(*) FROM stage.annotation")),
            matched=int(self._atlas.scalar("SELECT count(*) FROM temp.ann_match WHERE found = 1")),
            labels=len(file.columns),
            dropped_images=dropped_images(self._atlas),
            dropped_labels=file.resolved.dropped,
            notes=file.resolved.notes,
        )
        self._feedback.setProgress(70)
        present = self._present_session()
        refusal = self._nothing(outcome, rows) if present is None else self._difference(present, rows)
        if refusal is not None:
            return replace(outcome, status=Status.FAILED, message=str(refusal))
        if present is not None:
            return replace(
                outcome,
                status=Status.UNCHANGED,
                session_id=present,
                message=tr("The atlas holds this session already, with the same content."),
            )
        if not write:
            count = int(self._atlas.scalar(fill("SELECT count(*) FROM ({rows})", rows=rows)))
            return replace(outcome, annotations=count)
        session, count = self._insert(rows)
        return replace(outcome, status=Status.ADDED, session_id=session, annotations=count)

    def _check_cancel(self) -> None:
        if self._feedback.isCanceled():
            raise _stopped()

    def _stage_labels(self, file: AnnotationFile) -> None:
        drop_tables(self._atlas, "ann_label")
        self._atlas.execute("CREATE TEMP TABLE ann_label (k INTEGER PRIMARY KEY, label_id INTEGER)")
        pairs = [
            fill("({k}, {label})", k=k, label=label) for k, label in enumerate(file.resolved.labels.values())
        ]
        self._atlas.execute(fill("INSERT INTO temp.ann_label VALUES {pairs}", pairs=join(", ", pairs)))

    def _rows(self, file: AnnotationFile) -> Fragment:
        """The annotations of the file as (value, frame_id, label_id); each frame and label once."""
        tall = fill(_TALL, cases=_cases(file, "a"))
        doubled = self._atlas.scalar(
            "SELECT EXISTS "
            "(SELECT 1 FROM temp.ann_match WHERE found = 1 GROUP BY frame_id HAVING count(*) > 1)"
        )
        if not doubled:
            return tall
        self._atlas.execute("CREATE INDEX temp.ann_match_frame ON ann_match (frame_id)")
        found = self._atlas.rows(fill(_CONTRADICTION, cases=_cases(file, "d"), other_cases=_cases(file, "e")))
        if found:
            row, name, k = found[0]
            raise InputError(
                tr("“{}” stands in an earlier row with another value.").format(name),
                file=self._path,
                row=row,
                column=file.columns[k],
                advice=tr("Keep one row for each image."),
            )
        return fill(_MERGED, tall=tall)

    def _present_session(self) -> int | None:
        found = self._atlas.scalar(
            fill(
                "SELECT s.id FROM multilabel_annotation_session s WHERE {same} ORDER BY s.id LIMIT 1",
                same=same_session(self._key),
            )
        )
        return None if found is None else int(found)

    def _difference(self, session: int, rows: Fragment) -> InputError | None:
        """The difference to what the atlas holds for the session; None when there is none."""
        drop_tables(self._atlas, "ann_new", "ann_old")
        for table, select in (
            ("ann_new", rows),
            (
                "ann_old",
                fill(
                    "SELECT value, frame_id, ml_label_id AS label_id FROM multilabel_annotation "
                    "WHERE ml_annotation_session_id = {session}",
                    session=session,
                ),
            ),
        ):
            self._atlas.execute(
                fill(
                    "CREATE TEMP TABLE {t} AS SELECT frame_id, label_id, value FROM ({s})",
                    t=Name(table),
                    s=select,
                )
            )
            self._atlas.execute(
                fill(
                    "CREATE INDEX temp.{i} ON {t} (frame_id, label_id, value)",
                    i=Name(f"{table}_i"),
                    t=Name(table),
                )
            )
        counts = self._atlas.rows(
            fill(
                "SELECT count(*) AS n, sum(old_value IS NULL) AS added, sum(new_value IS NULL) AS gone "
                "FROM ({difference})",
                difference=Fragment(_DIFFERENCE),
            )
        )
        different, added, gone = (int(number or 0) for number in counts[0])
        if not different:
            return None
        examples = self._atlas.rows(
            fill("{difference} ORDER BY 1, 2 LIMIT {n}", difference=Fragment(_DIFFERENCE), n=_EXAMPLES)
        )
        return InputError(
            tr(
                "the atlas holds the session {key} with other content: {added} values only in the file, "
                "{gone} only in the atlas, {different} differ. For instance {names}."
            ).format(
                key=self._key,
                added=added,
                gone=gone,
                different=different - added - gone,
                names="; ".join(map(_example, examples)),
            ),
            file=self._path,
            advice=tr("Remove that session first, or give this file another date, author or dataset."),
        )

    def _nothing(self, outcome: FileOutcome, rows: Fragment) -> InputError | None:
        """Why there is nothing to import; None when there is something."""
        if self._atlas.scalar(fill("SELECT EXISTS (SELECT 1 FROM ({rows}))", rows=rows)):
            return None
        if not outcome.dropped_images:
            return InputError(tr("it holds no annotation: every cell is empty."), file=self._path)
        example = outcome.dropped_images[0].file_name
        return InputError(
            tr(
                "none of its {images} images gives an annotation; "
                "the first that the atlas lacks is “{example}”."
            ).format(images=outcome.images, example=example),
            file=self._path,
            advice=tr("Import the sessions of these images first."),
        )

    def _insert(self, rows: Fragment) -> tuple[int, int]:
        self._atlas.execute(
            fill(
                "INSERT INTO multilabel_annotation_session (annotation_date, author_name, dataset_name) "
                "VALUES ({date}, {author}, {dataset})",
                date=self._key.date,
                author=self._key.author,
                dataset=self._key.dataset,
            )
        )
        session = int(self._atlas.scalar("SELECT max(id) FROM multilabel_annotation_session"))
        count = self._atlas.execute(fill(_INSERT, session=session, rows=rows).strip())
        touch(self._atlas)
        return session, count


def touch(atlas: Atlas) -> None:
    """Tell readers of the GeoPackage that the annotations changed."""
    atlas.execute(
        "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
        "WHERE table_name IN ('multilabel_annotation', 'multilabel_annotation_session')"
    )


def _cases(file: AnnotationFile, table: str) -> Fragment:
    return join(
        " ",
        (
            fill("WHEN {k} THEN {t}.{c}", k=k, t=Name(table), c=Name(f"c{k}"))
            for k in range(len(file.columns))
        ),
    )


def _example(row: tuple[object, ...]) -> str:
    name, label, new, old = row
    none = tr("nothing")
    return tr("{file}, {label}: {new} in the file, {old} in the atlas").format(
        file=name, label=label, new=none if new is None else new, old=none if old is None else old
    )


def _tell(outcome: FileOutcome, feedback: QgsProcessingFeedback) -> None:
    if outcome.status is Status.FAILED:
        feedback.reportError(outcome.message)
        return
    words = {
        Status.PLANNED: tr(
            "{file}: {annotations} annotations of {matched} images would be added "
            "({images} images, {labels} labels left out)."
        ),
        Status.ADDED: tr(
            "{file}: {annotations} annotations of {matched} images added "
            "({images} images, {labels} labels left out)."
        ),
        Status.UNCHANGED: tr("{file}: unchanged."),
    }
    feedback.pushInfo(
        words[outcome.status].format(
            file=outcome.path.name,
            annotations=outcome.annotations,
            matched=outcome.matched,
            images=len(outcome.dropped_images),
            labels=len(outcome.dropped_labels),
        )
    )
    for label in outcome.dropped_labels[:20]:
        feedback.pushWarning(
            tr("{name}: label “{column}” left out, {reason}. {suggestion}")
            .format(
                name=outcome.path.name, column=label.column, reason=label.reason, suggestion=label.suggestion
            )
            .strip()
        )
    for image in outcome.dropped_images[:20]:
        feedback.pushWarning(
            tr("{name}, row {row}: image “{file_name}” left out, {reason}. {suggestion}")
            .format(
                name=outcome.path.name,
                row=image.row,
                file_name=image.file_name,
                reason=image.reason,
                suggestion=image.suggestion,
            )
            .strip()
        )


def _stopped() -> Cancelled:
    return Cancelled(tr("Stopped. Files that were finished stay, the one under way left nothing."))
