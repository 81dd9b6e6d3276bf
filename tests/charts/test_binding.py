"""The data bound to a specification: plain columns, what is missing stays missing, sums are Python's."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts import bound
from tests.charts.samples import MORE, SAMPLES, chart, steps


@pytest.mark.parametrize("name", SAMPLES | MORE)
def test_columns_are_words_or_floating_numbers_and_none_is_nan(name: str) -> None:
    table = bound((SAMPLES | MORE)[name]())
    assert set(table.schema.types) <= {pa.string(), pa.float64()}
    for row in table.to_pylist():
        assert not [value for value in row.values() if isinstance(value, float) and not math.isfinite(value)]


@pytest.mark.parametrize("name", SAMPLES | MORE)
def test_every_column_that_the_specification_reads_is_there(name: str) -> None:
    empty, full = bound((SAMPLES | MORE)[name](rows=0)), bound((SAMPLES | MORE)[name]())
    assert empty.schema == full.schema or name == "waterfall-broken"


def test_months_become_milliseconds_and_words() -> None:
    row = bound(chart("lines", {"x": [2026 * 12 + 0.0], "y": [1.0]})).to_pylist()[0]
    assert row["x"] == 1_767_225_600_000
    assert row["month"] == "Jan 2026"
    assert row["lone"] == row["newest"] == 1.0


def test_the_newest_month_is_marked_only_where_it_is_known() -> None:
    rows = bound(chart("lines", {"x": [24300.0, 24301.0], "y": [1.0, math.nan]})).to_pylist()
    assert [row["newest"] for row in rows] == [None, None]
    assert [row["end"] for row in rows] == [None, None]


def test_each_of_several_lines_is_named_once_at_its_last_known_month() -> None:
    data: dict[str, list[Any]] = {
        "x": [24300.0, 24301.0] * 2,
        "y": [5.0, 6.0, 5.0, None],
        "series": ["a", "a", "b", "b"],
    }
    rows = bound(chart("lines", data, series=("b", "a"))).to_pylist()
    assert [(row["end_name"], row["y"]) for row in rows if row["end"] is not None] == [("b", 5.0), ("a", 6.0)]


def test_infinities_and_words_in_place_of_numbers_are_missing() -> None:
    rows = bound(chart("bars", {"y": ["a", "b"], "x": [math.inf, 2.0], "low": ["x", "y"]})).to_pylist()
    assert [row["x"] for row in rows] == [None, 2.0]
    assert [row["low"] for row in rows] == [None, None]


def test_rows_follow_their_order_and_names_stand_once() -> None:
    data: dict[str, list[Any]] = {
        "y": ["b", "a", "b"],
        "x": [1.0, 2.0, 3.0],
        "series": ["s", "s", "t"],
        "order": [2, 1, 2],
    }
    rows = bound(chart("stacked", data)).to_pylist()
    assert [(row["name"], row["row"]) for row in rows] == [("b", 1.0), ("a", 0.0), ("", 1.0)]


@settings(deadline=None)
@given(st.lists(st.floats(-50, 50), min_size=1, max_size=6))
def test_the_parts_of_a_stack_reach_as_far_as_they_sum_to(amounts: list[float]) -> None:
    parts = [f"part {at}" for at in range(len(amounts))]
    rows = bound(chart("stacked", {"y": ["all"] * len(parts), "x": amounts, "series": parts})).to_pylist()
    assert max(0.0, *(row["finish"] for row in rows)) == pytest.approx(sum(max(amount, 0) for amount in amounts))
    assert min(0.0, *(row["finish"] for row in rows)) == pytest.approx(sum(min(amount, 0) for amount in amounts))


@settings(deadline=None)
@given(st.lists(st.floats(-100, 100), max_size=8), st.floats(0, 500))
def test_each_bar_of_a_waterfall_begins_where_the_one_before_ends(changes: list[float], opening: float) -> None:
    y = [opening, *changes, opening + math.fsum(changes)]
    total = [1] + [0] * len(changes) + [1]
    rows = bound(chart("waterfall", {"x": [str(at) for at in range(len(y))], "y": y, "total": total})).to_pylist()
    for before, row in pairwise(rows[:-1]):
        assert row["begin"] == pytest.approx(before["finish"])
    assert rows[-1]["finish"] == pytest.approx(rows[-2]["finish"], abs=1e-6)
    assert rows[0]["begin"] == rows[-1]["begin"]


def test_bars_of_levels_begin_at_zero_or_show_that_they_are_cut() -> None:
    data: dict[str, list[Any]] = {"x": ["o", "c", "e"], "y": [100.0, 3.0, 103.0], "total": [1, 0, 1]}
    cut = bound(chart("waterfall", data)).to_pylist()
    assert [(row["begin"], row["broken"]) for row in cut] == [(97.0, 1.0), (100.0, 0.0), (97.0, 1.0)]
    whole = bound(chart("waterfall", data | {"y": [100.0, 60.0, 160.0]})).to_pylist()
    assert [(row["begin"], row["broken"]) for row in whole] == [(0.0, 0.0), (100.0, 0.0), (0.0, 0.0)]


def test_after_what_is_missing_a_waterfall_knows_no_level_until_the_next_total() -> None:
    data: dict[str, list[Any]] = {"x": list("abcd"), "y": [10.0, None, 2.0, 15.0], "total": [1, 0, 0, 1]}
    rows = bound(chart("waterfall", data)).to_pylist()
    assert [row["finish"] for row in rows] == [10.0, None, None, 15.0]
    assert [row["next"] for row in rows] == [1.0, None, None, None]


def test_what_is_incomplete_begins_where_the_rest_of_its_curve_ends() -> None:
    rows = [row for row in bound(steps(rows=12)).to_pylist() if row["series"] == "Q2 2026"]
    firm = [row["x"] for row in rows if row["firm"] is not None]
    still_open = [row["x"] for row in rows if row["open"] is not None]
    assert (firm[-1], still_open[0]) == (2.0, 2.0)
    assert [row["x"] for row in rows if row["end"] is not None] == [still_open[-1]]


def test_words_stand_beyond_the_interval_on_the_side_of_the_value() -> None:
    rows = bound(
        chart("bars", {"y": ["a", "b"], "x": [2.0, -2.0], "low": [1.0, -3.0], "high": [3.0, -1.0]})
    ).to_pylist()
    assert [(row["end"], row["side"]) for row in rows] == [(3.0, 1.0), (-3.0, -1.0)]


def test_shades_of_a_heat_map_are_shares_of_its_greatest_amount() -> None:
    rows = bound(chart("heat", {"x": list("abc"), "y": ["r"] * 3, "value": [-4.0, 2.0, None]})).to_pylist()
    assert [row["shade"] for row in rows] == [-1.0, 0.5, None]
