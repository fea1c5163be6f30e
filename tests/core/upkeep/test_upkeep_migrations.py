# SPDX-License-Identifier: GPL-2.0-or-later
"""Migrations: today's atlas becomes equal to a new one, nothing is lost, and every fault undoes itself."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from legacy_atlas import SPATIAL, add_user_things, make_legacy_atlas
from osgeo import ogr
from qgis.core import QgsProcessingContext, QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas, create_geopackage
from seatizen_atlas.core.atlas.sql import Fragment, Name, fill
from seatizen_atlas.core.errors import AtlasBusy, AtlasError, Cancelled, InputError
from seatizen_atlas.core.processing.createatlas import CreateAtlas
from seatizen_atlas.core.processing.migrateatlas import MigrateAtlas
from seatizen_atlas.core.upkeep import backup as backups
from seatizen_atlas.core.upkeep.backup import list_backups, restore_backup
from seatizen_atlas.core.upkeep.checks import check_atlas
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.migrations import (
    FIRST_RECORDED_SCRIPT,
    apply_script,
    load_scripts,
    migrate_atlas,
    migration_state,
    require_current,
)

ROOT = Path(__file__).resolve().parents[3]
TODAYS = ROOT.parent / "shared" / "data" / "legacy_atlas.zip"
NUMBERS = [script.number for script in load_scripts()]
LAST = max(NUMBERS)
REBUILT = {
    "deposit": "doi, session_name, have_processed_data, have_raw_data",
    "deposit_linestring": "id, deposit_doi",
    "version": "doi, deposit_doi",
    "frame": "id, version_doi, OriginalFileName, filename, relative_file_path, GPSAltitude, GPSPitch, "
    "GPSRoll, GPSTrack, GPSDatetime, CASE typeof(GPSFix) WHEN 'blob' THEN 5 ELSE GPSFix END",
    "multilabel_label": "id, trim(name), substr(creation_date, 1, 10), description, id_gbif, code_gcrmn",
    "multilabel_model": "id, name, link, doi",
    "multilabel_class": "id, name, threshold, ml_label_id, ml_model_id",
    # Nothing ever referred to the ids of predictions: they are made up now.
    "multilabel_prediction": "frame_id * 1000 + ml_class_id, score, version_doi, frame_id, ml_class_id",
    "multilabel_annotation_session": "id, annotation_date, dataset_name, author_name",
    "multilabel_annotation": "id, value, frame_id, ml_label_id, ml_annotation_session_id",
}


@pytest.fixture
def feedback():
    return QgsProcessingFeedback(False)


@pytest.fixture(scope="module")
def new_atlas(tmp_path_factory):
    return create_atlas(tmp_path_factory.mktemp("new") / "new.gpkg", feedback=QgsProcessingFeedback(False))


@pytest.fixture
def legacy(tmp_path):
    return make_legacy_atlas(tmp_path / "atlas.gpkg")


def query(path, sql):
    base = sqlite3.connect(path)
    try:
        return base.execute(sql).fetchall()
    finally:
        base.close()


def structure(path):
    """Every table, index, trigger and view, every column, and the registrations of the GeoPackage."""
    base = sqlite3.connect(path)
    try:
        objects = {
            (kind, name): (table, re.sub(r"\s+", " ", sql or "").replace("( ", "(").replace(" )", ")"))
            for kind, name, table, sql in base.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
            if name != "sqlite_sequence"
        }
        columns = {
            name: base.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)).fetchall()
            for kind, name in objects
            if kind in ("table", "view")
        }
        registered = [
            sorted(base.execute(sql).fetchall(), key=repr)
            for sql in (
                "SELECT table_name, data_type, identifier, description, srs_id FROM gpkg_contents",
                "SELECT * FROM gpkg_geometry_columns",
                "SELECT * FROM gpkg_extensions",
                "SELECT srs_id, organization, organization_coordsys_id FROM gpkg_spatial_ref_sys",
                "SELECT name, ml_label_id FROM multilabel_label_alias",
                "SELECT * FROM pragma_application_id JOIN pragma_user_version",
            )
        ]
        return objects, columns, registered
    finally:
        base.close()


def content(path):
    """Every row, id, score, threshold and annotation, as it has to be after the migration."""
    return {
        table: query(
            path,
            fill("SELECT {columns} FROM {table} ORDER BY 1", columns=Fragment(columns), table=Name(table)),
        )
        for table, columns in REBUILT.items()
    }


def geometries(path):
    """What OGR reads of either encoding."""
    source = ogr.Open(str(path))
    found = {}
    for table, key in (("deposit", "doi"), ("deposit_linestring", "id"), ("frame", "id")):
        layer = source.GetLayerByName(table)
        found[table] = {
            feature.GetFID() if key == "id" else feature.GetField(key): None
            if feature.GetGeometryRef() is None
            else feature.GetGeometryRef().ExportToWkb()
            for feature in layer
        }
    return found


def assert_sound(path, foreign=()):
    """Nothing is to be found, except that tables of the user's are not the atlas's."""
    assert query(path, "SELECT * FROM pragma_foreign_key_check") == []
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, "SELECT count(*) FROM frame WHERE typeof(GPSFix) = 'blob'") == [(0,)]
    for table, column, _key in SPATIAL:
        words = {"table": Name(table), "column": Name(column), "tree": Name(f"rtree_{table}_{column}")}
        kinds = fill(
            "SELECT DISTINCT hex(substr({column}, 1, 2)) FROM {table} WHERE {column} NOTNULL", **words
        )
        assert query(path, kinds) == [("4750",)], table
        placed = fill("SELECT count(*) FROM {table} WHERE {column} NOTNULL", **words)
        assert query(path, fill("SELECT count(*) FROM {tree}", **words)) == query(path, placed)
    for finding in check_atlas(path, QgsProcessingFeedback(False)).findings:
        assert finding.examples and set(finding.examples) <= set(foreign), finding
    valid = subprocess.run(
        [sys.executable, "-m", "osgeo_utils.samples.validate_gpkg", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert valid.returncode == 0, valid.stdout + valid.stderr


@pytest.mark.parametrize("number", range(FIRST_RECORDED_SCRIPT + 1))
def test_todays_atlas_at_any_script_becomes_equal_to_a_new_one(tmp_path, feedback, new_atlas, number):
    path = make_legacy_atlas(tmp_path / "atlas.gpkg", last_script=number)
    rows, shapes = content(path), geometries(path)
    if number <= 3:
        del rows["deposit_linestring"][-1], shapes["deposit_linestring"][4]
    report = migrate_atlas(path, backup=False, feedback=feedback)
    assert [script.number for script in report.applied] == [
        s.number for s in load_scripts() if s.number > number
    ]
    assert report.last_script == LAST
    assert structure(path) == structure(new_atlas)
    assert_sound(path)
    migrated = content(path)
    if number >= 2:  # the scripts up to 02 bring labels and names of their own
        assert migrated == rows
    assert {t: r for t, r in migrated.items() if "label" not in t} == {
        t: r for t, r in rows.items() if "label" not in t
    }
    assert migrated["multilabel_prediction"] == rows["multilabel_prediction"]
    assert migrated["multilabel_annotation"] == rows["multilabel_annotation"]
    assert geometries(path) == shapes


@pytest.mark.parametrize("number", range(LAST))
def test_a_new_atlas_stopped_at_any_script_becomes_equal_to_a_new_one(tmp_path, feedback, new_atlas, number):
    path = tmp_path / "atlas.gpkg"
    create_geopackage(path)
    with Atlas.open(path, update=True, recognised=False) as atlas:
        for script in load_scripts():
            if script.number <= number:
                apply_script(atlas, script, feedback)
    migrate_atlas(path, backup=False, feedback=feedback)
    assert structure(path) == structure(new_atlas)


def todays_atlases():
    return ["generated", *(["of today's tools"] if TODAYS.exists() else [])]


@pytest.mark.parametrize("source", todays_atlases())
def test_an_atlas_of_todays_tools_keeps_every_row(tmp_path, feedback, new_atlas, source):
    path = tmp_path / "seatizen_atlas_db.gpkg"
    if source == "generated":
        make_legacy_atlas(path)
    else:
        with zipfile.ZipFile(TODAYS) as archive:
            member = next(name for name in archive.namelist() if name.endswith(".gpkg"))
            path.write_bytes(archive.read(member))
    rows, shapes = content(path), geometries(path)
    with Atlas.open(path) as atlas, pytest.raises(AtlasError, match="needs"):
        require_current(atlas)
    migrate_atlas(path, feedback=feedback)
    assert content(path) == rows
    assert geometries(path) == shapes
    assert structure(path) == structure(new_atlas)
    assert_sound(path)
    with Atlas.open(path) as atlas:
        require_current(atlas)


def styles(path: Path) -> list[tuple[object, ...]]:
    """The stored styles without what newer versions of QGIS draw by lot: ids, and colours of elevation."""
    return sorted(
        (*names, re.sub(r'(?s)<elevation.*?</elevation>| (?:uu)?id="\{[-0-9a-f]{36}\}"', "", qml))
        for *names, qml in query(
            path,
            "SELECT f_table_name, f_geometry_column, styleName, useAsDefault, styleQML FROM layer_styles",
        )
    )


def test_a_migrated_atlas_has_the_styles_of_a_new_one(tmp_path, legacy, feedback):
    new, context = tmp_path / "new.gpkg", QgsProcessingContext()
    assert CreateAtlas().create().run({"OUTPUT": str(new)}, context, feedback)[1]
    assert MigrateAtlas().create().run({"ATLAS": str(legacy), "BACKUP": False}, context, feedback)[1]
    assert styles(legacy) == styles(new) != []


def test_what_users_added_survives(tmp_path, legacy, feedback):
    add_user_things(legacy)
    migrate_atlas(legacy, backup=False, feedback=feedback)
    assert query(legacy, "SELECT * FROM my_notes") == [(7, 1, "look again")]
    assert query(legacy, "SELECT count(*) FROM my_view") == query(legacy, "SELECT count(*) FROM frame")
    assert query(legacy, "SELECT styleName, styleQML FROM layer_styles WHERE styleName = 'mine'") == [
        ("mine", "<qgis/>")
    ]
    source = ogr.Open(str(legacy), update=1)
    layer = source.GetLayerByName("my_reefs")
    assert [feature.GetField("note") for feature in layer] == ["l'îlot"]
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (55.3 -21.2)"))
    assert layer.CreateFeature(feature) == 0
    layer = feature = source = None
    assert_sound(legacy, foreign=("my_notes", "my_view", "my_reefs"))


def test_a_layer_with_feature_counts_survives(tmp_path, legacy, feedback):
    """A file that GDAL rewrote counts features with triggers; those of the user's layers go on working."""
    base = sqlite3.connect(legacy)
    base.executescript(
        """
        CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER);
        CREATE TABLE mine (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, note TEXT);
        INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('mine', 'attributes', 'mine');
        INSERT INTO gpkg_ogr_contents VALUES ('mine', 0), ('frame', 1);
        CREATE TRIGGER trigger_insert_feature_count_mine AFTER INSERT ON mine
        BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1
        WHERE lower(table_name) = lower('mine'); END;
        """
    )
    base.close()
    frames = query(legacy, "SELECT count(*) FROM frame")[0][0]
    migrate_atlas(legacy, backup=False, feedback=feedback)
    base = sqlite3.connect(legacy)
    base.execute("INSERT INTO mine (note) VALUES ('x')")
    base.commit()
    base.close()
    source = ogr.Open(str(legacy))
    assert source.GetLayerByName("mine").GetFeatureCount() == 1
    assert source.GetLayerByName("frame").GetFeatureCount() == frames


