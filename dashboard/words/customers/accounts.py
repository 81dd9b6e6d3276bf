"""The largest customers as words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dashboard.data.registers import Account, SponsoredAccount
from dashboard.data.view import View
from dashboard.measures.customers.accounts import DETRACTOR, SOON, Largest, unhappy
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import capitalised, counted, days, in_letters
from dashboard.words.revenue import months_of_revenue

NAME = "The largest customers"
MEANING = (
    "The customers who brought most over the last twelve complete months, as of the snapshot's day: whatever the "
    "period, and following region and segment as they are today. The change is on the twelve months before. The score "
    "is the last answer of a relationship survey, 0 to 10. A case is open that was neither resolved nor given up. "
    f"Renewals within {SOON} days are called near. Shares are of what all customers brought, not only those listed."
)
ORDER = "by revenue of twelve months, the largest first"
NO_SPONSOR = "none"
MORE = "The next largest"


def title(found: Largest, shown: int, settings: Settings) -> str:
    """Return the finding: 'Two of the ten largest customers renew within 90 days with an open case and no sponsor'."""
    listed, soon = found.first(shown), found.soon(shown)
    for which, told in _TROUBLES:
        if number := sum(map(which, soon)):
            return f"{_of(number, listed)} {_verb(number, 'renew')} within {SOON} days {told}"
    if soon:
        return f"{_of(len(soon), listed)} {_verb(len(soon), 'renew')} within {SOON} days"
    detractors = sum(map(unhappy, listed))
    if detractors:
        return f"{_of(detractors, listed)} scored 0 to {DETRACTOR} when last asked"
    if found.customers <= len(listed):
        return "All customers here, by what they bring"
    share = Formats.of(settings).percent(found.share(shown))
    return f"{_whole(listed)} {_verb(len(listed), 'bring')} {share} of revenue"


def subtitle(found: Largest, shown: int, view: View, company: str, settings: Settings) -> str:
    """Return whom it is about, as of when, and what part of the whole the listed bring."""
    formats, listed = Formats.of(settings), found.first(shown)
    parts = [
        figures.scope(view, company),
        f"as of {formats.day(found.day)}, whatever the period",
        f"revenue of 12 months to {formats.month(found.last_month)}",
    ]
    if found.customers > len(listed):
        parts.append(f"together {formats.percent(found.share(shown))} of what all customers here brought")
    return " · ".join(parts)


def nobody(found: Largest, settings: Settings) -> str:
    """Return what is said where no customer brought anything."""
    return f"No customer here brought anything in the 12 months to {Formats.of(settings).month(found.last_month)}."


def more(found: Largest, shown: int, settings: Settings) -> str:
    """Return what the fold of the others holds: '40 more, 16.2 % of revenue with those above'."""
    formats = Formats.of(settings)
    others, all_listed = len(found.accounts) - shown, len(found.accounts)
    return f"{formats.count(others)} more; with those above {formats.percent(found.share(all_listed))} of revenue"


def change(one: Account, settings: Settings) -> str:
    """Return how the value changed on the year before: '+14.5 %', 'nothing …'; nothing at all where nobody knows."""
    if one.from_nothing:
        return "nothing the year before"
    return "" if one.growth is None else Formats.of(settings).percent(one.growth, signed=True)


def gone(one: Account, found: Largest, settings: Settings) -> str:
    """Return that a customer has left, or brings nothing any more."""
    formats = Formats.of(settings)
    if one.churned_on is not None:
        return f"left {formats.day(one.churned_on)}"
    silent = months_of_revenue(settings)
    last = one.last_paid_month
    return "" if last is None or last > found.last_month - silent else f"nothing since {formats.month(last)}"


def cases(one: Account, found: Largest, settings: Settings) -> tuple[str, str]:
    """Return how many cases are open, and for how long the oldest: '2 open', 'the oldest for 41 days'."""
    if one.open_cases is None:
        return NOTHING, ""
    since = one.oldest_case_on
    age = "" if since is None else days((found.day - since).days, settings.locale)
    told = f"{'the oldest ' if one.open_cases > 1 else ''}for {age}" if age else ""
    return (f"{Formats.of(settings).count(one.open_cases)} open" if one.open_cases else "none open"), told


def sponsor(one: Account, department: str, settings: Settings) -> str:
    """Return of which department a sponsor is, and what is still to be done: 'Sales · 5 open actions'."""
    actions = "" if not one.open_actions else counted(one.open_actions, "open action", settings.locale)
    return " · ".join(filter(None, (department, actions)))


def until(one: Account | SponsoredAccount, day: date, settings: Settings) -> str:
    """Return how far off a renewal is, and what it is worth: 'in 64 days · €685K'."""
    if one.renews_on is None:
        return ""
    left = (one.renews_on - day).days
    passed = days(abs(left), settings.locale)
    when = f"in {passed}" if left > 0 else f"{passed} ago" if left else "today"
    worth = "" if one.value_due is None else Formats.of(settings).money(one.value_due)
    return " · ".join(filter(None, (when, worth)))


def last_renewal(one: Account | SponsoredAccount, day: date, settings: Settings) -> str:
    """Return what of the last renewal must be known: that it was lost, or that nobody says what came of it."""
    since = one.undecided_since(day)
    if since is not None:
        return f"undecided since {Formats.of(settings).day(since)}"
    return "the last one was lost" if one.last_outcome == "lost" else ""


def value(settings: Settings) -> str:
    """Return what the value is called."""
    return "Bought, 12 months" if settings.revenue_kind == "sales" else "Revenue, 12 months"


_TROUBLES: tuple[tuple[Callable[[Account], bool], str], ...] = (
    (lambda one: one.has_open_case and one.unsponsored, "with an open case and no sponsor"),
    (lambda one: one.has_open_case, "with an open case"),
    (lambda one: one.unsponsored, "without a sponsor"),
    (unhappy, f"and scored 0 to {DETRACTOR} when last asked"),
)
"""What makes a near renewal worth naming, the worst first."""


def _of(number: int, listed: Sequence[Account]) -> str:
    if len(listed) == 1:
        return "The largest customer"
    return f"{capitalised(in_letters(number))} of {_whole(listed).lower()}"


def _whole(listed: Sequence[Account]) -> str:
    return "The largest customer" if len(listed) == 1 else f"The {in_letters(len(listed))} largest customers"


def _verb(number: int, verb: str) -> str:
    return f"{verb}s" if number == 1 else verb
