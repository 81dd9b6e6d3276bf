"""From pilot to adopted to scaled, and whether the lift was seen again in the units that joined later."""

from __future__ import annotations

from dashboard.blocks import Block, Cell, Column, Head, Pill, Steps, Table
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.measures.pilots.judged import Tried
from dashboard.measures.pilots.register import DATASETS, tried
from dashboard.words import figures
from dashboard.words.pilots import again as words
from dashboard.words.pilots import verdicts

_COLUMNS = (
    Column("pilot", "Pilot", "link", 1.6, 1), Column("steps", "Stage", "steps", 0.8),
    Column("first", "Lift in its first units", "number", 1.1), Column("later", "In those that joined later", "number",
    1.1, 1), Column("again", "Seen again?", "pill", 1.2, 1),
)  # fmt: skip


@feature("P3", words.NAME, meaning=words.MEANING, needs=DATASETS)
def seen_again(question: Question) -> Block | None:
    """List the pilots that spread, with the lift in the units that joined later; nothing where none did."""
    found = [one for one in tried(question.data) if one.pilot.spread or one.again is not None]
    if not found:
        return None
    head = Head(
        name="P3", title=words.title(found), finding=any(one.again is not None for one in found),
        subtitle=figures.WHOLE_COMPANY if question.view.filtered else "",
        standing=standing_of(question.data, DATASETS), of_view=False,
    )  # fmt: skip
    return Table(head, _COLUMNS, tuple(_row(question, one) for one in found), words.ORDER)


def _row(question: Question, one: Tried) -> tuple[Cell, ...]:
    settings, later = question.settings, one.again
    lifted, span = words.lift(one, later, settings)
    pill = None if later is None else Pill(words.WORDS[later.word], words.TONES[later.word])
    return (
        Cell(verdicts.called(one.pilot), link=f"pilot:{one.pilot.pilot_id}"),
        Cell(drawing=Steps(*words.steps(one, settings))),
        Cell(
            verdicts.lift(one, settings), note=f"{verdicts.WORDS[one.verdict]}", muted=not one.judged,
            value=one.lift.value if one.lift is not None else None,
        ),
        Cell(lifted, note=span, value=later.lift.value if later is not None and later.lift is not None else None),
        Cell(pill=pill, note=words.units(later)),
    )  # fmt: skip
