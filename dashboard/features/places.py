"""Measures in each region or each segment, side by side: one table, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks import Cell, Column, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.ends import around
from dashboard.features.measure import compared_on, is_drawn, link, span_of
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure
from dashboard.measures.side_by_side import Compared, Dimension, Ends, both_ends
from dashboard.measures.side_by_side import places_of as places_under
from dashboard.measures.side_by_side import side_by_side as compare
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words import side_by_side as words
from dashboard.words.by_label import name_of
from dashboard.words.customers_months import basis
from dashboard.words.formats import NOTHING
from dashboard.words.plain import capitalised
from dashboard.words.verdicts import judged_by, tone, verdict


def places_of(question: Question, dimension: Dimension) -> tuple[str, ...]:
    """Return the regions or segments that the view leaves."""
    return places_under(question.data, question.view, dimension)


def compared_places(question: Question, names: Iterable[str], dimension: Dimension) -> tuple[str, ...]:
    """Return the regions or segments that stand side by side: of many those with most."""
    return compare(question.data, tuple(names), question.view, question.settings, dimension)[0]


def in_each_place(question: Question, names: Iterable[str], dimension: Dimension, name: str, title: str = "") -> Table:
    """Return the measures that are connected, a row each, with their value and verdict in every place."""
    settings, period = question.settings, question.view.period
    ends = both_ends(question.data, tuple(names), question.view, settings, dimension)
    if ends is not None:
        also = tuple(ground for row in ends.rows for ground in compared_on(question, row.measure.name))
        head = Head(
            name=name, subtitle=words.subtitle(question.view), months=(period.first, period.last), also=also,
            alt=words.MEANING,
        )  # fmt: skip
        named = [Cell(place, link=f"{dimension}:{place}") for place in ends.places]
        return of_both_ends(question, head, ends, dimension, named)
    places, rows = compare(question.data, tuple(names), question.view, settings, dimension)
    whole = [row.measure.label for row in rows if row.figures is None and row.standing.shown]
    head = Head(
        name=name,
        title=title or words.title(dimension, len(places), len(places_of(question, dimension))),
        subtitle=words.subtitle(question.view),
        months=(period.first, period.last),
        notes=words.left_out(whole, dimension),
        alt=words.MEANING,
    )
    parents = question.data.parents if dimension == "region" else {}
    columns = (
        Column(f"place_{at}", words.in_all(place) if place in parents else place, "number")
        for at, place in enumerate(places)
    )
    told = [row for row in rows if row.measure.label not in whole and _has_counted(row)]
    cells = tuple(_row(question, row, places, dimension) for row in told)
    head = replace(head, told=partial(words.told, places, [row.figures for row in told if row.figures], settings))
    return Table(head, (Column("measure", "Measure", "link", width=1.4, priority=1), *columns), cells)


def _has_counted(row: Compared) -> bool:
    """Whether a measure has ever counted anything in any place; what is withheld is told as such."""
    return row.figures is None or any(map(is_drawn, row.figures))


def of_both_ends(question: Question, head: Head, ends: Ends, dimension: str, named: Sequence[Cell]) -> Table:
    """Return the places of both ends, a row each, with the first measures, around how many lie between.

    ``named`` are the first cells of the rows; what a place opens its values open, too.
    """
    settings, told, what = question.settings, [*filter(_has_counted, ends.rows)], name_of(dimension)
    datasets = dict.fromkeys(dataset for row in told for dataset in row.standing.datasets)
    head = replace(
        head, title=words.ends_title(ends, dimension, settings), standing=standing_of(question.data, datasets),
        notes=words.ends_notes(ends, dimension, settings),
    )  # fmt: skip
    columns = (
        Column("place", capitalised(what), "link", width=1.2, priority=1),
        *(Column(row.measure.name, row.measure.label, "number", priority=3 if at else 1)
          for at, row in enumerate(told)),
    )  # fmt: skip
    rows = [
        (
            name,
            *(cell_of(question, row.measure, row.figures[at], name.link) for row in told if row.figures is not None),
        )
        for at, name in enumerate(named)
    ]
    above = len(ends.above)
    left_out = ends.of - len(rows)
    return Table(head, columns, around(rows[:above], rows[above:], left_out, what, settings), words.ENDS_ORDER)


def _row(question: Question, row: Compared, places: tuple[str, ...], dimension: Dimension) -> tuple[Cell, ...]:
    entry = row.measure
    label = Cell(
        entry.label,
        note=basis(entry, question.manifest),
        link=link(entry.name),
        detail=entry.meaning,
        standing=row.standing,
        months=span_of(question.view.period, entry.name),
        also=compared_on(question, entry.name),
    )
    cells = (
        cell_of(question, entry, one, f"{dimension}:{place}")
        for place, one in zip(places, row.figures or (), strict=False)
    )
    return (label, *cells) if row.figures is not None else (label, *(Cell("–", muted=True) for _ in places))


def cell_of(question: Question, entry: Measure, one: Figure, link: str = "") -> Cell:
    """Return a measure in one place: its value, what it stands on, and the verdict on its change."""
    settings = question.settings
    least = settings.least_n if entry.least_n is None else entry.least_n
    return Cell(
        _told(entry, one, settings, least), note=words.known_by(entry, one.estimate, settings),
        value=one.value, link=link, muted=one.n < least,
        detail=figures.alternative(one, settings), pill=_pill(one, entry, settings),
    )  # fmt: skip


def _told(entry: Measure, one: Figure, settings: Settings, least: float) -> str:
    """Return a place's value; money for each of very few is none: what was booked there is not what one costs."""
    return NOTHING if entry.unit == "money" and one.n < least else figures.told(entry, one.estimate, settings)


def _pill(figure: Figure, entry: Measure, settings: Settings) -> Pill | None:
    """Return the verdict on a place's change where it moved; of the others the subtitle says that they did not."""
    if figure.verdict.word not in ("clear", "unusual", "small", "not_judged") or not verdict(figure):
        return None
    return Pill(verdict(figure), tone(figure), judged_by(figure, entry, settings))
