"""What staff say works or does not, as words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.data.registers.community import ANSWER_WITHIN
from dashboard.measures.people.signals import Counted, Heard
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.people.months import months_told
from dashboard.words.plain import capitalised, counted, listed

NAME = "What staff say, and whether they are answered"
MEANING = (
    "What staff raised as working or not, in the year that ends with the period, or in all of a longer one. In time: "
    f"answered within {ANSWER_WITHIN.days} days of being raised; counted are those whose day came in these months. "
    "Still waits: past that day, and without an answer by the end of the period, however long ago it was raised. "
    "What the answer was, and whether it helped, is not counted."
)
ORDER = "the least in time first"
MOST_RAISED = "the most often raised first"
LONGEST = "the longest first"
NOTHING_RAISED = "Nothing was raised or to be answered in these months."
WAITING = "Still waits for an answer"
NO_DEPARTMENT, NO_THEME = "no department", "no theme of customers"
BY_THEME = "What it is about, for customers"

BARRIERS: Mapping[str | None, str] = MappingProxyType({
    "operational": "operational", "cultural": "cultural", "technical": "technical", None: "kind not said",
})  # fmt: skip


def title(found: Heard, names: Mapping[str, str], settings: Settings) -> str:
    """Return the finding: '85 of 107 signals of staff were answered in time; Billing the least, 4 of 12'."""
    whole, least = found.whole, found.least
    if not whole.due:
        raised = counted(whole.raised, "signal", settings.locale)
        return f"{raised} of staff raised, none to be answered by then"
    said = f"{_of(whole.in_time, whole.due, settings)} of staff {_was(whole.due)} answered in time"
    if least is None:
        return said
    return f"{said}; {called(least.key, names)} the least, {least.in_time} of {least.due}"


def subtitle(found: Heard, settings: Settings) -> str:
    """Return of which months it is, how many were raised, and what stands below a year's numbers."""
    raised = counted(found.whole.raised, "signal", settings.locale)
    return f"{months_told(found.months, settings)} · {raised} raised"


def undated(found: Heard, settings: Settings) -> str:
    """Say of how many signals nobody knows when they were raised."""
    if not found.undated:
        return ""
    verbs = "has no date and is" if found.undated == 1 else "have no date and are"
    return f"{counted(found.undated, 'signal', settings.locale)} {verbs} left out."


def called(key: str | None, names: Mapping[str, str]) -> str:
    """Return the name of a department; its id where no register knows it."""
    return names.get(key or "", key or "") or NO_DEPARTMENT


def in_time(one: Counted) -> str:
    """Return how many were answered in time, of those to be answered in the year: '4 of 12'."""
    return f"{one.in_time} of {one.due}" if one.due else NOTHING


def lately(one: Counted, found: Heard) -> str:
    """Return the same of the period alone; nothing where the period is all of it."""
    return "" if found.months.alone or not one.due_lately else f"{one.in_time_lately} of {one.due_lately}"


def oldest(one: Counted, settings: Settings) -> str:
    """Return for how long the oldest has waited: 'the oldest 112 days'."""
    days = Formats.of(settings).days(one.oldest)
    return "" if not one.waits else days if one.waits == 1 else f"the oldest {days}"


def kinds(one: Counted) -> str:
    """Return how many are of which kind: '3 operational, 2 cultural'."""
    return ", ".join(f"{n} {BARRIERS[kind]}" for kind, n in one.barriers)


def by_barrier(found: Heard, settings: Settings) -> str:
    """Return the kinds of barriers of all that was raised: 'Of 107 signals raised, 55 were operational, …'."""
    raised = counted(found.whole.raised, "signal", settings.locale)
    parts = [f"{n} {_was(n)} {BARRIERS[kind]}" for kind, n in found.whole.barriers if kind]
    return f"Of {raised} raised, {listed(parts)}" if parts else raised


def about_themes(found: Heard, settings: Settings) -> str:
    """Return how much of what was raised belongs to a theme of customers: '80 of 107 signals belong to a theme …'."""
    of_themes = sum(one.raised for one in found.themes if one.key is not None)
    belongs = "belong" if found.whole.raised != 1 else "belongs"
    return f"{_of(of_themes, found.whole.raised, settings)} {belongs} to a theme of customers"


def waiting(found: Heard, settings: Settings) -> str:
    """Return how many still wait: '23 signals still wait for an answer, the oldest for 402 days'."""
    number = len(found.waiting)
    if not number:
        return capitalised("no signal waits past its day")
    days = Formats.of(settings).days(found.waiting[0][1])
    still = "still wait" if number != 1 else "still waits"
    oldest = f"the oldest for {days}" if number > 1 else f"for {days}"
    return f"{counted(number, 'signal', settings.locale)} {still} for an answer, {oldest}"


def _of(number: int, of: int, settings: Settings) -> str:
    """Return a part of a number of signals: '85 of 107 signals'."""
    return f"{Formats.of(settings).count(number)} of {counted(of, 'signal', settings.locale)}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
