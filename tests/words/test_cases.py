"""A table of cases: units, signs, rounding, plurals, comparisons, uncertainty, what is missing, and other languages."""

from __future__ import annotations

import math

import pytest

from dashboard import words
from dashboard.data.standing import Standing
from dashboard.measures import MEASURES
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.words import formats
from tests.published import AS_OF, LAST, SETTINGS
from tests.words.test_figures import counted, figure

THIN = formats.THIN


def told(locale: str, currency: str = "EUR") -> Settings:
    return Settings(as_of=AS_OF, locale=locale, currency=currency)


@pytest.mark.parametrize(
    ("measure", "value", "before", "size", "arrow"),
    [
        ("nps", 34.2, 30.4, "3.8 points", "▲"),
        ("nps", 31.4, 30.4, "1.0 point", "▲"),
        ("nps", 31.36, 30.4, "1.0 point", "▲"),
        ("nps", -3.0, 4.0, "7.0 points", "▼"),
        ("nps", 30.44, 30.4, "unchanged", ""),
        ("nps", 30.4, 30.4, "unchanged", ""),
        ("csat", 0.8134, 0.80, "1.3 points", "▲"),
        ("csat", 0.80, 0.81, "1.0 point", "▼"),
        ("win_rate", 0.2395, 0.24, "0.1 points", "▼"),
        ("resolution_hours", 19.4, 21.5, f"2.1{THIN}h", "▼"),
        ("handle_minutes", 9.0, 10.0, f"10.0{THIN}%", "▼"),
        ("transfers_per_case", 1.42, 1.39, "0.03", "▲"),
        ("net_customers", 212.0, 100.0, "112", "▲"),
        ("net_customers", -20.0, 1_200.0, "1,220", "▼"),
        ("recurring_revenue", 106.8e6, 100e6, f"6.8{THIN}%", "▲"),
        ("recurring_revenue", 1.0, 0.0, "–", ""),
        ("cost_to_serve", 206.0, 212.0, f"2.8{THIN}%", "▼"),
    ],
)
def test_the_size_of_a_change_by_unit(measure: str, value: float, before: float, size: str, arrow: str) -> None:
    found = counted(measure, value, before)
    assert words.change(found, SETTINGS) == size
    assert words.arrow(found, SETTINGS) == arrow


@pytest.mark.parametrize(
    ("locale", "currency", "measure", "value", "expected"),
    [
        ("en", "EUR", "recurring_revenue", 48_234_567.0, "€48.2M"),
        ("en", "USD", "recurring_revenue", 48_234_567.0, "$48.2M"),
        ("en", "CHF", "recurring_revenue", -3_200_000.0, "−CHF3.2M"),
        ("de", "EUR", "recurring_revenue", 48_234_567.0, "48,2\xa0Mio.\xa0€"),
        ("fr", "EUR", "recurring_revenue", 48_234_567.0, "48,2\xa0M\xa0€"),
        ("ja", "JPY", "recurring_revenue", 48_234_567.0, "￥48,200,000"),
        ("de", "EUR", "cost_to_serve", 212.4, "212\xa0€"),
        ("fr", "EUR", "nps", -34.25, "−34,2"),
        ("de", "EUR", "csat", 0.8134, f"81,3{THIN}%"),
        ("fr", "EUR", "net_customers", 12408.0, "+12\u202f408"),
        ("en", "EUR", "nps", math.nan, "–"),
        ("en", "EUR", "recurring_revenue", math.nan, "–"),
    ],
)
def test_values_in_other_languages_and_currencies(
    locale: str, currency: str, measure: str, value: float, expected: str
) -> None:
    assert words.value(counted(measure, value, value), told(locale, currency)) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en", "32.1 to 36.3"), ("de", "32,1 to 36,3"), ("fr", "32,1 to 36,3"), ("ja", "32.1 to 36.3")],
)
def test_intervals_in_other_languages(locale: str, expected: str) -> None:
    assert words.interval(figure(), told(locale)) == expected


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [
        (34.2, 30.4, " (1.9 to 5.7)"),
        (26.6, 30.4, " (1.9 to 5.7)"),  # a fall of 1.9 to 5.7
        (31.4, 30.4, " (−0.9 to 2.9)"),
        (29.4, 30.4, " (−0.9 to 2.9)"),
    ],
)
def test_an_interval_lies_in_the_direction_of_its_change(value: float, before: float, expected: str) -> None:
    assert words.change_interval(figure(value=value, before=before), SETTINGS) == expected


