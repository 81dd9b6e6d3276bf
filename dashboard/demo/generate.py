"""Builds the demo company as one DuckDB file."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from dashboard.demo.events import EVENTS
from dashboard.demo.planting import months_before, plant

HERE = Path(__file__).parent
WINDOW_MONTHS = 60
MEMORY_LIMIT = "4GB"


def build(
    path: Path,
    *,
    customers: int = 20_000,
    answers: int = 200_000,
    until: date | None = None,
    seed: int = 2026,
    quiet: bool = False,
) -> None:
    """Write the demo company to `path`, replacing what is there once the new file is whole.

    `until` is the last day with data (default: today); before its month lie 60 complete months. The rows
    depend on the arguments alone. `quiet` leaves out every planted event, so that nothing changes over
    time except by chance and by a small season that is the same every year.
    """
    until = until or datetime.now(UTC).date()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".demo-", dir=path.parent) as folder:
        draft = Path(folder) / "draft.duckdb"
        with _connection(draft, Path(folder)) as connection:
            _set_variables(connection, customers, answers, until, seed)
            plant(connection, () if quiet else EVENTS, months_before(until, 1))
            _load_seeds(connection)
            for script in sorted((HERE / "sql").glob("*.sql")):
                connection.execute(script.read_text(encoding="utf-8"))
        os.replace(draft, path)
    build_mark(path).write_text(secrets.token_hex(8), encoding="ascii")


def build_mark(path: Path) -> Path:
    """Return the small file beside a demo warehouse that tells one build of it from another."""
    return path.with_name(f"{path.name}.build")


@contextmanager
def _connection(draft: Path, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(spill / "spill"),
        "threads": os.cpu_count() or 1,
    }
    connection = duckdb.connect(draft, config=settings)
    try:
        connection.execute("set enable_progress_bar = false")
        yield connection
    finally:
        connection.close()


def _set_variables(connection: duckdb.DuckDBPyConnection, customers: int, answers: int, until: date, seed: int) -> None:
    unfinished = until.replace(day=1)
    variables = {
        "seed": seed,
        "customers": customers,
        "answers": answers,
        "until": until,
        "unfinished_month": unfinished,
        "last_month": months_before(unfinished, 1),
        "first_month": months_before(unfinished, WINDOW_MONTHS),
    }
    for name, value in variables.items():
        connection.execute(f"set variable {name} = $value", {"value": value})


def _load_seeds(connection: duckdb.DuckDBPyConnection) -> None:
    for seed in sorted((HERE / "seeds").glob("*.csv")):
        statement = f'create temp table "seed_{seed.stem}" as select * from read_csv($path, header = true)'  # noqa: S608
        connection.execute(statement, {"path": str(seed)})
