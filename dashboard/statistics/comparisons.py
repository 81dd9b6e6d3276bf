"""Many comparisons at once: which of them are news."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def benjamini_hochberg(p_values: ArrayLike, q: float = 0.05) -> NDArray[np.bool_]:
    """Which p-values of one declared family pass at false discovery rate q (Benjamini & Hochberg 1995).

    A missing p-value (nan) was no comparison: it doesn't pass and doesn't count in the family. The result has
    the order of the input.

    Raises:
        ValueError: where a p-value or q is outside 0..1.
    """
    p = np.asarray(p_values, dtype=float)
    known = ~np.isnan(p)
    if not 0 <= q <= 1 or ((p[known] < 0) | (p[known] > 1)).any():
        raise ValueError("p-values and q lie between 0 and 1")
    family = np.sort(p[known])
    # Rank over size first: the last share is then 1 to the last digit, and a p-value of q itself passes.
    passing = np.flatnonzero(family <= q * (np.arange(1, len(family) + 1) / max(len(family), 1)))
    if len(passing) == 0:
        return np.zeros(p.shape, dtype=bool)
    return np.asarray(known & (p <= family[passing[-1]]))
