"""Numbers as they are read: true minus, the company's language, and missing is never 0."""

from __future__ import annotations

import math
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.measures import MEASURES
from dashboard.words import formats

THIN = formats.THIN


def test_missing_is_a_dash_and_never_0() -> None:
    for missing in (math.nan, math.inf):
        assert formats.number(missing, 1, "en") == "–"
        assert formats.money(missing, "EUR", "en") == "–"
        assert formats.value(MEASURES["csat"], missing, "EUR", "en") == "–"
        assert formats.change(MEASURES["nps"], missing, 1.0, "EUR", "en") == "–"
        assert formats.span(MEASURES["nps"], missing, 1.0, "EUR", "en") == ""


@pytest.mark.parametrize(
    ("value", "decimals", "locale", "expected"),
    [
        (1234.56, 1, "en", "1,234.6"),
        (1234.56, 1, "de", "1.234,6"),
        (-3.14, 1, "en", "−3.1"),
        (-0.04, 1, "en", "0.0"),
        (12408, 0, "en", "12,408"),
    ],
)
def test_numbers(value: float, decimals: int, locale: str, expected: str) -> None:
    assert formats.number(value, decimals, locale) == expected


def test_a_sign_is_shown_where_it_is_asked_for_and_nothing_has_none() -> None:
    assert formats.number(0.3, 1, "en", signed=True) == "+0.3"
    assert formats.number(-0.3, 1, "en", signed=True) == "−0.3"
    assert formats.number(0.04, 1, "en", signed=True) == "0.0"
    assert formats.money(0.004, "EUR", "en", signed=True) == "€0.00"


@pytest.mark.parametrize(
    ("value", "currency", "locale", "expected"),
    [
        (212.4, "EUR", "en", "€212"),
        (9.5, "EUR", "en", "€9.50"),
        (48_234_567, "EUR", "en", "€48.2M"),
        (48_234_567, "EUR", "de", "48,2\xa0Mio.\xa0€"),
        (212.4, "EUR", "de", "212\xa0€"),
        (999_999, "EUR", "en", "€1M"),
        (115_879_231, "EUR", "en", "€116M"),
        (-12_345, "EUR", "en", "−€12.3K"),
        (12_345, "EUR", "de", "12.300\xa0€"),
        (115_879_231, "JPY", "ja", "￥1.16億"),
        (-0.004, "USD", "en", "$0.00"),
    ],
)
def test_money_stands_as_the_language_puts_it(value: float, currency: str, locale: str, expected: str) -> None:
    assert formats.money(value, currency, locale) == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("nps", 34.24, "34.2"),
        ("csat", 0.8134, f"81.3{THIN}%"),
        ("resolution_hours", 19.44, f"19.4{THIN}h"),
        ("handle_minutes", 21.37, f"21.4{THIN}min"),
        ("transfers_per_case", 1.423, "1.42"),
        ("net_customers", -1212.0, "−1,212"),
        ("cost_to_serve", 361.25, "€361"),
    ],
)
def test_values_in_their_units(name: str, value: float, expected: str) -> None:
    assert formats.value(MEASURES[name], value, "EUR", "en") == expected


@pytest.mark.parametrize(
    ("name", "difference", "before", "expected"),
    [
        ("nps", -3.8, 30.0, "3.8 points"),
        ("csat", -0.014, 0.8, "1.4 points"),
        ("recurring_revenue", 6.8, 100.0, f"6.8{THIN}%"),
        ("handle_minutes", -2.0, 20.0, f"10.0{THIN}%"),
        ("resolution_hours", -2.1, 20.0, f"2.1{THIN}h"),
        ("recurring_revenue", 6.8, 0.0, "–"),
    ],
)
def test_a_difference_of_scores_and_shares_is_in_points(
    name: str, difference: float, before: float, expected: str
) -> None:
    assert formats.change(MEASURES[name], difference, before, "EUR", "en") == expected


def test_an_interval_says_its_unit_once() -> None:
    assert formats.span(MEASURES["nps"], -3.2, 4.0, "EUR", "en") == "−3.2 to 4.0"
    assert formats.span(MEASURES["csat"], 0.802, 0.824, "EUR", "en") == f"80.2 to 82.4{THIN}%"


def test_dates_and_months() -> None:
    assert formats.day(date(2026, 9, 30), "en") == "30 Sep 2026"
    assert formats.day(date(2026, 3, 1), "de") == "1 März 2026"
    assert formats.months(2026 * 12 + 6, 2026 * 12 + 8, "en") == "Jul 2026 to Sep 2026"
    assert formats.months(2026 * 12 + 8, 2026 * 12 + 8, "en") == "Sep 2026"


def test_every_measure_has_an_axis() -> None:
    assert all(formats.axis_format(measure) for measure in MEASURES.values())


@given(st.floats(-1e15, 1e15), st.sampled_from(["en", "de", "fr", "ja"]))
def test_money_never_has_a_hyphen_nor_a_signed_nothing(value: float, locale: str) -> None:
    text = formats.money(value, "EUR", locale)
    assert "-" not in text
    assert any(digit in text for digit in "123456789") or "−" not in text
    assert not re.search(r"\d{4}", text)
