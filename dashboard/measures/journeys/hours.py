"""Where journeys that came late lost their time: stage by stage, and in the waits between, beside those on time."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.spans import FloatArray
from dashboard.statistics import Difference, mean_difference

DATASET = "journey_hours"
LEAST = 5
"""Journeys below which no mean is told."""

_SUMS = ("n", "hours", "hours_squared", "wait_hours", "wait_hours_squared")


@dataclass(frozen=True, slots=True)
class Lost:
    """What journeys that came late took longer than those on time, in hours on average: ``waiting`` before a stage, or
    within it. Parts add up to the whole."""

    stage: str
    waiting: bool
    more: Difference


@dataclass(frozen=True, slots=True)
class LostTime:
    """The parts by stage, the whole, and how many journeys came late and on time, of those completed."""

    parts: tuple[Lost, ...]
    whole: float
    late: int
    on_time: int

    @property
    def worst(self) -> Lost | None:
        """Where most was lost, beyond chance; None where that cannot be told."""
        clear = [part for part in self.parts if part.more.low > 0]
        return max(clear, key=lambda part: part.more.value, default=None)


@cached
def lost_time(data: Data, view: View, journey: str) -> LostTime | None:
    """Return where a journey's late ones lost their time in a period; None where too few came late, or on time."""
    cube = data.cube(DATASET)
    if cube is None or journey not in cube.labels["journey"]:
        return None
    sums = cube.sum(
        _SUMS, ("stage", "late"), (("journey", (journey,)),), (view.period.first, view.period.last),
        regions=view.regions, segments=view.segments,
    )  # fmt: skip
    if not {0, 1} <= {int(label) for label in cube.labels["late"]} or NOT_GIVEN not in cube.labels["stage"]:
        return None
    late, kept = (list(cube.labels["late"]).index(label) for label in (1, 0))
    whole = sums[cube.labels["stage"].index(NOT_GIVEN)]
    n = float(whole[late, 0]), float(whole[kept, 0])
    if min(n) < LEAST:
        return None
    found = []
    for at, stage in enumerate(cube.labels["stage"]):
        if stage == NOT_GIVEN or not sums[at, :, 0].any():
            continue
        for waiting, first in ((True, 3), (False, 1)):
            more = mean_difference(
                *(_cell(n[side], sums[at, of, first : first + 2]) for side, of in enumerate((late, kept)))
            )
            found.append(Lost(str(stage), waiting, more))
    took = whole[:, [1, 3]].sum(axis=1)
    return LostTime(tuple(found), float(took[late] / n[0] - took[kept] / n[1]), round(n[0]), round(n[1]))


def _cell(n: float, sums: FloatArray) -> tuple[float, float, float]:
    """Return n, sum and sum of squares: a journey that was never in the stage spent no time there."""
    return n, float(sums[0]), float(sums[1])
