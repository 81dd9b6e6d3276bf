"""Rows of a table that do not count, and values that count as missing: few, wrong beyond doubt, and left out of
whatever reads the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from queries.contract import CONTRACT, Column
from queries.dialects import spell

NTH = "nth_of_its_key"
"""How the column is called that tells a row's place among those that share its key."""


@dataclass(frozen=True)
class Aside:
    """Which rows of a table do not count: those that meet a condition, and of those of one key all but the first.

    ``values`` are columns, each with the condition of rows that count without their value of it.
    """

    wrong: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


def counting(select: str, aside: Aside, names: Iterable[str], columns: Iterable[Column], dialect: str) -> str:
    """Return the rows that count, with the columns ``names``.

    ``columns`` are the table's own, in whose order the rows of one key are taken: the same first on every engine.
    """
    wanted = ",\n".join(f"    {_kept(name, aside)}" for name in names)
    inner = sound(select, aside)
    if not aside.key:
        return f"select\n{wanted}\nfrom (\n{inner}\n) t"
    return f"select\n{wanted}\nfrom (\n{numbered(inner, aside.key, columns, dialect)}\n) t where {NTH} = 1"


def _kept(name: str, aside: Aside) -> str:
    wrong = " or ".join(f"({condition})" for column, condition in aside.values if column == name)
    return f"case when {wrong} then null else {name} end as {name}" if wrong else name


def sound(select: str, aside: Aside) -> str:
    """Return the rows that meet none of the conditions; what is neither true nor false of a row is not true of it."""
    if not aside.wrong:
        return select
    wrong = " or ".join(f"({condition})" for condition in aside.wrong)
    return f"select t.* from (\n{select}\n) t where case when {wrong} then 1 else 0 end = 0"  # noqa: S608 - our own words


def numbered(select: str, key: tuple[str, ...], columns: Iterable[Column], dialect: str) -> str:
    """Return the rows with their place among those of their key."""
    order = ", ".join(_in_order(column, dialect) for column in columns if column.name not in key)
    same = f"partition by {', '.join(key)} order by {order or ', '.join(key)}"
    return f"select t.*, row_number() over ({same}) as {NTH} from (\n{select}\n) t"  # noqa: S608 - our own words


def in_order(table: str, names: Iterable[str], dialect: str) -> str:
    """Return the columns of a table as what comes first is the same on every engine."""
    return ", ".join(_in_order(CONTRACT[table].column(name), dialect) for name in names)


def _in_order(column: Column, dialect: str) -> str:
    """Engines put what is missing first or last, and text by the words of some language, as they please."""
    value = spell(f"bytewise({column.name})", dialect) if column.type == "text" else column.name
    return f"case when {column.name} is null then 1 else 0 end, {value}"
