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


@dataclass(frozen=True, slots=True, eq=False)
class _Models:
    """What each choice of shares makes of the months before (choices first)."""

    weights: FloatArray  # (choices, months): the change expected
    spread: FloatArray  # its variance, in that of the noise
    residual: FloatArray  # (choices, months, months): the quadratic form of what season and drift leave
    likelihood: FloatArray  # what does not depend on the series


def expected_change(months: FloatArray, length: int, back: int, *, growing: bool = True) -> ExpectedChange:
    """Return the expected change of the mean of the last months from that ``back`` months before.

    ``months`` (months, series) end with the period judged; what is judged is not looked at. A missing month
    (nan) ``back`` is at least ``length``. What is not ``growing``, such as a
    share or a mean, has no drift and no growth that wanders: its level may.
    """
    known = np.asarray(~np.isnan(months).any(axis=1))
    usable: NDArray[np.bool_] = known & (np.arange(len(months)) < len(months) - back)
    enough = usable.sum() >= LEAST_MONTHS and back >= length
    models = _models(usable.tobytes(), len(months), length, back, growing) if enough else None
    if models is None:
        unknown = np.full(months.shape[1], np.nan)
        return ExpectedChange(unknown, unknown, 0.0)
    before = months[usable]
    degrees = float(usable.sum() - len(np.unique(np.flatnonzero(usable) % YEAR)) - growing)
    scale = (before * (models.residual @ before)).sum(axis=1)
    scale = np.maximum(scale, np.maximum(1e-24 * (before**2).sum(axis=0), 1e-200)) / degrees
    means = models.weights @ before
    spreads = scale * models.spread[:, None]
    likelihood = models.likelihood[:, None] - 0.5 * degrees * np.log(scale)
    share = np.exp(likelihood - likelihood.max(axis=0))
    share /= share.sum(axis=0)
    mean = (share * means).sum(axis=0)
    error = np.sqrt((share * (spreads + (means - mean) ** 2)).sum(axis=0))
    return ExpectedChange(mean, error, degrees)


@lru_cache(maxsize=24)
def _models(usable: bytes, count: int, length: int, back: int, growing: bool) -> _Models | None:
    """Return every choice of shares; None where a season of the period judged was never seen before."""
    kept = np.flatnonzero(np.frombuffer(usable, dtype=bool))
    time = np.arange(count, dtype=float)
    known = np.equal.outer(np.arange(count) % YEAR, np.arange(YEAR)).astype(float)
    known = np.column_stack((known, time / count)) if growing else known
    now, before = np.zeros(count), np.zeros(count)
    now[count - length :] = 1 / length
    before[count - length - back : count - back] = 1 / length
    seen = known[kept].any(axis=0)
    if (known.T @ now)[~seen].any():
        return None
    known = known[:, seen]
    covariance = _covariances(time, GROWTHS if growing else GROWTHS[:1])
    inside, fixed = covariance[:, kept[:, None], kept], known[kept]
    inverse = np.linalg.inv(inside)
    weighed = inverse @ fixed
    normal = fixed.T @ weighed
    solved = np.linalg.pinv(normal, hermitian=True)
    towards = covariance[:, kept] @ now
    half = np.einsum("gij,gj->gi", inverse, towards)
    missing = known.T @ now - half @ fixed
    weights = half + np.einsum("gij,gjk,gk->gi", weighed, solved, missing)
    spread = (
        np.einsum("i,gij,j->g", now, covariance, now) - (towards * half).sum(axis=1)
        + np.einsum("gi,gij,gj->g", missing, solved, missing)
    )  # fmt: skip
    likelihood = -0.5 * (np.linalg.slogdet(inside)[1] + np.linalg.slogdet(normal)[1])
    residual = inverse - weighed @ solved @ weighed.transpose(0, 2, 1)
    return _Models(weights - before[kept], spread, residual, likelihood)


def _covariances(time: FloatArray, growths: tuple[float, ...]) -> FloatArray:
    """Return the covariance of the months under each choice of shares (choices, months, months)."""
    shorter, longer = np.minimum.outer(time, time) + 1, np.maximum.outer(time, time) + 1
    # That of sums of steps, and of sums of sums of steps, which are independent.
    growth = shorter * (shorter + 1) * (3 * longer - shorter + 1) / 6
    noise = np.eye(len(time))
    return np.stack([
        noise + level * shorter + slope * (1 + level) * growth for level in LEVELS for slope in growths
    ])  # fmt: skip
