"""How often do the 95 % intervals of the statistics hold the truth? Wanted: 93 to 97 %.

    python benchmarks/coverage.py [--runs 4000]

Answers are simulated from customers with a latent satisfaction, so that answers of one customer hang together;
`naive` is the coverage of the interval that takes weighted answers as that many independent ones.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dashboard.measures.clusters import difference_effect, estimate_effect
from dashboard.statistics import (
    AnswerSums,
    ClusterSums,
    CrossSums,
    MentionSums,
    ScoreSums,
    ThemeSums,
    did_units,
    score_differences,
    score_estimates,
    theme_drivers,
    theme_factors,
)

Array = NDArray[np.float64]
NPS, SHARE, EFFORT = (-100.0, 0.0, 100.0), (0.0, 1.0), tuple(float(score) for score in range(1, 8))


@dataclass(frozen=True)
class World:
    """Customers and how they answer: category probabilities, answers a customer, weights."""

    name: str
    values: tuple[float, ...]
    probabilities: tuple[float, ...]
    customers: int
    answers: float = 1.0  # mean number of answers of a customer who answers at all
    correlation: float = 0.0  # of the latent satisfaction between answers of one customer
    weight_spread: float = 0.0  # standard deviation of the weights' logarithm
    heavy: float = 0.0  # weight of one customer in five, who are also less satisfied (0: no such group)

    def truth(self) -> float:
        """The value that the interval should hold."""
        return float(np.dot(self._weighted_probabilities(), self.values))

    def _weighted_probabilities(self) -> Array:
        if not self.heavy:
            return np.asarray(self.probabilities)
        shares = np.array([0.8, 0.2 * self.heavy])
        light, heavy = (self._shifted(shift) for shift in (0.0, -0.5))
        return np.asarray((shares[0] * light + shares[1] * heavy) / shares.sum())

    def _shifted(self, shift: float) -> Array:
        edges = ndtri(np.clip(np.cumsum(self.probabilities)[:-1], 0, 1)) - shift
        return np.diff(ndtr(edges), prepend=0, append=1)

    def sample(self, runs: int, rng: np.random.Generator, latent: Array | None = None) -> Survey:
        """Return the sums of as many simulated surveys; in a panel, whose satisfaction is given, of the same people."""
        shape = (runs, self.customers)
        satisfaction = rng.standard_normal(shape) if latent is None else latent
        heavy = (rng.random(shape) < 0.2) if self.heavy else np.zeros(shape, dtype=bool)
        weights = np.exp(self.weight_spread * rng.standard_normal(shape)) * np.where(heavy, self.heavy, 1.0)
        times = 1 + rng.poisson(self.answers - 1, shape)
        edges = ndtri(np.clip(np.cumsum(self.probabilities)[:-1], 0, 1))
        k = len(self.values)
        cells = np.zeros((runs, k)), np.zeros((runs, k)), np.zeros((runs, k))
        said, given_weight = np.zeros(shape), np.zeros(shape)
        run = np.broadcast_to(np.arange(runs)[:, None], shape)
        for answer in range(int(times.max())):
            given = times > answer
            own = rng.standard_normal(shape)
            felt = np.sqrt(self.correlation) * satisfaction + np.sqrt(1 - self.correlation) * own
            category = np.searchsorted(edges, felt - 0.5 * heavy)
            w, c, r = weights[given], category[given], run[given]
            np.add.at(cells[0], (r, c), w)
            np.add.at(cells[1], (r, c), 1.0)
            np.add.at(cells[2], (r, c), w**2)
            said += np.where(given, weights * np.asarray(self.values)[category], 0.0)
            given_weight += np.where(given, weights, 0.0)
        return Survey(ScoreSums(*cells), said, given_weight)


@dataclass(frozen=True)
class Survey:
    """Answers by category, and by customer the sums of weighted values and of weights (runs, customers)."""

    answers: ScoreSums
    said: Array
    weight: Array

    @property
    def within(self) -> ClusterSums:
        """The sums over customers that the errors need."""
        y, w = self.said, self.weight
        return ClusterSums((y * y).sum(axis=1), (y * w).sum(axis=1), (w * w).sum(axis=1))

    def across(self, other: Survey) -> CrossSums:
        """Return the products with the same customers' answers in another survey."""
        pairs = (
            (self.said, other.said),
            (self.said, other.weight),
            (self.weight, other.said),
            (self.weight, other.weight),
        )
        return CrossSums(*((one * two).sum(axis=1) for one, two in pairs))


