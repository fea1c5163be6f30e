# SPDX-License-Identifier: GPL-2.0-or-later
"""A row a frame underneath, a row a score in the view: whoever writes there, whatever classes there are."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsProcessingFeedback, QgsVectorLayer
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.score_tables import OTHER, fit_score_tables, score_table, stored_classes
from seatizen_atlas.core.atlas.sql import Name, fill
from seatizen_atlas.core.errors import AtlasError
from seatizen_atlas.core.reading.scores import find_classes, read_models, scores_of
from seatizen_atlas.core.upkeep.checks import check_atlas
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.migrations import migrate_atlas

ROWS = "SELECT frame_id, version_doi, ml_class_id, score FROM multilabel_prediction ORDER BY 1, 2, 3, 4"
VERSIONS = ("999", "1000", "1001")
"""As text the first comes last; it is the oldest."""
SECOND_MODEL = """
INSERT INTO multilabel_model (id, name, link, creation_date)
VALUES (2, 'Other', 'https://x/o/other', '2026-01-01');
INSERT INTO multilabel_class (id, name, threshold, ml_label_id, ml_model_id)
WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 699)
SELECT i, 'class ' || i, 0.5, 1, 2 FROM n;
INSERT INTO multilabel_prediction (score, version_doi, frame_id, ml_class_id)
SELECT c.id / 1000.0, '1000', f.id, c.id FROM frame f CROSS JOIN multilabel_class c
WHERE c.ml_model_id = 2 AND f.id < 3;
"""


@pytest.fixture(scope="module")
def _small(tmp_path_factory) -> Path:
    path = create_atlas(
        tmp_path_factory.mktemp("scores") / "atlas.gpkg", feedback=QgsProcessingFeedback(False)
    )
    with Atlas.open(path, update=True) as atlas, atlas.transaction():
        atlas.execute(
            "INSERT INTO deposit (doi, session_name, have_processed_data, have_raw_data)"
            " VALUES ('1', '20210105_REU-X_ASV-1_00', 1, 1)"
        )
        for version in VERSIONS:
            atlas.execute(fill("INSERT INTO version (doi, deposit_doi) VALUES ({v}, '1')", v=version))
        for frame in range(1, 5):
            atlas.execute(
                fill(
                    "INSERT INTO frame (id, version_doi, OriginalFileName, filename)"
                    " VALUES ({id}, '999', 'a', {name})",
                    id=frame,
                    name=f"{frame}.jpg",
                )
            )
    return path


@pytest.fixture
def small(_small, tmp_path) -> Path:
    """An atlas with four frames and three versions."""
    return Path(shutil.copy(_small, tmp_path / "atlas.gpkg"))


def run_script(path: Path, folder: Path, number: int, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{number}_user.sql").write_text(text)
    migrate_atlas(
        path, script=number, scripts_folder=folder, backup=False, feedback=QgsProcessingFeedback(False)
    )


def assert_the_newest_counts(atlas: Atlas) -> None:
    """The rule, in other words, asked of the view: versions are not mixed, the newest is the row."""
    rows = atlas.rows(ROWS)
    newest: dict[int, str] = {}
    for frame, version, *_ in rows:
        newest[frame] = max(newest.get(frame, version), version, key=lambda doi: (len(doi), doi))
    counting = {(frame, number) for frame, version, number, _ in rows if version == newest[frame]}
    stored = atlas.rows(scores_of(read_models(atlas)[0].classes))
    assert {(frame, number) for frame, number, _ in stored} == counting
    assert len(stored) == len(counting)
    given = {(frame, version, number, score) for frame, version, number, score in rows}
    assert all((frame, newest[frame], number, score) in given for frame, number, score in stored)


@pytest.mark.parametrize("seed", range(3))
def test_the_view_behaves_as_the_table_did(small, seed):
    """The same inserts, updates and deletes, in any order, on the view and on the table of before."""
    chance = random.Random(seed)
    before = sqlite3.connect(":memory:")
    before.execute(
        "CREATE TABLE multilabel_prediction (id INTEGER PRIMARY KEY, score REAL NOT NULL,"
        " version_doi TEXT NOT NULL, frame_id INTEGER NOT NULL, ml_class_id INTEGER NOT NULL)"
    )
    with Atlas.open(small, update=True) as atlas, atlas.transaction():
        for _ in range(150):
            words = {
                "score": round(chance.random(), 4),
                "version": chance.choice(VERSIONS),
                "frame": chance.randint(1, 4),
                "class": chance.randint(1, 4),
            }
            key = fill("version_doi = {version} AND frame_id = {frame} AND ml_class_id = {class}", **words)
            statements = {
                "insert": fill(
                    "INSERT INTO multilabel_prediction (score, version_doi, frame_id, ml_class_id)"
                    " SELECT {score}, {version}, {frame}, {class}"
                    " WHERE NOT EXISTS (SELECT 1 FROM multilabel_prediction WHERE {key})",
                    key=key,
                    **words,
                ),
                "score": fill(
                    "UPDATE multilabel_prediction SET score = score / 2 WHERE frame_id = {frame}", **words
                ),
                "version": fill(  # one row: several of one frame, version and class would be doubles
                    "UPDATE multilabel_prediction SET version_doi = {version} WHERE frame_id = {frame}"
                    " AND ml_class_id = {class} AND version_doi = (SELECT min(version_doi)"
                    " FROM multilabel_prediction WHERE frame_id = {frame} AND ml_class_id = {class})"
                    " AND NOT EXISTS (SELECT 1 FROM multilabel_prediction WHERE {key})",
                    key=key,
                    **words,
                ),
                "delete": fill("DELETE FROM multilabel_prediction WHERE {key}", key=key),
            }
            kind = chance.choice(["insert"] * 6 + ["score", "version", "delete"])
            atlas.execute(statements[kind])
            before.execute(statements[kind])
            assert atlas.rows(ROWS) == before.execute(ROWS).fetchall()
            assert_the_newest_counts(atlas)
        assert len({i for (i,) in atlas.rows("SELECT id AS i FROM multilabel_prediction")}) == len(
            atlas.rows(ROWS)
        )


def test_a_row_keeps_its_id_while_it_counts(small):
    with Atlas.open(small, update=True) as atlas:
        atlas.execute("INSERT INTO multilabel_prediction VALUES (17, 0.5, '999', 3, 2)")
        assert atlas.rows("SELECT id, score FROM multilabel_prediction") == [(3_000_002, 0.5)]
        atlas.execute("UPDATE multilabel_prediction SET score = 0.75 WHERE id = 3000002")
        assert atlas.rows("SELECT id, score FROM multilabel_prediction") == [(3_000_002, 0.75)]


def test_a_move_to_another_version_class_or_frame_is_followed(small):
    with Atlas.open(small, update=True) as atlas:
        atlas.execute("INSERT INTO multilabel_prediction VALUES (NULL, 0.5, '999', 1, 1)")
        for change in ("version_doi = '1001'", "frame_id = 2", "ml_class_id = 31", "version_doi = '999'"):
            atlas.execute(f"UPDATE multilabel_prediction SET {change}")
            assert_the_newest_counts(atlas)
        assert atlas.rows(ROWS) == [(2, "999", 31, 0.5)]
        assert atlas.rows(fill("SELECT frame_id + 0 AS f FROM {t}", t=score_table(1))) == [(2,)]


def test_a_prediction_lacks_nothing(small):
    with Atlas.open(small, update=True) as atlas:
        with pytest.raises(AtlasError, match="NOT NULL"):
            atlas.execute("INSERT INTO multilabel_prediction VALUES (NULL, NULL, '999', 1, 1)")
        assert atlas.rows(ROWS) == []


def test_a_second_score_of_one_frame_and_class_stays_and_does_not_count(small):
    with Atlas.open(small, update=True) as atlas:
        for score in (0.25, 0.75):
            atlas.execute(f"INSERT INTO multilabel_prediction VALUES (NULL, {score}, '999', 1, 1)")
        assert [row[3] for row in atlas.rows(ROWS)] == [0.25, 0.75]
        assert atlas.rows(scores_of(find_classes(atlas, [1]))) == [(1, 1, 0.25)]


def test_an_equal_score_is_the_same_score(small):
    with Atlas.open(small, update=True) as atlas:
        for score in (0.25, 0.25, 0.5, 0.25):
            atlas.execute(f"INSERT INTO multilabel_prediction VALUES (NULL, {score}, '999', 1, 1)")
        assert [row[3] for row in atlas.rows(ROWS)] == [0.25, 0.5]
        atlas.execute("DELETE FROM multilabel_prediction WHERE score = 0.25")
        assert atlas.rows(ROWS) == [(1, "999", 1, 0.5)]
        assert_the_newest_counts(atlas)


def test_ogr_writes_to_the_view(small, tmp_path):
    """As another program does: a layer's features, and ogr2ogr with what a CSV says, text and all."""
    with Atlas.open(small, update=True) as atlas:  # OGR finds the key of a view in its first row
        atlas.execute("INSERT INTO multilabel_prediction VALUES (NULL, 0.25, '999', 4, 4)")
    source = ogr.Open(str(small), update=1)
    layer = source.GetLayerByName("multilabel_prediction")
    assert layer.GetFIDColumn() == "id"
    for version in ("1000", "999"):
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in (("score", 0.5), ("version_doi", version), ("frame_id", 1), ("ml_class_id", 1)):
            feature[name] = value
        assert layer.CreateFeature(feature) == 0
    feature = layer = source = None
    table = tmp_path / "scores.csv"
    table.write_text("score,version_doi,frame_id,ml_class_id\n0.75,1001,1,1\n0.125,1001,2,2\n")
    command = ["ogr2ogr", "-update", "-append", "-nln", "multilabel_prediction", str(small), str(table)]
    subprocess.run(command, check=True, capture_output=True)
    with Atlas.open(small) as atlas:
        assert atlas.rows(ROWS) == [
            (1, "1000", 1, 0.5),
            (1, "1001", 1, 0.75),
            (1, "999", 1, 0.5),
            (2, "1001", 2, 0.125),
            (4, "999", 4, 0.25),
        ]
        assert_the_newest_counts(atlas)


