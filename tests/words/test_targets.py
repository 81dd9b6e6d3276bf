"""Targets as words: one status, said alike wherever a target is spoken of."""

from __future__ import annotations

import math
from typing import Any, get_args

import pytest

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
        "target 38.0 for Oct–Dec 2026: likely missed, forecast 35.1 (32.0 to 38.2)"
    )
    assert targets.in_short(seen, SETTINGS) == "target 38.0: likely missed"
    assert targets.way(seen, SETTINGS) == "34.9 in Jul–Sep 2026, of a target of 38.0 for Oct–Dec 2026"
    over = figure(target=aim(month=LAST, span="month", status="missed", forecast=None))
    assert targets.in_full(over, SETTINGS) == "target 38.0 for Sep 2026: missed"
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
    assert targets.in_short(figure("handle_minutes", target=none), SETTINGS) == f"target 38.0{THIN}min"
    assert len({targets.detail(one, MEASURES[name]) for one, name in (
        (aim(status=None, forecast=None), "nps"), (none, "earned_growth"), (none, "handle_minutes"))}) == 3  # fmt: skip


def test_of_a_sum_what_has_come_is_said() -> None:
    year = aim(span="year", level=False)
    assert targets.stood(year, SETTINGS) == "Jan–Sep 2026"
    assert targets.stood(aim(span="year"), SETTINGS) == "Oct 2025–Sep 2026"
    later = aim(span="month", month=LAST + 5, level=False, now=Estimate(math.nan, math.nan, math.nan, math.nan, 0.0))
    assert (targets.stood(later, SETTINGS), targets.way(figure(target=later), SETTINGS)) == ("", "")


def test_what_leaves_a_range_is_forecast_as_one() -> None:
    found = aim(forecast=Forecast(0.02, 0.013, 0.032, 0.01, 40.0, seasonal=False))
    assert targets.forecast(found, MEASURES["earned_growth"], SETTINGS) == (f"1.3 to 3.2{THIN}%", "")
    assert targets.forecast(aim(forecast=None), MEASURES["nps"], SETTINGS) == ("", "")
