"""What lies far above the rest: by a pencil, and how seldom chance alone puts something there."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard.statistics.fences import REACH, upper_fence


def test_the_fence_of_quartiles_that_a_pencil_finds() -> None:
    assert upper_fence([1, 2, 3, 4], [1, 1, 1, 1]) == pytest.approx(3 + REACH * 2)
    assert upper_fence([4, 1, 3, 2], [1, 1, 1, 1]) == upper_fence([1, 2, 3, 4], [1, 1, 1, 1])
    assert upper_fence([1, 5, 9], [10, 1, 5]) == pytest.approx(9 + REACH * 8)


@pytest.mark.parametrize(("values", "counts"), [([], []), ([7], [100]), ([1, 7, 9], [1, 98, 1]), ([1, 2], [0, 0])])
def test_where_the_middle_half_has_no_width_nothing_is_far_out(values: list[int], counts: list[int]) -> None:
    assert math.isnan(upper_fence(values, counts))


def test_chance_alone_puts_next_to_nothing_beyond_it() -> None:
    drawn = np.random.default_rng(7).normal(size=200_000)
    assert (drawn > upper_fence(drawn, np.ones(len(drawn)))).mean() < 0.0005
