from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from dashboard.statistics import (
    ScoreSums,
    collapsed,
    effective_n,
    nps,
    post_stratified,
    rake,
    response_bounds,
    score_estimates,
    stratified_mean,
)

ENTERPRISE, SMALL = np.array([5.0, 15, 30]), np.array([60.0, 60, 80])


def test_two_segments_weighted_to_the_base() -> None:
    weights = rake([50, 200], [[0.1, 0.9]])
    assert weights == pytest.approx([0.5, 1.125])
    assert nps(65, 75, 110).value == pytest.approx(18.0)
    assert nps(65, 75, 110).standard_error == pytest.approx(5.1676, abs=5e-5)
    size = effective_n(250, 50 * 0.25 + 200 * 1.125**2)
    assert size == pytest.approx(235.29, abs=5e-3)
    assert 250 / size == pytest.approx(1.0625)
    detractors, passives, promoters = weights[0] * ENTERPRISE + weights[1] * SMALL
    assert nps(detractors, passives, promoters, effective_n=size).value == pytest.approx(14.0)


def test_its_linearised_error_and_its_stratified_one() -> None:
    sums = np.concatenate([0.5 * ENTERPRISE, 1.125 * SMALL])
    counts = np.concatenate([ENTERPRISE, SMALL])
    squares = np.concatenate([0.25 * ENTERPRISE, 1.125**2 * SMALL])
    found = score_estimates(ScoreSums(sums, counts, squares), (-100, 0, 100) * 2)[()]
    assert found.value == pytest.approx(14.0)
    assert found.standard_error == pytest.approx(5.4008, abs=5e-5)
    parts = [nps(*ENTERPRISE), nps(*SMALL)]
    variances = [part.standard_error**2 * part.n for part in parts]
    strata = stratified_mean([0.1, 0.9], [50, 200], [part.value for part in parts], variances, finite=False)
    assert strata.value == pytest.approx(14.0)
    assert strata.standard_error == pytest.approx(5.3708, abs=5e-5)


def test_the_schools_of_california() -> None:
    """R's survey package, example(api): a stratified and a post-stratified mean."""
    found = stratified_mean(
        [4421, 755, 1018], [100, 50, 50], [674.43, 625.82, 636.60], [15687.419293, 11947.089388, 13824.857143]
    )
    assert found.value == pytest.approx(662.29, abs=5e-3)
    assert found.standard_error == pytest.approx(9.4089, abs=5e-5)
    post = stratified_mean([4421, 755, 1018], [144, 14, 25], [648.868056, 618.571429, 631.44], [0, 0, 0])
    assert post.value == pytest.approx(642.31, abs=5e-3)


@given(arrays(np.float64, (3, 4), elements=st.integers(1, 50).map(float)), st.integers(0, 1000))
def test_margins_are_met(counts: NDArray[np.float64], seed: int) -> None:
    population = np.random.default_rng(seed).uniform(100, 900, (3, 4))
    margins = [population.sum(axis=1), population.sum(axis=0)]
    weighted = rake(counts, margins) * counts
    assert weighted.sum(axis=1) == pytest.approx(margins[0])
    assert weighted.sum(axis=0) == pytest.approx(margins[1])


def test_cells_without_answers_join_the_fullest_of_their_column_or_row() -> None:
    population = np.array([[10.0, 20, 0], [30, 40, 5], [0, 50, 60]])
    answers = np.array([[5.0, 0, 0], [7, 3, 0], [9, 8, 0]])
    joined, silent = collapsed(population, answers)
    assert silent == 3
    assert joined.tolist() == [[10, 0, 0], [35, 40, 0], [60, 70, 0]]
    assert collapsed([[1.0, 2]], [[0.0, 0]])[0].tolist() == [[1, 2]]


@given(
    arrays(np.float64, (3, 4), elements=st.integers(0, 60).map(float)),
    arrays(np.float64, (3, 4), elements=st.integers(0, 5).map(float)),
)
def test_joining_cells_loses_nobody(population: NDArray[np.float64], answers: NDArray[np.float64]) -> None:
    assume(answers.any())
    joined, silent = collapsed(population, answers)
    assert joined.sum() == population.sum()
    assert not joined[answers == 0].any()
    assert silent == ((population > 0) & (answers == 0)).sum()


def test_post_stratification_is_that_of_the_constructed_example() -> None:
    """DOMAIN O-22; a design effect of 4 doubles the error, and few who agree take the variance of all."""
    n, means, variances = [50, 200], [50.0, 10.0], [100**2 * 0.45 * 50 / 49, 100**2 * 0.69 * 200 / 199]
    plain, wide = (post_stratified([10, 90], n, means, variances, design) for design in (1.0, 4.0))
    assert plain.value == pytest.approx(14)
    assert plain.standard_error == pytest.approx(5.3708, rel=0.01)
    assert wide.standard_error == pytest.approx(2 * plain.standard_error)
    sure = post_stratified([50, 50], [2, 200], [100.0, 10.0], [0.0, 6900.0])
    assert sure.standard_error > 25


def test_shares_give_weights_that_average_one() -> None:
    counts = np.array([[10.0, 20], [30, 0]])
    weights = rake(counts, [[0.4, 0.6], [0.7, 0.3]])
    assert (weights * counts).sum() == pytest.approx(60)
    assert weights[1, 1] == 0


