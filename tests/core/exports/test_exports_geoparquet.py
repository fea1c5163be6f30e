# SPDX-License-Identifier: GPL-2.0-or-later
"""The GeoParquet dataset, read by DuckDB, geopandas and pyarrow."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pyarrow.parquet as pq
import pytest
from seatizen_atlas.core import files as files_module
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.sql import fill, join
from seatizen_atlas.core.errors import Cancelled, InputError, MissingPackage, SeatizenError
from seatizen_atlas.core.exports import geoparquet
from seatizen_atlas.core.exports.geoparquet import export_geoparquet, hilbert_keys
from seatizen_atlas.core.selection.filters import FrameFilter

COUNT = """
import duckdb, json, sys
rows = duckdb.sql(
    "SELECT year, platform, count(*), count(geometry), count(Sand), count(Acropora_Branching)"
    f" FROM read_parquet('{sys.argv[1]}/**/*.parquet', hive_partitioning=true) GROUP BY 1, 2 ORDER BY 1, 2"
).fetchall()
print(json.dumps(rows))
"""
FRAMES = """
import geopandas, json, sys
frames = geopandas.read_parquet(sys.argv[1]).sort_values("frame_id")
print(json.dumps({
    "crs": frames.crs.to_epsg(),
    "points": [None if p is None else [p.x, p.y] for p in frames.geometry],
    "score": frames["Acropora_Branching"].tolist()[:2],
    "time": str(frames["GPSDatetime"].iloc[0]),
    "names": list(frames.columns),
}))
"""
BOX = """
import duckdb, geopandas, json, sys
path, *box = sys.argv[1:]
west, south, east, north = map(float, box)
query = (
    f"FROM read_parquet('{path}') WHERE bbox.xmax >= {west} AND bbox.xmin <= {east}"
    f" AND bbox.ymax >= {south} AND bbox.ymin <= {north}"
)
((_, plan),) = duckdb.sql(f"EXPLAIN (ANALYZE, FORMAT json) SELECT frame_id {query}").fetchall()
print(json.dumps({
    "count": duckdb.sql(f"SELECT count(*) {query}").fetchall()[0][0],
    "scanned": json.loads(plan)["query"]["total_row_groups_scanned"],
    "geopandas": len(geopandas.read_parquet(path, bbox=(west, south, east, north))),
}))
"""


@pytest.fixture
def dataset(tmp_path):
    return tmp_path / "dataset"


def test_duckdb_reads_the_partitions(atlas, dataset, heard, validate):
    report = export_geoparquet(atlas.path, dataset, feedback=heard)
    assert report.rows == 9
    assert sorted(f.path.relative_to(dataset).as_posix() for f in report.files) == [
        "year=2021/platform=ASV/part-0.parquet",
        "year=2021/platform=UAV/part-0.parquet",
        "year=2022/platform=SCUBA/part-0.parquet",
    ]
    assert validate(COUNT, dataset) == [
        [2021, "ASV", 5, 5, 0, 2],
        [2021, "UAV", 2, 1, 0, 0],
        [2022, "SCUBA", 2, 2, 0, 1],
    ]


def test_geopandas_reads_points_crs_and_scores(atlas, dataset, heard, validate):
    export_geoparquet(atlas.path, dataset, feedback=heard)
    read = validate(FRAMES, dataset)
    assert read["crs"] == 4326
    assert read["points"][0] == [55.280000000123 + 1 / 1000, -21.170000000321 - 1 / 1000]
    assert read["points"][6] is None
    assert read["score"] == [0.9, 0.1]
    assert read["time"] == "2021-01-05 08:00:01"
    assert {"FileName", "frames_doi", "prediction_doi", "year", "platform", "Useless"} <= set(read["names"])


def test_the_metadata_follow_the_specification(atlas, dataset, heard):
    export_geoparquet(atlas.path, dataset, feedback=heard)
    path = dataset / "year=2021" / "platform=ASV" / "part-0.parquet"
    geo = json.loads(pq.read_schema(path).metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]
    assert column["encoding"] == "WKB" and column["geometry_types"] == ["Point"]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert column["bbox"][0] == 55.280000000123 + 1 / 1000
    table = pq.read_table(path)
    assert table.column("Sand").null_count == 5
    assert table.schema.field("Sand").type == "double"


def test_a_box_reads_only_the_row_groups_that_it_must(atlas, dataset, heard, validate, monkeypatch, point):
    """10,000 frames on a plane in random order; a corner of it lies in few of the row groups."""
    monkeypatch.setattr(geoparquet, "ROW_GROUP", 256)
    atlas.session(11000000, "20230101_REU-GRID_ASV-1_01", 11000001)
    chance = np.random.default_rng(3)
    places = np.column_stack([50 + chance.random(10_000), -20 + chance.random(10_000)]).tolist()
    with Atlas.open(atlas.path, update=True) as opened, opened.transaction():
        rows = [
            fill("('11000001', 'x', {name}, {p})", name=f"{n}", p=point(*place))
            for n, place in enumerate(places)
        ]
        opened.execute(
            fill(
                "INSERT INTO frame (version_doi, OriginalFileName, filename, GPSPosition) VALUES {rows}",
                rows=join(", ", rows),
            )
        )
    export_geoparquet(atlas.path, dataset, feedback=heard)
    path = dataset / "year=2023" / "platform=ASV" / "part-0.parquet"
    west, south, east, north = 50.0, -20.0, 50.2, -19.8
    inside = sum(west <= x <= east and south <= y <= north for x, y in places)
    read = validate(BOX, path, west, south, east, north)
    assert read["count"] == read["geopandas"] == inside > 300

    stored = pq.ParquetFile(path)
    for row in stored.read(columns=["FileName", "bbox"]).to_pylist():
        assert [row["bbox"]["xmin"], row["bbox"]["ymin"]] == places[int(row["FileName"])]
    assert stored.metadata.num_row_groups == 40
    groups = [stored.metadata.row_group(number) for number in range(40)]
    index = {groups[0].column(i).path_in_schema: i for i in range(groups[0].num_columns)}

    def touches(group):
        low = {
            side: group.column(index[f"bbox.{side}"]).statistics for side in ("xmin", "ymin", "xmax", "ymax")
        }
        return (
            low["xmax"].max >= west
            and low["xmin"].min <= east
            and low["ymax"].max >= south
            and low["ymin"].min <= north
        )

    needed = sum(touches(group) for group in groups)
    # The corner holds 1.6 row groups' worth of frames; along a good curve few more are touched.
    assert needed <= 5
    assert read["scanned"] == needed


def test_the_curve_is_hilberts():
    """Each step along the curve goes to a neighbouring cell, and every cell has one place."""
    size = 32
    x, y = (axis.ravel().astype(float) for axis in np.meshgrid(np.arange(size), np.arange(size)))
    keys = hilbert_keys(x, y)
    assert len(set(keys.tolist())) == size * size
    order = np.argsort(keys)
    steps = np.abs(np.diff(x[order])) + np.abs(np.diff(y[order]))
    assert (steps == 1).all()


def test_positions_missing_come_last_and_one_point_is_a_curve_too():
    assert np.argsort(hilbert_keys(np.array([np.nan, 5.0]), np.array([np.nan, 5.0]))).tolist() == [1, 0]


def test_filter_and_presence(atlas, dataset, heard):
    report = export_geoparquet(
        atlas.path, dataset, values="presence", wanted=FrameFilter(platforms=("SCUBA",)), feedback=heard
    )
    assert report.rows == 2
    table = pq.read_table(report.files[0].path)
    assert sorted(table.column("Acropora_Branching").to_pylist(), key=str) == [0, None]


def test_nothing_chosen_is_said(empty_atlas, dataset, heard):
    report = export_geoparquet(empty_atlas.path, dataset, feedback=heard)
    assert report.rows == 0 and list(dataset.iterdir()) == []
    assert any("empty" in said for said in heard.said)


def test_nothing_is_no_successor_of_a_dataset(atlas, empty_atlas, dataset, heard):
    export_geoparquet(atlas.path, dataset, feedback=heard)
    before = {path: path.read_bytes() for path in dataset.rglob("*.parquet")}
    with pytest.raises(InputError, match="No frame passes the filter"):
        export_geoparquet(atlas.path, dataset, wanted=FrameFilter(date_from=date(2099, 1, 1)), feedback=heard)
    with pytest.raises(InputError, match="nothing to write, so “dataset” was left as it is"):
        export_geoparquet(empty_atlas.path, dataset, feedback=heard)
    assert {path: path.read_bytes() for path in dataset.rglob("*.parquet")} == before


def test_an_existing_dataset_is_replaced_as_a_whole(atlas, dataset, heard):
    export_geoparquet(atlas.path, dataset, feedback=heard)
    export_geoparquet(atlas.path, dataset, wanted=FrameFilter(platforms=("UAV",)), feedback=heard)
    assert [p.name for p in dataset.iterdir()] == ["year=2021"]
    assert [p.name for p in (dataset / "year=2021").iterdir()] == ["platform=UAV"]


def test_a_folder_with_something_else_in_it_is_left_alone(atlas, dataset, heard):
    dataset.mkdir()
    (dataset / "thesis.odt").write_text("irreplaceable")
    with pytest.raises(SeatizenError, match=r"thesis\.odt"):
        export_geoparquet(atlas.path, dataset, feedback=heard)
    assert (dataset / "thesis.odt").read_text() == "irreplaceable"


def test_stopping_leaves_the_old_dataset(atlas, dataset, heard, stopping):
    export_geoparquet(atlas.path, dataset, feedback=heard)
    before = sorted(dataset.rglob("*"))
    with pytest.raises(Cancelled):
        export_geoparquet(atlas.path, dataset, feedback=stopping(0))
    assert sorted(dataset.rglob("*")) == before
    assert [p.name for p in dataset.parent.iterdir() if "unfinished" in p.name] == []


def test_without_pyarrow_the_command_is_told(atlas, dataset, heard, monkeypatch):
    monkeypatch.setattr(files_module, "has_pyarrow", lambda: False)
    with pytest.raises(MissingPackage, match="pip install"):
        export_geoparquet(atlas.path, dataset, feedback=heard)
