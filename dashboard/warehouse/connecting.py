"""Open the warehouse, and ask it.

DuckDB gives its results as Arrow, PostgreSQL does through ADBC; of any other engine the rows are fetched.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import adbc_driver_manager
import duckdb
import pyarrow as pa
import sqlalchemy
from adbc_driver_postgresql import dbapi as adbc_postgresql
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from dashboard.warehouse.files import duckdb_engine, in_memory, interrupted
from dashboard.warehouse.moment import one_moment
from dashboard.warehouse.sessions import libpq_arguments, postgresql, prepare, session_of
from dashboard.warehouse.words import address, explained
from queries.dialects import render
from queries.files import literals

LIBPQ_DRIVERS = ("psycopg", "psycopg2")

_log = logging.getLogger(__name__)


class WarehouseError(Exception):
    """The warehouse cannot be reached, or refused or gave up a query; the message says which and what to do."""


@dataclass(frozen=True)
class Warehouse:
    """A connected warehouse. ``engine`` is for looking around and for the audits, ``arrow`` for the extracts.

    ``moment`` are the statements by which a transaction sees what all others see, where the server gives such,
    ``cautions`` sentences on what could not be set on its connections.
    """

    engine: sqlalchemy.Engine
    timezone: str
    time_limit_seconds: int
    moment: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def dialect(self) -> str:
        """The engine's name, as SQLAlchemy and the queries call it."""
        return self.engine.dialect.name

    def arrow(self, sql: str, parameters: Mapping[str, int | date] | None = None) -> pa.Table:
        """Run a query and return its whole result; its ``:name`` parameters are whole numbers and days."""
        text = render(sql, parameters or {})
        try:
            if self.dialect == "duckdb":
                return self._duckdb(literals.whole(self.engine, text))
            if self.dialect == "postgresql":
                return self._adbc(literals.whole(self.engine, text))
            return self._rows(text)
        except (SQLAlchemyError, duckdb.Error, adbc_driver_manager.Error) as error:
            raise WarehouseError(self.explain(error)) from error

    def explain(self, error: Exception) -> str:
        """Return what the engine said in one sentence, without the password."""
        return explained(error, self.engine.url, self.time_limit_seconds)

    def _duckdb(self, sql: str) -> pa.Table:
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            with interrupted(driver, self.time_limit_seconds):
                return driver.sql(sql).to_arrow_table()

    def _adbc(self, sql: str) -> pa.Table:
        url = self.engine.url.set(drivername="postgresql").update_query_dict(libpq_arguments(self.engine.url))
        uri = url.render_as_string(hide_password=False)
        with closing(adbc_postgresql.connect(uri)) as connection, closing(connection.cursor()) as cursor:
            for statement in postgresql(self.timezone, self.time_limit_seconds).statements:
                cursor.execute(statement)
            connection.commit()  # the next transaction is the first that is read-only
            for statement in self.moment:
                cursor.execute(statement)
            cursor.execute(sql)
            return cursor.fetch_arrow_table()

    def _rows(self, sql: str) -> pa.Table:
        with self.engine.connect() as connection:
            result = connection.execution_options(no_parameters=True).exec_driver_sql(sql)
            names, rows = list(result.keys()), result.fetchall()
        return pa.table([pa.array([row[place] for row in rows]) for place in range(len(names))], names=names)


@contextmanager
def connect(url: str, *, timezone: str = "UTC", time_limit_seconds: int = 600) -> Iterator[Warehouse]:
    """Open the warehouse behind an SQLAlchemy URL, try it, and close it at the end.

    All that is read of it is of one moment, where it has such.
    """
    cautions: list[str] = []
    engine = _engine(url, timezone, time_limit_seconds, cautions)
    warehouse = Warehouse(engine, timezone, time_limit_seconds)
    try:
        _try(warehouse)
        for caution in cautions:
            _log.warning(caution)
        with one_moment(engine) as moment:
            yield replace(warehouse, moment=moment, cautions=tuple(cautions))
    finally:
        engine.dispose()


def _try(warehouse: Warehouse) -> None:
    try:
        with warehouse.engine.connect() as connection:
            connection.exec_driver_sql("select 1")
    except (SQLAlchemyError, duckdb.Error) as error:
        shown = address(warehouse.engine.url)
        raise WarehouseError(f"The warehouse {shown} cannot be reached: {warehouse.explain(error)}") from error


def _engine(url: str, timezone: str, seconds: int, cautions: list[str]) -> sqlalchemy.Engine:
    try:
        parsed = sqlalchemy.make_url(url)
        if parsed.get_backend_name() == "duckdb":
            return _duckdb_engine(parsed, timezone, seconds)
        libpq = parsed.get_dialect().driver in LIBPQ_DRIVERS
        engine = sqlalchemy.create_engine(
            parsed, pool_pre_ping=True, connect_args=libpq_arguments(parsed) if libpq else {}
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise WarehouseError(
            f"No driver is installed for this warehouse: {error}; install its SQLAlchemy dialect."
        ) from error
    except (ArgumentError, ValueError) as error:  # a slash in a password that is not written as %2F leaves no port
        raise WarehouseError(
            "NORTHSTAR_WAREHOUSE_URL is no SQLAlchemy URL; it looks like postgresql://user@host/database, with signs "
            "like / and @ in a password written as %2F and %40."
        ) from error
    prepare(engine, session_of(engine.dialect.name, timezone, seconds), seconds, cautions.append)
    return engine


def _duckdb_engine(url: sqlalchemy.URL, timezone: str, seconds: int) -> sqlalchemy.Engine:
    if not in_memory(url) and not Path(str(url.database)).exists():
        raise WarehouseError(
            f"There is no DuckDB file {url.database}; `python -m dashboard demo` builds the demo company's, or set "
            "NORTHSTAR_WAREHOUSE_URL to your own."
        )
    return duckdb_engine(url, timezone, seconds)
