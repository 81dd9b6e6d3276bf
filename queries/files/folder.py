"""What of a mapping's folder is kept in files: each table once, or a sentence that says why it cannot be read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from queries.contract import CONTRACT
from queries.files.csv_text import read_csv
from queries.files.table import FileError, FileTable, Sheet, read_table, table_of
from queries.files.workbook import read_workbook

TEXTS = (".csv",)
WORKBOOKS = (".xlsx", ".xlsm")
STRANGE = (".xls", ".xlsb", ".ods", ".tsv")
"""Files that people take for the same; they are named, and not read."""

MAX_BYTES = 20_000_000
"""A register of 20,000 rows has some two million bytes; what is ten times larger is something else."""


@dataclass
class Folder:
    """The tables of a folder's files, by name.

    ``unread`` has a sentence on each file of which nobody knows what it holds,
    ``strays`` the names of files that hold no table, ``remarks`` sentences for whoever keeps the files.
    """

    tables: dict[str, FileTable] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_folder(folder: Path, selects: Collection[str] = ()) -> Folder:
    """Read the CSV and Excel files of a folder. ``selects`` are the tables that it also has as ``<table>.sql``.

    A table that is there twice is read from neither. What Excel lays beside a workbook that is open (``~$…``) and
    hidden files are left alone.
    """
    found = Folder()
    kept: dict[str, list[FileTable]] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.startswith(("~$", ".")) or file.suffix.lower() not in (*TEXTS, *WORKBOOKS, *STRANGE):
            continue
        for table in _tables(file, found):
            kept.setdefault(table.name, []).append(table)
    for name, tables in kept.items():
        places = [table.place for table in tables] + [f"{name}.sql"] * (name in selects)
        table = tables[0]
        if len(places) > 1:
            said = f"{name} is kept in {' and in '.join(places)}: remove it from all but one."
            table = FileTable(name, table.place, table.modified, error=said)
        found.tables[name] = table
    return found


def _tables(file: Path, found: Folder) -> list[FileTable]:
    """Return the tables of one file; what else is to be said of it is told to the folder."""
    name, kind = table_of(file.stem), file.suffix.lower()
    if not name and kind not in WORKBOOKS:
        _tell_of_a_stranger(file, found)
        return []
    try:
        content, modified = _content(file)
        if kind in TEXTS:
            sheets = {name: read_csv(file.name, name, content)}
        else:
            sheets, others = read_workbook(file.name, name, content)
            if others and sheets:
                found.remarks.append(
                    f"{file.name}: not read, as no table is called so, or it is hidden: {', '.join(others)}."
                )
    except FileError as error:
        if name:
            return [FileTable(name, file.name, datetime.now(UTC), error=str(error))]
        found.unread[file.name] = str(error)
        return []
    if not sheets:
        _tell_of_a_stranger(file, found)
    return [table for name, sheet in sheets.items() if (table := _table(name, sheet, modified, found))]


def _table(name: str, sheet: Sheet, modified: datetime, found: Folder) -> FileTable | None:
    try:
        table = read_table(name, sheet, modified)
    except FileError as error:
        return FileTable(name, sheet.place, modified, error=str(error))
    if table is None:
        found.remarks.append(f"{sheet.place} has no row yet, so {name} is not connected.")
    return table


def _tell_of_a_stranger(file: Path, found: Folder) -> None:
    """A file whose name is nearly a table's is taken for a slip; another may be there for a SELECT that reads it."""
    if get_close_matches(file.stem, CONTRACT, 1) or file.suffix.lower() in STRANGE:
        found.strays.append(file.name)
    else:
        found.remarks.append(f"{file.name} holds no table of the contract and is not read by itself.")


def _content(file: Path) -> tuple[bytes, datetime]:
    """Return a file's bytes, all of one moment, and when it was last changed."""
    if file.suffix.lower() in STRANGE:
        raise FileError(f"{file.name} is neither .csv nor .xlsx: save it as one of them.")
    try:
        before = file.stat()
        if before.st_size > MAX_BYTES:
            raise FileError(
                f"{file.name} has {before.st_size // 1_000_000} MB, more than the {MAX_BYTES // 1_000_000} that a "
                "register may: load it into the warehouse."
            )
        content = file.read_bytes()
        after = file.stat()
    except OSError as error:
        raise FileError(
            f"{file.name} cannot be opened ({error.strerror}): close it where it is open, or give the right to read it."
        ) from error
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(content)):
        raise FileError(f"{file.name} was saved while it was read: run this again.")
    if not content:
        raise FileError(f"{file.name} is empty: its first row must name the columns.")
    return content, datetime.fromtimestamp(after.st_mtime, UTC)
