"""How much each predictor explains: Johnson's relative weights and LMG (Shapley) shares of R².

Both take correlations, so that additive sums are enough, and both add up to R².
"""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.intervals import FloatArray
from dashboard.statistics.moments import SINGULAR

# LMG looks at every subset of the predictors; sixteen are 65,536 of them.
MOST_LMG_PREDICTORS = 16


def relative_weights(correlations_x: ArrayLike, correlations_xy: ArrayLike) -> FloatArray:
    """Johnson's (2000) relative weights, one per predictor, adding up to R².

    `correlations_x` (k, k) are those of the predictors, `correlations_xy` (k) theirs with the outcome. A
    predictor that never varies (correlations 0, or nan) weighs 0; identical ones share alike.

    Raises:
        ValueError: where the shapes do not fit.
    """
    matrix, outcome = _checked(correlations_x, correlations_xy)
    eigenvalues, vectors = np.linalg.eigh(matrix)
    return weights_from_eigen(eigenvalues, vectors, outcome)


def weights_from_eigen(eigenvalues: FloatArray, vectors: FloatArray, outcome: FloatArray) -> FloatArray:
    """Relative weights where the eigenvalues and vectors of the predictors' correlations are at hand."""
    real = eigenvalues > SINGULAR * max(float(eigenvalues.max(initial=0.0)), 1.0)
    roots = np.sqrt(np.where(real, eigenvalues, 0.0))
    inverse = np.divide(1.0, roots, out=np.zeros_like(roots), where=real)
    # Λ½ relates the predictors to their nearest uncorrelated twins, β* the twins to the outcome.
    to_twins = (vectors * roots) @ vectors.T
    effects = (vectors * inverse) @ (vectors.T @ outcome)
    return np.asarray(to_twins**2 @ effects**2)


def lmg(correlations_x: ArrayLike, correlations_xy: ArrayLike) -> FloatArray:
    """Lindeman, Merenda and Gold's shares: the gain in R² averaged over all orders of the predictors.

    Inputs as for `relative_weights`; at most sixteen predictors.

    Raises:
        ValueError: where the shapes do not fit or there are more than sixteen predictors.
    """
    matrix, outcome = _checked(correlations_x, correlations_xy)
    count = len(outcome)
    if count > MOST_LMG_PREDICTORS:
        raise ValueError(f"{count} predictors are too many for lmg; relative_weights has no limit")
    explained = _explained_by_subset(matrix, outcome)
    subsets = np.arange(2**count)
    sizes = np.array([subset.bit_count() for subset in range(2**count)])
    # The chance, in a random order, that exactly this subset comes before the predictor.
    chance = np.array([1 / (count * comb(count - 1, min(size, count - 1))) for size in range(count + 1)])
    shares = np.empty(count)
    for predictor in range(count):
        before = subsets[(subsets >> predictor) & 1 == 0]
        gains = explained[before | (1 << predictor)] - explained[before]
        shares[predictor] = gains @ chance[sizes[before]]
    return shares


def _explained_by_subset(matrix: FloatArray, outcome: FloatArray) -> FloatArray:
    """R² of every subset of predictors, at the position that the subset spells in bits."""
    count = len(outcome)
    explained = np.zeros(2**count)
    for size in range(1, count + 1):
        members = np.array(list(combinations(range(count), size)))
        inside = matrix[members[:, :, None], members[:, None, :]]
        eigenvalues, vectors = np.linalg.eigh(inside)
        along = np.einsum("sij,si->sj", vectors, outcome[members])
        real = eigenvalues > SINGULAR * np.maximum(eigenvalues[:, -1:], 1.0)
        parts = np.divide(along**2, eigenvalues, out=np.zeros_like(along), where=real)
        explained[(1 << members).sum(axis=1)] = parts.sum(axis=1)
    return explained


def _checked(correlations_x: ArrayLike, correlations_xy: ArrayLike) -> tuple[FloatArray, FloatArray]:
    matrix = np.nan_to_num(np.asarray(correlations_x, dtype=float))
    outcome = np.nan_to_num(np.asarray(correlations_xy, dtype=float))
    if matrix.shape != (len(outcome), len(outcome)):
        raise ValueError(f"correlations {matrix.shape} do not fit {len(outcome)} predictors")
    return matrix, outcome
