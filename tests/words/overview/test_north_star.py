"""What serves a principle: a measure with its value, or why it has none."""

from __future__ import annotations

import pytest

from dashboard.blocks import Tile
from dashboard.data.standing import Standing
from dashboard.words.overview.north_star import serves

SHOWN, WITHHELD = Standing("published"), Standing("withheld", ("It failed its checks.",))


@pytest.mark.parametrize(
    ("tile", "said"),
    [
        (Tile(label="CSAT", value="81.3 %", standing=SHOWN), "CSAT 81.3 %"),
        (Tile(label="CSAT", value="81.3 %", muted=True, standing=SHOWN), "CSAT 81.3 % (too few to tell)"),
        (Tile(label="CSAT", value="–", muted=True, standing=WITHHELD), "CSAT: withheld"),
    ],
)
def test_a_measure_that_serves_a_principle_says_what_it_stands_on(tile: Tile, said: str) -> None:
    assert serves(tile) == said
