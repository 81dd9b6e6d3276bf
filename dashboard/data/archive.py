"""What a store of snapshots tells of itself beside the current one: which are kept, and what happened to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache, partial
from pathlib import Path

from dashboard.data.access import Data
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Event, Snapshot, SnapshotError, SnapshotSummary, Store

A_WEEK = timedelta(days=6, hours=12)
"""An earlier snapshot is of last week from this age on: refreshes do not come at the same minute."""


def _none(name: str) -> Snapshot:
    raise SnapshotError(f"There is no snapshot {name} in an archive that nobody gave.")


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """The snapshots that are kept. Their ``names``, the newest first, cost one look; the rest is read when called.

    ``summaries`` returns a line a snapshot, the newest first, ``events`` what happened to them, the oldest first, and
    ``opened`` one of them by its name, whose rows are read when they are asked for.
    """

    names: tuple[str, ...] = ()
    summaries: Callable[[], Sequence[SnapshotSummary]] = tuple
    events: Callable[[], Sequence[Event]] = tuple
    opened: Callable[[str], Snapshot] = _none

    @classmethod
    def of(cls, store: Store) -> Archive:
        """Return what a store keeps; it is read anew at every call, for a rollback or a pin changes no snapshot."""
        return cls(tuple(store.names()), store.list, store.history, partial(_opened, store.folder))

    def of_last_week(self, data: Data) -> Data | None:
        """Return the newest snapshot that is at least a week older, as the same reader may see it.

        Where none is so old it is the oldest there is, and None where there is none of the same company and source.
        """
        oldest = None
        for snapshot in self._before(data.snapshot):
            oldest = snapshot
            if data.snapshot.manifest.created_at - snapshot.manifest.created_at >= A_WEEK:
                break
        return None if oldest is None else data.of(oldest)

    def _before(self, current: Snapshot) -> Iterator[Snapshot]:
        """Yield the earlier snapshots of the same company and source, the newest first; damaged ones are none."""
        for name in self.names:
            if name < current.id:
                with suppress(SnapshotError):
                    snapshot = self.opened(name)
                    if _of_the_same(snapshot.manifest) == _of_the_same(current.manifest):
                        yield snapshot


@lru_cache(maxsize=16)
def _opened(folder: Path, name: str) -> Snapshot:
    """Open a snapshot; it never changes, and its manifest takes long to read."""
    return Store(folder).open(name)


def _of_the_same(manifest: Manifest) -> tuple[object, ...]:
    return manifest.company, manifest.demo, manifest.settings.get("source")
