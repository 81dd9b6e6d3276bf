"""What staff say works or does not: raised, to be answered and answered in time over a year and a period of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Signal, read_register
from dashboard.data.view import View
from dashboard.measures.people.months import Months

BARRIERS = ("operational", "cultural", "technical", None)
"""Kinds of barriers in the order in which they are told; the last: not said."""

FEW = 5
"""Of fewer that were to be answered, no department is named for how it answers."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Signals of a department, of a barrier, of a theme, or of all.

    ``raised`` in the year; ``due`` to be answered in it, and ``in_time`` of those; both again of the period alone.
    ``waits`` are those of any age that are past the day by which they were to be answered, and have no answer by the
    end of the period; ``oldest`` is for how many days the oldest of them has waited.
    """

    key: str | None
    raised: int
    due: int
    in_time: int
    due_lately: int
    in_time_lately: int
    waits: int
    oldest: int
    barriers: tuple[tuple[str | None, int], ...]

    @property
    def share(self) -> float:
        """The share answered in time of those that were to be answered; 1 where none was."""
        return self.in_time / self.due if self.due else 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What staff raised in the year that ends with a period, or in all of a longer one, until the data's day.

    ``departments`` come those first that answer the least in time, ``barriers`` in their own order, ``themes`` by how
    often they were raised (None: no theme is named). ``waiting`` are signals with the days that they have waited, the
    longest first; ``undated`` is of how many nobody knows when they were raised.
    """

    months: Months
    whole: Counted
    departments: tuple[Counted, ...]
    barriers: tuple[Counted, ...]
    themes: tuple[Counted, ...]
    waiting: tuple[tuple[Signal, int], ...]
    undated: int

    @property
    def least(self) -> Counted | None:
        """The one department that answers the least in time, where it answers less than the whole and none as little.

        Of fewer than `FEW` that were to be answered nothing is said.
        """
        enough = sorted((one for one in self.departments if one.due >= FEW), key=lambda one: one.share)
        if len(enough) < 2 or enough[0].share >= min(enough[1].share, self.whole.share):
            return None
        return enough[0]


@cached
def heard(data: Data, view: View) -> Heard:
    """Return what staff raised, and what became of it by the end of a view's period."""
    months, every = Months.of(data, view), read_register(data, Signal)
    waiting = [(one, waited) for one in every if (waited := _waits(one, months.until)) is not None]
    told = {one.key: one for one in _by(every, lambda one: one.barrier, months)}
    return Heard(
        months, _counted(None, every, months),
        tuple(sorted(_by(every, lambda one: one.department_id, months), key=_least_first)),
        tuple(told[kind] for kind in BARRIERS if kind in told),
        tuple(sorted(_by(every, lambda one: one.theme_id, months), key=_most_raised)),
        tuple(sorted(waiting, key=lambda pair: (-pair[1], pair[0].signal_id))),
        sum(one.raised_on is None for one in every),
    )  # fmt: skip


def _least_first(one: Counted) -> tuple[bool, float, int, str]:
    return not one.due, one.share, -one.due, one.key or ""


def _most_raised(one: Counted) -> tuple[bool, int, str]:
    return one.key is None, -one.raised, one.key or ""


def _waits(signal: Signal, until: date) -> int | None:
    """Return for how many days a signal has waited that was to be answered before a day; None where none does."""
    due = signal.answer_due_on
    return signal.unanswered_for(until) if due is not None and due < until else None


def _by(signals: Iterable[Signal], key: Callable[[Signal], str | None], months: Months) -> list[Counted]:
    groups: dict[str | None, list[Signal]] = {}
    for one in signals:
        groups.setdefault(key(one), []).append(one)
    counted = (_counted(name, of, months) for name, of in groups.items())
    return [one for one in counted if one.raised or one.due or one.waits]


def _counted(key: str | None, signals: Iterable[Signal], months: Months) -> Counted:
    every = tuple(signals)
    raised = [one for one in every if months.hold(one.raised_on)]
    due = [one for one in every if months.hold(one.answer_due_on)]
    late = [one for one in due if months.hold_lately(one.answer_due_on)]
    waits = [waited for one in every if (waited := _waits(one, months.until)) is not None]
    kinds = ((kind, sum(one.barrier == kind for one in raised)) for kind in BARRIERS)
    return Counted(
        key, len(raised), len(due), sum(one.in_time for one in due), len(late), sum(one.in_time for one in late),
        len(waits), max(waits, default=0), tuple((kind, n) for kind, n in kinds if n),
    )  # fmt: skip
