"""Is it different from usual? Bands of usual variation, and the year-on-year test of what is counted in full.

Limits are locked on months before those they judge, or a signal would widen the limits that should show it.
"""

from __future__ import annotations

import math

import numpy as np

from dashboard.measures.figure import Band, FloatArray, Series
from dashboard.periods import fiscal_year_start

LEAST_BASELINE = 6
"""Months below which nothing can be said of usual variation."""

MOVING_RANGES = 1.128
"""The mean range of two values from one normal distribution, in standard deviations: 3 / 1.128 is XmR's 2.66."""

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
    centre = float(series.values[locked].mean())
    usual_spread = _spread(np.where(locked, series.values, math.nan), 1)
    if math.isnan(usual_spread):
        return None
    sampled = ~np.isnan(errors)
    noise = float(np.mean(errors[locked & sampled] ** 2)) if (locked & sampled).any() else 0.0
    between = max(usual_spread**2 - noise, 0.0)
    half = _SIGMAS * np.sqrt(between + np.where(sampled, errors, math.sqrt(noise)) ** 2)
    with np.errstate(invalid="ignore"):
        outside = (np.abs(series.values - centre) > half + _rounding(series.values[locked])) & (months >= year)
    signals = tuple(int(month) for month in months[outside])
    return Band(centre, centre - half, centre + half, year - 12, year - 1, signals)


def yearly(values: FloatArray, *, relative: bool = False) -> FloatArray:
    """Return each month's difference from the same month a year before, nan where one is not known."""
    before, now = values[:-12], values[12:]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = now / before - 1 if relative else now - before
    return np.where(np.isfinite(found), found, np.nan)


def _spread(values: FloatArray, apart: int) -> float:
    """Return the standard deviation that the mean moving range of points so far apart stands for."""
    ranges = np.abs(values[apart:] - values[:-apart])
    ranges = ranges[~np.isnan(ranges)]
    return float(ranges.mean()) / MOVING_RANGES if len(ranges) else math.nan


def _rounding(values: FloatArray) -> float:
    """Return what rounding may do: it must not make signals of a series that never moved."""
    return 1e-9 * float(np.abs(values).max(initial=0.0))
