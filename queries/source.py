"""What a warehouse, or a mapping onto one, really offers of the contract; and each table as the contract has it.

Where there is no mapping, the tables are the warehouse's own, under the contract's names. A mapping is a
folder of ``<table>.sql`` files, one ``SELECT`` each; then only the tables of the folder count. CSV and Excel files in
it are tables as well; in a folder without any ``SELECT`` they stand beside the warehouse's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy
from sqlalchemy.dialects.postgresql.base import PGInspector
from sqlalchemy.exc import SQLAlchemyError

from queries.contract import CONTRACT, Column, Table
from queries.dialects import finite, holds_infinity, infinite, kind_of, sql_type, whole
from queries.engine_types import engine_type
from queries.files import FileTable, Folder, literals, read_folder

NO_NUMBER = "is_no_number_"
"""How the name of a column begins that is 1 where another holds what is no number, and 0 where it is one."""


class SourceError(Exception):
    """The warehouse or the mapping cannot be looked at; the message says why and what to do."""


@dataclass(frozen=True)
class SourceTable:
    """A table that is there: its columns, by name, with the contract's type, or the engine's own name of it.

    ``select`` is the mapping's text; None: a table or view of the warehouse. ``error`` says in a sentence why
    it cannot be read; it then has no columns. ``file`` is what a file holds of it; then ``select`` names its rows.
    """

    name: str
    columns: Mapping[str, str]
    select: str | None = None
    error: str | None = None
    engine_types: Mapping[str, str] = field(default_factory=dict)
    file: FileTable | None = None


@dataclass(frozen=True)
class Source:
    """The tables of the contract that exist.

    ``strays`` are files of the mapping that name no table of it, ``unread`` has a sentence on each file of which
    nobody knows what it holds, ``remarks`` sentences for whoever keeps the files.
    """

    dialect: str
    tables: Mapping[str, SourceTable]
    strays: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @classmethod
    def inspect(cls, connection: sqlalchemy.Connection, mapping: Path | None = None) -> Source:
        """Look at each table's columns; nothing is read but their names and types, and the files of the mapping.

        The rows of those are from now on put in front of what the connection's engine is asked.
        """
        if mapping is None:
            return cls(connection.dialect.name, _own_tables(connection))
        texts, folder = _mapping_texts(mapping)
        if texts:
            tables = {name: _probe(connection, name, text) for name, text in texts.items() if name in CONTRACT}
        else:
            tables = _own_tables(connection)
        files = {name: _kept_in_file(found, tables.get(name)) for name, found in folder.tables.items()}
        literals.serve(connection.engine, [table.file for table in files.values() if table.file and not table.error])
        strays = [f"{name}.sql" for name in texts if name not in CONTRACT]
        return cls(
            connection.dialect.name, tables | files, (*strays, *folder.strays), folder.unread,
            tuple(folder.remarks),
        )  # fmt: skip

    def relation(self, table: str, *, flagged: bool = False) -> str:
        """Return a ``select`` that gives every column of the contract, in its order; of no rows without the table.

        What is no number is read as missing. Where ``flagged``, a column more for each of those that can hold
        such values (``unbounded``) tells where it does.
        """
        found = self._readable(table)
        origin = f"(\n{found.select}\n) as source" if found and found.select else table
        flags = [self._flag(CONTRACT[table].column(name)) for name in self.unbounded(table)] if flagged else []
        return self._select(CONTRACT[table], found, origin, flags)

    def unbounded(self, table: str) -> tuple[str, ...]:
        """Return the columns of numbers whose type on the engine holds infinity and NaN as well."""
        found = self._readable(table)
        columns = [column for column in CONTRACT[table].columns if column.type in ("number", "integer")]
        return tuple(column.name for column in columns if found and self._unbounded(column.name, found))

    def contract_ctes(self, tables: Iterable[str]) -> tuple[str, ...]:
        """Return the common table expressions of several tables, to be put in front of a query.

        The mapping's texts all come first, under names of their own: so a text may read a table of the
        warehouse that is called like a table of the contract.
        """
        texts, selects = [], []
        for table in tables:
            found = self._readable(table)
            origin = table
            if found and found.select:
                origin = f"{table}_source"
                texts.append(f"{origin} as (\n{found.select}\n)")
            selects.append(f"{table} as (\n{self._select(CONTRACT[table], found, origin)}\n)")
        return (*texts, *selects)

    def _readable(self, table: str) -> SourceTable | None:
        found = self.tables.get(table)
        return found if found and not found.error else None

    def _unbounded(self, column: str, found: SourceTable) -> bool:
        engine_type = found.engine_types.get(column, "")
        return found.columns.get(column) == "number" and holds_infinity(engine_type, self.dialect)

    def _flag(self, column: Column) -> str:
        """Of a column that may be null, NaN is how many a tool writes just that; infinity is a fault anywhere."""
        value = self._number(column.name)
        wrong = infinite(value, self.dialect)
        if column.required:
            wrong = f"{column.name} is not null and not ({finite(value, self.dialect)})"
        return f"    case when {wrong} then 1 else 0 end as {NO_NUMBER}{column.name}"

    def _number(self, value: str) -> str:
        return f"cast({value} as {sql_type('number', self.dialect)})"

    def _select(self, table: Table, found: SourceTable | None, origin: str, more: Iterable[str] = ()) -> str:
        columns = [f"    {self._expression(column, found)} as {column.name}" for column in table.columns]
        columns += more
        tail = f"from {origin}" if found else "where 1 = 0"
        return "select\n" + ",\n".join(columns) + f"\n{tail}"

    def _expression(self, column: Column, found: SourceTable | None) -> str:
        """Return the column in the contract's type; a typed null where it is absent."""
        wanted = sql_type(column.type, self.dialect)
        if found is None or column.name not in found.columns:
            return f"cast(null as {wanted})"
        kind, value = found.columns[column.name], column.name
        unbounded = column.type in ("number", "integer") and self._unbounded(column.name, found)
        value = self._number(value) if unbounded else value
        if column.type == "integer" and kind == "number":  # a score of 8.5 is no answer: it must not become a 9
            value = f"case when {whole(value)} then {value} end"
        elif unbounded:
            value = f"case when {finite(value, self.dialect)} then {value} end"
        if column.type == "boolean" and kind in ("integer", "number"):
            return f"({value} <> 0)"
        return value if column.type == kind == "number" and value != column.name else f"cast({value} as {wanted})"


