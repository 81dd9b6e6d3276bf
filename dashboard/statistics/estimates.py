"""A number with its uncertainty: scores, shares and means, and the difference of two of them.

    Estimate    value, standard_error, low, high, n, effective_n      one sample
    Difference  value, standard_error, low, high, z, p_value          two samples

NPS and its differences are in points (-100..100 and -200..200), shares in 0..1. All intervals are 95 %.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np

from dashboard.statistics.intervals import (
    Z95,
    FloatArray,
    adjusted_wald,
    adjusted_wald_difference,
    newcombe,
    normal_p_value,
    t_p_value,
    t_quantile,
    wilson,
)

Counts = tuple[float, float, float]
Sums = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval; where nothing was counted every field but n is nan.

    `value` is the plain one, `standard_error` is in its unit, `low` and `high` come from the method that the
    function names, and `n` is what was counted: of weighted counts the sum of the weights, which is no number of
    answers and not to be shown as one. `effective_n` is the number of independent, equally weighted answers that
    would be as precise (nan where a method has no such number).
    """

    value: float
    standard_error: float
    low: float
    high: float
    n: float
    effective_n: float = math.nan


@dataclass(frozen=True, slots=True)
class Difference:
    """First minus second, with its 95 % interval.

    `z` is the plain value over its plain standard error (nan where that is 0). `p_value` is two-sided and belongs
    to the interval, so that the two agree on whether 0 is plausible: where the interval is not the plain one, but
    that of adjusted counts, of Newcombe, of Student's t or of permutations, it is not the p-value of `z`.
    """

    value: float
    standard_error: float
    low: float
    high: float
    z: float
    p_value: float


# What rounding may take from a spread, as a share of the sum of squares.
ROUNDING = 1e-9

NO_DIFFERENCE = Difference(math.nan, math.nan, math.nan, math.nan, math.nan, math.nan)


def nps(detractors: float, passives: float, promoters: float, effective_n: float | None = None) -> Estimate:
    """Net promoter score in points, with the adjusted Wald interval (Rocks 2016).

    Counts may be weighted sums; then `effective_n` (Kish's, or what `score_estimates` returns) is required and
    they are scaled to it before the pseudo-answers are added. `n` is the sum of the counts as given.

    Raises:
        ValueError: for a negative or missing count, or counts that are not whole without `effective_n`.
    """
    counts = _counted("detractors, passives, promoters", (detractors, passives, promoters))
    n = sum(counts)
    if n == 0:
        return _nothing_counted()
    size = _size(counts, n, effective_n)
    mean, mean_square = (counts[2] - counts[0]) / n, (counts[2] + counts[0]) / n
    low, high = adjusted_wald(_array(mean), _array(mean_square), _array(size))
    error = math.sqrt(max(mean_square - mean**2, 0.0) / size)
    return Estimate(100 * mean, 100 * error, 100 * float(low), 100 * float(high), n, size)


def nps_difference(a: Counts | Estimate, b: Counts | Estimate) -> Difference:
    """Difference a - b of two independent NPS in points.

    Each side is (detractors, passives, promoters), or an Estimate of an NPS where counts are weighted or come
    from repeated customers. The interval adds three pseudo-answers to either sample (the adjusted Wald form).
    An Estimate without `effective_n` says nothing about its sample: then the interval is value ± z · SE, within ±200.

    Raises:
        ValueError: as `nps` does.
    """
    first = a if isinstance(a, Estimate) else nps(*a)
    second = b if isinstance(b, Estimate) else nps(*b)
    plain = difference(first, second)
    low, high, p_value = plain.low, plain.high, plain.p_value
    if first.effective_n > 0 and second.effective_n > 0:
        bounds = adjusted_wald_difference(_moments(first), _moments(second))
        low, high, p_value = 100 * float(bounds[0]), 100 * float(bounds[1]), float(bounds[2])
    low, high = max(min(low, plain.value), -200.0), min(max(high, plain.value), 200.0)
    return Difference(plain.value, plain.standard_error, low, high, plain.z, p_value)


def proportion(k: float, n: float, effective_n: float | None = None) -> Estimate:
    """Share k of n in 0..1, with Wilson's interval.

    With weighted sums `effective_n` is required, and share and interval are those of that many answers.

    Raises:
        ValueError: for a negative or missing count, k above n, or counts that are not whole without
            `effective_n`.
    """
    k, n = _counted("k, n", (k, n))
    # Sums of weights may differ by rounding where all count.
    if k > n * (1 + 1e-12):
        raise ValueError(f"{k} of {n}: a share can't count more than all")
    if n == 0:
        return _nothing_counted()
    size = _size((k, n), n, effective_n)
    share = min(k / n, 1.0)
    low, high = wilson(_array(share), _array(size))
    return Estimate(share, math.sqrt(share * (1 - share) / size), float(low), float(high), n, size)


def proportion_difference(
    k1: float,
    n1: float,
    k2: float,
    n2: float,
    effective_n1: float | None = None,
    effective_n2: float | None = None,
) -> Difference:
    """Difference k1/n1 - k2/n2 of two independent shares, with Newcombe's hybrid interval (method 10).

    The p-value is that of the score test with the pooled share.

    Raises:
        ValueError: as `proportion` does.
    """
    a, b = proportion(k1, n1, effective_n1), proportion(k2, n2, effective_n2)
    if a.n == 0 or b.n == 0:
        return NO_DIFFERENCE
    plain = difference(a, b)
    sides = [(_array(side.value), _array(side.effective_n)) for side in (a, b)]
    low, high, p_value = newcombe(sides[0], sides[1])
    return Difference(plain.value, plain.standard_error, float(low), float(high), plain.z, float(p_value))


