# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas on the map."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsTemporalUtils,
)
from qgis.PyQt.QtCore import QDateTime, QSize, Qt
from qgis.PyQt.QtGui import QColor
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import AtlasError
from seatizen_atlas.core.map.layers import load_atlas
from seatizen_atlas.core.map.styles import FRAME_SCALE
from seatizen_atlas.core.upkeep.migrations import apply_script, load_scripts

WHITE = QColor("white").rgb()
ALL = ["frames", "tracks", "footprints", "sessions", "places", "density"]
TABLES = ["versions", "scores", "classes", "models", "annotations", "labels", "annotation_sessions"]
LAND = "seatizen_atlas/background"


@pytest.fixture
def project():
    project = QgsProject.instance()  # where QGIS's expressions look for layers and relations
    project.clear()
    yield project
    project.clear()


def by_role(layers):
    return {layer.customProperty("seatizen_atlas/role"): layer for layer in layers}


def own(project):
    """The layers of atlases, without what lies under them."""
    return [layer for layer in project.mapLayers().values() if not layer.customProperty(LAND)]


def painted(layer, extent, start=None, end=None):
    """Number of pixels that are not white, at a scale at which every layer is drawn."""
    layer.setScaleBasedVisibility(False)
    layer.setLabelsEnabled(False)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(250, 250))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setExtent(extent)
    settings.setBackgroundColor(QColor("white"))
    if start is not None:
        settings.setIsTemporal(True)
        settings.setTemporalRange(QgsDateTimeRange(time(start), time(end)))
    context = QgsExpressionContext()  # as the map canvas does
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors()
    image = job.renderedImage()
    return sum(image.pixel(x, y) != WHITE for x in range(250) for y in range(250))


def time(moment):
    return QDateTime.fromString(f"{moment:%Y-%m-%dT%H:%M:%S}Z", Qt.DateFormat.ISODate)


def a_session(layers):
    """The first session, its whole extent with a margin, and its start."""
    feature = next(layers["footprints"].getFeatures(QgsFeatureRequest().setLimit(1)))
    extent = feature.geometry().boundingBox()
    extent.grow(0.0002)
    times = [
        frame["GPSDatetime"].toPyDateTime()
        for frame in layers["frames"].getFeatures(
            QgsFeatureRequest().setFilterExpression(f"\"version_doi\" = '{int(feature['doi']) + 2}'")
        )
    ]
    return feature, extent, min(times), max(times)


def rendered_text(template, layer, feature, project):
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.appendScope(QgsExpressionContextUtils.projectScope(project))
    context.appendScope(QgsExpressionContextUtils.layerScope(layer))
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(template, context)


def without_density(path):
    """Make the atlas one from before the density grid."""
    with Atlas.open(path, update=True) as atlas, atlas.transaction():
        atlas.execute("DROP TABLE frame_density")
        atlas.execute("DROP TABLE rtree_frame_density_position")
        atlas.execute('DROP INDEX "idx_frame_GPSDatetime"')
        atlas.execute("DELETE FROM gpkg_extensions WHERE table_name = 'frame_density'")
        atlas.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = 'frame_density'")
        atlas.execute("DELETE FROM gpkg_contents WHERE table_name = 'frame_density'")


def with_density(path, feedback):
    script = next(script for script in load_scripts() if script.name == "frame_density")
    with Atlas.open(path, update=True) as atlas:
        apply_script(atlas, script, feedback)


def test_layers_form_one_read_only_group(surveyed_atlas, project, feedback):
    layers = load_atlas(surveyed_atlas, project, feedback)
    (group,) = project.layerTreeRoot().findGroups()
    assert group.name() == "Seatizen Atlas"
    assert [part.name() for part in group.findGroups()] == ["Tables"]
    assert [node.layer() for node in group.findLayers()] == layers
    assert list(by_role(layers)) == ALL + TABLES
    assert all(layer.isValid() and layer.readOnly() for layer in layers)
    with Atlas.open(surveyed_atlas) as atlas:
        assert by_role(layers)["frames"].featureCount() == atlas.scalar("SELECT count(*) FROM frame")
    shown = [layer for layer in layers if layer.isSpatial()]
    assert all(layer.metadata().title() and layer.metadata().abstract() for layer in shown)
    assert all("zenodo.11125847" in layer.metadata().rights()[0] for layer in shown)


