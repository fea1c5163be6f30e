# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading the CSV files that surveyors and annotators hand in, whatever wrote them.

UTF-8 with or without a byte order mark, UTF-16 and Latin-1; commas, semicolons (then also decimal
commas) and tabs; quoted headers; lines that end as Windows, Unix or an old Macintosh ends them. What cannot
be read is told with its row and column, blank lines counted.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .errors import InputError
from .files import has_pyarrow, require_pandas
from .translation import tr

if TYPE_CHECKING:
    import numpy
    import pandas
    import pyarrow

CHUNK_ROWS = 20_000
MISSING = ("", "nan", "NaN", "NAN", "NA", "N/A", "null", "NULL", "None", "-nan")
_HEADER_BYTES = 1_048_576
_BLOCK_BYTES = 8_388_608
_PLAIN_BYTES = 67_108_864
"""Larger files are read in pieces, whatever is in them, so that memory stays flat."""
_LONE_RETURN = re.compile(r"\r(?!\n)")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+(?:[eE][+-]?\d+)?")


@dataclass(frozen=True)
class CsvFile:
    """A CSV whose encoding, separator and header are known."""

    path: Path
    encoding: str
    separator: str
    header: tuple[str, ...]
    is_tidy: bool = True

    @property
    def is_canonical(self) -> bool:
        """UTF-8 without a byte order mark, commas, a header without stray blanks, and line feeds."""
        return self.encoding == "utf-8" and self.separator == "," and self.is_tidy

    def column(self, name: str) -> str | None:
        """The header's own spelling of a column: the exact one first, else whatever the case."""
        if name in self.header:
            return name
        return next((column for column in self.header if column.lower() == name.lower()), None)

    def required_column(self, name: str) -> str:
        """The header's own spelling of a column that has to be there."""
        column = self.column(name)
        if column is None:
            raise InputError(
                tr("there is no column “{}”.").format(name),
                file=self.path,
                row=1,
                advice=tr("The columns are: {}.").format(", ".join(self.header[:12])),
            )
        return column


