"""The rows of files as SQL: a common table expression of literals, put in front of whatever is asked.

So a file needs no more of a warehouse than the right to read: no table of its own, not even a temporary one, which
PostgreSQL refuses to who may only read and a standby refuses to everybody. Queries name the rows, and only what is sent
to the engine holds them: the texts that a snapshot keeps stay short. 5,000 tasks are one megabyte of text. PostgreSQL
and SQLite read it, as VALUES, in an eighth of a second; DuckDB takes three seconds for that, and one tenth to half of
one for the same rows as a text of JSON, which it is therefore given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy
from sqlalchemy import event

from queries.contract import CONTRACT, Column
from queries.dialects import sql_type
from queries.files.cells import Value
from queries.files.table import FileTable

PREFIX = "northstar_file_"
ROW = "northstar_row"
"""The column beside those of the contract: the row of the file."""

_OPTION = "northstar_files"
_WITHOUT_VALUES = frozenset({"bigquery", "clickhousedb", "redshift"})
"""Engines that know no VALUES behind a FROM."""

_BACKSLASH = frozenset({"bigquery", "clickhousedb", "databricks", "hive", "impala", "snowflake", "spark"})
"""Engines to which a backslash in a text announces something."""


def select(table: FileTable) -> str:
    """Return the SELECT that stands for a file's table in the queries."""
    return f"-- {' '.join(table.place.split())}\nselect * from {PREFIX}{table.name}"


def serve(engine: sqlalchemy.Engine, tables: Iterable[FileTable]) -> None:
    """Have the engine put the rows in front of each statement that names them; those of an earlier look are let go."""
    heard = _OPTION in engine.get_execution_options()
    texts: dict[str, str] = engine.get_execution_options().get(_OPTION, {})
    texts.clear()
    texts |= {table.name: expression(table, engine.dialect.name) for table in tables}
    if heard or not texts:
        return
    engine.update_execution_options(**{_OPTION: texts})

    def before(_connection: Any, _cursor: Any, sql: str, parameters: Any, context: Any, _many: bool) -> tuple[str, Any]:
        in_front = texts
        if not context.no_parameters and context.dialect.paramstyle in ("format", "pyformat"):
            in_front = {name: text.replace("%", "%%") for name, text in texts.items()}
        return _put(sql, in_front), parameters

    event.listen(engine, "before_cursor_execute", before, retval=True)


def whole(engine: sqlalchemy.Engine, sql: str) -> str:
    """Return a statement as a driver is to be given it that SQLAlchemy knows nothing of."""
    return _put(sql, engine.get_execution_options().get(_OPTION, {}))


def quoted(text: str, dialect: str) -> str:
    """Return a text as the engine writes it, whatever stands in it."""
    if dialect in _BACKSLASH:
        text = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
        return f"'{text}'"
    text = text.replace("'", "''")
    if dialect == "postgresql" and "\\" in text:  # whatever the server takes a backslash for elsewhere
        return "E'" + text.replace("\\", "\\\\") + "'"
    return f"'{text}'"


def _put(sql: str, texts: Mapping[str, str]) -> str:
    named = [texts[name] for name in texts if re.search(rf"\b{PREFIX}{name}\b", sql)]
    if not named:
        return sql
    in_front = ",\n".join(named)
    own = re.match(r"\s*with\b", sql, re.IGNORECASE)
    return f"with {in_front},\n{sql[own.end() :]}" if own else f"with {in_front}\n{sql}"


def expression(table: FileTable, dialect: str) -> str:
    """Return the common table expression of a file's rows, in the contract's types."""
    known = [column for column in CONTRACT[table.name].columns if column.name in table.columns]
    known = [Column(ROW, "integer"), *known]
    rows = list(zip(table.numbers, *table.columns.values(), strict=True))
    name = f"{PREFIX}{table.name}"
    if dialect == "duckdb":
        return f"{name} as (\n{_json(known, rows)}\n)"
    names = ", ".join(column.name for column in known)
    typed = ", ".join(f"cast({c.name} as {sql_type(c.type, dialect)}) as {c.name}" for c in known)
    lines = [", ".join(_literal(value, dialect) for value in row) for row in rows]
    values = "values\n" + ",\n".join(f"({line})" for line in lines)
    origin = f"select * from (\n{values}\n) as v"  # noqa: S608 - literals, each quoted as the engine asks
    if dialect in _WITHOUT_VALUES:
        origin = "\nunion all ".join(f"select {line}" for line in lines)
    return f"{name}_rows ({names}) as (\n{origin}\n),\n{name} as (\nselect {typed} from {name}_rows\n)"


def _json(columns: Sequence[Column], rows: Sequence[Sequence[Value | None]]) -> str:
    shape = [{column.name: sql_type(column.type, "duckdb") for column in columns}]
    names = [column.name for column in columns]
    values = [dict(zip(names, map(_plain, row), strict=True)) for row in rows]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    shaped = f"{quoted(text, 'duckdb')}, {quoted(json.dumps(shape), 'duckdb')}"
    return f"select unnest(from_json({shaped}), recursive := true)"


def _plain(value: Value | None) -> str | int | float | bool | None:
    return str(value) if isinstance(value, date) else value


def _literal(value: Value | None, dialect: str) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, int | float) else quoted(str(value), dialect)
