# SPDX-License-Identifier: GPL-2.0-or-later
"""Two judgements of the same frames side by side: annotators and a model, or two groups of annotators.

The annotations that count are laid out once, by label and frame, in a temporary table; each class is then one
join. What was annotated several times counts once, by the newest annotation of the sessions that are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..annotations.sessions import find_sessions
from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill
from ..reading.annotations import EVERY_ROW, newest_annotations
from ..reading.scores import ScoredClass, find_classes
from ..selection.chosen import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

REFERENCE, OTHER = Name("judged_reference"), Name("judged_other")


@dataclass(frozen=True)
class Judged:
    """A class in the frames that both judged.

    Attributes:
        threshold: the model's; None between people.
        frames: ids.
        scores: the model's, or 1 and 0 of the other annotators.
        present: what the reference annotators say.
    """

    name: str
    label_id: int
    threshold: float | None
    frames: NDArray[np.int64]
    scores: NDArray[np.float64]
    present: NDArray[np.bool_]

    @property
    def positive(self) -> NDArray[np.bool_]:
        """Where the judged one says that it is there."""
        return self.scores >= (0.5 if self.threshold is None else self.threshold)


def lay_out(atlas: Atlas, table: Name, sessions: Sequence[str], selection: Selection) -> None:
    """Fill a temporary table with the annotations that count of the chosen frames: label, frame, value.

    Raises:
        InputError: the atlas has no such annotation session.
    """
    asked = EVERY_ROW
    if sessions:
        asked = fill("s.id IN ({ids})", ids=[one.id for one in find_sessions(atlas, sessions)])
    chosen = EVERY_ROW
    if selection.table is not None:
        chosen = fill("a.frame_id IN (SELECT id FROM temp.{chosen})", chosen=selection.table)
    atlas.execute(fill("DROP TABLE IF EXISTS temp.{table}", table=table))
    atlas.execute(
        fill(
            "CREATE TEMP TABLE {table} (label_id INTEGER, frame_id INTEGER, value INTEGER,"
            " PRIMARY KEY (label_id, frame_id)) WITHOUT ROWID",
            table=table,
        )
    )
    atlas.execute(
        fill(
            "INSERT INTO temp.{table} SELECT ml_label_id, frame_id, value FROM ({newest})"
            " ORDER BY ml_label_id, frame_id",
            table=table,
            newest=newest_annotations(fill("{asked} AND {chosen}", asked=asked, chosen=chosen)),
        )
    )


def against_model(atlas: Atlas, selection: Selection) -> Iterator[Judged]:
    """Each chosen class of the model against the reference annotators; `lay_out` comes first."""
    names = {column.ids[0]: column.name for column in selection.classes}
    for one in find_classes(atlas, names):
        if one.stored:
            yield _judged(atlas, names[one.id], one.label_id, one.threshold, _scores(one))


def against_people(atlas: Atlas, selection: Selection) -> Iterator[Judged]:
    """Each chosen label of the other annotators against the reference; both were laid out before."""
    for label in selection.labels:
        for number in label.ids:
            name = label.name if len(label.ids) == 1 else f"{label.name}_{number}"
            others = fill(
                "SELECT frame_id AS frame_id, CAST(value AS REAL) AS score FROM temp.{other}"
                " WHERE label_id = {label}",
                other=OTHER,
                label=number,
            )
            yield _judged(atlas, name, number, None, others)


def _scores(one: ScoredClass) -> Fragment:
    return fill(
        "SELECT s.frame_id AS frame_id, {score} AS score FROM {table} s WHERE {score} NOTNULL",
        score=one.score(),
        table=one.table,
    )


def _judged(atlas: Atlas, name: str, label: int, threshold: float | None, scores: Fragment) -> Judged:
    rows = atlas.rows(
        fill(
            "SELECT r.frame_id + 0 AS frame_id, p.score AS score, r.value AS value FROM temp.{reference} r"
            " CROSS JOIN ({scores}) p ON p.frame_id = r.frame_id WHERE r.label_id = {label}"
            " ORDER BY r.frame_id",
            reference=REFERENCE,
            scores=scores,
            label=label,
        )
    )
    frames, found, values = zip(*rows) if rows else ((), (), ())
    return Judged(
        name,
        label,
        threshold,
        np.array(frames, np.int64),
        np.array(found, float),
        np.array(values, np.int64) == 1,
    )
