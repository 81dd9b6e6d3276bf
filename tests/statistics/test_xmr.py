from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics import xmr

NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
JUMP = [20, 22, 19, 21, 23, 20, 18, 22, 21, 20, 19, 35]
nan = math.nan


def test_the_handbook() -> None:
    found = xmr(NIST)
    assert found.centre == pytest.approx(50.81)
    assert (found.low, found.high) == pytest.approx((45.8151, 55.8049), abs=5e-5)
    assert found.moving_range_high == pytest.approx(6.1366, abs=5e-5)
    assert found.signals == []


def test_limits_are_locked_on_a_baseline() -> None:
    for baseline in (11, slice(0, 11), list(range(11))):
        found = xmr(JUMP, baseline=baseline)
        assert found.centre == pytest.approx(20.4545, abs=5e-5)
        assert (found.low, found.high) == pytest.approx((14.8685, 26.0405), abs=5e-5)
        assert found.signals == [11]
        assert found.by_rule(1) == [11]


def test_a_baseline_may_be_given_in_any_whole_type_or_as_a_mask() -> None:
    mask = np.arange(12) < 11
    kinds: list[Any] = [np.int64(11), np.int32(11), np.uint8(11), np.array(11), range(11), np.arange(11), mask]
    kinds += [mask.tolist(), tuple(range(11)), np.arange(11, dtype=np.uint8), np.arange(11) - 12]
    for baseline in kinds:
        assert xmr(JUMP, baseline=baseline) == xmr(JUMP, baseline=11)
    assert math.isnan(xmr(JUMP, baseline=[]).low)


@pytest.mark.parametrize(
    "baseline", [11.0, np.float64(11), [0.0, 1.0], [0, 12], [-13], -1, np.zeros(5, dtype=bool), "11", [[0, 1]], ["a"]]
)
def test_what_is_no_baseline_is_refused(baseline: Any) -> None:
    with pytest.raises(ValueError, match="baseline"):
        xmr(JUMP, baseline=baseline)


def test_a_signal_inside_the_baseline_widens_its_limits() -> None:
    found = xmr(JUMP)
    assert found.centre == pytest.approx(21.6667, abs=5e-5)
    assert found.high == pytest.approx(30.6139, abs=5e-5)
    assert found.signals == [11]


def test_medians() -> None:
    found = xmr([1, 2, 4, 7, 11], use_median=True)
    assert found.high - found.centre == pytest.approx(3.145 * 2.5)
    assert found.moving_range_high == pytest.approx(3.865 * 2.5)


def test_a_moving_range_can_be_the_signal() -> None:
    found = xmr([10, 11, 10, 9, 10, 11, 10, 9, 7.5, 12.4], baseline=8)
    assert 9 in found.by_rule(1)
    assert abs(12.4 - found.centre) < found.high - found.centre


def test_three_of_four_near_a_limit() -> None:
    base = [0.0, 1.0] * 6
    found = xmr([*base, 2.6, 0.5, 2.6, 2.6, 0.5], baseline=12)
    assert found.by_rule(2) == [12, 14, 15]


def test_three_of_four_lie_on_one_side() -> None:
    assert xmr([*[0.0, 1.0] * 6, 2.6, -1.6, 2.6, -1.6], baseline=12).by_rule(2) == []


def test_eight_in_a_row() -> None:
    base = [0.0, 1.0] * 6
    assert xmr([*base, 0.2, *[0.7] * 7], baseline=12).by_rule(3) == []
    assert xmr([*base, 0.2, *[0.7] * 8], baseline=12).by_rule(3) == list(range(13, 21))


def test_a_missing_month_is_a_gap_and_not_0() -> None:
    whole, holed = xmr([5, 6, 5, 6, 5, 6]), xmr([5, 6, 5, nan, 6, 5, 6])
    assert (holed.centre, holed.low, holed.high) == pytest.approx((whole.centre, whole.low, whole.high))
    assert holed.signals == []
    # The range across the gap would be 10.
    assert xmr([1, 2, 1, nan, 11, 12, 11]).moving_range_high == pytest.approx(3.268)


def test_a_gap_ends_a_run() -> None:
    base = [0.0, 1.0] * 6
    assert xmr([*base, 0.2, *[0.7] * 4, nan, *[0.7] * 4], baseline=12).by_rule(3) == []


def test_too_little_has_no_limits() -> None:
    for short in ([], [1.0], [nan, nan], [1.0, nan, 2.0]):
        found = xmr(short)
        assert math.isnan(found.low)
        assert found.signals == []
    assert xmr([1.0]).centre == 1


@given(st.floats(-1e6, 1e6), st.integers(2, 40))
def test_what_never_moves_has_no_signals(value: float, length: int) -> None:
    assert xmr([value] * length).signals == []


@given(
    st.lists(st.integers(-50, 50), min_size=10, max_size=40),
    st.integers(-1000, 1000),
    st.sampled_from([0.5, 2.0, 16.0]),
)
def test_signals_do_not_depend_on_the_unit(values: list[int], shift: int, factor: float) -> None:
    moved = [factor * value + shift for value in values]
    assert xmr(moved, 8).signals == xmr(values, 8).signals


def test_on_noise_the_newest_month_is_flagged_as_often_as_known() -> None:
    """Why XmR alone is no test for news: 7.5 % with a baseline of 12; rule 1 alone flags fewer."""
    rows = np.random.default_rng(1).normal(size=(3000, 24))
    found = [xmr(row, 12) for row in rows]
    assert 0.06 < np.mean([23 in limits.signals for limits in found]) < 0.09
    assert np.mean([23 in limits.by_rule(1) for limits in found]) < 0.05


def test_what_is_no_series_is_refused() -> None:
    with pytest.raises(ValueError, match="one-dimensional and finite"):
        xmr([[1.0, 2.0]])
    with pytest.raises(ValueError, match="one-dimensional and finite"):
        xmr([1.0, math.inf])
