"""Scores of many months or segments at once, honouring weights and repeated answers.

A score cube keeps, per cell, the sum of weights of every answer category. From these sums come the score, its standard
error and its interval for all cells together:

    sums (..., k)      sum of weights per answer category
    counts (..., k)    answers, unweighted
    squares (..., k)   sum of squared weights; None where every answer weighs the same

How the error is found. Σw²(y − ȳ)²/W² takes answers as independent. How much less, or more, the answers of customers
who answered more than once tell is the design effect of `clusters`, by which that variance is multiplied; of a single
score it is never below 1. Both are put into one number, the effective n: the answers that would say as much if they
were independent and weighed the same. Value, standard error and interval then follow from the formulas of a single
score, so that `nps(*weighted_counts, effective_n)` gives the same interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.statistics.clusters import Effect
from dashboard.statistics.estimates import Difference, Estimate
from dashboard.statistics.intervals import (
    FloatArray,
    adjusted_wald,
    adjusted_wald_difference,
    newcombe,
    wilson,
)

NPS_VALUES = (-100.0,) * 7 + (0.0,) * 2 + (100.0,) * 2


@dataclass(frozen=True, slots=True)
class ScoreSums:
    """Additive sums of answers by category; shapes as in the module's head."""

    sums: FloatArray
    counts: FloatArray
    squares: FloatArray | None = None

    def __add__(self, other: ScoreSums) -> ScoreSums:
        if (self.squares is None) != (other.squares is None):
            raise ValueError("sums with and without squared weights can't be added")
        squares = None if self.squares is None or other.squares is None else self.squares + other.squares
        return ScoreSums(self.sums + other.sums, self.counts + other.counts, squares)


@dataclass(frozen=True, slots=True)
class Estimates:
    """Arrays of the fields of an Estimate, all of one shape; `[index]` gives one of them."""

    value: FloatArray
    standard_error: FloatArray
    low: FloatArray
    high: FloatArray
    n: FloatArray
    effective_n: FloatArray

    def __getitem__(self, index: int | tuple[int, ...]) -> Estimate:
        fields = (self.value, self.standard_error, self.low, self.high, self.n, self.effective_n)
        return Estimate(*(float(field[index]) for field in fields))


@dataclass(frozen=True, slots=True)
class Differences:
    """Arrays of the fields of a Difference, all of one shape; `[index]` gives one of them."""

    value: FloatArray
    standard_error: FloatArray
    low: FloatArray
    high: FloatArray
    z: FloatArray
    p_value: FloatArray

    def __getitem__(self, index: int | tuple[int, ...]) -> Difference:
        fields = (self.value, self.standard_error, self.low, self.high, self.z, self.p_value)
        return Difference(*(float(field[index]) for field in fields))


@dataclass(frozen=True, slots=True)
class _Sample:
    """What the formulas need of a sample, on the scale -1..1 or, for shares, 0..1."""

    mean: FloatArray
    mean_square: FloatArray
    size: FloatArray  # independent answers of equal weight that would give this variance
    n: FloatArray


