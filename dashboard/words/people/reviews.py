"""Reviews of the customer's experience, held against planned, as words."""

from __future__ import annotations

from dashboard.measures.people.leaders import Held, Leaders
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING
from dashboard.words.people.months import months_told
from dashboard.words.plain import counted

NAME = "Reviews of the customer's experience, held against planned"
MEANING = (
    "Reviews of the customer's experience that leaders held in the year that ends with the period, or in all of a "
    "longer one, and how many of those of which it is known had been planned. Planned for later: those whose day comes "
    "after the end of the period."
)
ORDER = "the fewest first"
NEVER = "none on record"
NO_DEPARTMENT = "no department"


def title(held: Held, settings: Settings) -> str:
    """Return the finding: 'Leaders held 90 reviews of the customer's experience, 63 of them planned'."""
    if not held.held:
        return "Leaders held no review of the customer's experience that is on record"
    reviews = counted(held.held, "review", settings.locale)
    said = f"Leaders held {reviews} of the customer's experience"
    if not held.told:
        return said
    known = "" if held.told == held.held else f" of {held.told} of which that is known"
    return f"{said}, {held.planned or 'none'} of them planned{known}"


def subtitle(found: Leaders, settings: Settings) -> str:
    """Return of which months it is, and what stands below a year's numbers."""
    return months_told(found.months, settings)


def not_known(held: Held) -> str:
    """Say what a register of reviews that took place, or are to, cannot tell."""
    return (
        "Planned ones that did not take place are on no record: how many there were is not known." if held.told else ""
    )


def lately(one: Held, found: Leaders) -> str:
    """Return how many were held in the period alone; nothing where the period is all of it."""
    return "" if found.months.alone or not one.lately else str(one.lately)


def planned(one: Held) -> str:
    """Return how many were planned, of those of which that is known: '7 of 9'."""
    return f"{one.planned} of {one.told}" if one.told else NOTHING
