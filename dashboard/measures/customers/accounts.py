"""The largest customers by what they brought over twelve months, one by one, and what part of the whole that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.registers import Account, SponsoredAccount, read_register
from dashboard.data.view import NOT_GIVEN, View

DATASET = Account.dataset
DETRACTOR = 6
"""The highest score of a detractor."""
SOON = 90
"""Days within which a renewal is near."""


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest customers of the places asked for, the largest first, as known on ``day``.

    ``customers`` and ``revenue`` are of every customer there who brought something in the twelve months.
    """

    accounts: tuple[Account, ...]
    customers: int
    revenue: float
    day: date
    last_month: int

    def first(self, number: int) -> tuple[Account, ...]:
        """Return so many of them, the largest."""
        return self.accounts[:number]

    def share(self, number: int) -> float:
        """Return what part of all revenue so many of them bring; nan where there is none."""
        return sum(one.value for one in self.first(number)) / self.revenue if self.revenue > 0 else float("nan")

    def soon(self, number: int) -> tuple[Account, ...]:
        """Return those of the first so many whose renewal is near."""
        return tuple(one for one in self.first(number) if one.renews_within(SOON, self.day))


def largest(data: Data, view: View, most: int) -> Largest:
    """Return the largest customers in a view's regions and segments, at most so many; its period does not matter."""
    manifest = data.snapshot.manifest
    paying = [one for one in read_register(data, Account) if one.value > 0 and asked_for(one, view)]
    places = {(one.region, one.segment): (one.place_customers or 0, one.place_revenue or 0.0) for one in paying}
    ordered = sorted(paying, key=lambda one: (-one.value, one.customer_id))
    customers = sum(number for number, _ in places.values())
    revenue = sum(amount for _, amount in places.values())
    return Largest(tuple(ordered[:most]), customers, revenue, manifest.as_of, manifest.last_month)


def unhappy(one: Account | SponsoredAccount) -> bool:
    """Whether the last answer was a detractor's."""
    return one.score is not None and one.score <= DETRACTOR


def asked_for(one: Account | SponsoredAccount, view: View) -> bool:
    """Whether a customer is of a view's regions and segments."""
    chosen = ((one.region, view.regions), (one.segment, view.segments))
    return all(labels is None or (label or NOT_GIVEN) in labels for label, labels in chosen)
