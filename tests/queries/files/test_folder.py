"""Each fault that a file can have, with the sentence that says so."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from queries.files import folder as reading
from queries.files import read_folder, table
from queries.files.folder import Folder
from tests.queries.files.registers import HEADER, TASK, csv_file, tasks, workbook


def one(folder: Folder) -> Any:
    (found,) = folder.tables.values()
    return found


@pytest.mark.parametrize(
    ("encoding", "between"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", "|"), ("cp1252", ";")],
)
def test_a_csv_is_read_however_it_was_saved(tmp_path: Path, encoding: str, between: str) -> None:
    csv_file(tmp_path / "tasks.csv", tasks({"title": "Grüße, „rasch; bald“"}), encoding=encoding, between=between)
    found = one(read_folder(tmp_path))
    assert (found.error, found.faults) == (None, ())
    assert found.columns["title"] == ["Grüße, „rasch; bald“"]
    assert found.columns["due_on"] == [date(2026, 2, 1)]
    legacy = ('tasks.csv is not UTF-8 and was read as Windows-1252. Save it as "CSV UTF-8".',)
    assert found.remarks == (legacy if encoding == "cp1252" else ())


def test_the_line_that_excel_writes_for_itself_is_no_header(tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_text("sep=;\n" + ";".join(HEADER) + "\n" + ";".join(TASK).replace("05", "99"))
    (fault,) = one(read_folder(tmp_path)).faults
    assert fault.sentence == 'tasks.csv, row 3, column created_on (E3): "2026-01-99" is no date.'


def test_a_workbook_has_a_sheet_for_each_table_and_the_others_are_named(tmp_path: Path) -> None:
    departments = [("Department ID", " Name *"), ("d1", "Support")]
    workbook(
        tmp_path / "registers.xlsx", Tasks=tasks({}), departments=departments, Pivot=[("x",)], pilots=[("pilot_id",)]
    )
    found = read_folder(tmp_path)
    assert {name: found.tables[name].place for name in found.tables} == {
        "tasks": "registers.xlsx, sheet Tasks", "departments": "registers.xlsx, sheet departments",
    }  # fmt: skip
    assert found.tables["departments"].columns == {"department_id": ["d1"], "name": ["Support"]}
    assert found.remarks == [
        "registers.xlsx: not read, as no table is called so, or it is hidden: Pivot.",
        "registers.xlsx, sheet pilots has no row yet, so pilots is not connected.",
    ]


def test_titles_above_blank_rows_and_columns_of_ones_own_are_left_alone(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "tasks.xlsx", Sheet1=[("Programme",), (), (*HEADER, "notes", None), (*TASK, "n", 5), (), TASK]
    )
    book: Any = load_workbook(file)
    book.active.merge_cells("A1:F1")
    book.active["A9000"].number_format = "0.00"  # an empty row that Excel has formatted
    book.active.row_dimensions[3].hidden = True
    book.save(file)
    found = one(read_folder(tmp_path))
    assert (found.numbers, found.ignored) == ((4, 6), ("notes",))
    assert found.remarks == ("tasks.xlsx, sheet Sheet1: what stands in J has no name in the header and is ignored.",)


def test_a_cell_that_cannot_be_read_is_named_with_file_sheet_row_and_cell(tmp_path: Path) -> None:
    workbook(tmp_path / "tasks.xlsx", tasks=tasks(*[{}] * 15, {"due_on": "31.02.2026"}))
    (fault,) = one(read_folder(tmp_path)).faults
    assert fault.sentence == 'tasks.xlsx, sheet tasks, row 17, column due_on (G17): "31.02.2026" is no date.'


def test_real_dates_errors_and_formulas_are_read_as_excel_left_them(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "tasks.xlsx", tasks=tasks({"due_on": datetime.fromisoformat("2026-02-01")}, {"title": "=A1"})
    )
    book: Any = load_workbook(file)
    book.active["D2"].value = "#REF!"
    book.active["D2"].data_type = "e"
    book.save(file)
    found = one(read_folder(tmp_path))
    assert found.columns["due_on"] == [date(2026, 2, 1)] * 2
    assert [fault.sentence for fault in found.faults] == [
        'tasks.xlsx, sheet tasks, row 3, column title (B3): "=A1" is a formula without a value: open the file in Excel '
        "and save it.",
        'tasks.xlsx, sheet tasks, row 2, column kind (D2): "#REF!" is an error of Excel’s.',
    ]


def test_a_formula_counts_with_the_value_that_excel_keeps_beside_it(tmp_path: Path) -> None:
    file = workbook(tmp_path / "tasks.xlsx", tasks=tasks({"title": "=1+1"}))
    kept = _changed(file, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>", b"<f>1+1</f><v />", b"<f>1+1</f><v/>")
    assert kept
    assert one(read_folder(tmp_path)).columns["title"] == ["2"]


def _changed(file: Path, *swaps: bytes) -> bool:
    """Put the second text in the place of whichever of the others a workbook's sheet has."""
    with zipfile.ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    before = parts[sheet]
    for old in (swaps[0], *swaps[2:]):
        parts[sheet] = parts[sheet].replace(old, swaps[1])
    with zipfile.ZipFile(file, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return parts[sheet] != before


def _not_closed(folder: Path) -> None:
    (folder / "tasks.csv").write_text(",".join(HEADER) + '\nT-1,"open')


def _shifted(folder: Path) -> None:
    (folder / "tasks.csv").write_text(",".join(HEADER) + "\n" + ",".join((*TASK, "late")))


def _nothing(folder: Path) -> None:
    (folder / "tasks.csv").write_bytes(b"")


def _binary(folder: Path) -> None:
    (folder / "tasks.csv").write_bytes(b"task_id\0title")


def _cut(folder: Path) -> None:
    file = workbook(folder / "tasks.xlsx", tasks=tasks({}))
    file.write_bytes(file.read_bytes()[:2000])


def _hollow(folder: Path) -> None:
    with zipfile.ZipFile(folder / "tasks.xlsx", "w") as book:
        book.writestr("nothing.xml", "")


def _bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "tasks.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", bytes(160_000_000))


