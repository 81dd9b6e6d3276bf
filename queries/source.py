"""What a warehouse, or a mapping onto one, really offers of the contract; and each table as the contract has it.

Where there is no mapping, the tables are the warehouse's own, under the contract's names. A mapping is a
folder of ``<table>.sql`` files, one ``SELECT`` each; then only the tables of the folder count. CSV and Excel files in
it are tables as well; in a folder without any ``SELECT`` they stand beside the warehouse's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from queries.aside import Aside, counting
from queries.contract import CONTRACT, STAND_INS, Column, Table
from queries.dialects import finite, infinite, kind_of
from queries.engine_types import engine_type
from queries.files import FileTable, literals
from queries.listing import tables_of
from queries.reading import as_number, expression, is_unbounded, label, null_of
from queries.scales import STANDARD, Scales
from queries.source_table import SourceTable
from queries.spellings import softer_cast
from queries.stand_ins import stand_in
from queries.texts import SourceError, mapping_texts
from queries.values import UnreadableError, UnseenError, first_line, readings

__all__ = ["NO_NUMBER", "Explain", "Source", "SourceError", "SourceTable"]

Explain = Callable[[SQLAlchemyError], str]
"""What puts into a sentence what an engine said."""

NO_NUMBER = "is_no_number_"
"""How the name of a column begins that is 1 where another holds what is none of its kind, and 0 where it is one."""

DIMENSION, MOST_DIMENSIONS = "dimension_", 5
"""How queries call the company's own dimensions, with their number behind it; and how many there may be."""

WITH_DIMENSIONS = ("survey_responses", "customers", "support_cases", "revenue")
"""The tables that may have columns of their names."""


