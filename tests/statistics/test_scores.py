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
    ScoreSums,
    jackknife,
    nps,
    nps_difference,
    proportion,
    score_differences,
    score_estimates,
)
from dashboard.statistics.scores import MOST_CUSTOMERS

POINTS, BOX = (-100.0, 0.0, 100.0), (0.0, 1.0)
group_counts = arrays(np.float64, (2, 16, 3), elements=st.integers(0, 9).map(float))


def unweighted(counts: NDArray[np.float64]) -> ScoreSums:
    return ScoreSums(counts, counts.sum(axis=-2), counts.sum(axis=-2))


def series(months: int = 60, categories: int = 11) -> ScoreSums:
    return unweighted(np.random.default_rng(3).poisson(3, (months, 16, categories)).astype(float))


def weighted(seed: int = 5, months: int = 4) -> ScoreSums:
    rng = np.random.default_rng(seed)
    sums, counts, squares = np.zeros((months, 16, 3)), np.zeros((months, 3)), np.zeros((months, 3))
    for month, group, category, weight in zip(
        rng.integers(0, months, 900), rng.integers(0, 16, 900), rng.integers(0, 3, 900), rng.lognormal(0, 0.7, 900),
        strict=True,
    ):  # fmt: skip
        sums[month, group, category] += weight
        counts[month, category] += 1
        squares[month, category] += weight**2
    return ScoreSums(sums, counts, squares)


def test_a_series_is_its_single_scores() -> None:
    answers = weighted()
    found = score_estimates(answers, POINTS)
    for month in range(4):
        detractors, passives, promoters = answers.sums[month].sum(axis=0).tolist()
        alone = nps(detractors, passives, promoters, effective_n=float(found.effective_n[month]))
        assert astuple(found[month])[:4] == pytest.approx(astuple(alone)[:4], rel=1e-9)
        assert found.n[month] == answers.counts[month].sum()


def test_a_share_is_its_single_shares() -> None:
    sums = weighted()
    boxes = ScoreSums(sums.sums[..., :2], sums.counts[..., :2], None if sums.squares is None else sums.squares[..., :2])
    found = score_estimates(boxes, BOX)
    categories = boxes.sums.sum(axis=-2)
    for month in range(4):
        size = float(found.effective_n[month])
        alone = proportion(float(categories[month, 1]), float(categories[month].sum()), effective_n=size)
        assert astuple(found[month])[:4] == pytest.approx(astuple(alone)[:4], rel=1e-9)


def test_evenly_spread_answers_count_as_themselves() -> None:
    """Where the groups show no more than chance, unweighted answers are worth their number."""
    even = np.tile(np.array([2.0, 3.0, 5.0]), (16, 1))
    found = score_estimates(unweighted(even), POINTS)[()]
    assert astuple(found)[:5] == pytest.approx(astuple(nps(32, 48, 80))[:5])
    assert found.effective_n == 160


def test_eleven_answers_make_an_nps() -> None:
    answers = series()
    found = score_estimates(answers, NPS_VALUES)
    counts = answers.counts
    expected = 100 * (counts[:, 9:].sum(axis=1) - counts[:, :7].sum(axis=1)) / counts.sum(axis=1)
    assert found.value == pytest.approx(expected)


def test_repeated_answers_widen_the_interval() -> None:
    counts = np.random.default_rng(0).multinomial(1, [0.3, 0.2, 0.5], size=(50, 16)).astype(float)
    once, tenfold = score_estimates(unweighted(counts), POINTS), score_estimates(unweighted(10 * counts), POINTS)
    assert tenfold.value == pytest.approx(once.value)
    # Ten copies of each answer tell hardly more than one.
    assert np.median(tenfold.effective_n) < 1.5 * np.median(once.effective_n)


def test_weights_cost_answers() -> None:
    """Kish: weights 1 and 18.65 leave far fewer answers than were given."""
    rng = np.random.default_rng(1)
    groups, heavy = rng.integers(0, 16, 2000), rng.random(2000) < 0.05
    category, weight = rng.integers(0, 3, 2000), np.where(heavy, 18.65, 1.0)
    sums, squares, counts = np.zeros((16, 3)), np.zeros(3), np.bincount(category).astype(float)
    np.add.at(sums, (groups, category), weight)
    np.add.at(squares, category, weight**2)
    found = score_estimates(ScoreSums(sums, counts, squares), POINTS)
    kish = weight.sum() ** 2 / (weight**2).sum()
    assert float(found.n) == 2000
    assert float(found.effective_n) <= kish


def test_the_error_is_near_the_full_jackknife() -> None:
    answers = unweighted(40 * np.random.default_rng(2).dirichlet((3, 3, 6), 16).round(2))

    def score(categories: NDArray[np.float64]) -> float:
        return float(100 * (categories[2] - categories[0]) / categories.sum())

    ours, full = score_estimates(answers, POINTS)[()], jackknife(answers.sums, score)
    assert ours.value == pytest.approx(full.value)
    assert ours.high - ours.low == pytest.approx(full.high - full.low, rel=0.1)


