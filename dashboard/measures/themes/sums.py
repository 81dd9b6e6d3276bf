"""Reads what answers name, window by window, as the additive sums that the regression of themes works on.

A *mention* is a theme's id, with '+' before it where it was praise. The cube holds each pair of mentions once; here a
pair stands on both sides of the diagonal.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.cube import Cube, Where
from dashboard.measures.readings import Places
from dashboard.statistics import AnswerSums, ScoreSums, ThemeSums, score_estimates, theme_design_factor

DATASETS = ("theme_pairs", "themed_answers")
"""What the Top Ten can't do without."""

_SUMS = ("n", "weight", "weight_squared", "y", "y_squared")
Window = tuple[int, int]
FloatArray = NDArray[np.float64]


class ThemeReader:
    """Reads the themes of one metric's answers; every dataset of ``DATASETS`` must have rows."""

    def __init__(self, data: Data, metric: str) -> None:
        pairs, answers = (data.cube(name) for name in DATASETS)
        if pairs is None or answers is None:
            raise LookupError("The datasets of the themes have no rows to read; ask for their standing first.")
        self._data, self._pairs, self._answers = data, pairs, answers
        self._metric = metric
        self._where: Where = (("metric", (metric,)),)

    def sums(self, window: Window, places: Places) -> ThemeSums:
        """Return the sums of a window; mentions that it does not hold are left out."""
        found = self._pairs.sum(
            ("n", "weight", "y"), ("mention_a", "mention_b"), self._where, window,
            regions=places[0], segments=places[1],
        )  # fmt: skip
        mentions, square = _square(self._pairs, found)
        held = np.flatnonzero(np.diagonal(square[..., 0]) > 0)
        n, weight, y = np.moveaxis(square[np.ix_(held, held)], -1, 0)
        return ThemeSums.from_pairs([mentions[at] for at in held], n, weight, y, *self.answers(window, places))

    def answers(self, window: Window, places: Places) -> tuple[AnswerSums, AnswerSums]:
        """Return the sums of the answers that were read for themes, and of those that were not."""
        found = self._answers.sum(_SUMS, ("coded",), self._where, window, regions=places[0], segments=places[1])
        coded, silent = _by_coded(self._answers, found)
        return AnswerSums(*coded), AnswerSums(*silent)

    def by(
        self, dimension: str, mention: str, window: Window, places: Places
    ) -> list[tuple[str, AnswerSums, AnswerSums]]:
        """Return, by region or segment, the sums of the answers read that name a mention and of those that do not."""
        placed = {"regions": places[0], "segments": places[1]}
        where = (*self._where, ("mention_a", (mention,)), ("mention_b", (mention,)))
        naming = self._pairs.sum(_SUMS, (dimension,), where, window, **placed)
        read = self._answers.sum(_SUMS, (dimension, "coded"), self._where, window, **placed)
        named = dict(zip(self._pairs.labels[dimension], naming, strict=True))
        parts = []
        for label, sums in zip(self._answers.labels[dimension], read, strict=True):
            coded = AnswerSums(*_by_coded(self._answers, sums)[0])
            with_it = AnswerSums(*named.get(label, np.zeros(len(_SUMS))))
            if with_it.n > 0:
                parts.append((str(label), with_it, coded - with_it))
        return parts

    def design_factor(self, window: Window, places: Places) -> float:
        """Return by how much repeated answers of one customer widen the effects' covariance.

        It is worked out from all regions and segments. A reader of some regions gets that of the score instead,
        as nothing of the other regions may reach them.
        """
        if self._data.grant.regions is not None or self._data.cube("theme_replicates") is None:
            return self._of_the_score(window, places)
        return _factor_of_the_effects(self._data, self._metric, window)

    def of_the_effects(self, replicates: Cube, window: Window) -> float:
        """Return the factor of the effects; `design_factor` keeps the answer."""
        pairs = replicates.sum(("n", "weight", "y"), ("replicate", "mention_a", "mention_b"), self._where, window)
        answers = self._answers.sum(_SUMS, ("replicate", "coded"), self._where, window)
        coded = dict(zip(self._answers.labels["replicate"], answers, strict=True))
        groups = []
        for group, found in zip(replicates.labels["replicate"], pairs, strict=True):
            mentions, square = _square(replicates, found)
            n, weight, y = np.moveaxis(square, -1, 0)
            read, _ = _by_coded(self._answers, coded[group])
            groups.append(ThemeSums.from_pairs(mentions, n, weight, y, AnswerSums(*read)))
        return theme_design_factor(groups)

    def _of_the_score(self, window: Window, places: Places) -> float:
        found = self._answers.sum(
            _SUMS, ("replicate",), (*self._where, ("coded", (1,))), window, regions=places[0], segments=places[1]
        )
        n, weight, _, y, squares = found.T
        minus, plus = (squares - y) / 2, (squares + y) / 2
        sums = np.maximum(np.column_stack((minus, weight - squares, plus)), 0.0)
        estimate = score_estimates(ScoreSums(sums, np.array([n.sum(), 0.0, 0.0])), (-100.0, 0.0, 100.0))[()]
        return estimate.n / estimate.effective_n if estimate.n > 0 else 1.0


@cached
def _factor_of_the_effects(data: Data, metric: str, window: Window) -> float:
    replicates = data.cube("theme_replicates")
    if replicates is None:
        raise LookupError("The dataset theme_replicates has no rows to read.")
    return ThemeReader(data, metric).of_the_effects(replicates, window)


def _square(cube: Cube, upper: FloatArray) -> tuple[list[str], FloatArray]:
    """Return the mentions and their pairs as symmetric matrices (mentions, mentions, measures)."""
    sides = cube.labels["mention_a"], cube.labels["mention_b"]
    mentions = sorted({str(label) for side in sides for label in side})
    at = {mention: position for position, mention in enumerate(mentions)}
    square = np.zeros((len(mentions), len(mentions), upper.shape[-1]))
    square[np.ix_(*([at[str(label)] for label in side] for side in sides))] = upper
    below = square.transpose(1, 0, 2).copy()
    below[np.arange(len(mentions)), np.arange(len(mentions))] = 0
    return mentions, square + below


def _by_coded(cube: Cube, found: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Split sums by the dimension 'coded' into those of answers read and of answers not read."""
    by_label = dict(zip(cube.labels["coded"], found, strict=True))
    nothing = np.zeros(len(_SUMS))
    return by_label.get(1, nothing), by_label.get(0, nothing)
