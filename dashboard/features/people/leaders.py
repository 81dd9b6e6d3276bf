"""Leaders at the front line and with customers: by department, by leader once opened, and what came of it."""

from __future__ import annotations

from functools import partial

from dashboard.blocks import Block, Cell, Column, Fold, Head, Table
from dashboard.data.question import Question
from dashboard.data.registers import Department, LeaderContact, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.measures.people.leaders import Leaders, Met, leaders
from dashboard.words.accountability.placed import left_out, whose
from dashboard.words.formats import Formats
from dashboard.words.people import leaders as words

MOST = 40
"""Leaders that are listed; more are told."""

_NEEDS, _NAMES = (LeaderContact.dataset,), (Department.dataset,)
_COUNTS = (
    Column("times", "Times", "number", 0.6, 1), Column("shadowing", "Shadowing", "number", 0.8),
    Column("meetings", "With customers", "number", 0.9), Column("last", "Last", "day", 1.1),
)  # fmt: skip
_OBSERVED, _SET_UP = Column("observations", "Observations", "number", 0.9), Column("tasks", "Tasks", "number", 0.7)


@feature("H3", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=_NAMES)
def at_the_front_line(question: Question) -> tuple[Block, ...]:
    """List departments by when their leaders last met the front line or customers; leaders are folded."""
    found = leaders(question.data, question.view)
    departments = _departments(question, found)
    return (departments, _leaders(question, found)) if departments.head.shown and found.leaders else (departments,)


def _departments(question: Question, found: Leaders) -> Table:
    settings, names = question.settings, department_names(question.data)
    there = found.whole.last is not None
    theirs = whose(question.view, question.manifest.company, follows=found.follows)
    head = Head(
        name="H3", title=words.title(found, names, settings) if there else words.NAME, finding=there,
        subtitle=f"{theirs} · {words.subtitle(found, settings)}",
        standing=standing_of(question.data, _NEEDS), also=(Ground(_NAMES),),
        instead="" if there else words.NOTHING_KNOWN,
        notes=tuple(filter(None, (left_out(found.unplaced, "meeting", settings),))),
    )  # fmt: skip
    columns = (Column("department", "Department", "link", 1.5, 1), *_columns(found))
    rows = [(_department(one, words.called(one, names)), *_cells(question, one, found)) for one in found.departments]
    return Table(head, columns, ends(rows, "department", settings), words.ORDER)


def _department(one: Met, name: str) -> Cell:
    return Cell(name, link=f"department:{one.key}") if one.key else Cell(name, muted=True)


def _columns(found: Leaders) -> tuple[Column, ...]:
    """Return the columns; what came of it is left out where nobody writes it down."""
    observed = (_OBSERVED,) if found.whole.observations_known else ()
    return (*_COUNTS, *observed, *((_SET_UP,) if found.whole.tasks_known else ()))


def _cells(question: Question, one: Met, found: Leaders) -> tuple[Cell, ...]:
    formats, settings = Formats.of(question.settings), question.settings
    last = Cell(formats.day(one.last), note=words.ago(one, found, settings), value=one.last) if one.last else None
    cells = {
        "times": Cell(formats.count(one.times), note=words.lately(one, found), value=one.times, muted=not one.times),
        "shadowing": Cell(formats.count(one.shadowing), value=one.shadowing, muted=not one.shadowing),
        "meetings": Cell(formats.count(one.meetings), value=one.meetings, muted=not one.meetings),
        "last": last or Cell(remark=words.NEVER),
        "observations": _came(question, one, one.observations, one.observations_known),
        "tasks": _came(question, one, one.tasks, one.tasks_known),
    }
    return tuple(cells[column.name] for column in _columns(found))


def _came(question: Question, one: Met, number: int, known: int) -> Cell:
    told, note = words.of_known(number, known, one, question.settings)
    return Cell(told, note=note, value=number if known else None, muted=not known)


def _leaders(question: Question, found: Leaders) -> Fold:
    told = words.by_leader(found, question.settings)
    head = Head(name="H3.leaders", title=words.BY_LEADER, subtitle=told, also=(Ground(_NEEDS),))
    return Fold(head, lambda: (_by_leader(question, found),))


def _by_leader(question: Question, found: Leaders) -> Table:
    head = Head(
        name="H3.by_leader", title=words.BY_LEADER, finding=False,
        told=partial(words.by_leader, found, question.settings), subtitle=words.subtitle(found, question.settings),
        also=(Ground(_NEEDS),),
    )  # fmt: skip
    columns = (Column("leader", "Leader", "person", 1.5, 1), *_columns(found))
    rows = tuple((Cell(one.key or ""), *_cells(question, one, found)) for one in found.leaders[:MOST])
    return Table(head, columns, rows, words.ORDER, of=len(found.leaders))
