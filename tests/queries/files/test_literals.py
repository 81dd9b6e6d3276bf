"""The rows of files as the engines see them: the values that were written, whatever stands in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import sqlalchemy

from dashboard.warehouse import connect
from data_checks.profiling import rows_of
from queries.contract import CONTRACT
from queries.datasets import BY_NAME
from queries.extract import Parameters, compose, shape
from queries.files import FileTable, literals
from queries.files.registers import REGISTERS
from queries.source import Source
from tests.hostile import HOSTILE
from tests.queries.files.registers import csv_file, tasks

HARD = (
    *HOSTILE,
    "It's",
    "\\'; drop table tasks; --",
    "100 % :first_month %s ? $1 {x}",
    "two\nlines",
    "\\",
    "$$",
    "€ 日本",
)
VALUES: dict[str, Any] = {
    "integer": (3, -7), "number": (2.5, 1e-9), "boolean": (True, False), "date": (date(2026, 2, 3), date(1999, 12, 31)),
    "timestamp": (datetime.fromisoformat("2026-02-03 09:05:30"), datetime.fromisoformat("1999-12-31")),
}  # fmt: skip


@pytest.fixture(params=["duckdb", "postgresql", "sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return {"duckdb": "duckdb:///:memory:", "sqlite": f"sqlite:///{tmp_path / 'any.db'}"}[str(request.param)]


def filled(name: str) -> FileTable:
    """Return a table with hard texts, a null in every column, and columns that hold nothing else."""
    columns: dict[str, list[Any]] = {}
    for place, column in enumerate(CONTRACT[name].columns):
        some = HARD if column.type == "text" else VALUES[column.type]
        values = [some[(row + place) % len(some)] for row in range(len(HARD))]
        columns[column.name] = [*values, None] if place % 5 != 4 else [None] * (len(HARD) + 1)
    return FileTable(name, "a\nfile.csv", datetime.now(UTC), columns, numbers=tuple(range(2, len(HARD) + 3)))


def test_what_stands_in_a_file_is_what_the_engine_reads(url: str) -> None:
    """By both ways: the driver's own, and SQLAlchemy with and without parameters of its own."""
    with connect(url) as warehouse:
        tables = [filled(name) for name in REGISTERS]
        literals.serve(warehouse.engine, tables)
        for table in tables:
            rows = warehouse.arrow(literals.select(table))
            plain = {name: list(values) for name, values in table.columns.items()}
            if warehouse.dialect != "sqlite":
                assert rows.select(list(plain)).to_pydict() == plain, table.name
            with warehouse.engine.connect() as connection:
                text = next(name for name in plain if CONTRACT[table.name].column(name).type == "text")
                sql = f"select {text} from ({literals.select(table)}) t"
                assert [row[0] for row in rows_of(connection, sql)] == plain[text]
                assert list(connection.execute(sqlalchemy.text(sql)).scalars()) == plain[text]


def test_a_register_in_a_file_is_extracted_alike_on_every_engine(url: str, tmp_path: Path) -> None:
    """Five thousand tasks, and the query that counts them; SQLite has no words for months, so there only the first."""
    number = 5_000
    folder = tmp_path / "mapping"
    folder.mkdir()
    csv_file(folder / "tasks.csv", tasks(*({"title": HARD[n % len(HARD)]} for n in range(number))))
    with connect(url) as warehouse:
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection, folder)
        read = _extract(warehouse, source, "tasks")
        assert (read.num_rows, set(read.column("due_on").to_pylist())) == (number, {date(2026, 2, 1)})
        assert set(read.column("title").to_pylist()) == {" ".join([title]).strip() for title in HARD}
        assert set(read.column("preventive").to_pylist()) == {True}
        if warehouse.dialect != "sqlite":
            counted = _extract(warehouse, source, "commitments")
            assert counted.column("due").to_pylist() == [number]


def _extract(warehouse: Any, source: Source, name: str) -> pa.Table:
    values = Parameters(2024 * 12, 2026 * 12 + 2, 2024 * 12).values()
    sql = compose(source, BY_NAME[name])
    assert len(sql) < 20_000, "the rows themselves must not stand in what a snapshot keeps"
    return shape(warehouse.arrow(sql + "\nlimit 200001", values), BY_NAME[name])


@pytest.mark.parametrize(
    ("dialect", "said"),
    [
        ("bigquery", "'It\\'s \\\\ x'"), ("snowflake", "'It\\'s \\\\ x'"), ("postgresql", "E'It''s \\\\ x'"),
        ("sqlite", "'It''s \\ x'"),
    ],
)  # fmt: skip
def test_a_text_is_quoted_as_the_engine_asks(dialect: str, said: str) -> None:
    table = FileTable("themes", "f", datetime.now(UTC), {"theme_id": ["It's \\ x"]}, numbers=(2,))
    assert said in literals.expression(table, dialect)


def test_who_looks_again_sees_what_the_file_holds_now(tmp_path: Path) -> None:
    with connect("duckdb:///:memory:") as warehouse:
        csv_file(tmp_path / "themes.csv", [("theme_id", "name"), ("t1", "Late invoice")])
        for titles in (["a"], [], ["b", "c"]):
            csv_file(tmp_path / "tasks.csv", tasks(*({"title": title} for title in titles)))
            if not titles:
                (tmp_path / "themes.csv").unlink()
            with warehouse.engine.connect() as connection:
                source = Source.inspect(connection, tmp_path)
                query = f"select title from ({source.relation('tasks')}) t order by title"
                assert [row[0] for row in rows_of(connection, query)] == titles
            assert warehouse.arrow(query).column("title").to_pylist() == titles


def test_an_engine_that_knows_no_values_is_given_a_union() -> None:
    table = FileTable("themes", "f", datetime.now(UTC), {"theme_id": ["a", "b"]}, numbers=(2, 3))
    text = literals.expression(table, "redshift")
    assert "values" not in text
    with connect("duckdb:///:memory:") as warehouse:
        rows = warehouse.arrow(f"with {text} select theme_id from northstar_file_themes order by theme_id")
    assert rows.column("theme_id").to_pylist() == ["a", "b"]
