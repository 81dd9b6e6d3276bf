"""Where nothing has changed, does a pilot work? Made-up pilots on quiet demo companies.

    python -m benchmarks.pilots [--seeds 40] [--customers 4000] [--answers 40000] [--processes 2]

A quiet company has chance and a small season in it, nothing else, so each pilot that is called 'worked' or 'harmful' is
a false one. Of each company units are drawn for made-up pilots of every measure that is kept unit by unit: of regions
and segments, with a department or without, in arms of four to twelve, beginning in different months, for three, six and
twelve months. Each is asked for by the query and judged as any other. Prints the share called either, of those that
told anything, with its 95 % interval clustered by company: wanted is at most 7.5 %, and the lower end at most 5 %.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.companies import UNTIL, arguments, published
from benchmarks.machine import machine
from benchmarks.quiet import MOST_FALSE, clustered
from dashboard.data.access import Data
from dashboard.demo import build
from dashboard.measures.pilots.judged import VERDICTS
from dashboard.measures.pilots.outcomes import SCALES
from dashboard.measures.pilots.register import tried
from dashboard.measures.verdicts.family import FALSE_CHANGES
from dashboard.periods import first_day, last_day, month_of

EACH = 24
"""Made-up pilots of a company: two of each measure."""

APART = 30
"""Months from one to the other."""

LENGTHS = (3, 6, 12)
"""Months that one runs."""

ARMS = (4, 6, 8, 10, 12)
"""Units in each arm of one."""

CALLED = ("worked", "harmful")


@dataclass(frozen=True)
class Trials:
    """Of one company: pilots that told anything, those that were called either way, which is false; by what."""

    families: int
    false: int
    measures: Counter[str]
    verdicts: Counter[str]
    reasons: Counter[str]


def make_up(warehouse: Path, seed: int) -> None:
    """Put made-up pilots into a company's warehouse, in place of its own."""
    rng = np.random.default_rng(seed)
    with duckdb.connect(warehouse) as connection:
        places = connection.execute(
            "select region, segment from customers where region is not null and segment is not null group by all "
            "order by all"
        ).fetchall()
        named = connection.execute("select department_id from departments order by 1").fetchall()
        departments = [name for (name,) in named]
        connection.execute("delete from pilot_units")
        connection.execute("delete from pilots")
        for pilot, rows in _drawn(rng, places, departments):
            connection.execute(
                "insert into pilots by name select ? as pilot_id, ? as name, ? as metric, ?::date as starts_on, "
                "?::date as ends_on, 'running' as stage", list(pilot),
            )  # fmt: skip
            connection.executemany(
                "insert into pilot_units by name select ? as pilot_id, ? as arm, ? as region, ? as segment, "
                "? as department_id", rows,
            )  # fmt: skip


Pilot = tuple[str, str, str, date, date]
Unit = tuple[str, str, str, str, str | None]


def _drawn(
    rng: np.random.Generator, places: list[tuple[str, str]], departments: list[str]
) -> Iterator[tuple[Pilot, list[Unit]]]:
    """Yield made-up pilots, each with its units; those of one measure lie too far apart to share any month."""
    newest = month_of(UNTIL) - 1
    names = list(SCALES)
    for number in range(EACH):
        length, size = int(rng.choice(LENGTHS)), int(rng.choice(ARMS))
        begin = newest - length + 1 - APART * (number // len(names)) - int(rng.integers(0, 6))
        metric = names[number % len(names)]
        department = str(rng.choice(departments)) if rng.random() < 0.15 else None
        chosen = rng.permutation(len(places))[: 2 * min(size, len(places) // 2)]
        name = f"made up {number}"
        yield (
            (name, name, metric, first_day(begin), last_day(begin + length - 1)),
            [
                (name, "pilot" if at < len(chosen) // 2 else "comparison", *places[place], department)
                for at, place in enumerate(chosen)
            ],
        )


def trials(data: Data) -> Trials:
    """Judge every pilot of a company in which nothing has changed."""
    found = tried(data)
    verdicts = Counter(one.verdict for one in found)
    measures = Counter(one.pilot.metric for one in found if one.verdict in CALLED)
    reasons = Counter(one.reasons[0] for one in found if one.reasons)
    told = sum(one.judged for one in found)
    return Trials(told, sum(measures.values()), measures, Counter(verdicts), Counter(reasons))


def _of_seed(asked: tuple[int, int, int]) -> Trials:
    seed, customers, answers = asked
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "company.duckdb"
        build(file, customers=customers, answers=answers, until=UNTIL, seed=seed, quiet=True)
        make_up(file, seed)
        return trials(published(file, Path(folder) / "snapshots", UNTIL, PILOTS))


PILOTS = ("pilots", "pilot_units", "pilot_outcomes")


def _told(one: Trials, begun: float) -> Trials:
    """Say how far it is."""
    spent = time.perf_counter() - begun
    print(f"{spent:.0f} s: {one.false} of {one.families} called: {_named(one.measures)}", file=sys.stderr, flush=True)
    return one


def _named(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "none"


def main() -> None:
    """Build, judge and print."""
    options = arguments(__doc__).parse_args()
    begun = time.perf_counter()
    asked = [(seed, options.customers, options.answers) for seed in range(1, options.seeds + 1)]
    with ProcessPoolExecutor(options.processes) as pool:
        found = [_told(one, begun) for one in pool.map(_of_seed, asked)]
    share, low, high = clustered(found)
    met = "met" if share <= MOST_FALSE and low <= FALSE_CHANGES else "missed"
    verdicts, reasons, measures = (
        sum((getattr(one, name) for one in found), Counter[str]()) for name in ("verdicts", "reasons", "measures")
    )
    print(
        f"pilots called worked or harmful: {100 * share:.1f} % ({100 * low:.1f} to {100 * high:.1f} %) of "
        f"{sum(one.families for one in found):,} that told anything, of {verdicts.total():,} (budget ≤ "
        f"{100 * MOST_FALSE} %, lower end ≤ {100 * FALSE_CHANGES:g} %): {met}; by measure: {_named(measures)}"
    )
    print("verdicts: " + ", ".join(f"{name} {verdicts[name]:,}" for name in VERDICTS if verdicts[name]))
    print(f"not evaluable: {_named(reasons)}")
    print(
        f"{options.seeds} quiet companies of {options.customers:,} customers and {options.answers:,} answers, "
        f"{time.perf_counter() - begun:.0f} s; {machine()}"
    )


if __name__ == "__main__":
    main()
