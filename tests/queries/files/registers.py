"""Files for tests: what is written into a folder, as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]
HEADER = ("task_id", "title", "department_id", "kind", "created_on", "original_due_on", "due_on", "preventive")
TASK = ("T-1", "Call back within a day", "d1", "task", "2026-01-05", "2026-02-01", "2026-02-01", "yes")


def tasks(*changed: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return a header and a task for each of the changes, T-1, T-2 …"""
    rows = [tuple({**dict(zip(HEADER, TASK, strict=True)), "task_id": f"T-{n}", **change}.values())
            for n, change in enumerate(changed, 1)]  # fmt: skip
    return [HEADER, *rows]


def csv_file(file: Path, rows: Rows, *, between: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows as text, with quotes where they are needed."""
    quoted = [['"' + str(cell).replace('"', '""') + '"' if cell is not None else "" for cell in row] for row in rows]
    file.write_bytes("\r\n".join(between.join(row) for row in quoted).encode(encoding))
    return file


def workbook(file: Path, **sheets: Rows) -> Path:
    """Write a workbook with these sheets."""
    book: Any = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(file)
    return file
