"""Where nothing has changed, is nothing said? Quiet demo companies: only chance and a small season are in them.

    python -m benchmarks.quiet [--seeds 40] [--customers 4000] [--answers 40000] [--processes 2]

Prints, of the families of numbers that are judged together (every level; journeys, their stages and hand-offs; for
periods that close with every third of the last 24 months, against the year before), the share with any false clear
change: wanted is at most 7.5 %, and the lower end of its 95 % interval, clustered by company, at most 5 %. And the
share of months in which 'What really changed' was silent, and how many themes were ever called fixed and verified
(wanted: none).
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Protocol

import numpy as np

from benchmarks.companies import UNTIL, arguments, company
from benchmarks.machine import machine
from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures import MEASURES
from dashboard.measures.changes.news import what_changed
from dashboard.measures.journeys.promises import MEASURED, promises
from dashboard.measures.themes.departures import How, departures
from dashboard.measures.verdicts.family import FALSE_CHANGES, Level, family
from dashboard.measures.verdicts.judged import Judged
from dashboard.periods import Against, Calendar, Kind, closing, earlier
from dashboard.settings import Settings
from dashboard.statistics.intervals import t_quantile

MONTHS = 24
KINDS: tuple[Kind, ...] = ("month", "quarter", "year")
SETTINGS = Settings(as_of=UNTIL)
LEVELS: tuple[Level, ...] = ((), ("region",), ("segment",), ("region", "segment"))
MOST_FALSE = 0.075
"""The share of families with a false clear change that is tolerated."""


@dataclass(frozen=True)
class Heard:
    """What was said of one company: how many periods of a kind had news, and which; how themes left the list."""

    periods: Counter[str]
    loud: Counter[str]
    measures: Counter[tuple[str, str]]
    left: Counter[str]


@dataclass(frozen=True)
class Claims:
    """Of one company: families judged, those with a false clear change, numbers judged, and those clear; by measure."""

    families: int
    false: int
    numbers: int
    clear: int
    measures: Counter[str]


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


def claims(data: Data, kinds: Iterable[Kind] = KINDS, months: int = MONTHS, every: int = 3) -> Claims:
    """Read the verdicts of every family against the year before: as nothing has changed, each clear one is false."""
    first, last = data.months
    families, false, numbers, clear = 0, 0, 0, 0
    measures: Counter[str] = Counter()
    for kind, month, level in product(kinds, range(last, last - months, -every), LEVELS):
        period = closing(kind, month, Calendar())
        if earlier(period, "year", first) is None:
            continue
        found = family(data, level, (None, None), period, SETTINGS)
        said = Counter(
            name
            for (name, back), (places, judged) in found.judged.items() if back == 12
            for place in places.values() if _clear(name, judged, place, found.cutoff)
        )  # fmt: skip
        families, false, clear = families + 1, false + bool(said), clear + said.total()
        tested = [one.p_value for (_, back), (_, one) in found.judged.items() if back == 12]
        numbers += int(np.isfinite(np.concatenate(tested)).sum())
        measures.update(said)
    for judged, said in journey_claims(data, kinds, months, every):
        families, false = families + 1, false + bool(said)
        numbers, clear = numbers + judged, clear + said.total()
        measures.update(said)
    return Claims(families, false, numbers, clear, measures)


def journey_claims(
    data: Data, kinds: Iterable[Kind] = KINDS, months: int = MONTHS, every: int = 3
) -> Iterator[tuple[int, Counter[str]]]:
    """Yield of every family of journeys, of their stages and of hand-offs how many were judged, and the clear ones."""
    first, last = data.months
    for kind, month, by in product(kinds, range(last, last - months, -every), MEASURED):
        period = closing(kind, month, Calendar())
        before = earlier(period, "year", first)
        if before is None:
            continue
        told = promises(data, View(None, None, period, before), SETTINGS, by).values()
        judged = sum(math.isfinite(one.verdict.p_value) for one in told)
        yield judged, Counter(MEASURED[by] for one in told if one.clear)


def _clear(name: str, judged: Judged, place: int, cutoff: float) -> bool:
    least = SETTINGS.least_change.get(name, MEASURES[name].least_change)
    change, departure = judged.change[place], judged.change[place] - judged.usual_change[place]
    told = change if change * departure >= 0 else departure
    return bool(judged.p_value[place] <= cutoff and abs(told) >= least)


class Counted(Protocol):
    """Of one company, how many things were judged together, and how many of them told of what is not so."""

    @property
    def families(self) -> int:
        """How many were judged."""
        ...

    @property
    def false(self) -> int:
        """How many of them were false."""
        ...


def clustered(found: Sequence[Counted]) -> tuple[float, float, float]:
    """Return the share of what was judged that was false, and its 95 % interval by companies."""
    families, false = (np.array([getattr(one, name) for one in found], dtype=float) for name in ("families", "false"))
    share = false.sum() / families.sum()
    error = math.sqrt(float(((false - share * families) ** 2).sum())) / families.sum()
    half = float(t_quantile(max(len(found) - 1, 1))) * error
    return float(share), max(float(share) - half, 0.0), float(share) + half


def _of_seed(asked: tuple[int, int, int, Against]) -> tuple[Heard, Claims]:
    seed, customers, answers, against = asked
    with tempfile.TemporaryDirectory() as folder:
        data = company(Path(folder), customers=customers, answers=answers, seed=seed, quiet=True)
        return heard(data, against=against), claims(data)


def _told(both: tuple[Heard, Claims], begun: float) -> tuple[Heard, Claims]:
    """Say how far it is: a whole run takes most of an hour."""
    one = both[1]
    named = ", ".join(f"{name} {count}" for name, count in one.measures.most_common()) or "none"
    spent = time.perf_counter() - begun
    print(f"{spent:.0f} s: {one.false} of {one.families} families false: {named}", file=sys.stderr, flush=True)
    return both


def main() -> None:
    """Build, listen and print."""
    parser = arguments(__doc__)
    parser.add_argument("--against", choices=("year", "previous"), default="year")
    options = parser.parse_args()
    begun = time.perf_counter()
    asked = [(seed, options.customers, options.answers, options.against) for seed in range(1, options.seeds + 1)]
    with ProcessPoolExecutor(options.processes) as pool:
        both = [_told(one, begun) for one in pool.map(_of_seed, asked)]
    found, claimed = [one for one, _ in both], [one for _, one in both]
    _print_claims(claimed)
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


def _print_claims(found: list[Claims]) -> None:
    share, low, high = clustered(found)
    verdict = "met" if share <= MOST_FALSE and low <= FALSE_CHANGES else "missed"
    families, numbers, clear = (sum(getattr(one, name) for one in found) for name in ("families", "numbers", "clear"))
    named = ", ".join(
        f"{name} {count}" for name, count in sum((one.measures for one in found), Counter()).most_common()
    )
    print(
        f"families with a false clear change: {100 * share:.1f} % ({100 * low:.1f} to {100 * high:.1f} %) of "
        f"{families:,} (budget ≤ {100 * MOST_FALSE} %, lower end ≤ {100 * FALSE_CHANGES:g} %): {verdict}; "
        f"{clear} of {numbers:,} numbers: {named or 'none'}"
    )


def _both(found: list[Heard]) -> tuple[list[Counter[str]], list[Counter[str]]]:
    return [one.periods for one in found], [one.loud for one in found]


if __name__ == "__main__":
    main()
