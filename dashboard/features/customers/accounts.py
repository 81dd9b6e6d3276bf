"""The largest customers: what they bring, how they score, what is open, who looks after them, when they renew."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.blocks import Block, Cell, Column, Fold, Head, Table
from dashboard.data.question import Question
from dashboard.data.registers import Account, Department, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.measures.customers.accounts import DATASET, Largest, largest, unhappy
from dashboard.words.customers import accounts as words
from dashboard.words.formats import NOTHING, Formats

_SHOWN, _MOST = 10, 50


@feature("M6", words.NAME, meaning=words.MEANING, needs=(DATASET,), uses=(Department.dataset,))
def top_customers(question: Question) -> tuple[Block, ...]:
    """List the ten largest customers; those that follow are folded."""
    found = largest(question.data, question.view, _MOST)
    shown = question.limit or _SHOWN
    settings, view = question.settings, question.view
    title = words.title(found, shown, settings) if found.accounts else words.NAME
    head = Head(
        name="M6", title=title, finding=bool(found.accounts),
        subtitle=words.subtitle(found, shown, view, question.manifest.company, settings),
        standing=standing_of(question.data, (DATASET,)), also=(Ground((Department.dataset,)),),
        instead="" if found.accounts else words.nobody(found, settings),
    )  # fmt: skip
    table = _table(question, head, found, found.first(shown))
    others = found.accounts[shown:]
    return (table, _others(question, found, others, shown)) if others else (table,)


def _others(question: Question, found: Largest, others: tuple[Account, ...], shown: int) -> Fold:
    told, also = words.more(found, shown, question.settings), (Ground((DATASET, Department.dataset)),)
    inner = Head(name="M6.others", title=words.MORE, finding=False, also=also)
    head = Head(name="M6.more", title=words.MORE, subtitle=told, also=also)
    return Fold(head, lambda: (_table(question, inner, found, others),))


def _table(question: Question, head: Head, found: Largest, listed: tuple[Account, ...]) -> Table:
    names = department_names(question.data)
    columns = tuple(column for column, told in _columns(question) if any(map(told, found.accounts)))
    rows = tuple(tuple(_cell(question, found, one, names, column.name) for column in columns) for one in listed)
    return Table(head, columns, rows, words.ORDER, of=found.customers)


def _columns(question: Question) -> tuple[tuple[Column, Callable[[Account], bool]], ...]:
    """Return the columns, each with what tells whether anything is known of an account; one without is left out."""
    return (
        (Column("customer", "Customer", "text", 1.6, 1), lambda _: True),
        (Column("value", words.value(question.settings), "number", 0.9, 1), lambda _: True),
        (Column("score", "Last score", "number", 0.8, 2), lambda one: one.score is not None),
        (Column("cases", "Cases", "number", 0.9, 2), lambda one: one.open_cases is not None),
        (Column("sponsor", "Sponsor", "person", 1.5, 2), lambda one: one.sponsored is not None),
        (Column("renews", "Renews", "day", 1.0, 2), lambda one: (one.renews_on or one.last_due_on) is not None),
    )  # fmt: skip


def _cell(question: Question, found: Largest, one: Account, names: Mapping[str, str], column: str) -> Cell:
    settings, formats = question.settings, Formats.of(question.settings)
    if column == "customer":
        return Cell(one.name, remark=words.gone(one, found, settings))
    if column == "value":
        return Cell(formats.money(one.value), note=words.change(one, settings), value=one.value)
    if column == "score":
        if one.score is None:
            return Cell(NOTHING, muted=True)
        when = "" if one.answered_on is None else formats.day(one.answered_on)
        return Cell(formats.count(one.score), note=when, value=one.score, strong=unhappy(one))
    if column == "cases":
        told, age = words.cases(one, found, settings)
        return Cell(told, note=age, muted=not one.has_open_case)
    if column == "sponsor":
        department = names.get(one.sponsor_department_id or "", "")
        return Cell(
            one.sponsor or "", note=words.sponsor(one, department, settings),
            remark=words.NO_SPONSOR if one.unsponsored else "",
        )  # fmt: skip
    when = NOTHING if one.renews_on is None else formats.day(one.renews_on)
    told = words.until(one, found.day, settings)
    return Cell(when, note=told, remark=words.last_renewal(one, found.day, settings), value=one.renews_on)
