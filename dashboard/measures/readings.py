"""From formulas to estimates: sums are taken over spans of months first, and divided last.

A reading holds a formula's sums month by month for one choice of regions and segments, and where it is asked to, for
each of its parts (by region, by segment …). It answers for any number of spans at once, so that a period, what it is
compared with, and every month of the series come from one computation. A span that the data do not cover whole has no
value; what is divided is capped, and windows are closed, here and nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
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
    return CountReading(sums, formula.window is not None, math.inf if formula.most is None else formula.most)


def read_answers(
    data: Data, formula: Score | Mean, places: Places, span: tuple[int, int], by: str | tuple[str, ...]
) -> ScoreSums:
    """Read the answers of one span, by the parts along dimensions: their sums have the shape (parts, …)."""
    found = _answers(data, formula, places, tuple(by), span)
    return score_sums(_cube(data, "answers"), formula, found.reshape(-1, *found.shape[-3:]))


@dataclass(frozen=True, slots=True)
class Months:
    """Sums month by month (months, …, sums), part by part where there are any; ``covered`` months are known."""

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
            padded = np.concatenate((self.values, np.zeros((1, *self.values.shape[1:]))))
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
        answers = score_sums(cube, formula, _answers(data, formula, places, ("month",)))
        parts = (answers.sums.reshape(len(answers.sums), -1), answers.counts, answers.squares)
        packed = np.concatenate([part for part in parts if part is not None], axis=1)
        return cls(Months(cube.months[0], covered(data, "answers"), packed), formula.values)

    def estimates(self, spans: Spans) -> Estimates:
        """Return the score of each span, with its interval."""
        return score_estimates(self._over(spans), self.values)

    def difference(self, spans: Spans) -> Difference:
        """Return the difference of two spans' scores, honouring customers who answered in both."""
        return score_differences(self._over(spans[:1]), self._over(spans[1:]), self.values)[0]

    @property
    def weights(self) -> FloatArray:
        """The weight of each month's answers by category (months, categories)."""
        groups = self.months.values[:, : _GROUPS * len(self.values)]
        summed: FloatArray = groups.reshape(len(groups), _GROUPS, -1).sum(axis=1)
        return summed

    def _over(self, spans: Spans) -> ScoreSums:
        sums, _ = self.months.over(spans)
        k = len(self.values)
        weights, n, squares = np.split(sums, (_GROUPS * k, _GROUPS * k + k), axis=1)
        return ScoreSums(weights.reshape(len(spans), _GROUPS, k), n, squares)


@dataclass(frozen=True, slots=True)
class CountReading:
    """A sum, or a sum over a sum, of what is counted in full: no interval.

    ``sums`` are the top, the bottom where there is one, and what was counted where anything was. Of formulas over a
    ``closing`` window the last month of a span tells all.
    """

    sums: Months
    closing: bool = False
    most: float = math.inf

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

    def estimates(self, spans: Spans) -> Estimates:
        """Return the value of each span."""
        sums = self.over(spans)
        value = self.values(sums)
        unknown = np.full(value.shape, math.nan)
        n = np.nan_to_num(sums[..., 2]) if sums.shape[-1] > 2 else unknown
        return Estimates(value, unknown, unknown, unknown, n, unknown)

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


def score_sums(cube: Cube, formula: Score | Mean, found: FloatArray) -> ScoreSums:
    """Return sums of answers (…, replicates, scores, 3) by the sixteen groups of customers and by category.

    The three are their number, their weight and its square.
    """
    categories = _categories([int(score) for score in cube.labels["score"]], formula)
    n, weight, squares = np.einsum("...rsk,sc->k...rc", found, categories)
    return ScoreSums(_all_groups(weight, cube), n.sum(axis=-2), squares.sum(axis=-2))


def kept_to(formula: Score | Mean) -> Where:
    """Return what a formula of answers keeps to: their metric, and the kind of survey where it asks for one."""
    kept = {"metric": formula.metric, "survey": formula.survey}
    return tuple((name, (value,)) for name, value in kept.items() if value is not None)


def _answers(
    data: Data, formula: Score | Mean, places: Places, by: tuple[str, ...], months: tuple[int, int] | None = None
) -> FloatArray:
    return _cube(data, "answers").sum(
        ("n", "weight", "weight_squared"), (*by, "replicate", "score"), kept_to(formula), months,
        regions=places[0], segments=places[1],
    )  # fmt: skip


def _summed(data: Data, columns: tuple[Terms, ...], places: Places, by: tuple[str, ...] = ()) -> Months:
    """Add the terms of each column, month by month and part by part; known is what all their datasets cover.

    Of accounts, months without a row of the term are nan, and so is a place that it is never booked for.
    """
    spans = {covered(data, term.dataset, _window(term)) for terms in columns for term in terms}
    months = data.months
    parts = [math.prod(len(_cube(data, columns[0][0].dataset).labels[name]) for name in by)] * bool(by)
    values = np.zeros((months[1] - months[0] + 1, *parts, len(columns)))
    for position, terms in enumerate(columns):
        for term in terms:
            cube = _cube(data, term.dataset)
            regions, segments = asked = _asked(cube, places)
            # All measures at once: the next term of the same rows, in this formula or another, finds its sum there.
            sums = cube.sum(cube.measures, ("month", *by), term.where, months, regions, segments)
            sums = sums[..., cube.measures.index(term.measure)].reshape(values.shape[:-1])
            values[..., position] += term.factor * sums
            if term.dataset in ACCOUNTS:
                values[~cube.recorded(term.where, months), ..., position] = math.nan
                values[:, ~_booked(cube, term, asked, by, months), position] = math.nan
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
    return np.array(booked) if by else np.bool_(booked[0])


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
    """Give each of the sixteen groups of customers its place (…, 16, categories), those without answers too."""
    full = np.zeros((*sums.shape[:-2], _GROUPS, sums.shape[-1]))
    full[..., [int(group) for group in cube.labels["replicate"]], :] = sums
    return full
