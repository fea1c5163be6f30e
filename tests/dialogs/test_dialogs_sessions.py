# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of sessions beside the map, and the menu of an atlas's group."""

from __future__ import annotations

import shutil

import pytest
from big_atlas import make_big_atlas
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QMenu
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.map.background import BACKGROUND
from seatizen_atlas.dialogs.class_layers_dialog import ClassLayersDialog
from seatizen_atlas.dialogs.sessions_dock import SessionsModel, open_dock


@pytest.fixture(scope="module")
def _made(tmp_path_factory):
    return make_big_atlas(
        tmp_path_factory.mktemp("list") / "atlas.gpkg", sessions=30, frames=1500, predictions=True
    )


@pytest.fixture
def atlas(_made, tmp_path):
    return shutil.copy(_made, tmp_path / "atlas.gpkg")


@pytest.fixture
def dock(shell, atlas, wait_for):
    shell.iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    shell.set_atlas(atlas)
    open_dock(shell)
    dock = shell._docks["sessions"]
    wait_for(lambda: dock.model.rowCount() == 30)
    return dock


def texts(dock, column):
    model = dock.table.model()
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def in_degrees(shell):
    canvas = shell.iface.mapCanvas()
    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
    back = QgsCoordinateTransform(canvas.mapSettings().destinationCrs(), wgs84, QgsProject.instance())
    return back.transformBoundingBox(canvas.extent())


def test_all_sessions_are_listed_the_newest_first(dock):
    days = texts(dock, SessionsModel.DAY)
    assert days == sorted(days, reverse=True)
    assert sum(session.frames for session in dock.model.sessions) > 1000
    dock.table.sortByColumn(SessionsModel.FRAMES, Qt.SortOrder.AscendingOrder)
    frames = [int(text.replace(",", "")) for text in texts(dock, SessionsModel.FRAMES)]
    assert frames == sorted(frames)


def test_classes_seen_come_after_the_list(dock, atlas, shell, wait_for):
    wait_for(lambda: not shell.runner.tasks())
    with Atlas.open(atlas) as one:
        expected = dict(
            one.rows(
                "SELECT d.session_name, count(DISTINCT p.ml_class_id) AS n FROM multilabel_prediction p"
                " JOIN multilabel_class c ON c.id = p.ml_class_id AND p.score >= c.threshold"
                " JOIN frame f ON f.id = p.frame_id JOIN version v ON v.doi = f.version_doi"
                " JOIN deposit d ON d.doi = v.deposit_doi GROUP BY 1"
            )
        )
    names = texts(dock, SessionsModel.NAME)
    found = dict(zip(names, texts(dock, SessionsModel.CLASSES)))
    assert found == {name: str(count) for name, count in expected.items()}


def test_the_group_colours_frames_by_class(desktop, shell, atlas, monkeypatch):
    shell.load_layers(atlas)
    tree = shell.iface.layerTreeView()
    tree.setCurrentIndex(tree.node2index(QgsProject.instance().layerTreeRoot().findGroups()[0]))
    menu = QMenu()
    desktop.group_menu.extend(menu)

    def choose(dialog):
        assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
        dialog.search.setText("living")
        (item,) = [
            dialog.classes.item(row)
            for row in range(dialog.classes.count())
            if not dialog.classes.item(row).isHidden()
        ]
        item.setCheckState(Qt.CheckState.Checked)
        assert dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ClassLayersDialog, "exec", choose)
    next(action for action in menu.actions() if action.text().startswith("Colour frames")).trigger()
    names = [layer.name() for layer in QgsProject.instance().mapLayers().values()]
    assert "Living coral: score" in names


def test_words_narrow_the_list(dock):
    country = dock.model.sessions[0].country
    dock.search.setText(f"{country.lower()} {dock.model.sessions[0].day[:4]}")
    names = texts(dock, SessionsModel.NAME)
    expected = [
        s.name
        for s in dock.model.sessions
        if country in s.name and (s.day[:4] in s.name or s.day[:4] in s.day)
    ]
    assert sorted(names) == sorted(expected)
    dock.search.setText("no such session")
    assert not texts(dock, SessionsModel.NAME)


