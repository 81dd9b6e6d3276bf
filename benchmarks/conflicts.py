"""Where nothing has changed, do goals pull apart? Quiet demo companies: only chance and a small season are in them.

    python -m benchmarks.conflicts [--seeds 40] [--customers 4000] [--answers 40000] [--processes 2]

Prints the share of looks (a company, a period, and the whole, its regions or its segments, against the year before) in
which any two goals are said to have parted. Wanted: at most 7.5 %, the lower end of its 95 % interval, clustered by
company, at most 5 %.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

from benchmarks.companies import arguments, company
from benchmarks.machine import machine
from benchmarks.quiet import KINDS, MOST_FALSE, SETTINGS, Claims, clustered
from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.programme.conflicts import Conflict, conflicts
from dashboard.measures.verdicts.family import FALSE_CHANGES
from dashboard.periods import Calendar, closing, earlier

MONTHS = 12
"""The goals of the demo run for about as long."""

LEVELS = ("whole", "regions", "segments")


def parted(data: Data, months: int = MONTHS, every: int = 3) -> Claims:
    """Count the looks in which goals parted: as nothing has changed, each of them is false."""
    first, last = data.months
    looks, false, pairs = 0, 0, 0
    measures: Counter[str] = Counter()
    for kind, month in product(KINDS, range(last, last - months, -every)):
        period = closing(kind, month, Calendar())
        before = earlier(period, "year", first)
        if before is None:
            continue
        found = conflicts(data, View(None, None, period, before), SETTINGS)
        apart = [one for one in found.found if one.parted]
        looks, false = looks + len(LEVELS), false + len({level for one in apart for level in _levels(one)})
        pairs += found.pairs
        measures.update(" and ".join(sorted(goal.metric for goal in one.pairs[0])) for one in apart)
    return Claims(looks, false, pairs, measures.total(), measures)


def _levels(one: Conflict) -> set[str]:
    """Return on which levels goals parted: one that did as a whole may have done so in some regions, too."""
    widest = "regions" if one.view.regions else "segments" if one.view.segments else "whole"
    return {widest, *(["regions"] if one.regions else [])}


def _of_seed(asked: tuple[int, int, int]) -> Claims:
    seed, customers, answers = asked
    with tempfile.TemporaryDirectory() as folder:
        return parted(company(Path(folder), customers=customers, answers=answers, seed=seed, quiet=True))


def main() -> None:
    """Build, look and print."""
    options = arguments(__doc__).parse_args()
    begun, found = time.perf_counter(), []
    with ProcessPoolExecutor(options.processes) as pool:
        asked = [(seed, options.customers, options.answers) for seed in range(1, options.seeds + 1)]
        for one in pool.map(_of_seed, asked):
            found.append(one)
            print(f"{time.perf_counter() - begun:.0f} s: {one.false} of {one.families}", file=sys.stderr, flush=True)
    share, low, high = clustered(found)
    verdict = "met" if share <= MOST_FALSE and low <= FALSE_CHANGES else "missed"
    looks, pairs, apart = (sum(getattr(one, name) for one in found) for name in ("families", "numbers", "clear"))
    named = sum((one.measures for one in found), Counter[str]()).most_common()
    print(
        f"looks in which goals parted: {100 * share:.1f} % ({100 * low:.1f} to {100 * high:.1f} %) of {looks:,} "
        f"(budget ≤ {100 * MOST_FALSE} %, lower end ≤ {100 * FALSE_CHANGES:g} %): {verdict}; {apart} of {pairs:,} "
        f"pairs of measures: {', '.join(f'{name} {count}' for name, count in named) or 'none'}"
    )
    print(
        f"{options.seeds} quiet companies of {options.customers:,} customers and {options.answers:,} answers, against "
        f"the year before, {time.perf_counter() - begun:.0f} s; {machine()}"
    )


if __name__ == "__main__":
    main()
