"""The weekly review: last week's promises on the page, and all of it on one sheet for the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard.blocks import Block, Cell, Choice, Column, Fold, Head, Table, tells
from dashboard.data.question import Question
from dashboard.data.registers import Decision, Task, department_names, read_register
from dashboard.data.standing import Ground, standing_of
from dashboard.features.accountability.one_department import CHOSEN
from dashboard.features.decisions import itself
from dashboard.features.feature import feature
from dashboard.measures.decisions.subjects import subject_of
from dashboard.measures.programme.review import Review, Reviewed, decided_since
from dashboard.measures.programme.review import review as reviewed
from dashboard.words import decisions as words_of_decisions
from dashboard.words import figures
from dashboard.words.accountability import review as words
from dashboard.words.accountability.one_department import ALL, EVERY_DEPARTMENT, unknown
from dashboard.words.accountability.placed import left_out, whose

SHEET = "A3.meeting"
"""The feature that is the whole review, on one sheet."""

_SHORT = 6
"""Tasks promised that are listed on the page."""

_ROWS, _LEAST = 16, 2
"""Rows of all lists that fit on one sheet of paper, and those that each has of them; what is left is folded away."""

_NEEDS, _NAMES = (Task.dataset,), ("departments",)
_WHOSE = (*_NEEDS, *_NAMES)
_TAKEN = (Decision.dataset, "themes", "objectives", "change_requests", "rally_cries")
_COLUMNS = (
    Column("task", "Task", "text", 2.2, 1), Column("who", "Who", "link", 1.0), Column("first", "First due", "day"),
    Column("outcome", "How it stands", "pill", 1.2, 1),
)  # fmt: skip
_WITH_OWNER = (*_COLUMNS[:2], Column("owner", "Owner", "person"), *_COLUMNS[2:])
_DECIDED = (
    Column("subject", "About", "link", 2.2, 1), Column("choice", "Decided", "text", 1.4, 1),
    Column("of", "Asked of", "person"), Column("day", "On", "day"),
)  # fmt: skip


@feature("A3", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=_NAMES)
def weekly_review(question: Question) -> Block:
    """Tell what became of what was promised for this week; all of the review opens from the title."""
    table = _promised(question, _review(question), "A3", link=f"only:{SHEET}")
    return replace(table, rows=table.rows[:_SHORT])


@feature(SHEET, words.SHEET, meaning=words.MEANING, needs=_NEEDS, uses=(*_NAMES, *_TAKEN))
def meeting(question: Question) -> tuple[Block, ...]:
    """List what a weekly meeting goes through: promises, news, what is overdue, what falls due, and decisions."""
    found = _review(question)
    whole = [table for table in _lists(question, found) if table.rows or table.head.name == SHEET]
    fits = fitted([len(table.rows) for table in whole], _ROWS, _LEAST)
    sheet = tuple(replace(table, rows=table.rows[:most]) for table, most in zip(whole, fits, strict=True))
    cut = [table for table, most in zip(whole, fits, strict=True) if len(table.rows) > most]
    return (_choice(question), *sheet, *([_rest(cut)] if cut else []))


def fitted(lengths: Sequence[int], rows: int, least: int) -> tuple[int, ...]:
    """Return how many rows of each list are shown where so many fit: the first list first, and of each the least."""
    shown = [min(length, least) for length in lengths]
    left = max(rows - sum(shown), 0)
    for place, length in enumerate(lengths):
        more = min(length - shown[place], left)
        shown[place] += more
        left -= more
    return tuple(shown)


def _lists(question: Question, found: Review) -> tuple[Table, ...]:
    settings = question.settings
    return (
        _promised(question, found, SHEET),
        _list(question, found, "news", words.besides_title(found), found.besides, words.BY_OUTCOME),
        _list(question, found, "late", words.late_title(found, settings), found.late, words.LONGEST),
        _list(question, found, "coming", words.coming_title(found, settings), found.coming, words.SOONEST),
        _decided(question, found),
    )


def _rest(cut: Sequence[Table]) -> Fold:
    """Fold the lists away, whole, that are too long for the sheet."""
    whole = tuple(replace(table, head=replace(table.head, name=f"{table.head.name}_whole")) for table in cut)
    head = Head(name=f"{SHEET}.rest", title=words.IN_FULL, subtitle=words.cut(len(cut)), also=(Ground(_WHOSE),))
    return Fold(head, lambda: whole)


def _review(question: Question) -> Review:
    earlier = question.archive.of_last_week(question.data)
    return reviewed(question.data, earlier, question.manifest.as_of, question.view.regions, _department(question))


def _promised(question: Question, found: Review, name: str, link: str = "") -> Table:
    head = Head(
        name=name,
        title=words.title(found, _named(question), question.settings),
        subtitle=f"{_scope(question, found)} · {words.subtitle(found, question.settings)}",
        standing=standing_of(question.data, _NEEDS),
        also=(Ground(_NAMES),),
        link=link,
        instead="" if found.promised else words.NOTHING_PROMISED,
        notes=_notes(question, found),
    )
    columns = _WITH_OWNER if name == SHEET else _COLUMNS
    rows = tuple(_row(question, one, found.until, columns) for one in found.promised)
    return Table(head, columns, rows, words.SOONEST, of=len(found.promised))


def _list(question: Question, found: Review, name: str, title: str, tasks: Sequence[Reviewed], order: str) -> Table:
    head = Head(name=f"{SHEET}.{name}", title=title, finding=False, told=tells(title), also=(Ground(_WHOSE),))
    rows = tuple(_row(question, one, found.until, _WITH_OWNER) for one in tasks)
    return Table(head, _WITH_OWNER, rows, order, of=len(tasks))


def _row(question: Question, one: Reviewed, until: date, columns: Sequence[Column]) -> tuple[Cell, ...]:
    settings, task = question.settings, one.task
    name = department_names(question.data).get(task.department_id, task.department_id)
    cells = {
        "task": Cell(task.title),
        "who": Cell(name, link=f"department:{task.department_id}") if name else Cell(words.NOBODY, muted=True),
        "owner": Cell(task.owner or words.NOBODY, muted=not task.owner),
        "first": Cell(words.near(task.original_due_on, until, settings), value=task.original_due_on),
        "outcome": Cell(pill=words.pill(one, until, settings), note=words.note(one, until, settings)),
    }
    return tuple(cells[column.name] for column in columns)


def _decided(question: Question, found: Review) -> Table:
    earlier = question.archive.of_last_week(question.data) if found.compared else None
    taken = decided_since(question.data, earlier, found.since, found.until)
    title = words.decided_title(len(taken), question.settings)
    head = Head(
        name=f"{SHEET}.decided",
        title=title,
        finding=False,
        told=tells(title),
        subtitle=figures.WHOLE_COMPANY if question.view.filtered or _department(question) else "",
        also=(Ground(_TAKEN),),
    )
    rows = tuple(_answer(question, one, found) for one in taken)
    return Table(head, _DECIDED, rows, words_of_decisions.DECIDED_ORDER, of=len(taken))


def _answer(question: Question, one: Decision, found: Review) -> tuple[Cell, ...]:
    about = words_of_decisions.subject(subject_of(question.data, one.subject, question.settings))
    day = words.near(one.decided_on, found.until, question.settings)
    return (
        Cell(about, link=itself(one.subject)),
        Cell(one.choice),
        Cell(one.asked_of or ""),
        Cell(day, value=one.decided_on),
    )


def _choice(question: Question) -> Choice:
    options = ((ALL, EVERY_DEPARTMENT), *sorted(_departments(question).items(), key=lambda one: one[1]))
    chosen = _department(question) or ALL
    return Choice(Head(name=f"{SHEET}.choice", finding=False), CHOSEN, "Department", options, chosen)


def _departments(question: Question) -> dict[str, str]:
    """Return the departments by id: those that are registered, and those that a task names."""
    named = (task.department_id for task in read_register(question.data, Task))
    return {one: one for one in named if one} | dict(department_names(question.data))


def _department(question: Question) -> str | None:
    """Return the department that the address asks for, where it is one."""
    asked = question.parameter(CHOSEN)
    return asked if asked in _departments(question) else None


def _named(question: Question) -> str:
    """Return what the department is called that the address asks for; nothing where it asks for none."""
    department = _department(question)
    return "" if department is None else _departments(question)[department]


def _scope(question: Question, found: Review) -> str:
    """Return whose tasks it is about: a department's, those of the regions chosen, or all."""
    named = _named(question)
    theirs = whose(question.view, question.manifest.company, follows=found.follows)
    return theirs if not named else f"{named}, {theirs}" if question.view.filtered else named


def _notes(question: Question, found: Review) -> tuple[str, ...]:
    """Return what must be known: a department asked for in vain, tasks left out, that nothing is held against."""
    asked = question.parameter(CHOSEN)
    said = (
        "" if asked in (None, ALL, _department(question)) else unknown(asked),
        left_out(found.unplaced, "open task", question.settings),
        "" if found.compared else words.NOT_COMPARED,
    )
    return tuple(filter(None, said))
