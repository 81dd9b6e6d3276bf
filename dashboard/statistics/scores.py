"""Scores of many months or segments at once, honouring weights and repeated answers.

A score cube keeps, per cell, the sum of weights of every answer category in each of sixteen random groups of
customers. From these sums come the score, its standard error and its interval for all cells together:

    sums (..., 16, k)   sum of weights per group of customers and answer category
    counts (..., k)     answers, unweighted
    squares (..., k)    sum of squared weights; None where every answer weighs the same

How the error is found. With ȳ the weighted mean and e the groups' sums of w·(y − ȳ), two variances of ȳ are
compared: Σw²(y − ȳ)²/W² takes answers as independent, 16/15 · Σe²/W² (the linear term of the delete-a-group
jackknife) lets answers of one customer hang together, whose answers never stand in two groups. The second is
right on average but knows only fifteen degrees of freedom, so their ratio is used as a design effect that is
never below 1, and Student's t takes the place of the normal quantile to the degree that it is above 1. Both
corrections are put into one number, the effective n: the answers that would say as much if they were
independent and weighed the same. Where fewer than five groups hold answers the groups can't tell: what one customer
answers stands in one of them, however much it is. The effective n is then at most that of as many customers as so few
groups may well hold. Value, standard error and interval then follow from the formulas of a single
score, so that `nps(*weighted_counts, effective_n)` gives the same interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.statistics.estimates import Difference, Estimate
from dashboard.statistics.intervals import (
    Z95,
    FloatArray,
    adjusted_wald,
    adjusted_wald_difference,
    newcombe,
    t_quantile,
    wilson,
)

NPS_VALUES = (-100.0,) * 7 + (0.0,) * 2 + (100.0,) * 2

# Degrees of freedom of 'no effect' that join the jackknife's where it makes a difference surer.
INDEPENDENT_DEGREES = 4.0

MOST_CUSTOMERS = (np.inf, 2.0, 3.0, 5.0, 7.0, np.inf)
"""The most customers who fill so few of sixteen groups at least once in twenty times; from five on groups can tell."""


@dataclass(frozen=True, slots=True)
class ScoreSums:
    """Additive sums of answers by customer group and category; shapes as in the module's head."""

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


_MOST_CUSTOMERS = np.array(MOST_CUSTOMERS)


@dataclass(frozen=True, slots=True)
class _Sample:
    """What the formulas need of a sample, on the scale -1..1 or, for shares, 0..1."""

    mean: FloatArray
    mean_square: FloatArray
    total: FloatArray
    residuals: FloatArray  # (..., 16): the groups' sums of w·(y − ȳ)
    filled: NDArray[np.bool_]  # (..., 16): which groups hold an answer
    independent: FloatArray  # variance of the mean if all answers were independent
    size: FloatArray  # answers of equal weight that would give this variance
    most: FloatArray  # what the effective n is at most, as few groups are filled
    n: FloatArray


