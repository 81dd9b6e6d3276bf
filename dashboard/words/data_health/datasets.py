"""Datasets and tables as words: their state, months and control totals, and what to connect next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dashboard.measures.asked import WHERE_ASKED
from dashboard.snapshots.manifest import ContractTable, DatasetEntry, Manifest, TableEntry
from dashboard.words.data_health.faults import STATES
from dashboard.words.data_health.moments import unbroken
from dashboard.words.data_health.summary import is_present
from dashboard.words.formats import Formats

FRESHNESS, FRESHNESS_ALT = (
    "Freshness, rows and months",
    "The datasets with their state, when they were read, rows, months and what they feed",
)
TABLES, TABLES_ALT = (
    "Tables of the warehouse",
    "The tables of the warehouse with their rows, newest day and control totals",
)
CONNECT, CONNECT_ALT = (
    "What to connect next",
    "The tables to connect, what each would feed, and the columns to provide",
)
MEANINGS = "What the measures mean"
ALL_CONNECTED = "Every table of the contract is connected, with every column."
WAREHOUSE = "the warehouse"
MAY_BE_ABSENT = "A ? marks a column that may be absent."
NOT_COVERED = "Numbers of rows and control totals are of the whole company, which your access does not cover."


def called(name: str) -> str:
    """Return the name of a dataset or table as it is read."""
    return name.replace("_", " ")


def extent(datasets: int, rows: int | None, formats: Formats) -> str:
    """Return how much there is: '25 datasets, 512,300 rows'; of rows None where they may not be told."""
    told = "" if rows is None else f", {formats.counted(rows, 'row')}"
    return formats.counted(datasets, "dataset") + told


def connected(tables: int, *, totals: bool) -> str:
    """Return how many tables are connected: '36 connected, with control totals'."""
    return f"{tables} connected" + (", with control totals" if totals else "")


def to_connect(manifest: Manifest, formats: Formats) -> str:
    """Return how many tables are not connected, and how many of the others lack columns; or that nothing is missing."""
    lacking = wanted(manifest)
    absent = sum(not is_present(manifest, name) for name in lacking)
    partly = len(lacking) - absent
    parts = [formats.counted(absent, "table")] if absent else []
    parts += [f"columns of {formats.counted(partly, 'table')}{' more' if absent else ''}"] if partly else []
    return " and ".join(parts) or "nothing is missing"


def defined(measures: int) -> str:
    """Return how many definitions there are."""
    return f"{measures} definitions, with their queries"


def state(entry: DatasetEntry) -> str:
    """Return a dataset's state, with the reasons where it is not connected."""
    reasons = f": {' '.join(entry.reasons)}" if entry.state == "not_connected" and entry.reasons else ""
    return STATES[entry.state] + reasons


def months(entry: DatasetEntry, formats: Formats) -> str:
    """Return the months that were asked for, on one line."""
    return unbroken(formats.months(*entry.months)) if entry.months else ""


def described(entry: DatasetEntry, formats: Formats, *, rows: bool) -> str:
    """Describe a dataset: what it is, how many rows it has (where they may be told), and its state."""
    told = f"{formats.counted(entry.rows, 'row')}, " if rows else ""
    return f"{entry.description} {told}{STATES[entry.state]}."


def newest(table: TableEntry, formats: Formats) -> tuple[date | None, str]:
    """Return the day of a table's newest row, and as it is read."""
    if not table.newest:
        return None, ""
    day = date.fromisoformat(table.newest[:10])
    return day, unbroken(formats.day(day))


def control_totals(table: TableEntry, formats: Formats) -> str:
    """Return a table's control totals: 'nps 90,487; csat 69,829'; what only some companies ask where it was asked."""
    told = {name: total for name, total in table.totals.items() if total or name not in WHERE_ASKED}
    return "; ".join(f"{name} {formats.count(total)}" for name, total in told.items())


def wanted(manifest: Manifest) -> dict[str, str]:
    """Return the tables to connect, and of those that are connected the columns to add, by the table's name.

    Nobody is asked for what nothing reads yet, but for what each row of a table must have.
    """
    used = {name: table for name, table in manifest.contract.items() if any(column.used for column in table.columns)}
    found = {name: ", ".join(_columns(table)) for name, table in used.items() if not is_present(manifest, name)}
    partly = {name: _to_add(table, used[name]) for name, table in manifest.tables.items() if name in used}
    return found | {name: columns for name, columns in partly.items() if columns}


def may_be_files(manifest: Manifest, tables: Iterable[str]) -> str:
    """Say which of the tables people keep, so that they may be files; empty where it is none."""
    kept = [called(name) for name in tables if name in manifest.contract and manifest.contract[name].kept_by_people]
    if not kept:
        return ""
    return (
        "What no system holds may be a CSV or Excel file in the mapping's folder, one a table or a workbook with a "
        f"sheet each ({', '.join(kept)}): `python -m dashboard template` writes one to fill in."
    )


def kept_in(table: TableEntry, formats: Formats) -> str:
    """Return where a table lies: 'tasks.xlsx, changed 3 Sep 2026', or the warehouse."""
    if not table.kept_in or not table.changed:
        return WAREHOUSE
    return f"{table.kept_in}, changed {unbroken(formats.day(table.changed.date()))}"


def _columns(table: ContractTable) -> list[str]:
    asked = [column for column in table.columns if column.used or column.required]
    return [column.name + ("" if column.required else "?") for column in asked]


def _to_add(entry: TableEntry, table: ContractTable) -> str:
    """Return the columns to add to a table that is connected; none of one that is not."""
    unused = {column.name for column in table.columns if not column.used and not column.required}
    return ", ".join(name for name in entry.missing_columns if entry.present and name not in unused)
