"""What a figure is held against: the company's own target, and an outside figure."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import View
from dashboard.measures.figure import Benchmark, Series, Target
from dashboard.measures.formulas import Total
from dashboard.measures.registry import Measure
from dashboard.periods import Period, fiscal_year_start, last_day, month_of

PACE_MONTHS = 12
"""Months whose straight line is drawn on to the target's month; fewer say too little."""

Place = tuple[str | None, str | None]


def target_of(
    data: Data, measure: Measure, view: View, value: float, series: Series, fiscal_start: int
) -> Target | None:
    """Return the target set for exactly what the view shows; None where none was set for it.

    A sum is held against the targets of the period's months, summed. Anything else is held against the target for
    the end of the fiscal year in which the period ends, or the last that was set before it.
    """
    place = _place(data, measure, view)
    months = {} if place is None else _targets(data).get((measure.name, *place), {})
    due = _due(measure, view.period, months, fiscal_start)
    if due is None:
        return None
    target, month = due
    better = _better(value, target, measure)
    pace = None if isinstance(measure.formula, Total) else pace_to(series, month)
    return Target(target, month, better, attainment(value, target, measure), pace)


def attainment(value: float, target: float, measure: Measure) -> float | None:
    """Return the share of the target that is reached; None where a share of it says nothing."""
    if not (value > 0 and target > 0) or measure.good == "none":
        return None
    return value / target if measure.good == "up" else target / value


def pace_to(series: Series, month: int) -> float | None:
    """Return where the straight line through the last twelve months leads to by a later month.

    None where a month is missing, the month has come, or it is so far off that the line would be made up.
    """
    values, ahead = series.values[-PACE_MONTHS:], month - int(series.months[-1])
    if len(values) < PACE_MONTHS or np.isnan(values).any() or not 0 < ahead <= PACE_MONTHS:
        return None
    slope, start = np.polyfit(np.arange(PACE_MONTHS), values, 1)
    return float(start + slope * (PACE_MONTHS - 1 + ahead))


def benchmark_of(data: Data, measure: Measure, period: Period) -> Benchmark | None:
    """Return the newest outside figure that was known when the period ended."""
    known = [found for found in _benchmarks(data).get(measure.name, ()) if found.as_of <= last_day(period.last)]
    return max(known, key=lambda benchmark: benchmark.as_of, default=None)


def _place(data: Data, measure: Measure, view: View) -> Place | None:
    """Return the region and segment that a target must be set for; None where several are meant together.

    What exists for the whole company alone is held against the company's target, whatever the view asks for.
    """
    granted = None if data.grant.regions is None else tuple(sorted(data.grant.regions))
    grains = [data.entry(name).grain for name in measure.formula.datasets]
    asked = [
        labels if labels and all(dimension in grain for grain in grains) else (None,)
        for dimension, labels in (("region", view.regions or granted), ("segment", view.segments))
    ]
    return None if any(len(labels) > 1 for labels in asked) else (asked[0][0], asked[1][0])


def _due(measure: Measure, period: Period, months: Mapping[int, float], fiscal_start: int) -> tuple[float, int] | None:
    if isinstance(measure.formula, Total):
        asked = range(period.first, period.last + 1)
        return (math.fsum(months[month] for month in asked), period.last) if all(m in months for m in asked) else None
    year_end = fiscal_year_start(period.last, fiscal_start) + 11
    month = max((month for month in months if period.last <= month <= year_end), default=None)
    month = max((known for known in months if known <= period.last), default=None) if month is None else month
    return None if month is None else (months[month], month)


def _better(value: float, target: float, measure: Measure) -> bool | None:
    if math.isnan(value) or measure.good == "none":
        return None
    return value >= target if measure.good == "up" else value <= target


@cached
def _targets(data: Data) -> Mapping[tuple[str, str | None, str | None], Mapping[int, float]]:
    """Return the targets of whole journeys by metric, region and segment, month by month."""
    grouped: dict[tuple[str, str | None, str | None], dict[int, float]] = {}
    for row in data.rows("targets"):
        if row["journey_stage"] is None and None not in (row["month"], row["target"]):
            place = (row["metric"], row["region"], row["segment"])
            grouped.setdefault(place, {})[month_of(row["month"])] = row["target"]
    return grouped


@cached
def _benchmarks(data: Data) -> Mapping[str, list[Benchmark]]:
    found: dict[str, list[Benchmark]] = {}
    for row in data.rows("benchmarks"):
        if None not in (row["value"], row["as_of"]):
            found.setdefault(row["metric"], []).append(
                Benchmark(row["value"], row["source"], row["as_of"], row["note"])
            )
    return found
