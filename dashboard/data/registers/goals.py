"""Goals: the rally cry that all share, the objectives that departments have taken on, and what was asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dashboard.data.registers.reader import Register

_ENDED = frozenset({"met", "dropped", "carried_over"})


@dataclass(frozen=True, slots=True)
class RallyCry(Register):
    """A company-wide goal of a period."""

    dataset: ClassVar[str] = "rally_cries"

    rally_cry_id: str
    statement: str
    starts_on: date | None
    ends_on: date | None
    executives: str | None
    continues: str | None

    def runs_on(self, day: date) -> bool:
        """Whether a day lies within it; one without a beginning has not begun."""
        return self.starts_on is not None and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Objective(Register):
    """A goal that a department has taken on."""

    dataset: ClassVar[str] = "objectives"

    objective_id: str
    title: str
    department_id: str
    rally_cry_id: str | None
    principle: str | None
    company_goal: str | None
    metric: str
    direction: str
    unit: str | None
    region: str | None
    segment: str | None
    baseline: float | None
    target: float | None
    family: str
    audience: str
    written_from: str | None
    incentive_weight: float | None
    starts_on: date | None
    due_on: date | None
    status: str | None
    carried_from: str | None
    reason: str | None
    means: str | None

    @property
    def open(self) -> bool:
        """Whether it is still to be reached: neither met, nor dropped, nor carried over into another."""
        return self.status not in _ENDED

    def runs_between(self, first: date, last: date) -> bool:
        """Whether it runs on any of the days from one to another; one without a beginning has not begun."""
        return self.starts_on is not None and self.starts_on <= last and (self.due_on is None or first <= self.due_on)

    def share_of_way(self, value: float | None) -> float | None:
        """Return which share of the way from baseline to target a value of its measure has gone; below 0: away.

        None where one of them is not known, or where there is no way to go.
        """
        if value is None or self.baseline is None or self.target is None or self.baseline == self.target:
            return None
        return (value - self.baseline) / (self.target - self.baseline)

    @property
    def for_customers(self) -> bool:
        """Whether it is a goal for customers, and not for cost or growth."""
        return self.family == "customer"

    @property
    def from_their_side(self) -> bool | None:
        """Whether it is written from the customer's side; None where nobody says."""
        return None if self.written_from is None else self.written_from == "customer"


@dataclass(frozen=True, slots=True)
class ObjectiveValue(Register):
    """Where an objective stood in a month."""

    dataset: ClassVar[str] = "objective_values"

    objective_id: str
    month: date | None
    actual: float | None


@dataclass(frozen=True, slots=True)
class ChangeRequest(Register):
    """What the CX lead asked of a department."""

    dataset: ClassVar[str] = "change_requests"

    request_id: str
    department_id: str
    title: str
    raised_on: date | None
    decision: str | None
    decided_on: date | None
    kind: str | None
    region: str | None

    @property
    def for_data(self) -> bool:
        """Whether data were asked for, and not a change; what does not say so asks for a change."""
        return self.kind == "data"

    def decided_by(self, day: date) -> bool:
        """Whether it was accepted or declined by a day; where nobody knows when it was, it was long ago."""
        return self.decision is not None and (self.decided_on is None or self.decided_on <= day)

    def undecided_for(self, day: date) -> int | None:
        """Return for how many days it had waited for a decision on a day; None where it did not wait, or since when
        is not known."""
        if self.decided_by(day) or self.raised_on is None or self.raised_on > day:
            return None
        return (day - self.raised_on).days
