# SPDX-License-Identifier: GPL-2.0-or-later
"""An atlas from far away: squares, sessions, places, and what lies under them."""

from __future__ import annotations

from collections import Counter

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayerTreeModel,
    QgsLayerTreeModelLegendNode,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
)
from qgis.PyQt.QtCore import QSize
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.map import overview
from seatizen_atlas.core.map.background import BACKGROUND, add_basemap, basemaps
from seatizen_atlas.core.map.layers import load_atlas


@pytest.fixture
def project():
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def layers(surveyed_atlas, project, feedback):
    return {
        layer.customProperty("seatizen_atlas/role"): layer
        for layer in load_atlas(surveyed_atlas, project, feedback)
    }


def value(expression, feature=None, **variables):
    context = QgsExpressionContext()
    scope = QgsExpressionContextUtils.globalScope()
    for name, one in variables.items():
        scope.setVariable(name, one)
    context.appendScope(scope)
    if feature is not None:
        context.setFields(feature.fields())
        context.setFeature(feature)
    parsed = QgsExpression(expression)
    found = parsed.evaluate(context)
    assert not parsed.hasEvalError(), parsed.evalErrorString()
    return found


def test_every_level_counts_every_frame_once(surveyed_atlas, layers):
    with Atlas.open(surveyed_atlas) as atlas:
        frames = atlas.scalar("SELECT count(*) FROM frame WHERE GPSPosition NOTNULL")
        sessions = atlas.scalar("SELECT count(DISTINCT deposit_doi) FROM frame_density")
    sums, most = Counter(), Counter()
    for square in layers["density"].getFeatures():
        sums[square["level"]] += square["frames"]
        most[square["level"]] = max(most[square["level"]], square["sessions"])
    assert sums == dict.fromkeys(range(overview.LEVELS), frames)
    assert 1 < most[overview.LEVELS - 1] <= sessions


def test_a_square_holds_the_frames_that_it_counts(layers):
    squares = [f for f in layers["density"].getFeatures() if f["level"] == 6]
    for square in squares:
        box = value(overview.square_expression(), square).boundingBox()
        assert box.width() == pytest.approx(2**6 / 2000)
        assert (
            sum(box.contains(f.geometry().asPoint()) for f in layers["frames"].getFeatures())
            == (square["frames"])
        )


@pytest.mark.parametrize("scale", [10_000, 30_000, 31_000, 250_000, 2_000_000, 9_000_000, 40_000_000])
def test_squares_can_be_seen_at_every_scale(scale):
    level = value(overview.level_expression(), map_scale=scale)
    side = 2**level * 111_320 / 2000 / scale
    assert side >= overview.SMALLEST_SQUARE * 0.999
    assert level == 0 or side < 2 * overview.SMALLEST_SQUARE


def test_places_and_territories_sum_up_their_sessions(surveyed_atlas, layers):
    with Atlas.open(surveyed_atlas) as atlas:
        expected = {
            (place, country): (sessions, frames)
            for country, place, sessions, frames in atlas.rows(
                "SELECT d.alpha3_country_code, d.location, count(DISTINCT d.doi) AS n, sum(c.frames) AS f"
                " FROM deposit d JOIN frame_density c ON c.deposit_doi = d.doi GROUP BY 1, 2"
            )
        }
    found = {
        (f["location"], f["alpha3_country_code"]): (f["sessions"], f["frames"])
        for f in layers["places"].getFeatures()
        if f["level"] == "place"
    }
    assert found == expected
    territories = {
        f["alpha3_country_code"]: f["frames"]
        for f in layers["places"].getFeatures()
        if f["level"] == "territory"
    }
    for country, frames in territories.items():
        assert frames == sum(n for (_place, code), (_s, n) in expected.items() if code == country)


@pytest.mark.parametrize("scale", [5_001, 99_000, 101_000, 1_000_000, 20_000_000])
def test_places_give_way_to_sessions(layers, scale):
    assert layers["sessions"].isInScaleRange(scale) == (scale < overview.SESSION_SCALE)
    assert layers["places"].isInScaleRange(scale) == (scale > overview.SESSION_SCALE)


