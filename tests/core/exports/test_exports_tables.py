# SPDX-License-Identifier: GPL-2.0-or-later
"""The derived tables: columns, values, filters, formats; whole files or none."""

from __future__ import annotations

import csv
import os
import shutil
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)
from seatizen_atlas.core import files as files_module
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError, Cancelled, InputError, MissingPackage, SeatizenError
from seatizen_atlas.core.exports import plain
from seatizen_atlas.core.exports import tables as tables_module
from seatizen_atlas.core.exports.tables import TABLES, export_tables
from seatizen_atlas.core.reading.words import fix_names
from seatizen_atlas.core.selection.filters import FrameFilter, polygons, rectangle
from seatizen_atlas.core.upkeep.migrations import apply_script, load_scripts, pending_scripts

IMAGES, PREDICTIONS, ANNOTATION = TABLES[1:]
ASV, UAV, SCUBA = (
    "20210105_REU-SAINT-LEU_ASV-1_00",
    "20210111_SYC-aldabra-arm01_UAV-02_17",
    "20220614_MYT-NGOUJA_scuba",
)
REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "data" / "legacy_atlas.zip"


@pytest.fixture
def without_pyarrow(monkeypatch):
    monkeypatch.setattr(tables_module, "has_pyarrow", lambda: False)
    monkeypatch.setattr(files_module, "has_pyarrow", lambda: False)


@pytest.fixture(params=["arrow", "plain"])
def way(request):
    """Both ways of writing CSV: with and without pyarrow."""
    if request.param == "plain":
        request.getfixturevalue("without_pyarrow")
    return request.param


def exported(atlas, out, table, read_csv, heard, **options):
    report = export_tables(atlas.path, out, tables=[table], feedback=heard, **options)
    rows = read_csv(out / f"{table}.csv")
    assert report.rows == len(rows)
    return rows


def names(rows):
    return [row["FileName"] for row in rows]


def test_sessions(way, atlas, out, read_csv, heard):
    rows = exported(atlas, out, "session_doi", read_csv, heard)
    assert [list(row.values()) for row in rows] == [
        [ASV, "https://doi.org/10.5281/zenodo.10000000", "SAINT-LEU", "2021-01-05", "1", "1"],
        [UAV, "https://doi.org/10.5281/zenodo.10000010", "ALDABRA-ARM01", "2021-01-11", "1", "1"],
        [SCUBA, "https://doi.org/10.5281/zenodo.9999999", "NGOUJA", "2022-06-14", "1", "1"],
    ]
    assert list(rows[0]) == "session_name session_doi place date raw_data processed_data".split()


def test_images_keep_every_digit(way, atlas, out, read_csv, heard):
    rows = exported(atlas, out, IMAGES, read_csv, heard)
    columns = (
        "OriginalFileName FileName relative_file_path frames_doi GPSLatitude GPSLongitude GPSAltitude"
        " GPSRoll GPSPitch GPSTrack GPSDatetime GPSFix"
    )
    assert list(rows[0]) == columns.split()
    assert len(rows) == 9
    first = rows[0]
    assert float(first["GPSLongitude"]) == 55.280000000123 + 1 / 1000
    assert float(first["GPSLatitude"]) == -21.170000000321 - 1 / 1000
    assert (first["GPSAltitude"], first["GPSTrack"]) == ("-1.0", "359.123456789")
    assert (first["GPSDatetime"], first["GPSFix"]) == ("2021-01-05 08:00:01", "1.0")
    assert first["frames_doi"] == "https://doi.org/10.5281/zenodo.10000002"
    assert rows[6]["FileName"] == f'{UAV}_odd, "name".JPG'
    assert {rows[6][c] for c in ("GPSLatitude", "GPSLongitude", "GPSDatetime", "GPSFix", "GPSRoll")} == {""}


def test_predictions_take_the_newest_version_alone(way, atlas, out, read_csv, heard):
    rows = exported(atlas, out, PREDICTIONS, read_csv, heard)
    assert len(rows[0]) == 10 + 31
    assert names(rows) == [f"{ASV}_1_1.jpeg", f"{ASV}_1_2.jpeg", f"{SCUBA}_1_1.jpeg"]
    first, _, twice = rows
    cells = ("Acropora_Branching", "Acropora_Digitate", "Acropora_Submassive", "Useless")
    assert [first[c] for c in cells] == ["1", "1", "", "0"]  # 0.349 reaches the threshold 0.349
    assert first["GPSFix"] == "1"
    assert twice["prediction_doi"] == "https://doi.org/10.5281/zenodo.10000022"
    assert [twice[c] for c in cells] == ["0", "0", "", ""]  # nothing of the older version remains


