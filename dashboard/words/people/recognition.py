"""What people are recognised for, as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.measures.people.recognition import Praise, Recognised
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.people.months import months_told
from dashboard.words.plain import capitalised, counted, some

NAME = "Recognition, and how much of it is for customers"
MEANING = (
    "Praise and rewards that were written down in the year that ends with the period, or in all of a longer one: how "
    "many were for something done for customers, of those of which that is known, in all, in a set form (formal) and "
    "by the way (informal). Praise that nobody writes down is not counted."
)
ORDER = "the least for customers first"
MOST = "the most often first"
NOTHING_GIVEN = "No recognition is on record in these months."
BY_LEVEL, FOR_WHAT = "By level", "What it was for"
NO_DEPARTMENT, NO_LEVEL, NO_REASON = "no department", "level not said", "not said"

LEVELS: Mapping[str, str] = MappingProxyType({
    "staff": "Staff", "manager": "Managers", "executive": "Executives",
})  # fmt: skip


def title(found: Recognised, settings: Settings) -> str:
    """Return the finding.

    '149 of 320 recognitions were for something done for customers; 110 of 190 in departments that face them, 39 of 130
    in the others'.
    """
    whole = found.whole
    if not whole.known:
        return f"{recognitions(whole.unknown, settings)}, and for whom is not said"
    were = "was" if whole.known == 1 else "were"
    part = Formats.of(settings).count(whole.customers)
    said = f"{part} of {recognitions(whole.known, settings)} {were} for something done for customers"
    if not (found.facing and found.others and found.facing.known and found.others.known):
        return said
    return f"{said}; {share(found.facing)} in departments that face them, {share(found.others)} in the others"


def subtitle(found: Recognised, settings: Settings) -> str:
    """Return of which months it is, how many there were, and what stands below a year's numbers."""
    given = found.whole.known + found.whole.unknown
    return f"{months_told(found.months, settings)} · {recognitions(given, settings)}"


def recognitions(number: int, settings: Settings) -> str:
    """Return a number of recognitions: '320 recognitions'."""
    return counted(number, "recognition", settings.locale)


def notes(found: Recognised, names: Mapping[str, str], settings: Settings) -> tuple[str, ...]:
    """Say of how many nobody knows for whom or when they were, and in which departments none is on record."""
    unknown = f"Of {recognitions(found.whole.unknown, settings)} it is not said for whom." if found.whole.known else ""
    verbs = "has no date and is" if found.undated == 1 else "have no date and are"
    undated = f"{recognitions(found.undated, settings)} {verbs} left out."
    silent = f"No recognition is on record in {some(names.get(one) or one for one in found.silent)}."
    return tuple(
        said
        for said, so in ((unknown, found.whole.unknown), (undated, found.undated), (silent, found.silent))
        if so and said
    )


def share(one: Praise) -> str:
    """Return how many were for customers, of those of which that is known: '12 of 25'."""
    return of(one.customers, one.known)


def lately(one: Praise, found: Recognised) -> str:
    """Return the same of the period alone; nothing where the period is all of it."""
    return "" if found.months.alone or not one.lately[1] else of(*one.lately)


def of(part: int, whole: int) -> str:
    """Return a part of a whole, a dash where there is no whole."""
    return f"{part} of {whole}" if whole else NOTHING


def by_level(found: Sequence[Praise]) -> str:
    """Return how it is by level: 'For customers: 90 of 200 of staff, 12 of 40 of managers'."""
    said = ", ".join(f"{share(one)} of {called(one).lower()}" for one in found if one.known and one.key)
    return f"For customers: {said}" if said else BY_LEVEL


def called(one: Praise) -> str:
    """Return what a level is called."""
    return LEVELS.get(one.key or "", one.key or "") or capitalised(NO_LEVEL)


def for_what(found: Sequence[Praise], settings: Settings) -> str:
    """Return what people are recognised for the most: 'Most often recognised: Found the cause, 60 times'."""
    named = [one for one in found if one.key]
    if not named:
        return FOR_WHAT
    times = counted(named[0].known + named[0].unknown, "time", settings.locale)
    return f"Most often recognised: “{named[0].key}”, {times}"
