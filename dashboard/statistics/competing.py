"""How long until it happens, where something else may happen instead: sums by bucket of time.

Who gave up will never complete: to take them for "not yet", as 1 - Kaplan-Meier does, tells too many completed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.intervals import Z95, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Shares (buckets), 0..1, that have ended so by the end of each bucket, with their standard error."""

    share: FloatArray
    standard_error: FloatArray

    def time_of_half(self, edges: ArrayLike) -> tuple[float, float, float]:
        """Return when half have ended so, and the 95 % interval of that: where the share's limits pass one half.

        `edges` (buckets, 2) are the buckets' ends, above 0 and in order; within one the share rises evenly over the
        logarithm of time. A time that is not reached is nan, of the interval's high end infinite.
        """
        ends = np.log(np.asarray(edges, dtype=float))
        reach = Z95 * np.nan_to_num(self.standard_error)
        value, low, high = (
            _first_at_half(curve, ends) for curve in (self.share, self.share + reach, self.share - reach)
        )
        return value, low, np.inf if np.isnan(high) and not np.isnan(low) else high


def incidence(ended: ArrayLike, otherwise: ArrayLike, censored: ArrayLike) -> Incidence:
    """Aalen-Johansen share that has ended in one way, where some end in another: Aalen's variance.

    `ended`, `otherwise` and `censored` (buckets) are how many ended so, ended in another way, or were last seen in each
    bucket; who is last seen in a bucket counts as at risk in all of it. The error is nan where nobody is at risk.

    Raises:
        ValueError: for missing or negative counts, or arrays of different lengths.
    """
    one, other, last_seen = (np.asarray(counts, dtype=float) for counts in (ended, otherwise, censored))
    if not one.shape == other.shape == last_seen.shape:
        raise ValueError("ended, otherwise and censored differ in length")
    if not ((one >= 0).all() and (other >= 0).all() and (last_seen >= 0).all()):
        raise ValueError("counts must be 0 or more and not missing")
    leaving = one + other
    at_risk = (leaving + last_seen)[::-1].cumsum()[::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        fallen, own = leaving / at_risk, one / at_risk
        lasting = np.concatenate(([1.0], np.cumprod(1 - np.nan_to_num(fallen))))[:-1][: len(one)]
        share = np.cumsum(lasting * np.nan_to_num(own))
        first = np.nan_to_num(leaving / (at_risk * (at_risk - leaving)), posinf=0.0)
        second = np.nan_to_num(lasting**2 * (at_risk - one) * one / at_risk**3)
        third = np.nan_to_num(lasting * one / at_risk**2)
    # Σ (F − Fᵢ)² aᵢ + Σ bᵢ − 2 Σ (F − Fᵢ) cᵢ over the buckets up to each, written out in sums that run along.
    squares, single = np.cumsum(share**2 * first), np.cumsum(share * first)
    variance = (
        share**2 * np.cumsum(first) - 2 * share * single + squares
        + np.cumsum(second) - 2 * (share * np.cumsum(third) - np.cumsum(share * third))
    )  # fmt: skip
    return Incidence(share, np.where(at_risk[:1] > 0, np.sqrt(np.maximum(variance, 0.0)), np.nan))


def _first_at_half(curve: FloatArray, ends: FloatArray) -> float:
    reached = np.flatnonzero(curve >= 0.5 - 1e-9)
    if not len(reached):
        return float("nan")
    at = int(reached[0])
    before = curve[at - 1] if at else 0.0
    part = (0.5 - before) / (curve[at] - before) if curve[at] > before else 0.0
    return float(np.exp(ends[at, 0] + min(max(part, 0.0), 1.0) * (ends[at, 1] - ends[at, 0])))
