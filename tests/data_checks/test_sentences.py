"""Numbers and words agree."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from data_checks.cells import differing, exceeds
from data_checks.numerals import day_name, month_name, percent
from data_checks.sentences import a, agreeing, counted, listed, month_key, month_number, rows
from data_checks.thresholds import Thresholds


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (counted(1, "month"), "1 month"),
        (counted(12_345, "row"), "12,345 rows"),
        (rows("opportunities", 1), "1 opportunity"),
        (rows("opportunities", 2), "2 opportunities"),
        (rows("training", 3), "3 rows"),
        (a("amount"), "an amount"),
        (a("score"), "a score"),
        (agreeing("{have} no score; correct {them}", 1), "has no score; correct it"),
        (agreeing("{have} no score; correct {them}", 2), "have no score; correct them"),
        (month_name(2025 * 12 + 5), "June 2025"),
        (month_key(2025 * 12), "2025-01"),
        (day_name(date(2025, 6, 9)), "9 June 2025"),
        (listed([]), "none"),
        (listed(["x"]), "x"),
        (listed(["x", "y"]), "x and y"),
        (listed(["x", "y", "z"]), "x, y and z"),
        (listed(["v", "w", "x", "y", "z"]), "v, w, x and 2 more"),
        (percent(0), "0 %"),
        (percent(0.0268), "2.7 %"),
        (percent(0.00041), "0.041 %"),
        (percent(0.5), "50 %"),
    ],
)
def test_words(said: str, expected: str) -> None:
    assert said == expected


def test_a_months_key_is_read_back() -> None:
    assert all(month_number(month_key(month)) == month for month in range(2020 * 12, 2022 * 12))


@pytest.mark.parametrize(("total", "tolerated"), [(0, 0), (4, 0), (5, 1), (10, 2), (50, 5), (500, 5), (10_000, 100)])
def test_a_handful_is_tolerated_but_never_most_of_a_table(total: int, tolerated: int) -> None:
    assert Thresholds().tolerated(total) == tolerated


def test_a_cell_that_one_side_lacks_counts_as_nought_and_a_missing_region_is_a_group() -> None:
    left = pa.table({"month": [24301, 24301, 24302], "region": ["a", None, "a"], "n": [1, 2, 3]})
    right = pa.table({"month": [24301, 24301, 24303], "region": ["a", None, "a"], "n": [1, 2, 3]})
    found = differing(left, right, ("month", "region"), ("n",), ("left", "right"))
    assert found is not None
    assert (found.cells, found.months) == (2, (24302, 24303))
    assert differing(left, left, ("month", "region"), ("n",), ("left", "right")) is None


def test_one_more_of_very_many_is_seen() -> None:
    table = pa.table({"more": [100_000_001], "less": [100_000_000]})
    assert exceeds(table, "more", "less").to_pylist() == [True]
