from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from dashboard.statistics import (
    NPS_VALUES,
    Effect,
    ScoreSums,
    nps,
    nps_difference,
    proportion,
    score_differences,
    score_estimates,
)

POINTS, BOX = (-100.0, 0.0, 100.0), (0.0, 1.0)
cell_counts = arrays(np.float64, (2, 3), elements=st.integers(0, 90).map(float))


def unweighted(counts: NDArray[np.float64]) -> ScoreSums:
    return ScoreSums(counts, counts, counts)


def series(months: int = 60, categories: int = 11) -> ScoreSums:
    return unweighted(np.random.default_rng(3).poisson(40, (months, categories)).astype(float))


def weighted(seed: int = 5, months: int = 4) -> ScoreSums:
    rng = np.random.default_rng(seed)
    sums, counts, squares = np.zeros((months, 3)), np.zeros((months, 3)), np.zeros((months, 3))
    for month, category, weight in zip(
        rng.integers(0, months, 900), rng.integers(0, 3, 900), rng.lognormal(0, 0.7, 900), strict=True
    ):
        sums[month, category] += weight
        counts[month, category] += 1
        squares[month, category] += weight**2
    return ScoreSums(sums, counts, squares)


def test_a_series_is_its_single_scores() -> None:
    answers = weighted()
    found = score_estimates(answers, POINTS)
    for month in range(4):
        detractors, passives, promoters = answers.sums[month].tolist()
        alone = nps(detractors, passives, promoters, effective_n=float(found.effective_n[month]))
        assert astuple(found[month])[:4] == pytest.approx(astuple(alone)[:4], rel=1e-9)
        assert found.n[month] == answers.counts[month].sum()


def test_a_share_is_its_single_shares() -> None:
    sums = weighted()
    boxes = ScoreSums(sums.sums[..., :2], sums.counts[..., :2], None if sums.squares is None else sums.squares[..., :2])
    found = score_estimates(boxes, BOX)
    categories = boxes.sums
    for month in range(4):
        size = float(found.effective_n[month])
        alone = proportion(float(categories[month, 1]), float(categories[month].sum()), effective_n=size)
        assert astuple(found[month])[:4] == pytest.approx(astuple(alone)[:4], rel=1e-9)


def test_plain_answers_count_as_themselves() -> None:
    """Unweighted answers of customers who answered once are worth their number."""
    even = np.array([32.0, 48.0, 80.0])
    found = score_estimates(unweighted(even), POINTS)[()]
    assert astuple(found)[:5] == pytest.approx(astuple(nps(32, 48, 80))[:5])
    assert found.effective_n == 160


def test_eleven_answers_make_an_nps() -> None:
    answers = series()
    found = score_estimates(answers, NPS_VALUES)
    counts = answers.counts
    expected = 100 * (counts[:, 9:].sum(axis=1) - counts[:, :7].sum(axis=1)) / counts.sum(axis=1)
    assert found.value == pytest.approx(expected)


def test_weights_cost_answers() -> None:
    """Kish: weights 1 and 18.65 leave far fewer answers than were given."""
    rng = np.random.default_rng(1)
    heavy = rng.random(2000) < 0.05
    category, weight = rng.integers(0, 3, 2000), np.where(heavy, 18.65, 1.0)
    sums, squares, counts = np.zeros(3), np.zeros(3), np.bincount(category).astype(float)
    np.add.at(sums, category, weight)
    np.add.at(squares, category, weight**2)
    found = score_estimates(ScoreSums(sums, counts, squares), POINTS)
    kish = weight.sum() ** 2 / (weight**2).sum()
    assert float(found.n) == 2000
    assert float(found.effective_n) <= kish


@given(cell_counts)
def test_no_interval_leaves_its_scale_or_its_value(counts: NDArray[np.float64]) -> None:
    found = score_estimates(unweighted(counts), POINTS)
    for month in range(2):
        one = found[month]
        if one.n > 0:
            assert -100 <= one.low <= one.value <= one.high <= 100
            assert one.low < one.high
            assert 0 < one.effective_n <= one.n + 1e-9
        else:
            assert np.isnan([one.value, one.standard_error, one.low, one.high, one.effective_n]).all()


@given(cell_counts, cell_counts)
def test_no_difference_leaves_its_scale_or_its_value(a: NDArray[np.float64], b: NDArray[np.float64]) -> None:
    for values, slots in ((POINTS, 3), (BOX, 2)):
        found = score_differences(unweighted(a[..., :slots]), unweighted(b[..., :slots]), values)
        most = 200 if slots == 3 else 1
        for month in range(2):
            if a[month, :slots].any() and b[month, :slots].any():
                one = found[month]
                assert -most <= one.low <= one.value <= one.high <= most
                assert one.low < one.high
                assert 0 <= one.p_value <= 1


@given(cell_counts, cell_counts)
def test_sums_add_up(a: NDArray[np.float64], b: NDArray[np.float64]) -> None:
    together = unweighted(a) + unweighted(b)
    for mine, expected in zip(
        astuple(score_estimates(together, POINTS)), astuple(score_estimates(unweighted(a + b), POINTS)), strict=True
    ):
        assert mine == pytest.approx(expected, nan_ok=True)


def test_sums_with_and_without_squares_do_not_add() -> None:
    with pytest.raises(ValueError, match="can't be added"):
        series() + ScoreSums(series().sums, series().counts)


def test_weights_that_do_not_differ_need_no_squares() -> None:
    plain = series()
    bare = score_estimates(ScoreSums(3 * plain.sums, plain.counts), NPS_VALUES)
    for mine, expected in zip(astuple(bare), astuple(score_estimates(plain, NPS_VALUES)), strict=True):
        assert mine == pytest.approx(expected)
    both = ScoreSums(plain.sums, plain.counts) + ScoreSums(plain.sums, plain.counts)
    assert both.squares is None


def test_a_difference_of_plain_answers_is_the_single_one() -> None:
    rng = np.random.default_rng(8)
    a, b = (rng.multinomial(640, (0.2, 0.3, 0.5)).astype(float) for _ in range(2))
    found = score_differences(unweighted(a), unweighted(b), POINTS)[()]
    assert astuple(found) == pytest.approx(astuple(nps_difference(tuple(a), tuple(b))))


def test_an_effect_divides_the_effective_n_and_never_makes_one_score_surer() -> None:
    answers = unweighted(np.array([200.0, 300.0, 500.0]))
    for ratio, expected in ((2.5, 400.0), (0.4, 1000.0)):
        effect = Effect(np.array(ratio), np.array(1e9))
        assert float(score_estimates(answers, POINTS, effect).effective_n) == pytest.approx(expected)


def test_all_promoters_leave_a_doubt() -> None:
    happy = np.array([0.0, 0.0, 10.0])
    found = score_estimates(unweighted(happy), POINTS)[()]
    assert (found.value, found.high) == (100, 100)
    assert found.low == pytest.approx(47.5036, abs=5e-5)


def test_what_does_not_fit_is_refused() -> None:
    answers = series()
    with pytest.raises(ValueError, match="do not fit 3 categories"):
        score_estimates(answers, POINTS)
    with pytest.raises(ValueError, match="must differ"):
        score_estimates(answers, (1.0,) * 11)
    with pytest.raises(ValueError, match="0 or more and not missing"):
        score_estimates(ScoreSums(-answers.sums, answers.counts), NPS_VALUES)
