"""A mapping that was wrong is corrected: the right figures are published, and nothing is told as lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.refresh.run import refresh
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Snapshot
from tests import companies

ANSWERS = "select * from survey_responses"
TABLES = ("customers", "themes", "response_themes", "departments", "revenue", "finance", "tasks")
OTHERS = (
    f"{ANSWERS} union all select * exclude (i) replace (response_id || '/' || i as response_id, "
    "responded_at + to_minutes((1 + i)::integer) as responded_at) from survey_responses, range(5) r(i)"
)
"""Each answer six times: joined to what has several rows of a customer, as happens."""


class Mapped:
    """A company that is read through a mapping."""

    def __init__(self, root: Path) -> None:
        self.root, self.warehouse, self.folder = root, root / "warehouse.duckdb", root / "map"
        companies.build(self.warehouse)
        self.folder.mkdir()
        for table in TABLES:
            self.map(table, f"select * from {table}")

    def map(self, table: str, select: str) -> None:
        (self.folder / f"{table}.sql").write_text(select, encoding="utf-8")

    def refresh(self, **changes: Any) -> Snapshot:
        settings = companies.settings(self.root, self.warehouse, mapping=self.folder, **changes)
        return refresh(settings, report=lambda _: None)


@pytest.fixture
def mapped(tmp_path: Path) -> Mapped:
    return Mapped(tmp_path)


def counted(snapshot: Snapshot) -> int:
    answers = snapshot.table("answers")
    assert answers is not None
    return sum(answers.column("n").to_pylist())


def critical(manifest: Manifest) -> list[str]:
    return [finding.check for finding in manifest.failed("critical")]


def test_what_a_corrected_mapping_brings_is_published_and_its_reason_told(mapped: Mapped) -> None:
    mapped.map("survey_responses", OTHERS)
    wrong = mapped.refresh()
    assert counted(wrong) == 6 * companies.MONTHS * 20
    mapped.map("survey_responses", f"{ANSWERS} -- each once")
    right = mapped.refresh().manifest
    assert critical(right) == []
    assert right.datasets["answers"].state == "published"
    volume = next(finding for finding in right.failed("warning") if finding.check == "survey_responses.volume")
    assert volume.sentence.endswith("; its SELECT in the mapping was changed since the last run.")
    history = next(finding for finding in right.failed("warning") if finding.check == "answers.extract.history")
    assert "(of survey_responses, its SELECT in the mapping was changed since the last run)" in history.sentence

    again = mapped.refresh()
    assert counted(again) == companies.MONTHS * 20
    assert not [finding for finding in again.manifest.failed() if finding.check == "survey_responses.volume"]


def test_a_column_that_a_mapping_no_longer_has_is_no_loss(mapped: Mapped) -> None:
    mapped.map("survey_responses", ANSWERS)
    mapped.refresh()
    mapped.map("survey_responses", "select * exclude (customer_id) from survey_responses")
    manifest = mapped.refresh().manifest
    assert critical(manifest) == []
    assert manifest.datasets["answers"].state == "published"


def test_a_table_that_was_taken_out_of_the_mapping_is_not_connected(mapped: Mapped) -> None:
    mapped.map("survey_responses", ANSWERS)
    mapped.refresh()
    (mapped.folder / "tasks.sql").unlink()
    manifest = mapped.refresh().manifest
    assert (critical(manifest), manifest.datasets["tasks"].state) == ([], "not_connected")
    assert "tasks.readable" in {finding.check for finding in manifest.failed("warning")}
    assert "tasks.readable" not in {finding.check for finding in mapped.refresh().manifest.failed()}


@pytest.mark.parametrize("text", [ANSWERS, f"  {ANSWERS}\n;"])
def test_under_the_same_mapping_rows_that_went_are_lost(mapped: Mapped, text: str) -> None:
    mapped.map("survey_responses", ANSWERS)
    mapped.refresh()
    mapped.map("survey_responses", text)
    companies.change(mapped.warehouse, "delete from survey_responses where hash(response_id) % 10 < 7")
    manifest = mapped.refresh().manifest
    assert "survey_responses.volume" in critical(manifest)
    assert manifest.datasets["answers"].state == "carried_over"
