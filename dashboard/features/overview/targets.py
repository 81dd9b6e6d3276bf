"""Every target at once: where each stands, what is to be expected of it, and by when."""

from __future__ import annotations

from dashboard.blocks import Block, Cell, Column, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.measure import AIMS, datasets_of, link
from dashboard.measures import MEASURES
from dashboard.measures.every_target import Held
from dashboard.measures.every_target import every_target as held_against
from dashboard.words import targets as target_words
from dashboard.words.figures import WHOLE_COMPANY
from dashboard.words.formats import NOTHING
from dashboard.words.overview import targets as words

_COLUMNS = (
    Column("measure", "Measure", "link", width=1.4, priority=1),
    Column("status", "Stands", "pill", priority=1),
    Column("now", "Now", "number", width=1.5),
    Column("forecast", "Forecast, 80 % interval", "number"),
    Column("target", "Target", "number"),
    Column("months", "For", "number"),
)


@feature(
    "O12",
    "Targets",
    meaning=words.MEANING,
    needs=("targets",),
    uses=[name for name in datasets_of(MEASURES) if name not in AIMS],
)
def every_target(question: Question) -> Block:
    """List the targets of the places that the filters ask for, the worst first."""
    found = held_against(question.data, question.view, question.settings)
    first, last = question.data.months
    head = Head(
        name="O12",
        title=words.title(found, question.settings) if found.held else "Targets",
        finding=bool(found.held),
        subtitle=words.subtitle(question),
        standing=standing_of(question.data, ("targets",)),
        instead="" if found.held else words.none(question, found),
        notes=words.notes(question, found),
        months=(first, last),
        also=tuple(dict.fromkeys(Ground(held.standing.datasets, (first, last)) for held in found.held)),
        alt=words.MEANING,
    )
    rows = tuple(_row(question, held) for held in found.held)
    return Table(head, _COLUMNS, rows, order=words.ORDER, of=found.of)


def _row(question: Question, held: Held) -> tuple[Cell, ...]:
    settings, entry, aim = question.settings, held.measure, held.target
    # What follows no filter is the company's, also where the reader asked for a part of it.
    place = " · ".join(filter(None, held.place)) or (WHOLE_COMPANY if question.view.filtered else "")
    name = Cell(
        entry.label, note=place, link=link(entry.name), detail=entry.meaning,
        standing=held.standing,
    )  # fmt: skip
    if aim is None:
        return (name, *(Cell(NOTHING, muted=True) for _ in _COLUMNS[1:]))
    least = settings.least_n if entry.least_n is None else entry.least_n
    now, stands_on = words.now(aim, entry, settings)
    expected, between = target_words.forecast(aim, entry, settings)
    return (
        name,
        Cell(pill=Pill(target_words.status(aim, entry), target_words.tone(aim), target_words.detail(aim, entry))),
        Cell(now, note=stands_on, value=aim.now.value, muted=aim.now.n < least),
        Cell(expected or NOTHING, note=between, value=aim.forecast.value if aim.forecast else None),
        Cell(target_words.worth(aim, entry, settings), value=aim.value),
        Cell(target_words.months(aim, settings), value=aim.month),
    )
