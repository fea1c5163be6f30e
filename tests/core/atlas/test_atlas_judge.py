# SPDX-License-Identifier: GPL-2.0-or-later
"""SQLite judges scripts: nothing leaves the atlas or its transaction in disguise; the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from legacy_atlas import make_legacy_atlas
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.judge import Judgement, judge_scripts
from seatizen_atlas.core.atlas.scripts import load_scripts
from seatizen_atlas.core.errors import InputError
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.migrations import apply_script, last_script


@pytest.fixture(scope="module")
def atlas(tmp_path_factory) -> Iterator[Atlas]:
    path = create_atlas(tmp_path_factory.mktemp("judge") / "a.gpkg", feedback=QgsProcessingFeedback(False))
    with Atlas.open(path, update=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("scripts")


def judge(atlas: Atlas, folder: Path, text: str) -> Judgement:
    (folder / "40_x.sql").write_text(text, encoding="utf-8")
    return judge_scripts(atlas, load_scripts(folder))[0]


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
    "CREATE \x0bVIRTUAL TABLE t USING VirtualText('/etc/passwd')",
    "SELECT DropTable \x0b(NULL, 'frame')",
    "SELECT CloneTable('main', 'frame', 'copy', 1)",
    "SELECT Pause()",
    "SELECT $a('b'); ATTACH 'x' AS y; SELECT $a('c')",
    "SELECT $a('; ATTACH ''x'' AS y; SELECT 1",
    "SELECT $a::b('x'), load_extension('y'), $a('z')",
    "UPDATE frame SET filename = ?",
    "CREATE TEMP TRIGGER r AFTER INSERT ON etl_runs BEGIN DELETE FROM frame; END",
    "CREATE TRIGGER temp.r AFTER INSERT ON main.etl_runs BEGIN DELETE FROM frame; END",
    "CREATE TEMP VIEW v AS SELECT 1",
    "CREATE TABLE t (a DEFAULT (load_extension('x')))",
    "CREATE TABLE t (a CHECK (load_extension('x')))",
    "CREATE TABLE t (a, b GENERATED ALWAYS AS (load_extension('x')))",
    "CREATE VIEW v AS SELECT load_extension('x')",
    "CREATE VIEW v AS SELECT 1 AS a; CREATE TRIGGER r INSTEAD OF UPDATE ON v BEGIN SELECT Pause(); END",
    "CREATE TRIGGER r BEFORE UPDATE OF filename ON frame BEGIN SELECT load_extension('x'); END",
    "SELECT * FROM dbstat",
    "SELECT * FROM sqlite_stmt",
    "SELECT fts3_tokenizer('simple', X'00')",
    "INSERT INTO gpkg_contents (table_name) VALUES (load_extension('x'))",
    "CREATE TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_leaves_the_atlas_or_its_transaction_is_refused(atlas, folder, sql):
    before = set(Path().iterdir())
    with pytest.raises(InputError, match=r"^40_x.sql: statement \d+ \(“.*…”\): .*Nothing was changed"):
        judge(atlas, folder, sql + ";")
    assert set(Path().iterdir()) == before


CALLS = st.sampled_from(
    [
        "load_extension('x')",
        "writefile('x', 'y')",
        "BlobFromFile('/etc/passwd')",
        "ExportSHP('frame', 'GPSPosition', 'x', 'utf-8')",
        "Pause()",
        "DropTable(NULL, 'frame')",
        "CloneTable('main', 'frame', 'f', 1)",
        "fts3_tokenizer('simple')",
        "sqlite_log(1, 'x')",
        "ogr_geocode('x')",
        "(SELECT name FROM pragma_database_list)",
        "(SELECT 1 FROM sqlite_stmt)",
    ]
)
PLACES = st.sampled_from(
    [
        "SELECT {}",
        "SELECT 1 WHERE random() AND {}",
        "WITH a AS (SELECT {} AS b) SELECT * FROM a",
        "INSERT INTO gpkg_contents (table_name) SELECT {}",
        "UPDATE frame SET filename = {}",
        "DELETE FROM frame WHERE id IN (SELECT {})",
        "CREATE TABLE t AS SELECT {} AS a",
        "CREATE VIEW v AS SELECT {} AS a",
        "CREATE TRIGGER r AFTER INSERT ON version BEGIN SELECT 1; SELECT {}; END",
        "CREATE TRIGGER r BEFORE DELETE ON frame WHEN {} BEGIN SELECT 1; END",
        "CREATE TABLE t (a); CREATE TRIGGER r AFTER UPDATE ON t BEGIN INSERT INTO t VALUES ({}); END",
    ]
)
STATEMENTS = st.sampled_from(
    [
        "ATTACH 'x' AS y",
        "DETACH main",
        "PRAGMA writable_schema = 1",
        "VACUUM",
        "VACUUM INTO 'x'",
        "BEGIN",
        "COMMIT",
        "END TRANSACTION",
        "ROLLBACK",
        "SAVEPOINT a",
        "RELEASE a",
        "CREATE VIRTUAL TABLE t USING VirtualText('x')",
        "CREATE VIRTUAL TABLE t USING csv('x')",
        "CREATE TEMP TRIGGER r AFTER INSERT ON etl_runs BEGIN DELETE FROM frame; END",
        "UPDATE sqlite_master SET sql = ''",
    ]
)
BLANKS = st.lists(
    st.sampled_from([" ", "\t", "\n", "\x0b", "\x0c", "/* ; */", "-- SELECT 1;\n", "\r\n"]),
    min_size=1,
    max_size=4,
).map("".join)
BEFORE = st.sampled_from(
    ["", "SELECT 1;", "\ufeff", ";;", "SELECT $a('x');", "SELECT 'it''s; ';", "/* open;*/"]
)
AFTER = st.sampled_from(["", ";", "; SELECT 1;", "; SELECT $a(');", " -- end", "; CREATE TABLE more (a);"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=250)
@given(
    evil=st.one_of(st.tuples(PLACES, CALLS).map(lambda pair: pair[0].format(pair[1])), STATEMENTS),
    blanks=st.lists(BLANKS, min_size=40, max_size=40),
    before=BEFORE,
    after=AFTER,
    upper=st.booleans(),
)
def test_no_disguise_helps(atlas, folder, evil, blanks, before, after, upper):
    """Other blanks, other case, comments, what stands before and after, and where it stands."""
    words = evil.replace("(", " ( ").split(" ")
    text = "".join(word + blank for word, blank in zip(words, blanks))
    with pytest.raises(InputError):
        judge(atlas, folder, before + (text.swapcase() if upper else text) + after)


LEGITIMATE = [
    "UPDATE frame SET filename = 'ATTACH ''x'' AS y; COMMIT' WHERE filename = 'load_extension(1)'",
    "-- PRAGMA x;\nSELECT 1 /* VACUUM INTO 'x' */",
    "CREATE VIRTUAL TABLE t USING rtree(id, minx, maxx)",
    "CREATE TABLE t (a); WITH a(b) AS (SELECT 1) INSERT INTO t SELECT b FROM a",
    "DELETE FROM sqlite_sequence WHERE name = 'x'",
    'CREATE TABLE attach_list ("pragma" TEXT, begin_date TEXT)',
    "SELECT ST_MinX(GPSPosition), filename AS importance FROM frame",
    "CREATE TEMP TABLE mine AS SELECT * FROM version; INSERT INTO version SELECT * FROM temp.mine",
    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('a', 'attributes', 'a')",
    "CREATE TRIGGER r AFTER INSERT ON frame WHEN ST_IsEmpty(NEW.GPSPosition) BEGIN SELECT RAISE(IGNORE); END",
    "CREATE INDEX i ON frame (lower(filename)) WHERE GPSFix > 1; REINDEX i; ANALYZE; DROP INDEX i",
    "ALTER TABLE frame ADD COLUMN note TEXT; UPDATE frame SET note = json_extract('{}', '$.a')",
    "ALTER TABLE version RENAME TO release; ALTER TABLE release RENAME TO version",
    "DROP TABLE IF EXISTS absent; DROP VIEW IF EXISTS absent",
    "CREATE VIEW v AS SELECT id, row_number() OVER (ORDER BY id) AS n, filename ->> '$.x' AS x FROM frame",
    "SELECT value FROM json_each('[1]')",
    "INSERT INTO version (doi, deposit_doi) VALUES (1, 2) ON CONFLICT DO UPDATE SET deposit_doi = 2",
    "INSERT INTO frame SELECT * FROM frame WHERE filename LIKE '%x' AND filename GLOB '*'",
    "SELECT CAST(strftime('%Y', GPSDatetime) AS INTEGER) FROM frame GROUP BY 1 HAVING count(*) > 1",
]


@pytest.mark.parametrize("sql", LEGITIMATE)
def test_ordinary_scripts_go_on_running(atlas, folder, sql):
    assert judge(atlas, folder, sql).statements


@pytest.mark.parametrize("number", range(6))
def test_the_plugins_own_scripts_run_on_todays_atlases(tmp_path, number):
    path = make_legacy_atlas(tmp_path / "atlas.gpkg", last_script=number)
    scripts = [script for script in load_scripts() if script.number > number]
    with Atlas.open(path) as atlas:
        judged = judge_scripts(atlas, scripts)
    assert [len(one.statements) for one in judged] == [len(script.statements) for script in scripts]


@pytest.mark.parametrize(
    ("sql", "tables", "touched"),
    [
        ("INSERT OR REPLACE INTO main.frame (id) VALUES (1)", ["frame"], {"frame"}),
        ("UPDATE OR IGNORE [frame] SET GPSFix = 1", ["frame"], {"frame"}),
        ("WITH RECURSIVE a(b) AS (SELECT 'INSERT') DELETE FROM `frame`", ["frame"], {"frame"}),
        ("SELECT * FROM frame", [None], set()),
        ("CREATE TEMP TABLE x AS SELECT 1; INSERT INTO x VALUES (1)", [None, None], set()),
        ("CREATE INDEX i ON frame (GPSFix)", [None], set()),
        ("CREATE TABLE x (a); DROP TABLE version", [None, None], {"x", "version"}),
        (
            "CREATE TRIGGER r AFTER UPDATE ON deposit BEGIN DELETE FROM frame; END; DELETE FROM deposit",
            [None, "deposit"],
            {"deposit", "frame"},
        ),
    ],
)
def test_the_tables_that_a_script_changes_are_known(atlas, folder, sql, tables, touched):
    judged = judge(atlas, folder, sql)
    assert [statement.table for statement in judged.statements] == tables
    assert {name for name in judged.touched if not name.startswith("rtree_")} == touched


def test_nothing_of_a_scripts_own_is_left_on_the_connection(tmp_path, folder, feedback):
    path = create_atlas(tmp_path / "a.gpkg", feedback=feedback)
    text = "CREATE TEMP TABLE etl_runs (id, last_sql_script_executed); CREATE INDEX temp.i ON etl_runs (id)"
    (folder / "40_x.sql").write_text(text, encoding="utf-8")
    with Atlas.open(path, update=True) as opened:
        apply_script(opened, load_scripts(folder)[0], feedback)
        assert opened.rows("SELECT name FROM sqlite_temp_master") == []
        assert last_script(opened) == 40
