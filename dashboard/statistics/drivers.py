"""What each theme costs: least squares of 100·y on all themes at once, from pairwise sums.

The reference are coded answers that mention no theme. With an intercept the points add up:

    intercept − lost + gained + said nothing = score

where a theme loses (or gains) its effect times the share of coded answers that mention it, and those who said
nothing add the difference between everybody's score and that of the coded answers. A theme with too few mentions joins
'other', praise of it '+other': they enter as the number of such mentions in an answer, so that pairwise sums suffice.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.statistics.effects import settled
from dashboard.statistics.intervals import Z95, FloatArray
from dashboard.statistics.moments import ALIASED, SINGULAR, inverse_scale
from dashboard.statistics.ranks import SEED, rank_intervals
from dashboard.statistics.relative_weights import weights_from_eigen
from dashboard.statistics.themes import PRAISE, ThemeSums

if TYPE_CHECKING:
    import pandas as pd

OTHER = "other"
POOLS = (OTHER, PRAISE + OTHER)
"""What joins complaints, and praise, of themes with too few mentions."""

LEAST_MENTIONS = 30

# A variance below this is rounding: of an indicator, as everybody mentions the theme or nobody does; of scores in
# -1..1, as the themes explain them all.
NO_VARIANCE = 1e-13

NO_FACTORS: Mapping[str, float] = MappingProxyType({})

Untold = Literal["few", "always", "alike"]
"""Why a theme's effect cannot be told: too few mentions; all answers name it; it always comes with the same others."""


@dataclass(frozen=True, slots=True)
class ThemeBalance:
    """How the points of all themes add up to the score: intercept - lost + gained + said_nothing = score.

    `lost` and `gained` include `other` and `other_praise`, the points lost (gained where negative) by complaints and
    praise that are pooled, and `entangled`, those by themes that can't be told apart. Where no answer stands without a
    theme, so that there is no reference, intercept, lost and gained are nan.
    """

    intercept: float
    lost: float
    gained: float
    said_nothing: float
    score: float
    other: float
    other_praise: float
    entangled: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """The regression; its terms are the kept themes in order and, last, the pools that some answer mentions."""

    pooled: NDArray[np.bool_]  # over the themes of the sums
    pools: tuple[str, ...]
    share: FloatArray  # mean number of a term's mentions in a coded answer
    effects: FloatArray
    roots: FloatArray  # (terms, terms): roots @ roots.T is the effects' covariance
    known: NDArray[np.bool_]  # terms whose effect the data can tell
    varies: NDArray[np.bool_]  # terms that some answers mention and some do not
    weights: FloatArray
    intercept: float


def theme_drivers(
    sums: ThemeSums,
    least_mentions: int = LEAST_MENTIONS,
    factors: Mapping[str, float] = NO_FACTORS,
    seed: int = SEED,
) -> pd.DataFrame:
    """What each theme costs, one row a theme, those that cost most first.

    Columns: `theme`; `mentions`, unweighted; `gap`, score with minus score without the theme; `impact`, score of
    all coded answers minus score without; `effect` with its classical `effect_se`; `points_lost` = -effect ·
    share of mentions, with its interval `low` to `high` given that share; `relative_weight`, adding up to R²;
    and `rank` by points lost, with `rank_low` to `rank_high` from draws of the effects' joint distribution. All but
    mentions, weights and ranks are in points.

    Themes below `least_mentions`, and those named 'other', are pooled: they keep mentions, gap and impact, while
    the rows 'other' and, of praise, '+other' have their joint points and no rank. `factors` multiply the effects'
    variances (D Σ D with their roots on D, 1 for a theme without one); `theme_factors` finds them. Singular designs
    give nan where the data can't tell, never an error: the effect of a theme that every coded answer mentions, or that
    always comes together with others, and its points and rank; with fewer answers than themes, errors and intervals.
    """
    import pandas as pd  # for who asks for a frame alone: it takes 50 MB, and no page does

    themes, numbers = _columns(sums, least_mentions, factors, seed)
    return pd.DataFrame({"theme": themes} | numbers)


