"""What people are recognised for: by department, by level, and for what."""

from __future__ import annotations

from functools import partial

from dashboard.blocks import Bar, Block, Cell, Column, Head, Row, Table
from dashboard.data.question import Question
from dashboard.data.registers import Department, Recognition, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.measures.people.recognition import Praise, Recognised, recognised
from dashboard.words.accountability.placed import left_out, whose
from dashboard.words.formats import Formats
from dashboard.words.people import recognition as words

MOST = 10
"""Accomplishments that are listed; more are told."""

_NEEDS, _NAMES = (Recognition.dataset,), (Department.dataset,)
_COUNTS = (
    Column("customers", "For customers", "bar", 1.3, 1), Column("formal", "Formal", "number", 0.8),
    Column("informal", "Informal", "number", 0.8),
)  # fmt: skip


@feature("H6", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=_NAMES)
def recognition(question: Question) -> tuple[Block, ...]:
    """List departments by how much of their recognition is for customers; beside them levels, and what it was for."""
    found = recognised(question.data, question.view)
    beside = (*_levels(question, found), *_reasons(question, found))
    departments = _departments(question, found)
    return (departments, Row(Head(name="H6.beside"), beside)) if beside else (departments,)


def _departments(question: Question, found: Recognised) -> Table:
    settings, names = question.settings, department_names(question.data)
    there = bool(found.departments)
    notes = (*words.notes(found, names, settings), left_out(found.unplaced, "recognition", settings))
    head = Head(
        name="H6", title=words.title(found, settings) if there else words.NAME, finding=there,
        subtitle=_of_whom(question, found), standing=standing_of(question.data, _NEEDS), also=(Ground(_NAMES),),
        instead="" if there else words.NOTHING_GIVEN, notes=tuple(filter(None, notes)) if there else (),
    )  # fmt: skip
    rows = [_row(question, _department(one, names.get(one.key or "")), one, found) for one in found.departments]
    columns = (Column("department", "Department", "link", 1.4, 1), *_COUNTS)
    return Table(head, columns, ends(rows, "department", settings), words.ORDER)


def _department(one: Praise, name: str | None) -> Cell:
    called = name or one.key
    return Cell(called, link=f"department:{one.key}") if called else Cell(words.NO_DEPARTMENT, muted=True)


def _levels(question: Question, found: Recognised) -> tuple[Table, ...]:
    """Tell it by level; nothing where no level is kept."""
    if not any(one.key for one in found.levels):
        return ()
    head = Head(
        name="H6.levels", title=words.BY_LEVEL, finding=False, told=partial(words.by_level, found.levels),
        subtitle=_of_whom(question, found), standing=standing_of(question.data, _NEEDS),
    )  # fmt: skip
    rows = (_row(question, Cell(words.called(one), muted=not one.key), one, found) for one in found.levels)
    return (Table(head, (Column("level", "Level", "text", 1.2, 1), *_COUNTS), tuple(rows)),)


def _reasons(question: Question, found: Recognised) -> tuple[Table, ...]:
    """Tell what it was for; nothing where that is not kept."""
    if not any(one.key for one in found.reasons):
        return ()
    head = Head(
        name="H6.reasons", title=words.FOR_WHAT, finding=False,
        told=partial(words.for_what, found.reasons, question.settings), subtitle=_of_whom(question, found),
        standing=standing_of(question.data, _NEEDS),
    )  # fmt: skip
    formats = Formats.of(question.settings)
    columns = (
        Column("accomplishment", "Accomplishment", "text", 2.2, 1), Column("given", "Times", "number", 0.6, 1),
        Column("customers", "For customers", "number", 0.9),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(one.key or words.NO_REASON, muted=not one.key),
            Cell(formats.count(one.known + one.unknown), value=one.known + one.unknown),
            Cell(words.share(one), value=one.share if one.known else None, muted=not one.known),
        )
        for one in found.reasons[:MOST]
    )  # fmt: skip
    return (Table(head, columns, rows, words.MOST, of=len(found.reasons)),)


def _row(question: Question, name: Cell, one: Praise, found: Recognised) -> tuple[Cell, ...]:
    told = words.share(one)
    kinds = (one.formal, one.informal)
    return (
        name,
        Cell(
            told, note=words.lately(one, found), muted=not one.known, value=one.share if one.known else None,
            drawing=Bar(one.share, alt=told) if one.known else None,
        ),
        *(Cell(words.of(*kind), value=kind[0] / kind[1] if kind[1] else None, muted=not kind[1]) for kind in kinds),
    )  # fmt: skip


def _of_whom(question: Question, found: Recognised) -> str:
    """Return of whom and when it is; a recognition names no segment."""
    theirs = whose(question.view, question.manifest.company, follows=found.follows)
    return f"{theirs} · {words.subtitle(found, question.settings)}"
