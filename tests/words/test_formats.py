"""Numbers as they are read: the language's own signs and order, a true minus, and missing is never 0."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from babel.numbers import parse_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.measures import MEASURES
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING, Formats, in_language
from dashboard.words.language import THIN, percent_pattern

LOCALES = ("en", "en_US", "de", "de_CH", "fr", "ja", "pl", "sv", "tr")
EN, DE, FR, JA = (Formats(locale, "EUR") for locale in ("en", "de", "fr", "ja"))
MONTH = 2026 * 12 + 8
"""September 2026."""

amounts = st.floats(-1e12, 1e12, allow_nan=False)
anywhere = st.sampled_from(LOCALES)


def parsed(text: str, locale: str) -> float:
    """Return the number that a reader of the language takes from a text."""
    return float(parse_decimal(text.replace("−", "-").replace("+", ""), locale=locale))


def test_one_object_a_language_and_currency() -> None:
    settings = Settings(locale="de", currency="CHF")
    assert Formats.of(settings) == Formats("de", "CHF")
    assert Formats.of(settings) is Formats.of(Settings(locale="de", currency="CHF", least_n=7))
    assert in_language("fr").locale == "fr"


@pytest.mark.parametrize("missing", [math.nan, math.inf, -math.inf])
def test_missing_is_a_dash_and_never_0(missing: float) -> None:
    told = (EN.number(missing, 1), EN.money(missing), EN.percent(missing), EN.points(missing), EN.hours(missing))
    assert set(told) == {NOTHING}
    assert {EN.value(measure, missing) for measure in MEASURES.values()} == {NOTHING}
    assert {EN.change(measure, missing, 1.0) for measure in MEASURES.values()} == {NOTHING}
    assert EN.span(MEASURES["nps"], missing, 1.0) == EN.span(MEASURES["csat"], 0.0, missing) == ""
    assert EN.counted(missing, "answer") == "no answers known"


@pytest.mark.parametrize(
    ("value", "decimals", "locale", "expected"),
    [
        (34.2, 1, "de", "34,2"),
        (1234.56, 1, "en", "1,234.6"),
        (1234.56, 1, "de", "1.234,6"),
        (1234.56, 1, "fr", "1\u202f234,6"),
        (-3.14, 1, "ja", "−3.1"),
        (-0.04, 1, "en", "0.0"),
        (12408, 0, "en", "12,408"),
    ],
)
def test_numbers(value: float, decimals: int, locale: str, expected: str) -> None:
    assert Formats(locale).number(value, decimals) == expected


def test_a_sign_is_shown_where_it_is_asked_for_and_nothing_has_none() -> None:
    assert [EN.number(value, 1, signed=True) for value in (0.3, -0.3, 0.04)] == ["+0.3", "−0.3", "0.0"]
    assert EN.money(0.004, signed=True) == "€0.00"
    assert EN.percent(0.031, signed=True) == f"+3.1{THIN}%"


@pytest.mark.parametrize(
    ("value", "currency", "locale", "expected"),
    [
        (212.4, "EUR", "en", "€212"),
        (9.5, "EUR", "en", "€9.50"),
        (48_234_567, "EUR", "en", "€48.2M"),
        (48_234_567, "EUR", "de", "48,2\xa0Mio.\xa0€"),
        (212.4, "EUR", "de", "212\xa0€"),
        (999_999, "EUR", "en", "€1.00M"),
        (115_879_231, "EUR", "en", "€116M"),
        (-12_345, "EUR", "en", "−€12.3K"),
        (12_345, "EUR", "de", "12.300\xa0€"),
        (115_879_231, "JPY", "ja", "￥1.16億"),
        (-0.004, "USD", "en", "$0.00"),
    ],
)
def test_money_stands_as_the_language_puts_it(value: float, currency: str, locale: str, expected: str) -> None:
    assert Formats(locale, currency).money(value) == expected


@pytest.mark.parametrize(
    ("locale", "expected", "rounded", "fall"),
    [
        ("en", f"81.3{THIN}%", f"81{THIN}%", f"−3.4{THIN}%"),
        ("de", f"81,3{THIN}%", f"81{THIN}%", f"−3,4{THIN}%"),
        ("de_CH", "81.3%", "81%", "−3.4%"),
        ("fr", f"81,3{THIN}%", f"81{THIN}%", f"−3,4{THIN}%"),
        ("ja", "81.3%", "81%", "−3.4%"),
        ("tr", "%81,3", "%81", "−%3,4"),
    ],
)
def test_the_sign_of_percent_stands_where_the_language_has_it(
    locale: str, expected: str, rounded: str, fall: str
) -> None:
    told = Formats(locale)
    assert (told.percent(0.8134), told.percent(0.8134, 0), told.percent(-0.034)) == (expected, rounded, fall)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("nps", 34.24, "34.2"),
        ("csat", 0.8134, f"81.3{THIN}%"),
        ("resolution_hours", 19.44, f"19.4{THIN}h"),
        ("handle_minutes", 21.37, f"21.4{THIN}min"),
        ("transfers_per_case", 1.4234, "1.423"),
        ("net_customers", 1212.0, "+1,212"),
        ("cost_to_serve", 361.25, "€361"),
    ],
)
def test_values_in_their_units(name: str, value: float, expected: str) -> None:
    assert EN.value(MEASURES[name], value) == expected


@pytest.mark.parametrize(
    ("name", "now", "before", "expected"),
    [
        ("nps", 68.849, 73.14, "4.3 points"),  # 68.8 from 73.1
        ("nps", 31.04, 30.0, "1.0 point"),
        ("csat", 0.7862, 0.8, "1.4 points"),
        ("recurring_revenue", 106.8, 100.0, f"6.8{THIN}%"),
        ("handle_minutes", 18.0, 20.0, f"10.0{THIN}%"),
        ("resolution_hours", 17.9, 20.0, f"2.1{THIN}h"),
        ("net_customers", -20.0, 20.0, "40"),
        ("recurring_revenue", 6.8, 0.0, "–"),
    ],
)
def test_a_change_is_told_in_points_or_the_unit_or_in_percent(
    name: str, now: float, before: float, expected: str
) -> None:
    assert EN.change(MEASURES[name], now, before) == expected


def test_the_size_of_a_difference_is_told_in_the_unit_of_changes() -> None:
    sizes = [EN.size(MEASURES[name], -0.014) for name in ("csat", "nps", "transfers_per_case", "net_customers")]
    assert sizes == ["1.4 points", "0.0 points", "0.014", "0"]


@pytest.mark.parametrize(
    ("moved", "low", "high", "expected"),
    [
        (4.3, 2.14, 6.46, "2.1 to 6.5"),
        (-4.3, -6.46, -2.14, "2.1 to 6.5"),
        (1.0, -1.2, 3.0, "−1.2 to +3.0"),
        (-1.0, -3.0, 1.2, "−3.0 to +1.2"),
        (0.0, -0.04, 0.04, "−0.04 to +0.04"),
        (1.0, 1.08, 1.12, "1.0 to 1.1"),  # the change of the shown values lies in it
        (math.nan, 1.0, 2.0, ""),
        (1.0, math.nan, 2.0, ""),
    ],
)
def test_the_interval_of_a_change_has_its_direction_or_both_signs(
    moved: float, low: float, high: float, expected: str
) -> None:
    assert EN.around(moved, low, high, 1) == expected


def test_an_interval_says_its_unit_once_where_it_stands_behind() -> None:
    assert EN.span(MEASURES["nps"], -3.2, 4.0) == "−3.2 to 4.0"
    assert EN.span(MEASURES["resolution_hours"], 2.0, 3.0) == f"2.0 to 3.0{THIN}h"
    assert EN.span(MEASURES["csat"], 0.802, 0.824) == f"80.2 to 82.4{THIN}%"
    assert JA.span(MEASURES["csat"], 0.802, 0.824) == "80.2 to 82.4%"
    assert Formats("tr").span(MEASURES["csat"], 0.802, 0.824) == "%80,2 to %82,4"
    assert EN.percents(-0.01, 0.02, signed=True) == f"−1.0 to +2.0{THIN}%"


def test_ends_that_would_read_alike_have_more_digits_and_hold_what_they_read_as() -> None:
    assert EN.span(MEASURES["recurring_revenue"], 277.8e6, 278.3e6) == "€277.8M to €278.3M"
    assert DE.span(MEASURES["recurring_revenue"], 8_277.6, 8_278.2) == "8.277,6\xa0€ to 8.278,2\xa0€"
    assert EN.span(MEASURES["nps"], 31.43, 31.449) == "31.40 to 31.45"
    assert EN.span(MEASURES["net_customers"], 311.7, 312.3) == "+311.7 to +312.3"
    assert EN.percents(0.06601, 0.06604, signed=True) == f"+6.600 to +6.604{THIN}%"
    assert EN.span(MEASURES["csat"], 1.0, 1.0) == ""
    assert (EN.around(3.8, 3.81, 3.84, 1), EN.around(-3.8, -3.8, -3.8, 1)) == ("3.80 to 3.84", "")


def test_every_measure_has_a_format_in_charts() -> None:
    names = ("nps", "csat", "csat_mean", "transfers_per_case", "cost_to_serve", "net_customers", "customers_won")
    told = [EN.in_charts(MEASURES[name]) for name in names]
    assert told == [",.1f", ".1%", ",.2f", ",.3f", ".3s", "+,.0f", ",.0f"]


@pytest.mark.parametrize(
    ("locale", "day", "day_month", "month", "moment"),
    [
        ("en", "30 Sep 2026", "30 Sep", "Sep 2026", "1 Oct 2026, 00:05"),
        ("en_US", "Sep 30, 2026", "Sep 30", "Sep 2026", "Oct 1, 2026, 00:05"),
        ("de", "30. Sept. 2026", "30. Sept.", "Sept. 2026", "1. Okt. 2026, 00:05"),
        ("fr", "30 sept. 2026", "30 sept.", "sept. 2026", "1 oct. 2026, 00:05"),
        ("ja", "2026年9月30日", "9月30日", "2026年9月", "2026年10月1日 0:05"),
    ],
)
def test_dates_stand_as_the_language_puts_them(locale: str, day: str, day_month: str, month: str, moment: str) -> None:
    told, when = Formats(locale), date(2026, 9, 30)
    assert (told.day(when), told.day_month(when), told.month(MONTH)) == (day, day_month, month)
    assert told.moment(datetime(2026, 9, 30, 22, 5, tzinfo=UTC), "Europe/Berlin") == moment


def test_a_time_is_that_of_the_clocks_asked_for() -> None:
    when = datetime(2026, 11, 26, 14, 53, tzinfo=UTC)
    assert EN.moment(when, UTC) == EN.moment(when, "UTC") == "26 Nov 2026, 14:53"
    assert EN.moment(when, "Asia/Tokyo", year=False) == "26 Nov 23:53"
    assert EN.moment(when, "Pacific/Auckland", year=False) == "27 Nov 03:53"


def test_stretches_of_months() -> None:
    assert EN.months(MONTH - 2, MONTH) == "Jul–Sep 2026"
    assert EN.months(MONTH, MONTH) == "Sep 2026"
    assert EN.month(2025 * 12 + 11) == "Dec 2025"


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(minutes=12, seconds=50), "12 min"),
        (timedelta(hours=26, minutes=5), "26 h 5 min"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=1200), "1,200 days"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_that_tells(passed: timedelta, expected: str) -> None:
    assert EN.age(passed) == expected


def test_names_are_listed_as_they_are() -> None:
    assert [EN.listed(names) for names in ((), ("a_b",), ("a", "b"), ("a", "b", "c"))] == [
        "", "a_b", "a and b", "a, b and c",
    ]  # fmt: skip


@given(amounts, st.integers(0, 3), anywhere)
def test_a_number_reads_back_within_its_rounding(value: float, decimals: int, locale: str) -> None:
    back = parsed(Formats(locale).number(value, decimals), locale)
    assert abs(back - value) <= 0.5 * 10**-decimals + 1e-9 * abs(value)


@given(st.floats(-1e300, 1e300), st.integers(0, 3), anywhere)
def test_every_number_has_words(value: float, decimals: int, locale: str) -> None:
    """However large: an average of a few odd rows is shown as well."""
    told = Formats(locale)
    assert parsed(told.number(value, decimals), locale) == pytest.approx(value, rel=1e-9, abs=10**-decimals)
    assert told.money(value)
    assert told.percent(value)
    assert told.count(abs(value))


@given(st.floats(-10, 10), anywhere)
def test_a_share_reads_back_within_its_rounding(share: float, locale: str) -> None:
    told = Formats(locale).percent(share, signed=True)
    bare = told.replace(percent_pattern(locale).strip("0"), "")
    assert "%" in told
    assert "%" not in bare
    assert abs(parsed(bare, locale) / 100 - share) <= 0.0005 + 1e-9


@given(amounts, amounts, st.integers(0, 3), anywhere)
def test_a_larger_number_is_never_told_as_a_smaller_one(one: float, other: float, decimals: int, locale: str) -> None:
    least, most = sorted((one, other))
    told = Formats(locale)
    assert parsed(told.number(least, decimals), locale) <= parsed(told.number(most, decimals), locale)


@example(-1.0, "de_CH", "average_deal")
@given(amounts, anywhere, st.sampled_from(sorted(MEASURES)))
def test_a_sign_says_what_is_told_and_nothing_has_none(value: float, locale: str, name: str) -> None:
    text = Formats(locale).value(replace(MEASURES[name], signed=True), value)
    told_nothing = not re.search(r"[1-9]", text)
    assert "-" not in text
    assert text.count("−") + text.count("+") == (0 if told_nothing else 1)
    assert text[0] == ("−" if value < 0 else "+") or told_nothing


@given(st.floats(-1e15, 1e15), st.sampled_from(["en", "de", "fr", "ja"]))
def test_money_is_grouped_and_tells_three_digits(value: float, locale: str) -> None:
    text = Formats(locale, "EUR").money(value)
    assert "-" not in text
    assert not re.search(r"\d{4}", text)
    if abs(value) >= 10_000:
        assert len(re.sub(r"\D", "", text).strip("0")) <= 3


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), anywhere)
def test_a_date_tells_its_day_and_year(when: date, locale: str) -> None:
    told = Formats(locale)
    assert {str(when.day), str(when.year)} <= set(re.findall(r"\d+", told.day(when)))
    assert str(when.year) in told.month(when.year * 12 + when.month - 1)
    assert str(when.day) in re.findall(r"\d+", told.day_month(when))
