"""What a figure is held against: the company's own target, with what is to be expected of it; and an outside figure.

A target has a month and a span that closes with it: that month, its quarter or its year of twelve months. It is met or
missed once the span is complete, and not before. Until then it stands by one forecast, made from the newest complete
month of the snapshot, whatever period is looked at:

    on course       even the unfavourable end of its 80 % interval reaches the target
    likely met      the forecast reaches it, the unfavourable end does not
    open            what is not known leaves a range in place of the forecast, and the target lies in it
    likely missed   the forecast does not reach it, the favourable end does
    off course      not even the favourable end reaches it
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import Places, View
from dashboard.measures.entries.scaled import metric_of
from dashboard.measures.figure import Benchmark, Status, Target, TargetSpan
from dashboard.measures.formulas import Range, Total
from dashboard.measures.monthly import expected
from dashboard.measures.readings import read_formula
from dashboard.measures.registry import MEASURES, Measure
from dashboard.periods import Period, fiscal_year_start, last_day, month_of
from dashboard.statistics import Estimate, Forecast

LENGTHS: Mapping[TargetSpan, int] = {"month": 1, "quarter": 3, "year": 12}
"""Span of a target → its months."""

Place: TypeAlias = tuple[str | None, str | None]
"""Region and segment; None: all."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as the company set it, for a span that closes with a month."""

    value: float
    month: int
    span: TargetSpan


def target_of(data: Data, measure: Measure, view: View, fiscal_start: int) -> Target | None:
    """Return the target set for exactly what the view shows, as it stands today; None where none was set for it."""
    place = place_of(data, measure, view)
    return None if place is None else target_at(data, measure, place, fiscal_start)


def place_of(data: Data, measure: Measure, view: View) -> Place | None:
    """Return the region and segment that a target must be set for; None where several are meant together.

    What exists for the whole company alone is held against the company's target, whatever the view asks for.
    """
    places = places_of(data, measure, view)
    return places[0] if len(places) == 1 else None


def places_of(data: Data, measure: Measure, view: View) -> tuple[Place, ...]:
    """Return every region and segment that a view asks for of a measure, one by one; once all, where it asks for all.

    A reader who is kept to some regions asks for those.
    """
    granted = None if data.grant.regions is None else tuple(sorted(data.grant.regions))
    asked: list[tuple[str | None, ...]] = [
        labels if labels and all(dimension in data.entry(name).grain for name in measure.formula.datasets) else (None,)
        for dimension, labels in (("region", view.regions or granted), ("segment", view.segments))
    ]
    return tuple(product(*asked))  # type: ignore[arg-type]  # of two


@cached
def target_at(data: Data, measure: Measure, place: Place, fiscal_start: int) -> Target | None:
    """Return the target of a measure in a place, as it stands by the snapshot's newest complete month.

    It is the last of the fiscal year in which that month lies, else the next one, else the last there was. Months'
    targets of a sum add up to the fiscal year's where all twelve are set.
    """
    newest = data.months[1]
    aim = _chosen(aims(data).get((measure.name, *place), ()), measure, newest, fiscal_start)
    if aim is None:
        return None
    return _as_it_stands(data, measure, place, aim)


def fallen_due(data: Data, measure: Measure, place: Place, after: int) -> Iterator[tuple[Aim, Target]]:
    """Yield the targets of a measure in a place whose months were over after a month, each as it came out."""
    for aim in aims(data).get((measure.name, *place), ()):
        if after < aim.month <= data.months[1]:
            yield aim, _as_it_stands(data, measure, place, aim)


def _as_it_stands(data: Data, measure: Measure, place: Place, aim: Aim) -> Target:
    newest, length = data.months[1], LENGTHS[aim.span]
    span = (aim.month - length + 1, aim.month)
    places: Places = tuple((label,) if label else None for label in place)  # type: ignore[assignment]
    summed = isinstance(measure.formula, Total) and length > 1
    stood = _stood(data, measure, places, span, summed)
    complete = aim.month <= newest
    found = None if complete else expected(data, measure, places, span)
    return Target(
        value=aim.value,
        month=aim.month,
        span=aim.span,
        status=_of_what_came(stood, aim.value, measure) if complete else _of_what_comes(found, aim.value, measure),
        now=stood,
        forecast=found,
        attainment=attainment(stood.value, aim.value, measure),
        made=newest,
        level=not summed,
    )


