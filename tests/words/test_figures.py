"""Figures as words: units, signs, rounding, comparisons, uncertainty, what is missing, and other languages."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from dashboard.data.standing import Standing
from dashboard.measures import MEASURES
from dashboard.measures.figure import Band, Benchmark, Figure
from dashboard.measures.verdicts.verdict import Verdict
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.statistics import Estimate
from dashboard.words import figures
from dashboard.words.language import INTERVAL, THIN
from tests.published import AS_OF, LAST, SETTINGS, view
from tests.words.examples import NOT_KNOWN, counted, figure, series


def told(locale: str, currency: str = "EUR") -> Settings:
    return Settings(as_of=AS_OF, locale=locale, currency=currency)


def test_a_change_has_an_arrow_unless_it_rounds_to_nothing() -> None:
    assert figures.arrow(figure(), SETTINGS) == "▲"
    assert figures.arrow(figure(value=20.0), SETTINGS) == "▼"
    assert figures.arrow(figure(value=30.41), SETTINGS) == ""
    assert figures.change(figure(value=30.41), SETTINGS) == "unchanged"
    assert figures.arrow(figure(before=None), SETTINGS) == ""


def test_a_change_of_shares_is_told_in_points() -> None:
    assert figures.change(counted("win_rate", 0.241, 0.25), SETTINGS) == "0.9 points"
    assert figures.change(counted("recurring_revenue", 106.8e6, 100e6), SETTINGS) == f"6.8{THIN}%"


def test_values_and_intervals() -> None:
    assert figures.value(figure(), SETTINGS) == "34.2"
    assert figures.interval(figure(), SETTINGS) == "32.1 to 36.3"
    assert figures.interval(counted("win_rate", 0.24, 0.25), SETTINGS) == ""
    assert figures.value(counted("net_customers", 212.0, 100.0), SETTINGS) == "+212"


def test_what_leaves_a_range_is_told_as_one() -> None:
    found = figure("earned_growth", 0.041, 0.03, estimate=Estimate(0.041, NOT_KNOWN, 0.041, 0.06, 500.0))
    assert figures.value(found, SETTINGS) == f"4.1 to 6.0{THIN}%"
    assert figures.interval(found, SETTINGS) == ""


def test_a_trend_says_whether_it_left_the_usual() -> None:
    band = Band(31.0, np.full(3, 28.0), np.full(3, 34.0), LAST - 12, LAST - 2, ())
    seen = figure(series=series(31.0, 33.0, 36.0), limits=band)
    assert figures.trend_title(seen, SETTINGS) == (
        "Net promoter score by month: within its usual variation since Aug 2026"
    )
    left = replace(seen, limits=replace(band, signals=(LAST,)))
    assert figures.trend_title(left, SETTINGS) == "Net promoter score by month: 1 of 2 since Aug 2026 above the usual"
    fell = replace(seen, series=series(31.0, 36.0, 21.0), limits=replace(band, signals=(LAST,)))
    assert figures.trend_title(fell, SETTINGS) == "Net promoter score by month: 1 of 2 since Aug 2026 below the usual"
    both = replace(fell, limits=replace(band, signals=(LAST - 1, LAST)))
    assert figures.trend_title(both, SETTINGS) == (
        "Net promoter score by month: 1 of 2 since Aug 2026 above the usual, 1 below it"
    )
    past = replace(seen, series=series(31.0, 36.0, 31.0), limits=replace(band, signals=(LAST - 1,)))
    assert figures.trend_title(past, SETTINGS) == (
        "Net promoter score by month: 1 of 2 since Aug 2026 above the usual, the newest within it"
    )
    assert figures.trend_title(replace(seen, limits=None), SETTINGS) == "Net promoter score by month"


def test_the_alternative_text_says_what_is_seen() -> None:
    assert figures.alternative(figure(), SETTINGS) == (
        f"Net promoter score 34.2, {INTERVAL} 32.1 to 36.3, 12,408 answers. "
        "Up 3.8 points (1.9 to 5.7) from 30.4, clear rise."
    )
    withheld = figure(standing=Standing("withheld", ("The scores do not add up.",)))
    assert figures.alternative(withheld, SETTINGS) == "Net promoter score is not shown. The scores do not add up."


def test_labels_follow_the_kind_of_revenue() -> None:
    found = counted("recurring_revenue", 2e6, 1e6)
    assert figures.alternative(found, SETTINGS).startswith("Recurring revenue €2.00M")
    assert figures.alternative(found, Settings(revenue_kind="sales")).startswith("Revenue €2.00M")


def test_facts_for_whoever_asks() -> None:
    outside = Benchmark(33.0, "A panel", AS_OF, "Of four vendors.")
    facts = dict(figures.facts(figure(benchmark=outside), view(), SETTINGS))
    assert facts["Counted"] == "12,408 answers"
    assert facts["Effective number"].startswith("9,000, for weights")
    assert facts["Benchmark"] == "33.0, A panel, 5 Oct 2026. Of four vendors."
    assert "Target" not in facts


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
        ("transfers_per_case", 1.42, 1.39, "0.030", "▲"),
        ("net_customers", 212.0, 100.0, "112", "▲"),
        ("net_customers", -20.0, 1_200.0, "1,220", "▼"),
        ("recurring_revenue", 106.8e6, 100e6, f"6.8{THIN}%", "▲"),
        ("recurring_revenue", 1.0, 0.0, "–", ""),
        ("cost_to_serve", 206.0, 212.0, f"2.8{THIN}%", "▼"),
    ],
)
def test_the_size_of_a_change_by_unit(measure: str, value: float, before: float, size: str, arrow: str) -> None:
    found = counted(measure, value, before)
    assert figures.change(found, SETTINGS) == size
    assert figures.arrow(found, SETTINGS) == arrow


@pytest.mark.parametrize(
    ("locale", "currency", "measure", "value", "expected"),
    [
        ("en", "EUR", "recurring_revenue", 48_234_567.0, "€48.2M"),
        ("en", "USD", "recurring_revenue", 48_234_567.0, "$48.2M"),
        ("en", "CHF", "recurring_revenue", -3_200_000.0, "−CHF3.20M"),
        ("de", "EUR", "recurring_revenue", 48_234_567.0, "48,2\xa0Mio.\xa0€"),
        ("fr", "EUR", "recurring_revenue", 48_234_567.0, "48,2\xa0M\xa0€"),
        ("ja", "JPY", "recurring_revenue", 48_234_567.0, "￥48,200,000"),
        ("de", "EUR", "cost_to_serve", 212.4, "212\xa0€"),
        ("fr", "EUR", "nps", -34.25, "−34,3"),
        ("de", "EUR", "csat", 0.8134, f"81,3{THIN}%"),
        ("fr", "EUR", "net_customers", 12408.0, "+12\u202f408"),
        ("en", "EUR", "nps", math.nan, "–"),
        ("en", "EUR", "recurring_revenue", math.nan, "–"),
    ],
)
def test_values_in_other_languages_and_currencies(
    locale: str, currency: str, measure: str, value: float, expected: str
) -> None:
    assert figures.value(counted(measure, value, value), told(locale, currency)) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en", "32.1 to 36.3"), ("de", "32,1 to 36,3"), ("fr", "32,1 to 36,3"), ("ja", "32.1 to 36.3")],
)
def test_intervals_in_other_languages(locale: str, expected: str) -> None:
    assert figures.interval(figure(), told(locale)) == expected


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [
        (34.2, 30.4, " (1.9 to 5.7)"),
        (26.6, 30.4, " (1.9 to 5.7)"),  # a fall of 1.9 to 5.7
        (31.4, 30.4, " (−0.9 to +2.9)"),
        (29.4, 30.4, " (−2.9 to +0.9)"),
    ],
)
def test_an_interval_lies_in_the_direction_of_its_change_or_bears_both_signs(
    value: float, before: float, expected: str
) -> None:
    assert figures.change_interval(figure(value=value, before=before), SETTINGS) == expected


def test_an_interval_is_left_out_where_there_is_none() -> None:
    assert figures.change_interval(counted("win_rate", 0.24, 0.25), SETTINGS) == ""
    assert figures.change_interval(figure(before=None), SETTINGS) == ""


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
    assert figures.history_title(ends, SETTINGS) == f"Net promoter score: {title}"
    assert figures.history_counts(ends, SETTINGS) == counts
    few = [(LATE, figure(value=33.0, enough=False))]
    assert figures.history_counts(few, SETTINGS) == "12,408 answers (too few to tell)"
    hidden = [(LATE, figure(value=math.nan, standing=Standing("withheld", ("It failed its checks.",))))]
    assert figures.history_title(hidden, SETTINGS) == "Net promoter score: withheld"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (counted("win_rate", 0.2, 0.25),
         "Win rate 20.0 %, 500 opportunities. Down 5.0 points from 25.0 %, clear fall."),
        (counted("win_rate", 0.25, 0.25, Verdict("no_clear_change")),
         "Win rate 25.0 %, 500 opportunities. Unchanged, no clear change."),
        (counted("win_rate", 0.2, 0.25, Verdict("too_little", "answers")),
         "Win rate 20.0 %, 500 opportunities. Down 5.0 points from 25.0 %, too few opportunities."),
        (figure(before=None), "Net promoter score 34.2, 95 % interval 32.1 to 36.3, 12,408 answers."),
    ],
)  # fmt: skip
def test_alternative_texts(found: Figure, expected: str) -> None:
    assert figures.alternative(found, SETTINGS).replace(THIN, " ") == expected


@pytest.mark.parametrize("locale", ["en", "de", "fr", "ja", "pl"])
@pytest.mark.parametrize("measure", [name for name in MEASURES if name != "earned_growth"])
def test_every_measure_tells_its_value_and_change_in_every_language(measure: str, locale: str) -> None:
    settings, entry = told(locale), MEASURES[measure]
    found = counted(measure, 0.42, 0.40)
    n = f", 500 {entry.counted}" if entry.counted else ""
    said = figures.alternative(found, settings)
    assert said.startswith(f"{figures.named(entry)} {figures.value(found, settings)}{n}. ")
    assert f" {figures.change(found, settings)} from " in said or said.endswith(". Unchanged, clear rise.")
    assert "-" not in figures.value(counted(measure, -0.42, 0.40), settings), "a hyphen in place of a minus"


def test_no_sentence_claims_a_cause_or_shows_a_p_value() -> None:
    texts = [
        figures.alternative(figure(), SETTINGS),
        *[text for _, text in figures.facts(figure(), view(), SETTINGS)],
    ]  # fmt: skip
    for text in texts:
        assert "because" not in text
        assert "p =" not in text
        assert "nan" not in text


def test_whom_a_view_is_about_and_what_was_not_given_of_them() -> None:
    assert figures.scope(view(), "Acme") == "all of Acme"
    assert figures.scope(view(regions=("APAC", "DACH"), segments=("Mid-market",)), "Acme") == "APAC, DACH; Mid-market"
    both = view(regions=("DACH", "not given"), segments=("not given",))
    assert figures.scope(both, "Acme") == "DACH, region not given; segment not given"