def test_through_qgis_process(qgis_process, legacy):
    code, results, errors = qgis_process.run("migrateatlas", ATLAS=legacy, DRY_RUN="true")
    assert code == 0, errors
    assert (results["LAST_SCRIPT"], results["BACKUP_FILE"]) == (5, "")
    assert results["APPLIED"] == sum(number > 5 for number in NUMBERS)
    code, results, errors = qgis_process.run("migrateatlas", ATLAS=legacy, SCRIPT=6, BACKUP="false")
    assert code == 0, errors
    assert (results["APPLIED"], results["LAST_SCRIPT"]) == (1, 6)
    code, results, errors = qgis_process.run("migrateatlas", ATLAS=legacy)
    assert code == 0, errors
    assert (results["APPLIED"], results["LAST_SCRIPT"]) == (sum(number > 6 for number in NUMBERS), LAST)
    assert Path(results["BACKUP_FILE"]).exists()
    code, _results, errors = qgis_process.run("migrateatlas", ATLAS=legacy, SCRIPT=2)
    assert code != 0 and "has run already" in errors and "Traceback" not in errors


def test_todays_atlas_can_be_looked_at_without_migration(legacy):
    before = legacy.read_bytes()
    state = migration_state(legacy)
    assert state.last_script == 5
    assert [script.number for script in state.pending] == [s.number for s in load_scripts() if s.number > 5]
    with Atlas.open(legacy) as atlas:
        assert atlas.scalar("SELECT count(*) FROM frame") == 72
    assert legacy.read_bytes() == before


