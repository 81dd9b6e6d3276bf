"""The cross-LOB community as words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.measures.programme.community import Came, Community
from dashboard.periods import Period
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import capitalised, counted, in_letters

NAME = "The cross-LOB community"
MEANING = (
    "Sessions held in the year that ends with the period, or in all of a longer one: to how many a department came, of "
    "those to which it was asked. Never: it was asked in that time, and came to none. Last told: the newest workshop "
    "on the voice of the customer that it came to, however long ago."
)
ORDER = "who came least first"
LAST_TOLD = "Last told"
NEVER = "never"
NOBODY = "no department"
NOTHING_HELD = "No session was held in these months."

KINDS: Mapping[str, str] = MappingProxyType({
    "community": "Community", "voc_workshop": "Customer's voice", "journey_mapping": "Journey mapping",
    "project": "Project teams", "all_hands": "All hands",
})  # fmt: skip
_SESSIONS: Mapping[str, str] = MappingProxyType({
    "community": "the community", "voc_workshop": "the workshops on the customer's voice",
    "journey_mapping": "the mapping of journeys", "project": "project teams", "all_hands": "all hands",
})  # fmt: skip


def title(found: Community, names: Mapping[str, str]) -> str:
    """Return the finding: 'Platform came to none of 12 sessions of the community'; else that each came to something."""
    for kind, _ in found.held:
        never = found.never(kind)
        if len(never) == 1:
            name, asked = names.get(never[0].department_id, never[0].department_id) or NOBODY, never[0].to(kind).asked
            missed = f"none of {asked} sessions" if asked > 1 else "the one session"
            return f"{name} {'came to' if asked > 1 else 'missed'} {missed} of {_SESSIONS[kind]}"
        if never:
            one = all(each.to(kind).asked == 1 for each in never)
            missed = "missed the one session" if one else "came to no session"
            return f"{capitalised(in_letters(len(never)))} departments {missed} of {_SESSIONS[kind]}"
    return "Every department came to each kind of session to which it was asked"


def subtitle(found: Community, period: Period, settings: Settings) -> str:
    """Return of which months it is, how many sessions there were, and what stands below a year's numbers."""
    formats = Formats.of(settings)
    sessions = counted(sum(held for _, held in found.held), "session", settings.locale)
    below = "" if _of_all(found, period) else f", below: {formats.months(period.first, period.last)}"
    return f"{formats.months(found.first, found.last)}{below} · {sessions}"


def came(one: Came) -> str:
    """Return to how many sessions of those to which it was asked a department came: '10 of 12'."""
    return f"{one.came} of {one.asked}" if one.asked else NOTHING


def lately(one: Came, found: Community, period: Period) -> str:
    """Return the same of the period alone; nothing where the period is all of it."""
    return "" if _of_all(found, period) or not one.asked_lately else f"{one.came_lately} of {one.asked_lately}"


def _of_all(found: Community, period: Period) -> bool:
    return found.first == period.first
