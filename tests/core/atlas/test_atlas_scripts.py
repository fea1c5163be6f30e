# SPDX-License-Identifier: GPL-2.0-or-later
"""Scripts as text: splitting agrees with SQLite, and nothing slips past the refusals."""

from __future__ import annotations

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seatizen_atlas.core.atlas.scripts import load_scripts, split_statements
from seatizen_atlas.core.errors import InputError

PIECES = st.sampled_from(
    [
        "SELECT 1",
        "INSERT INTO t VALUES ('a;b', 'it''s', \"x;y\")",
        "UPDATE t SET a = 'BEGIN', [e;nd] = `c;d` -- no; end\n",
        "/* a ; comment */ DELETE FROM t",
        'CREATE TABLE t (a, "b;" TEXT) -- END;\n',
        "CREATE TABLE trigger_log (a)",
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO u VALUES (';'); DELETE FROM t; END",
        "CREATE TEMP TRIGGER IF NOT EXISTS r AFTER UPDATE ON t WHEN CASE WHEN 1 THEN 2 END > 1\n"
        "BEGIN SELECT CASE NEW.a WHEN ';' THEN 1 ELSE 2 END; SELECT NEW.end; /* END; */ SELECT 3; END",
        "create trigger\nx before delete on t begin select 'END;'; end",
        "SELECT x'3b', CASE WHEN a THEN 'END' END FROM t",
    ]
)
SPACE = st.sampled_from(["", " ", "\n", "\n-- note; with BEGIN\n", "/* ; */", "\t;\n", ";;"])


@given(st.lists(st.tuples(SPACE, PIECES), max_size=6), SPACE)
def test_statements_are_split_where_sqlite_ends_them(parts, tail):
    text = "".join(space + sql + ";" for space, sql in parts) + tail
    found = list(split_statements(text))
    assert [re.sub(r"^(\s|;|--[^\n]*\n|/\*.*?\*/)+", "", sql) for sql in found] == [
        re.sub(r"^/\* a ; comment \*/ ", "", sql).strip() for _space, sql in parts
    ]
    for sql in found:
        assert sqlite3.complete_statement(sql + "\n;")


SOUP = st.sampled_from([*"aE;'\"`[]-/*\n (.x9é", "BEGIN ", "END ", "CREATE TRIGGER "])


@given(st.lists(SOUP, max_size=60).map("".join))
def test_any_text_is_split_without_loss(text):
    """Whatever is not a statement of its own stays with its neighbour; only `;` between them goes."""
    found = list(split_statements(text))
    position = 0
    for sql in found:
        position = text.index(sql, position) + len(sql)
    assert all(found)


