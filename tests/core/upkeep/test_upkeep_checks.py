# SPDX-License-Identifier: GPL-2.0-or-later
"""Every fault that the check of an atlas promises to find is found, counted, and nothing else with it."""

from __future__ import annotations

import hashlib
import time

import pytest
from qgis.core import QgsProcessingFeedback
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.scripts import load_scripts
from seatizen_atlas.core.errors import AtlasError, Cancelled
from seatizen_atlas.core.report import as_plain
from seatizen_atlas.core.upkeep.checks import check_atlas
from seatizen_atlas.core.upkeep.create import create_atlas

SPATIALITE_POINT = (  # 55.5, -21.0 as SpatiaLite writes it, without a reference system
    "X'0001" + "00000000" + "0000000000C04B4000000000000035C0" * 2 + "7C01000000"
    "0000000000C04B4000000000000035C0FE'"
)
ORIGIN = "X'47500001E610000001010000000000000000000000" + "0000000000000000'"
IN_UTM = "X'4750000178" + "7F000001010000000000000000C04B4000000000000035C0'"
BEYOND = "X'47500001E6100000010100000000000000008066400000000000406F40'"  # 180, 250
A_LINE = (
    "X'47500001E61000000102000000020000000000000000C04B4000000000000035C00000000000C04B4000000000000034C0'"
)

