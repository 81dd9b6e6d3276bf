"""Weights that make the answers stand for all customers, and what weighting costs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.estimates import Estimate
from dashboard.statistics.intervals import Z95, FloatArray

ROUNDS = 1000
TOLERANCE = 1e-10

FEW = 10
"""Answers below which a cell's own variance says too little."""

# How far from 1 shares may add up that were rounded.
ROUNDED = 0.05


@dataclass(frozen=True, slots=True)
class ResponseBounds:
    """What the score of everybody could be, whatever the silent ones think, in points.

    `tipping_point` is the score of the silent at which the total would be `target`; beyond ±100 nothing they
    think could bring it there.
    """

    low: float
    high: float
    tipping_point: float


def rake(
    sample_counts: ArrayLike,
    margins: Sequence[ArrayLike] | FloatArray,
    trim: tuple[float, float] | None = None,
) -> FloatArray:
    """Weights per cell that bring a sample's margins to those of the population (Deming & Stephan 1940).

    `sample_counts` has one axis per variable; `margins` holds one vector per axis, in order: totals that the
    weighted counts are to meet, or shares, met with weights that average 1. Margins that all add up to 1 within 5 %
    are shares that were rounded. Empty cells get weight 0. With `trim` (such as .3 to 3 times the average weight)
    weights are held within these bounds, the others are scaled so that the weighted total stays, and margins are met
    only as nearly as that allows. One axis makes it plain post-stratification; its margin will do without the list.

    Raises:
        ValueError: where shapes or totals don't fit, a count or margin is negative or missing, a category of
            the population has no answers (merge it with another), no weights meet all margins, or the bounds leave
            no weights with this total.
    """
    counts = np.asarray(sample_counts, dtype=float)
    targets = _targets(counts, margins)
    if trim is not None and not 0 <= trim[0] <= 1 <= trim[1]:
        raise ValueError(f"weights of {trim[0]} to {trim[1]} times the average: the average lies between them")
    weights = np.where(counts > 0, 1.0, 0.0)
    total = float(targets[0].sum())
    average = total / float(counts.sum())
    for _ in range(ROUNDS):
        before = weights
        weights, missed = _to_each_margin(weights, counts, targets)
        if trim is not None:
            weights = _held(weights, counts, (trim[0] * average, trim[1] * average), total)
        settled = trim is not None and np.abs(weights - before).max() <= TOLERANCE * average
        if settled or missed <= TOLERANCE * total:
            break
    else:
        # Trimmed weights may creep towards the margins without end; total and bounds hold all the same.
        if trim is None:
            raise ValueError("no weights meet all margins: too many cells are empty; merge categories")
    return np.asarray(weights)


def _to_each_margin(weights: FloatArray, counts: FloatArray, targets: list[FloatArray]) -> tuple[FloatArray, float]:
    """Weights brought to one margin after the other, and by how much they missed one at most."""
    missed = 0.0
    for axis, target in enumerate(targets):
        weighted = (weights * counts).sum(axis=_others(counts, axis))
        factor = np.divide(target, weighted, out=np.zeros_like(target), where=weighted > 0)
        missed = max(missed, float(np.abs(weighted - target).max()))
        weights = weights * np.expand_dims(factor, _others(counts, axis))
    return weights, missed


def _held(weights: FloatArray, counts: FloatArray, bounds: tuple[float, float], total: float) -> FloatArray:
    """Weights within bounds, all scaled by the one factor that keeps their total.

    The total grows with the factor in straight lines between the factors at which some weight meets a bound.
    """
    there, positive = counts > 0, weights[weights > 0]
    turns = np.unique([0.0, *(turn for bound in bounds if bound < math.inf for turn in bound / positive)])
    if len(positive) > 0:
        turns = np.append(turns, max(2 * turns[-1], 2 * total / float((weights * counts).sum())))
    totals = np.clip(np.multiply.outer(turns, weights[there]), *bounds) @ counts[there]
    if not totals[0] * (1 - TOLERANCE) <= total <= totals[-1] * (1 + TOLERANCE):
        raise ValueError(f"no weights between {bounds[0]:.4g} and {bounds[1]:.4g} keep the total of {total:.6g}")
    factor = float(np.interp(total, totals, turns))
    return np.where(there, np.clip(factor * weights, *bounds), 0.0)


