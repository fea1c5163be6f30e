# SPDX-License-Identifier: GPL-2.0-or-later
"""The names that a user may write, held against those that the atlas has."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..atlas.gateway import Atlas
from ..atlas.sql import fill
from ..errors import InputError
from ..translation import tr

# OGR takes a column `id` for the feature id and leaves it out of the fields: queries say `id + 0`.

_SHOWN_NAMES = 40


@dataclass(frozen=True)
class Column:
    """A class or a label as a column of a table: its ids, its name and, for a class, its threshold."""

    ids: tuple[int, ...]
    name: str
    threshold: float = 0.0


_NAMES = {
    "platforms": "SELECT DISTINCT platform_type FROM deposit ORDER BY 1",
    "sessions": "SELECT DISTINCT session_name FROM deposit ORDER BY 1",
    "models": "SELECT name FROM multilabel_model ORDER BY creation_date, id",
    "classes": "SELECT DISTINCT name FROM multilabel_class ORDER BY id",
    "annotation_sessions": (
        "SELECT strftime('%Y%m%d_%H%M%S', annotation_date) || '__' || author_name || '__' || dataset_name"
        " AS name FROM multilabel_annotation_session ORDER BY annotation_date, id"
    ),
}


def known_names(atlas: Atlas, what: str) -> list[str]:
    """What can be asked for: names of `platforms`, `sessions`, `models`, `classes`, `annotation_sessions`."""
    return [str(name) for (name,) in atlas.rows(_NAMES[what]) if name is not None]


def read_names(atlas_path: Path, what: str) -> list[str]:
    """As `known_names`, for a list to pick from."""
    with Atlas.open(atlas_path) as atlas:
        return known_names(atlas, what)


def unknown(what: str, name: str, known: Sequence[str]) -> InputError:
    """The answer to a name that the atlas does not have: those that it has, the most alike first."""
    alike = difflib.get_close_matches(name, known, n=_SHOWN_NAMES, cutoff=0.6)
    ordered = [*alike, *(other for other in known if other not in alike)]
    shown = ", ".join(ordered[:_SHOWN_NAMES])
    if len(ordered) > _SHOWN_NAMES:
        shown = tr("{names} and {count} more").format(names=shown, count=len(ordered) - _SHOWN_NAMES)
    return InputError(
        tr("The atlas has no {kind} “{name}”.").format(kind=what, name=name),
        advice=tr("Known: {}.").format(shown) if shown else tr("It has none at all yet."),
    )


def find_model(atlas: Atlas, wanted: str) -> int | None:
    """The id of a model by its name or id; without one that of the last model."""
    models = atlas.rows("SELECT id + 0 AS number, name FROM multilabel_model ORDER BY creation_date, id")
    if not wanted:
        return int(models[-1][0]) if models else None
    named = [number for number, name in models if wanted in (name, str(number))]
    if not named:
        raise unknown(tr("model"), wanted, [name for _, name in models])
    return int(named[-1])


def find_columns(
    atlas: Atlas, model_id: int | None, wanted: Sequence[str]
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """A model's classes and all labels, or those of them that are wanted by name."""
    classes = atlas.rows(
        fill(
            "SELECT id + 0 AS number, name, threshold, ml_label_id FROM multilabel_class"
            " WHERE ml_model_id = {model} ORDER BY id",
            model=model_id,
        )
    )
    labels = atlas.rows("SELECT id + 0 AS number, name FROM multilabel_label ORDER BY id")
    if wanted:
        folded = {name.casefold() for name in wanted}
        named = {name.casefold() for _, name, *_ in [*classes, *labels]}
        for name in wanted:
            if name.casefold() not in named:
                known = list(dict.fromkeys([*(row[1] for row in classes), *(row[1] for row in labels)]))
                raise unknown(tr("class"), name, known)
        label_ids = {row[3] for row in classes if row[1].casefold() in folded}
        label_ids |= {number for number, name in labels if name.casefold() in folded}
        # A class and its label may have different names (Algae_Turf and Turf): either finds both.
        classes = [row for row in classes if row[3] in label_ids]
        labels = [row for row in labels if row[0] in label_ids]
    merged: dict[str, tuple[int, ...]] = {}
    for number, name in labels:
        merged[name] = (*merged.get(name, ()), number)
    seen: dict[str, int] = {}
    columns = []
    for number, name, threshold, _ in classes:
        seen[name] = seen.get(name, 0) + 1
        columns.append(Column((number,), name if seen[name] == 1 else f"{name}_{number}", float(threshold)))
    return tuple(columns), tuple(Column(ids, name) for name, ids in merged.items())
