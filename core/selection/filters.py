# SPDX-License-Identifier: GPL-2.0-or-later
"""Which frames a user means: one set of filters for exports, downloads, tables and the map."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import Enum

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeatureSource,
    QgsGeometry,
    QgsRectangle,
)

from ..errors import InputError
from ..translation import tr


class Agreement(Enum):
    """What annotators and the model say of a frame, over the labels that both judged."""

    AGREES = "agrees"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Presence:
    """A class that is predicted in a frame: its score reaches `score`, or the class's own threshold."""

    name: str
    score: float | None = None

    def __post_init__(self) -> None:
        if self.score is not None and not math.isfinite(self.score):
            raise InputError(
                tr("The score wanted of “{}” is no number.").format(self.name),
                advice=tr("Scores lie between 0 and 1."),
            )


@dataclass(frozen=True)
class FrameFilter:
    """What the user asked for; an empty field asks for everything, and all that are set must hold.

    Args:
        extent: rectangle in EPSG:4326.
        area: polygons in EPSG:4326 (`polygons` makes them from a layer in any CRS).
        frames: a layer of frames, or those selected in it: a frame is known by its id, version and name.
        platforms: such as ASV or UAV, in any case.
        date_from: first day of the sessions wanted, that day included.
        date_to: last day, included.
        sessions: names of sessions.
        gps_fixes: qualities of the position that are good enough, see `core.reading.words.fix_names`.
        model: name or id of a model; the last one when empty.
        classes: names of classes or labels: which columns predictions and annotations have, and which of
            them `agreement` compares. They leave no frame out by themselves.
        present: classes that must all be predicted.
        annotated: with annotations (True) or without any (False).
        agreement: whether annotations and predictions say the same; frames without both are left out.
    """

    extent: QgsRectangle | None = None
    area: QgsGeometry | None = None
    frames: QgsFeatureSource | None = None
    platforms: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    sessions: tuple[str, ...] = ()
    gps_fixes: tuple[int, ...] = ()
    model: str = ""
    classes: tuple[str, ...] = ()
    present: tuple[Presence, ...] = ()
    annotated: bool | None = None
    agreement: Agreement | None = None

    def __post_init__(self) -> None:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise InputError(
                tr("The first date ({first}) is after the last one ({last}).").format(
                    first=self.date_from, last=self.date_to
                ),
                advice=tr("Exchange the two dates."),
            )
        if self.area is not None and self.area.isEmpty():
            raise _empty_area()

    @property
    def chooses_frames(self) -> bool:
        """Whether it looks at frames one by one, and not at their sessions alone."""
        return (
            self.extent is not None
            or self.area is not None
            or self.frames is not None
            or bool(self.gps_fixes or self.present or self.agreement)
            or self.annotated is not None
        )


def rectangle(
    extent: QgsRectangle, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsRectangle:
    """An extent of any CRS in EPSG:4326.

    Raises:
        InputError: the extent has no place there.
    """
    transform = QgsCoordinateTransform(crs, wgs84(), context)
    try:
        return transform.transformBoundingBox(extent)
    except QgsCsException as error:
        raise _untransformable(crs, error) from error


def polygons(source: QgsFeatureSource, context: QgsCoordinateTransformContext) -> QgsGeometry:
    """All polygons of a layer as one geometry in EPSG:4326.

    Raises:
        InputError: the layer holds no polygon, or its CRS cannot be transformed.
    """
    transform = QgsCoordinateTransform(source.sourceCrs(), wgs84(), context)
    parts = []
    for feature in source.getFeatures():
        geometry = QgsGeometry(feature.geometry())
        if geometry.isNull() or geometry.isEmpty():
            continue
        try:
            geometry.transform(transform)
        except QgsCsException as error:
            raise _untransformable(source.sourceCrs(), error) from error
        parts.append(geometry if geometry.isGeosValid() else geometry.makeValid())
    area = QgsGeometry.unaryUnion(parts) if parts else QgsGeometry()
    if area.isNull() or area.isEmpty():
        raise _empty_area()
    return area


def wgs84() -> QgsCoordinateReferenceSystem:
    """EPSG:4326, the CRS of the atlas."""
    return QgsCoordinateReferenceSystem("EPSG:4326")


def _empty_area() -> InputError:
    return InputError(
        tr("The area holds no polygon."), advice=tr("Choose a polygon layer with at least one feature.")
    )


def _untransformable(crs: QgsCoordinateReferenceSystem, error: QgsCsException) -> InputError:
    return InputError(
        tr("The area cannot be transformed from {} to EPSG:4326.").format(crs.authid() or tr("its CRS")),
        details=str(error),
        advice=tr("Check the CRS of the layer or of the extent."),
    )