def test_a_click_and_enter_zoom_to_a_session(dock, shell):
    for row, act in ((3, "click"), (5, "enter")):
        index = dock.table.model().index(row, 0)
        name = index.data()
        session = next(s for s in dock.model.sessions if s.name == name)
        if act == "click":
            dock.table.scrollTo(index)
            place = dock.table.visualRect(index).center()
            QTest.mouseClick(dock.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        else:
            dock.table.setCurrentIndex(index)
            QTest.keyClick(dock.table, Qt.Key.Key_Return)
        view = in_degrees(shell)
        assert view.contains(session.box)
        assert view.height() < 10 * max(session.box.height(), 0.001)
    assert len(QgsProject.instance().layerTreeRoot().findGroups()) == 1  # what was zoomed to can be seen


def test_the_session_under_the_mouse_is_highlighted(dock, shell):
    canvas = shell.iface.mapCanvas()
    session = min((s for s in dock.model.sessions), key=lambda s: s.box.width() * s.box.height())
    to_map = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        canvas.mapSettings().destinationCrs(),
        QgsProject.instance(),
    )
    canvas.xyCoordinates.emit(to_map.transform(session.box.center()))
    assert dock.model.sessions[dock.model.highlighted] is session
    shades = [dock.model.data(dock.model.index(row, 0), Qt.ItemDataRole.BackgroundRole) for row in range(30)]
    assert sum(shade is not None for shade in shades) == 1
    canvas.xyCoordinates.emit(QgsPointXY(0, 0))
    assert dock.model.highlighted is None


def test_a_closed_list_does_not_listen(dock, shell):
    dock.hide()
    canvas = shell.iface.mapCanvas()
    to_map = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        canvas.mapSettings().destinationCrs(),
        QgsProject.instance(),
    )
    canvas.xyCoordinates.emit(to_map.transform(dock.model.sessions[0].box.center()))
    assert dock.model.highlighted is None
    shell.atlas_changed.emit()
    assert shell.runner.running("sessions") is None


def test_another_atlas_has_other_sessions(dock, shell, tmp_path, wait_for):
    other = make_big_atlas(tmp_path / "other.gpkg", sessions=3, frames=90)
    shell.set_atlas(other)
    wait_for(lambda: dock.model.rowCount() == 3)
    shell.set_atlas(None)
    assert dock.model.rowCount() == 0


def test_what_is_no_atlas_is_told_in_the_list(dock, shell, tmp_path, wait_for):
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"no GeoPackage")
    shell.set_atlas(broken)
    wait_for(lambda: shell.runner.running("sessions") is None)
    assert "broken.gpkg" in dock._status.text()
    assert dock.model.rowCount() == 0


def test_the_group_offers_basemaps(desktop, shell, atlas):
    shell.load_layers(atlas)
    tree = shell.iface.layerTreeView()
    (group,) = QgsProject.instance().layerTreeRoot().findGroups()
    tree.setCurrentIndex(tree.node2index(group))
    menu = QMenu()
    desktop.group_menu.extend(menu)
    (maps,) = [action.menu() for action in menu.actions() if action.menu() is not None]
    maps.aboutToShow.emit()
    offered = {action.text(): action for action in maps.actions()}
    assert {"OpenStreetMap", "Orthophotos of 2019"} <= set(offered)
    offered["OpenStreetMap"].trigger()
    keys = [layer.customProperty(BACKGROUND) for layer in QgsProject.instance().mapLayers().values()]
    assert keys.count("osm") == 1


def test_other_groups_have_no_such_menu(desktop, shell):
    group = QgsProject.instance().layerTreeRoot().addGroup("mine")
    tree = shell.iface.layerTreeView()
    tree.setCurrentIndex(tree.node2index(group))
    menu = QMenu()
    desktop.group_menu.extend(menu)
    assert not menu.actions()
