"""The company's warehouse: one engine, read-only, in the company's time zone, with a limit on each query.

DuckDB gives its results as Arrow, PostgreSQL does through ADBC; of any other engine the rows are fetched.
"""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import adbc_driver_manager
import duckdb
import pyarrow as pa
import sqlalchemy
from adbc_driver_postgresql import dbapi as adbc_postgresql
from sqlalchemy import event
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

PROJECT = Path(__file__).resolve().parents[1]
MEMORY = ("", ":memory:")
DUCKDB_MEMORY = "3GB"
"""What DuckDB may hold at once; half of what a refresh may take, the rest is for results and for the checks."""

DUCKDB_SPILL = str(Path(tempfile.gettempdir()) / "northstar-duckdb")


class WarehouseError(Exception):
    """The warehouse cannot be reached, or refused or gave up a query; the message says which and what to do."""


@dataclass(frozen=True)
class Warehouse:
    """A connected warehouse. ``engine`` is for looking around and for the audits, ``arrow`` for the extracts."""

    engine: sqlalchemy.Engine
    timezone: str
    time_limit_seconds: int

    @property
    def dialect(self) -> str:
        """The engine's name, as SQLAlchemy and the queries call it."""
        return self.engine.dialect.name

    def arrow(self, sql: str, parameters: Mapping[str, int | date] | None = None) -> pa.Table:
        """Run a query and return its whole result; its ``:name`` parameters are whole numbers and days."""
        text = render(sql, parameters or {})
        try:
            if self.dialect == "duckdb":
                return self._duckdb(text)
            if self.dialect == "postgresql":
                return self._adbc(text)
            return self._rows(text)
        except (SQLAlchemyError, duckdb.Error, adbc_driver_manager.Error) as error:
            raise WarehouseError(self.explain(error)) from error

    def explain(self, error: Exception) -> str:
        """Return what the engine said in one sentence, without the password."""
        return _explained(error, self.engine.url, self.time_limit_seconds)

    def _duckdb(self, sql: str) -> pa.Table:
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            with _interrupted(driver, self.time_limit_seconds):
                return driver.sql(sql).to_arrow_table()

    def _adbc(self, sql: str) -> pa.Table:
        uri = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with closing(adbc_postgresql.connect(uri)) as connection, closing(connection.cursor()) as cursor:
            for statement in _postgresql_session(self.timezone, self.time_limit_seconds):
                cursor.execute(statement)
            connection.commit()  # the next transaction is the first that is read-only
            cursor.execute(sql)
            return cursor.fetch_arrow_table()

    def _rows(self, sql: str) -> pa.Table:
        with self.engine.connect() as connection:
            result = connection.execution_options(no_parameters=True).exec_driver_sql(sql)
            names, rows = list(result.keys()), result.fetchall()
        return pa.table([pa.array([row[place] for row in rows]) for place in range(len(names))], names=names)


@contextmanager
def connect(url: str, *, timezone: str = "UTC", time_limit_seconds: int = 600) -> Iterator[Warehouse]:
    """Open the warehouse behind an SQLAlchemy URL, try it, and close it at the end."""
    engine = _engine(url, timezone, time_limit_seconds)
    warehouse = Warehouse(engine, timezone, time_limit_seconds)
    try:
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("select 1")
        except (SQLAlchemyError, duckdb.Error) as error:
            address = engine.url.render_as_string(hide_password=True)
            raise WarehouseError(f"The warehouse {address} cannot be reached: {warehouse.explain(error)}") from error
        yield warehouse
    finally:
        engine.dispose()


def render(sql: str, parameters: Mapping[str, int | date]) -> str:
    """Write the parameters into the text.

    They are whole numbers and days of ours, never text from outside: so each engine sees plain literals whose
    types it knows, and may prune partitions by them.
    """

    def literal(match: re.Match[str]) -> str:
        value = parameters.get(match[1])
        if value is None:
            return match[0]
        return f"date '{value.isoformat()}'" if isinstance(value, date) else str(int(value))

    return re.sub(r"(?<![:\w]):([a-z_]+)\b", literal, sql)


def _engine(url: str, timezone: str, seconds: int) -> sqlalchemy.Engine:
    try:
        parsed = sqlalchemy.make_url(url)
        if parsed.get_backend_name() == "duckdb":
            return _duckdb_engine(parsed, timezone, seconds)
        engine = sqlalchemy.create_engine(parsed, pool_pre_ping=True)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise WarehouseError(
            f"No driver is installed for this warehouse: {error}; install its SQLAlchemy dialect."
        ) from error
    except ArgumentError as error:
        raise WarehouseError(
            "NORTHSTAR_WAREHOUSE_URL is no SQLAlchemy URL; it looks like postgresql://user@host/database."
        ) from error
    session = _SESSIONS.get(engine.dialect.name)
    if session:
        event.listen(engine, "connect", _on_connect(session(timezone, seconds)))
    return engine


