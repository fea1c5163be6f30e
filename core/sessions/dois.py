# SPDX-License-Identifier: GPL-2.0-or-later
"""Which deposit and which of its versions a session belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..csvfile import CsvFile, open_csv, read_chunks
from ..errors import InputError
from ..session_name import SessionName
from ..translation import tr
from .source import SessionSource

_DOI = re.compile(r"(?:(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/zenodo\.)?(\d+)(?:\.0)?")


@dataclass(frozen=True)
class SessionDois:
    """Bare DOI numbers of a session.

    Attributes:
        deposit: the concept, which stands for all versions.
        frame_version: the version that holds METADATA.zip.
        prediction_version: the version that holds PROCESSED_DATA_IA.zip; None: there is none.
        other_versions: further versions of the deposit.
        has_raw_data, has_processed_data: what the deposit holds; None: as the session's files tell.
        notes: what is to be said of the session, such as differences from what was published.
    """

    deposit: str
    frame_version: str
    prediction_version: str | None = None
    other_versions: tuple[str, ...] = ()
    has_raw_data: bool | None = None
    has_processed_data: bool | None = None
    notes: tuple[str, ...] = ()


DoiLookup = Callable[[SessionSource], SessionDois]
"""Finds the DOIs of a session, or raises a SeatizenError that says what to do."""


def bare_doi(text: str) -> str | None:
    """The number of a Zenodo DOI, given bare, as a DOI or as an address; None where it is none."""
    match = _DOI.fullmatch(text.strip())
    return match[1] if match else None


def dois_from_csv(path: Path) -> Callable[[SessionName], SessionDois]:
    """Read a DOIS_CSV (session_name, deposit_doi, frame_version_doi, prediction_version_doi).

    Raises:
        InputError: a column is missing or a cell is no DOI. A doubled or missing session is told when it
            is looked up, so that the other sessions go on.
    """
    file = open_csv(path)
    columns = {
        name: file.required_column(name) for name in ("session_name", "deposit_doi", "frame_version_doi")
    }
    if (prediction := file.column("prediction_version_doi")) is not None:
        columns["prediction_version_doi"] = prediction
    rows: dict[str, list[tuple[int, dict[str, str | None]]]] = {}
    deposits: dict[str, set[str]] = {}
    for chunk in read_chunks(file, list(columns.values())):
        chunk = chunk.rename(columns={spelling: name for name, spelling in columns.items()})
        for row, cells in zip(chunk.index, chunk.to_dict("records")):
            name = cells["session_name"]
            if not isinstance(name, str):
                raise InputError(tr("is empty."), file=path, row=int(row), column=columns["session_name"])
            given = {column: value if isinstance(value, str) else None for column, value in cells.items()}
            rows.setdefault(name.strip(), []).append((int(row), given))
            deposits.setdefault(given["deposit_doi"] or "", set()).add(name.strip())

    def look_up(name: SessionName) -> SessionDois:
        found = rows.get(name.text, [])
        if not found:
            raise InputError(
                tr("has no row for “{}”.").format(name.text),
                file=path,
                advice=tr("Add its DOIs, or leave the file out to look them up on Zenodo."),
            )
        row, cells = found[0]
        if any(other != cells for _row, other in found[1:]):
            raise InputError(
                tr("“{text}” has two rows with different DOIs (rows {names}).").format(
                    text=name.text, names=", ".join(str(number) for number, _cells in found)
                ),
                file=path,
            )
        if len(sharing := deposits[cells["deposit_doi"] or ""]) > 1 and cells["deposit_doi"]:
            raise InputError(
                tr("the DOI {cells} is given to several sessions: {names}.").format(
                    cells=cells["deposit_doi"], names=", ".join(sorted(sharing))
                ),
                file=path,
                row=row,
                column=columns["deposit_doi"],
            )
        return SessionDois(
            _cell(file, row, columns["deposit_doi"], cells["deposit_doi"]),
            _cell(file, row, columns["frame_version_doi"], cells["frame_version_doi"]),
            _cell(file, row, prediction or "", cells["prediction_version_doi"])
            if cells.get("prediction_version_doi")
            else None,
        )

    return look_up


def _cell(file: CsvFile, row: int, column: str, text: str | None) -> str:
    doi = bare_doi(text) if text else None
    if doi is None:
        raise InputError(
            tr("“{}” is no DOI of Zenodo.").format(text or ""),
            file=file.path,
            row=row,
            column=column,
            advice=tr("Expected a number such as 12760339, or 10.5281/zenodo.12760339."),
        )
    return doi
