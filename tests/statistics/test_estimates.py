from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from dashboard.statistics import (
    Difference,
    Estimate,
    difference,
    mean,
    mean_difference,
    nps,
    nps_difference,
    proportion,
    proportion_difference,
)

counts = st.tuples(*[st.integers(0, 10_000)] * 3)
some_counts = counts.filter(lambda c: sum(c) > 0)


@pytest.mark.parametrize(
    ("answers", "value", "error"),
    [
        ((1, 2, 3), 100 / 3, 30.4290),
        ((1, 0, 0), -100, 0),
        ((0, 0, 1), 100, 0),
        ((0, 1, 0), 0, 0),
        ((1, 0, 1), 0, 70.7107),
        ((0, 1, 1), 50, 35.3553),
        ((1, 1, 1), 0, 47.1405),
        ((54, 108, 162), 33.333333, 4.140867),
        ((140, 120, 64), -23.456790, 4.211337),
    ],
)
def test_nps_and_its_plain_error_as_published(answers: tuple[int, int, int], value: float, error: float) -> None:
    found = nps(*answers)
    assert found.value == pytest.approx(value, abs=1e-6)
    assert found.standard_error == pytest.approx(error, abs=1e-3 if error != 4.140867 and error != 4.211337 else 7e-5)
    assert found.n == sum(answers)


@pytest.mark.parametrize(
    ("answers", "low", "high"),
    [
        ((1, 2, 3), -26.7433, 71.1877),
        ((54, 108, 162), 24.9453, 41.1098),
        ((140, 120, 64), -31.4563, -15.0269),
        ((8, 13, 15), -6.2803, 42.1777),
        ((2, 0, 9), 8.0008, 91.9992),
        ((0, 0, 10), 47.5036, 100),
        ((0, 5, 0), -30.0057, 30.0057),
    ],
)
def test_the_adjusted_wald_interval(answers: tuple[int, int, int], low: float, high: float) -> None:
    found = nps(*answers)
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


def test_an_interval_is_stretched_to_its_own_value() -> None:
    assert nps(0, 0, 1).high == nps(0, 0, 1).value == 100


def test_nothing_counted_is_missing_and_never_0() -> None:
    for found in (nps(0, 0, 0), proportion(0, 0), mean(0, 0, 0)):
        assert found.n == 0
        assert all(math.isnan(field) for field in astuple(replace(found, n=math.nan)))
    assert math.isnan(nps_difference((0, 0, 0), (1, 2, 3)).p_value)
    assert math.isnan(proportion_difference(0, 0, 1, 2).value)
    assert math.isnan(mean_difference((0, 0, 0), (2, 1, 1)).value)


@given(some_counts, st.floats(0.5, 20_000))
def test_no_interval_leaves_its_scale_or_its_value(answers: tuple[int, int, int], size: float) -> None:
    for found in (nps(*answers), nps(*answers, effective_n=size)):
        assert -100 <= found.low <= found.value <= found.high <= 100
        assert found.low < found.high
    n = sum(answers)
    for share in (proportion(answers[0], n), proportion(answers[0], n, effective_n=size)):
        assert 0 <= share.low <= share.value <= share.high <= 1
        assert share.low < share.high


@given(some_counts, some_counts)
def test_no_difference_leaves_its_scale_or_its_value(a: tuple[int, int, int], b: tuple[int, int, int]) -> None:
    points = nps_difference(a, b)
    assert -200 <= points.low <= points.value <= points.high <= 200
    assert points.low < points.high
    shares = proportion_difference(a[0], sum(a), b[0], sum(b))
    assert -1 <= shares.low <= shares.value <= shares.high <= 1
    assert shares.low < shares.high
    mirrored = nps_difference(b, a)
    assert (points.value, points.low) == pytest.approx((-mirrored.value, -mirrored.high))


@given(some_counts, some_counts)
def test_counts_and_estimates_give_one_difference(a: tuple[int, int, int], b: tuple[int, int, int]) -> None:
    from_counts, from_estimates = nps_difference(a, b), nps_difference(nps(*a), nps(*b))
    assert astuple(from_counts) == pytest.approx(astuple(from_estimates), rel=1e-9, abs=1e-9, nan_ok=True)


@given(some_counts, some_counts)
def test_an_nps_differs_where_its_interval_leaves_out_0(a: tuple[int, int, int], b: tuple[int, int, int]) -> None:
    found = nps_difference(a, b)
    if abs(found.p_value - 0.05) > 1e-9 and found.low < found.value < found.high:
        assert (found.p_value < 0.05) == (not found.low <= 0 <= found.high)


def test_the_difference_of_two_nps() -> None:
    found = nps_difference((54, 108, 162), (140, 120, 64))
    assert found.value == pytest.approx(56.790123, abs=1e-6)
    assert found.standard_error == pytest.approx(5.906063, abs=1e-6)
    assert found.z == pytest.approx(9.615564, abs=1e-6)
    assert (found.low, found.high) == pytest.approx((44.7451, 67.7932), abs=5e-5)


