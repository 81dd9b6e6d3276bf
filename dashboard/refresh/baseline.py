"""The snapshot that a refresh is compared with and may carry over from; or why there is none.

It must be of the same company and source. Where there is none, half of the gate has nothing to go by: then that is
a finding, never silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from dashboard.refresh.source import company, is_demo, source_identity
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import NoSnapshot, Snapshot, SnapshotError, Store
from dashboard.words.formats import Formats
from data_checks.finding import Finding, Severity


@dataclass(frozen=True)
class Baseline:
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


def baseline(store: Store, settings: Settings) -> Baseline:
    """Return the current snapshot, else the newest before it of the same company and source, else why none."""
    try:
        shown = store.current()
    except NoSnapshot:
        silent = not store.names()
        return Baseline(None, "" if silent else "Compared with no earlier snapshot: none of them is whole.")
    why = _difference(shown.manifest, settings)
    if not why:
        return Baseline(shown)
    for name in store.names():
        with suppress(SnapshotError):  # what cannot be read cannot be compared with either
            earlier = store.open(name)
            if name < shown.id and not _difference(earlier.manifest, settings) and earlier.damage() is None:
                return Baseline(earlier)
    of = f"that of {Formats.of(settings).moment(shown.manifest.created_at, shown.manifest.timezone)}"
    # After the demo company there is nothing that could have been lost.
    return Baseline(
        None, f"Compared with no earlier snapshot: {of} {why}.", "info" if shown.manifest.demo else "warning"
    )


def _difference(earlier: Manifest, settings: Settings) -> str:
    """Say what tells a snapshot's company and source from those of the settings; empty where nothing does."""
    if earlier.company != company(settings):
        return f"is of another company, {earlier.company}"
    if earlier.settings.get("source") == source_identity(settings):
        return ""
    if earlier.demo and is_demo(settings):
        return "is of another build of the demo company"
    mapping = settings.mapping.name if settings.mapping else None
    if earlier.settings.get("mapping") != mapping:
        return f"was read through {_named(earlier.settings.get('mapping'))}, this one through {_named(mapping)}"
    return "was read from another address: host, database, user or what follows the '?' was different"


def _named(mapping: object) -> str:
    return f"the mapping {mapping}" if mapping else "no mapping"
