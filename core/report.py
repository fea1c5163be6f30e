# SPDX-License-Identifier: GPL-2.0-or-later
"""Accounts of a run as files: whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from .errors import SeatizenError
from .files import unwritable, whole_file


def as_plain(value: object) -> object:
    """`value` in the words of JSON: dataclasses by field name, paths, dates and enumerations as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [as_plain(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, SeatizenError):
        return str(value)
    if isinstance(value, Enum):
        return as_plain(value.value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if hasattr(value, "item"):  # a scalar of numpy's
        return value.item()
    return str(value)


def write_report(path: str | Path, report: object) -> Path:
    """Write `report` (a dataclass, a mapping or a list of them) as JSON to `path`, atomically."""
    return write_text(path, json.dumps(as_plain(report), ensure_ascii=False, indent=2) + "\n")


def write_table(path: str | Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a table as CSV (UTF-8) to `path`, atomically."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return write_text(path, text.getvalue())


def write_text(path: str | Path, text: str) -> Path:
    """Write `text` to `path`, whose folder is made when it is missing; no reader ever sees half of it."""
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(target, error) from error
    with whole_file(target) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
    return target
