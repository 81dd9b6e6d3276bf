"""An Excel workbook's sheets: values as they were last calculated, formulas without one, errors in their place."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from openpyxl import load_workbook

from queries.files.cells import NoValue
from queries.files.table import HEADER_WITHIN, MAX_ROWS, FileError, Sheet, table_of

MAX_UNPACKED = 150_000_000
"""Bytes that a workbook may unpack to: a small file can be made to fill any memory."""

_LOCKED_OR_OLD = b"\xd0\xcf\x11\xe0"
"""How files begin that Excel encrypted, or wrote before 2007."""

DAMAGED = "is no Excel workbook, or is damaged: open it in Excel and save it again."

_FORMULA = re.compile(rb"<f[ >/]")


def read_workbook(file: str, table: str, content: bytes) -> tuple[dict[str, Sheet], list[str]]:
    """Return the sheets that hold tables of the contract, by the tables' names, and the names of the others.

    ``table`` is the one that the file itself is named after, if it is: its only sheet may then have any name. Hidden
    sheets are not read. Raises FileError.
    """
    _refuse_the_unreadable(file, content)
    with _opened(file, content, values=True) as book:
        shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        wanted = {name: table_of(name) for name in shown if table_of(name)}
        if table and len(shown) == 1:
            wanted = {shown[0]: table}
        if table and table not in wanted.values():
            raise FileError(f"{file} has the sheets {', '.join(shown) or 'none'}, and none is called {table}.")
        _refuse_two_of_one(file, wanted)
        formulas = _formulas(file, content, wanted)
        sheets = {wanted[name]: Sheet(file, name, list(_rows(book[name], formulas.get(name, {})))) for name in wanted}
    return sheets, [sheet for sheet in book.sheetnames if sheet not in wanted]


def _refuse_the_unreadable(file: str, content: bytes) -> None:
    if content.startswith(_LOCKED_OR_OLD):
        raise FileError(f"{file} has a password, or is of an Excel before 2007: save it as .xlsx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as error:
        raise FileError(f"{file} {DAMAGED}") from error
    if unpacked > MAX_UNPACKED:
        raise FileError(
            f"{file} unpacks to {unpacked // 1_000_000} MB, more than the {MAX_UNPACKED // 1_000_000} that a register "
            "may: remove what is not of it, or load it into the warehouse."
        )


def _refuse_two_of_one(file: str, wanted: dict[str, str]) -> None:
    for name in set(wanted.values()):
        sheets = [sheet for sheet, table in wanted.items() if table == name]
        if len(sheets) > 1:
            raise FileError(f"{file} has the sheets {' and '.join(sheets)}, which both mean {name}: keep one of them.")


@contextmanager
def _opened(file: str, content: bytes, *, values: bool) -> Iterator[Any]:
    """Open a workbook without holding its cells; whatever the library finds wrong with it is one sentence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that it does not know
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
            try:
                yield book
            finally:
                book.close()
        except FileError:
            raise
        except Exception as error:  # the library raises whatever its parsers do
            raise FileError(
                f"{file} is no Excel workbook, or is damaged: open it in Excel and save it again."
            ) from error


def _formulas(file: str, content: bytes, wanted: Collection[str]) -> dict[str, dict[tuple[int, int], str]]:
    """Return where formulas stand in each sheet: beside their values they cannot be seen."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        pages = [part for part in parts.namelist() if part.startswith("xl/worksheets/")]
        if not any(_FORMULA.search(parts.read(page)) for page in pages):
            return {}
    with _opened(file, content, values=False) as book:
        return {
            name: {
                (cell.row, cell.column): str(cell.value)
                for row in _cells(book[name])
                for cell in row
                if cell.value is not None and cell.data_type == "f"
            }
            for name in wanted
        }


def _rows(sheet: Any, formulas: dict[tuple[int, int], str]) -> Iterator[tuple[int, list[object]]]:
    """Yield the rows that hold something, with their numbers."""
    filled = 0
    for number, row in enumerate(_cells(sheet), 1):
        values = [_value(cell, formulas, number, place) for place, cell in enumerate(row, 1)]
        if any(value is not None for value in values):
            yield number, values
            filled += 1
        if filled > MAX_ROWS + HEADER_WITHIN:
            return  # it is too long, which is said of it


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # some programs write wrong ones, beyond which nothing would be read
    return iter(sheet.iter_rows())


def _value(cell: Any, formulas: dict[tuple[int, int], str], row: int, column: int) -> object:
    if cell.value is None:
        formula = formulas.get((row, column))
        return NoValue(formula, "is a formula without a value: open the file in Excel and save it") if formula else None
    if cell.data_type == "e":
        return NoValue(str(cell.value), "is an error of Excel’s")
    return cell.value
