"""Digits: enough to show what is worth saying, and what is shown adds up."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.measures import MEASURES
from dashboard.words.digits import adding_up, change_decimals, decimals, rounded, scale, shown_change, shown_difference

amounts = st.floats(-1e6, 1e6, allow_nan=False)
places = st.integers(0, 3)
measures = st.sampled_from(sorted(MEASURES))
POINTS = [3.14, 2.72, 1.41, 0.96, 0.33]  # 8.56 in all, 8.5 as each is shown


@pytest.mark.parametrize(
    ("name", "least", "expected"),
    [("nps", 1, 1), ("nps", 5, 1), ("nps", 0.2, 2), ("csat", 0.01, 1), ("csat", 0.001, 2), ("net_customers", 1, 0),
     ("csat_mean", 0.05, 2), ("transfers_per_case", 0.02, 3), ("resolution_hours", 0.4, 2)],
)  # fmt: skip
def test_digits_follow_the_least_change_worth_saying(name: str, least: float, expected: int) -> None:
    assert decimals(replace(MEASURES[name], least_change=least)) == expected


def test_a_percentage_has_digits_of_its_own() -> None:
    assert change_decimals(MEASURES["recurring_revenue"]) == 1
    assert change_decimals(replace(MEASURES["recurring_revenue"], least_change=0.001)) == 2
    assert change_decimals(MEASURES["transfers_per_case"]) == 3


@given(measures, st.floats(1e-5, 50), amounts, st.floats(1, 10), st.booleans())
def test_a_change_worth_saying_never_shows_as_nothing(
    name: str, least: float, before: float, times: float, rises: bool
) -> None:
    entry = replace(MEASURES[name], least_change=least)
    assume(entry.unit not in ("count", "money") and (not entry.relative or abs(before) > 1e-3))
    size = least * times * (abs(before) if entry.relative else 1)
    now = before + size if rises else before - size
    shown, unit = shown_change(entry, now, before), 10.0 ** -change_decimals(entry)
    assert (shown > 0) == rises
    assert abs(shown) >= 3.99 * unit  # five units, less half a one for each of two values that are rounded


def test_halves_are_rounded_as_charts_round_them() -> None:
    assert [rounded(value, 0) for value in (0.5, 1.5, 2.5, -0.5, -2.5)] == [1, 2, 3, -1, -3]
    assert rounded(34.25, 1) == 34.3
    assert math.copysign(1, rounded(-0.04, 1)) == 1
    assert math.isnan(rounded(math.nan, 1))


def test_a_change_is_that_of_what_is_shown_and_in_percent_that_of_what_is() -> None:
    assert shown_change(MEASURES["nps"], 68.849, 73.051) == -4.3
    assert shown_change(MEASURES["csat"], 0.68849, 0.73051) == -4.3
    assert shown_difference(68.849, 73.051, 1) == -4.3
    assert shown_change(MEASURES["recurring_revenue"], 104.94, 100.0) == 4.9
    assert math.isnan(shown_change(MEASURES["recurring_revenue"], 1.0, 0.0))
    assert (scale(MEASURES["csat"]), scale(MEASURES["nps"])) == (100, 1)


def test_parts_add_up_by_largest_remainder() -> None:
    assert [rounded(part, 1) for part in POINTS] == [3.1, 2.7, 1.4, 1.0, 0.3]
    assert adding_up(POINTS, 1) == (3.2, 2.7, 1.4, 1.0, 0.3)  # 3.14 was rounded down furthest
    assert adding_up([-part for part in POINTS], 1) == (-3.2, -2.7, -1.4, -1.0, -0.3)
    assert adding_up([1 / 3] * 3, 2, whole=1.0) == (0.34, 0.33, 0.33)
    assert adding_up([], 1) == ()


def test_what_rounding_leaves_goes_into_what_is_other_unless_it_would_twist_it() -> None:
    assert adding_up([3.14, 2.72, 1.41, 0.96, 0.33], 1, other=4) == (3.1, 2.7, 1.4, 1.0, 0.4)
    assert adding_up([3.14, 2.72, 1.41, 1.26, 0.03], 1, other=4) == (3.2, 2.7, 1.4, 1.3, 0.0)


def test_what_cannot_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="make no 2"):
        adding_up([0.5, 0.5], 1, whole=2.0)
    with pytest.raises(ValueError, match="not known"):
        adding_up([0.5, math.nan], 1)
    with pytest.raises(ValueError, match="not known"):
        adding_up([0.5], 1, whole=math.inf)


@given(st.lists(amounts, min_size=1, max_size=30), places, st.data())
def test_parts_make_the_shown_whole_and_none_is_moved_by_a_unit(
    parts: list[float], digits: int, data: st.DataObject
) -> None:
    other = data.draw(st.none() | st.integers(0, len(parts) - 1))
    shown, unit = adding_up(parts, digits, other=other), 10.0**-digits
    assert math.isclose(math.fsum(shown), rounded(math.fsum(parts), digits), abs_tol=unit / 100)
    for position, (said, part) in enumerate(zip(shown, parts, strict=True)):
        if position == other:
            assert said * rounded(part, digits) >= 0
        else:
            assert abs(said - part) <= unit * 1.001
