"""The sponsored accounts as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dashboard.blocks import Tone
from dashboard.data.registers import SponsoredAccount
from dashboard.data.registers.accounts import A_WEEK, Reviewed
from dashboard.data.view import View
from dashboard.measures.accounts.sponsored import Sponsored, Team
from dashboard.measures.customers.accounts import SOON
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import capitalised, counted, days, in_letters, listed, some

NAME = "Sponsored accounts"
MEANING = (
    "Every account that has a sponsor, as of the snapshot's day: whatever the period, and following region and segment "
    f"as they are today. A review is overdue where none was held in the last {A_WEEK} days; of an account sponsored "
    "for less than that it is not due yet. Of a team those departments are missing that deal with customers by the "
    "register of departments; the sponsor's own counts as there. Where no team is recorded, none is told as missing. "
    f"The score is the last answer of a relationship survey, 0 to 10. Renewals within {SOON} days are called near."
)
ORDER = "without a review the longest first, then by renewal"
NONE = "No account here has a sponsor."
MORE = "The other sponsored accounts"
NO_TEAM = "no team recorded"
WHICH = "which"
TEAMS = "Departments on the teams"
TEAMS_MEANING = (
    "How many of the teams of sponsored accounts have each department that deals with customers, of the accounts of "
    "which a team is recorded and that are still customers."
)
TEAMS_ORDER = "missing most often first"

WORDS: Mapping[Reviewed, str] = MappingProxyType({
    "held": "Reviewed", "overdue": "Overdue", "never": "Never reviewed", "begun": "Not due yet", "left": "",
    "unknown": "",
})  # fmt: skip
TONES: Mapping[Reviewed, Tone] = MappingProxyType({
    "held": "good", "overdue": "warn", "never": "bad", "begun": "", "left": "", "unknown": "",
})  # fmt: skip


def title(found: Sponsored, settings: Settings) -> str:
    """Return the finding: '31 of 90 sponsored accounts had no review in 7 days; four of them renew within 90 days'."""
    staying, overdue = found.staying, found.overdue
    if not staying:
        return "No sponsored account is a customer any more"
    whole = counted(len(staying), "sponsored account", settings.locale)
    if not found.reviews_kept:
        return _with_soon(whole, found, staying, settings)
    if overdue:
        told = "The one sponsored account" if len(staying) == 1 else f"{_capital(len(overdue))} of {whole}"
        return _with_soon(f"{told} had no review in {A_WEEK} days", found, overdue, settings)
    if any(one.reviewed(found.day) != "held" for one in staying):
        return f"No review of {whole} is overdue"
    told = "The one sponsored account was" if len(staying) == 1 else f"All of {whole} were"
    return f"{told} reviewed within {A_WEEK} days"


def _capital(number: int) -> str:
    return capitalised(in_letters(number))


def _with_soon(told: str, found: Sponsored, some_of: Sequence[SponsoredAccount], settings: Settings) -> str:
    """Add how many of these renew before long, and what that is worth where it is known of each."""
    soon = found.soon(some_of)
    if not soon:
        return told
    values = [one.value_due for one in soon if one.value_due is not None]
    worth = f", worth {Formats.of(settings).money(sum(values))}" if len(values) == len(soon) else ""
    those = "it" if len(some_of) == 1 else f"{in_letters(len(soon))} of them"
    return f"{told}; {those} {'renews' if len(soon) == 1 else 'renew'} within {SOON} days{worth}"


def subtitle(found: Sponsored, view: View, company: str, settings: Settings) -> str:
    """Return whom it is about, as of when, and who is no customer any more."""
    formats, left = Formats.of(settings), len(found.accounts) - len(found.staying)
    gone = f"{in_letters(left)} more {'is' if left == 1 else 'are'} no customer any more" if left else ""
    parts = (figures.scope(view, company), f"as of {formats.day(found.day)}, whatever the period", gone)
    return " · ".join(filter(None, parts))


def more(found: Sponsored, shown: int, settings: Settings) -> str:
    """Return what the fold holds: '78 more, of which 19 had no review in 7 days'."""
    others = found.accounts[shown:]
    overdue = sum(one in found.overdue for one in others)
    told = f"{Formats.of(settings).count(len(others))} more"
    return f"{told}, {in_letters(overdue) if overdue else 'none'} of them overdue" if found.reviews_kept else told


def remark(one: SponsoredAccount, settings: Settings) -> str:
    """Return that an account is no customer any more."""
    return "" if one.churned_on is None else f"left {Formats.of(settings).day(one.churned_on)}"


def place(one: SponsoredAccount) -> str:
    """Return where an account is."""
    return " · ".join(filter(None, (one.region, one.segment)))


def team(found: Team | None, settings: Settings) -> tuple[str, str, str]:
    """Return how many departments look after an account, which, and who should: '2 departments', …, 'without Sales'."""
    if found is None:
        return NO_TEAM, "", ""
    told = counted(len(found.there), "department", settings.locale)
    return f"{told}:", listed(found.there), f"without {some(found.missing, 3)}" if found.missing else ""


def review(one: SponsoredAccount, day: date, settings: Settings) -> str:
    """Return when the last review was, and how many took part: '2 days ago · 4 departments'."""
    if one.last_review_on is None:
        waits = one.unreviewed_for(day)
        return "" if waits is None else f"sponsored for {days(waits, settings.locale)}"
    ago = (day - one.last_review_on).days
    when = f"{days(ago, settings.locale)} ago" if ago else "today"
    took = one.last_departments
    return " · ".join(filter(None, (when, "" if took is None else counted(took, "department", settings.locale))))


def actions(one: SponsoredAccount, settings: Settings) -> str:
    """Return how many promises to the customer are open."""
    if one.open_actions is None:
        return NOTHING
    return Formats.of(settings).count(one.open_actions) if one.open_actions else "none"


def teams_title(absences: Sequence[tuple[str, int]], teams: int, settings: Settings) -> str:
    """Return the finding: 'Onboarding is missing on 31 of 90 teams'."""
    most = max((number for _, number in absences), default=0)
    of = "the one team recorded" if teams == 1 else counted(teams, "team", settings.locale)
    if not most:
        return f"Every department that deals with customers is on {of if teams == 1 else f'each of {of}'}"
    names = [name for name, number in absences if number == most]
    verb = "is" if len(names) == 1 else "are each"
    return f"{some(names)} {verb} missing on {of if teams == 1 else f'{in_letters(most)} of {of}'}"


def teams_subtitle(found: Sponsored, view: View, company: str, settings: Settings) -> str:
    """Return of which teams it is, and of how many accounts none is recorded."""
    formats, unknown = Formats.of(settings), len(found.staying) - len(found.teams)
    without = f"of {counted(unknown, 'account', settings.locale)} more no team is recorded" if unknown else ""
    return " · ".join(filter(None, (figures.scope(view, company), f"as of {formats.day(found.day)}", without)))
