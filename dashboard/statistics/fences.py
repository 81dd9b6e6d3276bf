"""What lies far above the rest of a skewed lot: a fence of quartiles, on a scale on which the lot is even."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

REACH = 2.2
"""How many times the width of the middle half a value lies above it to be far out (Hoaglin and Iglewicz, 1987): of an
even lot one in thousands, where the usual 1.5 would call out one in 140."""


def upper_fence(values: ArrayLike, counts: ArrayLike) -> float:
    """Return the value above which one lies far above the rest; nan where the middle half has no width.

    ``counts`` tells how often each value is there. Quartiles are the values at which a quarter, and three, are reached.
    """
    value, n = np.asarray(values, dtype=float), np.asarray(counts, dtype=float)
    order = np.argsort(value)
    value, reached = value[order], np.cumsum(n[order])
    if not reached.size or reached[-1] <= 0:
        return math.nan
    low, high = (float(value[np.searchsorted(reached, share * reached[-1])]) for share in (0.25, 0.75))
    return high + REACH * (high - low) if high > low else math.nan
