"""Did the pilot work? Difference in differences, over answers or over units."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from dashboard.statistics.effects import settled
from dashboard.statistics.estimates import Difference, Sums, contrast, mean_difference
from dashboard.statistics.intervals import FloatArray

if TYPE_CHECKING:
    import pandas as pd

PILOT = ("pilot", "treated", "treatment", "true", "1", "1.0")
COMPARISON = ("comparison", "control", "false", "0", "0.0")

# What rounding leaves between changes that are the same, as a share of the values they come from.
ROUNDING = 8 * float(np.finfo(float).eps)

LEAST_UNITS = 4  # in an arm: with fewer no assignment could ever be surprising
PERMUTED_BELOW = 20  # units in all: few enough to try every assignment
# An effect of so many standard errors is found four times in five at the 5 % level.
DETECTABLE = 1.959963984540054 + 0.8416212335729143

WORKED, HARMFUL, NO_EFFECT, NOT_EVALUABLE = "worked", "harmful", "no detectable effect", "not evaluable"


@dataclass(frozen=True, slots=True)
class PilotLift(Difference):
    """A pilot's lift: a Difference with its verdict.

    `verdict` is 'worked', 'no detectable effect', 'harmful' or 'not evaluable'; `reason` says why in words.
    `smallest_detectable` is the lift that would have been seen four times in five, nan where that can't be told.
    `method` is 'permutation',
    't' or '' where nothing was evaluated.
    """

    verdict: str
    reason: str
    smallest_detectable: float
    pilot_units: int
    comparison_units: int
    method: str


def difference_in_differences(
    treated_before: Sums, treated_after: Sums, control_before: Sums, control_after: Sums
) -> Difference:
    """(treated after - before) - (control after - before) of means, in their unit.

    Each cell is (n, sum, sum_of_squares) of independent values: unequal variances, t with Welch's degrees of
    freedom. It takes rows as independent; where whole units were put into an arm use `did_units`.

    Raises:
        ValueError: for a negative or missing count, or missing sums.
    """
    cells = [(1.0, treated_after), (-1.0, treated_before), (-1.0, control_after), (1.0, control_before)]
    return contrast(cells)


def did_units(frame: pd.DataFrame, higher_is_better: bool = True) -> PilotLift:
    """Lift of a pilot from its units' own changes, with a verdict.

    One row a unit: `unit`, `arm` ('pilot' or 'comparison'; 'treated' and 'control', true and false, 1 and 0 are
    understood), `before` and `after` in the measure's unit. Units lacking either value are left out. Below 20 units
    every assignment of the arms is tried: the p-value is the share of assignments with at least this difference, and
    the interval holds the lifts that this test doesn't reject. From 20 units on it is Welch's t on the changes. With
    fewer than four units in an arm the lift is not evaluable, nor is it by t where all units of either arm changed by
    the same, as no spread means no error, not certainty; then only `value` is given.

    Raises:
        ValueError: for an unknown arm or a unit that stands twice.
    """
    if frame["unit"].duplicated().any():
        raise ValueError("a unit stands twice; give one row a unit")
    is_pilot = np.array([_is_pilot(arm) for arm in frame["arm"]], dtype=bool)
    before, after = (frame[column].to_numpy(dtype=float) for column in ("before", "after"))
    return did_arms(is_pilot, before, after, higher_is_better)


def did_arms(
    is_pilot: np.ndarray[tuple[int], np.dtype[np.bool_]],
    before: FloatArray,
    after: FloatArray,
    higher_is_better: bool = True,
) -> PilotLift:
    """The same lift of units that are known by their places alone: whether each is the pilot's, before and after."""
    pilot, comparison, rounding = _changes(is_pilot, before, after)
    units = len(pilot), len(comparison)
    if min(units) < LEAST_UNITS:
        reason = f"{units[0]} units in the pilot and {units[1]} to compare with; each arm needs {LEAST_UNITS}"
        return _not_evaluable(pilot, comparison, reason)
    alike = max(float(np.ptp(pilot)), float(np.ptp(comparison))) <= rounding
    permuted = sum(units) < PERMUTED_BELOW
    if alike and not permuted:
        return _not_evaluable(pilot, comparison, "all units of either arm changed by the same: no spread to judge by")
    lift = mean_difference(_sums(pilot), _sums(comparison))
    low, high, p_value = _permuted(pilot, comparison) if permuted else (lift.low, lift.high, lift.p_value)
    detectable = math.nan if alike else DETECTABLE * lift.standard_error
    verdict, reason = _verdict(lift.value, (low, high), detectable, higher_is_better)
    fields = (lift.value, lift.standard_error, low, high, lift.z, p_value)
    return PilotLift(*fields, verdict, reason, detectable, *units, "permutation" if permuted else "t")


