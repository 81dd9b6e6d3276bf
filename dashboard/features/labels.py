"""Measures by department, channel or a dimension of the company's own, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from dashboard.blocks import Cell, Column, Head, Table
from dashboard.data.labels import DATASETS, DEPARTMENT, OTHERS, dimensions_of, labels_of
from dashboard.data.question import Question
from dashboard.data.registers import department_names
from dashboard.data.standing import Ground, Standing, standing_of
from dashboard.features.measure import link, span_of
from dashboard.features.places import cell_of, of_both_ends
from dashboard.measures import read
from dashboard.measures.by_label import Labelled, labels_at_both_ends, measures_by_label
from dashboard.measures.clusters import DATASET as CLUSTERS
from dashboard.measures.registry import MEASURES
from dashboard.measures.side_by_side import Ends
from dashboard.words import by_label as words
from dashboard.words.customers_months import basis
from dashboard.words.side_by_side import told as told_of

MOST = 8
"""Labels that stand side by side."""

MONEY = ("customers_revenue", "logo_retention", "gross_revenue_retention", "net_revenue_retention")
"""What is told by the company's own dimensions beside the scorecard: customers bear their labels."""

NAMES = "departments"
ERRORS = ("clusters_by_label",)
"""What the intervals of scores by label are read from."""

READ = (*DATASETS, NAMES)
"""All that measures by label are read from."""


def told_by(question: Question) -> tuple[str, ...]:
    """Return the dimensions that have labels to stand side by side; a department may stand alone."""
    found = {name: len(labels_of(question.data, name)) for name in dimensions_of(question.data)}
    return tuple(name for name, labels in found.items() if labels > (0 if name == DEPARTMENT else 1))


def side_by_side(
    question: Question,
    names: Iterable[str],
    dimension: str,
    name: str,
    *,
    most: int = MOST,
    among_all: bool = False,
    called: Mapping[str, str] | None = None,
) -> Table:
    """Return the measures that are told by label, a row each, with their value and verdict under every label.

    ``called`` are the labels' names, where they are no departments and not called as they are.
    """
    ends = labels_at_both_ends(question.data, tuple(names), question.view, question.settings, dimension)
    if ends is not None:
        return _both_ends(question, ends, dimension, name)
    labels, rows = measures_by_label(
        question.data, tuple(names), question.view, question.settings, dimension, most=most
    )
    departments = department_names(question.data) if dimension == DEPARTMENT else {}
    called = {**departments, **(called or {})}
    head = Head(
        name=name, title=words.title(dimension, len(labels), len(labels_of(question.data, dimension))),
        subtitle=words.subtitle(question.view), months=(question.view.period.first, question.view.period.last),
        also=(Ground((NAMES,)),) if departments else (), alt=words.MEANING, standing=standing(question, rows),
    )  # fmt: skip
    columns = [
        *([Column("all", words.ALL, "number")] if among_all else []),
        *(Column(f"label_{at}", words.label_of(label, called), "number") for at, label in enumerate(labels)),
    ]
    opens = [f"department:{label}" if dimension == DEPARTMENT and label != OTHERS else "" for label in labels]
    cells = tuple(_row(question, row, opens, among_all=among_all) for row in rows)
    places = [words.label_of(label, called) for label in labels]
    told = partial(told_of, places, [row.figures for row in rows if row.figures], question.settings)
    head = replace(head, told=told)
    return Table(head, (Column("measure", "Measure", "link", width=1.4, priority=1), *columns), cells)


def _both_ends(question: Question, ends: Ends, dimension: str, name: str) -> Table:
    """Return the labels of both ends, a row each."""
    called = department_names(question.data) if dimension == DEPARTMENT else {}
    period, against = question.view.period, question.view.against
    read_of = dict.fromkeys(one for row in ends.rows for one in (*row.standing.datasets, *ERRORS))
    grounds = [Ground(tuple(read_of), (one.first, one.last)) for one in (period, against) if one is not None]
    head = Head(
        name=name, subtitle=words.subtitle(question.view), months=(period.first, period.last), alt=words.MEANING,
        also=(*grounds, *((Ground((NAMES,)),) if called else ())),
    )  # fmt: skip
    opens = "department:{}" if dimension == DEPARTMENT else ""
    named = [Cell(words.label_of(label, called), link=opens.format(label)) for label in ends.places]
    return of_both_ends(question, head, ends, dimension, named)


def standing(question: Question, rows: Iterable[Labelled]) -> Standing:
    """Return what a table of measures by label stands on: all that those of its rows are read from that are shown."""
    shown = [row for row in rows if row.standing.shown]
    datasets = [name for row in shown for name in row.standing.datasets]
    if any(row.measure.sampled for row in shown) and standing_of(question.data, ERRORS).shown:
        datasets += ERRORS
    return standing_of(question.data, datasets)


def measure_cell(question: Question, row: Labelled) -> Cell:
    """Return a measure's name as the first cell of its row, with all that the row stands on."""
    entry, against = row.measure, question.view.against
    errors = ERRORS if entry.sampled else ()
    spans = [span_of(period, entry.name) for period in (question.view.period, against) if period is not None]
    return Cell(
        entry.label, note=basis(entry, question.manifest), link=link(entry.name), detail=entry.meaning,
        standing=row.standing, months=spans[0],
        also=tuple(Ground((*row.standing.datasets, *errors), span) for span in spans),
    )  # fmt: skip


def among_all_cell(question: Question, row: Labelled) -> Cell:
    """Return a measure of all answers and cases, of all regions and segments as its labels are."""
    everywhere = replace(question.view, regions=None, segments=None)
    return cell_of(question, row.measure, read(question.data, row.measure.name, everywhere, question.settings))


def _row(question: Question, row: Labelled, opens: list[str], *, among_all: bool) -> tuple[Cell, ...]:
    found = zip(row.figures, opens, strict=True)
    whole = [among_all_cell(question, row)] if among_all else []
    first = measure_cell(question, row)
    if among_all:
        first = replace(first, also=(*first.also, *_of_all(question, row)))
    return (first, *whole, *(cell_of(question, row.measure, one, to) for one, to in found))


def _of_all(question: Question, row: Labelled) -> tuple[Ground, ...]:
    """Return what a measure stands on where it is told of all: its own datasets, and the errors of its score."""
    own, periods = row.measure.formula.datasets, (question.view.period, question.view.against)
    errors = (CLUSTERS,) if row.measure.sampled and "answers" in own else ()
    return tuple(Ground((*own, *errors), span_of(one, row.measure.name)) for one in periods if one is not None)


OF_DEPARTMENTS = tuple(
    name
    for name, entry in MEASURES.items()
    if set(entry.formula.datasets)
    <= {"answers", "cases", "case_scores", "resolutions", "case_durations", "first_responses"}
)
"""The measures of what customers say and live that may be told by department."""
