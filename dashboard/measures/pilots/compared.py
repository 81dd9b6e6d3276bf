"""The units of a pilot's arms, with their values in the months that are compared: wave by wave, a row a unit.

Each wave is held against the units that had not joined by the end of its months. From every value of a wave that of
those units is taken off, on average; so the units of several waves stand side by side, and a unit that several waves
are held against counts as often as these have units, and once in all. Of one wave nothing but a constant is taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.measures.pilots.horizon import Horizon
from dashboard.measures.pilots.outcomes import LEAST_ANSWERS, Outcomes, Place, Span
from dashboard.measures.spans import FloatArray
from dashboard.statistics import PilotLift, did_arms

Positions = NDArray[np.int64]
SpanOf = Callable[[Horizon], Span]
"""Which months of those that are compared are meant."""


def before(horizon: Horizon) -> Span:
    """The months before."""
    return horizon.before


def after(horizon: Horizon) -> Span:
    """The months after."""
    return horizon.after


def early(horizon: Horizon) -> Span:
    """The months before, without their last half."""
    return horizon.early


def late(horizon: Horizon) -> Span:
    """The last half of the months before."""
    return horizon.late


WHOLE = (before, after)


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """The units that joined together and those they are held against, as positions among the outcomes' places."""

    horizon: Horizon
    treated: Positions
    compared: Positions


def wave(
    outcomes: Outcomes,
    horizon: Horizon,
    treated: Iterable[Place],
    compared: Iterable[Place],
    least: float = LEAST_ANSWERS,
) -> Wave:
    """Return a wave with those of its units of which enough is known, before and after."""
    position = {place: at for at, place in enumerate(outcomes.places)}
    told = (outcomes.counted(horizon.before) >= least) & (outcomes.counted(horizon.after) >= least)
    both = [[position[place] for place in places if place in position] for places in (treated, compared)]
    return Wave(horizon, *(np.array([at for at in arm if told[at]], dtype=np.int64) for arm in both))


def lift(
    outcomes: Outcomes,
    waves: Sequence[Wave],
    scale: float,
    spans: tuple[SpanOf | None, SpanOf],
    higher_is_better: bool = True,
) -> PilotLift:
    """Return how much more the pilot's units changed from one span to another than those they are held against.

    Without a first span it is how far apart they are in the second.
    """
    sums, counts = np.zeros((2, 2, len(outcomes.places))), np.zeros((2, len(outcomes.places)))
    for one in waves:
        values = np.stack([_values(outcomes, one.horizon, scale, span) for span in spans])
        told: NDArray[np.bool_] = np.asarray(np.isfinite(values).all(axis=0))
        compared = one.compared[told[one.compared]]
        if not compared.size:
            continue
        values = values - values[:, compared].mean(axis=1, keepdims=True)
        treated = one.treated[told[one.treated]]
        for arm, units, times in ((0, treated, 1.0), (1, compared, float(len(treated)))):
            sums[arm][:, units] += times * values[:, units]
            counts[arm, units] += times
    arms, units = np.nonzero(counts)
    before, after = (sums[arms, span, units] / counts[arms, units] for span in (0, 1))
    return did_arms(arms == 0, before, after, higher_is_better)


def _values(outcomes: Outcomes, horizon: Horizon, scale: float, span: SpanOf | None) -> FloatArray:
    if span is None:
        return np.zeros(len(outcomes.places))
    # The parts of the months before are shorter than the whole: what is too few there is still a part of enough.
    least = LEAST_ANSWERS if span in WHOLE else 1
    return outcomes.values(span(horizon), scale, least)
