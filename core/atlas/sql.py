# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place where names and values are quoted into SQL text."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

_TERMS_AT_ONCE = 100


class Name(str):
    """The name of a table or column, to be quoted as such by `fill`."""

    __slots__ = ()


class Fragment(str):
    """A piece of SQL that `fill` made (or that is a constant of the code), taken as it is."""

    __slots__ = ()


def fill(template: str, /, **values: Any) -> Fragment:
    """Fill the `{placeholders}` of an SQL template, each value quoted by its kind.

    `Name` is quoted as an identifier, `Fragment` stays as it is, a list or tuple becomes a comma
    separated list of its quoted items (NULL when empty: nothing matches), all else is a literal.
    """
    return Fragment(template.format_map({key: _quoted(value) for key, value in values.items()}))


def join(separator: str, fragments: Iterable[Fragment]) -> Fragment:
    """Join fragments, for instance conditions by ` AND `."""
    return Fragment(separator.join(fragments))


def any_of(conditions: Iterable[Fragment]) -> Fragment:
    """Join conditions by OR; any number of them, though SQLite nests one OR in the next and ends at 1,000."""
    terms = [Fragment(f"({condition})") for condition in conditions] or [Fragment("0")]
    while len(terms) > 1:
        groups = [terms[n : n + _TERMS_AT_ONCE] for n in range(0, len(terms), _TERMS_AT_ONCE)]
        terms = [Fragment(f"({join(' OR ', group)})") for group in groups]
    return terms[0]


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


def _quoted(value: Any) -> str:
    if isinstance(value, Fragment):
        return str(value)
    if isinstance(value, Name):
        return identifier(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(_quoted(item) for item in value) or "NULL"
    return literal(value)