def test_a_dry_run_tells_the_rows_and_changes_nothing(legacy, feedback):
    before = legacy.read_bytes()
    report = migrate_atlas(legacy, dry_run=True, feedback=feedback)
    assert legacy.read_bytes() == before
    assert report.dry_run and report.last_script == 5 and report.backup_file is None
    tables = {change.table: change for change in report.applied[0].tables}
    assert tables["frame"].rows_before == tables["frame"].rows_after == 72
    assert tables["frame"].touched == 72 + 72 + 24  # copied, blobs of position, blobs of GPSFix
    assert tables["multilabel_label_alias"].rows_before is None
    assert "frame_new" not in tables and "renamed" not in tables
    assert list(legacy.parent.glob("*")) == [legacy] or {p.suffix for p in legacy.parent.glob("*")} <= {
        ".gpkg",
        ".lock",
    }


def make_scripts(folder, **texts):
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name.lstrip('n')}.sql").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def atlas_path(tmp_path, new_atlas):
    return Path(shutil.copyfile(new_atlas, tmp_path / "atlas.gpkg"))


def test_a_fault_rolls_the_script_back_and_names_the_place(tmp_path, atlas_path, feedback):
    before = structure(atlas_path)
    folder = make_scripts(
        tmp_path / "sql",
        n40_good="CREATE TABLE extra (id INTEGER PRIMARY KEY); INSERT INTO extra VALUES (1);",
        n41_bad="CREATE TABLE other (id INTEGER PRIMARY KEY);\nDELETE FROM multilabel_class;\n"
        "INSERT INTO multilabel_label (id, name) VALUES (3, 'a;b')",
    )
    with pytest.raises(AtlasError) as caught:
        migrate_atlas(atlas_path, scripts_folder=folder, feedback=feedback)
    told = str(caught.value)
    assert "41_bad.sql" in told and "statement 3" in told and "INSERT INTO multilabel_label" in told
    assert "constraint failed" in told
    assert migration_state(atlas_path, folder).last_script == 40  # the one before stays
    objects = structure(atlas_path)[0]
    assert ("table", "other") not in objects and ("table", "extra") in objects
    assert set(objects) - {("table", "extra")} == set(before[0])
    assert query(atlas_path, "SELECT count(*) FROM multilabel_class")[0][0] > 0