def test_an_interval_is_left_out_where_there_is_none() -> None:
    assert words.change_interval(counted("win_rate", 0.24, 0.25), SETTINGS) == ""
    assert words.change_interval(figure(before=None), SETTINGS) == ""


@pytest.mark.parametrize(
    ("n", "what", "locale", "expected"),
    [
        (0, "answer", "en", "0 answers"),
        (1, "answer", "en", "1 answer"),
        (2, "theme", "en", "2 themes"),
        (12408, "answer", "de", "12.408 answers"),
        (12408, "answer", "fr", "12\u202f408 answers"),
        (math.nan, "answer", "en", "no answers known"),
    ],
)
def test_counts_with_their_nouns(n: float, what: str, locale: str, expected: str) -> None:
    assert words.counted(n, what, locale) == expected


@pytest.mark.parametrize(
    ("number", "locale", "expected"),
    [(0, "en", "0 days"), (1, "en", "1 day"), (1200, "en", "1,200 days"), (1200, "de", "1.200 days")],
)
def test_ages(number: int, locale: str, expected: str) -> None:
    assert words.days(number, locale) == expected


@pytest.mark.parametrize(("number", "expected"), [(0, "no"), (1, "one"), (10, "ten"), (11, "11")])
def test_small_numbers_in_letters(number: int, expected: str) -> None:
    assert words.in_letters(number) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c d"), "a, b and c d"), (("a_b",), "a b")],
)
def test_lists(names: tuple[str, ...], expected: str) -> None:
    assert words.listed(names) == expected


EARLY, LATE = closing("year", LAST - 36, Calendar()), closing("year", LAST, Calendar())


@pytest.mark.parametrize(
    ("values", "title", "counts"),
    [
        ((31.0, 33.0), "31.0 in 12 months to Sep 2023, 33.0 in 12 months to Sep 2026", "12,408 and 12,408 answers"),
        ((math.nan, 33.0), "33.0 in 12 months to Sep 2026", "12,408 answers"),
        ((math.nan, math.nan), "nothing is known of it here", ""),
    ],
)
def test_the_title_of_a_history_states_where_it_begins_and_ends(
    values: tuple[float, float], title: str, counts: str
) -> None:
    ends = [(period, figure(value=value)) for period, value in zip((EARLY, LATE), values, strict=True)]
    assert words.history_title(ends, SETTINGS) == f"Net promoter score: {title}"
    assert words.history_counts(ends, SETTINGS) == counts
    hidden = [(LATE, figure(value=math.nan, standing=Standing("withheld", ("It failed its checks.",))))]
    assert words.history_title(hidden, SETTINGS) == "Net promoter score: withheld"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (counted("win_rate", 0.2, 0.25), "Win rate 20.0 %, 500 opportunities. Down 5.0 points from 25.0 %, a signal."),
        (counted("win_rate", 0.25, 0.25, "noise"),
         "Win rate 25.0 %, 500 opportunities. Unchanged, within noise."),
        (counted("win_rate", 0.2, 0.25, "too_few"),
         "Win rate 20.0 %, 500 opportunities. Down 5.0 points from 25.0 %, too few opportunities."),
        (counted("win_rate", 0.2, 0.25, "too_few_months"),
         "Win rate 20.0 %, 500 opportunities. Down 5.0 points from 25.0 %, too few months."),
        (figure(before=None), "Net promoter score 34.2, 95 % interval 32.1 to 36.3, 12,408 answers."),
    ],
)  # fmt: skip
def test_alternative_texts(found: object, expected: str) -> None:
    assert words.alternative(found, SETTINGS).replace(THIN, " ") == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("locale", ["en", "de", "fr", "ja", "pl"])
@pytest.mark.parametrize("measure", [name for name in MEASURES if name != "earned_growth"])
def test_every_measure_has_words_in_every_language(measure: str, locale: str) -> None:
    settings = told(locale)
    found = counted(measure, 0.42, 0.40)
    for text in (words.value(found, settings), words.change(found, settings), words.alternative(found, settings)):
        assert text
        assert "nan" not in text
        assert "None" not in text
    assert "-" not in words.value(counted(measure, -0.42, 0.40), settings), "a hyphen in place of a minus"
