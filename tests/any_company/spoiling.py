"""Bad rows and wrong values, planted in what a company delivers; what is true of it is without them.

Rows come on top of its own: copies under new keys with a score off its scale, without what each must have, or of a key
that is there already. Wrong values stand where a true one was, of which nobody knows any longer: there the truth has
none. A name that points nowhere is as true as any other, and stands in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import duckdb
import numpy as np

from data_checks.thresholds import Thresholds
from queries.contract import CONTRACT, Column, Table
from queries.unread import is_unread
from tests.any_company.company import Company, Row

Kind = Literal["rows", "values", "days", "names"]
OFF_SCALE = {"nps": 11, "csat": 0, "ces": 8, "thumbs": 2}
DAYS = ("'infinity'", "'9999-12-31'", "'1801-01-01'")
"""Days that stand for none."""
SPOILT, TOO_MUCH = 0.4, 0.3
"""The part of the companies in which anything is wrong, and of these the part in which it is too much of one kind."""


@dataclass(frozen=True)
class Planted:
    """What is wrong in a table: the check that finds it, by what is done about it, how often, and the keys.

    ``statements`` plant it in the warehouse; ``beyond``: it is more than may be set aside.
    """

    table: str
    check: str
    kind: Kind
    keys: tuple[str, ...]
    statements: tuple[str, ...] = ()
    column: str = ""
    beyond: bool = False


@dataclass(frozen=True)
class Spoiling:
    """A company as it is true, and what is planted on top of it where it is delivered."""

    truth: Company
    planted: tuple[Planted, ...] = ()


def spoilt(company: Company) -> Spoiling:
    """Return what is planted in a company: in each of some tables one kind of fault, so that each is told by itself."""
    rng = np.random.default_rng([company.seed, 2])
    if rng.random() >= SPOILT:
        return Spoiling(company)
    rows = {name: [dict(row) for row in own] for name, own in company.rows.items()}
    beyond = bool(rng.random() < TOO_MUCH)
    planted: list[Planted] = []
    for name in rng.permutation([name for name, own in rows.items() if len(own) >= 5 and CONTRACT[name].key]):
        ways = list(_ways(rng, CONTRACT[name], rows, beyond=beyond and not planted))
        if ways:  # of each kind as often, however many columns it may stand in
            kind = rng.choice(sorted({way.kind for way in ways}))
            same = [way for way in ways if way.kind == kind]
            planted.append(same[int(rng.integers(len(same)))])
    for one in planted:
        _make_true(one, rows)
    return Spoiling(replace(company, rows=rows), tuple(planted))


def plant(planted: tuple[Planted, ...], connection: duckdb.DuckDBPyConnection) -> None:
    """Plant them in the tables as they were delivered."""
    for one in planted:
        for statement in one.statements:
            connection.execute(statement)


def _make_true(one: Planted, rows: dict[str, list[Row]]) -> None:
    """Rows that are too many to be set aside are held back where their column is read, and count elsewhere."""
    key, first = CONTRACT[one.table].key[0], rows[one.table][0]
    if one.kind == "rows" and one.beyond and one.column:
        rows[one.table] += [first | {key: bad, one.column: None} for bad in one.keys]
    for row in rows[one.table]:
        if one.column and row[key] in one.keys:
            row[one.column] = f"nobody {row[key]}" if one.kind == "names" else None


def _ways(rng: np.random.Generator, table: Table, rows: dict[str, list[Row]], *, beyond: bool) -> Iterator[Planted]:
    """Yield what may be planted in a table."""
    yield from _bad_rows(rng, table, rows[table.name], beyond=beyond)
    for column in table.columns if len(table.key) == 1 else ():
        values = [row for row in rows[table.name] if row.get(column.name) is not None]
        if not column.spared or len(values) < 5 or is_unread(table.name, column.name):
            continue
        if (
            column.minimum is not None
            or column.scale
            or (column.type in ("number", "boolean") and column.name != "amount")
        ):
            yield _wrong_values(rng, table, column, values, beyond=beyond)
        if column.type in ("date", "timestamp") and not beyond:
            yield _impossible_days(rng, table, column, values)
        if column.references in rows and not beyond and column.references != table.name:
            yield _names(rng, table, column, values)


def _bad_rows(rng: np.random.Generator, table: Table, rows: list[Row], *, beyond: bool) -> Iterator[Planted]:
    key = table.key[0]
    most = max(allowed for allowed in range(1, 9) if allowed <= Thresholds().set_aside(len(rows) + allowed))
    many = most + 1 if beyond else int(rng.integers(1, most + 1))
    taken = [str(row[key]) for row in rows[:many]]
    bad = [f"bad {number}" for number in range(many)]
    if len(taken) == many and len(table.key) == 1:
        again = [f"insert into {table.name} select * from {table.name} where {key} = '{one}'" for one in taken]
        yield Planted(table.name, f"{table.name}.key", "rows", tuple(taken), tuple(again), beyond=beyond)
    for column in table.columns:
        if column.name in table.key or not column.required or is_unread(table.name, column.name):
            continue  # of what nobody reads it is told, and the rows count
        change, check = "null", "null"
        if table.name == "survey_responses" and column.name == "score":
            cases = " ".join(f"when '{metric}' then {score}" for metric, score in OFF_SCALE.items())
            change, check = f"case metric {cases} end", "range"
        elif column.type in ("date", "timestamp") and rng.random() < 0.5:
            change = "'infinity'"
        first = f"select * replace ({{0}} as {key}, {change} as {column.name}) from {table.name} limit 1"
        added = [f"insert into {table.name} {first.format(repr(one))}" for one in bad]
        check = f"{table.name}.{column.name}.{check}"
        yield Planted(table.name, check, "rows", tuple(bad), tuple(added), column.name, beyond)


def _wrong_values(
    rng: np.random.Generator, table: Table, column: Column, values: list[Row], *, beyond: bool
) -> Planted:
    """Values out of their range; or, where the column has none, words in a column that is text from then on."""
    (key,) = table.key
    most = Thresholds().set_aside(len(values))
    keys = [str(row[key]) for row in values[: most + 1 if beyond else int(rng.integers(1, most + 1))]]
    wrong, check, statements = "'n/a'", "kind", [f"alter table {table.name} alter {column.name} type varchar"]
    if column.scale or column.minimum is not None:
        off = OFF_SCALE[column.scale] if column.scale else int(column.minimum or 0) - 3
        wrong, check, statements = str(off), "range", []
    statements += [f"update {table.name} set {column.name} = {wrong} where {key} = '{one}'" for one in keys]
    return Planted(
        table.name, f"{table.name}.{column.name}.{check}", "values", tuple(keys), tuple(statements), column.name, beyond
    )


def _impossible_days(rng: np.random.Generator, table: Table, column: Column, values: list[Row]) -> Planted:
    (key,) = table.key
    keys = tuple(str(row[key]) for row in values[:2])
    day = str(rng.choice(DAYS))
    statements = tuple(f"update {table.name} set {column.name} = {day} where {key} = '{one}'" for one in keys)
    return Planted(table.name, f"{table.name}.days", "days", keys, statements, column.name)


def _names(rng: np.random.Generator, table: Table, column: Column, values: list[Row]) -> Planted:
    """Nothing is changed where it is delivered: what is true of the rows is delivered."""
    (key,) = table.key
    keys = tuple(str(row[key]) for row in values[: int(rng.integers(1, 3))])
    return Planted(table.name, f"{table.name}.{column.name}.reference", "names", keys, (), column.name)