REFUSED = [
    "ATTACH 'x.db' AS x",
    "attach database 'x.db' as x",
    "/* harmless */ AtTaCh 'x' AS y",
    "-- harmless\nDETACH x",
    "\ufeffATTACH 'x' AS y",
    "EXPLAIN ATTACH 'x' AS y",
    "PRAGMA journal_mode = OFF",
    "PRAGMA writable_schema = 1",
    "VACUUM",
    "VACUUM INTO 'copy.db'",
    "BEGIN",
    "COMMIT",
    "END",
    "ROLLBACK",
    "SAVEPOINT a",
    "RELEASE a",
    "SELECT load_extension('evil')",
    "SELECT LOAD_EXTENSION /* x */ ('evil')",
    "SELECT \"load_extension\"('evil')",
    "SELECT [load_extension]\n('evil')",
    "SELECT `load_extension`('evil')",
    "SELECT \ufeffload_extension('evil')",
    "WITH a AS (SELECT writefile('x', 'y')) SELECT * FROM a",
    "INSERT INTO t SELECT readfile('/etc/passwd')",
    "CREATE VIEW v AS SELECT BlobFromFile('/etc/passwd')",
    "CREATE TRIGGER r AFTER INSERT ON frame BEGIN SELECT BlobToFile(NEW.filename, 'x'); END",
    "CREATE TABLE t (a DEFAULT (eval('ATTACH ''x'' AS y')))",
    "CREATE INDEX i ON frame (XB_LoadXML('http://localhost'))",
    "SELECT ExportSHP('frame', 'GPSPosition', 'x', 'utf-8')",
    "SELECT ImportDBF('x', 'y', 'utf-8')",
    "SELECT ogr_geocode('x')",
    "SELECT gdal_get_pixel_value('x', 1, 'pixel', 1, 1)",
    "SELECT SqlProc_Execute(SqlProc_FromFile('x'))",
    "SELECT DropTable(NULL, 'frame')",
    "CREATE VIRTUAL TABLE t USING VirtualText('x.csv')",
    "CREATE VIRTUAL TABLE t USING \"VirtualOGR\"('x')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS rtree USING csv(filename='x')",
    "CREATE /* */ VIRTUAL TABLE t USING 'VirtualShape'('x')",
    "UPDATE sqlite_master SET sql = ''",
    "UPDATE main.\"sqlite_schema\" SET sql = ''",
    "UPDATE 'sqlite_dbpage' SET data = zeroblob(4096)",
    "WITH a AS (SELECT 1) UPDATE sqlite_master SET sql = ''",
    "SELECT * FROM pragma_database_list",
    "SELECT 1; ATTACH 'x' AS y",
    "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END; ATTACH 'x' AS y",
    "SELECT 'a''; ATTACH ''b'; DETACH c",
    "ANALYZE; COMMIT",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_leaves_the_atlas_or_its_transaction_is_refused(tmp_path, sql):
    (tmp_path / "40_x.sql").write_text(sql + ";", encoding="utf-8")
    with pytest.raises(InputError, match="which a script may not"):
        load_scripts(tmp_path)


@given(
    st.sampled_from(["ATTACH", "DETACH", "PRAGMA", "VACUUM", "COMMIT", "SAVEPOINT"]),
    st.lists(st.booleans(), min_size=9, max_size=9),
    st.sampled_from(["", " ", "\n\n", "/* SELECT */", "-- SELECT\n", "\ufeff", "\f"]),
)
def test_case_and_comments_hide_nothing(tmp_path_factory, verb, upper, before):
    word = "".join(c.upper() if up else c.lower() for c, up in zip(verb, upper))
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "40_x.sql").write_text(f"SELECT 1;{before}{word}/**/x;", encoding="utf-8")
    with pytest.raises(InputError, match="which a script may not"):
        load_scripts(folder)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE frame SET filename = 'ATTACH ''x'' AS y; COMMIT' WHERE filename = 'load_extension(1)'",
        "-- PRAGMA x;\nSELECT 1 /* VACUUM INTO 'x' */",
        "CREATE VIRTUAL TABLE t USING rtree(id, minx, maxx)",
        "WITH a(b) AS (SELECT 1) INSERT INTO t SELECT b FROM a",
        "DELETE FROM sqlite_sequence WHERE name = 'x'",
        'CREATE TABLE attach_list ("pragma" TEXT, begin_date TEXT)',
        "SELECT ST_MinX(GPSPosition), importance FROM frame",
    ],
)
def test_ordinary_statements_pass(tmp_path, sql):
    (tmp_path / "40_x.sql").write_text(sql, encoding="utf-8")
    assert len(load_scripts(tmp_path)[0].statements) == 1


@pytest.mark.parametrize(
    ("sql", "verb", "table", "temporary"),
    [
        ("INSERT OR REPLACE INTO main.frame (a) VALUES (1)", "INSERT", "frame", False),
        ('REPLACE INTO "my frame" VALUES (1)', "REPLACE", "my frame", False),
        ("UPDATE OR IGNORE frame SET a = 1", "UPDATE", "frame", False),
        ("-- first\nDELETE /* x */ FROM [frame] WHERE 1", "DELETE", "frame", False),
        (
            "WITH RECURSIVE a(b) AS (SELECT 'INSERT' UNION SELECT 2) UPDATE frame SET a = 1",
            "UPDATE",
            "frame",
            False,
        ),
        ("WITH a AS (SELECT 1) SELECT * FROM a", "WITH", "", False),
        ("CREATE TEMP TABLE x AS SELECT 1", "CREATE", "x", True),
        ("INSERT INTO temp.x VALUES (1)", "INSERT", "x", True),
        ("DROP TABLE IF EXISTS frame", "DROP", "frame", False),
        ("CREATE INDEX i ON frame (a)", "CREATE", "", False),
    ],
)
def test_the_table_that_a_statement_changes_is_known(tmp_path, sql, verb, table, temporary):
    (tmp_path / "40_x.sql").write_text(sql, encoding="utf-8")
    statement = load_scripts(tmp_path)[0].statements[0]
    assert (statement.verb, statement.table, statement.temporary) == (verb, table, temporary)


@pytest.mark.parametrize("name", ["x.sql", "1-x.sql", "٣_x.sql"])
def test_names_without_a_number_are_refused(tmp_path, name):
    (tmp_path / name).write_text("SELECT 1")
    with pytest.raises(InputError, match="a number, an underscore and a name"):
        load_scripts(tmp_path)


def test_texts_that_sqlite_would_not_read_to_the_end_are_refused(tmp_path):
    (tmp_path / "40_x.sql").write_bytes(b"SELECT 1;\0 DROP TABLE frame;")
    with pytest.raises(InputError, match="not a text file"):
        load_scripts(tmp_path)
    (tmp_path / "40_x.sql").write_bytes(b"SELECT '\xe9';")
    with pytest.raises(InputError, match="UTF-8"):
        load_scripts(tmp_path)


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(InputError, match="no numbered script"):
        load_scripts(tmp_path)
