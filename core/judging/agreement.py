# SPDX-License-Identifier: GPL-2.0-or-later
"""People against a model, or against other people: class by class, with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import QgsProcessingFeedback

from ..atlas.gateway import Atlas
from ..atlas.sql import fill, join
from ..errors import AtlasError, Cancelled, InputError
from ..reading.scores import require_scores
from ..report import write_table
from ..selection.chosen import open_for_export, select
from ..selection.filters import FrameFilter
from ..translation import tr
from .pairs import OTHER, REFERENCE, Judged, against_model, against_people, lay_out
from .statistics import Confusion, confusion, fitting_threshold

CANDIDATE_COLUMNS = ("version_doi", "relative_file_path", "label", "score", "annotation")
_AT_ONCE = 5_000


@dataclass(frozen=True)
class ClassAgreement:
    """A row of the table; what is not defined is None.

    Attributes:
        cells: the ids of the frames behind each count, by `tp`, `fp`, `fn` and `tn`.
    """

    name: str
    counts: Confusion
    kappa_low: float | None
    kappa_high: float | None
    threshold: float | None
    fitting_threshold: float | None
    cells: dict[str, tuple[int, ...]]

    def row(self) -> dict[str, object]:
        """The columns of the table, in their order."""
        counts = self.counts
        return {
            "class": self.name,
            "frames": counts.frames,
            "tp": counts.tp,
            "fp": counts.fp,
            "fn": counts.fn,
            "tn": counts.tn,
            "precision": counts.precision,
            "recall": counts.recall,
            "f1": counts.f1,
            "kappa": counts.kappa,
            "kappa_low": self.kappa_low,
            "kappa_high": self.kappa_high,
            "threshold": self.threshold,
            "fitting_threshold": self.fitting_threshold,
        }


@dataclass(frozen=True)
class AgreementReport:
    """The table, a row a class that both judged somewhere; `frames` counts frames that both judged at all."""

    classes: tuple[ClassAgreement, ...]
    frames: int
    candidates: int = 0


def agreement(
    atlas_path: Path,
    wanted: FrameFilter,
    feedback: QgsProcessingFeedback,
    *,
    reference: Sequence[str] = (),
    against: Sequence[str] = (),
    candidates: Path | None = None,
) -> AgreementReport:
    """Hold a model (or other annotators) against annotators, class by class.

    Args:
        reference: annotation sessions, by number or name, whose word counts; all by default.
        against: annotation sessions that are judged in the place of the model.
        candidates: a CSV file for the frames where the two differ, which `downloadframes` takes.

    Raises:
        InputError: an unknown name, a filter that no frame passes, or no frame that both judged.
        AtlasError: the atlas cannot be read, or has to be migrated first.
        Cancelled: nothing was written.
    """
    with open_for_export(atlas_path) as atlas, atlas.interruptible(feedback):
        try:
            require_scores(atlas)
            selection = select(atlas, wanted, feedback)
            lay_out(atlas, REFERENCE, reference, selection)
            if against:
                lay_out(atlas, OTHER, against, selection)
                judged = against_people(atlas, selection)
            else:
                judged = against_model(atlas, selection)
            total = len(selection.labels if against else selection.classes)
            classes, frames, differing = [], set[int](), []
            for number, one in enumerate(judged):
                if feedback.isCanceled():
                    raise Cancelled(tr("Stopped."))
                if len(one.frames):
                    classes.append(_class_agreement(one))
                    frames.update(one.frames.tolist())
                    if candidates is not None:
                        differing += list(_differing(one))
                feedback.setProgress(90 * (number + 1) / max(total, 1))
            if not classes:
                raise InputError(
                    tr("There is no frame that both judged."),
                    advice=tr("Choose other annotation sessions, another model, or a wider filter."),
                )
            if candidates is not None:
                write_table(candidates, CANDIDATE_COLUMNS, _candidate_rows(atlas, differing))
        except AtlasError as error:
            if feedback.isCanceled():
                raise Cancelled(tr("Stopped.")) from error
            raise
    return AgreementReport(tuple(classes), len(frames), len(differing))


def _class_agreement(one: Judged) -> ClassAgreement:
    positive, present = one.positive, one.present
    counts = confusion(positive, present)
    low, high = counts.kappa_interval()
    fitting = None
    if one.threshold is not None:
        fitting = fitting_threshold(one.scores, present, one.threshold)
    cells = {
        "tp": positive & present,
        "fp": positive & ~present,
        "fn": ~positive & present,
        "tn": ~positive & ~present,
    }
    return ClassAgreement(
        one.name,
        counts,
        low,
        high,
        one.threshold,
        fitting,
        {name: tuple(one.frames[chosen].tolist()) for name, chosen in cells.items()},
    )


def _differing(one: Judged) -> Iterator[tuple[int, str, float, int]]:
    """Frame, class, score and annotation where the two differ, the surest of the judged one first."""
    middle = 0.5 if one.threshold is None else one.threshold
    differs = np.flatnonzero(one.positive != one.present)
    for place in differs[np.argsort(-np.abs(one.scores[differs] - middle), kind="stable")]:
        yield (
            int(one.frames[place]),
            one.name,
            float(one.scores[place]),
            int(one.present[place]),
        )


def _candidate_rows(
    atlas: Atlas, differing: Sequence[tuple[int, str, float, int]]
) -> Iterator[tuple[object, ...]]:
    where: dict[int, tuple[str, str]] = {}
    ids = sorted({frame for frame, *_ in differing})
    for start in range(0, len(ids), _AT_ONCE):
        some = join(", ", (fill("{id}", id=number) for number in ids[start : start + _AT_ONCE]))
        for number, version, path in atlas.rows(
            fill(
                "SELECT f.id + 0 AS frame_id, f.version_doi, f.relative_file_path FROM frame f"
                " WHERE f.id IN ({some})",
                some=some,
            )
        ):
            where[number] = (version, path or "")
    for frame, name, score, annotation in differing:
        yield (*where[frame], name, score, annotation)
