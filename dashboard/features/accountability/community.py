"""The cross-LOB community: which department came to what, and when it was last told what its customers say."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Block, Cell, Column, Head, Table
from dashboard.data.question import Question
from dashboard.data.registers import Department, Session, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.measures.programme.community import TOLD, Attendance, Community, community
from dashboard.words.accountability import community as words
from dashboard.words.accountability.placed import left_out, whose
from dashboard.words.formats import NOTHING, Formats

_NEEDS, _USES = (Session.dataset,), (Department.dataset,)


@feature("A9", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=_USES)
def who_came(question: Question) -> Block:
    """List the departments by the kinds of sessions that they came to."""
    settings, period = question.settings, question.view.period
    found, names = community(question.data, question.view), department_names(question.data)
    theirs = whose(question.view, question.manifest.company, follows=found.follows)
    head = Head(
        name="A9", title=words.title(found, names) if found.held else words.NAME, finding=bool(found.held),
        subtitle=f"{theirs} · {words.subtitle(found, period, settings)}" if found.held else theirs,
        standing=standing_of(question.data, _NEEDS), also=(Ground(_USES),),
        instead="" if found.held else words.NOTHING_HELD,
        notes=tuple(filter(None, (left_out(found.unplaced, "session", settings),))),
    )  # fmt: skip
    kinds = tuple(Column(kind, words.KINDS[kind], "number") for kind, _ in found.held)
    told = (Column("last_told", words.LAST_TOLD, "day"),) if _tells(found) else ()
    columns = (Column("department", "Department", "link", 1.4, 1), *kinds, *told)
    rows = [_row(question, one, found, names)[: len(columns)] for one in found.departments]
    return Table(head, columns, ends(rows, "department", settings), words.ORDER)


def _tells(found: Community) -> bool:
    """Whether any department was told, or asked to be, what its customers say."""
    return TOLD in dict(found.held) or any(one.last_told for one in found.departments)


def _row(question: Question, one: Attendance, found: Community, names: Mapping[str, str]) -> tuple[Cell, ...]:
    formats, name = Formats.of(question.settings), names.get(one.department_id, one.department_id)
    told = Cell(formats.day(one.last_told), value=one.last_told) if one.last_told else _untold(one, found)
    return (
        Cell(name, link=f"department:{one.department_id}") if name else Cell(words.NOBODY, muted=True),
        *(_came(question, one, found, kind) for kind, _ in found.held),
        told,
    )


def _came(question: Question, one: Attendance, found: Community, kind: str) -> Cell:
    came = one.to(kind)
    below = words.lately(came, found, question.view.period)
    return Cell(
        words.came(came), note=below, remark=words.NEVER if came.never else "",
        value=came.came if came.asked else None, muted=not came.asked,
    )  # fmt: skip


def _untold(one: Attendance, found: Community) -> Cell:
    """Say that a department was never told; nothing is known where it was asked to no such session."""
    asked = TOLD in dict(found.held) and one.to(TOLD).asked
    return Cell(remark=words.NEVER) if asked else Cell(NOTHING, muted=True)
