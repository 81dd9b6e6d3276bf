"""Workshops on the voice of the customer: whether one was held, and which departments came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Session, read_register
from dashboard.data.view import View
from dashboard.measures.programme.community import TOLD
from dashboard.measures.programme.placed import placed
from dashboard.periods import first_day, last_day

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop: the departments that came, those that did not, and those of which nobody noted whether they did."""

    held_on: date
    region: str | None
    came: tuple[str, ...]
    missed: tuple[str, ...]
    not_noted: tuple[str, ...]

    @property
    def noted(self) -> int:
        """Of how many departments it is noted whether they came."""
        return len(self.came) + len(self.missed)


@dataclass(frozen=True, slots=True)
class Workshops:
    """The workshops of the year that ends with a period, or of all of a longer one, the newest first.

    ``lately`` are those of the period itself, ``before`` is the day of the newest before the year. ``follows`` and
    ``unplaced`` tell of the filter (`placed`).
    """

    first: int
    last: int
    held: tuple[Workshop, ...]
    lately: tuple[Workshop, ...]
    before: date | None
    follows: bool
    unplaced: int


@cached
def workshops(data: Data, view: View) -> Workshops:
    """Return the workshops held by the end of a view's period."""
    last = view.period.last
    first, until = min(view.period.first, last - _YEAR + 1), last_day(last)
    theirs = placed((one for one in read_register(data, Session) if one.kind == TOLD), view.regions)
    every = _workshops(theirs.rows, until)
    held = tuple(one for one in every if one.held_on >= first_day(first))
    return Workshops(
        first, last, held, tuple(one for one in held if one.held_on >= first_day(view.period.first)),
        max((one.held_on for one in every if one not in held), default=None), theirs.follows,
        sum(one.held_on >= first_day(first) for one in _workshops(theirs.unplaced, until)),
    )  # fmt: skip


def _workshops(rows: Iterable[Session], until: date) -> list[Workshop]:
    """Return the workshops that rows of departments are of, the newest first."""
    groups: dict[tuple[date, str | None, str | None, str | None], list[Session]] = {}
    for one in rows:
        if one.held_on is not None and one.held_by(until):
            groups.setdefault((one.held_on, one.region, one.journey, one.theme_id), []).append(one)
    found = [Workshop(held_on, region, *(_of(asked, attended) for attended in (True, False, None)))
             for (held_on, region, _, _), asked in groups.items()]  # fmt: skip
    return sorted(found, key=lambda one: (one.held_on, one.region or ""), reverse=True)


def _of(asked: Iterable[Session], attended: bool | None) -> tuple[str, ...]:
    return tuple(sorted({one.department_id for one in asked if one.attended is attended}))