def test_what_cannot_run_is_told_before_anything_changes(tmp_path, atlas_path, feedback):
    before = atlas_path.read_bytes()
    folder = make_scripts(
        tmp_path / "sql",
        n40_good="CREATE TABLE extra (id INTEGER PRIMARY KEY);",
        n41_bad="DELETE FROM extra;\nINSERT INTO nowhere VALUES ('a;b')",
    )
    with pytest.raises(InputError, match=r"41_bad.sql: statement 2 \(“INSERT INTO nowhere.*no such table"):
        migrate_atlas(atlas_path, scripts_folder=folder, feedback=feedback)
    assert atlas_path.read_bytes() == before and list_backups(atlas_path) == ()


def test_a_trigger_of_a_script_cannot_break_references_after_the_check(tmp_path, feedback):
    path = make_legacy_atlas(tmp_path / "atlas.gpkg")
    migrate_atlas(path, backup=False, feedback=feedback)
    trigger = "CREATE {} r AFTER INSERT ON etl_runs BEGIN DELETE FROM frame; END"
    with pytest.raises(InputError, match="uses CREATE TEMP TRIGGER r, which a script may not"):
        folder = make_scripts(tmp_path / "temp", n40_x=trigger.format("TEMP TRIGGER"))
        migrate_atlas(path, scripts_folder=folder, backup=False, feedback=feedback)
    with pytest.raises(AtlasError, match="rows of multilabel_score_1 without frame"):
        folder = make_scripts(tmp_path / "main", n40_x=trigger.format("TRIGGER"))
        migrate_atlas(path, scripts_folder=folder, backup=False, feedback=feedback)
    assert query(path, "SELECT count(*) FROM frame") == [(72,)]


