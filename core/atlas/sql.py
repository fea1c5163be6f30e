# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place where names and values are quoted into SQL text."""

from __future__ import annotations

import math
from collections.abc import Iterable



def identifier(name: str) -> str:
    """Quote a table or column name; double quotes inside it are doubled."""
    if "\0" in name:
        raise ValueError("a name in SQL cannot hold a NUL character")
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | bytes | float | None) -> str:
    """Write a value as an SQLite literal: text, bytes, bool, integer, finite float or NULL (None, NaN)."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if math.isnan(value):
            return "NULL"
        if math.isinf(value):
            raise ValueError("an infinite number has no place in the atlas")
        return repr(value)
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    if "\0" in value:
        # SQLite reads statement text up to the first NUL, so such text travels as bytes.
        return f"CAST(X'{value.encode().hex()}' AS TEXT)"
    return "'" + value.replace("'", "''") + "'"


def literals(values: Iterable[str | bytes | float | None]) -> str:
    """Write values as the inside of a parenthesised SQL list; an empty list becomes NULL (no match)."""
    return ", ".join(literal(value) for value in values) or "NULL"
