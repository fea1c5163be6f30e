# SPDX-License-Identifier: GPL-2.0-or-later
"""What a numbered script would do, found out by SQLite itself before the script meets the atlas.

A script comes from a file that anybody may have written. Each of its statements is compiled on an empty
copy of the atlas's schema in memory, where SQLite's authorizer tells every table, function, trigger and
pragma that the statement would reach, however its text looks. What is not known to be harmless is refused.
Only statements that change the schema are run, on the copy: no file is opened here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Optional

from ..errors import InputError
from ..translation import tr
from .gateway import Atlas
from .scripts import Script, Statement
from .sql import Name, fill

_Seen = tuple[int, Optional[str], Optional[str], Optional[str], Optional[str]]
"""Action, its two words, schema, and the trigger or view that asks: as SQLite's authorizer is told."""
_ROWS_CHANGE = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
_SCHEMA_CHANGES = {
    sqlite3.SQLITE_CREATE_TABLE,
    sqlite3.SQLITE_CREATE_INDEX,
    sqlite3.SQLITE_CREATE_TRIGGER,
    sqlite3.SQLITE_CREATE_VIEW,
    sqlite3.SQLITE_CREATE_VTABLE,
    sqlite3.SQLITE_CREATE_TEMP_TABLE,
    sqlite3.SQLITE_CREATE_TEMP_INDEX,
    sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
    sqlite3.SQLITE_CREATE_TEMP_VIEW,
    sqlite3.SQLITE_DROP_TABLE,
    sqlite3.SQLITE_DROP_INDEX,
    sqlite3.SQLITE_DROP_TRIGGER,
    sqlite3.SQLITE_DROP_VIEW,
    sqlite3.SQLITE_DROP_VTABLE,
    sqlite3.SQLITE_DROP_TEMP_TABLE,
    sqlite3.SQLITE_DROP_TEMP_INDEX,
    sqlite3.SQLITE_ALTER_TABLE,
}
_HARMLESS = {
    *_ROWS_CHANGE,
    *_SCHEMA_CHANGES,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_REINDEX,
    sqlite3.SQLITE_ANALYZE,
}
_REFUSED_AS = {
    sqlite3.SQLITE_ATTACH: "ATTACH",
    sqlite3.SQLITE_DETACH: "DETACH",
    sqlite3.SQLITE_PRAGMA: "PRAGMA",
    sqlite3.SQLITE_TRANSACTION: "BEGIN, COMMIT, ROLLBACK",
    sqlite3.SQLITE_SAVEPOINT: "SAVEPOINT",
}
_MODULES = {"rtree", "fts4", "fts5"}
_TABLE_FUNCTIONS = {"json_each", "json_tree"}
_FUNCTIONS = frozenset(
    """
    -> ->> abs acos acosh asin asinh atan atan2 atanh avg ceil ceiling changes char coalesce concat concat_ws
    cos cosh count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank exp
    first_value floor format glob group_concat hex ifnull iif instr json json_array json_array_length
    json_extract json_group_array json_group_object json_insert json_object json_patch json_quote json_remove
    json_replace json_set json_type json_valid julianday lag last_insert_rowid last_value lead length like
    likelihood likely ln log log10 log2 lower ltrim match max min mod nth_value ntile nullif octet_length
    percent_rank pi pow power printf quote radians random randomblob rank replace round row_number rtrim sign
    sin sinh soundex sqrt strftime string_agg substr substring sum tan tanh time timediff total total_changes
    trim trunc typeof unhex unicode unixepoch unlikely upper zeroblob
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
"""SQLite's own functions that neither leave the database nor change a setting."""
_GEOMETRY_FUNCTIONS = frozenset(
    """
    st_minx st_miny st_maxx st_maxy st_isempty st_geometrytype st_srid st_x st_y st_z st_m st_isvalid
    st_issimple st_isclosed st_isring st_dimension st_numpoints st_npoints st_numgeometries st_numinteriorring
    st_length st_area st_perimeter st_distance st_equals st_disjoint st_touches st_within st_overlaps
    st_crosses st_intersects st_contains st_covers st_coveredby st_astext st_asbinary gpkg_isassignable
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
"""GDAL's and SpatiaLite's functions that read a geometry."""
_OF_ALTER = ("sqlite_rename_", "sqlite_drop_column", "sqlite_fail")
"""Functions that SQLite itself calls in ALTER TABLE; nobody else can."""
_STEPS = 20_000_000
"""So many of SQLite's instructions a statement may take on empty tables, about a second."""


@dataclass(frozen=True)
class Judged:
    """A statement that may run.

    Args:
        table: the table of the atlas whose rows it inserts, changes or deletes; None when there is none.
        renamed: the earlier and the new name of a table.
    """

    statement: Statement
    table: str | None = None
    renamed: tuple[str, str] | None = None


@dataclass(frozen=True)
class Judgement:
    """A script that may run.

    Args:
        touched: tables of the atlas that it makes, drops, alters or whose rows it changes, by triggers too.
    """

    script: Script
    statements: tuple[Judged, ...]
    touched: frozenset[str]


def judge_scripts(atlas: Atlas, scripts: Sequence[Script]) -> tuple[Judgement, ...]:
    """Judge scripts in the order in which they are to run on an atlas, before any of them runs.

    Raises:
        InputError: a statement would leave the atlas or its transaction, or cannot run on these tables;
            the message names script, statement and reason.
    """
    copy = _Copy(atlas.rows("SELECT type, name, tbl_name AS owner, sql FROM sqlite_master WHERE sql NOTNULL"))
    try:
        return tuple(copy.judge(script) for script in scripts)
    finally:
        copy.close()


class _Copy:
    """An empty copy of a schema in memory, on which scripts are judged one after the other."""

    def __init__(self, schema: Iterable[tuple[str, str, str, str]]) -> None:
        # No statement is kept: SQLite 3.46 crashes when it prepares an EXPLAIN anew after the schema changed.
        self._base = sqlite3.connect(":memory:", isolation_level=None, cached_statements=0)
        self._base.execute("PRAGMA legacy_alter_table = ON")  # as for the scripts themselves
        for name in _GEOMETRY_FUNCTIONS:
            self._base.create_function(name, -1, _nothing, deterministic=True)
        self._build(schema)
        modules = self._base.execute("SELECT name FROM pragma_module_list")
        self._modules = {name.lower() for (name,) in modules}
        self._main = self._objects()
        self._seen: list[_Seen] = []
        self._refused = ""
        self._judging = False
        self._base.execute("BEGIN")  # what cannot run in a transaction cannot run there either
        self._base.set_authorizer(self._authorise)

    def close(self) -> None:
        self._base.close()

    def judge(self, script: Script) -> Judgement:
        before = dict(self._main)
        statements, touched = [], set()
        for statement in script.statements:
            with _placed(script, statement):
                known = dict(self._main)
                self._compile(statement.text)
                seen = list(self._seen)
                if not seen or any(action in _SCHEMA_CHANGES for action, *_rest in seen):
                    self._run(statement.text)
                    self._main = self._objects()
                    self._refuse_temporary()
            tables = self._changed_tables(seen)
            touched.update(tables)
            direct = None if self._main != known else next(iter(tables), None)
            statements.append(Judged(statement, direct, _renaming(seen, known, self._main)))
        changed = {key for key in before.keys() | self._main.keys() if before.get(key) != self._main.get(key)}
        last = script.statements[-1] if script.statements else None
        for kind, name in sorted(changed & self._main.keys()):
            if last is not None:
                with _placed(script, self._maker_of(script, name) or last):
                    touched.update(self._compile_what_waits(kind, name))
        self._drop_temporary()
        touched.update(self._touched_by_the_record())
        touched.update(name for kind, name in changed if kind == "table" and not _is_own(name))
        return Judgement(script, tuple(statements), frozenset(touched))

    def _build(self, schema: Iterable[tuple[str, str, str, str]]) -> None:
        """Make tables first, virtual ones before their own tables, then what hangs on them."""
        order = {"table": 1, "view": 2, "index": 3, "trigger": 4}
        rows = sorted(
            schema, key=lambda row: 0 if row[3].upper().startswith("CREATE VIRTUAL") else order[row[0]]
        )
        for kind, name, _owner, sql in rows:
            if name == "sqlite_stat1":
                self._base.execute("ANALYZE")
            if _is_own(name) or (kind == "table" and self._has(name)):
                continue
            try:
                self._base.execute(sql)
            except sqlite3.Error:
                continue  # of a module that is not here: what names it is refused

    def _has(self, name: str) -> bool:
        return bool(self._base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchall())

    def _objects(self) -> dict[tuple[str, str], str]:
        rows = self._base.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOTNULL")
        return {(kind, name): sql for kind, name, sql in rows}

    def _authorise(self, action: int, *words: str | None) -> int:
        if not self._judging:
            return sqlite3.SQLITE_OK
        first, second = words[0], words[1]
        self._seen.append((action, first, second, words[2], words[3]))
        refused = self._refuse(action, first or "", second or "", words[2] or "")
        if refused:
            self._refused = self._refused or refused
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    def _refuse(self, action: int, first: str, second: str, schema: str) -> str:
        """What a script may not do of what SQLite asks leave for; empty when it may."""
        if action == sqlite3.SQLITE_FUNCTION:
            name = second.lower()
            known = name in _FUNCTIONS or name in _GEOMETRY_FUNCTIONS or name.startswith(_OF_ALTER)
            return "" if known else f"{second}()"
        if action not in _HARMLESS:
            return _REFUSED_AS.get(action, tr("what no script needs ({})").format(action))
        if action == sqlite3.SQLITE_CREATE_VTABLE and second.lower() not in _MODULES:
            return f"CREATE VIRTUAL TABLE … USING {second}"
        if action == sqlite3.SQLITE_READ or action in _ROWS_CHANGE:
            name = first.lower()
            if (name.startswith("pragma_") or name in self._modules) and name not in _TABLE_FUNCTIONS:
                return first
        return ""

    def _compile(self, sql: str) -> None:
        """Let SQLite say what a statement would do, without doing it.

        Raises:
            ValueError: it may not be done, or cannot.
        """
        self._seen, self._refused, self._judging = [], "", True
        try:
            self._run(f"EXPLAIN {sql}")
        except ValueError as error:
            if self._refused:
                raise ValueError(tr("uses {}, which a script may not").format(self._refused)) from error
            raise
        finally:
            self._judging = False

    def _run(self, sql: str) -> None:
        steps = iter(range(_STEPS // 1000))
        self._base.set_progress_handler(lambda: next(steps, None) is None, 1000)
        try:
            self._base.execute(sql).fetchall()
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise ValueError(str(error)) from error
        finally:
            self._base.set_progress_handler(None, 0)

    @staticmethod
    def _changed_tables(seen: Iterable[_Seen]) -> list[str]:
        return [
            table
            for action, table, _column, schema, _trigger in seen
            if action in _ROWS_CHANGE and schema == "main" and table and not _is_own(table)
        ]

    def _touched_by_the_record(self) -> Iterable[str]:
        """What triggers change when a script is recorded; all tables, where they cannot be looked into."""
        if ("table", "etl_runs") not in self._main:
            return ()
        try:
            self._compile("INSERT INTO etl_runs DEFAULT VALUES")
        except ValueError:
            return [name for kind, name in self._main if kind == "table"]
        return [table for table in self._changed_tables(self._seen) if table != "etl_runs"]

    def _refuse_temporary(self) -> None:
        """Temporary tables end with the script; what would act on the atlas beyond a statement may not be."""
        for kind, name in self._base.execute("SELECT type, name FROM sqlite_temp_master"):
            if kind in ("trigger", "view"):
                raise ValueError(
                    tr("uses {}, which a script may not").format(f"CREATE TEMP {kind.upper()} {name}")
                )

    def _compile_what_waits(self, kind: str, name: str) -> Iterator[str]:
        """Compile what runs only later: views, defaults, bodies of triggers; yield what these change."""
        if kind == "view":
            self._compile(fill("SELECT * FROM {view}", view=Name(name)))
            return
        if kind not in ("table", "trigger") or self._main[kind, name].upper().startswith("CREATE VIRTUAL"):
            return
        owner = name if kind == "table" else self._owner_of(name)
        for sql in self._changes_of(owner):
            try:
                self._compile(sql)
            except ValueError as error:
                if "cannot modify" not in str(error):  # a view without a trigger for that
                    raise
            if kind == "trigger":
                yield from self._changed_tables(self._seen)

    def _changes_of(self, table: str) -> Iterator[str]:
        described = self._base.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,)).fetchall()
        sets = [fill("{c} = {c}", c=Name(column)) for column, hidden in described if not hidden]
        yield fill("INSERT INTO {t} DEFAULT VALUES", t=Name(table))
        yield fill("DELETE FROM {t}", t=Name(table))
        yield fill("UPDATE {t} SET {sets}", t=Name(table), sets=sets)

    def _owner_of(self, trigger: str) -> str:
        ((owner,),) = self._base.execute("SELECT tbl_name FROM sqlite_master WHERE name = ?", (trigger,))
        return str(owner)

    def _maker_of(self, script: Script, name: str) -> Statement | None:
        return next((s for s in script.statements if name.lower() in s.text.lower()), None)

    def _drop_temporary(self) -> None:
        """The runner drops them at the end of a script; so does the judge."""
        names = self._base.execute("SELECT name FROM sqlite_temp_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            self._base.execute(fill("DROP TABLE temp.{t}", t=Name(name)))


@contextmanager
def _placed(script: Script, statement: Statement) -> Iterator[None]:
    """Tell the place of what is refused inside the block."""
    try:
        yield
    except ValueError as error:
        raise InputError(
            tr("statement {number} (“{beginning}…”): {reason}.").format(
                number=statement.number, beginning=statement.beginning, reason=error
            ),
            file=script.path,
            advice=tr("Nothing was changed. Scripts change tables of the atlas and nothing else."),
        ) from error


def _renaming(
    seen: Iterable[_Seen],
    before: dict[tuple[str, str], str],
    after: dict[tuple[str, str], str],
) -> tuple[str, str] | None:
    if not any(action == sqlite3.SQLITE_ALTER_TABLE for action, *_rest in seen):
        return None
    gone = [name for kind, name in before.keys() - after.keys() if kind == "table"]
    new = [name for kind, name in after.keys() - before.keys() if kind == "table"]
    return (gone[0], new[0]) if len(gone) == len(new) == 1 else None


def _is_own(name: str) -> bool:
    """Whether a table is one of SQLite's own."""
    return name.lower().startswith("sqlite_")


def _nothing(*_values: object) -> None:
    """Stands for a function of GDAL's: statements are compiled, not run."""