def test_broken_references_are_a_fault(tmp_path, atlas_path, feedback):
    folder = make_scripts(tmp_path / "sql", n40_bad="DELETE FROM multilabel_label WHERE id = 3;")
    with pytest.raises(AtlasError, match="multilabel_class"):
        migrate_atlas(atlas_path, scripts_folder=folder, backup=False, feedback=feedback)
    assert query(atlas_path, "SELECT count(*) FROM multilabel_label WHERE id = 3") == [(1,)]


def test_numbers_are_told(tmp_path, atlas_path, feedback):
    folder = make_scripts(
        tmp_path / "sql",
        n40_a="UPDATE multilabel_label SET description = description;",
        n42_c="UPDATE multilabel_label SET description = description;",
    )
    state = migration_state(atlas_path, folder)
    assert f"{LAST + 1:02d}–39, 41" in " ".join(state.notes)
    with pytest.raises(InputError, match="40, which is pending"):
        migrate_atlas(atlas_path, script=42, scripts_folder=folder, feedback=feedback)
    with pytest.raises(InputError, match="no script numbered 77"):
        migrate_atlas(atlas_path, script="77", scripts_folder=folder, feedback=feedback)
    with pytest.raises(InputError, match="neither"):
        migrate_atlas(atlas_path, script="all", scripts_folder=folder, feedback=feedback)
    report = migrate_atlas(atlas_path, script="40", scripts_folder=folder, backup=False, feedback=feedback)
    assert [script.number for script in report.applied] == [40] and report.last_script == 40
    with pytest.raises(InputError, match="has run already"):
        migrate_atlas(atlas_path, script=40, scripts_folder=folder, feedback=feedback)
    migrate_atlas(atlas_path, scripts_folder=folder, backup=False, feedback=feedback)
    make_scripts(folder, n41_b="UPDATE multilabel_label SET description = description;")
    state = migration_state(atlas_path, folder)
    assert state.behind == {41} and state.pending == () and "41" in " ".join(state.notes)
    assert migrate_atlas(atlas_path, scripts_folder=folder, feedback=feedback).applied == ()
    report = migrate_atlas(atlas_path, script=41, scripts_folder=folder, backup=False, feedback=feedback)
    assert [script.number for script in report.applied] == [41] and report.last_script == 42
    make_scripts(folder, n041_again="SELECT 1;")
    with pytest.raises(InputError, match="number 41 is also that of"):
        migration_state(atlas_path, folder)


def test_the_plugins_own_scripts_come_first(tmp_path, legacy, feedback):
    folder = make_scripts(tmp_path / "sql", n40_mine="SELECT 1;")
    with pytest.raises(InputError, match=r"own scripts 06–\d\d(?:, \d\d)* come before script 40"):
        migrate_atlas(legacy, scripts_folder=folder, feedback=feedback)
    assert migration_state(legacy).last_script == 5 and list_backups(legacy) == ()


def test_an_atlas_that_skipped_a_script_of_the_plugins_is_not_current(atlas_path):
    base = sqlite3.connect(atlas_path)
    base.execute("DELETE FROM etl_runs WHERE last_sql_script_executed = 7")
    base.commit()
    base.close()
    with Atlas.open(atlas_path) as atlas, pytest.raises(AtlasError, match="not seen script 07"):
        require_current(atlas)


