"""A theme in customers' own words: some of the newest comments, as varied as they are."""

from __future__ import annotations

from functools import partial

from dashboard.blocks import Block, Cell, Column, Head, Table
from dashboard.data.question import Question
from dashboard.data.registers import Verbatim
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.features.top_ten.one_theme import chosen
from dashboard.features.top_ten.rows import THEMES, besides, themes_of
from dashboard.measures.themes.sums import DATASETS
from dashboard.measures.themes.theme import Theme
from dashboard.measures.themes.verbatims import Quoted, quoted
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.top_ten import verbatims as words

MOST = 8
"""Comments that are quoted: as many as are read."""


@feature("T6.verbatims", words.NAME, meaning=words.MEANING, needs=(Verbatim.dataset, *DATASETS), uses=THEMES)
def verbatims(question: Question) -> Block | None:
    """Quote some of the newest comments on the theme that is chosen; nothing where none names any."""
    theme = chosen(question, themes_of(question))
    return None if theme is None else quotations(question, "T6.verbatims", theme)


def quotations(question: Question, name: str, theme: Theme) -> Block | None:
    """Quote some of the newest comments on a theme in a block of this name; nothing where none names it."""
    themes, settings = themes_of(question), question.settings
    found = quoted(question.data, question.view, themes, theme, question.limit or MOST)
    if not found.named:
        return None
    scope = figures.scope(question.view, question.manifest.company)
    head = Head(
        name=name, title=words.title(theme), finding=False, told=partial(words.told, theme, found, settings),
        subtitle=words.subtitle(themes, scope, settings),
        standing=standing_of(question.data, (Verbatim.dataset, *DATASETS)), months=(themes.first, themes.last),
        also=besides(themes), instead="" if found.verbatims else words.nothing_kept(theme),
        notes=words.few(found, settings),
    )  # fmt: skip
    return _table(question, head, found)


def _table(question: Question, head: Head, found: Quoted) -> Table:
    columns = (
        Column("quote", "What was written", "text", 4.2, 1),
        Column("score", words.asked(question.settings), "text", 0.9, 2),
        Column("month", "When", "text", 0.8, 2),
        Column("place", "Where", "text", 1.4, 2),
    )
    rows = tuple(_row(question, one) for one in found.verbatims)
    return Table(head, columns, rows, words.ORDER, of=found.named)


def _row(question: Question, one: Verbatim) -> tuple[Cell, ...]:
    settings = question.settings
    text, rest = words.quotation(one)
    return (
        Cell(text, note=words.tone(one), more=words.REST if rest else "", rest=rest),
        Cell(words.score(one, settings), value=one.score),
        Cell(Formats.of(settings).month(one.month)),
        Cell(words.where(one)),
    )
