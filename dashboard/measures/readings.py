"""From formulas to estimates: sums are taken over spans of months first, and divided last.

A reading holds a formula's sums month by month for one choice of regions and segments. It answers for any number of
spans at once, so that a period, what it is compared with, and every month of the series come from one computation.
A span that the data do not cover whole has no value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.cube import Cube
from dashboard.data.standing import ACCOUNTS, covered
from dashboard.measures.formulas import Formula, Mean, Ratio, Score, Term, Terms, Total, Where
from dashboard.statistics import (
    Difference,
    Estimates,
    ScoreSums,
    score_differences,
    score_estimates,
)

Spans = NDArray[np.int64]
"""First and last month of each span, one row a span."""
Places = tuple[tuple[str, ...] | None, tuple[str, ...] | None]
"""Regions and segments; None: all."""
FloatArray = NDArray[np.float64]

_GROUPS = 16
"""Random groups of customers, by the first digit of a hash."""


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
    if isinstance(formula, Ratio):
        return _ratio(data, formula, places)
    if isinstance(formula, Total):
        return CountReading(_summed(data, (formula.terms,), places))
    return RangeReading(_ratio(data, formula.least, places), _ratio(data, formula.most, places))


@dataclass(frozen=True, slots=True)
class Months:
    """Sums month by month (months, sums), of which those from ``covered`` are known."""

    first: int
    covered: tuple[int, int]
    values: FloatArray

    def over(self, spans: Spans) -> tuple[FloatArray, NDArray[np.bool_]]:
        """Return the sums over each span, and whether it is covered whole; what is not is 0."""
        known = (spans[:, 0] >= self.covered[0]) & (spans[:, 1] <= self.covered[1])
        edges = spans - self.first if known.all() else np.where(known[:, None], spans - self.first, 0)
        if np.array_equal(edges[:, 0], edges[:, 1]):
            sums = self.values[edges[:, 0]]
        else:
            # The sum from each edge to the next; the empty last month lets a span end with the data.
            padded = np.concatenate((self.values, np.zeros((1, self.values.shape[1]))))
            edges[:, 1] += 1
            sums = np.add.reduceat(padded, edges.ravel(), axis=0)[::2]
        sums[~known] = 0
        return sums, known


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """Answers by group of customers and category."""

    months: Months
    """For each month the weights (16 groups by category), then the counts and the squared weights by category."""
    values: tuple[float, ...]

    @classmethod
    def of(cls, data: Data, formula: Score | Mean, places: Places) -> ScoreReading:
        """Read the answers of a metric and kind of survey."""
        cube = _cube(data, "answers")
        kept = {"metric": formula.metric, "survey": formula.survey}
        where: Where = tuple((name, (value,)) for name, value in kept.items() if value is not None)
        sums = cube.sum(
            ("n", "weight", "weight_squared"), ("month", "replicate", "score"), where,
            regions=places[0], segments=places[1],
        )  # fmt: skip
        categories = _categories([int(score) for score in cube.labels["score"]], formula)
        n, weight, squares = np.einsum("mrsk,sc->kmrc", sums, categories)
        weights = _all_groups(weight, cube).reshape(len(weight), -1)
        packed = np.concatenate((weights, n.sum(axis=1), squares.sum(axis=1)), axis=1)
        return cls(Months(cube.months[0], covered(data, "answers"), packed), formula.values)

    def estimates(self, spans: Spans) -> Estimates:
        """Return the score of each span, with its interval."""
        return score_estimates(self._over(spans), self.values)

    def difference(self, spans: Spans) -> Difference:
        """Return the difference of two spans' scores, honouring customers who answered in both."""
        return score_differences(self._over(spans[:1]), self._over(spans[1:]), self.values)[0]

    def _over(self, spans: Spans) -> ScoreSums:
        sums, _ = self.months.over(spans)
        k = len(self.values)
        weights, n, squares = np.split(sums, (_GROUPS * k, _GROUPS * k + k), axis=1)
        return ScoreSums(weights.reshape(len(spans), _GROUPS, k), n, squares)


@dataclass(frozen=True, slots=True)
class CountReading:
    """A sum, or a sum over a sum, of what is counted in full: no interval.

    ``sums`` are the top, the bottom where there is one, and what was counted where anything was.
    """

    sums: Months
    closing: bool = False
    most: float = math.inf

    def estimates(self, spans: Spans) -> Estimates:
        """Return the value of each span; nothing over nothing is nan."""
        sums, known = self.sums.over(spans[:, [1, 1]] if self.closing else spans)
        unknown = np.full(len(spans), math.nan)
        value, n = np.where(known, sums[:, 0], math.nan), unknown
        if sums.shape[1] > 1:
            value = np.divide(value, sums[:, 1], out=unknown.copy(), where=sums[:, 1] > 0)
        if sums.shape[1] > 2:
            n = np.nan_to_num(sums[:, 2])
        return Estimates(np.minimum(value, self.most), unknown, unknown, unknown, n, unknown)

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


def _ratio(data: Data, formula: Ratio, places: Places) -> CountReading:
    counted = () if formula.n is None else (formula.n or formula.bottom,)
    sums = _summed(data, (formula.top, formula.bottom, *counted), places)
    return CountReading(sums, formula.window is not None, math.inf if formula.most is None else formula.most)


def _summed(data: Data, columns: tuple[Terms, ...], places: Places) -> Months:
    """Add the terms of each column, month by month; known is what all their datasets cover.

    Of accounts, months without a row of the term are nan, and so is a place that it is never booked for.
    """
    spans = {covered(data, term.dataset, _window(term)) for terms in columns for term in terms}
    first, last = data.months
    values = np.zeros((last - first + 1, len(columns)))
    for position, terms in enumerate(columns):
        for term in terms:
            cube = _cube(data, term.dataset)
            regions, segments = (
                asked if name in cube.labels else None
                for name, asked in zip(("region", "segment"), places, strict=True)
            )
            # All measures at once: the next term of the same rows, in this formula or another, finds its sum there.
            sums = cube.sum(cube.measures, ("month",), term.where, (first, last), regions, segments)
            values[:, position] += term.factor * sums[:, cube.measures.index(term.measure)]
            if term.dataset in ACCOUNTS:
                recorded = cube.recorded(term.where, (first, last))
                booked_here = cube.recorded(term.where, (first, last), regions, segments).any()
                values[~(recorded & booked_here), position] = math.nan
    return Months(first, (max(begin for begin, _ in spans), min(end for _, end in spans)), values)


def _cube(data: Data, name: str) -> Cube:
    cube = data.cube(name)
    if cube is None:
        raise LookupError(f"The dataset {name} has no rows to read; ask for its standing first.")
    return cube


def _window(term: Term) -> int | None:
    return next((int(values[0]) for column, values in term.where if column == "window"), None)


def _categories(scores: Iterable[int], formula: Score | Mean) -> FloatArray:
    """One row a score, one column a category of the formula; of another metric's scores no column."""
    places = np.array([formula.category(score) for score in scores], dtype=int)
    matrix: FloatArray = np.equal.outer(places, np.arange(len(formula.values))).astype(np.float64)
    return matrix


def _all_groups(sums: FloatArray, cube: Cube) -> FloatArray:
    """Give each of the sixteen groups of customers its place, those without answers too."""
    full = np.zeros((sums.shape[0], _GROUPS, sums.shape[2]))
    full[:, [int(group) for group in cube.labels["replicate"]], :] = sums
    return full
