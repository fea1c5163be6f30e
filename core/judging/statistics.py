# SPDX-License-Identifier: GPL-2.0-or-later
"""How well two judgements agree, and how sure a share is: plain formulas over arrays, no atlas.

A figure that is not defined (a precision where nothing was predicted) is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Interval = tuple[Optional[float], Optional[float]]

NO_INTERVAL: Interval = (None, None)
_RESAMPLES = 2_000
_SEED = 20240513
_WITHIN = (2.5, 97.5)
"""Percentiles of a 95 % interval."""


@dataclass(frozen=True)
class Confusion:
    """Frames by what the judged one says (positive or negative) and whether the reference agrees."""

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def frames(self) -> int:
        """All of them."""
        return self.tp + self.fp + self.fn + self.tn

    @property
    def precision(self) -> float | None:
        """Of the positive ones, the share that is present."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """Of the present ones, the share that is positive."""
        return _ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where nothing is to be found and nothing was."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; None where both say the same of every frame and there is but one answer."""
        (kappa,) = _kappas(np.array([[self.tp, self.fp, self.fn, self.tn]]))
        return None if np.isnan(kappa) else float(kappa)

    def kappa_interval(self) -> Interval:
        """95 %, by resampling the frames with a fixed seed; nothing of less than two frames."""
        if self.frames < 2 or self.kappa is None:
            return NO_INTERVAL
        cells = np.array([self.tp, self.fp, self.fn, self.tn])
        # Drawing frames with replacement is drawing their cells by the cells' shares.
        drawn = np.random.default_rng(_SEED).multinomial(self.frames, cells / self.frames, _RESAMPLES)
        return _within(_kappas(drawn))


def confusion(positive: NDArray[np.bool_], present: NDArray[np.bool_]) -> Confusion:
    """Count two judgements of the same frames."""
    tp = int(np.count_nonzero(positive & present))
    fp = int(np.count_nonzero(positive & ~present))
    fn = int(np.count_nonzero(~positive & present))
    return Confusion(tp, fp, fn, len(present) - tp - fp - fn)


def fitting_threshold(scores: NDArray[np.float64], present: NDArray[np.bool_], own: float) -> float | None:
    """The threshold with the best F1 on these frames; of several, the one nearest to `own`.

    Thresholds are scores that occur: a frame is positive from its own score on. None where nothing is
    present, as every threshold is then as bad as any other.
    """
    total = int(np.count_nonzero(present))
    if not total:
        return None
    order = np.argsort(-scores, kind="stable")
    scores, present = scores[order], present[order]
    positive = np.arange(1, len(scores) + 1)
    f1 = 2 * np.cumsum(present) / (positive + total)
    last_of_score = np.append(scores[1:] != scores[:-1], True)
    best = last_of_score & (f1 >= f1[last_of_score].max() - 1e-12)
    candidates = scores[best]
    return float(candidates[np.argmin(np.abs(candidates - own))])


def share_interval(found: NDArray[np.int64], looked: NDArray[np.int64]) -> Interval:
    """95 % of the share sum(found) / sum(looked), by resampling whole clusters with a fixed seed.

    Neighbouring frames of a survey are no independent looks; surveys are. One of them tells nothing about
    another: then there is no interval.

    Args:
        found, looked: a number a cluster.
    """
    clusters = len(looked)
    if clusters < 2:
        return NO_INTERVAL
    drawn = np.random.default_rng(_SEED).multinomial(clusters, np.full(clusters, 1 / clusters), _RESAMPLES)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = (drawn @ found) / (drawn @ looked)
    return _within(shares)


def _within(values: NDArray[np.float64]) -> Interval:
    values = values[np.isfinite(values)]
    if not len(values):
        return NO_INTERVAL
    low, high = np.percentile(values, _WITHIN)
    return float(low), float(high)


def _kappas(cells: NDArray[np.int64]) -> NDArray[np.float64]:
    """Cohen's kappa of each row (tp, fp, fn, tn); NaN where it is not defined."""
    tp, fp, fn, tn = cells.T.astype(float)
    frames = tp + fp + fn + tn
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = (tp + tn) / frames
        chance = ((tp + fp) * (tp + fn) + (fn + tn) * (fp + tn)) / frames**2
        kappa = (observed - chance) / (1 - chance)
    kappa[~np.isfinite(kappa) | (chance >= 1)] = np.nan
    return kappa


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
