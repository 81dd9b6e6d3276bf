"""The register of pilots: unit, comparison, start, measure, hypothesis, and whether each worked."""

from __future__ import annotations

from dashboard.blocks import Block, Cell, Column, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.data.registers import department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.decisions import IN_SHORT, in_short
from dashboard.features.feature import feature
from dashboard.measures.decisions.pilots import DATASETS as ASKED_FROM
from dashboard.measures.decisions.pilots import waiting_pilots
from dashboard.measures.decisions.waiting import asking_of
from dashboard.measures.pilots.judged import Tried
from dashboard.measures.pilots.register import DATASETS, tried
from dashboard.words import decisions, figures
from dashboard.words.formats import NOTHING
from dashboard.words.pilots import register as words
from dashboard.words.pilots import verdicts

CHOSEN = "pilot"
"""The parameter of the address that names the pilot."""

MOST = 40
"""Rows of the register; more are not read, and are told."""

_NAMES = ("departments",)
_COLUMNS = (
    Column("pilot", "Pilot", "link", 1.9, 1), Column("department", "Department", "text", 0.95, 3),
    Column("measure", "Measure", "text", 1.25), Column("units", "Units", "text", 0.7),
    Column("lift", "Lift", "number", 1.05, 1), Column("verdict", "Did it work?", "pill", 1.7, 1),
    Column("stage", "Stage", "text", 0.8),
)  # fmt: skip


@feature("P1", words.NAME, meaning=f"{words.MEANING} {verdicts.MEANING}", needs=DATASETS, uses=_NAMES)
def register(question: Question) -> Block:
    """List every pilot with its verdict, those that nobody has decided on first."""
    found = tried(question.data)
    head = Head(
        name="P1", title=words.title(found, question.settings), finding=bool(found),
        subtitle=words.subtitle(question, found),
        standing=standing_of(question.data, DATASETS), also=(Ground(_NAMES),), instead="" if found else words.NONE,
        of_view=False,
    )  # fmt: skip
    names = department_names(question.data)
    rows = tuple(_row(question, one, names.get(one.pilot.department_id or "", "")) for one in found[:MOST])
    return Table(head, _COLUMNS, rows, words.ORDER, of=len(found))


@feature("P1.decide", decisions.TITLE, meaning=decisions.MEANING, needs=DATASETS, uses=(*ASKED_FROM, *_NAMES))
def to_decide(question: Question) -> Block | None:
    """Ask what becomes of each pilot whose months are over; nothing where none waits."""
    settings = question.settings
    found = waiting_pilots(asking_of(question.data, settings))
    if not found:
        return None
    head = Head(
        name="P1.decide", title=decisions.TITLE, finding=False,
        subtitle=figures.WHOLE_COMPANY if question.view.filtered else "",
        standing=standing_of(question.data, DATASETS), link="decision:all", of_view=False,
    )  # fmt: skip
    rows = tuple(in_short(question, one) for one in found[: question.limit])
    return Table(head, IN_SHORT, rows, words.LONGEST_OPEN, of=len(found), headed=False)


def _row(question: Question, one: Tried, department: str) -> tuple[Cell, ...]:
    settings, pilot = question.settings, one.pilot
    (units, left_out), (stage, decided) = words.units(one), words.stage(one, question.manifest.as_of, settings)
    measured, ran = words.what(one, settings)
    told = one.lift is not None and one.judged
    asked = question.parameter(CHOSEN)
    return (
        Cell(
            verdicts.called(pilot), note=pilot.hypothesis or "", link=f"pilot:{pilot.pilot_id}",
            strong=asked == pilot.pilot_id,
        ),
        Cell(department or NOTHING, note=pilot.means or ""),
        Cell(measured, note=ran, value=pilot.starts_on),
        Cell(units, note=left_out),
        Cell(
            verdicts.lift(one, settings), note=verdicts.interval(one, settings), muted=not told,
            value=one.lift.value if one.lift is not None else None,
        ),
        Cell(pill=Pill(verdicts.WORDS[one.verdict], verdicts.TONES[one.verdict]), note=verdicts.beside(one, settings)),
        Cell(stage, note=decided),
    )  # fmt: skip
