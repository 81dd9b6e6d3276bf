"""What a store of snapshots tells of itself beside the current one: which are kept, and what happened to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.snapshots.store import Event, SnapshotSummary, Store


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """The snapshots that are kept. Their ``names``, the newest first, cost one look; the rest is read when called.

    ``summaries`` returns a line a snapshot, the newest first, ``events`` what happened to them, the oldest first.
    """

    names: tuple[str, ...] = ()
    summaries: Callable[[], Sequence[SnapshotSummary]] = tuple
    events: Callable[[], Sequence[Event]] = tuple

    @classmethod
    def of(cls, store: Store) -> Archive:
        """Return what a store keeps; it is read anew at every call, for a rollback or a pin changes no snapshot."""
        return cls(tuple(store.names()), store.list, store.history)
