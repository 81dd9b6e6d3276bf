"""O7: can today's numbers be believed, and which are held back or withheld, and why."""

from __future__ import annotations

from functools import partial

from dashboard.blocks import Block, Cell, Column, Facts, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.features.data_health.faults import Fault, faults
from dashboard.features.feature import feature
from dashboard.words.data_health import faults as fault_words
from dashboard.words.data_health import summary as words
from dashboard.words.formats import Formats
from dashboard.words.trust import trust

MOST_FAULTS = 12

_COLUMNS = (
    Column("concerned", "what it concerns", width=2.0, priority=1),
    Column("mark", "what became of it", "pill", width=1.3, priority=1),
    Column("why", "why, and what to do", width=2.0, priority=1),
    Column("since", "since", width=0.8, priority=1),
)


@feature(
    "O7",
    words.QUESTION,
    meaning="The light is red where something is withheld or a critical check failed, amber where something is held "
    "back or any other check failed, green where every check passed.",
)
def trust_summary(question: Question) -> tuple[Block, ...]:
    """Answer with a light and what it rests on; then list what failed, the gravest first."""
    manifest, formats = question.manifest, Formats.of(question.settings)
    summary = Facts(
        Head(
            name="O7",
            title=words.QUESTION,
            finding=False,
            told=partial(words.sentence, manifest, formats),
            subtitle=words.published(manifest, formats),
            notes=(words.sentence(manifest, formats), *manifest.notices, words.NO_FILTER),
        ),
        words.facts(manifest, formats),
        words.answer(manifest),
        words.TONES[trust(manifest).light],
    )
    found = faults(manifest, question.settings)
    return (summary, _listed(found, question.limit or MOST_FAULTS)) if found else (summary,)


def _listed(found: list[Fault], most: int) -> Table:
    more = len(found) - most
    notes = (fault_words.uncounted(more),) if more > 0 else ()
    told = partial(fault_words.told, [fault.mark for fault in found])
    return Table(
        Head(name="O7.faults", title=fault_words.TITLE, finding=False, told=told, alt=fault_words.ALT, notes=notes),
        _COLUMNS,
        tuple(map(_row, found[:most])),
        of=len(found),
        headed=False,
    )


def _row(fault: Fault) -> tuple[Cell, ...]:
    return (
        Cell(fault.concerned.text, more=fault.concerned.more, rest=fault.concerned.rest, note=fault.datasets),
        Cell(pill=Pill(fault.mark, fault.tone)),
        Cell(fault.why, note=fault.remedy),
        Cell(fault.notes, muted=True),
    )
