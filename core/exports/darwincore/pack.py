# SPDX-License-Identifier: GPL-2.0-or-later
"""The files of a Darwin Core archive as they grow, and the zip that they become."""

from __future__ import annotations

import csv
import math
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from .eml import Coverage, eml_xml
from .meta import meta_xml
from .metadata import ArchiveMetadata
from .rows import Row
from .taxonomy import Taxon
from .terms import EML, EVENT, FILES, META, TextFile

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20


@dataclass
class Archive:
    """The text files of an archive in a folder, open within a `with` block, and what they turn out to hold.

    Attributes:
        counts: rows by the name of the file.
        taxa: those that are present, by code; deposits and models: addresses by name.
    """

    folder: Path
    counts: dict[str, int] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    taxa: dict[str, Taxon] = field(default_factory=dict)
    deposits: dict[str, str] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    _west: float = math.inf
    _east: float = -math.inf
    _south: float = math.inf
    _north: float = -math.inf
    _days: set[str] = field(default_factory=set)

    def __enter__(self) -> Archive:
        self._open = ExitStack()
        self._writers = {}
        for file in FILES:
            stream = (self.folder / file.name).open("w", encoding="utf-8", newline="")
            writer = csv.DictWriter(
                self._open.enter_context(stream), file.header, restval="", lineterminator="\n"
            )
            writer.writeheader()
            self._writers[file.name] = writer
            self.counts[file.name] = 0
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(self, file: TextFile, row: Row) -> None:
        """Write a row; terms that it lacks are empty.

        Raises:
            ValueError: it has a term that the file does not.
        """
        self._writers[file.name].writerow({term: _cell(value) for term, value in row.items()})
        self.counts[file.name] += 1

    def add_event(self, row: Row) -> None:
        """Write an event and take note of its place and day."""
        self.add(EVENT, row)
        longitude, latitude = float(str(row["decimalLongitude"])), float(str(row["decimalLatitude"]))
        self._west, self._east = min(self._west, longitude), max(self._east, longitude)
        self._south, self._north = min(self._south, latitude), max(self._north, latitude)
        self._days.add(str(row["eventDate"])[:10])

    def coverage(self) -> Coverage | None:
        """What the metadata say of the content; None without an event."""
        if not self.counts[EVENT.name]:
            return None
        return Coverage(
            self._west,
            self._east,
            self._south,
            self._north,
            min(self._days),
            max(self._days),
            tuple(sorted(self.countries)),
            tuple(sorted(self.taxa.values(), key=lambda taxon: taxon.name)),
            tuple(sorted(self.deposits.items())),
            tuple(sorted(self.models.items())),
        )

    def zip(self, path: Path, metadata: ArchiveMetadata, published: date) -> None:
        """Make the zip: always in this order and with this date, so that equal content makes equal bytes."""
        (self.folder / META).write_bytes(meta_xml().encode())
        (self.folder / EML).write_bytes(eml_xml(metadata, self.coverage(), published).encode())
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
            for name in (META, EML, *(file.name for file in FILES)):
                entry = zipfile.ZipInfo(name, _ZIP_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                source_path = self.folder / name
                with source_path.open("rb") as source, zipped.open(entry, "w", force_zip64=True) as target:
                    for piece in _pieces(source):
                        target.write(piece)


def _cell(cell: object) -> str:
    """A value as text in one line; repr() keeps every digit of a float."""
    if cell is None:
        return ""
    text = repr(cell) if isinstance(cell, float) else str(cell)
    return " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece
