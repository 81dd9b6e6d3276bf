"""Stretches of complete calendar months, and what each is compared with.

A month is a whole number, ``year * 12 + month - 1``, as in the datasets: months are then compared and
subtracted like any number. A fiscal year is twelve calendar months from a starting month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from dashboard.words.formats import in_language

Kind = Literal["month", "quarter", "year", "fiscal", "all"]
Against = Literal["year", "previous"]
FiscalLabel = Literal["start", "end"]

_LENGTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "year": 12}
_KINDS: tuple[Kind, ...] = ("month", "quarter", "year", "fiscal")


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a company counts its years: the fiscal year's first month, which year names it, and the language."""

    fiscal_start: int = 1
    fiscal_label: FiscalLabel = "end"
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Period:
    """Complete months from ``first`` to ``last``.

    ``quarter`` is any three and ``year`` any twelve, ``fiscal`` the fiscal year, whole or to date, ``all`` every month
    that there is.
    """

    kind: Kind
    first: int
    last: int
    label: str

    @property
    def length(self) -> int:
        """Number of months."""
        return self.last - self.first + 1


def month_of(day: date) -> int:
    """Return the month in which a day lies."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """Return the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """Return the last day of a month."""
    return date.fromordinal(first_day(month + 1).toordinal() - 1)


def month_label(month: int, locale: str = "en") -> str:
    """Return a month in words: 'Sep 2026'."""
    return in_language(locale).month(month)


def fiscal_year_start(month: int, fiscal_start: int) -> int:
    """Return the first month of the fiscal year in which a month lies."""
    return month - (month - (fiscal_start - 1)) % 12


def choices(
    first_month: int,
    last_month: int,
    fiscal_start: int = 1,
    fiscal_label: FiscalLabel = "end",
    locale: str = "en",
) -> list[Period]:
    """Return every period offered: the newest of each kind, then all past ones, kind by kind.

    The newest three months stand first, whatever the quarters are. Each period lies within the months of the data,
    and what is offered once is offered for as long as the data hold it, under the same label.
    """
    calendar = Calendar(fiscal_start, fiscal_label, locale)
    months, threes, years, fiscal = (
        [period for last in range(last_month, first_month - 1, -1)
         if (period := closing(kind, last, calendar)).first >= first_month]
        for kind in _KINDS
    )  # fmt: skip
    quarters = [period for period in threes if is_quarter(period, fiscal_start)]
    whole = [period for period in fiscal if period.length == 12]
    everything = [stretch(first_month, last_month, locale)] if first_month < last_month else []
    newest = [period for kind in (threes, months, quarters, years, fiscal, whole) for period in kind[:1]]
    past = (months, quarters, whole, threes, years, fiscal)
    return list(dict.fromkeys((*newest, *everything, *chain.from_iterable(past))))


def is_quarter(period: Period, fiscal_start: int = 1) -> bool:
    """Whether three months are a quarter of the fiscal year, and so are called by its name."""
    return period.kind == "quarter" and (period.first - (fiscal_start - 1)) % 3 == 0


def stretch(first: int, last: int, locale: str = "en") -> Period:
    """Return any stretch of months as a period; a lone month goes by its own name."""
    ends = dict.fromkeys(month_label(month, locale) for month in (first, last))
    return Period("all", first, last, " to ".join(ends))


def opening(first: int, last: int, calendar: Calendar) -> Period:
    """Return the period at which data of these months open: the newest three of them, or the newest of fewer."""
    return closing("quarter" if last - first >= _LENGTHS["quarter"] - 1 else "month", last, calendar)


def closing(kind: Kind, last: int, calendar: Calendar) -> Period:
    """Return the period of a kind that ends with a month."""
    first = fiscal_year_start(last, calendar.fiscal_start) if kind == "fiscal" else last - _LENGTHS[kind] + 1
    return Period(kind, first, last, _label(kind, last, calendar))


def earlier(period: Period, against: Against, first_month: int, calendar: Calendar | None = None) -> Period | None:
    """Return what a period is compared with, None where the data do not reach back so far.

    ``year`` is the same months a year before, ``previous`` the stretch of equal length just before. A fiscal year
    to date is always compared with the same months of the year before: with others it would not be comparable.
    """
    back = 12 if against == "year" or period.kind == "fiscal" else period.length
    if period.first - back < first_month:
        return None
    return closing(period.kind, period.last - back, calendar or Calendar())


def _label(kind: Kind, last: int, calendar: Calendar) -> str:
    """Name a period; labels stand in addresses, so they are unique and do not change."""
    month = month_label(last, calendar.locale)
    if kind == "month":
        return month
    if kind == "year":
        return f"12 months to {month}"
    start = fiscal_year_start(last, calendar.fiscal_start)
    year = (start if calendar.fiscal_label == "start" else start + 11) // 12
    if kind == "fiscal":
        return f"FY{year}" if last == start + 11 else f"FY{year} to {month}"
    if (last + 1 - start) % 3:
        return in_language(calendar.locale).months(last - 2, last)
    prefix = "" if calendar.fiscal_start == 1 else "FY"
    return f"Q{(last - start) // 3 + 1} {prefix}{year}"
