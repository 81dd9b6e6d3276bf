"""Where feedback comes from: by source, what comments are about, and whom it hears."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dashboard.blocks import Block, Cell, Column, Head, Part, Stack, Table
from dashboard.data.question import Question
from dashboard.data.registers import Theme, read_register
from dashboard.data.standing import Ground, standing_of
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.features.measure import change_of
from dashboard.measures.voice.sources import (
    COMMENTS,
    CUSTOMERS,
    HEARD,
    MENTIONS,
    About,
    Kind,
    Region,
    Source,
    regions_heard,
    sources,
    themes_heard,
)
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.voice import sources as words

MOST = 8
"""Themes that are listed; more are not read, and are told."""

_ROLES = 5
"""Sources of comments that have a colour of their own."""

_NONE = Cell(NOTHING, muted=True)


@feature("V3", words.NAME, meaning=words.MEANING, needs=(HEARD,), uses=(COMMENTS,))
def where_from(question: Question) -> Block:
    """List the sources: how often customers were heard, of how many it is known who, and whether it was answered."""
    data, view, settings = question.data, question.view, question.settings
    found = sources(data, view, settings)
    there = any(one.n for one in found)
    months = (view.period.first, view.period.last)
    head = Head(
        name="V3", title=words.title(found, view, settings), finding=there, subtitle=words.scope(question),
        months=months, standing=standing_of(data, (HEARD,)), also=(Ground((COMMENTS,), months), *_against(question)),
        instead="" if there else words.NOTHING_HEARD,
        notes=tuple(filter(None, (words.least_answered(found, settings),))),
    )  # fmt: skip
    themed, noted = (any(one.comments is not None and getattr(one.comments, name) for one in found)
                     for name in ("themed", "noted"))  # fmt: skip
    columns = (
        Column("source", "Source", "text", 1.4, 1), Column("heard", "Heard", "number", 0.9, 1),
        Column("change", "Change", "pill", 1.2), Column("known", "From known customers", "number", 1.1),
        *((Column("themed", "Theme said", "number", 0.9),) if themed else ()),
        *((Column("in_time", "Answered in time", "number", 1.2),) if noted else ()),
    )  # fmt: skip
    shares = words.shares([one.n for one in found], settings)
    rows = []
    for one, share in zip(found, shares, strict=True):
        of_comments = (*((_themed(question, one),) if themed else ()), *((_answered(question, one),) if noted else ()))
        rows.append((*_row(question, one, share), *of_comments))
    return Table(head, columns, ends(rows, "source", settings), words.ORDER)


def _against(question: Question) -> tuple[Ground, ...]:
    against = question.view.against
    return () if against is None else (Ground((HEARD,), (against.first, against.last)),)


def _row(question: Question, one: Source, share: str) -> tuple[Cell, ...]:
    settings, formats = question.settings, Formats.of(question.settings)
    moved = change_of(question, one.figure)
    change = Cell(" ".join(filter(None, (moved.arrow, moved.text))), pill=moved.pill)
    begun = Cell(NOTHING, note=words.since(one, settings), muted=True)
    return (
        Cell(words.called(one.key)),
        Cell(formats.count(one.n), note=share, value=one.n, strong=True),
        change if one.on_record(question.view) else begun if question.view.against is not None else _NONE,
        _share(question, one.named, one.n),
    )


def _share(question: Question, part: int, whole: int) -> Cell:
    if not whole:
        return _NONE
    share, numbers = words.of_share(part, whole, question.settings)
    return Cell(share, note=numbers, value=part / whole, muted=not numbers)


def _themed(question: Question, one: Source) -> Cell:
    known = one.comments
    return _NONE if known is None else _share(question, known.themed, known.n)


def _answered(question: Question, one: Source) -> Cell:
    known, settings = one.comments, question.settings
    if known is None or not known.due:
        return Cell(NOTHING, note=words.answering(known), muted=True)
    return Cell(
        words.of_number(known.in_time, known.due, settings), remark=words.unanswered(known, settings),
        value=known.in_time / known.due,
    )  # fmt: skip


@feature("V3.about", words.ABOUT, meaning=words.MEANING_ABOUT, needs=(COMMENTS,), uses=(HEARD, Theme.dataset, MENTIONS))
def what_about(question: Question) -> Block | None:
    """List the themes that comments are about; nothing where there are no comments."""
    data, view, settings = question.data, question.view, question.settings
    found, months = themes_heard(data, view), (view.period.first, view.period.last)
    comments = [one.comments for one in sources(data, view, settings) if one.comments is not None]
    every = sum(one.n for one in comments)
    if not every:
        return None
    names = {one.theme_id: one.name for one in read_register(data, Theme)}
    head = Head(
        name="V3.about", title=words.ABOUT, finding=False, told=partial(words.about_told, found, names, settings),
        subtitle=words.about_subtitle(question, sum(one.themed for one in comments), every), months=months,
        standing=standing_of(data, (COMMENTS,)), also=(Ground((Theme.dataset,)), Ground((HEARD, MENTIONS), months)),
        instead="" if found else words.NO_THEME_SAID,
    )  # fmt: skip
    mentioned = any(one.mentions is not None for one in found)
    named = _by_size(found)
    columns = (
        Column("theme", "Theme", "link", 1.8, 1), Column("comments", "Comments", "number", 0.8, 1),
        Column("by", "By source", "bar", 1.4),
        *((Column("mentions", "Mentions in surveys", "number", 0.9),) if mentioned else ()),
    )  # fmt: skip
    rows = tuple(_theme(question, one, names, named)[: len(columns)] for one in found[:MOST])
    return Table(head, columns, rows, words.MOST_COMMENTS, of=len(found), keys=_keys(named))


def _by_size(found: Sequence[About]) -> tuple[str, ...]:
    """Return the sources of comments, those of most first."""
    sums: dict[str, int] = {}
    for source, number in (part for one in found for part in one.by_source):
        sums[source] = sums.get(source, 0) + number
    return tuple(sorted(sums, key=lambda source: (-sums[source], source)))


def _keys(named: Sequence[str]) -> tuple[tuple[int, str], ...]:
    own = tuple((role, words.source_name(source)) for role, source in enumerate(named[:_ROLES]))
    return (*own, (_ROLES, words.OTHERS)) if len(named) > _ROLES else own


def _theme(question: Question, one: About, names: dict[str, str], named: Sequence[str]) -> tuple[Cell, ...]:
    formats, of = Formats.of(question.settings), dict(one.by_source)
    own = [(source, of[source]) for source in named[:_ROLES] if source in of]
    rest = sum(of[source] for source in named[_ROLES:] if source in of)
    told = [*own, *([(words.OTHERS, rest)] if rest else [])]
    parts = tuple(
        Part(source, number, named.index(source) if source in named else _ROLES) for source, number in told
    )  # fmt: skip
    few = one.mentions is not None and one.mentions < question.settings.least_n
    mentions = _NONE if one.mentions is None else Cell(formats.count(one.mentions), value=one.mentions, muted=few)
    return (
        Cell(names.get(one.theme_id, one.theme_id), link=f"theme:{one.theme_id}"),
        Cell(formats.count(one.n), value=one.n),
        Cell(note=words.by_source(told), drawing=Stack(parts, words.by_source(told))),
        mentions,
    )


@feature("V3.whom", words.WHOM, meaning=words.MEANING_WHOM, needs=(HEARD,), uses=(CUSTOMERS,))
def whom_it_hears(question: Question) -> Block | None:
    """List the regions by how often they are heard, beside their customers; nothing of a single one."""
    data, view, settings = question.data, question.view, question.settings
    found, months = regions_heard(data, view), (view.period.first, view.period.last)
    kinds = [kind for kind in words.KINDS if any(one.heard.get(kind) for one in found)]
    if len(found) < 2 or not kinds:
        return None
    known = any(one.customers is not None for one in found)
    head = Head(
        name="V3.whom", title=words.WHOM, finding=False, told=partial(words.whom_told, found, settings),
        subtitle=words.whom_subtitle(question, customers=known), months=months, standing=standing_of(data, (HEARD,)),
        also=(Ground((CUSTOMERS,), (months[1], months[1])),),
    )  # fmt: skip
    columns = (
        Column("region", "Region", "text", 1.3, 1),
        *((Column("customers", "Customers", "number", 1.0, 1),) if known else ()),
        *((Column("all", words.ALL, "number", 1.0),) if len(kinds) > 1 else ()),
        *(Column(kind, words.KINDS[kind], "number", 1.0) for kind in kinds),
    )  # fmt: skip
    every = [_cells(question, [one.n for one in found])] if len(kinds) > 1 else []
    customers = [_cells(question, [one.customers or 0 for one in found])] if known else []
    counted = zip(*customers, *every, *(_of_kind(question, found, kind) for kind in kinds), strict=True)
    rows = [(Cell(words.region_name(one.label)), *cells) for one, cells in zip(found, counted, strict=True)]
    return Table(head, columns, ends(rows, "region", settings), words.ORDER)


def _of_kind(question: Question, found: Sequence[Region], kind: Kind) -> list[Cell]:
    return _cells(question, [one.heard.get(kind, 0) for one in found])


def _cells(question: Question, numbers: list[int]) -> list[Cell]:
    """Return each number below its part of all of them."""
    formats = Formats.of(question.settings)
    shares = words.shares(numbers, question.settings)
    return [
        Cell(share, note=formats.count(number), value=number, muted=not number)
        for number, share in zip(numbers, shares, strict=True)
    ]
