"""Put a snapshot together from what was read, what may be published of it, and the snapshot before.

A dataset is published, carried over (the last good version, with the reasons), withheld (there is none) or
not connected (the warehouse has no such table). What is carried over is copied: a snapshot is complete in
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from dashboard.refresh.extract import Reading
from dashboard.refresh.masked import Masking
from dashboard.snapshots.manifest import DatasetEntry
from dashboard.snapshots.publish import Draft, StoredFile
from dashboard.snapshots.store import Snapshot, SnapshotError
from dashboard.warehouse import WarehouseError
from data_checks.gate import Decision, Verdict
from queries.datasets import BY_NAME, DATASETS, Dataset
from queries.extract import SETTING, ExtractError, compose, missing, switched_off
from queries.source import Source


class Tables(Mapping[str, pa.Table]):
    """Datasets' rows by name, read when they are asked for: not all of them need be in memory at once."""

    def __init__(self, names: Sequence[str], read: Callable[[str], pa.Table]) -> None:
        self._names = tuple(names)
        self._read = read

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._names:
            raise KeyError(name)
        return self._read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True)
class Assembler:
    """Makes each dataset's entry, and sees to it that its rows are in the draft, or are not."""

    source: Source
    draft: Draft
    readings: Mapping[str, Reading]
    earlier: Snapshot | None
    """The snapshot whose datasets may be carried over; None: it is of another source, or there is none."""
    masking: Masking | None = None
    """What masks the datasets in which customers speak for themselves, once more."""

    def compose(self, decision: Decision) -> dict[str, DatasetEntry]:
        """Return every dataset's entry as the gate has decided."""
        return {dataset.name: self._entry(dataset, decision.verdicts[dataset.name]) for dataset in DATASETS}

    def stop(self, entries: dict[str, DatasetEntry], decision: Decision) -> bool:
        """Stop what was published and no longer may be; tell whether there was any."""
        again = [name for name in decision.stopped if entries[name].state == "published"]
        for name in again:
            entries[name] = self.stopped(BY_NAME[name], decision.verdicts[name].reasons)
        return bool(again)

    def tables(self, entries: Mapping[str, DatasetEntry]) -> Tables:
        """Return the rows as they now stand in the draft."""
        return Tables([name for name, entry in entries.items() if entry.file], self.draft.table)

    def _entry(self, dataset: Dataset, verdict: Verdict) -> DatasetEntry:
        lacks = missing(self.source, dataset)
        if switched_off(self.source, dataset):
            return self.not_connected(dataset, lacks)
        missed = any(dataset.name in finding.datasets for finding in verdict.stopped_by)
        if lacks and (not missed or self._never_had(dataset, lacks)):
            return self.not_connected(dataset, lacks)
        if verdict.action == "stop":
            return self.stopped(dataset, verdict.reasons)
        return self.published(dataset)

    def _never_had(self, dataset: Dataset, lacks: Sequence[str]) -> bool:
        """Whether a dataset lacks optional columns alone, and was never read: what else its tables have at fault is
        not why it is not there."""
        entry = self.earlier.manifest.datasets.get(dataset.name) if self.earlier else None
        return {*lacks} <= {*dataset.columns_needed} and (entry is None or entry.state == "not_connected")

    def published(self, dataset: Dataset) -> DatasetEntry:
        """Return the entry of what was read and passed."""
        reading = self.readings[dataset.name]
        if reading.stored is None:
            raise ValueError(f"{dataset.name} was not read, so it cannot be published")
        return _described(
            dataset,
            state="published",
            sql=reading.plan.sql,
            definition=reading.plan.definition,
            months=reading.plan.months,
            held=reading.held,
            as_of=reading.as_of,
            seconds=round(reading.seconds, 3),
            file=reading.stored.file,
            rows=reading.stored.rows,
            sha256=reading.stored.sha256,
        )

    def stopped(self, dataset: Dataset, reasons: Sequence[str]) -> DatasetEntry:
        """Return the entry of the last good version, or one without rows where there is none."""
        self.draft.discard(dataset.name)
        entry = self.earlier.manifest.datasets.get(dataset.name) if self.earlier else None
        if self.earlier is None or entry is None or entry.file is None:
            return self.withheld(dataset, [*reasons, "No earlier version of it is good."])
        if [*entry.grain, *entry.measures] != list(dataset.columns):
            return self.withheld(dataset, [*reasons, "The last good version has other columns than are needed now."])
        try:
            stored = self._masked_anew(dataset) if dataset.masked else self.draft.copy(self.earlier, entry)
        except (SnapshotError, ExtractError, WarehouseError) as error:
            return self.withheld(dataset, [*reasons, str(error)])
        kept = {"file": stored.file, "rows": stored.rows, "sha256": stored.sha256}
        origin = entry.from_snapshot or self.earlier.id
        return entry.model_copy(
            update={"state": "carried_over", "reasons": list(reasons), "from_snapshot": origin, **kept}
        )

    def _masked_anew(self, dataset: Dataset) -> StoredFile:
        """Write what customers wrote as it last was good, masked by the names and patterns that are known now."""
        if self.masking is None:
            raise ExtractError(f"{dataset.name} is not carried over, as nothing masks it.")
        return self.draft.write(dataset.name, self.masking.applied(rows_of(self.earlier, dataset.name), dataset))

    def not_connected(self, dataset: Dataset, missing: Sequence[str]) -> DatasetEntry:
        """Return the entry of a dataset whose tables the warehouse does not have."""
        reasons = [_not_there(what) for what in missing]
        return _described(dataset, state="not_connected", reasons=reasons, sql=compose(self.source, dataset))

    def withheld(self, dataset: Dataset, reasons: Sequence[str]) -> DatasetEntry:
        """Return the entry of a dataset of which no good version is known."""
        self.draft.discard(dataset.name)
        return _described(dataset, state="withheld", reasons=list(reasons), sql=compose(self.source, dataset))


def _not_there(what: str) -> str:
    if what.startswith(SETTING):
        return f"It is switched off: the {what} is not set."
    return f"The warehouse has no {'column' if '.' in what else 'table'} {what}."


def _described(dataset: Dataset, **values: object) -> DatasetEntry:
    return DatasetEntry.model_validate(
        {
            "name": dataset.name,
            "kind": dataset.kind,
            "description": dataset.description,
            "grain": list(dataset.grain),
            "measures": list(dataset.measures),
            "reads": list(dataset.reads),
            **values,
        }
    )


def rows_of(snapshot: Snapshot | None, name: str) -> pa.Table:
    """Return the rows of a dataset that a snapshot is known to hold."""
    table = snapshot.table(name) if snapshot else None
    if table is None:
        raise KeyError(name)
    return table
