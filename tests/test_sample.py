# SPDX-License-Identifier: GPL-2.0-or-later
"""The sample: its pictures show what its scores tell, and people disagree with the model here and there."""

from __future__ import annotations

import csv
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from draw import HEIGHT, WIDTH, Shot, photograph
from make_sample import LAGOON, SAMPLE, draw_pictures, frames_of
from qgis.PyQt.QtCore import QBuffer, QByteArray, Qt
from qgis.PyQt.QtGui import QColor, QImage, QImageReader
from reef import Scene

THRESHOLDS = {"Sand": 0.548, "Living_coral": 0.208, "Rubble": 0.417, "Syringodium_isoetifolium": 0.476}


def shown(jpeg: bytes) -> QImage:
    """The picture as a viewer that heeds EXIF shows it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    reader = QImageReader(buffer, b"jpeg")
    reader.setAutoTransform(True)
    image = reader.read()
    assert not image.isNull(), reader.errorString()
    return image


def picture(scene: Scene, **options: object) -> bytes:
    return photograph(Shot(scene, 5, datetime(2022, 3, 2, 8, 30), -21.0855, 55.2245, 90.0, **options))


def mean(image: QImage) -> QColor:
    exact, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(1, 1, exact, smooth).pixelColor(0, 0)


def test_there_are_several_years_at_one_place():
    names = sorted(path.name for path in (SAMPLE / "sessions").iterdir())
    assert len(names) == len(LAGOON)
    assert [name[:4] for name in names if "ASV-1" in name] == ["2019", "2021", "2022", "2023", "2024"]


def test_a_meadow_is_green_and_sand_is_pale():
    meadow, sand = mean(shown(picture(Scene(seagrass=1.0)))), mean(shown(picture(Scene(sand=1.0))))
    assert meadow.green() > meadow.red() + 10
    assert sand.lightness() > meadow.lightness() + 20


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (640, 480)), (3, (640, 480)), (6, (360, 480)), (8, (360, 480))]
)
def test_exif_puts_a_turned_picture_upright(orientation, size):
    scene = Scene(sand=0.4, branching=0.3, massive=0.3, fish=3)
    stored = picture(scene, orientation=orientation)
    upright = shown(picture(scene)).copy((WIDTH - size[0]) // 2, 0, *size)
    seen = shown(stored)
    assert (seen.width(), seen.height()) == size
    differences = [
        abs(seen.pixelColor(x, y).lightness() - upright.pixelColor(x, y).lightness())
        for x in range(0, size[0], 7)
        for y in range(0, HEIGHT, 7)
    ]
    assert sum(differences) / len(differences) < 6
    turned = QImage.fromData(stored)
    assert (orientation == 1) == (turned.size() == seen.size() and turned == seen)


def test_the_same_frame_is_the_same_picture_and_lies_where_its_path_says(tmp_path):
    name = "20220307_REU-HERMITAGE_SCUBA-1_01"
    for folder in ("once", "again"):
        shutil.copytree(SAMPLE / "sessions" / name, tmp_path / folder / name)
    once, again = (draw_pictures(tmp_path / folder / name, every=45) for folder in ("once", "again"))
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]
    rows = frames_of(tmp_path / "once" / name)
    assert once == [tmp_path / "once" / rows[number]["relative_file_path"] for number in (0, 45)]


def test_people_agree_with_the_model_mostly_but_not_always():
    scores = {}
    for path in (SAMPLE / "sessions").glob("*/PROCESSED_DATA/IA/*_scores.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            scores.update((row["FileName"], row) for row in csv.DictReader(file))
    agreed: list[bool] = []
    for path in sorted((SAMPLE / "annotations").iterdir()):
        with path.open(newline="", encoding="utf-8") as file:
            agreed += [
                (float(scores[row["FileName"]][label]) >= threshold) == (row[label] == "1")
                for row in csv.DictReader(file)
                if row["FileName"] in scores
                for label, threshold in THRESHOLDS.items()
            ]
    assert len(agreed) > 600
    assert 0.75 < sum(agreed) / len(agreed) < 0.99


def test_the_repository_stays_small():
    assert sum(path.stat().st_size for path in Path(SAMPLE).rglob("*") if path.is_file()) < 3_000_000
