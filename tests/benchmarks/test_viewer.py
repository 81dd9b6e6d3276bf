"""The viewer without a browser speaks Streamlit's protocol: it finds the filter, changes it, and is answered."""

from __future__ import annotations

import asyncio
from pathlib import Path

from benchmarks.app import Running, running_reference
from benchmarks.viewer import Change, visit


async def changes(server: Running, *regions: str) -> list[Change]:
    async with visit(server.url) as viewer:
        offered = viewer.filters["region"].options
        assert set(regions) < set(offered)
        assert viewer.filters["region"].value == offered[0]
        return [await viewer.choose(region=region) for region in regions]


def test_a_change_is_answered_by_a_whole_page(rows: Path) -> None:
    with running_reference(rows) as server:
        before = server.processor()
        asked = asyncio.run(changes(server, "Asia", "Africa", "Asia"))
        assert server.processor() > before
    assert [one.failures for one in asked] == [0, 0, 0]
    assert all(one.elements >= 8 + 6 for one in asked)
    assert all(one.bytes > 0 and one.seconds > 0 for one in asked)
