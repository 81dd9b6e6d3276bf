"""One account, all of it, as words. What customers write is not among it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from dashboard.data.registers import Task
from dashboard.measures.accounts.one_account import Event, OneAccount
from dashboard.measures.customers.accounts import SOON
from dashboard.settings import Settings
from dashboard.words.accounts import sponsored
from dashboard.words.customers import accounts as largest
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import capitalised, counted, days, in_letters, listed

NAME = "One account, all of it"
MEANING = (
    "Everything that is known of one account, as of the snapshot's day and whatever the period: its answers, cases, "
    "journeys, sponsor, reviews and renewals, with what it brought month by month. The accounts are the 500 that "
    "brought most over the last twelve months and those with a sponsor; of each the newest 140 events, the revenue of "
    "36 months and the 24 themes that it named last. Tasks are those for these themes, done for all customers, not for "
    "this one alone. What customers write is not shown."
)
CHOICE = "Account"
FACTS = "What is known of it"
REVENUE = "Revenue a month"
ORDER = "newest first"
MORE = "What happened before"
RENEWAL = "Renewal"
AHEAD_ORDER = "the first due first"
ASKED = "relationship survey"
NO_EVENT = "Nothing is recorded of this account by now."

_METRICS: Mapping[str, str] = MappingProxyType({"nps": "NPS", "csat": "CSAT", "ces": "effort", "thumbs": "thumbs"})
_STATES: Mapping[str, str] = MappingProxyType({
    "resolved": "resolved", "abandoned": "given up", "completed": "completed", "open": "still open",
})  # fmt: skip
_RENEWALS: Mapping[str | None, str] = MappingProxyType({
    "renewed": "Renewed", "lost": "Renewal lost", None: "Renewal due, nobody says what came of it",
})  # fmt: skip
_SOURCES: Mapping[str, str] = MappingProxyType(
    {"earned": "by referral or reputation", "bought": "by marketing or sales"}
)


def asked_in_vain(asked: str) -> str:
    """Answer a link to an account that is not told one by one, or that the reader may not see."""
    return f"The link asks for the account “{asked[:60]}”, which is not among those shown here; this is another."


def title(one: OneAccount, settings: Settings) -> str:
    """Return the finding: 'Kestrel scored 4 when last asked, has two cases open and renews in 35 days'."""
    told = [_scored(one, settings), _cases(one), _renews(one, settings), _sponsor(one)]
    said = [part for part in told if part]
    if not said:
        return f"{one.name}: {counted(len(one.happened), 'event', settings.locale)}"
    return f"{one.name} {listed(said)}"


def _scored(one: OneAccount, settings: Settings) -> str:
    score = _last_score(one)
    return "" if score is None else f"scored {Formats.of(settings).count(score)} when last asked"


def _last_score(one: OneAccount) -> float | None:
    known = one.account if one.account is not None else one.sponsorship
    return None if known is None else known.score


def _cases(one: OneAccount) -> str:
    open_cases = None if one.account is None else one.account.open_cases
    return f"has {in_letters(open_cases)} {'case' if open_cases == 1 else 'cases'} open" if open_cases else ""


def _renews(one: OneAccount, settings: Settings) -> str:
    if not one.ahead or (one.ahead[0].on - one.day).days > SOON:
        return ""
    return f"renews in {days((one.ahead[0].on - one.day).days, settings.locale)}"


def _sponsor(one: OneAccount) -> str:
    return "has no sponsor" if one.account is not None and one.account.unsponsored else ""


def subtitle(one: OneAccount, settings: Settings) -> str:
    """Return where the account is, and as of when."""
    known = one.account if one.account is not None else one.sponsorship
    place = "" if known is None else " · ".join(filter(None, (known.region, known.segment)))
    return " · ".join(filter(None, (place, f"as of {Formats.of(settings).day(one.day)}, whatever the period")))


def revenue_title(one: OneAccount, settings: Settings) -> str:
    """Return the finding: 'Kestrel brought €268K in 12 months, −3.0 % on the year before'."""
    if one.account is None or not one.account.value:
        return f"What {one.name} brings by month"
    worth, moved = Formats.of(settings).money(one.account.value), largest.change(one.account, settings)
    against = f", {moved} on the year before" if one.account.growth is not None else ""
    return f"{one.name} brought {worth} in 12 months{against}"


def marks(one: OneAccount) -> dict[int, list[str]]:
    """Return what is marked in the picture of its revenue, by month."""
    told: dict[int, list[str]] = {}
    for event in reversed(one.happened):
        what = ""
        if event.kind == "sponsor":
            what = f"sponsored by {event.what}"
        elif event.kind == "left" or (event.kind == "renewal" and event.what == "lost"):
            what = "left" if event.kind == "left" else "renewal lost"
        if what:
            told.setdefault(event.on.year * 12 + event.on.month - 1, []).append(what)
    return told


@dataclass(frozen=True, slots=True)
class Called:
    """What things are called by their ids."""

    themes: Mapping[str, str]
    departments: Mapping[str, str]


Told = tuple[str, str, str]
"""What happened, what more is known of it, and how much: 'Answered: NPS', 'relationship survey', '4'."""


def event(one: Event, called: Called, settings: Settings) -> Told:
    """Return an event in words; of one of a kind that is not known, its kind."""
    known = _EVENTS.get(one.kind)
    return (one.kind, one.what or "", "") if known is None else known(one, called, settings)


def _answer(one: Event, _: Called, settings: Settings) -> Told:
    return f"Answered: {_METRICS.get(one.what or '', one.what or '')}", one.detail or ASKED, _number(one, settings)


def _case(one: Event, _: Called, settings: Settings) -> Told:
    score = _number(one, settings)
    return f"Case by {one.what}" if one.what else "Case", _ended(one, settings), f"CSAT {score}" if score else ""


def _review(one: Event, _: Called, settings: Settings) -> Told:
    took = "" if one.value is None else counted(one.value, "department", settings.locale)
    return "Reviewed by its sponsor", took, ""


def _task(one: Event, called: Called, _: Settings) -> Told:
    theme = called.themes.get(one.detail or "", one.detail or "")
    return f"Done: {one.what}", f"for the theme {theme}, which it named", ""


_EVENTS: Mapping[str, Callable[[Event, Called, Settings], Told]] = MappingProxyType({
    "answer": _answer, "case": _case, "review": _review, "task": _task,
    "journey": lambda one, _, settings: (f"Journey: {one.what}", _ended(one, settings), ""),
    "sponsor": lambda one, called, _: (f"Sponsored by {one.what}", called.departments.get(one.detail or "", ""), ""),
    "renewal": lambda one, _, settings: (_RENEWALS.get(one.what, one.what or ""), "", worth(one, settings)),
    "joined": lambda one, _, settings: ("Became a customer", _SOURCES.get(one.what or "", ""), ""),
    "left": lambda one, _, settings: ("Left", one.what or "reason not given", ""),
})  # fmt: skip


def _number(one: Event, settings: Settings) -> str:
    return "" if one.value is None else Formats.of(settings).count(one.value)


def _ended(one: Event, settings: Settings) -> str:
    """Return how it ended, and after how long: 'resolved after 3 days', 'still open'."""
    state = _STATES.get(one.detail or "", one.detail or "")
    if one.until is None:
        return state
    after = (one.until - one.on).days
    return f"{state} after {days(after, settings.locale)}" if after else f"{state} on the same day"


def more(one: OneAccount, shown: int, settings: Settings) -> str:
    """Return what the fold holds: '83 more, from 4 May 2023'."""
    formats = Formats.of(settings)
    return f"{formats.count(len(one.happened) - shown)} more, from {formats.day(one.happened[-1].on)}"


def facts(one: OneAccount, department: str, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return what is known of an account, name by name; what is not known has no line."""
    formats, account, held = Formats.of(settings), one.account, one.sponsorship
    found: list[tuple[str, str]] = []
    known = account if account is not None else held
    if known is not None and known.score is not None:
        when = "" if known.answered_on is None else f", {formats.day(known.answered_on)}"
        found.append(("Last score", f"{formats.count(known.score)} of 10{when}"))
    if account is not None and account.open_cases is not None:
        since = "" if account.oldest_case_on is None else days((one.day - account.oldest_case_on).days, settings.locale)
        age = f", the oldest for {since}" if since and account.open_cases else ""
        found.append(("Open cases", f"{formats.count(account.open_cases) if account.open_cases else 'none'}{age}"))
    if held is not None:
        found += _of_sponsorship(one, department, settings)
    elif account is not None and account.unsponsored:
        found.append(("Sponsor", "none"))
    if one.ahead:
        due = one.ahead[0]
        of = "" if due.value is None else f", {formats.money(due.value)}"
        left = days((due.on - one.day).days, settings.locale)
        found.append(("Next renewal", f"{formats.day(due.on)}, in {left}{of}"))
    return tuple(found)


