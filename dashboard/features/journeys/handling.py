"""Handle time never without resolution and satisfaction: where they part, by month, and by department."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Block, Chart, Head, Row, Sentence, Sentences, Table
from dashboard.charts.data import Written, groups, trend
from dashboard.data.labels import DEPARTMENT, labels_of, read_from
from dashboard.data.question import Question
from dashboard.data.registers import department_names
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.features.labels import NAMES, side_by_side
from dashboard.features.measure import aims_of, compared_on, datasets_of, drawn_months, figure_of, link, written
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.handling import HANDLING, HELD_TOGETHER, Parted, handling, known
from dashboard.measures.registry import measure
from dashboard.words import figures
from dashboard.words.comparison import comparison
from dashboard.words.journeys import handling as words

MOST = 5
"""Departments that stand beside all cases: a value with its interval and verdict needs room."""


@feature(
    "J5", words.NAME, meaning=words.MEANING, needs=("cases",),
    uses=(*datasets_of(HELD_TOGETHER), *read_from(DEPARTMENT), NAMES),
)  # fmt: skip
def handle_time(question: Question) -> tuple[Block, ...]:
    """Warn where one gets better while another gets worse; draw all three by month, and tell them by department."""
    found = [figure_of(question, name) for name in HANDLING]
    if not any(map(known, found)):
        return ()
    months = Row(Head(name="J5.by_month"), tuple(_over_time(question, figure) for figure in found))
    departments = _by_department(question)
    return (_warnings(question), months, *([] if departments is None else [departments]))


def _warnings(question: Question) -> Sentences:
    settings, view, found = question.settings, question.view, handling(question.data, question.view, question.settings)
    names = department_names(question.data)
    head = Head(
        name="J5", title=words.title(found, view, names, settings), finding=bool(found.looked_at),
        subtitle=f"{figures.scope(view, question.manifest.company)} · {comparison(view)}",
        months=(view.period.first, view.period.last), notes=words.notes(found, settings),
    )  # fmt: skip
    if not found.parted:
        return Sentences(head, (Sentence(words.none_parted(found, view, settings)),))
    return Sentences(head, tuple(_warning(question, one) for one in found.parted))


def _warning(question: Question, one: Parted) -> Sentence:
    told = (*one.better, *one.worse, *one.others)
    datasets = dict.fromkeys(name for figure in told for name in figure.standing.datasets)
    said, period = words.sentence(one, department_names(question.data), question.settings), question.view.period
    return replace(
        said, standing=standing_of(question.data, datasets), months=(period.first, period.last),
        also=tuple(ground for figure in told for ground in compared_on(question, figure.measure)),
    )  # fmt: skip


def _over_time(question: Question, figure: Figure) -> Chart:
    """Return a measure by month; in the place of one that is not known, what to connect."""
    settings, entry = question.settings, measure(figure.measure, question.settings)
    name = f"J5.{figure.measure}"
    if figure.state == "not_connected" or (figure.shown and not known(figure)):
        missing = Head(name=name, title=entry.label, finding=False, instead=words.missing(figure.measure))
        return groups((), missing, Written(locale=settings.locale, size="small"))
    head = Head(
        name=name, title=figures.with_change(figure, settings),
        subtitle=words.subtitle(figure, question.view, question.manifest.company, settings) if figure.shown else "",
        standing=figure.standing, months=drawn_months(figure), also=aims_of(figure),
        alt=figures.drawn_by_month(entry, "usual variation and target"), link=link(figure.measure),
    )  # fmt: skip
    return trend(figure, head, replace(written(question, figure.measure), size="small"))


def _by_department(question: Question) -> Table | None:
    if len(labels_of(question.data, DEPARTMENT)) < 2:
        return None
    table = side_by_side(question, HELD_TOGETHER, DEPARTMENT, "J5.departments", most=MOST, among_all=True)
    if not table.rows or table.columns[0].name == "place":
        return table if table.rows else None
    columns = tuple(replace(one, label=words.ALL) if one.name == "all" else one for one in table.columns)
    head = replace(table.head, title=words.BY_DEPARTMENT, finding=False)
    return replace(table, head=head, columns=columns)
