"""The unified view of the customer: how far systems agree on who the customers are, and what nobody can be told by."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import SourceSystem, read_register
from dashboard.data.view import View

SYSTEMS = SourceSystem.dataset
REVENUE = "revenue_matches"
_SUMS = ("n", "unmatched", "revenue", "unmatched_revenue")


@dataclass(frozen=True, slots=True)
class Systems:
    """The systems, the one that matches least first, as known on ``day``."""

    systems: tuple[SourceSystem, ...]
    day: date

    @property
    def known(self) -> tuple[SourceSystem, ...]:
        """Those of which it is known what part they match."""
        return tuple(one for one in self.systems if one.matched is not None)

    @property
    def records(self) -> int:
        """Records of all of these: a customer may have one in each."""
        return sum(one.customers_total or 0 for one in self.known)

    @property
    def matched(self) -> float:
        """What part of all records is matched; nan where there are none."""
        return sum(one.customers_matched or 0 for one in self.known) / self.records if self.records else math.nan

    @property
    def oldest(self) -> SourceSystem | None:
        """The one that was loaded the longest ago, where any was not loaded when all others were."""
        ages = {one.system: age for one in self.systems if (age := one.age(self.day)) is not None}
        if len(set(ages.values())) < 2:
            return None
        most = max(ages.values())
        late = [one for one in self.systems if ages.get(one.system) == most]
        return late[0] if len(late) == 1 else None


@dataclass(frozen=True, slots=True)
class Matches:
    """Revenue of a period, and how much of it is of no known customer; both in rows, too."""

    n: int
    unmatched: int
    revenue: float
    unmatched_revenue: float

    @property
    def share(self) -> float:
        """What part of revenue is of no known customer; nan where there is none."""
        return self.unmatched_revenue / self.revenue if self.revenue > 0 else math.nan


def systems(data: Data) -> Systems:
    """Return the systems that the company names."""
    found = read_register(data, SourceSystem)
    ordered = sorted(found, key=lambda one: (math.inf if one.matched is None else one.matched, one.system))
    return Systems(tuple(ordered), data.snapshot.manifest.as_of)


@cached
def matches(data: Data, view: View) -> Matches | None:
    """Return how much revenue of a view's period and places is of known customers; None where there is none at all."""
    cube = data.cube(REVENUE)
    if cube is None:
        return None
    n, unmatched, revenue, amount = cube.sum(
        _SUMS, months=(view.period.first, view.period.last), regions=view.regions, segments=view.segments
    )
    return Matches(round(n), round(unmatched), float(revenue), float(amount)) if n else None
