"""Objective, tasks, and did the measure move: what was promised, what was done, what came of it."""

from __future__ import annotations

from functools import partial

import numpy as np
import pyarrow as pa

from dashboard.blocks import Block, Cell, Chart, Choice, Column, Fold, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.data.registers import Task, department_names, read_register
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.measure import grounds_of_goals
from dashboard.measures import MEASURES, measure
from dashboard.measures.programme.moves import DATASETS as MEASURED
from dashboard.measures.programme.moves import LOOK, measured, too_few
from dashboard.measures.programme.outcomes import Outcome, outcomes
from dashboard.measures.programme.placed import placed
from dashboard.words import effects
from dashboard.words.accountability import objectives as words
from dashboard.words.accountability.placed import left_out
from dashboard.words.formats import Formats

CHOSEN = "objective"
"""The parameter of the address that names the objective whose measure is drawn."""

MOST = 12
"""Rows of the table; more are not read, and are told."""

_USES = ("tasks", "objective_values", "departments", *MEASURED)

_TASKS = Column("tasks", "Tasks due, done", "text", 0.9)
_COLUMNS = (
    Column("goal", "Objective", "link", 1.7, 1), Column("measure", "Measure and place", "text", 1.4),
    Column("way", "From → now", "number", 1.1), _TASKS, Column("effect", "Did it move?", "pill", 1.4, 1),
)  # fmt: skip


@feature("A4", "Objective, tasks, and did the measure move", meaning=words.MEANING, needs=("objectives",), uses=_USES)
def objectives(question: Question) -> Block:
    """List the objectives that ran in the period, those looked at first."""
    found, names = _found(question), department_names(question.data)
    tasks, unplaced = read_register(question.data, Task), sum(one.unplaced for one in found)
    follows = not tasks or placed(tasks, question.view.regions).follows
    kept = question.data.table(Task.dataset) is not None
    columns = tuple(column for column in _COLUMNS if kept or column is not _TASKS)
    head = Head(
        name="A4", title=words.title(found, question.settings), finding=bool(found),
        subtitle=words.subtitle(
            question, found, names.get(question.parameter("department") or "", ""), follows=follows
        ),
        standing=standing_of(question.data, ("objectives",)),
        also=(Ground(("departments",)), *grounds_of_goals(question, _read(found))),
        months=(question.view.period.first, question.view.period.last), instead="" if found else words.NONE,
        notes=tuple(filter(None, (left_out(unplaced, "task", question.settings), *_untold(question)))),
    )  # fmt: skip
    rows = tuple(
        _row(question, one, names.get(one.goal.department_id) or one.goal.department_id, columns)
        for one in found[:MOST]
    )
    return Table(head, columns, rows, words.ORDER, of=len(found))


@feature("A4.looks", "The measure before and after", meaning=words.MEANING, needs=("objectives",), uses=_USES)
def before_and_after(question: Question) -> Block | None:
    """Draw the measure of one objective at a time, when it is asked for."""
    found = _found(question)
    ours = [one for one in found if _drawn(question, one)]
    head = Head(
        name="A4.looks", title="The measure before and after", subtitle="one objective at a time",
        standing=standing_of(question.data, ("objectives",)), also=grounds_of_goals(question, _read(found)),
    )  # fmt: skip
    return Fold(head, partial(_looks, question, ours), open_with=CHOSEN) if ours else None


def _untold(question: Question) -> tuple[str, ...]:
    """Say why nothing is told of tasks, where they are withheld."""
    standing = standing_of(question.data, (Task.dataset,))
    return standing.reasons if standing.state == "withheld" else ()


def _found(question: Question) -> tuple[Outcome, ...]:
    view, wanted = question.view, question.parameter("department")
    known = wanted if wanted in department_names(question.data) else None
    return outcomes(question.data, view.period, question.settings, view.regions, known)


def _read(found: tuple[Outcome, ...]) -> list[str]:
    """Return the measures of ours that are told of: those of all objectives that name one."""
    return sorted({one.goal.metric for one in found if one.goal.metric in MEASURES})


def _drawn(question: Question, one: Outcome) -> bool:
    known = measured(question.data, one.goal, question.settings, question.view.period.last)
    return known is not None and len(known.top) > 1


def _row(question: Question, one: Outcome, department: str, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    settings, goal = question.settings, one.goal
    (name, place), (ends, aim), (done, moved) = (
        words.measured(goal, settings),
        words.way(one, settings),
        words.tasks(one),
    )
    said = " · ".join(filter(None, (words.came(one, settings), words.claim(one))))
    link = f"objective:{goal.objective_id}" if _drawn(question, one) else ""
    return (
        Cell(goal.title, note=department, link=link),
        Cell(name, note=place, remark=words.shares(one)),
        Cell(ends, note=aim, value=one.now),
        *((Cell(done, note=moved),) if _TASKS in columns else ()),
        Cell(pill=Pill(effects.said(one.look, settings), effects.TONES[one.look.effect]), note=said),
    )


def _looks(question: Question, ours: list[Outcome]) -> tuple[Block, ...]:
    wanted = question.parameter(CHOSEN)
    one = next((one for one in ours if one.goal.objective_id == wanted), ours[0])
    asked = "" if wanted in (None, one.goal.objective_id) else words.not_drawn(wanted)
    options = tuple((each.goal.objective_id, each.goal.title) for each in ours)
    choice = Choice(Head(name="A4.looks.choice"), CHOSEN, "Objective", options, one.goal.objective_id, asked)
    return choice, _drawing(question, one)


def _drawing(question: Question, one: Outcome) -> Block:
    """Draw a measure month by month, when the objective began, and what was expected of the months looked at."""
    settings, look, entry = question.settings, one.look, measure(one.goal.metric, question.settings)
    known = measured(question.data, one.goal, settings, question.view.period.last)
    if known is None:
        raise LookupError(f"{one.goal.objective_id} has no measure to draw")
    last = known.last
    months = np.arange(known.first, last + 1)
    seen = (months >= (look.months or (0, -1))[0]) & (months <= (look.months or (0, -1))[1])
    marks = {look.began: words.BEGAN}
    columns = {
        "x": pa.array(months.astype(float)), "y": pa.array(known.top / known.bottom),
        "band_low": pa.array(np.where(seen, look.low, np.nan), from_pandas=True),
        "band_high": pa.array(np.where(seen, look.high, np.nan), from_pandas=True),
        "mark": pa.array([marks.get(month) for month in months.tolist()], pa.string()),
    }  # fmt: skip
    head = Head(
        name="A4.looks.drawing", title=words.drawing_title(one, settings),
        subtitle=words.drawing_subtitle(one, settings),
        standing=standing_of(question.data, entry.formula.datasets), months=(known.first, last),
        also=(Ground(("objectives",)),), alt=words.drawing_alt(one, settings),
        notes=(words.FEW,) if too_few(known, (last - LOOK + 1, last), entry, settings) else (),
    )  # fmt: skip
    return Chart(
        head, "lines", pa.table(columns), Formats.of(settings).in_charts(entry), {"y": entry.label},
        locale=settings.locale,
    )  # fmt: skip