def score_estimates(answers: ScoreSums, values: Sequence[float]) -> Estimates:
    """Weighted mean of a value per category, with its interval, for every cell at once.

    `values` (k) are in the score's own unit and span its scale: -100, 0 and 100 for NPS (`NPS_VALUES`), 0 and 1
    for a top-box share, 1 to 7 for a mean effort. Two distinct values make a share, with Wilson's interval;
    more make a mean on a bounded scale, with the adjusted Wald one. Results have the leading shape of the sums;
    where nothing was counted all but `n` is nan.

    Raises:
        ValueError: where shapes do not fit, a sum is negative, or the values do not differ.
    """
    scale = _Scale.of(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        sample = _sample(answers, scale.scores)
        effective = np.minimum(sample.size / _estimate_effect(sample), sample.most)
        if scale.is_share:
            low, high = wilson(sample.mean, effective)
        else:
            low, high = adjusted_wald(sample.mean, sample.mean_square, effective)
        error = scale.width * np.sqrt(_squared_error(sample, effective))
    value = scale.middle + scale.width * sample.mean
    bounds = (scale.middle + scale.width * low, scale.middle + scale.width * high)
    return Estimates(value, error, *bounds, sample.n, effective)


def score_differences(a: ScoreSums, b: ScoreSums, values: Sequence[float]) -> Differences:
    """Difference a - b of the scores of two sets of answers, cell by cell, such as this period and the last.

    No answer may stand in both, customers may: the groups of customers are the same sixteen on either side, so
    that what hangs together, over time or between segments, is seen in the groups' residuals. Shapes, values
    and errors are those of `score_estimates`.
    """
    scale = _Scale.of(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = _sample(a, scale.scores), _sample(b, scale.scores)
        effect = _difference_effect(first, second)
        size_1, size_2 = (np.minimum(side.size / effect, side.most) for side in (first, second))
        if scale.is_share:
            low, high, p_value = newcombe((first.mean, size_1), (second.mean, size_2))
        else:
            sides = (first.mean, first.mean_square, size_1), (second.mean, second.mean_square, size_2)
            low, high, p_value = adjusted_wald_difference(*sides)
        value, error = first.mean - second.mean, np.sqrt(_squared_error(first, size_1) + _squared_error(second, size_2))
        z = np.where(error > 0, value / error, np.nan)
    width = scale.width
    return Differences(width * value, width * error, width * low, width * high, z, p_value)


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
    if sums.shape[-1] != len(scores) or counts.shape != (*sums.shape[:-2], len(scores)):
        raise ValueError(f"sums {sums.shape} and counts {counts.shape} do not fit {len(scores)} categories")
    weights = sums.sum(axis=-2)
    total, n = weights.sum(axis=-1), counts.sum(axis=-1)
    if (weights < 0).any() or not np.isfinite(total).all():
        raise ValueError("sums of weights must be 0 or more and not missing")
    shares = weights / total[..., None]
    mean = shares @ scores
    mean_square = shares @ scores**2
    deviations = scores - mean[..., None]
    residuals = np.einsum("...gk,...k->...g", sums, deviations)
    squares = weights * (total / n)[..., None] if answers.squares is None else np.asarray(answers.squares)
    independent = np.einsum("...k,...k->...", squares, deviations**2) / total**2
    kish = total**2 / squares.sum(axis=-1)
    variance = np.einsum("...k,...k->...", shares, deviations**2)
    # Few answers that differ from the rest can happen to weigh little: then Kish's size is the safer one. Where
    # all agree it is the only one.
    size = np.fmin(variance / independent, kish)
    filled = np.asarray(sums.any(axis=-1))
    most = _MOST_CUSTOMERS.take(filled.sum(axis=-1), mode="clip")
    return _Sample(mean, mean_square, total, residuals, filled, independent, np.minimum(size, n), most, n)


def _squared_error(sample: _Sample, size: FloatArray) -> FloatArray:
    # Rounding can leave a variance of nothing a little below 0.
    return np.asarray(np.maximum(sample.mean_square - sample.mean**2, 0.0) / size)


def _design_effect(ratio: FloatArray, degrees: FloatArray) -> FloatArray:
    """The ratio of the variances, raised where Student's t is wider than the normal quantile.

    The larger the part of the variance that only the jackknife knows, the more its few degrees of freedom count.
    """
    known = np.maximum(degrees, 1.0) * ratio / np.maximum(ratio - 1, 1e-9)
    return np.asarray(ratio * (t_quantile(known) / Z95) ** 2)


def _estimate_effect(sample: _Sample) -> FloatArray:
    """Design effect of one score: answers of one customer never tell more than independent ones."""
    ratio = _jackknife(sample.residuals / sample.total[..., None]) / sample.independent
    return _design_effect(np.where(ratio > 1, ratio, 1.0), _degrees(sample.filled))


def _difference_effect(first: _Sample, second: _Sample) -> FloatArray:
    """Design effect of a difference, which customers who answered on both sides make surer.

    So it may be below 1, but is then drawn towards 1 as if some more groups had shown no effect at all.
    """
    residuals = first.residuals / first.total[..., None] - second.residuals / second.total[..., None]
    ratio = _jackknife(residuals) / (first.independent + second.independent)
    ratio = np.where(np.isfinite(ratio), ratio, 1.0)
    degrees = _degrees(first.filled | second.filled)
    drawn = (degrees * ratio + INDEPENDENT_DEGREES) / (degrees + INDEPENDENT_DEGREES)
    return _design_effect(np.where(ratio > 1, ratio, drawn), degrees)


def _degrees(filled: NDArray[np.bool_]) -> FloatArray:
    return np.asarray(np.maximum(filled.sum(axis=-1) - 1.0, 0.0))


def _jackknife(residuals: FloatArray) -> FloatArray:
    groups = residuals.shape[-1]
    return np.asarray(groups / (groups - 1) * np.einsum("...g,...g->...", residuals, residuals))
