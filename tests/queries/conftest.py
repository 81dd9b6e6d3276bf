"""Ask a dataset of a few rows written by hand, on each engine."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import pytest

from dashboard.warehouse import connect
from queries.datasets import BY_NAME
from queries.extract import Parameters, compose, shape
from queries.source import Source
from tests.engines import Rows, arrow, write_duckdb, write_postgres

COUNTER = itertools.count()
MONTHS = {"first_month": 2024 * 12, "last_month": 2024 * 12 + 11, "from_month": 2024 * 12}


class Ask(Protocol):
    """Ask a dataset of tables, in a time zone, with parameters and a company's own dimensions; rows by column name."""

    def __call__(
        self,
        dataset: str,
        tables: Mapping[str, Rows],
        *,
        timezone: str = "UTC",
        dimensions: tuple[str, ...] = (),
        **parameters: Any,
    ) -> list[dict[str, Any]]: ...


@pytest.fixture(params=["duckdb", "postgresql"])
def ask(request: pytest.FixtureRequest, tmp_path: Path) -> Ask:
    def asked(
        dataset: str,
        tables: Mapping[str, Rows],
        *,
        timezone: str = "UTC",
        dimensions: tuple[str, ...] = (),
        **parameters: Any,
    ) -> list[dict[str, Any]]:
        rows = {name: arrow(name, table, dimensions) for name, table in tables.items()}
        number = next(COUNTER)
        if request.param == "duckdb":
            url = write_duckdb(tmp_path / f"tiny{number}.duckdb", rows)
        else:
            url = write_postgres(request.getfixturevalue("postgres_url"), f"tiny{number}", rows)
        with connect(url, timezone=timezone) as warehouse:
            with warehouse.engine.connect() as connection:
                source = replace(Source.inspect(connection), dimensions=dimensions)
            sql = compose(source, BY_NAME[dataset])
            values = Parameters(**{**MONTHS, **parameters}).values()
            return list(shape(warehouse.arrow(sql, values), BY_NAME[dataset]).to_pylist())

    return asked


def month(text: str) -> int:
    """'2024-03' as the queries count months."""
    year, number = text.split("-")
    return int(year) * 12 + int(number) - 1
