"""The audits: of the source against the extract, without and with uniqueness over all months, and of the extracts."""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from benchmarks.machine import machine
from dashboard.demo import build
from dashboard.warehouse import Warehouse, connect
from data_checks.extract_audit import audit_extracts
from data_checks.profile import Profile
from data_checks.source_audit import audit_source
from data_checks.thresholds import Thresholds
from queries.datasets import DATASETS
from queries.extract import Parameters, compose, missing, shape
from queries.source import Source

UNTIL = date(2026, 9, 17)
LAST = UNTIL.year * 12 + UNTIL.month - 2
FIRST = LAST - 59


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=200_000)
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--file", type=Path, help="a demo company that is built already, until 17 September 2026")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="northstar-bench-") as folder:
        file = options.file or Path(folder) / "demo.duckdb"
        if options.file is None:
            build(file, answers=options.answers, customers=options.customers, until=UNTIL)
        with connect(f"duckdb:///{file}", time_limit_seconds=3600) as warehouse:
            measure(warehouse)


def measure(warehouse: Warehouse) -> None:
    """Audit and extract, each once after a first audit that warms the file's pages."""
    with warehouse.engine.connect() as connection:
        source = Source.inspect(connection)
    _, profile = _audit(warehouse, source, None, full=False)
    spent, profile = _audit(warehouse, source, profile, full=False)
    spent_in_full, profile = _audit(warehouse, source, profile, full=True)
    begun = time.perf_counter()
    tables = extract(warehouse, source)
    asked = time.perf_counter() - begun
    begun = time.perf_counter()
    audit_extracts(
        tables, previous=tables, first_month=FIRST, last_month=LAST, thresholds=Thresholds(), profile=profile
    )
    late = time.perf_counter() - begun
    rows = profile.tables["survey_responses"].rows
    print(f"{rows:,} answers; extract {asked:.1f} s; {machine()}")
    print(f"source audit, keys in the open months: {spent:.1f} s, {spent / asked:.2f} of the extract (budget ≤ 0.5)")
    print(f"source audit, keys in all months: {spent_in_full:.1f} s, {spent_in_full / asked:.2f} (budget ≤ 3)")
    print(f"audit of the extracts: {late:.1f} s for {sum(table.num_rows for table in tables.values()):,} rows")


def extract(warehouse: Warehouse, source: Source) -> dict[str, pa.Table]:
    """Ask for every dataset, all months, one after the other."""
    parameters = Parameters(FIRST, LAST, FIRST).values()
    return {
        dataset.name: shape(warehouse.arrow(compose(source, dataset), parameters), dataset)
        for dataset in DATASETS
        if not missing(source, dataset)
    }


def _audit(warehouse: Warehouse, source: Source, previous: Profile | None, *, full: bool) -> tuple[float, Profile]:
    begun = time.perf_counter()
    _, profile = audit_source(
        warehouse.engine, source, today=UNTIL, now=datetime(2026, 9, 17, 12, tzinfo=UTC), previous=previous, full=full,
        from_month=FIRST if full else LAST - 2, settings=Thresholds(), first_month=FIRST,
    )  # fmt: skip
    return time.perf_counter() - begun, profile


if __name__ == "__main__":
    main()
