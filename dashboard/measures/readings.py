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

from dashboard.access import Data
from dashboard.cubes import Cube
from dashboard.measures.formulas import Formula, Mean, Ratio, Score, Term, Terms, Total, Where
from dashboard.measures.standing import covered
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
        return CountReading(_Months.of(data, formula.terms, places))
    return RangeReading(_ratio(data, formula.least, places), _ratio(data, formula.most, places))


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """Answers by group of customers and category."""

    first: int
    covered: tuple[int, int]
    sums: ScoreSums
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
        scores = [int(score) for score in cube.labels["score"]]
        categories = _categories(scores, formula)
        grouped = np.einsum("mrsk,sc->kmrc", sums, categories)
        answers = ScoreSums(_all_groups(grouped[1], cube), grouped[0].sum(axis=1), grouped[2].sum(axis=1))
        return cls(cube.months[0], covered(data, "answers"), answers, formula.values)

    def estimates(self, spans: Spans) -> Estimates:
        """Return the score of each span, with its interval."""
        return score_estimates(self._over(spans), self.values)

    def difference(self, spans: Spans) -> Difference:
        """Return the difference of two spans' scores, honouring customers who answered in both."""
        return score_differences(self._over(spans[:1]), self._over(spans[1:]), self.values)[0]

    def _over(self, spans: Spans) -> ScoreSums:
        known = _known(spans, self.covered)
        parts = (self.sums.sums, self.sums.counts, self.sums.squares)
        sums, counts, squares = (_over(part, spans, self.first, known) for part in parts if part is not None)
        return ScoreSums(sums, counts, squares)


@dataclass(frozen=True, slots=True)
class _Months:
    """A sum of terms, month by month."""

    first: int
    covered: tuple[int, int]
    values: FloatArray

    @classmethod
    def of(cls, data: Data, terms: Terms, places: Places) -> _Months:
        """Add the terms; their datasets' months need not be the same."""
        spans = [covered(data, term.dataset, _window(term)) for term in terms]
        begin, end = max(span[0] for span in spans), min(span[1] for span in spans)
        first, last = data.months
        values = np.zeros(last - first + 1)
        for term in terms:
            cube = _cube(data, term.dataset)
            regions, segments = (
                asked if name in cube.labels else None
                for name, asked in zip(("region", "segment"), places, strict=True)
            )
            # All measures at once: the next term of the same rows, in this formula or another, finds its sum there.
            sums = cube.sum(cube.measures, ("month",), term.where, (first, last), regions, segments)
            values += term.factor * sums[:, cube.measures.index(term.measure)]
        return cls(first, (begin, end), values)

    def over(self, spans: Spans) -> FloatArray:
        """Return the sum over each span, nan where it is not covered whole."""
        known = _known(spans, self.covered)
        return np.where(known, _over(self.values, spans, self.first, known), math.nan)


@dataclass(frozen=True, slots=True)
class CountReading:
    """A sum, or a sum over a sum, of what is counted in full: no interval."""

    top: _Months
    bottom: _Months | None = None
    n: _Months | None = None
    closing: bool = False
    most: float = math.inf

    def estimates(self, spans: Spans) -> Estimates:
        """Return the value of each span; nothing over nothing is nan."""
        asked = spans[:, [1, 1]] if self.closing else spans
        top = self.top.over(asked)
        unknown = np.full(len(asked), math.nan)
        if self.bottom is None:
            return Estimates(top, unknown, unknown, unknown, unknown, unknown)
        bottom = self.bottom.over(asked)
        value = np.divide(top, bottom, out=unknown.copy(), where=bottom > 0)
        counted = unknown if self.n is None else np.nan_to_num(self.n.over(asked))
        return Estimates(np.minimum(value, self.most), unknown, unknown, unknown, counted, unknown)

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
    top, bottom = (_Months.of(data, terms, places) for terms in (formula.top, formula.bottom))
    n = None if formula.n is None else _Months.of(data, formula.n, places) if formula.n else bottom
    return CountReading(top, bottom, n, formula.window is not None, math.inf if formula.most is None else formula.most)


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
    full = np.zeros((sums.shape[0], 16, sums.shape[2]))
    full[:, [int(group) for group in cube.labels["replicate"]], :] = sums
    return full


def _known(spans: Spans, covered: tuple[int, int]) -> NDArray[np.bool_]:
    return np.asarray((spans[:, 0] >= covered[0]) & (spans[:, 1] <= covered[1]))


def _over(months: FloatArray, spans: Spans, first: int, known: NDArray[np.bool_]) -> FloatArray:
    """Sum months over spans along the first axis; spans that are not known are 0."""
    edges = spans - first if known.all() else np.where(known[:, None], spans - first, 0)
    if (edges[:, 0] == edges[:, 1]).all():
        sums = months[edges[:, 0]]
    else:
        # The sum from each edge to the next; the empty last month lets a span end with the data.
        padded = np.concatenate((months, np.zeros((1, *months.shape[1:]))))
        stops = np.column_stack((edges[:, 0], edges[:, 1] + 1))
        sums = np.add.reduceat(padded, stops.ravel(), axis=0)[::2]
    sums[~known] = 0
    return np.asarray(sums)
