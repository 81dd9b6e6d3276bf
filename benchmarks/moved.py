"""Where nothing has changed, does nothing move? One look each at objectives of quiet demo companies.

    python -m benchmarks.moved [--seeds 40] [--customers 4000] [--answers 40000] [--processes 2]

A quiet company has chance and a small season in it, nothing else, so each objective that is called 'moved' is a false
one. Looked at are the company's own objectives that have ended, and, as they are few, made-up ones: of every measure,
the whole company's and each region's, in both directions, a year long and half a year long, that ended in the last
months. Prints the share called 'moved' of those looked at, with its 95 % interval clustered by company: wanted is at
most 7.5 %, and the lower end at most 5 %.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.companies import arguments, company
from benchmarks.machine import machine
from benchmarks.quiet import MOST_FALSE, SETTINGS, clustered
from dashboard.data.access import Data
from dashboard.data.registers import Objective, read_register
from dashboard.measures import MEASURES
from dashboard.measures.programme.moves import EFFECTS, JUDGED, Effect, effect_of_objective
from dashboard.measures.verdicts.family import FALSE_CHANGES
from dashboard.periods import first_day, last_day

LENGTHS = (6, 12)
"""Months that a made-up objective runs."""

EVERY = 4
"""Months from the end of one made-up objective to that of the next: their looks do not overlap."""

ENDS = 3
"""Ends of made-up objectives."""


@dataclass(frozen=True)
class Looks:
    """Of one company: looks that told anything, those that called a move, which is false; by measure and effect."""

    families: int
    false: int
    measures: Counter[str]
    effects: Counter[Effect]


def made_up(data: Data) -> Iterator[Objective]:
    """Yield objectives that nobody has taken on, so that there is enough to look at."""
    newest = data.months[1]
    places = (None, *data.regions)
    ends = range(newest, newest - ENDS * EVERY, -EVERY)
    for name, region, direction, end, length in product(MEASURES, places, ("up", "down"), ends, LENGTHS):
        taken_on: dict[str, Any] = dict.fromkeys(field.name for field in fields(Objective)) | {
            "objective_id": "made up", "metric": name, "direction": direction, "region": region,
            "starts_on": first_day(end - length + 1), "due_on": last_day(end),
        }  # fmt: skip
        yield Objective(**taken_on)


def looks(data: Data, goals: Iterable[Objective]) -> Looks:
    """Take every look of a company in which nothing has changed."""
    effects: Counter[Effect] = Counter()
    measures: Counter[str] = Counter()
    for goal in goals:
        effect = effect_of_objective(data, goal, data.months[1], SETTINGS)
        effects[effect] += 1
        measures[goal.metric] += effect == "moved"
    return Looks(sum(effects[one] for one in JUDGED), effects["moved"], +measures, effects)


def _of_seed(asked: tuple[int, int, int]) -> Looks:
    seed, customers, answers = asked
    with tempfile.TemporaryDirectory() as folder:
        data = company(Path(folder), customers=customers, answers=answers, seed=seed, quiet=True)
        return looks(data, (*read_register(data, Objective), *made_up(data)))


def _told(one: Looks, begun: float) -> Looks:
    """Say how far it is."""
    spent = time.perf_counter() - begun
    print(f"{spent:.0f} s: {one.false} of {one.families} moved: {_named(one.measures)}", file=sys.stderr, flush=True)
    return one


def _named(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "none"


def main() -> None:
    """Build, look and print."""
    options = arguments(__doc__).parse_args()
    begun = time.perf_counter()
    asked = [(seed, options.customers, options.answers) for seed in range(1, options.seeds + 1)]
    with ProcessPoolExecutor(options.processes) as pool:
        found = [_told(one, begun) for one in pool.map(_of_seed, asked)]
    share, low, high = clustered(found)
    verdict = "met" if share <= MOST_FALSE and low <= FALSE_CHANGES else "missed"
    effects = sum((one.effects for one in found), Counter())
    print(
        f"objectives called moved: {100 * share:.1f} % ({100 * low:.1f} to {100 * high:.1f} %) of "
        f"{sum(one.families for one in found):,} looked at (budget ≤ {100 * MOST_FALSE} %, lower end ≤ "
        f"{100 * FALSE_CHANGES:g} %): {verdict}; by measure: {_named(sum((one.measures for one in found), Counter()))}"
    )
    print("all looks: " + ", ".join(f"{effect} {effects[effect]:,}" for effect in EFFECTS if effects[effect]))
    print(
        f"{options.seeds} quiet companies of {options.customers:,} customers and {options.answers:,} answers, "
        f"{time.perf_counter() - begun:.0f} s; {machine()}"
    )


if __name__ == "__main__":
    main()
