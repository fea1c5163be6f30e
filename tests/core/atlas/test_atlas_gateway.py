# SPDX-License-Identifier: GPL-2.0-or-later
"""The gateway: quoting, results as SQLite has them, transactions, the lock, and what it says when refused."""

from __future__ import annotations

import math
import os
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import gdal
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas, create_geopackage
from seatizen_atlas.core.atlas.sql import Fragment, Name, fill, identifier, join, literal
from seatizen_atlas.core.errors import AtlasBusy, AtlasError
from seatizen_atlas.core.upkeep.create import create_atlas

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=30),
    st.binary(max_size=30),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    return create_atlas(tmp_path_factory.mktemp("gateway") / "a.gpkg", feedback=QgsProcessingFeedback(False))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(value=VALUES)
def test_every_value_comes_back_as_it_went_in(path, value):
    with Atlas.open(path) as atlas:
        kept = atlas.rows(fill("SELECT typeof({v}) AS kind, hex(CAST({v} AS BLOB)) AS bytes", v=value))
        assert (
            kept[0][0]
            == {type(None): "null", int: "integer", float: "real", str: "text", bytes: "blob"}[type(value)]
        )
        if isinstance(value, (str, bytes)):
            assert kept[0][1] == (value.encode() if isinstance(value, str) else value).hex().upper()
        elif value is not None:
            # SQLite reads the last digit of extreme numbers its own way; rows enter by staging, not as text.
            assert math.isclose(atlas.scalar(fill("SELECT {v} AS v", v=value)), value, rel_tol=1e-14)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(name=st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20))
def test_every_name_can_be_a_table(path, name):
    with Atlas.open(path) as atlas:
        atlas.execute(fill("CREATE TEMP TABLE {t} (x INTEGER)", t=Name(name)))
        atlas.execute(fill("INSERT INTO temp.{t} VALUES (7)", t=Name(name)))
        assert atlas.scalar(fill("SELECT x FROM temp.{t}", t=Name(name))) == 7
        atlas.execute(fill("DROP TABLE temp.{t}", t=Name(name)))


def test_quoting_by_kind():
    assert identifier('a"b') == '"a""b"'
    assert literal("O'Neil") == "'O''Neil'"
    assert fill("{a} IN ({b})", a=Name("x"), b=[1, "two", None]) == "\"x\" IN (1, 'two', NULL)"
    assert fill("x IN ({none})", none=[]) == "x IN (NULL)"
    assert join(" AND ", [Fragment("a"), Fragment("b")]) == "a AND b"
    assert literal(float("nan")) == "NULL"
    with pytest.raises(ValueError, match="infinite"):
        literal(float("inf"))
    with pytest.raises(ValueError, match="NUL"):
        identifier("a\0b")


def test_primary_keys_stay_where_they_stood(path):
    with Atlas.open(path) as atlas:
        row = (39, "Sand", "2024-04-03")
        sql = "SELECT {} FROM multilabel_label WHERE id = 39"
        date = "CAST(creation_date AS TEXT) AS day"
        assert atlas.rows(sql.format(f"id, name, {date}")) == [row]
        assert atlas.rows(sql.format(f"name, id, {date}")) == [(row[1], row[0], row[2])]
        assert atlas.rows(sql.format(f"name, {date}, id")) == [(row[1], row[2], row[0])]
        assert atlas.scalar(sql.format("id")) == 39


def test_what_ogr_would_change_is_refused(path):
    with Atlas.open(path) as atlas:
        for columns in ("creation_date FROM multilabel_label", "GPSPosition FROM frame"):
            with pytest.raises(ValueError, match="cast dates to TEXT"):
                atlas.rows(f"SELECT {columns}")


def test_a_transaction_is_whole_with_its_tables(path):
    with Atlas.open(path, update=True) as atlas:
        with pytest.raises(RuntimeError), atlas.transaction():
            atlas.execute("CREATE TABLE extra (x INTEGER)")
            atlas.execute("INSERT INTO extra VALUES (1)")
            assert atlas.execute("DELETE FROM multilabel_class") == 31
            raise RuntimeError
        assert not atlas.has_table("extra")
        assert atlas.scalar("SELECT count(*) AS n FROM multilabel_class") == 31
        with atlas.transaction():
            atlas.execute("CREATE TABLE extra (x INTEGER)")
    with Atlas.open(path, update=True) as atlas:
        assert atlas.has_table("extra")
        with atlas.transaction():
            atlas.execute("DROP TABLE extra")
    with Atlas.open(path) as atlas:
        assert not atlas.has_table("extra")


def test_a_refused_statement_is_told_in_the_engines_words_alone(path):
    with Atlas.open(path, update=True) as atlas:
        with pytest.raises(AtlasError) as refused:
            atlas.rows("SELECT x FROM nowhere")
        assert refused.value.message == "The atlas “a.gpkg” refused a statement: no such table: nowhere."
        assert "SELECT x" in refused.value.details
        with pytest.raises(
            AtlasError, match=r"refused a statement: UNIQUE constraint failed: version.doi\.$"
        ):
            atlas.execute("INSERT INTO version (doi, deposit_doi) VALUES (1, 1), (1, 1)")


@pytest.mark.parametrize("update", [False, True])
def test_an_empty_geopackage_is_no_atlas(tmp_path, update):
    create_geopackage(tmp_path / "empty.gpkg")
    with pytest.raises(AtlasError, match="is a GeoPackage but not a Seatizen Atlas: it has no table deposit"):
        Atlas.open(tmp_path / "empty.gpkg", update=update)


