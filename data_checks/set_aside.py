"""A few rows that are wrong beyond doubt are left out of what every query reads, counted, named and marked.

They may be no more than a declared share of their table's rows (`Thresholds.set_aside_share`); beyond it, nobody knows
what went wrong, and what reads the table is stopped. Only of a register whose rows say nothing of one another may they
be any number. Of rows that share a key the first counts, in an order that is the same on every engine. Whoever accepted
a check has said that its rows count as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy

from data_checks.checks import Check
from data_checks.finding import Finding
from data_checks.numerals import percent
from data_checks.profiling import rows_of
from data_checks.sentences import agreeing, listed, month_key, month_number, rows
from data_checks.tables import Readable
from queries.aside import NTH, Aside, in_order, numbered, sound
from queries.contract import CONTRACT
from queries.dialects import spell, sql_type

SHOWN = 3
"""Rows that are named by their key."""
ANY = "all"
"""The month of rows of which nothing says when they were added."""
ACTION = (
    "Correct {{them}} at the source or exclude {{them}} in the mapping: beyond {share} of the rows, what reads them is "
    "held back."
)


@dataclass(frozen=True)
class Broken:
    """The rows that break a check, and by month those of them that break none before it."""

    rows: int
    own: Mapping[str, int]


@dataclass(frozen=True)
class SetAside:
    """What is left out of a table, and the rows by the key of the check that they break."""

    aside: Aside
    broken: Mapping[str, Broken]

    @property
    def rows(self) -> int:
        """How many rows are left out."""
        return sum(sum(one.own.values()) for one in self.broken.values())


def few_bad_rows(
    connection: sqlalchemy.Connection, dialect: str, table: Readable, failed: Sequence[Check], total: int, share: float,
    accepted: Collection[str],
) -> SetAside | None:  # fmt: skip
    """Return what may be left out of a table of so many rows; None where there is nothing, or too much of it."""
    strict = [check for check in failed if of_single_rows(check) and check.key not in accepted] if share else []
    apart = [check for check in strict if check.apart]
    others = [check for check in strict if not check.apart]
    found = _left_out(connection, dialect, table, others)
    if not 0 < found.rows <= share * total:
        others, found = [], _left_out(connection, dialect, table, [])
    if apart:
        found = _left_out(connection, dialect, table, [*apart, *others])
    return found if found.rows else None


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
    finding: Finding, check: Check, left_out: SetAside, total: int, share: float, datasets: tuple[str, ...]
) -> Finding:
    """Return a finding of rows that are set aside: it stops nothing, and marks what reads the table."""
    broken = left_out.broken[check.key]
    number, part = broken.rows, f"({percent(broken.rows / total)} of {rows(finding.subject, total)})"
    if check.unique:
        how = f"The first of each {' and '.join(check.unique)} counts; "
        how += f"{'the other is' if number == 1 else 'the others are'} set aside {part}."
    else:
        how = agreeing(f"{'It is' if number == 1 else 'They are'} set aside {part}: no figure counts {{them}}.", number)
    return replace(
        finding, severity="warning", observed=f"{finding.observed}; set aside", sentence=f"{finding.sentence} {how}",
        action=finding.action if check.action else agreeing(ACTION.format(share=percent(share)), number),
        datasets=datasets,
        months=_months(broken), set_aside=dict(broken.own),
    )  # fmt: skip


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
