"""Side by side: the scorecard's measures by region and by segment."""

from __future__ import annotations

from dashboard.blocks import Block, Cell, Column, Fold, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.features.feature import feature
from dashboard.features.measure import compared_on, datasets_of, link, span_of
from dashboard.features.overview.scorecard import ON_THE_SCORECARD
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure
from dashboard.measures.side_by_side import Compared, Dimension
from dashboard.measures.side_by_side import side_by_side as compare
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.overview import side_by_side as words
from dashboard.words.verdicts import judged_by, tone, verdict


@feature(
    "O10",
    "Side by side",
    meaning=words.MEANING,
    uses=datasets_of(ON_THE_SCORECARD),
    chosen=lambda settings: datasets_of([settings.leading_measure]),
)
def side_by_side(question: Question) -> Block | None:
    """Fold the comparison away: it asks every measure in every place. Nothing where there is one place alone."""
    sides = [dimension for dimension, places in _places(question).items() if len(places) > 1]
    if not sides:
        return None
    scope = f"{figures.scope(question.view, question.manifest.company)} · {question.view.period.label}"
    return Fold(
        Head(name="O10", title=words.TITLE, subtitle=scope), lambda: tuple(_table(question, one) for one in sides)
    )


def _places(question: Question) -> dict[Dimension, tuple[str, ...]]:
    view, data = question.view, question.data
    return {"region": view.regions or data.regions, "segment": view.segments or data.segments}


def _table(question: Question, dimension: Dimension) -> Table:
    settings, period = question.settings, question.view.period
    names = dict.fromkeys((settings.leading_measure, *ON_THE_SCORECARD))
    places, rows = compare(question.data, tuple(names), question.view, settings, dimension)
    whole = [row.measure.label for row in rows if row.figures is None and row.standing.shown]
    head = Head(
        name=f"O10.{dimension}",
        title=words.title(dimension, len(places), len(_places(question)[dimension])),
        subtitle=words.subtitle(question.view),
        months=(period.first, period.last),
        notes=words.left_out(whole, dimension),
        alt=words.MEANING,
    )
    columns = (Column(f"place_{at}", place, "number") for at, place in enumerate(places))
    told = [row for row in rows if row.measure.label not in whole]
    cells = tuple(_row(question, row, places, dimension) for row in told)
    return Table(head, (Column("measure", "Measure", "link", width=1.4, priority=1), *columns), cells)


def _row(question: Question, row: Compared, places: tuple[str, ...], dimension: Dimension) -> tuple[Cell, ...]:
    entry, settings = row.measure, question.settings
    label = Cell(
        entry.label,
        note=entry.basis,
        link=link(entry.name),
        detail=entry.meaning,
        standing=row.standing,
        months=span_of(question.view.period, entry.name),
        also=compared_on(question, entry.name),
    )
    least = settings.least_n if entry.least_n is None else entry.least_n
    cells = (
        Cell(
            figures.told(entry, one.estimate, settings), note=words.known_by(entry, one.estimate, settings),
            value=one.value, link=f"{dimension}:{place}", muted=one.n < least,
            detail=figures.alternative(one, settings), pill=_pill(one, entry, settings),
        )
        for place, one in zip(places, row.figures or (), strict=False)
    )  # fmt: skip
    return (label, *cells) if row.figures is not None else (label, *(Cell("–", muted=True) for _ in places))


def _pill(figure: Figure, entry: Measure, settings: Settings) -> Pill | None:
    """Return the verdict on a place's change where it moved; of the others the subtitle says that they did not."""
    if figure.verdict.word not in ("clear", "unusual", "small", "not_judged") or not verdict(figure):
        return None
    return Pill(verdict(figure), tone(figure), judged_by(figure, entry, settings))
