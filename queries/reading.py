"""How a column becomes the contract's: its name as the engine spells it, its type, and what is missing in it.

Most columns only need a cast. Of some the values have to be looked at first (``queries/values.py``): what that look
decided is a ``Reading``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from queries.columns import Column, Type
from queries.dialects import finite, holds_infinity, signless, sql_type, whole

How = Literal["signless", "whole", "words", "code", "utc_day", "spelt", "calendar", "empty", "unreadable"]
"""Text without any sign is missing; whole numbers in a column of others; words, or the codes 1 and 2, for yes and no;
midnights of UTC; numbers or days spelt as text; days beyond any calendar; no value at all; nothing that can be read."""

FITS: Mapping[Type, tuple[str, ...]] = MappingProxyType({
    "text": ("text", "integer", "number", "boolean", "date", "timestamp"),
    "integer": ("integer", "number"),
    "number": ("number", "integer"),
    "boolean": ("boolean", "integer", "number"),
    "date": ("date", "timestamp"),
    "timestamp": ("timestamp", "date"),
})  # fmt: skip
"""Type of the contract: the types that become it without loss, or whose loss a check of its own sees."""


@dataclass(frozen=True)
class Strays:
    """A few values of a column that are none of its kind, and are read as missing.

    ``where`` is true of them alone, on the table as it lies; ``count`` is how many there are, ``examples`` a few.
    """

    where: str
    count: int
    examples: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Reading:
    """How a column is read, as a look at its values decided.

    ``sql`` gives it in the contract's type, a null of that type where it is ``unreadable``. ``count`` of the ``total``
    values that are there are the reason, ``examples`` a few of them, each with how often it stands there; ``words``
    are those that are taken for yes and no, ``no_day`` is one that no calendar has, if any is there. ``remedy`` is an
    expression that would read it, ``said`` what the engine said. ``strays`` are the few values that it leaves out.
    """

    how: How
    sql: str
    count: int
    total: int
    examples: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()
    no_day: str = ""
    remedy: str = ""
    said: str = ""
    strays: Strays | None = None


@dataclass(frozen=True)
class Origin:
    """A column as the engine has it: its name as a query must spell it, the contract's word for its type, its own."""

    value: str
    kind: str
    engine_type: str = ""


def null_of(column: Column, dialect: str) -> str:
    """Return a missing value of the column's type."""
    return f"cast(null as {sql_type(column.type, dialect)})"


def is_unbounded(origin: Origin, dialect: str) -> bool:
    """Tell whether it is a number whose type on the engine holds infinity and NaN as well."""
    return origin.kind == "number" and holds_infinity(origin.engine_type, dialect)


def as_number(value: str, dialect: str) -> str:
    """Return a value as a number of the contract's."""
    return f"cast({value} as {sql_type('number', dialect)})"


def expression(column: Column, origin: Origin, dialect: str) -> str:
    """Return the column in the contract's type, as its own type alone tells that it is read."""
    wanted, kind, value = sql_type(column.type, dialect), origin.kind, origin.value
    unbounded = column.type in ("number", "integer") and is_unbounded(origin, dialect)
    value = as_number(value, dialect) if unbounded else value
    if column.type == "integer" and kind == "number":  # a score of 8.5 is no answer: it must not become a 9
        value = f"case when {whole(value)} then {value} end"
    elif unbounded:
        value = f"case when {finite(value, dialect)} then {value} end"
    if column.type == "boolean" and kind in ("integer", "number"):
        return f"({value} <> 0)"
    return value if column.type == kind == "number" and value != origin.value else f"cast({value} as {wanted})"


def as_text(value: str, dialect: str) -> str:
    """Return a value as text of the contract's: of an engine's own kinds of text not every function knows all."""
    return f"cast({value} as {sql_type('text', dialect)})"


def signed_text(origin: Origin, dialect: str) -> str:
    """Return text as it stands, and as missing where it has no sign in it."""
    text = as_text(origin.value, dialect)
    return f"case when {signless(text, dialect)} then null else {text} end"


def whole_as_text(origin: Origin, dialect: str) -> str:
    """1234.0 is 1234, as another table has it: a frame makes numbers with a point of ids where some are missing."""
    number, text = as_number(origin.value, dialect), as_text(origin.value, dialect)
    as_whole = as_text(f"cast({origin.value} as {sql_type('integer', dialect)})", dialect)
    rest = f"when {finite(number, dialect)} then {text}" if is_unbounded(origin, dialect) else f"else {text}"
    return f"case when {whole(number)} then {as_whole} {rest} end"


def label(origin: Origin, dialect: str) -> str:
    """Return a column that nothing is known of as text by which rows are told apart."""
    if origin.kind == "number":
        return whole_as_text(origin, dialect)
    return signed_text(origin, dialect)
