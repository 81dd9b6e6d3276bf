"""What is said where there is little: how far the data reach, what more of them would show, and when that will be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.periods import first_day, month_of
from dashboard.snapshots.manifest import Manifest, TableEntry
from dashboard.words import plain
from dashboard.words.data_health import datasets
from dashboard.words.data_health.datasets import called
from dashboard.words.formats import Formats

TITLE = "What would show more"
MEANING = "The complete months that the data hold, and the tables of the contract that are connected."
CONNECT = "See what to connect next"
NOTHING_HERE = "Nothing that stands on this page is connected yet"
_NAMED, _LACKING = 4, 4
"""How many blocks of a page are named, and how much of what they lack is told."""

_YEAR = 12


def history(months: tuple[int, int], formats: Formats) -> str:
    """Return how many months there are and from when on more can be told; nothing where a year before is held."""
    first, last = months
    held = last - first + 1
    if held > _YEAR:
        return ""
    said = f"These data hold {formats.counted(held, 'complete month')}, {formats.months(first, last)}."
    later = f"changes on a year before from {formats.month(first + _YEAR)} on"
    return (
        f"{said} Changes will be told from {formats.month(first + 1)} on, {later}."
        if held == 1
        else (f"{said} There are {later}.")
    )


def connected(manifest: Manifest, formats: Formats) -> str:
    """Return how many of the contract's tables there are; nothing where at least half of them are connected."""
    there = sum(table.present for table in manifest.tables.values())
    every = len(manifest.contract)
    if not every or 2 * there >= every:
        return ""
    return f"Of the {formats.counted(every, 'table')} that Northstar can read, {formats.number(there, 0)} " + (
        "is connected." if there == 1 else "are connected."
    )


def would_show(names: Sequence[str], lacking: Iterable[str]) -> str:
    """Return what a page would show, and what the warehouse lacks for it; nothing where no block of it lacks any."""
    if not names:
        return ""
    told = plain.listed(f"“{name}”" for name in names[:_NAMED])
    return " ".join((f"It would show {told}.", *list(lacking)[:_LACKING]))


def first_figures(manifest: Manifest, formats: Formats) -> str:
    """Return when there will be figures, or that there is nothing of any month that was asked for."""
    due = first_day(month_of(manifest.as_of) + 1)
    if any(_newest_month(table) == month_of(manifest.as_of) for table in manifest.tables.values()):
        return f"First figures on {formats.day(due)}"
    return f"Nothing is recorded in {formats.months(manifest.first_month, manifest.last_month)}"


def why_none(manifest: Manifest, formats: Formats) -> str:
    """Say why there are no figures yet."""
    month = formats.month(month_of(manifest.as_of))
    return f"Figures are of complete months alone, and none before {month} holds anything. So far there is:"


def so_far(manifest: Manifest, formats: Formats) -> tuple[tuple[str, str], ...]:
    """Return what the tables hold so far: 'survey responses', '400 rows, newest 7 Mar 2026'."""
    return tuple(
        (called(table.name), _held(table, formats))
        for table in manifest.tables.values()
        if table.present and table.rows
    )


def _held(table: TableEntry, formats: Formats) -> str:
    _, newest = datasets.newest(table, formats)
    return ", ".join(filter(None, (formats.counted(table.rows or 0, "row"), f"newest {newest}" if newest else "")))


def _newest_month(table: TableEntry) -> int | None:
    return month_of(date.fromisoformat(table.newest[:10])) if table.newest else None
