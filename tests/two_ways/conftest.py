"""Two companies, each with its snapshot as the product makes it and its raw rows as a second way takes them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard.data.access import Data
from dashboard.demo import build
from dashboard.refresh.run import refresh
from dashboard.settings import Accepted, Settings
from queries.datasets import DATASETS
from tests.conftest import UNTIL
from tests.two_ways.awkward import HOURS_AHEAD, ZONE, spoil
from tests.two_ways.raw import Raw

FAULTS = (
    "survey_responses.score.null", "survey_responses.score.range", "survey_responses.customer_id.reference",
    "concessions.customer_id.reference",
    "customers.acquisition_source.allowed", "survey_invitations.customer_id.reference",
    "response_themes.theme_id.reference", "revenue.amount.null", "revenue.key", "revenue.customer_id.reference",
    "opportunities.closed_without_date", "support_cases.customer_id.reference",
    "journey_steps.customer_id.reference", "revenue.ledger", "finance.amount.null",
)  # fmt: skip
"""What the audits rightly stop in the awkward company; it is accepted, to see what would then be shown."""


DIMENSIONS = ("acquisition_source", "handled_by")
"""What the companies call dimensions of their own: a column of customers, and one of cases."""


@dataclass(frozen=True)
class Company:
    name: str
    data: Data
    settings: Settings
    raw: Raw


def company(
    name: str, file: Path, timezone: str = "UTC", hours_ahead: int = 0, accepted: tuple[str, ...] = ()
) -> Company:
    until = date(2026, 12, 31)
    settings = Settings(
        warehouse_url=SecretStr(f"duckdb:///{file}"), snapshots=file.parent / "snapshots", as_of=UNTIL, company=name,
        timezone=timezone, dimensions=DIMENSIONS,
        accepted=tuple(Accepted(check=check, reason="known", by="the test", until=until) for check in accepted),
    )  # fmt: skip
    snapshot = refresh(settings, report=lambda line: None)
    asked = {dataset.name for dataset in DATASETS if not dataset.switch}
    entries = [entry for entry in snapshot.manifest.datasets.values() if entry.name in asked]
    assert [(entry.name, entry.reasons) for entry in entries if entry.state != "published"] == []
    months = (snapshot.manifest.first_month, snapshot.manifest.last_month)
    return Company(name, Data(snapshot), settings, Raw(file, hours_ahead, months))


@pytest.fixture(scope="session")
def demo_company(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The small demo company as it is."""
    file = tmp_path_factory.mktemp("demo_company") / "demo.duckdb"
    shutil.copy(demo_warehouse, file)  # other tests open the original in ways of their own
    return company("demo", file)


@pytest.fixture(scope="session")
def awkward_company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """A larger one with whatever can be wrong with rows, in a zone far from Greenwich."""
    file = tmp_path_factory.mktemp("awkward_company") / "awkward.duckdb"
    build(file, customers=5_000, answers=40_000, until=UNTIL)
    spoil(file)
    return company("awkward", file, ZONE, HOURS_AHEAD, FAULTS)


@pytest.fixture(params=["demo_company", "awkward_company"])
def either(request: pytest.FixtureRequest) -> Company:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]