def _others(counts: FloatArray, axis: int) -> tuple[int, ...]:
    return tuple(other for other in range(counts.ndim) if other != axis)


def _targets(counts: FloatArray, margins: Sequence[ArrayLike] | FloatArray) -> list[FloatArray]:
    if not ((counts >= 0).all() and counts.sum() > 0):
        raise ValueError("sample counts must be 0 or more, not missing, and not all 0")
    targets = [np.asarray(margin, dtype=float) for margin in margins]
    if counts.ndim == 1 and all(target.ndim == 0 for target in targets):
        targets = [np.array(targets, dtype=float)]
    if [(size,) for size in counts.shape] != [target.shape for target in targets]:
        raise ValueError(f"{len(targets)} margins do not fit counts of shape {counts.shape}")
    totals = [float(target.sum()) for target in targets]
    if all(abs(total - 1) <= ROUNDED for total in totals):
        targets = [target * (counts.sum() / total) for target, total in zip(targets, totals, strict=True)]
    elif not (min(totals) > 0 and math.isclose(min(totals), max(totals))):
        raise ValueError(f"margins must share one total above 0, not {totals}")
    if any(not (target >= 0).all() for target in targets):
        raise ValueError(f"margins must be 0 or more and not missing: {margins}")
    for axis, target in enumerate(targets):
        silent = np.flatnonzero((target > 0) & (counts.sum(axis=_others(counts, axis)) == 0)).tolist()
        if silent:
            raise ValueError(f"no answers in categories {silent} of variable {axis}: merge them with others")
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


def collapsed(population: ArrayLike, answers: ArrayLike) -> tuple[FloatArray, int]:
    """The population (a, b) of cells, those without answers joined to others; and how many had none.

    A cell that holds somebody and no answer is counted with the cell of the most answers in its column, or where the
    column has none, in its row, or where that has none either, of all. Without any answers nothing is moved.
    """
    there, n = np.array(population, dtype=float), np.asarray(answers, dtype=float)
    silent = np.argwhere((there > 0) & (n <= 0))
    for a, b in silent.tolist() if (n > 0).any() else []:
        if n[:, b].any():
            to = np.ravel_multi_index((int(n[:, b].argmax()), b), n.shape)
        else:
            to = np.ravel_multi_index((a, int(n[a].argmax())), n.shape) if n[a].any() else n.argmax()
        there.flat[to] += there[a, b]
        there[a, b] = 0.0
    return there, len(silent)


def post_stratified(
    population: ArrayLike, n: ArrayLike, means: ArrayLike, variances: ArrayLike, design: float = 1.0
) -> Estimate:
    """Mean of a population from answers that came as they did, its cells weighing what they hold (DOMAIN 2.15).

    Arrays as those of `stratified_mean`, without its finite-population factor. A cell of fewer than ten answers has the
    variance of all cells pooled: few that agree would pass for certain. `design` widens the error for weights and for
    customers who answered more than once (variance over that of as many independent answers).

    Raises:
        ValueError: as `stratified_mean` does.
    """
    count, spread = np.asarray(n, dtype=float), np.asarray(variances, dtype=float)
    degrees = np.where(np.isfinite(spread), np.maximum(count - 1, 0), 0.0)
    pooled = float(degrees @ np.nan_to_num(spread) / degrees.sum()) if degrees.sum() > 0 else math.nan
    plain = stratified_mean(population, count, means, np.where(count < FEW, pooled, spread), finite=False)
    error = plain.standard_error * math.sqrt(max(design, 1.0))
    return replace(plain, standard_error=error, low=plain.value - Z95 * error, high=plain.value + Z95 * error)


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
