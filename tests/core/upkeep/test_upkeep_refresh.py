# SPDX-License-Identifier: GPL-2.0-or-later
"""After edits elsewhere only what is derived is out of date: it is told so, and brought up to date."""

from __future__ import annotations

import pytest
from left_behind import query
from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsVectorLayer, edit
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasBusy, AtlasError, Cancelled
from seatizen_atlas.core.processing.checkatlas import CheckAtlas
from seatizen_atlas.core.upkeep.checks import check_atlas
from seatizen_atlas.core.upkeep.refresh import refresh_atlas

ROWS = "SELECT id, filename, hex(GPSPosition) FROM frame ORDER BY id"
CONTENTS = "SELECT table_name, min_x, min_y, max_x, max_y FROM gpkg_contents ORDER BY 1"
INDEX = 'SELECT * FROM "rtree_frame_GPSPosition" ORDER BY id'


def edit_in_qgis(path):
    """An attribute of a frame and of a session, as users change them in QGIS."""
    for table, column, value in (
        ("frame", "relative_file_path", "x"),
        ("deposit", "session_name", "20211201_REU-X_AUV"),
    ):
        layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
        feature = next(layer.getFeatures())
        with edit(layer):
            assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf(column), value)
        del layer


def test_an_attribute_edit_in_qgis_leaves_the_atlas_valid(surveyed_atlas, feedback):
    contents = query(surveyed_atlas, CONTENTS)
    edit_in_qgis(surveyed_atlas)
    assert query(surveyed_atlas, CONTENTS) != contents
    report = check_atlas(surveyed_atlas, feedback)
    assert report.valid
    assert [(f.code, f.level, f.refresh) for f in report.findings] == [
        ("geopackage.extent_wide", "warning", True)
    ]
    assert set(report.findings[0].examples) == {"frame", "deposit"}
    done = refresh_atlas(surveyed_atlas, feedback)
    assert (set(done.extents), done.indexes) == ({"frame", "deposit"}, ())
    assert query(surveyed_atlas, CONTENTS) == contents
    assert check_atlas(surveyed_atlas, feedback).findings == ()


@pytest.mark.parametrize(
    "blow",
    [
        "DELETE FROM rtree_frame_GPSPosition WHERE id < 40",
        "UPDATE rtree_frame_GPSPosition SET minx = maxx + 1, maxx = maxx + 2 WHERE id = 33",
        "INSERT INTO rtree_frame_GPSPosition VALUES (900001, 1, 1, 1, 1)",
        "UPDATE gpkg_contents SET min_x = NULL WHERE table_name LIKE '%linestring%'",
    ],
)
def test_what_is_derived_is_made_anew(surveyed_atlas, feedback, blow):
    before = [query(surveyed_atlas, sql) for sql in (ROWS, CONTENTS, INDEX)]
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute(blow)
    found = check_atlas(surveyed_atlas, feedback).findings
    assert found and all(finding.refresh for finding in found)
    refresh_atlas(surveyed_atlas, feedback)
    assert [query(surveyed_atlas, sql) for sql in (ROWS, CONTENTS, INDEX)] == before
    assert check_atlas(surveyed_atlas, feedback).findings == ()


def test_what_is_right_is_left_alone(surveyed_atlas, feedback):
    before = surveyed_atlas.read_bytes()
    done = refresh_atlas(surveyed_atlas, feedback)
    assert (done.extents, done.indexes) == ((), ())
    assert surveyed_atlas.read_bytes() == before


def test_a_refresh_respects_who_is_at_work_and_what_is_not_known(surveyed_atlas, feedback):
    with Atlas.open(surveyed_atlas) as atlas, atlas.lock(), pytest.raises(AtlasBusy):
        refresh_atlas(surveyed_atlas, feedback)
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("DELETE FROM etl_runs WHERE last_sql_script_executed > 5")
    with pytest.raises(AtlasError, match="needs"):
        refresh_atlas(surveyed_atlas, feedback)


def test_a_cancelled_refresh_changes_nothing(surveyed_atlas):
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("DELETE FROM rtree_frame_GPSPosition")

    class Impatient(QgsProcessingFeedback):
        def setProgressText(self, text: str) -> None:
            self.cancel()

    with pytest.raises(Cancelled):
        refresh_atlas(surveyed_atlas, Impatient(False))
    assert query(surveyed_atlas, INDEX) == []


def test_the_algorithm_refreshes_when_asked(surveyed_atlas, feedback):
    edit_in_qgis(surveyed_atlas)
    algorithm, context = CheckAtlas().create(), QgsProcessingContext()
    outputs, good = algorithm.run({"ATLAS": str(surveyed_atlas)}, context, feedback)
    assert good and (outputs["VALID"], outputs["WARNINGS"], outputs["REFRESHED"]) == (True, 1, 0)
    parameters = {"ATLAS": str(surveyed_atlas), "REFRESH": "yes"}
    outputs, good = CheckAtlas().create().run(parameters, context, feedback)
    assert good and (outputs["VALID"], outputs["WARNINGS"], outputs["REFRESHED"]) == (True, 0, 2)
