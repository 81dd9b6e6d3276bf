"""The workbook in which registers are kept: as it is written, as it is read back, with the demo company's programme."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from openpyxl import load_workbook

from dashboard.refresh.run import refresh
from dashboard.refresh.template import READ_ME, demo_rows, write_template
from dashboard.settings import SettingsError
from dashboard.snapshots.store import Store
from queries.contract import CONTRACT
from queries.files import meanings, read_folder
from queries.files.cells import Habits, read_cell
from queries.files.registers import REGISTERS
from tests.conftest import settings_for
from tests.nodding import NODDING


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "northstar-registers.xlsx"
    write_template(file)
    return file


def test_a_template_that_nobody_has_filled_in_holds_nothing(untouched: Path) -> None:
    found = read_folder(untouched.parent)
    assert (found.tables, found.unread, found.strays) == ({}, {}, [])
    assert len(found.remarks) == len(REGISTERS) + 1


def test_every_column_is_explained_in_the_first_sheet_and_at_its_head(untouched: Path) -> None:
    book: Any = load_workbook(untouched)
    assert book.sheetnames == [READ_ME, *REGISTERS]
    lines = {(row[0], row[2]): row for row in book[READ_ME].iter_rows(values_only=True)}
    for name in REGISTERS:
        head = book[name][1]
        assert [cell.value for cell in head] == [column.name for column in CONTRACT[name].columns]
        assert book[name].freeze_panes == "A2"
        for cell, column in zip(head, CONTRACT[name].columns, strict=True):
            said = meanings.meaning(name, column).means
            assert cell.comment.text.startswith(said)
            assert cell.font.bold is column.required
            assert lines[name, column.name][3:6:2] == ("yes" if column.required else None, said)


def test_choices_are_lists_and_references_point_to_their_sheets(untouched: Path) -> None:
    sheet = load_workbook(untouched)["tasks"]
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    assert rules["kind"].formula1 == '"task,root_cause,corrective_action"'
    assert rules["preventive"].formula1 == '"yes,no"'
    assert rules["department_id"].formula1 == "departments!$A$2:$A$20001"
    assert not rules["department_id"].showErrorMessage  # the departments may lie in the warehouse
    assert rules["due_on"].type == "date"
    assert rules["owner"].type is None
    assert sheet.column_dimensions["J"].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("name", REGISTERS)
def test_every_example_is_one_that_could_be_kept(name: str) -> None:
    for column in CONTRACT[name].columns:
        example = meanings.meaning(name, column).example
        value = read_cell(example, column, Habits())
        assert not column.allowed or value in column.allowed
        if isinstance(value, int | float):
            assert (column.minimum or 0) <= value <= (column.maximum or 1e9)
        assert value is not None or not column.required, f"{column.name} has no example"


def test_no_meaning_is_of_a_column_that_there_is_not() -> None:
    columns = {(name, column.name) for name in REGISTERS for column in CONTRACT[name].columns}
    own = {f"{name}.{column}" for name, column in columns} & set(meanings.MEANINGS)
    shared = {column for name, column in columns if f"{name}.{column}" not in own}
    assert set(meanings.MEANINGS) == own | shared


def test_a_file_that_is_there_is_written_over_only_when_told_to(tmp_path: Path) -> None:
    file = tmp_path / "kept.xlsx"
    file.write_bytes(b"years of work")
    with pytest.raises(SettingsError, match="is there already: name another file with --out"):
        write_template(file)
    assert file.read_bytes() == b"years of work"
    write_template(file, force=True)
    assert load_workbook(file).sheetnames[0] == READ_ME
    with pytest.raises(SettingsError, match="cannot be written: No such file or directory"):
        write_template(tmp_path / "nowhere" / "new.xlsx")


def test_a_text_stays_a_text_whatever_it_begins_with(tmp_path: Path) -> None:
    hostile = {"task_id": "=cmd|'/C calc'!A0", "title": "+1", "owner": "@SUM(A1)", "preventive": True}
    write_template(tmp_path / "tasks.xlsx", {"tasks": [hostile]})
    cells = load_workbook(tmp_path / "tasks.xlsx")["tasks"][2]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    found = read_folder(tmp_path).tables["tasks"]
    assert {name: values[0] for name, values in found.columns.items() if name in hostile} == hostile
    assert found.faults == ()


def test_the_demo_companys_programme_kept_in_a_workbook_publishes_the_same(
    demo_warehouse: Path, demo_store: Path, tmp_path: Path
) -> None:
    warehouse, folder = tmp_path / "bare.duckdb", tmp_path / "filed"
    folder.mkdir()
    shutil.copy(demo_warehouse, warehouse)
    write_template(folder / "registers.xlsx", demo_rows(settings_for(demo_warehouse, tmp_path)))
    with duckdb.connect(warehouse) as connection:
        for name in REGISTERS:
            connection.execute(f"drop table {name}")
    settings = settings_for(warehouse, tmp_path / "store").model_copy(update={"mapping": folder})
    ours = refresh(settings, report=lambda _: None, auditor=NODDING)
    theirs = Store(demo_store).current()
    told = [finding.sentence for finding in ours.manifest.findings if finding.check.endswith(".cells")]
    assert len(told) == len(REGISTERS)
    assert all(" can be read (" in sentence for sentence in told)
    for name in theirs.manifest.datasets:
        assert same(ours.table(name), theirs.table(name)), name


def same(one: pa.Table | None, other: pa.Table | None) -> bool:
    """Tell whether two tables are the same but for the last digits of their numbers, of which Excel keeps fifteen."""
    if one is None or other is None:
        return one is other
    if one.schema != other.schema or one.num_rows != other.num_rows:
        return False
    numbers = [name for name in one.column_names if pa.types.is_floating(one.schema.field(name).type)]
    exact = one.drop_columns(numbers).equals(other.drop_columns(numbers))
    pairs = ((one.column(name).to_numpy(), other.column(name).to_numpy()) for name in numbers)
    return exact and all(np.allclose(a, b, rtol=1e-14, atol=0, equal_nan=True) for a, b in pairs)


def test_without_a_demo_company_there_is_no_programme_of_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="`python -m dashboard demo` builds it"):
        demo_rows(settings_for(tmp_path / "none.duckdb", tmp_path))