def score_estimates(answers: ScoreSums, values: Sequence[float], effect: Effect | None = None) -> Estimates:
    """Weighted mean of a value per category, with its interval, for every cell at once.

    `values` (k) are in the score's own unit and span its scale: -100, 0 and 100 for NPS (`NPS_VALUES`), 0 and 1
    for a top-box share, 1 to 7 for a mean effort. Two distinct values make a share, with Wilson's interval;
    more make a mean on a bounded scale, with the adjusted Wald one. `effect` is that of customers who answered more
    than once, None where nobody did. Results have the leading shape of the sums; where nothing was counted all but `n`
    is nan.

    Raises:
        ValueError: where shapes do not fit, a sum is negative, or the values do not differ.
    """
    scale = _Scale.of(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        sample = _sample(answers, scale.scores)
        effective = sample.size if effect is None else sample.size / np.maximum(effect.factor, 1.0)
        if scale.is_share:
            low, high = wilson(sample.mean, effective)
        else:
            low, high = adjusted_wald(sample.mean, sample.mean_square, effective)
        error = scale.width * np.sqrt(_squared_error(sample, effective))
    value = scale.middle + scale.width * sample.mean
    bounds = (scale.middle + scale.width * low, scale.middle + scale.width * high)
    return Estimates(value, error, *bounds, sample.n, effective)


def score_differences(a: ScoreSums, b: ScoreSums, values: Sequence[float], effect: Effect | None = None) -> Differences:
    """Difference a - b of the scores of two sets of answers, cell by cell, such as this period and the last.

    No answer may stand in both, customers may: `effect` is that of the difference, which they can make surer. Shapes,
    values and errors are those of `score_estimates`.
    """
    scale = _Scale.of(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = _sample(a, scale.scores), _sample(b, scale.scores)
        factor = 1.0 if effect is None else effect.factor
        size_1, size_2 = first.size / factor, second.size / factor
        if scale.is_share:
            low, high, p_value = newcombe((first.mean, size_1), (second.mean, size_2))
        else:
            sides = (first.mean, first.mean_square, size_1), (second.mean, second.mean_square, size_2)
            low, high, p_value = adjusted_wald_difference(*sides)
        value, error = first.mean - second.mean, np.sqrt(_squared_error(first, size_1) + _squared_error(second, size_2))
        z = np.where(error > 0, value / error, np.nan)
    width = scale.width
    return Differences(width * value, width * error, width * low, width * high, z, p_value)


def independent_variance(answers: ScoreSums, outcomes: Sequence[float]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return total weight, mean outcome and its variance if all answers were independent.

    `outcomes` (k) is what an answer of each category counts. The variance is that of the effective n which
    `score_estimates` begins with, so that the two can be held against each other.
    """
    scores = np.asarray(outcomes, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        sample = _sample(answers, scores)
        found = _squared_error(sample, sample.size)
    return np.asarray(answers.sums, dtype=float).sum(axis=-1), sample.mean, found


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a score's scale lies: value = middle + width · score."""

    scores: FloatArray
    middle: float
    width: float
    is_share: bool

    @classmethod
    def of(cls, values: Sequence[float]) -> _Scale:
        points = np.asarray(values, dtype=float)
        least, most = float(points.min()), float(points.max())
        if not most > least:
            raise ValueError(f"the categories' values must differ: {values}")
        is_share = len(set(points.tolist())) == 2
        middle, width = (least, most - least) if is_share else ((least + most) / 2, (most - least) / 2)
        return cls((points - middle) / width, middle, width, is_share)


def _sample(answers: ScoreSums, scores: FloatArray) -> _Sample:
    sums, counts = np.asarray(answers.sums, dtype=float), np.asarray(answers.counts, dtype=float)
    if sums.shape[-1] != len(scores) or counts.shape != sums.shape:
        raise ValueError(f"sums {sums.shape} and counts {counts.shape} do not fit {len(scores)} categories")
    total, n = sums.sum(axis=-1), counts.sum(axis=-1)
    if (sums < 0).any() or not np.isfinite(total).all():
        raise ValueError("sums of weights must be 0 or more and not missing")
    shares = sums / total[..., None]
    mean = shares @ scores
    mean_square = shares @ scores**2
    deviations = scores - mean[..., None]
    squares = sums * (total / n)[..., None] if answers.squares is None else np.asarray(answers.squares)
    independent = np.einsum("...k,...k->...", squares, deviations**2) / total**2
    kish = total**2 / squares.sum(axis=-1)
    variance = np.einsum("...k,...k->...", shares, deviations**2)
    # Few answers that differ from the rest can happen to weigh little: then Kish's size is the safer one. Where
    # all agree it is the only one.
    size = np.fmin(variance / independent, kish)
    return _Sample(mean, mean_square, np.minimum(size, n), n)


def _squared_error(sample: _Sample, size: FloatArray) -> FloatArray:
    # Rounding can leave a variance of nothing a little below 0.
    return np.asarray(np.maximum(sample.mean_square - sample.mean**2, 0.0) / size)
