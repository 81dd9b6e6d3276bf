"""Customers and their money from one date to another: what came, what grew, what shrank, what left."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dashboard.statistics.flags import flags

if TYPE_CHECKING:
    import pandas as pd

EARNED, BOUGHT = "earned", "bought"


@dataclass(frozen=True, slots=True)
class Bridge:
    """Sums of a window, in money and in customers; they add up over disjoint sets of customers.

        opening + new + reactivated + expansion − contraction − churned = closing

    `new_earned` and `new_bought` are the parts of `new` whose reason for joining is known. Retention is a share
    in 0..1 (net retention may exceed 1) and nan where nothing was there to retain.
    """

    opening: float
    new: float
    reactivated: float
    expansion: float
    contraction: float
    churned: float
    closing: float
    new_earned: float
    new_bought: float
    opening_customers: int
    new_customers: int
    reactivated_customers: int
    churned_customers: int
    closing_customers: int

    def __add__(self, other: Bridge) -> Bridge:
        return Bridge(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    def __radd__(self, nothing: int) -> Bridge:
        """Let `sum` begin, with 0."""
        return self if nothing == 0 else NotImplemented

    @property
    def gross_retention(self) -> float:
        """Share of the opening money that is still there, growth left aside; never above 1."""
        return _share(self.opening - self.contraction - self.churned, self.opening)

    @property
    def net_retention(self) -> float:
        """Money of the opening customers at closing, over opening; new and returning ones count in neither."""
        return _share(self.opening - self.contraction - self.churned + self.expansion, self.opening)

    @property
    def logo_retention(self) -> float:
        """Share of the opening customers who are still there."""
        return _share(self.opening_customers - self.churned_customers, self.opening_customers)

    @property
    def growth(self) -> float:
        """Growth of the total, as a share of opening."""
        return _share(self.closing - self.opening, self.opening)

    @property
    def earned_growth(self) -> tuple[float, float]:
        """Earned growth rate as a share of opening: net retention + earned new customers − 1.

        New customers of unknown reason count as bought in the first number and as earned in the second.
        """
        retained = self.net_retention - 1
        return (
            retained + _share(self.new_earned, self.opening),
            retained + _share(self.new - self.new_bought, self.opening),
        )

    @property
    def refill(self) -> float:
        """Share of what was won, back or new, that only replaced what was lost; at most 1."""
        share = _share(self.contraction + self.churned, self.new + self.reactivated + self.expansion)
        return min(share, 1.0) if share == share else share


def customer_bridge(frame: pd.DataFrame) -> Bridge:
    """Bridge from one row a customer.

    Columns: `customer_id`; `opening` and `closing`, the customer's money at either end, 0 where not active; and
    optionally `reactivated`, true for one who was a customer before, gone at opening and back at closing, and
    `acquisition_source` ('earned', 'bought' or missing) of the new ones.

    Raises:
        ValueError: where a customer stands twice, `reactivated` is neither true, false nor missing, or an amount is
            negative or missing: a missing amount is not 0, and credits belong netted before.
    """
    if frame["customer_id"].duplicated().any():
        raise ValueError("a customer stands twice; sum each customer's amounts first")
    opening = frame["opening"].to_numpy(dtype=float)
    closing = frame["closing"].to_numpy(dtype=float)
    if not ((opening >= 0).all() and (closing >= 0).all() and np.isfinite(opening + closing).all()):
        raise ValueError("opening and closing amounts must be 0 or more and not missing")
    there, left = opening > 0, (opening > 0) & (closing == 0)
    came = (opening == 0) & (closing > 0)
    back = came & _reactivated(frame)
    new = came & ~back
    stayed = there & ~left
    return Bridge(
        opening=math.fsum(opening),
        new=math.fsum(closing[new]),
        reactivated=math.fsum(closing[back]),
        expansion=math.fsum(np.maximum(closing - opening, 0)[stayed]),
        contraction=math.fsum(np.maximum(opening - closing, 0)[stayed]),
        churned=math.fsum(opening[left]),
        closing=math.fsum(closing),
        new_earned=math.fsum(closing[new & _joined(frame, EARNED)]),
        new_bought=math.fsum(closing[new & _joined(frame, BOUGHT)]),
        opening_customers=int(there.sum()),
        new_customers=int(new.sum()),
        reactivated_customers=int(back.sum()),
        churned_customers=int(left.sum()),
        closing_customers=int((closing > 0).sum()),
    )


def _reactivated(frame: pd.DataFrame) -> NDArray[np.bool_]:
    reactivated = np.zeros(len(frame), dtype=bool)
    if "reactivated" in frame:
        known = frame["reactivated"].notna().to_numpy(dtype=bool)
        reactivated[known] = flags("reactivated", frame["reactivated"][known])
    return reactivated


def _joined(frame: pd.DataFrame, reason: str) -> NDArray[np.bool_]:
    if "acquisition_source" not in frame:
        return np.zeros(len(frame), dtype=bool)
    # In pandas' own types nothing equals a missing value, not even with False.
    return np.asarray(frame["acquisition_source"].eq(reason).fillna(False), dtype=bool)


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else math.nan
