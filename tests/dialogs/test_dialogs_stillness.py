# SPDX-License-Identifier: GPL-2.0-or-later
"""The canvas holds still while an atlas that it shows commits."""

from __future__ import annotations

import threading
import time

import pytest
from qgis.core import QgsProcessingFeedback, QgsProject, QgsRectangle, QgsVectorLayer
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.atlas.stillness import still
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.dialogs.stillness import layers_of


@pytest.fixture
def atlas(tmp_path):
    return create_atlas(tmp_path / "atlas.gpkg", feedback=QgsProcessingFeedback())


@pytest.fixture
def shown(atlas):
    layer = QgsVectorLayer(f"{atlas}|layername=frame", "Frames", "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    assert layers_of(atlas) == [layer]
    return atlas


def test_the_canvas_is_frozen_for_the_commit_alone(shell, shown, wait_for):
    canvas, inside, go_on = shell.iface.mapCanvas(), threading.Event(), threading.Event()

    def commit():
        with still(shown):
            inside.set()
            go_on.wait(10)

    thread = threading.Thread(target=commit)
    thread.start()
    wait_for(inside.is_set)
    assert canvas.isFrozen()
    go_on.set()
    wait_for(lambda: not canvas.isFrozen())
    thread.join()


def test_an_atlas_that_is_not_shown_disturbs_nobody(shell, shown, tmp_path):
    with still(tmp_path / "other.gpkg"):
        assert not shell.iface.mapCanvas().isFrozen()


def test_the_gateway_asks_for_stillness_at_each_commit(shell, shown, monkeypatch):
    canvas, seen = shell.iface.mapCanvas(), []
    original = Atlas._transact

    def spy(self, step):
        seen.append((step, canvas.isFrozen()))
        return original(self, step)

    monkeypatch.setattr(Atlas, "_transact", spy)
    with Atlas.open(shown, update=True) as atlas, atlas.transaction():
        atlas.execute("UPDATE multilabel_label SET name = name")
    assert seen == [("StartTransaction", False), ("CommitTransaction", True)]
    assert not canvas.isFrozen()


def test_a_main_thread_that_is_busy_delays_a_commit_but_a_moment(shell, shown):
    done = threading.Event()

    def commit():
        with still(shown):
            done.set()

    thread = threading.Thread(target=commit)
    thread.start()
    assert done.wait(5)  # this thread turns no event loop meanwhile
    thread.join()


def test_unloading_lets_go(desktop_interface, atlas):
    from seatizen_atlas.core.atlas import stillness
    from seatizen_atlas.dialogs.desktop import Desktop

    made = Desktop(desktop_interface)
    assert len(stillness._holders) == 1
    made.remove()
    assert not stillness._holders


def test_a_written_atlas_shows_its_new_rows_and_keeps_the_selection(shell, atlas):
    layer = QgsVectorLayer(f"{atlas}|layername=multilabel_label", "Labels", "ogr")
    QgsProject.instance().addMapLayer(layer)
    shell.set_atlas(atlas)
    layer.selectByIds([39, 40])
    before = layer.featureCount()
    with Atlas.open(atlas, update=True) as opened, opened.transaction():
        opened.execute("INSERT INTO multilabel_label (name, creation_date) VALUES ('New', '2026-01-01')")
    shell.atlas_written()
    assert layer.featureCount() == before + 1
    assert sorted(layer.selectedFeatureIds()) == [39, 40]


def test_many_commits_are_drawn_a_few_times(shell, shown, wait_for):
    drawn, finished = [], threading.Event()
    shell.iface.mapCanvas().renderStarting.connect(lambda: drawn.append(1))
    shell.iface.mapCanvas().setExtent(QgsRectangle(55, -22, 56, -21))
    drawn.clear()

    def commits():
        for _ in range(40):
            with still(shown):
                pass
            time.sleep(0.03)
        finished.set()

    thread = threading.Thread(target=commits)
    thread.start()
    wait_for(finished.is_set)
    wait_for(lambda: drawn)
    thread.join()
    assert len(drawn) < 8
