"""Regression and correlation from additive sums, without losing digits.

Products are summed about a shift near each variable's mean, and equations are solved in correlation form: on
badly scaled data this keeps the digits that raw sums of squares cancel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.intervals import FloatArray

# Below this share of the largest eigenvalue a direction of the correlations holds rounding, not data.
SINGULAR = 1e-11


@dataclass(frozen=True, slots=True)
class MomentSums:
    """Sums of weights, of w·(x - shift) and of w·(x - shift)(x - shift)', additive over chunks of rows."""

    shift: FloatArray
    weight: float
    sums: FloatArray
    products: FloatArray

    @classmethod
    def from_rows(cls, rows: ArrayLike, shift: ArrayLike, weights: ArrayLike | None = None) -> MomentSums:
        """Sums of rows (n, variables); the same `shift` (variables) must serve every chunk."""
        origin = np.asarray(shift, dtype=float)
        x = np.asarray(rows, dtype=float) - origin
        w = np.ones(len(x)) if weights is None else np.asarray(weights, dtype=float)
        return cls(origin, float(w.sum()), w @ x, (x * w[:, None]).T @ x)

    def __add__(self, other: MomentSums) -> MomentSums:
        if not np.array_equal(self.shift, other.shift):
            raise ValueError("sums about different shifts can't be added")
        return MomentSums(
            self.shift, self.weight + other.weight, self.sums + other.sums, self.products + other.products
        )

    def covariance(self) -> FloatArray:
        """Covariances (variables, variables), divided by the sum of weights."""
        centre = self.sums / self.weight
        return np.asarray(self.products / self.weight - np.outer(centre, centre))

    def correlation(self) -> FloatArray:
        """Correlations (variables, variables); a variable that never varies correlates 0 with all."""
        covariance = self.covariance()
        scale = inverse_scale(np.diag(covariance))
        return np.asarray(covariance * np.outer(scale, scale))

    def regression(self, outcome: int, predictors: Sequence[int]) -> tuple[float, FloatArray]:
        """Intercept and slopes of the outcome's least-squares regression on the predictors."""
        chosen = list(predictors)
        covariance = self.covariance()
        inside = covariance[np.ix_(chosen, chosen)]
        scale = inverse_scale(np.diag(inside))
        slopes = scale * np.linalg.solve(inside * np.outer(scale, scale), scale * covariance[chosen, outcome])
        means = self.shift + self.sums / self.weight
        return float(means[outcome] - means[chosen] @ slopes), slopes


def inverse_scale(variances: ArrayLike) -> FloatArray:
    """1/√variance, and 0 where there is no variance."""
    known = np.asarray(variances, dtype=float)
    out = np.zeros_like(known)
    np.divide(1.0, np.sqrt(np.maximum(known, 0)), out=out, where=known > 0)
    return out
