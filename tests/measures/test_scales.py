"""No interval leaves its measure's scale, whatever few or many answers say."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from dashboard.measures import read
from tests.published import LAST, SETTINGS, data, view

COUNTS = tuple(counts for counts in product((0, 1, 30), repeat=3) if sum(counts))


@pytest.mark.parametrize("name", ["nps", "csat", "csat_mean", "ces", "thumbs"])
@pytest.mark.parametrize("counts", COUNTS)
def test_no_interval_leaves_its_scale_or_has_no_width(tmp_path: Path, name: str, counts: tuple[int, int, int]) -> None:
    metric, scores, least, most = {
        "nps": ("nps", (0, 8, 10), -100, 100),
        "csat": ("csat", (1, 3, 5), 0, 1),
        "csat_mean": ("csat", (1, 3, 5), 1, 5),
        "ces": ("ces", (1, 4, 7), 0, 1),
        "thumbs": ("thumbs", (0, 0, 1), 0, 1),
    }[name]  # fmt: skip
    rows = [
        {"month": LAST, "metric": metric, "survey": "relationship", "score": score, "n": n,
         "weight": n, "weight_squared": n}
        for score, n in zip(scores, counts, strict=True) if n
    ]  # fmt: skip
    found = read(data(tmp_path, answers=rows), name, view(against=None), SETTINGS).estimate
    assert least <= found.low <= found.value <= found.high <= most
    assert found.high - found.low > (most - least) / 1000
