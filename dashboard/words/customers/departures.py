"""Keeping customers, and why they left, as words."""

from __future__ import annotations

from dashboard.data.view import View
from dashboard.measures.customers.departures import Departures, Reason
from dashboard.measures.customers.renewals import Due
from dashboard.settings import Settings
from dashboard.words.customers.bucket import not_followed
from dashboard.words.digits import rounded
from dashboard.words.formats import Formats
from dashboard.words.plain import counted
from dashboard.words.revenue import per

KEPT, WHY = "Keeping", "Why customers left"
KEEPING = (
    "What was kept of the customers and of the revenue of twelve months ago, and of the contracts that fell due in the "
    "period. The two do not have the same denominator: most contracts are not due in any one period."
)
MEANING = (
    "Customers who brought revenue at the start of the period and none at its end, by the reason that was noted for "
    "them within a month of when they left. What they brought is their revenue at the start. A reason "
    "that was noted is what somebody wrote down, not a finding."
)
NOT_NOTED, OTHERS = "no reason noted", "other reasons"


def undecided(found: Due | None, settings: Settings) -> tuple[str, ...]:
    """Return what the renewal rates leave out: 'Of 3,337 renewals due, 12 (€98K a year) are not decided yet …'."""
    if found is None or not found.undecided:
        return ()
    formats = Formats.of(settings)
    due = counted(found.due, "renewal", settings.locale)
    return (
        f"Of {due} due in the period {formats.count(found.undecided)} ({formats.money(found.value_open)} a year) "
        f"{'is' if found.undecided == 1 else 'are'} not decided yet, and left out of both renewal rates.",
    )


def title(found: Departures | None, settings: Settings) -> str:
    """Return the finding: '“Competitor” is the reason noted for 28 % of the revenue that left'."""
    if found is None or not found.noted or not found.revenue:
        return WHY
    most = found.noted[0]
    share = Formats.of(settings).percent(most.revenue / found.revenue, 0)
    return f"“{most.name}” is the reason noted for {share} of the revenue that left"


def brought(settings: Settings) -> str:
    """Return what is drawn: 'revenue a month lost'."""
    return f"revenue {per(settings)} lost"


def subtitle(found: Departures | None, settings: Settings) -> str:
    """Return how many left, and for how many no reason is known: 'revenue a month of 517 customers who left; …'."""
    if found is None:
        return f"revenue {per(settings)} of those who left"
    without = sum(one.customers for one in found.reasons if one.name == "")
    left = f"revenue {per(settings)} of {counted(found.customers, 'customer', settings.locale)} who left"
    noted = f"; of {Formats.of(settings).count(without)} no reason is noted" if without else ""
    return f"{left}{noted}{'' if found.across else ' · its months added up'}"


def instead(found: Departures | None, view: View, settings: Settings) -> str:
    """Return what is said in place of the chart; nothing where there is one to draw."""
    if found is None:
        return not_followed(view)
    if not found.customers:
        return "No customer left."
    if found.customers < settings.least_n:
        few = counted(found.customers, "customer", settings.locale)
        return f"{few} left, fewer than the {settings.least_n} from which on reasons are told."
    return ""


def name(one: Reason) -> str:
    """Return a reason as it is read."""
    return OTHERS if one.name is None else one.name or NOT_NOTED


def label(one: Reason, settings: Settings) -> str:
    """Return what left for a reason: '€150K'."""
    return Formats.of(settings).money(rounded(one.revenue, 0))


def alternative(found: Departures | None, settings: Settings) -> str:
    """Return the chart for those who do not see it."""
    told = found.reasons if found else ()
    return ", ".join(
        f"{name(one)} {label(one, settings)}, {counted(one.customers, 'customer', settings.locale)}" for one in told
    )
