"""The checks write numbers and dates as the company's language does, in one place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.words.formats import in_language
from data_checks.numerals import day_name, month_name, numeral, percent, written_in
from data_checks.sentences import rows

LOCALES = ("en", "en_GB", "de", "fr", "pl", "ja")


@pytest.mark.parametrize("locale", LOCALES)
@given(value=st.integers(-(10**12), 10**12), decimals=st.integers(0, 2))
def test_numbers_are_those_of_the_dashboard(locale: str, value: int, decimals: int) -> None:
    with written_in(locale):
        assert numeral(value, decimals) == in_language(locale).number(value, decimals)


def test_a_language_holds_for_as_long_as_it_is_asked_for() -> None:
    with written_in("de"):
        assert rows("survey_responses", 12_345) == "12.345 answers"
        assert month_name(2025 * 12 + 5) == "Juni 2025"
        assert day_name(date(2025, 6, 9)) == "9. Juni 2025"
        assert percent(0.0241) == "2,4 %"
    assert rows("survey_responses", 12_345) == "12,345 answers"
    assert day_name(date(2025, 6, 9)) == "9 June 2025"


@pytest.mark.parametrize(("month", "said"), [(-99, "−99"), (0, "0"), (12, "January 1"), (10**9, "1,000,000,000")])
def test_a_number_that_no_month_has_is_said_as_it_is(month: int, said: str) -> None:
    assert month_name(month) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (0.35, "35 %"), (0.0241, "2.4 %"), (0.02, "2 %"), (0.00032, "0.032 %"), (1, "100 %"), (0.0999, "10 %"),
     (-0.0241, "−2.4 %"), (0.09, "9 %"), (12.5, "1,250 %")],
)  # fmt: skip
def test_a_small_share_keeps_the_digits_that_count(share: float, said: str) -> None:
    assert percent(share) == said
