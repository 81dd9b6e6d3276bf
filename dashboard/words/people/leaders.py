"""Leaders at the front line and with customers, as words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.measures.people.leaders import Leaders, Met
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.people.months import months_told
from dashboard.words.plain import capitalised, counted, in_letters

NAME = "Leaders at the front line and with customers"
MEANING = (
    "How often leaders worked beside the front line (shadowing) or met customers, in the year that ends with the "
    "period, or in all of a longer one, as they wrote it down; when they did so last by its end, however long ago; and "
    "what they wrote down and set in motion there, of the times of which that is known. Reviews among themselves are "
    "told apart."
)
ORDER = "the longest ago first"
NOTHING_KNOWN = "No leader is on record as having met the front line or customers by the end of these months."
BY_LEADER = "By leader"
NEVER = "none on record"
NO_DEPARTMENT = "no department"


def title(found: Leaders, names: Mapping[str, str], settings: Settings) -> str:
    """Return the finding: 'Leaders met the front line or customers 96 times; those of Finance last 84 days before'."""
    times = counted(found.whole.times, "time", settings.locale)
    said = f"Leaders met the front line or customers {times if found.whole.times else 'at no time'}"
    departments = [one for one in found.departments if one.key]
    silent = [one for one in departments if not one.times]
    if len(silent) == 1:
        return f"{said}; none of {called(silent[0], names)} is on record"
    if silent:
        return f"{said}; of {in_letters(len(silent))} departments none is on record"
    first = departments[0].days(found.months.until) if len(departments) > 1 else None
    if first is None or first == departments[1].days(found.months.until):
        return said
    days = Formats.of(settings).days(first)
    return f"{said}; those of {called(departments[0], names)} last {days} before the end of the period"


def subtitle(found: Leaders, settings: Settings) -> str:
    """Return of which months it is, and what stands below a year's numbers."""
    return months_told(found.months, settings)


def called(one: Met, names: Mapping[str, str]) -> str:
    """Return the name of a department; its id where no register knows it."""
    return names.get(one.key or "") or one.key or NO_DEPARTMENT


def lately(one: Met, found: Leaders) -> str:
    """Return how often it was in the period alone; nothing where the period is all of it."""
    return "" if found.months.alone or not one.lately else str(one.lately)


def ago(one: Met, found: Leaders, settings: Settings) -> str:
    """Return how long before the end of the period the last one was: '12 days before'."""
    days = one.days(found.months.until)
    if days is None:
        return ""
    return "on the last day" if days == 0 else f"{Formats.of(settings).days(days)} before"


def of_known(number: int, known: int, one: Met, settings: Settings) -> tuple[str, str]:
    """Return what came of it, and in how many times that is known where that is not all: '31', 'of 9 of 11 times'."""
    if not known:
        return NOTHING, ""
    formats = Formats.of(settings)
    return formats.count(number), "" if known == one.times else f"of {known} of {one.times} times"


def by_leader(found: Leaders, settings: Settings) -> str:
    """Return how many leaders are on record: '10 leaders, 96 times'."""
    leaders = counted(len(found.leaders), "leader", settings.locale)
    return capitalised(f"{leaders}, {counted(found.whole.times, 'time', settings.locale)}")
