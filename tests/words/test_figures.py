"""Results as words: what a sentence says is computed, and what is not known is said to be so."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dashboard import words
from dashboard.data.standing import Standing
from dashboard.measures.changes.news import Change, News
from dashboard.measures.figure import Band, Benchmark, Figure, Series, Target, YearOnYear
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate
from dashboard.words import formats
from tests.published import AS_OF, LAST, SETTINGS, view

THIN = formats.THIN
NOT_KNOWN = math.nan


def series(*values: float) -> Series:
    unknown = np.full(len(values), NOT_KNOWN)
    return Series(np.arange(LAST - len(values) + 1, LAST + 1), np.array(values), unknown, unknown, unknown)


def figure(measure: str = "nps", value: float = 34.2, before: float | None = 30.4, **changes: Any) -> Figure:
    """Return a figure that rose from 30.4 to 34.2, a signal, unless told otherwise."""
    moved = (
        None if before is None else Difference(value - before, 1.0, value - before - 1.9, value - before + 1.9, 3, 0.01)
    )
    against = None if before is None else Estimate(before, 1.0, before - 2, before + 2, 400.0)
    values: dict[str, Any] = {
        "measure": measure, "estimate": Estimate(value, 1.0, value - 2.1, value + 2.1, 12408.0, 9000.0),
        "against": against, "difference": moved, "verdict": "no_comparison" if before is None else "signal",
        "usual": None,
        "enough": True, "series": series(31.0, NOT_KNOWN, 33.0), "limits": None, "target": None, "benchmark": None,
        "filtered": True, "standing": Standing("published", (), None, ("answers",)),
    }  # fmt: skip
    return Figure(**values | changes)


def counted(measure: str, value: float, before: float, verdict: str = "signal") -> Figure:
    """Return a figure of what is counted in full: it has no intervals."""
    unknown = (NOT_KNOWN,) * 3
    return figure(
        measure, value, before, verdict=verdict, estimate=Estimate(value, *unknown, 500.0),
        difference=Difference(value - before, *unknown, NOT_KNOWN, NOT_KNOWN),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "verdict", "expected"),
    [
        ("nps", "signal", "a signal"),
        ("nps", "noise", "within noise"),
        ("nps", "too_few", "too few answers"),
        ("win_rate", "too_few", "too few opportunities"),
        ("win_rate", "too_few_months", "too few months"),
        ("nps", "no_comparison", ""),
    ],
)
def test_the_word_for_a_change(measure: str, verdict: str, expected: str) -> None:
    assert words.verdict(figure(measure, verdict=verdict)) == expected


def test_better_follows_the_measure_s_own_direction() -> None:
    assert words.direction(figure()) == "better"
    assert words.direction(figure("resolution_hours", 12.0, 10.0)) == "worse"
    assert words.direction(figure("resolution_hours", 9.0, 10.0)) == "better"
    assert words.direction(figure("handle_minutes", 9.0, 10.0)) == "neither"
    assert words.direction(figure(before=None)) == "neither"


def test_a_change_has_an_arrow_unless_it_rounds_to_nothing() -> None:
    assert words.arrow(figure(), SETTINGS) == "▲"
    assert words.arrow(figure(value=20.0), SETTINGS) == "▼"
    assert words.arrow(figure(value=30.41), SETTINGS) == ""
    assert words.change(figure(value=30.41), SETTINGS) == "unchanged"
    assert words.arrow(figure(before=None), SETTINGS) == ""


def test_a_change_of_shares_is_told_in_points() -> None:
    assert words.change(counted("win_rate", 0.241, 0.25), SETTINGS) == "0.9 points"
    assert words.change(counted("recurring_revenue", 106.8e6, 100e6), SETTINGS) == f"6.8{THIN}%"


def test_values_and_intervals() -> None:
    assert words.value(figure(), SETTINGS) == "34.2"
    assert words.interval(figure(), SETTINGS) == "32.1 to 36.3"
    assert words.interval(counted("win_rate", 0.24, 0.25), SETTINGS) == ""
    assert words.value(counted("net_customers", 212.0, 100.0), SETTINGS) == "+212"


def test_what_leaves_a_range_is_told_as_one() -> None:
    found = figure("earned_growth", 0.041, 0.03, estimate=Estimate(0.041, NOT_KNOWN, 0.041, 0.06, 500.0))
    assert words.value(found, SETTINGS) == f"4.1 to 6.0{THIN}%"
    assert words.interval(found, SETTINGS) == ""


def told(changed: Figure, usual: YearOnYear | None = None, since: int | None = None) -> str:
    return str(words.news_sentence(Change(changed, usual, since, None, None), SETTINGS))


def test_what_really_changed_says_how_much_and_how_sure() -> None:
    assert told(figure()) == "Net promoter score rose 3.8 points (1.9 to 5.7) to 34.2."
    assert told(figure(value=26.6)) == "Net promoter score fell 3.8 points (1.9 to 5.7) to 26.6."
    assert told(figure(), since=LAST - 6) == "Net promoter score rose 3.8 points (1.9 to 5.7) to 34.2, since Mar 2026."
    usual = YearOnYear(enough=True, departure=-1, low=-0.008, high=0.006, p_value=0.001)
    assert told(counted("first_contact_resolution", 0.70, 0.74), usual) == (
        f"First-contact resolution fell 4.0 points to 70.0{THIN}%, where −0.8 to +0.6 is usual."
    )
    with pytest.raises(ValueError, match="nothing to be compared with"):
        told(figure(before=None))


def test_quiet_months_say_so() -> None:
    assert (
        words.nothing_changed(News((), 8), view(), SETTINGS)
        == "Nothing beyond noise among 8 measures taken together, against Q3 2025."
    )
    assert words.nothing_changed(News((), 0), view(), SETTINGS).startswith("No measure can be tested")
    assert words.nothing_changed(News((), 8), view(against=None), SETTINGS).startswith("Nothing to compare with")


def test_silence_hides_no_signal_and_nothing_withheld() -> None:
    assert words.news_notes(News((), 8), SETTINGS) == []
    alone = counted("journeys_on_time", 0.722, 0.907)
    assert words.news_notes(News((), 8, alone=(alone,)), SETTINGS) == [
        "A signal taken alone, which among so many measures can be chance: Journeys on time (down 18.5 points)."
    ]
    further = words.news_notes(News((), 8, further=(figure("csat", 0.85, 0.8),)), SETTINGS)
    assert further == ["Beyond noise as well: CSAT, top two boxes (up 5.0 points)."]
    hidden = figure("csat", standing=Standing("withheld", ("It failed its checks.",)))
    assert words.news_notes(News((), 7, hidden=(hidden,)), SETTINGS) == [
        "Not judged, because the numbers are withheld: CSAT, top two boxes."
    ]
    assert "the numbers are withheld" in words.nothing_changed(News((), 0, hidden=(hidden,)), view(), SETTINGS)


def test_against_another_period_a_census_is_not_judged() -> None:
    seen = counted("win_rate", 0.25, 0.2, verdict="not_judged")
    assert words.verdict(seen) == "not judged"
    assert "seasons would pass for change" in dict(words.facts(seen, view(), SETTINGS))["How it is judged"]


def test_what_is_usual_is_told_to_whoever_asks() -> None:
    seen = replace(counted("win_rate", 0.25, 0.2), usual=YearOnYear(True, 1, -0.021, 0.034, 0.001))
    said = dict(words.facts(seen, view(), SETTINGS))["How it is judged"]
    assert said == "From the year before it usually moves by −2.1 to +3.4 points"


def test_a_trend_says_whether_it_left_the_usual() -> None:
    band = Band(31.0, np.full(3, 28.0), np.full(3, 34.0), LAST - 12, LAST - 2, ())
    seen = figure(series=series(31.0, 33.0, 36.0), limits=band)
    assert words.trend_title(seen, SETTINGS) == "Net promoter score: within its usual variation since Aug 2026"
    left = replace(seen, limits=replace(band, signals=(LAST,)))
    assert words.trend_title(left, SETTINGS) == "Net promoter score: 1 of 2 months since Aug 2026 outside the usual"
    assert words.trend_title(replace(seen, limits=None), SETTINGS) == "Net promoter score by month"


def test_a_target_with_its_pace() -> None:
    aim = Target(38.0, LAST + 3, False, 0.9, 36.1)
    assert words.target(figure(target=aim), SETTINGS) == "target 38.0 by Dec 2026, on pace for 36.1"
    assert words.target(figure(target=replace(aim, pace=None)), SETTINGS) == "target 38.0 by Dec 2026, not met"
    assert words.target(figure(), SETTINGS) == ""


def test_the_alternative_text_says_what_is_seen() -> None:
    assert words.alternative(figure(), SETTINGS) == (
        "Net promoter score 34.2, 95 % interval 32.1 to 36.3, 12,408 answers. "
        "Up 3.8 points (1.9 to 5.7) from 30.4, a signal."
    )
    withheld = figure(standing=Standing("withheld", ("The scores do not add up.",)))
    assert words.alternative(withheld, SETTINGS) == "Net promoter score is not shown. The scores do not add up."


def test_labels_follow_the_kind_of_revenue() -> None:
    found = counted("recurring_revenue", 2e6, 1e6)
    assert words.alternative(found, SETTINGS).startswith("Recurring revenue €2M")
    assert words.alternative(found, Settings(revenue_kind="sales")).startswith("Revenue €2M")


def test_facts_for_whoever_asks() -> None:
    outside = Benchmark(33.0, "A panel", AS_OF, "Of four vendors.")
    facts = dict(words.facts(figure(benchmark=outside), view(), SETTINGS))
    assert facts["Counted"] == "12,408 answers"
    assert facts["Effective number"].startswith("9,000, for weights")
    assert facts["Benchmark"] == "33.0, A panel, 5 Oct 2026. Of four vendors."
    assert "Target" not in facts


def test_a_comparison_in_words() -> None:
    assert words.comparison(view()) == "Q3 2026 against Q3 2025"
    assert words.comparison(view(against=None)) == "Q3 2026; nothing earlier to compare with"


def test_counts_days_and_lists() -> None:
    assert (words.counted(1, "answer", "en"), words.counted(12408, "answer", "en")) == ("1 answer", "12,408 answers")
    assert words.counted(NOT_KNOWN, "answer", "en") == "no answers known"
    assert (words.days(1, "en"), words.days(1200, "en")) == ("1 day", "1,200 days")
    assert words.listed(["a", "b_c", "d"]) == "a, b c and d"
    assert words.listed([]) == ""


def test_no_sentence_claims_a_cause_or_shows_a_p_value() -> None:
    texts = [
        words.alternative(figure(), SETTINGS), told(figure()),
        *[text for _, text in words.facts(figure(), view(), SETTINGS)],
    ]  # fmt: skip
    for text in texts:
        assert "because" not in text
        assert "p =" not in text
        assert "nan" not in text
