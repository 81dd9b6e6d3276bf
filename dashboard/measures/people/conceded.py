"""What became of customers to whom something was given at discretion, beside others who had cases, like for like.

Followed are the customers of the month twelve months before the period's last one who had a case in the three months
until then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.spans import FloatArray
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate, collapsed, difference, standardised_share

DATASET = "conceded_customers"
FOLLOWED, GIVEN_OVER = 12, 3
"""Months over which customers are followed, and before over which they had a case and were given something, or not."""

Act = Literal["given", "not_given"]
_ALIKE = ("tenure", "cases", "segment")
"""What customers are held alike in."""


@dataclass(frozen=True, slots=True)
class Stayed:
    """Customers of whom something is known alike, and the share of them who stayed, spread as both groups are."""

    act: Act
    customers: int
    kept: Estimate


@dataclass(frozen=True, slots=True)
class Conceded:
    """What became of the customers of ``base`` by ``closing``; ``few`` are groups of whom there are too few.

    ``given`` is those to whom something was given less the others, None where either are too few.
    """

    base: int
    closing: int
    told: tuple[Stayed, ...]
    few: tuple[tuple[Act, int], ...]
    given: Difference | None

    @property
    def clear(self) -> bool:
        """Whether a difference can be told."""
        return self.given is not None and (self.given.low > 0 or self.given.high < 0)


def conceded(data: Data, view: View, settings: Settings) -> Conceded | None:
    """Return what became of customers until a view's last month; None where they were not followed until then."""
    cube, closing = data.cube(DATASET), view.period.last
    where = (("window", (FOLLOWED,)),)
    if cube is None or not cube.rows or not cube.recorded(where, (closing, closing)).all():
        return None
    found = cube.sum(
        ("customers", "kept_customers"), (*_ALIKE, "act"), where, (closing, closing), view.regions, view.segments
    )  # fmt: skip
    sums = found.reshape(-1, *found.shape[2:])
    everybody = sums.sum(axis=2)
    there = {str(label): sums[:, :, at] for at, label in enumerate(cube.labels["act"])}
    order: tuple[Act, ...] = get_args(Act)
    counted = {one: int(there[one][..., 0].sum()) for one in order if one in there}
    told = tuple(
        Stayed(one, n, _kept(there[one], everybody)) for one, n in counted.items() if n >= settings.least_n
    )  # fmt: skip
    few = tuple((one, n) for one, n in counted.items() if 0 < n < settings.least_n)
    of = {one.act: one.kept for one in told}
    given = difference(of["given"], of["not_given"]) if len(of) == len(order) else None
    return Conceded(closing - FOLLOWED, closing, told, few, given)


def _kept(sums: FloatArray, everybody: FloatArray) -> Estimate:
    """Return the share who stayed, spread over tenure, number of cases and segment as everybody with a case is."""
    held, _ = collapsed(everybody[..., 0], sums[..., 0])
    return standardised_share(sums[..., 1].ravel(), sums[..., 0].ravel(), held.ravel())