def test_qgis_opens_the_view_with_the_columns_of_before(surveyed_atlas):
    layer = QgsVectorLayer(f"{surveyed_atlas}|layername=multilabel_prediction", "p", "ogr")
    assert layer.isValid()
    assert [(field.name(), field.typeName()) for field in layer.fields()] == [
        ("id", "Integer64"),
        ("score", "Real"),
        ("version_doi", "String"),
        ("frame_id", "Integer64"),
        ("ml_class_id", "Integer64"),
    ]
    assert layer.setSubsetString("frame_id = 7 AND ml_class_id < 3")
    with Atlas.open(surveyed_atlas) as atlas:
        ((first, second),) = atlas.rows(fill("SELECT c1, c2 FROM {t} WHERE frame_id = 7", t=score_table(1)))
    assert [(f["id"], f["score"]) for f in layer.getFeatures()] == [(7_000_001, first), (7_000_002, second)]


def test_the_view_is_opened_without_looking_through_it(small):
    """OGR is told how great its ids may be; else it asks for the greatest, 12 seconds at the real size."""
    with Atlas.open(small, update=True) as atlas:
        atlas.execute(
            "INSERT INTO multilabel_prediction (score, version_doi, frame_id, ml_class_id)"
            " VALUES (0.5, '999', 1, 1)"
        )
        assert atlas.scalar("SELECT max(id) FROM multilabel_prediction") < 1 << 31
    dataset = ogr.Open(str(small))
    layer = dataset.GetLayerByName("multilabel_prediction")
    assert layer.GetLayerDefn().GetFieldCount() == 4 and layer.GetFIDColumn() == "id"
    assert layer.GetMetadataItem(ogr.OLMD_FID64) == "YES"


