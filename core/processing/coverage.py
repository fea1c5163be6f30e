# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:coverage`."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsFeatureSink,
    QgsFields,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterFeatureSink,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..translation import tr
from .base import SeatizenAlgorithm
from .filters import add_filters
from .values import Values


class Coverage(SeatizenAlgorithm):
    """Frames on a grid."""

    ID = "coverage"
    GROUP = "analysis"
    ICON = "grid.svg"
    TAGS = ("grid", "hexagon", "heat map", "density", "effort", "presence")

    def title(self) -> str:
        return tr("Coverage on a grid")

    def about(self) -> str:
        return tr(
            "Counts frames on a grid of hexagons or squares: frames, sessions, first and last day, annotated "
            "frames, and for each class the mean score and the share of the predicted frames that reach its "
            "threshold; at the end the frames of each platform. The metres are those of the UTM zone; the "
            "same place lies in the same cell in every run."
        )

    def declare(self) -> None:
        from ..coverage.shape import Shape

        self.atlas = self.add_atlas()
        self.size = self.add_number(
            "CELL_SIZE",
            tr("Width of a cell (m)"),
            tr("The side of a square, or the distance between opposite sides of a hexagon, in metres."),
            100,
            minimum=1,
        )
        shapes = [shape.value for shape in Shape]
        self.shape = self.add_choice(
            "CELL_SHAPE", tr("Shape of a cell"), tr("Hexagons or squares."), shapes, shapes[0]
        )
        self.filters = add_filters(self)
        self.sink = self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Coverage"), QgsProcessing.SourceType.TypeVectorPolygon
            ),
            Values.text,
            tr("A polygon for each cell that holds frames, in EPSG:4326."),
        )
        self.gives_number("CELLS", tr("Cells"))
        self.gives_number("FRAMES", tr("Frames"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..coverage.coverage import coverage
        from ..coverage.grid import Grid
        from ..coverage.shape import Shape

        destination = ""

        def open_sink(fields: QgsFields) -> QgsFeatureSink:
            nonlocal destination
            sink, destination = values.sink("OUTPUT", fields, QgsWkbTypes.Type.Polygon)
            return sink

        report = coverage(
            values[self.atlas],
            Grid(values[self.size], Shape(values[self.shape])),
            values[self.filters],
            open_sink,
            feedback,
        )
        if values.context.willLoadLayerOnCompletion(destination):
            details = values.context.layerToLoadOnCompletionDetails(destination)
            details.setPostProcessor(_STYLE)
        return {"OUTPUT": destination, "CELLS": report.cells, "FRAMES": report.frames}


class _Style(QgsProcessingLayerPostProcessorInterface):
    """Colours the layer once it is in the project, on the main thread."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..coverage.style import style_coverage

        if isinstance(layer, QgsVectorLayer):
            style_coverage(layer)


_STYLE = _Style()
"""QGIS does not own it: it lives as long as this module."""
