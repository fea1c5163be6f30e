# SPDX-License-Identifier: GPL-2.0-or-later
"""Where scores are stored: a table a model, a row a frame, a REAL column a class; NULL is “not predicted”.

`multilabel_score_<model id>` holds, for each frame, the scores that count: those of the newest version that
predicted it. What does not count, or has no column, lies as one row a score in `multilabel_score_other`:
scores of older versions, of a class that nobody has taken up yet, and another score of one frame and class
(an equal one is the same one and is not kept twice).
`multilabel_prediction` is a view of both with the columns that it had as a table; whoever inserts, updates or
deletes there reaches the tables by its triggers. Its ids are made up: frame · 1,000,000 + class.

All of that follows from `multilabel_class`. `fit_score_tables` is the one place that derives it; it runs
after every SQL script (so a script of the user's that brings a model or a class has it taken up, with what
the script inserted for it) and before sessions enter (for classes that another tool added).
Why a table a model: it was measured. 300 more columns in the same row made a class of the first model three
times slower to read, one of the second nine times, and a model could not exceed what SQLite allows a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsProcessingFeedback

from ..errors import AtlasError, Cancelled
from ..translation import tr
from .gateway import Atlas
from .sql import Fragment, Name, fill, join

SCORES_SCRIPT = 10
"""The script that lays scores out like this."""

OTHER = Name("multilabel_score_other")
VIEW = Name("multilabel_prediction")

_IDS_PER_FRAME = 1_000_000
_GREATEST_ID = (1 << 53) - 1
"""Whatever reads ids as floats still tells them apart."""
_ARMS_AT_ONCE = 400
"""SQLite takes 500 SELECTs in one UNION ALL."""
_FRAMES_AT_ONCE = 20_000
_ARGUMENTS_AT_ONCE = 100
_PREDICTION = (Name("score"), Name("version_doi"), Name("frame_id"), Name("ml_class_id"))


def score_table(model_id: int) -> Name:
    """The table with the scores of a model."""
    return Name(f"multilabel_score_{int(model_id)}")


def score_column(class_id: int) -> Name:
    """The column with the scores of a class, in the table of its model."""
    return Name(f"c{int(class_id)}")


def newest_first(doi: Fragment) -> Fragment:
    """ORDER BY terms that put the newest version first: Zenodo's numbers grow, and are kept as text."""
    return fill("length({doi}) DESC, {doi} DESC", doi=doi)


def stored_classes(atlas: Atlas) -> dict[int, list[int]]:
    """For each model that has a table of scores: the ids of the classes that have a column in it."""
    found: dict[int, list[int]] = {}
    for model, column in atlas.rows(
        "SELECT CAST(substr(m.name, 18) AS INTEGER) AS model, c.name AS name FROM sqlite_master m"
        " JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
        " AND m.name GLOB 'multilabel_score_[0-9]*' ORDER BY 1, c.cid"
    ):
        classes = found.setdefault(model, [])
        if column[:1] == "c" and column[1:].isdigit():
            classes.append(int(column[1:]))
    return found


def fit_score_tables(atlas: Atlas, feedback: QgsProcessingFeedback | None = None) -> bool:
    """Bring tables, view and triggers to what `multilabel_class` asks for; part of a caller's transaction.

    Returns:
        Whether anything had to be done. Before script 10 nothing is.

    Raises:
        AtlasError: a class is gone, but not its scores.
        Cancelled: the caller's transaction is to be rolled back.
    """
    if not atlas.has_table(OTHER):
        return False
    wanted: dict[int, list[int]] = {}
    for model, class_id in atlas.rows(
        "SELECT ml_model_id, id + 0 AS class FROM multilabel_class ORDER BY 1, 2"
    ):
        wanted.setdefault(model, []).append(class_id)
    stored = stored_classes(atlas)
    statements = _statements(wanted)
    made = dict(
        atlas.rows(
            fill("SELECT name, sql FROM sqlite_master WHERE name IN ({names})", names=list(statements))
        )
    )
    if {m: set(c) for m, c in stored.items()} == {
        m: set(c) for m, c in wanted.items()
    } and made == statements:
        return False
    # What hangs on the tables goes first: SQLite drops no column that a view reads.
    for name in made:
        kind = "VIEW" if name == VIEW else "TRIGGER"
        atlas.execute(fill("DROP {kind} IF EXISTS {name}", kind=Fragment(kind), name=Name(name)))
    for model in stored:
        _drop_columns(atlas, model, stored[model], wanted.get(model, []))
    for model in wanted:
        _add_columns(atlas, model, stored.get(model), wanted[model])
    for sql in statements.values():
        atlas.execute(sql)
    _tell_greatest_id(atlas)
    _settle_all(atlas, wanted, feedback)
    return True