def _own_tables(connection: sqlalchemy.Connection) -> dict[str, SourceTable]:
    try:
        inspector = sqlalchemy.inspect(connection)
        names = {name.lower() for name in (*inspector.get_table_names(), *inspector.get_view_names())}
        names |= {name.lower() for name in (*_materialized_views(inspector), *_foreign_tables(inspector))}
    except SQLAlchemyError as error:
        raise SourceError(f"The warehouse does not list its tables: {_first_line(error)}.") from error
    return {name: _probe(connection, name, None) for name in CONTRACT if name in names}


def _materialized_views(inspector: sqlalchemy.Inspector) -> list[str]:
    try:
        return inspector.get_materialized_view_names()
    except NotImplementedError:  # the engine has none
        return []


def _foreign_tables(inspector: sqlalchemy.Inspector) -> list[str]:
    """Return PostgreSQL's tables that lie in another database; other engines list theirs among the tables."""
    return inspector.get_foreign_table_names() if isinstance(inspector, PGInspector) else []


def _mapping_texts(mapping: Path) -> tuple[dict[str, str], Folder]:
    """Return the mapping's texts by table, and what it keeps in files.

    A text's closing semicolon is dropped, as it becomes part of another.
    """
    if not mapping.is_dir():
        raise SourceError(f"There is no folder {mapping}; set `mapping` to a folder of <table>.sql files.")
    texts = {file.stem: _text(file).strip().rstrip(";").rstrip() for file in sorted(mapping.glob("*.sql"))}
    folder = read_folder(mapping, texts)
    if not texts and not folder.tables and not folder.unread and not folder.remarks:
        raise SourceError(
            f"The folder {mapping} holds no <table>.sql file and no register; a mapping needs survey_responses.sql."
        )
    return texts, folder


def _kept_in_file(found: FileTable, own: SourceTable | None) -> SourceTable:
    """Return a table that a file holds; of one that the warehouse has as well, nobody knows which counts."""
    error = found.error
    if own and own.select is None:
        error = f"{found.name} is kept in {found.place} and in the warehouse: remove it from one of them."
    if error:
        return SourceTable(found.name, {}, None, error, file=found)
    types = {column.name: column.type for column in CONTRACT[found.name].columns if column.name in found.columns}
    return SourceTable(found.name, types, literals.select(found), file=found)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # some editors put a mark of the encoding in front
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise SourceError(f"The mapping's file {file} is not UTF-8 (line {line}); save it as UTF-8.") from error
    except OSError as error:
        raise SourceError(f"The mapping's file {file} cannot be read: {error.strerror}.") from error


def _probe(connection: sqlalchemy.Connection, name: str, select: str | None) -> SourceTable:
    """Return the table with its columns, from a query that brings no rows."""
    origin = f"(\n{select}\n) as source" if select else name
    query = f"select * from {origin} where 1 = 0"  # noqa: S608 - the text is the company's own, and reads only
    try:
        result = connection.execution_options(no_parameters=True).exec_driver_sql(query)
        described = result.cursor.description if result.cursor else ()
        result.close()
        engine_types = {str(column[0]).lower(): engine_type(connection, column) for column in described}
    except SQLAlchemyError as error:
        connection.rollback()
        subject = f"The mapping's SELECT for {name}" if select else f"The table {name}"
        return SourceTable(name, {}, select, f"{subject} does not run: {_first_line(error)}")
    columns = {column: kind_of(name_of_type) for column, name_of_type in engine_types.items()}
    return SourceTable(name, columns, select, None, engine_types)


def _first_line(error: SQLAlchemyError) -> str:
    message = str(getattr(error, "orig", None) or error).strip()
    return message.splitlines()[0] if message else type(error).__name__
