from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics import kitagawa

numbers = st.lists(
    st.tuples(st.integers(0, 99), st.integers(-100, 100), st.integers(0, 99), st.integers(-100, 100)),
    min_size=1,
    max_size=12,
).filter(lambda rows: any(row[0] for row in rows) and any(row[2] for row in rows))


def test_kidney_stones() -> None:
    """Each kind of stone did better under A, all together under B."""
    found = kitagawa([87, 263], [100 * 81 / 87, 100 * 192 / 263], [270, 80], [100 * 234 / 270, 100 * 55 / 80])
    assert found.before == pytest.approx(78.0)
    assert found.after == pytest.approx(82.57, abs=5e-3)
    assert (found.change, found.rate, found.mix) == pytest.approx((4.5714, -5.3671, 9.9386), abs=5e-5)


def test_every_segment_improved_and_the_total_fell() -> None:
    found = kitagawa([100, 300], [40, 10], [50, 450], [45, 12])
    assert (found.before, found.after) == pytest.approx((17.5, 15.3))
    assert (found.change, found.rate, found.mix) == pytest.approx((-2.2, 2.525, -4.725))


@given(numbers)
def test_rate_and_mix_make_the_change(rows: list[tuple[int, int, int, int]]) -> None:
    found = kitagawa(*np.array(rows, dtype=float).T)
    assert found.rate + found.mix == pytest.approx(found.change, abs=1e-9)
    assert found.rate_by_part.sum() == pytest.approx(found.rate, abs=1e-9)


def test_a_part_that_came_or_went_is_mix() -> None:
    found = kitagawa([1, 1, 0, 0], [10, 30, math.nan, math.nan], [1, 0, 1, 0], [10, math.nan, 50, math.nan])
    assert found.change == pytest.approx(10)
    assert found.rate == 0
    assert found.mix_by_part == pytest.approx([0, -15, 25, 0])


def test_nothing_counted_at_one_time() -> None:
    assert math.isnan(kitagawa([0, 0], [math.nan, math.nan], [1, 1], [5, 6]).change)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        kitagawa([1], [1, 2], [1], [1])
    with pytest.raises(ValueError, match="0 or more"):
        kitagawa([-1], [1], [1], [1])
    with pytest.raises(ValueError, match="has no score"):
        kitagawa([1], [math.nan], [1], [1])
