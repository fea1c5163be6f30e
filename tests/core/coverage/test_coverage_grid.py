# SPDX-License-Identifier: GPL-2.0-or-later
"""Coverage, held against figures that are counted from all rows, point by point and polygon by polygon."""

from __future__ import annotations

import statistics
from collections import defaultdict
from datetime import date

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsSpatialIndex,
    QgsVectorLayer,
)
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.coverage.coverage import coverage
from seatizen_atlas.core.coverage.grid import Grid
from seatizen_atlas.core.coverage.shape import Shape
from seatizen_atlas.core.errors import Cancelled, InputError
from seatizen_atlas.core.processing.provider import SeatizenProvider
from seatizen_atlas.core.selection.filters import FrameFilter

WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")
CLASSES = ("Acropora_Branching", "Sand")


@pytest.fixture
def annotated_atlas(surveyed_atlas):
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute(
            "INSERT INTO multilabel_annotation_session (annotation_date, dataset_name, author_name)"
            " VALUES ('2024-06-01', 'look', 'ana')"
        )
        atlas.execute(
            "INSERT INTO multilabel_annotation (value, frame_id, ml_label_id, ml_annotation_session_id)"
            " SELECT 1, id, label, 1 FROM frame, (SELECT 2 AS label UNION SELECT 3) WHERE id % 7 = 0"
        )
        atlas.execute("UPDATE frame SET GPSPosition = NULL WHERE id IN (5, 6)")
    return surveyed_atlas


@pytest.fixture
def count(annotated_atlas):
    """Runs the verb into a layer in memory."""

    def call(grid, wanted=None, feedback=None):
        layers = []

        def open_sink(fields):
            layer = QgsVectorLayer("Polygon?crs=EPSG:4326", "cells", "memory")
            layer.dataProvider().addAttributes(fields)
            layer.updateFields()
            layers.append(layer)
            return layer.dataProvider()

        report = coverage(
            annotated_atlas,
            grid,
            wanted or FrameFilter(),
            open_sink,
            feedback or QgsProcessingFeedback(False),
        )
        return report, layers[0]

    return call


def rows_of(path, where="1"):
    """Every frame with a position: id, x, y, session, day, platform and scores by class."""
    with Atlas.open(path) as atlas:
        names = dict(atlas.rows("SELECT id + 0 AS n, name FROM multilabel_class"))
        scores = defaultdict(dict)
        for frame, number, score in atlas.rows(
            "SELECT frame_id, ml_class_id, score FROM multilabel_prediction"
        ):
            scores[frame][names[number]] = score
        return [
            (*row, scores[row[0]])
            for row in atlas.rows(
                "SELECT f.id + 0 AS n, ST_MinX(f.GPSPosition) AS x, ST_MinY(f.GPSPosition) AS y,"
                " d.session_name, d.platform_type FROM frame f JOIN version v ON v.doi = f.version_doi"
                f" JOIN deposit d ON d.doi = v.deposit_doi WHERE f.GPSPosition IS NOT NULL AND {where}"
            )
        ]


def by_polygon(layer, rows):
    """The rows of each feature, by looking which polygon holds each point."""
    index = QgsSpatialIndex(layer.getFeatures())
    shapes = {feature.id(): feature.geometry() for feature in layer.getFeatures()}
    found = defaultdict(list)
    for row in rows:
        point = QgsGeometry.fromPointXY(QgsPointXY(row[1], row[2]))
        holding = [n for n in index.intersects(point.boundingBox()) if shapes[n].contains(point)]
        assert len(holding) == 1, "cells neither overlap nor leave gaps"
        found[holding[0]].append(row)
    return found


