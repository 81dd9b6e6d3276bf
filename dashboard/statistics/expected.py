"""How much does a monthly series usually change over so many months? Its level and growth wander, its seasons stay.

    y(t) = season(t) + drift · t + wandering level + wandering growth + noise

Season and drift are estimated (generalised least squares), the rest has a covariance known up to three variances. What
share each has of them is not known either: a grid of shares is weighed by how likely the series is under each
(restricted likelihood), and the change expected, with its error, is that of the mixture. So a series that remembers
(revenue) is given the room that it takes by itself, and one that only scatters is not.

The change of the last months' mean from that of the same number of months before is predicted from the months up to
the end of those before, so that what is judged never widens what it is judged by. (A universal kriging; the model is
the local linear trend of Harvey 1989.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.statistics.intervals import FloatArray

YEAR = 12
LEAST_MONTHS = 24
"""Months up to the end of the period before without which season and drift cannot be told."""

LEVELS = (0.0, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 5.0)
"""Variance of a month's step of the level, in that of the noise."""
GROWTHS = (0.0, 0.0003, 0.003, 0.03)
"""Variance of a month's step of the growth, in that of the noise and the level's step together."""


@dataclass(frozen=True, slots=True)
class ExpectedChange:
    """The change expected and its error, one a series (nan: not known), and the error's degrees of freedom."""

    change: FloatArray
    error: FloatArray
    degrees: float


@dataclass(frozen=True, slots=True)
class _Model:
    """One choice of shares: what it makes of the months before."""

    weights: FloatArray  # of the months: the change expected
    spread: float  # its variance, in that of the noise
    residual: FloatArray  # (months, months): the quadratic form of what season and drift leave
    likelihood: float  # what does not depend on the series


def expected_change(months: FloatArray, length: int, back: int) -> ExpectedChange:
    """Return the expected change of the mean of the last months from that ``back`` months before.

    ``months`` (months, series) end with the period judged; what is judged is not looked at. A missing month
    (nan) is missing in every series. ``back`` is at least ``length``.
    """
    known = np.asarray(~np.isnan(months).any(axis=1))
    usable: NDArray[np.bool_] = known & (np.arange(len(months)) < len(months) - back)
    enough = usable.sum() >= LEAST_MONTHS and back >= length
    models = _models(usable.tobytes(), len(months), length, back) if enough else ()
    if not models:
        unknown = np.full(months.shape[1], np.nan)
        return ExpectedChange(unknown, unknown, 0.0)
    before = months[usable]
    degrees = float(usable.sum() - len(np.unique(np.flatnonzero(usable) % YEAR)) - 1)
    scale = np.array([np.einsum("mp,mn,np->p", before, model.residual, before) for model in models])
    scale = np.maximum(scale, np.maximum(1e-24 * (before**2).sum(axis=0), 1e-200)) / degrees
    means = np.array([model.weights @ before for model in models])
    spreads = scale * np.array([model.spread for model in models])[:, None]
    likelihood = np.array([model.likelihood for model in models])[:, None] - 0.5 * degrees * np.log(scale)
    share = np.exp(likelihood - likelihood.max(axis=0))
    share /= share.sum(axis=0)
    mean = (share * means).sum(axis=0)
    error = np.sqrt((share * (spreads + (means - mean) ** 2)).sum(axis=0))
    return ExpectedChange(mean, error, degrees)


@lru_cache(maxsize=64)
def _models(usable: bytes, count: int, length: int, back: int) -> tuple[_Model, ...]:
    """Return every choice of shares; none where a season of the period judged was never seen before."""
    kept = np.flatnonzero(np.frombuffer(usable, dtype=bool))
    time = np.arange(count, dtype=float)
    known = np.column_stack((np.equal.outer(np.arange(count) % YEAR, np.arange(YEAR)).astype(float), time / count))
    now, before = np.zeros(count), np.zeros(count)
    now[count - length :] = 1 / length
    before[count - length - back : count - back] = 1 / length
    seen = known[kept].any(axis=0)
    if (known.T @ now)[~seen].any():
        return ()
    known = known[:, seen]
    steps = np.minimum.outer(time, time) + 1
    shorter, longer = steps, np.maximum.outer(time, time) + 1
    # The covariance of sums of sums of independent steps.
    growth = shorter * (shorter + 1) * (3 * longer - shorter + 1) / 6
    noise = np.eye(count)
    return tuple(
        _model(noise + level * steps + slope * (1 + level) * growth, known, kept, now, before[kept])
        for level in LEVELS
        for slope in GROWTHS
    )


def _model(
    covariance: FloatArray, known: FloatArray, kept: NDArray[np.int64], now: FloatArray, before: FloatArray
) -> _Model:
    inside, fixed = covariance[np.ix_(kept, kept)], known[kept]
    inverse = np.linalg.inv(inside)
    weighed = inverse @ fixed
    normal = fixed.T @ weighed
    solved = np.linalg.pinv(normal)
    residual = inverse - weighed @ solved @ weighed.T
    towards = covariance[kept] @ now
    missing = known.T @ now - fixed.T @ inverse @ towards
    weights = inverse @ towards + weighed @ solved @ missing
    spread = float(now @ covariance @ now - towards @ inverse @ towards + missing @ solved @ missing)
    likelihood = -0.5 * float(np.linalg.slogdet(inside)[1] + np.linalg.slogdet(normal)[1])
    return _Model(weights - before, spread, residual, likelihood)
