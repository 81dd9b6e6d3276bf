"""Empowerment as words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from dashboard.data.view import View
from dashboard.measures.people.empowerment import Acts, Empowered
from dashboard.measures.people.months import year_of
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted

NAME = "Empowerment: what staff give at their own discretion"
MEANING = (
    "Discounts, refunds and whatever else staff gave to customers at discretion in the year that ends with the period, "
    "or in all of a longer one, in the customers' places: how many without asking for approval, of those of which that "
    "is known; how many to a thousand cases of the department; what they came to, and on average. Far above the rest: "
    "an amount that lies more than 2.2 times as far above the middle half of all amounts as that is wide, in "
    "doublings. What is large may be right; it is worth a look, and no more is said."
)
ORDER = "the least without approval first"
MOST = "the most often first"
BY_KIND = "What was given"
NOTHING_GIVEN = "Nothing was given at discretion here in these months."
NO_DEPARTMENT = "no department"


def title(found: Empowered, names: Mapping[str, str], settings: Settings) -> str:
    """Return the finding: '640 of 1,020 acts at discretion needed no approval; in Billing the least, 20 of 98'."""
    whole, least = found.whole, found.least
    if not whole.told:
        return f"{_acts(whole.n, settings)}, and whether they needed approval is not known"
    needed = f"{of(whole, settings)} {'act' if whole.told == 1 else 'acts'} at discretion needed no approval"
    if least is None:
        return needed
    return f"{needed}; in {called(least, names)} the least, {of(least, settings)}"


def subtitle(found: Empowered | None, view: View, company: str, settings: Settings) -> str:
    """Return whom and when it is about, how many acts, and what they came to."""
    said = [figures.scope(view, company), Formats.of(settings).months(*year_of(view))]
    if found is not None and found.whole.n:
        said += [_acts(found.whole.n, settings), *filter(None, (amount(found.whole, settings),))]
    return " · ".join(said)


def notes(found: Empowered, settings: Settings) -> tuple[str, ...]:
    """Say what lies far above the rest, and of how many an amount is not known."""
    whole, formats = found.whole, Formats.of(settings)
    said = []
    if math.isfinite(found.above):
        share = formats.percent(whole.in_large / whole.amount) if whole.amount else NOTHING
        lie = "lies" if whole.large == 1 else "lie"
        told = f"{counted(whole.large, 'act', settings.locale)} {lie} far above the rest, at more than "
        more = f", and {'makes' if whole.large == 1 else 'make'} up {share} of the amount" if whole.large else ""
        said.append(f"{told if whole.large else 'No act lies far above the rest, at more than '}"
                    f"{formats.money(found.above)}{more}.")  # fmt: skip
    unknown = whole.n - whole.valued
    if unknown:
        said.append(f"Of {counted(unknown, 'act', settings.locale)} the amount is not known.")
    return tuple(said)


def called(one: Acts, names: Mapping[str, str]) -> str:
    """Return the name of a department; its id where no register knows it."""
    return names.get(one.key or "") or one.key or NO_DEPARTMENT


def of(one: Acts, settings: Settings) -> str:
    """Return how many needed no approval, of those of which that is known: '640 of 1,020'."""
    formats = Formats.of(settings)
    return f"{formats.count(one.alone)} of {formats.count(one.told)}" if one.told else NOTHING


def amount(one: Acts, settings: Settings) -> str:
    """Return what acts came to; nothing where no amount is known."""
    return Formats.of(settings).money(one.amount) if one.valued else ""


def each(one: Acts, settings: Settings) -> str:
    """Return what one is worth on average."""
    return Formats.of(settings).money(one.each)


def per_thousand(one: Acts, settings: Settings) -> str:
    """Return how many there are to a thousand cases: '34.6'."""
    return Formats.of(settings).number(one.per_thousand, 1)


def large(one: Acts, settings: Settings) -> tuple[str, str]:
    """Return how many lie far above the rest, and what part of the amount they make up: '3', '14 % of the amount'."""
    formats = Formats.of(settings)
    part = f"{formats.percent(one.in_large / one.amount, 0)} of the amount" if one.large and one.amount else ""
    return formats.count(one.large), part


def by_kind(found: Sequence[Acts], settings: Settings) -> str:
    """Return what was given the most often: 'Most often given: refund, 210 times'."""
    times = counted(found[0].n, "time", settings.locale)
    return f"Most often given: {found[0].key}, {times}"


def _acts(number: int, settings: Settings) -> str:
    return f"{counted(number, 'act', settings.locale)} at discretion"
