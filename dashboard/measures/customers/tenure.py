"""The score by how long customers had been there when they answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from dashboard.data.access import Data
from dashboard.data.standing import standing_of
from dashboard.data.view import View
from dashboard.measures.answers import kept_to
from dashboard.measures.evaluation import read
from dashboard.measures.formulas import Score
from dashboard.measures.registry import measure
from dashboard.settings import Settings
from dashboard.statistics import Difference, Effect, Estimate, ScoreSums, score_differences, score_estimates

DATASET = "tenure_answers"
Tenure = Literal["under_1", "1_to_3", "3_and_more", "not given"]
_ENDS: tuple[Tenure, Tenure] = ("under_1", "3_and_more")


@dataclass(frozen=True, slots=True)
class Band:
    """The score of customers of a tenure."""

    tenure: Tenure
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class ByTenure:
    """Scores by tenure; ``few`` are answers of tenures with too few. ``apart`` is the newest less the oldest."""

    bands: tuple[Band, ...]
    few: int
    apart: Difference | None

    def of(self, tenure: Tenure) -> Band | None:
        """Return a tenure's score, None where too few answered."""
        return next((band for band in self.bands if band.tenure == tenure), None)

    @property
    def clear(self) -> bool:
        """Whether the newest and the oldest can be told apart."""
        return self.apart is not None and (self.apart.low > 0 or self.apart.high < 0)


def by_tenure(data: Data, view: View, settings: Settings) -> ByTenure | None:
    """Return the leading measure in a view's period by tenure; None where nobody answered."""
    cube, span = data.cube(DATASET), (view.period.first, view.period.last)
    formula = measure(settings.leading_measure, settings).formula
    if cube is None or not isinstance(formula, Score):
        return None
    names, by = ("weight", "n", "weight_squared"), ("tenure", "leaning")
    found = cube.sum(names, by, kept_to(formula), span, regions=view.regions, segments=view.segments)
    sums = np.zeros((len(cube.labels["tenure"]), len(formula.outcomes), len(names)))
    for at, leaning in enumerate(cube.labels["leaning"]):
        if leaning in formula.outcomes:
            sums[:, formula.outcomes.index(leaning)] = found[:, at]
    if not sums[..., 1].sum() > 0:
        return None
    answers, effect = _sums(sums), _effect(data, view, settings, _sums(sums.sum(axis=0)), formula)
    scores = score_estimates(answers, formula.values, effect)
    order: tuple[Tenure, ...] = get_args(Tenure)
    rows: dict[Tenure, int] = {
        tenure: cube.labels["tenure"].index(tenure) for tenure in order if tenure in cube.labels["tenure"]
    }
    bands = tuple(Band(tenure, scores[place]) for tenure, place in rows.items() if scores[place].n >= settings.least_n)
    few = int(sum(scores[place].n for place in rows.values() if scores[place].n < settings.least_n))
    told = {band.tenure for band in bands}
    ends = [_sums(sums[rows[end]]) for end in _ENDS if end in told]
    both = len(ends) == len(_ENDS)
    apart = score_differences(ends[0], ends[1], formula.values, effect)[()] if both else None
    return ByTenure(bands, few, apart)


def _sums(sums: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> ScoreSums:
    return ScoreSums(sums[..., 0], sums[..., 1], sums[..., 2])


def _effect(data: Data, view: View, settings: Settings, whole: ScoreSums, formula: Score) -> Effect | None:
    """Return how much less answers tell for customers who answered more than once: as for the whole score."""
    if not standing_of(data, formula.datasets).shown:
        return None
    figure = read(data, settings.leading_measure, view, settings).estimate
    plain = float(score_estimates(whole, formula.values).effective_n)
    ratio = plain / figure.effective_n if figure.effective_n > 0 else 1.0
    return Effect(np.array(max(ratio, 1.0)), np.array(np.inf))
