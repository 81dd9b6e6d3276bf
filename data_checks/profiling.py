"""What the tables look like today: rows, months, totals, filled columns, days and kinds, one statement each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import sqlalchemy
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from data_checks.profile import TableProfile
from data_checks.sentences import month_key
from data_checks.tables import MONTHLY, Day, Readable, day_literal, first_day, since
from data_checks.volume import ALL_MONTHS
from queries.dialects import spell, sql_type

RECENT_DAYS = 120
"""Days back over which a table's usual gap is taken."""

RECENT_MONTHS = 3
"""Complete months before the last one, with which the kinds of the last one are compared."""

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "survey_responses": ("region", "segment", "channel", "mode", "department_id"),
    "survey_invitations": ("region", "segment", "channel", "mode"),
    "support_cases": ("region", "segment", "channel", "department_id"),
    "revenue": ("region", "segment"),
    "finance": ("region", "segment", "line"),
})  # fmt: skip
"""Columns whose values do not come and go from one month to the next."""

FREE_TEXT = ("comment", "text", "definition", "note", "reason", "hypothesis")
"""Columns that are not counted: it would cost more than all the others together."""


@dataclass(frozen=True)
class Later:
    """Rows of days after the one that is taken for today, and the first and last of these days."""

    rows: int
    first: date
    last: date


@dataclass(frozen=True)
class Sight:
    """A table as it is today. ``days`` are the late ones that have rows, ``kinds`` the rows a value and month.

    ``ends`` is the last day with rows in each month, ``later`` what lies beyond a day that is taken for today.
    """

    profile: TableProfile
    days: tuple[date, ...] = ()
    kinds: Mapping[str, Mapping[str, Mapping[int, int]]] = field(default_factory=dict)
    ends: Mapping[int, date] = field(default_factory=dict)
    later: Later | None = None


def look(connection: sqlalchemy.Connection, dialect: str, table: Readable, day: Day) -> Sight:
    """Look at a table: one statement, and for one with a clock two more on its late rows."""
    profile, ends, later = _profile(connection, dialect, table, day)
    if table.clock is None:
        return Sight(profile)
    days = () if table.name in MONTHLY else _days(connection, table, day)
    return Sight(profile, days, _kinds(connection, dialect, table, day), ends, later)


def rows_of(connection: sqlalchemy.Connection, sql: str) -> Sequence[Sequence[Any]]:
    """Run a text as it stands: what looks like a parameter in a mapping is none."""
    return connection.execution_options(no_parameters=True).exec_driver_sql(sql).fetchall()


def first_line(error: SQLAlchemyError) -> str:
    """Return what the engine said, without the statement that it said it of."""
    return str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines()[0]


def _profile(
    connection: sqlalchemy.Connection, dialect: str, table: Readable, day: Day
) -> tuple[TableProfile, dict[int, date], Later | None]:
    """Return what a table looks like, the last day with rows of each month, and what lies after today."""
    totals = {name: formula for name, formula in table.totals.items() if _has_all(table, formula)}
    counted = [column.name for column in table.columns if not column.required and column.name not in FREE_TEXT]
    rows = rows_of(connection, _profile_query(table, dialect, day, totals, counted))
    months: dict[str, dict[str, float]] = {}
    sums: defaultdict[str, float] = defaultdict(float)
    newest: list[str] = []
    ends: dict[int, date] = {}
    later: list[Later] = []
    for month, count, latest, after, first_after, last_after, *values in rows:
        own = {"rows": float(count), **{name: float(value or 0) for name, value in zip(totals, values, strict=False)}}
        filled = {f"filled {name}": float(value) for name, value in zip(counted, values[len(totals) :], strict=True)}
        for name, value in {**own, **filled}.items():
            sums[name] += value
        newest += [_iso(latest)] if latest is not None else []
        later += [Later(int(after), _date(first_after), _date(last_after))] if after else []
        if latest is not None and month is not None:
            ends[int(month)] = _date(latest)
        if table.clock is None:
            months[ALL_MONTHS] = own
        elif month is not None and int(month) <= day.last_month:
            months[month_key(int(month))] = own
    total = sums["rows"]
    profile = TableProfile(
        int(total),
        max(newest, default=None),
        {name: round(sums[name], 2) for name in totals},
        dict(sorted(months.items())),
        {name: round(sums[f"filled {name}"] / total, 4) for name in counted} if total else {},
    )
    return profile, ends, _together(later)