FAULTS = {
    "frame.blob_foreign": (f"UPDATE frame SET GPSPosition = {SPATIALITE_POINT} WHERE id < 4", 3),
    "frame.blob_corrupt": ("UPDATE frame SET GPSPosition = X'4750000101' WHERE id IN (5, 6)", 2),
    "frame.blob_srs": (f"UPDATE frame SET GPSPosition = {IN_UTM} WHERE id = 7", 1),
    "frame.blob_kind": (f"UPDATE frame SET GPSPosition = {A_LINE} WHERE id = 8", 1),
    "frame.out_of_range": (f"UPDATE frame SET GPSPosition = {BEYOND} WHERE id = 9", 1),
    "frame.at_origin": (f"UPDATE frame SET GPSPosition = {ORIGIN} WHERE id IN (10, 11)", 2),
    "frame.position_missing": ("UPDATE frame SET GPSPosition = NULL WHERE id BETWEEN 20 AND 29", 10),
    "frame.rtree_missing": ("DELETE FROM rtree_frame_GPSPosition WHERE id IN (30, 31, 32)", 3),
    "frame.rtree_wrong": (
        "UPDATE rtree_frame_GPSPosition SET minx = maxx + 1, maxx = maxx + 2 WHERE id = 33",
        1,
    ),
    "frame.rtree_ghosts": ("INSERT INTO rtree_frame_GPSPosition VALUES (900001, 1, 1, 1, 1)", 1),
    "frame.GPSFix_no_integer": ("UPDATE frame SET GPSFix = X'0100000000000000' WHERE id IN (1, 2)", 2),
    "frame.GPSDatetime_unreadable": ("UPDATE frame SET GPSDatetime = '05/01/2021 08:00' WHERE id = 1", 1),
    "frame.GPSDatetime_missing": ("UPDATE frame SET GPSDatetime = NULL WHERE id < 4", 3),
    "frame.doubled": (
        "UPDATE frame SET filename = (SELECT filename FROM frame WHERE id = 1) WHERE id = 2",
        1,
    ),
    "frame.version_doi_broken": ("UPDATE frame SET version_doi = '99' WHERE id IN (3, 4)", 2),
    "version.deposit_doi_broken": ("UPDATE version SET deposit_doi = '99' WHERE id = 1", 1),
    "deposit.doubled": (
        "UPDATE deposit SET session_name = (SELECT session_name FROM deposit WHERE id = 1) WHERE id = 2",
        1,
    ),
    "deposit.name_unreadable": ("UPDATE deposit SET session_name = 'REU dive' WHERE id = 1", 1),
    "deposit.session_date_unreadable": (
        "UPDATE deposit SET session_name = '20211341_REU-X_ASV-1_00' WHERE id = 1",
        1,
    ),
    "deposit.no_version": ("UPDATE version SET deposit_doi = (SELECT max(deposit_doi) FROM version)", 11),
    "deposit.blob_cut": (
        "UPDATE deposit SET footprint = substr(footprint, 1, length(footprint) - 20) WHERE id IN (1, 2)",
        2,
    ),
    "deposit_linestring.doubled": (
        "INSERT INTO deposit_linestring (deposit_doi, footprint_linestring)"
        " SELECT deposit_doi, footprint_linestring FROM deposit_linestring WHERE id = 1",
        1,
    ),
    "multilabel_score_1.frame_id_broken": (
        "UPDATE multilabel_prediction SET frame_id = frame_id + 999999 WHERE frame_id IN (10, 11)",
        2,
    ),
    "multilabel_score_1.version_doi_broken": (
        "UPDATE multilabel_score_1 SET version_doi = '99' WHERE frame_id IN (10, 11)",
        2,
    ),
    "multilabel_score_other.ml_class_id_broken": (
        "UPDATE multilabel_prediction SET ml_class_id = 77 WHERE frame_id = 10 AND ml_class_id = 1",
        1,
    ),
    "multilabel_score_1.score": (
        "UPDATE multilabel_prediction SET score = CASE frame_id WHEN 10 THEN 1.2 WHEN 11 THEN -0.1"
        " ELSE 'high' END WHERE frame_id BETWEEN 10 AND 12 AND ml_class_id = 5",
        3,
    ),
    "multilabel_score_other.score": (
        "UPDATE multilabel_prediction SET score = 7, version_doi = '1' WHERE frame_id = 10"
        " AND ml_class_id = 5",
        1,
    ),
    "scores.not_taken_up": (
        "INSERT INTO multilabel_class (name, threshold, ml_label_id, ml_model_id) VALUES ('new', 0.5, 1, 1)",
        1,
    ),
    "multilabel_class.ml_label_id_broken": ("UPDATE multilabel_class SET ml_label_id = 999 WHERE id = 3", 1),
    "multilabel_class.ml_model_id_broken": ("UPDATE multilabel_class SET ml_model_id = 9 WHERE id = 3", 1),
    "multilabel_class.doubled": (
        "INSERT INTO multilabel_class (name, threshold, ml_label_id, ml_model_id)"
        " SELECT name, threshold, ml_label_id, ml_model_id FROM multilabel_class WHERE id = 1",
        1,
    ),
    "multilabel_model.unused": (
        "INSERT INTO multilabel_model (name, link, creation_date) VALUES ('none', '', '2024-01-01')",
        1,
    ),
    "multilabel_label.creation_date_unreadable": (
        "UPDATE multilabel_label SET creation_date = 'spring' WHERE id = 1",
        1,
    ),
    "geopackage.extent": ("UPDATE gpkg_contents SET min_x = min_x + 1e-9 WHERE table_name = 'frame'", 1),
    "geopackage.extent_wide": (
        "UPDATE gpkg_contents SET min_x = min_x - 1e-9 WHERE table_name = 'frame'",
        1,
    ),
    "geopackage.not_registered": ("DELETE FROM gpkg_contents WHERE table_name = 'version'", 1),
    "geopackage.registered_but_absent": (
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('gone', 'attributes', 'gone')",
        1,
    ),
    "geopackage.geometry_column": (
        "UPDATE gpkg_geometry_columns SET column_name = 'position' WHERE table_name = 'frame'",
        1,
    ),
    "geopackage.srs_missing": ("DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = 0", 1),
    "geopackage.type": ('ALTER TABLE version ADD COLUMN note "VARCHAR(5)"', 1),
    "rtree.not_registered": ("DELETE FROM gpkg_extensions WHERE table_name = 'frame'", 1),
    "rtree.missing": ("DROP TABLE rtree_frame_density_position", 1),
    "rtree.unattended": ("DROP TRIGGER rtree_frame_GPSPosition_insert", 1),
    "schema.unknown": ("CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, text TEXT)", 1),
    "schema.table_missing": ("DROP TABLE multilabel_label_alias", 1),
    "schema.index_missing": ("DROP INDEX idx_frame_version_doi", 1),
    "schema.view_missing": ("DROP VIEW vw_deposit_linestring_with_platform", 1),
    "schema.trigger_missing": ("DROP TRIGGER rtree_frame_GPSPosition_update2", 1),
    "schema.trigger_unknown": (
        "CREATE TRIGGER rtree_mine BEFORE INSERT ON Frame BEGIN SELECT RAISE(IGNORE); END",
        1,
    ),
    "version.column_unknown": ("ALTER TABLE version ADD COLUMN note TEXT", 1),
    "deposit.column_missing": ("ALTER TABLE deposit DROP COLUMN have_raw_data", 1),
    "atlas.migration_pending": (
        "DELETE FROM etl_runs WHERE last_sql_script_executed > 5",
        len(load_scripts()) - 6,
    ),
}
COMPANIONS = {
    # One blow, several faults: what else must then be found.
    "frame.blob_foreign": {"geopackage.extent"},
    "frame.at_origin": {"geopackage.extent"},
    "frame.out_of_range": {"geopackage.extent"},
    "frame.blob_srs": {"geopackage.extent"},
    "frame.blob_kind": {"geopackage.extent"},
    "frame.blob_corrupt": {"geopackage.extent"},
    "frame.position_missing": {"geopackage.extent"},
    "frame.version_doi_broken": set(),
    "deposit.name_unreadable": {"deposit.session_date_unreadable"},
    "deposit.session_date_unreadable": {"deposit.name_unreadable"},
    "version.deposit_doi_broken": {"deposit.no_version"},
    "geopackage.not_registered": {"version.srs"},
    "geopackage.geometry_column": {"rtree.missing", "rtree.not_registered", "rtree.unattended"},
    "geopackage.type": {"version.column_unknown", "schema.differs"},
    "rtree.missing": {"frame_density.rtree_missing", "frame_density.position_missing"},
    "rtree.unattended": {"schema.trigger_missing"},
    "schema.unknown": {"geopackage.not_registered"},
    "schema.table_missing": {"geopackage.registered_but_absent"},
    "schema.view_missing": {"geopackage.registered_but_absent", "geopackage.geometry_column"},
    "version.column_unknown": {"schema.differs"},
    "deposit.column_missing": {"schema.differs"},
    "multilabel_model.unused": set(),
    "multilabel_score_other.score": {"multilabel_score_other.version_doi_broken"},
    "multilabel_class.ml_model_id_broken": {"scores.not_taken_up", "scores.class_gone"},
    "multilabel_class.doubled": {"scores.not_taken_up"},
    "atlas.migration_pending": set(),
}


