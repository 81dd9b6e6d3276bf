"""How a language writes dates, times and shares: its own patterns, from CLDR by Babel."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Literal

from babel.core import Locale
from babel.dates import format_date, format_interval, format_skeleton

Skeleton = Literal["yMMMd", "MMMd", "yMMM"]
"""Which parts of a date are told; their order is the language's."""

THIN = "\u202f"
"""A narrow space that does not break: between a number and its sign of percent, and between thousands' words."""

INTERVAL = f"95{THIN}% interval"
"""How every interval is called."""

_DIGITS = re.compile(r"[#,.0]+")
_AROUND_DASH = re.compile(r"\s*–\s*")
_OF_NO_COUNTRY = {"yMMMd": "d MMM y", "MMMd": "d MMM"}
"""Skeleton → pattern of the plain 'en', which CLDR takes for that of the United States."""


@cache
def language(locale: str) -> Locale:
    """Return what Babel knows of a locale."""
    return Locale.parse(locale)


def dated(when: date, skeleton: Skeleton, locale: str) -> str:
    """Return a date with these parts: '30 Sep 2026', '30 Sep', 'Sep 2026'."""
    return _dated(when.toordinal(), skeleton, locale)


@lru_cache(maxsize=4_000)
def dated_months(first: date, last: date, locale: str) -> str:
    """Return the months from one day's to another's: 'Jul–Sep 2026', 'Dec 2025–Feb 2026', with no space at the dash.

    They stand in addresses too, where somebody may type them.
    """
    return _AROUND_DASH.sub("–", str(format_interval(first, last, "yMMM", locale=locale)))


def clock(when: datetime, locale: str) -> str:
    """Return the time of day that a datetime names, whatever its zone: '14:53'."""
    return str(format_skeleton("Hm", when.replace(tzinfo=None), locale=locale))


def at(day: str, time: str, locale: str) -> str:
    """Return a day and a time of day as one: '26 Nov 2026, 14:53'."""
    pattern = str(language(locale).datetime_formats["medium"])
    return pattern.format(time, day)


@cache
def percent_pattern(locale: str) -> str:
    """Return '0' with the sign of percent; the space between them, where the language has one, is narrow."""
    if language(locale).language == "en":  # as in science: a number, a space, its unit
        return f"0{THIN}%"
    return _DIGITS.sub("0", str(language(locale).percent_formats[None].pattern)).replace("\N{NO-BREAK SPACE}", THIN)


@lru_cache(maxsize=4_000)
def _dated(ordinal: int, skeleton: Skeleton, locale: str) -> str:
    when = date.fromordinal(ordinal)
    if locale == "en" and skeleton in _OF_NO_COUNTRY:
        return str(format_date(when, _OF_NO_COUNTRY[skeleton], locale=locale))
    return str(format_skeleton(skeleton, when, locale=locale))
