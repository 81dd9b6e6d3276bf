"""One cell of a file, read in the type that the contract gives its column; what cannot be read says why.

People write by hand: numbers as text, decimal commas, 'yes' and 'ja', days as 31.12.2026. What can be read in one way
alone is read; what could mean two things (03/04/2026; 1,234) is refused and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite
from types import MappingProxyType

from queries.contract import Column, Type

Value = str | int | float | bool | date | datetime
YES = frozenset({"true", "yes", "y", "1", "wahr", "ja", "j", "vrai", "oui", "verdadero", "sí", "si", "x"})
NO = frozenset({"false", "no", "n", "0", "falsch", "nein", "faux", "non", "falso"})
YEARS = range(1900, 2200)
"""A day of another year is a slip of the keyboard."""

SHOWN = 40
"""Signs of a wrong value that a message shows."""

_WHOLE = 2**53
_PLAIN = re.compile(r"[+-]?(\d*)([.,]?)(\d*)([eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,'’ ])\d{3})(?:\1\d{3})*(?:([.,])\d+)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_EITHER_FIRST = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")


class UnreadableError(Exception):
    """A cell cannot be read; the message is the end of a sentence that began with its value: 'is no date'."""


@dataclass(frozen=True)
class NoValue:
    """What a file has in place of a value: an error of Excel's, or a formula that was never calculated."""

    shown: str
    why: str


@dataclass(frozen=True)
class Habits:
    """How a file writes: whether a point in a number can only be a decimal one, and whether it could hold formulas."""

    decimal_point: bool = False
    formulas: bool = True


def read_cell(value: object, column: Column, habits: Habits) -> Value | None:
    """Return a cell's value in the column's type, None where it is empty. Raises UnreadableError."""
    if isinstance(value, NoValue):
        raise UnreadableError(value.why)
    if isinstance(value, str):
        value = value.strip()
        if value.startswith("=") and not habits.formulas:
            raise UnreadableError("is a formula, and this kind of file holds no formula's value: write the value")
    if value is None or value == "":
        return None
    return _READERS[column.type](value, column, habits)


def shown(value: object) -> str:
    """Return a wrong value as a message shows it: in quotes, on one line, not too long."""
    text = value.shown if isinstance(value, NoValue) else str(value)
    text = " ".join(text.split())
    return f'"{text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"}"'


def _text(value: object, _column: Column, _habits: Habits) -> str:
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise UnreadableError("holds a sign that no database keeps")
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    return str(value)


def _number(value: object, _column: Column, habits: Habits) -> float:
    if isinstance(value, bool):
        raise UnreadableError("is no number")
    if isinstance(value, date | time):
        raise UnreadableError("is a date and no number: give the cell the format of a number and write it again")
    number = float(value) if isinstance(value, int | float) else _parsed(str(value), habits)
    if not isfinite(number):
        raise UnreadableError("is no number")
    return number


def _integer(value: object, column: Column, habits: Habits) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _WHOLE:
        return value
    number = _number(value, column, habits)
    if not number.is_integer() or abs(number) > _WHOLE:
        raise UnreadableError("is no whole number")
    return int(number)


def _parsed(text: str, habits: Habits) -> float:
    """Return the number that a text says; of '1,234' nobody knows whether it is more than a thousand or little more
    than one."""
    text = re.sub("[\u00a0\u202f\u2009]", " ", text).replace("−", "-")
    plain = _PLAIN.fullmatch(text)
    if plain and (plain[1] or plain[3]):
        before, mark, after, power = plain.groups()
        grouped = mark and len(after) == 3 and 0 < len(before) <= 3 and before.strip("0") and not power
        if grouped and not (mark == "." and habits.decimal_point):
            raise UnreadableError("may be read in two ways: write it without a mark between thousands")
        return float(text.replace(",", "."))
    grouped_match = _GROUPED.fullmatch(text)
    if grouped_match and grouped_match[1] != grouped_match[2]:
        whole = text.replace(grouped_match[1], "")
        return float(whole.replace(grouped_match[2], ".") if grouped_match[2] else whole)
    raise UnreadableError("is no number")


def _boolean(value: object, _column: Column, _habits: Habits) -> bool:
    word = str(value).casefold() if isinstance(value, str | bool) else ""
    if isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    if word in YES:
        return True
    if word in NO:
        return False
    raise UnreadableError("is neither yes nor no")


def _date(value: object, column: Column, _habits: Habits) -> date:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _within(value)
    if not isinstance(value, str):
        raise UnreadableError("is a number and no date: give the cell the format of a date")
    if column.name == "month" and (month := _MONTH.fullmatch(value)):
        return _day(month[1], month[2], "1")
    day, _, clock = value.replace("T", " ").partition(" ")
    if clock and not _CLOCK.fullmatch(clock.strip()):
        day = value  # '31. 12. 2026' has blanks of its own
    return _written(day)


def _written(text: str) -> date:
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[3], found[4])
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if _EITHER_FIRST.fullmatch(text):
        raise UnreadableError("may be read in two ways, the day or the month first: write it as 2026-12-31")
    raise UnreadableError("is no date")


def _day(year: str, month: str, day: str) -> date:
    try:
        return _within(date(int(year), int(month), int(day)))
    except ValueError as error:
        raise UnreadableError("is no date") from error


def _within(day: date) -> date:
    if day.year not in YEARS:
        raise UnreadableError(f"is no date between {YEARS[0]} and {YEARS[-1]}")
    return day


def _timestamp(value: object, column: Column, habits: Habits) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo is None else _zoned()
    clock = time()
    if isinstance(value, str):
        day, _, rest = value.replace("T", " ").partition(" ")
        if rest:
            clock = _clock(rest.strip())
        value = day
    return datetime.combine(_date(value, column, habits), clock)


def _clock(text: str) -> time:
    if _CLOCK.match(text) and re.search(r"(Z|[+-]\d{2}:?\d{2})$", text):
        _zoned()
    try:
        return time.fromisoformat(text if text[1:2] != ":" else f"0{text}")
    except ValueError as error:
        raise UnreadableError("is no time") from error


def _zoned() -> datetime:
    raise UnreadableError("names a time zone: write the time as the company's own clocks show it")


_READERS: Mapping[Type, Callable[[object, Column, Habits], Value]] = MappingProxyType({
    "text": _text, "integer": _integer, "number": _number, "boolean": _boolean, "date": _date, "timestamp": _timestamp,
})  # fmt: skip
