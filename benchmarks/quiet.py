"""Where nothing has changed, is nothing said? Quiet demo companies: only chance and a small season are in them.

    python -m benchmarks.quiet [--seeds 20] [--customers 4000] [--answers 40000] [--processes 2]

Prints the share of months in which 'What really changed' was silent (wanted: at least 95 %), for the periods that
close with each of the last 24 months, and how many themes were ever called fixed and verified (wanted: none).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.companies import UNTIL, company
from benchmarks.machine import machine
from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.changes.news import what_changed
from dashboard.measures.themes.departures import How, departures
from dashboard.periods import Against, Calendar, Kind, closing, earlier
from dashboard.settings import Settings

MONTHS = 24
KINDS: tuple[Kind, ...] = ("month", "quarter", "year")
SETTINGS = Settings(as_of=UNTIL)


@dataclass(frozen=True)
class Heard:
    """What was said of one company: how many periods of a kind had news, and which; how themes left the list."""

    periods: Counter[str]
    loud: Counter[str]
    measures: Counter[tuple[str, str]]
    left: Counter[str]


def heard(data: Data, kinds: Iterable[Kind] = KINDS, months: int = MONTHS, against: Against = "year") -> Heard:
    """Read the news of the last so many months, and every theme that left the list in them."""
    first, last = data.months
    periods: Counter[str] = Counter()
    loud: Counter[str] = Counter()
    measures: Counter[tuple[str, str]] = Counter()
    left: dict[tuple[str, int], How] = {}
    for month in range(last - months + 1, last + 1):
        for kind in kinds:
            period = closing(kind, month, Calendar())
            before = earlier(period, against, first)
            if before is None:
                continue
            news = what_changed(data, View(None, None, period, before), SETTINGS)
            periods[kind] += 1
            loud[kind] += bool(news.changes)
            measures.update((kind, change.figure.measure) for change in news.changes)
        shown = View(None, None, closing("month", month, Calendar()), None)
        # A theme that is ever called fixed counts as fixed.
        for gone in departures(data, shown, SETTINGS).themes:
            key = gone.theme_id, gone.left
            left[key] = "fixed" if left.get(key) == "fixed" else gone.how
    return Heard(periods, loud, measures, Counter(left.values()))


def _of_seed(asked: tuple[int, int, int, Against]) -> Heard:
    seed, customers, answers, against = asked
    with tempfile.TemporaryDirectory() as folder:
        data = company(Path(folder), customers=customers, answers=answers, seed=seed, quiet=True)
        return heard(data, against=against)


def main() -> None:
    """Build, listen and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--customers", type=int, default=4_000)
    parser.add_argument("--answers", type=int, default=40_000)
    parser.add_argument("--against", choices=("year", "previous"), default="year")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    begun = time.perf_counter()
    asked = [(seed, options.customers, options.answers, options.against) for seed in range(1, options.seeds + 1)]
    with ProcessPoolExecutor(options.processes) as pool:
        found = list(pool.map(_of_seed, asked))
    for kind in KINDS:
        periods, loud = (sum(counts[kind] for counts in side) for side in _both(found))
        said = Counter(name for one in found for (of, name) in one.measures.elements() if of == kind)
        by = ", ".join(f"{name} {count}" for name, count in said.most_common())
        silent = 100 * (1 - loud / periods)
        print(f"{kind}: silent in {silent:.1f} % of {periods} (wanted ≥ 95 %); news: {by or 'none'}")
    left = Counter(how for one in found for how in one.left.elements())
    print(f"themes called fixed and verified: {left.pop('fixed', 0)} (wanted 0); left otherwise: {dict(left)}")
    against = "year before" if options.against == "year" else "period before"
    print(
        f"{options.seeds} quiet companies of {options.customers:,} customers and {options.answers:,} answers,", end=" "
    )
    print(f"against the {against}, {time.perf_counter() - begun:.0f} s; {machine()}")


def _both(found: list[Heard]) -> tuple[list[Counter[str]], list[Counter[str]]]:
    return [one.periods for one in found], [one.loud for one in found]


if __name__ == "__main__":
    main()