def naive(answers: ScoreSums) -> ScoreSums:
    """The same answers as if each unit of weight were an independent answer."""
    return ScoreSums(answers.sums, answers.sums, answers.sums)


PLAIN, HAPPY, DELIGHTED = (0.2, 0.3, 0.5), (0.03, 0.07, 0.9), (0.005, 0.015, 0.98)
SCORES = [
    World("NPS, 3 answers", NPS, PLAIN, 3),
    World("NPS, 10 answers", NPS, PLAIN, 10),
    World("NPS, 30 answers", NPS, PLAIN, 30),
    World("NPS, 300 answers", NPS, PLAIN, 300),
    World("NPS, 30 answers, 90 % promoters", NPS, HAPPY, 30),
    World("NPS, 30 answers, half of the samples all promoters", NPS, DELIGHTED, 30),
    World("NPS, 3.3 answers each of 30", NPS, PLAIN, 30, 3.3, 0.6),
    World("NPS, 3.3 answers each of 100", NPS, PLAIN, 100, 3.3, 0.6),
    World("NPS, 3.3 answers each of 400", NPS, PLAIN, 400, 3.3, 0.6),
    World("NPS, 1.3 answers each of 300", NPS, PLAIN, 300, 1.3, 0.6),
    World("NPS, 10 answers each of 100", NPS, PLAIN, 100, 10.0, 0.6),
    World("NPS, 40 answers, weights spread 0.7", NPS, PLAIN, 40, weight_spread=0.7),
    World("NPS, 300 answers, weights spread 0.7", NPS, PLAIN, 300, weight_spread=0.7),
    World("NPS, 300 answers, weights 1 and 8 tied to score", NPS, PLAIN, 300, heavy=8.0),
    World("NPS, weights spread 0.7, 2 answers each of 150", NPS, PLAIN, 150, 2.0, 0.6, 0.7),
    World("NPS, weights 1 and 8, 2 answers each of 150, happy", NPS, HAPPY, 150, 2.0, 0.6, heavy=8.0),
    World("share .5, 20 answers", SHARE, (0.5, 0.5), 20),
    World("share .9, 30 answers", SHARE, (0.1, 0.9), 30),
    World("share .98, 30 answers", SHARE, (0.02, 0.98), 30),
    World("share .8, 3.3 answers each of 100", SHARE, (0.2, 0.8), 100, 3.3, 0.6),
    World("share .95, weights spread 0.7, 2 each of 150", SHARE, (0.05, 0.95), 150, 2.0, 0.6, 0.7),
    World("mean 1 to 7, 10 answers", EFFORT, (0.08, 0.2, 0.14, 0.11, 0.16, 0.18, 0.13), 10),
    World("mean 1 to 7, 30 answers, skewed", EFFORT, (0.02, 0.02, 0.02, 0.04, 0.1, 0.2, 0.6), 30),
    World("mean 1 to 7, 2 answers each of 150", EFFORT, (0.05, 0.05, 0.1, 0.1, 0.2, 0.2, 0.3), 150, 2.0, 0.6),
]

