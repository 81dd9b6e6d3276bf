"""When a computed effect is none: rounding must not decide on which side of 0, or of another effect, one lies."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.intervals import FloatArray

NEGLIGIBLE = 1e-9
"""An effect up to this, in points or shares, is none.

Linear-algebra kernels differ in the last digits: over all windows of the demo company two of them part by up to 8e-15
points. What an answer can do is far larger: one of ten million is worth 1e-5 points. Between the two nothing real is
lost, and a theme of exactly no effect is on the same side of 0 on every machine.
"""

_DECIMALS = 9


def settled(effects: ArrayLike) -> FloatArray:
    """Return effects, those that are none as 0; nan stays nan."""
    values = np.asarray(effects, dtype=float)
    return np.where(np.abs(values) <= NEGLIGIBLE, 0.0, values)


def comparable(effects: ArrayLike) -> FloatArray:
    """Return effects for comparison with each other: those that only rounding tells apart are equal."""
    return np.asarray(np.round(np.asarray(effects, dtype=float), _DECIMALS) + 0.0)
