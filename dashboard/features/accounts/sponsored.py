"""Sponsored accounts: who sponsors each, who is on its team, whether it was reviewed, and when it renews."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.blocks import Bar, Block, Cell, Column, Fold, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.data.registers import Department, SponsoredAccount, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.measures.accounts.sponsored import DATASET, TEAMS, Sponsored, sponsored
from dashboard.measures.customers.accounts import unhappy
from dashboard.words.accounts import sponsored as words
from dashboard.words.customers import accounts as largest
from dashboard.words.formats import NOTHING, Formats

SHOWN = 12
"""Accounts that are listed at once; those that follow are folded."""

_ALSO = (Department.dataset, TEAMS)


@feature("C1", words.NAME, meaning=words.MEANING, needs=(DATASET,), uses=_ALSO)
def sponsored_accounts(question: Question) -> tuple[Block, ...]:
    """List the sponsored accounts, those without a review of late first; those that follow are folded."""
    found = sponsored(question.data, question.view)
    shown, settings = question.limit or SHOWN, question.settings
    head = Head(
        name="C1", title=words.title(found, settings) if found.accounts else words.NAME, finding=bool(found.accounts),
        subtitle=words.subtitle(found, question.view, question.manifest.company, settings),
        standing=standing_of(question.data, (DATASET,)), also=(Ground(_ALSO),),
        instead="" if found.accounts else words.NONE,
    )  # fmt: skip
    table = _table(question, head, found, found.accounts[:shown])
    others = found.accounts[shown:]
    return (table, _others(question, found, others, shown)) if others else (table,)


@feature("C1.teams", words.TEAMS, meaning=words.TEAMS_MEANING, needs=(DATASET, TEAMS, Department.dataset))
def teams(question: Question) -> Block | None:
    """List the departments that deal with customers by how many teams lack them; nothing where nobody says which do."""
    found = sponsored(question.data, question.view)
    absences, of = found.absences(), len(found.teams)
    if not absences or not of:
        return None
    settings = question.settings
    head = Head(
        name="C1.teams", title=words.teams_title(absences, of, settings),
        subtitle=words.teams_subtitle(found, question.view, question.manifest.company, settings),
        standing=standing_of(question.data, (DATASET, TEAMS, Department.dataset)),
    )  # fmt: skip
    columns = (
        Column("department", "Department", "text", 1.4, 1), Column("share", "On the team", "bar", 1.6, 1),
        Column("missing", "Missing on", "number", 0.8),
    )  # fmt: skip
    formats = Formats.of(settings)
    rows = tuple(
        (
            Cell(name),
            Cell(
                formats.percent(1 - missing / of, 0), value=1 - missing / of,
                drawing=Bar(1 - missing / of, alt=f"on {of - missing} of {of} teams"),
            ),
            Cell(f"{formats.count(missing)} of {formats.count(of)}", value=missing),
        )
        for name, missing in absences
    )  # fmt: skip
    return Table(head, columns, rows, words.TEAMS_ORDER)


def _others(question: Question, found: Sponsored, others: tuple[SponsoredAccount, ...], shown: int) -> Fold:
    also = (Ground((DATASET, *_ALSO)),)
    inner = Head(name="C1.others", title=words.MORE, finding=False, also=also)
    head = Head(name="C1.more", title=words.MORE, subtitle=words.more(found, shown, question.settings), also=also)
    return Fold(head, lambda: (_table(question, inner, found, others),))


def _table(question: Question, head: Head, found: Sponsored, listed: tuple[SponsoredAccount, ...]) -> Table:
    columns = tuple(column for column, told in _columns(found) if any(map(told, found.accounts)))
    names = department_names(question.data)
    rows = tuple(
        tuple(
            _cell(question, found, one, names.get(one.sponsor_department_id or "", ""), column.name)
            for column in columns
        )
        for one in listed
    )
    return Table(head, columns, rows, words.ORDER, of=len(found.accounts))


def _columns(found: Sponsored) -> tuple[tuple[Column, Callable[[SponsoredAccount], bool]], ...]:
    """Return the columns, each with what tells whether anything is known of an account; one without is left out."""
    return (
        (Column("account", "Account", "link", 1.5, 1), lambda _: True),
        (Column("sponsor", "Sponsor", "person", 1.3, 2), lambda _: True),
        (Column("team", "Team", "text", 1.6, 3), lambda _: bool(found.teams)),
        (Column("review", "Review", "pill", 1.2, 1), lambda one: one.week_reviews is not None),
        (Column("actions", "Open actions", "number", 0.6, 2), lambda one: one.open_actions is not None),
        (Column("score", "Last score", "number", 0.8, 2), lambda one: one.score is not None),
        (Column("renews", "Renews", "day", 1.1, 2), lambda one: (one.renews_on or one.last_due_on) is not None),
    )  # fmt: skip


def _cell(question: Question, found: Sponsored, one: SponsoredAccount, department: str, column: str) -> Cell:
    settings, formats = question.settings, Formats.of(question.settings)
    if column == "account":
        remark, link = words.remark(one, settings), f"account:{one.customer_id}"
        return Cell(one.name, note=words.place(one), remark=remark, link=link)
    if column == "sponsor":
        return Cell(one.sponsor or NOTHING, note=department, detail=one.goal or "")
    if column == "team":
        told, which, missing = words.team(found.teams.get(one.customer_id), settings)
        return Cell(told, remark=missing, more=words.WHICH if which else "", rest=which, muted=not which)
    if column == "review":
        state = one.reviewed(found.day)
        pill = Pill(words.WORDS[state], words.TONES[state]) if words.WORDS[state] else None
        return Cell(pill=pill, note=words.review(one, found.day, settings))
    if column == "actions":
        return Cell(words.actions(one, settings), muted=not one.open_actions, value=one.open_actions)
    if column == "score":
        if one.score is None:
            return Cell(NOTHING, muted=True)
        when = "" if one.answered_on is None else formats.day(one.answered_on)
        return Cell(formats.count(one.score), note=when, value=one.score, strong=unhappy(one))
    when = NOTHING if one.renews_on is None else formats.day(one.renews_on)
    until, last = largest.until(one, found.day, settings), largest.last_renewal(one, found.day, settings)
    return Cell(when, note=until, remark=last, value=one.renews_on)
