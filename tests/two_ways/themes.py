"""What themes cost, once more: least squares on a matrix with one row an answer and one column a mention."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tests.two_ways.formulas import GROUPS, FloatArray, Z

LEAST = 30
"""Mentions below which a theme joins the others."""

OTHERS = "other"


@dataclass(frozen=True)
class Answers:
    """Answers of one window: y from -1 to 1 or 0 to 1, whether each was read, and what it names."""

    y: FloatArray
    weight: FloatArray
    group: NDArray[np.int64]
    read: NDArray[np.bool_]
    named: Sequence[Collection[str]]

    def kept(self, chosen: NDArray[np.bool_]) -> Answers:
        named = [each for each, keep in zip(self.named, chosen, strict=True) if keep]
        return Answers(self.y[chosen], self.weight[chosen], self.group[chosen], self.read[chosen], named)

    @property
    def score(self) -> float:
        """In points."""
        return float(100 * np.average(self.y, weights=self.weight))

    def mentions(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for each, read in zip(self.named, self.read, strict=True):
            for mention in each if read else ():
                found[mention] = found.get(mention, 0) + 1
        return found


@dataclass(frozen=True)
class Regression:
    """Of 100·y on the mentions of the answers that were read; those of ``pooled`` are counted in one column."""

    answers: Answers
    kept: tuple[str, ...]
    pooled: tuple[str, ...]

    @classmethod
    def of(cls, answers: Answers, kept: tuple[str, ...] | None = None) -> Regression:
        read = answers.kept(answers.read)
        mentions = read.mentions()
        if kept is None:
            kept = tuple(sorted(name for name, n in mentions.items() if n >= LEAST and name != OTHERS))
        return cls(read, kept, tuple(sorted(set(mentions) - set(kept))))

    @cached_property
    def columns(self) -> FloatArray:
        place = {mention: at for at, mention in enumerate(self.kept)}
        names = np.zeros((len(self.answers.y), len(self.kept) + bool(self.pooled)))
        for row, each in enumerate(self.answers.named):
            for mention in each:
                names[row, place.get(mention, -1)] += 1
        return names

    @cached_property
    def solution(self) -> FloatArray:
        """The intercept, then the effects."""
        root = np.sqrt(self.answers.weight)
        design = np.column_stack((np.ones(len(root)), self.columns))
        return np.linalg.lstsq(design * root[:, None], 100 * self.answers.y * root, rcond=None)[0].astype(float)

    @property
    def intercept(self) -> float:
        return float(self.solution[0])

    @property
    def share(self) -> FloatArray:
        return np.asarray(np.average(self.columns, axis=0, weights=self.answers.weight), dtype=float)

    @property
    def lost(self) -> FloatArray:
        """Points, one a column."""
        return -self.solution[1:] * self.share

    @cached_property
    def covariance(self) -> FloatArray:
        """Classical, of the effects: s² (X'X)⁻¹, for weights with as many answers as would tell as much."""
        answers, weight = self.answers, self.answers.weight
        off = 100 * answers.y - np.column_stack((np.ones(len(weight)), self.columns)) @ self.solution
        n, terms = self.columns.shape
        noise = np.average(off**2, weights=weight) * n / (n - terms - 1)
        middle = self.columns - self.share
        spread = (middle * weight[:, None]).T @ middle / weight.sum()
        kish = weight.sum() ** 2 / (weight**2).sum()
        return np.asarray(noise / kish * np.linalg.inv(spread))

    def half_width(self, factor: float) -> FloatArray:
        """Of the points' intervals, given the share."""
        return np.asarray(Z * np.sqrt(factor * np.diagonal(self.covariance)) * self.share)

    @cached_property
    def design_factor(self) -> float:
        """By how much leaving out groups of customers moves the effects beyond what the classical errors say.

        The mean over the themes that stand for themselves.
        """
        if not self.kept:
            return 1.0
        own = slice(1, 1 + len(self.kept))
        without = []
        for group in range(GROUPS):
            rest = Regression(self.answers.kept(self.answers.group != group), self.kept, self.pooled)
            without.append(rest.solution[own])
        moved = ((np.array(without) - self.solution[own]) ** 2).sum(axis=0) * (GROUPS - 1) / GROUPS
        return max(1.0, float(np.mean(moved / np.diagonal(self.covariance)[: len(self.kept)])))

    def points(self) -> dict[str, float]:
        """Mention → points lost, those in one column with others left out."""
        return dict(zip(self.kept, self.lost.tolist(), strict=False))


def order(points: Mapping[str, float]) -> list[str]:
    """The complaints that cost points, the dearest first."""
    costing = [name for name, lost in points.items() if lost > 0 and not name.startswith("+")]
    return sorted(costing, key=lambda name: (-points[name], name))


def on_the_list(ranks: Mapping[int, Sequence[str]], window: int) -> dict[str, int]:
    """Say who is on the list after the last month, and since when.

    Ranks 1 to 10 enter; who is beyond 12 in two windows that do not overlap leaves.
    """
    since: dict[str, int] = {}
    out: dict[str, list[int]] = {}
    for month in sorted(ranks):
        for name in ranks[month][:10]:
            if name not in since:
                since[name], out[name] = month, []
        for name in [each for each in since if each not in ranks[month][:12]]:
            if month - window in out[name]:
                del since[name]
            else:
                out[name].append(month)
    return since
