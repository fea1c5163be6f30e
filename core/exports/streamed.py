# SPDX-License-Identifier: GPL-2.0-or-later
"""The derived tables by Arrow batches: blocks of frames go from SQLite to the files, memory stays flat."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
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
from ..reading import queries
from ..reading.queries import Field
from ..selection.chosen import Selection
from ..selection.names import Column
from ..translation import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 8_192
"""Frames read, pivoted and written at once; with 31 classes a quarter of a million scores."""

BATCH = 65_536
"""Scores read at once."""

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


def write_table(
    atlas: Atlas,
    table: str,
    paths: Sequence[Path],
    selection: Selection,
    values: str,
    feedback: QgsProcessingFeedback,
) -> int:
    """Write one table to files (the ending tells the format) and return its number of rows."""
    blocks: Iterator[tuple[list[pa.Array], int]]
    if table == "session_doi":
        fields, blocks, total = queries.SESSION_FIELDS, session_blocks(atlas, selection), 0
    elif table == "metadata_images":
        fields, blocks, total = queries.IMAGE_FIELDS, image_blocks(atlas, selection), selection.frames
    elif table == "metadata_multilabel_predictions":
        fields = prediction_fields(selection, values)
        blocks, total = prediction_blocks(atlas, selection, values, feedback), selection.frames
    else:
        fields = annotation_fields(selection)
        blocks = annotation_blocks(atlas, selection, feedback)
        total = int(atlas.scalar(queries.count_annotated(selection)))
    with ExitStack() as stack:
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
                feedback.setProgressText(tr("{}: {} rows, {} of {} frames").format(table, rows, seen, total))
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


# What the tables hold. A block is one array a field and the number of frames that it took to make it.


def session_blocks(atlas: Atlas, selection: Selection) -> Iterator[tuple[list[pa.Array], int]]:
    """The table of sessions; one block."""
    yield from ((arrays, 0) for arrays in _read(atlas, queries.sessions(selection), queries.SESSION_FIELDS))


def image_blocks(atlas: Atlas, selection: Selection) -> Iterator[tuple[list[pa.Array], int]]:
    """Every chosen frame."""
    for ids, arrays in frame_blocks(atlas, selection, queries.IMAGE_FIELDS):
        yield arrays, len(ids)


def frame_blocks(
    atlas: Atlas, selection: Selection, fields: tuple[Field, ...]
) -> Iterator[tuple[NDArray[np.int64], list[pa.Array]]]:
    """Ids and fields of the chosen frames, in id order."""
    after = 0
    while True:
        block = _whole(atlas, queries.frames(fields, selection, after, BLOCK))
        if block is None:
            return
        ids = _integers(block, "frame_id")
        yield ids, [typed(block.column(field.name), field) for field in fields]
        after = int(ids[-1])


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


def prediction_blocks(
    atlas: Atlas, selection: Selection, values: str, feedback: QgsProcessingFeedback
) -> Iterator[tuple[list[pa.Array], int]]:
    """The chosen frames that have predictions of the chosen model, the newest version of each."""
    pivot = Pivot(atlas, selection)
    for ids, arrays in frame_blocks(atlas, selection, queries.PREDICTION_FIELDS):
        scores, version = pivot.of(ids, feedback)
        with_some = version >= 0
        mask = pa.array(with_some)
        kept = [array.filter(mask) for array in arrays]
        yield [*kept, pivot.dois(version[with_some]), *pivot.columns(scores[:, with_some], values)], len(ids)


class Pivot:
    """Turns the tall predictions of a block of frames into one row of scores a class.

    Of several versions of a frame's predictions the newest counts, alone: versions are not mixed.
    """

    def __init__(self, atlas: Atlas, selection: Selection) -> None:
        self._atlas = atlas
        self._selection = selection
        newest = queries.newest_first([doi for (doi,) in atlas.rows("SELECT doi FROM version")])
        self._versions = pa.array(newest[::-1], pa.string())
        ids = [column.ids[0] for column in selection.classes]
        self._place = np.full(max(ids, default=0) + 1, -1, np.int64)
        self._place[ids] = np.arange(len(ids))

    def of(
        self, ids: NDArray[np.int64], feedback: QgsProcessingFeedback
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Scores (classes × frames, NaN where there is none) and each frame's version (an index, or -1)."""
        scores = np.full((len(self._selection.classes), len(ids)), np.nan)
        version = np.full(len(ids), -1, np.int64)
        query = queries.predictions(self._selection, int(ids[0]), int(ids[-1]))
        for batch in self._atlas.arrow(query, batch_rows=BATCH):
            stop_if_asked(feedback)
            self._add(batch, ids, scores, version)
        return scores, version

    def dois(self, version: NDArray[np.int64]) -> pa.Array:
        """Addresses of the versions that `of` found; null where there is none."""
        known = self._versions.take(_array(version, version < 0))
        return pc.binary_join_element_wise(queries.DOI_ADDRESS, known, "")

    def columns(self, scores: NDArray[np.float64], values: str) -> list[pa.Array]:
        """The scores as Arrow columns, or their presence against each class's threshold."""
        missing = np.isnan(scores)
        if values == "score":
            return [_array(row, gaps) for row, gaps in zip(scores, missing)]
        thresholds = np.array([column.threshold for column in self._selection.classes])
        with np.errstate(invalid="ignore"):
            present = (scores >= thresholds[:, None]).astype(np.int8)
        return [_array(row, gaps) for row, gaps in zip(present, missing)]

    def _add(
        self,
        batch: pa.RecordBatch,
        ids: NDArray[np.int64],
        scores: NDArray[np.float64],
        version: NDArray[np.int64],
    ) -> None:
        classes = _integers(batch, "ml_class_id")
        known = classes < len(self._place)
        place = np.where(known, self._place[np.where(known, classes, 0)], -1)
        frame = _integers(batch, "frame_id")
        score = batch.column("score").cast(pa.float64()).to_numpy(zero_copy_only=False)
        rank = pc.index_in(batch.column("version_doi"), value_set=self._versions)
        rank = rank.to_numpy(zero_copy_only=False).astype(np.int64)
        wanted = place >= 0
        if not wanted.all():  # another model's classes, or classes that were not asked for
            place, frame, score, rank = place[wanted], frame[wanted], score[wanted], rank[wanted]
        if not len(frame):
            return
        # Rows come in runs of one frame and version: the version is settled by run, not by row.
        change = (frame[1:] != frame[:-1]) | (rank[1:] != rank[:-1])
        start = np.concatenate([[0], np.flatnonzero(change) + 1])
        length = np.diff(np.append(start, len(frame)))
        row, run_rank = np.searchsorted(ids, frame[start]), rank[start]
        before = version[row]
        np.maximum.at(version, row, run_rank)
        outdated = row[(before >= 0) & (version[row] > before)]
        scores[:, outdated] = np.nan
        newest = np.repeat(run_rank == version[row], length)
        row = np.repeat(row, length)
        scores[place[newest], row[newest]] = score[newest]


def annotation_fields(selection: Selection) -> tuple[Field, ...]:
    """Fields of the table of annotations, one a label name at its end."""
    labels = (
        Field(label.name, "flag", queries.NOWHERE, "1 present, 0 absent, -1 not annotated")
        for label in selection.labels
    )
    return (*queries.ANNOTATION_FIELDS, queries.ANNOTATION_DATE, *labels)


def annotation_blocks(
    atlas: Atlas, selection: Selection, feedback: QgsProcessingFeedback
) -> Iterator[tuple[list[pa.Array], int]]:
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
    for batch in atlas.arrow(sql):
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


def _array(values: NDArray[np.generic], missing: NDArray[np.bool_]) -> pa.Array:
    return pa.array(values, mask=missing) if missing.any() else pa.array(values)


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
