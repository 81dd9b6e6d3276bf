"""Every query gives the same answers on every engine: the demo company in DuckDB and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pytest

from dashboard.warehouse import Warehouse, connect
from queries.datasets import BY_NAME, Dataset
from queries.source import Source
from tests.engine_table import proves
from tests.queries.alike import LAST, PARAMETERS, ask, ask_of_a_mapping, differences, source_of


@pytest.fixture(scope="module")
def duck(demo_warehouse: Path) -> Iterator[Warehouse]:
    with connect(f"duckdb:///{demo_warehouse}", timezone="Europe/Berlin") as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def postgres(demo_postgres: str) -> Iterator[Warehouse]:
    with connect(demo_postgres, timezone="Europe/Berlin") as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def sources(duck: Warehouse, postgres: Warehouse) -> dict[str, Source]:
    return {warehouse.dialect: source_of(warehouse) for warehouse in (duck, postgres)}


def test_both_engines_offer_the_same_tables(sources: dict[str, Source]) -> None:
    duck, postgres = (
        {name: dict(table.columns) for name, table in sources[dialect].tables.items()}
        for dialect in ("duckdb", "postgresql")
    )
    assert duck == postgres


@proves("queries", "DuckDB", "PostgreSQL")
@proves("extract", "PostgreSQL")
@proves("extract", "DuckDB", how="held to")
@pytest.mark.parametrize("dataset", BY_NAME.values(), ids=BY_NAME)
def test_the_same_answer(dataset: Dataset, duck: Warehouse, postgres: Warehouse, sources: dict[str, Source]) -> None:
    one = ask(duck, sources["duckdb"], dataset)
    other = ask(postgres, sources["postgresql"], dataset)
    assert one.num_rows > 0
    assert differences(one, other) == {}


@proves("mapping", "DuckDB", "PostgreSQL")
def test_a_mapping_gives_the_same_answer(duck: Warehouse, postgres: Warehouse, tmp_path: Path) -> None:
    one, other = (ask_of_a_mapping(warehouse, tmp_path / "mapping") for warehouse in (duck, postgres))
    assert one.num_rows > 0
    assert differences(one, other) == {}


@pytest.mark.parametrize("dataset", [d for d in BY_NAME.values() if d.open_months], ids=lambda d: d.name)
def test_the_open_months_alone_give_what_all_months_give_there(
    dataset: Dataset, duck: Warehouse, sources: dict[str, Source]
) -> None:
    whole = ask(duck, sources["duckdb"], dataset)
    opened = ask(duck, sources["duckdb"], dataset, replace(PARAMETERS, from_month=LAST - 2))
    assert opened.equals(whole.filter(pc.greater_equal(whole["month"], LAST - 2)))


@pytest.mark.parametrize("dataset", BY_NAME.values(), ids=BY_NAME)
def test_a_second_run_gives_the_same_bytes(dataset: Dataset, duck: Warehouse, sources: dict[str, Source]) -> None:
    assert ask(duck, sources["duckdb"], dataset).equals(ask(duck, sources["duckdb"], dataset))


@pytest.mark.parametrize(
    "dataset", [d for d in BY_NAME.values() if "month" in d.grain and d.kind != "register"], ids=lambda d: d.name
)
def test_only_complete_months_come_back(dataset: Dataset, duck: Warehouse, sources: dict[str, Source]) -> None:
    months = ask(duck, sources["duckdb"], dataset)["month"].to_pylist()
    assert PARAMETERS.first_month <= min(months)
    assert max(months) <= LAST