def test_scores(way, atlas, out, read_csv, heard):
    rows = exported(atlas, out, PREDICTIONS, read_csv, heard, values="score")
    assert [rows[0][c] for c in ("Acropora_Branching", "Acropora_Digitate", "Useless")] == [
        "0.9",
        "0.349",
        "0.0",
    ]


def test_the_last_model_unless_another_is_asked_for(way, atlas, out, read_csv, heard):
    atlas.insert(
        "multilabel_model", {"id": 2, "name": "Newer", "link": "https://x", "creation_date": "2026-01-01"}
    )
    atlas.insert(
        "multilabel_class",
        {"id": 40, "name": "Sand", "threshold": 0.5, "ml_label_id": 39, "ml_model_id": 2},
        {"id": 41, "name": "Sand", "threshold": 0.9, "ml_label_id": 39, "ml_model_id": 2},
    )
    atlas.predict(2, 10000002, {40: 0.6, 41: 0.6})
    atlas.take_up_classes()
    (row,) = exported(atlas, out, PREDICTIONS, read_csv, heard)
    assert (row["FileName"], row["Sand"], row["Sand_41"]) == (f"{ASV}_1_2.jpeg", "1", "0")
    rows = exported(atlas, out, PREDICTIONS, read_csv, heard, wanted=FrameFilter(model="DinoVdeau"))
    assert len(rows) == 3 and len(rows[0]) == 41
    with pytest.raises(InputError, match=r"no model “Oldest”.*DinoVdeau, Newer"):
        exported(atlas, out, PREDICTIONS, read_csv, heard, wanted=FrameFilter(model="Oldest"))


def test_the_latest_annotation_wins(way, atlas, out, read_csv, heard):
    rows = exported(atlas, out, ANNOTATION, read_csv, heard)
    assert list(rows[0])[:4] == ["FileName", "frame_doi", "relative_file_path", "annotation_date"]
    assert len(rows[0]) == 4 + 167  # 168 labels, of which two share a name
    first, second, third = rows
    assert (first["frame_doi"], first["annotation_date"]) == ("10000002", "2024-06-01 08:00:00")
    assert [first[c] for c in ("Acropora_Branching", "Acropora_Tabular", "Sand", "Fish")] == [
        "1",
        "0",
        "1",
        "-1",
    ]
    assert second["annotation_date"] == "2024-05-24 15:14:09"
    assert third["Turbinaria"] == "1"  # the coral is absent, the alga of the same name present


def test_parquet_has_types_units_and_the_same_values(atlas, out, read_csv, heard):
    export_tables(atlas.path, out, formats=["csv", "parquet"], feedback=heard)
    for table in TABLES:
        stored = pq.read_table(out / f"{table}.parquet")
        rows = read_csv(out / f"{table}.csv")
        assert stored.column_names == list(rows[0])
        for name in stored.column_names:
            for value, text in zip(stored.column(name).to_pylist(), (row[name] for row in rows)):
                if value is None:
                    assert text == ""
                elif isinstance(value, (int, float)):
                    assert float(text) == value
                else:
                    assert text == str(value)
    images = pq.read_schema(out / f"{IMAGES}.parquet")
    assert images.field("GPSDatetime").type == pa.timestamp("ms")
    assert images.field("GPSLatitude").type == pa.float64()
    assert images.field("GPSLatitude").metadata[b"unit"] == b"degree"
    assert images.field("GPSFix").type == pa.int16()
    for code, name in fix_names().items():
        assert f"{code} = {name}".encode() in images.field("GPSFix").metadata[b"description"]
    predictions = pq.ParquetFile(out / f"{PREDICTIONS}.parquet")
    assert predictions.schema_arrow.field("Sand").type == pa.int8()
    assert b"0.548" in predictions.schema_arrow.field("Sand").metadata[b"description"]
    assert predictions.metadata.row_group(0).column(0).compression == "ZSTD"
    sessions = pq.read_table(out / "session_doi.parquet")
    assert sessions.column("date").to_pylist()[0] == date(2021, 1, 5)
    dates = pq.read_table(out / f"{ANNOTATION}.parquet").column("annotation_date").to_pylist()
    assert dates[0] == datetime(2024, 6, 1, 8)


