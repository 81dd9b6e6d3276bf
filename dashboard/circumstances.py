"""Under which circumstances a refresh runs: what it may build on, what it must not replace, what it did not reach.

A refresh is compared with the snapshot on the wall, and carries over from it, where that is of the same company
and source. Where it is not, half of the gate has nothing to go by: then that is a finding, never silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from dashboard import provenance
from dashboard.manifest import Manifest
from dashboard.settings import Settings, SettingsError
from dashboard.snapshot import NoSnapshot, Snapshot, SnapshotError, Store
from data_checks.finding import Finding, Severity
from data_checks.gate import Acceptance
from queries.contract import CONTRACT
from queries.source import Source

if TYPE_CHECKING:  # what asks the warehouse takes long to load, and the demo is guarded before that
    from dashboard.extraction import Reading


@dataclass(frozen=True)
class Predecessor:
    """The snapshot that a refresh is compared with and may carry over from; or why there is none."""

    snapshot: Snapshot | None
    why_none: str = ""
    """A sentence; empty where there is one, and where nothing has ever been published."""
    severity: Severity = "warning"

    def findings(self) -> Iterator[Finding]:
        """Yield that nothing could be compared, although there are snapshots."""
        if self.why_none:
            yield Finding(
                "snapshots.compared", "connection", "snapshots", self.severity, False, "no snapshot to compare with",
                "an earlier snapshot of the same company and source", self.why_none,
                "Look at the tables' rows and totals before you believe the numbers: whether rows were lost could not "
                "be told. The next refresh is compared with this one.",
            )  # fmt: skip


def predecessor(store: Store, settings: Settings) -> Predecessor:
    """Return the snapshot on the wall, else the newest before it of the same company and source, else why none."""
    try:
        shown = store.current()
    except NoSnapshot:
        silent = not store.names()
        return Predecessor(None, "" if silent else "Compared with no earlier snapshot: none of them is whole.")
    why = _difference(shown.manifest, settings)
    if not why:
        return Predecessor(shown)
    for name in store.names():
        with suppress(SnapshotError):  # what cannot be read cannot be compared with either
            earlier = store.open(name)
            if name < shown.id and not _difference(earlier.manifest, settings) and earlier.damage() is None:
                return Predecessor(earlier)
    of = f"that of {shown.manifest.created_at:%d %B %Y, %H:%M} UTC"
    # After the demo company there is nothing that could have been lost.
    return Predecessor(
        None, f"Compared with no earlier snapshot: {of} {why}.", "info" if shown.manifest.demo else "warning"
    )


def _difference(earlier: Manifest, settings: Settings) -> str:
    """Say what tells a snapshot's company and source from those of the settings; empty where nothing does."""
    if earlier.company != provenance.company(settings):
        return f"is of another company, {earlier.company}"
    if earlier.settings.get("source") == provenance.source_identity(settings):
        return ""
    if earlier.demo and provenance.is_demo(settings):
        return "is of another build of the demo company"
    mapping = settings.mapping.name if settings.mapping else None
    if earlier.settings.get("mapping") != mapping:
        return f"was read through {_named(earlier.settings.get('mapping'))}, this one through {_named(mapping)}"
    return "was read from another address: host, database, user or what follows the '?' was different"


def _named(mapping: object) -> str:
    return f"the mapping {mapping}" if mapping else "no mapping"


def guard_the_wall(store: Store, settings: Settings) -> None:
    """Refuse to put the demo company in the place of a real one: the address may only have been forgotten."""
    if not provenance.is_demo(settings):
        return
    shown = _shown(store)
    if shown is not None and not shown.demo:
        raise SettingsError(
            f"{store.folder} shows {shown.company}, and what would be published is the demo company. "
            f"For {shown.company}, set NORTHSTAR_WAREHOUSE_URL. For the demo company, set NORTHSTAR_SNAPSHOTS to a "
            "folder of its own, or run `python -m dashboard demo --publish --replace` to put it in the other's place."
        )


def _shown(store: Store) -> Manifest | None:
    """Return what the snapshot on the wall says of itself, or, where it cannot be read, the newest that can."""
    for name in dict.fromkeys([store.current_id(), *store.names()]):
        try:
            return store.open(name or "").manifest
        except SnapshotError:
            continue
    return None


def strays(source: Source) -> Iterator[Finding]:
    """Yield a warning for each file of the mapping that names no table of the contract: nobody reads it."""
    for name in source.strays:
        near = get_close_matches(name, CONTRACT, 1)
        meant = f"Name it {near[0]}.sql, if that is meant" if near else "Name it like a table of the contract"
        yield Finding(
            "mapping.files", "connection", "mapping", "warning", False, f"{name}.sql", "files named like a table",
            f"The mapping's file {name}.sql names no table of the contract, so it is not read.",
            f"{meant}, or remove it.", scope=name,
        )  # fmt: skip


def unread_tables(source: Source) -> set[str]:
    """Return the checks of the tables that are there and cannot be read; to the queries they are empty."""
    return {f"{name}.readable" for name, table in source.tables.items() if table.error}


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
