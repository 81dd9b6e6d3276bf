"""The unified view of the customer as words."""

from __future__ import annotations

import math
from datetime import date

from dashboard.data.registers import SourceSystem
from dashboard.data.view import View
from dashboard.measures.accounts.unified import Matches, Systems
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import capitalised, counted, days, in_letters

NAME = "The unified view of the customer"
MEANING = (
    "Each system that holds records of customers: how many of its records are matched to a customer whom all systems "
    "know, how many are there twice, and when it was last loaded, as the company keeps it. A customer may have a "
    "record in each, so records of several systems are more than customers. Duplicates are counted by whoever matches "
    "them; where nobody does, none is told."
)
ORDER = "the least matched first"
NONE = "No system is named."

REVENUE = "Revenue of no known customer"
REVENUE_MEANING = (
    "Revenue of the period whose customer is not named, or of whom the customers' table has no record. It counts in "
    "what is told of revenue by its own region and segment, and in nothing that is told of customers. A row is a "
    "customer's month."
)
TITLE_OF_FACTS = "What is known of it"


def title(found: Systems, settings: Settings) -> str:
    """Return the finding: 'Of all records 93.2 % are matched; Partner portal was last loaded 6 days ago'."""
    formats, oldest = Formats.of(settings), found.oldest
    if len(found.systems) == 1:
        parts = [f"{found.systems[0].system} matches {_share(found.systems[0].matched, formats)} of its records"]
    elif found.known:
        least, most = found.known[0], found.known[-1]
        parts = [f"Systems match {formats.percents(least.matched or 0, most.matched or 0)} of their records"]
        if least.matched == most.matched:
            parts = [f"Systems match {_share(least.matched, formats)} of their records"]
    else:
        parts = [f"{capitalised(in_letters(len(found.systems)))} systems hold records of customers"]
    age = None if oldest is None else oldest.age(found.day)
    if oldest is not None and age:
        parts.append(f"{oldest.system} was last loaded {days(age, settings.locale)} ago")
    return "; ".join(parts)


def subtitle(found: Systems, view: View, settings: Settings) -> str:
    """Return of when it is, how many records there are, and that it follows no filter."""
    formats = Formats.of(settings)
    whole = figures.WHOLE_COMPANY if view.filtered else ""
    records = ""
    if len(found.known) > 1 and found.records:
        of = f"{counted(found.records, 'record', settings.locale)} of {in_letters(len(found.known))} systems"
        records = f"{formats.percent(found.matched)} of {of} matched"
    return " · ".join(filter(None, (whole, records, f"as of {formats.day(found.day)}")))


def matched(one: SourceSystem, settings: Settings) -> tuple[str, str]:
    """Return what part of a system's records is matched, and of how many: '98.5 %', 'of 12,000'."""
    formats = Formats.of(settings)
    of = "" if one.customers_total is None else f"of {counted(one.customers_total, 'record', settings.locale)}"
    return _share(one.matched, formats), of


def twice(one: SourceSystem, settings: Settings) -> tuple[str, str]:
    """Return how many records are there twice, and what part of all that is."""
    if one.duplicates is None:
        return NOTHING, "not counted"
    formats, share = Formats.of(settings), one.twice
    return formats.count(one.duplicates), "" if share is None else formats.percent(share)


def loaded(one: SourceSystem, day: date, settings: Settings) -> tuple[str, str]:
    """Return when a system was last loaded, and how long ago that was."""
    age = one.age(day)
    if one.last_loaded_on is None or age is None:
        return NOTHING, "not known"
    return Formats.of(settings).day(one.last_loaded_on), f"{days(age, settings.locale)} ago" if age else "today"


def _share(share: float | None, formats: Formats) -> str:
    return NOTHING if share is None else formats.percent(share)


def revenue_title(found: Matches, settings: Settings) -> str:
    """Return the finding: 'All revenue is of known customers', '0.4 % of revenue is of no known customer'."""
    if not found.unmatched:
        return "All revenue is of known customers"
    if math.isnan(found.share):
        rows = counted(found.unmatched, "row", settings.locale)
        return f"{rows} of revenue {'names' if found.unmatched == 1 else 'name'} no known customer"
    formats = Formats.of(settings)
    share = formats.percent(found.share)
    return f"{formats.money(found.unmatched_revenue)} of revenue ({share}) is of no known customer"


def revenue_subtitle(found: Matches | None, view: View, company: str, settings: Settings) -> str:
    """Return whom it is about, of when, and of how many rows."""
    n = "" if found is None else counted(found.n, "row", settings.locale) + " of revenue"
    return " · ".join(filter(None, (figures.scope(view, company), view.period.label, n)))


def no_revenue(view: View) -> str:
    """Return what is said where there is no revenue."""
    return f"No revenue is recorded here in {view.period.label}."


def revenue_facts(found: Matches, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return what is known of it, name by name."""
    formats = Formats.of(settings)
    return (
        ("Revenue of the period", formats.money(found.revenue)),
        ("Of no known customer", formats.money(found.unmatched_revenue)),
        ("Rows of no known customer", f"{formats.count(found.unmatched)} of {formats.count(found.n)}"),
    )
