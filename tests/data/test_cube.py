"""Cubes: any filter is a sum, sums add up, and nothing is lost by how rows are kept."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.cube import Cube
from dashboard.data.view import NOT_GIVEN

GRAIN = ("month", "region", "segment", "metric", "replicate", "score")
MEASURES = ("n", "weight")
REGIONS: list[str | None] = ["North", "Süd", "NA", None]


def cube(rows: list[tuple[Any, ...]], months: tuple[int, int] | None = None) -> Cube:
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in (*GRAIN, *MEASURES)]
    kinds = (pa.int64(), pa.string(), pa.string(), pa.string(), pa.int64(), pa.int64(), pa.int64(), pa.float64())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return Cube.from_table(pa.table(arrays, [*GRAIN, *MEASURES]), GRAIN, MEASURES, months)


ROWS: list[tuple[Any, ...]] = [
    (100, "North", "Large", "nps", 0, 10, 4, 4.0),
    (100, "North", "Small", "nps", 1, 0, 2, 1.5),
    (101, "North", "Large", "nps", 1, 10, 3, 3.0),
    (101, None, "Large", "nps", 0, 7, 1, 1.0),
    (103, "NA", None, "csat", 15, 5, 8, 8.0),
]


def test_a_sum_of_everything() -> None:
    assert cube(ROWS).sum(("n", "weight")).tolist() == [18, 17.5]


def test_axes_come_as_asked_and_months_without_rows_are_0() -> None:
    found = cube(ROWS)
    assert found.labels["month"] == (100, 101, 102, 103)
    assert found.sum(("n",), ("month",))[:, 0].tolist() == [6, 4, 0, 8]
    by_region = found.sum(("n",), ("region", "month"), (("metric", ("nps",)),))[..., 0]
    assert found.labels["region"] == ("NA", "North", NOT_GIVEN)
    assert by_region.tolist() == [[0, 0, 0, 0], [6, 3, 0, 0], [0, 1, 0, 0]]


def test_months_beyond_the_data_are_0() -> None:
    assert cube(ROWS).sum(("n",), ("month",), months=(98, 101))[:, 0].tolist() == [0, 0, 6, 4]
    assert cube(ROWS).sum(("n",), ("month",), months=(104, 105))[:, 0].tolist() == [0, 0]
    assert cube(ROWS).sum(("n",), months=(104, 105)).tolist() == [0]


def test_months_that_were_asked_for_belong_to_the_cube() -> None:
    assert cube(ROWS, (99, 104)).months == (99, 104)
    assert cube([], (99, 104)).sum(("n",), ("month",)).shape == (6, 1)


def test_null_is_its_own_group_and_text_that_reads_na_stays_text() -> None:
    found = cube(ROWS)
    assert found.sum(("n",), regions=(NOT_GIVEN,)).tolist() == [1]
    assert found.sum(("n",), regions=("NA",)).tolist() == [8]
    assert found.sum(("n",), segments=(NOT_GIVEN,)).tolist() == [8]
    assert found.present("region") == ("NA", "North", NOT_GIVEN)


def test_a_label_without_rows_selects_nothing() -> None:
    assert cube(ROWS).sum(("n",), regions=("Mars",)).tolist() == [0]
    assert cube(ROWS).sum(("n",), ("month",), (("score", (3,)),), regions=("North",))[:, 0].tolist() == [0, 0, 0, 0]


def test_rows_kept_to_values_of_the_rest_of_the_grain() -> None:
    found = cube(ROWS)
    assert found.sum(("n", "weight"), ("replicate",), (("score", (0, 10)),)).tolist() == [[4, 4], [5, 4.5], [0, 0]]


def test_a_part_of_a_cube_shares_its_rows() -> None:
    whole = cube(ROWS)
    part = whole.only("region", ["North"])
    assert part.sum(("n",)).tolist() == [9]
    assert part.sum(("n",), regions=("NA",)).tolist() == [0]
    assert part.present("region") == ("North",)
    assert (part.rows, whole.rows) == (3, 5)
    assert np.shares_memory(part._rest, whole._rest)


def test_a_result_cannot_be_changed_by_whoever_asked() -> None:
    found = cube(ROWS).sum(("n",), ("month",))
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1


def test_a_missing_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="one is missing or infinite"):
        cube([(100, "North", "Large", "nps", 0, 10, 4, float("nan"))])


def test_counts_are_kept_narrow_and_weights_exactly() -> None:
    found = cube([(100, "North", "Large", "nps", 0, 10, 100_000, 0.1), (101, "North", "Large", "nps", 0, 10, 1, 3e9)])
    assert found.sum(("n", "weight"), ("month",)).tolist() == [[100_000, 0.1], [1, 3e9]]
    assert found._columns["n"].dtype == np.int32


places = st.sampled_from(REGIONS)
row = st.tuples(
    st.integers(100, 112), places, places, st.sampled_from(["nps", "csat"]), st.integers(0, 15), st.integers(0, 10),
    st.integers(0, 300), st.floats(0, 1e6, allow_nan=False),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(row, max_size=60), st.data())
def test_any_filter_equals_the_sum_of_its_parts(rows: list[tuple[Any, ...]], data: st.DataObject) -> None:
    found = cube(rows, (100, 112))
    frame = pd.DataFrame(rows, columns=[*GRAIN, *MEASURES])
    labels = [NOT_GIVEN if label is None else label for label in REGIONS]
    regions = data.draw(st.none() | st.lists(st.sampled_from(labels), unique=True, max_size=3).map(tuple))
    segments = data.draw(st.none() | st.lists(st.sampled_from(labels), unique=True, max_size=3).map(tuple))
    first, last = sorted((data.draw(st.integers(98, 114)), data.draw(st.integers(98, 114))))
    scores = data.draw(st.none() | st.lists(st.integers(0, 10), unique=True).map(tuple))
    where = (("score", scores),) if scores is not None else ()
    by = tuple(data.draw(st.lists(st.sampled_from(GRAIN), unique=True, max_size=4)))

    sums = found.sum(MEASURES, by, where, (first, last), regions, segments)

    kept = frame.fillna({"region": NOT_GIVEN, "segment": NOT_GIVEN})
    kept = kept[kept["month"].between(first, last)]
    for name, asked in (("region", regions), ("segment", segments), ("score", scores)):
        kept = kept[kept[name].isin(asked)] if asked is not None else kept
    total = kept[list(MEASURES)].sum().to_numpy(float)
    assert np.allclose(sums.reshape(-1, 2).sum(axis=0), total)
    axes = {name: range(first, last + 1) if name == "month" else found.labels[name] for name in by}
    for at, labels_at in enumerate(
        zip(*[side.ravel() for side in np.meshgrid(*axes.values(), indexing="ij")], strict=True)
    ):
        if at > 40:
            break
        cell = kept
        for name, label in zip(by, labels_at, strict=True):
            cell = cell[cell[name] == label]
        assert np.allclose(sums.reshape(-1, 2)[at], cell[list(MEASURES)].sum().to_numpy(float))


@settings(deadline=None, max_examples=30)
@given(st.lists(row, min_size=1, max_size=60), st.integers(0, 5))
def test_regions_add_up_to_the_whole(rows: list[tuple[Any, ...]], split: int) -> None:
    found = cube(rows)
    labels = found.labels["region"]
    parts = [found.sum(MEASURES, ("month",), regions=part) for part in (labels[:split], labels[split:])]
    assert np.allclose(sum(parts), found.sum(MEASURES, ("month",)))


def test_a_million_rows_are_summed_in_a_blink() -> None:
    shape = (60, 6, 4, 16, 11, 4)  # month, region, segment, replicate, score, metric
    month, region, segment, replicate, score, metric = (axis.ravel() for axis in np.indices(shape))
    names = np.array(["A", "B", "C", "D", "E", "F"])
    n = (month + score) % 9 + 1
    table = pa.table({
        "month": month, "region": names[region], "segment": names[segment], "metric": names[metric],
        "replicate": replicate, "score": score, "n": n, "weight": n.astype(float),
    })  # fmt: skip
    found = Cube.from_table(table, GRAIN, MEASURES)
    assert found.nbytes < 5 * len(table)
    spent = []
    for region_name in "ABCDEF":
        begun = time.process_time()
        found.sum(MEASURES, ("month", "replicate", "score"), (("metric", ("A",)),), regions=(region_name,))
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.010