def by_code(report):
    return {finding.code: finding for finding in report.findings}


def test_a_new_atlas_is_valid(tmp_path, feedback):
    report = check_atlas(create_atlas(tmp_path / "new.gpkg", feedback=feedback), feedback)
    assert report.findings == ()
    assert (report.valid, report.errors, report.warnings) == (True, 0, 0)


def test_a_filled_atlas_is_valid(surveyed_atlas, feedback):
    assert check_atlas(surveyed_atlas, feedback).findings == ()


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_and_counted(surveyed_atlas, feedback, code):
    statement, count = FAULTS[code]
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute(statement)
    found = by_code(check_atlas(surveyed_atlas, feedback))
    assert code in found, sorted(found)
    assert found[code].count == count
    assert set(found) - {code} <= COMPANIONS.get(code, set())
    message = found[code].message
    assert "{" not in message and not message.startswith(str(count))  # “1 frames have no date”


def test_an_error_makes_an_atlas_invalid_and_a_warning_does_not(surveyed_atlas, feedback):
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("UPDATE frame SET GPSDatetime = NULL WHERE id = 1")
    report = check_atlas(surveyed_atlas, feedback)
    assert (report.valid, report.errors, report.warnings) == (True, 0, 1)
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("UPDATE frame SET GPSFix = 1.5 WHERE id = 1")
    report = check_atlas(surveyed_atlas, feedback)
    assert (report.valid, report.errors, report.warnings) == (False, 1, 1)
    assert [finding.level for finding in report.findings] == ["error", "warning"]


def test_a_finding_names_examples(surveyed_atlas, feedback):
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("UPDATE frame SET GPSFix = 1.5")
        names = [name for (name,) in atlas.rows("SELECT filename FROM frame ORDER BY id LIMIT 5")]
        frames = atlas.scalar("SELECT count(*) FROM frame")
    finding = by_code(check_atlas(surveyed_atlas, feedback))["frame.GPSFix_no_integer"]
    assert list(finding.examples) == names
    assert str(frames) in finding.message
    assert as_plain(finding)["count"] == frames


def test_the_check_changes_nothing(surveyed_atlas, feedback):
    before = hashlib.sha256(surveyed_atlas.read_bytes()).hexdigest()
    check_atlas(surveyed_atlas, feedback)
    assert hashlib.sha256(surveyed_atlas.read_bytes()).hexdigest() == before
    assert [path.name for path in surveyed_atlas.parent.iterdir()] == [surveyed_atlas.name]


def test_a_cancel_is_heard(surveyed_atlas):
    class Impatient(QgsProcessingFeedback):
        def setProgressText(self, text):
            if "multilabel_score_1" in text:
                self.cancel()

    started = time.monotonic()
    with pytest.raises(Cancelled):
        check_atlas(surveyed_atlas, Impatient(False))
    assert time.monotonic() - started < 30


def test_what_is_no_atlas_is_told(surveyed_atlas, feedback):
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("DROP TABLE version")
    with pytest.raises(AtlasError, match="not a Seatizen Atlas"):
        check_atlas(surveyed_atlas, feedback)
