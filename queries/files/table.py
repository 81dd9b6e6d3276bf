"""A table of the contract as a sheet holds it: which row names the columns, what stands below, what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from openpyxl.utils import get_column_letter

from queries.contract import CONTRACT, Column
from queries.files.cells import Habits, UnreadableError, Value, read_cell, shown

MAX_ROWS = 20_000
"""What a file may hold: people keep no longer lists by hand, and more belongs into the warehouse."""

HEADER_WITHIN = 20
"""Rows within which the header stands: a title, a logo, a date may stand above it."""


class FileError(Exception):
    """A file, or a sheet of it, cannot be read; the message is a sentence that names it and says what to do."""


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet as they were found: row number (from 1) and values, rows without any left out."""

    file: str
    name: str | None
    rows: Sequence[tuple[int, Sequence[object]]]
    habits: Habits = field(default_factory=Habits)
    remarks: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is: 'registers.xlsx, sheet tasks'."""
        return self.file if self.name is None else f"{self.file}, sheet {self.name}"


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be read, and the sentence that says so; its value is missing from the table."""

    column: str
    row: int
    sentence: str


@dataclass(frozen=True)
class FileTable:
    """A table of the contract that a file holds: typed values by column, and the rows of the file that they are from.

    ``error`` says in a sentence why nothing of it can be read; it then has no columns. ``remarks`` are sentences for
    whoever keeps the file.
    """

    name: str
    place: str
    modified: datetime
    columns: Mapping[str, Sequence[Value | None]] = field(default_factory=dict, repr=False)
    letters: Mapping[str, str] = field(default_factory=dict)
    numbers: tuple[int, ...] = field(default=(), repr=False)
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    error: str | None = None

    def cell(self, column: str, row: int) -> str:
        """Return a cell's name as the program shows it, 'E17', for a place among the rows that were read."""
        return f"{self.letters[column]}{self.numbers[row]}"


def table_of(text: str) -> str:
    """Return the table of the contract that a file's or sheet's name means; '' where it means none."""
    name = plain(text)
    return name if name in CONTRACT else ""


def read_table(name: str, sheet: Sheet, modified: datetime) -> FileTable | None:
    """Return the table; None where a header stands alone: whoever left the sheet as it was keeps no such register.

    Raises FileError where there is no header.
    """
    if not sheet.rows:
        raise FileError(f"{sheet.place} is empty: its first row must name the columns of {name}.")
    table = CONTRACT[name]
    at, header = _header(sheet, {column.name for column in table.columns})
    named = dict(sheet.rows)[at]
    below = [(number, values) for number, values in sheet.rows if number > at]
    _refuse_the_shifted(sheet, len(named), below)
    rows = [(number, values) for number, values in below if any(not _blank(values, place) for place in header.values())]
    if not rows:
        return None
    if len(rows) > MAX_ROWS:
        raise FileError(
            f"{sheet.place} has more than {MAX_ROWS} rows, which is too long for a list that people keep: load it into "
            "the warehouse."
        )
    known = [column for column in table.columns if column.name in header]
    faults: list[Fault] = []
    columns = {column.name: _column(sheet, column, header[column.name], rows, faults) for column in known}
    return FileTable(
        name, sheet.place, modified, columns,
        {column.name: get_column_letter(header[column.name] + 1) for column in known},
        tuple(number for number, _ in rows), tuple(faults), tuple(_strangers(named, header)),
        (*sheet.remarks, *_nameless(sheet, named, below)),
    )  # fmt: skip


def _header(sheet: Sheet, names: set[str]) -> tuple[int, dict[str, int]]:
    """Return the number of the row that names most columns, and where each of them stands."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, values in sheet.rows[:HEADER_WITHIN]:
        found: dict[str, int] = {}
        twice = ""
        for place, value in enumerate(values):
            name = plain(value)
            if name in found:
                letters = f"{get_column_letter(found[name] + 1)}{number} and {get_column_letter(place + 1)}{number}"
                twice = f"{sheet.place} names the column {name} twice, in {letters}: rename or remove one of them."
            elif name in names:
                found[name] = place
        if len(found) > len(best[1]):
            best = number, found
            if twice:
                raise FileError(twice)
    if not best[1]:
        raise FileError(f"{sheet.place} has no row that names columns of the contract, such as {_first(names)}.")
    return best


def _first(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)[:3])


def plain(name: object) -> str:
    """Return a header as the contract writes it: 'Due on *' is due_on."""
    return re.sub(r"[\s\-]+", "_", str("" if name is None else name).strip(" \t\r\n\u00a0*?").casefold())


def _column(
    sheet: Sheet, column: Column, place: int, rows: Sequence[tuple[int, Sequence[object]]], faults: list[Fault]
) -> list[Value | None]:
    values: list[Value | None] = []
    for number, cells in rows:
        found = cells[place] if place < len(cells) else None
        try:
            values.append(read_cell(found, column, sheet.habits))
        except UnreadableError as error:
            where = f"row {number}, column {column.name} ({get_column_letter(place + 1)}{number})"
            faults.append(Fault(column.name, number, f"{sheet.place}, {where}: {shown(found)} {error}."))
            values.append(None)
    return values


def _refuse_the_shifted(sheet: Sheet, width: int, below: Sequence[tuple[int, Sequence[object]]]) -> None:
    """In a text file one mark too many moves all that follows it into the next column."""
    for number, values in below:
        if sheet.name is None and any(not _blank(values, place) for place in range(width, len(values))):
            raise FileError(
                f"{sheet.place}, row {number} has {len(values)} values under {width} columns: put texts that hold the "
                "mark between columns into quotes."
            )


def _blank(values: Sequence[object], place: int) -> bool:
    value = values[place] if place < len(values) else None
    return value is None or (isinstance(value, str) and not value.strip())


def _strangers(named: Sequence[object], header: Mapping[str, int]) -> list[str]:
    used = set(header.values())
    return [str(value).strip() for place, value in enumerate(named) if place not in used and not _blank(named, place)]


def _nameless(sheet: Sheet, named: Sequence[object], below: Sequence[tuple[int, Sequence[object]]]) -> list[str]:
    """Return what is to be said of columns with values and without a name, such as beside a merged header."""
    width = max((len(values) for _, values in below), default=0)
    unnamed = [place for place in range(width) if _blank(named, place)]
    used = [place for place in unnamed if any(not _blank(values, place) for _, values in below)]
    if not used:
        return []
    letters = ", ".join(get_column_letter(place + 1) for place in used)
    return [f"{sheet.place}: what stands in {letters} has no name in the header and is ignored."]
