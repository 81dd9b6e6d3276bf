"""One rule of regions for all work: what any region has and what names none are all there is."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.view import NOT_GIVEN
from dashboard.measures.programme.placed import placed


@dataclass(frozen=True)
class Row:
    region: str | None


@given(rows=st.lists(st.builds(Row, st.sampled_from([None, "North", "South"]))))
def test_the_regions_and_what_names_none_are_all(rows: list[Row]) -> None:
    parts = [placed(rows, (region,)) for region in ("North", "South", NOT_GIVEN)]
    if all(row.region is None for row in rows):
        assert all((len(part.rows), part.unplaced, part.follows) == (len(rows), (), False) for part in parts)
        return
    assert sum(len(part.rows) for part in parts) == len(rows) == len(placed(rows, None).rows)
    assert [len(part.unplaced) for part in parts] == [len(parts[2].rows)] * 2 + [0]
