"""A look at the values of a table: what of them has to be read in a way of its own, and what cannot be read at all.

One statement counts for every column of the contract that is there, which has each row read once; a column of text
where something else is wanted, or of numbers where yes or no is, takes one more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from queries.columns import Column
from queries.look import Look, rows_of
from queries.reading import Origin, Reading

_CANCELLED = "57014"


class UnreadableError(Exception):
    """Reading a table's rows fails; the message is what the engine said, ``columns`` are those that make it fail."""

    def __init__(self, said: str, columns: Sequence[str]) -> None:
        super().__init__(said)
        self.columns = tuple(columns)


class UnseenError(Exception):
    """The rows can be read, but the engine does not know the words of a look at them; the message is what it said."""


def readings(
    connection: sqlalchemy.Connection,
    origin: str,
    columns: Mapping[str, tuple[Column, Origin]],
    explain: Callable[[SQLAlchemyError], str],
) -> dict[str, Reading]:
    """Return how the columns are read that need more than a cast, what fails in the words of ``explain``.

    Raises UnreadableError and UnseenError.
    """
    looks = [Look(connection, origin, column, own, explain) for column, own in columns.values()]
    if not looks:
        return {}
    counts = _counted(looks, connection, origin, explain)
    try:
        found = {look.column.name: look.reading(counts[look.column.name]) for look in looks}
    except SQLAlchemyError as error:
        connection.rollback()
        raise UnseenError(explain(error)) from error
    return {name: reading for name, reading in found.items() if reading is not None}


def first_line(error: SQLAlchemyError) -> str:
    """Return what the engine said, without the statement that it said it of."""
    message = str(getattr(error, "orig", None) or error).strip()
    return message.splitlines()[0] if message else type(error).__name__


def _counted(
    looks: Sequence[Look],
    connection: sqlalchemy.Connection,
    origin: str,
    explain: Callable[[SQLAlchemyError], str],
) -> dict[str, dict[str, Any]]:
    """Count for every column in one statement. Where that fails, each is tried alone, to tell which it is."""
    names = [(look.column.name, name, sql) for look in looks for name, sql in look.counts().items()]
    try:
        values = rows_of(connection, f"select {', '.join(sql for _, _, sql in names)} from {origin}")[0]  # noqa: S608
    except SQLAlchemyError as error:
        connection.rollback()
        if _given_up(error):
            raise UnreadableError(explain(error), ()) from error
        failing = dict(_failing(looks))
        if not failing:
            raise UnseenError(explain(error)) from error
        some = len(failing) < len(looks) or len(looks) == 1  # what fails in all of them is none of them
        raise UnreadableError(next(iter(failing.values())), list(failing) if some else ()) from error
    found: dict[str, dict[str, Any]] = {look.column.name: {} for look in looks}
    for (column, name, _), value in zip(names, values, strict=True):
        found[column][name] = value
    return found


def _given_up(error: SQLAlchemyError) -> bool:
    """Tell whether a statement ran into its limit: no column is then to blame, and to try each would take as long."""
    cause = getattr(error, "orig", None)
    return type(cause).__name__ == "InterruptException" or getattr(cause, "sqlstate", None) == _CANCELLED


def _failing(looks: Sequence[Look]) -> Iterator[tuple[str, str]]:
    for look in looks:
        try:
            rows_of(look.connection, f"select {', '.join(look.read().values())} from {look.origin}")  # noqa: S608
        except SQLAlchemyError as error:
            look.connection.rollback()
            yield look.column.name, look.explain(error)
