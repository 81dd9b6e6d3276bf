"""Empowerment: what is given at discretion, by department and kind, and what became of those customers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

from dashboard.blocks import Bar, Block, Cell, Chart, Column, Head, Table
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.data.registers import Department, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.measures.people.conceded import DATASET, FOLLOWED, GIVEN_OVER, conceded
from dashboard.measures.people.empowerment import ACTS, CASES, SIZES, Acts, Empowered, empowered
from dashboard.measures.people.months import year_of
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.people import conceded as after
from dashboard.words.people import empowerment as words

MOST = 10
"""Kinds of acts that are listed; more are told."""

_NEEDS, _NAMES = (ACTS,), (Department.dataset,)


@feature("H4", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=(SIZES, CASES, *_NAMES))
def empowerment(question: Question) -> tuple[Block, ...]:
    """List departments by how much they give without asking, and below what it is."""
    found = empowered(question.data, question.view, question.settings)
    there = found is not None and bool(found.departments)
    names, settings = department_names(question.data), question.settings
    period = year_of(question.view)
    head = Head(
        name="H4", title=words.title(found, names, settings) if found is not None and there else words.NAME,
        finding=there, subtitle=words.subtitle(found, question.view, question.manifest.company, settings),
        standing=standing_of(question.data, _NEEDS), months=period,
        also=(Ground((SIZES, CASES), period), Ground(_NAMES)), instead="" if there else words.NOTHING_GIVEN,
        notes=words.notes(found, settings) if found is not None and there else (),
    )  # fmt: skip
    if found is None or not there:
        return (Table(head, (Column("department", "Department", "link"),), ()),)
    columns = _columns(found)
    rows = [_row(question, one, names, columns) for one in found.departments]
    return Table(head, columns, ends(rows, "department", settings), words.ORDER), _kinds(question, found)


def _columns(found: Empowered) -> tuple[Column, ...]:
    """Return the columns; those of which nothing is known are left out."""
    return (
        Column("department", "Department", "link", 1.4, 1),
        *((Column("alone", "Without approval", "bar", 1.4, 1),) if found.whole.told else ()),
        Column("n", "Acts", "number", 0.6),
        *((Column("cases", "To 1,000 cases", "number", 0.9),) if found.whole.cases else ()),
        *((Column("amount", "Amount", "number", 0.8), Column("each", "Each", "number", 0.6))
          if found.whole.valued else ()),
        *((Column("large", "Far above the rest", "number", 1.1),) if math.isfinite(found.above) else ()),
    )  # fmt: skip


def _row(
    question: Question, one: Acts, names: Mapping[str, str], columns: tuple[Column, ...]
) -> tuple[Cell, ...]:  # fmt: skip
    formats, settings, told = Formats.of(question.settings), question.settings, words.of(one, question.settings)
    name, (large, part) = words.called(one, names), words.large(one, settings)
    cells = {
        "department": Cell(name, link=f"department:{one.key}") if one.key else Cell(name, muted=True),
        "kind": Cell(one.key or ""),
        "alone": Cell(
            told, drawing=Bar(one.share, alt=told) if one.told else None, muted=not one.told,
            value=one.share if one.told else None,
        ),
        "n": Cell(formats.count(one.n), value=one.n),
        "cases": Cell(words.per_thousand(one, settings), value=one.per_thousand, muted=not one.cases),
        "amount": Cell(words.amount(one, settings), value=one.amount if one.valued else None, muted=not one.valued),
        "each": Cell(words.each(one, settings), value=one.each, muted=not one.valued),
        "large": Cell(large, note=part, value=one.large, muted=not one.large),
    }  # fmt: skip
    return tuple(cells[column.name] for column in columns)


def _kinds(question: Question, found: Empowered) -> Table:
    head = Head(
        name="H4.kinds", title=words.BY_KIND, finding=False,
        told=partial(words.by_kind, found.kinds, question.settings),
        subtitle=words.subtitle(found, question.view, question.manifest.company, question.settings),
        standing=standing_of(question.data, _NEEDS), months=year_of(question.view),
    )  # fmt: skip
    left_out = ("department", "cases", "large")
    columns = (
        Column("kind", "Kind", "text", 1.4, 1),
        *(column for column in _columns(found) if column.name not in left_out),
    )  # fmt: skip
    rows = tuple(_row(question, one, {}, columns) for one in found.kinds[:MOST])
    return Table(head, columns, rows, words.MOST, of=len(found.kinds))


@feature("H4.after", after.NAME, meaning=after.MEANING, needs=(DATASET,))
def what_became_of_them(question: Question) -> Chart:
    """Draw who stayed, of customers with cases to whom something was given and of the others."""
    settings, view = question.settings, question.view
    found = conceded(question.data, view, settings)
    instead = after.instead(found, view, settings)
    told = () if found is None or instead else found.told
    head = Head(
        name="H4.after", title=after.NAME if found is None or instead else after.title(found, settings),
        finding=not instead,
        subtitle=f"{figures.scope(view, question.manifest.company)} · {after.subtitle(found, settings)}",
        standing=standing_of(question.data, (DATASET,)),
        months=(view.period.last - FOLLOWED - GIVEN_OVER + 1, view.period.last), instead=instead,
        notes=after.notes(found, settings) if found is not None and told else (),
        alt=after.alternative(found, settings),
    )  # fmt: skip
    formats = Formats.of(settings)
    rows = [
        Group(after.ACTS[one.act], one.kept.value, one.kept.low, one.kept.high, one.customers,
              formats.percent(one.kept.value))
        for one in told
    ]  # fmt: skip
    return groups(rows, head, Written(number=".1%", title=after.STAYED, locale=settings.locale, size="small"))
