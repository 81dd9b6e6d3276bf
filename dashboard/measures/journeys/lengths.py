"""How long journeys last: those completed, with those given up as another end, and open ones as lasting longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import View
from dashboard.measures.durations import bucket_edges
from dashboard.measures.formulas import BUCKET
from dashboard.measures.spans import FloatArray
from dashboard.statistics import incidence

DATASET = "journey_lengths"

_SUMS = ("n", "completed", "abandoned", "open_at_end")


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """Journeys begun in a period: how many were completed, given up, or are open; left out are those that ended before
    they began. ``hours`` are the ends of the buckets, ``done`` and ``given_up`` the shares that had ended so by then.

    ``half`` is the hours after which half are completed, with its interval: nan where they are not so far.
    """

    begun: int
    completed: int
    abandoned: int
    open: int
    hours: FloatArray
    done: FloatArray
    given_up: FloatArray
    half: tuple[float, float, float]

    @property
    def left_out(self) -> int:
        """Journeys without a duration."""
        return self.begun - self.completed - self.abandoned - self.open


@cached
def lengths(data: Data, view: View) -> Mapping[str, Lengths]:
    """Return how long the journeys last that began in a period, by journey; none where it is not known."""
    cube = data.cube(DATASET)
    if cube is None:
        return {}
    sums = cube.sum(
        _SUMS, ("journey", BUCKET), (), (view.period.first, view.period.last),
        regions=view.regions, segments=view.segments,
    )  # fmt: skip
    edges = bucket_edges(cube.labels[BUCKET])
    order = np.argsort(edges[:, 0])
    return {
        str(journey): _lengths(sums[at][order], edges[order])
        for at, journey in enumerate(cube.labels["journey"]) if sums[at, :, 0].any()
    }  # fmt: skip


def _lengths(sums: FloatArray, edges: FloatArray) -> Lengths:
    begun, completed, abandoned, still_open = (round(float(count)) for count in sums.sum(axis=0))
    done = incidence(sums[:, 1], sums[:, 2], sums[:, 3])
    given_up = incidence(sums[:, 2], sums[:, 1], sums[:, 3])
    seen = sums[:, 1:].any(axis=1)
    return Lengths(
        begun, completed, abandoned, still_open, edges[seen, 1], done.share[seen], given_up.share[seen],
        done.time_of_half(edges),
    )  # fmt: skip
