"""Sheets hold the numbers of the picture, open safely, and say how they are known."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.blocks import Block, Cell, Chart, Column, Head, Table
from dashboard.charts.alternative import as_table
from dashboard.export.sheets import Sheet, as_csv, as_excel, sheets_of
from dashboard.rendering import Medium
from dashboard.screen.kit import samples
from dashboard.screen.kit.samples.manifest import WITHHELD
from dashboard.words.exports import Alone

MEDIUM = Medium(samples.MANIFEST, samples.SETTINGS, "light")
ALONE = Alone("NPS rose 4 points", "EMEA · Q3 2026", ("Acme · checks passed", "=HYPERLINK(1)"))
BLOCKS = [
    block for sheet in (samples.page, samples.chart_samples, samples.states, samples.awkward) for block in sheet()
]


def read_csv(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def read_excel(made: bytes, name: str = "Data") -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(made))
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def rounded(value: object) -> object:
    """Return a number to the digits that a spreadsheet keeps, and what is empty as nothing."""
    return float(f"{value:.12g}") if isinstance(value, int | float) else value or None


@given(some.lists(some.text(max_size=40), min_size=1, max_size=6), some.sampled_from("=+-@\t\r＝＋"))
def test_no_cell_begins_a_formula(texts: list[str], sign: str) -> None:
    sheets = (Sheet("", ("a",), tuple((f"{sign}{text}",) for text in texts)),)
    for row in read_csv(as_csv(sheets)):
        assert row
        assert row[0][:1] not in tuple("=+-@\t\r＝＋")
    book = openpyxl.load_workbook(io.BytesIO(as_excel(sheets, ALONE)))
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.head.name)
def test_every_block_makes_a_sheet_that_opens(block: Block) -> None:
    sheets = sheets_of(block, MEDIUM)
    assert "nan" not in as_csv(sheets).decode("utf-8-sig").split(",")
    book = openpyxl.load_workbook(io.BytesIO(as_excel(sheets, ALONE)))
    assert book.sheetnames[-1] == "About"
    assert len(book.sheetnames) == len(sheets) + 1


@pytest.mark.parametrize("chart", samples.chart_samples(), ids=lambda chart: chart.head.name)
def test_a_chart_s_sheet_holds_the_numbers_of_the_picture(chart: Chart) -> None:
    columns, rows = as_table(chart)
    sheets = sheets_of(chart, MEDIUM)
    titles, *found = read_excel(as_excel(sheets, ALONE))
    assert titles == list(columns)
    assert [tuple(map(rounded, row)) for row in found] == [tuple(map(rounded, row)) for row in rows]
    assert len(read_csv(as_csv(sheets))) == len(rows) + 1


def test_a_table_gives_what_it_sorts_by_and_says_what_has_no_number() -> None:
    columns = (Column("who", "Who"), Column("due", "Due", "day"), Column("cost", "Cost", "number"))
    rows = (
        (Cell("Ada", note="of two"), Cell("3 Sep 2026", value=date(2026, 9, 3)), Cell("€1.2K", value=1234.5)),
        (Cell("Bo"), Cell("not yet"), Cell("withheld")),
    )
    (sheet,) = sheets_of(Table(Head(name="X", title="Tasks"), columns, rows), MEDIUM)
    assert sheet.columns == ("Who", "Who: note", "Due", "Due, in words", "Cost", "Cost, in words")
    assert sheet.rows[0] == ("Ada", "of two", date(2026, 9, 3), "", 1234.5, "")
    assert sheet.rows[1] == ("Bo", "", None, "not yet", None, "withheld")


def test_what_is_withheld_has_no_sheet() -> None:
    rows = ((Cell("Ada"),),)
    table = Table(Head(name="X", title="Tasks", standing=WITHHELD), (Column("who", "Who"),), rows)
    assert sheets_of(table, MEDIUM) == ()


def test_how_it_is_known_is_the_last_sheet() -> None:
    sheets = (Sheet("", ("a",), ((1.5,),)),)
    assert read_excel(as_excel(sheets, ALONE), "About") == [
        ["NPS rose 4 points"], ["EMEA · Q3 2026"], ["Acme · checks passed"], ["=HYPERLINK(1)"],
    ]  # fmt: skip
