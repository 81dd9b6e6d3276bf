"""Columns that are given and that nobody reads, as the contract has none of their name: said once a table.

In a warehouse's own table others than the contract's are its own affair, unless one is nearly called like one that is
missing; a SELECT of a mapping names its columns for us, and each of them is meant for something.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from data_checks.finding import Finding
from data_checks.sentences import listed
from queries.contract import CONTRACT
from queries.source import WITH_DIMENSIONS, SourceTable

NEAR = 0.7
"""How alike two names are of which one may be the other misspelt, from 0 to 1."""


def strangers(found: SourceTable, dimensions: Collection[str]) -> dict[str, str]:
    """Return the columns that nobody reads, each with the missing one of the contract that may be meant, or ''."""
    if found.file or found.made_of or found.error:
        return {}
    table = CONTRACT[found.name]
    known = {column.name for column in table.columns} | set(dimensions if found.name in WITH_DIMENSIONS else ())
    missing = [column.name for column in table.columns if column.name not in found.columns]
    others = [name for name in found.columns if name not in known]
    near = {name: next(iter(get_close_matches(name, missing, 1, NEAR)), "") for name in others}
    return {found.spelt.get(name, name): meant for name, meant in near.items() if meant or found.select}


def as_told(unread: Mapping[str, str]) -> str:
    """Return, behind their names, that columns are not read, and which may be meant by them."""
    one = len(unread) == 1
    have = f"{'is' if one else 'are'} not read, as the contract has no such column{'' if one else 's'}"
    meant = [f"{own} by {name}" for name, own in unread.items() if own]
    return have + (f"; did you mean {listed(meant)}?" if meant else ".")


def what_to_do(table: str, unread: Mapping[str, str]) -> str:
    """Return what may be done about them."""
    meant = [f"{name} as {own}" for name, own in unread.items() if own]
    first = f"Write {listed(meant)} in the SELECT for {table}, if so. " if meant else ""
    label = ", and a label of your own be named in dimensions in northstar.toml" if table in WITH_DIMENSIONS else ""
    return f"{first}What is meant for nothing may be left out{label}."


def unread_columns(found: SourceTable, dimensions: Collection[str]) -> Iterator[Finding]:
    """Yield a note on the columns of a table that nobody reads, if it has such."""
    if unread := strangers(found, dimensions):
        yield Finding(
            f"{found.name}.unread", "source", found.name, "info", False, listed(unread), "columns of the contract",
            f"{found.name}: {listed(unread)} {as_told(unread)}", what_to_do(found.name, unread),
        )  # fmt: skip
