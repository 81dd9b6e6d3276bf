"""Rows as codes: labels in their order, months without a gap, numbers in few bytes and exactly."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.coding import coded, coded_months, mixed, narrow, offsets
from dashboard.data.view import NOT_GIVEN


def test_labels_are_numbered_in_their_order_and_what_is_not_given_comes_last() -> None:
    codes, labels = coded(pa.chunked_array([["b", None], ["a", "b"]]))
    assert labels == ("a", "b", NOT_GIVEN)
    assert codes.tolist() == [1, 2, 0, 1]


def test_months_reach_over_all_that_was_asked_for_or_found() -> None:
    assert coded_months(pa.chunked_array([[5, 7]]), (4, 6))[1] == (4, 5, 6, 7)
    assert coded_months(pa.chunked_array([pa.array([], pa.int64())]), (4, 6))[1] == (4, 5, 6)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4)), max_size=20))
def test_several_codes_make_one_number_of_which_they_can_be_read(rows: list[tuple[int, int]]) -> None:
    first, second = (np.array([row[side] for row in rows], dtype=np.int64) for side in (0, 1))
    number = mixed([first, second], [3, 5], len(rows))
    assert [divmod(one, 5) for one in number.tolist()] == rows


def test_offsets_say_where_a_block_s_months_begin() -> None:
    blocks, months = np.array([0, 0, 1, 1, 1]), np.array([0, 1, 1, 1, 2])
    assert offsets(blocks, months, 2, 3).tolist() == [[0, 1, 2, 2], [2, 2, 4, 5]]


@pytest.mark.parametrize(
    ("values", "kind"),
    [([0.0, 127.0], np.int8), ([-300.0, 4.0], np.int16), ([70_000.0], np.int32), ([0.5], np.float64), ([], np.int8)],
)
def test_numbers_take_as_few_bytes_as_hold_them_exactly(values: list[float], kind: type) -> None:
    found = narrow(np.array(values))
    assert found.dtype == kind
    assert found.tolist() == values


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_what_is_no_number_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="must be numbers"):
        narrow(np.array([1.0, wrong]))
