"""Weights that make the answers stand for all customers, and what weighting costs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.estimates import Estimate
from dashboard.statistics.intervals import Z95, FloatArray

ROUNDS = 1000
TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True)
class ResponseBounds:
    """What the score of everybody could be, whatever the silent ones think, in points.

    `tipping_point` is the score of the silent at which the total would be `target`; beyond ±100 nothing they
    think could bring it there.
    """

    low: float
    high: float
    tipping_point: float


def rake(sample_counts: ArrayLike, margins: Sequence[ArrayLike], trim: tuple[float, float] | None = None) -> FloatArray:
    """Weights per cell that bring a sample's margins to those of the population (Deming & Stephan 1940).

    `sample_counts` has one axis per variable; `margins` holds one vector per axis, in order: totals that the
    weighted counts are to meet, or shares adding up to 1, met with weights that average 1. Empty cells get
    weight 0. With `trim` (such as .3 to 3 times the average weight) weights are held within these bounds, and
    margins are met only as nearly as that allows. One axis makes it plain post-stratification.

    Raises:
        ValueError: where shapes or totals don't fit, a count or margin is negative or missing, a category of
            the population has no answers (merge it with another), or no weights meet all margins.
    """
    counts = np.asarray(sample_counts, dtype=float)
    targets = _targets(counts, margins)
    weights = np.where(counts > 0, 1.0, 0.0)
    average = targets[0].sum() / counts.sum()
    for _ in range(ROUNDS):
        before, missed = weights, 0.0
        for axis, target in enumerate(targets):
            weighted = (weights * counts).sum(axis=_others(counts, axis))
            factor = np.divide(target, weighted, out=np.zeros_like(target), where=weighted > 0)
            missed = max(missed, float(np.abs(weighted - target).max()))
            weights = weights * np.expand_dims(factor, _others(counts, axis))
        if trim is not None:
            weights = np.where(counts > 0, np.clip(weights, trim[0] * average, trim[1] * average), 0.0)
        met = missed <= TOLERANCE * targets[0].sum()
        if met or (trim is not None and np.abs(weights - before).max() <= TOLERANCE * average):
            return np.asarray(weights)
    raise ValueError("no weights meet all margins: too many cells are empty; merge categories")


def _others(counts: FloatArray, axis: int) -> tuple[int, ...]:
    return tuple(other for other in range(counts.ndim) if other != axis)


def _targets(counts: FloatArray, margins: Sequence[ArrayLike]) -> list[FloatArray]:
    if not ((counts >= 0).all() and counts.sum() > 0):
        raise ValueError("sample counts must be 0 or more, not missing, and not all 0")
    targets = [np.asarray(margin, dtype=float) for margin in margins]
    if counts.shape != tuple(len(target) for target in targets):
        raise ValueError(f"{len(targets)} margins do not fit counts of shape {counts.shape}")
    totals = [float(target.sum()) for target in targets]
    if any(not (target >= 0).all() for target in targets) or not math.isclose(min(totals), max(totals)):
        raise ValueError(f"margins must be 0 or more and share one total, not {totals}")
    for axis, target in enumerate(targets):
        silent = np.flatnonzero((target > 0) & (counts.sum(axis=_others(counts, axis)) == 0)).tolist()
        if silent:
            raise ValueError(f"no answers in categories {silent} of variable {axis}: merge them with others")
    if math.isclose(totals[0], 1.0):
        targets = [target * counts.sum() for target in targets]
    return targets


def effective_n(weight: float, weight_squared: float) -> float:
    """Kish's effective number of answers, (Σw)²/Σw²; nan where nothing was counted."""
    return weight**2 / weight_squared if weight_squared > 0 else math.nan


def stratified_mean(
    population: ArrayLike,
    n: ArrayLike,
    means: ArrayLike,
    variances: ArrayLike,
    finite: bool = True,
) -> Estimate:
    """Mean of a population from a sample in each of its strata.

    Per stratum: `population` N (or its share, with `finite` off), answers `n`, their mean, and their variance
    with divisor n - 1. Value Σ W·ȳ, variance Σ W²(1 - f)s²/n, where the finite-population factor f = n/N counts
    only when `finite`. Unit: that of the means.

    Raises:
        ValueError: where a stratum of the population has no answers (merge it), or shapes differ.
    """
    size, count, mean, variance = (np.asarray(part, dtype=float) for part in (population, n, means, variances))
    if not size.shape == count.shape == mean.shape == variance.shape:
        raise ValueError("population, n, means and variances differ in length")
    present = size > 0
    if (count[present] <= 0).any():
        raise ValueError("a stratum of the population has no answers: merge it with another")
    size, count, mean, variance = size[present], count[present], mean[present], variance[present]
    if len(size) == 0:
        return Estimate(math.nan, math.nan, math.nan, math.nan, 0.0)
    share = size / size.sum()
    unseen = 1 - count / size if finite else 1.0
    value = float(share @ mean)
    error = math.sqrt(float(np.sum(share**2 * unseen * variance / count)))
    return Estimate(value, error, value - Z95 * error, value + Z95 * error, float(count.sum()))


def response_bounds(nps: float, answered: float, customers: float, target: float = 0.0) -> ResponseBounds:
    """Bounds that non-response leaves for the NPS of all customers, and the score of the silent that tips it.

    Raises:
        ValueError: where more answered than there are, or nobody did.
    """
    if not 0 < answered <= customers:
        raise ValueError(f"{answered} of {customers} answered: need between 1 and all")
    share = answered / customers
    silent = 1 - share
    tipping = (target - share * nps) / silent if silent > 0 else math.nan
    return ResponseBounds(share * nps - 100 * silent, share * nps + 100 * silent, tipping)
