"""Did the parts change, or only their weights? Rate and mix of a change in a total."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.intervals import FloatArray


@dataclass(frozen=True, slots=True)
class MixSplit:
    """A change in a total score, split: change = rate + mix, in the score's unit.

    `rate` is what the parts' own scores did, `mix` what the shift between parts did; `rate_by_part` and
    `mix_by_part` (parts) add up to them.
    """

    before: float
    after: float
    change: float
    rate: float
    mix: float
    rate_by_part: FloatArray
    mix_by_part: FloatArray


def kitagawa(
    weights_before: ArrayLike, scores_before: ArrayLike, weights_after: ArrayLike, scores_after: ArrayLike
) -> MixSplit:
    """Split a change into rate and mix (Kitagawa 1955): Σ ½(w₀ + w₁)(s₁ - s₀) and Σ (w₁ - w₀)½(s₀ + s₁).

    Weights (parts) are counts or shares, and are brought to add up to 1 at either time. A part that is there at
    one time only (weight 0 at the other, score nan) has no score to compare: all it brings is mix. Where nothing
    was counted at one time every field is nan.

    Raises:
        ValueError: where shapes differ, a weight is negative or missing, or a part that counts has no score.
    """
    w0, s0, w1, s1 = (
        np.asarray(part, dtype=float) for part in (weights_before, scores_before, weights_after, scores_after)
    )
    if w0.ndim != 1 or not w0.shape == s0.shape == w1.shape == s1.shape:
        raise ValueError("weights and scores of both times must be vectors of one length")
    if not ((w0 >= 0).all() and (w1 >= 0).all()):
        raise ValueError("weights must be 0 or more and not missing")
    if np.isnan(s0[w0 > 0]).any() or np.isnan(s1[w1 > 0]).any():
        raise ValueError("a part that counts has no score")
    with np.errstate(invalid="ignore"):
        w0, w1 = w0 / w0.sum(), w1 / w1.sum()
    only_before, only_after = ~(w1 > 0), ~(w0 > 0)
    # A part in neither has no scores at all; any number will do, as it weighs nothing.
    s0, s1 = np.where(only_after, s1, s0), np.where(only_before, s0, s1)
    s0, s1 = np.where(only_before & only_after, 0.0, s0), np.where(only_before & only_after, 0.0, s1)
    rate, mix = (w0 + w1) / 2 * (s1 - s0), (w1 - w0) * (s0 + s1) / 2
    before, after = float(w0 @ s0), float(w1 @ s1)
    return MixSplit(before, after, after - before, float(rate.sum()), float(mix.sum()), rate, mix)
