"""The name of a column's type, from what the engine's driver tells of a result: a word, or a number of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

_POSTGRESQL = ("postgresql", "redshift")
_SNOWFLAKE: Mapping[int, str] = MappingProxyType({
    1: "REAL", 2: "TEXT", 3: "DATE", 4: "TIMESTAMP", 5: "VARIANT", 6: "TIMESTAMP_LTZ", 7: "TIMESTAMP_TZ",
    8: "TIMESTAMP_NTZ", 9: "OBJECT", 10: "ARRAY", 11: "BINARY", 12: "TIME", 13: "BOOLEAN",
})  # fmt: skip


def engine_type(connection: sqlalchemy.Connection, described: Sequence[Any]) -> str:
    """Return the engine's name of a type; ``described`` is what the cursor says of a column."""
    code, dialect = described[1], connection.dialect.name
    if not isinstance(code, int):
        return str(code)
    if dialect in _POSTGRESQL:
        return _postgresql(connection, code)
    if dialect == "snowflake":
        return f"NUMBER(38,{described[5] or 0})" if code == 0 else _SNOWFLAKE.get(code, str(code))
    return str(code)


def _postgresql(connection: sqlalchemy.Connection, code: int) -> str:
    """Return the name of a type of the server's own, or of one that the database or an extension made."""
    from psycopg import postgres  # here, as only PostgreSQL needs it

    known = postgres.types.get(code)
    if known:
        return known.name if known.oid == code else f"{known.name}[]"
    query = f"select typname, typtype from pg_catalog.pg_type where oid = {code}"  # noqa: S608 - a number
    try:
        name, sort = connection.exec_driver_sql(query).one()
    except SQLAlchemyError:
        connection.rollback()
        return str(code)
    return "enum" if sort == "e" else str(name)
