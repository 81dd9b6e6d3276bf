"""What drivers let through, leave behind or misread, and SQLAlchemy does not look for: lost connections, open cursors,
texts that look like parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy
from sqlalchemy import Dialect, event
from sqlalchemy.exc import OperationalError

from queries.files import literals

_CURSORS = "cursors"

_TIMED_OUT = 8
"""Spark's state of a query that ran into its limit (TIMEDOUT_STATE), of which its driver has not heard."""


def mend(engine: sqlalchemy.Engine, *, held: bool = False, written: bool = False) -> None:
    """Have every error of the engine's driver be one of SQLAlchemy's; where ``held``, no cursor left behind; where
    ``written``, values written into a statement by us."""
    event.listen(engine, "handle_error", _as_the_engine_should, retval=True)
    _ping_as_it_should(engine.dialect)
    if held:
        _hold_cursors(engine)
    if written:
        event.listen(engine, "do_execute", _execute_written)


def with_values(statement: str, values: Mapping[str, Any], dialect: str) -> str:
    """Return a statement with its ``%(name)s`` parameters as literals, as the driver of such parameters would."""
    return statement % {name: _literal(value, dialect) for name, value in values.items()}


@contextmanager
def in_its_own_words(dialect: Dialect) -> Iterator[None]:
    """Have what a socket says raised as the driver's own error, for which SQLAlchemy looks as it connects."""
    try:
        yield
    except Exception as error:
        if not _is_lost(error):
            raise
        raise dialect.loaded_dbapi.OperationalError(str(error)) from error


def _ping_as_it_should(dialect: Dialect) -> None:
    """Have a connection that is lost found out before it is used; a ping looks for the driver's own errors alone."""
    ping = dialect.do_ping

    def pinged(connection: Any) -> bool:
        try:
            return ping(connection)
        except Exception as error:
            if _is_lost(error):
                return False
            raise

    dialect.do_ping = pinged  # type: ignore[method-assign, assignment]


def _as_the_engine_should(context: Any) -> Exception | None:
    """Return as SQLAlchemy's own what some drivers let through: what the socket said, and a state unknown to them."""
    raised = context.original_exception
    if context.sqlalchemy_exception is not None:
        return None
    if context.dialect.name == "impala" and isinstance(raised, KeyError) and raised.args == (_TIMED_OUT,):
        return OperationalError(context.statement, context.parameters, TimeoutError("Query timed out after its limit."))
    if _is_lost(raised):
        context.is_disconnect = True
        return OperationalError(context.statement, context.parameters, raised)
    return None


def _is_lost(error: BaseException) -> bool:
    """Whether this is what a socket says; thrift has words of its own for it."""
    thrift = any(kind.__module__.startswith("thrift.") for kind in type(error).__mro__)
    return thrift or isinstance(error, OSError | EOFError)


def _execute_written(cursor: Any, statement: str, values: Any, context: Any) -> bool:
    """Run a statement whose values stand in it.

    This driver looks for parameters in all of a statement that is given any, in its texts too: 'type:vip' in a mapping
    would be one that nobody gave.
    """
    cursor.execute(with_values(statement, values or {}, context.dialect.name))
    return True


def _literal(value: Any, dialect: str) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return literals.quoted(str(value), dialect) if isinstance(value, str | date) else str(value)


def _hold_cursors(engine: sqlalchemy.Engine) -> None:
    """Keep each cursor until its connection is given back, and close it then.

    A cursor of this driver that nobody closed speaks to the server when the garbage collector finds it: in the middle
    of another's question it takes that one's answer, and who asked waits for ever.
    """

    def asked(connection: sqlalchemy.Connection, cursor: Any, *_: object) -> None:
        connection.connection.info.setdefault(_CURSORS, []).append(cursor)

    def given_back(connection: object, record: Any) -> None:
        for cursor in record.info.pop(_CURSORS, ()) if connection else ():
            try:
                cursor.close()
            except Exception as error:
                if not _is_lost(error):
                    raise
                record.invalidate(error)
                return

    event.listen(engine, "before_cursor_execute", asked)
    event.listen(engine, "checkin", given_back)
