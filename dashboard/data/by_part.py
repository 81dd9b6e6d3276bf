"""A snapshot read by journeys, stages, hand-offs or where customers are heard: each stands where a region does.

So what was promised and kept by journey is read, and its change judged, in the very way in which it is by region, all
journeys (or stages, or hand-offs, or sources) together being one family.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.data.access import Data, Grant
from dashboard.data.view import NOT_GIVEN, Places
from dashboard.snapshots.store import Snapshot

By = Literal["journey", "stage", "hand_off", "source"]

SOURCES: Mapping[By, tuple[str, tuple[str, ...]]] = {
    "journey": ("journeys", ("journey",)),
    "stage": ("stage_steps", ("journey", "stage")),
    "hand_off": ("hand_offs", ("from_department", "to_department")),
    "source": ("heard", ("kind", "source")),
}
"""The dataset that tells each, and the columns that name its parts."""

_BETWEEN = "\x1f"
"""Stands between the names of a part: no name of a company's own has such a control character in it."""


def by_part(data: Data, by: By, places: Places) -> Data | None:
    """Return what there is in some places by the parts of a kind; None where there is nothing to show.

    Where the reader may see some regions only, it is those; of others there is nothing, whatever is asked for.
    """
    name, named = SOURCES[by]
    if data.cube(name) is None:
        return None
    whole, granted = data.snapshot, data.grant.regions
    asked = granted if places[0] is None else frozenset(places[0])
    seen = asked if asked is None or granted is None else asked & granted
    regions = None if seen is None else tuple(sorted(seen))
    entry = whole.manifest.datasets[name]
    left = [column for column in entry.grain if column not in ("region", "segment", *named)]
    mark = f" by {by} of {regions} {places[1]}"
    told = entry.model_copy(update={"grain": [*left, "region"], "sha256": f"{entry.sha256}{mark}"})
    manifest = whole.manifest.model_copy(update={"datasets": {name: told}})
    kept = _ByPart(
        f"{whole.id}{mark}", whole.folder, manifest, whole.notice, by, whole=whole, places=(regions, places[1])
    )  # fmt: skip
    return Data(kept, Grant(pages=data.grant.pages))


def parts_of(label: str) -> tuple[str, ...]:
    """Return the names of a part that stands in the place of a region: of a stage its journey's and its own."""
    return tuple(label.split(_BETWEEN))


@dataclass(frozen=True)
class _ByPart(Snapshot):
    """A snapshot of one dataset, of some places, with its parts in the place of regions."""

    whole: Snapshot | None = None
    places: Places = (None, None)

    def table(self, name: str) -> pa.Table | None:
        """Read the dataset's rows by part."""
        table = None if self.whole is None else self.whole.table(name)
        if table is None:
            return None
        for column, wanted in zip(("region", "segment"), self.places, strict=True):
            if wanted is not None:
                table = table.filter(
                    pc.is_in(pc.fill_null(table.column(column), NOT_GIVEN), pa.array(wanted, pa.string()))
                )
        _, named = SOURCES[self.dimension]  # type: ignore[index]  # it is what the snapshot was read by
        label = pc.binary_join_element_wise(*(table.column(column) for column in named), _BETWEEN)
        left = [column for column in table.column_names if column not in ("region", "segment", *named)]
        return table.select(left).append_column("region", label)
