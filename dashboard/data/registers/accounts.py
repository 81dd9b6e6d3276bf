"""The customers that matter most, one by one, as they stand on the snapshot's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dashboard.data.registers.reader import Register


@dataclass(frozen=True, slots=True)
class Account(Register):
    """A customer. What is None is not known; ``place_customers`` and ``place_revenue`` are of all of the same region
    and segment, ``last_paid_month`` is the last of the two years in which the customer brought something."""

    dataset: ClassVar[str] = "accounts"
    told_apart: ClassVar[tuple[str, str] | None] = ("customer_id", "account_name")

    customer_id: str
    account_name: str | None
    region: str | None
    segment: str | None
    month_revenue: float | None
    year_revenue: float | None
    year_before_revenue: float | None
    last_paid_month: int | None
    place_customers: int | None
    place_revenue: float | None
    churned_on: date | None
    score: int | None
    answered_on: date | None
    open_cases: int | None
    oldest_case_on: date | None
    sponsored: int | None
    sponsor: str | None
    sponsor_department_id: str | None
    open_actions: int | None
    renews_on: date | None
    value_due: float | None
    last_due_on: date | None
    last_outcome: str | None

    @property
    def name(self) -> str:
        """What the customer is called."""
        return self.account_name or self.customer_id

    @property
    def value(self) -> float:
        """What the customer brought over the last twelve months."""
        return self.year_revenue or 0.0

    @property
    def growth(self) -> float | None:
        """Change of the value on the twelve months before, as a share of those; None where there is no such share."""
        return self.value / self.year_before_revenue - 1 if self.year_before_revenue else None

    @property
    def from_nothing(self) -> bool:
        """Whether the customer brought nothing in the twelve months before, be it new or back again."""
        return self.year_before_revenue == 0

    @property
    def has_open_case(self) -> bool:
        """Whether a case is known to be open."""
        return bool(self.open_cases)

    @property
    def unsponsored(self) -> bool:
        """Whether sponsors are kept, and the customer has none."""
        return self.sponsored == 0

    def renews_within(self, days: int, day: date) -> bool:
        """Whether a renewal falls due within so many days from a day on."""
        return self.renews_on is not None and 0 <= (self.renews_on - day).days <= days

    def undecided_since(self, day: date) -> date | None:
        """The day of the last renewal where it has passed and nobody says what came of it."""
        passed = self.last_due_on is not None and self.last_due_on < day and self.last_outcome is None
        return self.last_due_on if passed else None
