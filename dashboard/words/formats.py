"""Numbers, money, shares, dates and ages as they are read: one object a language and currency.

    Formats.of(settings).money(48.2e6)        '€48.2M'            'de': '48,2 Mio. €'
    Formats.of(settings).percent(0.813)       '81.3 %'            'de': '81,3 %'
    Formats.of(settings).day(day)             '30 Sep 2026'       'de': '30. Sept. 2026'

Order, separators and names of months are the language's own, from CLDR by Babel. What is nan is an en dash, never 0.
The minus is the true one (−), and nothing has no sign. Sentences are English, so what joins two values is, too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from dashboard.words.digits import (
    change_decimals,
    decimals,
    places,
    rounded,
    scale,
    shown_change,
    told_apart,
)
from dashboard.words.language import THIN, at, clock, dated, dated_months, percent_pattern
from dashboard.words.numerals import NOTHING, set_money, set_number

if TYPE_CHECKING:
    from dashboard.measures.registry import Measure, Unit

__all__ = ["NOTHING", "Formats", "Told", "in_language"]

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
        return set_number(value, decimals, self.locale, signed)

    def count(self, value: float, *, signed: bool = False) -> str:
        """Return a whole number: '12,408'."""
        return self.number(value, 0, signed=signed)

    def money(self, value: float, *, signed: bool = False, more: int = 0) -> str:
        """Return money: '€212' below ten thousand, '€48.2M' above, with three digits that tell and so many ``more``."""
        return set_money(value, self.currency, self.locale, signed, more)

    def percent(self, share: float, decimals: int = 1, *, signed: bool = False) -> str:
        """Return a share, 0 to 1, in percent: '81.3 %', '−3.0 %'."""
        if not math.isfinite(share):
            return NOTHING
        number = self.number(100 * share, decimals, signed=signed)
        sign = number[0] if number[0] in "+−" else ""
        return sign + percent_pattern(self.locale).replace("0", number.removeprefix(sign))

    def points(self, size: float, decimals: int = 1, *, signed: bool = False) -> str:
        """Return points: '3.8 points', '1.0 point'."""
        text = self.number(size, decimals, signed=signed)
        one = text.strip("+−") == self.number(1, decimals)
        return text if text == NOTHING else f"{text} {'point' if one else 'points'}"

    def hours(self, amount: float, *, signed: bool = False) -> str:
        """Return hours: '19.4 h'."""
        return self._with_word(self.number(amount, 1, signed=signed), _UNIT_WORDS["hours"])

    def minutes(self, amount: float, *, signed: bool = False) -> str:
        """Return minutes: '21.4 min'."""
        return self._with_word(self.number(amount, 1, signed=signed), _UNIT_WORDS["minutes"])

    def value(self, measure: Measure, amount: float, more: int = 0) -> str:
        """Return a value of a measure in its unit: '34.2', '81.3 %', '19.4 h', '€48.2M'; of a balance, '+212'."""
        return self.in_unit(measure, amount, signed=measure.signed, more=more)

    def in_unit(self, measure: Measure, amount: float, *, signed: bool, more: int = 0) -> str:
        """Return an amount in a measure's unit, with its sign where it is to bear one: '+1.2 h', '−€48.2M'."""
        if measure.unit == "money":
            return self.money(amount, signed=signed, more=more)
        if measure.unit == "share":
            return self.percent(amount, decimals(measure) + more, signed=signed)
        told = self.number(amount, decimals(measure) + more, signed=signed)
        return self._with_word(told, _UNIT_WORDS.get(measure.unit))

    def size(self, measure: Measure, amount: float) -> str:
        """Return the size of a difference, without its sign: '3.8 points', '1.4 points', '2.1 h', '0.030'.

        A difference of shares is in points, never in percent.
        """
        if measure.unit in ("points", "share"):
            return self.points(abs(amount) * scale(measure), decimals(measure))
        return self.in_unit(measure, abs(amount), signed=False)

    def change(self, measure: Measure, now: float, before: float) -> str:
        """Return the size of the change between two values, as they are shown, or by the percentage of the one before.

        '3.8 points', '6.8 %', '0.030'. Its sign, and whether it shows at all, are those of `shown_change`.
        """
        moved = shown_change(measure, now, before)
        if measure.relative:
            return self.percent(abs(moved) / 100, change_decimals(measure))
        return self.size(measure, moved / scale(measure))

    def span(
        self, measure: Measure, low: float, high: float, *, signed: bool = False, more: int = 0, holds: bool = True
    ) -> str:
        """Return an interval, its unit once: '32.1 to 36.3', '80.2 to 82.4 %'; nothing where an end is not known.

        It has so many digits ``more`` than usual. Ends that would read alike have more of them ('€277.8M to €278.3M'),
        and then hold the number that they would read as (``holds``: as that is shown beside them); of one that has no
        width nothing is said.
        """
        bears = measure.signed or signed
        if measure.unit == "share":
            return self.percents(low, high, decimals(measure) + more, signed=bears, holds=holds)
        found = told_apart(low, high, lambda amount: places(measure, amount) + more, holds=holds)
        if found is None:
            return ""
        unit = f"{THIN}{_UNIT_WORDS[measure.unit]}" if measure.unit in _UNIT_WORDS else ""
        first, last = (self.in_unit(measure, end, signed=bears, more=more + found.more) for end in found.ends)
        return f"{first.removesuffix(unit)} to {last}"

    def percents(self, low: float, high: float, decimals: int = 1, *, signed: bool = False, holds: bool = True) -> str:
        """Return an interval of shares in percent, the sign said once where it stands behind: '−1.0 to +2.0 %'."""
        found = told_apart(100 * low, 100 * high, lambda _: decimals, holds=holds)
        if found is None:
            return ""
        sign = percent_pattern(self.locale).removeprefix("0")
        first, last = (self.percent(end / 100, decimals + found.more, signed=signed) for end in found.ends)
        return f"{first.removesuffix(sign)} to {last}"

    def around(self, moved: float, low: float, high: float, decimals: int) -> str:
        """Return the interval of a change that is shown as ``moved``: '2.1 to 6.5', '−1.2 to +3.0'.

        Where it holds no 0 its ends are sizes in the direction of the change, the smaller first; else both bear their
        sign. It always holds the change as that is shown. Nothing where an end is not known, or it has no width.
        """
        if not all(map(math.isfinite, (moved, low, high))):
            return ""
        ends = min(rounded(low, decimals), moved), max(rounded(high, decimals), moved)
        found = told_apart(*(ends if ends[0] < ends[1] else (low, high)), lambda _: decimals)
        if found is None:
            return ""
        both = low < 0 < high
        told = found.ends if both else sorted(map(abs, found.ends))
        least, most = (self.number(end, decimals + found.more, signed=both) for end in told)
        return f"{least} to {most}"

    def in_charts(self, measure: Measure) -> str:
        """Return d3's format of a measure's values, with the digits that `value` gives them; axes derive their own."""
        sign = "+" if measure.signed else ""
        if measure.unit == "money":
            return f"{sign}.3s"
        return f"{sign}.{decimals(measure)}%" if measure.unit == "share" else f"{sign},.{decimals(measure)}f"

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
        return dated(_day_of(month), "yMMM", self.locale)

    def months(self, first: int, last: int) -> str:
        """Return a stretch of months: 'Sep 2026', 'Jul–Sep 2026', 'Dec 2025–Feb 2026'."""
        return self.month(last) if first == last else dated_months(_day_of(first), _day_of(last), self.locale)

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

    def _with_word(self, number: str, word: str | None) -> str:
        return number if number == NOTHING or word is None else f"{number}{THIN}{word}"


def in_language(locale: str) -> Formats:
    """Return the formats of a language, for what is no money."""
    return _formats(locale, "EUR")


@lru_cache(maxsize=64)
def _formats(locale: str, currency: str) -> Formats:
    return Formats(locale, currency)


def _day_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