def test_estimates_of_unknown_samples_differ_by_their_errors() -> None:
    a, b = nps(54, 108, 162), nps(140, 120, 64)
    bare = [replace(side, effective_n=math.nan) for side in (a, b)]
    for found in (difference(a, b), nps_difference(bare[0], bare[1])):
        assert (found.low, found.high) == pytest.approx((45.2145, 68.3658), abs=5e-5)


def test_one_answer_against_one_proves_nothing() -> None:
    found = nps_difference((0, 0, 1), (1, 0, 0))
    assert found.value == 200
    assert found.p_value > 0.3
    assert math.isnan(found.z)


@pytest.mark.parametrize("bad", [(-1, 2, 3), (math.nan, 2, 3), (1, math.inf, 3)])
def test_what_is_no_count_is_refused(bad: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="counts must be 0 or more and not missing"):
        nps(*bad)
    with pytest.raises(ValueError, match="counts must be 0 or more and not missing"):
        nps_difference(bad, (1, 2, 3))
    with pytest.raises(ValueError, match="counts must be"):
        proportion(bad[0], bad[1])


def test_weighted_counts_are_not_taken_for_n() -> None:
    with pytest.raises(ValueError, match="need effective_n"):
        nps(1.5, 2, 3)
    with pytest.raises(ValueError, match="need effective_n"):
        proportion(1.5, 3)
    for wrong in (0, -1, math.nan):
        with pytest.raises(ValueError, match="effective_n must be above 0"):
            nps(1, 2, 3, effective_n=wrong)


def test_weighted_counts_are_scaled_to_effective_n_before_anything_is_added() -> None:
    weighted, plain = nps(10.0, 20.0, 30.5, effective_n=6.05), nps(1000, 2000, 3050, effective_n=6.05)
    assert (weighted.low, weighted.high) == pytest.approx((plain.low, plain.high))
    whole = nps(2, 4, 6)
    assert astuple(nps(20, 40, 60, effective_n=12))[:4] == pytest.approx(astuple(whole)[:4])


def test_a_share_can_not_exceed_all() -> None:
    with pytest.raises(ValueError, match="more than all"):
        proportion(3, 2)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(46, 50, 0.8116, 0.9685), (23, 25, 0.7503, 0.9778), (92, 100, 0.8500, 0.9589)]
)
def test_wilson_as_printed(k: int, n: int, low: float, high: float) -> None:
    found = proportion(k, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_as_statsmodels_has_it(k: int, n: int) -> None:
    found = proportion(min(k, n), n)
    assert (found.low, found.high) == pytest.approx(proportion_confint(min(k, n), n, method="wilson"), abs=1e-12)


def test_first_contact_resolution_and_completion() -> None:
    assert proportion(280, 400).value == pytest.approx(0.70)
    assert proportion(46, 50).value == pytest.approx(0.92)
    assert proportion(2, 3).value == pytest.approx(2 / 3)


def test_newcombe_as_published() -> None:
    found = proportion_difference(56, 70, 48, 80)
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_newcombe_as_statsmodels_has_it(k1: int, n1: int, k2: int, n2: int) -> None:
    k1, k2 = min(k1, n1), min(k2, n2)
    found = proportion_difference(k1, n1, k2, n2)
    expected = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


def test_the_score_test_of_two_shares() -> None:
    table = np.array([[56, 14], [48, 32]])
    expected = stats.chi2_contingency(table, correction=False).pvalue
    assert proportion_difference(56, 70, 48, 80).p_value == pytest.approx(expected)
    assert proportion_difference(5, 5, 7, 7).p_value == 1


def test_ces_from_its_histogram() -> None:
    histogram = np.array([80, 210, 140, 110, 160, 180, 120])
    scores = np.arange(1, 8)
    found = mean(float(histogram.sum()), float(histogram @ scores), float(histogram @ scores**2))
    assert found.value == pytest.approx(4.08)
    assert found.standard_error * math.sqrt(1000) == pytest.approx(1.911439 * math.sqrt(1000 / 999), abs=1e-6)
    assert 100 * proportion(300, 1000).value == pytest.approx(30.0)
    assert 100 * proportion(460, 1000).value == pytest.approx(46.0)
    assert nps(430, 270, 300).value == pytest.approx(-13.0)


def test_a_mean_has_the_t_interval() -> None:
    values = np.array([3.1, 4.7, 2.2, 5.9, 4.4])
    found = mean(len(values), values.sum(), (values**2).sum())
    low, high = stats.t.interval(0.95, 4, values.mean(), stats.sem(values))
    assert (found.low, found.high) == pytest.approx((low, high))


def test_one_value_has_no_spread() -> None:
    found = mean(1, 7, 49)
    assert found.value == 7
    assert math.isnan(found.standard_error)
    assert math.isnan(found.low)


def test_a_missing_sum_of_something_is_refused() -> None:
    with pytest.raises(ValueError, match="must be numbers"):
        mean(3, math.nan, 1)


def test_means_differ_by_welch() -> None:
    a, b = np.array([3.1, 4.7, 2.2, 5.9, 4.4]), np.array([6.0, 7.5, 5.2, 9.9])
    found = mean_difference((5, a.sum(), (a**2).sum()), (4, b.sum(), (b**2).sum()))
    expected = stats.ttest_ind(a, b, equal_var=False)
    assert found.p_value == pytest.approx(expected.pvalue)
    interval = expected.confidence_interval()
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_equal_values_differ_without_a_test() -> None:
    found = mean_difference((2, 4, 8), (2, 2, 2))
    assert (found.value, found.standard_error) == (1, 0)
    assert math.isnan(found.p_value)
    assert math.isnan(mean_difference((1, 4, 16), (2, 2, 2)).standard_error)


def test_an_estimate_is_made_of_its_five_fields() -> None:
    assert math.isnan(Estimate(1.0, 0.5, 0.0, 2.0, 10).effective_n)
    same = Estimate(1.0, 0.0, 1.0, 1.0, 10)
    assert isinstance(difference(same, same), Difference)


@pytest.mark.parametrize("kind", [int, float, np.int64, np.float32, np.uint64])
def test_a_mean_of_large_sums_keeps_its_spread_whatever_the_type(kind: Callable[[int], float]) -> None:
    """4,000,000,000 squared is more than 64 bits hold."""
    found = mean(kind(1000), kind(4_000_000_000), float(16_000_001_000_000_000))
    assert found.standard_error == pytest.approx(math.sqrt(1e9 / 999 / 1000))
    cells = [(kind(1000), kind(4_000_000_000), float(16_000_001_000_000_000))] * 2
    assert mean_difference(cells[0], cells[1]).standard_error == pytest.approx(found.standard_error * math.sqrt(2))


@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.int32])
def test_small_whole_numbers_do_not_overflow(kind: Callable[[int], float]) -> None:
    assert astuple(mean(kind(4), kind(100), 2600)) == astuple(mean(4, 100, 2600))


