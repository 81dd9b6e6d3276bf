"""Targets as words: one status, said alike wherever a target is spoken of."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from babel.numbers import parse_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.measures import MEASURES
from dashboard.measures.figure import Status, Target
from dashboard.statistics import Estimate, Forecast
from dashboard.words import figures, targets
from dashboard.words.language import THIN
from tests.published import LAST, SETTINGS, view
from tests.words.examples import figure

NOW = Estimate(34.9, 1.0, 32.9, 36.9, 900.0)
COMES = Forecast(35.12, 32.04, 38.2, 2.4, 40.0, seasonal=False)


def aim(**changes: Any) -> Target:
    values: dict[str, Any] = {
        "value": 38.0, "month": LAST + 3, "span": "quarter", "status": "likely_missed", "now": NOW, "forecast": COMES,
        "attainment": 34.9 / 38, "made": LAST, "level": True,
    }  # fmt: skip
    return Target(**values | changes)


def test_a_target_in_full() -> None:
    seen = figure(target=aim())
    assert targets.in_full(seen, SETTINGS) == (
        "target 38.0 in Oct–Dec 2026: likely missed, forecast 35.1 (32.0 to 38.2)"
    )
    assert targets.in_short(seen, SETTINGS) == "target 38.0 in Oct–Dec 2026: likely missed, forecast 35.1"
    assert targets.way(seen, SETTINGS) == "34.9 in Jul–Sep 2026, of a target of 38.0 in Oct–Dec 2026"
    over = figure(target=aim(month=LAST, span="month", status="missed", forecast=None))
    assert targets.in_full(over, SETTINGS) == "target 38.0 by Sep 2026: missed"
    assert (targets.in_full(figure(), SETTINGS), targets.in_short(figure(), SETTINGS)) == ("", "")
    assert targets.facts(figure(), SETTINGS) == []


def test_every_place_says_the_same_word() -> None:
    """Tile, row, bar's text, evidence and alternative text."""
    seen = figure(target=aim())
    said = [targets.in_full(seen, SETTINGS), targets.in_short(seen, SETTINGS), figures.alternative(seen, SETTINGS),
            dict(figures.facts(seen, view(), SETTINGS))["Target"]]  # fmt: skip
    assert all("likely missed" in text for text in said)
    assert "32.0 to 38.2" in said[2]


@pytest.mark.parametrize("status", get_args(Status))
def test_every_status_has_its_word_its_meaning_and_a_colour_that_fits(status: Status) -> None:
    seen = aim(status=status)
    assert targets.status(seen, MEASURES["nps"]) == status.replace("_", " ")
    assert targets.detail(seen, MEASURES["nps"]).endswith(".")
    good = {"met", "on_course"}
    assert (targets.tone(seen) == "good") == (status in good)
    assert (targets.tone(seen) == "bad") == (status in ("missed", "off_course"))


def test_why_there_is_no_status() -> None:
    none = aim(status=None)
    assert targets.status(aim(status=None, forecast=None), MEASURES["nps"]) == "no forecast"
    assert targets.status(none, MEASURES["earned_growth"]) == "not known"
    assert targets.status(none, MEASURES["handle_minutes"]) == "not judged"
    assert targets.tone(none) == ""
    assert targets.in_short(figure("handle_minutes", target=none), SETTINGS) == f"target 38.0{THIN}min in Oct–Dec 2026"
    assert len({targets.detail(one, MEASURES[name]) for one, name in (
        (aim(status=None, forecast=None), "nps"), (none, "earned_growth"), (none, "handle_minutes"))}) == 3  # fmt: skip


def test_of_a_sum_what_has_come_is_said() -> None:
    year = aim(span="year", level=False)
    assert targets.stood(year, SETTINGS) == "Jan–Sep 2026"
    assert targets.stood(aim(span="year"), SETTINGS) == "Oct 2025–Sep 2026"
    later = aim(span="month", month=LAST + 5, level=False, now=Estimate(math.nan, math.nan, math.nan, math.nan, 0.0))
    assert (targets.stood(later, SETTINGS), targets.way(figure(target=later), SETTINGS)) == ("", "")


