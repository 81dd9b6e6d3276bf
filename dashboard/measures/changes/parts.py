"""A measure by its parts, now and a period before: by region, by segment, by both, and by what else its data know.

Each part has its value and its weight at either time, so that a change can be split into what the parts' own values
did and what the shift between parts did. Whether a part moved, and whether it moved otherwise than all the rest, is
tested as the measure itself is: samples by their answers, what is counted in full by its usual year-on-year variation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.figure import FloatArray
from dashboard.measures.formulas import Mean, Range, Ratio, Score, Total, in_single_months
from dashboard.measures.readings import Places, Spans, kept_to, read_answers, read_counts
from dashboard.measures.registry import Measure
from dashboard.measures.variation import judged, yearly
from dashboard.statistics import ScoreSums, score_differences, score_estimates
from dashboard.statistics.intervals import normal_p_value

DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "region": ("region",),
    "segment": ("segment",),
    "region and segment": ("region", "segment"),
    "department": ("department_id",),
    "mode": ("mode",),
}
"""The ways in which a measure is taken apart, where its data have the dimensions."""

MODES = "survey_modes"
"""The dataset that knows how answers were asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The parts along one way of taking apart, those that hold something at either time.

    ``p_values`` computes those of each part's change, and of its difference from the change of all the rest: most of
    the time no part is large enough to ask.
    """

    way: str
    labels: tuple[tuple[str, ...], ...]
    weights: FloatArray  # (2, parts): now, before
    values: FloatArray  # (2, parts)
    p_values: Callable[[], tuple[FloatArray, FloatArray]]


def ways_of(data: Data, entry: Measure, view: View) -> tuple[str, ...]:
    """Return the ways in which the measure can be taken apart: those along which the view leaves a choice."""
    asked = {"region": view.regions, "segment": view.segments}
    settled = {name for name, labels in asked.items() if labels is not None and len(labels) == 1}
    known = set.intersection(*(set(data.entry(name).grain) for name in entry.formula.datasets)) - settled
    if isinstance(entry.formula, Score) and data.cube(MODES) is not None:
        known = known | {"mode"}
    return tuple(way for way, names in DIMENSIONS.items() if set(names) <= known)


def parts_of(data: Data, entry: Measure, view: View, way: str) -> Parts | None:
    """Take a measure apart; None where there are not two parts to tell from each other.

    The sums are those of `readings`: what is not covered, not held or capped there is so for the parts.
    """
    # The parts of several datasets are not the same ones.
    if view.against is None or len(entry.formula.datasets) != 1:
        return None
    spans = np.array([(period.first, period.last) for period in (view.period, view.against)])
    places: Places = (view.regions, view.segments)
    formula = entry.formula.least if isinstance(entry.formula, Range) else entry.formula
    if way == "mode":
        return _of_modes(data, formula, spans, places) if isinstance(formula, Score) else None
    if isinstance(formula, Score | Mean):
        return _of_answers(data, formula, spans, places, way)
    return _of_counts(data, entry, formula, spans, places, way)


def _of_answers(data: Data, formula: Score | Mean, spans: Spans, places: Places, way: str) -> Parts | None:
    sides = [read_answers(data, formula, places, (begin, last), DIMENSIONS[way]) for begin, last in spans.tolist()]
    held = np.any([side.counts.sum(axis=-1) > 0 for side in sides], axis=0)
    if held.sum() < 2:
        return None
    now, before = (_take(side, held) for side in sides)
    values = [score_estimates(side, formula.values).value for side in (now, before)]
    weights = np.array([side.sums.sum(axis=(-2, -1)) for side in (now, before)])
    p_values = partial(_judged_answers, now, before, formula.values)
    return Parts(way, _named(data, "answers", way, held), weights, np.array(values), p_values)


def _judged_answers(now: ScoreSums, before: ScoreSums, values: tuple[float, ...]) -> tuple[FloatArray, FloatArray]:
    own = score_differences(now, before, values)
    rest = score_differences(_rest(now), _rest(before), values)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = normal_p_value((own.value - rest.value) / np.hypot(own.standard_error, rest.standard_error))
    return own.p_value, apart


def _of_modes(data: Data, formula: Score, spans: Spans, places: Places) -> Parts | None:
    """Take a score apart by how answers were asked for; what such parts did themselves is not tested."""
    cube = data.cube(MODES)
    if cube is None:
        return None
    sums = np.array([
        cube.sum(("weight", "y"), ("mode",), kept_to(formula), (first, last), regions=places[0], segments=places[1])
        for first, last in spans.tolist()
    ])  # fmt: skip
    weights, outcomes = np.moveaxis(sums, -1, 0)
    held = np.asarray((weights > 0).any(axis=0))
    if held.sum() < 2:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        values = formula.scale * outcomes[:, held] / weights[:, held]
    unknown = np.full(int(held.sum()), np.nan)
    return Parts("mode", _named(data, MODES, "mode", held), weights[:, held], values, lambda: (unknown, unknown))


def _take(answers: ScoreSums, held: NDArray[np.bool_]) -> ScoreSums:
    squares = None if answers.squares is None else answers.squares[held]
    return ScoreSums(answers.sums[held], answers.counts[held], squares)


def _rest(answers: ScoreSums) -> ScoreSums:
    """Return, for each part, the answers of all the others."""
    sums, counts, squares = (
        None if part is None else np.maximum(part.sum(axis=0) - part, 0.0)
        for part in (answers.sums, answers.counts, answers.squares)
    )
    if sums is None or counts is None:
        raise ValueError("answers without sums have no parts")
    return ScoreSums(sums, counts, squares)


def _of_counts(
    data: Data, entry: Measure, formula: Ratio | Total, spans: Spans, places: Places, way: str
) -> Parts | None:
    reading = read_counts(data, formula, places, DIMENSIONS[way])
    sums = reading.over(spans)
    # The parts of a total weigh what they are, those of a ratio what they are divided by.
    weights = np.maximum(np.nan_to_num(sums[..., 0 if isinstance(formula, Total) else 1]), 0.0)
    held = np.asarray((weights > 0).any(axis=0))
    if held.sum() < 2:
        return None
    p_values = partial(_judged_counts, data, entry, formula, spans, places, way, held)
    labels = _named(data, formula.datasets[0], way, held)
    return Parts(way, labels, weights[:, held], reading.values(sums)[:, held], p_values)


def _judged_counts(
    data: Data, entry: Measure, formula: Ratio | Total, spans: Spans, places: Places, way: str, held: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    """Hold each part, and each against all others together, against their usual differences from the year before."""
    reading = read_counts(data, in_single_months(formula), places, DIMENSIONS[way])
    months, length = np.arange(data.months[0], spans[0, 1] + 1), entry.window or int(spans[0, 1] - spans[0, 0] + 1)
    sums = reading.over(np.column_stack((months, months)))[:, held]
    nobody = np.isnan(sums).all(axis=1, keepdims=True)
    rest = np.where(nobody, np.nan, np.nansum(sums, axis=1, keepdims=True) - np.nan_to_num(sums))
    mine, others = (
        [yearly(values, relative=entry.relative) for values in reading.values(side).T] for side in (sums, rest)
    )
    own = [judged(part, length).p_value for part in mine]
    apart = [judged(part - other, length).p_value for part, other in zip(mine, others, strict=True)]
    return np.array(own), np.array(apart)


def _named(data: Data, dataset: str, way: str, held: NDArray[np.bool_]) -> tuple[tuple[str, ...], ...]:
    cube = data.cube(dataset)
    sides = [] if cube is None else [map(str, cube.labels[name]) for name in DIMENSIONS[way]]
    return tuple(labels for labels, keep in zip(product(*sides), held, strict=True) if keep)