@dataclass(frozen=True)
class Source:
    """The tables of the contract that exist.

    ``strays`` are files of the mapping that name no table of it, ``unread`` has a sentence on each file of which
    nobody knows what it holds, ``remarks`` sentences for whoever keeps the files. ``aside`` tells which rows of a table
    do not count: whatever reads it is without them. Tables that stand in for others go on to ``today``.
    """

    dialect: str
    tables: Mapping[str, SourceTable]
    strays: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    aside: Mapping[str, Aside] = field(default_factory=dict)
    today: date | None = None
    dimensions: tuple[str, ...] = ()
    """Columns of the company's own by which answers and customers are told beside their place."""
    scales: Scales = STANDARD
    """The scales on which its answers are given."""
    switched_on: frozenset[str] = frozenset()
    """Datasets that are asked for because the company has switched them on."""

    @classmethod
    def inspect(
        cls,
        connection: sqlalchemy.Connection,
        mapping: Path | None = None,
        explain: Explain = first_line,
        today: date | None = None,
    ) -> Source:
        """Look at each table's columns: their names and types, then their values; and at the files of the mapping.

        The rows of those are from now on put in front of what the connection's engine is asked. What fails is told
        in the words of ``explain``. Where a table stands in for another, that one is made of it up to the month of
        ``today`` (none: the machine's).
        """
        return cls._inspected(connection, mapping, explain)._stood_in(today or date.today())  # noqa: DTZ011 - in no zone

    @classmethod
    def _inspected(cls, connection: sqlalchemy.Connection, mapping: Path | None, explain: Explain) -> Source:
        if mapping is None:
            return cls(connection.dialect.name, _own_tables(connection, explain))
        texts, folder = mapping_texts(mapping)
        if texts:
            ours = {name: SourceTable(name, {}, text) for name, text in texts.items() if name in CONTRACT}
            tables = {name: _probe(connection, table, explain) for name, table in ours.items()}
        else:
            tables = _own_tables(connection, explain)
        files = {name: _kept_in_file(found, tables.get(name)) for name, found in folder.tables.items()}
        literals.serve(connection.engine, [table.file for table in files.values() if table.file and not table.error])
        strays = [f"{name}.sql" for name in texts if name not in CONTRACT]
        return cls(
            connection.dialect.name, tables | files, (*strays, *folder.strays), folder.unread,
            tuple(folder.remarks),
        )  # fmt: skip

    def _stood_in(self, today: date) -> Source:
        """Return the source with the tables that others stand in for."""
        made: dict[str, SourceTable] = {}
        for name in STAND_INS:
            place = CONTRACT[name].in_place_of
            if place not in self.tables and place not in made and self._whole(name):
                text = stand_in(name, self.relation(name), self.dialect, today)
                columns = {column.name: column.type for column in CONTRACT[place].columns if column.required}
                made[place] = SourceTable(place, columns, text, made_of=name)
        return replace(self, tables={**self.tables, **made}, today=today) if made else self

    def _whole(self, table: str) -> bool:
        """Tell whether a table can be read, and has every column that it needs."""
        found = self._readable(table)
        return found is not None and all(c.name in found.columns for c in CONTRACT[table].columns if c.required)

    def without(self, aside: Mapping[str, Aside]) -> Source:
        """Return the source as it is read where some rows of some tables do not count, nor in what is made of these."""
        own = {name: table for name, table in self.tables.items() if self.today is None or not table.made_of}
        left = replace(self, tables=own, aside={**self.aside, **aside})
        return left if self.today is None else left._stood_in(self.today)

    def relation(self, table: str, *, flagged: bool = False) -> str:
        """Return a ``select`` that gives every column of the contract, in its order; of no rows without the table.

        What is no number is read as missing. Where ``flagged``, a column more for each of those that can hold
        such values (``unbounded``) tells where it does.
        """
        found = self._readable(table)
        origin = found.relation(self.dialect) if found else table
        return self._counting(table, found, origin, flagged=flagged)

    def unbounded(self, table: str) -> tuple[str, ...]:
        """Return the columns of numbers whose type on the engine holds infinity and NaN as well, and those with values
        that are none of their kind."""
        found = self._readable(table)
        there = [column for column in CONTRACT[table].columns if found and column.name in found.columns]
        return tuple(column.name for column in there if found and self._flag(column, found))

    def contract_ctes(self, tables: Iterable[str]) -> tuple[str, ...]:
        """Return the common table expressions of several tables, to be put in front of a query.

        The mapping's texts all come first, under names of their own: so a text may read a table of the
        warehouse that is called like a table of the contract.
        """
        texts, selects = [], []
        for table in tables:
            found = self._readable(table)
            origin = found.relation(self.dialect) if found else table
            if found and found.select:
                origin = f"{table}_source"
                texts.append(f"{origin} as (\n{found.select}\n)")
            selects.append(f"{table} as (\n{self._counting(table, found, origin)}\n)")
        return (*texts, *selects)

    def with_dimension(self, name: str) -> tuple[str, ...]:
        """Return the tables that have a column of a dimension's name."""
        found = ((table, self._readable(table)) for table in WITH_DIMENSIONS)
        return tuple(table for table, one in found if one is not None and name in one.columns)

    def _counting(self, table: str, found: SourceTable | None, origin: str, *, flagged: bool = False) -> str:
        """Return the rows that count; what tells whether they do is looked at, and flags are among that."""
        aside = self.aside.get(table)
        flags = self._flags(table, found) if found and (flagged or aside) else []
        rows = self._select(CONTRACT[table], found, origin, flags)
        if aside is None or found is None:
            return rows
        columns = CONTRACT[table].columns
        own = [f"{DIMENSION}{at + 1}" for at in range(MOST_DIMENSIONS)] if table in WITH_DIMENSIONS else []
        own += [f"{NO_NUMBER}{name}" for name in self.unbounded(table) if flagged]
        names = [*(column.name for column in columns), *own]
        return counting(rows, aside, names, [one for one in columns if one.name in found.columns], self.dialect)

    def _readable(self, table: str) -> SourceTable | None:
        found = self.tables.get(table)
        return found if found and not found.error else None

    def _flags(self, table: str, found: SourceTable) -> list[str]:
        flags = ((name, self._flag(CONTRACT[table].column(name), found)) for name in self.unbounded(table))
        return [f"    case when {wrong} then 1 else 0 end as {NO_NUMBER}{name}" for name, wrong in flags]

    def _flag(self, column: Column, found: SourceTable) -> str:
        """Return the condition that a column holds what is none of its kind; '' where it never does.

        Of a number that may be null, NaN is how many a tool writes just that; infinity is a fault anywhere.
        """
        reading, origin = found.readings.get(column.name), found.origin(column.name, self.dialect)
        if reading and reading.strays:
            return reading.strays.where
        if column.type not in ("number", "integer") or not is_unbounded(origin, self.dialect):
            return ""
        value = as_number(origin.value, self.dialect)
        if column.required:
            return f"{origin.value} is not null and not ({finite(value, self.dialect)})"
        return infinite(value, self.dialect)

    def _select(self, table: Table, found: SourceTable | None, origin: str, more: Iterable[str] = ()) -> str:
        columns = [f"    {self._expression(column, found)} as {column.name}" for column in table.columns]
        columns += self._dimensions(table, found)
        columns += more
        tail = f"from {origin}" if found else "where 1 = 0"
        return "select\n" + ",\n".join(columns) + f"\n{tail}"

    def _dimensions(self, table: Table, found: SourceTable | None) -> list[str]:
        """Return the company's own dimensions under names that queries know, missing where a table lacks them."""
        if table.name not in WITH_DIMENSIONS:
            return []
        own = [*self.dimensions, *[""] * MOST_DIMENSIONS][:MOST_DIMENSIONS]
        return [f"    {self._label(name, found)} as {DIMENSION}{at}" for at, name in enumerate(own, start=1)]

    def _label(self, name: str, found: SourceTable | None) -> str:
        if found is None or name not in found.columns:
            return null_of(Column(name, "text", required=False), self.dialect)
        return label(found.origin(name, self.dialect), self.dialect)

    def _expression(self, column: Column, found: SourceTable | None) -> str:
        """Return the column in the contract's type; a typed null where it is absent."""
        if found is None or column.name not in found.columns:
            return null_of(column, self.dialect)
        reading = found.readings.get(column.name)
        return reading.sql if reading else expression(column, found.origin(column.name, self.dialect), self.dialect)


