"""Do forecasts hold what comes, and are targets on course met? A backtest by horizon, over all measures and origins.

    python -m benchmarks.forecasts [--seeds 4] [--step 3] [--processes 2]

On the demo company and quiet ones (total, regions and segments) and on the two real data sets where they lie beside the
project: each measure is forecast from every ``step``-th month with at least 13 before it, for the month, quarter and
year that closes one to twelve months later, from the months up to then alone. Wanted: 80 % intervals that hold 75 to
88 % of what came, and at least 80 % of the targets called on course met. The targets are the last twelve months' value,
and it plus and less one standard deviation of its months: as no target of a company, they favour neither side.

Sums are those known today: what a month's late rows would have changed is not played again.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.companies import UNTIL, company
from benchmarks.machine import machine
from dashboard.configuration import load
from dashboard.data.access import Data
from dashboard.data.standing import standing_of
from dashboard.data.view import Places
from dashboard.measures.formulas import Formula, Range
from dashboard.measures.monthly import Monthly, monthly, months_in, scale_of, window_expected, windows
from dashboard.measures.registry import MEASURES, Measure, measure
from dashboard.refresh.run import refresh
from dashboard.settings import Settings
from dashboard.snapshots.store import Store
from dashboard.statistics import Forecast
from dashboard.statistics.forecast import LEAST_MONTHS

ROOT = Path(__file__).resolve().parent.parent
HORIZONS = (1, 2, 3, 6, 9, 12)
SPANS = (1, 3, 12)
"""Months of a target's span."""
REAL = ("olist", "nhs_fft")

Held = Counter[tuple[str, int, bool]]
"""How many forecasts, by company or measure, horizon and whether they held what came."""


@dataclass
class Found:
    """What came of the forecasts of one company."""

    held: Held = field(default_factory=Counter)
    called: Counter[tuple[str, bool]] = field(default_factory=Counter)


def backtest(data: Data, settings: Settings, name: str, step: int, *, parts: bool) -> Found:
    """Forecast every measure of a company from every origin."""
    found = Found()
    for entry, places in _series(data, settings, parts):
        known = monthly(data, entry.formula, places)
        closing = windows(data, _least(entry), places) if entry.window else None
        weights = months_in(entry, entry.window or 1)
        for origin in range(known.first + LEAST_MONTHS, known.last + 1, step):
            for ahead, length in product(HORIZONS, SPANS if closing is None else (1,)):
                last = origin + ahead - 1
                span = last - length + 1, last
                if closing is None:
                    expected, of = known.before(origin).expected(span), known
                else:
                    sides = closing.before(origin), known.before(origin)
                    expected, of = window_expected(*sides, weights, last, scale_of(entry)), closing
                if expected and span[0] >= of.first and last <= of.last:
                    _count(found, (name, entry.name), expected, of, (origin, *span))
    return found


def _least(entry: Measure) -> Formula:
    """Return a measure's formula; of a range, what is known at the least."""
    return entry.formula.least if isinstance(entry.formula, Range) else entry.formula


def _series(data: Data, settings: Settings, parts: bool) -> Iterator[tuple[Measure, Places]]:
    """Yield the measures that are connected, in the whole company and in its parts."""
    places: list[Places] = [(None, None)]
    if parts:
        places += [((one,), None) for one in data.regions] + [(None, (one,)) for one in data.segments]
    for entry, place in product((measure(name, settings) for name in MEASURES), places):
        grains = [data.entry(name).grain for name in entry.formula.datasets]
        if not standing_of(data, entry.formula.datasets).shown:
            continue
        if place == (None, None) or all("region" in grain for grain in grains):
            yield entry, place


def _count(
    found: Found, names: tuple[str, str], expected: Forecast, known: Monthly, asked: tuple[int, int, int]
) -> None:
    origin, first, last = asked
    came, before = _rate(known, first, last), known.before(origin)
    for name in names:
        found.held[name, last - origin + 1, expected.low <= came <= expected.high] += 1
    rates = (before.top / before.bottom)[-12:]
    now = _rate(before, max(origin - 12, before.first), origin - 1)
    usual = float(rates.std(ddof=1)) if len(rates) > 1 else 0.0
    for target in (now - usual, now, now + usual):
        found.called[_called(expected, target), came >= target] += 1


