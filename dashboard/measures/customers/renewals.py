"""Renewals that fell due, and what of them is not decided yet."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.view import View

DATASET = "renewals"


@dataclass(frozen=True, slots=True)
class Due:
    """Renewals that fell due in a period: how many, how many are not decided, and the yearly value of those."""

    due: float
    undecided: float
    value_open: float


def due(data: Data, view: View) -> Due | None:
    """Return what fell due in a view's period; None where nothing is known of renewals."""
    cube, period = data.cube(DATASET), view.period
    if cube is None:
        return None
    names, months = ("due", "renewed", "lost", "value_open"), (period.first, period.last)
    number, renewed, lost, value = cube.sum(names, (), (), months, view.regions, view.segments).tolist()
    return Due(number, number - renewed - lost, value)
