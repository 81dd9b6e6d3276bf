"""The North Star: the sentence that the company steers by, its lead measure large, with trend and target."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dashboard.blocks import Block, Cell, Column, Head, Row, Table, Tile, Tiles
from dashboard.charts.data import trend
from dashboard.data.question import Question
from dashboard.data.registers import Objective
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.features.measure import (
    aims_of,
    datasets_of,
    drawn,
    drawn_months,
    drawn_once,
    figure_of,
    link,
    tile,
    written,
)
from dashboard.features.together import told_together
from dashboard.measures import Figure, measure
from dashboard.measures.changes.composition import composition
from dashboard.measures.changes.parts import MODES
from dashboard.measures.programme.objectives import serving
from dashboard.measures.weighted import CUSTOMERS, weighted
from dashboard.settings import Principle, Settings
from dashboard.words import figures
from dashboard.words import weighted as weighted_words
from dashboard.words.overview import news
from dashboard.words.overview import north_star as words

WIN_RETAIN_GROW = (
    "win_rate", "gross_revenue_retention", "gross_revenue_retention_quarter", "net_revenue_retention",
    "net_revenue_retention_quarter", "net_customers",
)  # fmt: skip
"""The measures beside the North Star; those over three months stand where a year is not recorded."""


def _lead_measures(settings: Settings) -> tuple[str, ...]:
    return settings.north_star.lead_measures or (settings.leading_measure,)


@feature(
    "O1",
    "North Star",
    meaning="The lead measures that the company has set beside its North Star, under the filters and in the period.",
    uses=(CUSTOMERS, MODES),
    chosen=lambda settings: datasets_of((*_lead_measures(settings), settings.leading_measure)),
)
def north_star(question: Question) -> Block:
    """Show the statement with its first lead measure large, the others below it, and its trend beside it."""
    lead, *others = drawn(question, _lead_measures(question.settings)) or [_leading(question)]
    head = Head(
        name="O1.lead",
        title=words.statement(question.settings),
        finding=False,
        told=told_together(question, (lead, *others)),
        subtitle=words.reviewed(question.settings),
    )
    tiles = Tiles(head, tuple(_lead_tile(question, figure) for figure in (lead, *others)), "lead")
    drawn_beside = (_trend(question, lead),) if drawn_months(lead) or not lead.shown else ()
    return Row(Head(name="O1"), (tiles, *drawn_beside), framed=True)


def _leading(question: Question) -> Figure:
    """Return what leads where none of the company's own lead measures has ever been counted."""
    return figure_of(question, question.settings.leading_measure)


def _lead_tile(question: Question, figure: Figure) -> Tile:
    """Return a lead measure's tile: one value, its interval and its verdict.

    Where the score of all customers lies apart from that of those who answered, and where part of a clear change is who
    was counted, that is said without another number: those stand in its evidence.
    """
    shown, settings = tile(question, figure), question.settings
    entry = measure(figure.measure, settings)
    mixed = composition(question.data, entry, question.view, settings) if figure.clear else None
    if mixed is not None and shown.change is not None:
        beside = news.beside_the_whole(mixed, rose=figure.verdict.change > 0)
        shown = replace(shown, change=replace(shown.change, beside=beside))
    found = weighted(question.data, figure.measure, question.view, settings)
    if found is None or not found.apart:
        return shown
    note = weighted_words.note(found, figure.value)
    return replace(shown, note=" · ".join(filter(None, (shown.note, note))))


def _trend(question: Question, figure: Figure) -> Block:
    settings, view = question.settings, question.view
    head = Head(
        name="O1.trend",
        title=figures.trend_title(figure, settings) if figure.shown else "",
        subtitle=figures.caption(figure, view, settings) if figure.shown else "",
        standing=figure.standing,
        months=drawn_months(figure),
        also=aims_of(figure),
        alt=figures.drawn_by_month(measure(figure.measure, settings), "usual variation and target"),
        link=link(figure.measure),
    )
    return trend(figure, head, replace(written(question, figure.measure), size="small"))


@feature(
    "O3",
    "Win, retain, grow",
    meaning="Win rate, gross and net retention and the net change of customers, each defined where it is clicked.",
    uses=datasets_of(WIN_RETAIN_GROW),
)
def win_retain_grow(question: Question) -> Block | None:
    """Show four tiles: what was won, what was kept, what grew, and what it comes to in customers."""
    found = drawn_once(question, WIN_RETAIN_GROW)
    head = Head(name="O3", told=told_together(question, found))
    return Tiles(head, tuple(tile(question, figure) for figure in found)) if found else None


@feature(
    "O1.principles",
    "Guiding principles",
    meaning="The principles of the settings, with the measures set beside each and the open objectives that name it.",
    uses=("objectives",),
    chosen=lambda settings: datasets_of(name for principle in settings.principles for name in principle.measures),
)
def principles(question: Question) -> Block | None:
    """List the guiding principles, each with the measures and open objectives that serve it, or that none does."""
    if not question.settings.principles:
        return None
    rows = tuple(_principle(question, principle) for principle in question.settings.principles)
    goals = standing_of(question.data, (Objective.dataset,))
    head = Head(
        name="O1.principles", title="Guiding principles, and what serves them", finding=False,
        told=partial(_served, question),
        notes=goals.reasons if goals.state == "withheld" else (),
    )  # fmt: skip
    return Table(head, _PRINCIPLE, rows, headed=False)


def _served(question: Question) -> str:
    """Return how many principles a measure serves, and how many an open objective, where those are known."""
    known, day = question.data.table(Objective.dataset) is not None, question.manifest.as_of
    principles = question.settings.principles
    served = sum(bool(serving(question.data, one.name, day)) for one in principles) if known else None
    return words.served(len(principles), sum(bool(one.measures) for one in principles), served)


_PRINCIPLE = (
    Column("principle", "Principle", width=0.8, priority=1),
    Column("measures", "Measures", width=1.3),
    Column("objectives", "Objectives", width=1.5),
)


def _principle(question: Question, principle: Principle) -> tuple[Cell, ...]:
    objectives = [goal.title for goal in serving(question.data, principle.name, question.manifest.as_of)]
    known = question.data.table(Objective.dataset) is not None
    tiles = [tile(question, figure_of(question, name)) for name in principle.measures]
    measures = " · ".join(map(words.serves, tiles))
    return (
        Cell(principle.name, strong=True),
        Cell(measures, remark="" if tiles else words.NO_MEASURE),
        Cell(note=words.serving(objectives), remark=words.NO_OBJECTIVE if known and not objectives else ""),
    )
