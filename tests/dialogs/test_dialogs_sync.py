# SPDX-License-Identifier: GPL-2.0-or-later
"""The sync dialog against the local Zenodo."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from pathlib import Path

import pytest
from qgis.core import QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog
from seatizen_atlas.core.settings import Settings
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.upkeep.summary import summarise
from seatizen_atlas.dialogs.sync_dialog import SyncDialog

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from zenodo_standin import Standin

SAMPLE = Path(__file__).resolve().parents[1] / "sample" / "sessions"


@pytest.fixture(scope="module")
def empty_atlas(tmp_path_factory):
    return create_atlas(tmp_path_factory.mktemp("atlas") / "empty.gpkg", feedback=QgsProcessingFeedback())


@pytest.fixture
def zenodo():
    with Standin() as standin:
        yield standin


@pytest.fixture
def published(zenodo):
    return [zenodo.add_session(session) for session in sorted(SAMPLE.iterdir())[:3]]


@pytest.fixture
def dialog(shell, empty_atlas, tmp_path, zenodo, monkeypatch):
    path = tmp_path / "atlas.gpkg"
    shutil.copy(empty_atlas, path)
    shell.set_atlas(path)
    monkeypatch.setenv("SEATIZEN_ZENODO_URL", zenodo.url)
    made = SyncDialog.present(shell)
    made._load.setChecked(False)
    return made


@pytest.fixture
def finish(shell, wait_for):
    def finish(seconds=60):
        wait_for(lambda: shell.runner.running("sync") is None, seconds)

    return finish


def states(dialog):
    return [row[1] for row in dialog._table.rows()]


def test_the_plan_is_shown_before_anything_is_downloaded(dialog, published, zenodo, shell, finish):
    dialog._look.click()
    finish()
    assert states(dialog) == ["new"] * 3
    assert all(row[3] > 0 and row[4] == "Not in the atlas yet." for row in dialog._table.rows())
    assert "3 new sessions, 0 changed" in dialog._said.text()
    assert zenodo.count("/content") == 0
    assert summarise(shell.atlas_path).sessions == 0


def test_a_sync_shows_each_session_as_it_comes_in(
    dialog, published, shell, desktop, finish, tmp_path, monkeypatch
):
    seen = []
    dialog._table._model.dataChanged.connect(lambda first, _last: seen.append((first.row(), states(dialog))))
    assert dialog.isVisible() and not dialog._retry.isEnabled()
    dialog._sync.click()
    assert not dialog._sync.isEnabled() and dialog._stop.isEnabled()
    finish()
    assert [row for row, _ in seen] == [0, 0, 1, 1, 2, 2]
    assert seen[0][1] == ["coming in…", "new", "new"]
    assert seen[3][1] == ["added", "added", "new"]
    assert states(dialog) == ["added"] * 3
    assert "3 sessions added, 0 updated, 0 unchanged, 0 failed" in dialog._said.text()
    assert not dialog._retry.isEnabled()
    assert summarise(shell.atlas_path).sessions == 3
    for name in ("report.csv", "report.json"):
        target = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, t=target: (str(t), ""))
        dialog._save.click()
    assert len(list(csv.reader((tmp_path / "report.csv").open()))) == 4
    assert len(json.loads((tmp_path / "report.json").read_text())["sessions"]) == 3


def test_failed_sessions_are_tried_again_with_one_click(dialog, published, zenodo, finish):
    good = zenodo.file(published[0].processed, "METADATA.zip")
    zenodo.replace_file(published[0].processed, "METADATA.zip", b"no archive" * 9)
    dialog.sync()
    finish()
    assert sorted(states(dialog)) == ["added", "added", "failed"]
    assert dialog._retry.isEnabled()
    zenodo.replace_file(published[0].processed, "METADATA.zip", good)
    dialog._retry.click()
    finish()
    assert sorted(states(dialog)) == ["added", "unchanged", "unchanged"]
    assert not dialog._retry.isEnabled()


def test_cancel_keeps_what_is_finished(dialog, published, zenodo, shell, finish):
    zenodo.fault(f"{published[2].processed}/files", "silence", times=9, pause=30)
    dialog._table._model.dataChanged.connect(
        lambda first, _last: dialog._stop.click() if first.row() == 2 else None
    )
    dialog.sync()
    finish()
    assert sorted(states(dialog)) == ["added", "added", "not done"]
    assert "Stopped" in dialog._said.text()
    assert dialog._retry.isEnabled()
    assert summarise(shell.atlas_path).sessions == 2


def test_the_communities_are_remembered(dialog, zenodo, finish):
    zenodo.store.communities |= {"reef-one", "reef-two"}
    dialog._communities.setText("reef-one,  reef-two")
    dialog.sync()
    finish()
    assert Settings.load().communities == ("reef-one", "reef-two")
    dialog._communities.setText(" , ")
    dialog.sync()
    assert "No community was named" in dialog._said.text()


def test_enter_plans(dialog, published, zenodo, shell, finish):
    QTest.keyClick(dialog._communities, Qt.Key.Key_Return)
    finish()
    assert states(dialog) == ["new"] * 3
    assert zenodo.count("/content") == 0


def test_an_error_is_one_sentence(dialog, zenodo, finish):
    dialog._communities.setText("nobody")
    dialog.sync()
    finish()
    assert "no community “nobody”" in dialog._said.text()
    assert dialog._sync.isEnabled()


def test_the_layers_are_loaded_afterwards(dialog, published, finish):
    dialog._load.setChecked(True)
    dialog.sync()
    finish()
    assert [layer for layer in QgsProject.instance().mapLayers().values() if "atlas.gpkg" in layer.source()]
    QgsProject.instance().clear()