def test_a_script_that_takes_a_number_of_the_plugins_own_is_not_run(tmp_path, atlas_path, feedback):
    base = sqlite3.connect(atlas_path)
    base.execute(f"DELETE FROM etl_runs WHERE last_sql_script_executed = {LAST}")
    base.commit()
    base.close()
    before = atlas_path.read_bytes()
    folder = make_scripts(tmp_path / "sql", **{f"n{LAST:02d}_mine": "SELECT 1;"})
    notes = " ".join(migration_state(atlas_path, folder).notes)
    assert f"Number {LAST:02d} is that of another script" in notes
    with pytest.raises(InputError, match="is that of a script of the plugin's own. Give yours a number"):
        migrate_atlas(atlas_path, scripts_folder=folder, feedback=feedback)
    assert atlas_path.read_bytes() == before


def change_runs(path, *statements):
    base = sqlite3.connect(path)
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()


def record(path, number, name, origin):
    change_runs(
        path,
        "INSERT INTO etl_runs (last_sql_script_executed, last_zenodo_harvest_at, last_version_on_zenodo,"
        " script_name, script_checksum, script_origin)"
        f" VALUES ({number}, '2025-06-01', 'v1.2.3', '{name}', 'abc', '{origin}')",
    )


def test_scripts_are_remembered_by_name_and_checksum(tmp_path, atlas_path, feedback):
    text = "UPDATE multilabel_label SET description = description;"
    folder = make_scripts(tmp_path / "sql", n40_mine=text)
    migrate_atlas(atlas_path, scripts_folder=folder, backup=False, feedback=feedback)
    rows = query(
        atlas_path,
        "SELECT last_sql_script_executed, script_name, script_checksum, script_origin FROM etl_runs"
        " WHERE last_sql_script_executed > 5 ORDER BY id",
    )
    own = [(s.number, s.path.name, s.checksum, "plugin") for s in load_scripts() if s.number > 5]
    assert rows == [*own, (40, "40_mine.sql", load_scripts(folder)[0].checksum, "user")]
    with Atlas.open(atlas_path) as atlas:
        require_current(atlas)  # what users add under numbers of their own is theirs
    make_scripts(folder, n40_mine="-- The same.\n" + text.replace(" ", "  "))
    assert migration_state(atlas_path, folder).behind == frozenset()
    make_scripts(folder, n40_mine="UPDATE multilabel_label SET description = NULL;")
    state = migration_state(atlas_path, folder)
    assert state.behind == {40} and "taken by another script (40_mine.sql)" in " ".join(state.notes)


def test_a_number_that_another_script_took_without_a_name_is_refused_and_can_be_mended(
    tmp_path, feedback, new_atlas
):
    """Today's tools may bring a script 06 of their own; without a name it is told by what it left."""
    path = make_legacy_atlas(tmp_path / "atlas.gpkg")
    change_runs(
        path,
        "INSERT INTO etl_runs (last_sql_script_executed, last_zenodo_harvest_at, last_version_on_zenodo)"
        " VALUES (6, '2025-06-01', 'v1.2.3')",
    )
    assert migration_state(path).behind == {6}
    with pytest.raises(InputError, match="Another script took the number 06"):
        migrate_atlas(path, backup=False, feedback=feedback)
    migrate_atlas(path, script=6, backup=False, feedback=feedback)
    migrate_atlas(path, backup=False, feedback=feedback)
    with Atlas.open(path) as atlas:
        require_current(atlas)
    assert structure(path) == structure(new_atlas)


def test_a_number_that_another_script_took_is_told_with_its_name(atlas_path):
    change_runs(atlas_path, "DELETE FROM etl_runs WHERE last_sql_script_executed = 9")
    record(atlas_path, 9, "09_theirs.sql", "user")
    told = r"the number 09 was taken by another script \(09_theirs.sql\).*never ran.*by its number"
    with Atlas.open(atlas_path) as atlas, pytest.raises(AtlasError, match=told):
        require_current(atlas)


def test_an_atlas_of_an_earlier_plugin_without_names_is_known(atlas_path):
    change_runs(
        atlas_path, "UPDATE etl_runs SET script_name = NULL, script_checksum = NULL, script_origin = NULL"
    )
    with Atlas.open(atlas_path) as atlas:
        require_current(atlas)
    assert migration_state(atlas_path).notes == ()


