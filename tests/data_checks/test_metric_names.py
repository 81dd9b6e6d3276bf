"""A metric by another name is offered as the one that it evidently is, and never read so silently."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from data_checks.metric_names import evident, rewritten
from tests.data_checks.audits import audit
from tests.engines import arrow, write_duckdb


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Customer Effort Score", "ces"), ("NPS score", "nps"), ("Net Promoter Score", "nps"), ("c-sat", "csat"),
        ("CSAT", "csat"), ("Thumbs Up", "thumbs"),
        ("Customer Satisfaction", "csat"), ("npS ", "nps"), ("churn", None), ("score", None),
        ("", None), ("NPS of partners", None),
    ],
)  # fmt: skip
def test_a_name_is_evident_or_not(text: str, metric: str | None) -> None:
    assert evident(text) == metric


def test_what_to_write_names_each_once_and_only_those_that_are_evident() -> None:
    assert rewritten("metric", ["NPS score", "c-sat", "churn"]) == (
        "If they are what they are called, write case metric when 'NPS score' then 'nps' when 'c-sat' then 'csat' else "
        "metric end as metric. "
    )
    assert rewritten("metric", ["churn"]) == ""


def test_the_finding_offers_what_reads_the_metric(tmp_path: Path) -> None:
    rows = [
        {"response_id": f"r{at}", "responded_at": datetime(2026, 8, 1 + at % 28), "metric": "Customer Effort Score",  # noqa: DTZ001
         "score": 5} for at in range(40)
    ]  # fmt: skip
    url = write_duckdb(tmp_path / "w.duckdb", {"survey_responses": arrow("survey_responses", rows)})
    findings, _ = audit(url, only=("survey_responses",))
    (found,) = [one for one in findings if one.check == "survey_responses.metric.allowed"]
    assert not found.passed
    assert "when 'Customer Effort Score' then 'ces' else metric end as metric" in found.action
