# SPDX-License-Identifier: GPL-2.0-or-later
"""The derived tables of an atlas, as CSV and Parquet, under the names and columns that their users know.

Rows, columns and values are those of the published files, with these differences, all on purpose:
coordinates keep their full precision, and presence is written 1 and 0 (it was 1.0 and 0.0).
Two labels are named Turbinaria (a coral and an alga). Today's annotation table has one column of that name,
so one it stays: present if either was seen. Columns of Parquet files must have unique names anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback, QgsProcessingMultiStepFeedback

from ..errors import InputError
from ..files import has_pyarrow, keep_rather_than_empty, require_folder
from ..selection.chosen import open_for_export, select
from ..selection.filters import FrameFilter
from ..translation import tr, tr_n

TABLES = (
    "session_doi",
    "metadata_images",
    "metadata_multilabel_predictions",
    "metadata_multilabel_annotation",
)
FORMATS = ("csv", "parquet")
VALUES = ("presence", "score")


def writable_formats() -> tuple[str, ...]:
    """The formats that this machine can write."""
    from .plain import ogr_writes_parquet

    return FORMATS if has_pyarrow() or ogr_writes_parquet() else FORMATS[:1]


@dataclass(frozen=True)
class TableFile:
    """One file that was written."""

    path: Path
    table: str
    rows: int


@dataclass(frozen=True)
class ExportReport:
    """What an export wrote; `rows` counts the rows of each table once, however many formats it has."""

    files: tuple[TableFile, ...]

    @property
    def rows(self) -> int:
        return sum({file.table: file.rows for file in self.files}.values())


def export_tables(
    atlas_path: Path,
    folder: Path,
    *,
    tables: Sequence[str] = TABLES,
    formats: Sequence[str] = ("csv",),
    values: str = "presence",
    wanted: FrameFilter | None = None,
    feedback: QgsProcessingFeedback,
) -> ExportReport:
    """Write tables of an atlas into a folder; a file that exists is replaced once its successor is whole.

    Args:
        tables: any of `TABLES`.
        formats: any of `FORMATS`. Without pyarrow, CSV takes a slower way and Parquet OGR's driver.
        values: `presence` (1 where the score reaches the class's threshold, else 0) or `score`.
        wanted: which frames, which model, which classes; everything and the last model by default.

    Raises:
        InputError: an unknown table, format, platform, session, model or class; dates reversed.
        AtlasError: the atlas cannot be read, or has to be migrated first.
        SeatizenError: the folder does not exist or cannot be written.
        MissingPackage: Parquet is wanted, and neither pyarrow nor OGR can write it.
        Cancelled: tables that were complete before stay.
    """
    tables = _known(tables, TABLES, tr("table"))
    formats = _known(formats, FORMATS, tr("format"))
    (values,) = _known((values,), VALUES, tr("kind of values"))
    if has_pyarrow():
        from .streamed import write_table
    else:
        from .plain import require_formats, write_table

        require_formats(formats)
    folder = require_folder(folder)
    files: list[TableFile] = []
    with open_for_export(atlas_path) as atlas:
        steps = QgsProcessingMultiStepFeedback(len(tables) + 1, feedback)
        selection = select(atlas, wanted or FrameFilter(), steps)
        if selection.table is not None:
            steps.pushInfo(tr_n("%Ln frame(s) pass the filter.", selection.frames))
        if not selection.frames:
            keep_rather_than_empty(folder / f"{table}.{ending}" for table in tables for ending in formats)
        for number, table in enumerate(tables, 1):
            steps.setCurrentStep(number)
            paths = [folder / f"{table}.{ending}" for ending in formats]
            rows = write_table(atlas, table, paths, selection, values, steps)
            files += [TableFile(path, table, rows) for path in paths]
            if rows:
                steps.pushInfo(tr_n("{table}: %Ln row(s)", rows).format(table=table))
            else:
                steps.pushWarning(tr("{}: there is nothing to write but the header.").format(table))
    return ExportReport(tuple(files))


def _known(names: Sequence[str], known: Sequence[str], what: str) -> tuple[str, ...]:
    for name in names:
        if name not in known:
            raise InputError(
                tr("There is no {what} “{name}”.").format(what=what, name=name),
                advice=tr("Known: {}.").format(", ".join(known)),
            )
    if not names:
        raise InputError(
            tr("No {} was chosen.").format(what), advice=tr("Choose any of {}.").format(", ".join(known))
        )
    return tuple(name for name in known if name in names)
