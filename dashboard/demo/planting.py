"""What an event is, and how it comes to where the SQL can ask for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import duckdb

FOREVER = date(9999, 1, 1)

MOOD = "mood"  # points of NPS
THEME_FREQUENCY = "theme frequency"  # share on top of the usual frequency
ASKED_BY_PHONE = "asked by phone"  # share of the answers
ASKED_OFTEN = "asked often"  # share on top of the usual number of answers
LOSSES = "losses"  # share on top of the usual probability of losing a renewal
REPAIR_HOURS = "repair hours"  # share on top of the usual hours, in the units of a pilot


@dataclass(frozen=True)
class Event:
    """Something that happened at the demo company: when, where and how much.

    `since` and `until` are its first and last month, counted back from the last complete month, which is 0;
    without `until` it lasts. The size is reached evenly over `ramp` months. With a `rhythm` it holds for that
    many months, pauses for as many, and so on. `measure` is what it moves, where several events move the
    same; an event without one is asked for by its name.
    """

    name: str
    what: str
    since: int
    size: float = 1.0
    measure: str | None = None
    until: int | None = None
    ramp: int = 1
    rhythm: int | None = None
    region: str | None = None
    segment: str | None = None
    theme: str | None = None
    department: str | None = None

    def spans(self, last_month: date) -> Iterator[tuple[date, date]]:
        """Yield the first day of each span of months in which the event holds, and the first day after it."""
        if self.rhythm is None:
            end = FOREVER if self.until is None else months_before(last_month, self.until - 1)
            yield months_before(last_month, self.since), end
            return
        for since in range(self.since, -1, -2 * self.rhythm):
            yield months_before(last_month, since), months_before(last_month, since - self.rhythm)


@dataclass(frozen=True)
class Trait:
    """Something that has always been so at the demo company, quiet or not."""

    name: str
    what: str


def months_before(month: date, count: int) -> date:
    """Return the first day of the month that lies `count` months before `month`."""
    year, index = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(year, index + 1, 1)


def plant(connection: duckdb.DuckDBPyConnection, events: tuple[Event, ...], last_month: date) -> None:
    """Hold the events in a table, one row a span of months, and by name in a variable.

    A map that is known when a query is planned costs nothing a row.
    """
    connection.execute(
        "create temp table planted_events (name varchar, starts_on date, ends_on date, size double, ramp double,"
        " measure varchar, region varchar, segment varchar, theme_id varchar, department_id varchar)"
    )
    for event in events:
        what = [event.size, event.ramp, event.measure]
        where = [event.region, event.segment, event.theme, event.department]
        for span in event.spans(last_month):
            row = [event.name, *span, *what, *where]
            connection.execute("insert into planted_events values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute(
        "set variable events = ("
        "select coalesce(map(list(name), list(planted_events)), map([], []))"
        " from planted_events where measure is null)"
    )
