"""What is set on each connection, engine by engine: the time zone, a limit on each query, reading alone.

Where an engine has no word for one of them, or refuses it, that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import sqlalchemy
from sqlalchemy import Dialect, event

from dashboard.warehouse import drivers
from dashboard.warehouse.words import CONNECT_SECONDS, explained

ZONE = "the time zone: days and months are told in the warehouse's own"
LIMIT = "a limit on its queries: one that never ends is waited for"
READ_ONLY = "that nothing is written: give it a role that may only read"

PATIENCE: Mapping[str, str] = MappingProxyType({
    "connect_timeout": str(CONNECT_SECONDS),
    "keepalives": "1",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
})  # fmt: skip
"""What libpq is told, so that a server that does not answer, or is gone, is not waited for."""


@dataclass(frozen=True)
class Session:
    """What is set on a connection of an engine: by statements, by arguments of the driver, by options of each
    execution; and what is not.

    ``required`` tells that the connection is refused where a statement is; else it is said. ``held`` tells that a
    cursor must not be left to the garbage collector, ``written`` that values must not be left to the driver.
    """

    statements: tuple[str, ...] = ()
    arguments: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    unset: tuple[str, ...] = ()
    required: bool = False
    held: bool = False
    written: bool = False


def session_of(dialect: str, timezone: str, seconds: int) -> Session:
    """Return what is set on the connections of an engine."""
    known = _SESSIONS.get(dialect)
    return known(timezone, seconds) if known else Session(unset=(ZONE, LIMIT, READ_ONLY))


def prepare(engine: sqlalchemy.Engine, session: Session, seconds: int, caution: Callable[[str], None]) -> None:
    """Have the session set on every connection of the engine; what it leaves unset is said once."""
    name = engine.dialect.name
    for what in session.unset:
        caution(f"On {name} the dashboard cannot set {what}.")
    said: set[str] = set()

    def connecting(dialect: Dialect, _record: object, positional: list[Any], given: dict[str, Any]) -> Any:
        for word, value in session.arguments.items():
            both = isinstance(value, dict) and isinstance(given.get(word), dict)
            given[word] = {**value, **given[word]} if both else given.get(word, value)
        with drivers.in_its_own_words(dialect):
            return dialect.connect(*positional, **given)

    def connected(connection: Any, _record: object) -> None:
        with drivers.in_its_own_words(engine.dialect), closing(connection.cursor()) as cursor:
            for statement in session.statements:
                tell(connection, cursor, statement)
            engine.dialect.do_commit(connection)

    def tell(connection: Any, cursor: Any, statement: str) -> None:
        refused: tuple[type[Exception], ...] = () if session.required else (engine.dialect.loaded_dbapi.Error,)
        try:
            cursor.execute(statement)
        except refused as error:
            engine.dialect.do_rollback(connection)
            if statement not in said:
                said.add(statement)
                caution(f"{name} refused '{statement}': {explained(error, engine.url, seconds)}")

    engine.update_execution_options(**session.options)
    drivers.mend(engine, held=session.held, written=session.written)
    event.listen(engine, "do_connect", connecting)
    event.listen(engine, "connect", connected)


def libpq_arguments(url: sqlalchemy.URL) -> dict[str, str]:
    """Return what libpq is told beyond what the address tells it already."""
    return {word: value for word, value in PATIENCE.items() if word not in url.query}


def postgresql(timezone: str, seconds: int) -> Session:
    """Return what is set on PostgreSQL; another driver than SQLAlchemy's takes the same statements.

    Of what a common table expression holds it knows no numbers, takes it for few rows, and joins two of a million
    by nested loops, which take minutes where a hash takes seconds: those are its last choice here.
    """
    statements = (
        f"set timezone = '{timezone}'",
        f"set statement_timeout = {seconds * 1000}",
        "set default_transaction_read_only = on",
        "set enable_nestloop = off",
    )
    return Session(statements, required=True)


def _clickhouse(timezone: str, seconds: int) -> Session:
    """Return what makes ClickHouse's joins, groups and names mean what they mean elsewhere, too."""
    standard = ("join_use_nulls", "group_by_use_nulls", "prefer_column_name_to_alias")
    statements = (
        f"set session_timezone = '{timezone}'",
        f"set max_execution_time = {seconds}",
        *(f"set {setting} = 1" for setting in standard),
    )
    return Session(statements, unset=(READ_ONLY,), required=True)


def _redshift(timezone: str, seconds: int) -> Session:
    statements = (f"set timezone to '{timezone}'", f"set statement_timeout to {seconds * 1000}")
    return Session(statements, unset=(READ_ONLY,))


def _snowflake(timezone: str, seconds: int) -> Session:
    statements = (
        f"alter session set timezone = '{timezone}'",
        f"alter session set statement_timeout_in_seconds = {seconds}",
    )
    return Session(statements, unset=(READ_ONLY,))


def _trino(timezone: str, seconds: int) -> Session:
    limit = {"query_max_execution_time": f"{seconds}s"}
    return Session(arguments={"timezone": timezone, "session_properties": limit}, unset=(READ_ONLY,))


def _spark(timezone: str, seconds: int) -> Session:
    """Without the last, a value in a query that looks like a variable becomes the server's own."""
    statements = (
        f"set time zone '{timezone}'",
        f"set spark.sql.thriftServer.queryTimeout={seconds}",
        "set spark.sql.variable.substitute=false",
    )
    return Session(statements, unset=(READ_ONLY,))


def _impala(timezone: str, seconds: int) -> Session:
    """This driver begins a session for each cursor: what a statement sets is gone with the next."""
    settings = {
        "spark.sql.session.timeZone": timezone,
        "spark.sql.thriftServer.queryTimeout": f"{seconds}s",
        "spark.sql.variable.substitute": "false",
    }
    return Session(
        arguments={"timeout": seconds},
        options={"cursor_configuration": {f"set:hiveconf:{name}": value for name, value in settings.items()}},
        unset=(READ_ONLY,),
        held=True,
        written=True,
    )


def _databricks(timezone: str, seconds: int) -> Session:
    statements = (f"set time zone '{timezone}'", f"set statement_timeout = {seconds}")
    return Session(statements, unset=(READ_ONLY,))


_SESSIONS: Mapping[str, Callable[[str, int], Session]] = MappingProxyType({
    "postgresql": postgresql,
    "clickhousedb": _clickhouse,
    "redshift": _redshift,
    "snowflake": _snowflake,
    "trino": _trino,
    "hive": _spark,
    "impala": _impala,
    "databricks": _databricks,
})  # fmt: skip
