# SPDX-License-Identifier: GPL-2.0-or-later
"""The annotation sessions of an atlas: listed, found on the map, taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback, QgsRectangle

from ..atlas.gateway import Atlas
from ..atlas.history import require_current
from ..atlas.sql import Fragment, fill
from ..errors import AtlasError, Cancelled, InputError
from ..translation import tr
from .importing import touch
from .name import SessionKey, key_from_name, same_session


@dataclass(frozen=True)
class AnnotationSession:
    """One session with its figures: values, images, labels."""

    id: int
    key: SessionKey
    annotations: int
    images: int
    labels: int


@dataclass(frozen=True)
class Removal:
    """What was taken out; in a dry run what would be."""

    session: AnnotationSession
    dry_run: bool


_SESSIONS = """
SELECT s.id AS id, CAST(s.annotation_date AS TEXT) AS date, s.author_name AS author,
s.dataset_name AS dataset,
count(a.id) AS annotations, count(DISTINCT a.frame_id) AS images, count(DISTINCT a.ml_label_id) AS labels
FROM multilabel_annotation_session s LEFT JOIN multilabel_annotation a ON a.ml_annotation_session_id = s.id
WHERE {condition} GROUP BY s.id ORDER BY s.annotation_date, s.id
"""
_FRAMES = """
SELECT DISTINCT a.frame_id AS frame_id FROM multilabel_annotation a
WHERE a.ml_annotation_session_id IN ({sessions}) ORDER BY 1
"""
_BOUNDS = """
SELECT min(r.minx) AS a, min(r.miny) AS b, max(r.maxx) AS c, max(r.maxy) AS d
FROM (SELECT DISTINCT frame_id FROM multilabel_annotation WHERE ml_annotation_session_id IN ({sessions})) f
CROSS JOIN "rtree_frame_GPSPosition" r WHERE r.id = f.frame_id
"""


def list_annotation_sessions(atlas_path: str | Path) -> tuple[AnnotationSession, ...]:
    """All sessions with their figures, oldest first."""
    with Atlas.open(atlas_path) as atlas:
        return _sessions(atlas, fill("1"))


def remove_annotations(
    atlas_path: str | Path, session: int | str, *, dry_run: bool = False, feedback: QgsProcessingFeedback
) -> Removal:
    """Take one annotation session out of the atlas, with all its annotations, in one transaction.

    Args:
        session: its number, or its name as a file's: `20240524_151409__ana-lima__second_look`.

    Raises:
        InputError: there is no such session.
    """
    with Atlas.open(atlas_path, update=not dry_run) as atlas:
        if dry_run:
            return Removal(_find(atlas, session), dry_run)
        with atlas.lock(), atlas.interruptible(feedback):
            require_current(atlas)
            found = _find(atlas, session)
            feedback.setProgressText(
                tr("Removing {annotations} annotations of {key}").format(
                    annotations=found.annotations, key=found.key
                )
            )
            try:
                with atlas.transaction():
                    _delete(atlas, found.id)
            except AtlasError as error:
                if feedback.isCanceled():
                    raise Cancelled(tr("Stopped; nothing was removed.")) from error
                raise
    feedback.pushInfo(
        tr("{annotations} annotations of {key} were removed.").format(
            annotations=found.annotations, key=found.key
        )
    )
    return Removal(found, dry_run)


def annotated_frames(atlas_path: str | Path, *sessions: int) -> tuple[tuple[int, ...], QgsRectangle | None]:
    """The ids of the frames that sessions annotate, and the rectangle around them (EPSG:4326)."""
    with Atlas.open(atlas_path) as atlas:
        frames = tuple(int(frame) for (frame,) in atlas.rows(fill(_FRAMES, sessions=sessions)))
        ((west, south, east, north),) = atlas.rows(fill(_BOUNDS, sessions=sessions))
    return frames, None if west is None else QgsRectangle(west, south, east, north)


def find_sessions(atlas: Atlas, sessions: Sequence[int | str]) -> tuple[AnnotationSession, ...]:
    """Sessions of an open atlas, by number or by name.

    Raises:
        InputError: there is no such session.
    """
    return tuple(_find(atlas, session) for session in sessions)


def _find(atlas: Atlas, session: int | str) -> AnnotationSession:
    text = str(session).strip()
    if text.isdecimal():
        found = _sessions(atlas, fill("s.id = {id}", id=int(text)))
    else:
        found = _sessions(atlas, same_session(key_from_name(Path(f"{text}.csv"))))
    if not found:
        known = _sessions(atlas, fill("1"))
        raise InputError(
            tr("The atlas has no annotation session “{}”.").format(text),
            advice=tr("It has: {}.").format(
                "; ".join(f"{one.id} ({one.key})" for one in known[:20]) or tr("none")
            ),
        )
    return found[0]


def _sessions(atlas: Atlas, condition: Fragment) -> tuple[AnnotationSession, ...]:
    return tuple(
        AnnotationSession(number, SessionKey(date, author, dataset), annotations, images, labels)
        for number, date, author, dataset, annotations, images, labels in atlas.rows(
            fill(_SESSIONS, condition=condition)
        )
    )


def _delete(atlas: Atlas, session: int) -> None:
    for sql in (
        "DELETE FROM multilabel_annotation WHERE ml_annotation_session_id = {session}",
        "DELETE FROM multilabel_annotation_session WHERE id = {session}",
    ):
        atlas.execute(fill(sql, session=session))
    touch(atlas)
