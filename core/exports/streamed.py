# SPDX-License-Identifier: GPL-2.0-or-later
"""The derived tables by Arrow batches: blocks of frames go from SQLite to the files, memory stays flat."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..errors import Cancelled
from ..files import whole_file
from ..reading.scores import find_classes
from ..selection.chosen import Selection
from ..selection.names import Column
from ..translation import tr
from . import queries
from .queries import Field

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 8_192
"""Frames read and written at once; with 31 classes a quarter of a million scores."""

ROW_GROUP = 32_768

_TYPES = {
    "id": pa.int64(),
    "text": pa.string(),
    "real": pa.float64(),
    "integer": pa.int16(),
    "flag": pa.int8(),
    "time": pa.timestamp("ms"),
    "day": pa.date32(),
}
_NO_ANNOTATION = -1

Blocks = Generator[tuple[list[pa.Array], int], None, None]
"""Parts of a table: an array a field, and the number of frames that it took to make them."""


def write_table(
    atlas: Atlas,
    table: str,
    paths: Sequence[Path],
    selection: Selection,
    values: str,
    feedback: QgsProcessingFeedback,
) -> int:
    """Write one table to files (the ending tells the format) and return its number of rows."""
    blocks: Blocks
    if table == "session_doi":
        fields, blocks, total = queries.SESSION_FIELDS, session_blocks(atlas, selection), 0
    elif table == "metadata_images":
        fields, blocks, total = queries.IMAGE_FIELDS, image_blocks(atlas, selection), selection.frames
    elif table == "metadata_multilabel_predictions":
        fields = prediction_fields(selection, values)
        blocks, total = prediction_blocks(atlas, selection, values), selection.frames
    else:
        fields = annotation_fields(selection)
        blocks = annotation_blocks(atlas, selection, feedback)
        total = int(atlas.scalar(queries.count_annotated(selection)))
    with ExitStack() as stack:
        stack.enter_context(closing(blocks))  # a query that was broken off ends before its atlas closes
        sheets: list[_Csv | _Parquet] = []
        for path in paths:
            unfinished = stack.enter_context(whole_file(path))
            if path.suffix == ".csv":
                sheets.append(stack.enter_context(_Csv(unfinished, fields)))
            else:
                sheets.append(stack.enter_context(_Parquet(unfinished, table, fields)))
        # While one block is written the next is read: neither holds Python's lock for long.
        writer = stack.enter_context(ThreadPoolExecutor(1))
        writing: Future[None] | None = None
        rows = seen = 0
        for arrays, frames in blocks:
            stop_if_asked(feedback)
            if writing is not None:
                writing.result()
            writing = writer.submit(_write_all, sheets, arrays)
            rows += len(arrays[0])
            seen += frames
            if total:
                feedback.setProgress(100 * seen / total)
                feedback.setProgressText(
                    tr("{table}: {rows} rows, {seen} of {total} frames").format(
                        table=table, rows=rows, seen=seen, total=total
                    )
                )
        if writing is not None:
            writing.result()
    return rows


def _write_all(sheets: Sequence[_Csv | _Parquet], arrays: Sequence[pa.Array]) -> None:
    for sheet in sheets:
        sheet.write(arrays)


def stop_if_asked(feedback: QgsProcessingFeedback) -> None:
    """Raise Cancelled once the user has asked to stop."""
    if feedback.isCanceled():
        raise Cancelled(tr("Stopped. Files that were complete stay; nothing half-written does."))


# What the tables hold


def session_blocks(atlas: Atlas, selection: Selection) -> Blocks:
    """The table of sessions; one block."""
    yield from ((arrays, 0) for arrays in _read(atlas, queries.sessions(selection), queries.SESSION_FIELDS))


def image_blocks(atlas: Atlas, selection: Selection) -> Blocks:
    """Every chosen frame."""
    query = queries.frames(queries.IMAGE_FIELDS, selection)
    for arrays in _read(atlas, query, queries.IMAGE_FIELDS):
        yield arrays, len(arrays[0])


def prediction_fields(selection: Selection, values: str) -> tuple[Field, ...]:
    """Fields of the table of predictions, one a class at its end."""
    return (*queries.PREDICTION_FIELDS, queries.PREDICTION_DOI, *class_fields(selection.classes, values))


def class_fields(classes: Sequence[Column], values: str) -> tuple[Field, ...]:
    """A field for each class: its presence or its score."""
    if values == "score":
        return tuple(Field(c.name, "real", queries.NOWHERE, "score, from 0 to 1") for c in classes)
    return tuple(
        Field(c.name, "flag", queries.NOWHERE, f"1 when the score reaches {c.threshold}, else 0")
        for c in classes
    )


def prediction_blocks(atlas: Atlas, selection: Selection, values: str) -> Blocks:
    """The chosen frames that have predictions of the chosen model."""
    for arrays in scored_blocks(atlas, selection, queries.PREDICTION_FIELDS, values):
        yield arrays, len(arrays[0])


def scored_blocks(
    atlas: Atlas, selection: Selection, fields: tuple[Field, ...], values: str, *, every: bool = False
) -> Iterator[list[pa.Array]]:
    """Fields of the chosen frames, the version of their predictions, then a column a class, in id order.

    Args:
        every: also frames without predictions.
    """
    classes = find_classes(atlas, (column.ids[0] for column in selection.classes))
    query = queries.scored_frames(fields, selection, classes, every=every)
    for batch in atlas.arrow(query, batch_rows=BLOCK):
        if not batch.num_rows:
            continue
        cells = [batch.column(queries.score_name(one)).cast(pa.float64()) for one in classes]
        if values == "presence":
            cells = [pc.greater_equal(c, one.threshold).cast(pa.int8()) for c, one in zip(cells, classes)]
        doi = typed(batch.column("prediction_doi"), queries.PREDICTION_DOI)
        yield [*(typed(batch.column(field.name), field) for field in fields), doi, *cells]


def annotation_fields(selection: Selection) -> tuple[Field, ...]:
    """Fields of the table of annotations, one a label name at its end."""
    labels = (
        Field(label.name, "flag", queries.NOWHERE, "1 present, 0 absent, -1 not annotated")
        for label in selection.labels
    )
    return (*queries.ANNOTATION_FIELDS, queries.ANNOTATION_DATE, *labels)


def annotation_blocks(atlas: Atlas, selection: Selection, feedback: QgsProcessingFeedback) -> Blocks:
    """The chosen frames that have annotations; the latest annotation of each image and label wins."""
    sessions = atlas.rows(queries.annotation_sessions())
    rank_of = {number: rank for rank, (number, *_) in enumerate(sessions)}
    days = pa.array([day for _, day, *_ in sessions], pa.string())
    place = _places([label_id for label in selection.labels for label_id in label.ids])
    merged = [[place[label_id] for label_id in label.ids] for label in selection.labels]
    after = 0
    while True:
        block = _whole(atlas, queries.annotated_frames(selection, after, BLOCK // 4))
        if block is None:
            return
        stop_if_asked(feedback)
        ids = _integers(block, "frame_id")
        after = int(ids[-1])
        found = np.full((len(place), len(ids)), _NO_ANNOTATION, np.int8)
        latest = np.full(len(ids), -1, np.int64)
        rows = _whole(atlas, queries.annotation_values(int(ids[0]), after))
        if rows is None:
            return
        rank = np.array([rank_of[number] for number in _integers(rows, "session").tolist()], np.int64)
        order = np.lexsort([_integers(rows, "number"), rank])
        frame = _integers(rows, "frame_id")[order]
        label = _integers(rows, "ml_label_id")[order]
        value = _integers(rows, "value")[order]
        row = np.searchsorted(ids, frame)
        row[row == len(ids)] = 0
        here = ids[row] == frame  # the id range also spans frames that were not chosen
        np.maximum.at(latest, row[here], rank[order][here])
        at = np.array([place.get(number, -1) for number in label.tolist()], np.int64)
        here &= at >= 0
        # Of an index that is repeated the last value stays: the newest.
        found[at[here], row[here]] = value[here]
        dates = days.take(pa.array(latest))
        columns = [pa.array(found[rows_of].max(axis=0)) for rows_of in merged]
        fields = [typed(block.column(f.name), f) for f in queries.ANNOTATION_FIELDS]
        yield [*fields, dates, *columns], len(ids)


def _places(ids: Sequence[int]) -> dict[int, int]:
    return {number: place for place, number in enumerate(ids)}


# From SQLite to Arrow


def _whole(atlas: Atlas, sql: str) -> pa.RecordBatch | None:
    """A small result as one batch; None when it has no row."""
    batches = [batch for batch in atlas.arrow(sql) if batch.num_rows]
    if not batches:
        return None
    return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]


def _read(atlas: Atlas, sql: str, fields: tuple[Field, ...]) -> Iterator[list[pa.Array]]:
    for batch in atlas.arrow(sql, batch_rows=BLOCK):
        if batch.num_rows:
            yield [typed(batch.column(field.name), field) for field in fields]


def typed(array: pa.Array, field: Field) -> pa.Array:
    """A column as its field's type; times and days stay text until Parquet wants them otherwise."""
    kind = pa.string() if field.kind in ("time", "day") else _TYPES[field.kind]
    array = array.cast(kind)
    if field.kind == "real" and field in queries.POSITION:
        return pc.if_else(pc.is_finite(array), array, pa.scalar(None, kind))
    return array


