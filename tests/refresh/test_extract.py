"""Closed months kept and open months asked again make the same rows as a reading of every month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.refresh.assemble import Assembler
from dashboard.refresh.extract import Extraction, Reading
from dashboard.snapshots.publish import Draft, Publisher
from dashboard.snapshots.store import Snapshot
from dashboard.warehouse import Warehouse, connect
from queries.datasets import BY_NAME, DATASETS
from queries.dialects import render
from queries.extract import Parameters
from queries.source import Source
from tests.conftest import UNTIL
from tests.stores import manifest

OPEN = [dataset for dataset in DATASETS if dataset.open_months]
LAST = UNTIL.year * 12 + UNTIL.month - 2
"""The demo company's last complete month."""


class Reader:
    """Reads the demo company as it would have been read in another month."""

    def __init__(self, warehouse: Warehouse, source: Source, publisher: Publisher) -> None:
        self.warehouse, self.source, self.publisher = warehouse, source, publisher

    def read(self, draft: Draft, last: int, earlier: Snapshot | None, first: int = LAST - 59) -> dict[str, Reading]:
        extraction = Extraction(self.warehouse, self.source, draft, Parameters(first, last, first), 3, earlier)
        plans = [extraction.plan(dataset) for dataset in OPEN]
        return extraction.run(plans, 2, lambda _line: None)

    def publish(self, last: int) -> Snapshot:
        with self.publisher.draft() as draft:
            readings = self.read(draft, last, None)
            assembler = Assembler(self.source, draft, readings, None)
            entries = {name: assembler.published(BY_NAME[name]) for name in readings}
            return self.publisher.publish(draft, manifest(datasets=entries, created_at=datetime.now(UTC)))

    def rows(self, last: int, earlier: Snapshot | None, first: int = LAST - 59) -> dict[str, str | None]:
        """Return the hash of each dataset's file."""
        with self.publisher.draft() as draft:
            readings = self.read(draft, last, earlier, first)
            if earlier is not None:
                assert all(reading.plan.kept for reading in readings.values())
            return {name: reading.stored.sha256 if reading.stored else None for name, reading in readings.items()}


@pytest.fixture(scope="module")
def reader(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with ExitStack() as stack:
        publisher = Publisher(tmp_path_factory.mktemp("store"))
        stack.enter_context(publisher.lock())
        warehouse = stack.enter_context(connect(f"duckdb:///{demo_warehouse}"))
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection)
        yield Reader(warehouse, source, publisher)


@pytest.mark.parametrize("months_ago", [0, 1, 5])
def test_reading_on_from_an_earlier_month_gives_what_a_whole_reading_gives(reader: Reader, months_ago: int) -> None:
    earlier = reader.publish(LAST - months_ago)
    assert reader.rows(LAST, earlier) == reader.rows(LAST, None)


def test_reading_fewer_months_than_before_gives_what_a_whole_reading_of_them_gives(reader: Reader) -> None:
    earlier = reader.publish(LAST)
    first = LAST - 23
    assert reader.rows(LAST, earlier, first) == reader.rows(LAST, None, first)


@pytest.mark.parametrize("name", ["coverage", "customer_windows", "departures"])
def test_what_a_query_names_twice_is_worked_out_once(
    name: str, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB would make who is a customer when anew, from the payments on, at both ends of each window."""
    asked: list[str] = []
    answer = Warehouse.arrow

    def watched(warehouse: Warehouse, sql: str, parameters: Mapping[str, int | date]) -> pa.Table:
        asked.append(render(sql, parameters))
        return answer(warehouse, sql, parameters)

    monkeypatch.setattr(Warehouse, "arrow", watched)
    with reader.publisher.draft() as draft:
        extraction = Extraction(reader.warehouse, reader.source, draft, Parameters(LAST - 23, LAST, LAST - 23), 3)
        assert extraction.read(extraction.plan(BY_NAME[name])).stored is not None
    (sql,) = asked
    with reader.warehouse.engine.connect() as connection:
        ((_, plan),) = connection.exec_driver_sql(f"explain (format json) {sql}").fetchall()
    made = re.findall(r'"CTE Name": "(active_\w+)"', plan)
    assert sorted(made) == ["active_customers", "active_months"]