@given(group_counts)
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


@given(group_counts, group_counts)
def test_no_difference_leaves_its_scale_or_its_value(a: NDArray[np.float64], b: NDArray[np.float64]) -> None:
    for values, slots in ((POINTS, 3), (BOX, 2)):
        found = score_differences(unweighted(a[..., :slots]), unweighted(b[..., :slots]), values)
        most = 200 if slots == 3 else 1
        for month in range(2):
            if a[month, :, :slots].any() and b[month, :, :slots].any():
                one = found[month]
                assert -most <= one.low <= one.value <= one.high <= most
                assert one.low < one.high
                assert 0 <= one.p_value <= 1


@given(group_counts, group_counts)
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
    """With residuals that add up to nothing on one side and to chance on the other, only t widens it."""
    rng = np.random.default_rng(8)
    a, b = (rng.multinomial(40, (0.2, 0.3, 0.5), 16).astype(float) for _ in range(2))
    found = score_differences(unweighted(a), unweighted(b), POINTS)[()]
    alone = nps_difference(tuple(a.sum(axis=0)), tuple(b.sum(axis=0)))
    assert found.value == pytest.approx(alone.value)
    assert found.high - found.low == pytest.approx(alone.high - alone.low, rel=0.35)


def test_the_same_customers_make_a_change_surer() -> None:
    rng = np.random.default_rng(4)
    base = rng.multinomial(60, (0.2, 0.3, 0.5), (40, 16)).astype(float)
    moved = base.copy()
    moved[..., 0] += 1
    others = rng.permuted(moved, axis=1)
    same = score_differences(unweighted(moved), unweighted(base), POINTS)
    strange = score_differences(unweighted(others), unweighted(base), POINTS)
    assert np.median(same.high - same.low) < 0.8 * np.median(strange.high - strange.low)


def test_one_group_alone_tells_nothing_of_the_others() -> None:
    lone = np.zeros((16, 3))
    lone[4] = (1, 0, 1)
    found = score_differences(unweighted(lone), unweighted(lone), POINTS)[()]
    alone = nps_difference((1, 0, 1), (1, 0, 1))
    assert found.high - found.low == pytest.approx(alone.high - alone.low)


def test_answers_in_few_groups_are_those_of_few_customers() -> None:
    """Ten answers in one group may all be one customer's; two customers share a group once in sixteen times."""
    groups = np.zeros((6, 16, 3))
    for filled, cell in enumerate(groups):
        cell[:filled] = (2, 3, 5)
    found = score_estimates(unweighted(groups), POINTS)
    assert found.effective_n[1:5].tolist() == pytest.approx([2, 3, 5, 7])
    assert found.effective_n[5] == pytest.approx(50)
    assert found.n.tolist() == [0, 10, 20, 30, 40, 50]
    assert found.low[1] == pytest.approx(nps(2, 3, 5, effective_n=2).low)
    lone = ScoreSums(groups[1], groups[1].sum(axis=0))
    found_difference = score_differences(lone, unweighted(groups[5]), POINTS)[()]
    alone = nps_difference(nps(2, 3, 5, effective_n=2), nps(10, 15, 25))
    assert (found_difference.low, found_difference.high) == pytest.approx((alone.low, alone.high), rel=0.1)


def test_so_many_customers_seldom_fill_so_few_groups() -> None:
    """The most customers that fill no more than one to four of sixteen groups at least once in twenty times."""
    chance = np.eye(1, 17)[0]
    most = np.zeros(5)
    for customers in range(1, 40):
        chance = chance * np.arange(17) / 16 + np.append(0, chance[:-1] * (16 - np.arange(16)) / 16)
        most[1:][chance.cumsum()[1:5] >= 0.05] = customers
    assert most.tolist()[1:] == list(MOST_CUSTOMERS[1:5])


def test_intervals_of_few_customers_hold_the_truth() -> None:
    """Trap: one to three customers, ten answers each. Taken as independent, half to four fifths of them held."""
    rng = np.random.default_rng(6)
    for customers, answers in ((1, 10), (2, 10), (3, 10), (3, 3)):
        runs = 2000
        groups = np.zeros((runs, 16, 3))
        felt = np.sqrt(0.6) * rng.standard_normal((runs, customers, 1))
        felt = felt + np.sqrt(0.4) * rng.standard_normal((runs, customers, answers))
        category = np.searchsorted([-0.8416212, 0.0], felt)
        group = rng.integers(0, 16, (runs, customers, 1))
        np.add.at(groups, (np.arange(runs)[:, None, None], group, category), 1)
        found = score_estimates(unweighted(groups), POINTS)
        assert np.mean((found.low <= 30) & (found.high >= 30)) > 0.94


def test_all_promoters_leave_a_doubt() -> None:
    happy = np.zeros((16, 3))
    happy[:10, 2] = 1
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
