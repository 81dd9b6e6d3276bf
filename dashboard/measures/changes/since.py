"""Since when has a measure been where it is? Said only where the months tell."""

from __future__ import annotations

import numpy as np

from dashboard.measures.figure import FloatArray

LOOKED_AT = 18
"""Months of year-on-year differences in which the step is looked for: a year, and half a year before it."""

LEAST_RUN = 3
"""Months of a run; fewer are none."""

_SURE = 3.84
"""Twice the loss of likelihood up to which another month may be the first: 95 % of chi-squared with one degree."""

_LEAST_STEP = 3.0
_WIDEST = 2


def since(differences: FloatArray, errors: FloatArray, last: int, side: float) -> int | None:
    """Return the first month of the run of months on one side, None where that can't honestly be said.

    ``differences`` from the year before end with the month ``last``; ``errors`` are their standard errors and ``side``
    is the sign of the change. The first month is that of the step which fits best. It is said where all months that fit
    about as well lie next to it, where the step is beyond three of its standard errors, and where it is from three
    months to a year old: a step is in the differences for twelve months.
    """
    looked = slice(max(len(differences) - LOOKED_AT, 0), None)
    values, weights = differences[looked], 1 / np.maximum(errors[looked], 1e-12) ** 2
    if len(values) < 2 * LEAST_RUN or not np.isfinite(values).all() or not np.isfinite(weights).all():
        return None
    starts = np.arange(LEAST_RUN, len(values))
    inside = np.arange(len(values)) >= starts[:, None]
    after, before = (weights * part for part in (inside, ~inside))
    heavy_after, heavy_before = after.sum(axis=1), before.sum(axis=1)
    steps = after @ values / heavy_after - before @ values / heavy_before
    # What a step takes off the weighted sum of squares is its own chi-squared.
    fits = steps**2 / (1 / heavy_after + 1 / heavy_before)
    best = int(np.argmax(fits))
    as_good = np.flatnonzero(fits >= fits[best] - _SURE)
    near = bool((np.abs(as_good - best) <= _WIDEST).all())
    months_ago = len(values) - 1 - int(starts[best])
    told = LEAST_RUN - 1 <= months_ago < 12
    if not (near and told) or steps[best] * side <= 0 or fits[best] < _LEAST_STEP**2:
        return None
    return last - months_ago
