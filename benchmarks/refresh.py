"""The write door: demo company built, refreshed and published; a full refresh against one of the open months.

    python -m benchmarks.refresh [--answers 200000] [--customers 20000] [--project /another/checkout --project .]

Of the budgets 'demo company built, refreshed and published' (30 s, at the default size), 'refresh of the open months,
against a full one' (at most 0.3 for the cubes) and 'refresh of 10⁸ answers' (at most twice the bare queries and 15 s,
6 GB; with ``--answers 100000000 --customers 1000000``, hours). What is in seconds is judged by the reference page's
change in the same run, the others are ratios by themselves. Takes about two minutes a checkout at the default size.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.app import Checkout, add_projects, checkouts, dashboard
from benchmarks.machine import REFERENCE_SECONDS, machine, ratio, seconds_line
from benchmarks.yardstick import reference_change
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Store

BUILT, OPEN_MONTHS, QUERIES, FIXED, GIGABYTES = 30.0, 0.3, 2.0, 15.0, 6.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=200_000)
    parser.add_argument("--customers", type=int, default=20_000)
    add_projects(parser)
    options = parser.parse_args()
    print(f"{options.answers:,} answers of {options.customers:,} customers; {machine()}")
    measure = reference_change()
    for one in checkouts(options.project):
        with tempfile.TemporaryDirectory(prefix="northstar-bench-") as folder:
            measure_one(
                one, Path(folder), (f"--answers={options.answers}", f"--customers={options.customers}"), measure
            )


def measure_one(checkout: Checkout, folder: Path, size: tuple[str, str], measure: float) -> None:
    """Build, publish, refresh the open months, refresh in full, and print a line for each."""
    environment = {
        "NORTHSTAR_DEMO_FILE": str(folder / "demo.duckdb"),
        "NORTHSTAR_SNAPSHOTS": str(folder / "snapshots"),
    }
    store = Store(folder / "snapshots")
    built = dashboard(checkout.folder, environment, "demo", "--publish", *size)
    part = dashboard(checkout.folder, environment, "refresh")
    of_part = store.current().manifest
    full = dashboard(checkout.folder, environment, "refresh", "--full")
    of_full = store.current().manifest
    name, queries = checkout.name, asked(of_full)
    print(seconds_line(f"{name}, demo company built, refreshed and published", built.seconds, BUILT, measure))
    cubes = ratio(asked(of_part, "cube"), asked(of_full, "cube"), OPEN_MONTHS)
    print(
        f"{name}, refresh of the open months: {part.seconds:.1f} s of {full.seconds:.1f} s; the cubes' queries: {cubes}"
    )
    allowed = QUERIES * queries + FIXED * measure / REFERENCE_SECONDS
    said = f"{queries:.1f} s of queries, {allowed:.1f} s allowed"
    print(f"{name}, full refresh: {full.seconds:.1f} s; {said}: {ratio(full.seconds, allowed, 1.0)}")
    kept = sum(file.stat().st_size for file in (store.folder / of_full.id).iterdir()) / 2**20
    peak = max(built.memory, part.memory, full.memory) / 1e9
    verdict = "met" if peak <= GIGABYTES else "missed"
    print(f"{name}, snapshot {kept:.1f} MB; largest memory of a command {peak:.1f} GB (budget ≤ 6): {verdict}")


def asked(manifest: Manifest, kind: str | None = None) -> float:
    """Return the seconds that the datasets' queries took one after the other, of one kind or of all."""
    return sum(entry.seconds for entry in manifest.datasets.values() if kind in (None, entry.kind))


if __name__ == "__main__":
    main()
