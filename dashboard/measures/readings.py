"""From formulas to estimates: sums are taken over spans of months first, and divided last.

A reading holds a formula's sums month by month for one choice of regions and segments, and where it is asked to, for
each of its parts (by region, by segment …). It answers for any number of spans at once, so that a period, what it is
compared with, and every month of the series come from one computation. A span that the data do not cover whole has no
value; what is divided is capped, and windows are closed, here and nowhere else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import product
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.cube import Cube
from dashboard.data.standing import ACCOUNTS, covered
from dashboard.data.view import Places
from dashboard.measures.answers import ScoreReading
from dashboard.measures.durations import MedianReading
from dashboard.measures.formulas import Formula, Mean, Median, Ratio, Score, Term, Terms, Total
from dashboard.measures.spans import FloatArray, Months, Spans
from dashboard.statistics import Difference, Estimates
from dashboard.statistics.intervals import wilson


class Reading(Protocol):
    """A formula's sums by month, ready for any span."""

    def estimates(self, spans: Spans) -> Estimates:
        """Return the estimate of each span."""
        ...

    def difference(self, spans: Spans) -> Difference:
        """Return the first span's value less the second's."""
        ...


def read_formula(data: Data, formula: Formula, places: Places) -> Reading:
    """Read a formula's sums; every dataset of it must have rows."""
    if isinstance(formula, Score | Mean):
        return ScoreReading.of(data, formula, places)
    if isinstance(formula, Median):
        return MedianReading.of(data, formula, places)
    if isinstance(formula, Ratio):
        return read_counts(data, formula, places)
    if isinstance(formula, Total):
        return read_counts(data, formula, places)
    return RangeReading(read_counts(data, formula.least, places), read_counts(data, formula.most, places))


def read_counts(data: Data, formula: Ratio | Total, places: Places, by: tuple[str, ...] = ()) -> CountReading:
    """Read the sums of what is counted in full, for each part along the dimensions of ``by`` where there are any."""
    if isinstance(formula, Total):
        return CountReading(_summed(data, (formula.terms,), places, by))
    counted = () if formula.n is None else (formula.n or formula.bottom,)
    sums = _summed(data, (formula.top, formula.bottom, *counted), places, by)
    most = math.inf if formula.most is None else formula.most
    return CountReading(sums, formula.window is not None, most, formula.sample)