def _tell_greatest_id(atlas: Atlas) -> None:
    """Say how great the view's ids may be, where tables that count theirs say it.

    OGR asks that of a layer before it opens it. Told nothing it looks for the greatest one of all scores,
    and QGIS stands still for 12 seconds at the real size.
    """
    atlas.execute(fill("DELETE FROM sqlite_sequence WHERE name = {view}", view=str(VIEW)))
    atlas.execute(
        fill("INSERT INTO sqlite_sequence (name, seq) VALUES ({view}, {id})", view=str(VIEW), id=_GREATEST_ID)
    )


def _add_columns(atlas: Atlas, model: int, stored: Sequence[int] | None, wanted: Sequence[int]) -> None:
    table = score_table(model)
    if stored is None:
        atlas.execute(
            fill(
                "CREATE TABLE {table} (\n    frame_id INTEGER PRIMARY KEY NOT NULL REFERENCES frame (id),\n"
                "    version_doi TEXT NOT NULL REFERENCES version (doi),\n    {columns}\n)",
                table=table,
                columns=join(",\n    ", (fill("{c} REAL", c=score_column(c)) for c in wanted)),
            )
        )
        atlas.execute(
            fill(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, description)"
                " VALUES ({table}, 'attributes', {table}, {about})",
                table=str(table),
                about=f"Scores of model {model} that count: a row a frame, the column c5 for class 5",
            )
        )
        return
    for class_id in wanted:
        if class_id not in stored:
            atlas.execute(
                fill("ALTER TABLE {table} ADD COLUMN {c} REAL", table=table, c=score_column(class_id))
            )


def _drop_columns(atlas: Atlas, model: int, stored: Sequence[int], wanted: Sequence[int]) -> None:
    table = score_table(model)
    gone = [class_id for class_id in stored if class_id not in wanted]
    for class_id in gone:
        scores = atlas.scalar(fill("SELECT count({c}) FROM {table}", table=table, c=score_column(class_id)))
        if scores:
            raise AtlasError(
                tr("Predictions of class {class_id}, which is not there any more: {scores}.").format(
                    class_id=class_id, scores=scores
                ),
                advice=tr("Nothing was changed. Delete its rows of multilabel_prediction first."),
            )
    if gone and not wanted:
        atlas.execute(fill("DROP TABLE {table}", table=table))
        atlas.execute(fill("DELETE FROM gpkg_contents WHERE table_name = {table}", table=str(table)))
        return
    for class_id in gone:
        atlas.execute(fill("ALTER TABLE {table} DROP COLUMN {c}", table=table, c=score_column(class_id)))


# The view and its triggers


def _statements(models: dict[int, list[int]]) -> dict[str, str]:
    """What makes the view and its triggers, by name, in the order in which they are made."""
    taken, given = _take_away(models), _put_in(models)
    settled = [
        statement
        for model, classes in models.items()
        for statement in _settle(model, classes, _frame_of("OLD", classes))
    ]
    return {
        str(VIEW): _view(models),
        **_trigger("insert", given),
        **_trigger("delete", [*taken, *settled]),
        **_trigger("update", [*taken, *settled, *given]),
    }


def _view(models: dict[int, list[int]]) -> str:
    """A SELECT a class. The first and the last give no row but the columns' types: SQLite takes them from
    the last before version 3.41 and from the first since."""
    typed = fill("SELECT id, {columns} FROM {other} WHERE 0", columns=_PREDICTION, other=OTHER)
    arms = [
        fill(
            "SELECT frame_id * {ids} + {id}, {c}, version_doi, frame_id, {id} FROM {table} WHERE {c} NOTNULL",
            ids=_IDS_PER_FRAME,
            id=class_id,
            c=score_column(class_id),
            table=score_table(model),
        )
        for model, classes in models.items()
        for class_id in classes
    ]
    while len(arms) > _ARMS_AT_ONCE:
        groups = [arms[n : n + _ARMS_AT_ONCE] for n in range(0, len(arms), _ARMS_AT_ONCE)]
        arms = [fill("SELECT * FROM (\n{arms}\n)", arms=join("\nUNION ALL ", group)) for group in groups]
    other = fill(
        "SELECT id * {ids}, {columns} FROM {other}", ids=_IDS_PER_FRAME, columns=_PREDICTION, other=OTHER
    )
    return fill(
        "CREATE VIEW {view} AS\n{arms}", view=VIEW, arms=join("\nUNION ALL ", [typed, *arms, other, typed])
    )


