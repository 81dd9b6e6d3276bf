"""What a reader may see, applied where a snapshot's rows are read, and nowhere else.

Pages, measures and charts get their rows from `Data` alone, so what a grant leaves out never reaches them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

import cachetools
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.data.cube import Cube
from dashboard.data.roll_up import REGISTER as ROLL_UP
from dashboard.data.roll_up import RollUp
from dashboard.data.view import NOT_GIVEN
from dashboard.snapshots.manifest import DatasetEntry
from dashboard.snapshots.store import Snapshot

OPEN_TO_ALL = frozenset(
    {"departments", "themes", "theme_departments", "numbered_themes", "benchmarks", "journey_stages", ROLL_UP}
)
"""Registers that name things and tell nothing of how the company does."""


VERBATIMS = "verbatims"
"""The dataset in which customers speak for themselves, which has a right of its own."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What one reader may see. ``regions`` and ``pages`` are None where all are meant; a parent means its regions.

    ``company_totals`` covers what belongs to no region: datasets without regions, rows without one, and the
    programme's status. A reader of some regions sees those regions' sums without the rows that belong to none.
    """

    regions: frozenset[str] | None = None
    pages: frozenset[str] | None = None
    verbatims: bool = True
    export: bool = True
    company_totals: bool = True

    @property
    def whole_company(self) -> bool:
        """Whether sums over every row may be told: numbers of rows, control totals, what a check counted."""
        return self.regions is None and self.company_totals


PROMISES = frozenset({"commitments"})
"""What is kept of work: it begins and ends apart from what tells how customers and money do."""


class UndeclaredDataset(LookupError):  # noqa: N818 - what was asked for, rather than an error of the data
    """A feature asked for a dataset that it does not declare; no reader would be told what its failure withholds."""


EVERYTHING = Grant()
"""The grant of those from whom nothing is held back."""


class Data:
    """A snapshot as one reader may see it. Cheap to make: readers share the rows that are in memory."""

    def __init__(self, snapshot: Snapshot, grant: Grant = EVERYTHING) -> None:
        self.snapshot = snapshot
        self._whole = _rows_of(snapshot)
        self.roll_up = RollUp.of(self._whole.table(ROLL_UP))
        if grant.regions is not None:
            grant = replace(grant, regions=self.roll_up.within(grant.regions))
        self.grant = grant
        self.cache_key: Hashable = (str(snapshot.folder), snapshot.id, grant)
        self._declared: frozenset[str] | None = None
        self._cubes: dict[str, Cube | None] = {}
        self._tables: dict[str, pa.Table | None] = {}

    def only(self, datasets: Iterable[str]) -> Data:
        """Return the same data for whoever declared these datasets: any other is refused with UndeclaredDataset."""
        restricted = copy(self)
        restricted._declared = frozenset(datasets)
        return restricted

    def of(self, snapshot: Snapshot) -> Data:
        """Return another snapshot as the same reader may see it; whoever declared datasets gets those alone."""
        other = Data(snapshot, self.grant)
        other._declared = self._declared
        return other

    def entry(self, name: str) -> DatasetEntry:
        """Return what the manifest says of a dataset; one that it does not know is not connected."""
        self._refuse_undeclared(name)
        known = self.snapshot.manifest.datasets.get(name)
        return known or DatasetEntry(
            name=name, kind="cube", description="", grain=[], measures=[], state="not_connected",
            reasons=[f"This snapshot was made before the dataset {name} was known."],
        )  # fmt: skip

    def allows(self, name: str) -> bool:
        """Whether the grant leaves anything of a dataset."""
        entry = self.entry(name)
        if name == VERBATIMS and not self.grant.verbatims:
            return False
        if name in OPEN_TO_ALL or self.grant.company_totals:
            return True
        return "region" in {*entry.grain, *entry.measures} and not (entry.kind == "register" and self._placeless(name))

    def cube(self, name: str) -> Cube | None:
        """Return a dataset as a cube, None where it has no rows to show: `entry` and `allows` say why."""
        self._refuse_undeclared(name)
        if name not in self._cubes:
            self._cubes[name] = self._granted_cube(name)
        return self._cubes[name]

    def table(self, name: str) -> pa.Table | None:
        """Return a register's or sample's rows, None where there are none to show."""
        self._refuse_undeclared(name)
        if name not in self._tables:
            self._tables[name] = self._granted_table(name)
        return self._tables[name]

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return a register's rows as plain values; none where there are none to show."""
        table = self.table(name)
        return [] if table is None else table.to_pylist()

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions that can be asked for, by their positions, 'not given' last."""
        return tuple(sorted(self._labels("region"), key=lambda one: (one == NOT_GIVEN, self.roll_up.place(one))))

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """What the regions are parts of, with these: of such alone of which the reader sees every part."""
        everything = Data(self.snapshot).regions if self.grant != EVERYTHING else self.regions
        hidden = {*everything} - {*self.regions}
        return {one: parts for one, parts in self.roll_up.parts(everything).items() if hidden.isdisjoint(parts)}

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The segments that can be asked for, 'not given' last."""
        return self._labels("segment")

    @cached_property
    def months(self) -> tuple[int, int]:
        """First and last complete month of which the snapshot holds anything; where it holds nothing, of all asked."""
        return self._held() or (self.snapshot.manifest.first_month, self.snapshot.manifest.last_month)

    @cached_property
    def measured_months(self) -> tuple[int, int]:
        """The same of what tells how customers and money do: promises may be kept for years before, and after."""
        return self._held(PROMISES) or self.months

    @cached_property
    def begun(self) -> bool:
        """Whether anything is held of any complete month; what is withheld is not known to be nothing."""
        dated = [entry for entry in self.snapshot.manifest.datasets.values() if entry.of_months and entry.file]
        return not dated or any(entry.rows for entry in dated)

    def _held(self, but: Collection[str] = ()) -> tuple[int, int] | None:
        entries = self.snapshot.manifest.datasets.values()
        held = [entry.held for entry in entries if entry.held is not None and entry.name not in but]
        return (min(first for first, _ in held), max(last for _, last in held)) if held else None

    def _refuse_undeclared(self, name: str) -> None:
        if self._declared is not None and name not in self._declared:
            raise UndeclaredDataset(
                f"The dataset {name} is not among those declared: {', '.join(sorted(self._declared)) or 'none'}."
            )

    def _placeless(self, name: str) -> bool:
        """Whether a register has rows and none of them a region: the company keeps it for the whole alone."""
        table = self._whole.table(name)
        if table is None or table.num_rows == 0:
            return False
        return "region" not in table.column_names or table.column("region").null_count == table.num_rows

    def _labels(self, dimension: str) -> tuple[str, ...]:
        # By the labels of a dimension, each dataset may know some that no answer bears.
        known = self.snapshot.manifest.datasets if self.snapshot.dimension else ("answers", "customer_windows")
        cubes = [cube for name in known if (cube := self._granted_cube(name)) is not None and dimension in cube.labels]
        found = {str(label) for cube in cubes for label in cube.present(dimension)}
        return tuple(sorted(found, key=lambda label: (label == NOT_GIVEN, label)))

    def _granted_cube(self, name: str) -> Cube | None:
        cube = self._whole.cube(name) if self.allows(name) else None
        if cube is None or "region" not in cube.labels:
            return cube
        allowed = set(cube.labels["region"])
        if self.grant.regions is not None:
            allowed &= self.grant.regions
        if self.grant.regions is not None or not self.grant.company_totals:
            allowed -= {NOT_GIVEN}
        return cube if len(allowed) == len(cube.labels["region"]) else cube.only("region", allowed)

    def _granted_table(self, name: str) -> pa.Table | None:
        table = self._whole.table(name) if self.allows(name) else None
        if table is None or "region" not in table.column_names or name == ROLL_UP:
            return table
        region = table.column("region")
        kept = pc.is_valid(region)
        if self.grant.regions is not None:
            kept = pc.and_(kept, pc.is_in(region, pa.array(sorted(self.grant.regions), pa.string())))
        if self.grant.company_totals:
            kept = pc.or_(kept, pc.is_null(region))
        return table.filter(kept)


