"""Customers who answer more than once: how much less, or more, their answers tell than as many independent ones.

A customer's answers hang together, so that the errors of scores are those of sums over customers. With S_c and n_c a
customer's sums of weighted outcomes and of weights in a window, and ȳ the score,

    V(ȳ)      = Σ (S_c − ȳ n_c)² / W²                           one window
    C(ȳ₁, ȳ₂) = Σ (S₁ − ȳ₁ n₁)(S₂ − ȳ₂ n₂) / (W₁ W₂)            two windows: the same customers answer in both
    V(ȳ₁ − ȳ₂) = V₁ + V₂ − 2 C

(the linearised variance of a ratio over clusters; Cochran 1977, section 9A). All of it follows from sums over
customers of S², S n, n² and, of two windows, S₁S₂, S₁n₂, n₁S₂, n₁n₂, which are additive. What comes of it is a design
effect: the variance as a multiple of that of independent answers, with the degrees of freedom that it is known to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.statistics.intervals import Z95, FloatArray, t_quantile


@dataclass(frozen=True, slots=True)
class ClusterSums:
    """Sums over customers of the squares of what they answered in a window, all of one shape."""

    yy: FloatArray
    yw: FloatArray
    ww: FloatArray


@dataclass(frozen=True, slots=True)
class CrossSums:
    """Sums over customers of what they answered in one window times what they answered in another.

    ``yw`` is the first window's outcome by the second one's weight, ``wy`` the other way round.
    """

    yy: FloatArray
    yw: FloatArray
    wy: FloatArray
    ww: FloatArray


@dataclass(frozen=True, slots=True)
class Effect:
    """A variance as a multiple of that of independent answers, and the degrees of freedom to which it is known."""

    ratio: FloatArray
    degrees: FloatArray

    @property
    def factor(self) -> FloatArray:
        """The multiple, raised where Student's t is wider than the normal quantile.

        The larger the part of the variance that only the customers know, the more their few degrees of freedom count.
        """
        ratio = np.where(np.isfinite(self.ratio), self.ratio, 1.0)
        known = np.maximum(self.degrees, 1.0) * ratio / np.maximum(np.abs(ratio - 1), 1e-9)
        return np.asarray(ratio * (t_quantile(known) / Z95) ** 2)


def variance(sums: ClusterSums, weight: FloatArray, mean: FloatArray) -> FloatArray:
    """Return the variance of a mean outcome over answers of this weight, clustered by customer."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (sums.yy - 2 * mean * sums.yw + mean**2 * sums.ww) / weight**2
    return np.asarray(np.maximum(found, 0.0))


def covariance(
    sums: CrossSums, weights: tuple[FloatArray, FloatArray], means: tuple[FloatArray, FloatArray]
) -> FloatArray:
    """Return the covariance of two windows' mean outcomes, by the customers who answered in both."""
    first, second = means
    with np.errstate(divide="ignore", invalid="ignore"):
        found = sums.yy - first * sums.wy - second * sums.yw + first * second * sums.ww
        return np.asarray(found / (weights[0] * weights[1]))


def clusters(sums: ClusterSums, weight: FloatArray) -> FloatArray:
    """Return how many customers of equal weight there were; never more than there were customers."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(sums.ww > 0, weight**2 / sums.ww, 0.0))
