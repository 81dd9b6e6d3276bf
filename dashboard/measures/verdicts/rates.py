"""Is a change of a share of things counted beyond chance? (win rate, journeys on time, first-contact resolution …)

    error² = p̄ (1 − p̄) (1/n₁ + 1/n₂) + 2 τ²

The first part is what chance does to so few things, the second what such a share varies beyond it from one period to
another: by moments from earlier changes of the same span at the total, those of the periods judged left out. Where
there are fewer than twelve such changes it is that of single months, undiminished; where there are fewer than eight of
those, too little is known. Of fewer than five events, or five that are none, the exact test of Fisher is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from dashboard.measures.verdicts.judged import FloatArray, Judged, not_judged
from dashboard.statistics import fisher_exact

LEAST_CHANGES = 12
LEAST_MONTHLY = 8
FEW_EVENTS = 5


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a share's change varies beyond chance: a variance, and the degrees of freedom to which it is known."""

    variance: float
    degrees: float


def beyond_chance(events: FloatArray, counted: FloatArray, span: tuple[int, int], back: int) -> Beyond | None:
    """Return 2 τ² of the changes over ``back`` months, from a total's months (months); None where too few are known.

    ``span`` are the positions of the first and last month judged. A change of the same span that has a month in common
    with the periods judged, this one or the one that it is compared with, is left out.
    """
    length = span[1] - span[0] + 1
    judged = np.zeros(len(events), dtype=bool)
    for begin in (span[0], span[0] - back):
        judged[max(begin, 0) : max(begin + length, 0)] = True
    for over, least in ((length, LEAST_CHANGES), (1, LEAST_MONTHLY)):
        changes, sampling = _changes(events, counted, judged, over, back if over == length else min(back, 12))
        if len(changes) >= least:
            independent = max(len(changes) / over - 1, 1.0)
            spread = float(np.var(changes, ddof=1))
            return Beyond(max(spread - float(sampling.mean()), 0.0), independent)
    return None


def judge_rates(events: FloatArray, counted: FloatArray, beyond: Beyond | None, least_n: int) -> Judged:
    """Judge the changes of shares: events and things counted, each (2, places), now and before."""
    with np.errstate(divide="ignore", invalid="ignore"):
        change = events[0] / counted[0] - events[1] / counted[1]
    if beyond is None:
        return not_judged(change, "months")
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = events.sum(axis=0) / counted.sum(axis=0)
        chance = pooled * (1 - pooled) * (1 / counted).sum(axis=0)
        error = np.sqrt(chance + beyond.variance)
        # Only the part that comes from few earlier changes is known to few degrees of freedom.
        degrees = (
            beyond.degrees * (error**2 / beyond.variance) ** 2 if beyond.variance > 0 else np.full_like(error, 1e9)
        )
        p_value = 2 * stdtr(np.minimum(degrees, 1e9), -np.abs(change / error))
    p_value = np.where(error > 0, p_value, np.where(change == 0, 1.0, np.nan))
    few = np.asarray((counted < least_n).any(axis=0))
    rare = np.asarray((np.minimum(events, counted - events) < FEW_EVENTS).any(axis=0) & ~few)
    for place in np.flatnonzero(rare):
        p_value[place] = max(_exact(events[:, place], counted[:, place]), p_value[place])
    return Judged(
        change, np.zeros(len(change)), error, degrees, np.where(few, np.nan, p_value),
        tuple("answers" if one else "" for one in few),
    )  # fmt: skip


def _changes(
    events: FloatArray, counted: FloatArray, judged: NDArray[np.bool_], over: int, back: int
) -> tuple[FloatArray, FloatArray]:
    """Return all changes of spans of so many months over so many months back, and their variance by chance."""
    window = np.ones(over)
    sums = [np.convolve(one, window, "valid") for one in (events, counted, judged.astype(float))]
    if len(sums[0]) <= back:
        return np.empty(0), np.empty(0)
    now, before = ([one[back:] for one in sums], [one[:-back] for one in sums])
    pooled_n = now[1] + before[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        changes = now[0] / now[1] - before[0] / before[1]
        pooled = (now[0] + before[0]) / pooled_n
        sampling = pooled * (1 - pooled) * (1 / now[1] + 1 / before[1])
    kept = np.isfinite(changes) & np.isfinite(sampling) & (now[2] == 0) & (before[2] == 0)
    return changes[kept], sampling[kept]


def _exact(events: FloatArray, counted: FloatArray) -> float:
    (now, before), (n, n_before) = np.rint(events).astype(int).tolist(), np.rint(counted).astype(int).tolist()
    return fisher_exact(now, n, before, n_before)
