# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading an annotation file: its columns, its cells, and laying them ready for the atlas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from osgeo import ogr

from ..atlas.gateway import stage_csv
from ..csvfile import CsvFile, open_csv, read_chunks
from ..errors import InputError
from ..translation import tr
from .labels import Labels, Resolved

if TYPE_CHECKING:
    import pandas

FILE_NAME = "FileName"
DOI_COLUMNS = ("frame_doi", "frames_doi")
STAGED = "annotation"
"""Table of the staging GeoPackage: `_row`, `source_row`, `file_name`, `version_doi`, and `c0`, `c1`…"""

_VALUES = {"1": "1", "0": "0", "1.0": "1", "0.0": "0"}
_DOI = r"^(?:https?://(?:dx\.)?doi\.org/)?(?:10\.5281/zenodo\.)?(\d+)(?:\.0)?$"


@dataclass(frozen=True)
class AnnotationFile:
    """An annotation file whose columns are understood."""

    csv: CsvFile
    name_column: str
    doi_column: str | None
    resolved: Resolved

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns with a label of the atlas, in the file's order: `c0`, `c1`… of the staged table."""
        return tuple(self.resolved.labels)


def open_annotations(path: Path, labels: Labels) -> AnnotationFile:
    """Understand the header of a file.

    Raises:
        InputError: it is no CSV, has no column FileName, or none with a label of the atlas.
    """
    csv = open_csv(path)
    name_column = csv.column(FILE_NAME)
    if name_column is None:
        raise InputError(
            tr("there is no column FileName."),
            file=path,
            row=1,
            advice=tr("The columns found are {}.").format(", ".join(csv.header[:8])),
        )
    doi_column = next((found for name in DOI_COLUMNS if (found := csv.column(name)) is not None), None)
    others = [column for column in csv.header if column and column not in (name_column, doi_column)]
    resolved = labels.resolve(others, file=path)
    if not resolved.labels:
        raise InputError(
            tr("no column has a label of the atlas."),
            file=path,
            row=1,
            advice=tr("The columns found are {}.").format(", ".join(csv.header[:8])),
        )
    return AnnotationFile(csv, name_column, doi_column, resolved)


def stage_annotations(
    file: AnnotationFile, geopackage: Path, folder: Path, check_cancel: Callable[[], None]
) -> None:
    """Check every cell and lay the rows ready as the table `STAGED` of a new GeoPackage.

    Raises:
        InputError: a cell is not what it should be; the first one is named.
    """
    narrow = folder / "annotation.csv"
    names = [f"c{number}" for number in range(len(file.columns))]
    with narrow.open("w", encoding="utf-8", newline="") as out:
        for number, rows in enumerate(_rows(file, names)):
            check_cancel()
            rows.to_csv(out, index=False, header=number == 0, lineterminator="\n")
    kinds = {"source_row": ogr.OFTInteger64, "file_name": ogr.OFTString, "version_doi": ogr.OFTString}
    stage_csv(narrow, geopackage, STAGED, {**kinds, **dict.fromkeys(names, ogr.OFTInteger)})


def _rows(file: AnnotationFile, names: list[str]) -> Iterator[pandas.DataFrame]:
    import pandas

    wanted = [file.name_column, *([file.doi_column] if file.doi_column else []), *file.columns]
    for chunk in read_chunks(file.csv, wanted):
        rows = chunk.dropna(how="all")
        cells = rows[list(file.columns)]
        file_names = rows[file.name_column].str.strip()
        nameless = rows.index[file_names.isna() | (file_names == "")]
        if len(nameless):
            raise InputError(
                tr("the cell is empty."), file=file.csv.path, row=int(nameless[0]), column=file.name_column
            )
        values = {name: _checked(file, cells[column]) for name, column in zip(names, file.columns)}
        yield pandas.DataFrame(
            {
                "source_row": rows.index,
                "file_name": file_names.to_numpy(),
                "version_doi": _dois(file, rows).to_numpy(),
                **{name: value.to_numpy() for name, value in values.items()},
            }
        )


def _checked(file: AnnotationFile, cells: pandas.Series) -> pandas.Series:
    values = cells.map(_VALUES)
    wrong = values.isna() & cells.notna()
    if wrong.any():
        # Blanks around a digit are no fault, but rare: only then is it worth looking twice.
        cells = cells.str.strip()
        values = cells.map(_VALUES)
        wrong = values.isna() & cells.notna() & (cells != "")
    if wrong.any():
        row = wrong.idxmax()
        raise InputError(
            tr("“{}” is neither 1, nor 0, nor empty.").format(str(cells[row])[:40]),
            file=file.csv.path,
            row=int(row),
            column=str(cells.name),
            advice=tr("1 is present, 0 absent, an empty cell not annotated."),
        )
    return values


def _dois(file: AnnotationFile, rows: pandas.DataFrame) -> pandas.Series:
    import pandas

    if file.doi_column is None:
        return pandas.Series(None, index=rows.index, dtype=object)
    cells = rows[file.doi_column].str.strip()
    cells = cells.mask(cells == "")
    numbers = cells.str.extract(_DOI, flags=re.IGNORECASE, expand=False)
    wrong = cells.notna() & numbers.isna()
    if wrong.any():
        row = wrong.idxmax()
        raise InputError(
            tr("“{}” is not the DOI of a version.").format(str(cells[row])[:60]),
            file=file.csv.path,
            row=int(row),
            column=file.doi_column,
            advice=tr("Write its number, as in 10000002, or the whole DOI."),
        )
    return numbers
