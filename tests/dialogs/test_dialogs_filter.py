# SPDX-License-Identifier: GPL-2.0-or-later
"""The filter beside the map."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from big_atlas import make_big_atlas
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject
from qgis.PyQt.QtWidgets import QInputDialog
from qgis.PyQt.QtXml import QDomDocument
from seatizen_atlas.core.map.views import saved_views, set_filter
from seatizen_atlas.core.selection.filters import FrameFilter, Presence
from seatizen_atlas.dialogs.export_commands import chosen
from seatizen_atlas.dialogs.filter_dock import open_dock


@pytest.fixture(scope="module")
def _made(tmp_path_factory):
    path = tmp_path_factory.mktemp("filter") / "atlas.gpkg"
    return make_big_atlas(path, sessions=12, frames=1200, predictions=True)


@pytest.fixture
def atlas(_made, tmp_path):
    return shutil.copy(_made, tmp_path / "atlas.gpkg")


@pytest.fixture
def dock(shell, atlas, wait_for):
    shell.iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    shell.set_atlas(atlas)
    shell.load_layers()
    open_dock(shell)
    dock = shell.dock("filter")
    settled(dock, shell, wait_for)
    return dock


def settled(dock, shell, wait_for):
    wait_for(
        lambda: (
            dock._path is not None
            and not shell.runner.tasks()
            and not dock._timer.isActive()
            and dock._busy.isHidden()
        )
    )


def frames():
    (layer,) = [
        layer
        for layer in QgsProject.instance().mapLayers().values()
        if layer.customProperty("seatizen_atlas/role") == "frames"
    ]
    return layer


def shown():
    return sum(1 for _ in frames().getFeatures())


def test_a_platform_filters_the_map_at_once_and_counts(dock, shell, wait_for):
    everything = shown()
    dock.platforms.toggleItemCheckState(0)
    wait_for(lambda: shell.frame_filter is not None)
    settled(dock, shell, wait_for)
    code = dock.platforms.itemData(0)
    assert 0 < shown() < everything
    assert all(f"_{code}" in f["filename"] for f in frames().getFeatures())
    assert f"{shown()} of" in dock.count.text().replace(",", "")
    assert shell.frame_filter.platforms == (code,)


def test_undo_and_show_all_take_one_click(dock, shell, wait_for):
    everything = shown()
    for wanted in (FrameFilter(gps_fixes=(1,)), FrameFilter(gps_fixes=(1,), platforms=("ASV",))):
        dock.show_filter(wanted)
        settled(dock, shell, wait_for)
    both = shown()
    dock.undo.click()
    settled(dock, shell, wait_for)
    assert both < shown() < everything
    assert dock.fixes.chosen() == [1]
    assert not dock.platforms.chosen()
    dock.clear.click()
    settled(dock, shell, wait_for)
    assert shown() == everything
    assert shell.frame_filter is None
    dock.undo.click()
    settled(dock, shell, wait_for)
    assert both < shown() < everything


def test_a_class_starts_at_the_threshold_of_its_model(dock, shell, wait_for):
    dock.classes.add.click()
    (row,) = dock.classes.rows
    row.name.setCurrentIndex(row.name.findData("Sand"))
    settled(dock, shell, wait_for)
    assert row.score.value() == pytest.approx(0.548)
    assert shell.frame_filter.present == (Presence("Sand"),)
    by_threshold = shown()
    row.slider.setValue(90)
    wait_for(lambda: shell.frame_filter.present == (Presence("Sand", 0.9),))
    settled(dock, shell, wait_for)
    assert shown() < by_threshold
    row.own.click()
    wait_for(lambda: shell.frame_filter.present == (Presence("Sand"),))


def test_a_drawn_polygon_and_the_view_of_the_map(dock, shell, wait_for):
    layer = frames()
    box = next(layer.getFeatures()).geometry().boundingBox()
    box.grow(0.002)
    area = QgsGeometry.fromRect(box)
    within = sum(area.contains(f.geometry()) for f in layer.getFeatures())
    dock.show_filter(FrameFilter(area=area))
    settled(dock, shell, wait_for)
    assert shown() == within
    assert dock.area.value.area is not None


def test_selected_frames(dock, shell, wait_for):
    layer = frames()
    ids = [f.id() for f in layer.getFeatures()][:7]
    layer.selectByIds(ids)
    dock.perform(dock._take_selection)
    settled(dock, shell, wait_for)
    assert sorted(f.id() for f in frames().getFeatures()) == sorted(ids)


def test_without_a_selection_it_says_so(dock, shell):
    shell.iface.messageBar().clearWidgets()
    dock.perform(dock._take_selection)
    texts = [item.text() for item in shell.iface.messageBar().items()]
    assert any("Nothing is selected" in text for text in texts)
    shell.iface.messageBar().clearWidgets()


def test_views_are_saved_and_taken_again(dock, shell, wait_for, monkeypatch):
    dock.show_filter(FrameFilter(gps_fixes=(2,), date_from=date(2019, 1, 9)))
    settled(dock, shell, wait_for)
    count = shown()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("good", True))
    dock.perform(dock._save_view)
    assert set(saved_views(QgsProject.instance())) == {"good"}
    dock.clear.click()
    settled(dock, shell, wait_for)
    dock._take_view(dock.views.findText("good"))
    settled(dock, shell, wait_for)
    assert shown() == count
    assert dock.first.day() == date(2019, 1, 9)


def test_the_project_remembers_what_is_set(dock, shell, wait_for, atlas):
    dock.show_filter(FrameFilter(gps_fixes=(2,)))
    settled(dock, shell, wait_for)
    assert set_filter(QgsProject.instance(), shell.atlas_path).gps_fixes == (2,)
    QgsProject.instance().readProject.emit(QDomDocument())
    settled(dock, shell, wait_for)
    assert dock.fixes.chosen() == [2]


def test_exports_start_from_the_filter(dock, shell, wait_for):
    dock.show_filter(FrameFilter(platforms=("ASV",), present=(Presence("Sand", 0.5), Presence("Fish"))))
    settled(dock, shell, wait_for)
    assert chosen(shell) == {"PLATFORMS": "ASV", "WITH_CLASSES": "Sand>=0.5,Fish"}
    dock.clear.click()
    settled(dock, shell, wait_for)
    assert chosen(shell) == {}


def test_a_place_that_has_no_layer_is_exported_as_the_frames_that_are_shown(dock, shell, wait_for):
    box = next(frames().getFeatures()).geometry().boundingBox()
    box.grow(0.002)
    wanted = FrameFilter(area=QgsGeometry.fromRect(box), gps_fixes=(1,), classes=("Sand",))
    dock.show_filter(wanted)
    settled(dock, shell, wait_for)
    given = chosen(shell)
    assert set(given) == {"FRAMES"}
    assert given["FRAMES"].source.staticValue() == frames().id()
    assert not given["FRAMES"].selectedFeaturesOnly
    assert "GPSFix IN (1)" in frames().subsetString()


def test_dates_that_contradict_are_told(dock, shell, wait_for):
    before = shown()
    dock.first.setDate(dock.first.maximumDate())
    dock.last.setDate(dock.first.minimumDate().addDays(1))
    wait_for(lambda: "after the last one" in dock.count.text())
    assert shown() <= before


def test_another_atlas_starts_unfiltered(dock, shell, wait_for, tmp_path):
    dock.show_filter(FrameFilter(gps_fixes=(2,)))
    settled(dock, shell, wait_for)
    other = make_big_atlas(tmp_path / "other.gpkg", sessions=2, frames=60)
    shell.set_atlas(other)
    assert shell.frame_filter is None
    settled(dock, shell, wait_for)
    assert not dock.fixes.chosen()
    assert "2 of 2 sessions" in dock.count.text()
