# SPDX-License-Identifier: GPL-2.0-or-later
"""Which frames are useful, and what the models predicted for them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..csvfile import CsvFile, check_numbers, numbers, open_csv, read_chunks
from ..errors import InputError
from ..session_name import SessionName
from ..translation import tr
from .source import IA_FOLDER, USEFUL_FRAMES_CSV, Member, SessionSource

SCORES_SUFFIX = "_scores.csv"
USEFULNESS_MARK = "jacques"


@dataclass(frozen=True)
class Model:
    """A model that the atlas knows.

    Attributes:
        key: the model as the IA files name it, `<organisation>_<repository>`.
        classes: every name under which a class may stand in a file (its own, its label's, the label's
            earlier ones) → id of the class.
    """

    id: int
    name: str
    key: str
    classes: Mapping[str, int]


@dataclass(frozen=True)
class Scores:
    """A scores file: a canonical CSV, the column of file names and the class ids of the other columns."""

    file: CsvFile
    model: Model
    file_name: str
    columns: Mapping[str, int]


def read_useful(
    source: SessionSource, members: Sequence[Member], check_cancelled: Callable[[], None]
) -> tuple[set[str], CsvFile] | None:
    """The names (in the atlas) of the useful frames and the file that tells them.

    predictions_gps.csv tells; where it is absent or empty, the usefulness model's file does. None: neither
    is there.
    """
    for path in (USEFUL_FRAMES_CSV, _usefulness_file(source.name, members)):
        if path is None or not any(m.path == path and m.size for m in members):
            continue
        file = open_csv(source.fetch(path))
        names = _named_frames(
            file, source.name, useless_column=path != USEFUL_FRAMES_CSV, check_cancelled=check_cancelled
        )
        if names or path != USEFUL_FRAMES_CSV:
            return names, file
    return None


def _usefulness_file(name: SessionName, members: Sequence[Member]) -> str | None:
    files = [
        m.path
        for m in members
        if m.path.startswith(IA_FOLDER)
        and m.path.endswith(".csv")
        and USEFULNESS_MARK in _stem(name, m.path).lower()
    ]
    return max(files, default=None)


def _named_frames(
    file: CsvFile, name: SessionName, *, useless_column: bool, check_cancelled: Callable[[], None]
) -> set[str]:
    file_name = file.required_column("FileName")
    useless = file.required_column("Useless") if useless_column else None
    names: set[str] = set()
    for chunk in read_chunks(file, [file_name] if useless is None else [file_name, useless]):
        check_cancelled()
        if useless is not None:
            flags = numbers(
                file,
                chunk[useless].fillna(""),
                useless,
                valid=lambda v: v.isin((0, 1)),
                expected=tr("0 or 1"),
            )
            chunk = chunk[flags == 0]
        names.update(chunk[file_name].dropna().map(name.frame_name))
    return names


def find_scores(
    name: SessionName, members: Sequence[Member], models: Sequence[Model]
) -> tuple[list[tuple[str, Model]], list[str]]:
    """The scores files of a session, each with its model; and a sentence for each file of an unknown model.

    What a model says that the atlas does not know is left out: the frames enter all the same.
    """
    found, unknown = [], []
    for member in members:
        if not (member.path.startswith(IA_FOLDER) and member.path.lower().endswith(".csv")):
            continue
        stem = _stem(name, member.path)
        key = stem.removesuffix(PurePosixPath(SCORES_SUFFIX).stem)
        model = next((m for m in models if m.key.lower() == key.lower()), None)
        if model is not None:
            if key != stem:  # the other file of a model holds the same as 0 and 1
                found.append((member.path, model))
        elif USEFULNESS_MARK not in stem.lower():
            unknown.append(
                tr("“{file}” is of a model that the atlas does not know, and is left out.").format(
                    file=PurePosixPath(member.path).name
                )
            )
    return found, unknown


def open_scores(file: CsvFile, model: Model) -> Scores:
    """Match the header of a scores file, a canonical CSV, with the classes of its model.

    Raises:
        InputError: a column no class has, a doubled class, or no class at all.
    """
    file_name = file.required_column("FileName")
    columns: dict[str, int] = {}
    for column in file.header:
        if column == file_name:
            continue
        class_id = model.classes.get(column)
        if class_id is None:
            near = difflib.get_close_matches(column, model.classes, 1)
            raise InputError(
                tr("the model {name} has no class “{column}”.").format(name=model.name, column=column),
                file=file.path,
                row=1,
                column=column,
                advice=tr("Did you mean “{}”?").format(near[0])
                if near
                else tr("Remove the column or add the class."),
            )
        if class_id in columns.values():
            raise InputError(tr("a second column of the same class."), file=file.path, row=1, column=column)
        columns[column] = class_id
    if not columns:
        raise InputError(tr("there is no column of a class."), file=file.path, row=1)
    return Scores(file, model, file_name, columns)


def check_scores(
    scores: Scores, name: SessionName, known_frames: Container[str], check_cancelled: Callable[[], None]
) -> int:
    """Check every row of a scores file and return their number.

    Args:
        known_frames: the names (in the atlas) of all rows of metadata.csv.

    Raises:
        InputError: a score that is no number from 0 to 1, a frame that metadata.csv does not have or that
            stands twice.
    """
    file = scores.file
    seen: set[str] = set()
    for cells in check_numbers(
        file, scores.file_name, list(scores.columns), 0, 1, expected=tr("a score from 0 to 1")
    ):
        check_cancelled()
        names = cells.fillna("").map(name.frame_name)
        doubled = names.duplicated() | names.isin(seen)
        unknown = ~names.map(lambda n: n in known_frames).astype(bool)
        for fault, message in (
            (doubled, tr("“{}” stands twice in the file.")),
            (unknown, tr("“{}” is not a frame of metadata.csv.")),
        ):
            if fault.any():
                row = fault.idxmax()
                raise InputError(
                    message.format(cells[row]), file=file.path, row=int(row), column=scores.file_name
                )
        seen.update(names)
    return len(seen)


def _stem(name: SessionName, path: str) -> str:
    return PurePosixPath(path).stem.removeprefix(f"{name.text}_")
