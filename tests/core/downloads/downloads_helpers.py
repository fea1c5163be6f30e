# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of downloads share: pictures of known bytes, sessions that hold them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QBuffer, QIODevice
from qgis.PyQt.QtGui import QColor, QImage
from seatizen_atlas.core.downloads.cache import PictureCache
from seatizen_atlas.core.downloads.source import PictureSource
from seatizen_atlas.core.reading.images import FrameImage
from seatizen_atlas.core.zenodo.access import ZenodoAccess
from seatizen_atlas.core.zenodo.token import Token
from zenodo_standin import TOKEN, Standin

NAME = "20231110_REU-ST-LEU_ASV-1_04"
FRAMES = "PROCESSED_DATA/FRAMES"


def drawn(number: int, *, size: tuple[int, int] = (64, 48), kind: str = "JPEG", weight: int = 0) -> bytes:
    """A small picture of one colour, told by its number, with `weight` bytes of noise behind it."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(number * 37 % 360, 200, 200))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data()) + random.Random(number).randbytes(weight)


def session_of(pictures: Mapping[str, bytes], folder: str = FRAMES) -> dict[str, bytes]:
    """A session for the stand-in that holds these pictures."""
    rows = [
        f"{name},{NAME}/{folder}/{name},{-21.1 - n / 1e5:.6f},55.27,2023:11:10 08:{n // 60:02d}:{n % 60:02d}"
        for n, name in enumerate(pictures)
    ]
    header = "FileName,relative_file_path,GPSLatitude,GPSLongitude,DateTimeOriginal"
    return {
        "METADATA/metadata.csv": "\n".join([header, *rows, ""]).encode(),
        "METADATA/predictions_gps.csv": "\n".join(["FileName", *pictures, ""]).encode(),
        **{f"{folder}/{name}": data for name, data in pictures.items()},
    }


def image(version: object, name: str, folder: str = FRAMES, session: str = NAME) -> FrameImage:
    return FrameImage(str(version), f"{session}/{folder}/{name}")


def source_of(
    zenodo: Standin | None, folder: Path, *, atlas: Path | None = None, folders: tuple[Path, ...] = (),
    limit: int = 1 << 30, token: bool = False,
) -> PictureSource:  # fmt: skip
    access = ZenodoAccess(zenodo.url if zenodo else "http://127.0.0.1:9", Token(TOKEN) if token else None)
    return PictureSource(atlas, access, folders, PictureCache(folder / "cache", limit))


def feedback() -> QgsProcessingFeedback:
    return QgsProcessingFeedback(False)
