"""Reads what answers name, window by window, as the additive sums that the regression of themes works on.

A *mention* is a theme's id, with '+' before it where it was praise; `theme_of` tells the id. The cube holds each pair
of mentions once; here a pair stands on both sides of the diagonal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.cube import Cube, Where
from dashboard.data.view import Places
from dashboard.measures.answers import ScoreReading
from dashboard.measures.clusters import DATASET as PRODUCTS
from dashboard.measures.formulas import Score
from dashboard.measures.registry import as_published
from dashboard.statistics import AnswerSums, MentionSums, ThemeSums, theme_factors
from dashboard.statistics.drivers import NO_FACTORS

DATASETS = ("theme_pairs", "themed_answers")
"""What the Top Ten can't do without."""

CLUSTERS = "theme_clusters"
"""What tells how far answers of one customer hang together, theme by theme."""

REPEATED = (CLUSTERS, "answers", PRODUCTS)
"""What tells it at all: where the themes' own is not to be had, that of the score stands for it."""

FOLLOWED = 12
"""Months over which the dataset follows customers: the longest window of the Top Ten."""

_PRODUCTS = ("yy", "yw", "ww", "yy_all", "yw_all", "wy_all", "ww_all")
_SUMS = ("n", "weight", "weight_squared", "y", "y_squared")
Window = tuple[int, int]
FactorsOf = Literal["themes", "score"]
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
            regions=places[0], segments=places[1], keep=False,
        )  # fmt: skip
        mentions, square = _square(self._pairs, found)
        held = np.flatnonzero(np.diagonal(square[..., 0]) > 0)
        n, weight, y = np.moveaxis(square[np.ix_(held, held)], -1, 0)
        return ThemeSums.from_pairs([mentions[at] for at in held], n, weight, y, *self.answers(window, places))

    def named(self, window: Window, places: Places) -> dict[str, AnswerSums]:
        """Return the sums of the answers that name each mention that the window holds."""
        found = self._pairs.sum(
            _SUMS, ("mention_a", "mention_b"), self._where, window, regions=places[0], segments=places[1]
        )
        second = {str(label): at for at, label in enumerate(self._pairs.labels["mention_b"])}
        first = [(at, str(label)) for at, label in enumerate(self._pairs.labels["mention_a"])]
        own = {mention: found[at, second[mention]] for at, mention in first if mention in second}
        return {mention: AnswerSums(*sums) for mention, sums in own.items() if sums[0] > 0}

    def naming(self, mentions: Collection[str], window: Window, places: Places) -> float:
        """Return how many answers name one of two mentions, or both."""
        found = self._pairs.sum(
            ("n",), ("mention_a", "mention_b"), self._where, window, regions=places[0], segments=places[1]
        )
        known, square = _square(self._pairs, found)
        at = [known.index(mention) for mention in mentions if mention in known]
        n = square[np.ix_(at, at)][..., 0]
        return float(np.trace(n) - np.triu(n, 1).sum())

    def answers(self, window: Window, places: Places) -> tuple[AnswerSums, AnswerSums]:
        """Return the sums of the answers that were read for themes, and of those that were not."""
        found = self._answers.sum(_SUMS, ("coded",), self._where, window, regions=places[0], segments=places[1])
        coded, silent = _by_coded(self._answers, found)
        return AnswerSums(*coded), AnswerSums(*silent)

    def by(
        self, dimension: str, mention: str, window: Window, places: Places
    ) -> list[tuple[str, AnswerSums, AnswerSums]]:
        """Return, by region or segment, the sums of the answers read that name a mention and of those that do not."""
        regions, segments = places
        where = (*self._where, ("mention_a", (mention,)), ("mention_b", (mention,)))
        naming = self._pairs.sum(_SUMS, (dimension,), where, window, regions=regions, segments=segments)
        read = self._answers.sum(_SUMS, (dimension, "coded"), self._where, window, regions=regions, segments=segments)
        named = dict(zip(self._pairs.labels[dimension], naming, strict=True))
        parts = []
        for label, sums in zip(self._answers.labels[dimension], read, strict=True):
            coded = AnswerSums(*_by_coded(self._answers, sums)[0])
            with_it = AnswerSums(*named.get(label, np.zeros(len(_SUMS))))
            if with_it.n > 0:
                parts.append((str(label), with_it, coded - with_it))
        return parts

    @property
    def factors_of(self) -> FactorsOf:
        """What `factors` are found on. A reader of some regions has those of the score: theme by theme they are known
        for all regions together alone, and nothing of the others may reach them."""
        whole = self._data.grant.regions is None and self._data.cube(CLUSTERS) is not None
        return "themes" if whole else "score"

    def factors(self, window: Window) -> Mapping[str, float]:
        """Return by how much each mention's classical variance is to be multiplied, for customers who repeat.

        It is worked out from all regions and segments that the reader may see, and holds for any of them. Empty where
        it is not known.
        """
        found = _factors if self.factors_of == "themes" else _factors_of_score
        return found(self._data, self._metric, window)

    def clusters(self, cube: Cube, window: Window) -> dict[str, MentionSums]:
        """Return the sums over customers of each mention; `factors` keeps what comes of them."""
        found = cube.sum(_PRODUCTS, ("month", "lag", "mention"), self._where, window)
        months, lags = np.arange(window[1] - window[0] + 1), np.array(cube.labels["lag"], dtype=int)
        # The earlier of the two months lies in the window, too.
        inside = months[:, None] >= lags
        sums = np.einsum("ml,mlks->ks", inside.astype(float), found).tolist()
        return {str(name): MentionSums(*row) for name, row in zip(cube.labels["mention"], sums, strict=True)}


@cached
def _factors(data: Data, metric: str, window: Window) -> Mapping[str, float]:
    cube = data.cube(CLUSTERS)
    if cube is None:
        raise LookupError(f"The dataset {CLUSTERS} has no rows to read.")
    reader = ThemeReader(data, metric)
    # What customers say hangs together much the same over longer windows.
    held = (max(window[0], window[1] - FOLLOWED + 1), window[1])
    return theme_factors(reader.sums(held, (None, None)), reader.clusters(cube, held))


@cached
def _factors_of_score(data: Data, metric: str, window: Window) -> Mapping[str, float]:
    """Return, for each mention, the factor of the score of all answers: no narrower than classical."""
    formula = as_published(metric, data.snapshot.manifest.settings).formula
    if data.cube("answers") is None or not isinstance(formula, Score):
        return NO_FACTORS
    effect = ScoreReading.of(data, formula, (None, None)).effect(np.array([window]))
    if effect is None:
        return NO_FACTORS
    mentions = ThemeReader(data, metric).sums(window, (None, None)).themes
    return dict.fromkeys(mentions, max(float(effect.factor[0]), 1.0))


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
