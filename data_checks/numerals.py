"""Numbers and dates as the company's language writes them, by Babel: the one place where the checks set any.

A refresh says once in which language (``written_in``); sentences are English, as everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

_LANGUAGE: ContextVar[str] = ContextVar("language", default="en")
_OF_NO_COUNTRY = "en"
"""CLDR takes the plain English for that of the United States, which puts the month first."""


@contextmanager
def written_in(locale: str) -> Iterator[None]:
    """Have all numbers and dates meanwhile written in a language ('en', 'de', 'fr_FR')."""
    before = _LANGUAGE.set(locale)
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


def numeral(value: float, decimals: int = 0) -> str:
    """Return a number with so many decimals, thousands separated: '12,345', '−0.3'."""
    return _numeral(round(value, decimals) + 0.0, decimals, _LANGUAGE.get())  # + 0.0: no '−0'


@lru_cache(4096)  # the sentences of one table tell its rows again and again
def _numeral(rounded: float, decimals: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(rounded, pattern, language)).replace("-", "−")


def percent(share: float) -> str:
    """Return '2.4 %', '35 %'; a small share keeps two digits that count: '0.032 %'."""
    value = share * 100
    if value == 0 or abs(value) >= 10:
        return f"{numeral(value)} %"
    decimals = 1 - math.floor(math.log10(abs(value)))
    while decimals and round(value, decimals) == round(value, decimals - 1):
        decimals -= 1
    return f"{numeral(value, decimals)} %"


def month_name(month: int) -> str:
    """Return 'June 2025' for a month's whole number; a number that no month has stays what it is: '−99'."""
    if month // 12 not in range(MINYEAR, MAXYEAR + 1):
        return numeral(month)
    return str(format_skeleton("yMMMM", date(month // 12, month % 12 + 1, 1), locale=_LANGUAGE.get()))


def day_name(day: date) -> str:
    """Return '9 June 2025'."""
    language = _LANGUAGE.get()
    return str(format_date(day, "d MMMM y" if language == _OF_NO_COUNTRY else "long", language))
