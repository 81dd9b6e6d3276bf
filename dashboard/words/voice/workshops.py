"""Workshops on the voice of the customer, as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.measures.voice.workshops import Workshop, Workshops
from dashboard.periods import Period
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted, some

NAME = "Was the workshop held, and who came?"
MEANING = (
    "Workshops on the voice of the customer held in the year that ends with the period, or in all of a longer one: how "
    "many departments came, of those of which it is noted whether they did, and which did not. A department of which "
    "nobody noted it is counted neither as there nor as absent. What was decided there is not recorded."
)
ORDER = "the newest first"
NEVER = "No workshop on the voice of the customer is on record."
NOBODY_MISSED = "nobody"


def title(found: Workshops, period: Period, settings: Settings) -> str:
    """Return the finding: 'The workshop was held on 20 Nov 2026: 7 of 9 departments came'."""
    formats = Formats.of(settings)
    if not found.lately:
        when = found.held[0].held_on if found.held else found.before
        last = f"; the last was on {formats.day(when)}" if when is not None else ""
        return f"No workshop was held in {formats.months(period.first, period.last)}{last}"
    newest = found.lately[0]
    told = came(newest, settings)
    if len(found.lately) == 1:
        said = f"The workshop was held on {formats.day(newest.held_on)}"
        return f"{said}: {told} came" if newest.noted else f"{said}; who came is not noted"
    said = f"{counted(len(found.lately), 'workshop', settings.locale)} were held in "
    said += formats.months(period.first, period.last)
    return f"{said}; to the newest {told} came" if newest.noted else said


def subtitle(found: Workshops, settings: Settings) -> str:
    """Return of which months it is, and how many workshops there were: 'Dec 2025–Nov 2026 · 4 workshops'."""
    return f"{Formats.of(settings).months(found.first, found.last)} · " + counted(
        len(found.held), "workshop", settings.locale
    )


def came(one: Workshop, settings: Settings) -> str:
    """Return how many departments came: '7 of 9 departments'; nothing where it is noted of none."""
    return f"{len(one.came)} of {counted(one.noted, 'department', settings.locale)}" if one.noted else NOTHING


def missed(one: Workshop, names: Mapping[str, str]) -> str:
    """Return the departments that did not come: 'Finance and Legal'."""
    if not one.noted:
        return NOTHING
    return _named(one.missed, names) if one.missed else NOBODY_MISSED


def not_noted(one: Workshop, names: Mapping[str, str]) -> str:
    """Return the departments of which nobody noted whether they came: 'not noted of Sales'."""
    return f"not noted of {_named(one.not_noted, names)}" if one.not_noted else ""


def _named(departments: Iterable[str], names: Mapping[str, str]) -> str:
    return some(names.get(one, one) for one in departments)