def test_every_session_is_one_symbol_among_its_frames(surveyed_atlas, layers):
    with Atlas.open(surveyed_atlas) as atlas:
        names = {name for (name,) in atlas.rows("SELECT session_name FROM deposit")}
    found = {f["session_name"]: f for f in layers["sessions"].getFeatures()}
    assert set(found) == names
    for session in layers["footprints"].getFeatures():
        box = session.geometry().boundingBox()
        box.grow(1e-9)
        assert box.contains(found[session["session_name"]].geometry().asPoint())


def test_a_new_import_is_seen_without_loading_again(surveyed_atlas, layers):
    before = sum(f["frames"] for f in layers["sessions"].getFeatures())
    with Atlas.open(surveyed_atlas, update=True) as atlas, atlas.transaction():
        atlas.execute("UPDATE frame_density SET frames = frames + 1")
        cells = atlas.scalar("SELECT count(*) FROM frame_density")
    layers["sessions"].dataProvider().reloadData()
    assert sum(f["frames"] for f in layers["sessions"].getFeatures()) == before + cells


@pytest.mark.parametrize("scale", [4_000, 90_000, 9_000_000])
def test_legend_patches_do_not_follow_the_map(layers, project, scale, feedback, surveyed_atlas):
    load_atlas(surveyed_atlas, project, feedback)  # a second time, as after an import
    model = QgsLayerTreeModel(project.layerTreeRoot())
    model.setLegendMapViewData(scale / 3779, 96, scale)
    node = project.layerTreeRoot().findLayer(layers["density"].id())
    settings = QgsMapSettings()
    settings.setExtent(QgsRectangle(0, 0, scale / 4, scale / 4))
    settings.setOutputSize(QSize(1000, 1000))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    context = QgsRenderContext.fromMapSettings(settings)
    nodes = [n for n in model.layerLegendNodes(node) if hasattr(n, "minimumIconSize")]
    assert len(nodes) == 6
    for legend in nodes:
        assert isinstance(legend, QgsLayerTreeModelLegendNode)
        assert max(legend.minimumIconSize(context).width(), legend.minimumIconSize(context).height()) <= 24


def test_the_coast_lies_under_everything_once(layers, project, surveyed_atlas, feedback):
    load_atlas(surveyed_atlas, project, feedback)
    land = [layer for layer in project.mapLayers().values() if layer.customProperty(BACKGROUND) == "land"]
    assert len(land) == 1
    assert project.layerTreeRoot().children()[-1].layer() is land[0]
    assert land[0].isInScaleRange(9_000_000)
    assert not land[0].isInScaleRange(20_000)


def test_a_coast_that_was_taken_away_stays_away(layers, project, surveyed_atlas, feedback):
    for layer in list(project.mapLayers().values()):
        if layer.customProperty(BACKGROUND):
            project.removeMapLayer(layer.id())
    load_atlas(surveyed_atlas, project, feedback)
    assert not any(layer.customProperty(BACKGROUND) for layer in project.mapLayers().values())


def test_basemaps_are_laid_between_the_atlas_and_the_coast(layers, project):
    offered = basemaps([2023, 2022, 2023])
    assert [one.key for one in offered] == ["osm", "ortho 2023", "ortho 2022"]
    assert "/ortho/2023/{z}/{x}/{y}.png" in offered[1].url
    assert not any(layer.customProperty(BACKGROUND) == "osm" for layer in project.mapLayers().values())
    added = [add_basemap(project, one) for one in (*offered, offered[0])]
    assert added[-1] is added[0]
    keys = [
        node.layer().customProperty(BACKGROUND)
        for node in project.layerTreeRoot().children()
        if hasattr(node, "layer")
    ]
    assert keys[-1] == "land"
    assert set(keys[:-1]) == {"osm", "ortho 2023", "ortho 2022"}
    assert added[0].attribution()
