# SPDX-License-Identifier: GPL-2.0-or-later
"""Underwater pictures, drawn: a scene of tests/reef.py as a JPEG with EXIF. No camera was there."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from exif import with_exif
from qgis.PyQt.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
    QTransform,
)
from reef import Scene

WIDTH, HEIGHT = 640, 480
_ARGB = QImage.Format.Format_ARGB32_Premultiplied
_SMOOTH = Qt.TransformationMode.SmoothTransformation
_EXACT = Qt.AspectRatioMode.IgnoreAspectRatio
_TURNED = {1: 0, 3: 180, 6: -90, 8: 90}
"""By how many degrees the stored picture is turned so that this EXIF orientation puts it upright."""


@dataclass(frozen=True)
class Shot:
    """One picture: what is seen, from which camera, when, where and how it was held."""

    scene: Scene
    seed: int
    time: datetime
    latitude: float
    longitude: float
    heading: float
    platform: str = "ASV"
    orientation: int = 1


def photograph(shot: Shot, quality: int = 78) -> bytes:
    """A JPEG of 640 × 480 (or 480 × 640 as stored, when the camera was held upright)."""
    image = _paint(shot)
    if shot.orientation in {6, 8}:
        image = image.copy((WIDTH - HEIGHT * 3 // 4) // 2, 0, HEIGHT * 3 // 4, HEIGHT)  # an upright cut
    turn = _TURNED[shot.orientation]
    if turn:
        image = image.transformed(QTransform().rotate(turn))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB32).save(buffer, "JPEG", quality)
    camera = ("DJI", "FC6310") if shot.platform == "UAV" else ("GoPro", "HERO7 Black")
    return with_exif(
        bytes(buffer.data()), camera=camera, orientation=shot.orientation, time=shot.time,
        latitude=shot.latitude, longitude=shot.longitude, heading=shot.heading,
    )  # fmt: skip


def _paint(shot: Shot) -> QImage:
    chance = random.Random(shot.seed)
    scene = shot.scene
    far = 0.34 if shot.platform == "UAV" else 1.0  # from the air everything is small
    image = QImage(WIDTH, HEIGHT, _ARGB)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _sand(painter, chance, scene)
    many = 1 / far
    _stones(painter, chance, scene.rubble + 0.25 * scene.dead, far, many)
    _turf(painter, chance, scene.turf)
    for _ in range(_number(chance, 7.5 * scene.massive * many)):
        _boulder(painter, chance, far)
    for kind, share in (("alive", scene.branching), ("bleached", scene.bleached), ("dead", scene.dead)):
        for _ in range(_number(chance, 19 * share * many)):
            _thicket(painter, chance, far, kind)
    _seagrass(painter, chance, scene.seagrass, far, many)
    if far == 1.0:
        for _ in range(scene.cucumbers):
            _cucumber(painter, chance)
        for _ in range(scene.urchins):
            _urchin(painter, chance)
        for _ in range(scene.fish):
            _fish(painter, chance)
    _water(painter, chance, shot.platform)
    painter.end()
    if scene.blurred:
        small = image.scaled(WIDTH // 14, HEIGHT // 14, _EXACT, _SMOOTH)
        image = small.scaled(WIDTH, HEIGHT, _EXACT, _SMOOTH)
    return image


def _number(chance: random.Random, expected: float) -> int:
    return int(expected) + (chance.random() < expected - int(expected))


def _place(chance: random.Random, margin: float = 0) -> QPointF:
    return QPointF(chance.uniform(-margin, WIDTH + margin), chance.uniform(-margin, HEIGHT + margin))


@lru_cache(maxsize=32)
def _grain(number: int, cells: int, strength: int) -> QImage:
    """A tile of cloudy noise around grey, to be laid over a picture."""
    chance = random.Random(number * 1009 + cells)
    wide, high = cells, cells * HEIGHT // WIDTH
    values = bytes(min(255, max(0, round(128 + chance.gauss(0, strength)))) for _ in range(wide * high))
    small = QImage(values, wide, high, wide, QImage.Format.Format_Grayscale8).convertToFormat(_ARGB)
    return small.scaled(WIDTH, HEIGHT, _EXACT, _SMOOTH)


def _sand(painter: QPainter, chance: random.Random, scene: Scene) -> None:
    """Pale sand with ripples and the shade of the ground; darker where it is little."""
    light = 0.82 + 0.18 * min(1.0, scene.sand * 1.6)
    gradient = QLinearGradient(_place(chance), _place(chance))
    gradient.setColorAt(0, QColor.fromRgbF(0.97 * light, 0.93 * light, 0.78 * light))
    gradient.setColorAt(1, QColor.fromRgbF(0.86 * light, 0.83 * light, 0.68 * light))
    painter.fillRect(0, 0, WIDTH, HEIGHT, gradient)
    painter.save()
    painter.translate(WIDTH / 2, HEIGHT / 2)
    painter.rotate(chance.uniform(-25, 25))
    spacing = chance.uniform(24, 38)
    count = int(600 / spacing)
    for row in range(-count, count + 1):
        path = QPainterPath(QPointF(-460, row * spacing))
        for step in range(1, 12):
            x = -460 + step * 84
            path.quadTo(
                QPointF(x - 42, row * spacing + chance.uniform(-9, 9)),
                QPointF(x, row * spacing + chance.uniform(-4, 4)),
            )
        painter.setPen(QPen(QColor(96, 84, 60, int(46 * min(1, scene.sand + 0.25))), spacing * 0.32))
        painter.drawPath(path)
        painter.translate(0, -spacing * 0.26)
        painter.setPen(QPen(QColor(255, 250, 230, int(60 * min(1, scene.sand + 0.25))), spacing * 0.2))
        painter.drawPath(path)
        painter.translate(0, spacing * 0.26)
    painter.restore()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SoftLight)
    for cells, strength in ((10, 40), (160, 46), (320, 60)):
        painter.drawImage(0, 0, _grain(chance.randrange(6), cells, strength))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _blob(
    chance: random.Random, middle: QPointF, size: float, corners: int = 9, wild: float = 0.3
) -> QPolygonF:
    turn = chance.uniform(0, math.tau)
    points = []
    for corner in range(corners):
        angle = turn + corner * math.tau / corners
        reach = size * (1 + chance.uniform(-wild, wild))
        points.append(middle + QPointF(reach * math.cos(angle), 0.8 * reach * math.sin(angle)))
    return QPolygonF(points)


def _rounded(points: QPolygonF) -> QPainterPath:
    """A closed smooth line near those points."""
    count = points.count()
    middle = [(points[n] + points[(n + 1) % count]) / 2 for n in range(count)]
    path = QPainterPath(middle[-1])
    for n in range(count):
        path.quadTo(points[n], middle[n])
    return path


def _stones(painter: QPainter, chance: random.Random, share: float, far: float, many: float) -> None:
    """Rubble: broken sticks and plates of old coral, overgrown, with their shadows."""
    for _ in range(_number(chance, 330 * share * many)):
        middle = _place(chance, 20)
        size = far * chance.uniform(7, 24)
        shape = _blob(chance, middle, size, chance.choice((5, 6, 7)), 0.45)
        if chance.random() < 0.5:  # a stick
            turned = QTransform().translate(middle.x(), middle.y()).rotate(chance.uniform(0, 180))
            shape = turned.scale(1.9, 0.42).translate(-middle.x(), -middle.y()).map(shape)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(30, 28, 22, 110))
        painter.drawPath(_rounded(shape.translated(3 * far, 4 * far)))
        grey = chance.uniform(0.36, 0.72)
        warm = chance.uniform(-0.04, 0.07)
        painter.setBrush(QColor.fromRgbF(grey + warm, grey, max(0, grey - 0.07 - warm)))
        painter.drawPath(_rounded(shape))
        painter.setBrush(QColor(255, 248, 226, 55))
        painter.drawPath(_rounded(_blob(chance, middle - QPointF(size * 0.15, size * 0.2), size * 0.4)))


def _turf(painter: QPainter, chance: random.Random, share: float) -> None:
    """A short brown-green lawn of algae over the stones."""
    painter.setPen(Qt.PenStyle.NoPen)
    for _ in range(_number(chance, 46 * share)):
        middle, size = _place(chance, 30), chance.uniform(24, 70)
        glow = QRadialGradient(middle, size)
        colour = QColor.fromHsvF(
            chance.uniform(0.14, 0.24), chance.uniform(0.4, 0.6), chance.uniform(0.28, 0.44)
        )
        colour.setAlpha(170)
        glow.setColorAt(0, colour)
        colour.setAlpha(0)
        glow.setColorAt(1, colour)
        painter.setBrush(QBrush(glow))
        painter.drawEllipse(middle, size, size * 0.8)


def _boulder(painter: QPainter, chance: random.Random, far: float) -> None:
    """A massive coral: a dome with the meanders or the dots of its polyps."""
    middle, size = _place(chance, 10), far * chance.uniform(52, 120)
    outline = _rounded(_blob(chance, middle, size, 11, 0.12))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(18, 22, 24, 120))
    painter.drawPath(outline.translated(7 * far, 9 * far))
    hue = chance.choice((0.11, 0.13, 0.09, 0.1, 0.16, 0.24, 0.9))
    dome = QRadialGradient(middle - QPointF(size * 0.3, size * 0.35), size * 1.35)
    dome.setColorAt(0, QColor.fromHsvF(hue, 0.42, 0.86))
    dome.setColorAt(0.6, QColor.fromHsvF(hue, 0.55, 0.58))
    dome.setColorAt(1, QColor.fromHsvF(hue, 0.62, 0.28))
    painter.setBrush(QBrush(dome))
    painter.drawPath(outline)
    painter.save()
    painter.setClipPath(outline)
    brain = chance.random() < 0.4
    for _ in range(_number(chance, 130 if brain else 420)):
        angle, reach = chance.uniform(0, math.tau), size * math.sqrt(chance.random())
        at = middle + QPointF(reach * math.cos(angle), 0.82 * reach * math.sin(angle))
        if brain:
            path = QPainterPath(at)
            bow = 10 * far
            path.cubicTo(
                at + QPointF(chance.uniform(-bow, bow), bow), at + QPointF(bow, chance.uniform(-bow, bow)),
                at + QPointF(chance.uniform(-2, 2) * bow, chance.uniform(-2, 2) * bow),
            )  # fmt: skip
            painter.setPen(QPen(QColor.fromHsvF(hue, 0.6, 0.3, 0.55), 2.4 * far))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor.fromHsvF(hue, 0.5, chance.uniform(0.25, 0.9), 0.35))
            painter.drawEllipse(at, 2.1 * far, 1.8 * far)
    painter.restore()


_CORAL = {
    "alive": (
        (0.105, 0.62, 0.50, 0.88),
        (0.085, 0.58, 0.46, 0.84),
        (0.62, 0.30, 0.56, 0.90),
        (0.16, 0.5, 0.5, 0.85),
    ),
    "bleached": ((0.15, 0.08, 0.90, 1.0),),
    "dead": ((0.13, 0.28, 0.34, 0.46),),
}
"""Hue, saturation, and the brightness of stem and tip."""


def _thicket(painter: QPainter, chance: random.Random, far: float, kind: str) -> None:
    """Branching coral seen from above: twigs that fork outwards, their tips pale."""
    middle, reach = _place(chance, 20), far * chance.uniform(46, 92)
    hue, saturation, stem, tip = chance.choice(_CORAL[kind])
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QRadialGradient(middle + QPointF(5 * far, 8 * far), reach * 1.15)
    shade.setColorAt(0, QColor(10, 14, 16, 190))
    shade.setColorAt(0.75, QColor(10, 14, 16, 120))
    shade.setColorAt(1, QColor(10, 14, 16, 0))
    painter.setBrush(QBrush(shade))
    painter.drawEllipse(middle + QPointF(5 * far, 8 * far), reach * 1.15, reach * 0.98)
    twigs: list[tuple[float, QPointF, QPointF, float, float]] = []

    def grow(at: QPointF, angle: float, length: float, width: float, depth: int) -> None:
        end = at + QPointF(length * math.cos(angle), 0.85 * length * math.sin(angle))
        twigs.append((depth, at, end, width, 1 - depth / 3))
        if depth:
            for _ in range(2):
                grow(
                    end,
                    angle + chance.uniform(-0.75, 0.75),
                    length * chance.uniform(0.6, 0.85),
                    width * 0.78,
                    depth - 1,
                )

    for number in range(chance.randrange(11, 17)):
        start = middle + QPointF(chance.gauss(0, reach * 0.16), chance.gauss(0, reach * 0.14))
        grow(start, number * 0.45 + chance.uniform(-0.3, 0.3), reach * 0.34, 8.5 * far, 3)
    for depth, start, end, width, bright in sorted(twigs, key=lambda twig: -twig[0]):
        value = stem + (tip - stem) * bright
        painter.setPen(_round_pen(QColor.fromHsvF(hue, saturation, value * 0.55), width + 2 * far))
        painter.drawLine(start + QPointF(1, 1.5) * far, end + QPointF(1, 1.5) * far)
        painter.setPen(_round_pen(QColor.fromHsvF(hue, saturation * (1 - 0.35 * bright), value), width))
        painter.drawLine(start, end)
        if not depth and kind != "dead":
            painter.setPen(
                _round_pen(QColor.fromHsvF(hue, saturation * 0.25, min(1, tip + 0.08)), width * 0.8)
            )
            painter.drawPoint(end)


def _round_pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def _seagrass(painter: QPainter, chance: random.Random, share: float, far: float, many: float) -> None:
    """Blades that lean with the swell, from dark below to light above."""
    lean = chance.uniform(-0.9, 0.9)
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(40, 66, 34, int(170 * min(1.0, share))))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for number in range(_number(chance, 900 * share * min(many, 2))):
        root = _place(chance, 20)
        length = far * chance.uniform(34, 78)
        bend = lean + chance.gauss(0, 0.35)
        path = QPainterPath(root)
        path.quadTo(
            root + QPointF(bend * length * 0.2, -length * 0.6),
            root + QPointF(bend * length, -length * chance.uniform(0.75, 1)),
        )
        value = 0.24 + 0.4 * number / (900 * share * min(many, 2) + 1) + chance.uniform(-0.05, 0.08)
        colour = QColor.fromHsvF(chance.uniform(0.24, 0.32), chance.uniform(0.55, 0.75), value)
        painter.setPen(_round_pen(colour, far * chance.uniform(1.8, 3.8)))
        painter.drawPath(path)


def _cucumber(painter: QPainter, chance: random.Random) -> None:
    painter.save()
    painter.translate(_place(chance, -60))
    painter.rotate(chance.uniform(0, 180))
    length = chance.uniform(80, 130)
    for width, colour in ((34, QColor(0, 0, 0, 90)), (28, QColor(26, 21, 20)), (10, QColor(88, 76, 68, 120))):
        path = QPainterPath(QPointF(-length / 2, 0))
        path.quadTo(QPointF(0, 26 - (28 - width) * 0.35), QPointF(length / 2, -6))
        painter.setPen(_round_pen(colour, width))
        painter.drawPath(path)
    painter.restore()


def _urchin(painter: QPainter, chance: random.Random) -> None:
    middle, size = _place(chance, -40), chance.uniform(34, 56)
    for _ in range(90):
        angle, reach = chance.uniform(0, math.tau), size * chance.uniform(0.7, 1.1)
        painter.setPen(_round_pen(QColor(14, 10, 18), 1.6))
        painter.drawLine(middle, middle + QPointF(reach * math.cos(angle), reach * math.sin(angle)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(22, 14, 28))
    painter.drawEllipse(middle, size * 0.34, size * 0.34)


def _fish(painter: QPainter, chance: random.Random) -> None:
    painter.save()
    painter.translate(_place(chance, -30))
    painter.rotate(chance.uniform(-30, 30))
    if chance.random() < 0.5:
        painter.scale(-1, 1)
    long = chance.uniform(22, 46)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 60))
    painter.drawEllipse(QPointF(10, 16), long, long * 0.3)
    colour = QColor.fromHsvF(
        *chance.choice(((0.14, 0.85, 0.95), (0.57, 0.75, 0.85), (0.0, 0.0, 0.92), (0.04, 0.7, 0.85)))
    )
    painter.setBrush(colour)
    body = QPainterPath(QPointF(-long, 0))
    body.quadTo(QPointF(0, -long * 0.62), QPointF(long, 0))
    body.quadTo(QPointF(0, long * 0.62), QPointF(-long, 0))
    painter.drawPath(body)
    painter.drawPolygon(
        QPolygonF(
            [QPointF(long * 0.85, 0), QPointF(long * 1.4, -long * 0.4), QPointF(long * 1.4, long * 0.4)]
        )
    )
    painter.setBrush(QColor(16, 16, 20, 210))
    for stripe in range(chance.randrange(0, 3)):
        painter.drawRect(QRectF(-long * 0.25 + stripe * long * 0.4, -long * 0.26, long * 0.13, long * 0.52))
    painter.drawEllipse(QPointF(-long * 0.68, -long * 0.08), 2.4, 2.4)
    painter.restore()


def _water(painter: QPainter, chance: random.Random, platform: str) -> None:
    """The colour of the water between, the net of light that waves throw, and the lens's dark corners."""
    tint = {
        "UAV": QColor(64, 196, 196, 92), "AUV": QColor(8, 52, 96, 148), "SCUBA": QColor(22, 116, 146, 86),
    }.get(platform, QColor(40, 152, 160, 66))  # fmt: skip
    painter.fillRect(0, 0, WIDTH, HEIGHT, tint)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for _ in range(0 if platform == "AUV" else 26):
        at = _place(chance, 40)
        path = QPainterPath(at)
        for _ in range(3):
            at = at + QPointF(chance.uniform(-110, 110), chance.uniform(-70, 70))
            path.quadTo(at + QPointF(chance.uniform(-50, 50), chance.uniform(-50, 50)), at)
        for width, alpha in ((16, 9), (7, 15), (2.5, 26)):
            painter.setPen(_round_pen(QColor(210, 255, 246, alpha), width))
            painter.drawPath(path)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    middle = QPointF(WIDTH / 2, HEIGHT / 2)
    corners = QRadialGradient(middle, WIDTH * 0.64)
    corners.setColorAt(0.45, QColor(0, 14, 26, 0))
    corners.setColorAt(1, QColor(0, 14, 26, 215 if platform == "AUV" else 96))
    painter.fillRect(0, 0, WIDTH, HEIGHT, QBrush(corners))
