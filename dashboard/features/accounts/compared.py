"""Sponsored accounts beside comparable ones that never had a sponsor: score before and after, and revenue."""

from __future__ import annotations

from dashboard.blocks import Block, Cell, Column, Head, Table
from dashboard.data.question import Question
from dashboard.data.registers import SponsorMatch
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.measures.accounts.compared import Against, compared
from dashboard.words.accounts import compared as words

_NEEDS = (SponsorMatch.dataset,)
_COLUMNS = (
    Column("what", "What", "text", 1.7, 1), Column("sponsored", "Sponsored", "number", 0.8),
    Column("comparable", "Comparable", "number", 0.8), Column("difference", "Difference", "number", 1.1, 1),
    Column("accounts", "Accounts", "number", 0.8), Column("verdict", "Do they differ?", "pill", 1.1, 1),
)  # fmt: skip


@feature("C2", words.NAME, meaning=words.MEANING, needs=_NEEDS)
def sponsored_beside_comparable(question: Question) -> Block | None:
    """Hold the sponsored accounts against those alike; nothing where none is sponsored."""
    found, settings = compared(question.data, question.view), question.settings
    if not found.sponsored:
        return None
    head = Head(
        name="C2", title=words.title(found, settings), finding=found.told,
        subtitle=words.subtitle(found, question.view, question.manifest.company, settings),
        standing=standing_of(question.data, _NEEDS), instead=words.instead(found, settings),
        notes=(words.GRADE,) if found.told else (),
    )  # fmt: skip
    rows = tuple(_row(question, one) for one in found.outcomes) if found.told else ()
    return Table(head, _COLUMNS, rows)


def _row(question: Question, one: Against) -> tuple[Cell, ...]:
    settings, told = question.settings, one.told
    (label, note), (apart, within) = words.LABELS[one.outcome], words.difference(one, settings)
    number, others = words.accounts(one, settings)
    return (
        Cell(label, note=note),
        Cell(words.mean(one, one.sponsored, settings), value=one.sponsored if told else None, muted=not told),
        Cell(words.mean(one, one.comparable, settings), value=one.comparable if told else None, muted=not told),
        Cell(apart, note=within, value=one.difference.value if told else None, muted=not one.clear),
        Cell(number, note=others, value=one.accounts),
        Cell(pill=words.verdict(one)),
    )
