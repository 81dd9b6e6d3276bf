"""Who is speaking: what part of the customers, and of what they bring, was asked, was reached and answered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.standing import covered
from dashboard.data.view import View
from dashboard.measures.spans import FloatArray

DATASET = "coverage"
STEPS = ("asked", "reached", "answered")
"""What becomes of customers, in its order."""

_WINDOWS = (12, 3, 1)
"""Months that are looked back over, the longest that the data hold first."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Customers of a month, what they bring in it, and the number and revenue of those of each step."""

    customers: int
    revenue: float
    of_customers: tuple[int, ...]
    of_revenue: tuple[float, ...]

    def share(self, step: str) -> float:
        """Return what part of the customers came to a step; nan where there are none."""
        return self.of_customers[STEPS.index(step)] / self.customers if self.customers else float("nan")

    def share_of_revenue(self, step: str) -> float:
        """Return what part of the revenue their part is; nan where there is none."""
        return self.of_revenue[STEPS.index(step)] / self.revenue if self.revenue > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who was asked and who answered within ``window`` months up to ``month``; ``before``: up to the period compared.

    ``places`` are the same by region or segment, those that hold customers. ``asked_known`` tells whether it is on
    record who was asked in all of these months, ``asked_known_before`` in those up to the period compared.
    """

    month: int
    window: int
    now: Heard
    before: Heard | None
    places: tuple[tuple[str, str, Heard], ...]
    asked_known: bool
    asked_known_before: bool


def coverage(data: Data, view: View) -> Coverage | None:
    """Return who speaks at the end of a view's period; None where customers were not followed until then."""
    answers, asking = _recorded_from(data, "answered"), _recorded_from(data, "asked")
    last, window = view.period.last, _window(data, view.period.last, answers)
    if window is None:
        return None
    against = view.against.last if view.against is not None else None
    known = against is not None and _covers(data, against, window, answers)
    before = _heard(data, view, against, window) if known and against is not None else None
    now = _heard(data, view, last, window)
    asked = now.of_customers[STEPS.index("asked")] > 0 and _looks_back(last, window, asking)
    ways = (("region", view.regions), ("segment", view.segments))
    places = [
        (way, str(label), one)
        for way, labels in ways if labels is None or len(labels) > 1
        for label, one in _by(data, view, way, window) if one.customers and (labels is None or label in labels)
    ]  # fmt: skip
    asked_before = asked and against is not None and _looks_back(against, window, asking)
    return Coverage(last, window, now, before, tuple(places), asked, asked_before)


def _window(data: Data, month: int, answers: int | None) -> int | None:
    return next((window for window in _WINDOWS if _covers(data, month, window, answers)), None)


def _covers(data: Data, month: int, window: int, answers: int | None) -> bool:
    first, last = covered(data, DATASET, window)
    return first <= month <= last and _looks_back(month, window, answers)


def _looks_back(month: int, window: int, recorded: int | None) -> bool:
    """Whether a window lies within what is recorded; where nobody knows from when on, it is taken to."""
    return recorded is None or month - window + 1 >= recorded


def _recorded_from(data: Data, step: str) -> int | None:
    """Return the first month in which any customer came to a step: nobody is silent before; None: never by month."""
    cube = data.cube(DATASET)
    if cube is None:
        return None
    came = np.flatnonzero(cube.sum((step,), ("month",), (("window", (1,)),))[:, 0])
    return cube.months[0] + int(came[0]) if len(came) else None


_MEASURES = ("customers", "revenue", *STEPS, *(f"{step}_revenue" for step in STEPS))


def _heard(data: Data, view: View, month: int, window: int) -> Heard:
    return _of(_sums(data, view, (), month, window))


def _by(data: Data, view: View, way: str, window: int) -> list[tuple[object, Heard]]:
    cube = data.cube(DATASET)
    labels = () if cube is None else cube.labels[way]
    found = _sums(data, view, (way,), view.period.last, window)
    return [(label, _of(found[position])) for position, label in enumerate(labels)]


def _sums(data: Data, view: View, by: tuple[str, ...], month: int, window: int) -> FloatArray:
    cube = data.cube(DATASET)
    if cube is None:
        raise LookupError("The dataset coverage has no rows to read; ask for its standing first.")
    where = (("window", (window,)),)
    return cube.sum(_MEASURES, by, where, (month, month), regions=view.regions, segments=view.segments)


def _of(sums: FloatArray) -> Heard:
    customers, revenue, *rest = (float(one) for one in sums)
    steps = len(STEPS)
    return Heard(int(customers), revenue, tuple(int(one) for one in rest[:steps]), tuple(rest[steps:]))
