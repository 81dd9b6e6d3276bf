"""The formulas of the intervals, each written once, for numbers and for arrays alike.

Everything here works on scores between -1 and +1 or on shares between 0 and 1, and on numpy arrays of any
one shape. `estimates` wraps them for a single score, `scores` for whole series.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtr, stdtrit

FloatArray = NDArray[np.float64]

# The two-sided 95 % quantile of the normal distribution; every interval of the package is a 95 % interval.
Z95 = 1.959963984540054

POWER_80 = 0.8416212335729143
"""The normal quantile that, added to that of the interval, gives what is seen in four of five cases."""

# Pseudo-answers that the adjusted Wald interval adds: 3/4 at either end of the scale, 3/2 in its middle.
PSEUDO_ANSWERS = 3.0
PSEUDO_SQUARES = 1.5


def t_quantile(degrees: FloatArray | float) -> FloatArray:
    """Two-sided 95 % quantile of Student's t; infinitely many degrees of freedom give the normal one."""
    known = np.asarray(degrees, dtype=float)
    # Beyond some hundred million the two agree to the last digit, and so they should.
    return np.where(known > 1e8, Z95, stdtrit(np.minimum(known, 1e8), 0.975))


def normal_p_value(z: FloatArray | float) -> FloatArray:
    """Two-sided p-value of a normal statistic."""
    return np.asarray(2.0 * ndtr(-np.abs(z)), dtype=float)


def t_p_value(t: float, degrees: float) -> float:
    """Two-sided p-value of a t statistic."""
    return float(2.0 * stdtr(degrees, -abs(t)))


def held_to_scale(
    low: FloatArray, high: FloatArray, value: FloatArray, least: float, most: float
) -> tuple[FloatArray, FloatArray]:
    """Clamp an interval to its scale and stretch it where it would leave out its own value."""
    return np.maximum(np.minimum(low, value), least), np.minimum(np.maximum(high, value), most)


def adjusted_moments(mean: FloatArray, mean_square: FloatArray, n: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Centre and squared standard error of a mean on -1..1 after the pseudo-answers are added.

    Rocks (2016): n + 3 answers, whose mean and variance follow from the plain ones; as three quarters join
    either end, the sum of the scores stays and the sum of their squares grows by 1.5.
    """
    size = n + PSEUDO_ANSWERS
    centre = n * mean / size
    spread = (n * mean_square + PSEUDO_SQUARES) / size - centre**2
    return centre, spread / size


def adjusted_wald(mean: FloatArray, mean_square: FloatArray, n: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Adjusted Wald interval of a mean on -1..1 from n (effective) answers."""
    centre, variance = adjusted_moments(mean, mean_square, n)
    half = Z95 * np.sqrt(variance)
    return held_to_scale(centre - half, centre + half, mean, -1.0, 1.0)


def wilson(share: FloatArray, n: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Wilson's score interval of a share from n (effective) answers."""
    size = n + Z95**2
    centre = (n * share + Z95**2 / 2) / size
    half = Z95 * np.sqrt(n * share * (1 - share) + Z95**2 / 4) / size
    return held_to_scale(centre - half, centre + half, share, 0.0, 1.0)


def adjusted_wald_difference(
    first: tuple[FloatArray, FloatArray, FloatArray], second: tuple[FloatArray, FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Low, high and p-value of the difference of two means on -1..1, each (mean, mean_square, n).

    Pseudo-answers are added to each sample; the p-value belongs to this interval, so that the two never
    contradict each other, and one answer against one is no proof.
    """
    centre_1, variance_1 = adjusted_moments(*first)
    centre_2, variance_2 = adjusted_moments(*second)
    centre, error = centre_1 - centre_2, np.sqrt(variance_1 + variance_2)
    value = first[0] - second[0]
    low, high = held_to_scale(centre - Z95 * error, centre + Z95 * error, value, -2.0, 2.0)
    return low, high, normal_p_value(centre / error)


def newcombe(
    first: tuple[FloatArray, FloatArray], second: tuple[FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Low, high and p-value of the difference of two shares, each (share, n).

    The interval is Newcombe's hybrid of two Wilson intervals (1998, method 10), the p-value that of the
    score test with the pooled share, which stays defined where a share is 0 or 1.
    """
    (share_1, n_1), (share_2, n_2) = first, second
    low_1, high_1 = wilson(share_1, n_1)
    low_2, high_2 = wilson(share_2, n_2)
    value = share_1 - share_2
    low = value - np.hypot(share_1 - low_1, high_2 - share_2)
    high = value + np.hypot(high_1 - share_1, share_2 - low_2)
    pooled = (n_1 * share_1 + n_2 * share_2) / (n_1 + n_2)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n_1 + 1 / n_2))
    z = np.divide(value, error, out=np.zeros_like(value), where=error > 0)
    low, high = held_to_scale(low, high, value, -1.0, 1.0)
    return low, high, np.where(np.isnan(value), np.nan, normal_p_value(z))
