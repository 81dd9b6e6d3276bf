"""The time by which half has ended, with what is still open counted as lasting longer."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.data.access import Grant
from dashboard.data.view import View
from dashboard.measures import MEASURES, read
from dashboard.measures.changes.parts import parts_of
from dashboard.measures.durations import MedianReading
from dashboard.measures.formulas import Median
from dashboard.measures.monthly import expected, monthly
from dashboard.measures.side_by_side import side_by_side
from dashboard.periods import Calendar, closing
from dashboard.words.figures import alternative, facts, interval
from tests.published import FIRST, LAST, SETTINGS, Rows, answers, data, view

NAME = "resolution_median"
ENTRY = MEASURES[NAME]
EVERYWHERE = (None, None)


def opened(month: int, resolved: dict[int, int], still_open: dict[int, int] | None = None, **place: Any) -> Rows:
    """Return the cases of a month by bucket: those resolved, and those still open."""
    return [
        {"month": month, "bucket": bucket, "n": n, measure: n, **place}
        for measure, counts in (("resolved", resolved), ("open_at_end", still_open or {}))
        for bucket, n in counts.items()
    ]


def test_the_median_is_that_of_all_cases_of_a_span(tmp_path: Path) -> None:
    """Of three months and places together: sums are taken first, and the median last."""
    rows = [
        *opened(LAST - 2, {0: 40, 40: 10}, region="North"), *opened(LAST - 1, {24: 10, 40: 10}, region="South"),
        *opened(LAST, {40: 30}, {0: 5}, segment="small"),
    ]  # fmt: skip
    found = data(tmp_path, case_durations=rows)
    formula = ENTRY.formula
    assert isinstance(formula, Median)
    reading = MedianReading.of(found, formula, EVERYWHERE)
    spans = np.array([(LAST - 2, LAST), (LAST - 2, LAST - 2), (LAST, LAST), (LAST + 1, LAST + 1)])
    estimates = reading.estimates(spans)
    # 40 of 105 after an hour, 5 seen no longer than that: 60 at risk, 10 of which end at 8 hours and 50 at 32.
    assert estimates.n.tolist() == [105, 50, 35, 0]
    survival = (65 / 105) * np.array([1, 50 / 60])
    part = (survival[1] - 0.5) / survival[1]
    assert estimates.value[0] == pytest.approx(32 * 2 ** ((part - 0.5) / 8))
    assert estimates.value[1] == pytest.approx(2 ** ((0.5 / 0.8 - 0.5) / 8))
    assert estimates.value[2] == pytest.approx(32)
    assert math.isnan(estimates.value[3])
    assert reading.difference(spans[:2]).value == estimates.value[0] - estimates.value[1]


def test_the_open_ones_count(tmp_path: Path) -> None:
    """Forty of a hundred cases are resolved within an hour, the rest open for two days: nobody knows the median."""
    found = read(data(tmp_path, case_durations=opened(LAST, {0: 40}, {45: 60})), NAME, view(), SETTINGS)
    assert math.isnan(found.value)
    assert found.n == 100
    assert "not half are resolved yet" in alternative(found, SETTINGS)
    assert "not half are resolved yet" in dict(facts(found, view(), SETTINGS))["Value"]
    resolved = read(data(tmp_path / "all", case_durations=opened(LAST, {0: 40})), NAME, view(), SETTINGS)
    assert resolved.value == pytest.approx(1)
    assert "not half" not in alternative(resolved, SETTINGS)


def test_an_interval_whose_end_lies_beyond_the_data_says_so(tmp_path: Path) -> None:
    figure = read(data(tmp_path, case_durations=opened(LAST, {0: 30, 24: 22}, {30: 48})), NAME, view(), SETTINGS)
    assert figure.estimate.high == math.inf
    assert interval(figure, SETTINGS).endswith("h or more")
    assert math.isnan(figure.series.high[-1])


def test_a_place_s_median_is_that_of_its_own_filter_wherever_it_stands(tmp_path: Path) -> None:
    rows = [
        row for month in (LAST - 1, LAST)
        for row in (*opened(month, {8: 40}, region="North"), *opened(month, {24: 60}, {30: 9}, region="South"))
    ]  # fmt: skip
    said = [row for place in ("North", "South") for row in answers({10: 9}, region=place)]  # they name the regions
    found = data(tmp_path, case_durations=rows, answers=said)
    places, (row,) = side_by_side(found, (NAME,), view(), SETTINGS, "region")
    own = [read(found, NAME, view(regions=(place,)), SETTINGS).estimate for place in places]
    assert str(row.estimates) == str(tuple(own))
    assert [one.value for one in own] == pytest.approx([2, 8], rel=0.05)
    seen = data(tmp_path / "north", Grant(regions=frozenset({"North"})), case_durations=rows)
    assert str(read(seen, NAME, view(), SETTINGS).estimate) == str(own[0])


def test_it_is_not_taken_apart(tmp_path: Path) -> None:
    """A median is no mean of its parts' medians."""
    rows = [
        row
        for month in (LAST - 12, LAST)
        for place in ("North", "South")
        for row in opened(month, {8: 40}, region=place)
    ]
    assert parts_of(data(tmp_path, case_durations=rows), ENTRY, view(), "region") is None


def usual(month: int, hours: float = 1.0) -> Rows:
    """Return a month's cases, spread about a median of some hours that varies a little from month to month."""
    middle = round(8 * math.log2(hours)) + (month * 7) % 5 - 2
    return opened(month, {middle + step: 60 - 10 * abs(step) for step in range(-4, 5)}, region="North")


def test_a_month_is_forecast_from_months_and_a_year_is_not(tmp_path: Path) -> None:
    rows = [row for month in range(LAST - 35, LAST + 1) for row in usual(month, 8)]
    found = data(tmp_path, case_durations=rows)
    known = monthly(found, ENTRY.formula, EVERYWHERE)
    assert set(known.bottom) == {340.0}
    assert (known.top / known.bottom).mean() == pytest.approx(8, rel=0.1)
    forecast = expected(found, ENTRY, EVERYWHERE, (LAST + 2, LAST + 2))
    assert forecast is not None
    assert 0 < forecast.low < 8 < forecast.high
    assert expected(found, ENTRY, EVERYWHERE, (LAST - 9, LAST + 2)) is None


def of_a_month(regions: tuple[str, ...] | None = None) -> View:
    month, before = (closing("month", last, Calendar()) for last in (LAST, LAST - 12))
    return view(regions=regions, period=month, against=before)


@pytest.mark.parametrize("regions", [None, ("North",)])
def test_it_is_judged_by_how_it_usually_moves(tmp_path: Path, regions: tuple[str, ...] | None) -> None:
    months = range(FIRST, LAST + 1)
    before = [row for month in months for row in usual(month, 8)]
    longer = [row for month in months for row in usual(month, 16 if month == LAST else 8)]
    same = read(data(tmp_path / "same", case_durations=before), NAME, of_a_month(regions), SETTINGS)
    worse = read(data(tmp_path / "longer", case_durations=longer), NAME, of_a_month(regions), SETTINGS)
    assert same.verdict.word == "as_usual"
    assert (worse.verdict.word, worse.verdict.change > 0.5) == ("clear", True)


def test_too_few_cases_are_not_judged(tmp_path: Path) -> None:
    rows = [row for month in range(FIRST, LAST) for row in usual(month, 8)]
    found = data(tmp_path, case_durations=[*rows, *opened(LAST, {80: 5}, {80: 2}, region="North")])
    verdict = read(found, NAME, of_a_month(), SETTINGS).verdict
    assert (verdict.word, verdict.lack) == ("too_little", "answers")
