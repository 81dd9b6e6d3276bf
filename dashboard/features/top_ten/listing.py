"""The ten themes that cost most: what they cost, how that adds up to the score, who owns them, and what is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dashboard.blocks import Block, Cell, Column, Fold, Head, Table, Tile, Tiles, tells
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.features.feature import feature
from dashboard.features.top_ten.rows import (
    ALONE,
    KEYS,
    THEMES,
    besides,
    columns,
    evidence,
    kind,
    kinds,
    listed_months,
    row,
    themes_of,
    told_by_gap,
    untold,
)  # fmt: skip
from dashboard.measures.themes.sums import DATASETS
from dashboard.measures.themes.theme import Theme, TopTen
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL
from dashboard.words.top_ten import gaps, ranks, stages
from dashboard.words.top_ten import themes as words
from dashboard.words.top_ten.one_theme import theme_name


@feature("T1", "Points lost by theme", meaning=words.POINTS_LOST, needs=DATASETS, uses=THEMES)
def points_lost(question: Question) -> Block:
    """Draw the ten themes by what they cost, each with its interval."""
    themes, settings = themes_of(question), question.settings
    parts = (
        figures.scope(question.view, question.manifest.company),
        words.stands_on(themes, question.view, settings),
        words.answers_read(themes, settings),
    )
    head = Head(
        name="T1",
        title=words.top_ten_title(themes, settings),
        subtitle=" · ".join(filter(None, parts)),
        standing=themes.standing,
        months=(themes.first, themes.last),
        also=besides(themes),
        instead="" if themes.ten else words.no_themes(themes, settings),
        notes=told_by_gap(themes, settings),
        alt=f"Bars: points lost by theme, with {INTERVAL}s",
        evidence=partial(evidence, question),
    )
    return groups(
        (_bar(theme, question) for theme in themes.ten),
        head,
        Written(title="points lost", locale=settings.locale),
        kind="bars",
        series=kinds(themes),
        titles={"y": "theme", "n": "mentions"},
    )


def _bar(theme: Theme, question: Question) -> Group:
    label = f"{Formats.of(question.settings).number(theme.points, 1)} · {ranks.rank_range(theme)}"
    return Group(theme.name, theme.points, theme.low, theme.high, theme.mentions, label, kind(theme))


@feature("T1.account", "How it adds up to the score", meaning=words.POINTS_LOST, needs=DATASETS, uses=THEMES)
def account(question: Question) -> Block | None:
    """Show how what is lost, gained and left unsaid adds up to the score; nothing where no theme is ranked."""
    themes, settings = themes_of(question), question.settings
    if themes.identity is None or not (themes.ten or themes.others or themes.delights):
        return None
    parts = words.account(themes, themes.identity, settings)
    head = Head(
        name="T1.account",
        title="How it adds up to the score",
        finding=False,
        told=partial(words.account_told, parts),
        standing=themes.standing,
        months=(themes.first, themes.last),
        notes=tuple(words.theme_caveats(themes, settings)),
        evidence=partial(evidence, question),
    )
    tiles = [Tile(label=part.label, value=part.value, total=part.total) for part in parts]
    return Tiles(head, tuple(tiles), "plain")


@feature("T3", "Owners, stages and tasks", meaning=words.POINTS_LOST, needs=DATASETS, uses=THEMES)
def owners_and_stages(question: Question) -> tuple[Block, ...]:
    """List the ten with rank, owner, stage, tasks, trend and time on the list; delights and the rare stand apart."""
    themes = themes_of(question)
    if not themes.ten:
        return ()
    title = "The themes listed, who owns them, and what is being done"
    told = partial(stages.listed_told, themes.ten, question.settings)
    listed = _table("T3", title, told, themes.ten, "points lost", question)
    delights = tuple(theme for theme in themes.delights if theme.low > 0)
    shown: list[Block] = [listed]
    if delights:
        told = partial(words.delights_told, themes, delights, question.settings)
        title = words.delights_title(themes)
        shown.append(_table("T3.delights", title, told, delights, "points added", question))
    if themes.pooled:
        shown.append(_rare(themes, question))
    return tuple(shown)


def _table(
    name: str, title: str, told: Callable[[], str], shown: tuple[Theme, ...], points_are: str, question: Question
) -> Table:  # fmt: skip
    themes = themes_of(question)
    day = Formats.of(question.settings).day(question.manifest.as_of)
    window = words.stands_on(themes, question.view, question.settings)
    moves = ranks.moves_since(themes, question.settings) if name == "T3" else ""
    head = Head(
        name=name,
        title=title,
        finding=False,
        told=told,
        subtitle=" · ".join(filter(None, (window, moves, f"stages and tasks as of {day}"))),
        standing=themes.standing,
        months=listed_months(themes),
        also=besides(themes),
        notes=(*told_by_gap(themes, question.settings), *untold(question)),
    )
    rows = tuple(row(question, theme, themes) for theme in shown)
    keys = tuple(key for key in KEYS if key[0] != ALONE and kinds(themes))
    return Table(head, columns(question, themes, points_are), rows, order=f"the most {points_are} first", keys=keys)


_RARE = (
    Column("theme", "Theme", "link", width=3, priority=1),
    Column("mentions", "Mentions", "number", priority=1),
)


def _rare(themes: TopTen, question: Question) -> Fold:
    settings = question.settings
    title = gaps.unranked_title(themes, settings)
    cells = tuple(
        (
            Cell(theme_name(theme), link=f"theme:{theme.theme_id}"),
            Cell(
                Formats.of(settings).counted(theme.mentions, "mention"),
                note="" if theme.untold in (None, "few") else gaps.why_unranked(theme, themes, settings),
            ),
        )
        for theme in themes.pooled
    )
    months = (themes.first, themes.last)
    head = Head(
        name="T3.rare.list", told=tells(title), alt=title, standing=themes.standing, months=months, also=besides(themes)
    )
    table = Table(head, _RARE, cells, headed=False)
    outside = Head(name="T3.rare", title=title, standing=themes.standing, months=months)
    return Fold(outside, lambda: (table,))