def test_an_atlas_of_a_newer_plugin_is_read_and_not_written_to(tmp_path, atlas_path, feedback):
    record(atlas_path, LAST + 1, f"{LAST + 1}_future.sql", "plugin")
    before = atlas_path.read_bytes()
    with Atlas.open(atlas_path) as atlas:
        with pytest.raises(AtlasError, match=f"script {LAST + 1}_future.sql of a newer version.*Update the"):
            require_current(atlas)
        assert atlas.scalar("SELECT count(*) AS n FROM frame") == 0
    assert "of a newer version" in " ".join(migration_state(atlas_path).notes)
    folder = make_scripts(tmp_path / "sql", n90_mine="SELECT 1;")
    with pytest.raises(AtlasError, match="of a newer version"):
        migrate_atlas(atlas_path, scripts_folder=folder, feedback=feedback)
    assert atlas_path.read_bytes() == before


def test_released_scripts_stay_as_they_are():
    """Atlases remember by checksum what they have seen: a script is mended by another one."""
    released = {
        0: "059d99785a6573da",
        1: "27000ee28737780e",
        2: "ad66d6d19bd0b1b1",
        3: "2797852b0a22896c",
        4: "3ae30b01e305c1ce",
        5: "a7b9f8f51a99e2ee",
        6: "64511075be0177d6",
        7: "5a014f2efb2dba7e",
        8: "1be743aa36d9996a",
        9: "afeb62465c2c9a3d",
    }
    assert {s.number: s.checksum[:16] for s in load_scripts() if s.number in released} == released


def test_the_highest_number_of_any_run_counts(atlas_path):
    base = sqlite3.connect(atlas_path)
    base.execute(
        "INSERT INTO etl_runs (last_sql_script_executed, last_zenodo_harvest_at, last_version_on_zenodo) "
        "VALUES (4, '2025-06-01', 'v1.2.3')"
    )
    base.commit()
    base.close()
    assert migration_state(atlas_path).last_script == LAST


class CancelAfter(QgsProcessingFeedback):
    """Cancels `seconds` after the first statement was begun."""

    def __init__(self, seconds):
        super().__init__(False)
        self.timer = threading.Timer(seconds, self.cancel)

    def setProgressText(self, text):
        if not self.timer.is_alive() and not self.timer.finished.is_set():
            self.timer.start()
            self.began = time.monotonic()


def test_cancel_breaks_off_a_long_statement(tmp_path, atlas_path):
    folder = make_scripts(
        tmp_path / "sql",
        n40_long="CREATE TABLE extra (id INTEGER);\nINSERT INTO extra WITH RECURSIVE n(i) AS "
        "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT i FROM n WHERE i < 0;",
    )
    feedback = CancelAfter(0.3)
    with pytest.raises(Cancelled):
        migrate_atlas(atlas_path, scripts_folder=folder, backup=False, feedback=feedback)
    assert time.monotonic() - feedback.began < 0.3 + 2
    assert query(atlas_path, "SELECT name FROM sqlite_master WHERE name = 'extra'") == []
    migrate_atlas(atlas_path, dry_run=True, feedback=QgsProcessingFeedback(False))


def test_a_second_run_at_the_same_time_is_refused(legacy, feedback):
    with Atlas.open(legacy, update=True) as atlas, atlas.lock(), pytest.raises(AtlasBusy):
        migrate_atlas(legacy, feedback=feedback)


KILLED = """
import os, signal, sys
sys.path.insert(0, {tests!r})
import conftest
from qgis.core import QgsProcessingContext, QgsProcessingFeedback
from seatizen_atlas.core.upkeep.migrations import migrate_atlas
class Killing(QgsProcessingFeedback):
    def setProgressText(self, text):
        if "06" in text and "statement {statement} " in text:
            os.kill(os.getpid(), signal.SIGKILL)
migrate_atlas({path!r}, backup=False, feedback=Killing(False))
"""


@pytest.mark.parametrize("statement", [40, 90, 140])
def test_a_kill_in_the_midst_leaves_the_old_atlas_usable(tmp_path, statement):
    path = make_legacy_atlas(tmp_path / "atlas.gpkg", sessions=2, frames=200)
    rows = content(path)
    code = KILLED.format(tests=str(ROOT / "tests"), path=str(path), statement=statement)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == -signal.SIGKILL, run.stderr
    with Atlas.open(path) as atlas:
        assert atlas.scalar("SELECT group_concat(integrity_check) FROM pragma_integrity_check") == "ok"
    assert migration_state(path).last_script == 5
    assert content(path) == rows
    assert migrate_atlas(path, backup=False, feedback=QgsProcessingFeedback(False)).last_script == LAST
    assert content(path) == rows


