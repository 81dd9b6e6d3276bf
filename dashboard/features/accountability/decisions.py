"""All that needs a decision, with what can be chosen and what waiting costs; and what was decided of late."""

from __future__ import annotations

from functools import partial

from dashboard.blocks import Block, Cell, Column, Head, Table, tells
from dashboard.data.question import Question
from dashboard.features.decisions import ALL, asked_of, detail, notes
from dashboard.features.feature import feature
from dashboard.measures.decisions.pending import Pending
from dashboard.measures.decisions.waiting import DATASETS, Decided, Waiting, connected, waiting
from dashboard.words import decisions as words
from dashboard.words import figures
from dashboard.words.formats import Formats

MOST = 40
"""Rows of a list; more are not read, and are told."""

_PENDING = (
    Column("question", "Question", "link", 2.4, 1), Column("options", "Options", "text", 1.6),
    Column("by", "Asked by", "text", 0.9), Column("of", "Asked of", "person", 1.1),
    Column("cost", "Waiting costs", "number", 1.0, 1), Column("since", "Open for", "number", 1.0),
)  # fmt: skip
_DECIDED = (
    Column("subject", "About", "link", 1.6, 1), Column("choice", "Decided", "text", 1.6, 1),
    Column("reason", "Why", "text", 2.0), Column("of", "Asked of", "person", 1.0), Column("day", "On", "day", 0.7),
)  # fmt: skip


@feature("O5.all", "What needs a decision, and what was decided", meaning=words.MEANING, uses=DATASETS)
def decisions(question: Question) -> tuple[Block, ...]:
    """List every question that waits, the costliest first, and the decisions of late below."""
    if not connected(question.data):
        return ()
    found = waiting(question.data, question.settings)
    return (_pending(question, found), *([_decided(question, found)] if found.decided else []))


def _pending(question: Question, found: Waiting) -> Block:
    rows = tuple(_row(question, one) for one in found.pending[:MOST])
    head = Head(
        name="O5.all", title=words.TITLE, finding=False, told=partial(words.told, found, question.settings),
        subtitle=figures.WHOLE_COMPANY if question.view.filtered else "",
        instead="" if rows else words.nothing_waits(found),
        notes=(*_asked_in_vain(question, found), *notes(question, found)),
    )  # fmt: skip
    return Table(head, _PENDING, rows, words.WHOLE_ORDER, of=len(found.pending))


def _row(question: Question, one: Pending) -> tuple[Cell, ...]:
    settings = question.settings
    return (
        Cell(words.question(one, settings), link=detail(one), strong=_is_asked_for(question, one.subject)),
        Cell(words.options(one)),
        Cell(words.asked_by(one)),
        asked_of(question, one.of_whom),
        Cell(words.cost(one, settings), note=words.cost_is(one), value=one.cost.amount, muted=not one.cost.unit),
        Cell(words.age(one, settings), note=words.since(one, settings), value=one.days),
    )


def _decided(question: Question, found: Waiting) -> Block:
    title = words.decided_title(len(found.decided), question.settings)
    head = Head(name="O5.all.decided", title=title, finding=False, told=tells(title))
    rows = tuple(_answer(question, one) for one in found.decided[:MOST])
    return Table(head, _DECIDED, rows, words.DECIDED_ORDER, of=len(found.decided))


def _answer(question: Question, one: Decided) -> tuple[Cell, ...]:
    taken, formats = one.decision, Formats.of(question.settings)
    kind = one.subject.kind
    link = taken.subject if kind in ("theme", "department", "measure", "pilot") else ""
    return (
        Cell(words.subject(one.subject), link=link, strong=_is_asked_for(question, taken.subject)),
        Cell(taken.choice),
        Cell(taken.reason or ""),
        asked_of(question, taken.asked_of) if taken.asked_of else Cell(),
        Cell(formats.day(taken.decided_on) if taken.decided_on else "", value=taken.decided_on),
    )


def _is_asked_for(question: Question, subject: str) -> bool:
    return question.parameter("decision") == subject


def _asked_in_vain(question: Question, found: Waiting) -> tuple[str, ...]:
    """Answer a link that names what the lists do not hold."""
    asked = question.parameter("decision")
    known = {ALL.partition(":")[2], *(one.subject for one in found.pending)}
    known |= {one.decision.subject for one in found.decided}
    return () if asked is None or asked in known else (words.unknown(asked),)
