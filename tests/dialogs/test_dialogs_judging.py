# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialogs of agreement and change: tables, pictures, and the frames behind every count."""

from __future__ import annotations

import csv
import shutil

import pytest
from big_atlas import make_big_atlas
from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QFile, QIODevice
from qgis.PyQt.QtGui import QImage
from seatizen_atlas.core.annotations.own import Mark, annotate, own_session
from seatizen_atlas.core.atlas.gateway import Atlas
from seatizen_atlas.core.errors import SeatizenError
from seatizen_atlas.core.selection.filters import FrameFilter
from seatizen_atlas.dialogs.judging.agreement_dialog import AgreementDialog
from seatizen_atlas.dialogs.judging.charts import IntervalsPicture, PictureOfFigures, Row
from seatizen_atlas.dialogs.viewer.frames_layers import frames_layers

ANA = own_session("ana", "first", "2024-06-01 10:00:00")
BEN = own_session("ben", "second", "2024-07-01 10:00:00")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_big_atlas(
        tmp_path_factory.mktemp("judged") / "atlas.gpkg", sessions=6, frames=600, predictions=True
    )


@pytest.fixture
def atlas(made, tmp_path, shell):
    path = shutil.copy(made, tmp_path / "atlas.gpkg")
    with Atlas.open(path) as opened:
        sand = int(opened.scalar("SELECT ml_label_id FROM multilabel_class WHERE name = 'Sand'"))
        frames = [n for (n,) in opened.rows("SELECT id + 0 AS n FROM frame ORDER BY id LIMIT 200")]
    annotate(path, ANA, [Mark(n, sand, n % 3 == 0) for n in frames], QgsFeedback())
    shell.set_atlas(path)
    return path


@pytest.fixture
def idle(shell, wait_for):
    return lambda: wait_for(lambda: not shell.runner.tasks())


@pytest.fixture
def dialog(atlas, shell, idle):
    made = AgreementDialog.present(shell)
    idle()
    yield made
    made.close()


def cells(dialog, row=0):
    return [dialog.table.item(row, column).text() for column in range(dialog.table.columnCount())]


def test_every_count_leads_to_its_frames_on_the_map(dialog, shell, idle):
    dialog.compare()
    idle()
    assert dialog.table.rowCount() == 1
    name, frames, *counts = cells(dialog)[:6]
    assert (name, frames) == ("Sand", "200") and sum(map(int, counts)) == 200
    shown = 0
    for column in (2, 3, 4, 5):
        item = dialog.table.item(0, column)
        dialog.table.setCurrentItem(item)
        if item.text() == "0":
            assert not dialog._show.isEnabled()
            continue
        dialog.table.itemActivated.emit(item)
        assert frames_layers()[0].selectedFeatureCount() == int(item.text())
        assert item.text() in dialog._said.text()
        shown += int(item.text())
    assert shown == 200
    dialog.table.setCurrentItem(dialog.table.item(0, 8))
    assert not dialog._show.isEnabled()


def test_the_map_s_filter_counts_and_is_told(dialog, shell, idle, atlas):
    with Atlas.open(atlas) as opened:
        platform = opened.scalar(
            "SELECT d.platform_type FROM frame f JOIN version v ON v.doi = f.version_doi"
            " JOIN deposit d ON d.doi = v.deposit_doi ORDER BY f.id LIMIT 1"
        )
    shell.frame_filter = FrameFilter(platforms=(platform,))
    dialog.close()
    AgreementDialog.present(shell)
    idle()
    assert platform in dialog.filtered.text() and dialog.filtered.isChecked()
    dialog.compare()
    idle()
    some = int(cells(dialog)[1])
    assert platform in dialog.picture.picture.caption and str(some) in dialog.picture.picture.caption
    dialog.filtered.setChecked(False)
    dialog.compare()
    idle()
    assert int(cells(dialog)[1]) == 200 >= some
    assert "all frames" in dialog.picture.picture.caption


def test_one_annotator_alone_is_told_so(dialog, idle, atlas, shell):
    dialog.judged.setCurrentIndex(1)
    assert "only one annotation session" in dialog._said.text()
    assert not dialog._compare.isEnabled()
    with Atlas.open(atlas) as opened:
        sand = int(opened.scalar("SELECT ml_label_id FROM multilabel_class WHERE name = 'Sand'"))
        ids = [n for (n,) in opened.rows("SELECT id + 0 AS n FROM frame ORDER BY id LIMIT 60")]
    annotate(atlas, BEN, [Mark(n, sand, n % 2 == 0) for n in ids], QgsFeedback())
    dialog.opened()
    idle()
    dialog.judged.setCurrentIndex(1)
    assert dialog.reference.itemText(0) == "all other annotators"
    dialog.compare()
    idle()
    assert int(cells(dialog)[1]) == 60
    both = sum(n % 3 == 0 and n % 2 == 0 for n in ids)
    assert int(cells(dialog)[2]) == both
    assert cells(dialog)[12:] == ["", ""]  # people have no threshold


def test_where_they_differ_is_a_list_for_downloads(dialog, idle, tmp_path):
    target = tmp_path / "candidates.csv"
    dialog.compare(target)
    idle()
    with target.open(newline="") as file:
        listed = list(csv.DictReader(file))
    assert list(listed[0]) == ["version_doi", "relative_file_path", "label", "score", "annotation"]
    assert len(listed) == int(cells(dialog)[3]) + int(cells(dialog)[4])
    assert str(target) in dialog._said.text()


def test_an_atlas_without_annotations_is_told_so(made, tmp_path, shell, idle):
    shell.set_atlas(shutil.copy(made, tmp_path / "bare.gpkg"))
    dialog = AgreementDialog.present(shell)
    idle()
    assert "Nobody has annotated" in dialog._said.text()
    assert not dialog._compare.isEnabled()
    dialog.close()


def test_pictures_are_saved_as_png_and_svg(qgis_app, tmp_path):
    widget = PictureOfFigures()
    rows = [Row("Sand", 0.8, 0.7, 0.9, "0.80"), Row("Rubble", None, note="not defined")]
    widget.show_picture(IntervalsPicture("Kappa", "two classes of 30 frames", rows))
    assert "Sand: 0.80" in widget.accessibleDescription()
    png, svg = widget.save(tmp_path / "one.png"), widget.save(tmp_path / "one.svg")
    image = QImage(str(png))
    blue = sum(
        image.pixelColor(x, y).blue() > image.pixelColor(x, y).red() + 100
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
    assert blue > 50
    file = QFile(str(svg))
    assert file.open(QIODevice.OpenModeFlag.ReadOnly)
    assert b"<svg" in bytes(file.readAll())
    with pytest.raises(SeatizenError):
        widget.save(tmp_path / "nowhere" / "one.png")
