# SPDX-License-Identifier: GPL-2.0-or-later
"""Each class's share of the frames, year by year, with the effort behind it and how sure it is.

Surveys are the clusters: the frames of one are neighbours, so an interval comes from resampling surveys, and
a year with one survey has none. Years in between without a look are rows without a share: nobody looked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.sql import Fragment, Name, fill, join
from ..errors import AtlasError, Cancelled
from ..reading.annotations import newest_annotations
from ..reading.scores import ScoredClass, find_classes, require_scores
from ..selection.chosen import Selection, open_for_export, select
from ..selection.filters import FrameFilter
from ..translation import tr
from .statistics import share_interval


@dataclass(frozen=True)
class YearOfClass:
    """A row of the table; a share of nothing is None.

    Attributes:
        sessions, frames: that lie there, predicted or not.
        predicted: frames with a score of the class; present: those that reach the threshold.
        annotated: frames with an annotation of the class's label; seen: those where it is present.
    """

    name: str
    year: int
    sessions: int
    frames: int
    predicted: int
    present: int
    share: float | None
    share_low: float | None
    share_high: float | None
    mean_score: float | None
    annotated: int
    seen: int
    annotated_share: float | None

    def row(self) -> dict[str, object]:
        """The columns of the table, in their order."""
        fields = self.__dataclass_fields__
        return {"class" if name == "name" else name: getattr(self, name) for name in fields}


@dataclass(frozen=True)
class ChangeReport:
    """The table, by class and year; `years` counts those in which somebody looked."""

    rows: tuple[YearOfClass, ...]
    years: int
    frames: int


def change(atlas_path: Path, wanted: FrameFilter, feedback: QgsProcessingFeedback) -> ChangeReport:
    """Each chosen class's share by year, of the chosen frames.

    The year is that of the survey's day; the model and the classes are those of the filter.

    Raises:
        InputError: an unknown name, or a filter that no frame passes.
        AtlasError: the atlas cannot be read, or has to be migrated first.
        Cancelled: nothing was counted.
    """
    with open_for_export(atlas_path) as atlas, atlas.interruptible(feedback):
        try:
            require_scores(atlas)
            selection = select(atlas, wanted, feedback)
            names = {column.ids[0]: column.name for column in selection.classes}
            classes = find_classes(atlas, names)
            surveys = _surveys(atlas, selection, classes)
            feedback.setProgress(70)
            people = _annotated(atlas, selection, classes)
        except AtlasError as error:
            if feedback.isCanceled():
                raise Cancelled(tr("Stopped.")) from error
            raise
    years = sorted({survey.year for survey in surveys})
    rows = [
        _year_of_class(place, one, names[one.id], year, surveys, people)
        for place, one in enumerate(classes)
        for year in range(years[0], years[-1] + 1)
    ]
    return ChangeReport(tuple(rows), len(years), sum(survey.frames for survey in surveys))


@dataclass(frozen=True)
class _Survey:
    """One session in one year; for each class its predicted and present frames and the sum of its scores."""

    year: int
    frames: int
    figures: tuple[tuple[int, int, float], ...]


def _surveys(atlas: Atlas, selection: Selection, classes: Sequence[ScoredClass]) -> list[_Survey]:
    figures = [
        fill(
            "count({score}) AS {looked}, coalesce(sum({reached}), 0) AS {found},"
            " coalesce(sum({score}), 0.0) AS {total}",
            score=one.score(),
            reached=one.reached(),
            looked=Name(f"looked_{one.id}"),
            found=Name(f"found_{one.id}"),
            total=Name(f"total_{one.id}"),
        )
        for one in classes
    ]
    scores = Fragment("")
    if classes:
        scores = fill(" LEFT JOIN {table} s ON s.frame_id = f.id", table=classes[0].table)
    rows = atlas.rows(
        fill(
            "SELECT CAST(strftime('%Y', d.session_date) AS INTEGER) AS year, d.doi AS deposit,"
            " count(*) AS frames{figures} FROM {source} JOIN version v ON v.doi = f.version_doi"
            " JOIN deposit d ON d.doi = v.deposit_doi{scores} GROUP BY 1, 2 ORDER BY 1, 2",
            figures=Fragment("".join(f", {figure}" for figure in figures)),
            source=selection.frame_source(),
            scores=scores,
        )
    )
    return [_Survey(year, frames, tuple(_threes(rest))) for year, _deposit, frames, *rest in rows]


def _threes(values: Sequence[float]) -> Iterator[tuple[int, int, float]]:
    for start in range(0, len(values), 3):
        looked, found, total = values[start : start + 3]
        yield int(looked), int(found), float(total)


def _annotated(
    atlas: Atlas, selection: Selection, classes: Sequence[ScoredClass]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Annotated frames and those with a label, by label and year."""
    if not classes:
        return {}
    labels = fill("a.ml_label_id IN ({labels})", labels=sorted({one.label_id for one in classes}))
    chosen = Fragment("1")
    if selection.table is not None:
        chosen = fill("a.frame_id IN (SELECT id FROM temp.{chosen})", chosen=selection.table)
    rows = atlas.rows(
        fill(
            "SELECT n.ml_label_id, CAST(strftime('%Y', d.session_date) AS INTEGER) AS year,"
            " count(*) AS annotated, sum(n.value) AS seen FROM ({newest}) n JOIN frame f ON f.id = n.frame_id"
            " JOIN version v ON v.doi = f.version_doi JOIN deposit d ON d.doi = v.deposit_doi GROUP BY 1, 2",
            newest=newest_annotations(join(" AND ", [labels, chosen])),
        )
    )
    return {(label, year): (annotated, int(seen)) for label, year, annotated, seen in rows}


def _year_of_class(
    place: int,
    one: ScoredClass,
    name: str,
    year: int,
    surveys: Sequence[_Survey],
    people: dict[tuple[int, int], tuple[int, int]],
) -> YearOfClass:
    here = [survey for survey in surveys if survey.year == year]
    figures = [survey.figures[place] for survey in here]
    looked = np.array([one_survey[0] for one_survey in figures], np.int64)
    found = np.array([one_survey[1] for one_survey in figures], np.int64)
    predicted, present = int(looked.sum()), int(found.sum())
    counted = looked > 0
    low, high = share_interval(found[counted], looked[counted])
    annotated, seen = people.get((one.label_id, year), (0, 0))
    return YearOfClass(
        name,
        year,
        len(here),
        sum(survey.frames for survey in here),
        predicted,
        present,
        present / predicted if predicted else None,
        low,
        high,
        sum(one_survey[2] for one_survey in figures) / predicted if predicted else None,
        annotated,
        seen,
        seen / annotated if annotated else None,
    )
