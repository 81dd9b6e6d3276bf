"""What a table of the contract and its columns are, and the notation in which they are written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Type = Literal["text", "integer", "number", "boolean", "date", "timestamp"]


@dataclass(frozen=True)
class Column:
    """A column of the contract: its name, type, and the values that it may hold."""

    name: str
    type: Type
    required: bool = True
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    references: str | None = None
    past: bool = False
    """A date or time that lies in the past by its nature: one in the future is a fault."""
    subjects: tuple[str, ...] = ()
    """The kinds of what a ``kind:id`` in it may name; one that points nowhere is a fault."""
    scale: str = ""
    """The metric on whose scale its values lie: that of the settings, where they say one."""
    telling: bool = False
    """That it is missing says something of its own: to take a wrong value for missing would make that up."""

    @property
    def spared(self) -> bool:
        """Whether a row may count without its value of it."""
        return not (self.required or self.telling)


@dataclass(frozen=True)
class Table:
    """A table of the contract. ``key`` names the columns that are unique together (empty: none declared)."""

    name: str
    grain: str
    feeds: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False
    in_place_of: str = ""
    """The table that is made of it, where a company does not have that one."""

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError where the contract has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name} in the contract")


def a_column(
    name: str,
    type_: Type,
    *,
    allowed: tuple[str, ...] = (),
    between: tuple[float | None, float | None] = (None, None),
    to: str | None = None,
    past: bool = False,
) -> Column:
    """Build a column from the contract's notation: a trailing ``?`` means 'may be null or absent'."""
    return Column(name.rstrip("?"), type_, not name.endswith("?"), allowed, *between, to, past)


def text(name: str, *allowed: str, to: str | None = None) -> Column:
    """Return a column of text, which may be kept to some values, or name rows of another table."""
    return a_column(name, "text", allowed=allowed, to=to)


def integer(name: str, low: float | None = None, high: float | None = None) -> Column:
    """Return a column of whole numbers."""
    return a_column(name, "integer", between=(low, high))


def number(name: str, low: float | None = None, high: float | None = None) -> Column:
    """Return a column of numbers."""
    return a_column(name, "number", between=(low, high))


def boolean(name: str) -> Column:
    """Return a column of yes and no."""
    return a_column(name, "boolean")


def date(name: str, *, past: bool = False) -> Column:
    """Return a column of days."""
    return a_column(name, "date", past=past)


def time(name: str, *, past: bool = False) -> Column:
    """Return a column of times."""
    return a_column(name, "timestamp", past=past)


def scored(name: str, metric: str) -> Column:
    """Return a column of scores on a metric's scale, which is the company's own: no bounds of it stand here."""
    return replace(integer(name), scale=metric)


def telling(column: Column) -> Column:
    """Return a column that says something where it is missing, as that an answer without a weight weighs 1."""
    return replace(column, telling=True)


def subject(*kinds: str) -> Column:
    """Return the column of what a row is about, as ``kind:id``."""
    return replace(text("subject"), subjects=kinds)