def test_a_layer_of_frames_is_filtered_by_a_score(surveyed_atlas):
    layer = QgsVectorLayer(f"{surveyed_atlas}|layername=frame", "f", "ogr")
    with Atlas.open(surveyed_atlas) as atlas:
        (one,) = find_classes(atlas, [5])
        expected = atlas.rows(
            "SELECT frame_id FROM multilabel_prediction WHERE ml_class_id = 5 AND score >= 0.9 ORDER BY 1"
        )
        counted = atlas.scalar(
            fill("SELECT count(*) FROM frame f WHERE {c}", c=one.frames_reaching(0.9, frame="f.id"))
        )
        predicted = read_models(atlas)[-1].frames_predicted()
    assert layer.setSubsetString(one.frames_reaching(0.9))
    assert sorted(f.id() for f in layer.getFeatures()) == [frame for (frame,) in expected]
    assert counted == len(expected) > 100
    layer.setSubsetString(f"NOT {predicted}")
    assert list(layer.getFeatures()) == []


# Classes and models that come and go


def test_a_model_with_hundreds_of_classes_comes_by_a_script_of_the_users(small, tmp_path, feedback):
    run_script(small, tmp_path / "sql", 40, SECOND_MODEL)
    with Atlas.open(small) as atlas:
        newer = read_models(atlas)[-1]
        assert (newer.name, len(newer.classes), newer.table) == ("Other", 600, score_table(2))
        assert all(one.stored for one in newer.classes)
        assert not atlas.scalar(fill("SELECT count(*) FROM {other}", other=OTHER))
        assert sorted(atlas.rows(scores_of(newer.classes[:300:299]))) == [
            (frame, number, number / 1000) for frame in (1, 2) for number in (100, 399)
        ]
        assert len(atlas.rows(ROWS)) == 2 * 600
        assert atlas.rows("SELECT score FROM multilabel_prediction WHERE ml_class_id = 699") == [(0.699,)] * 2
    report = check_atlas(small, feedback)
    assert report.valid and not [f for f in report.findings if "score" in f.code or "schema" in f.code]


