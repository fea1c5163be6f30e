# SPDX-License-Identifier: GPL-2.0-or-later
"""Scripts as text: splitting agrees with SQLite, names and checksums tell them apart."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seatizen_atlas.core.atlas.scripts import Script, load_scripts, split_statements
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


def script(folder: Path, text: str) -> Script:
    path = folder / "40_x.sql"
    path.write_text(text, encoding="utf-8")
    return load_scripts(folder)[0]


def test_a_checksum_is_of_what_a_script_does(tmp_path):
    one = script(tmp_path, "-- A comment.\nUPDATE frame SET filename = 'a  b';\nDELETE FROM version")
    assert (
        one.checksum == script(tmp_path, "UPDATE  frame SET filename='a  b';;DELETE FROM version;\n").checksum
    )
    for other in (
        "UPDATE frame SET filename = 'a b'; DELETE FROM version",
        "UPDATE frame SET filename = 'a  b'",
        "DELETE FROM version; UPDATE frame SET filename = 'a  b'",
    ):
        assert one.checksum != script(tmp_path, other).checksum


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
