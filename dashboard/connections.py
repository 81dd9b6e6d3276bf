"""What a warehouse offers, against the contract and against what it offered before.

A table that was never there is not connected, and no fault. One that was there and is gone, that cannot be
read, or that lacks a column which it had or must have, would change numbers in silence: what reads it is
stopped until the table is mended, or somebody accepts the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.manifest import Manifest
from data_checks.finding import Finding
from data_checks.reach import readers
from queries.contract import CONTRACT, Table
from queries.source import Source, SourceTable

_MEND = "Bring it back; where it is meant to be gone, accept this finding in northstar.toml."


def connection_findings(source: Source, before: Manifest | None) -> list[Finding]:
    """Return what is found of each table that is there, was there, or must be there."""
    return [finding for table in CONTRACT.values() for finding in _table(table, source.tables.get(table.name), before)]


def _table(table: Table, found: SourceTable | None, before: Manifest | None) -> Iterator[Finding]:
    check = f"{table.name}.there"
    if found is None:
        if _was_there(table, before):
            yield _failed(table, check, f"The table {table.name} was there at the last refresh and is gone.", _MEND)
        elif table.required:
            sentence = f"The warehouse has no table {table.name}, the one that the contract requires."
            yield _failed(table, check, sentence, "Provide it, or a mapping for it; `doctor` lists its columns.")
    elif found.error:
        yield _failed(table, check, found.error, "Correct the SELECT, or give the right to read the table.")
    else:
        yield _passed(table, check, f"The table {table.name} is there.")
        yield from _columns(table, found, before)


def _columns(table: Table, found: SourceTable, before: Manifest | None) -> Iterator[Finding]:
    for column in table.columns:
        if column.name in found.columns:
            continue
        check = f"{table.name}.{column.name}.there"
        if column.required:
            sentence = f"The table {table.name} lacks the column {column.name}, which the contract requires."
            yield _failed(table, check, sentence, f"Provide it as {column.type}.", column.name)
        elif _had(table, column.name, check, before):
            sentence = f"The column {table.name}.{column.name} was there at the last refresh and is gone."
            yield _failed(table, check, sentence, _MEND, column.name)


def _was_there(table: Table, before: Manifest | None) -> bool:
    if before is None or table.name not in before.tables:
        return False
    return before.tables[table.name].present or _still_missed(f"{table.name}.there", before)


def _had(table: Table, column: str, check: str, before: Manifest | None) -> bool:
    if before is None or table.name not in before.tables:
        return False
    entry = before.tables[table.name]
    had = entry.present and entry.error is None and column not in entry.missing_columns
    return had or _still_missed(check, before)


def _still_missed(check: str, before: Manifest) -> bool:
    """Tell whether it was missed last time already, and nobody has said that this is meant."""
    return any(entry.check == check and entry.accepted is None for entry in before.failed("critical"))


def _failed(table: Table, check: str, sentence: str, action: str, column: str | None = None) -> Finding:
    return Finding(
        check, "connection", table.name, "critical", False, "not there", "there", sentence, action, column,
        readers(table.name),
    )  # fmt: skip


def _passed(table: Table, check: str, sentence: str) -> Finding:
    return Finding(
        check, "connection", table.name, "critical", True, "there", "there", sentence, datasets=readers(table.name)
    )
