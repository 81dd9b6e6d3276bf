"""Spark as a cluster: what 10⁷ answers cost on one worker and on two, of one core each.

    python -m benchmarks.spark [--answers 10000000] [--customers 100000] [--workers 1 2] [--file demo.duckdb]

Builds the demo company, copies the tables that are read to each cluster as Parquet, and asks for the datasets whose
cost grows with the answers (`--datasets`), all months, one after the other. Each is asked twice, as each worker first
has to compile what it runs: printed is what the cluster took in the quicker round, and what the rows took from there to
here, which no worker shortens. Whoever asks and the Thrift server need the same machine's cores: on one with no more
cores than workers they take their part from these. No budget stands on it. Needs what `make spark` installs; takes
about twenty minutes on two cores that do nothing else.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy

from benchmarks.machine import machine
from dashboard.demo import build
from dashboard.warehouse import connect
from queries.datasets import BY_NAME
from queries.dialects import render
from queries.extract import Parameters, compose
from queries.source import Source
from tests.spark.cluster import cluster, load

UNTIL = date(2026, 9, 17)
LAST = UNTIL.year * 12 + UNTIL.month - 2
PARAMETERS = Parameters(LAST - 59, LAST, LAST - 59)
DATASETS = ("answers", "themed_answers", "survey_modes", "tag_versions")
HOUR, ROUNDS = 3600, 2


@dataclass(frozen=True)
class Taken:
    """Seconds that a cluster took for a dataset, and that its rows took to come here."""

    asked: float
    fetched: float
    rows: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--datasets", choices=sorted(BY_NAME), nargs="+", default=list(DATASETS))
    parser.add_argument("--file", type=Path, help="a demo company that is built already, until 17 September 2026")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="northstar-bench-") as folder:
        file = options.file or Path(folder) / "demo.duckdb"
        if options.file is None:
            build(file, answers=options.answers, customers=options.customers, until=UNTIL)
        found = {}
        for workers in options.workers:
            place = Path(folder) / f"workers-{workers}"
            found[workers] = measure(place, file, workers, options.datasets)
            shutil.rmtree(place)
    for name in options.datasets:
        print(line(name, {workers: taken[name] for workers, taken in found.items()}))
    totals = {workers: _total(list(taken.values())) for workers, taken in found.items()}
    print(line("together", totals))


def measure(folder: Path, file: Path, workers: int, names: Sequence[str]) -> dict[str, Taken]:
    """Start a cluster with the tables that the datasets read, and ask for each dataset once."""
    read = {table for name in names for table in BY_NAME[name].reads}
    with (
        cluster(folder, workers) as running,
        connect(load(running, file, only=read), time_limit_seconds=HOUR) as spark,
        spark.engine.connect() as connection,
    ):
        source = Source.inspect(connection)  # also wakes its workers up
        rows = connection.execute(sqlalchemy.text("select count(*) from survey_responses")).scalar_one()
        print(f"{rows:,} answers, {workers} of one core each; {machine()}", flush=True)
        taken = {}
        for name in names:
            text = render(compose(source, BY_NAME[name]), PARAMETERS.values())
            taken[name] = min((ask(connection, text) for _ in range(ROUNDS)), key=lambda one: one.asked)
            print(line(name, {workers: taken[name]}), flush=True)
        return taken


def ask(connection: sqlalchemy.Connection, text: str) -> Taken:
    """Run a query and fetch its rows."""
    begun = time.perf_counter()
    result = connection.execution_options(no_parameters=True).exec_driver_sql(text)
    asked = time.perf_counter()
    rows = len(result.fetchall())
    return Taken(asked - begun, time.perf_counter() - asked, rows)


def line(what: str, taken: dict[int, Taken]) -> str:
    """Return a dataset's line: by number of workers, and how much sooner the last is than the first."""
    said = [f"{workers}: {one.asked:.1f} s and {one.fetched:.1f} s to fetch" for workers, one in taken.items()]
    first, last = next(iter(taken.values())), list(taken.values())[-1]
    said += [f"{first.asked / last.asked:.2f} times as fast"] if len(taken) > 1 else []
    return f"{what} ({first.rows:,} rows), by workers {', '.join(said)}"


def _total(taken: Sequence[Taken]) -> Taken:
    return Taken(sum(one.asked for one in taken), sum(one.fetched for one in taken), sum(one.rows for one in taken))


if __name__ == "__main__":
    main()
