"""What customers say of what a department answers for: of the one that is chosen, else of all, side by side."""

from __future__ import annotations

from functools import partial

from dashboard.blocks import Block, Cell, Column, Head, Table
from dashboard.data.labels import DEPARTMENT, OF_SCORES, labels_of, read_from
from dashboard.data.question import Question
from dashboard.data.registers import department_names
from dashboard.data.standing import Ground
from dashboard.features.feature import feature
from dashboard.features.labels import NAMES, OF_DEPARTMENTS, among_all_cell, measure_cell, side_by_side, standing
from dashboard.features.measure import datasets_of
from dashboard.features.places import cell_of
from dashboard.measures.by_label import measures_by_label
from dashboard.words import by_label as words
from dashboard.words.side_by_side import told

CHOSEN = "department"
MOST = 5
"""Departments that stand beside all answers: a value with its interval needs room."""


@feature(
    "A2.said", words.SAID, meaning=words.MEANING, needs=OF_SCORES,
    uses=(*read_from(DEPARTMENT), NAMES, *datasets_of(OF_DEPARTMENTS)),
)  # fmt: skip
def what_customers_say(question: Question) -> Block | None:
    """Show a department's scores beside those of all answers; without one that is chosen, all departments."""
    labels = labels_of(question.data, DEPARTMENT)
    if not labels:
        return None
    chosen = question.parameter(CHOSEN)
    if chosen in labels:
        return of_one(question, "A2.said", chosen)
    return side_by_side(question, OF_DEPARTMENTS, DEPARTMENT, "A2.said", most=MOST, among_all=True)


def of_one(question: Question, name: str, department: str) -> Block:
    """Show a department's scores beside those of all answers, in a block of this name."""
    at = labels_of(question.data, DEPARTMENT).index(department)
    _, rows = measures_by_label(question.data, OF_DEPARTMENTS, question.view, question.settings, DEPARTMENT)
    called = department_names(question.data).get(department, department)
    head = Head(
        name=name, title=words.said_of(called), finding=False,
        told=partial(told, [called], [row.figures[at : at + 1] for row in rows], question.settings),
        subtitle=words.subtitle(question.view),
        standing=standing(question, rows), also=(Ground((NAMES,)),),
        months=(question.view.period.first, question.view.period.last), alt=words.MEANING,
    )  # fmt: skip
    columns = (
        Column("measure", "Measure", "link", width=1.4, priority=1), Column("own", called, "number", priority=1),
        Column("all", words.ALL, "number"),
    )  # fmt: skip
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (
            measure_cell(question, row), cell_of(question, row.measure, row.figures[at]),
            among_all_cell(question, row),
        )
        for row in rows if row.figures[at].n > 0
    )  # fmt: skip
    return Table(head, columns, cells)