# Two surveys, and whether the same customers answered both.
DIFFERENCES = [
    (World("NPS, 3 answers", NPS, PLAIN, 3), World("3", NPS, PLAIN, 3), False),
    (World("NPS, 10 answers", NPS, PLAIN, 10), World("10", NPS, PLAIN, 10), False),
    (World("NPS, 10 answers", NPS, PLAIN, 10), World("30, 90 % promoters", NPS, HAPPY, 30), False),
    (World("NPS, 300 answers", NPS, PLAIN, 300), World("300", NPS, PLAIN, 300), False),
    (World("NPS, 300", NPS, PLAIN, 300, 1, 0.6), World("the same 300", NPS, PLAIN, 300, 1, 0.6), True),
    (World("NPS, 2 each of 100", NPS, PLAIN, 100, 2, 0.6), World("the same", NPS, PLAIN, 100, 2, 0.6), True),
    (World("NPS, 3.3 each of 100", NPS, PLAIN, 100, 3.3, 0.6), World("100 others", NPS, HAPPY, 100, 3.3, 0.6), False),
    (
        World("NPS, 3.3 each of 100, weights spread 0.7", NPS, PLAIN, 100, 3.3, 0.6, 0.7),
        World("300 others", NPS, HAPPY, 300, 3.3, 0.6, 0.7),
        False,
    ),
    (World("NPS, 10 each of 200", NPS, PLAIN, 200, 10, 0.6), World("200 others", NPS, PLAIN, 200, 10, 0.6), False),
    (World("share .9, 30", SHARE, (0.1, 0.9), 30), World("share .7, 30", SHARE, (0.3, 0.7), 30), False),
    (World("share .9, 3.3 each of 100", SHARE, (0.1, 0.9), 100, 3.3, 0.6), World("100", SHARE, (0.3, 0.7), 100), False),
]


def held(low: Array, high: Array, truth: float) -> float:
    """Percentage of intervals that hold the truth."""
    slack = 1e-9 * max(abs(truth), 1.0)
    return 100 * float(np.mean((low <= truth + slack) & (high >= truth - slack)))


def of_scores(runs: int, rng: np.random.Generator) -> Iterator[tuple[str, float, float]]:
    """Coverage of single scores."""
    for world in SCORES:
        survey = world.sample(runs, rng)
        effect = estimate_effect(survey.answers, world.values, survey.within)
        ours = score_estimates(survey.answers, world.values, effect)
        plain = score_estimates(naive(survey.answers), world.values)
        truth = world.truth()
        yield world.name, held(ours.low, ours.high, truth), held(plain.low, plain.high, truth)


def of_differences(runs: int, rng: np.random.Generator) -> Iterator[tuple[str, float, float]]:
    """Coverage of differences of two scores; the naive one is value ± z · SE."""
    for one, two, panel in DIFFERENCES:
        latent = rng.standard_normal((runs, one.customers)) if panel else None
        first, second = one.sample(runs, rng, latent), two.sample(runs, rng, latent)
        truth = one.truth() - two.truth()
        sides = first.answers, second.answers
        together = first.across(second) if panel else CrossSums(*np.zeros((4, runs)))
        effect = difference_effect(sides, one.values, (first.within, second.within), together)
        ours = score_differences(*sides, one.values, effect)
        plain = [score_estimates(naive(answers), one.values) for answers in sides]
        half = 1.96 * np.hypot(plain[0].standard_error, plain[1].standard_error)
        value = plain[0].value - plain[1].value
        name = f"{one.name} against {two.name}"
        yield name, held(ours.low, ours.high, truth), held(value - half, value + half, truth)


