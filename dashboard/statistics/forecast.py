"""Where will it stand? A monthly sum, or a sum over a sum, some months ahead, in closed form and with its interval.

Two ways, both on monthly sums and both with the drift b, the mean difference from the year before over twelve:

    level      the newest months, weighted by (1 − θ) θ^age, and the drift. θ = 0 is the random walk with drift: the
               newest month alone. But monthly figures are mostly level and noise, and a random walk takes one month's
               noise for a step that lasts: its intervals held 98 % of what came nine months later. So θ is that of a
               grid with the smallest one-step errors.
    seasonal   the same month of the year before, and the drift: from 37 months on, where its rolling-origin error on
               the way to the horizon is smaller.

Top and bottom are forecast apart, what is known of the span is added, and the sum is divided. The error is that of the
rate, top ÷ bottom. A month's step stays by (1 − θ), so that what is h months ahead errs by its own step and by (1 − θ)
of those before it: σ² (1 + (h − 1)(1 − θ)²), which is σ² h of a random walk. Where misses go on in one direction, with
autocorrelation r, σ² counts (1 + r) / (1 − r) times. Of the seasonal way it is σ² k, k = ⌊(h − 1) / 12⌋ + 1 years
ahead. To that comes the error of the drift, b's variance times the square of the months, or years, that it is drawn
on for. The months of a span share their steps, and that is counted. Student's t on the degrees of
freedom that are left. (Exponential smoothing with drift is ARIMA(0, 1, 1): Hyndman & Athanasopoulos,
Forecasting, 8.1 and 9.8.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from dashboard.statistics.intervals import FloatArray

IntArray = NDArray[np.int64]

YEAR = 12
LEAST_MONTHS = 13
"""Months below which nothing is forecast: the drift needs one difference from the year before."""

SEASONAL_MONTHS = 37
"""Months from which the same month of the year before is tried as well."""

HELD = 0.8
"""How much of what comes an interval is to hold."""

KEPT = np.array([0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9])
"""The grid of θ: how much of the level a new month leaves as it was."""

_LEAST_ORIGINS = 6
_MOST_ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected, with the standard error of its miss; ``low`` and ``high`` hold 80 % of what comes.

    ``seasonal`` tells whether the same months of the year before were the better guide. Where what is not known leaves
    a range in place of a value, ``value`` is the least that is to be expected and ``most`` the most; else it is nan.
    """

    value: float
    low: float
    high: float
    error: float
    degrees: float
    seasonal: bool
    most: float = math.nan

    @property
    def points(self) -> tuple[float, ...]:
        """What is to be expected, without its interval: one number, or both ends of a range."""
        return (self.value,) if math.isnan(self.most) else (self.value, self.most)

    def limits(self, held: float) -> tuple[float, float]:
        """Return the limits, not clamped to any scale, that hold another share of what comes."""
        half = float(stdtrit(self.degrees, (1 + held) / 2)) * self.error
        return self.value - half, self.value + half


@dataclass(frozen=True, slots=True)
class _Way:
    """What is expected of each of the months asked for, and how the rate errs in them.

    ``covariance`` is that of their misses without the drift's, which is as large as ``reach`` months of it.
    """

    top: FloatArray
    bottom: FloatArray
    covariance: FloatArray
    reach: NDArray[np.floating[Any]]
    drift_variance: float
    degrees: float


def forecast(
    top: FloatArray,
    bottom: FloatArray,
    first: int,
    last: int,
    *,
    known: tuple[float, float] = (0.0, 0.0),
    scale: tuple[float, float] = (-math.inf, math.inf),
) -> Forecast | None:
    """Forecast the months ``first`` to ``last`` after the newest (1: the next), together with what is ``known``.

    ``top`` and ``bottom`` are monthly sums, oldest first and without a gap, every bottom above 0 (ones, where the mean
    of a sum is asked for); ``known`` are the sums of those months of the span that have come. None where there are
    fewer than 13 months, or where the bottom is on its way to nothing.

    Raises:
        ValueError: where a month is not known, a bottom is not above 0, or the months ahead are none.
    """
    if not (np.isfinite(top).all() and np.isfinite(bottom).all() and (bottom > 0).all()):
        raise ValueError("a forecast needs months without a gap, each with something to divide by")
    if not 1 <= first <= last:
        raise ValueError(f"months {first} to {last} after the newest do not lie ahead")
    if len(top) < LEAST_MONTHS:
        return None
    ahead = np.arange(first, last + 1)
    kept = _best_kept(top / bottom)
    seasonal = _seasonal_is_better(top / bottom, kept, last)
    way = _seasonal(top, bottom, ahead) if seasonal else _level(top, bottom, ahead, kept)
    below = way.bottom.sum() + known[1]
    if not (way.bottom > 0).all():
        return None
    share = way.bottom / below
    variance = share @ way.covariance @ share + (share @ way.reach) ** 2 * way.drift_variance
    value, error = (way.top.sum() + known[0]) / below, math.sqrt(max(variance, 0.0))
    half = float(stdtrit(way.degrees, (1 + HELD) / 2)) * error
    value, low, high = np.clip((value, value - half, value + half), *scale)
    return Forecast(float(value), float(low), float(high), error, way.degrees, seasonal)


