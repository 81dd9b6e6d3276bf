"""What themes cost, once more: least squares on a matrix with one row an answer and one column a mention."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from tests.two_ways.formulas import FloatArray, Z

LEAST = 30
"""Mentions below which a theme joins the others."""

OTHERS = "other"
PRAISED = "+other"


@dataclass(frozen=True)
class Answers:
    """Answers of one window: y from -1 to 1 or 0 to 1, whether each was read, and what it names."""

    y: FloatArray
    weight: FloatArray
    customer: NDArray[np.int64]
    read: NDArray[np.bool_]
    named: Sequence[Collection[str]]

    def kept(self, chosen: NDArray[np.bool_]) -> Answers:
        named = [each for each, keep in zip(self.named, chosen, strict=True) if keep]
        return Answers(self.y[chosen], self.weight[chosen], self.customer[chosen], self.read[chosen], named)

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
    """Of 100·y on what the answers that were read name; of ``pooled`` complaints and praise have one column each."""

    answers: Answers
    kept: tuple[str, ...]
    pooled: tuple[str, ...]

    @classmethod
    def of(cls, answers: Answers, kept: tuple[str, ...] | None = None) -> Regression:
        read = answers.kept(answers.read)
        mentions = read.mentions()
        if kept is None:
            kept = tuple(sorted(name for name, n in mentions.items() if n >= LEAST and name not in (OTHERS, PRAISED)))
        return cls(read, kept, tuple(sorted(set(mentions) - set(kept))))

    @property
    def sides(self) -> list[str]:
        """The columns of what is pooled."""
        praised = [name.startswith("+") for name in self.pooled]
        return [OTHERS] * (not all(praised)) + [PRAISED] * any(praised)

    @cached_property
    def columns(self) -> FloatArray:
        order = [*self.kept, *self.sides]
        names = np.zeros((len(self.answers.y), len(order)))
        for row, each in enumerate(self.answers.named):
            for mention in each:
                own = mention if mention in self.kept else PRAISED if mention.startswith("+") else OTHERS
                names[row, order.index(own)] += 1
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

    def half_width(self, factors: Mapping[str, float]) -> FloatArray:
        """Of the points' intervals, given the share."""
        widened = np.array([factors.get(name, 1.0) for name in self.kept])
        classical = np.diagonal(self.covariance)[: len(self.kept)]
        return np.asarray(Z * np.sqrt(widened * classical) * self.share[: len(self.kept)])

    @cached_property
    def factors(self) -> dict[str, float]:
        """How much wider than classical the gap of each theme is, its residuals summed by customer."""
        return {name: self._factor(self.columns[:, at] > 0) for at, name in enumerate(self.kept)}

    def _factor(self, says: NDArray[np.bool_]) -> float:
        y, weight, customer = self.answers.y, self.answers.weight, self.answers.customer
        if says.all():
            return 1.0
        means = [np.average(y[side], weights=weight[side]) for side in (says, ~says)]
        off = y - np.where(says, *means)
        share = np.average(says, weights=weight)
        noise = np.average(off**2, weights=weight) * len(y) / (len(y) - 2) * (weight**2).sum() / weight.sum() ** 2
        lever = np.where(says, 1 / weight[says].sum(), -1 / weight[~says].sum())
        together = (np.bincount(customer, weight * off * lever) ** 2).sum()
        size = weight[says].sum() ** 2 / (np.bincount(customer, weight * says) ** 2).sum()
        ratio = together * share * (1 - share) / noise * size / max(size - 1, 1) if noise > 0 else 1.0
        part = max(1 - 1 / ratio if ratio > 0 else 0, 1 - size / says.sum(), 1e-12)
        return float(max(ratio, 1.0) * (t.ppf(0.975, max(size - 1, 1) / part) / Z) ** 2)

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
