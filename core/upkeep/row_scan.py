# SPDX-License-Identifier: GPL-2.0-or-later
"""One pass over the rows of a table, in portions, that asks all rules of each row at once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Optional

from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill
from ..errors import AtlasError, Cancelled
from ..translation import tr, tr_n
from .findings import ERROR, EXAMPLES, Finding
from .row_rules import EXAMPLE, RowRule

Extent = tuple[Optional[float], ...]
"""min_x, min_y, max_x, max_y; None where there is no geometry."""

_SECONDS_A_PORTION = 0.25
"""A cancel is heard between two portions."""
_FIRST_PORTION = 5_000
_SIDES = (("min", "ST_MinX"), ("min", "ST_MinY"), ("max", "ST_MaxX"), ("max", "ST_MaxY"))


class RowScan:
    """Counts the faulty rows of one table, and finds the extent of its geometries on the way."""

    def __init__(self, atlas: Atlas, table: str, rules: Sequence[RowRule], geometry: str | None) -> None:
        self.table = table
        self.extent: Extent = (None, None, None, None)
        self._atlas = atlas
        self._rules = list(rules)
        self._geometry = geometry
        self._counts = dict.fromkeys(rules, 0)
        self._examples: dict[RowRule, list[str]] = {rule: [] for rule in rules}
        self._broken: dict[RowRule, str] = {}
        self._first, self._last = self._ends()

    def __len__(self) -> int:
        """The number of row ids between the first and the last: no less than there are rows."""
        return self._last - self._first + 1

    def run(self, feedback: QgsProcessingFeedback, before: int, total: int) -> None:
        """Look at all rows; `before` of the check's `total` row ids are done."""
        feedback.setProgressText(tr_n("Checking %Ln row(s) of “{table}”", len(self)).format(table=self.table))
        first, size = self._first, _FIRST_PORTION
        while first <= self._last:
            if feedback.isCanceled():
                raise Cancelled(tr("The check was stopped."))
            started = time.monotonic()
            self._look(
                fill(
                    "t.rowid BETWEEN {first} AND {last}", first=first, last=min(self._last, first + size - 1)
                )
            )
            first += size
            took = max(time.monotonic() - started, 0.001)
            size = max(1_000, int(size * min(4.0, _SECONDS_A_PORTION / took)))
            feedback.setProgress(95 * (before + first - self._first) / total)

    def findings(self) -> Iterator[Finding]:
        """What was found, rule by rule."""
        if self._broken and len(self._broken) == len(self._rules):
            reason = next(iter(self._broken.values()))
            message = tr("“{table}” cannot be read: {reason}").format(table=self.table, reason=reason)
            yield Finding(ERROR, f"{self.table}.unreadable", message)
            return
        for rule in self._rules:
            if rule in self._broken:
                message = tr("“{code}” could not be asked of “{table}”: {broken}").format(
                    code=rule.code, table=self.table, broken=self._broken[rule]
                )
                yield Finding(ERROR, f"{rule.code}_unknown", message)
            elif count := self._counts[rule]:
                examples = tuple(self._examples[rule][:EXAMPLES])
                message = rule.message.format(count=count)
                yield Finding(rule.level, rule.code, message, count, examples, rule.refresh)

    def _ends(self) -> tuple[int, int]:
        first, last = self._atlas.rows(
            fill(
                "SELECT (SELECT min(rowid) FROM {t}) + 0 AS a, (SELECT max(rowid) FROM {t}) + 0 AS b",
                t=Name(self.table),
            )
        )[0]
        return (1, 0) if first is None else (first, last)

    def _look(self, portion: Fragment) -> None:
        rules = [rule for rule in self._rules if rule not in self._broken]
        try:
            counts = self._count(rules, portion)
        except AtlasError:
            rules = [rule for rule in rules if self._can_be_asked(rule, portion)]
            counts = self._count(rules, portion) if rules else []
        for rule, count in zip(rules, counts):
            self._counts[rule] += count
            if count and len(self._examples[rule]) < EXAMPLES:
                self._examples[rule] += self._name_rows(rule, portion)

    def _can_be_asked(self, rule: RowRule, portion: Fragment) -> bool:
        """A damaged page or a missing column may concern one rule alone."""
        try:
            self._count([rule], portion)
        except AtlasError as error:
            self._broken[rule] = error.message
            return False
        return True

    def _count(self, rules: Sequence[RowRule], portion: Fragment) -> list[int]:
        sums = [
            fill(
                "count(*) FILTER (WHERE {condition}) AS {name}",
                condition=rule.condition,
                name=Name(f"c{number}"),
            )
            for number, rule in enumerate(rules)
        ]
        if self._geometry is not None:
            sums += [
                fill(
                    "{extreme}({side}(t.{column})) AS {name}",
                    extreme=Fragment(extreme),
                    side=Fragment(side),
                    column=Name(self._geometry),
                    name=Name(f"e{number}"),
                )
                for number, (extreme, side) in enumerate(_SIDES)
            ]
        row = self._atlas.rows(
            fill(
                "SELECT {sums} FROM {table} t WHERE {portion}",
                sums=sums,
                table=Name(self.table),
                portion=portion,
            )
        )[0]
        if self._geometry is not None:
            self._widen(row[len(rules) :])
        return list(row[: len(rules)])

    def _widen(self, extent: Sequence[float | None]) -> None:
        def outer(extreme: str, *values: float | None) -> float | None:
            there = [value for value in values if value is not None]
            return (min if extreme == "min" else max)(there) if there else None

        self.extent = tuple(
            outer(extreme, old, new) for (extreme, _side), old, new in zip(_SIDES, self.extent, extent)
        )

    def _name_rows(self, rule: RowRule, portion: Fragment) -> list[str]:
        column = EXAMPLE.get(rule.table)
        rows = self._atlas.rows(
            fill(
                "SELECT CAST({what} AS TEXT) AS what FROM {table} t WHERE {portion} AND ({condition})"
                " LIMIT {n}",
                what=fill("t.{column}", column=Name(column)) if column else Fragment("t.rowid"),
                table=Name(rule.table),
                portion=portion,
                condition=rule.condition,
                n=EXAMPLES,
            )
        )
        return [str(what) for (what,) in rows]