def _together(later: Sequence[Later]) -> Later | None:
    if not later:
        return None
    return Later(sum(one.rows for one in later), min(one.first for one in later), max(one.last for one in later))


def _profile_query(table: Readable, dialect: str, day: Day, totals: Mapping[str, str], counted: Sequence[str]) -> str:
    """Count by month. Names in it are none of the contract's: some engines know an alias in the same select."""
    month, newest, after = (f"cast(null as {sql_type(kind, dialect)})" for kind in ("integer", "date", "date"))
    if table.clock:
        month = spell(f"month_number({table.clock})", dialect)
        tomorrow, now = (day_literal(one + timedelta(days=1)) for one in (day.today, day.known))
        newest = f"case when {table.clock} < {tomorrow} then {table.clock} end"
        after = f"case when {table.clock} >= {tomorrow} and {table.clock} < {now} then {table.clock} end"
    inner = [f"{month} as in_month", f"{newest} as newest_of_them", f"{after} as after_today", *counted]
    inner += [f"{formula} as total_{place}" for place, formula in enumerate(totals.values())]
    outer = [
        "count(*) as n",
        "max(newest_of_them)",
        "count(after_today)",
        "min(after_today)",
        "max(after_today)",
        *(f"sum(total_{place})" for place in range(len(totals))),
    ]
    outer += [f"count({column})" for column in counted]
    return (
        f"select in_month, {', '.join(outer)} from (select {', '.join(inner)} from (\n{table.select}\n) t) s "  # noqa: S608
        "group by in_month"
    )


def _days(connection: sqlalchemy.Connection, table: Readable, day: Day) -> tuple[date, ...]:
    begin, end = day.today - timedelta(days=RECENT_DAYS), day.today + timedelta(days=1)
    sql = (
        f"select distinct cast({table.clock} as date) as day_of_it from (\n{table.select}\n) t "  # noqa: S608 - our own words
        f"where {table.clock} >= {day_literal(begin)} and {table.clock} < {day_literal(end)}"
    )
    return tuple(sorted(_date(row[0]) for row in rows_of(connection, sql)))


def _kinds(
    connection: sqlalchemy.Connection, dialect: str, table: Readable, day: Day
) -> dict[str, dict[str, dict[int, int]]]:
    columns = [column for column in KINDS.get(table.name, ()) if table.has(column)]
    if not columns or table.clock is None:
        return {}
    month = spell(f"month_number({table.clock})", dialect)
    last = day.last_month
    late = since(table.select, table.clock, last - RECENT_MONTHS)
    names = ", ".join(columns)
    sql = (
        f"select in_month, {names}, count(*) from (select {month} as in_month, {names} from (\n{late}\n) l "  # noqa: S608
        f"where {table.clock} < {day_literal(first_day(last + 1))}) s group by in_month, {names}"
    )
    found: dict[str, dict[str, dict[int, int]]] = {column: {} for column in columns}
    for number, *values, count in rows_of(connection, sql):
        for column, value in zip(columns, values, strict=True):
            if value is not None:
                months = found[column].setdefault(str(value), {})
                months[int(number)] = months.get(int(number), 0) + int(count)
    return found


def _has_all(table: Readable, formula: str) -> bool:
    """Tell whether the columns that a formula names are there."""
    words = set(formula.replace("(", " ").replace(")", " ").split())
    wanted = {"metric", "score", "amount", "line", "delivered", "value_due"} & words
    return all(table.has(column) for column in wanted)


def _date(value: Any) -> date:
    """Return the day, whatever the driver gave for it."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
