"""Departures from what is usual: limits that noise seldom passes, however short the baseline and alike its points."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard.statistics import departure
from dashboard.statistics.departures import RULE_1

# The twelve months before, as the tests of XmR charts have them.
USUAL = [20.0, 22, 19, 21, 23, 20, 18, 22, 21, 20, 19, 21]


def passed(kind: str, length: int, baseline: int, runs: int = 2000) -> float:
    """How often pure noise passes the limits, in percent."""
    random = np.random.default_rng(7)
    alike = {"noise": 0.0, "alike": 0.5, "much alike": 0.7}[kind]
    outside = 0
    for _ in range(runs):
        values = random.normal(size=baseline + length + 40)
        for place in range(1, len(values)):
            values[place] += alike * values[place - 1]
        values = values[40:]
        outside += departure(values[:baseline], values[baseline:]).outside
    return 100 * outside / runs


@pytest.mark.parametrize("length", [1, 3, 12])
@pytest.mark.parametrize("baseline", [12, 24, 36])
def test_noise_seldom_passes_whatever_the_baseline(length: int, baseline: int) -> None:
    assert passed("noise", length, baseline) < 0.6


@pytest.mark.parametrize("kind", ["alike", "much alike"])
def test_neighbours_that_resemble_each_other_do_not_narrow_the_limits(kind: str) -> None:
    """An XmR chart flags the newest month of such noise in 23 of 100 cases."""
    assert passed(kind, 3, 36) < 1.5


def test_a_shift_is_found() -> None:
    random = np.random.default_rng(3)
    found = [departure(random.normal(size=36), 3 + random.normal(size=3)).outside for _ in range(300)]
    assert np.mean(found) > 0.8


def test_the_distance_and_the_side_of_the_limits() -> None:
    found = departure(USUAL, [35.0])
    assert found.centre == pytest.approx(246 / 12)
    assert found.distance == pytest.approx(35 - 20.5)
    assert found.outside
    assert found.high < 35
    assert found.centre - found.low == pytest.approx(found.high - found.centre)
    assert not departure(USUAL, [22.0]).outside
    assert departure(USUAL, [6.0]).distance < 0


def test_a_point_on_the_limit_is_as_rare_as_rule_1() -> None:
    edge = departure(USUAL, [20.5]).high
    assert departure(USUAL, [edge]).p_value == pytest.approx(RULE_1)


def test_a_series_that_never_moved_is_left_by_no_rounding() -> None:
    flat = [0.1 + 0.2] * 24
    assert not departure(flat, [0.3]).outside
    assert departure(flat, [0.4]).outside
    assert departure([0.0] * 24, [0.0]).p_value == 1


def test_missing_months_keep_their_place() -> None:
    gap = [20.0, math.nan, 22, 19, math.nan, 21, 23, 20, 18, 22]
    found = departure(gap, [21.0])
    assert found.centre == pytest.approx(165 / 8)
    assert not found.outside


@pytest.mark.parametrize(("baseline", "points"), [([1.0, 2.0], [1.0]), (USUAL, [math.nan]), (USUAL, [])])
def test_what_can_t_be_judged_is_an_error(baseline: list[float], points: list[float]) -> None:
    with pytest.raises(ValueError, match="too few"):
        departure(baseline, points)
