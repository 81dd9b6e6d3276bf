"""Features are asked of the small demo company, as `refresh` publishes it and in other states."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot, Store
from tests.conftest import settings_for


@pytest.fixture(scope="session")
def demo(demo_store: Path) -> Snapshot:
    """Return the snapshot of the demo company."""
    return Store(demo_store).current()


@pytest.fixture(scope="session")
def settings(demo_warehouse: Path, demo_store: Path) -> Settings:
    """Return the project's own settings, with a least n that the small demo company reaches."""
    return settings_for(demo_warehouse, demo_store).model_copy(update={"least_n": 5})
