"""How long the statistics of a page take: sixty months of a score, and the drivers of sixty themes.

python -m benchmarks.estimates     # a few seconds
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the app runs: small matrices gain nothing from more

import numpy as np

from benchmarks.machine import machine, spread
from dashboard.statistics import AnswerSums, ScoreSums, ThemeSums, score_estimates, theme_drivers

NPS_VALUES = (-100.0,) * 7 + (0.0,) * 2 + (100.0,) * 2


def milliseconds(work: Callable[[], object], times: int = 100) -> list[float]:
    """Run something many times and return how many milliseconds of the processor each took."""
    work()
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - began))
    return taken


def months(number: int = 60) -> ScoreSums:
    """Return sums of answers: (months, scores)."""
    sums = np.random.default_rng(3).poisson(40, (number, len(NPS_VALUES))).astype(float)
    return ScoreSums(sums, sums)


def themes(number: int = 60, answers: int = 4000) -> ThemeSums:
    """Return the pairwise sums of answers that name themes at random."""
    random = np.random.default_rng(8)
    named = (random.random((answers, number)) < random.uniform(0.05, 0.3, number)).astype(float)
    score = random.integers(-1, 2, answers).astype(float)
    pairs = named.T @ named
    coded = AnswerSums(float(answers), float(answers), float(answers), float(score.sum()), float(score @ score))
    return ThemeSums.from_pairs([f"theme {one}" for one in range(number)], pairs, pairs, score @ named, coded)


def main() -> None:
    """Print the medians, in milliseconds of the processor."""
    score, named = months(), themes()
    print(machine())
    for what, taken in (
        ("sixty months of a score", milliseconds(lambda: score_estimates(score, NPS_VALUES))),
        ("drivers of sixty themes", milliseconds(lambda: theme_drivers(named))),
    ):
        found = spread(taken)
        print(f"{what}: median {found.median:.2f} ms, p95 {found.p95:.2f} ms, n {found.n}")


if __name__ == "__main__":
    main()
