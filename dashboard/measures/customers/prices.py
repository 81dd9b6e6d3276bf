"""What a price list or an escalator in the contracts adds: a step up of one size that most customers of a segment take.

A step, to a tenth of a percent, is one of price where at least half of a segment's customers took it within twelve
months, all at once or each at their renewal. What a single customer adds is expansion; that many add the same is not.
Which steps those are is told from the whole company's customers, whatever part of them is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import NOT_GIVEN, View

DATASET = "price_steps"

YEAR = 12
MOST = 0.5
"""The share of a segment's customers who take a step of price within a year."""


@dataclass(frozen=True, slots=True)
class PriceStep:
    """A step of a segment: its size as a share, what it added a month when it came, and how many took it in the period.

    ``months`` are the first and last month of the period in which it came.
    """

    segment: str
    size: float
    amount: float
    customers: float
    months: tuple[int, int]


def price_steps(data: Data, view: View, least_n: int) -> tuple[PriceStep, ...]:
    """Return the steps of price in a view's period and places, those that added most first."""
    cube, period = data.cube(DATASET), view.period
    if cube is None:
        return ()
    asked = view.segments or tuple(map(str, cube.labels["segment"]))
    months = (max(period.first, cube.months[0]), min(period.last, cube.months[1]))
    whole, found = Data(data.snapshot), []
    for segment in (one for one in asked if one != NOT_GIVEN):
        steps = _steps(whole, segment, months[1], least_n)
        sums = cube.sum(
            ("customers", "opening_revenue", "closing_revenue"), ("month", "step"), (), months, view.regions, (segment,)
        )
        for step in steps:
            customers, opening, closing = sums[:, cube.labels["step"].index(step)].T
            came = np.flatnonzero(customers)
            if len(came):
                span = (months[0] + int(came[0]), months[0] + int(came[-1]))
                amount = float((closing - opening).sum())
                found.append(PriceStep(segment, step / 1000, amount, float(customers.sum()), span))
    return tuple(sorted(found, key=lambda one: -one.amount))


@cached
def _steps(whole: Data, segment: str, last: int, least_n: int) -> tuple[int, ...]:
    """Return the steps of price of a segment in the twelve months to a month, in thousandths."""
    cube = whole.cube(DATASET)
    if cube is None:
        return ()
    taken = cube.sum(("customers",), ("month", "step"), (), (last - YEAR + 1, last), None, (segment,))[..., 0]
    usual = taken.sum(axis=1).max(initial=0.0)
    by_step = taken.sum(axis=0)
    return tuple(
        int(step) for step, number in zip(cube.labels["step"], by_step, strict=True)
        if int(step) > 0 and number >= max(MOST * usual, least_n)
    )  # fmt: skip
