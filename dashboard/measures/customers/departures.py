"""Why customers left: those lost in a period, by the reason that was noted when they did."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.customers.windows import windows_of

DATASET = "departures"
MOST = 8
"""Reasons that are told apart; the rest are told together."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason ('' where none was noted, None for several small ones together), who left for it, what they brought."""

    name: str | None
    customers: float
    revenue: float


@dataclass(frozen=True, slots=True)
class Departures:
    """The reasons, that which cost most first and what was not noted last. ``across``: seen from the period's start to
    its end; else its months added up."""

    reasons: tuple[Reason, ...]
    across: bool

    @property
    def customers(self) -> float:
        """How many left."""
        return sum(one.customers for one in self.reasons)

    @property
    def revenue(self) -> float:
        """What they had brought a month."""
        return sum(one.revenue for one in self.reasons)

    @property
    def noted(self) -> tuple[Reason, ...]:
        """The reasons that were noted, each by its name."""
        return tuple(one for one in self.reasons if one.name)


def departures(data: Data, view: View) -> Departures | None:
    """Return why customers left in a view's period; None where they were not followed for all of it."""
    cube, windows = data.cube(DATASET), windows_of(data, view.period)
    if cube is None or windows is None:
        return None
    sums = cube.sum(
        ("customers", "revenue"), ("reason",), windows.where, windows.months,
        regions=view.regions, segments=view.segments,
    )  # fmt: skip
    found = [
        Reason("" if label == NOT_GIVEN else str(label), float(customers), float(revenue))
        for label, (customers, revenue) in zip(cube.labels["reason"], sums, strict=True)
        if customers
    ]
    found.sort(key=lambda one: (not one.name, -one.revenue))
    named = [one for one in found if one.name]
    rest = named[MOST:]
    together = [Reason(None, sum(one.customers for one in rest), sum(one.revenue for one in rest))] if rest else []
    return Departures((*named[:MOST], *together, *(one for one in found if not one.name)), windows.across)