def _changes(
    is_pilot: np.ndarray[tuple[int], np.dtype[np.bool_]], before: FloatArray, after: FloatArray
) -> tuple[FloatArray, FloatArray, float]:
    """Changes of the pilot's and the comparison's units, and how far equal ones may differ by rounding.

    They are taken about their mean, which no lift depends on: squares of a change that all have in common would take
    the digits of what the arms do not.
    """
    seen = np.isfinite(before) & np.isfinite(after)
    is_pilot, before, after = is_pilot[seen], before[seen], after[seen]
    change = after - before
    change = change - (change.mean() if len(change) else 0.0)
    rounding = ROUNDING * float(np.abs([before, after]).max(initial=0.0))
    return change[is_pilot], change[~is_pilot], rounding


def _not_evaluable(pilot: FloatArray, comparison: FloatArray, reason: str) -> PilotLift:
    units = len(pilot), len(comparison)
    value = float(pilot.mean() - comparison.mean()) if min(units) else math.nan
    nothing = (math.nan,) * 5
    return PilotLift(value, *nothing, NOT_EVALUABLE, reason, math.nan, *units, "")


def _is_pilot(arm: object) -> bool:
    name = str(arm).lower()
    if name not in PILOT + COMPARISON:
        raise ValueError(f"arm {arm!r} is neither 'pilot' nor 'comparison'")
    return name in PILOT


def _sums(changes: FloatArray) -> Sums:
    return float(len(changes)), float(changes.sum()), float((changes**2).sum())


def _permuted(pilot: FloatArray, comparison: FloatArray) -> tuple[float, float, float]:
    """Interval and p-value from all assignments of the units to arms of these sizes.

    If the true lift were δ, taking it off the pilot's units would leave nothing between the arms. With an
    assignment that keeps a share c more of the pilot's units in its pilot than in its comparison, and whose arms
    differ by D, that leaves D - δ·c, against value - δ for the true assignment. It is at least as large for
    every δ between (value - D)/(1 - c) and (value + D)/(1 + c), so each assignment votes for one stretch of δ;
    the interval ends where fewer than 5 % of them vote.
    """
    changes = np.concatenate([pilot, comparison])
    total, size = len(changes), len(pilot)
    chosen = _memberships(combinations(range(total), size), total)
    apart = chosen @ changes / size - (~chosen) @ changes / (total - size)
    kept = chosen[:, :size].sum(axis=1) / size - (~chosen)[:, :size].sum(axis=1) / (total - size)
    value = float(pilot.mean() - comparison.mean())
    tolerance = 1e-12 * max(float(np.abs(changes).max()), 1e-300)
    p_value = float(np.mean(np.abs(apart) >= abs(value) - tolerance))
    # The true assignment, and its mirror image, vote for every lift.
    ends = np.full((2, len(apart)), math.inf)
    ends[0] = -math.inf
    partial = (kept < 1 - 1e-12) & (kept > -1 + 1e-12)
    roots = np.array([(value - apart[partial]) / (1 - kept[partial]), (value + apart[partial]) / (1 + kept[partial])])
    ends[0, partial], ends[1, partial] = roots.min(axis=0), roots.max(axis=0)
    allowed = int(0.05 * len(apart))
    low, high = np.sort(ends[0])[allowed], np.sort(ends[1])[-1 - allowed]
    return min(float(low), value), max(float(high), value), p_value


def _memberships(subsets: Iterable[tuple[int, ...]], total: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    members = np.array(list(subsets))
    chosen = np.zeros((len(members), total), dtype=bool)
    chosen[np.arange(len(members))[:, None], members] = True
    return chosen


def _verdict(value: float, interval: tuple[float, float], detectable: float, higher_is_better: bool) -> tuple[str, str]:
    low, high = settled(interval)
    if low <= 0 <= high:
        seen = f"was {detectable:.3g}" if math.isfinite(detectable) else "can't be told, as the changes do not vary"
        return NO_EFFECT, f"the interval includes 0; the smallest lift likely to be seen {seen}"
    worked = (value > 0) == higher_is_better
    return (WORKED if worked else HARMFUL), "the interval excludes 0"
