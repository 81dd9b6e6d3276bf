"""Bots: what they contained beside who came back, by month and by channel; and how long it takes to reach a person."""

from __future__ import annotations

import math
from dataclasses import replace

from dashboard.blocks import Block, Cell, Chart, Column, Head, Part, Row, Sentences, Stack, Table, Tiles
from dashboard.charts.data import trend
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.features.measure import aims_of, datasets_of, drawn_months, figure_of, link, months_of, tile, written
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.bots import (
    CAME_BACK,
    CONTAINED,
    DATASET,
    OUTCOMES,
    WAIT,
    WAITS,
    Met,
    asked,
    followed_whole,
    met,
)
from dashboard.measures.registry import measure
from dashboard.words import figures
from dashboard.words.comparison import comparison
from dashboard.words.formats import Formats
from dashboard.words.journeys import bots as words


@feature("J6.bot", words.NAME, meaning=words.MEANING, needs=(DATASET,), uses=datasets_of(OUTCOMES))
def what_the_bot_contains(question: Question) -> Block | tuple[Block, ...] | None:
    """Show what a bot contained beside who came back, never the one alone; nothing where no bot ever met a case."""
    found, settings = met(question.data, question.view), question.settings
    contained, came_back = (figure_of(question, name) for name in (CONTAINED, CAME_BACK))
    if not any(math.isfinite(value) for value in (contained.value, *contained.series.values)):
        return None
    instead = words.instead(found, question.view, settings)
    unknown = not any(math.isfinite(value) for value in (came_back.value, *came_back.series.values))
    head = Head(
        name="J6.bot", title=words.NAME if instead or unknown else words.title(contained, came_back, settings),
        finding=not (instead or unknown),
        subtitle=f"{words.subtitle(found, question.view, question.manifest.company, settings)} · "
        f"{comparison(question.view)}",
        standing=standing_of(question.data, (DATASET,)), months=months_of(question, contained),
        instead=instead or (words.UNKNOWN if unknown else ""), notes=words.few_followed(came_back, settings),
    )  # fmt: skip
    if head.instead:
        return Sentences(head, ())
    whole = followed_whole(came_back, question.manifest.last_month)
    told = (contained, whole, *(figure_of(question, name) for name in OUTCOMES if name not in (CONTAINED, CAME_BACK)))
    tiles = Tiles(head, tuple(tile(question, figure) for figure in told))
    months = Row(Head(name="J6.bot.by_month"), tuple(_by_month(question, one) for one in (contained, whole)))
    return (tiles, months, *([_by_channel(question, found)] if len(found) > 1 else []))


def _by_month(question: Question, figure: Figure) -> Chart:
    settings = question.settings
    head = Head(
        name=f"J6.bot.{figure.measure}", title=words.month_title(figure, settings),
        subtitle=words.month_subtitle(figure, question.view, settings), standing=figure.standing,
        months=drawn_months(figure), also=aims_of(figure), link=link(figure.measure),
        notes=(words.NOT_YET,) if figure.measure == CAME_BACK else (),
        alt=figures.drawn_by_month(measure(figure.measure, settings), "usual variation and target"),
    )  # fmt: skip
    return trend(figure, head, replace(written(question, figure.measure), size="small"))


def _by_channel(question: Question, found: tuple[Met, ...]) -> Table:
    head = Head(
        name="J6.bot.channels", title=words.BY_CHANNEL, finding=False,
        subtitle=f"{figures.scope(question.view, question.manifest.company)} · {question.view.period.label}",
        standing=standing_of(question.data, (DATASET,)),
        months=(question.view.period.first, question.view.period.last), alt=words.MEANING,
    )  # fmt: skip
    columns = (
        Column("channel", words.CHANNEL, priority=1), Column("n", words.ALL, "number", width=0.7),
        Column("became", words.BECAME, "bar", width=2.0, priority=1), Column("back", words.BACK, "number", width=0.8),
    )  # fmt: skip
    keys = tuple(enumerate(words.OUTCOMES))
    return Table(head, columns, tuple(_channel(question, one) for one in found), words.ORDER, keys=keys)


def _channel(question: Question, one: Met) -> tuple[Cell, ...]:
    settings, enough = question.settings, one.n >= question.settings.least_n
    said = words.became(one, settings)
    parts = zip(words.OUTCOMES, words.shares(one), range(len(words.OUTCOMES)), strict=True)
    stack = Stack(tuple(Part(what, share, role) for what, share, role in parts), said)
    return (
        Cell(words.channel(one)), Cell(Formats.of(settings).count(one.n), value=one.n, muted=not enough),
        Cell(said, drawing=stack, muted=not enough),
        Cell(words.back(one, settings), note=words.of_followed(one, settings), muted=one.followed < settings.least_n),
    )  # fmt: skip


@feature("J6.person", words.PERSON, meaning=words.MEANING_PERSON, needs=(WAITS,), uses=datasets_of([WAIT]))
def how_long_to_a_person(question: Question) -> Chart | None:
    """Draw how long it takes to reach a person, by month, and tell who never did; nothing where nobody ever asked."""
    figure, settings = figure_of(question, WAIT), question.settings
    found = asked(question.data, question.view)
    if found is None:
        return None
    instead = words.nobody_asked(found, question.view, settings)
    head = Head(
        name="J6.person", title=words.PERSON if instead else words.person_title(figure, settings), finding=not instead,
        subtitle=words.person_subtitle(figure, question.view, question.manifest.company, settings),
        standing=figure.standing, months=drawn_months(figure), also=aims_of(figure), instead=instead,
        notes=words.of_asked(found, settings), link=link(WAIT),
        alt=figures.drawn_by_month(measure(WAIT, settings), "usual variation and target"),
    )  # fmt: skip
    return trend(figure, head, written(question, WAIT))
