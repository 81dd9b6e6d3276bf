"""Money behind the Top Ten: what is exposed, and what of it is expected to be lost."""

from __future__ import annotations

from dashboard.blocks import Block, Cell, Column, Head, Table
from dashboard.data.question import Question
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.top_ten.rows import THEMES, besides, themes_of
from dashboard.measures.themes.risk import DATASET, NUMBERS, YEAR, AtRisk, Risk, at_risk
from dashboard.measures.themes.sums import DATASETS
from dashboard.words.formats import Formats
from dashboard.words.revenue import per as of_months
from dashboard.words.top_ten import risk as words


@feature("T5", words.NAME, meaning=words.MEANING, needs=(*DATASETS, DATASET, NUMBERS), uses=THEMES)
def money(question: Question) -> Block | None:
    """List the ten with what is exposed, excess churn and expected loss, and one row for all of them; nothing where no
    theme is listed."""
    themes, settings, view = themes_of(question), question.settings, question.view
    if not themes.ten:
        return None
    found = at_risk(question.data, view, settings, themes)
    instead = words.instead(found, view, settings)
    told = None if instead else found
    head = Head(
        name="T5",
        title=words.title(told, settings) if told else words.NAME,
        finding=told is not None,
        subtitle=words.subtitle(told, view, question.manifest.company, settings) if told else "",
        standing=standing_of(question.data, (*DATASETS, DATASET, NUMBERS)),
        months=(themes.first, themes.last),
        also=(
            Ground((DATASET,), (themes.first - YEAR, themes.last - YEAR)),
            *besides(themes),
        ),
        instead=instead,
        notes=words.notes(told, settings) if told else (),
        alt=words.ALT,
    )
    return Table(head, _columns(question, told), _rows(question, told))


def _columns(question: Question, found: AtRisk | None) -> tuple[Column, ...]:
    per = of_months(question.settings)
    shown = (
        Column("theme", "Theme", "link", width=1.5, priority=1),
        Column("exposed", f"Revenue exposed, {per}", "number"),
    )
    if found is None or found.then is None:
        return shown
    return (
        *shown,
        Column("excess", "Excess churn in a year", "number", width=1.6),
        Column("loss", f"Expected loss, {per}", "number", width=1.2),
    )


def _rows(question: Question, found: AtRisk | None) -> tuple[tuple[Cell, ...], ...]:
    if found is None:
        return ()
    matured = found.then is not None
    listed = [(Cell(one.name, link=f"theme:{one.theme_id}", strong=True), one) for one in found.themes]
    union = Cell(words.union_name(found), note="each customer once", strong=True)
    cells = [(first, *_money(question, one)) for first, one in (*listed, (union, found.union))]
    return tuple(row if matured else row[:2] for row in cells)


def _money(question: Question, one: Risk) -> tuple[Cell, ...]:
    settings = question.settings
    few, sure = one.customers < settings.least_n, words.told_from_chance(one)
    points, of_points = words.excess(one, settings)
    lost, of_loss = words.loss(one, settings)
    return (
        Cell(Formats.of(settings).money(one.revenue), note=words.who(one, settings), value=one.revenue, muted=few),
        Cell(
            points, note=of_points, value=None if one.excess is None else 100 * one.excess.value,
            muted=few or one.excess is None, strong=sure,
        ),
        Cell(
            lost, note=of_loss, value=None if one.loss is None else one.loss[0], muted=few or one.loss is None,
            strong=sure,
        ),
    )  # fmt: skip
