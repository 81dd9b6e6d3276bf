"""The workbook in which a company keeps its registers: a sheet each, explained, with choices to pick from.

Examples stand in the first sheet, beside what each column means, and not among the rows: so a sheet that nobody has
filled in holds nothing, and publishes nothing. The demo company's own programme can be had as such a workbook.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import duckdb
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.settings import Settings, SettingsError
from queries.contract import CONTRACT, Column
from queries.files.meanings import meaning
from queries.files.registers import REGISTERS
from queries.files.table import MAX_ROWS

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Register → its rows, by the contract's columns."""

READ_ME = "Read me"
LAST = MAX_ROWS + 1
PROMPT = 250
"""Signs that Excel shows of what a cell is for."""

_ABOUT = (
    "Northstar: registers",
    "One sheet is one register. Fill in those that you keep, and leave the others as they are: a sheet without rows "
    "counts as not kept.",
    "Dark columns must be filled in. Do not rename columns; your own may stand beside them and are ignored.",
    "Put this file into the folder of your mapping. `python -m dashboard doctor` says what is made of it, and names "
    "the cell of whatever cannot be read.",
)  # fmt: skip
_HEADS = ("register", "one row is", "column", "must be filled in", "holds", "means", "for example")
_HOLDS = {
    "text": "text", "integer": "a whole number", "number": "a number", "boolean": "yes or no", "date": "a date",
    "timestamp": "a date and time",
}  # fmt: skip
_FORMATS = {"text": "@", "date": "yyyy-mm-dd", "timestamp": "yyyy-mm-dd hh:mm"}
"""Texts are kept as text: else Excel makes days of what looks like one."""

_REQUIRED, _OPTIONAL = PatternFill("solid", fgColor="1F3B57"), PatternFill("solid", fgColor="D9E2EC")
_WIDTHS = {"text": 24, "integer": 12, "number": 14, "boolean": 14, "date": 14, "timestamp": 20}


def write_template(to: Path, rows: Rows | None = None, *, force: bool = False) -> None:
    """Write the workbook, with rows or without. Raises SettingsError where a file is there already, or cannot be."""
    if to.exists() and not force:
        raise SettingsError(f"{to} is there already: name another file with --out, or write over it with --force.")
    try:
        with tempfile.TemporaryDirectory(prefix=".northstar-", dir=to.resolve().parent) as folder:
            draft = Path(folder) / "draft.xlsx"
            workbook(rows or {}).save(draft)
            os.replace(draft, to)
    except OSError as error:
        raise SettingsError(f"{to} cannot be written: {error.strerror}. Name another file with --out.") from error


def workbook(rows: Rows) -> Workbook:
    """Return the workbook: a sheet that explains, and one for each register."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _read_me(book.create_sheet(READ_ME))
    for name in REGISTERS:
        _register(book.create_sheet(name), name, rows.get(name, ()))
    return book


def demo_rows(settings: Settings) -> dict[str, list[dict[str, Any]]]:
    """Return the demo company's registers. Raises SettingsError where it has not been built."""
    file = settings.demo_file
    if not file.exists():
        raise SettingsError(f"There is no demo company in {file} yet: `python -m dashboard demo` builds it.")
    found = {}
    with duckdb.connect(file, read_only=True) as connection:
        there = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
        for name in REGISTERS:
            if name in there:
                found[name] = connection.sql(f"select * from {name}").to_arrow_table().to_pylist()  # noqa: S608 - a name of the contract
    return found


def _read_me(sheet: Worksheet) -> None:
    for about in _ABOUT:
        sheet.append([about])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append(_HEADS)
    for cell in sheet[sheet.max_row]:
        _head(cell, required=True)
    sheet.freeze_panes = f"A{sheet.max_row + 1}"
    at = sheet.max_row
    for name in REGISTERS:
        for column in CONTRACT[name].columns:
            said, at = meaning(name, column), at + 1
            required = "yes" if column.required else ""
            grain = CONTRACT[name].grain
            _write(sheet, at, (name, grain, column.name, required, holds(column), said.means, said.example))
    for letter, width in zip("ABCDEFG", (20, 34, 22, 16, 44, 70, 34), strict=True):
        sheet.column_dimensions[letter].width = width


