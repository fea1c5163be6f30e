# SPDX-License-Identifier: GPL-2.0-or-later
"""A picture's file, decoded: upright as EXIF tells, as large as it is needed, off the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QImage, QImageIOHandler, QImageReader

from ..errors import InputError
from ..translation import tr

MOST_PIXELS = 400_000_000
_ENDINGS = {"jpg": "jpeg", "tif": "tiff"}


@dataclass(frozen=True)
class Picture:
    """A decoded picture.

    Attributes:
        image: upright, its longer side at most as long as was asked for.
        size: of the whole picture, upright, in pixels.
        remark: what is odd about the file, as a sentence; empty as a rule.
    """

    image: QImage
    size: QSize
    remark: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every pixel of the file is there."""
        return self.image.size() == self.size


def decode(path: Path, longest: int = 0, name: str = "") -> Picture:
    """Read a picture, at most `longest` pixels long (0: as it is).

    Args:
        name: what the file is called in sentences, where `path` is a name of our own.

    Raises:
        InputError: there is no such file, it is no picture, damaged, or unbelievably large.
    """
    name = name or path.name
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)  # whatever the name says
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        if not path.is_file():
            raise InputError(tr("“{}” is not there any more.").format(name))
        raise InputError(
            tr("“{}” is not a picture that can be shown.").format(name), details=reader.errorString()
        )
    if size.width() * size.height() > MOST_PIXELS:
        raise InputError(
            tr("“{name}” claims to have {width} × {height} pixels: it is not opened.").format(
                name=name, width=size.width(), height=size.height()
            )
        )
    if 0 < longest < max(size.width(), size.height()):
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    kind = bytes(reader.format()).decode("ascii", "replace").lower()  # forgotten once it is read
    turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    image = reader.read()
    if image.isNull():
        raise InputError(
            tr("“{}” is damaged and cannot be shown.").format(name), details=reader.errorString()
        )
    ending = name.rpartition(".")[2].lower()
    ending = _ENDINGS.get(ending, ending)
    remark = ""
    if kind != ending and ending in {"jpeg", "png", "tiff", "webp"}:
        remark = tr("The file is a {kind}, though it is called {ending}.").format(
            kind=kind.upper(), ending=ending.upper()
        )
    # 32 bits, so that nothing is converted each time that it is drawn
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return Picture(image, size.transposed() if turned else size, remark)
