"""The unfinished month is in no number."""

from __future__ import annotations

from pathlib import Path

from dashboard.refresh.run import refresh
from tests import companies
from tests.nodding import NODDING

SINCE_THE_FIRST = (
    "insert into survey_responses by name select * replace ('new ' || response_id as response_id, "
    "timestamp '2026-03-02' + to_minutes(row_number() over ()) as responded_at, 0 as score) "
    "from survey_responses where metric = 'nps' limit 50",
    "insert into revenue by name select * replace (date '2026-03-01' as month) from revenue "
    "where month = date '2026-02-01' limit 5",
    "insert into finance by name select * replace (date '2026-03-01' as month, 1e9 as amount) from finance limit 3",
    "insert into tasks by name select * replace ('new ' || task_id as task_id, date '2026-03-05' as original_due_on) "
    "from tasks limit 3",
)
UNFINISHED = (
    "delete from survey_responses where responded_at >= timestamp '2026-03-01'",
    "delete from revenue where month >= date '2026-03-01'",
    "delete from finance where month >= date '2026-03-01'",
    "delete from tasks where original_due_on >= date '2026-03-01'",
)


def test_the_unfinished_month_is_in_no_number(tmp_path: Path) -> None:
    """With what came since the first of the month or without, the snapshot is the same, byte for byte."""
    hashes = []
    for name, statements in (("with", ()), ("without", UNFINISHED)):
        file = tmp_path / f"{name}.duckdb"
        companies.build(file)
        companies.change(file, *SINCE_THE_FIRST, *statements)
        settings = companies.settings(tmp_path / name, file)
        entries = refresh(settings, report=lambda line: None, auditor=NODDING).manifest.datasets.values()
        assert {entry.state for entry in entries} == {"published", "not_connected"}
        hashes.append({entry.name: entry.sha256 for entry in entries if entry.kind in ("cube", "window")})
    assert hashes[0] == hashes[1]
    assert hashes[0]["answers"]
