"""The CX lead's mandate, beside what the departments answered to what was asked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.blocks import Block, Cell, Column, Head, Note, Part, Stack, Table, tells
from dashboard.data.question import Question
from dashboard.data.registers import ChangeRequest, Decision, Department, department_names, read_register
from dashboard.data.standing import Ground, standing_of
from dashboard.features.decisions import itself
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.measures.programme.mandate import Asked, Mandate, mandate
from dashboard.words.accountability import mandate as words
from dashboard.words.accountability.placed import left_out, whose
from dashboard.words.formats import Formats

_NEEDS, _USES = (ChangeRequest.dataset,), (Department.dataset, Decision.dataset)
_NAMES = (Ground((Department.dataset,)),)
_GROUNDS = (Ground((ChangeRequest.dataset, Decision.dataset)), *_NAMES)
_MOST = 10
"""Requests that are named; more are told."""

_COLUMNS = (
    Column("department", "Department", "link", 1.3, 1), Column("changes", "Changes asked for", "bar", 1.5),
    Column("data", "Data asked for", "bar", 1.3), Column("waits", "Undecided for", "number", 1.4),
)  # fmt: skip
_LONG = (
    Column("request", "Request", "link", 2.2, 1), Column("of", "Asked of", "link", 1.2),
    Column("kind", "For", "text", 0.6), Column("waits", "Undecided for", "number", 0.9, 1),
)  # fmt: skip


@feature("A7", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=_USES)
def cx_mandate(question: Question) -> tuple[Block, ...]:
    """Show who leads with what mandate, what came of what was asked, and by name what has waited for long."""
    day = question.manifest.as_of
    found = mandate(question.data, question.settings, day, question.view.regions)
    long = [one for one in found.waiting if one[0] > words.LONG]
    lead = Note(Head(name="A7.lead", title=words.LEAD), words.lead(found.lead, question.settings))
    return (lead, _answers(question, found), *([_waiting(question, long)] if long else []))


def _answers(question: Question, found: Mandate) -> Table:
    settings, names, company = question.settings, department_names(question.data), question.manifest.company
    day = Formats.of(settings).day(question.manifest.as_of)
    head = Head(
        name="A7", title=words.title(found, settings),
        subtitle=f"{whose(question.view, company, follows=found.follows)} · as of {day}",
        standing=standing_of(question.data, _NEEDS), also=_NAMES, instead="" if found.asked else words.NOTHING_ASKED,
        notes=tuple(filter(None, (left_out(found.unplaced, "request", settings),))),
    )  # fmt: skip
    asked = {(one.department_id, one.for_data): one for one in found.asked}
    of = {one.department_id: [days for days, each in found.waiting if each.department_id == one.department_id]
          for one in found.asked}  # fmt: skip
    undecided = {one: sum(each.undecided for each in found.asked if each.department_id == one) for one in of}
    order = sorted(of, key=lambda one: (-undecided[one], -max(of[one], default=0), names.get(one, one)))
    rows = [_row(question, one, asked, of[one], names) for one in order]
    return Table(head, _COLUMNS, ends(rows, "department", settings), words.ORDER, keys=tuple(enumerate(words.OUTCOMES)))


def _row(
    question: Question, department: str, asked: Mapping[tuple[str, bool], Asked], waits: Sequence[int],
    names: Mapping[str, str],
) -> tuple[Cell, ...]:  # fmt: skip
    waited, note = words.waits(waits, question.settings)
    return (
        _named(department, names),
        _outcomes(asked.get((department, False))),
        _outcomes(asked.get((department, True))),
        Cell(waited, note=note, value=max(waits, default=None)),
    )


def _named(department: str, names: Mapping[str, str]) -> Cell:
    name = names.get(department, department)
    return Cell(name, link=f"department:{department}") if name else Cell(words.NOBODY, muted=True)


def _outcomes(one: Asked | None) -> Cell:
    said = words.outcomes(one)
    parts = tuple(Part(name, getattr(one, name), role) for role, name in enumerate(words.OUTCOMES)) if one else ()
    return Cell(note=said, drawing=Stack(parts, said)) if parts else Cell(note=said)


def _waiting(question: Question, long: Sequence[tuple[int, ChangeRequest]]) -> Table:
    settings, names = question.settings, department_names(question.data)
    title = words.long_title([days for days, _ in long], settings)
    head = Head(name="A7.waiting", title=title, finding=False, told=tells(title), also=_GROUNDS)
    rows = tuple(
        (
            Cell(one.title, note=_answered(question, one), link=itself(f"request:{one.request_id}")),
            _named(one.department_id, names),
            Cell("data" if one.for_data else "a change"),
            Cell(Formats.of(settings).days(days), value=days),
        )
        for days, one in long[:_MOST]
    )
    return Table(head, _LONG, rows, words.OLDEST, of=len(long))


def _answered(question: Question, request: ChangeRequest) -> str:
    """Return what was decided about a request that is neither accepted nor declined; nothing where nothing was."""
    subject, today = f"request:{request.request_id}", question.manifest.as_of
    taken = [one for one in read_register(question.data, Decision) if one.answers(subject, request.raised_on, today)]
    newest = max(taken, key=lambda one: (one.decided_on or today, one.decision_id), default=None)
    return "" if newest is None else words.answered(newest, question.settings)
