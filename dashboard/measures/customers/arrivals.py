"""Where new customers come from: those of a period, by whether they were earned or bought."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.customers.windows import windows_of

DATASET = "arrivals"
SOURCES = ("earned", "bought")


@dataclass(frozen=True, slots=True)
class Source:
    """A source ('' where it is not known), who joined by it, and what they bring a month."""

    name: str
    customers: float
    revenue: float


@dataclass(frozen=True, slots=True)
class Arrivals:
    """New customers by source: earned, bought, not known. ``across``: who is new from the period's start to its end;
    else its months added up."""

    sources: tuple[Source, ...]
    across: bool

    @property
    def customers(self) -> float:
        """How many joined."""
        return sum(one.customers for one in self.sources)

    @property
    def earned(self) -> tuple[float, float]:
        """The share that was earned: where none of the unknown were, and where all were."""
        by_name = {one.name: one.customers for one in self.sources}
        whole = self.customers
        return by_name["earned"] / whole, (by_name["earned"] + by_name[""]) / whole


def arrivals(data: Data, view: View) -> Arrivals | None:
    """Return where a view's new customers come from; None where customers were not followed for all of the period."""
    cube, windows = data.cube(DATASET), windows_of(data, view.period)
    if cube is None or windows is None:
        return None
    sums = cube.sum(
        ("customers", "revenue"), ("source",), windows.where, windows.months,
        regions=view.regions, segments=view.segments,
    )  # fmt: skip
    found = {str(label): tuple(map(float, row)) for label, row in zip(cube.labels["source"], sums, strict=True)}
    of = [found.get(name, (0.0, 0.0)) for name in (*SOURCES, NOT_GIVEN)]
    return Arrivals(tuple(Source(name, *both) for name, both in zip((*SOURCES, ""), of, strict=True)), windows.across)
