"""Which column of a table is meant by one that the contract has and the table has not."""

from __future__ import annotations

from difflib import get_close_matches

from queries.contract import Column, Table
from queries.source import SourceTable


def how_to_provide(table: Table, column: Column, found: SourceTable) -> str:
    """Return what to do about a column that is not there, with what may be it."""
    if own := spelt_otherwise(table, column, found):
        return f'It is there as "{own}": write "{own}" as {column.name} in the SELECT for {table.name}.'
    near = get_close_matches(column.name, _strangers(table, found), 1, 0.5)
    meant = f" Is it {near[0]}?" if near else ""
    return f"Provide it as {column.type}.{meant}"


def spelt_otherwise(table: Table, column: Column, found: SourceTable) -> str:
    """Return the name of a column of the same letters ('Responded At'); a file's columns are named by the contract."""
    alike = [name for name in _strangers(table, found) if _letters(name) == _letters(column.name)]
    return found.spelt.get(alike[0], alike[0]) if alike and not found.file else ""


def _strangers(table: Table, found: SourceTable) -> list[str]:
    known = {column.name for column in table.columns}
    return [name for name in found.columns if name not in known]


def _letters(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())
