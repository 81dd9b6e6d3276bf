"""Medians, percentiles, and the line that holds a figure against its budget."""

from __future__ import annotations

import math

import pytest

from benchmarks.machine import REFERENCE_SECONDS, Spread, in_seconds, line, ratio, seconds_line, spread


def test_a_spread_is_the_median_and_what_95_of_100_do_not_exceed() -> None:
    assert spread([float(value) for value in range(100, 0, -1)]) == Spread(100, 50.5, 95.0)
    assert spread([3.0, 1.0, 2.0]) == Spread(3, 2.0, 3.0)
    assert spread([7.0]) == Spread(1, 7.0, 7.0)


def test_nothing_measured_is_no_figure_and_meets_no_budget() -> None:
    empty = spread([])
    assert empty.n == 0
    assert math.isnan(empty.median)
    assert ratio(empty.median, 400.0, 0.15).verdict == "not measured"
    assert ratio(40.0, 0.0, 0.15).verdict == "not measured"


@pytest.mark.parametrize(("ours", "verdict"), [(59.0, "met"), (60.0, "met"), (61.0, "missed")])
def test_a_budget_is_met_up_to_its_ratio(ours: float, verdict: str) -> None:
    assert ratio(ours, 400.0, 0.15).value == pytest.approx(ours / 400)
    assert ratio(ours, 400.0, 0.15).verdict == verdict


def test_the_line_says_both_sides_the_ratio_and_the_verdicts() -> None:
    said = line("a change", Spread(9, 50.0, 130.0), Spread(8, 400.0, 900.0), median=0.15, p95=0.3)
    assert said == (
        "a change: ours 50 ms (p95 130, n 9), reference 400 ms (p95 900, n 8); "
        "median ratio 0.125 (budget ≤ 0.15): met; p95 over its median ratio 0.325 (budget ≤ 0.3): missed"
    )


def test_a_budget_in_seconds_is_as_wide_as_the_machine_is_slow() -> None:
    assert in_seconds(2.0, REFERENCE_SECONDS, 2.0).verdict == "met"
    assert in_seconds(2.1, REFERENCE_SECONDS, 2.0).verdict == "missed"
    assert in_seconds(3.9, 2 * REFERENCE_SECONDS, 2.0).verdict == "met"
    assert in_seconds(1.1, REFERENCE_SECONDS / 2, 2.0).verdict == "missed"


def test_the_line_of_seconds_names_the_budget_and_the_yardstick() -> None:
    assert seconds_line("first visit", 3.0, 2.0, 0.48, "n 5") == (
        "first visit: 3.00 s (n 5), budget 2 s; over the reference's change of 0.48 s: ratio 6.250 (budget ≤ 8.33): met"
    )
