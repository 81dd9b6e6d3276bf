"""One account, all of it on one timeline: answers, cases, journeys, tasks, sponsor, renewals; beside what it brings."""

from __future__ import annotations

import pyarrow as pa

from dashboard.blocks import Block, Cell, Chart, Choice, Column, Facts, Fold, Head, Row, Table
from dashboard.data.question import Question
from dashboard.data.registers import Theme, department_names, read_register
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.measures.accounts.one_account import DATASET, Event, OneAccount, choices, first_choice, one_account
from dashboard.words.accounts import one_account as words

CHOSEN = "account"
"""The parameter of the address that names the account."""

SHOWN = 15
"""Events that are listed at once; those before are folded."""

MOST_AHEAD = 12

_USES = ("accounts", "sponsored_accounts", "sponsor_teams", "departments", "themes", "tasks")
_TIMELINE = (
    Column("day", "Day", "day", 0.8, 1), Column("what", "What happened", "text", 2.0, 1),
    Column("more", "What is known of it", "text", 2.0), Column("value", "How much", "number", 0.7),
)  # fmt: skip
_AHEAD = (
    Column("what", "What", "text", 2.4, 1), Column("due", "Due", "day", 1.0, 1),
    Column("value", "Worth", "number", 0.7),
)  # fmt: skip


@feature("C3", words.NAME, meaning=words.MEANING, needs=(DATASET,), uses=_USES)
def everything_of_one(question: Question) -> tuple[Block, ...]:
    """Show the account that the address asks for, else the one first to look after; nothing where there is none."""
    options, asked = choices(question.data), question.parameter(CHOSEN)
    chosen = asked if asked in options else first_choice(question.data, question.view)
    one = None if chosen is None else one_account(question.data, question.view, chosen)
    if one is None:
        return ()
    said = "" if asked in (None, one.customer_id) else words.asked_in_vain(asked or "")
    head = Head(name="C3.choice", title=words.NAME, of_view=False)
    choice = Choice(head, CHOSEN, words.CHOICE, tuple(options.items()), one.customer_id, said)
    row = Row(Head(name="C3.row", of_view=False), (_revenue(question, one), _facts(question, one)), (1.3, 1.0))
    ahead = (_ahead(question, one),) if one.ahead or one.open_tasks else ()
    return choice, *_timeline(question, one), row if one.revenue else _facts(question, one), *ahead


def _head(question: Question, one: OneAccount, name: str, title: str, *, instead: str = "", alt: str = "") -> Head:
    return Head(
        name=name, title=title, subtitle=words.subtitle(one, question.settings),
        standing=standing_of(question.data, (DATASET,)), also=(Ground(_USES),), of_view=False, instead=instead,
        alt=alt, link=f"account:{one.customer_id}" if name == "C3" else "",
    )  # fmt: skip


def _timeline(question: Question, one: OneAccount) -> tuple[Block, ...]:
    """List what happened, the newest first; what was before is folded."""
    head = _head(
        question, one, "C3", words.title(one, question.settings), instead="" if one.happened else words.NO_EVENT
    )
    first = Table(head, _TIMELINE, _events(question, one.happened[:SHOWN]), words.ORDER, of=len(one.happened))
    before = one.happened[SHOWN:]
    if not before:
        return (first,)
    also = (Ground((DATASET, *_USES)),)
    inner = Head(name="C3.before", title=words.MORE, finding=False, also=also, of_view=False)
    told = words.more(one, SHOWN, question.settings)
    outer = Head(name="C3.more", title=words.MORE, subtitle=told, also=also, of_view=False)
    return first, Fold(
        outer, lambda: (Table(inner, _TIMELINE, _events(question, before), words.ORDER, of=len(one.happened)),)
    )


def _events(question: Question, events: tuple[Event, ...]) -> tuple[tuple[Cell, ...], ...]:
    called = words.Called(_themes(question), department_names(question.data))
    rows = []
    for one in events:
        what, more, value = words.event(one, called, question.settings)
        day = words.day(one.on, question.settings)
        link = f"theme:{one.detail}" if one.kind == "task" and one.detail in called.themes else ""
        rows.append((Cell(day, value=one.on), Cell(what, link=link), Cell(more), Cell(value, value=one.value)))
    return tuple(rows)


def _themes(question: Question) -> dict[str, str]:
    return {one.theme_id: one.name for one in read_register(question.data, Theme)}


def _revenue(question: Question, one: OneAccount) -> Chart:
    """Draw what it brought month by month, with its sponsor and what it lost marked."""
    marks = words.marks(one)
    head = _head(question, one, "C3.revenue", words.revenue_title(one, question.settings), alt=words.alternative(one))
    data = pa.table({
        "x": pa.array([float(month) for month, _ in one.revenue], pa.float64()),
        "y": pa.array([amount for _, amount in one.revenue], pa.float64()),
        "mark": pa.array(["; ".join(marks.get(month, ())) or None for month, _ in one.revenue], pa.string()),
    })  # fmt: skip
    titles = {"y": words.REVENUE, "mark": "what happened"}
    return Chart(head, "lines", data, ".3s", titles, locale=question.settings.locale)


def _facts(question: Question, one: OneAccount) -> Facts:
    held = one.sponsorship
    department = "" if held is None else department_names(question.data).get(held.sponsor_department_id or "", "")
    head = _head(question, one, "C3.facts", words.FACTS)
    return Facts(head, words.facts(one, department, question.settings))


def _ahead(question: Question, one: OneAccount) -> Table:
    """List its renewals to come, and the tasks still to be done for themes that it named, the first due first."""
    settings, themes, departments = question.settings, _themes(question), department_names(question.data)
    rows = []
    for renewal in one.ahead:
        when, late = words.until(renewal.on, one.day, settings)
        cells = (Cell(words.RENEWAL), Cell(words.day(renewal.on, settings), note=when, remark=late, value=renewal.on))
        rows.append((renewal.on, (*cells, Cell(words.worth(renewal, settings), value=renewal.value))))
    for task in one.open_tasks:
        theme = themes.get(task.theme_id or "", task.theme_id or "")
        title, more, due = words.task(task, theme, departments.get(task.department_id, ""), settings)
        when, late = words.until(task.due_on, one.day, settings)
        link = f"theme:{task.theme_id}" if task.theme_id in themes else ""
        cells = (Cell(title, note=more, link=link), Cell(due, note=when, remark=late, value=task.due_on))
        rows.append((task.due_on or one.day.max, (*cells, Cell())))
    head = _head(question, one, "C3.ahead", words.ahead_title(one, settings))
    ordered = sorted(rows, key=lambda pair: pair[0])
    shown = tuple(cells for _, cells in ordered[:MOST_AHEAD])
    return Table(head, _AHEAD, shown, words.AHEAD_ORDER, of=len(rows))
