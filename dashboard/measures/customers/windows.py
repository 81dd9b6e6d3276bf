"""Over which windows the customers of a period are followed."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.cube import Where
from dashboard.data.standing import covered
from dashboard.periods import Period

DATASET = "customer_windows"
"""The dataset that tells from when on customers are followed."""

_ACROSS = (1, 3, 12)
"""Lengths, in months, of the windows over which customers are followed."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows to be added up: those of a length that close in these months. ``across``: it is one, seen from the
    period's start to its end; else the period's months."""

    length: int
    months: tuple[int, int]
    across: bool

    @property
    def where(self) -> Where:
        """What a cube is kept to."""
        return (("window", (self.length,)),)


def windows_of(data: Data, period: Period) -> Windows | None:
    """Return the windows of a period; None where customers were not followed for all of it."""
    across = period.length in _ACROSS
    length, first = (period.length, period.last) if across else (1, period.first)
    begins, ends = covered(data, DATASET, length)
    return Windows(length, (first, period.last), across) if begins <= first and period.last <= ends else None
