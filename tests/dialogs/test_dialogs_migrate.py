# SPDX-License-Identifier: GPL-2.0-or-later
"""The migration dialog on today's atlas: what is read, what runs, and what becomes of open layers."""

from __future__ import annotations

import pytest
from legacy_atlas import make_legacy_atlas
from qgis.core import QgsProcessingFeedback, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QMessageBox
from seatizen_atlas.core.upkeep.backup import list_backups, make_backup
from seatizen_atlas.core.upkeep.migrations import load_scripts, migration_state
from seatizen_atlas.dialogs import atlas_commands
from seatizen_atlas.dialogs.migrate_dialog import MigrateDialog
from seatizen_atlas.dialogs.stillness import layers_of

LAST = max(script.number for script in load_scripts())


@pytest.fixture
def legacy(tmp_path):
    return make_legacy_atlas(tmp_path / "atlas.gpkg")


@pytest.fixture
def idle(shell, wait_for):
    return lambda: wait_for(lambda: not shell.runner.tasks(), 60)


@pytest.fixture
def dialog(shell, legacy, idle):
    shell.set_atlas(legacy)
    made = MigrateDialog.present(shell)
    idle()
    return made


def rows(table):
    return [
        tuple(table.item(row, column).text() for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def add_layer(path, table, subset=""):
    layer = QgsVectorLayer(
        f"{path}|layername={table}" + (f"|subset={subset}" if subset else ""), table, "ogr"
    )
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_scripts_are_listed_with_their_text(dialog):
    states = {int(number): state for number, state, _name in rows(dialog._scripts)}
    assert states == {s.number: "ran" if s.number <= 5 else "pending" for s in load_scripts()}
    assert "At script 05" in dialog._where.text()
    assert "CREATE TABLE deposit_new" in dialog._text.toPlainText()  # the first pending one is shown
    assert "valid GeoPackage" in dialog._description.text()


def test_a_dry_run_shows_the_rows_and_changes_nothing(dialog, legacy, idle):
    before = legacy.read_bytes()
    dialog.dry_run()
    idle()
    table = {(row[0], row[1]): row for row in rows(dialog._rows)}
    assert table["6", "frame"][2:5] == ("168", "72", "72")
    assert "nothing has been changed" in dialog._said.text()
    assert legacy.read_bytes() == before and list_backups(legacy) == ()


def test_all_pending_run_with_a_backup_that_can_be_restored(dialog, shell, legacy, idle, monkeypatch):
    dialog.run_pending()
    assert not dialog._pending.isEnabled()
    idle()
    assert migration_state(legacy).last_script == LAST
    assert {state for _number, state, _name in rows(dialog._scripts)} == {"ran"}
    ((_made, before, _size, name),) = rows(dialog._backups)
    assert before == "6" and name == list_backups(legacy)[0].path.name
    dialog._backups.selectRow(0)
    monkeypatch.setattr(QMessageBox, "question", lambda *_a: QMessageBox.StandardButton.No)
    dialog.restore()
    idle()
    assert migration_state(legacy).last_script == LAST
    monkeypatch.setattr(QMessageBox, "question", lambda *_a: QMessageBox.StandardButton.Yes)
    dialog.restore()
    idle()
    assert migration_state(legacy).last_script == 5


def test_a_damaged_atlas_can_be_replaced_by_its_backup(dialog, legacy, idle, monkeypatch):
    make_backup(legacy, before_script=6, feedback=QgsProcessingFeedback(False))
    legacy.write_bytes(b"ruined")
    dialog.read()
    idle()
    assert "not a GeoPackage" in dialog._said.text() and dialog._scripts.rowCount() == 0
    dialog._backups.selectRow(0)
    monkeypatch.setattr(QMessageBox, "question", lambda *_a: QMessageBox.StandardButton.Yes)
    dialog.restore()
    idle()
    assert migration_state(legacy).last_script == 5
    assert dialog._scripts.rowCount() == len(load_scripts())


def test_one_script_runs_by_itself(dialog, legacy, idle):
    dialog._select(6)
    dialog._backup.setChecked(False)
    dialog.run_selected()
    idle()
    assert migration_state(legacy).last_script == 6
    assert list_backups(legacy) == ()
    dialog._select(3)
    dialog.run_selected()
    idle()
    assert "has run already" in dialog._said.text()


def test_open_layers_let_go_and_come_back_as_they_were(dialog, legacy, idle):
    frames = add_layer(legacy, "frame", "GPSFix IS NULL")
    deposits = add_layer(legacy, "deposit")
    other = QgsVectorLayer("Point?crs=EPSG:4326", "other", "memory")
    QgsProject.instance().addMapLayer(other)
    frames.renderer().symbol().setSize(7.5)
    frames.setName("My frames")
    frames.setFieldAlias(frames.fields().indexOf("filename"), "Image")
    config = frames.attributeTableConfig()
    config.update(frames.fields())
    config.setColumnHidden(3, True)
    frames.setAttributeTableConfig(config)
    frames.selectByIds([2, 5])
    deposits.selectByExpression("doi = '10000010'")
    root = QgsProject.instance().layerTreeRoot()
    root.findLayer(frames.id()).setItemVisibilityChecked(False)
    order = [layer.name() for layer in root.layerOrder()]
    count = frames.featureCount()
    dialog.run_pending()
    assert {frames.providerType(), deposits.providerType()} == {"memory"}
    assert frames.crs().authid() == "EPSG:4326"
    idle()
    assert migration_state(legacy).last_script == LAST
    assert frames.isValid() and frames.providerType() == "ogr"
    assert (frames.name(), frames.subsetString(), frames.featureCount()) == (
        "My frames",
        "GPSFix IS NULL",
        count,
    )
    assert frames.renderer().symbol().size() == 7.5
    assert frames.attributeAlias(frames.fields().indexOf("filename")) == "Image"
    assert frames.attributeTableConfig().columnHidden(3)
    assert sorted(frames.selectedFeatureIds()) == [2, 5]
    assert [f["doi"] for f in deposits.getSelectedFeatures()] == ["10000010"]
    assert not root.findLayer(frames.id()).itemVisibilityChecked()
    assert [layer.name() for layer in root.layerOrder()] == order
    assert frames.dataProvider().capabilities() & frames.dataProvider().CreateSpatialIndex


def test_layers_come_back_after_a_fault_too(dialog, legacy, tmp_path, idle):
    folder = tmp_path / "sql"
    folder.mkdir()
    (folder / "06_bad.sql").write_text("DELETE FROM nowhere;")
    frames = add_layer(legacy, "frame")
    dialog._folder.setFilePath(str(folder))
    idle()
    dialog.run_pending()
    idle()
    assert "06_bad.sql" in dialog._said.text() and "a script of the plugin's own" in dialog._said.text()
    assert frames.isValid() and frames.providerType() == "ogr" and frames.featureCount() == 72


def test_edit_sessions_are_respected(dialog, legacy, idle):
    frames = add_layer(legacy, "frame")
    assert frames.startEditing()
    dialog.run_pending()
    idle()
    assert "Save or discard the edits first" in dialog._said.text()
    assert frames.isEditable() and frames.providerType() == "ogr"
    frames.rollBack()
    assert migration_state(legacy).last_script == 5


def test_cancel_leaves_the_atlas_and_the_layers(dialog, legacy, idle):
    frames = add_layer(legacy, "frame")
    dialog.run_pending()
    dialog._cancel()
    idle()
    assert frames.isValid() and frames.featureCount() == 72
    assert dialog._pending.isEnabled()


def told_by(shell, monkeypatch):
    told = []
    monkeypatch.setattr(shell, "tell", lambda title, text, ways=(), level=None: told.append((text, ways)))
    return told


def test_opening_todays_atlas_offers_the_migration(shell, legacy, idle, monkeypatch):
    told = told_by(shell, monkeypatch)
    atlas_commands.open_atlas(shell, legacy)
    idle()
    ((text, ways),) = told
    assert shell.atlas_path == legacy
    assert f"{LAST - 5} scripts to run" in text and "only be looked at" in text
    assert [way.text for way in ways] == ["Migrate atlas…", "Load layers"]
    ways[0].callback()
    idle()
    assert shell._dialogs["migrate"].isVisible()
    shell.atlas_written()
    idle()
    assert len(told) == 1  # said once


def test_what_came_of_a_migration_is_told(dialog, idle):
    dialog.run_pending()
    idle()
    assert dialog._said.text().startswith(f"{LAST - 5} scripts run; “atlas.gpkg” is at script {LAST:02d}.")


def test_a_closed_dialog_tells_with_a_way_to_the_layers(dialog, shell, legacy, idle, monkeypatch):
    told = told_by(shell, monkeypatch)
    dialog.run_pending()
    dialog.close()
    idle()
    ((_text, ways),) = told
    assert [way.text for way in ways] == ["Load layers", "Show the report"]
    ways[0].callback()
    assert layers_of(legacy)


def test_enter_tries_and_undoes(dialog, legacy, idle):
    QTest.keyClick(dialog._folder.lineEdit(), Qt.Key.Key_Return)
    idle()
    assert "nothing has been changed" in dialog._said.text()
    assert migration_state(legacy).last_script == 5
