# SPDX-License-Identifier: GPL-2.0-or-later
"""The derived tables without pyarrow: SQLite pivots, rows go one by one into CSV, or into OGR's Parquet."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProcessingFeedback,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill, join
from ..compat import FIELD_TYPES
from ..errors import Cancelled, SeatizenError
from ..files import require_pyarrow, whole_file
from ..reading.annotations import newest_annotations
from ..reading.scores import find_classes
from ..selection.chosen import Selection
from ..translation import tr, tr_n
from . import queries
from .queries import Field

_ROWS_BETWEEN_LOOKS = 500
_PARQUET = "Parquet"
_OGR_TYPES = {**FIELD_TYPES, "flag": FIELD_TYPES["integer"]}


def ogr_writes_parquet() -> bool:
    """Whether this QGIS's OGR has a driver for it."""
    return _PARQUET in {driver.driverName for driver in QgsVectorFileWriter.ogrDriverList()}


def require_formats(formats: Sequence[str]) -> None:
    """Raise MissingPackage when Parquet is wanted and OGR has no driver for it."""
    if "parquet" in formats and not ogr_writes_parquet():
        require_pyarrow(tr("Writing Parquet"))


def write_table(
    atlas: Atlas,
    table: str,
    paths: Sequence[Path],
    selection: Selection,
    values: str,
    feedback: QgsProcessingFeedback,
    *,
    driver: str = _PARQUET,
) -> int:
    """Write one table to files (the ending tells the format) and return its number of rows."""
    fields, query = _plan(atlas, table, selection, values)
    rows = 0
    with ExitStack() as stack:
        sheets: list[_Csv | _Ogr] = []
        for path in paths:
            unfinished = stack.enter_context(whole_file(path))
            if path.suffix == ".csv":
                sheets.append(stack.enter_context(_Csv(unfinished, fields)))
            else:
                sheets.append(stack.enter_context(_Ogr(unfinished, table, fields, driver)))
        for row in _rows(atlas, query):
            if rows % _ROWS_BETWEEN_LOOKS == 0:
                if feedback.isCanceled():
                    raise Cancelled(tr("Stopped. Files that were complete stay; nothing half-written does."))
                feedback.setProgressText(tr_n("{table}: %Ln row(s)", rows).format(table=table))
                feedback.setProgress(min(100.0, 100 * rows / (selection.frames or 1)))
            for sheet in sheets:
                sheet.write(row)
            rows += 1
    return rows


def _plan(atlas: Atlas, table: str, selection: Selection, values: str) -> tuple[tuple[Field, ...], Fragment]:
    if table == "session_doi":
        return queries.SESSION_FIELDS, queries.sessions(selection)
    if table == "metadata_images":
        return queries.IMAGE_FIELDS, queries.frames(queries.IMAGE_FIELDS, selection)
    if table == "metadata_multilabel_predictions":
        return _predictions(atlas, selection, values)
    return _annotations(selection)


def _predictions(atlas: Atlas, selection: Selection, values: str) -> tuple[tuple[Field, ...], Fragment]:
    presence = values == "presence"
    kind = "flag" if presence else "real"
    fields = (
        *queries.PREDICTION_FIELDS,
        queries.PREDICTION_DOI,
        *(Field(column.name, kind, queries.NOWHERE) for column in selection.classes),
    )
    classes = find_classes(atlas, (column.ids[0] for column in selection.classes))
    return fields, queries.scored_frames(queries.PREDICTION_FIELDS, selection, classes, presence=presence)


def _annotations(selection: Selection) -> tuple[tuple[Field, ...], Fragment]:
    fields = (
        *queries.ANNOTATION_FIELDS,
        queries.ANNOTATION_DATE,
        *(Field(label.name, "flag", queries.NOWHERE) for label in selection.labels),
    )
    cells = (
        fill(
            ", coalesce(max(CASE WHEN a.ml_label_id IN ({ids}) THEN a.value END), -1) AS {name}",
            ids=label.ids,
            name=Name(f"label_{label.ids[0]}"),
        )
        for label in selection.labels
    )
    query = fill(
        "SELECT {fields}, max(CAST(s.annotation_date AS TEXT)) AS annotation_date {cells} FROM ({newest}) a"
        " JOIN multilabel_annotation_session s ON s.id = a.session_id JOIN frame f ON f.id = a.frame_id"
        " GROUP BY a.frame_id ORDER BY a.frame_id",
        newest=newest_annotations(queries.only_chosen(selection)),
        fields=queries.listed(queries.ANNOTATION_FIELDS),
        cells=join("", cells),
    )
    return fields, query


def _rows(atlas: Atlas, query: Fragment) -> Iterator[tuple[Any, ...]]:
    for row in atlas.iterate(query):
        yield tuple(None if isinstance(cell, float) and math.isinf(cell) else cell for cell in row)


class _Csv:
    def __init__(self, path: Path, fields: Sequence[Field]) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\n")
        self._writer.writerow([field.name for field in fields])
        self._real = [field.decimal or field.kind == "real" for field in fields]

    def write(self, row: tuple[Any, ...]) -> None:
        self._writer.writerow([float(c) if real and c is not None else c for c, real in zip(row, self._real)])

    def __enter__(self) -> _Csv:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


class _Ogr:
    """A table without geometry, by a driver of OGR's."""

    def __init__(self, path: Path, table: str, fields: Sequence[Field], driver: str) -> None:
        self._fields = QgsFields()
        for field in fields:
            self._fields.append(QgsField(field.name, _OGR_TYPES[field.kind]))
        self._kinds = [field.kind for field in fields]
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = driver
        options.layerName = table
        self._writer = QgsVectorFileWriter.create(
            str(path),
            self._fields,
            QgsWkbTypes.Type.NoGeometry,
            QgsCoordinateReferenceSystem(),
            QgsCoordinateTransformContext(),
            options,
        )
        self._check()

    def write(self, row: tuple[Any, ...]) -> None:
        feature = QgsFeature(self._fields)
        feature.setAttributes([_qt(cell, kind) for cell, kind in zip(row, self._kinds)])
        self._writer.addFeature(feature)

    def _check(self) -> None:
        if self._writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise SeatizenError(
                tr("The table could not be written by OGR."), details=self._writer.errorMessage()
            )

    def __enter__(self) -> _Ogr:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._writer.flushBuffer()
                self._check()
        finally:
            del self._writer  # closes the file


def _qt(cell: Any, kind: str) -> Any:
    if cell is None:
        return None
    if kind == "time":
        return QDateTime.fromString(str(cell).replace(" ", "T")[:19], Qt.DateFormat.ISODate)
    if kind == "day":
        return QDate.fromString(str(cell), Qt.DateFormat.ISODate)
    return cell
