"""A few rows that are wrong beyond doubt are left out of what every query reads, counted, named and marked.

They may be no more than a declared share of their table's rows (`Thresholds.set_aside`); beyond it, nobody knows
what went wrong, and what reads the table is stopped. Only of a register whose rows say nothing of one another may they
be any number. Where what is wrong is a value that a row may do without, the row counts without it: up to the same share
of the column's values, beyond which what stands on the column is stopped.

Of rows that share a key the first counts, in an order that is the same on every engine. Whoever accepted
a check has said that its rows count as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy

from data_checks.checks import Check
from data_checks.finding import Finding
from data_checks.numerals import percent
from data_checks.profiling import rows_of
from data_checks.sentences import agreeing, counted, listed, month_key, month_number, noun, rows
from data_checks.tables import Readable
from data_checks.thresholds import Thresholds
from queries.aside import NTH, Aside, in_order, numbered, sound
from queries.contract import CONTRACT
from queries.dialects import spell, sql_type

SHOWN = 3
"""Rows that are named by their key."""
ANY = "all"
"""The month of rows of which nothing says when they were added."""
ACTION = (
    "Correct {{them}} at the source or exclude {{them}} in the mapping: with more than {most} wrong, what reads them "
    "is held back."
)


@dataclass(frozen=True)
class Broken:
    """The rows that break a check, and by month those of them that break none before it.

    ``values`` is how many values their column has, where only those are left out.
    """

    rows: int
    own: Mapping[str, int]
    values: int = 0


@dataclass(frozen=True)
class SetAside:
    """What is left out of a table, and by the key of the check that they break its rows, and the rows of values."""

    aside: Aside
    broken: Mapping[str, Broken]
    values: Mapping[str, Broken] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows are left out."""
        return sum(sum(one.own.values()) for one in self.broken.values())

    def of(self, check: Check) -> Broken | None:
        """Return what is left out because of a check; None where nothing is."""
        return self.broken.get(check.key) or self.values.get(check.key)


def few_bad_rows(
    connection: sqlalchemy.Connection, dialect: str, table: Readable, failed: Sequence[Check], total: int,
    thresholds: Thresholds, accepted: Collection[str],
) -> SetAside | None:  # fmt: skip
    """Return what may be left out of a table of so many rows; None where there is nothing, or too much of it."""
    allowed = [check for check in failed if of_single_rows(check) and check.key not in accepted]
    strict = allowed if thresholds.set_aside_share else []
    apart = [check for check in strict if check.apart]
    single = [check for check in strict if of_single_values(table.name, check)]
    others = [check for check in strict if check not in apart and check not in single]
    found = _left_out(connection, dialect, table, others)
    if not 0 < found.rows <= thresholds.set_aside(total):
        others, found = [], _left_out(connection, dialect, table, [])
    if apart:
        found = _left_out(connection, dialect, table, [*apart, *others])
    found = _without_values(connection, dialect, table, single, thresholds, found)
    return found if found.rows or found.values else None


def _without_values(
    connection: sqlalchemy.Connection, dialect: str, table: Readable, checks: Sequence[Check], thresholds: Thresholds,
    found: SetAside,
) -> SetAside:  # fmt: skip
    """Add the values that are left out of the rows that count: of each column few."""
    counting = replace(table, select=sound(table.select, found.aside))
    for column in dict.fromkeys(str(check.column) for check in checks):
        own = [check for check in checks if check.column == column]
        broken = _by_condition(connection, dialect, counting, own)
        values = _values(connection, counting, column, own)
        if 0 < sum(sum(one.own.values()) for one in broken.values()) <= thresholds.set_aside(values):
            left_out = tuple((column, check.where) for check in own)
            found = replace(
                found, aside=replace(found.aside, values=(*found.aside.values, *left_out)),
                values={**found.values, **{key: replace(one, values=values) for key, one in broken.items()}},
            )  # fmt: skip
    return found


def _values(connection: sqlalchemy.Connection, table: Readable, column: str, checks: Sequence[Check]) -> int:
    """Count the values that a column has, those that are wrong and read as missing among them."""
    there = " or ".join([f"{column} is not null", *(f"({check.where})" for check in checks)])
    sql = f"select count(*) from (\n{table.select}\n) t where {there}"  # noqa: S608 - our own words
    return int(rows_of(connection, sql)[0][0])


def _left_out(
    connection: sqlalchemy.Connection, dialect: str, table: Readable, checks: Sequence[Check]
) -> SetAside:  # fmt: skip
    """Return what is left out where the rows that break these checks are."""
    conditions = [check for check in checks if not check.unique]
    broken = _by_condition(connection, dialect, table, conditions) if conditions else {}
    aside = Aside(tuple(check.where for check in conditions))
    for check in checks:
        if check.unique:
            aside = replace(aside, key=check.unique)
            broken[check.key] = _repeats(connection, dialect, table, aside)
    return SetAside(aside, broken)


def of_single_rows(check: Check) -> bool:
    """Whether a check says of each row by itself, or of those of one key, that it makes a number wrong."""
    return check.grade == "strict" and bool(check.datasets) and bool(check.where)


def of_single_values(table: str, check: Check) -> bool:
    """Whether all that it says is that a value is wrong which its row may do without."""
    return of_single_rows(check) and check.column is not None and CONTRACT[table].column(check.column).spared


