# SPDX-License-Identifier: GPL-2.0-or-later
"""An annotation session as the file that `importannotations` takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.history import require_current
from ..atlas.sql import fill
from ..errors import AtlasError, Cancelled, InputError
from ..files import require_folder
from ..report import write_table
from ..translation import tr, tr_n
from .labels import column_names
from .name import file_name
from .reading import DOI_COLUMNS, FILE_NAME
from .sessions import find_sessions

_ROWS = """
SELECT a.frame_id, f.filename, f.version_doi, a.ml_label_id, a.value FROM multilabel_annotation a
CROSS JOIN frame f ON f.id = a.frame_id WHERE a.ml_annotation_session_id = {session} ORDER BY a.frame_id, a.id
"""
_TWINS = """
SELECT count(*) FROM (SELECT DISTINCT frame_id FROM multilabel_annotation
WHERE ml_annotation_session_id = {session}) a CROSS JOIN frame f ON f.id = a.frame_id
WHERE EXISTS (SELECT 1 FROM frame g WHERE g.filename = f.filename AND g.version_doi = f.version_doi
AND g.id <> f.id)
"""


@dataclass(frozen=True)
class AnnotationFileWritten:
    """What was written: a row an image, a column a label."""

    path: Path
    images: int
    annotations: int


def export_annotations(
    atlas_path: str | Path, session: int | str, folder: Path, feedback: QgsProcessingFeedback
) -> AnnotationFileWritten:
    """Write a session as a CSV file, under the name that tells its date, author and dataset.

    Args:
        session: its number, or its name as a file's.

    Raises:
        InputError: there is no such session, or no name of a file tells its author and dataset.
    """
    target = require_folder(folder)
    with Atlas.open(atlas_path) as atlas, atlas.interruptible(feedback):
        try:
            require_current(atlas)
            (found,) = find_sessions(atlas, (session,))
            # What a labelling tool once put behind the dataset (`second_look__reef`) is not part of it.
            key = replace(found.key, dataset=found.key.dataset.partition("__")[0])
            path = target / file_name(key)
            if not found.annotations:
                raise InputError(tr("The session {} says nothing of any frame.").format(found.key))
            names = column_names(atlas)
            asked = [
                label
                for (label,) in atlas.rows(
                    fill(
                        "SELECT DISTINCT ml_label_id FROM multilabel_annotation"
                        " WHERE ml_annotation_session_id = {session} ORDER BY 1",
                        session=found.id,
                    )
                )
            ]
            twins = int(atlas.scalar(fill(_TWINS, session=found.id)))
            header = (FILE_NAME, DOI_COLUMNS[0], *(names[label] for label in asked))
            write_table(path, header, _rows(atlas, found.id, asked, feedback))
        except AtlasError as error:
            if feedback.isCanceled():
                raise _stopped() from error
            raise
    if twins:
        feedback.pushWarning(
            tr_n("%Ln image(s) share name and version with another: an import will not take them.", twins)
        )
    return AnnotationFileWritten(path, found.images, found.annotations)


def _rows(
    atlas: Atlas, session: int, labels: Sequence[int], feedback: QgsProcessingFeedback
) -> Iterator[tuple[object, ...]]:
    for _frame, values in groupby(atlas.iterate(fill(_ROWS, session=session)), key=itemgetter(0)):
        if feedback.isCanceled():
            raise _stopped()
        rows = list(values)
        said = {label: int(bool(value)) for *_, label, value in rows}
        yield (*rows[0][1:3], *(said.get(label, "") for label in labels))


def _stopped() -> Cancelled:
    return Cancelled(tr("Stopped; no file was written."))
