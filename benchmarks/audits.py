"""The audits: of the source against the extract, without and with uniqueness over all months, and of the extracts.

Before that, what they cost however few rows there are: a tiny company refreshed, in seconds of the processor.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import sqlalchemy
from great_expectations.expectations.expectation import Expectation
from pydantic import SecretStr

from benchmarks.machine import machine
from dashboard.demo import build
from dashboard.refresh.run import refresh
from dashboard.settings import Settings
from dashboard.warehouse import Warehouse, connect
from data_checks.extract_audit import audit_extracts
from data_checks.profile import Profile
from data_checks.source_audit import audit_source
from data_checks.thresholds import Thresholds
from data_checks.validation import GREAT_EXPECTATIONS, Outcome
from queries.datasets import DATASETS
from queries.extract import Parameters, compose, missing, shape
from queries.source import Source

UNTIL = date(2026, 9, 17)
LAST = UNTIL.year * 12 + UNTIL.month - 2
FIRST = LAST - 59
TINY, ROUNDS = 520, 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=200_000)
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--file", type=Path, help="a demo company that is built already, until 17 September 2026")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="northstar-bench-") as folder:
        print(fixed_cost(Path(folder) / "tiny"))
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


class Timed:
    """Great Expectations, with the processor's seconds that it has taken so far."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def query(
        self, warehouse: sqlalchemy.Engine, select: str, rows: int, expectations: Mapping[str, Expectation]
    ) -> dict[str, Outcome]:
        """Check what a SELECT brings."""
        begun = time.process_time()
        outcomes = GREAT_EXPECTATIONS.query(warehouse, select, rows, expectations)
        self.seconds += time.process_time() - begun
        return outcomes

    def frame(self, frame: pd.DataFrame, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
        """Check a frame."""
        begun = time.process_time()
        outcomes = GREAT_EXPECTATIONS.frame(frame, expectations)
        self.seconds += time.process_time() - begun
        return outcomes


def fixed_cost(folder: Path) -> str:
    """Refresh a tiny company a few times; say what the quickest took of the processor, and Great Expectations of it."""
    folder.mkdir()
    file = folder / "tiny.duckdb"
    build(file, answers=TINY, customers=TINY // 10, until=UNTIL)
    settings = Settings(
        warehouse_url=SecretStr(f"duckdb:///{file}"), snapshots=folder / "snapshots", as_of=UNTIL, company="Tiny"
    )
    found = []
    for _ in range(ROUNDS + 1):
        auditor, begun = Timed(), time.process_time()
        manifest = refresh(settings, report=lambda _line: None, auditor=auditor).manifest
        found.append((time.process_time() - begun, auditor.seconds))
    whole, audits = min(found[1:])  # the first one also loads what the library loads when it is first used
    tables = sum(table.present for table in manifest.tables.values())
    return (
        f"{TINY} answers, {tables} tables, {len(manifest.findings)} findings: {whole:.2f} s of the processor for a "
        f"refresh, {audits:.2f} s of them Great Expectations' ({audits / whole:.0%}); {machine()}"
    )


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
    _, profile, _ = audit_source(
        warehouse.engine, source, today=UNTIL, now=datetime(2026, 9, 17, 12, tzinfo=UTC), previous=previous, full=full,
        from_month=FIRST if full else LAST - 2, settings=Thresholds(), first_month=FIRST,
    )  # fmt: skip
    return time.perf_counter() - begun, profile


if __name__ == "__main__":
    main()
