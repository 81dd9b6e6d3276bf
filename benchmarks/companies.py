"""Demo companies of any size and seed, extracted and published without their audits, to be read at once."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from datetime import date
from pathlib import Path

from dashboard.data.access import Data
from dashboard.demo import build
from dashboard.refresh.extract import Extraction, Reading
from dashboard.settings import Settings
from dashboard.snapshots.manifest import DatasetEntry, Manifest
from dashboard.snapshots.publish import Publisher
from dashboard.warehouse import connect
from queries.datasets import DATASETS
from queries.extract import Parameters
from queries.source import Source

UNTIL = date(2026, 9, 17)
"""A company's last day with data: its last complete month is August 2026."""


def arguments(description: str | None) -> argparse.ArgumentParser:
    """Return what a benchmark of many quiet companies may be asked: how many, how large, how many at once."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--customers", type=int, default=4_000)
    parser.add_argument("--answers", type=int, default=40_000)
    parser.add_argument("--processes", type=int, default=2)
    return parser


def company(folder: Path, *, customers: int, answers: int, seed: int, quiet: bool, until: date = UNTIL) -> Data:
    """Build a demo company in a folder and return its data."""
    file = folder / "company.duckdb"
    build(file, customers=customers, answers=answers, until=until, seed=seed, quiet=quiet)
    return published(file, folder / "snapshots", until)


def published(warehouse: Path, store: Path, until: date = UNTIL, only: Collection[str] = ()) -> Data:
    """Publish what the queries bring from a DuckDB file, of these datasets alone where any are named, and return it as
    a reader has it. What is off until it is switched on stays so."""
    wanted = [dataset for dataset in DATASETS if not dataset.switch and (not only or dataset.name in only)]
    settings = Settings(as_of=until)
    first, last = settings.months(until)
    publisher = Publisher(store)
    with publisher.lock(), publisher.draft() as draft:
        with connect(f"duckdb:///{warehouse}", timezone=settings.timezone) as connected:
            with connected.engine.connect() as connection:
                source = Source.inspect(connection)
            extraction = Extraction(connected, source, draft, Parameters(first, last, first), settings.open_months)
            readings = [extraction.read(extraction.plan(dataset)) for dataset in wanted]
        manifest = Manifest(
            created_at=readings[0].as_of, code_version="0", company="Demo", demo=True, as_of=until, first_month=first,
            last_month=last, currency=settings.currency, timezone=settings.timezone, full=True, settings={},
            datasets={reading.plan.dataset.name: _entry(reading) for reading in readings},
        )  # fmt: skip
        return Data(publisher.publish(draft, manifest))


def _entry(reading: Reading) -> DatasetEntry:
    dataset, stored = reading.plan.dataset, reading.stored
    if stored is None:
        raise ValueError(reading.finding.sentence)
    return DatasetEntry(
        name=dataset.name, kind=dataset.kind, description=dataset.description, grain=list(dataset.grain),
        measures=list(dataset.measures), state="published", as_of=reading.as_of, months=reading.plan.months,
        file=stored.file, rows=stored.rows, sha256=stored.sha256,
    )  # fmt: skip
