"""Which rows of a register the filter leaves: those that name a chosen region. No register of work knows a segment.

A row without a region is its own group, as everywhere: it belongs to no region, and is left out and counted where one
is chosen. It is placed by its own region alone, as a reader of one region is shown rows. A register of which no row
names a region cannot follow the filter at all. An objective is a goal and no piece of work: without a region it is the
whole company's, and so every region's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from dashboard.data.registers import Objective
from dashboard.data.view import NOT_GIVEN

Regions = tuple[str, ...] | None
"""The regions chosen; None: all."""


class InRegion(Protocol):
    """A row of a register that may name a region."""

    @property
    def region(self) -> str | None:
        """The region that it names; None where it names none."""
        ...


Row = TypeVar("Row", bound=InRegion)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Row]):
    """The rows that a filter leaves, and those that it leaves out as they name no region.

    ``follows`` tells whether the register can follow the filter; one that cannot is whole.
    """

    rows: tuple[Row, ...]
    unplaced: tuple[Row, ...] = ()
    follows: bool = True


def placed(rows: Iterable[Row], regions: Regions) -> Placed[Row]:
    """Return the rows of the regions chosen; all of them where none is."""
    every = tuple(rows)
    if regions is None:
        return Placed(every)
    unplaced = tuple(row for row in every if row.region is None)
    if len(unplaced) == len(every):
        return Placed(every, follows=False)
    kept = tuple(row for row in every if (row.region or NOT_GIVEN) in regions)
    return Placed(kept, () if NOT_GIVEN in regions else unplaced)


def goals_in(found: Iterable[Objective], regions: Regions) -> tuple[Objective, ...]:
    """Return the objectives of the regions chosen, with those of the whole company; all of them where none is."""
    return tuple(goal for goal in found if regions is None or goal.region is None or goal.region in regions)
