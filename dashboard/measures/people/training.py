"""Training: of those for whom a course is meant, how many completed it, as the newest month of a period has it.

A company may count who completed a course in a month, or by it: months are not added up, so that neither is taken for
the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Training, read_register
from dashboard.data.view import View
from dashboard.measures.programme.placed import placed
from dashboard.periods import last_day, month_of

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Completed:
    """Of so many places of a course, or of several, how many were completed."""

    completed: int = 0
    eligible: int = 0

    @property
    def share(self) -> float:
        """The share completed; 1 where there is no place."""
        return self.completed / self.eligible if self.eligible else 1.0

    def __add__(self, other: Completed) -> Completed:
        """Return both together."""
        return Completed(self.completed + other.completed, self.eligible + other.eligible)


@dataclass(frozen=True, slots=True)
class Trained:
    """A department: all courses together, course by course, and all of them a year before where that is known."""

    department_id: str
    whole: Completed
    before: Completed | None
    courses: tuple[tuple[str, Completed], ...]


@dataclass(frozen=True, slots=True)
class Courses:
    """Training as ``month`` has it: courses by their places, the most first, and departments, the least trained first.

    ``before`` is the same month of the year before, None where that is not on record. ``follows`` and ``unplaced`` (in
    places) tell of the filter (`placed`).
    """

    month: int
    whole: Completed
    before: Completed | None
    courses: tuple[tuple[str, Completed], ...]
    departments: tuple[Trained, ...]
    follows: bool
    unplaced: int


@cached
def trained(data: Data, view: View) -> Courses | None:
    """Return training in the newest month that is known by the end of a period; None where there is none."""
    every = placed(read_register(data, Training), view.regions)
    until = min(last_day(view.period.last), data.snapshot.manifest.as_of)
    known = [month_of(one.month) for one in (*every.rows, *every.unplaced) if _told(one, until) and one.month]
    if not known:
        return None
    month = max(known)
    now, then = ([one for one in every.rows if _is_of(one, at)] for at in (month, month - _YEAR))
    departments = dict.fromkeys(one.department_id for one in now)
    found = (
        _trained(name, [one for one in now if one.department_id == name],
                 [one for one in then if one.department_id == name])
        for name in departments
    )  # fmt: skip
    return Courses(
        month, _sum(now), _sum(then) if then else None, _by_course(now),
        tuple(sorted(found, key=lambda one: (one.whole.share, one.department_id))), every.follows,
        _sum(one for one in every.unplaced if _is_of(one, month)).eligible,
    )  # fmt: skip


def _trained(name: str, now: list[Training], then: list[Training]) -> Trained:
    return Trained(name, _sum(now), _sum(then) if then else None, _by_course(now))


def _by_course(rows: Iterable[Training]) -> tuple[tuple[str, Completed], ...]:
    courses: dict[str, Completed] = {}
    for one in rows:
        courses[one.course] = courses.get(one.course, Completed()) + _sum([one])
    return tuple(sorted(courses.items(), key=lambda pair: (-pair[1].eligible, pair[0])))


def _sum(rows: Iterable[Training]) -> Completed:
    every = [one for one in rows if one.eligible is not None and one.completed is not None]
    return Completed(sum(one.completed or 0 for one in every), sum(one.eligible or 0 for one in every))


def _told(one: Training, until: date) -> bool:
    return one.month is not None and one.month <= until and bool(one.eligible)


def _is_of(one: Training, month: int) -> bool:
    return one.month is not None and month_of(one.month) == month and bool(one.eligible)
