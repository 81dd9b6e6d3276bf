"""How long until it happens: survival from durations of which some have not ended yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.flags import flags
from dashboard.statistics.intervals import Z95, FloatArray

if TYPE_CHECKING:
    import pandas as pd

_BEYOND = 0.025
"""What a 95 % interval leaves out on one side."""

_ROUNDING = 1e-9
"""What a product of shares may be off: half is half."""


def kaplan_meier(durations: ArrayLike, observed: ArrayLike, counts: ArrayLike | None = None) -> pd.DataFrame:
    """Kaplan-Meier estimate of the share that lasts beyond each time, 0..1.

    `durations` (n), in any unit of time; `observed` (n) is true where the end was seen and false where the
    observation stopped before it (censored); `counts` (n) lets a row stand for several, so that sums per
    duration are enough. One row a distinct duration: `time`, `at_risk` just before it, `events` at it,
    `survival` after it, its Greenwood `standard_error`, and `low` to `high`, the 95 % interval on the scale of
    log(-log), which stays within 0..1. As R's survfit has it, the interval is 1 to 1 where nobody has been lost, and
    error and interval are nan where all have: Greenwood's formula then says nothing, and 0 would pass for certain.

    Raises:
        ValueError: for missing or negative durations or counts, arrays of different lengths, or anything in
            `observed` but true and false or 1 and 0.
    """
    import pandas as pd  # for who asks for a frame alone: it takes 50 MB, and no page does

    times, ended = np.asarray(durations, dtype=float), flags("observed", observed)
    sizes = np.ones(len(times)) if counts is None else np.asarray(counts, dtype=float)
    if not times.shape == ended.shape == sizes.shape:
        raise ValueError("durations, observed and counts differ in length")
    if not ((times >= 0).all() and np.isfinite(times).all() and (sizes >= 0).all()):
        raise ValueError("durations and counts must be 0 or more and not missing")
    present = sizes > 0
    distinct, place = np.unique(times[present], return_inverse=True)
    leaving = np.bincount(place, weights=sizes[present], minlength=len(distinct))
    events = np.bincount(place, weights=(sizes * ended)[present], minlength=len(distinct))
    at_risk = leaving[::-1].cumsum()[::-1]
    survival = np.cumprod(1 - events / at_risk)
    error, low, high = _greenwood(survival, events.astype(float), at_risk)
    columns = (distinct, at_risk, events, survival, error, low, high)
    names = ("time", "at_risk", "events", "survival", "standard_error", "low", "high")
    return pd.DataFrame(dict(zip(names, columns, strict=True)))


def median_durations(events: ArrayLike, censored: ArrayLike, edges: ArrayLike) -> FloatArray:
    """Kaplan-Meier medians, each with its 95 % interval, of durations that are counted in buckets: (3, …).

    `events` and `censored` (…, buckets) are how many ended, or were last seen, in each bucket; `edges` (buckets, 2) are
    its two ends, above 0, in order. Who is last seen in a bucket counts as at risk in all of it, and in a bucket the
    curve falls evenly over the logarithm of time. The median is the first time at which half have ended, nan where that
    is not reached. The interval is that of Brookmeyer and Crowley (1982): where the limits of `kaplan_meier` pass one
    half; its low end is nan and its high end infinite where they do not, and both are nan where nothing is counted.
    Where all have ended Greenwood's formula is silent, and the upper limit is that of so many ends of as many at risk.

    Raises:
        ValueError: for missing or negative counts, edges that are not above 0 or not in order, or shapes that differ.
    """
    ended, at_risk, ends = _in_buckets(events, censored, edges)
    survival = _survival(ended, at_risk)
    _, low, high = _greenwood(survival, ended, at_risk)
    limits = np.where(survival > 0, low, 0.0), np.where(survival > 0, high, _where_all_end(high, at_risk))
    found = _half_time(np.stack((survival, *limits)), np.log(ends))
    found[2] = np.where(np.isnan(found[2]) & (at_risk[..., :1] > 0).any(axis=-1), np.inf, found[2])
    return found


def median_values(events: ArrayLike, censored: ArrayLike, edges: ArrayLike) -> FloatArray:
    """The medians of `median_durations` alone, without their intervals: (…)."""
    ended, at_risk, ends = _in_buckets(events, censored, edges)
    return _half_time(_survival(ended, at_risk), np.log(ends))


def _in_buckets(events: ArrayLike, censored: ArrayLike, edges: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return how many ended in each bucket, how many were at risk in it, and its ends."""
    ended, last_seen, ends = (np.asarray(given, dtype=float) for given in (events, censored, edges))
    if ended.shape != last_seen.shape or ends.shape != (ended.shape[-1], 2):
        raise ValueError("events, censored and edges differ in their buckets")
    if not ((ended >= 0).all() and (last_seen >= 0).all()):
        raise ValueError("counts must be 0 or more and not missing")
    if not ((ends[:, 0] > 0).all() and (np.diff(ends.ravel()) >= 0).all()):
        raise ValueError("edges must be above 0 and in order")
    return ended, (ended + last_seen)[..., ::-1].cumsum(axis=-1)[..., ::-1], ends


def _survival(ended: FloatArray, at_risk: FloatArray) -> FloatArray:
    """Kaplan-Meier share that lasts beyond each bucket (…, buckets)."""
    fallen = np.divide(ended, at_risk, out=np.zeros(ended.shape), where=at_risk > 0)
    return np.asarray(np.cumprod(1 - fallen, axis=-1))


def _where_all_end(high: FloatArray, at_risk: FloatArray) -> FloatArray:
    """Upper limit (…, buckets) of a survival that falls to 0 in a bucket: of so many at risk, all of whom ended."""
    before = np.concatenate((np.ones((*high.shape[:-1], 1)), high[..., :-1]), axis=-1)
    lasting = 1 - _BEYOND ** (1 / np.maximum(at_risk, 1))
    return np.where(np.isnan(before), 1.0, before * lasting)


def _half_time(curves: FloatArray, edges: FloatArray) -> FloatArray:
    """First time at which each curve (…, buckets) is down to one half; nan where it never is."""
    if curves.shape[-1] == 0:
        return np.full(curves.shape[:-1], np.nan)
    reached = curves <= 0.5 + _ROUNDING
    bucket = reached.argmax(axis=-1)[..., None]
    begin = np.concatenate((np.ones((*curves.shape[:-1], 1)), curves[..., :-1]), axis=-1)
    before, after = (np.take_along_axis(side, bucket, axis=-1)[..., 0] for side in (begin, curves))
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.clip((before - 0.5) / (before - after), 0.0, 1.0)
    begins, ends = np.moveaxis(edges[bucket[..., 0]], -1, 0)
    return np.where(reached.any(axis=-1), np.exp(begins + part * (ends - begins)), np.nan)


def _greenwood(
    survival: FloatArray, events: FloatArray, at_risk: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Standard error and interval of a survival curve."""
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.cumsum(np.where(events > 0, events / (at_risk * (at_risk - events)), 0.0), axis=-1)
        error = np.where(survival > 0, survival * np.sqrt(terms), np.nan)
        spread = np.exp(Z95 * np.sqrt(terms) / np.log(survival))
    open_range = (survival > 0) & (survival < 1)
    low, high = (np.where(survival > 0, survival, np.nan) for _ in range(2))
    low[open_range] = survival[open_range] ** (1 / spread[open_range])
    high[open_range] = survival[open_range] ** spread[open_range]
    return error, low, high
