"""Moments of truth: the stages of which a bad last word goes along with the largest difference in the score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.cube import Cube
from dashboard.data.view import View
from dashboard.measures.answers import repeated
from dashboard.measures.formulas import Score
from dashboard.measures.registry import Measure, measure
from dashboard.settings import Settings
from dashboard.statistics import AnswerSums, Estimate
from dashboard.statistics.stage_effects import StageEffects, stage_effects

DATASET = "stage_moments"
BESIDE = ("answers", "answer_clusters")
OVER = 12
"""Months of answers: fewer tell too little of single stages."""
LEAST = 30
"""Answers whose last word on a stage was bad, and as many whose was not, below which it is not told."""
BAD = "-"
"""Stands before a term of which the last word was bad."""

_SUMS = ("n", "weight", "weight_squared", "y", "y_squared")


@dataclass(frozen=True, slots=True)
class Moment:
    """A stage: how many had said anything of it, how many of them badly, the effect in points, what it makes of all
    answers, and its rank with the ends of the rank's interval."""

    journey: str
    stage: str
    spoken: int
    bad: int
    effect: Estimate
    points: float
    rank: int
    ranks: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Moments:
    """The stages by their effects, those with too few answers by name, and the answers that they are told from, of the
    months from ``first`` to ``last``."""

    measure: Measure
    told: tuple[Moment, ...]
    few: tuple[tuple[str, str], ...]
    answers: int
    first: int
    last: int


@cached
def moments(data: Data, view: View, settings: Settings) -> Moments | None:
    """Return the moments of truth in the twelve months that close with a period; None where nothing is known."""
    cube, entry = data.cube(DATASET), measure(settings.leading_measure, settings)
    formula = entry.formula
    if cube is None or not isinstance(formula, Score) or not cube.rows:
        return None
    first, last = max(view.period.last - OVER + 1, cube.months[0]), view.period.last
    sums = cube.sum(
        _SUMS, ("term_a", "term_b"), (("metric", (formula.metric,)),), (first, last),
        regions=view.regions, segments=view.segments, keep=False,
    )  # fmt: skip
    held = _Terms(cube, sums)
    if not held.everybody.n:
        return None
    enough = [stage for stage in held.stages if min(held.n(BAD + stage), held.n(stage) - held.n(BAD + stage)) >= LEAST]
    few = tuple(_named(stage) for stage in held.stages if stage not in enough)
    terms = [*enough, *(BAD + stage for stage in enough)]
    factor = repeated(data, formula, (view.regions, view.segments), (first, last))
    found = stage_effects(held.weights(terms), held.scores(terms), held.everybody, len(enough), factor)
    told = [
        Moment(
            *_named(stage), round(held.n(stage)), round(held.n(BAD + stage)),
            _estimate(found, at, held.n(stage)),
            float(found.points[at]), int(found.rank[at]), (int(found.rank_low[at]), int(found.rank_high[at])),
        )
        for at, stage in enumerate(enough) if np.isfinite(found.rank_low[at])
    ]  # fmt: skip
    return Moments(entry, tuple(sorted(told, key=lambda one: one.rank)), few, round(held.everybody.n), first, last)


def _estimate(found: StageEffects, at: int, n: float) -> Estimate:
    return Estimate(
        float(found.effect[at]), float(found.standard_error[at]), float(found.low[at]), float(found.high[at]), n
    )  # fmt: skip


class _Terms:
    """The sums of pairs of terms, whichever of the two comes first."""

    def __init__(self, cube: Cube, sums: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
        labels = [tuple(map(str, cube.labels[name])) for name in ("term_a", "term_b")]
        self._rows, self._columns = ({label: at for at, label in enumerate(side)} for side in labels)
        self._sums = sums
        self.everybody = AnswerSums(*(float(one) for one in self._pair("", "")))
        spoken = [term for term in labels[0] if term and not term.startswith(BAD)]
        self.stages = tuple(sorted(term for term in spoken if self.n(term)))

    def _pair(self, one: str, other: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        zero = np.zeros(len(_SUMS))
        found = [
            self._sums[self._rows[a], self._columns[b]]
            for a, b in {(one, other), (other, one)} if a in self._rows and b in self._columns
        ]  # fmt: skip
        return np.asarray(sum(found, zero))

    def n(self, term: str) -> float:
        """Return how many answers have a term."""
        return float(self._pair(term, term)[0])

    def weights(self, terms: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """Return the weights of answers that have two terms, for each two of them."""
        found = [self._pair(one, other)[1] for one in terms for other in terms]
        return np.array(found).reshape(len(terms), len(terms))

    def scores(self, terms: list[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return the weighted outcomes of answers that have a term, for each."""
        return np.array([self._pair(one, one)[3] for one in terms]).reshape(len(terms))


def _named(term: str) -> tuple[str, str]:
    journey, _, stage = term.partition("/")
    return journey, stage