def test_an_empty_atlas_gives_headers_and_says_so(way, empty_atlas, out, read_csv, heard):
    formats = ["csv", "parquet"] if way == "arrow" else ["csv"]
    report = export_tables(empty_atlas.path, out, formats=formats, feedback=heard)
    assert report.rows == 0 and len(report.files) == 4 * len(formats)
    for table in TABLES:
        lines = (out / f"{table}.csv").read_text().splitlines()
        assert len(lines) == 1 and lines[0].count(",") >= 5
        assert any("WARNING" in said and table in said for said in heard.said)
        if way == "arrow":
            assert pq.read_table(out / f"{table}.parquet").num_rows == 0


NEVER = FrameFilter(date_from=date(2099, 1, 1))


def test_a_filter_that_nothing_passes_leaves_files_alone(way, atlas, out, heard):
    export_tables(atlas.path, out, feedback=heard)
    before = {path: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(InputError, match="No frame passes the filter: nothing was done"):
        export_tables(atlas.path, out, wanted=NEVER, feedback=heard)
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_an_empty_atlas_replaces_no_good_export(way, atlas, empty_atlas, out, heard):
    export_tables(atlas.path, out, tables=[IMAGES], feedback=heard)
    before = {path: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(InputError, match="nothing to write, so “metadata_images.csv” was left as it is"):
        export_tables(empty_atlas.path, out, feedback=heard)
    assert {path: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (FrameFilter(platforms=("asv",)), [1, 2, 3, 4, 5]),
        (FrameFilter(platforms=("UAV", "SCUBA")), [6, 7, 8, 9]),
        (FrameFilter(sessions=(SCUBA,)), [8, 9]),
        (FrameFilter(date_from=date(2021, 1, 6)), [6, 7, 8, 9]),
        (FrameFilter(date_from=date(2021, 1, 5), date_to=date(2021, 1, 5)), [1, 2, 3, 4, 5]),
        (FrameFilter(extent=QgsRectangle(45, -13, 46.2, -9)), [6, 8, 9]),
        (FrameFilter(extent=QgsRectangle(45, -13, 46.2, -9), platforms=("UAV",)), [6]),
        (
            FrameFilter(
                area=QgsGeometry.fromWkt(
                    "Polygon((55.2815 -21.2, 55.2835 -21.2, 55.28 -21.1, 55.2815 -21.2))"
                )
            ),
            [2],
        ),
        (
            FrameFilter(
                area=QgsGeometry.fromWkt(
                    "MultiPolygon(((55 -21.1725, 56 -21.1725, 56 -21, 55 -21, 55 -21.1725)),"
                    "((45 -13, 45.085 -13, 45.085 -12, 45 -13)))"
                )
            ),
            [1, 2, 8],
        ),
    ],
)
def test_filters(way, atlas, out, read_csv, heard, wanted, expected):
    rows = exported(atlas, out, IMAGES, read_csv, heard, wanted=wanted)
    everything = exported(atlas, out, IMAGES, read_csv, heard)
    assert names(rows) == [names(everything)[n - 1] for n in expected]


def test_the_extent_means_what_it_says_where_the_index_rounds(atlas, out, read_csv, heard):
    """R-trees hold 32-bit floats: 55.281000000123 lies outside a box that ends at 55.281."""
    wanted = FrameFilter(extent=QgsRectangle(55, -22, 55.281, -21))
    with pytest.raises(InputError, match="No frame passes the filter"):
        exported(atlas, out, IMAGES, read_csv, heard, wanted=wanted)
    wanted = FrameFilter(extent=QgsRectangle(55, -22, 55.28100000013, -21))
    assert len(exported(atlas, out, IMAGES, read_csv, heard, wanted=wanted)) == 1


def test_classes_choose_columns(way, atlas, out, read_csv, heard):
    wanted = FrameFilter(classes=("sand", "Algae_Turf"))
    atlas.predict(3, 10000002, {8: 0.5})
    (row,) = exported(atlas, out, PREDICTIONS, read_csv, heard, wanted=wanted)
    assert list(row)[10:] == ["Algae_Turf", "Sand"]
    rows = exported(atlas, out, ANNOTATION, read_csv, heard, wanted=wanted)
    assert list(rows[0])[4:] == ["Turf", "Sand"]


def test_sessions_follow_the_filter(way, atlas, out, read_csv, heard):
    def sessions(**asked):
        rows = exported(atlas, out, "session_doi", read_csv, heard, wanted=FrameFilter(**asked))
        return [row["session_name"] for row in rows]

    assert sessions(platforms=("UAV",)) == [UAV]
    assert sessions(extent=QgsRectangle(45, -13, 45.2, -12)) == [SCUBA]
    frames = QgsVectorLayer(f"{atlas.path}|layername=frame|subset=id IN (1, 6)", "frames", "ogr")
    assert sessions(frames=frames) == [ASV, UAV]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (FrameFilter(platforms=("Rocket",)), "no platform “Rocket”.*ASV, SCUBA, UAV"),
        (FrameFilter(sessions=("20210105_REU-SAINT-LEU_ASV-1_01",)), f"Known: {ASV}"),
        (FrameFilter(classes=("Sandd",)), "no class “Sandd”.*Known: Sand,"),
    ],
)
def test_unknown_names_are_answered_with_the_known_ones(atlas, out, heard, wanted, message):
    with pytest.raises(InputError, match=message):
        export_tables(atlas.path, out, wanted=wanted, feedback=heard)
    assert list(out.iterdir()) == []


