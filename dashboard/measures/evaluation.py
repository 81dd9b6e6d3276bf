"""Reads a measure under a view: the one way from the registry's entry to a figure.

entry ─► sums by month (readings) ─► period, comparison and series ─► verdict, band, target, benchmark
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import Standing, beyond, standing_of
from dashboard.data.view import Places, View
from dashboard.measures.answers import ScoreReading
from dashboard.measures.asked import standing_of_measure
from dashboard.measures.figure import Band, Figure, FloatArray, Series
from dashboard.measures.formulas import Formula, Mean, Score, Total, in_single_months
from dashboard.measures.readings import Reading, read_formula
from dashboard.measures.registry import Measure, measure
from dashboard.measures.spans import Spans
from dashboard.measures.targets import benchmark_of, target_of
from dashboard.measures.variation import usual, yearly
from dashboard.measures.verdicts.verdict import NO_COMPARISON, verdict_of
from dashboard.periods import Calendar, Period, closing, stretch
from dashboard.settings import Settings
from dashboard.statistics import Estimate, Estimates

SERIES_MONTHS = 24

_NOTHING = Estimate(math.nan, math.nan, math.nan, math.nan, 0.0)


def read(data: Data, name: str, view: View, settings: Settings, *, whole: bool = False) -> Figure:
    """Return a measure's figure under a view; its series has 24 months or, with ``whole``, all there are.

    What has been read for a reader is kept.
    """
    return _read(data, name, view, settings, None if whole else SERIES_MONTHS)


def value_of(data: Data, name: str, view: View, settings: Settings) -> Estimate | None:
    """Return a measure's estimate of a view's period by itself: not judged; None where no numbers are shown."""
    entry = measure(name, settings)
    if not standing_of(data, entry.formula.datasets).shown:
        return None
    months = _months(data, entry.formula, _places(data, entry, view))
    return months.reading.estimates(np.array([(view.period.first, view.period.last)]))[0]


def long_ends(data: Data, name: str, view: View, settings: Settings) -> list[tuple[Period, Figure]]:
    """Read a measure for the first and the last twelve months up to the view's period: single months tell too little.

    Where they would overlap there is one reading, of the last twelve months or of as many as are known.
    """
    known, last = read(data, name, view, settings, whole=True).series.months, view.period.last
    first = int(known[0]) if len(known) else data.months[0]
    calendar = Calendar(settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)
    if last - first < 12:
        periods = [stretch(first, last, settings.locale)]
    else:
        closed = (first + 11, last) if last - first >= 23 else (last,)
        periods = [closing("year", month, calendar) for month in closed]
    return [(period, read(data, name, replace(view, period=period, against=None), settings)) for period in periods]


@cached
def _read(data: Data, name: str, view: View, settings: Settings, length: int | None) -> Figure:
    entry = measure(name, settings)
    standing = standing_of_measure(data, entry)
    if not standing.shown:
        return _without_numbers(entry, standing)
    late = beyond(data, view.period.last, entry.formula.datasets, settings.locale)
    standing = replace(standing, reasons=standing.reasons + late)
    places = _places(data, entry, view)
    months = _months(data, entry.formula, places)
    spans = np.array([(period.first, period.last) for period in (view.period, view.against) if period])
    estimates = months.reading.estimates(spans)
    value, before = estimates[0], estimates[1] if view.against else None
    difference = months.reading.difference(spans) if before and _known(value, before) else None
    series = _up_to(months.series, view.period.last, length)
    least_n = settings.least_n if entry.least_n is None else entry.least_n
    verdict = NO_COMPARISON if difference is None else verdict_of(data, entry, view, settings)
    if difference is not None and entry.judged == "rate" and math.isfinite(verdict.error):
        half = verdict.quantile * verdict.error
        low, high = max(difference.value - half, -1.0), min(difference.value + half, 1.0)
        difference = replace(difference, standard_error=verdict.error, low=low, high=high, p_value=verdict.p_value)
    return Figure(
        measure=entry.name,
        estimate=value,
        against=before,
        difference=difference,
        verdict=verdict,
        enough=not value.n < least_n,
        series=series,
        limits=_band(entry, months, series, settings),
        target=target_of(data, entry, view, settings.fiscal_year_start),
        benchmark=benchmark_of(data, entry, view.period),
        filtered=places == (view.regions, view.segments),
        standing=standing,
        design_effect=_design_effect(months.reading, spans[:1]),
    )


def _design_effect(reading: Reading, spans: Spans) -> float:
    effect = reading.effect(spans) if isinstance(reading, ScoreReading) else None
    return 1.0 if effect is None else float(effect.ratio[0])


@dataclass(frozen=True, slots=True, eq=False)
class _Months:
    """A formula's reading with the series of all its months and their standard errors."""

    reading: Reading
    series: Series
    errors: FloatArray


