"""The read door: open what was published, and nothing that is not whole.

    snapshots/
        current                            one line: the name of the current snapshot
        20261121T201530482Z-ab12cd34ef56/  a snapshot: manifest.json and one Parquet file a dataset
        history.json                       what happened: published, rolled back, pinned, pruned, failed
        pinned.json                        the snapshots that are kept for good, with the reason
        last_attempt.json                  how the last refresh ended

A snapshot never changes once it has its name, so a reader needs no lock; every file is checked against the
manifest before a number of it is believed, and where the current one is damaged, the newest earlier one that
is whole is opened instead, with a notice.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.snapshots.manifest import Manifest, ManifestError

CURRENT = "current"
MANIFEST = "manifest.json"
HISTORY = "history.json"
PINNED = "pinned.json"
LAST_ATTEMPT = "last_attempt.json"
NAME = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{12}")
_BLOCK = 1 << 20


class SnapshotError(Exception):
    """A snapshot cannot be read; the message says which, why, and what to do."""


class NoSnapshot(SnapshotError):  # noqa: N818 - a state that the app shows, rather than a fault
    """Nothing has been published yet, or nothing of it is left whole."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Why an older snapshot is shown, ``when`` it was rolled back to or made, and ``why``: a typed reason, a damage."""

    what: Literal["rolled_back", "instead"]
    when: datetime
    why: str


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot. `notice` tells why it is not the one that should be current, if so."""

    id: str
    folder: Path
    manifest: Manifest
    notice: Notice | None = None
    dimension: str = ""  # what stands in the place of regions, where it is read by the labels of something else

    def table(self, name: str) -> pa.Table | None:
        """Read a dataset's rows, or None where it has none (withheld, or not connected)."""
        entry = self.manifest.datasets.get(name)
        if entry is None:
            raise SnapshotError(f"The snapshot {self.id} knows no dataset {name!r}.")
        if entry.file is None:
            return None
        file = self.folder / entry.file
        try:
            content = file.read_bytes()
        except OSError as error:
            raise SnapshotError(_damage(self.id, f"the file {entry.file} cannot be read: {error.strerror}")) from error
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            raise SnapshotError(_damage(self.id, f"the file {entry.file} was changed after it was published"))
        return pq.ParquetFile(pa.BufferReader(content)).read()

    def damage(self) -> str | None:
        """Say which file is not the one that was published, or None where all are."""
        for entry in self.manifest.datasets.values():
            if entry.file is None:
                continue
            file = self.folder / entry.file
            try:
                whole = file_hash(file) == entry.sha256
            except OSError as error:
                return f"the file {entry.file} cannot be read: {error.strerror}"
            if not whole:
                return f"the file {entry.file} was changed after it was published"
        return None


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


_AnyRecord = TypeVar("_AnyRecord", bound=_Record)


class Event(_Record):
    """Something that happened to the store."""

    at: datetime
    what: Literal["published", "rolled_back", "pinned", "unpinned", "pruned", "failed", "interrupted"]
    snapshot: str | None = None
    instead_of: str | None = None
    detail: str = ""


class Attempt(_Record):
    """How the last refresh went. 'running' with no end: it is still at work, or was killed."""

    started_at: datetime
    outcome: Literal["running", "published", "failed"]
    ended_at: datetime | None = None
    snapshot: str | None = None
    sentence: str = ""


@dataclass(frozen=True)
class SnapshotSummary:
    """A line of the list of snapshots."""

    id: str
    created_at: datetime | None
    current: bool
    pinned: str | None
    """The reason why it is kept for good; None: it is not pinned."""
    company: str = ""
    demo: bool = False
    states: dict[str, int] = field(default_factory=dict)
    """State → how many datasets are in it."""
    problem: str | None = None
    """Why it cannot be opened, if so."""


