"""One theme, all of it: its row and stages, how its points went, and where those who name it part from the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from dashboard.blocks import Block, Cell, Choice, Column, Head, Row, Table
from dashboard.charts.data import Group, Written, groups, history
from dashboard.data.question import Question
from dashboard.features.feature import feature
from dashboard.features.top_ten.rows import (
    THEMES,
    besides,
    columns,
    listed_months,
    row,
    stages,
    themes_of,
    untold,
)  # fmt: skip
from dashboard.measures import theme_view
from dashboard.measures.themes.sums import DATASETS
from dashboard.measures.themes.theme import Part, Theme, ThemeView, TopTen
from dashboard.words import figures, plain
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL
from dashboard.words.top_ten import one_theme as words
from dashboard.words.top_ten.ranks import points_are
from dashboard.words.top_ten.stages import STEPS, reached, staged
from dashboard.words.top_ten.themes import POINTS_LOST

CHOSEN = "theme"
"""The parameter of the address that names the theme."""

_LEAST_DRAWN = 5
"""Mentions below which an interval covers most of the scale: such a part is named, not drawn."""


@feature("T6", "One theme, all of it", meaning=POINTS_LOST, needs=DATASETS, uses=THEMES)
def one_theme(question: Question) -> tuple[Block, ...]:
    """Show one theme: its stage with dates, its trend, where it hurts, and who contributes."""
    themes = themes_of(question)
    offered, asked = choices(themes), question.parameter(CHOSEN)
    theme = chosen(question, themes)
    if theme is None:
        return ()
    shown = theme.theme_id
    choice = Choice(
        Head(name="T6.choice", title="One theme, all of it"),
        CHOSEN,
        "Theme",
        tuple(offered.items()),
        shown,
        "" if asked in (None, shown) else words.no_such_theme(asked, themes, offered[shown], question.settings),
    )
    view = theme_view(question.data, question.view, shown, question.settings)
    drawn = [_trend(question, themes, view)]
    for name, parts in {"segment": view.by_segment, "region": view.by_region}.items():
        known = [part for part in parts if math.isfinite(part.gap.value) and part.mentions >= _LEAST_DRAWN]
        if len(known) > 1:
            drawn.append(_parts(question, themes, view, name, parts, known))
    return (choice, *_card(question, themes, view.theme), Row(Head(name="T6.charts"), tuple(drawn)))


def chosen(question: Question, themes: TopTen) -> Theme | None:
    """Return the theme that the address asks for, else the first that can be chosen; None where answers name none."""
    offered = choices(themes)
    asked = question.parameter(CHOSEN)
    theme_id = asked if asked in offered else next(iter(offered), None)
    every = (*themes.ten, *themes.others, *themes.delights, *themes.pooled)
    return next((one for one in every if one.theme_id == theme_id), None)


def choices(themes: TopTen) -> dict[str, str]:
    """Return the themes that can be chosen, id → label, those that cost most first, those seldom named last."""
    found: dict[str, str] = {}
    for theme in (*themes.ten, *themes.others, *themes.delights, *themes.pooled):
        if theme.theme_id not in found:
            taken = theme.name in found.values()
            found[theme.theme_id] = f"{theme.name} ({theme.theme_id})" if taken else theme.name
    return found


def _card(question: Question, themes: TopTen, theme: Theme) -> tuple[Block, ...]:
    settings = question.settings
    head = Head(
        name="T6.card",
        title=theme.definition or theme.name,
        finding=False,
        told=partial(words.card_told, theme, settings),
        subtitle=f"stages and tasks as of {Formats.of(settings).day(question.manifest.as_of)}",
        standing=themes.standing,
        months=listed_months(themes),
        also=besides(themes),
        notes=(*words.restates(theme, themes, question.manifest), *untold(question)),
    )
    timeline = Cell(drawing=stages(theme, settings, wide=True))
    told = partial(reached, theme, settings)
    steps = Table(
        Head(name="T6.stages", title=STEPS, finding=False, told=told, also=besides(themes)),
        (Column("stages", "Stages", "steps", priority=1),),
        ((timeline,),),
        headed=False,
    )
    of_theme = columns(question, themes, points_are(theme))
    card = Table(head, of_theme, (row(question, theme, themes),))
    return (card, steps) if staged(theme) else (card,)


def _trend(question: Question, themes: TopTen, view: ThemeView) -> Block:
    """Draw the theme's months as a line, or say why there is none."""
    known = np.isfinite(view.trend.values)
    head = Head(
        name="T6.trend",
        title=words.theme_title(view, themes, question.settings),
        subtitle=f"{figures.scope(question.view, question.manifest.company)} · by month, with {INTERVAL}",
        standing=view.standing,
        months=_drawn(view, themes),
        also=besides(themes),
        instead="" if (known[1:] & known[:-1]).any() else words.no_months(view, question.settings),
        alt=f"Line: points lost to the theme by month, with {INTERVAL}",
    )
    told = Written(title=points_are(view.theme), locale=question.settings.locale)
    return history(view.trend, (), head, told)


def _drawn(view: ThemeView, themes: TopTen) -> tuple[int, int]:
    """Return the first and last month of the windows whose points are drawn."""
    first = int(view.trend.months[0]) if len(view.trend.months) else themes.last
    return first - (themes.last - themes.first), themes.last


def _parts(
    question: Question, themes: TopTen, view: ThemeView, kind: str, parts: Sequence[Part], drawn: Sequence[Part]
) -> Block:
    """Draw how a theme parts those who name it from those who do not, by region or segment."""
    few = [part.label for part in parts if part.mentions < _LEAST_DRAWN]
    left_out = f"; too few mentions to draw: {plain.listed(few)}" if few else ""
    head = Head(
        name=f"T6.{kind}",
        title=words.parts_title(parts, kind),
        subtitle=f"score of those who name it less that of those who do not, by {kind}, {INTERVAL}s{left_out}",
        standing=view.standing,
        months=(themes.first, themes.last),
        alt=f"Dots: the theme's gap by {kind}, with {INTERVAL}s",
    )
    rows = (Group(part.label, part.gap.value, part.gap.low, part.gap.high, part.mentions) for part in drawn)
    titles = {"y": kind, "n": "mentions"}
    return groups(rows, head, Written(number="+.0f", title="gap", locale=question.settings.locale), titles=titles)
