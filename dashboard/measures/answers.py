"""Scores from answers: sums by category, and what is known of customers who answered more than once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.coding import Label
from dashboard.data.standing import covered
from dashboard.data.view import Places
from dashboard.measures.clusters import Products, difference_effect, estimate_effect, read_products
from dashboard.measures.formulas import Mean, Score, Where
from dashboard.measures.spans import FloatArray, Months, Spans
from dashboard.statistics import (
    ClusterSums,
    Difference,
    Differences,
    Effect,
    Estimates,
    ScoreSums,
    score_differences,
    score_estimates,
)


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """Answers by category, with what is known of customers who answered more than once; part by part or as one."""

    months: Months
    """For each month (and part) the weights, the counts and the squared weights by category."""
    formula: Score | Mean
    products: Products | None

    @classmethod
    def of(
        cls,
        data: Data,
        formula: Score | Mean,
        places: Places,
        by: tuple[str, ...] = (),
        months: tuple[int, int] | None = None,
    ) -> ScoreReading:
        """Read the answers of a metric and kind of survey, for each part along the dimensions of ``by``.

        Of many parts the ``months`` that are asked for are enough, and take far less memory than all of them.
        """
        cube = data.cube("answers")
        if cube is None:
            raise LookupError("The dataset answers has no rows to read; ask for its standing first.")
        found = cube.sum(
            ("n", "weight", "weight_squared"), ("month", *by, "score"), kept_to(formula), months,
            regions=places[0], segments=places[1],
        )  # fmt: skip
        n, weight, squares = np.einsum("...sk,sc->k...c", found, _categories(cube.labels["score"], formula))
        packed = np.concatenate((weight, n, squares), axis=-1)
        packed = packed.reshape(len(packed), -1, packed.shape[-1]) if by else packed
        products = read_products(data, _kept_together(formula), places, by, months)
        first = cube.months[0] if months is None else months[0]
        return cls(Months(first, covered(data, "answers"), packed), formula, products)

    def rest_of(self, whole: ScoreReading) -> ScoreReading:
        """Return, for each part, the answers of all the others together; the whole is the same reading as one."""
        months = self.months
        others = np.maximum(whole.months.values[:, None] - months.values, 0.0)
        products = None
        if self.products is not None and whole.products is not None:
            # What a customer answered in the part before, and elsewhere after, stays: it can only widen the error.
            products = Products(self.products.first, whole.products.values[:, :, None] - self.products.values)
        return ScoreReading(Months(months.first, months.covered, others), self.formula, products)

    def estimates(self, spans: Spans) -> Estimates:
        """Return the score of each span (spans, …), with its interval."""
        return score_estimates(self.sums(spans), self.formula.values, self.effect(spans))

    def differences(self, spans: Spans) -> Differences:
        """Return the difference of two spans' scores, part by part, honouring customers who answered in both."""
        first, second = self.sums(spans[:1]), self.sums(spans[1:])
        effect = None
        if self.products is not None:
            sides = [(int(begin), int(last)) for begin, last in spans]
            effect = difference_effect(
                (_first(first), _first(second)), self.formula.outcomes,
                (self.products.within(*sides[0]), self.products.within(*sides[1])), self.products.across(*sides),
            )  # fmt: skip
        return score_differences(_first(first), _first(second), self.formula.values, effect)

    def difference(self, spans: Spans) -> Difference:
        """Return the difference of two spans' scores, honouring customers who answered in both."""
        return self.differences(spans)[()]

    @property
    def weights(self) -> FloatArray:
        """The weight of each month's answers by category (months, categories)."""
        return self.months.values[..., : len(self.formula.values)]

    @property
    def counts(self) -> FloatArray:
        """How many answers each month has by category (months, categories)."""
        categories = len(self.formula.values)
        return self.months.values[..., categories : 2 * categories]

    def sums(self, spans: Spans) -> ScoreSums:
        """Return the answers of each span."""
        sums, _ = self.months.over(spans)
        return ScoreSums(*np.split(sums, 3, axis=-1))

    def effect(self, spans: Spans) -> Effect | None:
        """Return the design effect of each span's score; of one that is longer than the products reach, its last's."""
        if self.products is None:
            return None
        near = np.column_stack((np.maximum(spans[:, 0], spans[:, 1] - self.products.lags + 1), spans[:, 1]))
        answers = self.sums(near)
        if np.array_equal(near[:, 0], near[:, 1]):
            months = np.clip(near[:, 0] - self.products.first, 0, len(self.products.values) - 1)
            single = self.products.of_months()
            within = ClusterSums(single.yy[months], single.yw[months], single.ww[months])
        else:
            each = [self.products.within(int(begin), int(last)) for begin, last in near]
            within = ClusterSums(*(np.stack([getattr(one, name) for one in each]) for name in ("yy", "yw", "ww")))
        return estimate_effect(answers, self.formula.outcomes, within)


def repeated(data: Data, formula: Score | Mean, places: Places, months: tuple[int, int]) -> float:
    """Return the design effect of customers who answered more than once, of a score over months; 1 where unknown."""
    if data.cube("answers") is None:
        return 1.0
    effect = ScoreReading.of(data, formula, places).effect(np.array([months]))
    return 1.0 if effect is None or not np.isfinite(effect.ratio[0]) else max(float(effect.ratio[0]), 1.0)


def kept_to(formula: Score | Mean) -> Where:
    """Return what a formula of answers keeps to: their metric, and the kind of survey where it asks for one."""
    kept = {"metric": formula.metric, "survey": formula.survey}
    return tuple((name, (value,)) for name, value in kept.items() if value is not None)


def _kept_together(formula: Score | Mean) -> Where:
    """Return what the products of the same answers are kept to: but for NPS all surveys are taken together."""
    survey = formula.survey if formula.metric == "nps" and formula.survey else "any"
    return (("metric", (formula.metric,)), ("survey", (survey,)))


def _first(answers: ScoreSums) -> ScoreSums:
    squares = None if answers.squares is None else answers.squares[0]
    return ScoreSums(answers.sums[0], answers.counts[0], squares)


def _categories(labels: Iterable[Label], formula: Score | Mean) -> FloatArray:
    """One row a score, one column a category of the formula; of another metric's scores no column."""
    places = np.array([formula.category(int(score)) for score in labels], dtype=int)
    matrix: FloatArray = np.equal.outer(places, np.arange(len(formula.values))).astype(np.float64)
    return matrix
