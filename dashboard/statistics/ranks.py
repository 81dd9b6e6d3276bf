"""How sure a rank is: ranks in draws from the estimates' joint normal distribution."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.statistics.effects import comparable
from dashboard.statistics.intervals import FloatArray

DRAWS = 1000

# Draws are seeded, so that a page never changes by itself.
SEED = 20_240_229


def rank_intervals(
    values: FloatArray, roots: FloatArray, seed: int = SEED
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Rank of each of k values, the largest first, and the middle 95 % of its ranks in seeded draws.

    `roots` (k, m) times its transpose is the values' covariance; where it is not known the interval is nan. A
    value's own rank is always within its interval. Values that only rounding tells apart are ranked in their order.
    """
    own = _ranks(comparable(values)[None, :])[0].astype(float)
    if len(values) == 0 or not np.isfinite(roots).all():
        missing = np.full(len(values), math.nan)
        return own, missing, missing
    draws = _ranks(values + _normal_draws(seed, roots.shape[1]) @ roots.T)
    # Numbers of sixteen bits, enough for ranks, are sorted by their digits, which is fast.
    drawn = np.sort(draws.T.astype(np.int16), axis=1, kind="stable")
    tail = int(0.025 * DRAWS)
    return own, np.minimum(drawn[:, tail], own), np.maximum(drawn[:, -1 - tail], own)


def _ranks(rows: FloatArray) -> NDArray[np.int64]:
    """Rank of each entry in its row, the largest first."""
    order = np.argsort(-rows, axis=1, kind="stable" if len(rows) == 1 else None)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, rows.shape[1] + 1)[None, :], axis=1)
    return ranks


@lru_cache(maxsize=8)
def _normal_draws(seed: int, terms: int) -> FloatArray:
    return np.random.default_rng(seed).standard_normal((DRAWS, terms))
