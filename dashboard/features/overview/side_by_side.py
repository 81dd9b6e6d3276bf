"""Side by side: the scorecard's measures by region, segment, department, channel and the company's own dimensions."""

from __future__ import annotations

from dashboard.blocks import Block, Fold, Head
from dashboard.data.question import Question
from dashboard.features import labels
from dashboard.features.feature import feature
from dashboard.features.measure import datasets_of
from dashboard.features.overview.scorecard import ON_THE_SCORECARD
from dashboard.features.places import in_each_place, places_of
from dashboard.measures.side_by_side import Dimension
from dashboard.words import figures
from dashboard.words import side_by_side as words
from dashboard.words.by_label import name_of

_DIMENSIONS: tuple[Dimension, ...] = ("region", "segment")


@feature(
    "O10",
    "Side by side",
    meaning=words.MEANING,
    uses=(*datasets_of(ON_THE_SCORECARD), *labels.READ),
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
    names = tuple(dict.fromkeys((question.settings.leading_measure, *ON_THE_SCORECARD)))
    return Fold(
        head,
        lambda: (
            *(in_each_place(question, names, one, f"O10.{one}") for one in sides),
            *(labels.side_by_side(question, names, one, f"O10.{one}") for one in by_label),
        ),
    )
