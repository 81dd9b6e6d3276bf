from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from dashboard.statistics import Difference, did_units, difference_in_differences


def sums(values: list[float]) -> tuple[float, float, float]:
    return float(len(values)), float(np.sum(values)), float(np.sum(np.square(values)))


def units(pilot: NDArray[np.float64], comparison: NDArray[np.float64]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit": range(len(pilot) + len(comparison)),
            "arm": ["pilot"] * len(pilot) + ["comparison"] * len(comparison),
            "before": 10.0,
            "after": 10 + np.concatenate([pilot, comparison]),
        }
    )


def test_four_cells() -> None:
    cells = [[1, 3, 2, 5.0], [6, 8, 7.5], [1, 2, 2, 4.0], [2, 3, 4.0]]
    found = difference_in_differences(*(sums(cell) for cell in cells))
    means = [np.mean(cell) for cell in cells]
    assert found.value == pytest.approx((means[1] - means[0]) - (means[3] - means[2]))
    assert found.standard_error == pytest.approx(math.sqrt(sum(np.var(cell, ddof=1) / len(cell) for cell in cells)))
    assert found.low < found.value < found.high


def test_a_cell_without_rows_makes_it_missing() -> None:
    full = sums([1, 2, 3.0])
    assert math.isnan(difference_in_differences(full, (0, 0, 0), full, full).value)


def test_many_units_by_t_on_their_changes() -> None:
    rng = np.random.default_rng(0)
    pilot, comparison = rng.normal(3, 2, 15), rng.normal(0, 1, 12)
    found = did_units(units(pilot, comparison))
    expected = stats.ttest_ind(pilot, comparison, equal_var=False)
    assert found.method == "t"
    assert found.p_value == pytest.approx(expected.pvalue)
    interval = expected.confidence_interval()
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert found.verdict == "worked"
    assert did_units(units(pilot, comparison), higher_is_better=False).verdict == "harmful"
    assert isinstance(found, Difference)