def mean(n: float, sum: float, sum_of_squares: float) -> Estimate:
    """Mean from a count and two sums, with the t interval.

    Whole sums of any type are reckoned with exactly. Others, of values far from 0, should be shifted by a constant
    before they are squared and summed, or their digits cancel. One value has no spread: its standard error and
    interval are nan.

    Raises:
        ValueError: for a negative or missing n, one that is not whole (a sum of weights is no count: weighted answers
            belong in `score_estimates`), or sums of something counted that are missing or that no values can have.
    """
    n = _whole(n)
    if n == 0:
        return _nothing_counted()
    value, variance = _mean_and_variance((n, sum, sum_of_squares))
    if n < 2:
        return Estimate(value, math.nan, math.nan, math.nan, n, n)
    error = math.sqrt(variance / n)
    half = float(t_quantile(n - 1)) * error
    return Estimate(value, error, value - half, value + half, n, n)


def mean_difference(a: Sums, b: Sums) -> Difference:
    """Difference of two independent means, each (n, sum, sum_of_squares), by Welch's t.

    Below two values on a side only `value` is known.

    Raises:
        ValueError: as `mean` does.
    """
    return contrast([(1.0, a), (-1.0, b)])


def difference(a: Estimate, b: Estimate) -> Difference:
    """Difference of two independent estimates of one unit by their standard errors: value ± z · SE."""
    value, error = a.value - b.value, math.hypot(a.standard_error, b.standard_error)
    if error == 0:
        return Difference(value, error, value, value, math.nan, math.nan)
    z = value / error
    return Difference(value, error, value - Z95 * error, value + Z95 * error, z, float(normal_p_value(z)))


def contrast(cells: list[tuple[float, Sums]]) -> Difference:
    """Sum of independent means, each (factor, (n, sum, sum_of_squares)), by t with Welch's degrees of freedom.

    Raises:
        ValueError: as `mean` does.
    """
    counted = [(factor, (_whole(n), total, squares)) for factor, (n, total, squares) in cells]
    if any(sums[0] == 0 for _, sums in counted):
        return NO_DIFFERENCE
    moments = [(factor, sums[0], *_mean_and_variance(sums)) for factor, sums in counted]
    value = math.fsum(factor * centre for factor, _, centre, _ in moments)
    if any(n < 2 for _, n, _, _ in moments):
        return Difference(value, math.nan, math.nan, math.nan, math.nan, math.nan)
    parts = [(factor**2 * variance / n, n) for factor, n, _, variance in moments]
    squared = math.fsum(part for part, _ in parts)
    if squared == 0:
        return Difference(value, 0.0, value, value, math.nan, math.nan)
    degrees = 1 / math.fsum((part / squared) ** 2 / (n - 1) for part, n in parts)
    error = math.sqrt(squared)
    half, t = float(t_quantile(degrees)) * error, value / error
    return Difference(value, error, value - half, value + half, t, t_p_value(t, degrees))


def _nothing_counted() -> Estimate:
    return Estimate(math.nan, math.nan, math.nan, math.nan, 0.0)


def _array(number: float) -> FloatArray:
    return np.asarray(number, dtype=float)


def _moments(estimate: Estimate) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mean, mean square and size of the sample behind an NPS: its value, error and size hold all three."""
    centre = estimate.value / 100
    square = (estimate.standard_error / 100) ** 2 * estimate.effective_n + centre**2
    return _array(centre), _array(square), _array(estimate.effective_n)


def _mean_and_variance(sums: Sums) -> tuple[float, float]:
    if not all(math.isfinite(number) for number in sums):
        raise ValueError(f"sum {sums[1]} and sum of squares {sums[2]} of {sums[0]} values must be numbers")
    n, total, squares = (_exact(number) for number in sums)
    spread = (n * squares - total**2) / n
    if spread < -ROUNDING * squares - sys.float_info.min:
        raise ValueError(f"no values have this n, sum and sum of squares: {sums}")
    return total / n, max(spread, 0.0) / (n - 1) if n > 1 else math.nan


def _exact(number: float) -> float:
    """Whole numbers of any type as Python's own, which neither overflow nor lose a digit."""
    return int(number) if number == math.floor(number) else float(number)


def _counted(names: str, counts: tuple[float, ...]) -> tuple[float, ...]:
    """The counts as Python's numbers, as small or unsigned ones of numpy overflow, after each was found to be one."""
    if not all(math.isfinite(count) and count >= 0 for count in counts):
        raise ValueError(f"counts must be 0 or more and not missing: {names} = {counts}")
    return tuple(float(count) for count in counts)


def _whole(n: float) -> float:
    (count,) = _counted("n", (n,))
    if count != math.floor(count):
        raise ValueError(
            f"n = {n} is not whole: a sum of weights has no effective_n here, score_estimates takes weights"
        )
    return count


def _size(counts: tuple[float, ...], n: float, effective_n: float | None) -> float:
    if effective_n is not None:
        if not (math.isfinite(effective_n) and effective_n > 0):
            raise ValueError(f"effective_n must be above 0: {effective_n}")
        return float(effective_n)
    if any(count != math.floor(count) for count in counts):
        raise ValueError(f"counts {counts} are not whole: weighted counts need effective_n")
    return float(n)