def test_a_class_that_another_tool_brings_is_told_and_taken_up(small, feedback):
    with Atlas.open(small, update=True) as atlas:
        atlas.execute("INSERT INTO multilabel_class VALUES (40, 'Kelp', 0.5, 1, 1)")
        atlas.execute("INSERT INTO multilabel_prediction VALUES (NULL, 0.25, '999', 1, 1)")
        atlas.execute("INSERT INTO multilabel_prediction VALUES (NULL, 0.75, '999', 1, 40)")
        assert atlas.rows(ROWS) == [(1, "999", 1, 0.25), (1, "999", 40, 0.75)]
        (kelp,) = find_classes(atlas, [40])
        assert not kelp.stored and atlas.rows(scores_of([kelp])) == []
        assert not atlas.scalar(f"SELECT count(*) FROM frame f WHERE {kelp.frames_reaching(0.1, 'f.id')}")
    assert "scores.not_taken_up" in {f.code for f in check_atlas(small, feedback).findings}
    migrate_atlas(small, backup=False, feedback=feedback)
    with Atlas.open(small) as atlas:
        assert atlas.rows(ROWS) == [(1, "999", 1, 0.25), (1, "999", 40, 0.75)]
        assert atlas.rows(scores_of(find_classes(atlas, [1, 40]))) == [(1, 1, 0.25), (1, 40, 0.75)]
        assert not atlas.scalar(fill("SELECT count(*) FROM {other}", other=OTHER))
    assert "scores.not_taken_up" not in {f.code for f in check_atlas(small, feedback).findings}


def test_a_class_goes_when_its_predictions_have_gone(small, tmp_path):
    with Atlas.open(small, update=True) as atlas:
        for number in (1, 31):
            atlas.execute(f"INSERT INTO multilabel_prediction VALUES (NULL, 0.5, '999', 1, {number})")
    with pytest.raises(AtlasError, match="class 31, which is not there any more: 1"):
        run_script(small, tmp_path / "sql", 40, "DELETE FROM multilabel_class WHERE id = 31;")
    with Atlas.open(small) as atlas:
        assert 31 in stored_classes(atlas)[1] and len(atlas.rows(ROWS)) == 2, "nothing of the script stayed"
    run_script(
        small,
        tmp_path / "sql",
        40,
        "DELETE FROM multilabel_prediction WHERE ml_class_id = 31;"
        "DELETE FROM multilabel_class WHERE id = 31;",
    )
    with Atlas.open(small) as atlas:
        assert stored_classes(atlas) == {1: list(range(1, 31))}
        assert atlas.rows(ROWS) == [(1, "999", 1, 0.5)]


def test_a_model_goes_with_its_last_class(small, tmp_path, feedback):
    run_script(small, tmp_path / "sql", 40, SECOND_MODEL)
    run_script(
        small,
        tmp_path / "sql",
        41,
        "DELETE FROM multilabel_prediction WHERE ml_class_id >= 100;"
        "DELETE FROM multilabel_class WHERE ml_model_id = 2; DELETE FROM multilabel_model WHERE id = 2;",
    )
    with Atlas.open(small) as atlas:
        assert list(stored_classes(atlas)) == [1]
        assert not atlas.has_table(score_table(2))
    assert not check_atlas(small, feedback).errors


def test_older_versions_and_doubles_of_before_are_kept_by_the_migration(tmp_path, feedback):
    """An atlas in which today's tools left several versions of a frame's predictions, and one score twice."""
    from legacy_atlas import make_legacy_atlas

    path = make_legacy_atlas(tmp_path / "atlas.gpkg")
    base = sqlite3.connect(path)
    base.executescript(
        "INSERT INTO multilabel_prediction (score, version_doi, frame_id, ml_class_id)"
        " SELECT 0.5, '10000001', frame_id, ml_class_id FROM multilabel_prediction WHERE frame_id < 4;"
        "INSERT INTO multilabel_prediction (score, version_doi, frame_id, ml_class_id)"
        " SELECT 0.0, version_doi, frame_id, ml_class_id FROM multilabel_prediction"
        " WHERE frame_id = 5 AND ml_class_id = 9;"
    )
    before = base.execute(ROWS).fetchall()
    base.commit()
    base.close()
    migrate_atlas(path, backup=False, feedback=feedback)
    with Atlas.open(path) as atlas:
        assert atlas.rows(ROWS) == before
        assert atlas.scalar(fill("SELECT count(*) FROM {other}", other=OTHER)) == 3 * 31 + 1


def test_an_atlas_that_fits_is_not_written_to(small):
    with Atlas.open(small, update=True) as atlas:
        before = atlas.scalar("SELECT schema_version AS n FROM pragma_schema_version")
        assert not fit_score_tables(atlas)
        assert atlas.scalar("SELECT schema_version AS n FROM pragma_schema_version") == before


def test_the_columns_of_the_tables_do_not_hide_the_frame(small):
    """A bare `id` in a correlated subset string reaches the frame."""
    with Atlas.open(small) as atlas:
        columns = atlas.rows(fill("SELECT name FROM pragma_table_info({t})", t=str(Name(score_table(1)))))
    assert "id" not in {name for (name,) in columns}
