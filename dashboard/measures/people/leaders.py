"""Leaders at the front line, with customers, and at reviews of the customer's experience."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Department, LeaderContact, read_register
from dashboard.data.registers.people import MEETING, REVIEW, SHADOWING
from dashboard.data.view import View
from dashboard.measures.people.months import Months
from dashboard.measures.programme.placed import placed

MET = (SHADOWING, MEETING)
"""Kinds of contacts in which leaders meet the front line or customers; reviews are held among themselves."""


@dataclass(frozen=True, slots=True)
class Met:
    """How often leaders of a department, one leader, or all of them met the front line and customers in a year.

    ``lately`` is of the period alone, ``last`` the day of the newest by its end, however long ago. ``observations`` and
    ``tasks`` are what was written down and came of it where that is known, in so many of the contacts.
    """

    key: str | None
    shadowing: int
    meetings: int
    lately: int
    last: date | None
    observations: int
    observations_known: int
    tasks: int
    tasks_known: int

    @property
    def times(self) -> int:
        """How often it was in all."""
        return self.shadowing + self.meetings

    def days(self, until: date) -> int | None:
        """Return how many days before a day the newest was; None where none is known."""
        return None if self.last is None else (until - self.last).days


@dataclass(frozen=True, slots=True)
class Held:
    """Reviews of a department or of all: held in the year and in the period, and how many of both were ``planned``.

    ``told`` is of how many of the year it is known whether they were planned, ``ahead`` how many are planned for a day
    after the end of the period, ``last`` the day of the newest.
    """

    key: str | None
    held: int
    lately: int
    planned: int
    told: int
    ahead: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Leaders:
    """The year that ends with a period: who met whom, those first whose last meeting is the longest ago, and reviews.

    Departments of the register come with it where nothing is on record of them. ``follows`` and ``unplaced`` tell of
    the filter (`placed`).
    """

    months: Months
    whole: Met
    departments: tuple[Met, ...]
    leaders: tuple[Met, ...]
    held: Held
    reviews: tuple[Held, ...]
    follows: bool
    unplaced: int
    unplaced_reviews: int


@cached
def leaders(data: Data, view: View) -> Leaders:
    """Return how leaders met the front line and customers, in the regions of a view."""
    months, every = Months.of(data, view), placed(read_register(data, LeaderContact), view.regions)
    met, reviews = ([one for one in every.rows if (one.kind == REVIEW) is wanted] for wanted in (False, True))
    known = tuple(one.department_id for one in read_register(data, Department))
    by_department = _by(met, lambda one: one.department_id, known)
    by_leader = _by(met, lambda one: one.leader, ())
    held = (_held(key, of, months) for key, of in _by(reviews, lambda one: one.department_id, known).items())
    year = [one for one in every.unplaced if months.hold(one.happened_on)]
    return Leaders(
        months, _met(None, met, months),
        tuple(sorted((_met(key, of, months) for key, of in by_department.items()), key=_longest_ago)),
        tuple(sorted((_met(key, of, months) for key, of in by_leader.items()), key=_longest_ago)),
        _held(None, reviews, months), tuple(sorted(held, key=lambda one: (one.held, one.key is None, one.key or ""))),
        every.follows, _times(one for one in year if one.kind != REVIEW),
        _times(one for one in year if one.kind == REVIEW),
    )  # fmt: skip


def _longest_ago(one: Met) -> tuple[date, int, str]:
    return one.last or date.min, one.times, one.key or ""


def _by(
    rows: Iterable[LeaderContact], key: Callable[[LeaderContact], str | None], known: Iterable[str]
) -> dict[str | None, list[LeaderContact]]:
    groups: dict[str | None, list[LeaderContact]] = {name: [] for name in known}
    for one in rows:
        groups.setdefault(key(one), []).append(one)
    return groups


def _met(key: str | None, rows: Iterable[LeaderContact], months: Months) -> Met:
    had = [one for one in rows if one.happened_on is not None and one.happened_on <= months.until]
    year = [one for one in had if months.hold(one.happened_on)]
    observed = [one for one in year if one.observations is not None]
    led = [one for one in year if one.tasks_created is not None]
    shadowing, meetings = (_times(one for one in year if one.kind == kind) for kind in MET)
    return Met(
        key, shadowing, meetings, _times(one for one in year if months.hold_lately(one.happened_on)),
        max((one.happened_on for one in had if one.happened_on is not None), default=None),
        sum((one.observations or 0) * (one.n or 0) for one in observed), _times(observed),
        sum((one.tasks_created or 0) * (one.n or 0) for one in led), _times(led),
    )  # fmt: skip


def _held(key: str | None, rows: Iterable[LeaderContact], months: Months) -> Held:
    every = [one for one in rows if one.happened_on is not None]
    year = [one for one in every if months.hold(one.happened_on)]
    ahead = [one for one in every if one.happened_on is not None and one.happened_on > months.until and one.planned]
    had = (one.happened_on for one in every if one.happened_on is not None and one.happened_on <= months.until)
    return Held(
        key, _times(year), _times(one for one in year if months.hold_lately(one.happened_on)),
        _times(one for one in year if one.planned), _times(one for one in year if one.planned is not None),
        _times(ahead), max(had, default=None),
    )  # fmt: skip


def _times(rows: Iterable[LeaderContact]) -> int:
    return sum(one.n or 0 for one in rows)
