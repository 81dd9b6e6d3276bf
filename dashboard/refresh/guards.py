"""What a refresh must not overwrite, what of a mapping nobody reads, and which acceptances cannot be heeded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.refresh.source import is_demo
from dashboard.settings import Settings, SettingsError
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import SnapshotError, Store
from data_checks.finding import Finding
from data_checks.gate import Acceptance, decide
from data_checks.reach import readers
from data_checks.tables import fits
from queries.contract import CONTRACT
from queries.datasets import BY_NAME
from queries.files.folder import STRANGE
from queries.files.registers import REGISTERS
from queries.source import Source, SourceTable

if TYPE_CHECKING:  # what asks the warehouse takes long to load, and the demo is guarded before that
    from dashboard.refresh.extract import Plan, Reading


def guard_current_snapshot(store: Store, settings: Settings) -> None:
    """Refuse to put the demo company in the place of a real one: the address may only have been forgotten."""
    if not is_demo(settings):
        return
    shown = _shown(store)
    if shown is not None and not shown.demo:
        raise SettingsError(
            f"{store.folder} shows {shown.company}, and what would be published is the demo company. "
            f"For {shown.company}, set NORTHSTAR_WAREHOUSE_URL. For the demo company, set NORTHSTAR_SNAPSHOTS to a "
            "folder of its own, or run `python -m dashboard demo --publish --replace` to put it in the other's place."
        )


def _shown(store: Store) -> Manifest | None:
    """Return what the current snapshot says of itself, or, where it cannot be read, the newest that can."""
    for name in dict.fromkeys([store.current_id(), *store.names()]):
        try:
            return store.open(name or "").manifest
        except SnapshotError:
            continue
    return None


def stray_files(source: Source) -> Iterator[Finding]:
    """Yield a warning for each file of the mapping that names no table of the contract: nobody reads it.

    One that nobody can open is more than that.
    """
    for file in map(Path, source.strays):
        near = get_close_matches(file.stem, CONTRACT, 1)
        meant = f"Name it {near[0]}{file.suffix}, if that is meant" if near else "Name it like a table of the contract"
        if file.suffix.lower() in STRANGE:
            meant = "Save it as .xlsx or .csv"
        yield Finding(
            "mapping.files", "connection", "mapping", "warning", False, file.name, "files named like a table",
            f"The mapping's file {file.name} names no table of the contract, so it is not read.",
            f"{meant}, or remove it.", scope=file.name,
        )  # fmt: skip
    yield from _unread_files(source)


def _unread_files(source: Source) -> Iterator[Finding]:
    """Yield what stops every register that is nowhere else: it may be in a file that nobody can open."""
    datasets = tuple(
        dict.fromkeys(name for table in REGISTERS if table not in source.tables for name in readers(table))
    )
    for file, sentence in source.unread.items():
        yield Finding(
            "mapping.unread", "connection", "mapping", "critical", False, sentence, "files that can be opened",
            f"{sentence} It may hold any register that is not elsewhere.",
            "Mend the file, or take it out of the mapping.", datasets=datasets, scope=file,
        )  # fmt: skip


def unread_tables(source: Source) -> set[str]:
    """Return the checks of what is there and cannot be read: tables, and columns that no row may be without.

    To the queries they are empty.
    """
    unread = {f"{name}.readable" for name, table in source.tables.items() if table.error}
    return unread | {f"{name}.types" for name, table in source.tables.items() if _lacks_required(table)}


def _lacks_required(table: SourceTable) -> bool:
    columns = [column for column in CONTRACT[table.name].columns if column.required]
    return any(column.name in table.columns and not fits(table, column) for column in columns)


def worth_asking(
    plans: Iterable[Plan], found: Sequence[Finding], accepted: Sequence[Acceptance], today: date
) -> list[Plan]:
    """Return the plans whose datasets nothing stops that cannot be read: what is known is not found again in them."""
    unread = [finding for finding in found if finding.check.endswith((".readable", ".types"))]
    stopped = decide(unread, BY_NAME, accepted, today).stopped
    return [plan for plan in plans if plan.dataset.name not in stopped]


def unread_datasets(readings: Iterable[Reading]) -> set[str]:
    """Return the checks of the queries that failed."""
    return {reading.finding.check for reading in readings if reading.stored is None}


def honoured(
    acceptances: Iterable[Acceptance], unread: Collection[str], today: date
) -> tuple[list[Acceptance], list[str]]:
    """Return the acceptances that can be heeded, and a notice for each that cannot: what was not read stops."""
    heeded, notices = [], []
    for word in acceptances:
        if word.check not in unread:
            heeded.append(word)
        elif today <= word.until:
            notices.append(
                f"The acceptance of {word.check} by {word.by} changes nothing: what was not read cannot be published."
            )
    return heeded, notices