def _own_tables(connection: sqlalchemy.Connection, explain: Explain) -> dict[str, SourceTable]:
    try:
        inspector = sqlalchemy.inspect(connection)
        listed = tables_of(inspector)
    except SQLAlchemyError as error:
        raise SourceError(f"The warehouse does not list its tables: {explain(error).rstrip('.')}.") from error
    names = _by_contract(listed)
    return {name: _probe(connection, SourceTable(name, {}, spelt=_other({name: names[name]})), explain)
            for name in CONTRACT if name in names}  # fmt: skip


def _kept_in_file(found: FileTable, own: SourceTable | None) -> SourceTable:
    """Return a table that a file holds; of one that the warehouse has as well, nobody knows which counts."""
    error = found.error
    if own and own.select is None:
        error = f"{found.name} is kept in {found.place} and in the warehouse: remove it from one of them."
    if error:
        return SourceTable(found.name, {}, None, error, file=found)
    types = {column.name: column.type for column in CONTRACT[found.name].columns if column.name in found.columns}
    return SourceTable(found.name, types, literals.select(found), file=found)


def _by_contract(names: Iterable[str]) -> dict[str, str]:
    """Return names by what the contract calls them: in small letters. One that is spelt so comes before others."""
    spelt: dict[str, str] = {}
    for name in names:
        if name.lower() not in spelt or name == name.lower():
            spelt[name.lower()] = name
    return spelt


def _other(spelt: Mapping[str, str]) -> dict[str, str]:
    """Return the names that are spelt in another way than the contract spells them."""
    return {name: own for name, own in spelt.items() if own != name}


def _probe(connection: sqlalchemy.Connection, table: SourceTable, explain: Explain) -> SourceTable:
    """Return the table with its columns, from a query that brings no rows, and then how their values are read."""
    dialect = connection.dialect.name
    query = f"select * from {table.relation(dialect)} where 1 = 0"  # noqa: S608 - the company's own, and reads only
    try:
        result = connection.execution_options(no_parameters=True).exec_driver_sql(query)
        described = result.cursor.description if result.cursor else ()
        result.close()
        own_types = {str(column[0]): engine_type(connection, column) for column in described}
    except SQLAlchemyError as error:
        connection.rollback()
        subject = f"The mapping's SELECT for {table.name}" if table.select else f"The table {table.name}"
        return replace(table, error=f"{subject} does not run: {explain(error)}")
    spelt = _by_contract(own_types)
    engine_types = {name: own_types[own] for name, own in spelt.items()}
    columns = {name: kind_of(engine_type) for name, engine_type in engine_types.items()}
    found = replace(table, columns=columns, engine_types=engine_types, spelt={**table.spelt, **_other(spelt)})
    return _looked_at(connection, found, explain)


def _looked_at(connection: sqlalchemy.Connection, table: SourceTable, explain: Explain) -> SourceTable:
    """Return the table with how its values are read; where reading them fails, with the reason and what to do."""
    dialect = connection.dialect.name
    there = {column.name: (column, table.origin(column.name, dialect))
             for column in CONTRACT[table.name].columns if column.name in table.columns}  # fmt: skip
    try:
        return replace(table, readings=readings(connection, table.relation(dialect), there, explain))
    except UnseenError as error:
        return replace(table, unseen=str(error))
    except UnreadableError as error:
        subject = f"The mapping's SELECT for {table.name}" if table.select else f"The table {table.name}"
        where = f" in {', '.join(error.columns)}" if error.columns else ""
        failed = f"{subject} runs, but reading its rows fails{where}: {error}"
        remedy = softer_cast(error.columns, str(error), dialect) if error.columns else ""
        return SourceTable(table.name, {}, table.select, failed, remedy=remedy)
