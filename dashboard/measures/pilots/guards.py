"""What would make a pilot's lift mean something else than that it worked: looked at before any lift is told.

Both arms are held against each other in the months before. Where they lay apart in the last half of these by more than
chance gives, or drew apart from the first half to it, what follows is no effect of the pilot alone: units picked
because they were low come back by themselves, as E[after] = μ + ρ (before − μ). Two looks at 2.5 % each, so that chance
stops one pilot in twenty. That nothing is seen is weak evidence: few units show little.

Afterwards, what was measured may have become something else: more answers by phone, other channels. Where such a shift
alone would make half of a lift, the lift is none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.measures.pilots.compared import Wave, early, late, lift
from dashboard.measures.pilots.outcomes import Outcomes, Span
from dashboard.measures.spans import FloatArray
from dashboard.statistics import Difference

Apart = Literal["picked_low", "lower_before", "higher_before", "drifted_apart"]

AT = 0.025
"""The level of each of the two looks at the months before."""

SAME = 0.5
"""A gap that was there to more than this share all along is a difference of the units, and not a bad half year."""

SHIFTED = 0.5
"""The share of a lift that a shift in how it was asked may make of it."""


@dataclass(frozen=True, slots=True)
class Before:
    """How far both arms were apart in the last half of the months before, how far they drew apart, and what it means.

    ``expected`` is by how much the pilot's units would have come back by themselves; nan where that is not known.
    """

    level: Difference
    slope: Difference | None
    apart: Apart | None
    expected: float = math.nan


def apart_before(outcomes: Outcomes, waves: Sequence[Wave], scale: float, higher_is_better: bool) -> Before:
    """Return whether both arms differ before by more than chance gives, in level or in slope."""
    level = lift(outcomes, waves, scale, (None, late))
    parted = all(one.horizon.early[1] >= one.horizon.early[0] for one in waves)
    slope = lift(outcomes, waves, scale, (early, late)) if parted else None
    for_worse, for_better = (
        [one is not None and one.p_value <= AT and (one.value * side > 0) for one in (level, slope)]
        for side in ((-1, 1) if higher_is_better else (1, -1))
    )
    if for_worse[0] and slope is not None and not for_worse[1] and abs(slope.value) < SAME * abs(level.value):
        return Before(level, slope, "lower_before")
    if any(for_worse):
        return Before(level, slope, "picked_low", _comes_back(outcomes, waves, scale, level.value))
    if for_better[0]:
        return Before(level, slope, "higher_before")
    return Before(level, slope, "drifted_apart" if for_better[1] else None)


def _comes_back(outcomes: Outcomes, waves: Sequence[Wave], scale: float, gap: float) -> float:
    """Return by how much of a gap units come back by themselves: all but the share that lasts from half to half."""
    one = waves[0]
    units = np.concatenate([one.treated, one.compared])
    halves = [outcomes.values(span, scale, 1)[units] for span in (one.horizon.early, one.horizon.late)]
    told = np.isfinite(halves).all(axis=0)
    first, last = (half[told] for half in halves)
    if told.sum() < 3 or first.std() == 0 or last.std() == 0:
        return math.nan
    lasts = min(max(float(np.corrcoef(first, last)[0, 1]), 0.0), 1.0)
    return regressed(0.0, gap, lasts) - gap


def regressed(mean: float, value: float, lasts: float) -> float:
    """Return what to expect of units that lay at a value by themselves: μ + ρ (before − μ)."""
    return mean + lasts * (value - mean)


def shifted(outcomes: Outcomes, one: Wave, scale: float) -> float:
    """Return what a shift in how it was asked, or in channels, makes of a lift: the pilot's less the comparison's."""
    return _mix(outcomes, one, scale, one.treated) - _mix(outcomes, one, scale, one.compared)


def _mix(outcomes: Outcomes, one: Wave, scale: float, units: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    """Return what shares that shifted did to an arm, at what each way had on average (Kitagawa)."""
    parts = [_shares(outcomes, one.horizon.before, scale, units), _shares(outcomes, one.horizon.after, scale, units)]
    (share_before, value_before), (share_after, value_after) = parts
    known = np.isfinite(np.stack([value_before, value_after]))
    values = np.where(known, np.stack([value_before, value_after]), 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return float(((share_after - share_before) * values).sum())


def _shares(
    outcomes: Outcomes, span: Span, scale: float, units: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> tuple[FloatArray, FloatArray]:
    weight, value = outcomes.by_way(units, span, scale)
    return weight / max(float(weight.sum()), 1e-300), value
