"""The demo company, whole and sound, as a first run sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_checks.audits import Audited, audit, audit_tables, extract
from tests.nodding import NODDING


@pytest.fixture(scope="session")
def sound(demo_warehouse: Path) -> Audited:
    """Return what the audits say of the demo company, with the run before for comparison."""
    url = f"duckdb:///{demo_warehouse}"
    _, profile = audit(url, auditor=NODDING)  # the run before leaves its profile alone
    findings, profile = audit(url, profile)
    tables = extract(url)
    return Audited(findings, audit_tables(tables, profile, tables), profile, tables)
