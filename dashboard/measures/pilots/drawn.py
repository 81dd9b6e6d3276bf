"""Both arms of a pilot month by month, and how far apart they came: for the picture, never for the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Pilot
from dashboard.measures.pilots.compared import Positions, Wave, wave
from dashboard.measures.pilots.horizon import BEFORE, MOST_AFTER
from dashboard.measures.pilots.judged import Tried, judge
from dashboard.measures.pilots.outcomes import DATASET, SCALES, Outcomes, outcomes_of
from dashboard.measures.pilots.units import arms_of
from dashboard.measures.spans import FloatArray
from dashboard.statistics import mean_difference

Levels: TypeAlias = tuple[float, float, float, float]
"""The mean over the pilot's units before and after, and over those compared: what the lift is the difference of."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The arms by month: the mean over their units, how many answers or cases that is; nan where there are none.

    ``gap`` is how much more the pilot's units lie above their own months before than those compared do, with its 95 %
    interval: before the start it shows whether both arms went the same way.
    """

    months: NDArray[np.int64]
    pilot: FloatArray
    comparison: FloatArray
    pilot_n: FloatArray
    comparison_n: FloatArray
    gap: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def empty(self) -> bool:
        """Whether there is nothing of either arm."""
        return not (np.isfinite(self.pilot).any() or np.isfinite(self.comparison).any())


@cached
def drawn(data: Data, pilot: Pilot) -> Drawn | None:
    """Return a pilot's arms by month; None where no months are known: none of our measures, or no start."""
    tried = judge(data, pilot)
    if tried.horizon is None or pilot.metric not in SCALES or "not_seen" in tried.reasons:
        return None
    outcomes = outcomes_of(data, pilot.pilot_id)
    first, last = data.entry(DATASET).months or data.months
    began = tried.horizon.began
    months = np.arange(max(began - BEFORE, first), min(began + MOST_AFTER, last) + 1)
    one = _shown(data, tried, outcomes)
    values = np.stack([outcomes.values((month, month), SCALES[pilot.metric], 1) for month in months.tolist()])
    counts = np.stack([outcomes.counted((month, month)) for month in months.tolist()])
    joined = arms_of(data, pilot).joined
    since = np.array([joined[place][0] if place in joined else np.iinfo(np.int64).max for place in outcomes.places])
    # Whoever joined on the way is no longer one of those compared.
    values[:, one.compared] = np.where(months[:, None] < since[one.compared][None, :], values[:, one.compared], np.nan)
    before = outcomes.values(tried.horizon.before, SCALES[pilot.metric], 1)
    gaps = np.array([_gap(row - before, one) for row in values]).reshape(-1, 3)
    arms = [(_mean(values, units), counts[:, units].sum(axis=1)) for units in (one.treated, one.compared)]
    return Drawn(months, arms[0][0], arms[1][0], arms[0][1], arms[1][1], *gaps.T)


@cached
def levels(data: Data, pilot: Pilot) -> Levels:
    """Return where both arms stood before and after; nan where that is not known."""
    one = judge(data, pilot).wave
    if one is None:
        return (np.nan,) * 4
    outcomes, scale = outcomes_of(data, pilot.pilot_id), SCALES[pilot.metric]
    spans = (one.horizon.before, one.horizon.after)
    values = np.stack([outcomes.values(span, scale) for span in spans])
    found = [float(mean) for units in (one.treated, one.compared) for mean in _mean(values, units)]
    return found[0], found[1], found[2], found[3]


def _shown(data: Data, tried: Tried, outcomes: Outcomes) -> Wave:
    """Return the units that are compared; where they are none in an arm, all that the pilot began with."""
    if tried.wave is not None and min(tried.units) > 0:
        return tried.wave
    if tried.horizon is None:
        raise LookupError(f"{tried.pilot.pilot_id} has no months to draw")
    arms, horizon = arms_of(data, tried.pilot), tried.horizon
    return wave(outcomes, horizon, arms.treated(horizon.began), arms.untreated(horizon.after[1]), least=0)


def _mean(values: FloatArray, units: Positions) -> FloatArray:
    told = np.isfinite(values[:, units])
    sums = np.where(told, values[:, units], 0.0).sum(axis=1)
    return np.where(told.any(axis=1), sums / np.maximum(told.sum(axis=1), 1), np.nan)


def _gap(changes: FloatArray, one: Wave) -> tuple[float, float, float]:
    sides = [changes[units][np.isfinite(changes[units])] for units in (one.treated, one.compared)]
    if min(map(len, sides)) == 0:
        return (np.nan,) * 3
    found = mean_difference(*((float(len(one)), float(one.sum()), float((one**2).sum())) for one in sides))
    return found.value, found.low, found.high
