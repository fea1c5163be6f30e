# SPDX-License-Identifier: GPL-2.0-or-later
"""The annotations dialog with real files and a real atlas."""

from __future__ import annotations

import json
import shutil

import pytest
from legacy_atlas import make_legacy_atlas
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox
from seatizen_atlas.core.annotations.sessions import list_annotation_sessions
from seatizen_atlas.core.upkeep.migrations import migrate_atlas
from seatizen_atlas.dialogs.annotations_dialog import AnnotationsDialog, left_out_rows
from seatizen_atlas.dialogs.frames_on_map import show_frames
from seatizen_atlas.dialogs.stillness import layers_of

ASV = "20210105_REU-ST-LEU_ASV-1_01"
FILE = f"FileName,Sand,Sands,Rock\n{ASV}_1_0.jpeg,1,1,0\n{ASV}_1_1.jpeg,,1,1\nnowhere.jpeg,1,1,1\n"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = make_legacy_atlas(tmp_path_factory.mktemp("atlas") / "atlas.gpkg")
    migrate_atlas(path, backup=False, feedback=QgsProcessingFeedback(False))
    return path


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "20240601_080000__ana-lima__second_look.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def idle(shell, wait_for):
    return lambda: wait_for(lambda: not shell.runner.tasks(), 60)


@pytest.fixture
def dialog(shell, template, tmp_path, file, idle):
    shell.set_atlas(shutil.copy(template, tmp_path / "atlas.gpkg"))
    made = AnnotationsDialog.present(shell)
    made._file.setFilePath(str(file))
    idle()
    return made


