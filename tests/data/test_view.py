"""What a view is compared with, and whether that is what was asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.view import View
from dashboard.periods import Calendar, choices, closing

SEP_2026 = 2026 * 12 + 8


def test_the_period_before_stands_in_where_the_year_before_is_not_in_the_data() -> None:
    quarter = closing("quarter", SEP_2026, Calendar())
    view = View.of(quarter, "year", SEP_2026 - 13, Calendar(), regions=("NA",))
    assert view.against == closing("quarter", SEP_2026 - 3, Calendar())
    assert view.fell_back
    assert not view.against_year_before
    assert (view.regions, view.segments) == (("NA",), None)


def test_a_year_to_date_has_no_other_comparable_period() -> None:
    to_date = closing("fiscal", SEP_2026, Calendar())
    view = View.of(to_date, "year", SEP_2026 - 19, Calendar())
    assert (view.against, view.fell_back) == (None, False)


@given(st.integers(0, 40), st.sampled_from(["year", "previous"]), st.integers(1, 12))
def test_it_falls_back_only_from_the_year_before_and_only_to_what_the_data_hold(
    months: int, against: str, start: int
) -> None:
    first, calendar = SEP_2026 - months, Calendar(start)
    for period in choices(first, SEP_2026, start):
        view = View.of(period, against, first, calendar)  # type: ignore[arg-type]
        assert view.against is None or first <= view.against.first <= view.against.last < period.first
        if view.fell_back:
            assert view.against is not None
            assert against == "year"
            assert period.first - 12 < first
            assert view.against.last == period.first - 1
        elif view.against is None:
            assert period.first - (period.length if period.kind != "fiscal" else 12) < first


@pytest.mark.parametrize("against", ["year", "previous"])
def test_what_is_asked_for_is_had_where_the_data_reach_back(against: str) -> None:
    quarter = closing("quarter", SEP_2026, Calendar())
    view = View.of(quarter, against, SEP_2026 - 40, Calendar())  # type: ignore[arg-type]
    assert not view.fell_back
    assert view.against_year_before == (against == "year")