@pytest.mark.parametrize("kind", [int, float, np.int64])
def test_whole_sums_lose_no_digit_far_from_0(kind: Callable[[int], float]) -> None:
    squares = sum((10**9 + i) ** 2 for i in (1, 2, 3))
    found = mean(kind(3), 3 * 10**9 + 6, squares)
    assert found.value == 10**9 + 2
    assert found.standard_error == pytest.approx(1 / math.sqrt(3))


@pytest.mark.parametrize("kind", [np.uint8, np.uint32, np.uint64, np.int8, np.int64, np.float32])
def test_counts_may_be_numbers_of_any_type(kind: Callable[[int], float]) -> None:
    assert astuple(nps(kind(100), kind(90), kind(60))) == astuple(nps(100, 90, 60))
    assert astuple(proportion(kind(100), kind(120))) == astuple(proportion(100, 120))
    assert proportion_difference(kind(100), kind(120), kind(90), kind(120)) == proportion_difference(100, 120, 90, 120)
    a, b = (kind(100), kind(90), kind(60)), (kind(60), kind(90), kind(100))
    assert nps_difference(a, b) == nps_difference((100, 90, 60), (60, 90, 100))


def test_weighted_values_have_no_mean_by_their_sum_of_weights() -> None:
    with pytest.raises(ValueError, match="not whole"):
        mean(2.5, 5, 12)
    with pytest.raises(ValueError, match="not whole"):
        mean_difference((2.5, 5, 12), (3, 6, 14))
    assert mean(3.0, 6, 14).n == 3


@pytest.mark.parametrize("sums", [(100, 8000, 50), (2, 3.0, 0.0), (3, 10, 33), (1000, 4e9, 1.59e16)])
def test_sums_that_no_values_have_are_refused(sums: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="no values"):
        mean(*sums)
    with pytest.raises(ValueError, match="no values"):
        mean_difference(sums, (2, 3, 5))


@given(st.floats(-1e6, 1e6), st.integers(2, 1000))
def test_rounding_is_no_impossible_spread(value: float, n: int) -> None:
    found = mean(n, math.fsum([value] * n), math.fsum([value**2] * n))
    assert found.standard_error == pytest.approx(0, abs=1e-7 * abs(value))


def test_a_difference_of_estimates_stays_on_its_scale() -> None:
    wide = Estimate(90.0, 60.0, -20.0, 100.0, 3)
    found = nps_difference(wide, replace(wide, value=-90.0))
    assert (found.value, found.high) == (180, 200)
    assert found.low == pytest.approx(180 - 1.959964 * math.hypot(60, 60))
    mirrored = nps_difference(replace(wide, value=-90.0), wide)
    assert (mirrored.low, mirrored.high) == pytest.approx((-found.high, -found.low))
    unknown = nps_difference(replace(wide, standard_error=math.nan), wide)
    assert math.isnan(unknown.low)
    assert math.isnan(unknown.high)
