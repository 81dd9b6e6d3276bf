"""The cross-LOB community: which departments were asked to which sessions, and came, over a year and a period of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Department, Session, read_register
from dashboard.data.view import View
from dashboard.measures.programme.placed import placed
from dashboard.periods import first_day, last_day

KINDS = ("community", "voc_workshop", "journey_mapping", "project", "all_hands")
"""Kinds of sessions in the order in which they are told."""

TOLD = "voc_workshop"
"""The kind in which a department is told what its customers say."""

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Came:
    """To how many sessions a department was asked and came, over the year and in the period of it."""

    asked: int
    came: int
    asked_lately: int
    came_lately: int

    @property
    def never(self) -> bool:
        """Whether it was asked in the year, and never came."""
        return self.asked > 0 and not self.came


@dataclass(frozen=True, slots=True)
class Attendance:
    """A department: what it came to, kind by kind, and the day on which it was last told, by the end of the period."""

    department_id: str
    came: tuple[tuple[str, Came], ...]
    last_told: date | None

    def to(self, kind: str) -> Came:
        """Return what it came to of a kind."""
        return dict(self.came)[kind]


@dataclass(frozen=True, slots=True)
class Community:
    """The year and a period's sessions: ``held`` how many of each kind, and every department, those who came least
    first. ``follows`` and ``unplaced`` tell of the filter (`placed`)."""

    first: int
    last: int
    held: tuple[tuple[str, int], ...]
    departments: tuple[Attendance, ...]
    follows: bool
    unplaced: int

    def never(self, kind: str) -> tuple[Attendance, ...]:
        """Return the departments that were asked to sessions of a kind in the year and came to none."""
        return tuple(one for one in self.departments if one.to(kind).never)


@cached
def community(data: Data, view: View) -> Community:
    """Return who came to what in the year that ends with a view's period, or in all of a longer period."""
    last = view.period.last
    first = min(view.period.first, last - _YEAR + 1)
    until = last_day(last)
    theirs = placed(read_register(data, Session), view.regions)
    held = [one for one in theirs.rows if one.held_by(until)]
    year = [one for one in held if _since(one, first)]
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in year)]
    departments = dict.fromkeys(
        (*(one.department_id for one in read_register(data, Department)), *(one.department_id for one in held))
    )
    found = (
        _attendance(one, [each for each in held if each.department_id == one], kinds, first, view.period.first)
        for one in departments
    )
    return Community(
        first, last, tuple((kind, _sessions(one for one in year if one.kind == kind)) for kind in kinds),
        tuple(sorted(found, key=lambda one: _share(each for _, each in one.came))), theirs.follows,
        _sessions(one for one in theirs.unplaced if one.held_by(until) and _since(one, first)),
    )  # fmt: skip


def _attendance(department: str, held: list[Session], kinds: Iterable[str], first: int, begin: int) -> Attendance:
    told = [one.held_on for one in held if one.kind == TOLD and one.attended and one.held_on is not None]
    came = []
    for kind in kinds:
        year = [one for one in held if one.kind == kind and _since(one, first)]
        lately = [one for one in year if _since(one, begin)]
        came.append((kind, Came(len(year), _attended(year), len(lately), _attended(lately))))
    return Attendance(department, tuple(came), max(told, default=None))


def _since(one: Session, month: int) -> bool:
    return one.held_on is not None and one.held_on >= first_day(month)


def _attended(sessions: Iterable[Session]) -> int:
    return sum(one.attended is True for one in sessions)


def _sessions(rows: Iterable[Session]) -> int:
    """Return how many sessions rows of departments are of."""
    return len({(one.held_on, one.kind, one.journey, one.theme_id, one.region) for one in rows})


def _share(came: Iterable[Came]) -> tuple[bool, float]:
    """Return the share of sessions come to; who was asked to none stands last."""
    each = tuple(came)
    asked = sum(one.asked for one in each)
    return not asked, sum(one.came for one in each) / max(asked, 1)