def test_loading_again_reads_afresh_and_doubles_nothing(surveyed_atlas, project, feedback):
    first = load_atlas(surveyed_atlas, project, feedback)
    before = by_role(first)["frames"].featureCount()
    other = surveyed_atlas.with_name("other.gpkg")
    shutil.copy(surveyed_atlas, other)
    with Atlas.open(other, update=True) as atlas:
        atlas.execute("DELETE FROM frame WHERE id > 100")
    other.replace(surveyed_atlas)  # as a new atlas takes the place of an old one
    again = load_atlas(surveyed_atlas, project, feedback)
    assert again == first
    assert len(own(project)) == len(ALL + TABLES)
    assert by_role(again)["frames"].featureCount() == 100 < before
    assert len(list(by_role(again)["frames"].getFeatures())) == 100
    assert len(project.layerTreeRoot().findGroups()) == 1
    assert len(by_role(again)["tracks"].vectorJoins()) == 1
    assert len(project.relationManager().relations()) == 5


def test_a_layer_that_was_removed_comes_back_in_its_place(surveyed_atlas, project, feedback):
    layers = by_role(load_atlas(surveyed_atlas, project, feedback))
    project.removeMapLayer(layers["tracks"].id())
    again = load_atlas(surveyed_atlas, project, feedback)
    (group,) = project.layerTreeRoot().findGroups()
    assert [node.layer() for node in group.findLayers()] == again
    assert list(by_role(again)) == ALL + TABLES


def test_several_atlases_are_named_after_their_files(surveyed_atlas, project, feedback):
    second = shutil.copy(surveyed_atlas, surveyed_atlas.with_name("second.gpkg"))
    load_atlas(surveyed_atlas, project, feedback)
    load_atlas(second, project, feedback)
    names = [group.name() for group in project.layerTreeRoot().findGroups()]
    assert names == ["Seatizen Atlas: second", "Seatizen Atlas: surveyed"]
    assert len(own(project)) == 2 * len(ALL + TABLES)


def test_published_atlases_of_one_name_are_told_apart_by_their_folders(surveyed_atlas, project, feedback):
    folder = surveyed_atlas.parent / "older"
    folder.mkdir()
    load_atlas(surveyed_atlas, project, feedback)
    load_atlas(shutil.copy(surveyed_atlas, folder), project, feedback)
    names = [group.name() for group in project.layerTreeRoot().findGroups()]
    here = surveyed_atlas.parent.name
    assert names == ["Seatizen Atlas: older/surveyed", f"Seatizen Atlas: {here}/surveyed"]


def test_a_name_that_the_user_gave_stays(surveyed_atlas, project, feedback):
    second = shutil.copy(surveyed_atlas, surveyed_atlas.with_name("second.gpkg"))
    load_atlas(surveyed_atlas, project, feedback)
    project.layerTreeRoot().findGroups()[0].setName("Réunion")
    load_atlas(second, project, feedback)
    assert {group.name() for group in project.layerTreeRoot().findGroups()} == {
        "Réunion",
        "Seatizen Atlas: second",
    }


def test_the_legend_shows_the_platforms_that_there_are(surveyed_atlas, project, feedback):
    layers = by_role(load_atlas(surveyed_atlas, project, feedback))
    with Atlas.open(surveyed_atlas) as atlas:
        present = {code for (code,) in atlas.rows("SELECT DISTINCT platform_type FROM deposit")}
    for role in ("frames", "tracks", "footprints", "sessions"):
        shown = {category.value() or "" for category in layers[role].renderer().categories()}
        assert shown == {*present, ""}


