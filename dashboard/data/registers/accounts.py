"""The customers that matter most, as they stand on the snapshot's day; those with a sponsor, and their teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from dashboard.data.registers.reader import Register


class Renewing(Register):
    """A customer with what falls due, and how it was called and what it last said."""

    __slots__ = ()
    customer_id: str
    account_name: str | None
    score: int | None
    renews_on: date | None
    value_due: float | None
    last_due_on: date | None
    last_outcome: str | None

    @property
    def name(self) -> str:
        """What the customer is called."""
        return self.account_name or self.customer_id

    def renews_within(self, days: int, day: date) -> bool:
        """Whether a renewal falls due within so many days from a day on."""
        return self.renews_on is not None and 0 <= (self.renews_on - day).days <= days

    def undecided_since(self, day: date) -> date | None:
        """The day of the last renewal where it has passed and nobody says what came of it."""
        passed = self.last_due_on is not None and self.last_due_on < day and self.last_outcome is None
        return self.last_due_on if passed else None


@dataclass(frozen=True, slots=True)
class Account(Renewing):
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


A_WEEK = 7
"""Days within which a sponsored account is to be reviewed."""

Reviewed = Literal["held", "overdue", "never", "begun", "left", "unknown"]
"""Reviewed within the week; not, and last when; never at all; sponsored for less than a week; no customer any more;
no reviews are kept."""


@dataclass(frozen=True, slots=True)
class SponsoredAccount(Renewing):
    """A customer that somebody sponsors; ``last_departments`` is how many took part in its last review."""

    dataset: ClassVar[str] = "sponsored_accounts"
    told_apart: ClassVar[tuple[str, str] | None] = ("customer_id", "account_name")

    customer_id: str
    account_name: str | None
    region: str | None
    segment: str | None
    sponsor: str | None
    sponsor_department_id: str | None
    started_on: date | None
    goal: str | None
    open_actions: int | None
    week_reviews: int | None
    last_review_on: date | None
    last_departments: int | None
    churned_on: date | None
    score: int | None
    answered_on: date | None
    renews_on: date | None
    value_due: float | None
    last_due_on: date | None
    last_outcome: str | None

    def reviewed(self, day: date) -> Reviewed:
        """Return whether its sponsor and team looked at it within the week that ends with a day."""
        if self.churned_on is not None:
            return "left"
        if self.week_reviews is None:
            return "unknown"
        if self.week_reviews > 0:
            return "held"
        if self.started_on is not None and (day - self.started_on).days < A_WEEK:
            return "begun"
        return "never" if self.last_review_on is None else "overdue"

    def unreviewed_for(self, day: date) -> int | None:
        """Return the days since the last review, or since it has a sponsor where there was none; None: not known."""
        since = self.last_review_on or self.started_on
        return None if since is None else (day - since).days


@dataclass(frozen=True, slots=True)
class SponsorTeam(Register):
    """A department that looks after a sponsored account."""

    dataset: ClassVar[str] = "sponsor_teams"

    customer_id: str
    department_id: str
    region: str | None


@dataclass(frozen=True, slots=True)
class SponsorMatch(Register):
    """A sponsored account (place 0), or one alike; ``start_month`` and the places are the account's."""

    dataset: ClassVar[str] = "sponsor_matches"

    account_id: str
    place: int | None
    customer_id: str | None
    region: str | None
    segment: str | None
    start_month: int | None
    base_revenue: float | None
    latest_revenue: float | None
    before_n: int | None
    before_outcome: float | None
    after_n: int | None
    after_outcome: float | None

    @property
    def pays(self) -> bool:
        """Whether it brought something before, and does still."""
        return (self.base_revenue or 0.0) > 0 and (self.latest_revenue or 0.0) > 0

    @property
    def before(self) -> float | None:
        """Its score in the year before, in points; None where it did not answer."""
        return 100 * (self.before_outcome or 0.0) / self.before_n if self.before_n else None

    @property
    def after(self) -> float | None:
        """Its score under the sponsorship, in points; None where it did not answer."""
        return 100 * (self.after_outcome or 0.0) / self.after_n if self.after_n else None

    @property
    def change(self) -> float | None:
        """How its score moved, in points; None where it did not answer both times."""
        return None if self.after is None or self.before is None else self.after - self.before

    @property
    def grown(self) -> float | None:
        """How its revenue moved, as a share; None where it brought nothing before."""
        if not self.base_revenue or self.base_revenue <= 0 or self.latest_revenue is None:
            return None
        return self.latest_revenue / self.base_revenue - 1