class _Whole:
    """A snapshot's rows before any grant; each dataset is read once, when it is first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._cubes: dict[str, Cube | None] = {}
        self._tables: dict[str, pa.Table | None] = {}
        self._lock = Lock()

    def cube(self, name: str) -> Cube | None:
        with self._lock:
            if name not in self._cubes:
                entry, table = self._entries.get(name), self._read(name)
                self._cubes[name] = None if entry is None or table is None else _cube_of(table, entry)
            return self._cubes[name]

    def table(self, name: str) -> pa.Table | None:
        with self._lock:
            if name not in self._tables:
                self._tables[name] = self._read(name)
            return self._tables[name]

    @property
    def _entries(self) -> Mapping[str, DatasetEntry]:
        return self._snapshot.manifest.datasets

    def _read(self, name: str) -> pa.Table | None:
        return self._snapshot.table(name) if name in self._entries else None


_HELD: WeakValueDictionary[Hashable, Cube] = WeakValueDictionary()


def _cube_of(table: pa.Table, entry: DatasetEntry) -> Cube:
    """Return a dataset's rows as a cube: that of another snapshot which holds the very same, with what was added up."""
    same = entry.sha256, tuple(entry.grain), tuple(entry.measures), entry.months
    cube = _HELD.get(same)
    if cube is None:
        cube = _HELD[same] = Cube.from_table(table, entry.grain, entry.measures, entry.months)
    return cube


_KEPT = 5
"""Snapshots whose rows are kept: the current one, those of last week and of the last board which it is held against,
one more while a new one takes its place, and one that a link asks for."""
_PARTS = 7
"""Dimensions of a snapshot of which it may be read by label."""


def _rows_of(snapshot: Snapshot) -> _Whole:
    """Return a snapshot's rows; those of a dimension are kept apart, so that they push no whole snapshot out."""
    return _rows_of_part(snapshot) if snapshot.dimension else _rows_of_whole(snapshot)


def _named(snapshot: Snapshot) -> Hashable:
    return str(snapshot.folder), snapshot.id


@cachetools.cached(cachetools.LRUCache(_KEPT), key=_named, lock=Lock())
def _rows_of_whole(snapshot: Snapshot) -> _Whole:
    return _Whole(snapshot)


@cachetools.cached(cachetools.LRUCache(_KEPT * _PARTS), key=_named, lock=Lock())
def _rows_of_part(snapshot: Snapshot) -> _Whole:
    return _Whole(snapshot)
