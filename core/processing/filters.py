# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters by which any algorithm says which frames it is about, in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ..errors import InputError
from ..reading.words import fix_names
from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Parameter, Values

if TYPE_CHECKING:
    from ..selection.filters import FrameFilter, Presence

ANNOTATED = ("annotated", "unannotated")
AGREEMENT = ("agrees", "differs")


def add_filters(algorithm: SeatizenAlgorithm, *, area: bool = True) -> Parameter[FrameFilter]:
    """EXTENT, AREA, FRAMES, PLATFORMS, DATE_FROM, DATE_TO, SESSIONS, GPS_FIX, MODEL, CLASSES, WITH_CLASSES,
    ANNOTATED and AGREEMENT; `values[…]` gives them together.

    Args:
        area: without it, the algorithm has an AREA of its own.
    """
    extent = algorithm.add(
        QgsProcessingParameterExtent("EXTENT", tr("Extent")),
        Values.extent,
        tr("Only frames in this rectangle; of any CRS."),
        "55.2,55.3,-21.2,-21.1 [EPSG:4326]",
        optional=True,
    )
    polygons = None
    if area:
        polygons = algorithm.add(
            QgsProcessingParameterFeatureSource(
                "AREA", tr("Area"), [QgsProcessing.SourceType.TypeVectorPolygon]
            ),
            Values.source,
            tr("Only frames in the polygons of this layer; of any CRS."),
            "/data/reserves.gpkg",
            optional=True,
        )
    frames = algorithm.add(
        QgsProcessingParameterFeatureSource("FRAMES", tr("Frames"), [QgsProcessing.SourceType.TypeVector]),
        Values.source,
        tr(
            "Only the frames of this layer, a layer of frames of the atlas; with “selected features only” "
            "those that are selected in it."
        ),
        "/data/seatizen_atlas_db.gpkg|layername=frame|subset=GPSFix = 1",
        optional=True,
        widget="frames",
    )
    platforms = algorithm.add_names(
        "PLATFORMS",
        tr("Platforms"),
        tr("Only these platforms, separated by commas."),
        "ASV,UAV",
        widget="platforms",
    )
    first, last = (
        algorithm.add(
            QgsProcessingParameterDateTime(name, label, QgsProcessingParameterDateTime.Type.Date),
            Values.day,
            help_text,
            "2023-11-10",
            optional=True,
        )
        for name, label, help_text in (
            ("DATE_FROM", tr("First day"), tr("Only sessions of this day and after.")),
            ("DATE_TO", tr("Last day"), tr("Only sessions of this day and before.")),
        )
    )
    sessions = algorithm.add_names(
        "SESSIONS",
        tr("Sessions"),
        tr("Only these sessions, by name, separated by commas."),
        "20231110_REU-ST-LEU_ASV-1_04",
        widget="sessions",
    )
    fixes = algorithm.add(
        QgsProcessingParameterString("GPS_FIX", tr("Quality of the position")),
        _fixes,
        tr("Only frames whose position is of these qualities, separated by commas: {qualities}.").format(
            qualities=_qualities()
        ),
        "1,5",
        optional=True,
    )
    model = algorithm.add_text(
        "MODEL",
        tr("Model"),
        tr("The model whose predictions are meant, by name or id. Without it: the last one."),
        "DinoVdeau",
        widget="models",
    )
    classes = algorithm.add_names(
        "CLASSES",
        tr("Classes"),
        tr("Only columns of these classes or labels, separated by commas. It leaves no frame out."),
        "Sand,Living_coral",
        widget="classes",
    )
    present = algorithm.add(
        QgsProcessingParameterString("WITH_CLASSES", tr("With these classes")),
        _presences,
        tr(
            "Only frames in which all of these classes are predicted, separated by commas: by the class's "
            "own threshold, or by a score that is written behind it."
        ),
        "Sand,Living_coral>=0.8",
        optional=True,
        widget="present",
    )
    annotated = algorithm.add_choice(
        "ANNOTATED",
        tr("Annotated"),
        tr("Only frames with annotations, or only those without."),
        ANNOTATED,
        advanced=True,
    )
    agreement = algorithm.add_choice(
        "AGREEMENT",
        tr("Annotations and predictions"),
        tr("Only frames where they say the same of all labels that both judged, or differ."),
        AGREEMENT,
        advanced=True,
    )

    def together(values: Values) -> FrameFilter:
        from ..selection import filters

        source = values[polygons] if polygons else None
        return filters.FrameFilter(
            extent=values[extent],
            area=filters.polygons(source, values.context.transformContext()) if source else None,
            frames=values[frames],
            platforms=values[platforms],
            date_from=values[first],
            date_to=values[last],
            sessions=values[sessions],
            gps_fixes=values[fixes],
            model=values[model],
            classes=values[classes],
            present=values[present],
            annotated=None if not values[annotated] else values[annotated] == ANNOTATED[0],
            agreement=filters.Agreement(values[agreement]) if values[agreement] else None,
        )

    return Parameter(together)


def _qualities() -> str:
    return ", ".join(f"{fix} ({meaning})" for fix, meaning in fix_names().items())


def _fixes(values: Values, name: str) -> tuple[int, ...]:
    words = values.names(name)
    try:
        return tuple(int(float(word)) for word in words)
    except (ValueError, OverflowError):
        raise InputError(
            tr("{name} is “{value}”, which holds something else than numbers.").format(
                name=name, value=", ".join(words)
            ),
            advice=tr("Separate by commas: {qualities}.").format(qualities=_qualities()),
        ) from None


def _presences(values: Values, name: str) -> tuple[Presence, ...]:
    """Classes as they are written: `Sand`, or `Sand>=0.8`."""
    from ..selection.filters import Presence

    presences = []
    for word in values.names(name):
        label, sign, score = (part.strip() for part in word.partition(">="))
        try:
            presences.append(Presence(label, float(score) if sign else None))
        except ValueError:
            raise InputError(
                tr("{name} has “{word}”, which has no number behind >=.").format(name=name, word=word),
                advice=tr("Write Sand or Sand>=0.8."),
            ) from None
    return tuple(presences)
