"""Numbers, money, shares, dates and ages as they are read: one object a language and currency.

    Formats.of(settings).money(48.2e6)        '€48.2M'            'de': '48,2 Mio. €'
    Formats.of(settings).percent(0.813)       '81.3 %'            'de': '81,3 %'
    Formats.of(settings).day(day)             '30 Sep 2026'       'de': '30. Sept. 2026'

Order, separators and names of months are the language's own, from CLDR by Babel. What is nan is an en dash, never 0.
The minus is the true one (−), and nothing has no sign. Sentences are English, so what joins two values is, too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from babel.numbers import NumberPattern, format_compact_currency, format_currency, parse_pattern

from dashboard.words.language import THIN, at, clock, dated, language, percent_pattern

if TYPE_CHECKING:
    from dashboard.measures.registry import Measure, Unit

NOTHING = "–"

_COMPACT_FROM = 10_000
_TELLING = 3
"""Digits of money that tell anything beside its magnitude."""

_UNGROUPED = re.compile(r"\d{4}")
_DECIMAL_PLACES = re.compile(r"\.0+")
_DECIMALS: dict[Unit, int] = {"points": 1, "number": 2, "count": 0}
_UNIT_WORDS: dict[Unit, str] = {"hours": "h", "minutes": "min"}


class Told(Protocol):
    """Of the settings, what formats depend on."""

    @property
    def locale(self) -> str:
        """How numbers and dates are set: 'en', 'de', 'fr_FR'."""
        ...

    @property
    def currency(self) -> str:
        """The one reporting currency (ISO 4217)."""
        ...


@dataclass(frozen=True, slots=True)
class Formats:
    """How a language and a currency write what is read."""

    locale: str = "en"
    currency: str = "EUR"

    @classmethod
    def of(cls, settings: Told) -> Formats:
        """Return the formats of the settings' language and currency."""
        return _formats(settings.locale, settings.currency)

    def number(self, value: float, decimals: int, *, signed: bool = False) -> str:
        """Return a number with so many decimals, thousands separated: '1,234.5', '−0.3'; signed: '+0.3'."""
        return _number(value, decimals, self.locale, signed)

    def count(self, value: float, *, signed: bool = False) -> str:
        """Return a whole number: '12,408'."""
        return self.number(value, 0, signed=signed)

    def money(self, value: float, *, signed: bool = False) -> str:
        """Return money: '€212' below ten thousand, '€48.2M' above, with three digits that tell."""
        return _money(value, self.currency, self.locale, signed)

    def percent(self, share: float, decimals: int = 1, *, signed: bool = False) -> str:
        """Return a share, 0 to 1, in percent: '81.3 %', '−3.0 %'."""
        if not math.isfinite(share):
            return NOTHING
        number = self.number(100 * share, decimals, signed=signed)
        sign = number[0] if number[0] in "+−" else ""
        return sign + percent_pattern(self.locale).replace("0", number.removeprefix(sign))

    def points(self, size: float, *, signed: bool = False) -> str:
        """Return points: '3.8 points', '1.0 point'."""
        text = self.number(size, 1, signed=signed)
        return text if text == NOTHING else f"{text} {'point' if text.strip('+−') == self.number(1, 1) else 'points'}"

    def hours(self, amount: float, *, signed: bool = False) -> str:
        """Return hours: '19.4 h'."""
        return self._with_word(amount, _UNIT_WORDS["hours"], signed=signed)

    def minutes(self, amount: float, *, signed: bool = False) -> str:
        """Return minutes: '21.4 min'."""
        return self._with_word(amount, _UNIT_WORDS["minutes"], signed=signed)

    def value(self, measure: Measure, amount: float, *, signed: bool = False) -> str:
        """Return a value of a measure in its unit: '34.2', '81.3 %', '19.4 h', '€48.2M', '+212'."""
        if measure.unit == "money":
            return self.money(amount, signed=signed)
        if measure.unit == "share":
            return self.percent(amount, signed=signed)
        if measure.unit in _UNIT_WORDS:
            return self._with_word(amount, _UNIT_WORDS[measure.unit], signed=signed)
        return self.number(amount, _DECIMALS[measure.unit], signed=signed)

    def change(self, measure: Measure, amount: float, before: float = math.nan) -> str:
        """Return the size of a change, without its sign: '3.8 points', '1.4 points', '6.8 %', '€12', '0.03'.

        A difference of shares is in points, never in percent; where the measure is told relatively it is a percentage
        of the value before.
        """
        size = abs(amount)
        if measure.relative:
            return self.percent(size / abs(before)) if before else NOTHING
        if measure.unit in ("points", "share"):
            return self.points(size * (100 if measure.unit == "share" else 1))
        return self.value(measure, size)

    def span(self, measure: Measure, low: float, high: float) -> str:
        """Return an interval: '32.1 to 36.3', '80.2 to 82.4 %'; nothing where an end is not known."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return ""
        if measure.unit == "share":
            return self.percents(low, high)
        return f"{self.value(measure, low)} to {self.value(measure, high)}"

    def percents(self, low: float, high: float, *, signed: bool = False) -> str:
        """Return two shares in percent, the sign said once where it stands behind: '−1.0 to +2.0 %'."""
        sign = percent_pattern(self.locale).removeprefix("0")
        return f"{self.percent(low, signed=signed).removesuffix(sign)} to {self.percent(high, signed=signed)}"

    def in_charts(self, measure: Measure) -> str:
        """Return d3's format of a measure's values, with the digits that `value` gives them; axes derive their own."""
        if measure.unit == "share":
            return ".1%"
        return {"money": ".3s", "count": ",.0f", "number": ".2f"}.get(measure.unit, ",.1f")

    def day(self, when: date) -> str:
        """Return a date: '30 Sep 2026'."""
        return dated(when, "yMMMd", self.locale)

    def day_month(self, when: date) -> str:
        """Return a date of which the year is known: '30 Sep'."""
        return dated(when, "MMMd", self.locale)

    def moment(self, when: datetime, zone: str | tzinfo, *, year: bool = True) -> str:
        """Return a time as the clocks of a zone had it: '26 Nov 2026, 14:53'; without its year: '26 Nov 14:53'.

        ``when`` knows its zone.
        """
        there = when.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
        time = clock(there, self.locale)
        return at(self.day(there), time, self.locale) if year else f"{self.day_month(there)} {time}"

    def month(self, month: int) -> str:
        """Return a month, a whole number as in the datasets: 'Sep 2026'."""
        return dated(date(month // 12, month % 12 + 1, 1), "yMMM", self.locale)

    def months(self, first: int, last: int) -> str:
        """Return a stretch of months: 'Sep 2026', 'Jul 2026 to Sep 2026'."""
        return self.month(last) if first == last else f"{self.month(first)} to {self.month(last)}"

    def counted(self, n: float, what: str) -> str:
        """Return a count with its noun, given in the singular: '1 answer', '12,408 answers'."""
        if not math.isfinite(n):
            return f"no {what}s known"
        return f"{self.count(n)} {what}" + ("" if n == 1 else "s")

    def days(self, number: int) -> str:
        """Return an age in days: '1 day', '1,200 days'."""
        return self.counted(number, "day")

    def age(self, passed: timedelta) -> str:
        """Return an age in the largest unit that tells: '3 days', '26 h 5 min', '12 min'."""
        if passed >= timedelta(days=2):
            return self.days(passed.days)
        hours, minutes = divmod(int(passed.total_seconds()) // 60, 60)
        return f"{hours} h {minutes} min" if hours else f"{minutes} min"

    def listed(self, names: Iterable[str]) -> str:
        """Return names as a list in words: 'a', 'a and b', 'a, b and c'."""
        *before, last = list(names) or [""]
        return " and ".join([", ".join(before), last] if before else [last])

    def _with_word(self, amount: float, word: str, *, signed: bool) -> str:
        text = self.number(amount, 1, signed=signed)
        return text if text == NOTHING else f"{text}{THIN}{word}"


def in_language(locale: str) -> Formats:
    """Return the formats of a language, for what is no money."""
    return _formats(locale, "EUR")


@lru_cache(maxsize=64)
def _formats(locale: str, currency: str) -> Formats:
    return Formats(locale, currency)


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


@lru_cache(maxsize=20_000)
def _number(value: float, decimals: int, locale: str, signed: bool) -> str:
    if not math.isfinite(value):
        return NOTHING
    rounded = round(value, decimals) + 0.0  # + 0.0: no '−0'
    return _sign(rounded, signed) + _true_minus(_pattern(decimals).apply(rounded, language(locale)))


def _money(value: float, currency: str, locale: str, signed: bool) -> str:
    if not math.isfinite(value):
        return NOTHING
    magnitude = math.floor(math.log10(abs(value))) if value else 0
    decimals = 0 if abs(value) >= 100 else 2
    small = abs(value) < _COMPACT_FROM
    rounded = round(value, decimals if small else _TELLING - 1 - magnitude) + 0.0  # + 0.0: no '−0'
    if small:
        return _sign(rounded, signed) + _true_minus(_full_money(rounded, currency, locale, decimals))
    compact = format_compact_currency(rounded, currency, locale=locale, fraction_digits=_TELLING - 1)
    # Some languages have no short word for thousands, and then leave the digits ungrouped.
    text = _full_money(rounded, currency, locale, 0) if _UNGROUPED.search(compact) else compact
    return _sign(rounded, signed) + _true_minus(text)


def _full_money(value: float, currency: str, locale: str, decimals: int) -> str:
    """Return money with all its digits, the currency where the language puts it."""
    pattern = language(locale).currency_formats["standard"].pattern
    pattern = _DECIMAL_PLACES.sub("." + "0" * decimals if decimals else "", pattern)
    return str(format_currency(value, currency, pattern, locale, currency_digits=False))


def _sign(rounded: float, signed: bool) -> str:
    return "+" if signed and rounded > 0 else ""


def _true_minus(text: str) -> str:
    return text.replace("-", "−")
