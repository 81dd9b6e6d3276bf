"""A measure's sums month by month, what of a span is known of them, and what is to be expected of one that is to come.

A trailing window is never forecast: its months overlap, so that a forecast of it would take one month's chance for
twelve months' course. What follows customers over twelve months (retention, earned growth) is expected to be what it
is now, plus the single months that come into the window, forecast, less the single months that leave it, which are
known (earned growth, of a year on a year, weighs them): a rate of a window is about the sum of what its months add. By
how much that sum missed the windows of the past, so far ahead, is part of the error; where fewer than six windows tell
it, nothing is forecast. (Without it, the 80 % intervals of earned growth held 18 % of what came a month later.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import Places
from dashboard.measures.answers import ScoreReading
from dashboard.measures.durations import MedianReading
from dashboard.measures.formulas import Formula, Mean, Median, Range, Ratio, Score, Total, in_single_months
from dashboard.measures.readings import CountReading, RangeReading, Reading, read_formula
from dashboard.measures.registry import Measure
from dashboard.statistics import Forecast, forecast
from dashboard.statistics.forecast import HELD
from dashboard.statistics.intervals import FloatArray

_LEDGER = "finance"
"""Money can fall below nothing; whatever else is counted cannot."""

_LEAST_WINDOWS = 6
"""Windows from which it can be seen by how much the sum of their months misses them."""

Span = tuple[int, int]
"""First and last month."""


@dataclass(frozen=True, slots=True, eq=False)
class Monthly:
    """Sums of months without a gap, the newest last: what is divided, and by what (ones, where it is a sum).

    ``counted`` is how many were counted: answers, whatever they weigh; else what is divided by.
    """

    first: int
    top: FloatArray
    bottom: FloatArray
    counted: FloatArray

    @property
    def last(self) -> int:
        """The newest month that is known."""
        return self.first + len(self.top) - 1

    def before(self, month: int) -> Monthly:
        """Return the months before one."""
        kept = max(month - self.first, 0)
        return Monthly(self.first, self.top[:kept], self.bottom[:kept], self.counted[:kept])

    def over(self, span: Span) -> tuple[float, float]:
        """Return the sums of the span's months that are known."""
        known = self._within(span)
        return math.fsum(self.top[known]), math.fsum(self.bottom[known])

    def n(self, span: Span) -> float:
        """Return how many were counted in the span's months that are known."""
        return math.fsum(self.counted[self._within(span)])

    def _within(self, span: Span) -> slice:
        return slice(max(span[0] - self.first, 0), max(span[1] + 1 - self.first, 0))

    def expected(self, span: Span, scale: tuple[float, float] = (-math.inf, math.inf)) -> Forecast | None:
        """Return what is to be expected of a span whose last month is to come; None where nothing honest can be."""
        if span[1] <= self.last or not len(self.top):
            return None
        ahead = max(span[0] - self.last, 1), span[1] - self.last
        return forecast(self.top, self.bottom, *ahead, known=self.over(span), scale=scale)


@cached
def monthly(data: Data, formula: Formula, places: Places, until: int | None = None) -> Monthly:
    """Return the newest months without a gap of a formula over single months, up to a month where one is named.

    Of a range they are of what is known at least.
    """
    return _of(read_formula(data, in_single_months(formula), places), until)


def expected(data: Data, entry: Measure, places: Places, span: Span) -> Forecast | None:
    """Return what is to be expected of a measure in a span whose last month is to come.

    Of a sum it is the sum over the span. Of a range it is what is expected at the least and at the most, and the limits
    are the least's low and the most's high. None where fewer than 13 months are known, and of a median of several.
    """
    formula = entry.formula
    if isinstance(formula, Range):
        least, most = (
            expected(data, replace(entry, formula=one), places, span) for one in (formula.least, formula.most)
        )
        return replace(least, high=max(least.high, most.high), most=most.value) if least and most else None
    if isinstance(formula, Median) and span[0] < span[1]:
        return None  # the median of several months is no mean of theirs
    if isinstance(formula, Ratio) and formula.window:
        closing, single = windows(data, formula, places), monthly(data, formula, places)
        return window_expected(closing, single, months_in(entry, formula.window), span[1], scale_of(entry))
    found = monthly(data, formula, places).expected(span, scale_of(entry))
    return _times(found, span[1] - span[0] + 1) if found and isinstance(formula, Total) else found


_CREDITED = "credited_"
"""How what credits left is called, a part of what it is taken off."""