def holds(column: Column) -> str:
    """Return what may stand in a column, in words: 'one of up, down'; 'a number from 0 to 1'."""
    if column.allowed:
        return f"one of {', '.join(column.allowed)}"
    said = _HOLDS[column.type]
    if column.minimum is not None:
        to = f" to {column.maximum:g}" if column.maximum is not None else ""
        said += f" from {column.minimum:g}{to}"
    if column.past:
        said += " that is not in the future"
    return f"{said}, as in {column.references}" if column.references else said


def _register(sheet: Worksheet, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    columns = CONTRACT[name].columns
    sheet.append([column.name for column in columns])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        said, letter = meaning(name, column), get_column_letter(place)
        cell = sheet.cell(1, place)
        _head(cell, required=column.required)
        example = f"\nFor example: {said.example}" if said.example else ""
        must = "It must be filled in. " if column.required else ""
        cell.comment = Comment(f"{said.means}.\n{must}It holds {holds(column)}.{example}", "Northstar", 160, 280)
        sheet.column_dimensions[letter].width = max(_WIDTHS[column.type], len(column.name) + 4)
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.type, "General")
        rule = _rule(column, said.means)
        rule.add(f"{letter}2:{letter}{LAST}")
        sheet.add_data_validation(rule)
    formats = [_FORMATS.get(column.type) for column in columns]
    for at, row in enumerate(rows, 2):
        _write(sheet, at, [row.get(column.name) for column in columns], formats)


def _rule(column: Column, means: str) -> DataValidation:
    """Return what Excel offers in a cell, and refuses; of a reference it only offers what the workbook has."""
    rule = _choice(column) or _range(column) or DataValidation()
    rule.allow_blank = True
    rule.promptTitle, rule.prompt, rule.showInputMessage = column.name[:32], means[:PROMPT], True
    rule.errorTitle, rule.error = column.name[:32], f"This column holds {holds(column)}."[:PROMPT]
    rule.showErrorMessage = column.references is None
    return rule


def _choice(column: Column) -> DataValidation | None:
    choices = ("yes", "no") if column.type == "boolean" else column.allowed
    if choices:
        return DataValidation("list", formula1=f'"{",".join(choices)}"')
    if column.references in REGISTERS:
        at = [c.name for c in CONTRACT[column.references].columns].index(CONTRACT[column.references].key[0])
        letter = get_column_letter(at + 1)
        return DataValidation("list", formula1=f"{column.references}!${letter}$2:${letter}${LAST}")
    return None


def _range(column: Column) -> DataValidation | None:
    if column.type == "date":
        return DataValidation("date", operator="greaterThan", formula1="1")
    if column.minimum is None:
        return None
    kind: Literal["whole", "decimal"] = "whole" if column.type == "integer" else "decimal"
    if column.maximum is None:
        return DataValidation(kind, operator="greaterThanOrEqual", formula1=f"{column.minimum:g}")
    return DataValidation(kind, operator="between", formula1=f"{column.minimum:g}", formula2=f"{column.maximum:g}")


def _head(cell: Any, *, required: bool) -> None:
    cell.font = Font(bold=required, color="FFFFFF" if required else "1F3B57")
    cell.fill = _REQUIRED if required else _OPTIONAL
    cell.alignment = Alignment(vertical="center")


def _write(sheet: Worksheet, at: int, values: Sequence[Any], formats: Sequence[str | None] = ()) -> None:
    """Write a row. A text stays one: what begins with '=' would else be a formula of whoever wrote it."""
    for place, value in enumerate(values, 1):
        if value is None:
            continue
        cell = sheet.cell(at, place)
        cell.value = ("yes" if value else "no") if isinstance(value, bool) else value
        if isinstance(value, str):
            cell.data_type = "s"
        wanted = formats[place - 1] if formats else None
        if wanted and isinstance(value, str | date):
            cell.number_format = wanted
