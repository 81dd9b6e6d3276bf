"""Any change split into what the parts did and what the shift between them did."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import Block, Cell, Column, Fold, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.features.feature import feature
from dashboard.features.measure import also_of, datasets_of, drawn, link, months_of
from dashboard.features.places import places_of
from dashboard.measures.changes.rate_and_mix import RateAndMix, rate_and_mix
from dashboard.measures.figure import Figure
from dashboard.measures.registry import HEADLINES, Measure, headlines, measure
from dashboard.measures.side_by_side import Dimension
from dashboard.words import figures
from dashboard.words import rate_and_mix as words

Splits = tuple[RateAndMix, ...]
_DIMENSIONS: tuple[Dimension, ...] = ("region", "segment")


@feature("M9", words.NAME, meaning=words.MEANING, uses=datasets_of(HEADLINES))
def rate_and_mix_of_headlines(question: Question) -> Block | None:
    """Fold the split of every headline change away; nothing where there is nothing to compare with, or one place."""
    several = any(len(places_of(question, one)) > 1 for one in _DIMENSIONS)
    if question.view.against is None or not several or not drawn(question, headlines(question.settings)):
        return None
    scope = f"{figures.scope(question.view, question.manifest.company)} · {words.subtitle(question.view)}"
    return Fold(Head(name="M9", title=words.FOLDED, subtitle=scope), lambda: (_table(question, _splits(question)),))


def _splits(question: Question) -> list[tuple[Figure, Splits]]:
    shown = [figure for figure in drawn(question, headlines(question.settings)) if figure.shown and figure.filtered]
    found = [
        (figure, tuple(rate_and_mix(question.data, _entry(question, figure), question.view, question.settings)))
        for figure in shown
    ]
    return [(figure, splits) for figure, splits in found if splits]


def _entry(question: Question, figure: Figure) -> Measure:
    return measure(figure.measure, question.settings)


def _table(question: Question, found: Sequence[tuple[Figure, Splits]]) -> Table:
    period = question.view.period
    ways = [way for way in words.WAYS if any(one.way == way for _, splits in found for one in splits)]
    columns = (
        Column("measure", "Measure", "link", 1.4, 1),
        Column("change", "Change", "number", 0.7, 1),
        *(
            column
            for way in ways
            for column in (
                Column(f"{way}.rate", f"Within {words.WAYS[way]}", "number"),
                Column(f"{way}.mix", f"Between {words.WAYS[way]}", "pill"),
            )
        ),
    )
    head = Head(
        name="M9.table", title=words.title(found, question.settings), months=(period.first, period.last),
        instead="" if found else words.NOTHING_TO_SPLIT,
    )  # fmt: skip
    return Table(head, columns, tuple(_row(question, figure, splits, ways) for figure, splits in found), words.ORDER)


def _row(question: Question, figure: Figure, splits: Splits, ways: Sequence[str]) -> tuple[Cell, ...]:
    entry, settings = _entry(question, figure), question.settings
    by_way = {one.way: one for one in splits}
    change, _, _ = words.parts(splits[0], entry, settings)
    label = Cell(
        entry.label, note=entry.basis, link=link(entry.name), detail=entry.meaning, standing=figure.standing,
        months=months_of(question, figure), also=also_of(question, figure), muted=not figure.enough,
    )  # fmt: skip
    cells = [label, Cell(change, value=splits[0].change, muted=not figure.enough)]
    for way in ways:
        one = by_way.get(way)
        if one is None:
            cells += [Cell("–", muted=True), Cell("–", muted=True)]
            continue
        _, rate, mix = words.parts(one, entry, settings)
        pill = Pill(words.mark(one), "warn", words.told(one, entry, settings)) if one.hidden and figure.enough else None
        within = Cell(rate, note=words.interval(one, entry, settings), value=one.rate, muted=not figure.enough)
        cells += [within, Cell(mix, value=one.mix, pill=pill, muted=not figure.enough)]
    return tuple(cells)