def named(connection: sqlalchemy.Connection, dialect: str, table: Readable, check: Check) -> str:
    """Return the keys of the first rows that break a check, in brackets; nothing where no key tells them apart.

    Keys that repeat are told with their cause.
    """
    key = CONTRACT[table.name].key
    if not of_single_rows(check) or check.unique or not key or check.column in key or not _all(table, key):
        return ""
    columns, order = ", ".join(key), in_order(table.name, key, dialect)
    sql = (
        f"select {columns} from (\n{table.select}\n) t where {check.where} "  # noqa: S608 - our own words
        f"group by {columns} order by {order} limit {SHOWN + 1}"
    )
    found = [" / ".join("none" if part is None else str(part) for part in row) for row in rows_of(connection, sql)]
    told = listed(found) if len(found) <= SHOWN else f"{', '.join(found[:SHOWN])} …"
    return f" ({' and '.join(key)} {told})" if found else ""


def told(
    finding: Finding, check: Check, left_out: SetAside, total: int, thresholds: Thresholds, datasets: tuple[str, ...]
) -> Finding:
    """Return a finding of what is set aside: it stops nothing, and marks what reads the table, or the column."""
    if check.key in left_out.values:
        return _told_of_values(finding, check, left_out.values[check.key], thresholds)
    broken = left_out.broken[check.key]
    number, part = broken.rows, f"({percent(broken.rows / total)} of {rows(finding.subject, total)})"
    if check.unique:
        how = f"The first of each {' and '.join(check.unique)} counts; "
        how += f"{'the other is' if number == 1 else 'the others are'} set aside {part}."
    else:
        how = agreeing(f"{'It is' if number == 1 else 'They are'} set aside {part}: no figure counts {{them}}.", number)
    return replace(
        finding, severity="warning", observed=f"{finding.observed}; set aside", sentence=f"{finding.sentence} {how}",
        action=finding.action if check.action else _action(rows(finding.subject, thresholds.set_aside(total)), number),
        datasets=datasets, months=_months(broken), set_aside=dict(broken.own),
    )  # fmt: skip


def _told_of_values(finding: Finding, check: Check, broken: Broken, thresholds: Thresholds) -> Finding:
    """Return a finding of values that count as missing."""
    part = f"({percent(broken.rows / broken.values)} of {counted(broken.values, 'value')})"
    one = noun(finding.subject)
    how = f"The value is set aside {part}, and the {one} counts without it."
    if broken.rows > 1:
        how = f"The values are set aside {part}, and each {one} counts without its own."
    most = counted(thresholds.set_aside(broken.values), "value")
    return replace(
        finding, severity="warning", observed=f"{finding.observed}; set aside", sentence=f"{finding.sentence} {how}",
        action=finding.action if check.action else _action(most, broken.rows),
        months=_months(broken), values_aside=dict(broken.own),
    )  # fmt: skip


def _action(most: str, number: int) -> str:
    return agreeing(ACTION.format(most=most), number)


def _months(broken: Broken) -> tuple[int, ...] | None:
    if not broken.own or ANY in broken.own:
        return None
    return tuple(sorted(month_number(key) for key in broken.own))


def _by_condition(
    connection: sqlalchemy.Connection, dialect: str, table: Readable, checks: Sequence[Check]
) -> dict[str, Broken]:
    """Count the rows that meet each condition, and those of them that meet none before it, by month."""
    places = range(len(checks))
    wrong = [f"case when {check.where} then 1 else 0 end as wrong_{place}" for place, check in enumerate(checks)]
    own = ["wrong_0 as own_0"]
    for place in places[1:]:
        before = " or ".join(f"wrong_{earlier} = 1" for earlier in range(place))
        own.append(f"case when {before} then 0 else wrong_{place} end as own_{place}")
    any_of_them = " or ".join(f"({check.where})" for check in checks)
    sums = ", ".join(f"sum(wrong_{place}), sum(own_{place})" for place in places)
    flags = ", ".join(f"wrong_{place}" for place in places)
    sql = (
        f"select in_month, {sums} from (select in_month, {flags}, {', '.join(own)} from ("  # noqa: S608 - our own words
        f"select {_month(table, dialect)} as in_month, {', '.join(wrong)} from (\n{table.select}\n) t "
        f"where {any_of_them}) s) r group by in_month"
    )
    found = rows_of(connection, sql)
    return {
        check.key: Broken(
            sum(int(row[1 + 2 * place]) for row in found), _counted((row[0], row[2 + 2 * place]) for row in found)
        )
        for place, check in enumerate(checks)
    }


def _repeats(connection: sqlalchemy.Connection, dialect: str, table: Readable, aside: Aside) -> Broken:
    """Count the rows that count otherwise and are not the first of their key, by month."""
    inner = numbered(sound(table.select, aside), aside.key, table.columns, dialect)
    sql = (
        f"select in_month, count(*) from (select {_month(table, dialect)} as in_month from (\n{inner}\n) t "  # noqa: S608
        f"where {NTH} > 1) s group by in_month"
    )
    own = _counted(rows_of(connection, sql))
    return Broken(sum(own.values()), own)


def _counted(found: Any) -> dict[str, int]:
    months: defaultdict[str, int] = defaultdict(int)
    for month, count in found:
        if int(count):
            months[ANY if month is None else month_key(int(month))] += int(count)
    return dict(sorted(months.items()))


def _month(table: Readable, dialect: str) -> str:
    if table.clock is None:
        return f"cast(null as {sql_type('integer', dialect)})"
    return spell(f"month_number({table.clock})", dialect)


def _all(table: Readable, columns: Sequence[str]) -> bool:
    return all(map(table.has, columns))
