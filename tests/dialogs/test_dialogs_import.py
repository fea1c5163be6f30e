# SPDX-License-Identifier: GPL-2.0-or-later
"""The import dialog, with real sessions and a real atlas."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from qgis.core import QgsProcessingFeedback, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.summary import summarise
from seatizen_atlas.dialogs.import_dialog import ImportDialog

SAMPLE = Path(__file__).resolve().parents[1] / "sample"


@pytest.fixture(scope="module")
def empty_atlas(tmp_path_factory):
    return create_atlas(tmp_path_factory.mktemp("atlas") / "empty.gpkg", feedback=QgsProcessingFeedback())


@pytest.fixture
def sessions(tmp_path):
    """Two sessions of the sample, to be broken at will."""
    folder = tmp_path / "sessions"
    for source in sorted((SAMPLE / "sessions").iterdir())[:2]:
        shutil.copytree(source, folder / source.name)
    return folder


@pytest.fixture
def dialog(shell, empty_atlas, tmp_path, sessions):
    path = tmp_path / "atlas.gpkg"
    shutil.copy(empty_atlas, path)
    shell.set_atlas(path)
    made = ImportDialog.present(shell)
    made._folder.setFilePath(str(sessions))
    made._dois.setFilePath(str(SAMPLE / "dois.csv"))
    made._load.setChecked(False)
    return made


def rows(dialog):
    table = dialog._table
    return [
        tuple(table.item(row, column).text() for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def finish(shell, wait_for):
    wait_for(lambda: shell.runner.running("import") is None, 60)


def test_a_preview_says_what_would_happen_and_changes_nothing(dialog, shell, wait_for):
    assert dialog.isVisible() and not dialog._retry.isEnabled()
    dialog.preview()
    finish(shell, wait_for)
    assert [row[1] for row in rows(dialog)] == ["is added", "is added"]
    assert "2 sessions found" in dialog._said.text()
    assert summarise(shell.atlas_path).sessions == 0


def test_an_import_fills_the_atlas_and_accounts_for_it(
    dialog, shell, desktop, wait_for, tmp_path, monkeypatch
):
    dialog.start_import()
    assert not dialog._import.isEnabled() and dialog._stop.isEnabled()
    finish(shell, wait_for)
    assert [row[1] for row in rows(dialog)] == ["added", "added"]
    assert "2 sessions imported, 0 unchanged, 0 failed" in dialog._said.text()
    assert dialog._import.isEnabled() and not dialog._stop.isEnabled()
    assert summarise(shell.atlas_path).sessions == 2

    target = tmp_path / "report.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    dialog._save.click()
    saved = json.loads(target.read_text(encoding="utf-8"))
    assert [session["status"] for session in saved["sessions"]] == ["added", "added"]

    dialog.start_import()
    finish(shell, wait_for)
    assert [row[1] for row in rows(dialog)] == ["unchanged", "unchanged"]


def test_what_failed_can_be_tried_again(dialog, shell, sessions, wait_for):
    broken = sorted(sessions.iterdir())[0] / "METADATA" / "metadata.csv"
    good = broken.read_bytes()
    broken.write_text("nothing,of,use\n1,2,3\n", encoding="utf-8")
    dialog.start_import()
    finish(shell, wait_for)
    outcomes = {row[0]: row for row in rows(dialog)}
    failed = outcomes[broken.parents[1].name]
    assert failed[1] == "failed" and "metadata.csv" in failed[4]
    assert dialog._retry.isEnabled()
    assert summarise(shell.atlas_path).sessions == 1

    broken.write_bytes(good)
    dialog._retry.click()
    finish(shell, wait_for)
    assert sorted(row[1] for row in rows(dialog)) == ["added", "unchanged"]
    assert not dialog._retry.isEnabled()


def test_what_was_not_begun_is_told_after_cancel(dialog, shell, wait_for):
    """A cancelled import is no success: its message counts what is missing, and it can be gone on with."""
    assert not dialog._retry.isEnabled()
    dialog._table.model()
    dialog.start_import()
    dialog._task.feedback.stepped.connect(lambda _text: dialog._cancel())
    finish(shell, wait_for)
    said = dialog._said.text()
    begun = summarise(shell.atlas_path).sessions
    assert ("Stopped" in said and f"{2 - begun} not begun" in said) or "cancelled" in said.lower()
    if begun < 2:
        assert dialog._retry.isEnabled()


def test_an_import_leaves_the_map_where_the_user_has_it(dialog, shell, sessions, wait_for):
    dialog._load.setChecked(True)
    dialog.start_import()
    finish(shell, wait_for)
    canvas = shell.iface.mapCanvas()
    shown_whole = canvas.extent()
    assert not shown_whole.isEmpty()
    canvas.setExtent(QgsRectangle(55.22, -21.09, 55.23, -21.08))
    kept = canvas.extent()
    shutil.rmtree(sorted(sessions.iterdir())[0])
    dialog._force.setChecked(True)
    dialog.start_import()
    finish(shell, wait_for)
    shell.load_layers()
    assert canvas.extent() == kept
    QgsProject.instance().clear()


def test_enter_previews(dialog, shell, wait_for):
    QTest.keyClick(dialog._folder.lineEdit(), Qt.Key.Key_Return)
    finish(shell, wait_for)
    assert [row[1] for row in rows(dialog)] == ["is added", "is added"]
    assert summarise(shell.atlas_path).sessions == 0


def test_cancel_leaves_the_dialog_ready(dialog, shell, wait_for):
    dialog.start_import()
    dialog._cancel()
    finish(shell, wait_for)
    assert dialog._import.isEnabled()
    assert summarise(shell.atlas_path).sessions <= 2


def test_a_closed_dialog_is_found_again_while_its_import_runs(dialog, shell, wait_for):
    dialog.start_import()
    dialog.close()
    ImportDialog.present(shell)
    assert dialog.isVisible()
    finish(shell, wait_for)


def test_the_end_of_an_import_is_told_when_the_dialog_is_closed(dialog, shell, wait_for):
    bar = shell.iface.messageBar()
    bar.clearWidgets()
    dialog.start_import()
    dialog.close()
    finish(shell, wait_for)
    assert any("2 sessions imported" in item.text() for item in bar.items())
    bar.clearWidgets()


def test_nothing_chosen_is_said(dialog, shell):
    dialog._folder.setFilePath("")
    dialog.start_import()
    assert "No sessions were chosen" in dialog._said.text()
    assert shell.runner.running("import") is None


def test_starting_afresh_asks_first(dialog, shell, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *_a: QMessageBox.StandardButton.No)
    dialog._regenerate.setChecked(True)
    dialog.start_import()
    assert shell.runner.running("import") is None


def test_choices_are_remembered(dialog, shell, sessions, wait_for):
    dialog._force.setChecked(True)
    dialog.start_import()
    finish(shell, wait_for)
    dialog.close()
    again = ImportDialog(shell)
    assert again._folder.filePath() == str(sessions)
    assert again._force.isChecked()
    assert not again._load.isChecked()
    assert not again._regenerate.isChecked(), "what replaces an atlas is chosen each time"


def test_the_layers_are_loaded_afterwards(dialog, shell, wait_for):
    dialog._load.setChecked(True)
    dialog.start_import()
    finish(shell, wait_for)
    assert QgsProject.instance().mapLayers()
    QgsProject.instance().clear()
