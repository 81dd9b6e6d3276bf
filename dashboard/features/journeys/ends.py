"""End to end: completed, on time, after how long, and given up where."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from dashboard.blocks import Block, Cell, Chart, Column, Head, Row, Table
from dashboard.data.question import Question
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.journeys.choosing import all_journeys, chosen, most_broken
from dashboard.features.places import cell_of
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.lengths import DATASET, Lengths, lengths
from dashboard.measures.journeys.promises import MEASURED, promises
from dashboard.measures.journeys.stages import DATASETS, DRAWN, Journey
from dashboard.measures.registry import measure
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.journeys import ends as words

_NEEDS = (DATASET, "journeys")
_COLUMNS = (
    Column("journey", "Journey", "link", 1.6, 1), Column("on_time", "On time", "number", 1.1, 1),
    Column("begun", "Begun", "number", 0.8), Column("completed", "Completed", "number", 0.9),
    Column("given_up", "Given up", "number", 1.4), Column("open", "Still open", "number", 0.8),
    Column("half", "Half completed after, estimated", "number", 1.5),
)  # fmt: skip


@feature("J2", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=DATASETS)
def end_to_end(question: Question) -> Block | None:
    """List the journeys with how they end, and draw beside it how long the chosen one lasts."""
    found = lengths(question.data, question.view)
    kept = {
        name: figure for (name,), figure in promises(question.data, question.view, question.settings, "journey").items()
    }
    if not found and not kept:
        return None
    one = chosen(question, most_broken)
    table = _table(question, found, kept)
    if one is None or one.name not in found:
        return table
    return Row(Head(name="J2"), (table, _curve(question, one.name, found[one.name])), widths=(1.5, 1))


def _table(question: Question, found: Mapping[str, Lengths], kept: Mapping[str, Figure]) -> Table:
    view = question.view
    months = (view.period.first, view.period.last)
    against = () if view.against is None else (Ground(("journeys",), (view.against.first, view.against.last)),)
    against = (*against, Ground((DRAWN,)))
    title = words.title(found, kept, question)
    head = Head(
        name="J2.all", title=title, finding=title != words.NAME, subtitle=words.subtitle(question), months=months,
        standing=standing_of(question.data, _NEEDS), also=against, notes=words.left_out(found, question),
        alt=words.NAME,
    )  # fmt: skip
    order = sorted({*found, *kept}, key=lambda name: (kept[name].value if name in kept else 2.0, name))
    drawn = {journey.name: journey for journey in all_journeys(question)}
    return Table(head, _COLUMNS, tuple(_row(question, name, found.get(name), kept.get(name), drawn) for name in order),
                 words.ORDER)  # fmt: skip


def _row(
    question: Question, name: str, one: Lengths | None, figure: Figure | None, drawn: Mapping[str, Journey]
) -> tuple[Cell, ...]:
    formats, entry = Formats.of(question.settings), measure(MEASURED["journey"], question.settings)
    on_time = Cell(NOTHING, muted=True) if figure is None else cell_of(question, entry, figure)
    counts = [None] * 4 if one is None else [one.begun, one.completed, one.abandoned, one.open]
    begun, completed, given_up, still = (
        Cell(NOTHING if count is None else formats.count(count), value=count) for count in counts
    )
    where = words.where(drawn[name], question) if name in drawn else ""
    told, around = words.half(one, question)
    few = one is None or one.begun < question.settings.least_n
    return (
        Cell(name, link=f"journey:{name}", strong=True), on_time, begun, completed, Cell(given_up.text, note=where,
        value=given_up.value), still, Cell(told, note=around, value=one.half[0] if one else None, muted=few),
    )  # fmt: skip


def _curve(question: Question, name: str, one: Lengths) -> Chart:
    instead = words.too_few(one, question)
    head = Head(
        name="J2.time", title=words.NAME if instead else words.curve_title(name, one, question), finding=not instead,
        subtitle=words.curve_subtitle(one, question), standing=standing_of(question.data, (DATASET,)), instead=instead,
        also=(Ground((DRAWN,)),),
        months=(question.view.period.first, question.view.period.last), alt=words.alternative(name, one, question),
    )  # fmt: skip
    rows = [
        {"x": float(hours) / 24, "y": float(share), "series": series}
        for series, shares in ((words.DONE, one.done), (words.GIVEN_UP, one.given_up))
        for hours, share in zip((0.0, *one.hours), (0.0, *shares), strict=True)
    ]  # fmt: skip
    return Chart(
        head, "steps", pa.Table.from_pylist(rows), number=".0%", titles={"x": "days since it began"},
        series=(words.DONE, words.GIVEN_UP), locale=question.settings.locale, size="small",
    )  # fmt: skip
