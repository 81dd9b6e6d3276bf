"""A report per line of business: its themes with evidence, its scores, and the plan of action that is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.blocks import Block, Cell, Choice, Column, Head, Pill, Table
from dashboard.data.labels import DEPARTMENT, OF_SCORES, labels_of, read_from
from dashboard.data.question import Question
from dashboard.data.registers import Department, Task, department_names
from dashboard.data.standing import Ground, Standing, standing_of
from dashboard.features.accountability.one_department import TONES
from dashboard.features.accountability.said import of_one
from dashboard.features.feature import feature
from dashboard.features.labels import OF_DEPARTMENTS
from dashboard.features.measure import datasets_of
from dashboard.features.top_ten.rows import (
    ALONE,
    KEYS,
    THEMES,
    besides,
    columns,
    kinds,
    listed_months,
    row,
    themes_of,
    told_by_gap,
    untold,
)
from dashboard.measures.themes.sums import DATASETS
from dashboard.measures.themes.theme import TopTen
from dashboard.measures.voice.plan import Planned, lines_of_business, plan
from dashboard.words import figures
from dashboard.words.accountability.one_department import promised, stands
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.top_ten.themes import stands_on
from dashboard.words.voice import report as words

CHOSEN = "department"
"""The parameter of the address that names the line of business."""

MOST = 30
"""Steps of the plan that are listed; more are not read, and are told."""

_NAMES = (Department.dataset,)
_STEPS = (
    Column("step", "Step", "text", 2.2, 1), Column("theme", "Theme", "link", 1.5),
    Column("owner", "Owner", "person", 1.1), Column("due", "Due", "day", 0.9, 1),
    Column("stands", "Stands", "pill", 1.0, 1),
)  # fmt: skip


def chosen(question: Question) -> str | None:
    """Return the line of business that the address asks for, else the first by name; None where none is kept."""
    known, asked = lines_of_business(question.data), question.parameter(CHOSEN)
    return asked if asked in known else next(iter(known), None)


@feature("V1", words.NAME, meaning=words.MEANING, needs=(*_NAMES, *DATASETS), uses=THEMES)
def what_to_hear(question: Question) -> tuple[Block, ...]:
    """Show the themes that the chosen line of business answers for; nothing where no department is kept."""
    known, department = lines_of_business(question.data), chosen(question)
    if department is None:
        return ()
    asked, name = question.parameter(CHOSEN), known[department]
    said = "" if asked in (None, department) else words.unknown(asked or "", name)
    choice = Choice(
        Head(name="V1.choice", title=words.NAME), CHOSEN, "Line of business", tuple(known.items()), department, said
    )  # fmt: skip
    return choice, _themes(question, department, name)


def _themes(question: Question, department: str, name: str) -> Table:
    settings, themes = question.settings, themes_of(question)
    found = plan(question.data, question.view, department, settings)
    head = Head(
        name="V1", title=words.title(name, found, settings) if found else words.NAME, finding=bool(found),
        subtitle=f"{stands_on(themes, question.view, settings)} · stages and tasks as of "
        f"{Formats.of(settings).day(question.manifest.as_of)}",
        standing=_standing(question, themes), months=listed_months(themes), also=(*besides(themes), Ground(_NAMES)),
        instead="" if found else words.nothing(name),
        notes=(*told_by_gap(themes, settings), *untold(question)) if found else (),
    )  # fmt: skip
    rows = tuple(row(question, one.owned.theme, themes) for one in found)
    keys = tuple(key for key in KEYS if key[0] != ALONE and kinds(themes))
    return Table(head, columns(question, themes, "points lost"), rows, "the most points lost first", keys=keys)


def _standing(question: Question, themes: TopTen, *more: str) -> Standing:
    """Return what the report stands on, and what is to be said of the themes' own data."""
    own = standing_of(question.data, (*_NAMES, *more, *DATASETS))
    return replace(own, reasons=tuple(dict.fromkeys((*own.reasons, *themes.standing.reasons))))


@feature(
    "V1.scores", words.SCORES, meaning=words.MEANING_SCORES, needs=OF_SCORES,
    uses=(*_NAMES, *read_from(DEPARTMENT), *datasets_of(OF_DEPARTMENTS)),
)  # fmt: skip
def what_customers_say_of_it(question: Question) -> Block | None:
    """Show the scores of the chosen line of business beside those of all; nothing where no answer names it."""
    department = chosen(question)
    if department is None or department not in labels_of(question.data, DEPARTMENT):
        return None
    return of_one(question, "V1.scores", department)


@feature("V1.plan", words.PLAN, meaning=words.MEANING_PLAN, needs=(*_NAMES, Task.dataset, *DATASETS), uses=THEMES)
def what_to_do(question: Question) -> Block | None:
    """List what is recorded as to be done about the themes of the chosen line of business."""
    department, settings, today = chosen(question), question.settings, question.manifest.as_of
    if department is None:
        return None
    found = plan(question.data, question.view, department, settings)
    name, themes = lines_of_business(question.data)[department], themes_of(question)
    whole = f"{figures.WHOLE_COMPANY} · " if question.view.filtered else ""
    head = Head(
        name="V1.plan", title=words.plan_title(name, found, today, settings) if found else words.PLAN,
        finding=bool(found), instead="" if found else words.nothing_to_plan(name),
        subtitle=f"{whole}{words.plan_subtitle(today, settings)}", standing=_standing(question, themes, Task.dataset),
        months=listed_months(themes), also=(*besides(themes), Ground(_NAMES)),
    )  # fmt: skip
    names = department_names(question.data)
    rows = [cells for one in found for cells in _steps(question, one, department, names)]
    return Table(head, _STEPS, tuple(rows[:MOST]), words.ORDER, of=len(rows))


def _steps(question: Question, one: Planned, department: str, names: Mapping[str, str]) -> list[tuple[Cell, ...]]:
    settings, theme = question.settings, one.owned.theme
    of_theme = Cell(
        theme.name, note=words.costs(one, settings), link=f"theme:{theme.theme_id}",
        remark="" if one.mended or not one.steps else words.NOT_MENDED,
    )  # fmt: skip
    if not one.steps:
        none = Cell(words.nothing_recorded(one), note=words.done(one, settings))
        return [(none, of_theme, Cell(NOTHING, muted=True), Cell(NOTHING, muted=True), Cell())]
    return [_step(question, task, of_theme, _other(task, department, names)) for task in one.steps]


def _other(task: Task, department: str, names: Mapping[str, str]) -> str:
    """Return which department a step is of, where it is another."""
    return "" if task.department_id == department else names.get(task.department_id, task.department_id)


def _step(question: Question, task: Task, of_theme: Cell, whose: str) -> tuple[Cell, ...]:
    settings = question.settings
    word, since = stands(task, question.manifest.as_of, settings)
    due = Formats.of(settings).day(task.due_on) if task.due_on else NOTHING
    return (
        Cell(task.title, note=words.kind(task)), of_theme,
        Cell(task.owner or "", note=whose, remark="" if task.owner else "nobody"),
        Cell(due, note=promised(task, settings), value=task.due_on),
        Cell(pill=Pill(word, TONES.get(word, "")), note=since),
    )  # fmt: skip
