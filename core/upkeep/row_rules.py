# SPDX-License-Identifier: GPL-2.0-or-later
"""What must hold for the rows of an atlas, table by table, as conditions in SQL that find the faulty ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..atlas.score_tables import OTHER
from ..atlas.sql import Fragment, Name, any_of, fill
from ..translation import tr
from .findings import ERROR, WARNING
from .geopackage_rules import Schema, rtree_name

GEOMETRIES = {
    "deposit": ("footprint", "POLYGON"),
    "deposit_linestring": ("footprint_linestring", "LINESTRING"),
    "frame": ("GPSPosition", "POINT"),
    "frame_density": ("position", "POINT"),
}
TIMES = (
    ("frame", "GPSDatetime"),
    ("frame_density", "surveyed_on"),
    ("multilabel_annotation_session", "annotation_date"),
    ("etl_runs", "last_zenodo_harvest_at"),
)
DATES = (
    ("deposit", "session_date"),
    ("multilabel_label", "creation_date"),
    ("multilabel_model", "creation_date"),
)
_SCORES = re.compile(r"multilabel_score_\d+")
_LATER = "{count}"
"""Stands for the number of rows while a message is filled with what is known before they are counted."""
EXAMPLE = {"frame": "filename", "deposit": "session_name", "version": "doi"}
"""By what a row is named in a finding; otherwise by its row id."""


@dataclass(frozen=True)
class RowRule:
    """A condition on a row `t` of a table that only faulty rows meet.

    Args:
        message: translated, with `{count}` for the number of rows.
        refresh: as in `Finding`.
    """

    table: str
    level: str
    code: str
    condition: Fragment
    message: str
    refresh: bool = False


def rules_of(schema: Schema, model: Schema) -> Iterator[RowRule]:
    """The rules that can be asked of an atlas with that schema; references are those of a new atlas."""
    yield from _references(schema, model)
    for table, (column, kind) in GEOMETRIES.items():
        if column in schema.columns.get(table, {}):
            yield from _geometry(schema, table, column, kind)
    for table, column in (*TIMES, *DATES):
        if column in schema.columns.get(table, {}):
            yield _time(table, column)
    yield from _scores(schema)
    yield from (rule for rule in _values() if rule.table in schema.tables)
    yield from (rule for rule in _doubles() if rule.table in schema.tables)


def _references(schema: Schema, model: Schema) -> Iterator[RowRule]:
    for child, column, parent, key in model.references:
        there = schema.columns
        if child == OTHER and child not in schema.tables:
            child = "multilabel_prediction"  # what it was before script 10
        if column in there.get(child, {}) and key in there.get(parent, {}):
            yield RowRule(
                child,
                ERROR,
                f"{child}.{column}_broken",
                fill(
                    "t.{column} NOTNULL AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.{key} = t.{column})",
                    column=Name(column),
                    parent=Name(parent),
                    key=Name(key),
                ),
                tr("Rows of “{table}” whose “{column}” names no “{parent}” that exists: {count}.").format(
                    table=child, column=column, parent=parent, count=_LATER
                ),
            )


def _geometry(schema: Schema, table: str, column: str, kind: str) -> Iterator[RowRule]:
    def rule(level: str, word: str, condition: str, message: str) -> RowRule:
        return RowRule(
            table,
            level,
            f"{table}.{word}",
            fill(condition, g=Fragment(fill("t.{column}", column=Name(column))), kind=kind),
            message.format(column=f"{table}.{column}", count=_LATER),
        )

    yield rule(
        ERROR,
        "blob_foreign",
        "substr({g}, 1, 2) = X'0001'",
        tr("Geometries of {column} that are SpatiaLite blobs, which a strict reader cannot read: {count}."),
    )
    yield rule(
        ERROR,
        "blob_corrupt",
        "{g} NOTNULL AND (typeof({g}) <> 'blob' OR (ST_MinX({g}) ISNULL AND ST_IsEmpty({g}) IS NOT 1)"
        " OR (substr({g}, 1, 2) = X'4750' AND length({g}) < 21))",
        tr("Geometries of {column} that cannot be read: {count}."),
    )
    yield rule(
        ERROR,
        "blob_srs",
        "substr({g}, 1, 2) = X'4750' AND ST_MinX({g}) NOTNULL AND ST_SRID({g}) IS NOT 4326",
        tr("Geometries of {column} that are not in EPSG:4326: {count}."),
    )
    yield rule(
        ERROR,
        "blob_kind",
        "ST_MinX({g}) NOTNULL AND ST_GeometryType({g}) IS NOT {kind}",
        tr("Geometries of {column} of another kind than the column's: {count}."),
    )
    yield rule(
        ERROR,
        "out_of_range",
        "ST_MinX({g}) < -180 OR ST_MaxX({g}) > 180 OR ST_MinY({g}) < -90 OR ST_MaxY({g}) > 90",
        tr("Geometries of {column} that reach beyond 180 degrees of longitude or 90 of latitude: {count}."),
    )
    if kind == "POINT":
        yield rule(
            ERROR,
            "at_origin",
            "ST_MinX({g}) = 0 AND ST_MinY({g}) = 0",
            tr("Positions of {column} that are exactly 0,0, which stands for “unknown”: {count}."),
        )
    yield rule(
        WARNING,
        "position_missing",
        "{g} ISNULL OR ST_IsEmpty({g}) = 1",
        tr("Rows without a geometry in {column}: {count}."),
    )
    if rtree_name(table, column) in schema.objects["table"]:
        yield from index_rules(table, column)


def index_rules(table: str, column: str) -> Iterator[RowRule]:
    """What must hold between the geometries of a table and its spatial index."""
    index = rtree_name(table, column)
    has_geometry = fill("ST_MinX(t.{column}) NOTNULL", column=Name(column))
    yield RowRule(
        table,
        ERROR,
        f"{table}.rtree_missing",
        fill(
            "{has_geometry} AND NOT EXISTS (SELECT 1 FROM {index} r WHERE r.id = t.rowid)",
            has_geometry=has_geometry,
            index=Name(index),
        ),
        tr("Geometries of {column} that are missing from the spatial index: {count}.").format(
            column=f"{table}.{column}", count=_LATER
        ),
        refresh=True,
    )
    yield RowRule(
        table,
        ERROR,
        f"{table}.rtree_wrong",
        fill(
            "EXISTS (SELECT 1 FROM {index} r WHERE r.id = t.rowid"
            " AND (t.{column} ISNULL OR ST_IsEmpty(t.{column}) = 1"
            " OR r.minx > ST_MinX(t.{column}) OR r.maxx < ST_MaxX(t.{column})"
            " OR r.miny > ST_MinY(t.{column}) OR r.maxy < ST_MaxY(t.{column})))",
            index=Name(index),
            column=Name(column),
        ),
        tr("Geometries of {column} that lie elsewhere than the spatial index says: {count}.").format(
            column=f"{table}.{column}", count=_LATER
        ),
        refresh=True,
    )
    # SQLite keeps the entries in a table of its own, where those whose row is gone are found.
    yield RowRule(
        f"{index}_rowid",
        ERROR,
        f"{table}.rtree_ghosts",
        fill("NOT EXISTS (SELECT 1 FROM {table} p WHERE p.rowid = t.rowid)", table=Name(table)),
        tr("Entries of the spatial index of “{table}” without a row: {count}.").format(
            table=table, count=_LATER
        ),
        refresh=True,
    )


def _time(table: str, column: str) -> RowRule:
    return RowRule(
        table,
        ERROR,
        f"{table}.{column}_unreadable",
        fill(
            # julianday() also takes bare numbers and “now”, hence the pattern.
            "t.{column} NOTNULL AND (julianday(t.{column}) ISNULL"
            " OR t.{column} NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*')",
            column=Name(column),
        ),
        tr("Dates of {column} that cannot be read: {count}.").format(
            column=f"{table}.{column}", count=_LATER
        ),
    )


def _scores(schema: Schema) -> Iterator[RowRule]:
    """Scores wherever they lie: before script 10 in one table, since then in one a model and in another."""
    for table in ("multilabel_prediction", OTHER, *filter(_SCORES.fullmatch, schema.tables)):
        if table not in schema.tables:
            continue
        columns = ["score"] if "score" in schema.columns[table] else list(schema.columns[table])[2:]
        # What is no number at all is greater than any.
        wrong = any_of(fill("{c} NOT BETWEEN 0 AND 1", c=Name(column)) for column in columns)
        yield RowRule(
            table,
            ERROR,
            f"{table}.score",
            wrong,
            tr("Rows of “{table}” with a score that is not between 0 and 1: {count}.").format(
                table=table, count=_LATER
            ),
        )


def _values() -> Iterator[RowRule]:
    yield RowRule(
        "frame",
        ERROR,
        "frame.GPSFix_no_integer",
        Fragment("typeof(t.GPSFix) NOT IN ('integer', 'null')"),
        tr("Frames with a GPSFix that is no integer: {count}."),
    )
    yield RowRule(
        "frame",
        WARNING,
        "frame.GPSDatetime_missing",
        Fragment("t.GPSDatetime ISNULL"),
        tr("Frames without a date: {count}."),
    )
    yield RowRule(
        "multilabel_annotation",
        ERROR,
        "multilabel_annotation.value",
        Fragment("t.value NOT IN (0, 1)"),
        tr("Annotations with a value that is neither 0 nor 1: {count}."),
    )
    yield RowRule(
        "multilabel_class",
        ERROR,
        "multilabel_class.threshold",
        Fragment("typeof(t.threshold) NOT IN ('real', 'integer') OR t.threshold < 0 OR t.threshold > 1"),
        tr("Classes with a threshold that is not between 0 and 1: {count}."),
    )
    yield RowRule(
        "multilabel_model",
        WARNING,
        "multilabel_model.unused",
        Fragment("NOT EXISTS (SELECT 1 FROM multilabel_class c WHERE c.ml_model_id = t.id)"),
        tr("Models without a class: {count}."),
    )
    yield RowRule(
        "deposit",
        WARNING,
        "deposit.no_version",
        Fragment("NOT EXISTS (SELECT 1 FROM version v WHERE v.deposit_doi = t.doi)"),
        tr("Sessions without a version: {count}."),
    )


def _doubles() -> Iterator[RowRule]:
    """Rows that repeat an earlier one."""
    yield RowRule(
        "deposit",
        ERROR,
        "deposit.doubled",
        Fragment(
            "EXISTS (SELECT 1 FROM deposit e WHERE e.session_name = t.session_name AND e.rowid < t.rowid)"
        ),
        tr("Sessions that are there twice: {count}."),
    )
    yield RowRule(
        "deposit_linestring",
        ERROR,
        "deposit_linestring.doubled",
        Fragment(
            "EXISTS (SELECT 1 FROM deposit_linestring e WHERE e.deposit_doi = t.deposit_doi"
            " AND e.rowid < t.rowid)"
        ),
        tr("Tracks of a session that has another one: {count}."),
    )
    yield RowRule(
        "multilabel_class",
        ERROR,
        "multilabel_class.doubled",
        Fragment(
            "EXISTS (SELECT 1 FROM multilabel_class e WHERE e.name = t.name"
            " AND e.ml_model_id = t.ml_model_id AND e.rowid < t.rowid)"
        ),
        tr("Classes that are there twice in their model: {count}."),
    )
    yield RowRule(
        "frame",
        ERROR,
        "frame.doubled",
        Fragment(
            "EXISTS (SELECT 1 FROM frame e WHERE e.filename = t.filename AND e.rowid < t.rowid"
            " AND (e.version_doi = t.version_doi"
            " OR (SELECT deposit_doi FROM version WHERE doi = e.version_doi)"
            " = (SELECT deposit_doi FROM version WHERE doi = t.version_doi)))"
        ),
        tr("Frames that are there twice in their session: {count}."),
    )
