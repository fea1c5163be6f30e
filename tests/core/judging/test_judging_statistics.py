# SPDX-License-Identifier: GPL-2.0-or-later
"""The formulas of agreement and of shares, held against plain counting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seatizen_atlas.core.judging.statistics import (
    NO_INTERVAL,
    Confusion,
    confusion,
    fitting_threshold,
    share_interval,
)

CELLS = st.integers(0, 60)


def plain_f1(scores, present, threshold):
    tp = sum(1 for s, p in zip(scores, present) if s >= threshold and p)
    wrong = sum(1 for s, p in zip(scores, present) if (s >= threshold) != p)
    return 2 * tp / (2 * tp + wrong) if tp or wrong else None


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=50))
def test_cells_are_counted(pairs):
    positive = np.array([p for p, _ in pairs], bool)
    present = np.array([q for _, q in pairs], bool)
    counts = confusion(positive, present)
    assert (counts.tp, counts.fp, counts.fn, counts.tn) == (
        pairs.count((True, True)),
        pairs.count((True, False)),
        pairs.count((False, True)),
        pairs.count((False, False)),
    )
    assert counts.frames == len(pairs)


def test_known_figures():
    """The example that textbooks show for Cohen's kappa: 20, 5, 10 and 15 give 0.4."""
    counts = Confusion(20, 5, 10, 15)
    assert counts.kappa == pytest.approx(0.4)
    assert counts.precision == pytest.approx(0.8)
    assert counts.recall == pytest.approx(2 / 3)
    assert counts.f1 == pytest.approx(8 / 11)
    low, high = counts.kappa_interval()
    assert 0.1 < low < 0.4 < high < 0.7
    assert counts.kappa_interval() == (low, high)  # the seed is fixed


@pytest.mark.parametrize(
    ("counts", "undefined"),
    [
        (Confusion(0, 0, 0, 9), ["precision", "recall", "f1", "kappa"]),
        (Confusion(9, 0, 0, 0), ["kappa"]),
        (Confusion(0, 0, 3, 9), ["precision"]),
        (Confusion(0, 3, 0, 9), ["recall"]),
    ],
)
def test_what_is_not_defined_is_none(counts, undefined):
    figures = {name: getattr(counts, name) for name in ("precision", "recall", "f1", "kappa")}
    assert [name for name, value in figures.items() if value is None] == undefined
    if counts.kappa is None:
        assert counts.kappa_interval() == NO_INTERVAL


@settings(deadline=None)
@given(CELLS, CELLS, CELLS, CELLS)
def test_kappa_is_between_its_bounds(tp, fp, fn, tn):
    counts = Confusion(tp, fp, fn, tn)
    if counts.kappa is None:
        return
    assert -1 <= counts.kappa <= 1
    low, high = counts.kappa_interval()
    assert low is None or -1 <= low <= high <= 1


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10).map(lambda n: n / 10), st.booleans()), min_size=1, max_size=40),
    st.floats(0, 1),
)
def test_no_threshold_fits_better(pairs, own):
    scores = np.array([s for s, _ in pairs])
    present = np.array([p for _, p in pairs], bool)
    found = fitting_threshold(scores, present, own)
    if not present.any():
        assert found is None
        return
    best = max(plain_f1(scores, present, t) or 0 for t in set(scores))
    assert plain_f1(scores, present, found) == pytest.approx(best)
    rivals = [t for t in set(scores) if plain_f1(scores, present, t) == pytest.approx(best)]
    assert abs(found - own) == pytest.approx(min(abs(t - own) for t in rivals))


def test_a_share_of_many_surveys_has_an_interval_and_of_one_has_none():
    found, looked = np.array([10, 30, 5, 40]), np.array([100, 100, 100, 100])
    low, high = share_interval(found, looked)
    assert low < 85 / 400 < high
    assert share_interval(found[:1], looked[:1]) == NO_INTERVAL
    assert share_interval(np.array([50, 50]), np.array([100, 100])) == (0.5, 0.5)
