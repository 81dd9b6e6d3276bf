"""A comparison in words, and what is said where another stands in for it."""

from __future__ import annotations

from dashboard.data.view import View
from dashboard.periods import Calendar, closing
from dashboard.words import comparison
from tests.published import FIRST, LAST, view


def test_a_comparison_in_words() -> None:
    assert comparison.comparison(view()) == "Q3 2026 against Q3 2025"
    assert comparison.comparison(view(against=None)) == "Q3 2026; nothing earlier to compare with"


def test_where_the_period_before_stands_in_for_the_year_before_it_is_said() -> None:
    quarter = closing("quarter", LAST, Calendar())
    told = View.of(quarter, "year", LAST - 13, Calendar())
    assert comparison.comparison(told) == "Q3 2026 against Q2 2026 (no data of the year before)"
    assert comparison.fell_back(told) == "vs Q2 2026, no data of the year before"
    assert comparison.fell_back(View.of(quarter, "year", FIRST, Calendar())) == ""


def test_beside_a_change_stands_what_it_is_against() -> None:
    assert comparison.on_what(view()) == "on a year before"
    assert comparison.on_what(view(against=None)) == ""
    quarter = closing("quarter", LAST, Calendar())
    assert comparison.on_what(View.of(quarter, "previous", FIRST, Calendar())) == "on the period before"
    assert comparison.on_what(View.of(quarter, "year", LAST - 13, Calendar())) == "on the period before"