def attainment(value: float, target: float, measure: Measure) -> float | None:
    """Return the share of the target that is reached; None where a share of it says nothing."""
    if not (value > 0 and target > 0) or measure.good == "none":
        return None
    return value / target if measure.good == "up" else target / value


def benchmark_of(data: Data, measure: Measure, period: Period) -> Benchmark | None:
    """Return the newest outside figure that was known when the period ended; of another scale it is none."""
    if metric_of(measure) and measure.formula != MEASURES[measure.name].formula:
        return None
    known = [found for found in _benchmarks(data).get(measure.name, ()) if found.as_of <= last_day(period.last)]
    return max(known, key=lambda benchmark: benchmark.as_of, default=None)


@cached
def aims(data: Data) -> Mapping[tuple[str, str | None, str | None], tuple[Aim, ...]]:
    """Return the targets of whole journeys by metric, region and segment, by month."""
    grouped: dict[tuple[str, str | None, str | None], list[Aim]] = {}
    for row in data.rows("targets"):
        if row["journey_stage"] is None and None not in (row["month"], row["target"]):
            aim = Aim(row["target"], month_of(row["month"]), row.get("span") or "month")
            grouped.setdefault((row["metric"], row["region"], row["segment"]), []).append(aim)
    return {place: tuple(sorted(found, key=_by_month)) for place, found in grouped.items()}


def _by_month(aim: Aim) -> tuple[int, int]:
    """Order by month, and of one month the longest span last."""
    return aim.month, LENGTHS[aim.span]


def _chosen(set_for: Iterable[Aim], measure: Measure, newest: int, fiscal_start: int) -> Aim | None:
    begin = fiscal_year_start(newest, fiscal_start)
    end, found = begin + 11, tuple(set_for)
    if isinstance(measure.formula, Total):
        months = {aim.month: aim.value for aim in found if aim.span == "month" and begin <= aim.month <= end}
        if len(months) == 12:
            found = (*(aim for aim in found if aim.span != "month"), Aim(math.fsum(months.values()), end, "year"))
    in_the_year = [aim for aim in found if newest <= aim.month <= end]
    to_come = [aim for aim in found if aim.month > end]
    if in_the_year:
        return max(in_the_year, key=_by_month)
    return min(to_come, key=_by_month) if to_come else max(found, key=_by_month, default=None)


def _stood(data: Data, measure: Measure, places: Places, span: tuple[int, int], summed: bool) -> Estimate:
    """Return where it stands: of the newest stretch as long as the span; of a sum of months, those that have come."""
    newest = data.months[1]
    last = min(span[1], newest)
    first = span[0] if summed else last - (span[1] - span[0])
    if first > last:  # nothing of it has come
        return Estimate(math.nan, math.nan, math.nan, math.nan, 0.0)
    return read_formula(data, measure.formula, places).estimates(np.array([(first, last)]))[0]


def _of_what_came(stood: Estimate, target: float, measure: Measure) -> Status | None:
    """Return whether a target was met; None where that is not known, as within a range."""
    if math.isnan(stood.value) or measure.good == "none":
        return None
    ends = (stood.low, stood.high) if isinstance(measure.formula, Range) else (stood.value, stood.value)
    reached = {_reaches(end, target, measure) for end in ends}
    return None if len(reached) > 1 else "met" if True in reached else "missed"


def _of_what_comes(found: Forecast | None, target: float, measure: Measure) -> Status | None:
    if found is None or measure.good == "none":
        return None
    worst, best = (found.low, found.high) if measure.good == "up" else (found.high, found.low)
    if _reaches(worst, target, measure):
        return "on_course"
    if not _reaches(best, target, measure):
        return "off_course"
    reached = {_reaches(point, target, measure) for point in found.points}
    return "open" if len(reached) > 1 else "likely_met" if True in reached else "likely_missed"


def _reaches(value: float, target: float, measure: Measure) -> bool:
    return value >= target if measure.good == "up" else value <= target


@cached
def _benchmarks(data: Data) -> Mapping[str, list[Benchmark]]:
    found: dict[str, list[Benchmark]] = {}
    for row in data.rows("benchmarks"):
        if None not in (row["value"], row["as_of"]):
            found.setdefault(row["metric"], []).append(
                Benchmark(row["value"], row["source"], row["as_of"], row["note"])
            )
    return found
