"""Numbers, money, dates and ages as they are read, in the company's language.

Every function takes plain values; nan is an en dash, never 0. The minus is the true one (−).
"""

from __future__ import annotations

import math
import re
from datetime import date
from functools import cache, lru_cache

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_compact_currency, format_currency, parse_pattern

from dashboard.measures.registry import Measure, Unit
from dashboard.periods import month_label

NOTHING = "–"
THIN = "\u202f"
"""A narrow space that does not break: between a number and its sign of percent, and between thousands' words."""

_COMPACT_FROM = 10_000
_TELLING = 3
"""Digits of money that tell anything beside its magnitude."""

_UNGROUPED = re.compile(r"\d{4}")
_DECIMAL_PLACES = re.compile(r"\.0+")
_DECIMALS: dict[Unit, int] = {"points": 1, "share": 1, "hours": 1, "minutes": 1, "number": 2, "count": 0, "money": 0}
_UNIT_WORDS: dict[Unit, str] = {"hours": "h", "minutes": "min"}


@lru_cache(maxsize=20_000)
def number(value: float, decimals: int, locale: str, *, signed: bool = False) -> str:
    """Return a number with so many decimals, thousands separated: '1,234.5', '−0.3'; signed: '+0.3'."""
    if not math.isfinite(value):
        return NOTHING
    rounded = round(value, decimals) + 0.0  # + 0.0: no '−0'
    sign = "+" if signed and rounded > 0 else ""
    return sign + _true_minus(_pattern(decimals).apply(rounded, _language(locale)))


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


@cache
def _language(locale: str) -> Locale:
    return Locale.parse(locale)


def count(value: float, locale: str) -> str:
    """Return a whole number: '12,408'."""
    return number(value, 0, locale)


def money(value: float, currency: str, locale: str, *, signed: bool = False) -> str:
    """Return money: '€212' below ten thousand, '€48.2M' above, with three digits that tell."""
    if not math.isfinite(value):
        return NOTHING
    magnitude = math.floor(math.log10(abs(value))) if value else 0
    decimals = 0 if abs(value) >= 100 else 2
    small = abs(value) < _COMPACT_FROM
    rounded = round(value, decimals if small else _TELLING - 1 - magnitude) + 0.0  # + 0.0: no '−0'
    sign = "+" if signed and rounded > 0 else ""
    if small:
        return sign + _true_minus(_full_money(rounded, currency, locale, decimals))
    compact = format_compact_currency(rounded, currency, locale=locale, fraction_digits=_TELLING - 1)
    # Some languages have no short word for thousands, and then leave the digits ungrouped.
    text = _full_money(rounded, currency, locale, 0) if _UNGROUPED.search(compact) else compact
    return sign + _true_minus(text)


def _full_money(value: float, currency: str, locale: str, decimals: int) -> str:
    """Return money with all its digits, the currency where the language puts it."""
    pattern = _language(locale).currency_formats["standard"].pattern
    pattern = _DECIMAL_PLACES.sub("." + "0" * decimals if decimals else "", pattern)
    return str(format_currency(value, currency, pattern, locale, currency_digits=False))


def value(measure: Measure, amount: float, currency: str, locale: str, *, signed: bool = False) -> str:
    """Return a value of a measure in its unit: '34.2', '81.3 %', '19.4 h', '€48.2M', '+212'."""
    if not math.isfinite(amount):
        return NOTHING
    if measure.unit == "money":
        return money(amount, currency, locale, signed=signed)
    decimals = _DECIMALS[measure.unit]
    if measure.unit == "share":
        return f"{number(amount * 100, decimals, locale, signed=signed)}{THIN}%"
    text = number(amount, decimals, locale, signed=signed)
    word = _UNIT_WORDS.get(measure.unit)
    return f"{text}{THIN}{word}" if word else text


def change(measure: Measure, amount: float, before: float, currency: str, locale: str) -> str:
    """Return the size of a change, without its sign: '3.8 points', '1.4 points', '6.8 %', '€12', '0.03'.

    A difference of shares is in points, never in percent; where the measure is told relatively it is a percentage
    of the value before.
    """
    if not math.isfinite(amount):
        return NOTHING
    size = abs(amount)
    if measure.relative:
        return f"{number(100 * size / abs(before), 1, locale)}{THIN}%" if before else NOTHING
    if measure.unit in ("points", "share"):
        points = number(size * (100 if measure.unit == "share" else 1), 1, locale)
        return f"{points} point" if points == number(1, 1, locale) else f"{points} points"
    return value(measure, size, currency, locale)


def span(measure: Measure, low: float, high: float, currency: str, locale: str) -> str:
    """Return an interval: '32.1 to 36.3', '80.2 to 82.4 %'."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    first, second = value(measure, low, currency, locale), value(measure, high, currency, locale)
    return f"{first.removesuffix(f'{THIN}%')} to {second}"


def axis_format(measure: Measure) -> str:
    """Return d3's format for an axis of a measure."""
    if measure.unit == "share":
        return ".0%"
    return {"money": "~s", "count": ",.0f", "number": ".2f"}.get(measure.unit, ",.0f")


def day(when: date, locale: str) -> str:
    """Return a date: '30 Sep 2026'."""
    return str(format_date(when, "d MMM yyyy", locale=locale))


def months(first: int, last: int, locale: str) -> str:
    """Return a stretch of months: 'Sep 2026', 'Jul 2026 to Sep 2026'."""
    newest = month_label(last, locale)
    return newest if first == last else f"{month_label(first, locale)} to {newest}"


def as_it_is(text: str) -> str:
    """Return text that Streamlit's Markdown shows as it is, whatever a name or an address holds."""
    return "".join(f"\\{sign}" if sign in _MARKS else sign for sign in text)


_MARKS = frozenset("\\`*_{}[]()#+-!|~<>$:")


def _true_minus(text: str) -> str:
    return text.replace("-", "−")
