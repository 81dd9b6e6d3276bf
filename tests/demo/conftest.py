"""A small demo company, planted and quiet, built once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.demo import build

UNTIL = date(2026, 9, 17)
SMALL = {"customers": 2_000, "answers": 10_000}


def built(path: Path, *, seed: int = 2026, quiet: bool = False) -> Path:
    build(path, customers=SMALL["customers"], answers=SMALL["answers"], until=UNTIL, seed=seed, quiet=quiet)
    return path


@pytest.fixture(scope="session")
def planted_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("demo") / "planted.duckdb")


@pytest.fixture(scope="session")
def quiet_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("demo") / "quiet.duckdb", quiet=True)


@pytest.fixture(scope="session")
def planted(planted_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(planted_file, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def quiet(quiet_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(quiet_file, read_only=True) as connection:
        yield connection
