"""A snapshot read by parts: only of places that its reader may see, whatever is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.data.access import Grant
from dashboard.data.by_part import by_part
from tests.published import LAST, data

ROWS = [
    {"month": LAST, "region": region, "segment": "Small", "journey": "order", "due": due, "on_time": due}
    for region, due in (("North", 3), ("South", 5), (None, 7))
]  # fmt: skip


@pytest.mark.parametrize(
    ("granted", "asked", "due"),
    [
        (None, None, 15), (None, ("South",), 5), ({"North"}, None, 3), ({"North"}, ("North", "South"), 3),
        ({"North"}, ("South",), 0), (set(), None, 0), (set(), ("South",), 0),
    ],
)  # fmt: skip
def test_of_regions_that_a_reader_may_not_see_there_is_nothing(
    tmp_path: Path, granted: set[str] | None, asked: tuple[str, ...] | None, due: int
) -> None:
    grant = Grant(regions=None if granted is None else frozenset(granted))
    found = by_part(data(tmp_path, grant, journeys=ROWS), "journey", (asked, None))
    cube = None if found is None else found.cube("journeys")
    assert (0 if cube is None else cube.sum(("due",)).sum()) == due
