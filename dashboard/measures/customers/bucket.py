"""The bucket: what came, what grew, what shrank and what left, in customers and in money, from one date to another.

    opening + new + back + expansion − contraction − lost = closing    (customers neither grow nor shrink)

A period of one, three or twelve months is seen across: each customer counts by where they stood at its start and at its
end. Other periods are months added up, so that one who left and came back within counts as both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.coding import Label
from dashboard.data.cube import Cube
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.customers.windows import DATASET, windows_of
from dashboard.measures.spans import FloatArray

LEDGER = "finance"

_CUSTOMERS = ("opening_customers", "new_customers", "reactivated_customers", "lost_customers", "closing_customers")
_MONEY = (
    "opening_revenue", "new_revenue_earned", "new_revenue_bought", "new_revenue_unknown", "reactivated_revenue",
    "expansion", "contraction", "lost_revenue", "closing_revenue",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moves:
    """What became of an opening level, in customers or in money: sums of 0 or more, but for what credits lower."""

    opening: float
    new: float
    back: float
    lost: float
    closing: float
    expansion: float = 0.0
    contraction: float = 0.0

    @property
    def gained(self) -> float:
        """What came and what grew."""
        return self.new + self.back + self.expansion

    @property
    def gone(self) -> float:
        """What left and what shrank."""
        return self.lost + self.contraction

    @property
    def replaced(self) -> float:
        """The share of what was gained that only replaced what was lost; at most 1, nan where nothing was gained."""
        return min(self.gone / self.gained, 1.0) if self.gained > 0 else float("nan")

    @property
    def growth(self) -> float:
        """Growth as a share of the opening; nan where that is nothing."""
        return self.closing / self.opening - 1 if self.opening > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the ledger books for the months that the closing revenue is of, in the same places.

    ``unallocated`` is what it books for no region or segment, where the view asks for some.
    """

    amount: float
    tolerance: float
    unallocated: float = 0.0

    def difference(self, closing: float) -> float:
        """Return what the ledger has more than the customers' months."""
        return self.amount - closing

    def agrees(self, closing: float) -> bool:
        """Whether it lies within the stated tolerance."""
        return abs(self.difference(closing)) <= self.tolerance * abs(self.amount)


@dataclass(frozen=True, slots=True)
class Bucket:
    """The bucket of a period. ``across``: seen from its start to its end; else month by month. ``ledger`` is None where
    none is kept, or not for these months. ``credits`` of its last month, 0 or less, went to who is no customer then."""

    customers: Moves
    money: Moves
    across: bool
    ledger: Ledger | None
    credits: float = 0.0


def bucket(data: Data, view: View) -> Bucket | None:
    """Return the bucket of a view's period; None where customers were not followed for all of it."""
    cube, windows = data.cube(DATASET), windows_of(data, view.period)
    if cube is None or windows is None:
        return None
    names = (*_CUSTOMERS, *_MONEY, "other_credits")
    sums = cube.sum(names, ("month",), windows.where, windows.months, regions=view.regions, segments=view.segments)
    at = {name: sums[:, position] for position, name in enumerate(names)}
    beside = float(at["other_credits"][-1])
    return Bucket(_of_customers(at), _of_money(at), windows.across, _ledger(data, view), beside)


def _of_customers(at: Mapping[str, FloatArray]) -> Moves:
    return Moves(
        opening=float(at["opening_customers"][0]),
        new=float(at["new_customers"].sum()),
        back=float(at["reactivated_customers"].sum()),
        lost=float(at["lost_customers"].sum()),
        closing=float(at["closing_customers"][-1]),
    )


def _of_money(at: Mapping[str, FloatArray]) -> Moves:
    new = at["new_revenue_earned"] + at["new_revenue_bought"] + at["new_revenue_unknown"]
    return Moves(
        opening=float(at["opening_revenue"][0]),
        new=float(new.sum()),
        back=float(at["reactivated_revenue"].sum()),
        expansion=float(at["expansion"].sum()),
        contraction=float(at["contraction"].sum()),
        lost=float(at["lost_revenue"].sum()),
        closing=float(at["closing_revenue"][-1]),
    )


def _ledger(data: Data, view: View) -> Ledger | None:
    """Return the ledger's figure of the closing months, of the places asked for; None where it books none there."""
    kept, cube = data.snapshot.manifest.settings, data.cube(LEDGER)
    if cube is None:
        return None
    active = int(str(kept.get("active_months") or 1))
    months = view.period.last - active + 1, view.period.last
    # As the gate holds them against each other: what recurs, where customers' months are single ones and it is booked.
    booked = [line for line in ("recurring_revenue", "revenue")[active > 1 :] if line in cube.labels["line"]]
    where = (("line", tuple(booked[:1])),)
    places = view.regions, view.segments
    if not booked or not cube.recorded(where, months, *places).all():
        return None

    def amount(regions: tuple[Label, ...] | None, segments: tuple[Label, ...] | None) -> float:
        return float(cube.sum(("amount",), (), where, months, regions=regions, segments=segments).sum())

    whole, known = amount(None, None), amount(_known(cube, "region"), _known(cube, "segment"))
    tolerance = float(str(kept.get("revenue_tolerance") or 0.0))
    return Ledger(amount(*places), tolerance, whole - known if view.filtered else 0.0)


def _known(cube: Cube, dimension: str) -> tuple[Label, ...]:
    return tuple(label for label in cube.labels[dimension] if label != NOT_GIVEN)
