"""What themes cost by their gap, where effects cannot be told apart: those who name one against all others."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from dashboard.measures.figure import FloatArray
from dashboard.statistics import AnswerSums, Difference, Estimate, ThemeSums, nps, nps_difference, proportion_difference
from dashboard.statistics.drivers import POOLS
from dashboard.statistics.intervals import Z95
from dashboard.statistics.theme_gaps import can_be_compared, gap_ranks

_UNKNOWN = Difference(math.nan, math.nan, math.nan, math.nan, math.nan, math.nan)


def gap(named: AnswerSums, others: AnswerSums, metric: str, factor: float) -> Difference:
    """Return the score of answers that name a theme less that of the others, in points.

    Weights and repeated customers make answers worth less than their number; the difference counts them accordingly.
    """
    # Numbers of answers tell whether any is left; of weights rounding may be.
    if not all(side.n > 0 and side.weight > 0 for side in (named, others)):
        return _UNKNOWN
    if metric in ("nps", "journey_nps"):
        return nps_difference(_nps(named, factor), _nps(others, factor))
    shares = [(max(side.score, 0.0), side.weight, _effective(side, factor)) for side in (named, others)]
    (k1, n1, size1), (k2, n2, size2) = shares
    found = proportion_difference(k1, n1, k2, n2, size1, size2)
    return Difference(
        100 * found.value, 100 * found.standard_error, 100 * found.low, 100 * found.high, found.z, found.p_value
    )


def gap_drivers(
    sums: ThemeSums, named: Mapping[str, AnswerSums], metric: str, least_n: int, factors: Mapping[str, float]
) -> list[dict[Hashable, Any]]:
    """Return a row a theme as the regression's drivers have it, those that cost most first; the untold have no rank.

    ``named`` are the sums of the answers that name each theme.
    """
    told = can_be_compared(sums, least_n)
    at = np.flatnonzero(told)
    rows: list[dict[Hashable, Any]] = [
        {"theme": theme, "mentions": n, "rank": math.nan, "rank_low": math.nan, "rank_high": math.nan,
         "effect": found.value, **dict(zip(("points_lost", "low", "high"), lost, strict=True))}
        for theme, n, found, lost in _each(sums, named, metric, factors, told)
    ]  # fmt: skip
    points = np.array([rows[place]["points_lost"] for place in at])
    errors = np.array([(rows[place]["high"] - rows[place]["low"]) / (2 * Z95) for place in at])
    for name, values in zip(("rank", "rank_low", "rank_high"), gap_ranks(sums, at, points, errors), strict=True):
        for place, value in zip(at, values, strict=True):
            rows[place][name] = float(value)
    return sorted((row for row in rows if row["theme"] not in POOLS), key=_by_rank)


def lost_by_gap(
    sums: ThemeSums,
    named: Mapping[str, AnswerSums],
    metric: str,
    least_n: int,
    factors: Mapping[str, float],
    theme: str,
) -> FloatArray:
    """Return one theme's points lost and their interval; nan where its gap cannot be told."""
    told = can_be_compared(sums, least_n) & np.array([name == theme for name in sums.themes], dtype=bool)
    for name, _, _, lost in _each(sums, named, metric, factors, told):
        if name == theme:
            return np.array(lost)
    return np.full(3, math.nan)


def _each(
    sums: ThemeSums,
    named: Mapping[str, AnswerSums],
    metric: str,
    factors: Mapping[str, float],
    told: np.typing.NDArray[np.bool_],
) -> list[tuple[str, float, Difference, tuple[float, float, float]]]:
    """Return each theme with its mentions, gap and points lost, nan where they are not to be told."""
    found = []
    for theme, n, weight, is_told in zip(
        sums.themes, sums.mentions.tolist(), np.diagonal(sums.weight).tolist(), told.tolist(), strict=True
    ):
        one = gap(named[theme], sums.coded - named[theme], metric, factors.get(theme, 1.0)) if is_told else _UNKNOWN
        share = weight / sums.coded.weight if sums.coded.weight > 0 else math.nan
        lost = -share * one.value + 0.0
        found.append((theme, n, one, (lost, min(-share * one.high, lost), max(-share * one.low, lost))))
    return found


def _by_rank(row: Mapping[Hashable, Any]) -> tuple[bool, float]:
    unranked = math.isnan(row["rank"])
    return unranked, 0.0 if unranked else row["rank"]


def _nps(side: AnswerSums, factor: float) -> Estimate:
    detractors, promoters = (side.score_squared - side.score) / 2, (side.score_squared + side.score) / 2
    counts = (detractors, side.weight - side.score_squared, promoters)
    # What sums of weights leave below 0 is rounding.
    low, middle, high = (max(count, 0.0) for count in counts)
    return nps(low, middle, high, _effective(side, factor))


def _effective(side: AnswerSums, factor: float) -> float:
    return side.weight**2 / side.weight_squared / factor
