"""What became of customers to whom something was given at discretion, as words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.data.view import View
from dashboard.measures.people.conceded import FOLLOWED, GIVEN_OVER, Act, Conceded
from dashboard.settings import Settings
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import counted

NAME = "What became of customers to whom something was given"
MEANING = (
    "Customers of twelve months before the period's end who had a case in the three months until then, by whether "
    "something was given to them at discretion in these months. Told is the share of them who are customers still, as "
    "if each group were spread over segments, tenures and one or several cases as both together were. What had gone "
    "wrong, and how badly, is not held alike, and to whom something is given is not left to chance: evidence grade C, "
    "an association within like customers, not a trial."
)
GRADE = "Evidence grade C: an association within like customers with cases, not a trial."
STAYED = "still customers"
ACTS: Mapping[Act, str] = MappingProxyType({"given": "Given something", "not_given": "Given nothing"})


def title(found: Conceded, settings: Settings) -> str:
    """Return the finding: 'Customers with cases who were given something stayed 2.1 points more often than …'."""
    if found.given is None:
        return NAME
    if not found.clear:
        return (
            "No difference can be told between customers with cases who were given something and like ones who were not"
        )
    size = Formats.of(settings).points(100 * abs(found.given.value))
    more = "more" if found.given.value > 0 else "less"
    return f"Customers with cases who were given something stayed {size} {more} often than like ones who were not"


def subtitle(found: Conceded | None, settings: Settings) -> str:
    """Return who is followed: 'still customers in Oct 2026, by what they were given in Aug–Oct 2025, like for like'."""
    if found is None:
        return STAYED
    formats = Formats.of(settings)
    then = formats.months(found.base - GIVEN_OVER + 1, found.base)
    return f"{STAYED} in {formats.month(found.closing)} of those with a case in {then}, like for like, {INTERVAL}"


def instead(found: Conceded | None, view: View, settings: Settings) -> str:
    """Return what is said in place of the chart; nothing where there is one to draw."""
    if found is None:
        month = Formats.of(settings).month(view.period.last)
        return f"Customers with cases were not followed over the {FOLLOWED} months to {month}."
    if len(found.told) < len(ACTS):
        return f"Fewer than {settings.least_n} customers of each kind: too few to tell."
    return ""


def notes(found: Conceded, settings: Settings) -> tuple[str, ...]:
    """Return how large the difference is known to be, and the grade."""
    if found.given is None:
        return ()
    formats = Formats.of(settings)
    moved, low, high = (100 * end for end in (found.given.value, found.given.low, found.given.high))
    between = formats.around(moved, low, high, 1)
    return (
        f"Given something less given nothing: {formats.points(moved, signed=True)} ({INTERVAL} {between}).", GRADE,
    )  # fmt: skip


def alternative(found: Conceded | None, settings: Settings) -> str:
    """Return the chart for those who do not see it."""
    formats = Formats.of(settings)
    told = () if found is None else found.told
    return "; ".join(
        f"{ACTS[one.act]}: {formats.percent(one.kept.value)} "
        f"({formats.percents(one.kept.low, one.kept.high)}), {counted(one.customers, 'customer', settings.locale)}"
        for one in told
    )
