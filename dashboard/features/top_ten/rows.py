"""A theme as a row of a table, and how the themes are known."""

from __future__ import annotations

import math
from dataclasses import replace

from dashboard.blocks import Cell, Column, Evidence, Spark, Steps
from dashboard.data.question import Question
from dashboard.data.standing import Ground, reasons_of, standing_of
from dashboard.measures import top_ten
from dashboard.measures.themes.sums import DATASETS, REPEATED
from dashboard.measures.themes.theme import Theme, TopTen
from dashboard.settings import Settings
from dashboard.words import plain
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.top_ten import gaps, owners, ranks
from dashboard.words.top_ten import stages as progress
from dashboard.words.top_ten.one_theme import theme_name
from dashboard.words.top_ten.themes import POINTS_LOST, widened

REGISTER = ("themes", "theme_stages", "theme_departments", "departments", "tasks")
"""What is known of a theme beside what it costs: its name, owner, stage and work."""

THEMES = (*DATASETS, *REPEATED, *REGISTER)
"""The datasets behind a theme's row."""

ALONE, ACROSS = 0, 1
"""The roles of the colours of those who answer for a theme: one line of business, or several together."""

KEYS = ((ACROSS, owners.ACROSS), (ALONE, owners.ALONE))
"""What the colours mean."""


def kind(theme: Theme) -> str:
    """Return who answers for a theme, as a series is named: one line of business, or several; nothing if unknown."""
    if theme.owner is None:
        return ""
    return owners.ACROSS if theme.owner.cross_lob else owners.ALONE


def kinds(themes: TopTen) -> tuple[str, ...]:
    """Return the series of those who answer for the ten; none where no register of themes can be seen."""
    return (owners.ALONE, owners.ACROSS) if any(map(kind, themes.ten)) else ()


def untold(question: Question) -> tuple[str, ...]:
    """Say why parts of the rows are not known: the reasons of the registers that are withheld."""
    found = (standing_of(question.data, (name,)) for name in REGISTER)
    return reasons_of(one for one in found if one.state == "withheld")


def themes_of(question: Question) -> TopTen:
    """Return the Top Ten of what the reader asks for."""
    return top_ten(question.data, question.view, question.settings)


def told_by_gap(themes: TopTen, settings: Settings) -> tuple[str, ...]:
    """Say that effects cannot be told apart, where they cannot."""
    return tuple(filter(None, (gaps.by_gap(themes, settings),)))


def told_by_gap_of_all(question: Question) -> tuple[str, ...]:
    """Say the same of the themes of all regions and segments, which other pages speak of."""
    if not standing_of(question.data, DATASETS).shown:
        return ()
    everywhere = replace(question.view, regions=None, segments=None)
    return told_by_gap(top_ten(question.data, everywhere, question.settings, trends=False), question.settings)


def listed_months(themes: TopTen) -> tuple[int, int]:
    """Return the first and last month of the windows in a table of themes: those of its trends and earlier ranks."""
    return themes.windows[0][0] if themes.windows else themes.first, themes.last


def besides(themes: TopTen) -> tuple[Ground, ...]:
    """Return what a theme's name, owner, stage, tasks and intervals stand on, beside what it costs."""
    return Ground(REGISTER), Ground(REPEATED, listed_months(themes))


def evidence(question: Question) -> Evidence:
    """Return how the points lost are known."""
    themes = themes_of(question)
    repeated = (("Customers who answered more than once", widened(themes, question.settings)),) if themes.coded else ()
    facts = (*repeated, *(("Effects", said) for said in told_by_gap(themes, question.settings)))
    told = POINTS_LOST if themes.shape == "apart" else gaps.POINTS_BY_GAP
    return Evidence("Points lost: how do we know?", told, facts, themes.standing.datasets)


def columns(question: Question, themes: TopTen, points_are: str) -> tuple[Column, ...]:
    """Return the columns of a table of themes: those of `row`."""
    # Who is on the list is decided among all answers: the list follows no filter but the period.
    listed = "On the full list" if question.view.filtered else "On the list"
    since = plain.capitalised(ranks.trend_since(themes, question.settings))
    return (
        Column("rank", "Rank", "number", width=0.4, priority=1),
        Column("theme", "Theme", "link", width=1.9, priority=1),
        Column("owner", "Owner", "person", width=1.3),
        Column("points", points_are.capitalize(), "number", priority=1),
        Column("stage", "Stage and tasks", "steps", width=1.3),
        Column("trend", since or "Trend", "sparkline", width=0.8),
        Column("listed", listed, "text", width=0.9),
    )


def row(question: Question, theme: Theme, themes: TopTen) -> tuple[Cell, ...]:
    """Return a theme as a row: rank, theme, owner, points with their interval, stage with tasks, trend, time listed."""
    settings = question.settings
    first_list = question.data.months[0] + settings.theme_window_months - 1
    mentions = Formats.of(settings).counted(theme.mentions, "mention")
    known = sum(map(math.isfinite, theme.trend)) > 1
    spark = Spark(tuple(theme.trend.tolist()), alt=ranks.theme_trend(theme, settings))
    return (
        Cell(
            str(theme.rank) if theme.rank else "",
            note=ranks.rank_moved(theme, themes.compared),
            value=theme.rank,
            strong=True,
        ),
        Cell(
            theme_name(theme),
            note=" · ".join(filter(None, (mentions, ranks.gap_of(theme, themes, settings), ranks.rank_range(theme)))),
            link=f"theme:{theme.theme_id}",
            detail=theme.definition or "",
            strong=True,
        ),
        _owner(theme, settings),
        Cell(
            Formats.of(settings).number(theme.points, 1),
            note=" · ".join(filter(None, (ranks.interval_of(theme, settings), ranks.doubt(theme)))),
            value=theme.points,
            strong=True,
        ),
        _stage(theme, themes, question),
        Cell(drawing=spark if known else None),
        Cell(note=ranks.time_on_list(theme, first_list, settings.locale)),
    )


def stages(theme: Theme, settings: Settings, *, wide: bool) -> Steps:
    """Return the stages of a theme with the days on which they were reached."""
    entered = dict(theme.stages)
    said = tuple(
        Formats.of(settings).day(entered[name]) if name in entered else progress.not_reached(theme, name)
        for name in progress.STAGES
    )
    return Steps(tuple(progress.STAGES.values()), said, tuple(name in entered for name in progress.STAGES), wide)


def _owner(theme: Theme, settings: Settings) -> Cell:
    owner, name = theme.owner, owners.owner_name(theme)
    if owner is None:
        return Cell(remark=name) if name else Cell(NOTHING, muted=True)
    return Cell(name, note=owners.contributors(owner, settings.locale), key=ACROSS if owner.cross_lob else None)


def _stage(theme: Theme, themes: TopTen, question: Question) -> Cell:
    settings = question.settings
    notes = (progress.tasks(theme), progress.stage_note(theme, themes, settings))
    return Cell(
        progress.stage_name(theme),
        note="; ".join(filter(None, notes)),
        remark=progress.stage_remark(theme, themes, settings),
        drawing=stages(theme, settings, wide=False) if progress.staged(theme) else None,
    )
