# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:sameplace`."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from ..compat import FIELD_TYPES
from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Values

COLUMNS = {
    "frame_id": "integer",
    **dict.fromkeys(("version_doi", "relative_file_path", "session", "platform", "day"), "text"),
    **dict.fromkeys(("distance", "error"), "real"),
    "frames": "integer",
}


class SamePlace(SeatizenAlgorithm):
    """Who else was where a frame was taken."""

    ID = "sameplace"
    GROUP = "analysis"
    ICON = "place.svg"
    TAGS = ("revisit", "time series", "neighbours", "GPS")

    def title(self) -> str:
        return tr("Same place, other years")

    def about(self) -> str:
        return tr(
            "From one frame, the nearest frame of each other session that lies within the errors of both "
            "positions, by date: 0.05 m for a fixed solution, 0.5 m for a float one, 5 m for a single one, "
            "10 m where nobody told. “Download frames” takes the layer."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.frame = self.add_number(
            "FRAME", tr("Frame"), tr("The id of the frame, as the layer of frames tells it."), 1, whole=True
        )
        self.reach = self.add_number(
            "REACH",
            tr("Metres more"),
            tr("How much further away a frame may lie than the errors of both positions allow."),
            0,
            minimum=0,
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Same place"), QgsProcessing.SourceType.TypeVectorPoint
            ),
            Values.text,
            tr("A point a session."),
        )
        self.gives_number("SESSIONS", tr("Other sessions there"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..judging.place import same_place

        found = same_place(values[self.atlas], int(values[self.frame]), feedback, reach=values[self.reach])
        fields = QgsFields()
        for column, kind in COLUMNS.items():
            fields.append(QgsField(column, FIELD_TYPES[kind]))
        sink, destination = values.sink("OUTPUT", fields, QgsWkbTypes.Type.Point)
        for visit in found.visits:
            spot = visit.spot
            feature = QgsFeature(fields)
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(spot.x, spot.y)))
            feature.setAttributes(
                [
                    spot.frame_id,
                    spot.image.version_doi,
                    spot.image.relative_file_path,
                    visit.session,
                    visit.platform,
                    visit.day,
                    visit.distance,
                    visit.error,
                    visit.frames,
                ]
            )
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        return {"OUTPUT": destination, "SESSIONS": len(found.visits)}