@pytest.mark.parametrize("shape", list(Shape))
def test_every_figure_of_every_cell(count, annotated_atlas, shape):
    report, layer = count(Grid(40, shape), FrameFilter(classes=CLASSES))
    rows = rows_of(annotated_atlas)
    found = by_polygon(layer, rows)
    with Atlas.open(annotated_atlas) as atlas:
        thresholds = dict(atlas.rows("SELECT name, threshold FROM multilabel_class"))
    platforms = sorted({row[4] for row in rows})
    names = [field.name() for field in layer.fields()]
    assert names[:5] == ["frames", "sessions", "first_date", "last_date", "annotated"]
    assert set(names[5:9]) == {f"{c}_{k}" for c in CLASSES for k in ("mean", "share")}
    assert names[9:] == [f"{platform}_frames" for platform in platforms]
    assert layer.featureCount() == report.cells == len(found) > 30
    assert (report.frames, report.nowhere) == (len(rows), 2)
    for feature in layer.getFeatures():
        here = found[feature.id()]
        days = sorted(f"{row[3][:4]}-{row[3][4:6]}-{row[3][6:8]}" for row in here)
        assert feature["frames"] == len(here)
        assert feature["sessions"] == len({row[3] for row in here})
        assert feature["first_date"].toString("yyyy-MM-dd") == days[0]
        assert feature["last_date"].toString("yyyy-MM-dd") == days[-1]
        assert feature["annotated"] == sum(row[0] % 7 == 0 for row in here)
        for name in CLASSES:
            scores = [row[5][name] for row in here]
            assert feature[f"{name}_mean"] == pytest.approx(statistics.fmean(scores))
            share = sum(score >= thresholds[name] for score in scores) / len(scores)
            assert feature[f"{name}_share"] == pytest.approx(share)
        for platform in platforms:
            assert feature[f"{platform}_frames"] == sum(row[4] == platform for row in here)


def test_shares_are_of_predicted_frames(count, annotated_atlas):
    """Frames without predictions neither raise nor lower a mean; a cell without any has none."""
    with Atlas.open(annotated_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute("DELETE FROM multilabel_prediction WHERE frame_id % 2 = 0 OR frame_id < 400")
    _report, layer = count(Grid(40), FrameFilter(classes=("Sand",)))
    found = by_polygon(layer, rows_of(annotated_atlas))
    empty = 0
    for feature in layer.getFeatures():
        scores = [row[5]["Sand"] for row in found[feature.id()] if "Sand" in row[5]]
        if scores:
            assert feature["Sand_mean"] == pytest.approx(statistics.fmean(scores))
        else:
            empty += 1
            assert feature.attribute("Sand_mean") is None or not feature.attribute("Sand_mean")
            assert feature["frames"] > 0
    assert empty


@pytest.mark.parametrize(("shape", "area"), [(Shape.SQUARE, 1.0), (Shape.HEXAGON, 3**0.5 / 2)])
def test_cells_are_as_wide_as_was_asked(count, shape, area):
    _report, layer = count(Grid(100, shape))
    for feature in layer.getFeatures():
        geometry = QgsGeometry(feature.geometry())
        zone = int((geometry.centroid().asPoint().x() + 180) // 6) + 1
        utm = QgsCoordinateReferenceSystem(f"EPSG:{32700 + zone}")
        geometry.transform(QgsCoordinateTransform(WGS84, utm, QgsCoordinateTransformContext()))
        assert geometry.area() == pytest.approx(100 * 100 * area, rel=1e-6)
        assert geometry.isGeosValid()


def test_the_same_place_is_the_same_cell_whatever_else_is_counted(count):
    _report, everything = count(Grid(80))
    _report, some = count(Grid(80), FrameFilter(platforms=("ASV",)))
    shapes = {feature.geometry().asWkt(9) for feature in everything.getFeatures()}
    assert {feature.geometry().asWkt(9) for feature in some.getFeatures()} < shapes


def test_the_nearest_middle_of_a_honeycomb_wins():
    chance = np.random.default_rng(5)
    east, north = chance.uniform(4e5, 4.01e5, 4000), chance.uniform(7e6, 7.001e6, 4000)
    grid = Grid(37, Shape.HEXAGON)
    column, row = grid._place(east, north)
    middle = grid._middle(column, row)
    own = np.hypot(middle[:, 0] - east, middle[:, 1] - north)
    for step in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)):
        other = grid._middle(column + step[0], row + step[1])
        assert (own <= np.hypot(other[:, 0] - east, other[:, 1] - north) + 1e-9).all()


