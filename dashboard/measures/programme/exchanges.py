"""What departments hand to one another, give away, and answer: sums of a period, in the places chosen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Recognition, Signal, read_register
from dashboard.data.view import View
from dashboard.measures.programme.placed import placed
from dashboard.periods import first_day, last_day


@dataclass(frozen=True, slots=True)
class HandOffs:
    """Hand-offs of journeys: those ``handed`` over, ``taken`` up by a later step, ``abandoned`` there, and the hours
    that those ``timed`` waited together."""

    handed: int = 0
    taken: int = 0
    abandoned: int = 0
    timed: int = 0
    wait_hours: float = 0.0

    @property
    def lost(self) -> int:
        """How many were not taken up so far, or were given up after."""
        return self.handed - self.taken + self.abandoned

    @property
    def wait(self) -> float:
        """Mean hours that a hand-off waited; nan where no times are known."""
        return self.wait_hours / self.timed if self.timed else math.nan

    def __add__(self, other: HandOffs) -> HandOffs:
        """Return both together: sums add, their means do not."""
        return HandOffs(
            self.handed + other.handed, self.taken + other.taken, self.abandoned + other.abandoned,
            self.timed + other.timed, self.wait_hours + other.wait_hours,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Concessions:
    """What was given to customers by discretion: how often, and how much where the amount is known."""

    n: int
    amount: float
    amount_known: int


@dataclass(frozen=True, slots=True)
class Praised:
    """How often a department praised or rewarded: for something done for customers, and in all.

    ``follows`` tells whether praise follows the filter, ``unplaced`` how often it was given without naming a region
    where one is chosen (`placed`).
    """

    for_customers: int
    given: int
    follows: bool = True
    unplaced: int = 0


_HANDED, _GIVEN = ("handed", "taken", "abandoned", "timed", "wait_hours"), ("n", "amount", "amount_known")


@cached
def hand_offs(data: Data, view: View) -> Mapping[tuple[str, str], HandOffs] | None:
    """Return the hand-offs of a period by who handed over and to whom; None where they are not known."""
    cube = data.cube("hand_offs")
    if cube is None:
        return None
    by = ("from_department", "to_department")
    months = (view.period.first, view.period.last)
    sums = cube.sum(_HANDED, by=by, months=months, regions=view.regions, segments=view.segments)
    found = {}
    for place in zip(*np.nonzero(sums[..., 0]), strict=True):
        *counts, hours = sums[place]
        pair = (str(cube.labels[by[0]][place[0]]), str(cube.labels[by[1]][place[1]]))
        handed, taken, abandoned, timed = (round(count) for count in counts)
        found[pair] = HandOffs(handed, taken, abandoned, timed, float(hours))
    return found


def given_and_received(found: Mapping[tuple[str, str], HandOffs], department_id: str) -> tuple[HandOffs, HandOffs]:
    """Return what a department handed to others, and what others handed to it."""
    given = (one for (who, _), one in found.items() if who == department_id)
    received = (one for (_, whom), one in found.items() if whom == department_id)
    return _together(given), _together(received)


def _together(parts: Iterable[HandOffs]) -> HandOffs:
    return sum(parts, HandOffs())


@cached
def concessions(data: Data, view: View, department_id: str) -> Concessions | None:
    """Return what a department gave away by discretion in a period; None where it is not known."""
    cube = data.cube("concessions")
    if cube is None:
        return None
    n, amount, known = cube.sum(
        _GIVEN, where=(("department_id", (department_id,)),), months=(view.period.first, view.period.last),
        regions=view.regions, segments=view.segments,
    )  # fmt: skip
    return Concessions(round(n), float(amount), round(known))


def answered_in_time(data: Data, view: View, department_id: str) -> tuple[int, int] | None:
    """Return how many signals of a department's staff were answered in time, of those to be answered in a period.

    None where no signals are kept.
    """
    if data.table(Signal.dataset) is None:
        return None
    begin, until = first_day(view.period.first), last_day(view.period.last)
    due = [
        signal
        for signal in read_register(data, Signal)
        if signal.department_id == department_id and _within(signal.answer_due_on, begin, until)
    ]
    return sum(signal.in_time for signal in due), len(due)


def praised(data: Data, view: View, department_id: str) -> Praised | None:
    """Return how often a department praised or rewarded in a period, in the regions chosen; None where no praise is
    kept."""
    if data.table(Recognition.dataset) is None:
        return None
    begin, until = first_day(view.period.first), last_day(view.period.last)
    every = placed(read_register(data, Recognition), view.regions)
    given, unplaced = (
        [one for one in rows if one.department_id == department_id and one.given_between(begin, until)]
        for rows in (every.rows, every.unplaced)
    )
    customers, times, elsewhere = (
        sum(one.n or 0 for one in rows) for rows in ([one for one in given if one.for_customers], given, unplaced)
    )
    return Praised(customers, times, every.follows, elsewhere)


def _within(day: date | None, begin: date, until: date) -> bool:
    return day is not None and begin <= day <= until
