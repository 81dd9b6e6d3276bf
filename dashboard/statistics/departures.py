"""Is the mean of the last few points unlike the points before? Rule 1 of an XmR chart, for short and sticky baselines.

An XmR chart puts its limits three standard deviations from the centre, and takes them for known. Known from a dozen
points they are not, and where neighbours resemble each other moving ranges show too little: on pure noise such a chart
flags the newest month in 7.5 % of all months, and with an autocorrelation of .5 in 23 %. Here

    the spread        is the larger of what moving ranges and what the standard deviation say
    neighbours alike  count as fewer: n (1 - r) / (1 + r), r the autocorrelation of lag 1, none too low
    the limits        are widened by Student's t for that many points, and by what is not known of the centre

so that noise passes them as seldom as it passes three known standard deviations: .27 % of the time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from dashboard.statistics.intervals import FloatArray, t_p_value

RULE_1 = 0.0027
"""How often chance alone passes limits of three known standard deviations."""

MOVING_RANGES = 1.128
"""The mean range of two values from one normal distribution, in standard deviations: 3 / 1.128 is XmR's 2.66."""

_MOST_ALIKE = 0.95
_FEWEST = 2.0


@dataclass(frozen=True, slots=True)
class Departure:
    """How far a mean lies from the usual ``centre``; ``low`` and ``high`` are the limits of rule 1."""

    distance: float
    centre: float
    low: float
    high: float
    p_value: float

    @property
    def outside(self) -> bool:
        """Whether it lies outside the limits."""
        return self.p_value < RULE_1


def departure(baseline: ArrayLike, points: ArrayLike, lag: int = 0) -> Departure:
    """Compare the mean of ``points`` with the ``baseline`` before them; a missing value is nan and keeps its place.

    ``lag`` is 12 for differences from the year before: then points and baseline share the values in between, and lie
    further apart for it.

    Raises:
        ValueError: where the baseline has fewer than three values, or a point is missing.
    """
    before, judged = np.asarray(baseline, dtype=float), np.asarray(points, dtype=float)
    known = before[~np.isnan(before)]
    if len(known) < 3 or len(judged) == 0 or np.isnan(judged).any():
        raise ValueError(f"{len(known)} known values are too few to judge {judged.tolist()} by")
    centre = float(known.mean())
    alike = _autocorrelation(before, centre)
    independent = max(len(known) * (1 - alike) / (1 + alike), _FEWEST)
    spread = max(
        _from_moving_ranges(before), float(known.std(ddof=1)) / math.sqrt(1 - 1 / independent + 1 / len(known))
    )
    centre_twice = 1 + min(lag / len(known), 1.0)
    error = spread * math.sqrt(_of_a_mean(len(judged), alike) + centre_twice / independent)
    distance = float(judged.mean()) - centre
    # What rounding may do must not make signals of a series that never moved.
    error = max(error, 1e-9 * float(np.abs(known).max()))
    degrees = max(independent - 1, 1.0)
    half = float(_limit(degrees)) * error
    p_value = t_p_value(distance / error, degrees) if error > 0 else 1.0
    return Departure(distance, centre, centre - half, centre + half, p_value)


def _autocorrelation(values: FloatArray, centre: float) -> float:
    """Autocorrelation of lag 1, never below 0; from few values it comes out too low by (1 + 4 r) / n.

    Where there is some, it may as well be larger by half its own error: else what passes for a shift is often the drift
    of a series that remembers, such as the growth of revenue.
    """
    deviations = values - centre
    pairs = deviations[1:] * deviations[:-1]
    pairs, squares = pairs[~np.isnan(pairs)], deviations[~np.isnan(deviations)] ** 2
    n = len(squares)
    if len(pairs) == 0 or not squares.sum() > 0:
        return 0.0
    if n <= 4:
        return _MOST_ALIKE
    alike = (n * float(pairs.mean() / squares.mean()) + 1) / (n - 4)
    if alike > 1 / math.sqrt(n):
        alike += math.sqrt(max(1 - alike**2, 0.0) / n) / 2
    return min(max(alike, 0.0), _MOST_ALIKE)


def _of_a_mean(length: int, alike: float) -> float:
    """Variance of the mean of neighbours, in the variance of one."""
    apart = np.arange(1, length)
    return (1 + 2 * float(((1 - apart / length) * alike**apart).sum())) / length


def _from_moving_ranges(values: FloatArray) -> float:
    ranges = np.abs(np.diff(values))
    ranges = ranges[~np.isnan(ranges)]
    return float(ranges.mean()) / MOVING_RANGES if len(ranges) else 0.0


def _limit(degrees: float) -> float:
    """Return how many standard errors away rule 1's limits lie: 3.0 with many degrees of freedom."""
    return float(stdtrit(degrees, 1 - RULE_1 / 2))
