# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:exportgeoparquet`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..translation import tr
from .exports import ExportAlgorithm


class ExportGeoParquet(ExportAlgorithm):
    """Frames and predictions for distributed engines."""

    ID = "exportgeoparquet"

    def title(self) -> str:
        return tr("Export GeoParquet")

    def about(self) -> str:
        return tr(
            "Writes the frames with the scores of their predictions as a GeoParquet 1.1 dataset, for DuckDB, "
            "Spark with Sedona and their like: a folder with one part a year and platform, sorted along a "
            "Hilbert curve, so that a query for a place reads little. It needs the Python package pyarrow."
        )

    def declare(self) -> None:
        from ..exports.tables import VALUES

        self.add_atlas()
        self.add_output_folder(
            tr("The dataset: a new or empty folder, or a dataset of before, which is replaced as a whole."),
            "/data/seatizen_frames",
        )
        self.add_filters()
        self.add_choice(
            "VALUES",
            tr("Values of predictions"),
            tr("“score”: the score; “presence”: 1 where it reaches the class's threshold, else 0."),
            VALUES,
            VALUES[1:],
        )
        self.gives_number("FILES", tr("Files"))
        self.gives_number("ROWS", tr("Rows"))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..exports.geoparquet import export_geoparquet

        folder = self.output_folder(parameters, context)
        report = export_geoparquet(
            self.atlas(parameters, context),
            folder,
            values=self.choices(parameters, "VALUES", context)[0],
            wanted=self.wanted(parameters, context),
            feedback=feedback,
        )
        return {"OUTPUT_FOLDER": str(folder), "FILES": len(report.files), "ROWS": report.rows}