def _of_sponsorship(one: OneAccount, department: str, settings: Settings) -> list[tuple[str, str]]:
    held = one.sponsorship
    if held is None:
        return []
    who = ", ".join(filter(None, (held.sponsor or NOTHING, department)))
    found = [("Sponsor", who), ("Goal", held.goal or ""), ("Open actions", sponsored.actions(held, settings))]
    if held.open_actions is None:
        found = found[:2]
    if held.week_reviews is not None:
        state = sponsored.WORDS[held.reviewed(one.day)].lower()
        found.append(("Review", " · ".join(filter(None, (state, sponsored.review(held, one.day, settings))))))
    if one.team is not None:
        told, which, missing = sponsored.team(one.team, settings)
        found.append(("Team", " ".join(filter(None, (told, which, f"({missing})" if missing else "")))))
    return [fact for fact in found if fact[1]]


def ahead_title(one: OneAccount, settings: Settings) -> str:
    """Return the finding: 'Three tasks are open for themes that Kestrel named, one of them overdue'."""
    tasks, overdue = one.open_tasks, sum(task.overdue(one.day) for task in one.open_tasks)
    if not tasks:
        return (
            f"{capitalised(in_letters(len(one.ahead)))} {'renewal is' if len(one.ahead) == 1 else 'renewals are'} ahead"
        )
    told = f"{capitalised(in_letters(len(tasks)))} {'task is' if len(tasks) == 1 else 'tasks are'} open"
    late = f", {in_letters(overdue) if overdue else 'none'} of them overdue" if len(tasks) > 1 else ""
    return f"{told} for themes that {one.name} named{late}"


def task(one: Task, theme: str, department: str, settings: Settings) -> tuple[str, str, str]:
    """Return what is to be done, for which theme and by whom, and when it is due."""
    due = NOTHING if one.due_on is None else Formats.of(settings).day(one.due_on)
    who = ", ".join(filter(None, (department, one.owner or "")))
    return one.title, " · ".join(filter(None, (f"for {theme}", who))), due


def until(when: date | None, day: date, settings: Settings) -> tuple[str, str]:
    """Return how far off a day is, and whether that is past: 'in 35 days' and '', or '' and '12 days overdue'."""
    if when is None:
        return "no day set", ""
    left = (when - day).days
    if left < 0:
        return "", f"{days(-left, settings.locale)} overdue"
    return f"in {days(left, settings.locale)}" if left else "today", ""


def day(when: date, settings: Settings) -> str:
    """Return a day as it is written."""
    return Formats.of(settings).day(when)


def worth(one: Event, settings: Settings) -> str:
    """Return how much falls due; nothing where nobody knows."""
    return "" if one.value is None else Formats.of(settings).money(one.value)


def alternative(one: OneAccount) -> str:
    """Return what the picture shows, for those who do not see it."""
    return f"Line: what {one.name} brought by month"