def test_what_leaves_a_range_is_forecast_as_one() -> None:
    found = aim(
        value=0.025, status="open", forecast=Forecast(0.02, 0.013, 0.032, 0.01, 40.0, seasonal=False, most=0.027)
    )
    told = (f"2.0 to 2.7{THIN}%", f"1.3 to 3.2{THIN}%")
    assert targets.forecast(found, MEASURES["earned_growth"], SETTINGS) == told
    assert targets.in_short(figure("earned_growth", target=found), SETTINGS).endswith(f": open, forecast {told[0]}")
    assert targets.forecast(aim(forecast=None), MEASURES["nps"], SETTINGS) == ("", "")


def test_a_value_and_a_target_of_another_span_never_stand_together_unnamed() -> None:
    """A quarter's €70.5M beside 'target €271M' reads as a quarter of the way, where the target is the year's."""
    year = aim(value=271e6, month=LAST + 3, span="year", status="on_course", level=False, now=replace(NOW, value=231e6))
    seen = figure("recurring_revenue", 70.5e6, 65e6, target=year)
    assert targets.in_short(seen, SETTINGS) == "€231M of target €271M in 2026: on course"
    assert targets.in_short(seen, SETTINGS, due=LAST + 3) == targets.in_short(seen, SETTINGS)
    to_come = replace(year, now=Estimate(math.nan, math.nan, math.nan, math.nan, 0.0))
    assert targets.in_short(figure(target=to_come), SETTINGS).startswith("target 271,000,000.0 in 2026")
    month = figure(target=aim(span="month", status="off_course"))
    assert targets.in_short(month, SETTINGS) == "target 38.0 by Dec 2026: off course"
    assert targets.in_short(month, SETTINGS, due=LAST + 3) == "target 38.0: off course"
    assert targets.due([month, figure()]) == LAST + 3
    assert targets.due([month, figure(target=aim(month=LAST))]) is None


@given(st.sampled_from(sorted(MEASURES)), st.floats(0.001, 0.9), st.floats(1e-4, 1e-2), st.booleans())
@example("net_customers", 0.00501603850873334, 0.0078125, False)  # apart as 1 and 0, alike as 0.5
def test_the_numbers_beside_a_word_say_why_it_is_that_word(name: str, goal: float, apart: float, above: bool) -> None:
    """'Likely missed' beside a forecast that reads as its target says nothing: it has digits enough to lie below."""
    entry = MEASURES[name]
    scaled = goal * (1 if entry.unit == "share" else 1e6 if entry.unit == "money" else 100)
    comes = scaled * (1 + apart if above else 1 - apart)
    found = aim(value=scaled, forecast=Forecast(comes, comes - scaled, comes + scaled, 1.0, 40.0, seasonal=False))
    told, wanted = targets.forecast(found, entry, SETTINGS)[0], targets.worth(found, entry, SETTINGS)
    assert told != wanted
    numbers = [parse_decimal(re.sub(r"[^\d.−]", "", text).replace("−", "-"), locale="en") for text in (told, wanted)]
    if told[-1] == wanted[-1]:  # both in thousands, or both in millions
        assert (numbers[0] > numbers[1]) == above


def test_a_target_that_was_missed_by_little_reads_as_missed() -> None:
    seen = aim(value=0.834, month=LAST, span="month", status="missed", now=replace(NOW, value=0.8336), forecast=None)
    assert targets.way(figure("csat", target=seen), SETTINGS).startswith(f"83.36{THIN}% in Sep 2026")
    assert targets.in_short(figure("csat", target=seen), SETTINGS) == f"target 83.40{THIN}% by Sep 2026: missed"
