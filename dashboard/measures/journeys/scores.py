"""What customers say of each stage: one metric for all of them, with n and interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.coding import Label
from dashboard.data.view import View
from dashboard.measures.answers import repeated
from dashboard.measures.formulas import Score
from dashboard.measures.leading import IN_ORDER
from dashboard.measures.registry import Measure, measure
from dashboard.settings import Settings
from dashboard.statistics import Effect, Estimate, ScoreSums, score_estimates

DATASET = "stage_answers"

BESIDE = ("answers", "answer_clusters")
"""What tells how far the answers of one customer hang together."""

_SUMS = ("weight", "n", "weight_squared")

Key = tuple[Label, Label]
"""Journey and stage."""


@dataclass(frozen=True, slots=True)
class StageScores:
    """The measure that stages are scored by, and its estimate for each of which there are answers in the period."""

    measure: Measure
    of: Mapping[Key, Estimate]


@cached
def stage_scores(data: Data, view: View, settings: Settings) -> StageScores | None:
    """Return the scores of stages in a period; None where nobody was ever asked of any.

    All are of one measure: the one of which most answers about stages are on record, so that it is the same in every
    period. Customers who answered more than once count as they do in that measure's total over the same months.
    """
    cube = data.cube(DATASET)
    chosen = None if cube is None else scored_by(data, settings)
    if cube is None or chosen is None or not isinstance(chosen.formula, Score):
        return None
    formula = chosen.formula
    sums = cube.sum(
        _SUMS, ("journey", "stage", "score"), (("metric", (formula.metric,)),), (view.period.first, view.period.last),
        regions=view.regions, segments=view.segments,
    )  # fmt: skip
    places = np.array([formula.category(int(score)) for score in cube.labels["score"]], dtype=int)
    into = np.equal.outer(places, np.arange(len(formula.values))).astype(float)
    weight, n, squares = np.einsum("jtsk,sc->kjtc", sums, into)
    asked = replace(formula, survey="journey")
    factor = repeated(data, asked, (view.regions, view.segments), (view.period.first, view.period.last))
    effect = Effect(np.full(n.shape[:-1], factor), np.full(n.shape[:-1], np.inf))
    told = score_estimates(ScoreSums(weight, n, squares), formula.values, effect)
    found = {}
    for journey, stage in zip(*np.nonzero(n.sum(axis=-1)), strict=True):
        key = (cube.labels["journey"][journey], cube.labels["stage"][stage])
        found[key] = told[int(journey), int(stage)]
    return StageScores(chosen, found)


@cached
def scored_by(data: Data, settings: Settings) -> Measure | None:
    """Return the measure of which most answers about stages are on record; None where there are none."""
    cube = data.cube(DATASET)
    if cube is None or not cube.rows:
        return None
    counts = cube.sum(("n",), ("metric",))[..., 0]
    often = {str(metric): float(count) for metric, count in zip(cube.labels["metric"], counts, strict=True)}
    entries = [measure(name, settings) for name in IN_ORDER if name != "nps"]
    known = [one for one in entries if isinstance(one.formula, Score) and often.get(one.formula.metric)]
    return max(known, key=lambda one: often[one.formula.metric], default=None)  # type: ignore[union-attr]  # scores all
