"""Shares that end in one way where others end in another: beside statsmodels, and on every input within 0 and 1."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from dashboard.statistics import incidence

COUNTS = st.integers(1, 12).flatmap(
    lambda size: st.tuples(*(st.lists(st.integers(0, 40), min_size=size, max_size=size) for _ in range(3)))
)


@pytest.mark.parametrize("seed", range(5))
def test_shares_and_errors_are_those_of_statsmodels(seed: int) -> None:
    draw = np.random.default_rng(seed)
    counts = draw.integers(0, 30, (3, 9))
    counts[0, :] += 1
    times = np.repeat(np.tile(np.arange(9.0), 3), counts.ravel())
    causes = np.repeat(np.repeat([1, 2, 0], 9), counts.ravel())
    reference = CumIncidenceRight(times, causes)
    found = incidence(*counts)
    assert found.share == pytest.approx(reference.cinc[0])
    # its errors come out of another sum of the same terms, and are nought before anybody is lost
    assert found.standard_error[:-1] == pytest.approx(reference.cinc_se[0][:-1], rel=0.1)


@given(COUNTS)
def test_what_ends_in_either_way_or_not_makes_no_more_than_all(counts: tuple[list[int], ...]) -> None:
    one, other = incidence(*counts), incidence(counts[1], counts[0], counts[2])
    both = one.share + other.share
    assert (both <= 1 + 1e-9).all()
    assert (np.diff(one.share) >= -1e-12).all()
    assert not (one.standard_error < 0).any()


def test_without_another_end_or_open_ones_the_half_is_the_median() -> None:
    found = incidence([1, 1, 1, 1], [0] * 4, [0] * 4)
    edges = np.array([[1.0, 2.0], [2.0, 4.0], [4.0, 8.0], [8.0, 16.0]])
    value, low, high = found.time_of_half(edges)
    assert value == pytest.approx(4.0)
    assert low <= value <= high


def test_where_half_give_up_before_half_never_complete() -> None:
    value, _, high = incidence([4, 0], [0, 6], [0, 0]).time_of_half([[1, 2], [2, 4]])
    assert math.isnan(value)
    assert math.isinf(high) or math.isnan(high)


def test_of_nobody_nothing_is_known() -> None:
    found = incidence([0, 0], [0, 0], [0, 0])
    assert np.isnan(found.standard_error).all()
    assert math.isnan(found.time_of_half([[1, 2], [2, 4]])[0])


@pytest.mark.parametrize("counts", [([1], [1, 2], [1]), ([-1], [0], [0]), ([math.nan], [0], [0])])
def test_what_are_no_counts_is_refused(counts: tuple[list[float], ...]) -> None:
    with pytest.raises(ValueError, match=r"differ in length|0 or more"):
        incidence(*counts)