def test_a_new_platform_enters_the_legend_and_the_rest_stays(surveyed_atlas, project, feedback):
    layers = by_role(load_atlas(surveyed_atlas, project, feedback))
    categories = layers["frames"].renderer().categories()
    renderer = layers["frames"].renderer().clone()
    symbol = categories[0].symbol().clone()
    symbol.setColor(QColor("#123456"))
    renderer.updateCategorySymbol(0, symbol)
    renderer.updateCategoryLabel(0, "Mine")
    layers["frames"].setRenderer(renderer)
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute(
            "UPDATE deposit SET session_name = '20200101_REU-NOWHERE_SURF-1_00'"
            " WHERE id = (SELECT max(id) FROM deposit)"
        )
    load_atlas(surveyed_atlas, project, feedback)
    after = {category.value(): category for category in layers["frames"].renderer().categories()}
    assert set(after) == {category.value() for category in categories} | {"SURF"}
    mine = after[categories[0].value()]
    assert (mine.label(), mine.symbol().color().name()) == ("Mine", "#123456")


@pytest.mark.parametrize("scale", [100, FRAME_SCALE - 1, FRAME_SCALE + 1, 50_000, 30_000_000])
def test_frames_take_over_from_the_density(surveyed_atlas, project, feedback, scale):
    layers = by_role(load_atlas(surveyed_atlas, project, feedback))
    assert layers["frames"].isInScaleRange(scale) == (scale < FRAME_SCALE)
    assert layers["density"].isInScaleRange(scale) == (scale > FRAME_SCALE)


@pytest.mark.parametrize("role", ["frames", "tracks", "footprints", "sessions", "density"])
def test_the_temporal_controller_filters_by_day(surveyed_atlas, project, feedback, role):
    layers = by_role(load_atlas(surveyed_atlas, project, feedback))
    _session, extent, first, _last = a_session(layers)
    midnight = first.replace(hour=0, minute=0, second=0)
    day = timedelta(hours=23, minutes=59, seconds=59)
    whole = painted(layers[role], extent)
    # Other sessions may cross this one: what counts is that the day brings this one in, and only this one.
    on_its_day = painted(layers[role], extent, midnight, midnight + day)
    the_day_before = painted(
        layers[role], extent, midnight - timedelta(days=1), midnight - timedelta(seconds=1)
    )
    the_day_after = painted(
        layers[role], extent, midnight + timedelta(days=1), midnight + timedelta(days=1) + day
    )
    assert 0 < on_its_day <= whole
    assert the_day_before == the_day_after == 0


def test_the_temporal_controller_filters_frames_by_the_second(surveyed_atlas, project, feedback):
    frames = by_role(load_atlas(surveyed_atlas, project, feedback))
    _session, extent, first, last = a_session(frames)
    half = first + (last - first) / 2
    layer = frames["frames"]
    assert 0 < painted(layer, extent, first, half) < painted(layer, extent, first, last)
    assert painted(layer, extent, last + timedelta(seconds=1), last + timedelta(minutes=5)) == 0


def test_the_controller_finds_the_whole_time(surveyed_atlas, project, feedback):
    load_atlas(surveyed_atlas, project, feedback)
    found = QgsTemporalUtils.calculateTemporalRangeForProject(project)
    with Atlas.open(surveyed_atlas) as atlas:
        (first, last) = atlas.rows("SELECT min(session_date), max(session_date) FROM deposit")[0]
    assert found.begin().toString("yyyy-MM-dd") == first
    assert found.end().toString("yyyy-MM-dd") >= last
    assert found.end().toPyDateTime() < datetime.fromisoformat(last) + timedelta(days=2)


