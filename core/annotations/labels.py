# SPDX-License-Identifier: GPL-2.0-or-later
"""Which label a column of an annotation file means.

A present name comes first, then an earlier name (of a label or of a class). A name that stands for several
labels is never guessed. Today that is “Turbinaria”, a coral (133) and an alga (144): such a column is left
out and listed, unless it is written with the label's number (`Turbinaria_133`), or the file has a column for
each of them as data frames write doubled names (`Turbinaria`, `Turbinaria.1`): then the atlas's own order
counts, and that is said.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..atlas.gateway import Atlas
from ..errors import InputError
from ..translation import tr

_SUGGESTIONS = 100
"""A file of thousands of foreign columns is none of ours: only the first get a suggestion."""

_NUMBERED = re.compile(r"(.+?)(?:_|#| ?\()(\d+)\)?")


@dataclass(frozen=True)
class DroppedLabel:
    """A column whose label is not taken, and why; `suggestion` may be empty."""

    column: str
    reason: str
    suggestion: str


@dataclass(frozen=True)
class Resolved:
    """Columns with their labels' ids, in the file's order; the columns left out; remarks."""

    labels: dict[str, int]
    dropped: tuple[DroppedLabel, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """All names of the atlas's labels.

    Args:
        present: name → ids, in the atlas's order.
        earlier: name → ids of labels that were or are called so elsewhere.
        descriptions: id → what it is.
    """

    present: Mapping[str, Sequence[int]]
    earlier: Mapping[str, Sequence[int]]
    descriptions: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, atlas: Atlas) -> Labels:
        """Read the names from an atlas that is at the plugin's last script."""
        present: dict[str, list[int]] = {}
        descriptions = {}
        for label, name, description in atlas.rows(
            "SELECT id, name, description FROM multilabel_label ORDER BY id"
        ):
            present.setdefault(str(name).strip(), []).append(int(label))
            descriptions[int(label)] = str(description or "")
        earlier: dict[str, list[int]] = {}
        for name, label in atlas.rows(
            "SELECT DISTINCT name, ml_label_id FROM (SELECT name, ml_label_id FROM multilabel_label_alias "
            "UNION ALL SELECT name, ml_label_id FROM multilabel_class) ORDER BY 2"
        ):
            earlier.setdefault(str(name).strip(), []).append(int(label))
        return cls(present, earlier, descriptions)

    def resolve(self, columns: Sequence[str], *, file: Path | None = None) -> Resolved:
        """Find the label of each column; `file` is named in errors.

        Raises:
            InputError: two columns mean the same label.
        """
        found: dict[str, int] = {}
        dropped, notes = [], []
        in_order = self._in_order(columns)
        for column in columns:
            ids = [in_order[column]] if column in in_order else self._ids(column)
            if len(ids) == 1:
                _take(found, column, ids[0], file)
            elif ids:
                dropped.append(
                    DroppedLabel(column, tr("stands for several labels"), self._choices(column, ids))
                )
            else:
                suggestion = self._near(column) if len(dropped) < _SUGGESTIONS else ""
                dropped.append(DroppedLabel(column, tr("not a label of the atlas"), suggestion))
        if in_order:
            notes.append(
                tr("Labels of one name were taken in the atlas's order: {}.").format(
                    ", ".join(f"{column} = {label}" for column, label in in_order.items())
                )
            )
        return Resolved(found, tuple(dropped), tuple(notes))

    def _ids(self, column: str) -> Sequence[int]:
        ids = self.present.get(column) or self.earlier.get(column) or ()
        if not ids and (match := _NUMBERED.fullmatch(column)) is not None:
            number = int(match[2])
            if number in self.present.get(match[1].strip(), ()):
                return (number,)
        return ids

    def _in_order(self, columns: Sequence[str]) -> dict[str, int]:
        """Columns of doubled names (`x`, `x.1`) where the file has one for each label of that name."""
        given = set(columns)
        found: dict[str, int] = {}
        for name, ids in self.present.items():
            numbered = [name, *(f"{name}.{n}" for n in range(1, len(ids)))]
            if len(ids) > 1 and given.issuperset(numbered):
                found.update(zip(numbered, ids))
        return found

    def _choices(self, column: str, ids: Sequence[int]) -> str:
        choices = [f"{column}_{label} ({self.descriptions.get(label, '').rstrip('.')})" for label in ids]
        return tr("write {}").format(tr(" or ").join(choices))

    def _near(self, column: str) -> str:
        names = {_folded(name): name for name in (*self.earlier, *self.present)}
        near = difflib.get_close_matches(_folded(column), list(names), n=1, cutoff=0.75)
        return tr("did you mean {}?").format(names[near[0]]) if near else ""


def _take(found: dict[str, int], column: str, label: int, file: Path | None) -> None:
    other = next((name for name, taken in found.items() if taken == label), None)
    if other is not None:
        raise InputError(
            tr("means the same label as column “{}”.").format(other),
            file=file,
            row=1,
            column=column,
            advice=tr("Keep one of the two."),
        )
    found[column] = label


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().lower())


def column_names(atlas: Atlas) -> dict[int, str]:
    """Label → the name by which a column of a file means it and no other."""
    labels = [
        (int(label), str(name).strip())
        for label, name in atlas.rows("SELECT id + 0 AS number, name FROM multilabel_label ORDER BY id")
    ]
    doubled = {name for name, count in Counter(name for _, name in labels).items() if count > 1}
    return {label: f"{name}_{label}" if name in doubled else name for label, name in labels}
