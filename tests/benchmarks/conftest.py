"""A reference file with few rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.reference.data import reference_file

ROWS = 20_000


@pytest.fixture(scope="session")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reference_file(ROWS, tmp_path_factory.mktemp("reference"))
