"""Load as words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.measures.programme.load import HEADS, YEAR, Held, Load
from dashboard.periods import month_of
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted

NAME = "Load"
MEANING = (
    "Tasks that were still to be done at the end of the period: made by then, not cancelled, not done. Heads are "
    "as kept today. Without aim: they serve no objective and no theme. Most on one: those of the owner "
    "in the department who holds most. Made in the period: of the tasks of which somebody says whether they keep "
    "things from going wrong, those that do; the others put out fires."
)
ORDER = "most open first"
OVER_TIME = "Open tasks at each month's end"
NOBODY, NO_OWNER = "no department", "no owner"
BY_OWNER = "By owner"
PER_HEADS = f"Per {HEADS} heads"
NO_TASKS = "No task is open, and none was made in the period."


def title(found: Load, names: Mapping[str, str], settings: Settings) -> str:
    """Return the finding: '47 tasks are open, 41 a year before; Support holds most: 9'."""
    whole = found.whole.open
    said = f"{counted(whole, 'task', settings.locale)} {'is' if whole == 1 else 'are'} open{_since(found, settings)}"
    first = found.departments[:2]
    alone = len(first) == 2 and first[0].open > first[1].open
    return f"{said}; {names.get(first[0].key, first[0].key) or NOBODY} holds most: {first[0].open}" if alone else said


def _since(found: Load, settings: Settings) -> str:
    now, before = found.whole.open, dict(found.months).get(month_of(found.until) - YEAR)
    if before is None:
        return ""
    if now == before:
        return ", as many as a year before"
    return f", {Formats.of(settings).count(before)} a year before"


def over_time(found: Load, settings: Settings) -> str:
    """Return how many tasks were open at both ends: 'Open tasks: 24 at the end of Oct 2025, 52 at that of Oct 2026'.

    Of more between, when they were most.
    """
    formats, ((first, then), *_, (last, now)) = Formats.of(settings), found.months
    month, most = max(found.months, key=lambda one: one[1])
    between = f"; most in {formats.month(month)}: {formats.count(most)}" if most > max(then, now) else ""
    return (
        f"Open tasks: {formats.count(then)} at the end of {formats.month(first)}, "
        f"{formats.count(now)} at that of {formats.month(last)}{between}"
    )


def subtitle(found: Load, settings: Settings) -> str:
    """Return of when it is, and what of the open tasks nobody answers for or needs."""
    whole = found.whole
    unowned = f"{whole.unowned or 'none'} without an owner"
    aimless = (
        f"{whole.aimless or 'none'} without an objective or theme" if found.aims else "no task says what it serves"
    )
    return " · ".join((f"as of {Formats.of(settings).day(found.until)}", unowned, aimless))


def prevents(one: Held) -> str:
    """Return how many of the tasks made prevent: '5 of 12 prevent'."""
    if not one.told:
        return "not told" if one.made else "none made"
    return f"{one.preventive} of {one.told} prevent"


def per_heads(one: Held, settings: Settings) -> str:
    """Return the open tasks for a hundred heads: '3.1'; '–' where the headcount is not known."""
    return Formats.of(settings).number(HEADS * one.open / one.heads, 1) if one.heads else NOTHING


def made(found: Load, months: str) -> str:
    """Return how much of the work made in the period prevents: 'Of 12 tasks made Aug–Oct 2026 5 prevent, 7 put …'."""
    whole = found.whole
    if not whole.made:
        return ""
    if not whole.told:
        return f"Of no task made {months} is told whether it prevents."
    fires = whole.told - whole.preventive
    return f"Of {whole.told} tasks made {months}, {whole.preventive} prevent and {fires} put out fires."


def idle(number: int, settings: Settings) -> str:
    """Return how many departments are not listed: '6 departments have no open task and made none in the period.'"""
    if not number:
        return ""
    said = counted(number, "department", settings.locale)
    return f"{said} {'has' if number == 1 else 'have'} no open task and made none in the period."


def owners(found: Load, settings: Settings) -> str:
    """Return how many people hold how much: '23 people hold 45 tasks'."""
    held = [one.open for one in found.owners if one.key]
    people = "1 person holds" if len(held) == 1 else f"{len(held)} people hold"
    return f"{people} {counted(sum(held), 'task', settings.locale)}"
