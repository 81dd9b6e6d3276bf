"""A measure by its parts, now and a period before: by region, by segment, by both, and by what else its data know.

Each part has its value and its weight at either time, so that a change can be split into what the parts' own values
did and what the shift between parts did. Whether a part moved, and whether it moved otherwise than all the rest, is
tested as the measure itself is: samples by their answers, what is counted in full by its usual year-on-year variation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.cube import Cube
from dashboard.data.view import View
from dashboard.measures.figure import FloatArray
from dashboard.measures.formulas import Formula, Mean, Range, Ratio, Score, Terms, Total
from dashboard.measures.readings import Places, Spans
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

_GROUPS = 16


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
    """Take a measure apart; None where there are not two parts to tell from each other."""
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
    cube = _cube(data, "answers")
    now, before = (_answers(cube, formula, span, places, way) for span in spans.tolist())
    held = (now.counts.sum(axis=-1) > 0) | (before.counts.sum(axis=-1) > 0)
    if held.sum() < 2:
        return None
    now, before = _take(now, held), _take(before, held)
    values = [score_estimates(side, formula.values).value for side in (now, before)]
    weights = np.array([side.sums.sum(axis=(-2, -1)) for side in (now, before)])
    p_values = partial(_judged_answers, now, before, formula.values)
    return Parts(way, _named(cube, way, held), weights, np.array(values), p_values)


def _judged_answers(now: ScoreSums, before: ScoreSums, values: tuple[float, ...]) -> tuple[FloatArray, FloatArray]:
    own = score_differences(now, before, values)
    rest = score_differences(_rest(now), _rest(before), values)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = normal_p_value((own.value - rest.value) / np.hypot(own.standard_error, rest.standard_error))
    return own.p_value, apart


def _of_modes(data: Data, formula: Score, spans: Spans, places: Places) -> Parts | None:
    """Take a score apart by how answers were asked for; what such parts did themselves is not tested."""
    cube = _cube(data, MODES)
    kept = {"metric": formula.metric, "survey": formula.survey}
    where = tuple((name, (value,)) for name, value in kept.items() if value is not None)
    sums = np.array([
        cube.sum(("weight", "y"), ("mode",), where, (first, last), regions=places[0], segments=places[1])
        for first, last in spans.tolist()
    ])  # fmt: skip
    weights, outcomes = np.moveaxis(sums, -1, 0)
    held = np.asarray((weights > 0).any(axis=0))
    if held.sum() < 2:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        values = formula.scale * outcomes[:, held] / weights[:, held]
    unknown = np.full(int(held.sum()), np.nan)
    return Parts("mode", _named(cube, "mode", held), weights[:, held], values, lambda: (unknown, unknown))


def _answers(cube: Cube, formula: Score | Mean, span: Sequence[int], places: Places, way: str) -> ScoreSums:
    kept = {"metric": formula.metric, "survey": formula.survey}
    found = cube.sum(
        ("n", "weight", "weight_squared"), (*DIMENSIONS[way], "replicate", "score"),
        tuple((name, (value,)) for name, value in kept.items() if value is not None), (span[0], span[1]),
        regions=places[0], segments=places[1],
    )  # fmt: skip
    found = found.reshape(-1, *found.shape[-3:])
    places_of = np.array([formula.category(int(score)) for score in cube.labels["score"]], dtype=int)
    categories = np.equal.outer(places_of, np.arange(len(formula.values))).astype(np.float64)
    n, weight, squares = np.einsum("prsk,sc->kprc", found, categories)
    full = np.zeros((len(weight), _GROUPS, weight.shape[-1]))
    full[:, [int(group) for group in cube.labels["replicate"]]] = weight
    return ScoreSums(full, n.sum(axis=1), squares.sum(axis=1))


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


def _of_counts(data: Data, entry: Measure, formula: Formula, spans: Spans, places: Places, way: str) -> Parts | None:
    if isinstance(formula, Ratio):
        top, bottom = (_monthly(data, terms, places, way) for terms in (formula.top, formula.bottom))
    elif isinstance(formula, Total):
        top, bottom = _monthly(data, formula.terms, places, way), None
    else:
        return None
    first = data.months[0]
    closing = isinstance(formula, Ratio) and formula.window is not None
    sides = [slice(last - first if closing else begin - first, last - first + 1) for begin, last in spans.tolist()]
    values, weights = zip(*(_value(top, bottom, side) for side in sides), strict=True)
    held = np.asarray((np.array(weights) > 0).any(axis=0))
    if held.sum() < 2:
        return None
    length, until = entry.window or int(spans[0, 1] - spans[0, 0] + 1), int(spans[0, 1]) - first + 1
    if isinstance(formula, Ratio) and formula.window is not None:
        single = formula.over_windows_of(1)
        top, bottom = (_monthly(data, terms, places, way) for terms in (single.top, single.bottom))
    below = None if bottom is None else bottom[held]
    p_values = partial(_judged_parts, top[held], below, until, length, entry.relative)
    labels = _named(_cube(data, formula.datasets[0]), way, held)
    return Parts(way, labels, np.array(weights)[:, held], np.array(values)[:, held], p_values)


def _monthly(data: Data, terms: Terms, places: Places, way: str) -> FloatArray:
    """Return the sum of the terms (parts, months)."""
    found: FloatArray | None = None
    for term in terms:
        sums = term.factor * _cube(data, term.dataset).sum(
            (term.measure,), (*DIMENSIONS[way], "month"), term.where, data.months,
            regions=places[0], segments=places[1],
        )[..., 0]  # fmt: skip
        sums = sums.reshape(-1, sums.shape[-1])
        found = sums if found is None else found + sums
    if found is None:
        raise ValueError("a formula without terms has no parts")
    return found


def _value(top: FloatArray, bottom: FloatArray | None, side: slice) -> tuple[FloatArray, FloatArray]:
    """Return each part's value and weight; those of a total are its sum, and its sum as well."""
    above = top[:, side].sum(axis=1)
    if bottom is None:
        return above, np.maximum(above, 0.0)
    below = bottom[:, side].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below, np.nan), below


def _judged_parts(
    top: FloatArray, bottom: FloatArray | None, until: int, length: int, relative: bool
) -> tuple[FloatArray, FloatArray]:
    own, apart = np.full(len(top), np.nan), np.full(len(top), np.nan)
    for part in range(len(top)):
        mine = _differences(top[part], None if bottom is None else bottom[part], until, relative)
        others = _differences(
            top.sum(axis=0) - top[part], None if bottom is None else bottom.sum(axis=0) - bottom[part], until, relative
        )
        own[part], apart[part] = judged(mine, length).p_value, judged(mine - others, length).p_value
    return own, apart


def _differences(top: FloatArray, bottom: FloatArray | None, until: int, relative: bool) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        values = top if bottom is None else np.where(bottom > 0, top / bottom, np.nan)
    return yearly(values[:until], relative=relative)


def _named(cube: Cube, way: str, held: NDArray[np.bool_]) -> tuple[tuple[str, ...], ...]:
    sides = [cube.labels[name] for name in DIMENSIONS[way]]
    named: list[tuple[str, ...]] = [(str(first),) for first in sides[0]]
    for side in sides[1:]:
        named = [(*labels, str(label)) for labels in named for label in side]
    return tuple(labels for labels, keep in zip(named, held, strict=True) if keep)


def _cube(data: Data, name: str) -> Cube:
    cube = data.cube(name)
    if cube is None:
        raise LookupError(f"The dataset {name} has no rows to read; ask for its standing first.")
    return cube
