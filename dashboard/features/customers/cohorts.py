"""How long customers stay, cohort by cohort; and how their score is by tenure."""

from __future__ import annotations

import pyarrow as pa

from dashboard.blocks import Block, Chart, Head, Row
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.measure import datasets_of
from dashboard.measures.customers.cohorts import DATASET, Cohorts
from dashboard.measures.customers.cohorts import cohorts as read_cohorts
from dashboard.measures.customers.tenure import DATASET as ANSWERS
from dashboard.measures.customers.tenure import by_tenure
from dashboard.measures.registry import measure
from dashboard.words import figures
from dashboard.words.customers import cohorts as words
from dashboard.words.customers.next_steps import stayed
from dashboard.words.formats import Formats


@feature(
    "M7", words.NAME, meaning=words.MEANING, needs=(DATASET,), uses=(ANSWERS,),
    chosen=lambda settings: datasets_of([settings.leading_measure]),
)  # fmt: skip
def cohorts(question: Question) -> Block:
    """Draw what is left of each year's new customers, and beside it the score by tenure where there is one."""
    found = read_cohorts(question.data, question.view, question.settings)
    curves = _curves(question, found)
    if standing_of(question.data, (ANSWERS,)).state == "not_connected":
        return curves
    return Row(Head(name="M7"), (curves, _scores(question)), (1.5, 1))


def _curves(question: Question, found: Cohorts | None) -> Chart:
    view, settings = question.view, question.settings
    scope = figures.scope(view, question.manifest.company)
    instead = words.instead(found, view, settings)
    told = None if instead else found
    title = "" if told is None else words.title(told, settings)
    head = Head(
        name="M7.cohorts", title=title or words.NAME, finding=bool(title),
        subtitle=f"{scope} · {view.period.label if told is None else words.subtitle(told, settings)}",
        standing=standing_of(question.data, (DATASET,)), instead=instead,
        months=None if told is None else (told.since, view.period.last),
        notes=() if told is None else words.notes(told, settings),
        alt="" if told is None else words.alternative(told, settings),
    )  # fmt: skip
    kept = () if told is None else tuple((words.year(one, settings), one.ages) for one in told.cohorts if one.ages)
    rows = [(name, age) for name, ages in kept for age in ages]
    columns = {
        "x": pa.array([float(age.months) for _, age in rows], pa.float64()),
        "y": pa.array([age.share for _, age in rows], pa.float64()),
        "series": pa.array([name for name, _ in rows], pa.string()),
        "n": pa.array([float(age.customers) for _, age in rows], pa.float64()),
        "mark": pa.array([None if age.complete else words.INCOMPLETE for _, age in rows], pa.string()),
    }
    return Chart(
        head, "steps", pa.table(columns), ".0%", {"x": words.MONTHS, "y": stayed(settings)},
        tuple(name for name, _ in kept), locale=settings.locale,
    )  # fmt: skip


def _scores(question: Question) -> Chart:
    view, settings = question.view, question.settings
    entry = measure(settings.leading_measure, settings)
    standing = standing_of(question.data, (ANSWERS,))
    found = by_tenure(question.data, view, settings) if standing.shown else None
    instead = words.scores_instead(found, settings) if standing.shown else ""
    title = "" if found is None or instead else words.scores_title(found, settings)
    scope = figures.scope(view, question.manifest.company)
    told = view.period.label if found is None else words.scores_subtitle(view, found, settings)
    bands = () if found is None else found.bands
    head = Head(
        name="M7.scores", title=title or words.SCORES, finding=bool(title), subtitle=f"{scope} · {told}",
        standing=standing, months=(view.period.first, view.period.last), instead=instead,
        also=(Ground(datasets_of([settings.leading_measure]), (view.period.first, view.period.last)),),
        notes=() if found is None else words.scores_notes(found, settings),
        alt="; ".join(f"{words.TENURES[band.tenure]} {words.score(band, settings)}" for band in bands),
    )  # fmt: skip
    rows = [
        Group(words.TENURES[band.tenure], one.value, one.low, one.high, one.n, words.score(band, settings))
        for band in bands for one in (band.estimate,)
    ]  # fmt: skip
    number = Formats.of(settings).in_charts(entry)
    return groups(rows, head, Written(number=number, title=entry.label, locale=settings.locale, size="small"))
