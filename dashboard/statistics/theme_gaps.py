"""Themes whose effects cannot be told apart, and what they cost by their gap to all other answers.

Where every answer names one theme, a reason code say, no answer stands without one, and the effects of the themes have
no common reference: any number may be added to all of them. What can be told is the gap of each, the score of those who
name it less that of all others; times the share that names it, it is by how much the score would be higher if they
scored as the others do (DOMAIN 3.1, the leave-out impact). Gaps do not add up over themes.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from dashboard.statistics.drivers import LEAST_MENTIONS, POOLS, untold_themes
from dashboard.statistics.effects import settled
from dashboard.statistics.intervals import FloatArray
from dashboard.statistics.ranks import SEED, rank_intervals
from dashboard.statistics.themes import ThemeSums

Shape = Literal["apart", "one_each", "alike"]
"""Whether effects can be told apart; or not, since as good as every answer names one theme, or most themes always come
with the same others."""

MOSTLY = 0.8
"""The part of the answers that name one theme each, from which on they are spoken of as such."""


def shape_of(sums: ThemeSums, least_mentions: int = LEAST_MENTIONS) -> Shape:
    """Return whether the effects of themes can be told apart.

    What all effects have in common is told by the answers that name more or fewer themes than most do: by so many as
    their squared distances from the mean number of themes add up to. Where that is below the least number of answers,
    it is not told.
    """
    answers, named = sums.coded.n, float(sums.mentions.sum())
    if not answers > 0:
        return "apart"
    pairs = (float(sums.n.sum()) - named) / 2
    if named - 2 * pairs >= MOSTLY * answers and named + 2 * pairs - named**2 / answers < least_mentions:
        return "one_each"
    untold = untold_themes(sums, least_mentions)
    often = {theme: n for theme, n in zip(sums.themes, sums.mentions.tolist(), strict=True) if theme not in POOLS}
    alike = sum(n for theme, n in often.items() if untold.get(theme) == "alike")
    told = sum(n for theme, n in often.items() if theme not in untold)
    return "alike" if alike > told else "apart"


def one_each_at_least(sums: ThemeSums) -> float:
    """Return how many answers name exactly one theme, at the least."""
    named = float(sums.mentions.sum())
    return max(named - (float(sums.n.sum()) - named), 0.0)


def can_be_compared(sums: ThemeSums, least_mentions: int) -> np.typing.NDArray[np.bool_]:
    """Which themes are named by enough answers, and left out by enough, for their gap to be told; pools are not."""
    of_one = np.array([theme not in POOLS for theme in sums.themes], dtype=bool)
    return np.asarray(of_one & (np.minimum(sums.mentions, sums.coded.n - sums.mentions) >= max(least_mentions, 1)))


def gap_points(sums: ThemeSums, least_mentions: int = LEAST_MENTIONS) -> FloatArray:
    """Return the points lost by the gap, by theme in the order of the sums; nan where it cannot be told."""
    coded, weight = sums.coded, np.diagonal(sums.weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = (coded.score - sums.score) / (coded.weight - weight)
        lost = 100 * weight / coded.weight * (rest - sums.score / weight)
    return np.where(can_be_compared(sums, least_mentions), settled(lost), np.nan)


def gap_ranks(
    sums: ThemeSums, places: np.typing.NDArray[np.intp], points: FloatArray, errors: FloatArray, seed: int = SEED
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Rank themes, by their places in the sums, by points lost; with the middle 95 % of their ranks in draws.

    Gaps hang together as the themes' indicators do: where answers name one of two themes alone, one gap is the other's
    reverse.
    """
    share = np.diagonal(sums.weight)[places] / sums.coded.weight
    covariance = sums.weight[np.ix_(places, places)] / sums.coded.weight - np.outer(share, share)
    spread = np.sqrt(np.diagonal(covariance))
    eigenvalues, vectors = np.linalg.eigh(covariance / np.outer(spread, spread))
    return rank_intervals(points, errors[:, None] * vectors * np.sqrt(np.maximum(eigenvalues, 0.0)), seed)
