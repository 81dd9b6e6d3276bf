"""Numbers and money as a language sets them: its separators, its signs, its short words for thousands and millions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import localcontext
from functools import cache, lru_cache

from babel.numbers import NumberPattern, format_compact_currency, format_currency, parse_decimal, parse_pattern

from dashboard.words.digits import TELLING, money_places, rounded
from dashboard.words.language import language

NOTHING = "–"
"""What stands where a number is not known."""

_ANY_FLOAT = 340
"""Digits in which the largest of them can be written out, decimals included."""

_UNGROUPED = re.compile(r"\d{4}")
_MANTISSA = re.compile(r"\d+(?:\D\d+)?")
_DECIMAL_PLACES = re.compile(r"\.0+")


@contextmanager
def _written_out() -> Iterator[None]:
    with localcontext(prec=_ANY_FLOAT):
        yield


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


@lru_cache(maxsize=20_000)
@_written_out()
def set_number(value: float, decimals: int, locale: str, signed: bool) -> str:
    """Return a number with so many decimals as a language sets it; what is nan is an en dash."""
    if not math.isfinite(value):
        return NOTHING
    told = rounded(value, decimals)
    return _sign(told, signed) + _true_minus(_pattern(decimals).apply(told, language(locale)))


@_written_out()
def set_money(value: float, currency: str, locale: str, signed: bool, more: int) -> str:
    """Return money in three digits that tell and so many ``more``: '€212', '−€48.2M'; the sign first, anywhere."""
    if not math.isfinite(value):
        return NOTHING
    usual = money_places(value)
    told = rounded(value, usual + more)
    sign, size = "−" if told < 0 else _sign(told, signed), abs(told)
    if usual >= 0:  # it is small
        return sign + _full_money(size, currency, locale, usual + more)
    compact = format_compact_currency(size, currency, locale=locale, fraction_digits=TELLING + more - 1)
    whole = _UNGROUPED.search(compact)  # some languages have no short word for thousands
    places = max(usual + more, 0)
    text = _full_money(size, currency, locale, places) if whole else _telling(compact, locale, TELLING + more)
    return sign + text


def _telling(compact: str, locale: str, digits: int) -> str:
    """Return compact money with the noughts that tell: '€65M' stands as '€65.0M' beside '€70.1M'."""
    found = _MANTISSA.search(compact)
    if found is None:
        raise ValueError(f"there is no number in {compact}")
    value = parse_decimal(found[0], locale=locale)
    number = _pattern(max(0, digits - len(str(int(value))))).apply(value, language(locale))
    return f"{compact[: found.start()]}{number}{compact[found.end() :]}"


def _full_money(value: float, currency: str, locale: str, decimals: int) -> str:
    """Return money with all its digits, the currency where the language puts it."""
    pattern = language(locale).currency_formats["standard"].pattern
    pattern = _DECIMAL_PLACES.sub("." + "0" * decimals if decimals else "", pattern)
    return str(format_currency(value, currency, pattern, locale, currency_digits=False))


def _sign(told: float, signed: bool) -> str:
    return "+" if signed and told > 0 else ""


def _true_minus(text: str) -> str:
    return text.replace("-", "−")