@cached
def _months(data: Data, formula: Formula, places: Places) -> _Months:
    """Return a formula's months; they hold for every period, so a change of period does not sum again."""
    reading = read_formula(data, formula, places)
    first, last = data.months
    months = np.arange(first, last + 1)
    found: Estimates = reading.estimates(np.column_stack((months, months)))
    # An end that is not known, however far off, is none that can be drawn.
    high = np.where(np.isfinite(found.high), found.high, np.nan)
    return _Months(reading, Series(months, found.value, found.low, high, found.n), found.standard_error)


def _places(data: Data, entry: Measure, view: View) -> Places:
    """Return the view's regions and segments, None for what the measure's data do not know."""
    grains = [data.entry(name).grain for name in entry.formula.datasets]
    return (
        view.regions if all("region" in grain for grain in grains) else None,
        view.segments if all("segment" in grain for grain in grains) else None,
    )


def _up_to(series: Series, last: int, length: int | None) -> Series:
    """Cut a series off after a month, and before the last so many; it begins with the first month that is known."""
    stop = int(np.searchsorted(series.months, last, side="right"))
    start = 0 if length is None else max(stop - length, 0)
    known = np.flatnonzero(np.isfinite(series.values[start:stop]))
    cut = slice(start + int(known[0]) if len(known) else stop, stop)
    return Series(series.months[cut], series.values[cut], series.low[cut], series.high[cut], series.n[cut])


def _band(entry: Measure, months: _Months, series: Series, settings: Settings) -> Band | None:
    """Return usual variation where it means something: not for what grows, nor for windows that overlap."""
    grows = isinstance(entry.formula, Total) and entry.unit == "money"
    if grows or entry.window is not None or len(series.months) == 0:
        return None
    stop = int(np.searchsorted(months.series.months, series.months[-1])) + 1
    band = usual(series, months.errors[stop - len(series.months) : stop], settings.fiscal_year_start)
    if band is None or not isinstance(entry.formula, Score | Mean):
        return band
    lowest, highest = min(entry.formula.values), max(entry.formula.values)
    return replace(band, low=np.clip(band.low, lowest, highest), high=np.clip(band.high, lowest, highest))


def yearly_differences(data: Data, entry: Measure, view: View) -> tuple[FloatArray, FloatArray]:
    """Return a measure's monthly differences from the year before, up to the view's period, with their errors.

    Of what is counted in full the error is the usual spread of such differences, as far as it was known a year before.
    """
    monthly = _months(data, in_single_months(entry.formula), _places(data, entry, view))
    stop = int(np.searchsorted(monthly.series.months, view.period.last, side="right"))
    differences = yearly(monthly.series.values[:stop], relative=entry.relative)
    if entry.sampled:
        return differences, np.hypot(monthly.errors[12:stop], monthly.errors[: stop - 12])
    before = differences[:-12]
    known = before[~np.isnan(before)]
    return differences, np.full(len(differences), known.std(ddof=1) if len(known) > 1 else math.nan)


def _known(value: Estimate, before: Estimate) -> bool:
    return not (math.isnan(value.value) or math.isnan(before.value))


def _without_numbers(entry: Measure, standing: Standing) -> Figure:
    return Figure(
        entry.name, _NOTHING, None, None, NO_COMPARISON, False, _no_series(), None, None, None, True, standing
    )


def _no_series() -> Series:
    empty = np.empty(0)
    return Series(np.empty(0, dtype=np.int64), empty, empty, empty, empty)
