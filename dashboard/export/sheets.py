"""The data of a block as a sheet: CSV and Excel, the numbers of the picture, and on a second sheet how they are known.

No cell begins a formula: in Excel every text is written as text, in CSV what a spreadsheet would take for a formula is
set behind an apostrophe.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dashboard.blocks import Block, Cell, Chart, Column, Facts, Fold, Note, Row, Sentences, Table, Tiles
from dashboard.charts.alternative import as_table
from dashboard.rendering import Medium
from dashboard.rendering.settled import drawn, marked
from dashboard.rendering.states import mark_of
from dashboard.words.escaping import cell, legible
from dashboard.words.exports import Alone

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | float | date | None
_LONGEST_TEXT = 32_767
"""Letters that a cell of Excel can hold."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under the names of their columns; ``title`` where a block holds several."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets_of(block: Block, medium: Medium) -> tuple[Sheet, ...]:
    """Return what a block holds as rows; nothing where nothing of it is shown."""
    return tuple(_sheets(block, medium))


def as_csv(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets as CSV in UTF-8, with the mark by which spreadsheets know it; several one below the other."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for nth, sheet in enumerate(sheets):
        if len(sheets) > 1:
            writer.writerows([[]] * bool(nth) + [[_safe(sheet.title)]])
        writer.writerow([_safe(name) for name in sheet.columns])
        writer.writerows([_safe(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def as_excel(sheets: Sequence[Sheet], alone: Alone) -> bytes:
    """Return sheets as an Excel workbook, and how they are known as its last sheet."""
    import xlsxwriter  # with the first workbook: the app itself needs none

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, plain) as book:
        bold, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for nth, sheet in enumerate(sheets, 1):
            _write(book.add_worksheet("Data" if len(sheets) == 1 else f"Data {nth}"), sheet, bold, day)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
        for at, said in enumerate((alone.title, alone.subtitle, *alone.footer)):
            about.write_string(at, 0, _text(said))
    return out.getvalue()


def _write(page: Worksheet, sheet: Sheet, bold: Format, day: Format) -> None:
    for at, name in enumerate(sheet.columns):
        longest = max([len(name), *(len(str(row[at] or "")) for row in sheet.rows)])
        page.set_column(at, at, min(max(longest + 2, 9), 60))
        page.write_string(0, at, _text(name), bold)
    for down, row in enumerate(sheet.rows, 1):
        for at, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(down, at, _text(value))
            elif isinstance(value, date):
                page.write_datetime(down, at, value, day)
            elif value is not None and math.isfinite(value):
                page.write_number(down, at, value)
    page.freeze_panes(1, 0)


def _text(value: str) -> str:
    return legible(value)[:_LONGEST_TEXT]


def _safe(value: Value) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return cell(legible(value)) if isinstance(value, str) else value


def _sheets(block: Block, medium: Medium) -> Iterator[Sheet]:
    if not block.head.shown:
        return
    title = block.head.title
    if isinstance(block, Chart):
        columns, rows = as_table(block)
        yield Sheet(title, columns, tuple(rows))
    elif isinstance(block, Table):
        yield _of_table(marked(block, medium))
    elif isinstance(block, Tiles):
        yield _of_tiles(block, medium)
    elif isinstance(block, Sentences):
        told = [(str(one), mark_of(one, block.head.months, medium)[0]) for one in block.sentences]
        yield Sheet(title, ("sentence", "checks"), tuple(told))
    elif isinstance(block, Facts):
        yield Sheet(title, ("fact", "value"), tuple((name, value) for name, value in block.facts))
    elif isinstance(block, Note):
        yield Sheet(title, ("note",), ((block.text,),))
    elif isinstance(block, Row | Fold):
        for one in block.blocks if isinstance(block, Row) else block.content():
            yield from _sheets(one, medium)


def _of_tiles(block: Tiles, medium: Medium) -> Sheet:
    names = ("figure", "value", "95 % interval", "change", "against", "verdict", "target", "note", "checks")
    rows = []
    for told in (drawn(tile, block.head, medium) for tile in block.tiles):
        tile, change = told.tile, told.tile.change
        moved = f"{change.arrow} {change.text}".strip() if change else ""
        verdict = told.withheld or (change.pill.word if change and change.pill else "")
        against = change.against if change else ""
        checks = told.mark or (told.reason if told.withheld else "")
        rows.append((tile.label, told.value, tile.interval, moved, against, verdict, tile.target, tile.note, checks))
    return _filled(Sheet(block.head.title, names, tuple(rows)))


def _of_table(table: Table) -> Sheet:
    """Return a table's cells by what they sort by where they do, else by their words; notes in columns of their own."""
    parts = [part for column in table.columns for part in _parts(column, table)]
    rows = zip(*(values for _, values in parts), strict=True)
    return _filled(Sheet(table.head.title, tuple(name for name, _ in parts), tuple(rows)))


def _parts(column: Column, table: Table) -> Iterator[tuple[str, list[Value]]]:
    cells, label = table.column(column.name), column.label or column.name
    valued = column.kind in ("number", "day", "bar") and any(one.value is not None for one in cells)
    yield label, [_value(one, valued=valued) for one in cells]
    if valued and any(one.text and one.value is None for one in cells):
        yield f"{label}, in words", [one.text if one.value is None else "" for one in cells]
    yield f"{label}: status", [one.pill.word if one.pill else "" for one in cells]
    yield f"{label}: note", [one.note for one in cells]
    yield f"{label}: remark", [one.remark for one in cells]


def _value(held: Cell, *, valued: bool) -> Value:
    return held.value if valued else " ".join(filter(None, (held.text, held.rest)))


def _filled(sheet: Sheet) -> Sheet:
    """Return a sheet without the columns that hold nothing."""
    kept = [at for at in range(len(sheet.columns)) if any(row[at] not in (None, "") for row in sheet.rows)]
    return Sheet(
        sheet.title,
        tuple(sheet.columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in sheet.rows),
    )