def scale_of(entry: Measure) -> tuple[float, float]:
    """Return what a measure cannot leave: an answer's scale; nothing, for what is counted; all, for a part of it.

    A share with one thing counted over another is a part of it; several together, as with what customers kept and
    added, have no upper end. What credits left is taken off what it is a part of.
    """
    formula = entry.formula.least if isinstance(entry.formula, Range) else entry.formula
    if isinstance(formula, Median):
        return 0.0, math.inf
    if isinstance(formula, Score | Mean):
        return min(formula.values), max(formula.values)
    terms = formula.terms if isinstance(formula, Total) else formula.top
    added = [term for term in terms if term.factor > 0]
    counted = all(term.factor > 0 or term.measure.startswith(_CREDITED) for term in terms)
    low = 0.0 if counted and all(term.dataset != _LEDGER for term in terms) else -math.inf
    if isinstance(formula, Ratio) and formula.most is not None:
        return low, formula.most
    return low, 1.0 if entry.unit == "share" and len(added) == 1 else math.inf


@cached
def windows(data: Data, formula: Formula, places: Places) -> Monthly:
    """Return the newest windows without a gap of a formula that follows customers, by the month that closes each."""
    return _of(read_formula(data, formula, places))


def window_expected(
    closing: Monthly, single: Monthly, weights: FloatArray, month: int, scale: tuple[float, float]
) -> Forecast | None:
    """Return what is to be expected of the window that closes with a month to come, from windows and single months.

    ``weights`` are how much of each single month is in a window, the newest first.
    """
    entering = min(month - closing.last, len(weights))
    if not len(closing.top) or single.last != closing.last or len(single.top) < len(weights):
        return None
    rate = single.expected((month - entering + 1, month))
    if rate is None:
        return None
    missed = _missed_by_months(closing, single, weights, month - closing.last)
    if missed is None:
        return None
    newest_first = (single.top / single.bottom)[::-1]
    left = math.fsum(weights * newest_first[: len(weights)])
    stay = math.fsum(weights[entering:] * newest_first[: len(weights) - entering])
    moved = _times(rate, math.fsum(weights[:entering]))
    value = float(closing.top[-1] / closing.bottom[-1]) - left + stay + moved.value
    whole = replace(moved, value=value, error=math.hypot(moved.error, missed))
    value, low, high = np.clip([value, *whole.limits(HELD)], *scale)
    return replace(whole, value=float(value), low=float(low), high=float(high))


def _missed_by_months(closing: Monthly, single: Monthly, weights: FloatArray, ahead: int) -> float | None:
    """Return by how much the sum of single months missed, so far ahead, what the windows came to: a mean error.

    None where it could be seen from fewer than six windows.
    """
    summed = np.convolve(single.top / single.bottom, weights, mode="valid")
    shared = min(len(summed), len(closing.top))
    apart = (closing.top / closing.bottom)[-shared:] - summed[-shared:]
    missed = apart[ahead:] - apart[:-ahead]
    return float(np.sqrt((missed**2).mean())) if len(missed) >= _LEAST_WINDOWS else None


def months_in(entry: Measure, window: int) -> FloatArray:
    """Return how much of a single month's rate is in that of the window, the newest month first.

    All of it where a month is held against one so long before. Of a window's sum on that of the window before, each of
    its months has grown by the single months since its own counterpart: the average holds the middle ones most.
    """
    if entry.reach == window:
        return np.ones(window)
    return np.convolve(np.ones(window), np.ones(window)) / window


def _times(found: Forecast, factor: float) -> Forecast:
    value, low, high, error = (factor * number for number in (found.value, found.low, found.high, found.error))
    return replace(found, value=value, low=low, high=high, error=error)


def _of(reading: Reading, until: int | None = None) -> Monthly:
    """Return a reading's newest months without a gap, up to a month where one is named."""
    if isinstance(reading, RangeReading):
        return _of(reading.least, until)
    if isinstance(reading, ScoreReading):
        months, sums = reading.months, reading.weights
        top, bottom = sums @ np.array(reading.formula.values), sums.sum(axis=1)
    elif isinstance(reading, MedianReading):
        # Medians are not added up: those of months are held together by how many began in each.
        months, sums = reading.sums, reading.sums.values
        bottom = reading.counted(sums)
        top = reading.values(sums) * bottom
    elif isinstance(reading, CountReading):
        months, sums = reading.sums, reading.sums.values
        top, bottom = sums[:, 0], sums[:, 1] if sums.shape[1] > 1 else np.ones(len(sums))
    else:
        raise TypeError(f"{type(reading).__name__} has no sums by month")
    n = reading.counts.sum(axis=1) if isinstance(reading, ScoreReading) else bottom
    of = np.arange(months.first, months.first + len(top))
    end = months.covered[1] if until is None else min(until, months.covered[1])
    known = np.isfinite(top) & (bottom > 0) & (of >= months.covered[0]) & (of <= end)
    newest = int(np.flatnonzero(known)[-1]) + 1 if known.any() else 0
    gaps = np.flatnonzero(~known[:newest])
    begin = int(gaps[-1]) + 1 if len(gaps) else 0
    return Monthly(months.first + begin, top[begin:newest], bottom[begin:newest], n[begin:newest])