def _laughs(folder: Path) -> None:
    """Entities of entities: a few hundred signs that would come to gigabytes."""
    file = workbook(folder / "tasks.xlsx", tasks=tasks({}))
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{lines}]>'.encode()
    assert _changed(file, b"<worksheet", doctype + b"<worksheet")
    assert _changed(file, b"<sheetData>", b"<sheetData><row><c t='str'><v>&l10;</v></c></row>")


def _locked(folder: Path) -> None:
    (folder / "tasks.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))


def _large(folder: Path) -> None:
    with (folder / "tasks.csv").open("wb") as file:
        file.truncate(1_000_000_000)


def _long(folder: Path) -> None:
    csv_file(folder / "tasks.csv", tasks(*[{}] * (table.MAX_ROWS + 1)))


def _blank(folder: Path) -> None:
    workbook(folder / "tasks.xlsx", tasks=[])


def _no_header(folder: Path) -> None:
    workbook(folder / "tasks.xlsx", tasks=[("What", "Who"), ("Call", "Ann")])


def _twice(folder: Path) -> None:
    workbook(folder / "tasks.xlsx", tasks=[("task_id", "title", "Title"), ("T-1", "a", "b")])


def _others(folder: Path) -> None:
    workbook(folder / "tasks.xlsx", a=tasks({}), b=[])


def _two_sheets(folder: Path) -> None:
    workbook(folder / "tasks.xlsx", **{"tasks": tasks({}), "tasks ": tasks({})})


def _old(folder: Path) -> None:
    (folder / "tasks.xls").write_bytes(b"old")


def _a_folder(folder: Path) -> None:
    (folder / "tasks.xlsx").mkdir()


def _both(folder: Path) -> None:
    csv_file(folder / "tasks.csv", tasks({}))
    workbook(folder / "registers.xlsx", tasks=tasks({}))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (_not_closed, "tasks.csv, line 2: a quote is out of place, or not closed (unexpected end of data)."),
        (_shifted, "tasks.csv, row 2 has 9 values under 8 columns: put texts that hold the mark between columns into "
                   "quotes."),
        (_nothing, "tasks.csv is empty: its first row must name the columns."),
        (_binary, 'tasks.csv is no text: it holds NUL signs. Save it as "CSV UTF-8".'),
        (_cut, "tasks.xlsx is no Excel workbook, or is damaged: open it in Excel and save it again."),
        (_hollow, "tasks.xlsx is no Excel workbook, or is damaged: open it in Excel and save it again."),
        (_laughs, "tasks.xlsx is no Excel workbook, or is damaged: open it in Excel and save it again."),
        (_bomb, "tasks.xlsx unpacks to 160 MB, more than the 150 that a register may: remove what is not of it, or "
                "load it into the warehouse."),
        (_locked, "tasks.xlsx has a password, or is of an Excel before 2007: save it as .xlsx without a password."),
        (_large, "tasks.csv has 1000 MB, more than the 20 that a register may: load it into the warehouse."),
        (_long, "tasks.csv has more than 20000 rows, which is too long for a list that people keep: load it into the "
                "warehouse."),
        (_blank, "tasks.xlsx, sheet tasks is empty: its first row must name the columns of tasks."),
        (_no_header, "tasks.xlsx, sheet tasks has no row that names columns of the contract, such as blocked_since, "
                     "cancelled_on, completed_on."),
        (_twice, "tasks.xlsx, sheet tasks names the column title twice, in B1 and C1: rename or remove one of them."),
        (_others, "tasks.xlsx has the sheets a, b, and none is called tasks."),
        (_two_sheets, "tasks.xlsx has the sheets tasks and tasks , which both mean tasks: keep one of them."),
        (_old, "tasks.xls is neither .csv nor .xlsx: save it as one of them."),
        (_a_folder, "tasks.xlsx cannot be opened (Is a directory): close it where it is open, or give the right to "
                    "read it."),
        (_both, "tasks is kept in registers.xlsx, sheet tasks and in tasks.csv: remove it from all but one."),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_sentence(fault: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    fault(tmp_path)
    found = one(read_folder(tmp_path))
    assert (found.name, found.error, found.columns) == ("tasks", said, {})


def test_a_table_that_the_mapping_also_selects_is_refused_with_both_named(tmp_path: Path) -> None:
    csv_file(tmp_path / "tasks.csv", tasks({}))
    assert one(read_folder(tmp_path, ["tasks"])).error == (
        "tasks is kept in tasks.csv and in tasks.sql: remove it from all but one."
    )


def test_a_file_that_is_saved_while_it_is_read_is_not_half_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = csv_file(tmp_path / "tasks.csv", tasks({}))
    whole = Path.read_bytes

    def overtaken(path: Path) -> bytes:
        content = whole(path)
        csv_file(file, tasks({}, {}))
        return content

    monkeypatch.setattr(Path, "read_bytes", overtaken)
    assert one(read_folder(tmp_path)).error == "tasks.csv was saved while it was read: run this again."


def test_what_excel_lays_beside_an_open_file_and_what_is_hidden_is_left_alone(tmp_path: Path) -> None:
    for name in ("~$tasks.xlsx", ".tasks.csv"):
        (tmp_path / name).write_bytes(b"lock")
    file = workbook(tmp_path / "registers.xlsx", tasks=tasks({}), departments=[("department_id",), ("d1",)])
    book: Any = load_workbook(file)
    book["tasks"].sheet_state = "hidden"
    book.save(file)
    found = read_folder(tmp_path)
    assert list(found.tables) == ["departments"]
    assert found.remarks == ["registers.xlsx: not read, as no table is called so, or it is hidden: tasks."]
    assert (found.strays, found.unread) == ([], {})


def test_a_slip_in_a_name_is_pointed_out_and_a_strangers_file_only_told(tmp_path: Path) -> None:
    for name in ("taks.csv", "budget.csv"):
        csv_file(tmp_path / name, tasks({}))
    (tmp_path / "registers.ods").write_bytes(b"?")
    (tmp_path / "registers.xlsx").write_bytes(b"?")
    workbook(tmp_path / "holiday.xlsx", album=[("x",)])
    found = read_folder(tmp_path)
    assert found.strays == ["registers.ods", "taks.csv"]
    assert found.unread == {
        "registers.xlsx": "registers.xlsx is no Excel workbook, or is damaged: open it in Excel and save it again."
    }
    assert found.remarks == [
        "budget.csv holds no table of the contract and is not read by itself.",
        "holiday.xlsx holds no table of the contract and is not read by itself.",
    ]


def test_a_file_is_of_the_time_when_it_was_last_saved(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "tasks.csv", tasks({}))
    os.utime(file, (1_772_000_000, 1_772_000_000))
    assert one(read_folder(tmp_path)).modified == datetime.fromtimestamp(1_772_000_000, UTC)


def test_a_workbook_that_a_program_wrote_without_its_size_is_read_whole(tmp_path: Path) -> None:
    file = workbook(tmp_path / "tasks.xlsx", tasks=tasks({}, {}))
    assert _changed(file, b'<dimension ref="A1:H3"', b'<dimension ref="A1"')
    assert one(read_folder(tmp_path)).numbers == (2, 3)


def test_a_book_of_only_formatted_cells_is_empty(tmp_path: Path) -> None:
    book: Any = Workbook()
    book.active.title = "tasks"
    book.active["C7"].number_format = "0"
    book.save(tmp_path / "tasks.xlsx")
    assert str(one(read_folder(tmp_path)).error).startswith("tasks.xlsx, sheet tasks is empty")


def test_the_limit_is_of_bytes_that_are_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    csv_file(tmp_path / "tasks.csv", tasks({}))
    assert "more than the" in str(one(read_folder(tmp_path)).error)
