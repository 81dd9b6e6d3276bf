"""Goals that pull opposite ways, with the evidence drawn: a question for the forum."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dashboard.blocks import Block, Cell, Column, Fold, Head, Pill, Row, Sentence, Sentences, Table
from dashboard.charts.data import trend
from dashboard.data.question import Question
from dashboard.data.registers import Objective, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.decisions import itself
from dashboard.features.feature import feature
from dashboard.features.measure import (
    AIMS,
    aims_of,
    compared_on,
    drawn_months,
    is_drawn,
    link,
    spark_of,
    written,
)
from dashboard.measures import MEASURES, Figure, measure, read
from dashboard.measures.programme.conflicts import Conflict, conflicts
from dashboard.measures.programme.moves import DATASETS as MEASURED
from dashboard.words import figures
from dashboard.words.accountability import conflicts as words
from dashboard.words.verdicts import judged_by, tone, verdict

_NEEDS, _USES = ("objectives",), ("departments", *MEASURED, *AIMS)
MOST = 12
"""Rows of the list."""

_COLUMNS = (
    Column("question", "Which first?", "link", 2.4, 1),
    Column("known", "Seen", "pill", 1.0, 1), Column("first", "The one", "text", 1.5),
    Column("second", "The other", "text", 1.5), Column("counted", "Stands on", "number", 1.0),
)  # fmt: skip


@feature("A5", words.NAME, needs=_NEEDS, uses=_USES, meaning=words.MEANING)
def conflict(question: Question) -> Block | None:
    """Draw the conflict that is asked for, else the first: both measures side by side, and what the forum is asked."""
    found = conflicts(question.data, question.view, question.settings)
    if found.goals < 2:
        return None
    asked = question.parameter("conflict")
    chosen = next((one for one in found.found if one.subject == f"conflict:{asked}"), None)
    few = words.too_few(found, question.settings)
    besides = (*few, *((words.unknown(asked),) if asked and chosen is None else ()))
    one = chosen or next(iter(found.found), None)
    if one is None:
        head = Head(
            name="A5", title=words.summary(found, question.settings.locale), subtitle=words.subtitle(question, found),
            also=grounds_of_conflicts(question), standing=standing_of(question.data, _NEEDS),
            instead=words.nothing(found, question.settings.locale), notes=besides,
        )  # fmt: skip
        return Sentences(head, ())
    names, settings = department_names(question.data), question.settings
    sides = one.sides if len(_metrics(one)) > 1 else (sum(one.sides, ()),)
    blocks = tuple(_side(question, one, goals, f"A5.{at}") for at, goals in enumerate(sides))
    behind = _figure(question, one, one.pairs[0][1])
    head = Head(
        name="A5", title=words.title(one, settings), subtitle=words.of(one, question),
        also=(Ground(("departments",)), *grounds_of_conflicts(question)), standing=standing_of(question.data, _NEEDS),
        link=itself(one.subject) if one.asked and not question.view.filtered else "",
        notes=(words.for_the_forum(one, names, behind, settings), *words.further(one, names), *besides),
    )  # fmt: skip
    return Row(head, blocks, framed=True)


@feature("A5.all", words.ALL, needs=_NEEDS, uses=_USES, meaning=words.MEANING)
def all_conflicts(question: Question) -> Block | None:
    """Fold away every conflict where there are several: those whose measures parted first."""
    found = conflicts(question.data, question.view, question.settings)
    if len(found.found) < 2:
        return None
    head = Head(
        name="A5.all", title=words.summary(found, question.settings.locale), subtitle=words.subtitle(question, found),
        also=grounds_of_conflicts(question), standing=standing_of(question.data, _NEEDS),
    )  # fmt: skip
    return Fold(head, lambda: (_table(question, found.found),))


def _summed_up(question: Question) -> str:
    return words.summary(conflicts(question.data, question.view, question.settings), question.settings.locale)


def _table(question: Question, found: tuple[Conflict, ...]) -> Table:
    period = question.view.period
    head = Head(
        name="A5.all.list", title=words.NAME, finding=False, told=partial(_summed_up, question),
        standing=standing_of(question.data, _NEEDS),
        months=(period.first, period.last), also=grounds_of_conflicts(question),
        notes=words.too_few(conflicts(question.data, question.view, question.settings), question.settings),
    )  # fmt: skip
    return Table(head, _COLUMNS, tuple(_row(question, one) for one in found[:MOST]), words.ORDER, of=len(found))


def _row(question: Question, one: Conflict) -> tuple[Cell, ...]:
    first, second = one.pairs[0]
    behind = _figure(question, one, second)
    where = ", ".join(words.places(one))
    return (
        Cell(words.question(one), note=where, link=one.subject),
        Cell(pill=Pill(words.known(one), "" if not one.asked else "warn", one.why)),
        *(_cell(question, one, goal) for goal in (first, second)),
        Cell(words.affected(behind, question.settings)),
    )


def _cell(question: Question, one: Conflict, goal: Objective) -> Cell:
    """Return how a goal's measure moved, drawn small."""
    settings, figure = question.settings, _figure(question, one, goal)
    label = words.side((goal,), department_names(question.data), settings)
    if figure is None or not figure.shown:
        return Cell(note=label, muted=True)
    word = verdict(figure)
    pill = Pill(word, tone(figure), judged_by(figure, measure(figure.measure, settings), settings)) if word else None
    return Cell(
        figures.value(figure, settings), note=label, value=figure.value, pill=pill, muted=not figure.enough,
        drawing=spark_of(question, figure),
    )  # fmt: skip


def _side(question: Question, one: Conflict, goals: tuple[Objective, ...], name: str) -> Block:
    """Return one measure by month with its value and verdict, or that it is none of ours."""
    settings, figure = question.settings, _figure(question, one, goals[0])
    title = words.side(goals, department_names(question.data), settings)
    if figure is None:
        return Sentences(Head(name=name, title=title, finding=False), (Sentence(words.undrawn(goals[0])),))
    there = replace(question, view=one.view)
    head = Head(
        name=name, title=title, finding=False, told=partial(words.one_side, title, figure, settings),
        subtitle=words.moved(figure, settings) if figure.shown else "",
        standing=figure.standing, months=drawn_months(figure),
        also=(Ground((*_NEEDS, "departments")), *compared_on(there, figure.measure), *aims_of(figure)),
        link=link(figure.measure),
        alt=figures.drawn_by_month(measure(figure.measure, settings), "usual variation and target"),
    )  # fmt: skip
    return trend(figure, head, replace(written(question, figure.measure), size="small"))


def _figure(question: Question, one: Conflict, goal: Objective) -> Figure | None:
    """Return a goal's measure where the conflict is; None where it is none of ours, or not connected."""
    if goal.metric not in MEASURES:
        return None
    figure = read(question.data, goal.metric, one.view, question.settings)
    return figure if is_drawn(figure) else None


def _metrics(one: Conflict) -> set[str]:
    return {goal.metric for pair in one.pairs for goal in pair}


def grounds_of_conflicts(question: Question) -> tuple[Ground, ...]:
    """Return what is looked at: the measures of all goals that run, in the period and in what it is held against."""
    return tuple(
        Ground(tuple(name for name in MEASURED if question.data.entry(name).state != "not_connected"), months)
        for months in [(one.first, one.last) for one in (question.view.period, question.view.against) if one]
    )