def driver_rows(
    sums: ThemeSums, least_mentions: int = LEAST_MENTIONS, factors: Mapping[str, float] = NO_FACTORS, seed: int = SEED
) -> list[dict[Hashable, Any]]:
    """The rows of `theme_drivers` as plain mappings, without a frame."""
    themes, numbers = _columns(sums, least_mentions, factors, seed)
    columns = {"theme": themes} | {name: column.tolist() for name, column in numbers.items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _columns(
    sums: ThemeSums, least_mentions: int, factors: Mapping[str, float], seed: int
) -> tuple[list[str], dict[str, FloatArray]]:
    """The themes in their order, and the other columns of `theme_drivers` by their names."""
    fit = _fit(sums, _pooled(sums, least_mentions), factors)
    listed = [index for index, theme in enumerate(sums.themes) if theme not in POOLS]
    rows = len(listed) + len(fit.pools)
    columns = _described(sums, fit, listed)
    terms_rows = [row for row, index in enumerate(listed) if not fit.pooled[index]] + [*range(len(listed), rows)]
    for name, values in (_told(fit) | _ranked(fit, seed)).items():
        column = np.full(rows, np.nan)
        column[terms_rows] = values
        columns[name] = column
    themes = [*(sums.themes[index] for index in listed), *fit.pools]
    order = np.argsort(columns["rank"], kind="stable")
    return [themes[row] for row in order], {name: column[order] for name, column in columns.items()}


def theme_balance(sums: ThemeSums, least_mentions: int = LEAST_MENTIONS) -> ThemeBalance:
    """How intercept, points lost and gained, and those who said nothing add up to the score, in points."""
    fit = _fit(sums, _pooled(sums, least_mentions))
    points = settled(-fit.effects * fit.share)
    everybody = sums.coded + sums.silent
    silent = sums.silent.weight > 0
    return ThemeBalance(
        intercept=fit.intercept,
        lost=float(points[points > 0].sum()) + 0 * fit.intercept,
        gained=float(-points[points < 0].sum()) + 0 * fit.intercept,
        said_nothing=everybody.mean - sums.coded.mean if silent else 0.0,
        score=everybody.mean,
        other=_of_pool(fit, points, POOLS[0]),
        other_praise=_of_pool(fit, points, POOLS[1]),
        entangled=float(points[~fit.known].sum()),
    )


def untold_themes(sums: ThemeSums, least_mentions: int = LEAST_MENTIONS) -> dict[str, Untold]:
    """Return the themes whose effect cannot be told, and why; pools are none."""
    fit = _fit(sums, _pooled(sums, least_mentions))
    found: dict[str, Untold] = {theme: "few" for theme, few in zip(sums.themes, fit.pooled, strict=True) if few}
    kept = [theme for theme, few in zip(sums.themes, fit.pooled, strict=True) if not few]
    for theme, known, varies in zip(kept, fit.known, fit.varies, strict=False):
        if not known:
            found[theme] = "alike" if varies else "always"
    return {theme: why for theme, why in found.items() if theme not in POOLS}


def theme_points(
    sums: ThemeSums,
    least_mentions: int = LEAST_MENTIONS,
    factors: Mapping[str, float] = NO_FACTORS,
    keep: Collection[str] = (),
) -> FloatArray:
    """`points_lost`, `low` and `high` (3, k) by theme in the order of the sums, for trends; nan as in the drivers.

    Themes to `keep` stand by themselves however seldom they are mentioned, as one must that was often before.
    """
    kept = np.array([theme in keep and theme not in POOLS for theme in sums.themes], dtype=bool)
    fit = _fit(sums, _pooled(sums, least_mentions) & ~kept, factors)
    told = _told(fit)
    points = np.full((3, len(sums.themes)), np.nan)
    points[:, ~fit.pooled] = [told[name][: len(fit.share) - len(fit.pools)] for name in ("points_lost", "low", "high")]
    return points


def _of_pool(fit: _Fit, points: FloatArray, pool: str) -> float:
    return float(points[len(points) - len(fit.pools) + fit.pools.index(pool)]) if pool in fit.pools else 0.0


def _pooled(sums: ThemeSums, least_mentions: int) -> NDArray[np.bool_]:
    named = np.array([theme in POOLS for theme in sums.themes], dtype=bool)
    return np.asarray(named | (sums.mentions < least_mentions))


def _members(sums: ThemeSums, pooled: NDArray[np.bool_]) -> dict[str, NDArray[np.bool_]]:
    """Which themes join each pool; a pool that no answer mentions is none."""
    praised = np.array([theme.startswith(PRAISE) for theme in sums.themes], dtype=bool)
    sides = zip(POOLS, (pooled & ~praised, pooled & praised), strict=True)
    return {pool: members for pool, members in sides if sums.n[members].any()}


def _fit(sums: ThemeSums, pooled: NDArray[np.bool_], factors: Mapping[str, float] = NO_FACTORS) -> _Fit:
    """Solve for all effects in correlation form; the solution of least norm where the design is singular."""
    coded = sums.coded
    share, covariance, with_score, mean, score_variance = _moments(sums, pooled)
    variance = np.diagonal(covariance)
    scale = inverse_scale(np.where(variance > NO_VARIANCE, variance, 0.0))
    varies = scale > 0
    eigenvalues, vectors = np.linalg.eigh(covariance * np.outer(scale, scale))
    real = eigenvalues > SINGULAR * max(float(eigenvalues.max(initial=0.0)), 1.0)
    inverse = np.divide(1.0, eigenvalues, out=np.zeros_like(eigenvalues), where=real)
    effects = scale * (vectors @ (inverse * (vectors.T @ (scale * with_score))))
    spare = coded.n - np.count_nonzero(real) - 1
    unexplained = score_variance - float(effects @ with_score)
    unexplained = unexplained if unexplained > NO_VARIANCE else 0.0  # what is left of a perfect fit is rounding
    noise = unexplained * coded.n / spare * coded.weight_squared / coded.weight**2 if spare > 0 else math.nan
    kept = [factors.get(theme, 1.0) for theme, joined in zip(sums.themes, pooled, strict=True) if not joined]
    widened = np.sqrt([*kept, *[1.0] * (len(share) - len(kept))])
    empty = vectors[:, ~real]
    entangled = np.hypot.reduce(empty, axis=1, initial=0.0) > ALIASED
    # Along an empty direction the mentions add up to a constant; where it isn't 0 it moves the intercept.
    along = scale * share
    adrift = bool((np.abs(along @ empty) > ALIASED * np.linalg.norm(along)).any())
    return _Fit(
        pooled=pooled,
        pools=tuple(_members(sums, pooled)),
        share=share,
        effects=100 * effects,
        roots=100 * math.sqrt(noise) * (widened * scale)[:, None] * vectors * np.sqrt(inverse),
        known=varies & ~entangled,
        varies=varies,
        weights=weights_from_eigen(eigenvalues, vectors, scale * with_score * float(inverse_scale(score_variance))),
        intercept=math.nan if adrift else 100 * (mean - float(effects @ share)),
    )


def _moments(sums: ThemeSums, pooled: NDArray[np.bool_]) -> tuple[FloatArray, FloatArray, FloatArray, float, float]:
    """Terms' means, covariances, covariances with the score; the score's mean and variance; y in -1..1."""
    pools = [members.astype(float) for members in _members(sums, pooled).values()]
    terms = np.vstack([np.eye(len(pooled))[~pooled], *pools])
    coded = sums.coded
    if not coded.weight > 0:
        nothing = np.zeros(len(terms))
        return nothing, np.outer(nothing, nothing), nothing, math.nan, math.nan
    share = terms @ np.diagonal(sums.weight) / coded.weight
    mean = coded.score / coded.weight
    covariance = terms @ sums.weight @ terms.T / coded.weight - np.outer(share, share)
    with_score = terms @ sums.score / coded.weight - share * mean
    return share, covariance, with_score, mean, max(coded.score_squared / coded.weight - mean**2, 0.0)


def _described(sums: ThemeSums, fit: _Fit, listed: list[int]) -> dict[str, FloatArray]:
    """Mentions, gap and impact of the listed themes and of the pools."""
    coded, mentions, weight, score = sums.coded, sums.mentions, np.diagonal(sums.weight), sums.score
    mentions, weight, score = mentions[listed], weight[listed], score[listed]
    for members in _members(sums, fit.pooled).values():
        mentions = np.append(mentions, sums.mentions[members].sum())
        # How many answers mention any of several pooled themes is not known from pairs.
        one = np.flatnonzero(members) if np.count_nonzero(members) == 1 else None
        weight = np.append(weight, math.nan if one is None else np.diagonal(sums.weight)[one])
        score = np.append(score, math.nan if one is None else sums.score[one])
    with np.errstate(divide="ignore", invalid="ignore"):
        # Numbers of answers tell whether any is left; of weights rounding may be.
        left = (coded.n - mentions > 0) & (coded.weight - weight > 0)
        without = np.where(left, (coded.score - score) / (coded.weight - weight), math.nan)
        gap = 100 * (score / weight - without)
        impact = np.where(weight > 0, weight / coded.weight * gap, math.nan)
    return {"mentions": mentions, "gap": gap, "impact": impact}


def _told(fit: _Fit) -> dict[str, FloatArray]:
    """Effects and points lost of the terms, nan where the data can't tell."""
    known = np.where(fit.known, 1.0, math.nan)
    errors = np.sqrt((fit.roots**2).sum(axis=1)) * known
    lost, half = -fit.effects * fit.share * known, Z95 * errors * fit.share
    return {
        "effect": fit.effects * known,
        "effect_se": errors,
        "points_lost": settled(lost),
        "low": settled(lost - half),
        "high": settled(lost + half),
        "relative_weight": fit.weights * np.where(fit.varies, 1.0, math.nan),
    }


def _ranked(fit: _Fit, seed: int) -> dict[str, FloatArray]:
    """Rank by points lost of the terms whose effect is known, pools aside, with the ranks' intervals."""
    candidates = fit.known.copy()
    candidates[len(candidates) - len(fit.pools) :] = False
    share = fit.share[candidates]
    found = rank_intervals(-fit.effects[candidates] * share, fit.roots[candidates] * share[:, None], seed)
    ranks = {}
    for name, values in zip(("rank", "rank_low", "rank_high"), found, strict=True):
        ranks[name] = np.full(len(candidates), math.nan)
        ranks[name][candidates] = values
    return ranks
