"""One specification a shape: as it was last looked at, valid, without data, the same whatever the data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import altair as alt
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts import drawing, specification
from dashboard.charts.base import TYPE_SIZE
from tests.charts.golden import FOLDER, golden, text
from tests.charts.samples import HOSTILE, KINDS, MORE, SAMPLES, chart

EVERY = SAMPLES | MORE


@pytest.mark.parametrize("name", EVERY)
def test_it_is_what_was_last_looked_at(name: str) -> None:
    path = FOLDER / f"{name}.json"
    assert text(golden()[name]) == path.read_text("utf-8"), "look at the sheet, then: python -m tests.charts.golden"


def test_every_kind_has_a_sample_and_every_golden_file_one() -> None:
    assert set(SAMPLES) == set(KINDS)
    assert {path.stem for path in FOLDER.glob("*.json")} == set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_other_data_of_the_same_shape_have_the_same_specification(name: str) -> None:
    one, other = EVERY[name](), EVERY[name](seed=0.01)
    assert specification(one, "light") is specification(other, "light")
    assert specification(one, "light") != specification(one, "dark")


@pytest.mark.parametrize(
    "name", ["bars", "paired", "stacked", "waterfall", "heat", "dots", "bullet", "columns-up", "path"]
)
def test_how_many_rows_and_how_long_their_names_are_is_written_into_a_specification_that_was_built_before(
    name: str,
) -> None:
    few, many = EVERY[name](rows=4), EVERY[name](rows=3, names=["A name that is a good deal longer"] * 9 + ["short"])
    one = specification(few, "light")
    built = drawing._drawn.cache_info().misses
    other = specification(many, "light")
    assert drawing._drawn.cache_info().misses == built
    room = {key for key in one if one[key] != other[key]}
    assert room <= {"params", "height"}
    assert "params" in room


@settings(deadline=None)
@given(st.lists(st.floats(10, 99) | st.none(), min_size=12, max_size=12))
def test_whatever_is_measured_the_view_is_kept(values: list[float | None]) -> None:
    months = [24300.0 + at for at in range(12)]
    usual = specification(chart("lines", {"x": months, "y": [50.0] * 12, "low": [40.0] * 12}), "light")
    low = pa.array(values, pa.float64())
    assert specification(chart("lines", {"x": months, "y": low, "low": low}), "light") == usual


@pytest.mark.parametrize("name", EVERY)
def test_it_is_valid_and_holds_no_data(name: str) -> None:
    spec = json.loads(json.dumps(specification(EVERY[name](), "light")))
    assert not {key for key, _ in _everything(spec)} & {"data", "datasets", "values"}
    alt.LayerChart.from_dict(spec | {"data": {"name": "bound"}}, validate=True)
    assert spec["width"] == "container"
    assert spec["autosize"] == {"type": "fit", "contains": "padding"}


@pytest.mark.parametrize("name", EVERY)
def test_no_letter_is_smaller_than_twelve_pixels(name: str) -> None:
    sizes = [value for key, value in _everything(specification(EVERY[name](), "dark")) if key.endswith("ontSize")]
    assert sizes
    assert set(sizes) == {TYPE_SIZE}


def test_months_are_not_left_to_d3_which_knows_english_alone() -> None:
    for name in ("lines", "lines-history", "lines-several"):
        assert "%b" not in (FOLDER / f"{name}.json").read_text("utf-8")


@pytest.mark.parametrize("name", ["lines-several", "steps", "columns"])
def test_what_people_typed_stands_in_no_expression(name: str) -> None:
    names = [HOSTILE, "other", "third", "fourth"]
    spec = specification(EVERY[name](names=names), "light")
    assert not [
        value for key, value in _everything(spec) if key in ("expr", "calculate", "filter") and "alert" in value
    ]


def _everything(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield key, held
            yield from _everything(held)
    elif isinstance(value, list):
        for held in value:
            yield from _everything(held)
