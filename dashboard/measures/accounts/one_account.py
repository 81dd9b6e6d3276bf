"""One account, all of it: what happened, what it brings, the themes that it named, what is done and what is ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Account, SponsoredAccount, Task, read_register
from dashboard.data.view import View
from dashboard.measures.accounts.sponsored import Team, sponsored
from dashboard.periods import month_of

DATASET = "account_events"

APART = ("revenue", "theme")
"""Kinds of rows that are no event: what an account brought in a month, and a theme that it named."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day: of a ``kind``, and of ``what``; ``until`` is when it ended, where it did.

    ``detail`` says more, ``value`` how much. A task that is done is one; its theme is then its detail.
    """

    kind: str
    on: date
    what: str | None = None
    detail: str | None = None
    value: float | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A theme that an account named: when last, and how often."""

    theme_id: str
    last: date
    times: int


@dataclass(frozen=True, slots=True)
class OneAccount:
    """An account as it stands on ``day``. ``account`` and ``sponsorship`` are None where nothing is known of either.

    ``happened`` is what happened, the newest first, with the tasks done for themes that it names; ``ahead`` are
    the renewals that are not due yet, ``open_tasks`` those still to be done for these themes, the first due first.
    """

    customer_id: str
    name: str
    day: date
    account: Account | None
    sponsorship: SponsoredAccount | None
    team: Team | None
    happened: tuple[Event, ...]
    ahead: tuple[Event, ...]
    revenue: tuple[tuple[int, float], ...]
    named: tuple[Named, ...]
    open_tasks: tuple[Task, ...]

    def last(self, kind: str) -> Event | None:
        """Return the newest event of a kind."""
        return next((one for one in self.happened if one.kind == kind), None)


@cached
def choices(data: Data) -> Mapping[str, str]:
    """Return the accounts that can be looked at, by their ids, each with its name, by name."""
    table = data.table(DATASET)
    if table is None:
        return {}
    known = _names(data)
    ids: list[str] = pc.unique(table.column("customer_id")).to_pylist()
    return dict(sorted(((one, known.get(one, one)) for one in ids), key=lambda pair: (pair[1].casefold(), pair[0])))


def first_choice(data: Data, view: View) -> str | None:
    """Return the account that is shown where none is asked for: the one first to look after, else the largest."""
    known = choices(data)
    overdue = (one.customer_id for one in sponsored(data, view).accounts)
    largest = (one.customer_id for one in sorted(read_register(data, Account), key=lambda one: -one.value))
    return next((one for one in (*overdue, *largest, *known) if one in known), None)


def one_account(data: Data, view: View, customer_id: str) -> OneAccount | None:
    """Return all that is known of an account, wherever it is; None of one that cannot be looked at."""
    table = data.table(DATASET)
    if table is None or customer_id not in choices(data):
        return None
    day = data.snapshot.manifest.as_of
    rows = table.filter(pc.equal(table.column("customer_id"), pa.scalar(customer_id))).to_pylist()
    named = tuple(Named(row["what"], row["happened_on"], round(row["value"])) for row in rows if row["kind"] == "theme")
    revenue = sorted((month_of(row["happened_on"]), row["value"]) for row in rows if row["kind"] == "revenue")
    events = [_event(row) for row in rows if row["kind"] not in APART]
    done, todo = _tasks(data, named, day)
    happened = [*(one for one in events if one.on <= day), *done]
    ahead = sorted((one for one in events if one.on > day), key=lambda one: one.on)
    sponsorships = sponsored(data, replace(view, regions=None, segments=None))
    return OneAccount(
        customer_id, choices(data)[customer_id], day,
        next((one for one in read_register(data, Account) if one.customer_id == customer_id), None),
        next((one for one in sponsorships.accounts if one.customer_id == customer_id), None),
        sponsorships.teams.get(customer_id), tuple(sorted(happened, key=_newest_first)), tuple(ahead), tuple(revenue),
        named, todo,
    )  # fmt: skip


def _names(data: Data) -> dict[str, str]:
    known = (*read_register(data, SponsoredAccount), *read_register(data, Account))
    return {one.customer_id: one.name for one in known}


def _event(row: Mapping[str, Any]) -> Event:
    names = ("kind", "happened_on", "what", "detail", "value", "until_on")
    return Event(*(row[name] for name in names))


def _tasks(data: Data, named: Sequence[Named], day: date) -> tuple[list[Event], tuple[Task, ...]]:
    """Return the tasks for these themes: those done, as events, and those still to be done, the first due first."""
    themes = {one.theme_id for one in named}
    tasks = [one for one in read_register(data, Task) if one.theme_id in themes]
    done = [
        Event("task", one.completed_on, one.title, one.theme_id)
        for one in tasks if one.completed_on is not None and one.done_by(day) and not one.cancelled_by(day)
    ]  # fmt: skip
    todo = sorted((one for one in tasks if one.open_at(day)), key=lambda one: (one.due_on or date.max, one.task_id))
    return done, tuple(todo)


def _newest_first(one: Event) -> tuple[int, str, str]:
    return -one.on.toordinal(), one.kind, one.what or ""