def _rate(known: Monthly, first: int, last: int) -> float:
    top, bottom = known.over((first, last))
    return top / bottom


def _called(expected: Forecast, target: float) -> str:
    if expected.low >= target:
        return "on course"
    if expected.high < target:
        return "off course"
    return "likely met" if expected.value >= target else "likely missed"


def _quiet(asked: tuple[int, int]) -> Found:
    seed, step = asked
    with tempfile.TemporaryDirectory() as folder:
        data = company(Path(folder), customers=2_000, answers=20_000, seed=seed, quiet=True)
        return backtest(data, Settings(as_of=UNTIL), "quiet", step, parts=False)


def _demo(step: int) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        data = company(Path(folder), customers=8_000, answers=80_000, seed=2026, quiet=False)
        return backtest(data, Settings(as_of=UNTIL), "demo", step, parts=True)


def _real(asked: tuple[str, int]) -> Found:
    name, step = asked
    os.chdir(ROOT)  # the mappings name their files from the project's root
    os.environ["NORTHSTAR_MAPPING"] = f"queries/mappings/{name}"
    with tempfile.TemporaryDirectory() as folder:
        told: dict[str, Any] = {"warehouse_url": "duckdb:///:memory:", "snapshots": Path(folder)}
        settings = Settings(**load(ROOT).model_dump() | told)
        refresh(settings, report=lambda _: None)
        return backtest(Data(Store(Path(folder)).current()), settings, name, step, parts=True)


def _print(found: Found) -> None:
    names = sorted({name for name, _, _ in found.held})
    for name in [*(one for one in names if one not in MEASURES), *(one for one in names if one in MEASURES)]:
        each = [_share(found.held[name, ahead, True], found.held[name, ahead, False]) for ahead in HORIZONS]
        both = [sum(count for (of, _, was), count in found.held.items() if of == name and was == held)
                for held in (True, False)]  # fmt: skip
        print(f"{name:>28} {_share(both[0], both[1])} of {sum(both):>7,}; by horizon {' '.join(each)}")
    whole = {
        (ahead, was): sum(found.held[name, ahead, was] for name in names if name not in MEASURES)
        for ahead, was in product(HORIZONS, (True, False))
    }
    by = ", ".join(f"{ahead}: {_share(whole[ahead, True], whole[ahead, False])}" for ahead in HORIZONS)
    print(f"80 % intervals that held what came, by months ahead (wanted 75 to 88): {by}")
    for word in ("on course", "likely met", "likely missed", "off course"):
        met, missed = found.called[word, True], found.called[word, False]
        wanted = " (wanted ≥ 80)" if word == "on course" else ""
        print(f"called {word}: {_share(met, missed)} of {met + missed:,} met{wanted}")


def _share(yes: int, no: int) -> str:
    return f"{100 * yes / (yes + no):.1f} %" if yes + no else "–"


def main() -> None:
    """Build, forecast, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--step", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    begun, together = time.perf_counter(), Found()
    with ProcessPoolExecutor(options.processes) as pool:
        waiting = [pool.submit(_demo, options.step)]
        waiting += [pool.submit(_quiet, (seed, options.step)) for seed in range(1, options.seeds + 1)]
        real = REAL if (ROOT.parent / "shared" / "data").is_dir() else ()
        waiting += [pool.submit(_real, (name, 1)) for name in real]
        for one in waiting:
            together.held.update(one.result().held)
            together.called.update(one.result().called)
    _print(together)
    missing = "" if real else "; the real data are not there"
    print(f"{options.seeds} quiet companies{missing}, {time.perf_counter() - begun:.0f} s; {machine()}")


if __name__ == "__main__":
    main()
