"""Tasks and objectives as rows: the lists behind the numbers of a rally cry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.blocks import Block, Cell, Column, Head, Pill, Table, tells
from dashboard.data.question import Question
from dashboard.data.registers import Task, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.measure import grounds_of_goals
from dashboard.measures.programme.moves import effect_of_task
from dashboard.measures.programme.rally_cry import DATASETS, RallyCryProgress, after_it_was_due
from dashboard.words import effects
from dashboard.words.accountability import lists as words
from dashboard.words.formats import NOTHING, Formats

MOST = 40
"""Rows of a list; more are not read, and are told."""

_TASKS = (
    Column("task", "Task", width=2.4, priority=1), Column("department", "Department", width=1.2),
    Column("first", "First due", "day"), Column("now", "Due now", "day"),
    Column("status", "Stands", "pill", priority=1),
)  # fmt: skip
_EFFECT = Column("effect", "Its measure", "pill")
_GOALS = (
    Column("goal", "Objective", width=2.2, priority=1), Column("department", "Department", width=1.2),
    Column("audience", "For", width=0.7), Column("status", "Status today", width=1.4),
    Column("effect", "Its measure", "pill", priority=1),
)  # fmt: skip


def tasks_tables(question: Question, cry: RallyCryProgress) -> tuple[Block, ...]:
    """Return a table a number: the tasks due that are not done, late, on time; those cancelled, and those slipped."""
    until = cry.until
    due = [task for task in cry.tasks if task.promised_by(until) and task.due_by(until)]
    kept = {
        "open": [task for task in due if not task.done_by(until)],
        "late": [task for task in due if task.done_by(until) and not task.on_time_by(until)],
        "on_time": [task for task in due if task.on_time_by(until)],
        "cancelled": [task for task in cry.tasks if task.cancelled_by(until)],
        "slipped": [task for task in due if task.slipped],
    }
    return tuple(_tasks_table(question, cry, name, found) for name, found in kept.items() if found)


def goals_table(question: Question, cry: RallyCryProgress) -> Table:
    """Return objectives with what they are for, what became of them and why, and what one look showed."""
    names, listed = department_names(question.data), cry.goals
    rows = tuple(
        (
            Cell(goal.title, note=words.carried_from(question.data, goal, question.settings)),
            Cell(names.get(goal.department_id) or goal.department_id),
            Cell(goal.audience),
            Cell(words.status(goal), note=goal.reason or ""),
            Cell(NOTHING, muted=True) if (look := cry.looks.get(goal.objective_id)) is None
            else Cell(pill=Pill(effects.said(look, question.settings), effects.TONES[look.effect])),
        )
        for goal in sorted(listed, key=lambda one: (one.audience, one.title))[:MOST]
    )  # fmt: skip
    title = words.objectives_title(listed, question.settings)
    instead, measured = "" if rows else words.NO_OBJECTIVES, grounds_of_goals(question, cry.measures)
    head = replace(_head(question, "objectives", title, *measured), instead=instead)
    return Table(head, _GOALS, rows, words.GOALS_ORDER, of=len(listed))


def _head(question: Question, kind: str, title: str, *measured: Ground) -> Head:
    return Head(
        name=f"A1.lists.{kind}", title=title, finding=False, told=tells(title),
        standing=standing_of(question.data, DATASETS),
        also=(Ground(("departments",)), *measured),
    )  # fmt: skip


def _tasks_table(question: Question, cry: RallyCryProgress, kind: str, found: list[Task]) -> Table:
    ordered = sorted(found, key=lambda task: (str(task.original_due_on or ""), task.title))
    done = kind in ("on_time", "late")
    rows = tuple((*_task(question, cry, task), *([_moved(question, task)] if done else [])) for task in ordered[:MOST])
    title, measured = words.tasks_title(kind, len(found), question.settings), grounds_of_goals(question, cry.measures)
    head = _head(question, kind, title, *(measured if done else ()))
    return Table(head, (*_TASKS, *([_EFFECT] if done else [])), rows, words.TASKS_ORDER, of=len(found))


def _task(question: Question, cry: RallyCryProgress, task: Task) -> tuple[Cell, ...]:
    names, formats, until = department_names(question.data), Formats.of(question.settings), cry.until
    since = words.when(task, until, after_it_was_due(task), question.settings)
    return (
        Cell(task.title, remark="" if task.owner else words.NO_OWNER),
        Cell(names.get(task.department_id) or task.department_id),
        _day(task.original_due_on, formats),
        _day(task.due_on, formats),
        Cell(pill=Pill(words.stands(task, until), words.tone(task, until)), note=since),
    )


def _moved(question: Question, task: Task) -> Cell:
    """Return what one look at its objective's measure showed, with what its department says where that differs."""
    effect = effect_of_task(question.data, task, question.view.period.last, question.settings)
    return Cell(pill=Pill(effects.WORDS[effect], effects.TONES[effect]), note=effects.claim(task.effect, effect))


def _day(when: date | None, formats: Formats) -> Cell:
    return Cell(NOTHING) if when is None else Cell(formats.day(when), value=when)
