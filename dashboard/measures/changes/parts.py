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
from dashboard.data.view import Places, View
from dashboard.measures.answers import ScoreReading, kept_to
from dashboard.measures.figure import FloatArray
from dashboard.measures.formulas import Mean, Range, Ratio, Score, Total, in_single_months
from dashboard.measures.readings import read_counts
from dashboard.measures.registry import Measure
from dashboard.measures.spans import Spans
from dashboard.measures.verdicts.usual import Span, departed, levels
from dashboard.statistics.intervals import Z95, normal_p_value

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
class Apart:
    """Each part against the change of all the rest: how often chance sets them so far apart, and the rest's change.

    ``low`` and ``high`` are the 95 % interval of the rest's change, in the measure's unit (or as a share of it).
    """

    p_value: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The parts along one way of taking apart, those that hold something at either time.

    ``errors`` are the standard errors of the values, None where they are not known. ``apart`` holds each part against
    the rest: most of the time no part is large enough to ask; None where it cannot be tested.
    """

    way: str
    labels: tuple[tuple[str, ...], ...]
    weights: FloatArray  # (2, parts): now, before
    values: FloatArray  # (2, parts)
    errors: FloatArray | None  # (2, parts)
    apart: Callable[[], Apart] | None


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
    if view.against is None:
        return None
    spans = np.array([(period.first, period.last) for period in (view.period, view.against)])
    places: Places = (view.regions, view.segments)
    formula = entry.formula.least if isinstance(entry.formula, Range) else entry.formula
    if way == "mode":
        return _of_modes(data, formula, spans, places) if isinstance(formula, Score) else None
    if isinstance(formula, Score | Mean):
        return _of_answers(data, formula, spans, places, way)
    # The parts of several datasets are not the same ones.
    if len(formula.datasets) != 1 or not isinstance(formula, Ratio | Total):
        return None
    return _of_counts(data, entry, formula, (spans, places), way, view)


def _of_answers(data: Data, formula: Score | Mean, spans: Spans, places: Places, way: str) -> Parts | None:
    months = int(spans.min()), int(spans.max())
    reading = ScoreReading.of(data, formula, places, DIMENSIONS[way], months)
    sums = reading.sums(spans)
    held = np.asarray((sums.counts.sum(axis=-1) > 0).any(axis=0))
    if held.sum() < 2:
        return None
    found = reading.estimates(spans)
    weights = sums.sums.sum(axis=-1)[:, held]
    apart = partial(_answers_apart, reading, ScoreReading.of(data, formula, places, months=months), spans, held)
    return Parts(
        way, _named(data, "answers", way, held), weights, found.value[:, held], found.standard_error[:, held], apart
    )


def _answers_apart(reading: ScoreReading, whole: ScoreReading, spans: Spans, held: NDArray[np.bool_]) -> Apart:
    own, rest = reading.differences(spans), reading.rest_of(whole).differences(spans)
    error = np.hypot(own.standard_error, rest.standard_error)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = normal_p_value((own.value - rest.value) / error)
    return Apart(p_value[held], rest.low[held], rest.high[held])


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
    return Parts("mode", _named(data, MODES, "mode", held), weights[:, held], values, None, None)


def _of_counts(
    data: Data, entry: Measure, formula: Ratio | Total, asked: tuple[Spans, Places], way: str, view: View
) -> Parts | None:
    spans, places = asked
    reading = read_counts(data, formula, places, DIMENSIONS[way])
    sums = reading.over(spans).reshape(2, -1, reading.columns)
    # The parts of a total weigh what they are, those of a ratio what they are divided by.
    weights = np.maximum(np.nan_to_num(sums[..., 0 if isinstance(formula, Total) else 1]), 0.0)
    held = np.asarray((weights > 0).any(axis=0))
    if held.sum() < 2:
        return None
    rate = entry.judged == "rate" and isinstance(formula, Ratio)
    values = reading.values(sums)[:, held]
    apart = (
        partial(_rates_apart, sums[:, held]) if rate
        else partial(_usual_apart, data, entry, formula, (places, way, held), view)
    )  # fmt: skip
    errors = np.sqrt(_binomial(sums[:, held])) if rate else None
    return Parts(way, _named(data, formula.datasets[0], way, held), weights[:, held], values, errors, apart)


def _binomial(sums: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums[..., 0] / sums[..., 1]
        return np.asarray(share * (1 - share) / sums[..., 1])


def _rates_apart(sums: FloatArray) -> Apart:
    """Hold each part's change of a share against the rest's: what both vary beyond chance they vary together."""
    rest = sums.sum(axis=1, keepdims=True) - sums
    changes, errors = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        for side in (sums, rest):
            share = side[..., 0] / side[..., 1]
            changes.append(share[0] - share[1])
            errors.append(np.sqrt(_binomial(side).sum(axis=0)))
        p_value = normal_p_value((changes[0] - changes[1]) / np.hypot(*errors))
    return Apart(p_value, changes[1] - Z95 * errors[1], changes[1] + Z95 * errors[1])


def _usual_apart(
    data: Data, entry: Measure, formula: Ratio | Total, of: tuple[Places, str, NDArray[np.bool_]], view: View
) -> Apart:
    """Hold each part's months against all others' together, by how they usually part, year on year."""
    places, way, held = of
    reading = read_counts(data, in_single_months(formula), places, DIMENSIONS[way])
    months = np.arange(data.months[0], view.period.last + 1)
    found = reading.over(np.column_stack((months, months)))
    sums = found.reshape(len(months), -1, found.shape[-1])[:, held]
    nobody = np.isnan(sums).all(axis=1, keepdims=True)
    rest = np.where(nobody, np.nan, np.nansum(sums, axis=1, keepdims=True) - np.nan_to_num(sums))
    against = view.period.last - view.against.last if view.against else 0
    span = Span(view.period.length, against, entry.window, entry.relative, entry.growing)
    mine, others = (levels(reading.values(side), relative=entry.relative) for side in (sums, rest))
    p_value, _, _ = departed(mine - others, span)
    _, low, high = departed(others, span)
    return Apart(p_value, low, high)


def _named(data: Data, dataset: str, way: str, held: NDArray[np.bool_]) -> tuple[tuple[str, ...], ...]:
    cube = data.cube(dataset)
    sides = [] if cube is None else [map(str, cube.labels[name]) for name in DIMENSIONS[way]]
    return tuple(labels for labels, keep in zip(product(*sides), held, strict=True) if keep)
