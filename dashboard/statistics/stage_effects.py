"""What a bad experience of a stage goes along with in the score: least squares on all stages at once, from sums.

Of each stage two things are known of an answer: whether its customer had spoken of the stage at all, and whether the
last word was bad. With both in the regression, a stage's effect is the difference between answers of those whose last
word on it was bad and those whose was not, what they said of all other stages being equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.statistics.effects import settled
from dashboard.statistics.intervals import Z95, FloatArray
from dashboard.statistics.moments import ALIASED, SINGULAR, inverse_scale
from dashboard.statistics.ranks import rank_intervals
from dashboard.statistics.themes import AnswerSums


@dataclass(frozen=True, slots=True, eq=False)
class StageEffects:
    """Stage by stage, in points: the effect with its error and interval, and its rank, the costliest first.

    ``points`` is what all answers would be higher by, if nobody's last word on the stage had been bad and each such
    answer were like the others. What the data cannot tell is nan.
    """

    effect: FloatArray
    standard_error: FloatArray
    low: FloatArray
    high: FloatArray
    points: FloatArray
    rank: FloatArray
    rank_low: FloatArray
    rank_high: FloatArray


def stage_effects(
    weight: FloatArray, score: FloatArray, everybody: AnswerSums, stages: int, factor: float = 1.0
) -> StageEffects:
    """Return the effects of a bad last word on each of the stages.

    `weight` (2k, 2k) are the weights of answers that have two terms, the k stages spoken of first and the k of which
    the last word was bad behind them; `score` (2k) is Σ w·y of the answers that have a term; `everybody` are all
    answers that speak of any stage. Errors are classical, times the root of `factor`, the design effect of customers
    who answered more than once.

    Raises:
        ValueError: where the shapes do not fit the number of stages.
    """
    if weight.shape != (2 * stages, 2 * stages) or score.shape != (2 * stages,):
        raise ValueError(f"weight {weight.shape} and score {score.shape} for {stages} stages")
    if not everybody.weight > 0 or not stages:
        return _nothing(stages)
    total = everybody.weight
    share, mean = np.diagonal(weight) / total, everybody.score / total
    covariance = weight / total - np.outer(share, share)
    scale = inverse_scale(np.where(np.diagonal(covariance) > 1e-13, np.diagonal(covariance), 0.0))
    values, vectors = np.linalg.eigh(covariance * np.outer(scale, scale))
    real = values > SINGULAR * max(float(values.max(initial=0.0)), 1.0)
    inverse = vectors @ np.diag(np.divide(1.0, values, out=np.zeros_like(values), where=real)) @ vectors.T
    inverse = inverse * np.outer(scale, scale)
    together = score / total - share * mean
    slopes = inverse @ together
    untold = (np.hypot.reduce(vectors[:, ~real], axis=1, initial=0.0) > ALIASED) | (scale == 0)
    left = max(everybody.score_squared / total - mean**2 - float(slopes @ together), 0.0)
    answers = total**2 / everybody.weight_squared
    errors = 1e4 * factor * left / max(answers - int(real.sum()) - 1, 1.0) * inverse[stages:, stages:]
    return _told(np.where(untold, np.nan, 100 * slopes)[stages:], errors, share[stages:])


def _told(effect: FloatArray, covariance: FloatArray, share: FloatArray) -> StageEffects:
    effect = settled(effect)
    error = np.where(np.isnan(effect), np.nan, np.sqrt(np.maximum(np.diagonal(covariance), 0.0)))
    known = np.flatnonzero(~np.isnan(effect))
    rank, low, high = (np.full(len(effect), np.nan) for _ in range(3))
    values, vectors = np.linalg.eigh(covariance[np.ix_(known, known)])
    roots = vectors * np.sqrt(np.maximum(values, 0.0))
    rank[known], low[known], high[known] = rank_intervals(-effect[known], roots)
    return StageEffects(
        effect, error, effect - Z95 * error, effect + Z95 * error, -effect * share, rank, low, high
    )  # fmt: skip


def _nothing(stages: int) -> StageEffects:
    return StageEffects(*(np.full(stages, np.nan) for _ in range(8)))
