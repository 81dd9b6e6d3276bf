"""Load: what is still to be done, by department and owner, over time, and how much of the work prevents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from dashboard.blocks import Bar, Block, Cell, Column, Fold, Head, Table
from dashboard.charts.data import Written, history
from dashboard.data.question import Question
from dashboard.data.registers import Department, Task, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.measures.figure import Series
from dashboard.measures.programme.load import Held, Load, load
from dashboard.words.accountability import load as words
from dashboard.words.accountability.placed import left_out, whose
from dashboard.words.formats import Formats

_NEEDS, _USES = (Task.dataset,), (Department.dataset,)
_MOST = 40
"""Owners that are listed; more are told."""


@feature("A8", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=_USES)
def commitments(question: Question) -> tuple[Block, ...]:
    """List the departments by what is still to be done, beside how much there was over the year; owners are folded."""
    found = load(question.data, question.view)
    trend = [_over_time(question, found)] if len(found.months) > 1 else []
    owners = [_owners(question, found)] if any(one.key for one in found.owners) else []
    return (_departments(question, found), *trend, *owners)


def _departments(question: Question, found: Load) -> Table:
    settings, view, period = question.settings, question.view, question.view.period
    names, company = department_names(question.data), question.manifest.company
    months = Formats.of(settings).months(period.first, period.last)
    idle = sum(not (one.open or one.made) for one in found.departments)
    notes = (left_out(found.unplaced, "open task", settings), words.made(found, months), words.idle(idle, settings))
    head = Head(
        name="A8", title=words.title(found, names, settings),
        subtitle=f"{whose(view, company, follows=found.follows)} · {words.subtitle(found, settings)}",
        standing=standing_of(question.data, _NEEDS), also=(Ground(_USES),),
        instead="" if idle < len(found.departments) else words.NO_TASKS,
        notes=tuple(filter(None, notes)),
    )  # fmt: skip
    columns = _columns(found)
    rows = [_row(question, one, names, columns) for one in found.departments if one.open or one.made]
    return Table(head, columns, ends(rows, "department", settings), words.ORDER)


def _columns(found: Load) -> tuple[Column, ...]:
    """Return the columns; one in which there is nothing for any department is left out."""
    counts = {"blocked": "Blocked", "aimless": "Without aim", "unowned": "No owner", "most": "Most on one"}
    per_heads = (Column("heads", words.PER_HEADS, "number"),)
    return (
        Column("department", "Department", "link", 1.4, 1), Column("open", "Open", "number", priority=1),
        *(per_heads if any(one.heads for one in found.departments) else ()),
        *(
            Column(name, label, "number") for name, label in counts.items()
            if _any(found, name) and (name != "aimless" or found.aims)
        ),
        *((Column("prevents", "Made in the period", "bar", 1.0),) if found.whole.made else ()),
    )  # fmt: skip


def _any(found: Load, name: str) -> bool:
    return any(getattr(one, name) for one in found.departments)


def _row(question: Question, one: Held, names: Mapping[str, str], columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    return tuple(_cell(question, one, names, column.name) for column in columns)


def _cell(question: Question, one: Held, names: Mapping[str, str], column: str) -> Cell:
    formats = Formats.of(question.settings)
    if column == "department":
        name = names.get(one.key, one.key)
        return Cell(name, link=f"department:{one.key}") if name else Cell(words.NOBODY, muted=True)
    if column == "open":
        return Cell(formats.count(one.open), remark=f"{one.overdue} overdue" if one.overdue else "", value=one.open)
    if column == "heads":
        return Cell(words.per_heads(one, question.settings))
    if column == "prevents":
        told = words.prevents(one)
        return Cell(told, drawing=Bar(one.preventive / one.told, alt=told) if one.told else None, muted=not one.told)
    number = getattr(one, column)
    return Cell(formats.count(number), value=number, muted=not number)


def _over_time(question: Question, found: Load) -> Block:
    months, opened = (np.array(one) for one in zip(*found.months, strict=True))
    nothing = np.full(len(months), np.nan)
    head = Head(
        name="A8.months", title=words.OVER_TIME, finding=False, told=partial(words.over_time, found, question.settings),
        standing=standing_of(question.data, _NEEDS),
        alt=words.OVER_TIME,
    )  # fmt: skip
    written = Written(number=",.0f", title="open tasks", locale=question.settings.locale, size="small")
    return history(Series(months, opened.astype(float), nothing, nothing, nothing), (), head, written)


def _owners(question: Question, found: Load) -> Fold:
    subtitle, stands_on = words.owners(found, question.settings), (Ground(_NEEDS),)
    head = Head(name="A8.owners", title=words.BY_OWNER, subtitle=subtitle, also=stands_on)
    return Fold(head, lambda: (_by_owner(question, found),))


def _by_owner(question: Question, found: Load) -> Table:
    formats = Formats.of(question.settings)
    columns = (
        Column("owner", "Owner", "person", 1.6, 1), Column("open", "Open", "number", priority=1),
        Column("overdue", "Overdue", "number"), Column("blocked", "Blocked", "number"),
        *((Column("aimless", "Without aim", "number"),) if found.aims else ()),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(one.key or words.NO_OWNER, muted=not one.key),
            *(Cell(formats.count(n), value=n) for column in columns[1:] for n in (getattr(one, column.name),)),
        )
        for one in found.owners[:_MOST]
    )
    told = partial(words.owners, found, question.settings)
    head = Head(name="A8.by_owner", title=words.BY_OWNER, finding=False, told=told, also=(Ground(_NEEDS),))
    return Table(head, columns, rows, words.ORDER, of=len(found.owners))
