"""The CX lead's mandate, and what came of it, as words."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from dashboard.data.registers import Decision
from dashboard.measures.programme.mandate import Asked, Mandate
from dashboard.settings import CxLead, Settings
from dashboard.words.formats import Formats
from dashboard.words.plain import counted, days

NAME = "The mandate and what came of it"
MEANING = (
    "What the CX lead asked of the departments up to the day of the data, changes and data apart, and what they "
    "answered. It waits where it was neither accepted nor declined; how long is told from the day on which it was "
    "raised. The mandate is as the settings tell it."
)
NOT_SET = "Who leads customer experience, and with what mandate, is not set: fill in [cx_lead] in northstar.toml."
LEAD = "The mandate"
OUTCOMES = ("accepted", "declined", "undecided")
ORDER = "most undecided first"
OLDEST = "the oldest first"
NOTHING_ASKED = "Nothing was asked of these departments."
NOBODY = "no department"

LONG = 90
"""Days from which on a request that waits is named."""


def lead(told: CxLead, settings: Settings) -> str:
    """Return what the settings tell of the CX lead: 'Ana Li, Chief Customer Officer, reports to …; €1.40M a year'."""
    formats = Formats.of(settings)
    person = ", ".join(filter(None, (told.name, told.role, told.reports_to and f"reports to {told.reports_to}")))
    staff = told.staff is not None and formats.number(told.staff, 0 if told.staff == int(told.staff) else 1)
    parts = (
        person,
        f"budget {formats.money(told.budget)} a year" if told.budget is not None else "",
        f"staff of {staff}" if staff else "",
    )
    return f"{'; '.join(filter(None, parts))}." if told.described else NOT_SET


def title(found: Mandate, settings: Settings) -> str:
    """Return the finding: '28 of 46 requests were accepted, 10 declined; 8 wait, the oldest for 412 days'."""
    accepted, declined, undecided = (sum(getattr(one, name) for one in found.asked) for name in OUTCOMES)
    whole = counted(accepted + declined + undecided, "request", settings.locale)
    waits = f"; {undecided} {'waits' if undecided == 1 else 'wait'}" if undecided else ""
    oldest = f", the oldest for {days(found.waiting[0][0], settings.locale)}" if found.waiting else ""
    return f"{accepted} of {whole} {'was' if accepted == 1 else 'were'} accepted, {declined} declined{waits}{oldest}"


def outcomes(one: Asked | None) -> str:
    """Return what came of what was asked: '5 accepted, 2 declined, 1 undecided'; 'none' where nothing was."""
    if one is None:
        return "none"
    return ", ".join(f"{getattr(one, name)} {name}" for name in OUTCOMES if getattr(one, name))


def waits(found: Sequence[int], settings: Settings) -> tuple[str, str]:
    """Return for how long requests have waited in the middle, and the oldest of them; nothing where none waits."""
    if not found:
        return "", ""
    if len(found) == 1:
        return days(found[0], settings.locale), ""
    return days(
        round(median(found)), settings.locale
    ), f"median of {len(found)}, oldest {days(max(found), settings.locale)}"


def long_title(waited: Sequence[int], settings: Settings) -> str:
    """Return how many requests have waited for long: 'Undecided for more than 90 days: 6 requests, the oldest …'."""
    said = f"Undecided for more than {LONG} days: {counted(len(waited), 'request', settings.locale)}"
    return f"{said}, the oldest for {days(max(waited), settings.locale)}" if len(waited) > 1 else said


def answered(taken: Decision, settings: Settings) -> str:
    """Return what was decided about a request otherwise: 'Put it off to the next budget, 20 Nov 2026'."""
    on = "" if taken.decided_on is None else f", {Formats.of(settings).day(taken.decided_on)}"
    return f"{taken.choice}{on}"
