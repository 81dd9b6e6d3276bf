"""What people write of measures: the measure is one that there is, and the value one that it can have."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.measures import MEASURES
from dashboard.measures.possible import POSSIBLE
from dashboard.refresh.asked import possible
from dashboard.settings import Settings
from dashboard.warehouse import connect
from data_checks.finding import Finding
from data_checks.source_audit import audit_source
from data_checks.thresholds import Thresholds
from queries.source import Source
from tests.data_checks.audits import failed
from tests.engines import arrow, write_duckdb, write_postgres

MONTH = date(2026, 2, 1)
SETTINGS = Settings()


def target(metric: str, value: float) -> dict[str, Any]:
    return {"metric": metric, "month": MONTH, "target": value}


def audit(
    url: str, share: float = 0.005, settings: Settings = SETTINGS
) -> tuple[dict[str, Finding], list[tuple[str, float]]]:
    """Return what fails, and the targets that count."""
    with connect(url) as warehouse:
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection)
        found, _, source = audit_source(
            warehouse.engine, source, today=date(2026, 3, 10), now=datetime(2026, 3, 10, 12, tzinfo=UTC), previous=None,
            full=True, from_month=2024 * 12, settings=Thresholds(set_aside_share=share), measures=possible(settings),
        )  # fmt: skip
        rows = warehouse.arrow(source.relation("targets")).to_pylist()
    mine = {
        check: one for check, one in failed(found).items() if one.subject in ("targets", "benchmarks", "objectives")
    }
    return mine, sorted((row["metric"], row["target"]) for row in rows)


@pytest.mark.parametrize("engine", ["duckdb", "postgresql"])
def test_targets_in_percent_are_set_aside_and_unknown_metrics_are_named(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    targets = [target("csat", 84), target("nps", 60), target("gross_revenue_retention", 92), target("NPS", 70),
               target("Net Promoter Score", 55), target("net_revenue_retention", 1.2)]  # fmt: skip
    benchmarks = [{"metric": "csat", "source": "Panel", "as_of": MONTH, "value": 79.0}]
    tables = {"targets": arrow("targets", targets), "benchmarks": arrow("benchmarks", benchmarks)}
    if engine == "duckdb":
        url = write_duckdb(tmp_path / "w.duckdb", tables)
    else:
        url = write_postgres(request.getfixturevalue("postgres_url"), "targets", tables)
    found, counted = audit(url)
    assert {check: finding.severity for check, finding in found.items()} == dict.fromkeys(
        ("targets.metric.known", "targets.target.possible", "benchmarks.value.possible"), "warning"
    )
    wrong = found["targets.target.possible"]
    assert wrong.sentence.startswith("targets: 2 rows have a target that the metric cannot be, for example csat 84")
    assert wrong.sentence.endswith("They are set aside (33 % of 6 rows): no figure counts them.")
    assert wrong.action == "A share is a part of 1: where 84 % is meant, write 0.84. Points lie in −100 to 100."
    assert found["targets.metric.known"].action.startswith("Is nps by NPS and nps by Net Promoter Score meant? ")
    assert counted == [
        ("NPS", 70.0), ("Net Promoter Score", 55.0), ("net_revenue_retention", 1.2), ("nps", 60.0),
    ]  # fmt: skip


def test_where_nothing_may_be_set_aside_impossible_targets_stop_their_register(tmp_path: Path) -> None:
    url = write_duckdb(tmp_path / "w.duckdb", {"targets": arrow("targets", [target("csat", 84), target("nps", 60)])})
    found, counted = audit(url, share=0.0)
    assert (found["targets.target.possible"].stops, len(counted)) == (True, 2)


def test_a_register_with_a_row_too_many_without_a_value_is_stopped_and_keeps_no_impossible_row(tmp_path: Path) -> None:
    rows = [target("csat", 84), target("nps", 60), {**target("nps", 1), "month": None}]
    found, counted = audit(write_duckdb(tmp_path / "w.duckdb", {"targets": arrow("targets", rows)}))
    assert found["targets.month.null"].stops
    assert found["targets.target.possible"].set_aside == {"all": 1}
    assert len(counted) == 2


def test_an_objective_may_be_in_units_of_its_own(tmp_path: Path) -> None:
    objective = {
        "objective_id": "o1", "title": "Easier", "department_id": "d1", "metric": "csat", "direction": "up",
        "target": 84.0, "family": "customer", "audience": "internal", "starts_on": MONTH, "due_on": MONTH,
    }  # fmt: skip
    own = {**objective, "objective_id": "o2", "metric": "smiles a day", "target": 4000.0}
    tables = {"targets": arrow("targets", [target("nps", 60)]), "objectives": arrow("objectives", [objective, own])}
    found, _ = audit(write_duckdb(tmp_path / "w.duckdb", tables))
    assert set(found) == {"objectives.target.possible"}
    assert (found["objectives.target.possible"].severity, found["objectives.target.possible"].set_aside) == (
        "warning",
        {},
    )
    assert (
        "objectives: 1 objective has a target that the metric cannot be" in found["objectives.target.possible"].sentence
    )


@pytest.mark.parametrize("name", MEASURES)
def test_what_a_measure_can_be_follows_its_unit(name: str) -> None:
    low, high = POSSIBLE[name]
    percent = 84.0
    unit = MEASURES[name].unit
    assert ((low is None or percent >= low) and (high is None or percent <= high)) is (
        unit != "share" and name != "csat_mean"
    )


def test_a_mean_lies_on_the_scale_of_the_settings(tmp_path: Path) -> None:
    rows = [*(target("csat_mean", value) for value in (8.2, 0.5)), *(target("csat_mean", 7.0) for _ in range(9))]
    url = write_duckdb(tmp_path / "w.duckdb", {"targets": arrow("targets", rows)})
    own = Settings.model_validate({"scales": {"csat": [1, 10]}})
    found, counted = audit(url, settings=own)
    assert "1 row has a target that the metric cannot be, for example csat_mean 0.5" in (
        found["targets.target.possible"].sentence
    )
    assert ("csat_mean", 8.2) in counted
    assert audit(url)[1] == []