def _integers(batch: pa.RecordBatch, name: str) -> NDArray[np.int64]:
    return batch.column(name).cast(pa.int64()).to_numpy(zero_copy_only=False)


# From Arrow to files


class _Csv:
    """A CSV file with the numbers written as pandas writes them: reals have a decimal point."""

    def __init__(self, path: Path, fields: tuple[Field, ...]) -> None:
        self._stream: BinaryIO = path.open("wb")
        self._fields = fields
        header = io.StringIO()
        csv.writer(header, lineterminator="\n").writerow([field.name for field in fields])
        self._stream.write(header.getvalue().encode())

    def write(self, arrays: Sequence[pa.Array]) -> None:
        """Add rows. Joined with a newline at the end of each, the buffer of the column is the text itself."""
        if not len(arrays[0]):
            return
        cells = [_text(array, field) for array, field in zip(arrays, self._fields)]
        cells[-1] = pc.binary_join_element_wise(
            cells[-1], "\n", "", null_handling="replace", null_replacement=""
        )
        lines = pc.binary_join_element_wise(*cells, ",", null_handling="replace", null_replacement="")
        self._stream.write(lines.buffers()[2])

    def __enter__(self) -> _Csv:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


class _Parquet:
    """A Parquet file; rows are gathered into groups that are worth their statistics."""

    def __init__(self, path: Path, table: str, fields: tuple[Field, ...]) -> None:
        self._fields = fields
        self._schema = schema(fields, {"table": table})
        texts = [field.name for field in fields if field.kind == "text"]
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd", use_dictionary=texts)
        self._waiting: list[pa.RecordBatch] = []

    def write(self, arrays: Sequence[pa.Array]) -> None:
        columns = [parquet_typed(array, field) for array, field in zip(arrays, self._fields)]
        self._waiting.append(pa.RecordBatch.from_arrays(columns, schema=self._schema))
        if sum(batch.num_rows for batch in self._waiting) >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting), row_group_size=2 * ROW_GROUP)
            self._waiting = []

    def __enter__(self) -> _Parquet:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()