def of_themes(runs: int, rng: np.random.Generator) -> Iterator[tuple[str, float, float]]:
    """Coverage of the points lost to fifty overlapping themes; the naive ones know no customers."""
    k, customers = 50, 3000
    base, effect = rng.beta(2, 60, k) + 0.01, rng.normal(-8, 12, k) / 100
    for answers_each in (1, 3):
        inside: dict[bool, list[bool]] = {True: [], False: []}
        for _ in range(runs):
            sums, clusters = _theme_sums(rng, base, effect, customers // answers_each, answers_each)
            truth = pd.Series(-effect * 100 * sums.mentions / sums.coded.n, index=list(sums.themes))
            for factored in (True, False):
                factors = theme_factors(sums, clusters) if factored else {}
                frame = theme_drivers(sums, factors=factors).set_index("theme").dropna(subset=["effect_se"])
                there = truth.reindex(frame.index)
                inside[factored] += ((frame["low"] <= there) & (there <= frame["high"])).tolist()
        name = f"points lost, 50 overlapping themes, {customers} answers, {answers_each} a customer"
        yield name, 100 * float(np.mean(inside[True])), 100 * float(np.mean(inside[False]))


def _theme_sums(
    rng: np.random.Generator, base: Array, effect: Array, customers: int, answers_each: int
) -> tuple[ThemeSums, dict[str, MentionSums]]:
    """Sums, by answer and by customer, of answers whose chances of each outcome move with the themes mentioned."""
    k, n = len(base), customers * answers_each
    customer = np.repeat(np.arange(customers), answers_each)
    # Talkative answers mention more of everything, which makes themes overlap.
    talk = rng.gamma(6.0, 1 / 6, n)[:, None]
    topic = rng.random((customers, k))[customer]
    # Three in four times a customer who answers again speaks of what it spoke of before.
    topic = np.where((rng.random((n, k)) < 0.75) & (answers_each > 1), topic, rng.random((n, k)))
    mentioned = (topic < np.minimum(base * talk, 0.9)).astype(float)
    expected = np.clip(0.3 + mentioned @ effect, -0.98, 0.98)
    luck = ndtr(np.sqrt(0.6) * rng.standard_normal(customers)[customer] + np.sqrt(0.4) * rng.standard_normal(n))
    if answers_each == 1:
        luck = rng.random(n)
    neutral = 0.2 * (1 - np.abs(expected))
    detracts = (1 - neutral - expected) / 2
    score = np.where(luck < detracts, -1.0, np.where(luck < detracts + neutral, 0.0, 1.0))
    names = tuple(f"theme {number}" for number in range(k))
    size = float(n)
    coded = AnswerSums(size, size, size, float(score.sum()), float((score**2).sum()))
    pairs = mentioned.T @ mentioned
    all_y, all_w = np.bincount(customer, score), np.bincount(customer)
    clusters = {}
    for name, says in (("", np.ones(n)), *zip(names, mentioned.T, strict=True)):
        y, w = np.bincount(customer, score * says), np.bincount(customer, says)
        products = (y @ y, y @ w, w @ w, y @ all_y, y @ all_w, w @ all_y, w @ all_w)
        clusters[name] = MentionSums(*(float(product) for product in products))
    return ThemeSums.from_pairs(names, pairs, pairs, score @ mentioned, coded), clusters


def of_pilots(runs: int, rng: np.random.Generator) -> Iterator[tuple[str, float, float]]:
    """Coverage of a pilot's lift of 5 over its units, against an interval from all rows."""
    for treated, compared in ((4, 4), (4, 12), (8, 8), (20, 20)):
        inside = 0
        for _ in range(runs):
            before = rng.normal(30, 8, treated + compared)
            after = 0.7 * before + rng.normal(0, 4, len(before))
            after[:treated] += 5
            arm = ["pilot"] * treated + ["comparison"] * compared
            frame = pd.DataFrame({"unit": range(len(before)), "arm": arm, "before": before, "after": after})
            lift = did_units(frame)
            inside += lift.low <= 5 <= lift.high
        yield f"lift over {treated} and {compared} units ({lift.method})", 100 * inside / runs, float("nan")


def main() -> None:
    """Simulate, print the table and the machine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10_000, help="surveys per line (themes and pilots: fewer)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng, started = np.random.default_rng(arguments.seed), time.perf_counter()
    fewer = max(arguments.runs // 50, 5)
    print(f"{'interval':74} {'coverage':>9} {'naive':>7}")
    for rows in (
        of_scores(arguments.runs, rng),
        of_differences(arguments.runs, rng),
        of_themes(fewer, rng),
        of_pilots(max(arguments.runs // 5, 5), rng),
    ):
        for name, ours, plain in rows:
            mark = "" if 93 <= ours <= 97 else "  *"
            beside = "" if np.isnan(plain) else f"{plain:6.1f}%"
            print(f"{name:74} {ours:8.1f}% {beside:7}{mark}", flush=True)
    print(f"{arguments.runs} runs, {time.perf_counter() - started:.0f} s, {platform.machine()}, numpy {np.__version__}")


if __name__ == "__main__":
    main()
