"""A refresh of a company that keeps its registers in files beside its warehouse."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.refresh.run import refresh
from dashboard.snapshots.store import Snapshot
from data_checks.validation import GREAT_EXPECTATIONS, Auditor
from tests import companies
from tests.nodding import NODDING
from tests.queries.files.registers import csv_file, tasks, workbook


class Filing:
    """A company without tasks in its warehouse, and a folder beside it."""

    def __init__(self, root: Path) -> None:
        self.root, self.warehouse, self.folder = root, root / "company.duckdb", root / "filed"
        companies.build(self.warehouse)
        companies.change(self.warehouse, "drop table tasks")
        self.folder.mkdir()

    def refresh(self, auditor: Auditor = NODDING) -> Snapshot:
        settings = companies.settings(self.root, self.warehouse, mapping=self.folder, snapshots=self.root / "snapshots")
        return refresh(settings, report=lambda _: None, auditor=auditor)


@pytest.fixture
def filing(tmp_path: Path) -> Filing:
    return Filing(tmp_path)


def test_registers_of_a_folder_without_selects_stand_beside_the_warehouses_tables(filing: Filing) -> None:
    file = workbook(filing.folder / "registers.xlsx", tasks=tasks({}, {}))
    os.utime(file, (1_772_000_000, 1_772_000_000))
    snapshot = filing.refresh(GREAT_EXPECTATIONS)
    entry = snapshot.manifest.datasets["tasks"]
    assert (entry.state, entry.rows) == ("published", 2)
    assert snapshot.table("commitments") is not None
    assert snapshot.manifest.datasets["answers"].state == "published"
    assert len(entry.sql) < 3_000
    kept = snapshot.manifest.tables["tasks"]
    assert (kept.kept_in, kept.changed) == ("registers.xlsx, sheet tasks", datetime.fromtimestamp(1_772_000_000, UTC))
    assert snapshot.manifest.tables["departments"].kept_in is None


def test_cells_that_cannot_be_read_withhold_their_register_and_no_other(filing: Filing) -> None:
    workbook(filing.folder / "registers.xlsx", tasks=tasks(*[{"due_on": "soon"}] * 3, *[{}] * 7))
    first = filing.refresh(GREAT_EXPECTATIONS).manifest.datasets
    assert (first["tasks"].state, first["departments"].state) == ("withheld", "published")
    assert any('(G2): "soon" is no date' in reason for reason in first["tasks"].reasons)


def test_a_single_cell_that_cannot_be_read_costs_its_row_alone_and_is_named(filing: Filing) -> None:
    workbook(filing.folder / "registers.xlsx", tasks=tasks({"due_on": "soon"}, *[{}] * 9))
    manifest = filing.refresh(GREAT_EXPECTATIONS).manifest
    assert (manifest.datasets["tasks"].state, manifest.datasets["tasks"].rows) == ("published", 9)
    assert any('"soon"' in finding.sentence and sum(finding.set_aside.values()) == 1 for finding in manifest.failed())


def test_a_register_that_no_longer_opens_is_carried_over(filing: Filing) -> None:
    file = workbook(filing.folder / "registers.xlsx", tasks=tasks({}, {}))
    filing.refresh()
    file.write_bytes(b"PK damaged")
    manifest = filing.refresh().manifest
    assert (manifest.datasets["tasks"].state, manifest.datasets["tasks"].rows) == ("carried_over", 2)
    assert manifest.datasets["answers"].state == "published"
    unread = next(finding for finding in manifest.failed("critical") if finding.check == "mapping.unread")
    assert unread.sentence.startswith("registers.xlsx is no Excel workbook, or is damaged")
    assert "tasks" in unread.datasets
    assert "answers" not in unread.datasets


def test_a_register_that_was_never_read_is_withheld_and_not_called_unconnected(filing: Filing) -> None:
    (filing.folder / "registers.xlsx").write_bytes(b"PK damaged")
    datasets = filing.refresh().manifest.datasets
    assert (datasets["tasks"].state, datasets["objectives"].state) == ("withheld", "withheld")


def test_a_table_that_the_warehouse_has_as_well_is_read_from_neither(filing: Filing) -> None:
    csv_file(filing.folder / "departments.csv", [("department_id", "name"), ("d7", "Sales")])
    entry = filing.refresh().manifest.datasets["departments"]
    assert entry.state == "withheld"
    assert "departments is kept in departments.csv and in the warehouse" in " ".join(entry.reasons)


def test_an_untouched_sheet_publishes_nothing(filing: Filing) -> None:
    workbook(filing.folder / "registers.xlsx", tasks=tasks({}), objectives=[("objective_id", "title")])
    manifest = filing.refresh().manifest
    assert manifest.datasets["objectives"].state == "not_connected"
    assert not manifest.tables["objectives"].present


def test_what_is_changed_in_the_file_comes_with_the_next_refresh(filing: Filing) -> None:
    csv_file(filing.folder / "tasks.csv", tasks({}))
    filing.refresh()
    csv_file(filing.folder / "tasks.csv", tasks({}, {"title": "Another"}))
    rows = filing.refresh().table("tasks")
    assert rows is not None
    assert rows.column("title").to_pylist() == ["Call back within a day", "Another"]
