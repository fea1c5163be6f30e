# SPDX-License-Identifier: GPL-2.0-or-later
"""Annotating in the viewer and on the contact sheet: keys, undo, saving as one goes."""

# ruff: noqa: F811

from __future__ import annotations

import random
import time

import pytest
from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox
from seatizen_atlas.core.annotations.own import LabelChoice, Mark, annotate, own_session, read_own
from seatizen_atlas.core.annotations.sessions import list_annotation_sessions
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.dialogs.viewer.annotator import annotator_of, keys_of
from seatizen_atlas.dialogs.viewer.contact_sheet import open_dock as open_sheet
from seatizen_atlas.dialogs.viewer.frames_layers import frames_layers
from seatizen_atlas.dialogs.viewer.session_dialog import SessionDialog
from test_dialogs_viewer import dock, frames, harvested, published, show, zenodo  # noqa: F401

KEY = own_session("eva", "tests", "2026-01-05 10:00:00")
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def annotator(dock, shell, wait_for):
    made = annotator_of(shell)
    made.start(shell.atlas_path, KEY)
    wait_for(lambda: made.on)
    return made


def letters(annotator) -> dict[str, str]:
    names = {label.id: label.name for label in annotator.labels}
    return {names[label]: letter for letter, label in annotator.keys.items()}


def press(widget, letter: str, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, Qt.Key(ord(letter.upper())), modifier)


def stored(annotator, wait_for, key=KEY):
    wait_for(lambda: not annotator.unsaved)
    return read_own(annotator.atlas, key, QgsFeedback())


def label_of(annotator, letter: str) -> int:
    return annotator.keys[letter]


def test_keys_set_labels_take_them_back_and_undo(show, dock, annotator, frames, wait_for):
    show(3)
    assert dock.tabs.currentWidget() is dock.annotating
    canvas, frame = dock.view.canvas, frames[3]
    sand = letters(annotator)["Sand"]
    number = label_of(annotator, sand)
    press(canvas, sand)
    assert annotator.value(frame, number) is True  # at once, whatever the disk does
    assert stored(annotator, wait_for) == {frame: {number: True}}
    wait_for(lambda: "eva" in dock._looks.text())  # the other pages follow
    press(canvas, sand, SHIFT)
    assert stored(annotator, wait_for) == {frame: {number: False}}
    press(canvas, sand, SHIFT)
    assert stored(annotator, wait_for) == {}
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert stored(annotator, wait_for) == {frame: {number: False}}
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)  # nothing is left to undo
    assert stored(annotator, wait_for) == {}
    QTest.keyClick(canvas, Qt.Key.Key_Y, CONTROL)
    assert stored(annotator, wait_for) == {frame: {number: True}}
    QTest.keyClick(canvas, Qt.Key.Key_Right)  # keys that are nobody's label still walk
    wait_for(lambda: dock.walker.step.number == 4)


def test_a_thousand_random_keystrokes_end_in_what_a_list_says(
    show,
    dock,
    annotator,
    frames,
    wait_for,
):
    show(0)
    canvas, chance = dock.view.canvas, random.Random(7)
    plain, undos, redos, at = {}, [], [], 0
    keys = sorted(annotator.keys)[:8]
    for _ in range(1000):
        dice = chance.random()
        if dice < 0.2:
            at = min(11, at + 1) if chance.random() < 0.6 else max(0, at - 1)
            dock.walker.move(at - dock.walker.step.number)
        elif dice < 0.4:
            QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
            if undos:
                place, before, after = undos.pop()
                redos.append((place, before, after))
                plain[place] = before
        elif dice < 0.5:
            QTest.keyClick(canvas, Qt.Key.Key_Y, CONTROL)
            if redos:
                place, before, after = redos.pop()
                undos.append((place, before, after))
                plain[place] = after
        else:
            letter, value = chance.choice(keys), chance.random() < 0.5
            press(canvas, letter, Qt.KeyboardModifier.NoModifier if value else SHIFT)
            place = frames[at], label_of(annotator, letter)
            before = plain.get(place)
            plain[place] = None if before is value else value
            undos.append((place, before, plain[place]))
            redos.clear()
    expected: dict[int, dict[int, bool]] = {}
    for (frame, label), value in plain.items():
        if value is not None:
            expected.setdefault(frame, {})[label] = value
    assert len(expected) > 5
    assert annotator.said == expected
    assert stored(annotator, wait_for) == expected


def test_a_batch_of_tiles_is_one_step(dock, shell, annotator, frames, wait_for):
    sheet = open_sheet(shell)
    wait_for(lambda: sheet.model.rowCount() == 12)
    selection = sheet.list.selectionModel()
    for row in (2, 5, 7):
        selection.select(sheet.model.index(row), QItemSelectionModel.SelectionFlag.Select)
    wait_for(lambda: sheet.annotating._ours())
    fish = letters(annotator)["Fish"]
    number, chosen = label_of(annotator, fish), {frames[2], frames[5], frames[7]}
    press(sheet.list, fish)
    assert stored(annotator, wait_for) == {frame: {number: True} for frame in chosen}
    assert [sheet.model.labels(row) for row in (1, 2, 5)] == [None, 1, 1]
    annotator.press([frames[2]], number, False)
    press(sheet.list, fish)  # not the same everywhere: set, not taken back
    assert stored(annotator, wait_for) == {frame: {number: True} for frame in chosen}
    for _ in range(3):
        annotator.undo()
    assert stored(annotator, wait_for) == {}
    sheet.list.clearSelection()
    press(sheet.list, fish)  # no tile, no mark
    assert stored(annotator, wait_for) == {}