@dataclass(frozen=True, slots=True)
class CountReading:
    """A sum, or a sum over a sum, of what is counted in full: no interval, but for a share of a ``sample``.

    ``sums`` are the top, the bottom where there is one, and what was counted where anything was. Of formulas over a
    ``closing`` window the last month of a span tells all.
    """

    sums: Months
    closing: bool = False
    most: float = math.inf
    sample: bool = False

    @property
    def columns(self) -> int:
        """How many sums there are: top, bottom, and what was counted."""
        return int(self.sums.values.shape[-1])

    def over(self, spans: Spans) -> FloatArray:
        """Return the sums of each span (spans, …, sums); of what is not covered whole they are nan."""
        sums, known = self.sums.over(spans[:, [1, 1]] if self.closing else spans)
        sums[~known] = math.nan
        return sums

    def values(self, sums: FloatArray) -> FloatArray:
        """Divide sums (…, sums), and cap what comes of it; nothing over nothing is nan."""
        value = sums[..., 0]
        if sums.shape[-1] > 1:
            value = np.divide(value, sums[..., 1], out=np.full(value.shape, math.nan), where=sums[..., 1] > 0)
        return np.minimum(value, self.most)

    def counted(self, sums: FloatArray) -> FloatArray:
        """Return what was counted, of sums (…, sums): 0 where that is not known, nan where nothing is counted."""
        return np.nan_to_num(sums[..., 2]) if sums.shape[-1] > 2 else np.full(sums.shape[:-1], math.nan)

    def estimates(self, spans: Spans) -> Estimates:
        """Return the value of each span."""
        sums = self.over(spans)
        value = self.values(sums)
        unknown, n = np.full(value.shape, math.nan), self.counted(sums)
        if not self.sample:
            return Estimates(value, unknown, unknown, unknown, n, unknown)
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = wilson(value, n)
            error = np.sqrt(value * (1 - value) / n)
        return Estimates(value, error, low, high, n, n)

    def difference(self, spans: Spans) -> Difference:
        """Return the difference of two spans' values."""
        value, before = self.estimates(spans).value
        return Difference(float(value - before), math.nan, math.nan, math.nan, math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class RangeReading:
    """What is known at the least and at the most; the value is the least."""

    least: CountReading
    most: CountReading

    def estimates(self, spans: Spans) -> Estimates:
        """Return the least of each span as its value, and the range as its low and high."""
        least, most = self.least.estimates(spans), self.most.estimates(spans)
        return replace(least, low=least.value, high=most.value)

    def difference(self, spans: Spans) -> Difference:
        """Return the difference of what is known at the least."""
        return self.least.difference(spans)


_HEARD = frozenset({"heard"})
"""What is counted by place, and tells nothing of a place that it does not have."""


@cached
def _summed(data: Data, columns: tuple[Terms, ...], places: Places, by: tuple[str, ...] = ()) -> Months:
    """Add the terms of each column, month by month and part by part; known is what all their datasets cover.

    Of accounts, months without a row of the term are nan, and so is a place that it is never booked for, or from which
    nobody was ever heard: whom a reader may not see has not been silent.
    """
    spans = {covered(data, term.dataset, _window(term)) for terms in columns for term in terms}
    months = data.months
    parts = [math.prod(len(_cube(data, columns[0][0].dataset).labels[name]) for name in by)] * bool(by)
    values = np.zeros((months[1] - months[0] + 1, *parts, len(columns)))
    for position, terms in enumerate(columns):
        for term in terms:
            cube = _cube(data, term.dataset)
            if term.measure not in cube.measures:  # the snapshot was made before it was summed: it is not known
                values[..., position] = math.nan
                continue
            regions, segments = asked = _asked(cube, places)
            # All measures at once: the next term of the same rows, in this formula or another, finds its sum there.
            sums = cube.sum(cube.measures, ("month", *by), term.where, months, regions, segments)
            sums = sums[..., cube.measures.index(term.measure)].reshape(values.shape[:-1])
            values[..., position] += term.factor * sums
            if term.dataset in ACCOUNTS:
                values[~cube.recorded(term.where, months), ..., position] = math.nan
            if term.dataset in ACCOUNTS | _HEARD:
                values[:, ~_booked(cube, term, asked, by, months), position] = math.nan
    values.flags.writeable = False
    return Months(months[0], (max(begin for begin, _ in spans), min(end for _, end in spans)), values)


def _asked(cube: Cube, places: Places) -> Places:
    """Return the regions and segments that a cube can be asked for: all, where it does not know any."""
    regions, segments = places
    return (regions if "region" in cube.labels else None, segments if "segment" in cube.labels else None)


def _booked(
    cube: Cube, term: Term, asked: Places, by: tuple[str, ...], months: tuple[int, int]
) -> NDArray[np.bool_] | np.bool_:
    """Return for each part, or for all that is asked for, whether anything is ever booked there."""

    def within(name: str, allowed: tuple[str, ...] | None, part: dict[str, str]) -> tuple[str, ...] | None:
        label = part.get(name)
        return allowed if label is None else (label,) if allowed is None or label in allowed else ()

    parts = [dict(zip(by, labels, strict=True)) for labels in product(*(map(str, cube.labels[name]) for name in by))]
    booked = [
        cube.recorded(term.where, months, within("region", asked[0], part), within("segment", asked[1], part)).any()
        for part in parts
    ]
    return np.array(booked, dtype=np.bool_) if by else np.bool_(booked[0])


def _cube(data: Data, name: str) -> Cube:
    cube = data.cube(name)
    if cube is None:
        raise LookupError(f"The dataset {name} has no rows to read; ask for its standing first.")
    return cube


def _window(term: Term) -> int | None:
    return next((int(values[0]) for column, values in term.where if column == "window"), None)