def _level(top: FloatArray, bottom: FloatArray, ahead: IntArray, kept: float) -> _Way:
    newest = len(top) - 1
    month, weights = np.arange(newest + 1), _weights(newest + 1, kept)
    drifts = [_drift(sums) for sums in (top, bottom)]
    over, under = (
        weights @ (sums - drift * month) + drift * (newest + ahead)
        for sums, drift in zip((top, bottom), drifts, strict=True)
    )
    rate = top / bottom
    missed = _one_step(rate, np.array([kept]))[:, 0]
    # Misses that go on in one direction count as fewer, and add up.
    alike = _autocorrelation(missed)
    variance = float(missed @ missed) / (len(rate) - 2) * (1 + alike) / (1 - alike)
    degrees = max((len(rate) - 2) * (1 - alike) / (1 + alike), 2.0)
    # How the step of month j counts in month h: whole in its own, by 1 − θ in every later one.
    step = np.arange(1, ahead[-1] + 1)
    counts = np.where(step == ahead[:, None], 1.0, np.where(step < ahead[:, None], 1 - kept, 0.0))
    spread = _spread_of_drift(len(rate))
    neighbours = 2 * -kept * float(spread[1:] @ spread[:-1])
    drift_variance = variance * ((1 + kept**2) * float(spread @ spread) + neighbours)
    return _Way(over, under, variance * counts @ counts.T, ahead + kept / (1 - kept), drift_variance, degrees)


def _seasonal(top: FloatArray, bottom: FloatArray, ahead: IntArray) -> _Way:
    years = (ahead - 1) // YEAR + 1
    source = len(top) - 1 + ahead - YEAR * years
    over, under = (sums[source] + years * YEAR * _drift(sums) for sums in (top, bottom))
    rate = top / bottom
    steps = rate[YEAR:] - rate[:-YEAR]
    count, apart = len(steps), steps - steps.mean()
    variance = float(apart @ apart) / (count - 1)
    # From few differences it comes out too low.
    alike = min((count * _autocorrelation(apart) + 1) / (count - 4), _MOST_ALIKE)
    shared = np.minimum(years, years[:, None]) * alike ** np.abs(ahead - ahead[:, None])
    drift_variance = variance * (1 + alike) / ((1 - alike) * count)
    degrees = max(count * (1 - alike) / (1 + alike) - 1, 1.0)
    return _Way(over, under, variance * shared, years.astype(float), drift_variance, degrees)


def _drift(sums: FloatArray) -> float:
    """Return what a month adds: the mean difference from the year before, which no season bends, over twelve."""
    return float((sums[YEAR:] - sums[:-YEAR]).mean()) / YEAR


def _spread_of_drift(months: int) -> FloatArray:
    """Return how each step from month to month counts in the drift."""
    counted = np.convolve(np.ones(months - YEAR), np.ones(YEAR))
    return counted / (YEAR * (months - YEAR))


def _weights(months: int, kept: float) -> FloatArray:
    """Return how the months count in the newest level; the first year's mean is where it starts."""
    weights = (1 - kept) * kept ** np.arange(months - 1, -1, -1.0)
    weights[:YEAR] += kept**months / YEAR
    return weights


def _levels(rate: FloatArray, kept: FloatArray) -> FloatArray:
    """Return the level after each month (months + 1, θ), before the first the first year's mean."""
    levels = np.empty((len(rate) + 1, len(kept)))
    levels[0] = rate[:YEAR].mean()
    for month, value in enumerate(rate):
        levels[month + 1] = kept * levels[month] + (1 - kept) * value
    return levels


def _one_step(rate: FloatArray, kept: FloatArray) -> FloatArray:
    """Return what the level missed a month ahead (months − 1, θ), the drift taken off."""
    flat = rate - _drift(rate) * np.arange(len(rate))
    return flat[1:, None] - _levels(flat, kept)[1:-1]


def _best_kept(rate: FloatArray) -> float:
    """Return the θ of the grid whose one-step errors are smallest; of equals the smallest."""
    return float(KEPT[np.argmin((_one_step(rate, KEPT) ** 2).sum(axis=0))])


def _seasonal_is_better(rate: FloatArray, kept: float, horizon: int) -> bool:
    """Whether the same month of the year before missed by less on the way to the horizon, from all origins.

    All months up to the horizon count: twelve months ahead, the newest month is the same month of the year before.
    """
    months = len(rate)
    if months < SEASONAL_MONTHS or months - horizon - 2 * YEAR < _LEAST_ORIGINS:
        return False
    origins = np.arange(2 * YEAR, months - horizon)
    # The drift as it was known at each origin.
    drifts = np.cumsum(rate[YEAR:] - rate[:-YEAR])[origins - YEAR] / (origins - YEAR + 1) / YEAR
    slope = _drift(rate)
    levels = _levels(rate - slope * np.arange(months), np.array([kept]))[origins + 1, 0] + slope * origins
    ahead = np.arange(1, horizon + 1)[:, None]
    years = (ahead - 1) // YEAR + 1
    came = rate[origins + ahead]
    level = came - levels - drifts * ahead
    seasonal = came - rate[origins + ahead - YEAR * years] - drifts * YEAR * years
    return bool((seasonal**2).mean() < (level**2).mean())


def _autocorrelation(apart: FloatArray) -> float:
    """Autocorrelation of lag 1 of what has mean nothing, 0 to .9."""
    squares = float(apart @ apart)
    return min(max(float(apart[1:] @ apart[:-1]) / squares, 0.0), _MOST_ALIKE) if squares > 0 else 0.0
