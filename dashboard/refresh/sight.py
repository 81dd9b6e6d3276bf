"""What the doctor sees of the rows: how many there are, which values must be there and are not, which are none that the
contract knows, when answers came.

Every table is read as the queries read it, each of its columns in the contract's type: what fails here is not good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from dashboard.words.formats import Formats
from data_checks.checks import STOPPING, Check
from data_checks.reach import Reach
from data_checks.sentences import agreeing
from data_checks.set_aside import of_single_values
from data_checks.source_audit import value_checks
from data_checks.tables import day_literal, first_day, fits, readable
from data_checks.thresholds import Thresholds
from queries.contract import CONTRACT, Column
from queries.dialects import is_zoned
from queries.reading import Strays
from queries.source import Source, SourceTable

NIGHT = (22, 6)
"""Hours between which few people answer: many that do tell of clocks that are not the company's."""


EXAMPLES = 3
BORNE = "The figures are shown all the same."
SET_ASIDE = "Few enough to be set aside."


@dataclass(frozen=True)
class Off:
    """Rows whose value in a column is none that it may hold: how many, what is said of them, and what to do.

    ``bears`` tells whether a refresh shows the figures all the same.
    """

    rows: int
    fault: str
    action: str
    bears: bool


@dataclass(frozen=True)
class Sight:
    """A table's rows, and how many of them lack a value that each must have; ``error`` says why they cannot be read.

    ``off`` are those with values that a column may not hold, by column. Where all that are wrong are ``few``, a refresh
    sets them aside. ``astray`` are columns that a row may do without, with more values that are none of their kind than
    it sets aside. ``early`` are rows of before the first month that is shown.
    """

    rows: int = 0
    missing: Mapping[str, int] = field(default_factory=dict)
    error: str = ""
    few: bool = False
    astray: Mapping[str, int] = field(default_factory=dict)
    off: Mapping[str, tuple[Off, ...]] = field(default_factory=dict)
    early: int = 0

    @property
    def stopping(self) -> tuple[str, ...]:
        """Columns with more missing or wrong than a refresh sets aside or bears: what reads them is held back."""
        off = [name for name, found in self.off.items() if not all(one.bears for one in found)]
        return tuple(dict.fromkeys([*({} if self.few else self.missing), *self.astray, *off]))


def sights(
    connection: sqlalchemy.Connection, source: Source, explain: Callable[[SQLAlchemyError], str], share: float,
    first_month: int = 0,
) -> dict[str, Sight]:  # fmt: skip
    """Return what is seen of each table that is there and can be asked for; ``share`` of its rows may be set aside."""
    there = [name for name, table in source.tables.items() if not table.error]
    tables, reach, bounds = readable(source, 0, full=True), Reach.over(source), Thresholds(set_aside_share=share)
    checks = {name: tuple(value_checks(table, reach)) for name, table in tables.items()}
    clocks = {name: table.clock for name, table in tables.items() if table.clock and first_month}
    early = {name: f"{clock} < {day_literal(first_day(first_month))}" for name, clock in clocks.items()}
    return {
        name: _sight(connection, source, name, checks.get(name, ()), explain, bounds, early.get(name, "1 = 0"))
        for name in there
    }


def _sight(
    connection: sqlalchemy.Connection, source: Source, name: str, checks: Sequence[Check],
    explain: Callable[[SQLAlchemyError], str], bounds: Thresholds, early: str,
) -> Sight:  # fmt: skip
    found = source.tables[name]
    columns = [column for column in CONTRACT[name].columns if column.name in found.columns and fits(found, column)]
    counted = [f"count({column.name})" for column in columns]
    counted += [f"sum(case when {one} then 1 else 0 end)" for one in (*(check.where for check in checks), early)]
    try:
        relation = source.relation(name)
        rows, *counts, before = _row(connection, f"select {', '.join(['count(*)', *counted])} from (\n{relation}\n) t")  # noqa: S608
        wrong = [(check, int(n)) for check, n in zip(checks, counts[len(columns) :], strict=True) if n]
        values = {column.name: int(n) for column, n in zip(columns, counts, strict=False)}
        missing = {
            one.name: int(rows) - values[one.name] for one in columns if one.required and rows > values[one.name]
        }
        of_rows = sum(n for check, n in wrong if check.grade == "strict" and not of_single_values(name, check))
        few = 0 < sum(missing.values()) + of_rows <= bounds.set_aside(int(rows))
        off: dict[str, tuple[Off, ...]] = {}
        for check, n in wrong:
            own = str(check.column)
            bears = _is_borne(name, check, (n, int(rows), values[own]), bounds, few=few)
            off[own] = (*off.get(own, ()), _off(connection, relation, check, n, bears=bears))
    except SQLAlchemyError as error:
        connection.rollback()
        return Sight(error=explain(error))
    astray = {
        column.name: strays.count
        for column in columns
        if column.spared
        and (strays := _strays(found, column))
        and strays.count > bounds.set_aside(values[column.name] + strays.count)
    }
    return Sight(int(rows), missing, few=few, off=off, astray=astray, early=int(before or 0))


