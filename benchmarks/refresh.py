"""The write door: demo company built, refreshed and published; a full refresh against one of the open months.

``--answers`` scales the warehouse; with it, what the snapshot holds and how long the bare queries take.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.app import ROOT
from benchmarks.machine import machine
from dashboard.configuration import load
from dashboard.snapshots.store import Store


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=200_000)
    parser.add_argument("--customers", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="northstar-bench-") as folder:
        os.environ["NORTHSTAR_DEMO_FILE"] = str(Path(folder) / "demo.duckdb")
        os.environ["NORTHSTAR_SNAPSHOTS"] = str(Path(folder) / "snapshots")
        size = (f"--answers={options.answers}", f"--customers={options.customers}")
        built = timed("demo", *size)
        first = timed("refresh", "--full")
        again = timed("refresh")
        full = timed("refresh", "--full")
        manifest = Store(load(ROOT).snapshots).current().manifest
        queries = sum(entry.seconds for entry in manifest.datasets.values())
        kept = sum(file.stat().st_size for file in (Path(folder) / "snapshots" / manifest.id).iterdir()) / 2**20
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(f"{options.answers:,} answers of {options.customers:,} customers; {machine()}")
    print(f"demo company built, refreshed and published: {built + first:.1f} s (budget ≤ 30 s at the default size)")
    print(f"full refresh: {full:.1f} s, of which the datasets' queries one after the other {queries:.1f} s")
    print(f"refresh of the open months: {again:.1f} s, {again / full:.2f} of a full one")
    print(f"snapshot: {kept:.1f} MB; largest memory of a command: {peak:.1f} GiB")


def timed(*command: str) -> float:
    """Run a command of ours to its end and return its seconds; raises where it fails for another reason than checks."""
    begun = time.perf_counter()
    call = [sys.executable, "-m", "dashboard", *command]
    done = subprocess.run(call, check=False, cwd=ROOT, stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        raise SystemExit(f"python -m dashboard {' '.join(command)} ended with {done.returncode}")
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
