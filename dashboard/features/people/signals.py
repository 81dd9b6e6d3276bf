"""What staff say works or does not: by department, by the customers' theme that it is about, and what still waits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from dashboard.blocks import Block, Cell, Column, Head, Part, Row, Stack, Table
from dashboard.data.question import Question
from dashboard.data.registers import Department, Signal, Theme, department_names, read_register
from dashboard.data.standing import Ground, standing_of
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.measures.people.signals import BARRIERS, Counted, Heard, heard
from dashboard.words.accountability.placed import whose
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.people import signals as words

MOST = 12
"""Rows of the lists; more are not read, and are told."""

_NEEDS, _NAMES, _THEMES = (Signal.dataset,), (Department.dataset,), (Theme.dataset,)
_ROLES = {kind: role for role, kind in enumerate(BARRIERS)}
_IN_TIME = Column("in_time", "In time", "number", 0.8, 1)
_WAITS = Column("waits", "Still waits", "number", 0.9)


@feature("H2", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=(*_NAMES, *_THEMES))
def what_staff_say(question: Question) -> tuple[Block, ...]:
    """List departments by how they answer, then what it is about and what waits the longest."""
    found = heard(question.data, question.view)
    lists = (*_themes(question, found), *_waiting(question, found))
    if not lists:
        return (_departments(question, found),)
    return _departments(question, found), Row(Head(name="H2.lists"), lists)


def _departments(question: Question, found: Heard) -> Table:
    settings, names = question.settings, department_names(question.data)
    there = bool(found.departments)
    head = Head(
        name="H2", title=words.title(found, names, settings) if there else words.NAME, finding=there,
        subtitle=_of_when(question, words.subtitle(found, settings)),
        standing=standing_of(question.data, _NEEDS), also=(Ground(_NAMES),),
        instead="" if there else words.NOTHING_RAISED,
        notes=tuple(filter(None, (words.undated(found, settings),))),
    )  # fmt: skip
    said = any(kind for kind, _ in found.whole.barriers)
    columns = (
        Column("department", "Department", "link", 1.4, 1), _IN_TIME, Column("raised", "Raised", "number", 0.7), _WAITS,
        *((Column("kinds", "Barrier", "bar", 1.6),) if said else ()),
    )  # fmt: skip
    keys = tuple((_ROLES[kind], words.BARRIERS[kind]) for kind, _ in found.whole.barriers) if said else ()
    rows = [_department(question, one, found, names)[: len(columns)] for one in found.departments]
    return Table(head, columns, ends(rows, "department", settings), words.ORDER, keys=keys)


def _department(question: Question, one: Counted, found: Heard, names: Mapping[str, str]) -> tuple[Cell, ...]:
    name, kinds = words.called(one.key, names), words.kinds(one)
    parts = tuple(Part(words.BARRIERS[kind], n, _ROLES[kind]) for kind, n in one.barriers)
    return (
        Cell(name, link=f"department:{one.key}") if one.key else Cell(name, muted=True),
        *_counts(question, one, found),
        Cell(note=kinds, drawing=Stack(parts, kinds)) if parts else Cell(NOTHING, muted=True),
    )  # fmt: skip


def _counts(question: Question, one: Counted, found: Heard) -> tuple[Cell, Cell, Cell]:
    formats = Formats.of(question.settings)
    return (
        Cell(
            words.in_time(one), note=words.lately(one, found), muted=not one.due,
            value=one.in_time / one.due if one.due else None,
        ),
        Cell(formats.count(one.raised), value=one.raised, muted=not one.raised),
        Cell(
            formats.count(one.waits), remark=words.oldest(one, question.settings), value=one.waits, muted=not one.waits
        ),
    )  # fmt: skip


def _themes(question: Question, found: Heard) -> tuple[Table, ...]:
    """List the customers' themes that staff speak of; nothing where none is ever named."""
    if not any(one.key for one in found.themes):
        return ()
    names = {one.theme_id: one.name for one in read_register(question.data, Theme)}
    head = Head(
        name="H2.themes", title=words.BY_THEME, finding=False,
        told=partial(words.about_themes, found, question.settings),
        subtitle=_of_when(question, words.subtitle(found, question.settings)),
        standing=standing_of(question.data, _NEEDS), also=(Ground(_THEMES),),
    )  # fmt: skip
    columns = (Column("theme", "Theme", "link", 1.7, 1), _IN_TIME, Column("raised", "Raised", "number", 0.7), _WAITS)
    rows = tuple((_theme(one, names), *_counts(question, one, found)) for one in found.themes[:MOST])
    return (Table(head, columns, rows, words.MOST_RAISED, of=len(found.themes)),)


def _theme(one: Counted, names: Mapping[str, str]) -> Cell:
    if one.key is None:
        return Cell(words.NO_THEME, muted=True)
    return Cell(names.get(one.key, one.key), link=f"theme:{one.key}")


def _waiting(question: Question, found: Heard) -> tuple[Table, ...]:
    """List what waits the longest; nothing where nothing was to be answered."""
    if not (found.waiting or found.whole.due):
        return ()
    formats, names = Formats.of(question.settings), department_names(question.data)
    head = Head(
        name="H2.waiting", title=words.WAITING, finding=False, told=partial(words.waiting, found, question.settings),
        subtitle=_of_when(question, f"as of {formats.day(found.months.until)}"),
        standing=standing_of(question.data, _NEEDS), also=(Ground(_NAMES),),
        instead="" if found.waiting else f"{words.waiting(found, question.settings)}.",
    )  # fmt: skip
    columns = (
        Column("signal", "Signal", "text", 2.2, 1), Column("waits", "Waits for", "number", 0.9, 1),
        Column("votes", "Votes", "number", 0.6),
    )  # fmt: skip
    rows = tuple(_signal(question, one, days, names) for one, days in found.waiting[:MOST])
    return (Table(head, columns, rows, words.LONGEST, of=len(found.waiting)),)


def _signal(question: Question, one: Signal, days: int, names: Mapping[str, str]) -> tuple[Cell, ...]:
    formats = Formats.of(question.settings)
    kind = words.BARRIERS[one.barrier] if one.barrier else ""
    return (
        Cell(one.title, note=" · ".join(filter(None, (words.called(one.department_id, names), kind)))),
        Cell(formats.days(days), value=days),
        Cell(formats.count(one.votes) if one.votes is not None else NOTHING, value=one.votes),
    )  # fmt: skip


def _of_when(question: Question, told: str) -> str:
    """Return of whom and when it is; a signal names no region or segment."""
    return f"{whose(question.view, question.manifest.company, follows=False)} · {told}"