def test_dates_reversed_are_refused():
    with pytest.raises(InputError, match="2022-01-01.*is after"):
        FrameFilter(date_from=date(2022, 1, 1), date_to=date(2021, 1, 1))


def test_layers_and_extents_in_another_crs_are_transformed():
    layer = QgsVectorLayer("Polygon?crs=EPSG:2975", "area", "memory")
    utm = "Polygon((321000 7658000, 322000 7658000, 322000 7659000, 321000 7659000, 321000 7658000))"
    feature = layer.dataProvider()
    from qgis.core import QgsFeature

    square = QgsFeature()
    square.setGeometry(QgsGeometry.fromWkt(utm))
    feature.addFeature(square)
    box = polygons(layer, QgsCoordinateTransformContext()).boundingBox()
    assert 55.27 < box.xMinimum() < box.xMaximum() < 55.29 and -21.18 < box.yMinimum() < -21.16
    same = rectangle(
        QgsRectangle(321000, 7658000, 322000, 7659000),
        QgsCoordinateReferenceSystem("EPSG:2975"),
        QgsCoordinateTransformContext(),
    )
    assert abs(same.xMinimum() - box.xMinimum()) < 1e-3


def test_an_empty_polygon_layer_is_refused():
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326", "area", "memory")
    with pytest.raises(InputError, match="holds no polygon"):
        polygons(layer, QgsCoordinateTransformContext())


def test_an_atlas_that_needs_migration_says_so(atlas, out, heard):
    with Atlas.open(atlas.path, update=True) as opened:
        opened.execute("UPDATE etl_runs SET last_sql_script_executed = 5")
    with pytest.raises(AtlasError, match=r"at script 05.*Migrate atlas"):
        export_tables(atlas.path, out, feedback=heard)


@pytest.mark.parametrize("kind", ["missing parent", "a file"])
def test_folders_that_cannot_be_written(atlas, tmp_path, heard, kind):
    folder = tmp_path / "nowhere" / "out"
    if kind == "a file":
        folder = tmp_path / "file"
        folder.write_text("")
    with pytest.raises(SeatizenError, match="nowhere|is a file"):
        export_tables(atlas.path, folder, feedback=heard)


