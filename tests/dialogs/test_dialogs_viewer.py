# SPDX-License-Identifier: GPL-2.0-or-later
"""The viewer: a frame's picture, its facts and scores, the walk along the track, the mark on the map."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from qgis.core import QgsPointXY, QgsProcessingFeedback, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QPointF, QSize, Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton
from seatizen_atlas.core.annotations.importing import import_annotations
from seatizen_atlas.core.downloads.picture import Picture
from seatizen_atlas.core.harvest.sync import sync_atlas
from seatizen_atlas.core.reading.frames import Score
from seatizen_atlas.core.upkeep.create import create_atlas
from seatizen_atlas.core.zenodo.client import ZenodoClient
from seatizen_atlas.dialogs.viewer.contact_sheet import open_dock as open_sheet
from seatizen_atlas.dialogs.viewer.dock import open_dock
from seatizen_atlas.dialogs.viewer.frames_layers import frames_layers
from seatizen_atlas.dialogs.viewer.picture_view import Canvas
from zenodo_standin import Standin

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "core" / "downloads"))

from downloads_helpers import NAME, drawn, session_of

PICTURES = {f"{NAME}_1_{number}.jpeg": drawn(number, size=(80, 60)) for number in range(12)}
KEY = "PROCESSED_DATA_FRAMES.zip"
SCORES = "FileName,Sand,Fish\n" + "".join(f"{name},0.9,0.1\n" for name in PICTURES)
MODEL = "lombardata_DinoVdeau-large-2024_04_03-with_data_aug_batch-size32_epochs150_freeze"


@pytest.fixture(scope="module")
def zenodo():
    with Standin() as standin:
        yield standin


@pytest.fixture(scope="module")
def published(zenodo):
    session = {
        **session_of(PICTURES),
        f"PROCESSED_DATA/IA/{NAME}_{MODEL}_scores.csv": SCORES.encode(),
    }
    return zenodo.add_session(session, name=NAME)


@pytest.fixture(scope="module")
def harvested(zenodo, published, tmp_path_factory):
    folder = tmp_path_factory.mktemp("viewer")
    feedback = QgsProcessingFeedback(False)
    path = create_atlas(folder / "atlas.gpkg", feedback=feedback)
    with ZenodoClient(zenodo.url, feedback=feedback) as client:
        report = sync_atlas(client, path, ("seatizen-data",), feedback)
    assert [outcome.status for outcome in report.sessions] == ["added"]
    look = folder / "20240601_080000__ana-lima__look.csv"
    look.write_text(f"FileName,Sand,Fish\n{NAME}_1_0.jpeg,1,1\n")
    import_annotations(path, look, feedback=feedback)
    return path


@pytest.fixture
def dock(shell, harvested, zenodo, tmp_path, monkeypatch):
    monkeypatch.setenv("SEATIZEN_ZENODO_URL", zenodo.url)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    atlas = tmp_path / "atlas.gpkg"
    shutil.copy(harvested, atlas)
    shell.set_atlas(atlas)
    shell.iface.mapCanvas().resize(400, 300)
    made = open_dock(shell)
    yield made
    assert zenodo.failures == []


@pytest.fixture
def frames(dock):
    """Ids of the frames in the order of the track."""
    layer = frames_layers()[0]
    return [f.id() for f in sorted(layer.getFeatures(), key=lambda f: int(f["filename"].split("_")[-1][:-5]))]


def colour(dock) -> int:
    """The hue of the picture that is shown."""
    return dock.view.canvas._image.pixelColor(3, 3).hue()


def hue(number: int) -> int:
    return number * 37 % 360


@pytest.fixture
def show(dock, shell, frames, wait_for):
    def opened(number: int):
        dock.show_frame(shell.atlas_path, frames[number])
        wait_for(lambda: shown(dock, number))
        return dock

    return opened


def shown(dock, number: int) -> bool:
    step = dock.walker.step
    there = step is not None and step.number == number and not dock.walker.busy and not dock.view.told()
    away = abs(colour(dock) - hue(number)) % 360 if there else 0
    return there and min(away, 360 - away) <= 3


def test_a_frame_is_shown_with_facts_scores_and_annotations(show, wait_for):
    dock = show(0)
    wait_for(lambda: "0.10" not in dock._facts.text() and NAME in dock._facts.text())
    assert "2023-11-10 08:00:00 UTC" in dock._title.text() and NAME in dock._title.text()
    assert "1 " in dock._title.text() and "12" in dock._title.text()
    model = dock.scores.model()
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert rows == [["Sand", "0.90", "✓"], ["Fish", "0.10", "✓  ≠"]]
    assert "ana-lima, 2024-06-01" in dock._looks.text() and "Sand" in dock._looks.text()
    said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "absent for the model" in said and "present for people" in said


def test_the_frame_is_marked_on_the_map(show, dock, frames):
    show(4)
    feature = frames_layers()[0].getFeature(frames[4])
    at, point = dock.mark.marked(), feature.geometry().asPoint()
    assert dock.mark.isVisible()
    assert (round(at.x(), 7), round(at.y(), 7)) == (round(point.x(), 7), round(point.y(), 7))


def test_keys_walk_along_the_track(show, wait_for):
    dock = show(3)
    for key, number in (
        (Qt.Key.Key_Right, 4),
        (Qt.Key.Key_Left, 3),
        (Qt.Key.Key_End, 11),
        (Qt.Key.Key_Right, 11),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageDown, 10),
    ):
        QTest.keyClick(dock.view.canvas, key)
        wait_for(lambda number=number: shown(dock, number))


def test_the_next_pictures_are_there_before_they_are_asked_for(show, dock, zenodo, wait_for):
    show(0)
    wait_for(lambda: not dock.walker._preparing.running)
    zenodo.requests.clear()
    QTest.keyClick(dock.view.canvas, Qt.Key.Key_Right)
    wait_for(lambda: shown(dock, 1))
    assert dock.walker.pictures.source(dock.walker.step.atlas).held(dock.walker._track[3].image)


def test_playing_goes_on_in_time_order_and_ends(show, dock, wait_for):
    show(8)
    dock.walker.play(True, 50)
    wait_for(lambda: not dock.walker.playing)
    assert dock.walker.step.number == 11
    dock.walker.play(True, 50)
    wait_for(lambda: dock.walker.step.number < 11)
    QTest.keyClick(dock.view.canvas, Qt.Key.Key_Space)
    assert not dock.walker.playing


def test_a_click_takes_the_nearest_frame(dock, shell, frames, wait_for):
    point = frames_layers()[0].getFeature(frames[7]).geometry().asPoint()
    dock.picker.clicked.emit(QgsPointXY(point.x() + 2e-6, point.y() - 2e-6), 1e-6)
    wait_for(lambda: shown(dock, 7))


def test_a_click_with_the_tool_on_the_map(dock, shell, frames, wait_for):
    canvas = shell.iface.mapCanvas()
    assert canvas.mapTool() is dock.picker
    point = frames_layers()[0].getFeature(frames[5]).geometry().asPoint()
    canvas.setExtent(QgsRectangle(point.x() - 4e-5, point.y() - 3e-5, point.x() + 4e-5, point.y() + 3e-5))
    there = canvas.getCoordinateTransform().transform(point)
    QTest.mouseClick(
        canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(there.x(), there.y()).toPoint()
    )
    wait_for(lambda: shown(dock, 5))


def test_a_filtered_frame_is_not_taken(dock, frames, wait_for):
    layer = frames_layers()[0]
    layer.setSubsetString(f"id <> {frames[7]}")
    dock.pick(QgsPointXY(55.27, -21.10007), 1e-6)
    wait_for(lambda: dock.walker.step is not None and not dock.walker.busy)
    assert dock.walker.step.number in (6, 8)


def test_nothing_far_around_is_said(dock, wait_for):
    dock.pick(QgsPointXY(0, 60), 1e-6)
    wait_for(lambda: "no frame near" in dock.view.told())


def test_a_single_selected_frame_is_followed(dock, frames, wait_for):
    layer = frames_layers()[0]
    layer.selectByIds([frames[2]])
    wait_for(lambda: shown(dock, 2))
    layer.selectByIds(frames[:5])
    layer.selectByIds([frames[6]])
    wait_for(lambda: shown(dock, 6))


def test_an_absent_picture_is_told_in_its_place_and_the_walk_goes_on(show, dock, zenodo, published, wait_for):
    kept = dict(zenodo.store.versions[published.processed].files)
    zenodo.set_access(published.processed, "restricted")
    try:
        dock.show_frame(frames_layers() and dock._shell.atlas_path, frames_layers()[0].minimumValue(0))
        wait_for(lambda: "not open" in dock.view.told())
        assert any(button.text() == "Try again" for button in dock.view.findChildren(QPushButton))
    finally:
        zenodo.set_access(published.processed, "open")
    assert kept
    dock.walker.again()
    wait_for(lambda: not dock.view.told() and not dock.walker.busy)


def test_a_token_is_offered_where_it_may_help(dock, shell, frames, zenodo, published, wait_for, monkeypatch):
    monkeypatch.setenv("SEATIZEN_AUTH_CONFIG", "abc1234")
    zenodo.set_access(published.processed, "restricted")
    try:
        dock.show_frame(shell.atlas_path, frames[0])
        wait_for(lambda: "not open" in dock.view.told())
        assert any(button.text() == "Use my token" for button in dock.view.findChildren(QPushButton))
    finally:
        zenodo.set_access(published.processed, "open")


def test_a_closed_viewer_does_nothing(show, dock, shell, zenodo, wait_for):
    show(1)
    dock.walker.play(True, 1)
    dock.setUserVisible(False)
    assert not dock.walker.playing and not dock.mark.isVisible()
    assert shell.iface.mapCanvas().mapTool() is not dock.picker
    wait_for(lambda: not dock.walker.runner.tasks())
    zenodo.requests.clear()
    frames_layers()[0].selectByIds([frames_layers()[0].minimumValue(0)])
    QTest.qWait(150)
    assert zenodo.requests == [] and dock.walker.step.number == 1
    dock.setUserVisible(True)
    wait_for(lambda: shown(dock, 1) and dock.mark.isVisible())


def test_another_atlas_is_walked_as_well(show, dock, shell, harvested, tmp_path, frames, wait_for):
    show(2)
    other = tmp_path / "other.gpkg"
    shutil.copy(harvested, other)
    shell.load_layers(other)
    assert len(frames_layers()) == 2
    dock.show_frame(other, frames[9])
    wait_for(lambda: shown(dock, 9))
    assert dock.walker.step.atlas == other


def test_unloading_while_a_picture_comes_leaves_nothing(
    desktop_interface, harvested, zenodo, tmp_path, monkeypatch
):
    from seatizen_atlas.dialogs.desktop import Desktop

    monkeypatch.setenv("SEATIZEN_ZENODO_URL", zenodo.url)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = Desktop(desktop_interface)
    desktop_interface.mainWindow().show()
    made.shell.set_atlas(harvested)
    canvas = desktop_interface.mapCanvas()
    before = len(canvas.scene().items())
    dock = open_dock(made.shell)
    dock.show_frame(harvested, frames_layers()[0].minimumValue(0))
    made.remove()
    QTest.qWait(200)
    assert canvas.mapTool() is None or type(canvas.mapTool()).__name__ != "FramePicker"
    assert len(canvas.scene().items()) == before
    desktop_interface.mainWindow().hide()
    QgsProject.instance().clear()


# the contact sheet ------------------------------------------------------------------------------------


@pytest.fixture
def sheet(dock, shell, wait_for):
    dock.setUserVisible(False)
    made = open_sheet(shell)
    made.resize(700, 400)
    wait_for(lambda: made.model.spots)
    return made


def has_its_picture(sheet, row: int) -> bool:
    away = abs(sheet.model.small(row).pixelColor(3, 3).hue() - hue(row)) % 360
    return min(away, 360 - away) <= 3


def test_a_sheet_shows_what_the_filter_leaves_and_counts_it(sheet, wait_for):
    wait_for(lambda: not sheet._missing() and not sheet._bringing.running)
    assert len(sheet.model.spots) == 12 and "12 frames, 1 of them annotated" in sheet.head.text()
    brought = [row for row in range(12) if sheet.model.has(row)]
    assert brought and all(has_its_picture(sheet, row) for row in brought)
    counts = sheet.counts.model()
    rows = [[counts.index(row, column).data() for column in range(3)] for row in range(counts.rowCount())]
    assert rows == [["Sand", 12, 1], ["Fish", None, 1]]
    assert sheet.model.labels(0) == 2 and sheet.model.labels(1) is None
    layer = frames_layers()[0]
    layer.setSubsetString("\"filename\" LIKE '%1.jpeg'")
    wait_for(lambda: len(sheet.model.spots) == 2)
    assert "2 filtered frames" in sheet.head.text()


def test_a_sheet_follows_the_selection(sheet, frames, wait_for):
    frames_layers()[0].selectByIds(frames[3:6])
    wait_for(lambda: [spot.frame_id for spot in sheet.model.spots] == frames[3:6])
    assert "3 selected frames" in sheet.head.text()


def test_a_frame_of_the_sheet_opens_in_the_viewer(sheet, dock, wait_for):
    sheet.list.activated.emit(sheet.model.index(5))
    wait_for(lambda: dock.isVisible() and shown(dock, 5))


def test_a_sheet_tells_in_the_place_of_a_picture_why_there_is_none(dock, shell, zenodo, published, wait_for):
    zenodo.set_access(published.processed, "restricted")
    try:
        made = open_sheet(shell)
        wait_for(lambda: made.model.spots and made.model.has(0))
        assert "not open" in made.model.small(0)
        assert "not open" in made.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    finally:
        zenodo.set_access(published.processed, "open")


def test_a_closed_sheet_does_nothing(sheet, frames, zenodo, wait_for):
    wait_for(lambda: not sheet._missing() and not sheet._bringing.running)
    sheet.setUserVisible(False)
    zenodo.requests.clear()
    frames_layers()[0].selectByIds(frames[3:6])
    QTest.qWait(500)
    assert len(sheet.model.spots) == 12 and zenodo.requests == []


# the canvas -------------------------------------------------------------------------------------------


@pytest.fixture
def canvas(qgis_app):
    made = Canvas()
    made.resize(400, 300)
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    made.show_picture(Picture(image, QSize(1600, 1200)))
    return made


def test_zooming_keeps_the_place_under_the_mouse(canvas):
    at = QPointF(100, 75)
    before = canvas._target()
    share = (at.x() - before.x()) / before.width()
    canvas.zoom(4, at)
    after = canvas._target()
    assert canvas.scale() == pytest.approx(1.0)
    assert (at.x() - after.x()) / after.width() == pytest.approx(share)


def test_details_are_asked_for_once_they_are_seen(canvas):
    asked = []
    canvas.detail_wanted.connect(lambda: asked.append(True))
    canvas.zoom(4)
    assert asked == [True]
    whole = QImage(1600, 1200, QImage.Format.Format_RGB32)
    canvas.show_detail(Picture(whole, QSize(1600, 1200)))
    assert canvas._image.width() == 1600
    canvas.zoom(2)
    assert asked == [True]


def test_panning_stays_on_the_picture(canvas):
    canvas.zoom(4)
    canvas.pan(10_000, 10_000)
    target = canvas._target()
    assert target.left() == pytest.approx(0) and target.top() == pytest.approx(0)
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.is_fitted() and canvas._target().width() == pytest.approx(400)


def test_a_score_at_its_threshold_is_present():
    assert Score("Sand", 0.5, 0.5, 1).present and not Score("Sand", 0.499, 0.5, 1).present