def test_few_units_by_every_assignment() -> None:
    rng = np.random.default_rng(1)
    pilot, comparison = rng.normal(1, 1, 5), rng.normal(0, 1, 6)
    found = did_units(units(pilot, comparison))
    expected = stats.permutation_test(
        (pilot, comparison), lambda a, b: a.mean() - b.mean(), permutation_type="independent", n_resamples=10**6
    )
    assert found.method == "permutation"
    changes = np.concatenate([pilot, comparison])
    apart = [
        changes[list(chosen)].mean() - np.delete(changes, list(chosen)).mean() for chosen in combinations(range(11), 5)
    ]
    assert found.p_value == pytest.approx(np.mean(np.abs(apart) >= abs(found.value) - 1e-12))
    # Twice the smaller tail, as scipy counts, is the same idea.
    assert found.p_value == pytest.approx(expected.pvalue, abs=0.03)


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_the_interval_holds_what_the_test_does_not_reject(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pilot, comparison = rng.normal(1, 1, 4), rng.normal(0, 1, 5)
    found = did_units(units(pilot, comparison))
    assert found.low <= found.value <= found.high
    assert (found.p_value <= 0.05) == (not found.low <= 0 <= found.high)
    for lift, inside in ((found.low, False), (found.high, True)):
        for step in (-1e-6, 1e-6):
            kept = did_units(units(pilot - lift - step, comparison)).p_value > 0.05
            assert kept == ((step > 0) != inside)


def test_one_region_of_six_is_not_evaluable() -> None:
    found = did_units(units(np.array([9.0]), np.array([0.1, 0.2, -0.1, 0.0, 0.1])))
    assert found.verdict == "not evaluable"
    assert "1 units in the pilot and 5" in found.reason
    assert found.value == pytest.approx(8.94)
    assert math.isnan(found.low)
    assert math.isnan(found.p_value)
    assert math.isnan(did_units(units(np.array([]), np.array([1.0]))).value)


def test_no_detectable_effect_says_what_could_have_been_seen() -> None:
    found = did_units(units(np.array([1.0, -1, 0.5, -0.5, 0.2]), np.array([0.9, -0.8, 0.1, -0.2])))
    assert found.verdict == "no detectable effect"
    assert found.smallest_detectable == pytest.approx(2.80159 * found.standard_error, rel=1e-5)
    assert f"{found.smallest_detectable:.3g}" in found.reason


def test_units_without_a_value_are_left_out() -> None:
    frame = units(np.array([1.0, 2, 3, 4, math.nan]), np.array([0.0, 1, 2, 1]))
    assert did_units(frame).pilot_units == 4
    assert did_units(frame.assign(after=frame["after"].astype("Float64"))).pilot_units == 4


def test_other_words_for_the_arms() -> None:
    frame = units(np.arange(5.0), np.arange(4.0))
    renamed = frame.assign(arm=frame["arm"].map({"pilot": "treated", "comparison": "control"}))
    assert did_units(renamed) == did_units(frame)
    assert did_units(frame.assign(arm=frame["arm"] == "pilot")) == did_units(frame)
    for yes, no in ((1, 0), (1.0, 0.0), (True, False), (np.float64(1), np.float64(0)), ("1.0", "0.0")):
        told = [yes if arm == "pilot" else no for arm in frame["arm"]]
        assert did_units(frame.assign(arm=told)) == did_units(frame)
    with pytest.raises(ValueError, match="neither 'pilot' nor 'comparison'"):
        did_units(frame.assign(arm=0.5))
    with pytest.raises(ValueError, match="neither 'pilot' nor 'comparison'"):
        did_units(frame.assign(arm="somewhere"))


@pytest.mark.parametrize("arm_size", [5, 12])
def test_what_all_changes_have_in_common_takes_no_digits(arm_size: int) -> None:
    """A thousand million more in every unit: the lift is the same, as are its error and its verdict."""
    rng = np.random.default_rng(3)
    pilot, comparison = (np.round(rng.normal(mean, 2, arm_size), 2) for mean in (3, 0))
    near, far = did_units(units(pilot, comparison)), did_units(units(pilot + 1e9, comparison + 1e9))
    fields = ("value", "standard_error", "low", "high", "z", "p_value", "smallest_detectable")
    assert [getattr(far, field) for field in fields] == pytest.approx(
        [getattr(near, field) for field in fields], rel=1e-6
    )
    assert (far.verdict, far.method) == (near.verdict, near.method)
    few = did_units(units(pilot[:3] + 1e9, comparison + 1e9))
    assert few.value == pytest.approx(pilot[:3].mean() - comparison.mean(), rel=1e-6)


@pytest.mark.parametrize("lift", [5.0, 0.1, 0.0])
def test_units_that_all_changed_by_the_same_leave_nothing_to_judge_by(lift: float) -> None:
    """No spread, no error: t would find any lift certain, with an interval of no width and no p-value."""
    found = did_units(units(np.full(12, lift), np.full(10, 0.3)))
    assert found.value == pytest.approx(lift - 0.3)
    assert (found.verdict, found.method) == ("not evaluable", "")
    assert "by the same" in found.reason
    assert np.isnan([found.standard_error, found.low, found.high, found.z, found.p_value]).all()
    assert math.isnan(found.smallest_detectable)


def test_few_units_without_spread_are_judged_by_their_assignments() -> None:
    found = did_units(units(np.full(4, 5.0), np.zeros(4)))
    assert (found.verdict, found.method) == ("worked", "permutation")
    assert found.p_value == pytest.approx(2 / 70)
    alike = did_units(units(np.full(4, 0.1), np.full(4, 0.1)))
    assert (alike.verdict, alike.p_value) == ("no detectable effect", 1)
    assert math.isnan(alike.smallest_detectable)
    assert "can't be told" in alike.reason


def test_spread_in_one_arm_is_enough() -> None:
    rng = np.random.default_rng(4)
    found = did_units(units(rng.normal(3, 1, 12), np.zeros(12)))
    assert (found.verdict, found.method) == ("worked", "t")
    assert 0 < found.p_value < 0.05


def test_a_unit_stands_once() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        did_units(units(np.arange(5.0), np.arange(4.0)).assign(unit=1))
