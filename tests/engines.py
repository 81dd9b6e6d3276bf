"""Puts rows into engines: a few written by hand, or a whole DuckDB file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import sqlalchemy
from adbc_driver_postgresql import dbapi

from queries.contract import CONTRACT, Column, Type
from queries.extract import ARROW_TYPES

Rows = Sequence[Mapping[str, Any]]


def arrow(table: str, rows: Rows, own: Sequence[str] = ()) -> pa.Table:
    """Return rows of a table of the contract in its types, with the columns that at least one row names; text in the
    company's ``own``."""
    named = {name for row in rows for name in row}
    columns = [column for column in CONTRACT[table].columns if column.name in named]
    columns += [Column(name, "text") for name in own if name in named]
    assert named == {column.name for column in columns}, f"{table} has no column {named - {c.name for c in columns}}"
    return pa.table({column.name: _array([row.get(column.name) for row in rows], column.type) for column in columns})


def _array(values: list[Any], kind: Type) -> pa.Array:
    zoned = any(getattr(value, "tzinfo", None) for value in values)
    return pa.array(values, pa.timestamp("us", "UTC") if zoned else ARROW_TYPES[kind])


def write_duckdb(path: Path, tables: Mapping[str, pa.Table]) -> str:
    """Write the tables to a DuckDB file and return its URL."""
    with duckdb.connect(path) as connection:
        for name, rows in tables.items():
            connection.register("rows_of_a_test", rows)
            connection.execute(f"create table {name} as select * from rows_of_a_test")
    return f"duckdb:///{path}"


def write_postgres(url: str, schema: str, tables: Mapping[str, pa.Table]) -> str:
    """Write the tables to a schema of their own and return the URL that sees it alone."""
    target = sqlalchemy.make_url(url).update_query_dict({"options": f"-csearch_path={schema}"})
    uri = target.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(dbapi.connect(uri)) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(f"create schema {schema}")
        for name, rows in tables.items():
            cursor.adbc_ingest(name, rows, db_schema_name=schema)
        connection.commit()
    return target.render_as_string(hide_password=False)


def copy_to_postgres(file: Path, url: str, schema: str) -> str:
    """Copy every table of the contract in a DuckDB file and return the URL that sees the copy."""
    with duckdb.connect(file, read_only=True) as connection:
        names = [row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()]
        tables = {name: connection.sql(f"select * from {name}").to_arrow_table() for name in names if name in CONTRACT}
    return write_postgres(url, schema, tables)
