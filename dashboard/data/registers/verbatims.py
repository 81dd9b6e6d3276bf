"""What customers say in their own words, masked: few of the many rows, so that no more than those are ever made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.data.access import Data
from dashboard.data.registers.reader import Register
from dashboard.data.view import NOT_GIVEN, Places


@dataclass(frozen=True, slots=True)
class Verbatim(Register):
    """A comment on a theme. ``sentiment`` is 1 for praise, -1 for a complaint, 0 for neither and None if unknown;
    the lower its ``position``, the newer it is within its month and region, praise and complaint in turn."""

    dataset: ClassVar[str] = "verbatims"

    theme_id: str
    region: str | None
    month: int
    position: int
    segment: str | None
    metric: str
    score: int | None
    sentiment: int | None
    text: str


def read_verbatims(
    data: Data, theme_id: str, metric: str, months: tuple[int, int], places: Places
) -> tuple[Verbatim, ...]:
    """Return what is kept of a theme's comments in some months and places, as the reader may see it."""
    table = data.table(Verbatim.dataset)
    if table is None:
        return ()
    wanted = pc.and_(pc.equal(table.column("theme_id"), theme_id), pc.equal(table.column("metric"), metric))
    for column, labels in zip(("region", "segment"), places, strict=True):
        if labels is not None:
            held = pc.fill_null(table.column(column), NOT_GIVEN)
            wanted = pc.and_(wanted, pc.is_in(held, pa.array(labels, pa.string())))
    found = table.filter(wanted).select(list(Verbatim.__slots__)).to_pylist()
    return tuple(Verbatim(**row) for row in found if row["text"] and months[0] <= row["month"] <= months[1])
