"""Side by side: the scorecard's measures by region, segment, department, channel and the company's own dimensions."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Block, Cell, Fold, Head, Table
from dashboard.data.question import Question
from dashboard.data.roll_up import REGISTER as ROLL_UP
from dashboard.data.standing import Ground
from dashboard.features import labels
from dashboard.features.feature import feature
from dashboard.features.measure import datasets_of, drawn
from dashboard.features.overview.scorecard import ON_THE_SCORECARD
from dashboard.features.places import compared_places, in_each_place, places_of
from dashboard.measures.registry import MEASURES
from dashboard.measures.side_by_side import Dimension
from dashboard.words import figures
from dashboard.words import side_by_side as words
from dashboard.words.by_label import name_of

_DIMENSIONS: tuple[Dimension, ...] = ("region", "segment")


@feature(
    "O10",
    "Side by side",
    meaning=words.MEANING,
    uses=(*datasets_of((*ON_THE_SCORECARD, *labels.MONEY)), *labels.READ, ROLL_UP),
    chosen=lambda settings: datasets_of([settings.leading_measure]),
)
def side_by_side(question: Question) -> Block | None:
    """Fold the comparison away: it asks every measure in every place. Nothing where there is one place alone."""
    sides: list[Dimension] = [one for one in _DIMENSIONS if len(places_of(question, one)) > 1]
    by_label = labels.told_by(question)
    if not sides and not by_label:
        return None
    scope = f"{figures.scope(question.view, question.manifest.company)} · {question.view.period.label}"
    head = Head(name="O10", title=words.whole_title([*sides, *map(name_of, by_label)]), subtitle=scope)

    def content() -> tuple[Block, ...]:
        names = _measures(question)
        return (
            *(_by_place(question, names, one) for one in sides),
            *(labels.side_by_side(question, (*names, *labels.MONEY), one, f"O10.{one}") for one in by_label),
        )

    return Fold(head, content)


def _measures(question: Question) -> tuple[str, ...]:
    """Return the leading measure and the scorecard's, without those that only tell what another of them does."""
    told = {figure.measure for figure in drawn(question, ON_THE_SCORECARD)}
    names = dict.fromkeys((question.settings.leading_measure, *ON_THE_SCORECARD))
    return tuple(name for name in names if MEASURES[name].same_as not in told)


def _by_place(question: Question, names: tuple[str, ...], dimension: Dimension) -> Table:
    """Return the measures in each place; of regions, who leads each stands above them where the company says so."""
    table = in_each_place(question, names, dimension, f"O10.{dimension}")
    led = {row["region"]: row["leader"] for row in question.data.rows(ROLL_UP) if row["leader"]}
    places = compared_places(question, names, dimension)
    across = len(table.columns) == len(places) + 1  # of very many, places are rows
    if dimension != "region" or not across or not led.keys() & set(places):
        return table
    leaders = (Cell(words.LED_BY), *(Cell(led.get(place, ""), muted=True) for place in places))
    return replace(
        table, rows=(leaders, *table.rows), head=replace(table.head, also=(*table.head.also, Ground((ROLL_UP,))))
    )