@pytest.mark.parametrize("raising", [False, True])
def test_gdals_exceptions_may_be_on_or_off_and_stay_so(path, raising):
    before = gdal.GetUseExceptions()
    (gdal.UseExceptions if raising else gdal.DontUseExceptions)()
    try:
        with Atlas.open(path) as atlas, pytest.raises(AtlasError, match="no such table"):
            atlas.execute("DELETE FROM nowhere")
        with pytest.raises(AtlasError, match="is not a GeoPackage"):
            Atlas.open(Path(__file__))
        assert bool(gdal.GetUseExceptions()) == raising
    finally:
        (gdal.UseExceptions if before else gdal.DontUseExceptions)()


def test_the_lock_is_one_holders_and_dies_with_it(path):
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r}); import conftest\n"
            "from seatizen_atlas.core.atlas.gateway import Atlas\n"
            f"a = Atlas.open({str(path)!r}); l = a.lock(); l.__enter__(); print('held', flush=True)\n"
            "sys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdout.readline() == b"held\n"
    with Atlas.open(path) as atlas, pytest.raises(AtlasBusy, match="at work on “a.gpkg”"), atlas.lock():
        pass
    child.kill()
    child.wait()
    with Atlas.open(path) as atlas, atlas.lock():
        pass


def test_broken_references_are_counted(path):
    with (
        Atlas.open(path, update=True) as atlas,
        pytest.raises(AtlasError, match="2 rows of version without deposit"),
        atlas.transaction(),
    ):
        atlas.execute("INSERT INTO version (doi, deposit_doi) VALUES (1, 8), (2, 9)")
        atlas.check_references()


def test_no_transaction_ends_with_a_broken_reference(path):
    """Whatever broke it: the block's own statements, or a trigger that somebody left in the file."""
    with Atlas.open(path, update=True) as atlas:
        with atlas.transaction():
            atlas.execute("INSERT INTO version (doi, deposit_doi) VALUES (1, 8)")  # whole at the end
            atlas.execute(
                "INSERT INTO deposit (doi, session_name, have_processed_data, have_raw_data)"
                " VALUES (8, '20211201_REU-X_AUV', 1, 1)"
            )
        with (
            pytest.raises(AtlasError, match="2 rows of frame without version"),
            atlas.transaction(),
        ):
            atlas.execute(
                "INSERT INTO frame (version_doi, OriginalFileName, filename, relative_file_path)"
                " VALUES (7, 'a', 'a', 'a'), (7, 'b', 'b', 'b'), (1, 'c', 'c', 'c')"
            )
        assert atlas.scalar("SELECT count(*) AS n FROM frame") == 0
        atlas.execute(
            "CREATE TRIGGER swallow BEFORE INSERT ON frame BEGIN SELECT RAISE(IGNORE); END",
        )
        with (
            pytest.raises(AtlasError, match="1 row of multilabel_score_1 without frame"),
            atlas.transaction(),
        ):
            atlas.execute(
                "INSERT INTO frame (id, version_doi, OriginalFileName, filename, relative_file_path)"
                " VALUES (1, 1, 'a', 'a', 'a')"
            )
            atlas.execute(
                "INSERT INTO multilabel_prediction (score, version_doi, frame_id, ml_class_id)"
                " SELECT 0.5, 1, 1, min(id) FROM multilabel_class"
            )
        atlas.execute("DROP TRIGGER swallow")
        with atlas.transaction():
            atlas.execute("DELETE FROM version")
            atlas.execute("DELETE FROM deposit")


def test_a_reader_at_a_commit_is_told_as_such_and_nothing_is_left_open(path, tmp_path):
    """SQLite keeps the transaction of a refused commit; what was attached could not be taken off again."""
    stage = create_atlas(tmp_path / "stage.gpkg", feedback=QgsProcessingFeedback(False))
    reader = sqlite3.connect(path, isolation_level=None)
    with Atlas.open(path, update=True) as atlas:
        atlas.execute("PRAGMA busy_timeout = 100")
        with pytest.raises(AtlasBusy, match="“a.gpkg” is in use by another program"), ExitStack() as block:
            block.enter_context(atlas.attached("stage", stage))
            block.enter_context(atlas.transaction())
            atlas.execute("DELETE FROM multilabel_label_alias")
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM deposit").fetchall()
        reader.execute("COMMIT")
        reader.close()
        assert atlas.scalar("SELECT count(*) AS n FROM multilabel_label_alias") > 0
        with atlas.attached("stage", stage), atlas.transaction():
            atlas.execute("UPDATE multilabel_model SET doi = doi")


def test_a_folder_is_told_as_such(tmp_path):
    with pytest.raises(AtlasError, match="is a folder, not an atlas"):
        Atlas.open(tmp_path)


def test_a_lock_whose_holder_was_killed_before_it_wrote_its_name_is_free(path):
    lock = path.with_name(path.name + ".lock")
    lock.touch()
    with Atlas.open(path) as atlas, atlas.lock():
        assert lock.read_text().startswith(f"{os.getpid()}\n")


def test_a_link_and_its_target_have_one_lock(path, tmp_path):
    link = tmp_path / "link.gpkg"
    link.symlink_to(path)
    with (
        Atlas.open(path) as atlas,
        atlas.lock(),
        Atlas.open(link) as other,
        pytest.raises(AtlasBusy),
        other.lock(),
    ):
        pass
