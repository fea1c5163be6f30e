# SPDX-License-Identifier: GPL-2.0-or-later
"""Annotating: labels of frames set present or absent, or taken back, in an annotation session of one's own.

A keystroke or a batch is one `annotate`, one transaction, committed before it returns. It tells what was
there before, and giving that back is the way to undo it. The session is in the atlas as long as it says
something of a frame: the first mark makes it, and with the last one it goes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

from qgis.core import QgsFeedback

from ..atlas.gateway import Atlas
from ..atlas.history import require_current
from ..atlas.sql import Name, fill, join
from ..errors import AtlasBusy, AtlasError, Cancelled, InputError
from ..reading.scores import read_models
from ..translation import tr
from .importing import touch
from .labels import column_names
from .name import DATE_FORMAT, SessionKey, file_name, same_session

PATIENCE = 5.0
"""Seconds to wait for another writer: the keystroke of a neighbour is over in a moment, an import is not."""

_PAUSE = 0.05
_AT_ONCE = 5_000


class Mark(NamedTuple):
    """What a session says of a label in a frame: present, absent, or nothing (None)."""

    frame_id: int
    label_id: int
    value: bool | None


@dataclass(frozen=True)
class Annotated:
    """What an `annotate` did; `before` are the marks that undo it."""

    key: SessionKey
    before: tuple[Mark, ...]


@dataclass(frozen=True)
class LabelChoice:
    """A label that can be set.

    Attributes:
        name: as a column of an annotation file names it, with its number where the bare name is not enough.
        predicted: the newest model has a class of it.
    """

    id: int
    name: str
    description: str
    predicted: bool


def own_session(author: str, dataset: str, date: str = "") -> SessionKey:
    """The session of an author and a dataset, of now unless a date is given.

    Raises:
        InputError: a name is missing, or the name of a file could not tell it again.
    """
    key = SessionKey(
        date or datetime.now(timezone.utc).strftime(DATE_FORMAT), author.strip(), dataset.strip()
    )
    file_name(key)
    return key


def annotate(
    atlas_path: str | Path,
    key: SessionKey,
    marks: Iterable[Mark],
    feedback: QgsFeedback,
    *,
    patience: float = PATIENCE,
) -> Annotated:
    """Set marks in a session, in one transaction; of several marks for one frame and label the last counts.

    Raises:
        AtlasBusy: another program is still writing after `patience` seconds; nothing was set.
        AtlasError: the atlas cannot be written to, or has to be migrated first.
        InputError: the atlas has no such frame or label (any more); nothing was set.
    """
    wanted = tuple({(mark.frame_id, mark.label_id): mark for mark in marks}.values())
    deadline = time.monotonic() + patience
    while True:
        try:
            return _annotate(Path(atlas_path), key, wanted, feedback)
        except AtlasBusy:
            if time.monotonic() >= deadline or feedback.isCanceled():
                raise
            time.sleep(_PAUSE)


def read_own(atlas_path: str | Path, key: SessionKey, feedback: QgsFeedback) -> dict[int, dict[int, bool]]:
    """What a session says: frame → label → present; empty for a session that said nothing yet."""
    said: dict[int, dict[int, bool]] = {}
    with Atlas.open(atlas_path) as atlas, atlas.interruptible(feedback):
        require_current(atlas)
        session = _find(atlas, key)
        if session is not None:
            for frame, label, value in atlas.iterate(
                fill(
                    "SELECT frame_id, ml_label_id, value FROM multilabel_annotation"
                    " WHERE ml_annotation_session_id = {session} ORDER BY id",
                    session=session,
                )
            ):
                said.setdefault(frame, {})[label] = bool(value)
    return said


def read_labels(atlas_path: str | Path) -> tuple[LabelChoice, ...]:
    """All labels: first those of the newest model, in its order, then the others by name."""
    with Atlas.open(atlas_path) as atlas:
        require_current(atlas)
        names = column_names(atlas)
        descriptions = dict(
            atlas.rows("SELECT id + 0 AS number, coalesce(description, '') AS words FROM multilabel_label")
        )
        models = read_models(atlas)
    classes = models[-1].classes if models else ()
    predicted = list(dict.fromkeys(one.label_id for one in classes if one.label_id in names))
    others = sorted(names.keys() - set(predicted), key=lambda label: names[label].lower())
    return tuple(
        LabelChoice(label, names[label], descriptions[label], place < len(predicted))
        for place, label in enumerate([*predicted, *others])
    )


def _annotate(path: Path, key: SessionKey, marks: Sequence[Mark], feedback: QgsFeedback) -> Annotated:
    with Atlas.open(path, update=True) as atlas, atlas.lock(), atlas.interruptible(feedback):
        require_current(atlas)
        try:
            _lay_ready(atlas, marks)
            with atlas.transaction():
                return Annotated(key, _enter(atlas, key) if marks else ())
        except AtlasError as error:
            if feedback.isCanceled():
                raise Cancelled(tr("Stopped; nothing was set.")) from error
            raise


def _lay_ready(atlas: Atlas, marks: Sequence[Mark]) -> None:
    atlas.execute(
        "CREATE TEMP TABLE mark (frame_id INTEGER, label_id INTEGER, value INTEGER,"
        " PRIMARY KEY (frame_id, label_id)) WITHOUT ROWID"
    )
    for start in range(0, len(marks), _AT_ONCE):
        rows = (
            fill("({row})", row=(mark.frame_id, mark.label_id, mark.value))
            for mark in marks[start : start + _AT_ONCE]
        )
        atlas.execute(fill("INSERT INTO temp.mark VALUES {rows}", rows=join(", ", rows)))
    for table, column, problem in (
        ("frame", "frame_id", tr("The atlas “{}” holds this frame no more.")),
        ("multilabel_label", "label_id", tr("The atlas “{}” has no such label (any more).")),
    ):
        if atlas.scalar(
            fill(
                "SELECT EXISTS (SELECT 1 FROM temp.mark m WHERE NOT EXISTS"
                " (SELECT 1 FROM {table} t WHERE t.id = m.{column}))",
                table=Name(table),
                column=Name(column),
            )
        ):
            raise InputError(problem.format(atlas.path.name), advice=tr("Load the layers again."))


def _enter(atlas: Atlas, key: SessionKey) -> tuple[Mark, ...]:
    session = _find(atlas, key)
    if session is None:
        atlas.execute(
            fill(
                "INSERT INTO multilabel_annotation_session (annotation_date, author_name, dataset_name)"
                " VALUES ({date}, {author}, {dataset})",
                date=key.date,
                author=key.author,
                dataset=key.dataset,
            )
        )
        session = int(atlas.scalar("SELECT last_insert_rowid()"))
    # The plus leaves the index by frame and label as the only way: a session may hold half a million rows.
    there = fill(
        "multilabel_annotation a ON a.frame_id = m.frame_id AND a.ml_label_id = m.label_id"
        " AND +a.ml_annotation_session_id = {session}",
        session=session,
    )
    before = tuple(
        Mark(frame, label, None if value is None else bool(value))
        for frame, label, value in atlas.rows(
            fill(
                "SELECT m.frame_id AS frame, m.label_id AS label, a.value AS value"
                " FROM temp.mark m LEFT JOIN {there} ORDER BY a.id",
                there=there,
            )
        )
    )
    for statement in (
        "DELETE FROM multilabel_annotation WHERE id IN (SELECT a.id FROM temp.mark m CROSS JOIN {there})",
        "INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id)"
        " SELECT value, frame_id, label_id, {session} FROM temp.mark WHERE value NOTNULL",
        "DELETE FROM multilabel_annotation_session WHERE id = {session} AND NOT EXISTS"
        " (SELECT 1 FROM multilabel_annotation a WHERE a.ml_annotation_session_id = {session})",
    ):
        atlas.execute(fill(statement, there=there, session=session))
    touch(atlas)
    return before


def _find(atlas: Atlas, key: SessionKey) -> int | None:
    found = atlas.scalar(
        fill(
            "SELECT s.id FROM multilabel_annotation_session s WHERE {same} ORDER BY s.id LIMIT 1",
            same=same_session(key),
        )
    )
    return None if found is None else int(found)
