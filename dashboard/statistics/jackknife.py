"""The delete-a-group jackknife: a standard error for any statistic of additive sums."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.estimates import Estimate
from dashboard.statistics.intervals import t_quantile


def jackknife(
    replicates: ArrayLike,
    statistic: Callable[[Any], float],
    scale: tuple[float, float] = (-math.inf, math.inf),
) -> Estimate:
    """Estimate of `statistic(sums)` from the sums of random groups of customers.

    `replicates` (groups, ...) holds the additive sums of each group; `statistic` takes the
    sums of all groups (the trailing shape; where the replicates are a frame, by the names of its columns) and returns
    a number. The statistic is computed once with everything
    and once without each group; (g - 1)/g times the squared deviations is its variance (Kott 2001), with
    Student's t on g - 1 degrees of freedom, where g counts the groups that hold anything. The interval is
    clamped to `scale`. `n` is g; with fewer than two groups, or a statistic undefined or infinite without one of
    them, error and interval are nan.

    Raises:
        ValueError: where a sum is missing.
    """
    groups = np.asarray(replicates, dtype=float)
    if not np.isfinite(groups).all():
        raise ValueError("the groups' sums must be numbers; leave out what is missing before summing")
    filled = groups[np.any(groups != 0, axis=tuple(range(1, groups.ndim)))]
    count = len(filled)
    if count == 0:
        return Estimate(math.nan, math.nan, math.nan, math.nan, 0.0)
    total = filled.sum(axis=0)
    parts = [total, *(total - group for group in filled if count > 1)]
    given = _as_given(replicates)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = [float(statistic(given(part))) for part in parts]
    value, without = found[0], np.array(found[1:])
    if count == 1 or not np.isfinite(found).all():
        return Estimate(value, math.nan, math.nan, math.nan, float(count))
    error = math.sqrt((count - 1) / count * float(np.sum((without - value) ** 2)))
    half = float(t_quantile(count - 1)) * error
    low, high = max(value - half, scale[0]), min(value + half, scale[1])
    return Estimate(value, error, low, high, float(count))


def _as_given(replicates: ArrayLike) -> Callable[[Any], Any]:
    """Return what gives a statistic its sums: those of a frame by the names of its columns, others as they are."""
    pandas = sys.modules.get("pandas")  # who has a frame has loaded it, and no page does: it takes 50 MB
    if pandas is not None and isinstance(replicates, pandas.DataFrame):
        return partial(pandas.Series, index=replicates.columns)
    return lambda sums: sums
