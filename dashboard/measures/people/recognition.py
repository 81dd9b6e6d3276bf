"""What people are recognised for: how much of it is for customers, formally and informally, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Department, Recognition, read_register
from dashboard.data.view import View
from dashboard.measures.people.months import Months
from dashboard.measures.programme.placed import placed

LEVELS = ("staff", "manager", "executive")
"""Levels in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Praise:
    """Recognitions of a department, a level, for something, or all: so many for ``customers`` of those ``known``.

    ``known`` are those of which it is known whether they were for customers; of ``formal`` and ``informal`` ones the
    same two, and ``lately`` of the period alone. ``unknown`` is of how many it is not known.
    """

    key: str | None
    customers: int
    known: int
    formal: tuple[int, int]
    informal: tuple[int, int]
    lately: tuple[int, int]
    unknown: int

    @property
    def share(self) -> float:
        """The share that was for customers; 0 where none is known."""
        return self.customers / self.known if self.known else 0.0


@dataclass(frozen=True, slots=True)
class Recognised:
    """What people were recognised for in the year that ends with a period.

    ``facing`` and ``others`` are departments that face customers and those that do not, None where it is not known of
    any; ``silent`` are departments that the register of departments holds, and in which nobody was recognised.
    ``follows`` and ``unplaced`` tell of the filter (`placed`), ``undated`` of how many nobody knows when they were.
    """

    months: Months
    whole: Praise
    departments: tuple[Praise, ...]
    levels: tuple[Praise, ...]
    reasons: tuple[Praise, ...]
    facing: Praise | None
    others: Praise | None
    silent: tuple[str, ...]
    follows: bool
    unplaced: int
    undated: int


@cached
def recognised(data: Data, view: View) -> Recognised:
    """Return what people were recognised for, in the regions of a view."""
    months, every = Months.of(data, view), placed(read_register(data, Recognition), view.regions)
    year = [one for one in every.rows if months.hold(one.given_on)]
    departments = {one.department_id: one.customer_facing for one in read_register(data, Department)}
    facing, others = ([one for one in year if departments.get(one.department_id) is wanted] for wanted in (True, False))
    known = bool(facing and others)
    levels = {one.key: one for one in _by(year, lambda one: one.level, months)}
    return Recognised(
        months, _praise(None, year, months),
        tuple(sorted(_by(year, lambda one: one.department_id, months), key=_least_first)),
        tuple(levels[level] for level in (*LEVELS, None) if level in levels),
        tuple(sorted(_by(year, lambda one: one.accomplishment, months), key=_most_first)),
        _praise("facing", facing, months) if known else None, _praise("others", others, months) if known else None,
        tuple(name for name in departments if all(one.department_id != name for one in year)),
        every.follows, _times(one for one in every.unplaced if months.hold(one.given_on)),
        _times(one for one in every.rows if one.given_on is None),
    )  # fmt: skip


def _least_first(one: Praise) -> tuple[bool, float, int, str]:
    return not one.known, one.share, -one.known, one.key or ""


def _most_first(one: Praise) -> tuple[bool, int, str]:
    return one.key is None, -one.known - one.unknown, one.key or ""


def _by(rows: Iterable[Recognition], key: Callable[[Recognition], str | None], months: Months) -> list[Praise]:
    groups: dict[str | None, list[Recognition]] = {}
    for one in rows:
        groups.setdefault(key(one), []).append(one)
    return [_praise(name, of, months) for name, of in groups.items()]


def _praise(key: str | None, rows: Iterable[Recognition], months: Months) -> Praise:
    every = tuple(rows)
    formal, informal = (_of(one for one in every if one.kind == kind) for kind in ("formal", "informal"))
    lately = _of(one for one in every if months.hold_lately(one.given_on))
    unknown = _times(one for one in every if one.for_customers is None)
    customers, known = _of(every)
    return Praise(key, customers, known, formal, informal, lately, unknown)


def _of(rows: Iterable[Recognition]) -> tuple[int, int]:
    """Return how many were for customers, of those of which that is known."""
    told = [one for one in rows if one.for_customers is not None]
    return _times(one for one in told if one.for_customers), _times(told)


def _times(rows: Iterable[Recognition]) -> int:
    return sum(one.n or 0 for one in rows)
