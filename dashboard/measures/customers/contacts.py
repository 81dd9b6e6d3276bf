"""After the purchase: contacts that the company began, what for, and what became of those customers, like for like.

Followed are the customers of the month twelve months before the period's last one, by what they had been contacted for
in the three months until then: helped, else sold to, else informed, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.spans import FloatArray
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate, collapsed, difference, standardised_share

BEGUN, DATASET = "engagements", "contacted_customers"
FOLLOWED = 12
"""Months over which customers are followed."""
CONTACTED_OVER = 3
"""Months before, over which they were contacted or not."""

Purpose = Literal["sell", "help", "inform"]
Contact = Literal["helped", "sold_to", "informed", "not_contacted"]
_MEASURES = ("customers", "kept_customers")


@dataclass(frozen=True, slots=True)
class Begun:
    """Contacts begun in the period, by purpose; ``enabling`` of those to help, with the product in use.

    ``recorded`` is the first month from which on contacts are on record.
    """

    recorded: int
    by_purpose: tuple[tuple[Purpose, float], ...]
    enabling: float

    @property
    def n(self) -> float:
        """All of them."""
        return sum(number for _, number in self.by_purpose)


@dataclass(frozen=True, slots=True)
class Became:
    """Customers contacted for the same, and the share of them who stayed, spread as all customers of then are."""

    contact: Contact
    customers: int
    kept: Estimate


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the customers of ``base`` by ``closing``; ``few`` are those of whom there are too few.

    ``helped`` is those helped less those not contacted, None where either are too few.
    """

    base: int
    closing: int
    told: tuple[Became, ...]
    few: tuple[tuple[Contact, int], ...]
    helped: Difference | None

    @property
    def clear(self) -> bool:
        """Whether a difference between those helped and those not contacted can be told."""
        return self.helped is not None and (self.helped.low > 0 or self.helped.high < 0)


def begun(data: Data, view: View) -> Begun | None:
    """Return the contacts begun in a view's period and places; None where there are no rows to read."""
    cube, period = data.cube(BEGUN), view.period
    if cube is None or not cube.rows:
        return None
    sums = cube.sum(
        ("n", "enabling"), ("purpose",), (), (period.first, period.last), view.regions, view.segments
    )  # fmt: skip
    found = dict(zip(map(str, cube.labels["purpose"]), sums.tolist(), strict=True))
    purposes: tuple[Purpose, ...] = get_args(Purpose)
    return Begun(
        cube.months[0] + int(np.flatnonzero(cube.recorded())[0]),
        tuple((one, float(found.get(one, (0.0, 0.0))[0])) for one in purposes),
        sum(float(enabling) for _, enabling in found.values()),
    )


def followed(data: Data, view: View, settings: Settings) -> Followed | None:
    """Return what became of customers until a view's last month; None where they were not followed until then."""
    cube, closing = data.cube(DATASET), view.period.last
    where = (("window", (FOLLOWED,)),)
    if cube is None or not cube.rows or not cube.recorded(where, (closing, closing)).all():
        return None
    sums = cube.sum(
        _MEASURES, ("tenure", "segment", "contact"), where, (closing, closing), view.regions, view.segments
    )  # fmt: skip
    everybody = sums.sum(axis=2)
    there = {str(label): sums[:, :, at] for at, label in enumerate(cube.labels["contact"])}
    order: tuple[Contact, ...] = get_args(Contact)
    counted = {one: int(there[one][..., 0].sum()) for one in order if one in there}
    told = tuple(
        Became(one, n, _kept(there[one], everybody)) for one, n in counted.items() if n >= settings.least_n
    )  # fmt: skip
    few = tuple((one, n) for one, n in counted.items() if 0 < n < settings.least_n)
    of = {one.contact: one.kept for one in told}
    helped = difference(of["helped"], of["not_contacted"]) if {"helped", "not_contacted"} <= {*of} else None
    return Followed(closing - FOLLOWED, closing, told, few, helped)


def _kept(sums: FloatArray, everybody: FloatArray) -> Estimate:
    """Return the share who stayed, spread over tenure and segment as everybody is."""
    held, _ = collapsed(everybody[..., 0], sums[..., 0])
    return standardised_share(sums[..., 1].ravel(), sums[..., 0].ravel(), held.ravel())
