"""Rows that lead back to themselves: each circle once, whatever leads into it, however long, and quickly."""

from __future__ import annotations

import pytest

from data_checks.circles import in_circles


@pytest.mark.parametrize(
    ("named", "circles"),
    [
        ({}, []),
        ({"a": None, "b": "a", "c": "b", "d": "elsewhere"}, []),
        ({"a": "a"}, []),  # said by the audit of its table
        ({"a": "b", "b": "a"}, [["a", "b"]]),
        ({"into": "a", "a": "b", "b": "c", "c": "a", "d": "c"}, [["a", "b", "c"]]),
        ({"a": "b", "b": "a", "c": "d", "d": "c", "e": "e", "f": "e"}, [["a", "b"], ["c", "d"]]),
    ],
)
def test_each_circle_is_found_once(named: dict[str, str | None], circles: list[list[str]]) -> None:
    assert list(in_circles(named)) == circles


def test_a_hundred_thousand_rows_take_no_recursion() -> None:
    named: dict[str, str | None] = {str(at): str(at + 1) for at in range(100_000)}
    assert list(in_circles(named)) == []
    assert [len(one) for one in in_circles(named | {"100000": "0"})] == [100_001]
