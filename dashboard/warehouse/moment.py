"""All that is read of one moment, though by several connections: the audits, then the extracts beside each other.

Else a row that arrives in between is counted by the one and not by the other, and the query gets the blame.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from dashboard.warehouse.files import in_memory

ONE_MOMENT = "one_moment"
"""The engine's option that tells the audits whether the extracts will see what they see."""

_BEGIN = "set transaction isolation level repeatable read, read only"
_PATIENCE = """
    select set_config(name, '0', false) from pg_catalog.pg_settings
    where name in ('idle_in_transaction_session_timeout', 'transaction_timeout')
"""
_UNSAFE = "select pg_is_in_recovery() and current_setting('hot_standby_feedback') = 'off'"
"""A standby that does not tell its primary what it reads breaks long transactions off."""


@contextmanager
def one_moment(engine: sqlalchemy.Engine) -> Iterator[tuple[str, ...]]:
    """Have the engine's connections read of one moment, if it can; yield what begins a transaction elsewhere."""
    if engine.dialect.name == "duckdb" and not in_memory(engine.url):
        with engine.connect():  # nobody can write to a file that is held open for reading
            engine.update_execution_options(**{ONE_MOMENT: True})
            yield ()
    elif engine.dialect.name == "postgresql":
        leader = engine.connect()
        try:
            name = _exported(leader)
            yield () if name is None else _share(engine, name)
        finally:
            _let_go(leader)
    else:
        yield ()


def _exported(leader: sqlalchemy.Connection) -> str | None:
    """Begin the transaction that holds the moment, and return its name; None where the server has none to give."""
    try:
        if leader.exec_driver_sql(_UNSAFE).scalar_one():
            return None
        leader.exec_driver_sql(_PATIENCE)
        leader.commit()
        leader.exec_driver_sql(_BEGIN)
        return str(leader.exec_driver_sql("select pg_export_snapshot()").scalar_one())
    except SQLAlchemyError:  # something that only speaks PostgreSQL's language
        leader.rollback()
        return None


def _let_go(leader: sqlalchemy.Connection) -> None:
    with suppress(SQLAlchemyError):  # the server may have been first
        leader.close()


def _share(engine: sqlalchemy.Engine, name: str) -> tuple[str, ...]:
    statements = (_BEGIN, f"set transaction snapshot '{name}'")

    def begin(connection: sqlalchemy.Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    event.listen(engine, "begin", begin)
    engine.update_execution_options(**{ONE_MOMENT: True})
    return statements
