"""The demo company in other states: what is withheld, held back, not connected, emptied, or of one region alone.

A snapshot's rows and answers are kept by its folder and name, so each state has a name of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.blocks import Block, Choice, within
from dashboard.data.access import EVERYTHING, OPEN_TO_ALL, Data, Grant
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.data.view import View
from dashboard.features.feature import Feature
from dashboard.periods import Calendar, choices
from dashboard.settings import Settings
from dashboard.snapshots.manifest import DatasetEntry, FindingEntry
from dashboard.snapshots.store import Snapshot, file_hash

REASON = "The rows of “{name}” were spoilt on the way."


def reason(name: str) -> str:
    """Return why a dataset is withheld or held back."""
    return REASON.format(name=name.replace("_", " "))


def changed(snapshot: Snapshot, label: str, entries: Mapping[str, DatasetEntry]) -> Snapshot:
    """Return a snapshot whose manifest says something else of some datasets."""
    datasets = {**snapshot.manifest.datasets, **entries}
    manifest = snapshot.manifest.model_copy(update={"datasets": datasets})
    return replace(snapshot, id=f"{snapshot.id} {label}", manifest=manifest)


def withheld(snapshot: Snapshot, *names: str) -> Snapshot:
    """Return a snapshot in which these datasets have no good version."""
    gone = {"state": "withheld", "file": None, "sha256": None, "rows": 0, "as_of": None}
    return _in_state(snapshot, "withheld", names, lambda name: gone | {"reasons": [reason(name)]})


def not_connected(snapshot: Snapshot, *names: str) -> Snapshot:
    """Return a snapshot of a company that does not have what these datasets are read from."""
    gone = {"state": "not_connected", "file": None, "sha256": None, "rows": 0, "as_of": None}
    return _in_state(snapshot, "without", names, lambda name: gone | {"reasons": []})


def held_back(snapshot: Snapshot, *names: str) -> Snapshot:
    """Return a snapshot in which these datasets are of the day before."""
    before = snapshot.manifest.created_at - timedelta(days=1)
    changes = {"state": "carried_over", "as_of": before, "from_snapshot": "20260101T060000000Z-000000000000"}
    return _in_state(snapshot, "held back", names, lambda name: changes | {"reasons": [reason(name)]})


def failing(snapshot: Snapshot, name: str, months: tuple[int, ...] | None = None) -> Snapshot:
    """Return a snapshot in which a check of a dataset failed and is shown with a warning: of these months alone."""
    found = FindingEntry(
        check=f"{name}.planted", kind="extract", subject=name, severity="warning", passed=False,
        sentence=reason(name), datasets=[name], months=None if months is None else list(months),
    )  # fmt: skip
    manifest = snapshot.manifest.model_copy(update={"findings": [found]})
    return replace(snapshot, id=f"{snapshot.id} failing: {name} {months}", manifest=manifest)


def thinned(snapshot: Snapshot, name: str, month: int, folder: Path) -> Snapshot:
    """Return a snapshot in which a dataset lacks every other row of a month; a register, every other row."""

    def kept(other: str, table: pa.Table) -> pa.Table:
        if other != name:
            return table
        here = table.column("month").to_pylist() if "month" in table.column_names else [month] * len(table)
        odd = (at % 2 for at in count())
        return table.filter(pa.array([one != month or bool(next(odd)) for one in here], pa.bool_()))

    return replace(_rewritten(snapshot, folder, kept), id=f"{snapshot.id} thinned: {name} {month}")


def of_one_region(snapshot: Snapshot, region: str, folder: Path) -> Snapshot:
    """Return a snapshot of a company that has one region, and nothing that belongs to none but what names things."""

    def kept(name: str, table: pa.Table) -> pa.Table:
        if "region" in table.column_names:
            return table.filter(pc.equal(table.column("region"), region))
        return table if name in OPEN_TO_ALL else table.slice(0, 0)

    return _rewritten(snapshot, folder, kept)


def emptied(snapshot: Snapshot, folder: Path) -> Snapshot:
    """Return a snapshot of a company whose tables are all there, and have no row."""
    return _rewritten(snapshot, folder, lambda _, table: table.slice(0, 0))


def asked(snapshot: Snapshot, settings: Settings, *, view: View | None = None, grant: Grant = EVERYTHING) -> Question:
    """Return the question of a reader who chooses nothing, unless told otherwise."""
    data, archive = Data(snapshot, grant), week_before(snapshot)
    return Question(data, view or view_of(snapshot), settings, archive=archive)


def week_before(snapshot: Snapshot, **changes: Any) -> Archive:
    """Return an archive with the snapshot as it was a week before, when its manifest said something else.

    It was pinned for a board.
    """
    made = snapshot.manifest.created_at - timedelta(days=7)
    manifest = snapshot.manifest.model_copy(update={"created_at": made} | changes)
    told = "".join(f" {name} {value}" for name, value in sorted(changes.items()))
    earlier = replace(snapshot, id=f"0 {snapshot.id}{told}", manifest=manifest)
    return Archive((earlier.id,), opened=lambda _: earlier, pinned=((earlier.id, "Board of last week"),))


def view_of(snapshot: Snapshot, *, month: int | None = None, place: str | None = None) -> View:
    """Return the default view; or of one month, or of one region and the segment of the same name."""
    first, last = snapshot.manifest.first_month, snapshot.manifest.last_month
    periods = choices(first, last)
    period = next(one for one in periods if month is None or (one.kind == "month" and one.last == month))
    places = None if place is None else (place,)
    return View.of(period, "year", first, Calendar(), regions=places, segments=places)


def earlier_views(snapshot: Snapshot) -> Iterator[View]:
    """Yield the views of every fourth of the other periods that can be chosen, the newest first."""
    first, last = snapshot.manifest.first_month, snapshot.manifest.last_month
    for period in choices(first, last)[1::4]:
        yield View.of(period, "year", first, Calendar())


def every_form(declared: Feature, question: Question) -> Iterator[tuple[Block, ...]]:
    """Yield what a feature shows at first, and with another option of each choice that it offers."""
    first = declared.blocks(question)
    yield first
    for block in everything(first):
        if isinstance(block, Choice):
            others = [name for name, _ in block.options if name != block.chosen]
            for name in others[-1:]:
                parameters = (*question.parameters, (block.parameter, name))
                yield declared.blocks(replace(question, parameters=parameters))


def everything(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks and all that they hold."""
    return [held for block in blocks for held in within(block)]


def _in_state(
    snapshot: Snapshot, label: str, names: tuple[str, ...], changes: Callable[[str], Mapping[str, Any]]
) -> Snapshot:
    known = snapshot.manifest.datasets
    entries = {name: known[name].model_copy(update=dict(changes(name))) for name in names}
    return changed(snapshot, f"{label}: {', '.join(names)}", entries)


def _rewritten(snapshot: Snapshot, folder: Path, kept: Callable[[str, pa.Table], pa.Table]) -> Snapshot:
    entries = {}
    for name, entry in snapshot.manifest.datasets.items():
        table = snapshot.table(name)
        if table is None or entry.file is None:
            continue
        rows = kept(name, table)
        pq.write_table(rows, folder / entry.file)
        update = {"rows": rows.num_rows, "sha256": file_hash(folder / entry.file)}
        entries[name] = entry.model_copy(update=update)
    return replace(changed(snapshot, "rewritten", entries), folder=folder)