class Store:
    """The folder of snapshots, read only."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def current_id(self) -> str | None:
        """Return the name of the snapshot that should be current: one small read, done at every page run."""
        try:
            name = (self.folder / CURRENT).read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            name = ""
        except OSError as error:
            raise SnapshotError(f"{self.folder / CURRENT} cannot be read: {error.strerror}.") from error
        return name if NAME.fullmatch(name) else self._last_in_history()

    def current(self) -> Snapshot:
        """Open the current snapshot, or the newest earlier one that is whole, with a notice."""
        return self.shown(self.current_id())

    def shown(self, wanted: str | None) -> Snapshot:
        """Open what was found to be current, or the newest earlier one that is whole; another may be current by now."""
        if wanted is None:
            raise NoSnapshot(
                f"No snapshot has been published in {self.folder}. Run `python -m dashboard demo --publish` for the "
                "demo company, or `python -m dashboard refresh` for your own warehouse."
            )
        problems: list[str] = []
        for name in [wanted, *(name for name in self.names() if name < wanted)]:
            try:
                snapshot = self._whole(name)
            except SnapshotError as error:
                problems.append(str(error))
                continue
            damaged = Notice("instead", snapshot.manifest.created_at, problems[0]) if problems else None
            return replace(snapshot, notice=damaged or self.notice(snapshot))
        raise NoSnapshot(
            f"{problems[0]} No earlier snapshot is whole either. Run `python -m dashboard refresh --full`."
        )

    def notice(self, snapshot: Snapshot) -> Notice | None:
        """Tell why a snapshot that was opened before is not the one that should be current, if so.

        A rollback changes the store and not the snapshot, so whoever keeps snapshots asks for this at every run: it
        costs a look at two small files, and reads the history only when it has changed.
        """
        if snapshot.id != self.current_id():
            return snapshot.notice
        event = _last_shown(self.folder, *_stamp(self.folder / HISTORY))
        if event is None or event.what != "rolled_back" or event.snapshot != snapshot.id:
            return None
        return Notice("rolled_back", event.at, event.detail)

    def open(self, name: str) -> Snapshot:
        """Open a snapshot by its name; its files are checked when they are read."""
        if not NAME.fullmatch(name):
            raise SnapshotError(f"{name!r} is no name of a snapshot; `python -m dashboard status` lists them.")
        folder = self.folder / name
        try:
            manifest = Manifest.from_json((folder / MANIFEST).read_bytes())
        except FileNotFoundError as error:
            raise SnapshotError(_damage(name, "its manifest is missing")) from error
        except OSError as error:
            raise SnapshotError(_damage(name, f"its manifest cannot be read: {error.strerror}")) from error
        except ManifestError as error:
            raise SnapshotError(_damage(name, f"its manifest cannot be used: {error}")) from error
        if manifest.id != name:
            raise SnapshotError(_damage(name, f"its folder holds the snapshot {manifest.id}"))
        return Snapshot(name, folder, manifest)

    def names(self) -> list[str]:
        """Return the names of all snapshots, the newest first."""
        paths = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted((path.name for path in paths if NAME.fullmatch(path.name)), reverse=True)

    def list(self) -> list[SnapshotSummary]:
        """Return a line for each snapshot, the newest first."""
        current, pinned = self.current_id(), self.pinned()
        return [self._summary(name, current=name == current, pinned=pinned.get(name)) for name in self.names()]

    def history(self) -> tuple[Event, ...]:
        """Return what happened to the store, the oldest first."""
        records = self._records(HISTORY)
        found = (_as(Event, record) for record in (records if isinstance(records, list) else []))
        return tuple(event for event in found if event is not None)

    def pinned(self) -> dict[str, str]:
        """Return the snapshots that are kept for good, with the reason."""
        records = self._records(PINNED)
        return {name: str(reason) for name, reason in records.items()} if isinstance(records, dict) else {}

    def last_attempt(self) -> Attempt | None:
        """Return how the last refresh went; None: there was none."""
        return _as(Attempt, self._records(LAST_ATTEMPT))

    def _summary(self, name: str, *, current: bool, pinned: str | None) -> SnapshotSummary:
        try:
            manifest = self.open(name).manifest
        except SnapshotError as error:
            return SnapshotSummary(name, None, current, pinned, problem=str(error))
        states: dict[str, int] = {}
        for entry in manifest.datasets.values():
            states[entry.state] = states.get(entry.state, 0) + 1
        return SnapshotSummary(name, manifest.created_at, current, pinned, manifest.company, manifest.demo, states)

    def _whole(self, name: str) -> Snapshot:
        """Open a snapshot and check every file of it."""
        snapshot = self.open(name)
        if (damage := snapshot.damage()) is not None:
            raise SnapshotError(_damage(name, damage))
        return snapshot

    def _last_in_history(self) -> str | None:
        """Return the snapshot that was made current last, for when `current` itself is lost."""
        for event in reversed(self.history()):
            if event.what in ("published", "rolled_back") and event.snapshot is not None:
                return event.snapshot
        return next(iter(self.names()), None)

    def _records(self, file: str) -> Any:
        """Read one of the store's own small files; a damaged one is as good as absent, the snapshots matter."""
        try:
            return json.loads((self.folder / file).read_bytes())
        except (OSError, ValueError):
            return None


@lru_cache(maxsize=4)
def _last_shown(folder: Path, *_stamp: int) -> Event | None:
    """Return the event that made a snapshot current last; kept until the history's file is another."""
    events = reversed(Store(folder).history())
    return next((event for event in events if event.what in ("published", "rolled_back")), None)


def _stamp(file: Path) -> tuple[int, ...]:
    found = file.stat() if file.exists() else None
    return () if found is None else (found.st_mtime_ns, found.st_ino, found.st_size)


def _as(kind: type[_AnyRecord], record: Any) -> _AnyRecord | None:
    """Return the record as what it should be, or None where it is something else."""
    try:
        return kind.model_validate(record)
    except ValidationError:
        return None


def file_hash(file: Path) -> str:
    """Return a file's SHA-256 without holding the file in memory."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _damage(name: str, what: str) -> str:
    return f"The snapshot {name} cannot be used: {what}."