def test_rows_of_the_list_are_set_by_keys_and_get_keys(show, dock, annotator, frames, wait_for):
    show(1)
    panel = dock.annotating
    panel._find.setText("seagrass")
    panel._enter_table()
    label = panel._model.label(panel._proxy.mapToSource(panel.table.currentIndex()).row())
    QTest.keyClick(panel.table, Qt.Key.Key_Plus)
    assert annotator.value(frames[1], label) is True
    QTest.keyClick(panel.table, Qt.Key.Key_Minus)
    assert annotator.value(frames[1], label) is False
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert annotator.value(frames[1], label) is None
    cell = panel._proxy.index(panel.table.currentIndex().row(), 0)
    assert not panel._proxy.setData(cell, "12")
    former = annotator.keys["s"]
    assert panel._proxy.setData(cell, "s")
    assert annotator.keys["s"] == label
    assert former != label and former not in annotator.keys.values()
    annotator.start(annotator.atlas, KEY)  # the choice of keys is kept
    wait_for(lambda: annotator.on)
    assert annotator.keys["s"] == label


def test_an_import_delays_saving_and_loses_nothing(show, dock, annotator, frames, wait_for):
    import seatizen_atlas.core.annotations.own as own

    show(0)
    number = next(iter(annotator.keys.values()))
    with Atlas.open(annotator.atlas, update=True) as atlas, atlas.lock():
        annotator.press([frames[0]], number, True)
        wait_for(lambda: annotator.trouble, seconds=own.PATIENCE + 20)
        annotator.press([frames[1]], number, True)
        assert annotator.unsaved == 2
        assert "not saved yet" in dock.annotating._told.text()
    assert stored(annotator, wait_for) == {frame: {number: True} for frame in frames[:2]}
    assert "everything saved" in dock.annotating._told.text()


def test_what_is_not_saved_is_saved_when_the_plugin_goes(dock, shell, annotator, frames):
    atlas, number = annotator.atlas, next(iter(annotator.keys.values()))
    for frame in frames:
        annotator.press([frame], number, True)
    assert annotator.unsaved
    annotator._close()
    assert read_own(atlas, KEY, QgsFeedback()) == {frame: {number: True} for frame in frames}


def test_frames_that_are_gone_are_told_and_forgotten(dock, shell, annotator, frames, wait_for):
    number = next(iter(annotator.keys.values()))
    annotator.press([frames[0]], number, True)
    stored(annotator, wait_for)
    annotator.press([10**9], number, True)
    wait_for(lambda: annotator.trouble)
    assert "holds this frame no more" in annotator.told()
    annotator._forget()
    wait_for(lambda: annotator.said == {frames[0]: {number: True}})
    assert not annotator.trouble


def test_the_dialog_offers_the_author_s_sessions(dock, shell, frames, wait_for):
    annotate(shell.atlas_path, KEY, [Mark(frames[0], 1, True)], QgsFeedback())
    dialog = SessionDialog(shell.atlas_path)
    ok = dialog._buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog.author.setText("eva")
    dialog.dataset.setText("")
    assert not ok.isEnabled()
    wait_for(lambda: dialog.which.count() == 2)
    dialog.which.setCurrentIndex(1)
    assert ok.isEnabled() and dialog.session() == KEY
    dialog.which.setCurrentIndex(0)
    dialog.dataset.setText("a__b")
    assert not ok.isEnabled() and "file" in dialog._told.text()
    dialog.dataset.setText("other")
    assert (dialog.session().author, dialog.session().dataset) == ("eva", "other")
    dialog.author.setText("somebody else")
    assert dialog.which.count() == 1
    dialog.accept()


def test_keys_are_letters_of_the_names_and_the_user_s_come_first():
    names = ("Acropora_Branching", "Acropora_Tabular", "Sand", "Seagrass", "Rubble")
    labels = [LabelChoice(n, name, "", n < 4) for n, name in enumerate(names)]
    assert keys_of(labels, {}) == {"a": 0, "t": 1, "s": 2, "e": 3}
    assert keys_of(labels, {"a": "Rubble", "q": "gone"}) == {"a": 4, "b": 0, "t": 1, "s": 2, "e": 3}


def test_fifteen_thousand_frames_stay_fluent(dock, shell, frames, wait_for, tmp_path):
    from big_atlas import make_big_atlas

    atlas = make_big_atlas(tmp_path / "big.gpkg", sessions=12, frames=15_100, predictions=False)
    with Atlas.open(atlas) as opened:
        ids = [n for (n,) in opened.rows("SELECT id + 0 AS n FROM frame ORDER BY id")]
    labels = range(1, 6)
    annotate(atlas, KEY, [Mark(n, label, True) for n in ids for label in labels], QgsFeedback())
    annotator = annotator_of(shell)
    annotator.start(atlas, KEY)
    wait_for(lambda: annotator.on)
    panel = dock.annotating
    panel.show_frames(atlas, ids[:1])
    spent = []
    for number in range(40):
        began = time.perf_counter()
        panel._do((annotator.labels[number % 20].id, True))
        spent.append(time.perf_counter() - began)
    assert annotator.can_undo
    print(f"a keystroke among {len(ids)} annotated frames: {1000 * sorted(spent)[20]:.2f} ms")
    panel.show_frames(atlas, ids)
    began = time.perf_counter()
    panel._do((annotator.labels[0].id, False))
    print(f"a keystroke for all of them: {1000 * (time.perf_counter() - began):.0f} ms")
    wait_for(lambda: not annotator.unsaved)
    assert [one.images for one in list_annotation_sessions(atlas)] == [len(ids)]
    assert not any(annotator.said[n][annotator.labels[0].id] for n in ids)
    assert frames_layers()  # and the map shows what it showed
    annotator.stop()