def test_weights_can_be_trimmed() -> None:
    """Two answers for half of the customers: they count three times, and the others bear what was cut."""
    weights = rake([98, 2], [[0.5, 0.5]], trim=(0.3, 3.0))
    assert weights == pytest.approx([94 / 98, 3.0])
    assert weights @ [98, 2] == pytest.approx(100)
    low = rake([50, 50], [[0.05, 0.95]], trim=(0.3, 3.0))
    assert low == pytest.approx([0.3, 1.7])


@given(
    arrays(np.float64, (3, 4), elements=st.integers(0, 60).map(float)),
    st.integers(0, 1000),
    st.sampled_from([(0.3, 3.0), (0.0, 2.0), (0.9, 1.1), (0.5, math.inf), (1.0, 1.0)]),
)
def test_trimmed_weights_keep_the_total_and_their_bounds(
    counts: NDArray[np.float64], seed: int, trim: tuple[float, float]
) -> None:
    assume(counts.any(axis=0).all() and counts.any(axis=1).all())
    population = np.random.default_rng(seed).uniform(10, 900, (3, 4))
    weights = rake(counts, [population.sum(axis=1), population.sum(axis=0)], trim=trim)
    average = population.sum() / counts.sum()
    assert (weights * counts).sum() == pytest.approx(population.sum())
    kept = weights[counts > 0] / average
    assert kept.min() >= trim[0] * (1 - 1e-12)
    assert kept.max() <= trim[1] * (1 + 1e-12)
    assert not weights[counts == 0].any()


def test_bounds_that_bind_nothing_change_nothing() -> None:
    counts, margins = np.array([[10.0, 20], [30, 40]]), [[0.4, 0.6], [0.5, 0.5]]
    assert rake(counts, margins, trim=(0.1, 10)) == pytest.approx(rake(counts, margins))


def test_bounds_without_the_average_between_them_are_refused() -> None:
    for trim in ((1.1, 3.0), (0.3, 0.9), (3.0, 0.3), (-0.1, 3.0), (math.nan, 3.0)):
        with pytest.raises(ValueError, match="the average lies between"):
            rake([98, 2], [[0.5, 0.5]], trim=trim)
    with pytest.raises(ValueError, match="one total above 0"):
        rake([98, 2], [[0.0, 0.0]], trim=(0.3, 3.0))
    with pytest.raises(ValueError, match="0 or more and not missing"):
        rake([98, 2], [[1.5, -0.5]])
    with pytest.raises(ValueError, match="keep the total"):
        rake([98, 2], [[0.0, 1.0]], trim=(0.3, 3.0))
    with pytest.raises(ValueError, match="keep the total"):
        rake([[5, 0], [0, 5]], [[1.0, 0.0], [0.0, 1.0]], trim=(0.3, 3.0))


@pytest.mark.parametrize("shares", [[0.33, 0.33, 0.33], [0.34, 0.34, 0.34], [1 / 3] * 3])
def test_shares_that_were_rounded_are_still_shares(shares: Any) -> None:
    assert rake([10, 10, 20], [shares]) == pytest.approx([4 / 3, 4 / 3, 2 / 3])
    both = rake([[10, 10, 20], [10, 10, 20]], [[0.5, 0.5], shares])
    assert both == pytest.approx(np.array([[4 / 3, 4 / 3, 2 / 3]] * 2))
    totals = [2 * share for share in shares]
    assert rake([10, 10, 20], [totals]) @ [10, 10, 20] == pytest.approx(sum(totals))


def test_one_variable_may_have_its_margin_flat() -> None:
    expected = rake([50, 200], [[0.1, 0.9]])
    assert rake([50, 200], [0.1, 0.9]).tolist() == expected.tolist()
    assert rake([50, 200], (0.1, 0.9)).tolist() == expected.tolist()
    assert rake([50, 200], np.array([0.1, 0.9])).tolist() == expected.tolist()
    with pytest.raises(ValueError, match="do not fit"):
        rake([[1, 2], [3, 4]], [0.1, 0.9])
    with pytest.raises(ValueError, match="do not fit"):
        rake([[1, 2], [3, 4]], [np.array([[0.1, 0.4], [0.2, 0.3]])])


def test_what_can_not_be_weighted_is_refused() -> None:
    with pytest.raises(ValueError, match="merge them with others"):
        rake([10, 0], [[0.5, 0.5]])
    with pytest.raises(ValueError, match="share one total"):
        rake([[1, 2], [3, 4]], [[1, 1], [3, 4]])
    with pytest.raises(ValueError, match="do not fit"):
        rake([1, 2], [[0.2, 0.3, 0.5]])
    with pytest.raises(ValueError, match="not all 0"):
        rake([0, 0], [[0.5, 0.5]])
    with pytest.raises(ValueError, match="no weights meet all margins"):
        rake([[5, 0], [0, 5]], [[0.5, 0.5], [0.9, 0.1]])
    with pytest.raises(ValueError, match="has no answers"):
        stratified_mean([1, 1], [0, 5], [1, 1], [1, 1])
    with pytest.raises(ValueError, match="differ in length"):
        stratified_mean([1], [5, 5], [1, 1], [1, 1])


def test_nobody_to_weight() -> None:
    assert math.isnan(effective_n(0, 0))
    assert math.isnan(stratified_mean([0], [0], [1], [1]).value)


def test_bounds_that_the_silent_leave() -> None:
    found = response_bounds(40, 200, 1000)
    assert (found.low, found.high) == pytest.approx((-72, 88))
    assert found.tipping_point == pytest.approx(-10)
    assert math.isnan(response_bounds(40, 10, 10).tipping_point)
    with pytest.raises(ValueError, match="between 1 and all"):
        response_bounds(40, 11, 10)
