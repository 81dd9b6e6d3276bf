"""A strip of columns: longest first drawn as they are, below zero under the line, unknown without a column."""

from __future__ import annotations

import math
import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.blocks import Chart, Head
from dashboard.screen.kit.columns import HIGH, columns_values
from dashboard.screen.kit.look import SHEET


def strip(*values: float | None, **columns: list[object]) -> list[tuple[float, float, float]]:
    data = {"x": [f"n{at}" for at in range(len(values))], "y": pa.array(values, pa.float64()), **columns}
    found = columns_values(Chart(Head(name="T1"), "columns", pa.table(data)))
    return [(bar.above, bar.below, bar.share) for bar in found["bars"]]


def test_the_highest_takes_the_whole_height() -> None:
    assert strip(4.0, 2.0, 1.0) == [(HIGH, 0.0, 100.0), (HIGH / 2, 0.0, 50.0), (HIGH / 4, 0.0, 25.0)]


def test_what_is_below_zero_hangs_from_its_line() -> None:
    assert strip(3.0, -1.0) == [(HIGH * 0.75, 0.0, 100.0), (0.0, HIGH / 4, pytest.approx(100 / 3))]


def test_what_is_not_known_has_no_column() -> None:
    assert strip(None, math.nan) == [(0.0, 0.0, 0.0), (0.0, 0.0, 0.0)]


@given(st.lists(st.none() | st.floats(-1e9, 1e9), min_size=1, max_size=12))
def test_no_column_leaves_the_strip(values: list[float | None]) -> None:
    for above, below, share in strip(*values):
        assert 0 <= above <= HIGH + 1e-6
        assert 0 <= below <= HIGH + 1e-6
        assert 0 <= share <= 100 + 1e-6


def test_the_order_is_the_one_that_is_given() -> None:
    data = pa.table({"x": ["b", "a"], "y": [1.0, 2.0], "order": [1, 0], "label": ["one", "two"]})
    found = columns_values(Chart(Head(name="T1"), "columns", data))
    assert [(bar.name, bar.label) for bar in found["bars"]] == [("a", "two"), ("b", "one")]


def test_on_a_phone_names_lie_beside_their_bars_and_none_is_cut() -> None:
    narrow = SHEET[SHEET.index("@container card (max-width: 700px) {\n  .columns") :].partition("\n}")[0]
    (rule,) = re.findall(r"\.column \.name \{[^}]*\}", narrow)
    assert "display: block" in rule
    assert "clamp" not in rule
