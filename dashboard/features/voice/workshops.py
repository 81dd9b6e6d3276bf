"""Was the workshop on the voice of the customer held, and who came?"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Block, Cell, Column, Head, Table
from dashboard.data.question import Question
from dashboard.data.registers import Department, Session, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.measures.voice.workshops import Workshop, workshops
from dashboard.words.accountability.placed import left_out, whose
from dashboard.words.formats import Formats
from dashboard.words.voice import workshops as words

MOST = 6
"""Workshops that are listed; more are not read, and are told."""

_NEEDS, _USES = (Session.dataset,), (Department.dataset,)
_COLUMNS = (
    Column("held", "Held on", "day", 0.8, 1), Column("came", "Came", "number", 1.0, 1),
    Column("missed", "Did not come", "text", 2.4),
)  # fmt: skip


@feature("V2", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=_USES)
def was_it_held(question: Question) -> Block:
    """List the year's workshops with who came and who did not."""
    settings, view = question.settings, question.view
    found, names = workshops(question.data, view), department_names(question.data)
    ever = bool(found.held) or found.before is not None
    theirs = whose(view, question.manifest.company, follows=found.follows)
    head = Head(
        name="V2", title=words.title(found, view.period, settings) if ever else words.NAME, finding=ever,
        subtitle=f"{theirs} · {words.subtitle(found, settings)}",
        standing=standing_of(question.data, _NEEDS), also=(Ground(_USES),),
        instead="" if found.held else f"{words.title(found, view.period, settings)}." if ever else words.NEVER,
        notes=tuple(filter(None, (left_out(found.unplaced, "workshop", settings),))),
    )  # fmt: skip
    rows = tuple(_row(question, one, names) for one in found.held[:MOST])
    return Table(head, _COLUMNS, rows, words.ORDER, of=len(found.held))


def _row(question: Question, one: Workshop, names: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        Cell(Formats.of(question.settings).day(one.held_on), note=one.region or "", value=one.held_on),
        Cell(words.came(one, question.settings), value=len(one.came) if one.noted else None, muted=not one.noted),
        Cell(words.missed(one, names), note=words.not_noted(one, names), muted=not one.missed),
    )