def _trigger(event: str, steps: Sequence[Fragment]) -> dict[str, str]:
    name = f"{VIEW}_{event}"
    return {
        name: fill(
            "CREATE TRIGGER {name} INSTEAD OF {event} ON {view}\nBEGIN\n{steps};\nEND",
            name=Name(name),
            event=Fragment(event.upper()),
            view=VIEW,
            steps=join(";\n", steps),
        )
    }


def _put_in(models: dict[int, list[int]]) -> list[Fragment]:
    """What an INSERT does: the new score lies aside at first, then its frame is settled."""
    steps = [
        fill(
            "INSERT INTO {other} ({columns})"
            " VALUES (NEW.score, NEW.version_doi, NEW.frame_id, NEW.ml_class_id)",
            other=OTHER,
            columns=_PREDICTION,
        )
    ]
    for model, classes in models.items():
        steps += _settle(model, classes, _frame_of("NEW", classes))
    return steps


def _take_away(models: dict[int, list[int]]) -> list[Fragment]:
    """What a DELETE does, before its frame is settled.

    A statement may reach many rows of a frame, and each may move the next one between the row and what lies
    aside, which gives it another id. So the values say what goes; the id only which of two equals aside.
    """
    steps = [
        fill(
            "DELETE FROM {other} WHERE id = (SELECT id FROM {other} WHERE frame_id = OLD.frame_id"
            " AND version_doi = OLD.version_doi AND ml_class_id = OLD.ml_class_id AND score = OLD.score"
            " ORDER BY id * {ids} = OLD.id DESC LIMIT 1)",
            other=OTHER,
            ids=_IDS_PER_FRAME,
        )
    ]
    for model, classes in models.items():
        table, here = score_table(model), _frame_of("OLD", classes)
        cleared = (
            fill("{c} = CASE OLD.ml_class_id WHEN {id} THEN nullif({c}, OLD.score) ELSE {c} END", c=c, id=i)
            for i, c in ((class_id, score_column(class_id)) for class_id in classes)
        )
        steps += [
            fill(
                "UPDATE {table} SET {cleared} WHERE {here} AND version_doi = OLD.version_doi",
                table=table,
                cleared=join(", ", cleared),
                here=here,
            ),
            fill(
                "DELETE FROM {table} WHERE {here} AND {any} ISNULL",
                table=table,
                here=here,
                any=_any([score_column(class_id) for class_id in classes]),
            ),
        ]
    return steps


def _frame_of(row: str, classes: Sequence[int]) -> Fragment:
    """The condition on `frame_id` within a trigger; it holds for the model of the row's class alone.

    Values that are written to a view come as they were given: a CSV's class as text.
    """
    return fill(
        "frame_id = {row}.frame_id AND CAST({row}.ml_class_id AS INTEGER) IN ({classes})",
        row=Fragment(row),
        classes=list(classes),
    )


def _any(columns: Sequence[Name]) -> Fragment:
    """Any of the columns that is not NULL; SQLite takes 127 arguments."""
    parts = [fill("{c}", c=column) for column in columns]
    while len(parts) > 1:
        groups = [parts[n : n + _ARGUMENTS_AT_ONCE] for n in range(0, len(parts), _ARGUMENTS_AT_ONCE)]
        parts = [fill("coalesce({p}, NULL)", p=join(", ", group)) for group in groups]
    return parts[0]


# Which score goes where


