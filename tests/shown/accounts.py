"""What may be told of the accounts that matter most: read again through the measures, a row of its own thing alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.data.registers import SponsoredAccount
from dashboard.data.registers.accounts import A_WEEK
from dashboard.features.accounts.one_account import CHOSEN
from dashboard.features.accounts.one_account import SHOWN as SHOWN_EVENTS
from dashboard.features.accounts.sponsored import SHOWN
from dashboard.measures.accounts.compared import LEAST_ACCOUNTS, LEAST_MONTHS, compared
from dashboard.measures.accounts.one_account import OneAccount, choices, first_choice, one_account
from dashboard.measures.accounts.sponsored import Sponsored, sponsored
from dashboard.measures.accounts.unified import matches, systems
from dashboard.measures.customers.accounts import SOON
from dashboard.words.digits import rounded
from tests.shown.work import Number

ACCOUNTS = ("C1", "C1.teams", "C2", "C3", "C4", "C4.revenue")
"""The features that are checked here."""

_ROW = re.compile(r"^rows\[(\d+)\]")


def of_accounts(feature: str, question: Question, block: str, path: str) -> Iterator[Number]:
    """Yield what may stand in a string of one of these features."""
    row = _ROW.match(path)
    at = None if row is None else int(row[1])
    if feature == "C2":
        yield from _of_compared(question, path, at)
        return
    if feature == "C3":
        if block == "C3.choice":
            yield from _in_names(question)
        else:
            yield from _of_one_account(question, block, at)
        return
    if feature == "C4":
        yield from _of_systems(question, at)
        return
    if feature == "C4.revenue":
        yield from _of_revenue(question)
        return
    found = sponsored(question.data, question.view)
    if feature == "C1.teams":
        yield from _of_teams(found, at)
    elif at is None:
        yield from _of_all(found)
    else:
        yield from _of_one(found, found.accounts[at + (SHOWN if block == "C1.others" else 0)])


def names_of_sponsors(question: Question) -> Iterator[str]:
    """Yield what accounts that are told one by one, their sponsors, stages and tasks are called."""
    for one in sponsored(question.data, question.view).accounts:
        yield from (one.name, one.sponsor or "", one.goal or "")
    chosen = _chosen(question)
    if chosen is not None:
        yield chosen.name
        yield from (name for event in chosen.happened for name in (event.what, event.detail) if name)
        yield from (task.title for task in chosen.open_tasks)


def _chosen(question: Question) -> OneAccount | None:
    asked, options = question.parameter(CHOSEN), choices(question.data)
    chosen = asked if asked in options else first_choice(question.data, question.view)
    return None if chosen is None else one_account(question.data, question.view, chosen)


def _of_all(found: Sponsored) -> Iterator[Number]:
    overdue, staying = found.overdue, found.staying
    yield from (("week", A_WEEK, "count"), ("near", SOON, "count"), ("scale", 0, "count"), ("scale", 10, "count"))
    yield from (("accounts", len(found.accounts), "count"), ("customers", len(staying), "count"))
    yield from (("overdue", len(overdue), "count"), ("left", len(found.accounts) - len(staying), "count"))
    yield "more", len(found.accounts) - SHOWN, "count"
    yield "more", sum(one in overdue for one in found.accounts[SHOWN:]), "count"
    yield "listed", min(SHOWN, len(found.accounts)), "count"
    for some in (overdue, staying):
        yield "soon", len(found.soon(some)), "count"
        yield "worth", sum(one.value_due or 0.0 for one in found.soon(some)), "money"


def _of_one(found: Sponsored, one: SponsoredAccount) -> Iterator[Number]:
    team = found.teams.get(one.customer_id)
    yield from (("actions", one.open_actions or 0, "count"), ("worth", one.value_due or 0.0, "money"))
    yield from (("score", -1 if one.score is None else one.score, "count"),)
    yield from (
        ("took part", one.last_departments or 0, "count"),
        ("unseen", one.unreviewed_for(found.day) or 0, "count"),
    )
    if team is not None:
        yield from (("team", len(team.there), "count"), ("missing", max(len(team.missing) - 3, 0), "count"))
    if one.renews_on is not None:
        yield "days", abs((found.day - one.renews_on).days), "count"


def _of_teams(found: Sponsored, at: int | None) -> Iterator[Number]:
    absences, of = found.absences(), len(found.teams)
    yield from (("teams", of, "count"), ("unrecorded", len(found.staying) - of, "count"))
    told = absences[:1] if at is None else absences[at : at + 1]
    for _, missing in told:
        yield from (("missing", missing, "count"), ("there", of - missing, "count"))
        yield "share", 100 * (of - missing) / of, "%"


def _of_systems(question: Question, at: int | None) -> Iterator[Number]:
    found = systems(question.data)
    told = found.systems if at is None else found.systems[at : at + 1]
    yield from (("systems", len(found.systems), "count"), ("of systems", len(found.known), "count"))
    yield from (("records", found.records, "count"), ("all matched", 100 * found.matched, "%"))
    for one in told:
        yield from (("matched", 100 * (one.matched or 0.0), "%"), ("records", one.customers_total or 0, "count"))
        yield "days", one.age(found.day) or 0, "count"
        if at is not None:
            yield from (("twice", one.duplicates or 0, "count"), ("twice", 100 * (one.twice or 0.0), "%"))


def _of_revenue(question: Question) -> Iterator[Number]:
    found = matches(question.data, question.view)
    if found is not None:
        yield from (("rows", found.n, "count"), ("of nobody", found.unmatched, "count"))
        yield from (("revenue", found.revenue, "money"), ("of nobody", found.unmatched_revenue, "money"))
        yield "share", 100 * found.share, "%"


def _of_compared(question: Question, path: str, at: int | None) -> Iterator[Number]:
    found = compared(question.data, question.view)
    if "evidence" in path:
        # up to five alike; six months; tenures of 1, 1 to 3, 3 and more years; three and twelve months; 5 % are false
        yield from (("rule", number, "count") for number in (5, LEAST_MONTHS, 1, 3, 12))
        yield "false", 5, "%"
        return
    if at is None:
        numbers = (found.sponsored, found.young, found.ended, found.unmatched, found.matched, found.alike)
        yield from (("accounts", number, "count") for number in numbers)
        yield from (("least", LEAST_ACCOUNTS, "count"), ("least", LEAST_MONTHS, "count"))
        yield "most", max(one.accounts for one in found.outcomes), "count"
    for one in found.outcomes if at is None else found.outcomes[at : at + 1]:
        scale, unit = (100, "%") if one.outcome == "revenue" else (1, "")
        yield from (("mean", scale * side, unit) for side in (one.sponsored, one.comparable))
        apart = one.difference
        told = rounded(rounded(scale * one.sponsored, 1) - rounded(scale * one.comparable, 1), 1)
        yield from (("apart", value, "point") for value in (told, scale * apart.low, scale * apart.high))
        yield from (("compared", one.accounts, "count"), ("alike", one.alike, "count"), ("months", 3, "count"))


def _in_names(question: Question) -> Iterator[Number]:
    """Yield the digits in names of accounts: a list of all of them would be read for every other string."""
    digits = {found for name in choices(question.data).values() for found in re.findall(r"\d+", name)}
    yield from (("in a name", int(found), "count") for found in digits)


def _of_one_account(question: Question, block: str, at: int | None) -> Iterator[Number]:
    one = _chosen(question)
    if one is None:
        return
    if at is not None and block != "C3.ahead":
        event = one.happened[at + (SHOWN_EVENTS if block == "C3.before" else 0)]
        if event.value is not None:
            yield "value", event.value, "money" if event.kind == "renewal" else "count"
        if event.until is not None:
            yield "lasted", (event.until - event.on).days, "count"
        return
    overdue = [task for task in one.open_tasks if task.overdue(one.day)]
    yield from (("tasks", len(one.open_tasks), "count"), ("overdue", len(overdue), "count"))
    yield from (("ahead", len(one.ahead), "count"), ("events", len(one.happened), "count"))
    yield from (("before", len(one.happened) - SHOWN_EVENTS, "count"), ("scale", 10, "count"))
    # the largest, the newest events, the months of revenue and the themes that are kept of each
    yield from (("kept", number, "count") for number in (500, 140, 36, 24, 12))
    yield from (("revenue", amount, "money") for _, amount in one.revenue)
    for renewal in one.ahead:
        yield from (("due", (renewal.on - one.day).days, "count"), ("worth", renewal.value or 0.0, "money"))
    for task in one.open_tasks:
        if task.due_on is not None:
            yield "due", abs((task.due_on - one.day).days), "count"
    yield from _of_what_is_known(question, one)


def _of_what_is_known(question: Question, one: OneAccount) -> Iterator[Number]:
    account, held = one.account, one.sponsorship
    if account is not None:
        yield from (("score", account.score or 0, "count"), ("cases", account.open_cases or 0, "count"))
        yield from (("brought", account.value, "money"), ("grown", 100 * (account.growth or 0.0), "%"))
        if account.oldest_case_on is not None:
            yield "oldest", (one.day - account.oldest_case_on).days, "count"
    if held is not None:
        yield from _of_one(sponsored(question.data, question.view), held)
        if one.team is not None:
            yield "team", len(one.team.there), "count"