def open_csv(path: Path) -> CsvFile:
    """Find out how a CSV is written.

    Raises:
        InputError: the file is missing, empty, no text, or its header is unusable.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    except OSError as error:
        raise InputError(
            tr("the file is missing or cannot be read."), file=path, details=str(error)
        ) from error
    encoding = _encoding(path, head)
    text = _decoded_head(head, encoding)
    if not text.strip():
        raise InputError(tr("the file is empty."), file=path, advice=tr("Expected a header and rows."))
    if "\0" in text:
        raise InputError(tr("is not a text file."), file=path, advice=tr("Expected a CSV."))
    separator = _separator(text)
    start = text.lstrip("\r\n")
    try:
        names = next(_rows_of(start, separator))
        # A blank before a quotation mark would make it part of the name.
        header = tuple(name.strip() for name in next(_rows_of(start, separator, skipinitialspace=True)))
    except csv.Error as error:
        raise InputError(
            tr("the header cannot be read."),
            file=path,
            row=1,
            details=str(error),
            advice=tr("Expected the names of the columns."),
        ) from error
    doubled = sorted(name for name, count in Counter(header).items() if name and count > 1)
    if doubled:
        raise InputError(
            tr("the column stands twice in the header."),
            file=path,
            row=1,
            column=doubled[0],
            advice=tr("Remove or rename one of them."),
        )
    is_tidy = list(header) == names and not _LONE_RETURN.search(text)
    return CsvFile(path, encoding, separator, header, is_tidy=is_tidy)


def open_canonical(path: Path, folder: Path) -> CsvFile:
    """Open a CSV as UTF-8 with commas: itself, or one of the same cells rewritten in `folder`."""
    file = open_csv(path)
    return file if file.is_canonical else open_csv(_rewrite(file, folder))


def read_csv(path: Path, *, columns: Sequence[str] | None = None) -> pandas.DataFrame:
    """Read a whole CSV as text columns; missing cells are None. See `read_chunks`."""
    require_pandas()
    import pandas

    chunks = list(read_chunks(open_csv(path), columns))
    return pandas.concat(chunks) if chunks else pandas.DataFrame()


def read_chunks(
    file: CsvFile, columns: Sequence[str] | None = None, *, rows: int | None = None
) -> Iterator[pandas.DataFrame]:
    """Yield the rows of a CSV as data frames of text; missing cells (empty, NaN, null…) are None.

    The index of each frame is the row of the file, the header being row 1 (a cell with a line break
    counts as one row, and so does a blank line, which is left out). A file without rows yields one empty
    frame.

    Args:
        columns: spellings as in the header; all columns by default.

    Raises:
        InputError: broken quoting, or a row with more cells than the header; the row is named.
    """
    require_pandas()
    plan = _check_cell_counts(file)
    wanted = [name for name in file.header if name] if columns is None else list(columns)
    table = _read_plain(file, plan, dict.fromkeys(wanted, "string"))
    if table is not None:
        chunks = _frames_of(table, plan.blank, rows or CHUNK_ROWS)
    else:
        chunks = _read_any(file, plan.blank, wanted, rows or CHUNK_ROWS)
    for chunk in chunks:
        yield _with_decimal_points(chunk) if file.separator == ";" else chunk


def _read_any(
    file: CsvFile, blank: Sequence[int], columns: Sequence[str], rows: int
) -> Iterator[pandas.DataFrame]:
    """The rows of any CSV, by pandas."""
    import pandas

    try:
        with pandas.read_csv(
            file.path,
            sep=file.separator,
            encoding=file.encoding,
            # Columns without a name (trailing separators) are not read, but have to differ for pandas.
            names=[name or f"\ue000{number}" for number, name in enumerate(file.header)],
            header=0,
            usecols=list(columns),
            skipinitialspace=True,
            dtype=str,
            keep_default_na=False,
            na_values=list(MISSING),
            index_col=False,
            chunksize=rows,
            skip_blank_lines=True,
            encoding_errors="strict",
        ) as reader:
            for chunk in reader:
                chunk.index = _row_numbers(chunk.index, blank)
                yield chunk
    except (pandas.errors.ParserError, UnicodeError) as error:
        raise _parse_error(file, error) from error


def _read_plain(file: CsvFile, plan: _Lines, types: Mapping[str, str]) -> pyarrow.Table | None:
    """Columns of a plain CSV, five times as fast as pandas reads them.

    None: the file is not plain, too large to be held, pyarrow is not there, or some cell is not of its type;
    pandas then reads it, or tells what is wrong.
    """
    if not plan.are_plain or not has_pyarrow():
        return None
    import pyarrow
    from pyarrow import csv as arrow_csv

    try:
        return arrow_csv.read_csv(
            file.path,
            arrow_csv.ReadOptions(
                use_threads=False,
                skip_rows=1 + next((n for n, row in enumerate(plan.blank) if row != n + 1), len(plan.blank)),
                column_names=[name or f"\ue000{number}" for number, name in enumerate(file.header)],
            ),
            arrow_csv.ParseOptions(delimiter=file.separator, quote_char=False),
            arrow_csv.ConvertOptions(
                include_columns=list(types),
                column_types=dict(types),
                null_values=list(MISSING),
                strings_can_be_null=True,
            ),
        )
    except pyarrow.ArrowInvalid:
        return None


def _frames_of(table: pyarrow.Table, blank: Sequence[int], rows: int) -> Iterator[pandas.DataFrame]:
    """A table of text as data frames, as pandas would have read them."""
    import pandas

    for start in range(0, max(table.num_rows, 1), rows):
        chunk = table.slice(start, rows).to_pandas(use_threads=False)
        chunk.index = _row_numbers(pandas.RangeIndex(start, start + len(chunk)), blank)
        yield chunk


def check_numbers(
    file: CsvFile, text: str, columns: Sequence[str], low: float, high: float, *, expected: str
) -> Iterator[pandas.Series]:
    """Check that each cell of `columns` is a number from `low` to `high`, and yield the `text` column.

    Raises:
        InputError: as `read_chunks`, or a cell is missing or not such a number; the first one is named.
    """
    require_pandas()
    import pandas

    def in_range(values: pandas.Series) -> pandas.Series:
        return values.between(low, high)

    plan = _check_cell_counts(file)
    table = _read_plain(file, plan, {text: "string", **dict.fromkeys(columns, "float64")})
    if table is not None and all(in_range(table[c].to_pandas()).all() for c in columns):
        for chunk in _frames_of(table.select([text]), plan.blank, CHUNK_ROWS):
            yield chunk[text]
        return
    try:
        with pandas.read_csv(
            file.path,
            sep=file.separator,
            encoding=file.encoding,
            names=list(file.header),
            header=0,
            usecols=[text, *columns],
            dtype={text: str, **dict.fromkeys(columns, "float64")},
            keep_default_na=False,
            na_values=list(MISSING),
            index_col=False,
            chunksize=CHUNK_ROWS,
        ) as reader:
            for chunk in reader:
                chunk.index = _row_numbers(chunk.index, plan.blank)
                values = chunk[list(columns)].to_numpy()
                if not ((values >= low) & (values <= high)).all():
                    raise ValueError("out of range")
                yield chunk[text]
    except ValueError as error:  # among them UnicodeError and pandas's own
        # The fast reading tells that something is wrong; a second one as text tells what and where.
        for cells in read_chunks(file, [text, *columns]):
            for column in columns:
                numbers(file, cells[column].fillna(""), column, valid=in_range, expected=expected)
        raise _parse_error(file, error) from error


def write_rows(table: pandas.DataFrame, out: BinaryIO) -> None:
    """Append the rows of a table to a canonical CSV; missing cells are empty."""
    if has_pyarrow():
        import pyarrow
        from pyarrow import csv as arrow_csv

        rows = pyarrow.Table.from_pandas(table, preserve_index=False, nthreads=1)
        arrow_csv.write_csv(rows, out, arrow_csv.WriteOptions(include_header=False))
    else:
        text = io.StringIO(newline="")
        # csv writes plain lists three times as fast as pandas its cells.
        csv.writer(text, lineterminator="\n").writerows(table.to_numpy(dtype="object", na_value="").tolist())
        out.write(text.getvalue().encode())


def numbers(
    file: CsvFile,
    cells: pandas.Series,
    column: str,
    *,
    valid: Callable[[pandas.Series], pandas.Series] | None = None,
    expected: str,
) -> pandas.Series:
    """Check that the cells of a text column are finite numbers; return them as float64, missing ones as NaN.

    The last digit may be rounded pandas's way: `exact_numbers` where it counts, or keep the text.

    Args:
        valid: tells which of the numbers are acceptable.
        expected: what the error says was expected, translated.

    Raises:
        InputError: a cell is not a finite number or not acceptable; the first one is named.
    """
    import numpy
    import pandas

    values = pandas.to_numeric(cells, errors="coerce").astype("float64")
    bad = cells.notna() & (values.isna() | numpy.isinf(values))
    if valid is not None:
        bad |= values.notna() & ~valid(values)
    if bad.any():
        row = bad.idxmax()
        raise InputError(
            tr("“{cells}” is not {expected}.").format(cells=cells[row], expected=expected),
            file=file.path,
            row=int(row),
            column=column,
        )
    return values


def exact_numbers(cells: pandas.Series) -> pandas.Series:
    """Convert checked text cells to the nearest float64 each."""
    return cells.astype("float64")


def _encoding(path: Path, head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_HEADER_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _decoded_head(head: bytes, encoding: str) -> str:
    # The head may end within a character.
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)


def _separator(text: str) -> str:
    line = re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0]
    unquoted = re.sub(r'"[^"]*"', "", line)
    return max(",;\t", key=lambda mark: (unquoted.count(mark), mark == ","))


def _with_decimal_points(chunk: pandas.DataFrame) -> pandas.DataFrame:
    return chunk.apply(
        lambda cells: cells.where(
            ~cells.str.fullmatch(_DECIMAL_COMMA, na=False), cells.str.replace(",", ".", regex=False)
        )
    )


def _rewrite(file: CsvFile, folder: Path) -> Path:
    target = folder / f"{file.path.stem}.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        for number, chunk in enumerate(read_chunks(file)):
            chunk.to_csv(out, index=False, header=number == 0, lineterminator="\n")
    return target


def _rows_of(text: str, separator: str, *, skipinitialspace: bool = False) -> Iterator[list[str]]:
    """The rows of a text, whatever ends its lines."""
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=separator, skipinitialspace=skipinitialspace)


def _row_numbers(places: pandas.Index, blank: Sequence[int]) -> pandas.Index:
    """From the place of a row among the data (from 0) to its row in the file, blank ones counted.

    Args:
        blank: the rows that are blank, ascending.
    """
    import numpy

    counted = places + 2
    if not blank:
        return counted
    # So many rows that are not blank have to come before a row until each blank one lies before it.
    before = numpy.asarray(blank) - numpy.arange(len(blank))
    return counted + numpy.searchsorted(before, counted, side="right")


@dataclass(frozen=True)
class _Lines:
    """How the lines of a file lie.

    Attributes:
        blank: the rows that are blank; readers leave them out and do not count them.
        are_plain: a line is a row and cells are nothing but what stands between two separators.
    """

    blank: Sequence[int]
    are_plain: bool = False


def _check_cell_counts(file: CsvFile) -> _Lines:
    """Return the blank rows, and whether the file is plain.

    Reading only some columns, pandas would not tell a row with more or fewer cells than the header, whose
    cells cannot be trusted. Files without quotation marks, the common ones, are counted as bytes.

    Raises:
        InputError: a row has not as many cells as the header.
    """
    import numpy

    if file.encoding == "utf-16":
        return _Lines(_check_cell_counts_one_by_one(file))
    separator = ord(file.separator)
    padded = file.separator.encode() + b" "
    blank: list[int] = []
    plain = file.is_tidy and file.encoding == "utf-8" and file.path.stat().st_size <= _PLAIN_BYTES
    with file.path.open("rb") as stream:
        row, rest = 0, b""
        while block := stream.read(_BLOCK_BYTES):
            data = rest + block
            end = data.rfind(b"\n") + 1
            data, rest = data[:end], data[end:]
            if _is_intricate(data) or (not data and _is_intricate(rest)):
                return _Lines(_check_cell_counts_one_by_one(file))
            plain = plain and padded not in data and b"\n " not in data
            row = _check_block(file, numpy.frombuffer(data, "uint8"), separator, row, blank)
        if _is_intricate(rest):
            return _Lines(_check_cell_counts_one_by_one(file))
        if rest:
            plain = plain and padded not in rest and not rest.startswith(b" ")
            _check_block(file, numpy.frombuffer(rest + b"\n", "uint8"), separator, row, blank)
    return _Lines(blank, plain)


def _is_intricate(data: bytes) -> bool:
    """Lines cannot be told by their line feeds: quotation marks, or carriage returns on their own."""
    return b'"' in data or data.count(b"\r") != data.count(b"\r\n")


def _check_block(file: CsvFile, data: numpy.ndarray, separator: int, row: int, blank: list[int]) -> int:
    """Check the whole lines after row `row`, add blank ones to `blank`; return the number of the last."""
    import numpy

    ends = numpy.flatnonzero(data == ord("\n"))
    separators = numpy.flatnonzero(data == separator)
    cells = numpy.diff(numpy.searchsorted(separators, ends), prepend=0) + 1
    carriage_returns = data[numpy.maximum(ends - 1, 0)] == ord("\r")
    is_blank = numpy.diff(ends, prepend=-1) - 1 - carriage_returns <= 0
    blank.extend((row + 1 + numpy.flatnonzero(is_blank)).tolist())
    wrong = numpy.flatnonzero((cells != len(file.header)) & ~is_blank)
    if len(wrong):
        raise _cell_count_error(file, row + 1 + int(wrong[0]), int(cells[wrong[0]]))
    return row + len(cells)


def _check_cell_counts_one_by_one(file: CsvFile) -> Sequence[int]:
    blank = []
    row = 0
    try:
        with file.path.open(encoding=file.encoding, newline="") as stream:
            wrong = None
            for row, cells in enumerate(csv.reader(stream, delimiter=file.separator, strict=True), 1):
                if not cells:
                    blank.append(row)
                elif wrong is None and len(cells) != len(file.header):
                    wrong = row, len(cells)
    except csv.Error as error:
        if "field larger" in str(error):
            raise InputError(
                tr("a cell is longer than any that is meant."),
                file=file.path,
                row=row + 1,
                details=str(error),
                advice=_repair(),
            ) from error
        return blank  # broken quoting: the reading itself tells where
    except UnicodeError as error:
        raise _parse_error(file, error) from error
    if wrong is not None:
        raise _cell_count_error(file, *wrong)
    return blank


def _cell_count_error(file: CsvFile, row: int, cells: int) -> InputError:
    return InputError(
        tr("has {cells} cells, but the header has {count}.").format(cells=cells, count=len(file.header)),
        file=file.path,
        row=row,
        advice=_repair(),
    )


def _repair() -> str:
    return tr("Open it in a text editor or a spreadsheet and repair that row.")


def _parse_error(file: CsvFile, error: Exception) -> InputError:
    """Name the row at fault; the engine counts lines or rows, depending on the fault."""
    message = str(error)
    advice = _repair()
    if match := re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", message):
        return InputError(
            tr("has {cells} cells, but the header has {count}.").format(cells=match[3], count=match[1]),
            file=file.path,
            row=int(match[2]),
            details=message,
            advice=advice,
        )
    if match := re.search(r"EOF inside string starting at row (\d+)", message):
        return InputError(
            tr("a quotation mark is opened and never closed."),
            file=file.path,
            row=int(match[1]) + 1,
            details=message,
            advice=advice,
        )
    return InputError(tr("cannot be read as a CSV."), file=file.path, details=message, advice=advice)
