"""Additive sums of answers by theme and by pair of themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from dashboard.statistics.flags import flags
from dashboard.statistics.intervals import FloatArray

if TYPE_CHECKING:
    import pandas as pd

PRAISE = "+"
"""Stands before the name of a theme where it was praise that was said."""

ESCAPE = "-"
"""Stands before an id that begins with a sign itself, or that is called as the pooled themes are."""

OUTCOMES = ("detractors", "passives", "promoters")


@dataclass(frozen=True, slots=True)
class AnswerSums:
    """Sums over answers with score y (-1, 0, +1 for NPS, 0 or 1 for a top-box share) and weight w."""

    n: float = 0.0
    weight: float = 0.0
    weight_squared: float = 0.0
    score: float = 0.0  # Σ w·y
    score_squared: float = 0.0  # Σ w·y²

    @classmethod
    def from_counts(cls, detractors: float, passives: float, promoters: float) -> AnswerSums:
        """Sums of unweighted NPS answers.

        Raises:
            ValueError: for a count that is negative, missing or not whole: of weights the squares are needed too.
        """
        low, middle, high = _whole((detractors, passives, promoters)).tolist()
        n = low + middle + high
        return cls(n, n, n, high - low, high + low)

    def __add__(self, other: AnswerSums) -> AnswerSums:
        return AnswerSums(
            self.n + other.n,
            self.weight + other.weight,
            self.weight_squared + other.weight_squared,
            self.score + other.score,
            self.score_squared + other.score_squared,
        )

    def __sub__(self, other: AnswerSums) -> AnswerSums:
        return AnswerSums(
            self.n - other.n,
            self.weight - other.weight,
            self.weight_squared - other.weight_squared,
            self.score - other.score,
            self.score_squared - other.score_squared,
        )

    @property
    def mean(self) -> float:
        """Mean of 100·y, in points; nan where nothing was counted."""
        return float(100 * self.score / self.weight) if self.weight > 0 else float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class ThemeSums:
    """Pairwise sums of coded answers by theme, and the sums of those who said nothing; they add up.

    `n` and `weight` (k, k) count, unweighted and weighted, the answers that mention both themes; their diagonals
    are the mentions. `score` (k) is Σ w·y of the answers that mention a theme. `coded` are all answers that were
    read for themes, whether they mention one or not; `silent` those without a comment to read.
    """

    themes: tuple[str, ...]
    n: FloatArray
    weight: FloatArray
    score: FloatArray
    coded: AnswerSums
    silent: AnswerSums

    @classmethod
    def from_pairs(
        cls,
        themes: Sequence[str],
        n: ArrayLike,
        weight: ArrayLike,
        score: ArrayLike,
        coded: AnswerSums,
        silent: AnswerSums | None = None,
    ) -> ThemeSums:
        """Sums from a cube's pair matrices (k, k); of `score` the diagonal counts, and (k) alone will do.

        Raises:
            ValueError: where a shape does not fit the themes, a name repeats, or a sum is missing or negative.
        """
        k = len(themes)
        pairs, weights, scores = (np.array(part, dtype=float) for part in (n, weight, score))
        if scores.ndim == 2:
            scores = np.diagonal(scores).copy()
        if pairs.shape != (k, k) or weights.shape != (k, k) or scores.shape != (k,):
            raise ValueError(f"n {pairs.shape}, weight {weights.shape}, score {scores.shape} for {k} themes")
        if len(set(themes)) != k:
            raise ValueError("a theme is named twice")
        if not (np.isfinite(scores).all() and (pairs >= 0).all() and (weights >= 0).all()):
            raise ValueError("sums of themes must be 0 or more and not missing")
        return cls(tuple(themes), pairs, weights, scores, coded, silent or AnswerSums())

    @classmethod
    def from_patterns(cls, frame: pd.DataFrame, silent: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> ThemeSums:
        """Sums from counts by pattern: a row is a set of themes mentioned together.

        One boolean column a theme, then `detractors`, `passives` and `promoters`. The row without a theme holds
        coded answers that mention none; `silent` are the counts of those who said nothing.

        Raises:
            ValueError: where a count is missing, negative or not whole (sums of weights go through `from_pairs`),
                or a theme's column holds anything but true and false or 1 and 0.
        """
        columns = [column for column in frame.columns if column not in OUTCOMES]
        themes = [str(column) for column in columns]
        mentioned = flags("columns of themes", frame[columns]).astype(float)
        counts = _whole(frame[list(OUTCOMES)])
        answers, scores = counts.sum(axis=1), counts[:, 2] - counts[:, 0]
        pairs = (mentioned * answers[:, None]).T @ mentioned
        coded = AnswerSums.from_counts(*counts.sum(axis=0).tolist())
        return cls.from_pairs(themes, pairs, pairs, scores @ mentioned, coded, AnswerSums.from_counts(*silent))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ThemeSums):
            return NotImplemented
        if (self.themes, self.coded, self.silent) != (other.themes, other.coded, other.silent):
            return False
        pairs = (self.n, other.n), (self.weight, other.weight), (self.score, other.score)
        return all(np.array_equal(mine, theirs) for mine, theirs in pairs)

    def __hash__(self) -> int:
        return hash((self.themes, self.coded, self.silent))

    def __radd__(self, nothing: int) -> ThemeSums:
        """Let `sum` begin, with 0."""
        return self if nothing == 0 else NotImplemented

    def __add__(self, other: ThemeSums) -> ThemeSums:
        self._require_same_themes(other)
        return ThemeSums(
            self.themes,
            self.n + other.n,
            self.weight + other.weight,
            self.score + other.score,
            self.coded + other.coded,
            self.silent + other.silent,
        )

    def __sub__(self, other: ThemeSums) -> ThemeSums:
        self._require_same_themes(other)
        return ThemeSums(
            self.themes,
            self.n - other.n,
            self.weight - other.weight,
            self.score - other.score,
            self.coded - other.coded,
            self.silent - other.silent,
        )

    @property
    def mentions(self) -> FloatArray:
        """Unweighted mentions (k)."""
        return np.diagonal(self.n)

    def always_with(self, theme: str) -> tuple[str, ...]:
        """Themes that are named in the very answers that name this one, and in no other."""
        at, mentions = self.themes.index(theme), self.mentions
        alike = (self.n[at] == mentions[at]) & (mentions == mentions[at])
        return tuple(other for other, same in zip(self.themes, alike, strict=True) if same and other != theme)

    def _require_same_themes(self, other: ThemeSums) -> None:
        if self.themes != other.themes:
            raise ValueError("sums of different themes can't be added")


def _whole(counts: ArrayLike) -> FloatArray:
    """Counts of answers, after each was found to be one."""
    whole = np.asarray(counts, dtype=float)
    if not (np.isfinite(whole) & (whole >= 0)).all():
        raise ValueError("counts of answers must be 0 or more and not missing")
    if (whole != np.floor(whole)).any():
        raise ValueError("counts of answers are not whole: weighted sums need effective_n, and go through from_pairs")
    return whole