def test_tips_tell_the_facts(surveyed_atlas, project, feedback):
    layers = by_role(load_atlas(surveyed_atlas, project, feedback))
    session, _extent, first, _last = a_session(layers)
    name, doi = session["session_name"], session["doi"]
    frame = next(layers["frames"].getFeatures(QgsFeatureRequest().setLimit(1)))
    tip = rendered_text(layers["frames"].mapTipTemplate(), layers["frames"], frame, project)
    assert frame["filename"] in tip
    assert f"<td>{name}</td>" in tip
    assert f"{first:%Y-%m-%d %H:%M:%S}" in tip
    assert f"https://doi.org/10.5281/zenodo.{frame['version_doi']}" in tip
    tip = rendered_text(layers["footprints"].mapTipTemplate(), layers["footprints"], session, project)
    with Atlas.open(surveyed_atlas) as atlas:
        frames = atlas.scalar(f"SELECT sum(frames) FROM frame_density WHERE deposit_doi = {doi!r}")
    assert f"{first:%Y-%m-%d}" in tip
    for role, column in (("tracks", "deposit_doi"), ("sessions", "doi")):
        feature = next(
            layers[role].getFeatures(QgsFeatureRequest().setFilterExpression(f"\"{column}\" = '{doi}'"))
        )
        tip = rendered_text(layers[role].mapTipTemplate(), layers[role], feature, project)
        assert name in tip
        assert "[%" not in tip
    assert f"<td>{frames}</td>" in tip


def test_tips_do_not_run_what_a_name_brings_along(surveyed_atlas, project, feedback):
    with Atlas.open(surveyed_atlas, update=True) as atlas:
        atlas.execute("UPDATE frame SET filename = '<img src=x onerror=alert(1)>&amp;' WHERE id = 1")
    layer = by_role(load_atlas(surveyed_atlas, project, feedback))["frames"]
    tip = rendered_text(layer.mapTipTemplate(), layer, layer.getFeature(1), project)
    assert "<img" not in tip
    assert "&lt;img src=x onerror=alert(1)>&amp;amp;" in tip


@pytest.mark.parametrize(
    ("role", "column"), [("frames", "version_doi"), ("tracks", "deposit_doi"), ("footprints", "doi")]
)
def test_an_action_opens_the_doi_page(surveyed_atlas, project, feedback, role, column):
    layer = by_role(load_atlas(surveyed_atlas, project, feedback))[role]
    feature = next(layer.getFeatures(QgsFeatureRequest().setLimit(1)))
    (action,) = layer.actions().actions("Canvas")
    address = rendered_text(action.command(), layer, feature, project)
    assert address == f"https://doi.org/10.5281/zenodo.{feature[column]}"


def test_columns_have_names_that_people_read(surveyed_atlas, project, feedback):
    for layer in load_atlas(surveyed_atlas, project, feedback):
        fields = layer.fields()
        assert all(field.alias() for field in fields if field.name() != "id")
        assert len({field.displayName() for field in fields}) == len(fields)


def test_an_atlas_without_density_shows_its_frames_from_afar(surveyed_atlas, project, feedback):
    without_density(surveyed_atlas)
    layers = by_role(load_atlas(surveyed_atlas, project, feedback))
    assert list(layers) == ["frames", "tracks", "footprints", *TABLES]
    assert all(layer.isInScaleRange(20_000_000) for layer in layers.values())
    with_density(surveyed_atlas, feedback)
    layers = by_role(load_atlas(surveyed_atlas, project, feedback))
    assert list(layers) == ALL + TABLES
    assert not layers["frames"].isInScaleRange(20_000_000)
    assert len(own(project)) == len(ALL + TABLES)


def test_a_file_that_is_no_atlas_leaves_the_project_alone(tmp_path, project, feedback):
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"no GeoPackage")
    for path in (broken, tmp_path / "absent.gpkg"):
        with pytest.raises(AtlasError):
            load_atlas(path, project, feedback)
    assert not project.mapLayers()
    assert not project.layerTreeRoot().findGroups()
