"""Counts, ages and lists in words."""

from __future__ import annotations

import math

import pytest

from dashboard.words import plain


@pytest.mark.parametrize(
    ("n", "what", "locale", "expected"),
    [
        (0, "answer", "en", "0 answers"),
        (1, "answer", "en", "1 answer"),
        (2, "theme", "en", "2 themes"),
        (12408, "answer", "de", "12.408 answers"),
        (12408, "answer", "fr", "12\u202f408 answers"),
        (math.nan, "answer", "en", "no answers known"),
    ],
)
def test_counts_with_their_nouns(n: float, what: str, locale: str, expected: str) -> None:
    assert plain.counted(n, what, locale) == expected


@pytest.mark.parametrize(
    ("number", "locale", "expected"),
    [(0, "en", "0 days"), (1, "en", "1 day"), (1200, "en", "1,200 days"), (1200, "de", "1.200 days")],
)
def test_ages(number: int, locale: str, expected: str) -> None:
    assert plain.days(number, locale) == expected


@pytest.mark.parametrize(("number", "expected"), [(0, "no"), (1, "one"), (10, "ten"), (11, "11")])
def test_small_numbers_in_letters(number: int, expected: str) -> None:
    assert plain.in_letters(number) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c d"), "a, b and c d"), (("a_b",), "a b")],
)
def test_lists(names: tuple[str, ...], expected: str) -> None:
    assert plain.listed(names) == expected


def test_a_capital_is_given_to_the_first_letter_alone() -> None:
    assert plain.capitalised("all NPS checks") == "All NPS checks"
    assert plain.capitalised("") == ""