def test_a_folder_without_permission(atlas, out, heard, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(SeatizenError, match="cannot be written"):
        export_tables(atlas.path, out, feedback=heard)


def test_a_folder_in_the_place_of_a_file_is_told_and_kept(way, atlas, out, heard):
    target = out / f"{IMAGES}.csv"
    (target / "held").mkdir(parents=True)
    with pytest.raises(SeatizenError, match=f"{IMAGES}.csv.*is a folder, not a file"):
        export_tables(atlas.path, out, tables=[IMAGES], feedback=heard)
    assert sorted(p.name for p in out.iterdir()) == [target.name]


@pytest.mark.parametrize("stop_after", [0, 1])
def test_stopping_leaves_the_old_file_and_nothing_half_written(
    way, atlas, out, stopping, stop_after, monkeypatch
):
    from seatizen_atlas.core.exports import plain, streamed

    monkeypatch.setattr(streamed, "BLOCK", 2)
    monkeypatch.setattr(plain, "_ROWS_BETWEEN_LOOKS", 2)
    target = out / f"{IMAGES}.csv"
    target.write_text("old")
    with pytest.raises(Cancelled):
        export_tables(atlas.path, out, tables=[IMAGES], feedback=stopping(stop_after))
    assert [(p.name, p.read_text()) for p in out.iterdir()] == [(target.name, "old")]


def test_progress_tells_numbers(way, atlas, out, heard):
    export_tables(atlas.path, out, tables=[IMAGES], feedback=heard)
    assert any(IMAGES in step and any(c.isdigit() for c in step) for step in heard.steps)
    assert any("9 rows" in said for said in heard.said)


@pytest.mark.parametrize(
    "options", [{"tables": ["frames"]}, {"formats": ["xls"]}, {"values": "maybe"}, {"tables": []}]
)
def test_unknown_choices(atlas, out, heard, options):
    with pytest.raises(InputError):
        export_tables(atlas.path, out, feedback=heard, **options)


def test_without_pyarrow_parquet_names_the_command(without_pyarrow, atlas, out, heard):
    with pytest.raises(MissingPackage, match=r"needs the Python package pyarrow.*pip install.*pyarrow"):
        export_tables(atlas.path, out, formats=["parquet"], feedback=heard)


def test_without_pyarrow_ogr_writes_typed_tables(atlas, out, heard):
    """Debian's OGR has no Parquet driver; GeoPackage stands for it, by the same code."""
    from seatizen_atlas.core.selection.chosen import open_for_export, select

    with open_for_export(atlas.path) as opened:
        selection = select(opened, FrameFilter(), heard)
        path = out / "metadata_images.gpkg"
        rows = plain.write_table(opened, IMAGES, [path], selection, "presence", heard, driver="GPKG")
    layer = QgsVectorLayer(str(path), "images", "ogr")
    assert layer.featureCount() == rows == 9
    first = next(layer.getFeatures())
    assert first["GPSLongitude"] == 55.280000000123 + 1 / 1000
    assert first["GPSDatetime"].toString("yyyy-MM-dd HH:mm:ss") == "2021-01-05 08:00:01"
    assert first["GPSFix"] == 1


def test_both_ways_write_the_same_bytes(atlas, tmp_path, heard, monkeypatch):
    for way, has in (("arrow", True), ("plain", False)):
        monkeypatch.setattr(tables_module, "has_pyarrow", lambda has=has: has)
        export_tables(atlas.path, tmp_path / way, feedback=heard)
    for table in TABLES:
        assert (tmp_path / "arrow" / f"{table}.csv").read_bytes() == (
            tmp_path / "plain" / f"{table}.csv"
        ).read_bytes()


def test_blocks_join_without_a_seam(atlas, out, read_csv, heard, monkeypatch):
    """More frames than a block holds, and a newer version of a frame's predictions."""
    from seatizen_atlas.core.exports import streamed

    whole = exported(atlas, out, PREDICTIONS, read_csv, heard)
    annotated = exported(atlas, out, ANNOTATION, read_csv, heard)
    monkeypatch.setattr(streamed, "BLOCK", 4)
    assert exported(atlas, out, PREDICTIONS, read_csv, heard) == whole
    atlas.predict(9, 10000001, {1: 0.99, 2: 0.99, 3: 0.99})
    atlas.predict(9, 10000022, {1: 0.01})
    row = exported(atlas, out, PREDICTIONS, read_csv, heard)[-1]
    cells = [row[c] for c in ("Acropora_Branching", "Acropora_Digitate", "Acropora_Submassive")]
    assert cells == ["0", "", ""], "what an older version left is gone"
    assert exported(atlas, out, ANNOTATION, read_csv, heard) == annotated


@pytest.mark.skipif(not REFERENCE.is_file(), reason="an extra: no package has the published tables")
def test_the_tables_equal_the_published_ones(tmp_path, heard, read_csv):
    """Beside the checkout lies an atlas with the tables that the tools of today make of it."""
    shutil.unpack_archive(REFERENCE, tmp_path)
    (gpkg,) = tmp_path.rglob("*.gpkg")
    with Atlas.open(gpkg, update=True) as opened:
        for script in pending_scripts(opened, load_scripts()):
            apply_script(opened, script, heard)
    export_tables(gpkg, tmp_path / "out", formats=["csv"], feedback=heard)
    for table in TABLES:
        reference = gpkg.parent / f"{table}.csv"
        with reference.open(newline="") as stream:
            expected = list(csv.DictReader(stream))
        rows = read_csv(tmp_path / "out" / f"{table}.csv")
        assert len(rows) == len(expected) > 0
        # The atlas once had a label that ended in a blank; migrated, it has not.
        assert list(rows[0]) == [name.strip() for name in expected[0]]
        for row, old in zip(rows, expected):
            for name, value in old.items():
                mine = row[name.strip()]
                if name in ("GPSLatitude", "GPSLongitude"):
                    assert abs(float(mine) - float(value)) <= 5.1e-7
                elif table == PREDICTIONS and value in ("0.0", "1.0"):
                    assert int(mine) == float(value)
                else:
                    assert mine == value
