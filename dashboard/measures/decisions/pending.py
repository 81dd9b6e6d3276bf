"""A question that someone can answer: what is asked of whom, what waiting costs, and since when it is open."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.figure import Figure, Target
from dashboard.settings import Settings

Kind = Literal[
    "worsened", "action_overdue", "request_undecided", "rally_cry_half_way", "rally_cry_ended", "theme_without_owner",
    "theme_still_costs", "target_off_course", "conflict", "pilot_worked", "pilot_harmful", "pilot_no_effect",
    "pilot_not_judged", "pilot_not_again", "stage_without_owner",
]  # fmt: skip
Unit = Literal["money", "points", "tasks", ""]

UNITS: tuple[Unit, ...] = ("money", "points", "tasks", "")
"""In what waiting is counted, in the order in which questions are put; the last: it is not known."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What waiting costs: money a month, points of the leading measure, or tasks that wait with it.

    ``of`` names what the amount is of, where two questions may stand on the same.
    """

    unit: Unit = ""
    amount: float = math.nan
    of: str = field(default="", compare=False)


NOT_KNOWN = Cost()


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that waits for an answer.

    ``subject`` is what it is about, as a link (``theme:T1``), and ``name`` what that is called. ``of_whom`` is who is
    to answer, None where nobody is named. It is open ``since`` a day, for so many ``days``; an answer counts from
    ``asked_on`` on, the day on which something last came to it. ``number`` is how many departments, themes or goals
    it is about. ``figure`` is that of what got worse and ``regions`` where, or where goals are apart; ``target`` is
    the one that is off course, ``goals`` are those of which one is to come first. ``again`` tells that what waiting
    costs is the very amount of a question before it, so that the two do not add up.
    """

    kind: Kind
    subject: str
    name: str
    of_whom: str | None
    since: date | None
    days: int | None
    asked_on: date | None
    cost: Cost = NOT_KNOWN
    number: int = 1
    figure: Figure | None = None
    regions: tuple[str, ...] = ()
    target: Target | None = None
    goals: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """Where questions are looked for: the data, the newest view of all of it, and the company's day."""

    data: Data
    view: View
    settings: Settings
    today: date

    def days(self, since: date | None) -> int | None:
        """Return for how many days something is open; None where nobody knows since when."""
        return None if since is None else (self.today - since).days


def counted(unit: Unit, amount: float, of: str = "") -> Cost:
    """Return what waiting costs, or that it is not known: nothing, and less than nothing, is no cost."""
    return Cost(unit, amount, of) if math.isfinite(amount) and amount > 0 else NOT_KNOWN


def in_order(found: Iterable[Pending]) -> tuple[Pending, ...]:
    """Return questions in the order in which they are put: by unit, then by size, then by age.

    Where several stand on one amount, as goals do that pull against the same other, all but the first say so.
    """
    seen: set[tuple[str, float]] = set()
    told: list[Pending] = []
    for one in sorted(found, key=_place):
        amount = (one.cost.of, one.cost.amount)
        told.append(replace(one, again=bool(one.cost.of) and amount in seen))
        seen.add(amount)
    return tuple(told)


def _place(one: Pending) -> tuple[int, float, int, str, str]:
    amount = 0.0 if math.isnan(one.cost.amount) else one.cost.amount
    days = -1 if one.days is None else one.days
    return UNITS.index(one.cost.unit), -amount, -days, one.subject, one.kind
