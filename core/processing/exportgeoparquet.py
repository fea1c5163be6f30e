# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:exportgeoparquet`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .base import SeatizenAlgorithm
from .filters import add_filters
from .values import Values


class ExportGeoParquet(SeatizenAlgorithm):
    """Frames and predictions for distributed engines."""

    ID = "exportgeoparquet"
    GROUP = "exports"
    ICON = "export.svg"
    TAGS = ("parquet", "duckdb", "spark", "sedona")

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

        self.atlas = self.add_atlas()
        self.folder = self.add_output_folder(
            tr("The dataset: a new or empty folder, or a dataset of before, which is replaced as a whole."),
            "/data/seatizen_frames",
        )
        self.filters = add_filters(self)
        self.scale = self.add_choice(
            "VALUES",
            tr("Values of predictions"),
            tr("“score”: the score; “presence”: 1 where it reaches the class's threshold, else 0."),
            VALUES,
            VALUES[1],
        )
        self.gives_number("FILES", tr("Files"))
        self.gives_number("ROWS", tr("Rows"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..exports.geoparquet import export_geoparquet

        folder = values[self.folder]
        report = export_geoparquet(
            values[self.atlas],
            folder,
            values=values[self.scale],
            wanted=values[self.filters],
            feedback=feedback,
        )
        return {"OUTPUT_FOLDER": str(folder), "FILES": len(report.files), "ROWS": report.rows}
