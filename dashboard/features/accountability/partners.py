"""Who has to work with whom: department by department, what they share."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from dashboard.blocks import Block, Cell, Column, Head, Table
from dashboard.data.question import Question
from dashboard.data.registers import department_names
from dashboard.data.standing import reasons_of, standing_of
from dashboard.features.accountability.conflicts import grounds_of_conflicts
from dashboard.features.feature import feature
from dashboard.features.top_ten.rows import THEMES, told_by_gap_of_all
from dashboard.measures.programme.conflicts import conflicts
from dashboard.measures.programme.moves import DATASETS as MEASURED
from dashboard.measures.programme.partners import Partnership, partnerships
from dashboard.measures.themes.sums import DATASETS as SUMS
from dashboard.settings import Settings
from dashboard.words.accountability import conflicts as of_conflicts
from dashboard.words.accountability import partners as words
from dashboard.words.accountability.one_department import exchanged
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.top_ten.themes import points_lost_of

MOST = 10
"""Partnerships that are told."""

_NEEDS = ("departments",)
_HANDED = ("hand_offs",)
_PARTS = (("themes", "theme_departments", *SUMS), _HANDED, ("objectives",))
_PAIR = Column("pair", "Departments", "text", 1.6, 1)
_HAND_OFFS = (Column("handed", "Journeys handed to each other", "text", 1.6),)
_CONFLICTS = (Column("conflicts", "Conflicts", "number", 0.8), Column("first", "Which first?", "link", 2.0))


@feature("A10", words.NAME, needs=_NEEDS, uses=("objectives", *_HANDED, *THEMES, *MEASURED), meaning=words.MEANING)
def partners(question: Question) -> Block | None:
    """List the partnerships that matter most, at most ten; a column whose tables are not connected is not drawn."""
    found = partnerships(question.data, question.view, question.settings)
    if not found:
        return None
    parts = [standing_of(question.data, names) for names in _PARTS]
    few = of_conflicts.too_few(conflicts(question.data, question.view, question.settings), question.settings)
    names, period = department_names(question.data), question.view.period
    head = Head(
        name="A10", title=words.title(found, names, question), subtitle=words.subtitle(question),
        standing=standing_of(question.data, _NEEDS), months=(period.first, period.last),
        also=grounds_of_conflicts(question),
        notes=(*reasons_of(parts), *few, *told_by_gap_of_all(question)),
    )  # fmt: skip
    drawn = [at for at, part in enumerate(parts) if part.shown]
    columns = (_PAIR, *chain.from_iterable((_costs(question.settings), _HAND_OFFS, _CONFLICTS)[at] for at in drawn))
    rows = tuple(
        (Cell(words.pair(one, names)), *chain.from_iterable(_CELLS[at](question, one) for at in drawn))
        for one in found[:MOST]
    )
    return Table(head, columns, rows, words.ORDER, of=len(found))


def _costs(settings: Settings) -> tuple[Column, ...]:
    shared = Column("themes", "Themes both have a part in", "text", 2.0)
    return shared, Column("points", points_lost_of(settings), "number", 0.8, 1)


def _themes(question: Question, one: Partnership) -> tuple[Cell, ...]:
    points = Formats.of(question.settings).number(one.points, 1) if one.themes else NOTHING
    return Cell(words.shared(one)), Cell(points, value=one.points)


def _conflicts(question: Question, one: Partnership) -> tuple[Cell, ...]:
    formats, number = Formats.of(question.settings), len(one.conflicts)
    if not number:
        return Cell(NOTHING, value=0), Cell()
    first = one.conflicts[0]
    return Cell(formats.count(number), value=number), Cell(of_conflicts.question(first), link=first.subject)


def _hand_offs(question: Question, one: Partnership) -> tuple[Cell, ...]:
    if not one.handed.handed:
        return (Cell(NOTHING),)
    return (Cell(exchanged(one.handed, question.settings), value=one.handed.lost),)


_CELLS: tuple[Callable[[Question, Partnership], tuple[Cell, ...]], ...] = (_themes, _hand_offs, _conflicts)
"""The cells of the columns, in the order of what they stand on."""
