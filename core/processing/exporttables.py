# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:exporttables`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from qgis.core import QgsProcessingFeedback, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl

from ..translation import tr
from .base import SeatizenAlgorithm
from .filters import add_filters
from .values import Values


class ExportTables(SeatizenAlgorithm):
    """The derived tables."""

    ID = "exporttables"
    GROUP = "exports"
    ICON = "export.svg"
    TAGS = ("zenodo-manager", "-eno", "-ulo", "csv", "parquet", "metadata_images", "session_doi")

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

        self.atlas = self.add_atlas()
        self.folder = self.add_output_folder(
            tr("Each table becomes a file of its name in this folder; existing files are replaced."),
            "/data/tables",
        )
        self.tables = self.add_choices("TABLES", tr("Tables"), tr("The tables wanted."), TABLES)
        self.formats = self.add_choices(
            "FORMATS",
            tr("Formats"),
            tr("The formats wanted; Parquet needs the Python package pyarrow, or an OGR that writes it."),
            FORMATS,
        )
        self.filters = add_filters(self)
        self.scale = self.add_choice(
            "VALUES",
            tr("Values of predictions"),
            tr("“presence”: 1 where the score reaches the class's threshold, else 0; “score”: the score."),
            VALUES,
            VALUES[0],
        )
        self.load = self.add_flag(
            "LOAD", tr("Open the tables afterwards"), tr("Add the tables to the project.")
        )
        self.gives_number("FILES", tr("Files"))
        self.gives_number("ROWS", tr("Rows"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..exports.tables import TABLES, export_tables, writable_formats

        folder = values[self.folder]
        report = export_tables(
            values[self.atlas],
            folder,
            tables=values[self.tables] or TABLES,
            formats=values[self.formats] or writable_formats(),
            values=values[self.scale],
            wanted=values[self.filters],
            feedback=feedback,
        )
        if values[self.load]:
            for file in report.files:
                if file.path.suffix == ".csv":
                    self.load_on_completion(_layer(file.path), values.context)
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