HALF_DONE = """
import os, signal, sqlite3
base = sqlite3.connect({path!r}, isolation_level=None)
base.executescript("PRAGMA cache_size = 4; PRAGMA cache_spill = 4")
base.execute("BEGIN")
base.execute("UPDATE multilabel_prediction SET score = 2")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_writer_left_half_done_is_undone_by_who_only_reads(legacy):
    rows = content(legacy)
    size = legacy.stat().st_size
    run = subprocess.run([sys.executable, "-c", HALF_DONE.format(path=str(legacy))], check=False)
    assert run.returncode == -signal.SIGKILL
    journal = legacy.with_name(legacy.name + "-journal")
    assert journal.stat().st_size > 0
    with Atlas.open(legacy) as atlas:
        assert atlas.scalar("SELECT max(score) FROM multilabel_prediction") < 2
    assert content(legacy) == rows and legacy.stat().st_size == size


# Backups


def test_a_backup_is_made_before_the_first_change_and_can_be_put_back(legacy, feedback):
    rows = content(legacy)
    report = migrate_atlas(legacy, feedback=feedback)
    assert re.fullmatch(r"atlas_\d{8}-\d{6}_before_06\.gpkg", report.backup_file.name)
    assert content(report.backup_file) == rows
    assert migration_state(report.backup_file).last_script == 5
    (found,) = list_backups(legacy)
    assert (found.path, found.before_script) == (report.backup_file, 6)
    restore_backup(legacy, found.path, feedback=feedback)
    assert migration_state(legacy).last_script == 5 and content(legacy) == rows
    assert found.path.exists()
    assert migrate_atlas(legacy, feedback=feedback).last_script == LAST


def test_a_backup_holds_what_still_lies_in_a_wal_file(legacy, feedback):
    other = sqlite3.connect(legacy)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("PRAGMA wal_autocheckpoint = 0")
    other.execute("UPDATE multilabel_model SET doi = 'from the wal'")
    other.commit()
    made = backups.make_backup(legacy, before_script=6, feedback=feedback)
    alone = made.rename(made.with_name("alone.gpkg"))
    assert query(alone, "SELECT doi FROM multilabel_model") == [("from the wal",)]
    other.close()


def test_a_disk_too_small_is_refused_before_anything_changes(legacy, feedback, monkeypatch):
    before = legacy.read_bytes()
    usage = shutil.disk_usage(legacy.parent)
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    for backup in (True, False):
        with pytest.raises(AtlasError, match=r"too small: .* needed beside it, 1 kB are free"):
            migrate_atlas(legacy, backup=backup, feedback=feedback)
    assert legacy.read_bytes() == before
    assert list_backups(legacy) == ()


def test_a_damaged_atlas_can_be_replaced_by_its_backup(legacy, feedback):
    made = backups.make_backup(legacy, before_script=6, feedback=feedback)
    legacy.write_bytes(b"ruined")
    restore_backup(legacy, made, feedback=feedback)
    assert migration_state(legacy).last_script == 5


def test_an_atlas_in_use_is_not_replaced(legacy, feedback):
    made = backups.make_backup(legacy, before_script=6, feedback=feedback)
    other = sqlite3.connect(legacy, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE multilabel_model SET doi = 'edited'")
    with pytest.raises(AtlasBusy):
        restore_backup(legacy, made, feedback=feedback)
    other.execute("COMMIT")
    other.close()
    assert query(legacy, "SELECT doi FROM multilabel_model") == [("edited",)]


def test_cancelling_a_backup_leaves_nothing(legacy):
    feedback = QgsProcessingFeedback(False)
    feedback.cancel()
    with pytest.raises(Cancelled):
        migrate_atlas(legacy, feedback=feedback)
    assert [p.name for p in legacy.parent.iterdir() if p.suffix != ".lock"] == [legacy.name]
    assert migration_state(legacy).last_script == 5
