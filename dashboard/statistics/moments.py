"""Regression and correlation from additive sums, without losing digits.

Products are summed about a shift near each variable's mean, and equations are solved in correlation form: on
badly scaled data this keeps the digits that raw sums of squares cancel.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.intervals import FloatArray

# Below this share of the largest eigenvalue a direction of the correlations holds rounding, not data.
SINGULAR = 1e-11
# A predictor with a larger part than this in a direction without data can't be told from others.
ALIASED = 1e-6
# Below this share of the mean square about the shift a variance holds rounding: the predictor never varies.
NO_VARIANCE = 1e-13


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
        """Intercept and slopes of the outcome's least-squares regression on the predictors.

        A slope is nan where the data can't tell it, as the predictor never varies or moves with others in step; so is
        the intercept where it hangs on such slopes, or no rows were summed.
        """
        chosen = list(predictors)
        if not self.weight > 0:
            return math.nan, np.full(len(chosen), math.nan)
        covariance, means = self.covariance(), self.shift + self.sums / self.weight
        inside, squares = covariance[np.ix_(chosen, chosen)], np.diag(self.products)[chosen] / self.weight
        variances = np.diag(inside)
        scale = inverse_scale(np.where(variances > NO_VARIANCE * squares, variances, 0.0))
        eigenvalues, vectors = np.linalg.eigh(inside * np.outer(scale, scale))
        real = eigenvalues > SINGULAR * max(float(eigenvalues.max(initial=0.0)), 1.0)
        inverse = np.divide(1.0, eigenvalues, out=np.zeros_like(eigenvalues), where=real)
        slopes = scale * (vectors @ (inverse * (vectors.T @ (scale * covariance[chosen, outcome]))))
        intercept = float(means[outcome] - means[chosen] @ slopes)
        # Along an empty direction slopes may move at will; where the means do too, so may the intercept.
        empty, along = vectors[:, ~real], scale * means[chosen]
        adrift = bool((np.abs(along @ empty) > ALIASED * np.linalg.norm(along)).any())
        entangled = np.hypot.reduce(empty, axis=1, initial=0.0) > ALIASED
        return math.nan if adrift else intercept, np.where(entangled, math.nan, slopes)


def inverse_scale(variances: ArrayLike) -> FloatArray:
    """1/√variance, and 0 where there is no variance."""
    known = np.asarray(variances, dtype=float)
    out = np.zeros_like(known)
    np.divide(1.0, np.sqrt(np.maximum(known, 0)), out=out, where=known > 0)
    return out
