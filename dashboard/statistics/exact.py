"""Fisher's exact test: whether two shares are one, where so little happens that no approximation holds."""

from __future__ import annotations

import numpy as np
from scipy.special import betaln

from dashboard.statistics.intervals import FloatArray

AS_LIKELY = 1e-7
"""What the probabilities of tables that are equally likely may differ by rounding, as R's `fisher.test` has it."""


def fisher_exact(k1: int, n1: int, k2: int, n2: int) -> float:
    """Two-sided p-value of k1 of n1 against k2 of n2.

    Where the shares are one, k1 of the k1 + k2 = m events that happened is hypergeometric:

        P(k) = C(n1, k) · C(n2, m − k) / C(n1 + n2, m)

    and the p-value adds up the tables that are no likelier than the one that was found (Agresti 2013, 3.5.1). It is 1
    where nothing was counted on a side, and where everything happened or nothing did.

    Raises:
        ValueError: for counts below 0, or more that happened than were counted.
    """
    if not (0 <= k1 <= n1 and 0 <= k2 <= n2):
        raise ValueError(f"{k1} of {n1} and {k2} of {n2} are no shares")
    events = k1 + k2
    first = max(0, events - n2)
    possible = np.arange(first, min(n1, events) + 1, dtype=float)
    logarithms = _combinations(n1, possible) + _combinations(n2, events - possible)
    likely = np.exp(logarithms - logarithms.max())
    found = logarithms <= logarithms[k1 - first] + AS_LIKELY
    return float(min(likely[found].sum() / likely.sum(), 1.0))


def _combinations(n: int, k: FloatArray) -> FloatArray:
    """Logarithm of C(n, k), from log C(n, k) = −log(n + 1) − log B(n − k + 1, k + 1)."""
    return np.asarray(-np.log1p(n) - betaln(n - k + 1, k + 1))
