# SPDX-License-Identifier: GPL-2.0-or-later
"""The scores that count, for everything that reads an atlas: maps, exports, coverage, agreement.

A model's scores lie in a table of its own, a row a frame and a column a class; NULL is “not predicted”, and a
frame without a row was not predicted at all. That row *is* the rule that of several versions the newest
counts, alone: whoever reads these tables need not think of versions (`core.atlas.score_tables` keeps it so).

    models = read_models(atlas)              # oldest to newest; the last one is what readers take by default
    (coral,) = find_classes(atlas, [5])      # or one of models[-1].classes
    coral.table, coral.column                # multilabel_score_1, c5

In SQL, with the alias `s` for the table (its key is `frame_id`; it has no column `id`, on purpose):

    fill("SELECT f.id, {score} FROM frame f JOIN {table} s ON s.frame_id = f.id", score=coral.score(), …)
    fill("SELECT count({score}), avg({score}) FROM {table} s", …)                 # NULLs do not count
    fill("… WHERE {reached}", reached=coral.reached())                            # s.c5 >= its threshold

For a layer's subset string on `frame`, and for any SQL in which the frame has an alias:

    coral.frames_reaching(0.6)     # EXISTS (SELECT 1 FROM … s WHERE s.frame_id = id AND s.c5 >= 0.6)
    coral.frames_reaching(0.6, frame="f.id")
    models[-1].frames_predicted()  # EXISTS (SELECT 1 FROM … s WHERE s.frame_id = id)

A row a score where a join wants it (a class is one pass over the table, so name no more than are needed):

    fill("… JOIN ({scores}) p ON p.frame_id = f.id", scores=scores_of(classes))   # frame_id, class_id, score

Reading needs script 10: `require_scores(atlas)` says so to the user. A class that was added by another tool
and that nothing has taken up yet (an import or a script does) reads as NULL.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..atlas.gateway import Atlas
from ..atlas.score_tables import SCORES_SCRIPT, score_column, score_table, stored_classes
from ..atlas.sql import Fragment, Name, fill, join
from ..errors import AtlasError
from ..translation import tr

FRAME_OF_A_LAYER = "id"
"""How a subset string names the layer's frame: bare, as the tables of scores have no such column. OGR gives
the layer's table an alias (`m`) in some of its statements and none in others."""


EVERY_ROW = Fragment("1")


@dataclass(frozen=True)
class ScoredClass:
    """A class of a model.

    Args:
        stored: there is a column with its scores.
    """

    id: int
    name: str
    threshold: float
    label_id: int
    model_id: int
    stored: bool = True

    @property
    def table(self) -> Name:
        """The table that holds its scores."""
        return score_table(self.model_id)

    @property
    def column(self) -> Name:
        """The column that holds its scores."""
        return score_column(self.id)

    def score(self, alias: str = "s") -> Fragment:
        """The score as an expression; NULL where the class was not predicted."""
        if not self.stored:
            return Fragment("NULL")
        return fill("{alias}.{column}", alias=Fragment(alias), column=self.column)

    def reached(self, threshold: float | None = None, alias: str = "s") -> Fragment:
        """The condition that the score reaches a threshold, by default the class's own."""
        least = self.threshold if threshold is None else float(threshold)
        return fill("{score} >= {least}", score=self.score(alias), least=least)

    def frames_reaching(self, threshold: float | None = None, frame: str = FRAME_OF_A_LAYER) -> Fragment:
        """The condition on a frame that its score of this class reaches a threshold."""
        if not self.stored:
            return Fragment("0")
        return fill(
            "EXISTS (SELECT 1 FROM {table} s WHERE s.frame_id = {frame} AND {reached})",
            table=self.table,
            frame=Fragment(frame),
            reached=self.reached(threshold),
        )


@dataclass(frozen=True)
class ScoringModel:
    """A model with its classes, in the order of their ids."""

    id: int
    name: str
    classes: tuple[ScoredClass, ...]

    @property
    def table(self) -> Name:
        """The table that holds its scores: a row a frame that it predicted."""
        return score_table(self.id)

    def frames_predicted(self, frame: str = FRAME_OF_A_LAYER) -> Fragment:
        """The condition on a frame that the model predicted it."""
        if not any(one.stored for one in self.classes):
            return Fragment("0")
        return fill(
            "EXISTS (SELECT 1 FROM {table} s WHERE s.frame_id = {frame})",
            table=self.table,
            frame=Fragment(frame),
        )


def require_scores(atlas: Atlas) -> None:
    """Raise AtlasError when the atlas keeps its predictions as it did before script 10."""
    if stored_classes(atlas) or not atlas.scalar("SELECT count(*) FROM multilabel_class"):
        return
    raise AtlasError(
        tr(
            "“{name}” keeps its predictions in the old way; reading them needs script {scores_script:02d}."
        ).format(name=atlas.path.name, scores_script=SCORES_SCRIPT),
        advice=tr("Run “Migrate atlas” first; it makes a backup."),
    )


def read_models(atlas: Atlas) -> tuple[ScoringModel, ...]:
    """The models of an atlas, from the oldest to the newest; the last is the one that readers take."""
    stored = stored_classes(atlas)
    classes: dict[int, list[ScoredClass]] = {}
    for number, name, threshold, label, model in atlas.rows(
        "SELECT id + 0 AS number, name, threshold, ml_label_id, ml_model_id FROM multilabel_class ORDER BY id"
    ):
        there = number in stored.get(model, ())
        classes.setdefault(model, []).append(
            ScoredClass(number, name, float(threshold), label, model, stored=there)
        )
    models = atlas.rows("SELECT id + 0 AS number, name FROM multilabel_model ORDER BY creation_date, id")
    return tuple(ScoringModel(number, name, tuple(classes.get(number, ()))) for number, name in models)


def list_models(path: Path) -> tuple[ScoringModel, ...]:
    """The models of the atlas at `path`, as `read_models` gives them."""
    with Atlas.open(path) as atlas:
        require_scores(atlas)
        return read_models(atlas)


def find_classes(atlas: Atlas, ids: Iterable[int]) -> tuple[ScoredClass, ...]:
    """The classes with these ids, in that order."""
    every = {one.id: one for model in read_models(atlas) for one in model.classes}
    return tuple(every[number] for number in ids)


def scores_of(classes: Sequence[ScoredClass], where: Fragment = EVERY_ROW) -> Fragment:
    """The scores that count as a row a score, in no order: frame_id, class_id, score.

    Args:
        where: a condition on the row `s` of the class's table.
    """
    arms = (
        fill(
            "SELECT s.frame_id + 0 AS frame_id, {id} AS class_id, {score} AS score FROM {table} s"
            " WHERE {score} NOTNULL AND {where}",
            id=one.id,
            score=one.score(),
            table=one.table,
            where=where,
        )
        for one in classes
        if one.stored
    )
    nothing = Fragment("SELECT 0 AS frame_id, 0 AS class_id, 0.0 AS score WHERE 0")
    return join(" UNION ALL ", [nothing, *arms])
