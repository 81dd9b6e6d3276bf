"""Comparing two groups of customers who differ: adjusted over strata, and how far to trust it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr

from dashboard.statistics.estimates import NO_DIFFERENCE, Difference, Estimate
from dashboard.statistics.intervals import Z95, FloatArray, normal_p_value, wilson


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's r of n pairs, its two-sided p-value, and Fisher's 95 % interval (nan below four pairs)."""

    r: float
    low: float
    high: float
    p_value: float
    n: int


def standardised_difference(
    k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike, weights: ArrayLike | None = None
) -> Difference:
    """Difference of two shares, 0..1, as if both groups were spread over the strata alike.

    k1 of n1 and k2 of n2 (strata) are counts of events and of customers. Strata weigh as ``weights`` say, or else as
    their customers of both groups; those where either group is absent say nothing about the difference and are left
    out. Within a stratum one half is added to events and non-events for the variance, so that shares of 0 or 1 do not
    pass for certain.

    Raises:
        ValueError: where shapes differ, a count or weight is negative or missing, or k is above n.
    """
    a, m, b, n = _tables(k1, n1, k2, n2)
    size = m + n if weights is None else np.asarray(weights, dtype=float)
    if size.shape != m.shape or not (size >= 0).all():
        raise ValueError("weights must be 0 or more, one a stratum")
    both = (m > 0) & (n > 0) & (size > 0)
    a, m, b, n, size = a[both], m[both], b[both], n[both], size[both]
    if len(a) == 0:
        return NO_DIFFERENCE
    weight = size / size.sum()
    value = float(weight @ (a / m - b / n))
    variance = float(weight**2 @ (_variance(a, m) + _variance(b, n)))
    error = math.sqrt(variance)
    low, high = max(value - Z95 * error, -1.0), min(value + Z95 * error, 1.0)
    return Difference(value, error, low, high, value / error, float(normal_p_value(value / error)))


@dataclass(frozen=True, slots=True)
class RiskRatio:
    """How many times as often something happens to one group as to another, with its 95 % interval."""

    value: float
    low: float
    high: float


def standardised_share(k: ArrayLike, n: ArrayLike, population: ArrayLike) -> Estimate:
    """Share of events, 0..1, as if a group were spread over the strata as a population is.

    k of n (strata) are counts of events and of customers. Within a stratum one half is added to events and non-events
    for the variance, so that shares of 0 or 1 do not pass for certain. The interval is Wilson's, of as many customers
    as would tell as much if they had come spread like that.

    Raises:
        ValueError: where shapes differ, a count is negative or missing, k is above n, or a stratum that holds somebody
            of the population has nobody of the group (join it with another).
    """
    a, m, size, _ = _tables(k, n, population, population)
    if ((size > 0) & (m == 0)).any():
        raise ValueError("a stratum of the population has nobody of the group: join it with another")
    held = size > 0
    a, m, size = a[held], m[held], size[held]
    if len(size) == 0:
        return Estimate(math.nan, math.nan, math.nan, math.nan, 0.0)
    weight, spread = size / size.sum(), _variance(a, m)
    value, variance = float(weight @ (a / m)), float(weight**2 @ spread)
    effective = float(weight @ (spread * m)) / variance
    low, high = wilson(np.asarray(value), np.asarray(effective))
    return Estimate(value, math.sqrt(variance), float(low), float(high), float(m.sum()), effective)


def risk_ratio(first: Estimate, second: Estimate) -> RiskRatio:
    """Ratio of two independent shares, with the interval of its logarithm (Katz 1978); nan where either is 0."""
    if not (first.value > 0 and second.value > 0):
        return RiskRatio(math.nan, math.nan, math.nan)
    ratio = first.value / second.value
    error = math.hypot(first.standard_error / first.value, second.standard_error / second.value)
    return RiskRatio(ratio, ratio * math.exp(-Z95 * error), ratio * math.exp(Z95 * error))


def mantel_haenszel(k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike) -> float:
    """Mantel and Haenszel's odds ratio of group 1 against group 2 over strata (arrays as above); nan if undefined."""
    a, m, b, n = _tables(k1, n1, k2, n2)
    size = np.where(m + n > 0, m + n, 1.0)
    for_first, for_second = float(np.sum(a * (n - b) / size)), float(np.sum((m - a) * b / size))
    return for_first / for_second if for_second > 0 else math.nan


def e_value(risk_ratio: float) -> float:
    """How strongly, as a risk ratio, something unmeasured would have to act to explain a risk ratio away.

    VanderWeele & Ding (2017): RR + √(RR(RR - 1)), for ratios below 1 of their inverse.

    Raises:
        ValueError: for a ratio that is not above 0.
    """
    if not risk_ratio > 0:
        raise ValueError(f"a risk ratio is above 0, not {risk_ratio}")
    ratio = max(risk_ratio, 1 / risk_ratio)
    return ratio + math.sqrt(ratio * (ratio - 1))


def correlation(x: ArrayLike, y: ArrayLike) -> Correlation:
    """Pearson's correlation of two series; pairs lacking either value are left out.

    Points are taken as independent: take differences of series with trend or season first.
    """
    first, second = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    known = np.isfinite(first) & np.isfinite(second)
    if not known.any():
        return correlation_from(math.nan, 0)
    first, second = first[known] - first[known].mean(), second[known] - second[known].mean()
    spread = math.sqrt(float(first @ first) * float(second @ second))
    if not spread > 0:
        return correlation_from(math.nan, len(first))
    # Rounding can carry a perfect correlation a little beyond 1.
    return correlation_from(max(-1.0, min(1.0, float(first @ second) / spread)), len(first))


def correlation_from(r: float, n: int) -> Correlation:
    """p-value and interval of a correlation r of n independent pairs."""
    if n < 3 or math.isnan(r):
        return Correlation(r, math.nan, math.nan, math.nan, n)
    if abs(r) == 1:
        return Correlation(r, r, r, 0.0, n)
    t = abs(r) * math.sqrt((n - 2) / (1 - r**2))
    p_value = float(2 * stdtr(n - 2, -t))
    if n < 4:
        return Correlation(r, math.nan, math.nan, p_value, n)
    half = Z95 / math.sqrt(n - 3)
    return Correlation(r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half), p_value, n)


def _variance(events: FloatArray, n: FloatArray) -> FloatArray:
    share = (events + 0.5) / (n + 1)
    return np.asarray(share * (1 - share) / n)


def _tables(*parts: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    a, m, b, n = (np.asarray(part, dtype=float) for part in parts)
    if not a.shape == m.shape == b.shape == n.shape:
        raise ValueError("counts of both groups need one entry a stratum")
    if not ((a >= 0).all() and (b >= 0).all() and (a <= m).all() and (b <= n).all()):
        raise ValueError("events must be counts from 0 to the stratum's size, and not missing")
    return a, m, b, n