def _duckdb_engine(url: sqlalchemy.URL, timezone: str, seconds: int) -> sqlalchemy.Engine:
    """Return an engine on a file that is opened for reading, or on an empty memory in which a mapping reads files.

    Paths in a mapping's ``read_parquet`` are relative to the project.
    """
    in_memory = (url.database or "") in MEMORY
    if not in_memory and not Path(str(url.database)).exists():
        raise WarehouseError(
            f"There is no DuckDB file {url.database}; `python -m dashboard demo` builds the demo company's, or set "
            "NORTHSTAR_WAREHOUSE_URL to your own."
        )
    engine = sqlalchemy.create_engine(url, connect_args={"read_only": not in_memory})
    folder = str(PROJECT).replace("'", "''")
    session = [
        f"set timezone = '{timezone}'",
        f"set file_search_path = '{folder}'",
        f"set memory_limit = '{DUCKDB_MEMORY}'",
    ]
    event.listen(engine, "connect", _spill_aside)
    event.listen(engine, "connect", _on_connect(session))
    _watch(engine, seconds)
    return engine


def _spill_aside(connection: Any, _record: object) -> None:
    """Let what does not fit into memory go to the system's temporary folder, and not beside a file that is only read.

    The folder is the whole database's: once it has been used, DuckDB refuses to hear of it again.
    """
    cursor = connection.cursor()
    cursor.execute("select current_setting('temp_directory')")
    if cursor.fetchone() != (DUCKDB_SPILL,):
        folder = DUCKDB_SPILL.replace("'", "''")
        cursor.execute(f"set temp_directory = '{folder}'")
    cursor.close()


def _on_connect(statements: list[str]) -> Any:
    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        connection.commit()

    return prepare


def _postgresql_session(timezone: str, seconds: int) -> list[str]:
    return [
        f"set timezone = '{timezone}'",
        f"set statement_timeout = {seconds * 1000}",
        "set default_transaction_read_only = on",
    ]


def _clickhouse_session(timezone: str, seconds: int) -> list[str]:
    """Return what makes ClickHouse's joins, groups and names mean what they mean elsewhere, too."""
    standard = ("join_use_nulls", "group_by_use_nulls", "prefer_column_name_to_alias")
    return [
        f"set session_timezone = '{timezone}'",
        f"set max_execution_time = {seconds}",
        *(f"set {setting} = 1" for setting in standard),
    ]


_SESSIONS = {"postgresql": _postgresql_session, "clickhousedb": _clickhouse_session}


def _watch(engine: sqlalchemy.Engine, seconds: int) -> None:
    """Have DuckDB's statements interrupted after a time, and their results read while their connection is held.

    Great Expectations reads results after it has given the connection back, when DuckDB's are gone.
    """

    def before(connection: Any, _cursor: Any, _sql: Any, _parameters: Any, context: Any, _many: bool) -> None:
        context.northstar_timer = _timer(connection.connection.driver_connection, seconds)

    def after(_connection: Any, cursor: Any, _sql: Any, _parameters: Any, context: Any, _many: bool) -> None:
        try:
            if cursor.description:
                context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                    cursor, initial_buffer=cursor.fetchall()
                )
        finally:
            context.northstar_timer.cancel()

    def failed(context: Any) -> None:
        timer = getattr(context.execution_context, "northstar_timer", None)
        if timer:
            timer.cancel()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "handle_error", failed)


def _timer(driver: Any, seconds: int) -> threading.Timer:
    timer = threading.Timer(seconds, driver.interrupt)
    timer.daemon = True
    timer.start()
    return timer


@contextmanager
def _interrupted(driver: Any, seconds: int) -> Iterator[None]:
    timer = _timer(driver, seconds)
    try:
        yield
    finally:
        timer.cancel()


def _explained(error: Exception, url: sqlalchemy.URL, seconds: int) -> str:
    message = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    if re.search(r"interrupt|statement timeout|canceling statement", message, re.IGNORECASE):
        return (
            f"The query took longer than {seconds} seconds and was given up; raise `query_seconds` or ask fewer months."
        )
    if re.search(r"could not set lock|conflicting lock", message, re.IGNORECASE):
        return (
            "Another process is writing to this DuckDB file, which locks out every reader; try again when it is done."
        )
    line = message.splitlines()[0]
    return line.replace(url.password, "***") if isinstance(url.password, str) and url.password else line
