# SPDX-License-Identifier: GPL-2.0-or-later
"""From metadata.csv to the frames of the atlas (rules: the domain's, as published with the data)."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..csvfile import CsvFile, exact_numbers, numbers, open_csv, read_chunks, write_rows
from ..errors import InputError
from ..session_name import SessionName
from ..translation import tr

if TYPE_CHECKING:
    import numpy
    import pandas

MEASURES = ("GPSAltitude", "GPSPitch", "GPSRoll", "GPSTrack")
FRAME_COLUMNS = (
    "filename",
    "OriginalFileName",
    "relative_file_path",
    "longitude",
    "latitude",
    *MEASURES,
    "GPSDatetime",
    "GPSFix",
)
_OPTIONAL = (
    "OriginalFileName",
    "relative_file_path",
    "GPSLatitude",
    "GPSLongitude",
    *MEASURES,
    "GPSFix",
    "SubSecDateTimeOriginal",
    "DateTimeOriginal",
    "GPSDateTime",
)
_DATE = (
    r"^\s*(\d{4})[:\-/](\d{2})[:\-/](\d{2})[ T](\d{2}):(\d{2}):(\d{2})"
    r"(?:[.,]\d+)?\s*(Z|[+\-]\d{2}:?\d{2})?\s*$"
)
_GREATEST_FIX = 99
"""Receivers know a dozen qualities of a position; the rest is room for those to come."""
_NO_DATE = r"^[\s0:\-/.T]*$"


@dataclass
class Frames:
    """What was read of metadata.csv.

    Attributes:
        names: file name in the atlas of every row of metadata.csv, useful or not.
        kept: number of frames written for the atlas.
        positions: (n, 2) longitudes and latitudes of all rows that have one, in order, in degrees.
        paths_raw, paths_processed: whether image paths point into DCIM or PROCESSED_DATA.
        unread_dates: number of dates that could not be read.
    """

    names: set[str] = field(default_factory=set)
    kept: int = 0
    positions: list[numpy.ndarray] = field(default_factory=list)
    paths_raw: bool = False
    paths_processed: bool = False
    unread_dates: int = 0


def read_frames(
    metadata: Path,
    name: SessionName,
    useful: Container[str] | None,
    target: Path,
    check_cancelled: Callable[[], None],
) -> Frames:
    """Read metadata.csv and write the useful frames as a canonical CSV with `FRAME_COLUMNS`.

    Args:
        useful: names (in the atlas) of the frames that enter; None: all.

    Raises:
        InputError: a row or a cell is wrong, or a name is doubled; nothing of `target` is to be used then.
    """
    file = open_csv(metadata)
    columns = {"FileName": file.required_column("FileName")}
    columns.update({c: spelling for c in _OPTIONAL if (spelling := file.column(c)) is not None})
    frames = Frames()
    with target.open("wb") as out:
        out.write(",".join(FRAME_COLUMNS).encode() + b"\n")
        for chunk in read_chunks(file, list(columns.values())):
            check_cancelled()
            chunk = chunk.rename(columns={spelling: c for c, spelling in columns.items()})
            chunk = chunk.reindex(columns=["FileName", *_OPTIONAL])
            write_rows(_read_chunk(file, chunk, name, useful, frames), out)
    if not frames.names:
        raise InputError(
            tr("there is no frame in it."),
            file=metadata,
            advice=tr("Expected one row a frame below the header."),
        )
    return frames


def _read_chunk(
    file: CsvFile,
    chunk: pandas.DataFrame,
    name: SessionName,
    useful: Container[str] | None,
    frames: Frames,
) -> pandas.DataFrame:
    import pandas

    missing = chunk["FileName"].isna()
    if missing.any():
        raise InputError(
            tr("is empty."),
            file=file.path,
            row=int(missing.idxmax()),
            column="FileName",
            advice=tr("Every frame needs a file name."),
        )
    names = chunk["FileName"].map(name.frame_name)
    doubled = names.duplicated() | names.isin(frames.names)
    if doubled.any():
        row = doubled.idxmax()
        raise InputError(
            tr("“{}” stands twice in the file.").format(chunk["FileName"][row]),
            file=file.path,
            row=int(row),
            column="FileName",
            advice=tr("Each frame needs a name of its own."),
        )
    frames.names.update(names)
    longitude, latitude = _position(file, chunk)
    located = longitude.notna()
    frames.positions.append(
        pandas.DataFrame(
            {"x": exact_numbers(longitude[located]), "y": exact_numbers(latitude[located])}
        ).to_numpy()
    )
    dates, unread = _dates(chunk, name)
    frames.unread_dates += unread
    paths = chunk["relative_file_path"].astype("object")
    frames.paths_raw |= bool(paths.str.contains("DCIM/", regex=False).any())
    frames.paths_processed |= bool(paths.str.contains("PROCESSED_DATA/", regex=False).any())
    table = pandas.DataFrame(
        {
            "filename": names,
            "OriginalFileName": chunk["OriginalFileName"].astype("object").fillna(chunk["FileName"]),
            "relative_file_path": paths,
            "longitude": longitude,
            "latitude": latitude,
            **{c: _checked(file, chunk, c) for c in MEASURES},
            "GPSDatetime": dates,
            "GPSFix": numbers(
                file,
                chunk["GPSFix"],
                "GPSFix",
                valid=lambda v: (v == v.round()) & v.between(0, _GREATEST_FIX),
                expected=tr("a whole number from 0 to 99"),
            ).astype("Int64"),
        },
        columns=list(FRAME_COLUMNS),
    )
    if useful is not None:
        table = table[table["filename"].map(lambda n: n in useful).astype(bool)]
    frames.kept += len(table)
    return table


def _checked(file: CsvFile, chunk: pandas.DataFrame, column: str) -> pandas.Series:
    """The text of a column of numbers: it is not converted here, so that no digit is rounded on the way."""
    numbers(file, chunk[column], column, expected=tr("a number"))
    return chunk[column]


def _position(file: CsvFile, chunk: pandas.DataFrame) -> tuple[pandas.Series, pandas.Series]:
    """The text of longitude and latitude; both missing where one is, and where both are exactly 0."""
    latitude = numbers(
        file,
        chunk["GPSLatitude"],
        "GPSLatitude",
        valid=lambda v: v.between(-90, 90),
        expected=tr("a latitude from -90 to 90"),
    )
    longitude = numbers(
        file,
        chunk["GPSLongitude"],
        "GPSLongitude",
        valid=lambda v: v.between(-180, 180),
        expected=tr("a longitude from -180 to 180"),
    )
    nowhere = latitude.isna() | longitude.isna() | ((latitude == 0) & (longitude == 0))
    return chunk["GPSLongitude"].mask(nowhere), chunk["GPSLatitude"].mask(nowhere)


def _dates(chunk: pandas.DataFrame, name: SessionName) -> tuple[pandas.Series, int]:
    """`YYYY-MM-DD HH:MM:SS` of each frame (None where unknown) and the number of unreadable dates.

    A camera whose clock was never set starts in 1970: its date is not taken while another column has
    one, and at last becomes the session's day, with 12 hours added to the time.
    """
    import pandas

    subsecond, unread = _parse_dates(chunk["SubSecDateTimeOriginal"])
    original, unread_original = _parse_dates(chunk["DateTimeOriginal"])
    satellite, unread_satellite = _parse_dates(chunk["GPSDateTime"])
    unset = subsecond.dt.year == 1970
    times = subsecond.mask(unset)
    times = times.fillna(original.mask(original.dt.year == 1970)).fillna(satellite)
    day = pandas.Timestamp(name.date)
    repaired = day + (subsecond - subsecond.dt.normalize()) + pandas.Timedelta(hours=12)
    times = times.fillna(repaired.where(unset))
    codes, distinct = pandas.factorize(times)
    texts = pandas.Series(pandas.Series(distinct).dt.strftime("%Y-%m-%d %H:%M:%S"), dtype="object")
    return texts.reindex(codes).set_axis(times.index), unread + unread_original + unread_satellite


def _parse_dates(cells: pandas.Series) -> tuple[pandas.Series, int]:
    import pandas

    cells = cells.astype("object")
    if not cells.notna().any():
        return pandas.Series(pandas.NaT, index=cells.index, dtype="datetime64[ns]"), 0
    # Frames of one second share their date: each distinct text is parsed once.
    codes, distinct = pandas.factorize(cells)
    times = _parse_distinct(pandas.Series(distinct, dtype="object"))
    result = times.reindex(codes).set_axis(cells.index)
    unread = cells.notna() & result.isna() & ~cells.fillna("").str.fullmatch(_NO_DATE)
    return result, int(unread.sum())


def _parse_distinct(texts: pandas.Series) -> pandas.Series:
    """Parse date texts to UTC without fractions; what cannot be parsed is NaT."""
    import pandas

    simple = texts.str.fullmatch(r".{19}(?:[.,]\d+)?")
    times = pandas.to_datetime(texts.where(simple).str[:19], format="%Y:%m:%d %H:%M:%S", errors="coerce")
    rest = times.isna()
    if rest.any():
        times[rest] = _parse_other(texts[rest])
    return times


def _parse_other(texts: pandas.Series) -> pandas.Series:
    import pandas

    parts = texts.str.extract(_DATE)
    days = parts[0].str.cat([parts[1], parts[2]], sep="-")
    clock = parts[3].str.cat([parts[4], parts[5]], sep=":")
    times = pandas.to_datetime(days + " " + clock, format="%Y-%m-%d %H:%M:%S", errors="coerce")
    offset = parts[6].fillna("Z").replace("Z", "+00:00").str.replace(":", "", regex=False)
    minutes = offset.str[1:3].astype(int) * 60 + offset.str[3:5].astype(int)
    return times - pandas.to_timedelta(minutes.where(offset.str[0] == "+", -minutes), unit="m")
