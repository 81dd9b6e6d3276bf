"""Is it different from usual? Bands of usual variation, and the year-on-year test of what is counted in full.

Limits are locked on months before those they judge, or a signal would widen the limits that should show it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dashboard.measures.figure import Band, FloatArray, Series
from dashboard.periods import fiscal_year_start
from dashboard.statistics import xmr

LEAST_BASELINE = 6
"""Months below which nothing can be said of usual variation."""

LEAST_YEAR_ON_YEAR = 24
"""Year-on-year differences below which no verdict is given."""

_SIGMAS = 3.0


def usual(series: Series, errors: FloatArray, fiscal_start: int) -> Band | None:
    """Return the band of usual variation of a monthly series, None where there is too little to lock it on.

    It is locked on the fiscal year before the one in which the series ends, so it stays where it is for a year. Where
    the values are estimates (``errors`` are their standard errors, nan for what is counted in full), months with
    fewer answers get wider limits: what varies beyond sampling stays, sampling error is each month's own.
    """
    months = series.months
    year = fiscal_year_start(int(months[-1]), fiscal_start)
    locked = (months >= year - 12) & (months < year) & ~np.isnan(series.values)
    if locked.sum() < LEAST_BASELINE:
        return None
    limits = xmr(series.values, baseline=np.flatnonzero(locked).tolist())
    if math.isnan(limits.low):
        return None
    sampled = ~np.isnan(errors)
    noise = float(np.mean(errors[locked & sampled] ** 2)) if (locked & sampled).any() else 0.0
    between = max(((limits.high - limits.centre) / _SIGMAS) ** 2 - noise, 0.0)
    half = _SIGMAS * np.sqrt(between + np.where(sampled, errors, math.sqrt(noise)) ** 2)
    with np.errstate(invalid="ignore"):
        outside = (np.abs(series.values - limits.centre) > half) & (months >= year)
    return Band(
        limits.centre, limits.centre - half, limits.centre + half, year - 12, year - 1,
        tuple(int(month) for month in months[outside]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """How a stretch's mean difference from the year before compares with those of stretches before it."""

    enough: bool
    outside: bool


def year_on_year(values: FloatArray, length: int, *, relative: bool = False) -> YearOnYear:
    """Judge the last ``length`` months by rule 1 of an XmR chart of year-on-year differences.

    Each point is the mean difference of so many months; moving ranges are taken between stretches that do not overlap,
    and the limits from stretches before the one judged. Where neighbours resemble each other moving ranges are too
    narrow a measure: then the standard deviation takes their place. At least 24 monthly differences are needed.
    """
    before, now = values[:-12], values[12:]
    with np.errstate(divide="ignore", invalid="ignore"):
        monthly = now / before - 1 if relative else now - before
    monthly = np.where(np.isfinite(monthly), monthly, np.nan)
    known = np.flatnonzero(~np.isnan(monthly))
    if len(known) < LEAST_YEAR_ON_YEAR or np.isnan(monthly[-length:]).any():
        return YearOnYear(enough=False, outside=False)
    points = np.lib.stride_tricks.sliding_window_view(monthly[known[0] :], length).mean(axis=1)
    judged, usual_points = points[-1], points[:-length]
    usual_points = usual_points[~np.isnan(usual_points)]
    ranges = np.abs(usual_points[length:] - usual_points[:-length])
    if len(ranges) < LEAST_BASELINE:
        return YearOnYear(enough=False, outside=False)
    spread = max(float(ranges.mean()) / 1.128, float(usual_points.std(ddof=1)))
    # The centre is itself known from few stretches only.
    limit = _SIGMAS * spread * math.sqrt(1 + length / len(usual_points))
    # Rounding must not make signals of a series that never moved.
    least = 1e-9 * max(float(np.abs(usual_points).max()), 1e-300)
    return YearOnYear(True, bool(abs(judged - usual_points.mean()) > limit + least))