def rows(table):
    return [
        tuple(table.item(row, column).text() for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def test_a_preview_tells_matched_dropped_and_new(dialog, shell, file, idle):
    dialog.preview()
    idle()
    assert rows(dialog._table) == [(file.name, "would be imported", "3", "2 of 3", "2 of 3", "")]
    assert left_out_rows(dialog._report) == [
        ("Label", 1, "Sands", "not a label of the atlas", "did you mean Sand?", file.name),
        ("Image", 4, "nowhere.jpeg", "not a frame of the atlas", "", file.name),
    ]
    assert dialog._left_out.isEnabled() and not dialog._zoom_new.isEnabled()
    assert len(list_annotation_sessions(shell.atlas_path)) == 1


def test_an_import_can_be_seen_on_the_map_and_saved(dialog, shell, idle, tmp_path, monkeypatch):
    frames = QgsVectorLayer(f"{shell.atlas_path}|layername=frame", "frame", "ogr")
    QgsProject.instance().addMapLayer(frames)
    canvas = shell.iface.mapCanvas()
    canvas.setDestinationCrs(frames.crs())
    dialog.start_import()
    assert not dialog._import.isEnabled() and dialog._stop.isEnabled()
    idle()
    assert "1 file imported, 0 unchanged, 0 refused; 3 annotations of 2 images" in dialog._said.text()
    assert len(list_annotation_sessions(shell.atlas_path)) == 2
    dialog.zoom_to_imported()
    idle()
    assert sorted(f["filename"] for f in frames.getSelectedFeatures()) == [
        f"{ASV}_1_0.jpeg",
        f"{ASV}_1_1.jpeg",
    ]
    assert canvas.extent().contains(frames.boundingBoxOfSelected())
    assert canvas.extent().width() < 0.01
    target = tmp_path / "report.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    dialog._save_button.click()
    assert json.loads(target.read_text())["files"][0]["status"] == "added"
    dialog.start_import()
    idle()
    assert rows(dialog._table)[0][1] == "unchanged"


def test_a_name_that_does_not_tell_is_completed_by_hand(dialog, file, idle):
    plain = file.rename(file.with_name("labels.csv"))
    dialog._file.setFilePath(str(plain))
    dialog.preview()
    idle()
    assert rows(dialog._table)[0][1] == "refused" and "does not tell date" in rows(dialog._table)[0][5]
    dialog._date.setText("2024-06-01 08:00:00")
    dialog._author.setText("ana-lima")
    dialog._dataset.setText("by hand")
    dialog.start_import()
    idle()
    assert rows(dialog._table)[0][1] == "imported"


def test_a_folder_can_be_chosen_and_choices_are_remembered(dialog, shell, file, idle):
    dialog._folder.setFilePath(str(file.parent))
    dialog._by_folder.setChecked(True)
    dialog.preview()
    idle()
    assert rows(dialog._table)[0][0] == file.name
    dialog.close()
    again = AnnotationsDialog(shell)
    assert again._by_folder.isChecked() and again._folder.filePath() == str(file.parent)


def test_a_session_is_removed_after_a_question(dialog, shell, idle, monkeypatch):
    dialog.start_import()
    idle()
    dialog._tabs.setCurrentIndex(1)
    idle()
    listed = rows(dialog._sessions)
    assert [row[1] for row in listed] == ["victor-russias", "ana-lima"]
    dialog._sessions.selectRow(1)
    asked = []

    def question(_parent, _title, text, *_buttons):
        asked.append(text)
        return QMessageBox.StandardButton.Yes if len(asked) > 1 else QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", question)
    dialog.remove()
    idle()
    assert "3 annotations of 2 images" in asked[0] and len(list_annotation_sessions(shell.atlas_path)) == 2
    dialog.remove()
    idle()
    assert [row[1] for row in rows(dialog._sessions)] == ["victor-russias"]
    assert len(list_annotation_sessions(shell.atlas_path)) == 1


def test_nothing_chosen_is_said(dialog):
    dialog._file.setFilePath("")
    dialog.preview()
    assert "No annotations were chosen" in dialog._said.text()


def frames_layer(atlas):
    return next(
        layer for layer in layers_of(atlas) if layer.customProperty("seatizen_atlas/role") == "frames"
    )


def test_zooming_loads_what_is_missing_and_shows_frames(dialog, shell, idle):
    dialog.start_import()
    idle()
    canvas = shell.iface.mapCanvas()
    canvas.resize(800, 600)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    dialog.zoom_to_imported()
    idle()
    layer = frames_layer(shell.atlas_path)
    assert layer.selectedFeatureCount() == 2
    assert layer.isInScaleRange(canvas.scale())
    assert dialog._said.text() == "The map shows 2 annotated frames."
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    node.setItemVisibilityChecked(False)
    dialog.zoom_to_imported()
    idle()
    assert node.isVisible()


def test_frames_far_apart_are_seen_where_most_are(dialog, shell, idle):
    shell.load_layers()
    layer = frames_layer(shell.atlas_path)
    features = [feature for feature in layer.getFeatures() if feature.hasGeometry()]
    places = {}
    for feature in features:
        point = feature.geometry().asPoint()
        places.setdefault((round(point.x(), 1), round(point.y(), 1)), []).append(feature.id())
    near, *others = sorted(places.values(), key=len, reverse=True)
    assert others, "the sample has frames at several places"
    far = [others[0][0]]
    canvas = shell.iface.mapCanvas()
    canvas.resize(800, 600)
    seen = show_frames(shell, shell.atlas_path, [*near, *far])
    assert layer.isInScaleRange(canvas.scale())
    assert 0 < seen <= len(near)
    assert layer.selectedFeatureCount() == len(near) + 1
    assert show_frames(shell, shell.atlas_path, far) == 1
    assert layer.isInScaleRange(canvas.scale())


def test_enter_previews(dialog, shell, idle):
    QTest.keyClick(dialog._author, Qt.Key.Key_Return)
    idle()
    assert rows(dialog._table)[0][1] == "would be imported"
    assert len(list_annotation_sessions(shell.atlas_path)) == 1


def test_a_session_is_exported_as_the_file_that_an_import_takes(dialog, shell, idle, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    dialog._tabs.setCurrentIndex(1)
    idle()
    dialog._sessions.selectRow(0)
    dialog.export(folder)
    idle()
    (session,) = list_annotation_sessions(shell.atlas_path)
    (file,) = folder.glob("*__*__*.csv")
    assert file.name in dialog._said.text()
    dialog._by_file.setChecked(True)
    dialog._file.setFilePath(str(file))
    dialog.start_import()
    idle()
    assert rows(dialog._table)[0][1] == "unchanged"
    assert list_annotation_sessions(shell.atlas_path) == (session,)
