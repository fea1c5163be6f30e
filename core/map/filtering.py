# SPDX-License-Identifier: GPL-2.0-or-later
"""A filter on the map: what passes, and how each layer of an atlas is told to show no more than that.

Nothing is copied: layers get subset strings. Frames are judged by SQLite as they are drawn. What is seen from
far away cannot be judged frame by frame each time that the map moves, so it gets the cells and the sessions
that passed, with their numbers, as they were counted once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback, QgsProject

from ..atlas.density import CELLS_PER_DEGREE
from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, fill
from ..errors import AtlasError, Cancelled
from ..selection.conditions import deposit_conditions
from ..selection.filters import FrameFilter
from ..selection.names import find_columns
from ..selection.subset import frame_subset
from ..translation import tr
from . import overview
from .class_layers import statement_of
from .layers import ROLE, layers_of_atlas, show_only
from .styles import CLASS, DENSITY, FOOTPRINTS, FRAMES, MAP, PLACES, SESSIONS, TRACKS

_MOST_CELLS = 50_000
"""Longer lists of cells make a statement, which is kept in the project, too long for SQLite."""


@dataclass(frozen=True)
class MapFilter:
    """A filter that was compared with an atlas.

    Args:
        frames, sessions: how many pass.
        all_frames, all_sessions: how many there are.
        subsets: subset strings by the key of a layer; those that are not named show everything.
        deposits: DOIs of the sessions that pass, each with its frames.
    """

    frames: int
    all_frames: int
    sessions: int
    all_sessions: int
    subsets: Mapping[str, str]
    deposits: Mapping[str, int]

    @property
    def everything(self) -> bool:
        """Whether no layer is filtered."""
        return not self.subsets


def compare(path: str | Path, wanted: FrameFilter, feedback: QgsProcessingFeedback) -> MapFilter:
    """Count what passes a filter and make the subset strings for it; beside the event loop.

    Raises:
        AtlasError: the atlas cannot be read, or is too old.
        InputError: the filter names what the atlas does not have.
        Cancelled: somebody has asked for another filter meanwhile.
    """
    with Atlas.open(path) as atlas:
        try:
            with atlas.interruptible(feedback):
                return _compare(atlas, wanted, feedback)
        except AtlasError as error:
            if feedback.isCanceled():
                raise Cancelled(tr("Cancelled.")) from error
            raise


def apply(project: QgsProject, path: str | Path, chosen: MapFilter) -> Iterator[str]:
    """Tell the project's layers of an atlas what to show; on the project's thread, a layer a step.

    Yields:
        The key of each layer that was told.
    """
    statements = {role.key: role.statement for role in MAP}
    for layer in list(layers_of_atlas(Path(path).absolute(), project)):
        key = layer.customProperty(ROLE)
        if key in statements or key == CLASS:
            frames = chosen.subsets.get(FRAMES, "")
            subset = statement_of(layer, frames) if key == CLASS else chosen.subsets.get(key, statements[key])
            if layer.subsetString() != subset:
                show_only(layer, subset)
                yield key


@dataclass(frozen=True)
class ClassChoice:
    """A class that can be asked for, with the threshold of its model."""

    name: str
    threshold: float


@dataclass(frozen=True)
class Choices:
    """What a filter of an atlas can ask for; models with their classes, the newest last."""

    platforms: tuple[str, ...]
    fixes: tuple[int, ...]
    first_day: str
    last_day: str
    models: Mapping[str, tuple[ClassChoice, ...]]


def choices(path: str | Path, feedback: QgsProcessingFeedback) -> Choices:
    """Read what a filter can ask for.

    Raises:
        AtlasError: the atlas cannot be read.
    """
    with Atlas.open(path) as atlas, atlas.interruptible(feedback):
        platforms = atlas.rows("SELECT DISTINCT upper(platform_type) AS code FROM deposit ORDER BY 1")
        days = atlas.rows(
            "SELECT coalesce(min(session_date), '') AS first, coalesce(max(session_date), '') AS last"
            " FROM deposit"
        )
        models: dict[str, tuple[ClassChoice, ...]] = {}
        for number, name in atlas.rows(
            "SELECT id + 0 AS number, name FROM multilabel_model ORDER BY creation_date, id"
        ):
            classes, _labels = find_columns(atlas, number, ())
            models[name] = tuple(ClassChoice(one.name, one.threshold) for one in classes)
        return Choices(
            tuple(code for (code,) in platforms if code), (1, 2, 5), days[0][0], days[0][1], models
        )


def _compare(atlas: Atlas, wanted: FrameFilter, feedback: QgsProcessingFeedback) -> MapFilter:
    subset = Fragment(frame_subset(atlas, wanted, feedback))
    totals = _frames_of_sessions(atlas, Fragment("1"))
    all_sessions = int(atlas.scalar("SELECT count(*) FROM deposit"))
    if not subset:
        total = sum(totals.values())
        return MapFilter(total, total, all_sessions, all_sessions, {}, totals)
    if wanted.chooses_frames:
        deposits, cells, densest = _counted(atlas, subset)
    else:
        passing = deposit_conditions(atlas, wanted)
        names = [doi for (doi,) in atlas.rows(fill("SELECT d.doi FROM deposit d WHERE {p}", p=passing))]
        deposits = {doi: totals.get(doi, 0) for doi in names}
        cells = fill("(SELECT * FROM frame_density WHERE deposit_doi IN ({names}))", names=names)
        densest = cells
    listed = list(deposits)
    subsets = {
        FRAMES: str(subset),
        FOOTPRINTS: str(fill("doi IN ({dois})", dois=listed)),
        TRACKS: str(fill("deposit_doi IN ({dois})", dois=listed)),
    }
    if atlas.has_table("frame_density"):
        subsets[SESSIONS] = str(overview.sessions(densest))
        subsets[PLACES] = str(overview.places(densest))
        subsets[DENSITY] = str(overview.squares(cells))
    return MapFilter(
        sum(deposits.values()), sum(totals.values()), len(deposits), all_sessions, subsets, deposits
    )


def _frames_of_sessions(atlas: Atlas, condition: Fragment) -> dict[str, int]:
    return dict(
        atlas.rows(
            fill(
                "SELECT v.deposit_doi, sum(n.frames) AS frames FROM (SELECT version_doi, count(*) AS frames"
                " FROM frame WHERE {condition} GROUP BY version_doi) n"
                " JOIN version v ON v.doi = n.version_doi GROUP BY v.deposit_doi",
                condition=condition,
            )
        )
    )


def _counted(atlas: Atlas, subset: Fragment) -> tuple[dict[str, int], Fragment, Fragment]:
    """The frames that pass, of each session; the cells of the density grid with no more than those; and the
    cell of each session in which most of them lie, with all of them."""
    if not atlas.has_table("frame_density"):
        return _frames_of_sessions(atlas, subset), Fragment(""), Fragment("")
    grid = (
        "CAST((ST_MinX({column}) + 180) * {cells} AS INTEGER) AS x,"
        " CAST((ST_MinY({column}) + 90) * {cells} AS INTEGER) AS y"
    )
    words = {"cells": CELLS_PER_DEGREE}
    passing = atlas.rows(
        fill(
            "SELECT v.deposit_doi, coalesce(n.x, -1) AS x, coalesce(n.y, -1) AS y, n.frames FROM"
            " (SELECT version_doi, {grid}, count(*) AS frames FROM frame WHERE {subset} GROUP BY 1, 2, 3) n"
            " JOIN version v ON v.doi = n.version_doi",
            grid=fill(grid, column=Fragment("GPSPosition"), **words),
            subset=subset,
        )
    )
    deposits: Counter[str] = Counter()
    counts: Counter[tuple[str, int, int]] = Counter()
    for doi, x, y, frames in passing:
        deposits[doi] += frames
        counts[doi, x, y] += frames
    found = atlas.rows(
        fill(
            "SELECT id + 0 AS cell, deposit_doi, {grid} FROM frame_density",
            grid=fill(grid, column=Fragment("position"), **words),
        )
    )
    kept = {cell: (doi, counts[doi, x, y]) for cell, doi, x, y in found if (doi, x, y) in counts}
    densest: dict[str, tuple[int, int]] = {}
    for cell, (doi, frames) in kept.items():
        densest[doi] = max(densest.get(doi, (0, 0)), (frames, cell))
    of_sessions = _listed({cell: deposits[doi] for doi, (_frames, cell) in densest.items()})
    if len(kept) <= _MOST_CELLS:
        return dict(deposits), _listed({cell: frames for cell, (_doi, frames) in kept.items()}), of_sessions
    # Judged anew whenever the map is drawn: slow, but right.
    cells = fill(
        "(SELECT v.deposit_doi AS deposit_doi, d.session_date AS surveyed_on, n.frames AS frames,"
        " n.GPSPosition AS position FROM (SELECT version_doi, GPSPosition, {grid}, count(*) AS frames"
        " FROM frame WHERE ({subset}) AND ST_MinX(GPSPosition) NOTNULL GROUP BY 1, 3, 4) n"
        " JOIN version v ON v.doi = n.version_doi JOIN deposit d ON d.doi = v.deposit_doi)",
        grid=fill(grid, column=Fragment("GPSPosition"), **words),
        subset=subset,
    )
    return dict(deposits), cells, of_sessions


def _listed(cells: Mapping[int, int]) -> Fragment:
    """Some cells of the density grid with other numbers of frames.

    As JSON: SQLite takes ten times as long to compile a VALUES of so many rows.
    """
    return fill(
        "(SELECT c.deposit_doi, c.surveyed_on, k.value AS frames, c.position FROM json_each({cells}) k"
        " JOIN frame_density c ON c.id = CAST(k.key AS INTEGER))",
        cells=json.dumps(cells, separators=(",", ":")),
    )