def _settle(model: int, classes: Sequence[int], here: Fragment) -> list[Fragment]:
    """Statements that give the frames `here` (a condition on `frame_id`) the scores that count.

    What another version predicted later pushes a row aside; then the newest version of those that lie aside
    becomes the row where there is none; what belongs to the row but came later fills its empty columns.
    """
    words = {
        "table": score_table(model),
        "other": OTHER,
        "view": VIEW,
        "prediction": _PREDICTION,
        "classes": list(classes),
        "here": here,
        "ids": _IDS_PER_FRAME,
    }
    newer = (
        "EXISTS (SELECT 1 FROM {other} o WHERE o.frame_id = {row}.frame_id AND o.ml_class_id IN ({classes})"
        " AND (length(o.version_doi), o.version_doi) > (length({row}.version_doi), {row}.version_doi))"
    )
    filled = (
        "{c} = coalesce({c}, (SELECT max(o.score) FROM {other} o WHERE o.frame_id = {table}.frame_id"
        " AND o.version_doi = {table}.version_doi AND o.ml_class_id = {id}))"
    )
    stored = join(" ", (fill("WHEN {id} THEN s.{c}", id=i, c=score_column(i)) for i in classes))
    return [
        fill(
            # The row is asked first, once; only what has to go is taken apart by the view.
            "INSERT INTO {other} ({prediction}) SELECT {apart} FROM (SELECT frame_id FROM {table}"
            " WHERE {here} AND {newer}) r CROSS JOIN {view} p ON p.frame_id = r.frame_id"
            " WHERE p.ml_class_id IN ({classes}) AND p.id % {ids} > 0",
            apart=join(", ", (fill("p.{c}", c=column) for column in _PREDICTION)),
            newer=fill(newer, row=words["table"], **words),
            **words,
        ),
        fill(
            "DELETE FROM {table} WHERE {here} AND {newer}",
            newer=fill(newer, row=words["table"], **words),
            **words,
        ),
        _gather(model, classes, here),
        fill(
            "UPDATE {table} SET {filled} WHERE {here} AND EXISTS (SELECT 1 FROM {other} o"
            " WHERE o.frame_id = {table}.frame_id AND o.version_doi = {table}.version_doi"
            " AND o.ml_class_id IN ({classes}))",
            filled=join(", ", (fill(filled, c=score_column(i), id=i, **words) for i in classes)),
            **words,
        ),
        fill(
            "DELETE FROM {other} WHERE {here} AND ml_class_id IN ({classes})"
            " AND EXISTS (SELECT 1 FROM {table} s WHERE s.frame_id = {other}.frame_id"
            " AND s.version_doi = {other}.version_doi"
            " AND CASE {other}.ml_class_id {stored} END = {other}.score)",
            stored=stored,
            **words,
        ),
    ]


def _gather(model: int, classes: Sequence[int], here: Fragment) -> Fragment:
    """Rows for the frames that have none, of the newest version that lies aside."""
    scores = (fill("max(score) FILTER (WHERE ml_class_id = {id})", id=class_id) for class_id in classes)
    return fill(
        "INSERT INTO {table} (frame_id, version_doi, {columns}) SELECT frame_id, version_doi, {scores}"
        " FROM {other} WHERE {here} AND ml_class_id IN ({classes}) GROUP BY frame_id, version_doi"
        " ORDER BY frame_id, {newest} ON CONFLICT (frame_id) DO NOTHING",
        table=score_table(model),
        columns=[score_column(class_id) for class_id in classes],
        scores=join(", ", scores),
        other=OTHER,
        here=here,
        classes=list(classes),
        newest=newest_first(Fragment("version_doi")),
    )


def _settle_all(atlas: Atlas, models: dict[int, list[int]], feedback: QgsProcessingFeedback | None) -> None:
    """Settle every frame of which something lies aside, portion by portion of frames."""
    first, last = atlas.rows(
        fill("SELECT min(frame_id) AS first, max(frame_id) AS last FROM {other}", other=OTHER)
    )[0]
    if first is None:
        return
    empty = [m for m in models if not atlas.rows(fill("SELECT 1 FROM {t} LIMIT 1", t=score_table(m)))]
    for start in range(first, last + 1, _FRAMES_AT_ONCE):
        if feedback is not None:
            if feedback.isCanceled():
                raise Cancelled(tr("Stopped; nothing of it stays."))
            feedback.setProgressText(
                tr("Storing predictions a row a frame: frame {frame} of {frames}").format(
                    frame=start - first, frames=last - first + 1
                )
            )
            feedback.setProgress(100 * (start - first) / (last - first + 1))
        here = fill("frame_id BETWEEN {first} AND {last}", first=start, last=start + _FRAMES_AT_ONCE - 1)
        for model, classes in models.items():
            if model in empty:
                atlas.execute(_gather(model, classes, here))
            else:
                for statement in _settle(model, classes, here):
                    atlas.execute(statement)
    if empty:
        _forget_settled(atlas, {model: models[model] for model in empty})


def _forget_settled(atlas: Atlas, models: dict[int, list[int]]) -> None:
    """Take what became a row out of what lies aside; where that is all, at once."""
    aside = atlas.scalar(fill("SELECT count(*) FROM {other}", other=OTHER))
    settled = sum(count_scores(atlas, model, classes) for model, classes in models.items())
    if aside == settled:
        atlas.execute(fill("DELETE FROM {other}", other=OTHER))
        return
    for model, classes in models.items():
        *_, forget = _settle(model, classes, Fragment("1"))
        atlas.execute(forget)


def count_scores(atlas: Atlas, model: int, classes: Sequence[int]) -> int:
    """How many scores of a model are in its table."""
    counts = (fill("count({c})", c=score_column(class_id)) for class_id in classes)
    return int(
        atlas.scalar(
            fill("SELECT {counts} AS n FROM {table}", counts=join(" + ", counts), table=score_table(model))
        )
    )
