"""Who and what the tables of the contract name: what is masked where customers name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from queries.source import Source

Called = Literal["person", "account", "customer", "label"]

NAMED: Mapping[Called, tuple[str, ...]] = MappingProxyType({
    "person": (
        "departments.executive", "regions.leader", "themes.sponsor", "rally_cries.executives", "tasks.owner",
        "sponsorships.sponsor", "leader_contacts.leader", "decisions.asked_of", "comments.author",
    ),
    "account": ("customers.account_name",),
    "customer": ("customers.customer_id",),
    "label": ("departments.name", "regions.region", "themes.name"),
})  # fmt: skip
"""What a column names → the columns, as ``table.column``. Labels are no names, whoever is called like one."""


def unreadable(source: Source) -> dict[str, str]:
    """Return the tables with names that are there and cannot be read, and why: their names would not be known."""
    tables = {column.partition(".")[0] for columns in NAMED.values() for column in columns}
    found = {name: source.tables[name].error for name in tables if name in source.tables}
    return {name: error for name, error in found.items() if error}


def names(source: Source) -> str:
    """Return the query of every name, each once, with what it names: columns ``called`` and ``name``; '' for none.

    Rows that were set aside are read as well: who is named in one is a person all the same.
    """
    every = replace(source, aside={})
    there = [
        (called, table, column)
        for called, columns in NAMED.items()
        for table, _, column in (one.partition(".") for one in columns)
        if table in every.tables and column in every.tables[table].columns
    ]
    if not there:
        return ""
    tables = dict.fromkeys(table for _, table, _ in there)
    selects = "\nunion all\n".join(
        f"select distinct '{called}' as called, {column} as name from {table} where {column} is not null"  # noqa: S608
        for called, table, column in there
    )
    return f"with {','.join(every.contract_ctes(tables))}\n{selects}"