def test_blocks_join_without_a_seam(count, monkeypatch):
    from seatizen_atlas.core.coverage import coverage as room

    def figures(layer):
        return sorted((f.geometry().asWkt(9), *f.attributes()[:5]) for f in layer.getFeatures())

    _report, whole = count(Grid(60))
    monkeypatch.setattr(room, "_BLOCK", 97)
    monkeypatch.setattr(room, "_INSERTED_AT_ONCE", 10)
    monkeypatch.setattr(room, "_CELLS_AT_ONCE", 7)
    _report, parts = count(Grid(60))
    assert figures(whole) == figures(parts)


def test_without_pyarrow_the_figures_are_the_same(count, monkeypatch):
    from seatizen_atlas.core.coverage import coverage as room

    _report, layer = count(Grid(60))
    with_it = sorted((f.geometry().asWkt(9), *f.attributes()[:5]) for f in layer.getFeatures())
    monkeypatch.setattr(room, "has_pyarrow", lambda: False)
    _report, layer = count(Grid(60))
    assert sorted((f.geometry().asWkt(9), *f.attributes()[:5]) for f in layer.getFeatures()) == with_it


@pytest.mark.parametrize("width", [0, -5, 0.5, float("nan"), 2e6])
def test_cells_without_a_width_are_refused(width):
    with pytest.raises(InputError, match="A cell cannot be"):
        Grid(width)


def test_cancel_is_heard(count):
    stopped = QgsProcessingFeedback(False)
    stopped.cancel()
    with pytest.raises(Cancelled):
        count(Grid(50), feedback=stopped)


@pytest.fixture
def algorithm(qgis_app):
    provider = SeatizenProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield QgsApplication.processingRegistry().createAlgorithmById("seatizen:coverage")
    QgsApplication.processingRegistry().removeProvider(provider)


def test_the_algorithm_writes_a_layer_and_styles_it(algorithm, annotated_atlas, tmp_path):
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    project = QgsProject()
    context.setProject(project)
    output = tmp_path / "cells.gpkg"
    parameters = {"ATLAS": str(annotated_atlas), "CELL_SIZE": "50", "CELL_SHAPE": "square"}
    parameters |= {"PLATFORMS": "ASV", "CLASSES": "Sand", "OUTPUT": str(output)}
    results, fine = algorithm.run(parameters, context, feedback)
    assert fine
    layer = QgsVectorLayer(str(output), "cells", "ogr")
    assert layer.featureCount() == results["CELLS"] > 10
    assert sum(f["frames"] for f in layer.getFeatures()) == results["FRAMES"]
    assert layer.crs() == WGS84

    from seatizen_atlas.core.coverage.style import style_coverage

    style_coverage(layer)
    colours = {r.symbol().color().name() for r in layer.renderer().ranges()}
    assert layer.renderer().classAttribute() == "frames" and len(colours) > 2
    bounds = [(r.lowerValue(), r.upperValue(), r.label()) for r in layer.renderer().ranges()]
    assert bounds[:3] == [(1, 2.5, "1 – 2"), (3, 9.5, "3 – 9"), (10, 29.5, "10 – 29")]
    for feature in layer.getFeatures():
        assert layer.renderer().rangeForValue(feature["frames"]) is not None


def test_qgis_process_runs_it(qgis_process, annotated_atlas, tmp_path):
    code, results, errors = qgis_process.run(
        "coverage",
        ATLAS=annotated_atlas,
        CELL_SIZE=200,
        DATE_FROM="2019-01-01",
        OUTPUT=tmp_path / "cells.gpkg",
    )
    assert code == 0, errors
    assert results["CELLS"] > 0 and results["FRAMES"] > 2000
    code, results, errors = qgis_process.run(
        "coverage", ATLAS=annotated_atlas, DATE_FROM=date(2099, 1, 1), OUTPUT=tmp_path / "none.gpkg"
    )
    assert code != 0 and "No frame passes the filter" in errors
    assert not (tmp_path / "none.gpkg").exists()
