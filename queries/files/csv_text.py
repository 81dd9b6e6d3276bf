"""A CSV file's sheet: whatever stands between its columns, and however its signs are written."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from queries.contract import CONTRACT
from queries.files.cells import Habits
from queries.files.table import HEADER_WITHIN, MAX_ROWS, FileError, Sheet, plain

BETWEEN = ",;\t|"
"""What may stand between columns; the one is taken that makes most names of the contract's out of the header."""

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
REMEDY = 'Save it as "CSV UTF-8"'
_LEGACY = "cp1252"
"""What Excel writes on Windows in western countries where nothing else is chosen."""


def read_csv(file: str, table: str, content: bytes) -> Sheet:
    """Return the one sheet of a CSV file that holds a table. Raises FileError."""
    text, legacy = _decoded(file, content)
    if "\0" in text:
        raise FileError(f"{file} is no text: it holds NUL signs. {REMEDY}.")
    first, _, rest = text.partition("\n")
    if first.strip().startswith("sep=") and len(first.strip()) == 5:  # a line that Excel writes for itself
        between, skipped = first.strip()[4], 1
        text = rest
    else:
        between, skipped = _between(text, table), 0
    remarks = (f"{file} is not UTF-8 and was read as Windows-1252. {REMEDY}.",) if legacy else ()
    rows = [(number + skipped, record) for number, record in _records(file, text, between)]
    return Sheet(file, None, rows, Habits(decimal_point=between != ";", formulas=False), remarks)


def _decoded(file: str, content: bytes) -> tuple[str, bool]:
    """Return the text, and whether its encoding was taken for granted."""
    encoding = next((name for mark, name in _MARKED if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding), False
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise FileError(f"{file} says that it is {encoding} and is not. {REMEDY}.") from error
    try:
        return content.decode(_LEGACY), True
    except UnicodeDecodeError as error:
        raise FileError(f"{file} is neither UTF-8 nor Windows-1252. {REMEDY}.") from error


def _between(text: str, table: str) -> str:
    """Return what stands between the columns."""
    names = {column.name for column in CONTRACT[table].columns}
    head = "\n".join(text.splitlines()[:HEADER_WITHIN])

    def known(mark: str) -> int:
        records = csv.reader(io.StringIO(head), delimiter=mark)
        try:
            return max((len(names & {plain(cell) for cell in record}) for record in records), default=0)
        except csv.Error:
            return 0

    return max(BETWEEN, key=known)


def _records(file: str, text: str, between: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records that hold something, numbered as a spreadsheet would number them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    filled = 0
    try:
        for number, record in enumerate(reader, 1):
            if any(cell.strip() for cell in record):
                yield number, record
                filled += 1
            if filled > MAX_ROWS + HEADER_WITHIN:
                return  # it is too long, which is said of it
    except csv.Error as error:
        raise FileError(f"{file}, line {reader.line_num}: a quote is out of place, or not closed ({error}).") from error