def schema(fields: Sequence[Field], about: Mapping[str, str]) -> pa.Schema:
    """The Arrow schema of fields, with their meaning and unit, and what the file is about."""
    columns = []
    for field in fields:
        notes = {"description": field.meaning, "unit": field.unit}
        columns.append(
            pa.field(field.name, _TYPES[field.kind], metadata={k: v for k, v in notes.items() if v})
        )
    return pa.schema(columns, metadata=dict(about))


def parquet_typed(array: pa.Array, field: Field) -> pa.Array:
    """A column as Parquet keeps it: text of times and days becomes a timestamp (without zone) or a date."""
    if field.kind == "time":
        try:
            return array.cast(_TYPES["time"])
        except pa.ArrowInvalid:  # something that is no time, somewhere
            return pc.strptime(array, format="%Y-%m-%d %H:%M:%S", unit="ms", error_is_null=True)
    if field.kind == "day":
        return pc.strptime(array, format="%Y-%m-%d", unit="ms", error_is_null=True).cast(pa.date32())
    return array


def _text(array: pa.Array, field: Field) -> pa.Array:
    if pa.types.is_string(array.type):
        return _quoted(array)
    if field.decimal:
        array = array.cast(pa.float64())
    text = array.cast(pa.string())
    if not pa.types.is_floating(array.type):
        return text
    # Arrow writes 1.0 as 1; larger whole numbers it writes with an exponent.
    whole = pc.equal(array, pc.trunc(array))
    if not pc.any(whole).as_py():
        return text
    whole = pc.and_(whole, pc.less(pc.abs(array), 1e9))
    return pc.if_else(whole, pc.binary_join_element_wise(text, ".0", ""), text)


def _quoted(array: pa.Array) -> pa.Array:
    special = pc.match_substring_regex(array, '[",\r\n]')
    if not pc.any(special).as_py():
        return array
    doubled = pc.replace_substring(array, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise('"', doubled, '"', ""), array)
