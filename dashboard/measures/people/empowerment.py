"""Empowerment: what staff give to customers at their own discretion, how much of it without asking, and how much."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.coding import Label
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.durations import bucket_edges
from dashboard.measures.people.months import year_of
from dashboard.measures.spans import FloatArray
from dashboard.settings import Settings
from dashboard.statistics.fences import upper_fence

ACTS, SIZES, CASES = "concessions", "concession_sizes", "cases"
_COUNTED = ("n", "amount", "amount_known", "approval_known", "approved")
_DEPARTMENT = "department_id"


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts at discretion of a department, of a kind, or all: ``alone`` are those, of the ``told``, without approval.

    ``amount`` is of those ``valued``. ``cases`` is how many cases there were, None where nobody knows; ``large`` how
    many lie far above the rest, and ``in_large`` what they make up together.
    """

    key: str | None
    n: int
    amount: float
    valued: int
    told: int
    alone: int
    cases: int | None = None
    large: int = 0
    in_large: float = 0.0

    @property
    def share(self) -> float:
        """The share without approval, of those of which that is known; nan where it is of none."""
        return self.alone / self.told if self.told else math.nan

    @property
    def each(self) -> float:
        """What one is worth on average; nan where no amount is known."""
        return self.amount / self.valued if self.valued else math.nan

    @property
    def per_thousand(self) -> float:
        """How many there are to a thousand cases; nan where cases are not known, or there is none."""
        return 1000 * self.n / self.cases if self.cases else math.nan


@dataclass(frozen=True, slots=True)
class Empowered:
    """Acts of the year that ends with a period, in its places.

    Departments with the least without approval come first, kinds by how often they are given.

    ``above`` is the amount from which on one lies far above the rest; nan where that cannot be told.
    """

    whole: Acts
    departments: tuple[Acts, ...]
    kinds: tuple[Acts, ...]
    above: float
    enough: int

    @property
    def least(self) -> Acts | None:
        """The one department that acts the least without approval; None where none does alone, or less than all do."""
        known = [one for one in self.departments if one.told >= self.enough]
        if len(known) < 2 or not known[0].share < min(known[1].share, self.whole.share):
            return None
        return known[0]


def empowered(data: Data, view: View, settings: Settings) -> Empowered | None:
    """Return what was given at discretion in the year that ends with a view's period, in its places.

    None where there are no rows to read.
    """
    cube = data.cube(ACTS)
    if cube is None or not cube.rows:
        return None
    months, asked = year_of(view), (view.regions, view.segments)
    by_department = cube.sum(_COUNTED, (_DEPARTMENT,), (), months, *asked)
    by_kind = cube.sum(_COUNTED, ("kind",), (), months, *asked)
    cases, (large, above) = _cases(data, view), _large(data, view, settings)
    kinds = [_acts(label, counts) for label, counts in zip(cube.labels["kind"], by_kind, strict=True) if counts[0]]
    departments = []
    for label, counts in zip(cube.labels[_DEPARTMENT], by_department, strict=True):
        if counts[0]:
            of_it, beyond = None if cases is None else cases.get(label, 0), large.get(label, (0, 0.0))
            departments.append(replace(_acts(label, counts), cases=of_it, large=beyond[0], in_large=beyond[1]))
    whole = replace(
        _acts(NOT_GIVEN, by_kind.sum(axis=0)), cases=None if cases is None else sum(cases.values()),
        large=sum(n for n, _ in large.values()), in_large=sum(amount for _, amount in large.values()),
    )  # fmt: skip
    return Empowered(
        whole, tuple(sorted(departments, key=_least_alone)),
        tuple(sorted(kinds, key=lambda one: (-one.n, one.key or ""))), above, settings.least_n,
    )  # fmt: skip


def _least_alone(one: Acts) -> tuple[bool, float, int, str]:
    return not one.told, one.share if one.told else 0.0, -one.n, one.key or ""


def _acts(label: Label, counts: FloatArray) -> Acts:
    n, amount, valued, told, approved = counts.tolist()
    key = None if label == NOT_GIVEN else str(label)
    return Acts(key, round(n), amount, round(valued), round(told), round(told - approved))


def _cases(data: Data, view: View) -> dict[Label, int] | None:
    """Return how many cases a department had; None where that is not known."""
    cube = data.cube(CASES)
    if cube is None:
        return None
    sums = cube.sum(("n",), (_DEPARTMENT,), (), year_of(view), view.regions, view.segments)
    return {label: round(n) for label, (n,) in zip(cube.labels[_DEPARTMENT], sums, strict=True)}


def _large(data: Data, view: View, settings: Settings) -> tuple[dict[Label, tuple[int, float]], float]:
    """Return how many acts of each department lie far above the rest of all, what they make up, and above what.

    The rest is of all departments together: one that always gives a lot does not stand apart from itself.
    """
    cube, months = data.cube(SIZES), year_of(view)
    if cube is None or not cube.rows:
        return {}, math.nan
    sums = cube.sum(("n", "amount"), (_DEPARTMENT, "bucket"), (), months, view.regions, view.segments)
    buckets = np.array([int(label) for label in cube.labels["bucket"]])
    counted = sums[..., 0].sum(axis=0)
    fence = upper_fence(buckets, counted) if counted.sum() >= settings.least_n else math.nan
    if not math.isfinite(fence):
        return {}, math.nan
    beyond = sums[:, buckets > fence].sum(axis=1)
    found = {label: (round(n), float(amount)) for label, (n, amount) in
             zip(cube.labels[_DEPARTMENT], beyond, strict=True)}  # fmt: skip
    return found, float(bucket_edges([math.floor(fence)])[0, 1])
