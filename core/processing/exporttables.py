# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:exporttables`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl

from ..translation import tr
from .exports import ExportAlgorithm


class ExportTables(ExportAlgorithm):
    """The derived tables."""

    ID = "exporttables"

    def title(self) -> str:
        return tr("Export tables")

    def about(self) -> str:
        return tr(
            "Writes the tables that are published with the atlas: sessions, images, predictions (one column "
            "a class) and annotations (one column a label; 1 present, 0 absent, -1 not annotated), as CSV "
            "and as Parquet. Without the Python package pyarrow CSV is written all the same, only slower."
        )

    def declare(self) -> None:
        from ..exports.tables import FORMATS, TABLES, VALUES

        self.add_atlas()
        self.add_output_folder(
            tr("Each table becomes a file of its name in this folder; existing files are replaced."),
            "/data/tables",
        )
        self.add_choice("TABLES", tr("Tables"), tr("The tables wanted."), TABLES, TABLES, several=True)
        self.add_choice(
            "FORMATS", tr("Formats"), tr("The formats wanted."), FORMATS, FORMATS[:1], several=True
        )
        self.add_filters()
        self.add_choice(
            "VALUES",
            tr("Values of predictions"),
            tr("“presence”: 1 where the score reaches the class's threshold, else 0; “score”: the score."),
            VALUES,
            VALUES,
        )
        self.add_flag("LOAD", tr("Open the tables afterwards"), tr("Add the tables to the project."))
        self.gives_number("FILES", tr("Files"))
        self.gives_number("ROWS", tr("Rows"))

    def perform(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..exports.tables import export_tables

        folder = self.output_folder(parameters, context)
        report = export_tables(
            self.atlas(parameters, context),
            folder,
            tables=self.choices(parameters, "TABLES", context),
            formats=self.choices(parameters, "FORMATS", context),
            values=self.choices(parameters, "VALUES", context)[0],
            wanted=self.wanted(parameters, context),
            feedback=feedback,
        )
        if self.flag(parameters, "LOAD", context):
            for file in report.files:
                if file.path.suffix == ".csv":
                    self.load_on_completion(_layer(file.path), context)
        return {"OUTPUT_FOLDER": str(folder), "FILES": len(report.files), "ROWS": report.rows}


def _layer(path: Path) -> QgsVectorLayer:
    """A CSV as a layer: points where it has coordinates, a table where it has not."""
    options = {"type": "csv", "detectTypes": "yes"}
    with path.open(encoding="utf-8") as stream:
        header = stream.readline().rstrip("\n").split(",")
    if "GPSLongitude" in header:
        options.update(xField="GPSLongitude", yField="GPSLatitude", crs="EPSG:4326")
    else:
        options["geomType"] = "none"
    address = QUrl.fromLocalFile(str(path)).toString()
    return QgsVectorLayer(f"{address}?{urlencode(options, safe=':')}", path.stem, "delimitedtext")