def _strays(found: SourceTable, column: Column) -> Strays | None:
    reading = found.readings.get(column.name)
    return reading.strays if reading else None


def _is_borne(
    table: str, check: Check, counts: tuple[int, int, int], bounds: Thresholds, *, few: bool
) -> bool:  # fmt: skip
    """Tell whether a refresh shows the figures though so many rows, of all and of those with a value, break a check;
    ``few``: so it does of wrong rows."""
    wrong, rows, values = counts
    if not check.datasets:
        return True
    if check.grade == "tolerant":
        return wrong <= bounds.tolerated(rows)
    return wrong <= bounds.set_aside(values) if of_single_values(table, check) else few


def _off(connection: sqlalchemy.Connection, relation: str, check: Check, rows: int, *, bears: bool) -> Off:
    """Look at the values by which rows break a check, the commonest first."""
    values = (
        f"select {check.column}, count(*) as n from (\n{relation}\n) t where {check.where} "  # noqa: S608 - our own words
        f"group by {check.column} order by n desc, {check.column} limit {EXAMPLES}"
    )
    told = Formats().listed(
        f"'{value}' ({Formats().counted(int(n), 'time')})" for value, n in _rows(connection, values)
    )  # fmt: skip
    action = (
        agreeing(check.action or STOPPING, rows) if not bears else BORNE if check.grade == "tolerant" else SET_ASIDE
    )
    return Off(rows, f"{agreeing(check.fault, rows)}, for example {told}", action, bears)


def unshown(seen: Mapping[str, Sight], first_month: int) -> Iterator[str]:
    """Yield how many rows are of before the first month that is shown, where there are such."""
    formats = Formats()
    early = [
        f"{formats.count(sight.early)} of {formats.counted(sight.rows, 'row')} of {name} "
        f"({formats.percent(sight.early / sight.rows)})"
        for name, sight in seen.items() if sight.early
    ]  # fmt: skip
    if early:
        yield (
            f"No month before {formats.month(first_month)} is shown: {formats.listed(early)} are of earlier ones. "
            "Sixty months are asked for, unless first_month in northstar.toml names another first one."
        )


def clocks(connection: sqlalchemy.Connection, source: Source, timezone: str) -> Iterator[str]:
    """Yield for what times without a zone are taken where the company is not in UTC, and what speaks against it."""
    answers = source.tables.get("survey_responses")
    if timezone == "UTC" or answers is None or answers.columns.get("responded_at") != "timestamp":
        return
    if is_zoned(answers.engine_types.get("responded_at", "")):
        return
    begin, end = NIGHT
    hour = "extract(hour from responded_at)"
    clock = f"{hour} + extract(minute from responded_at) + extract(second from responded_at)"
    timed, night = _row(
        connection,
        f"select sum(case when {clock} > 0 then 1 else 0 end), sum(case when {clock} > 0 and ({hour} >= {begin} or "  # noqa: S608
        f"{hour} < {end}) then 1 else 0 end) from (\n{source.relation('survey_responses')}\n) t",
    )
    if not timed:
        return
    formats = Formats()
    yield (
        f"The times of answers have no zone, and are taken for those of clocks in {timezone}: of "
        f"{formats.count(timed)} with a time of day, {formats.percent(night / timed)} then lie between {begin}:00 and "
        f"0{end}:00. If they are of UTC, say so in the mapping, on DuckDB and PostgreSQL with "
        "timezone('UTC', responded_at) as responded_at: else days and months end some hours early or late."
    )


def _row(connection: sqlalchemy.Connection, sql: str) -> list[Any]:
    return list(_rows(connection, sql)[0])


def _rows(connection: sqlalchemy.Connection, sql: str) -> Sequence[Sequence[Any]]:
    return connection.execution_options(no_parameters=True).exec_driver_sql(sql).fetchall()
