"""The grammar of numerals, and what explains one: by hand."""

from __future__ import annotations

import math

import pytest

from tests.shown.facts import Fact, count, points, rounded
from tests.shown.numerals import NO_FIGURES, Numeral, numerals


def found(text: str, *names: str) -> list[tuple[float, int, str, bool]]:
    return [(one.value, one.places, one.unit, one.signed) for one in numerals(text, names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Up 3.8 points (1.9 to 5.7) from 30.4",
         [(3.8, 1, "point", False), (1.9, 1, "", False), (5.7, 1, "", False), (30.4, 1, "", False)]),
        ("12,408 answers", [(12408, 0, "", False)]),
        ("−1.2 to +3.0\u202f%", [(-1.2, 1, "", True), (3.0, 1, "%", True)]),
        ("from €65.0M, n 7", [(65e6, -5, "money", False), (7, 0, "", False)]),
        ("−€212", [(-212, 0, "money", True)]),
        ("14.4\u202fh", [(14.4, 1, "h", False)]),
        ("these ten themes; three of them", [(10, 0, "", False), (3, 0, "", False)]),
        ("Q3 2026, since 30 Sep 2026, 14:53, in 12 months to Aug 2026 with its 95\u202f% interval; B2B", []),
        ("seen four times out of five", []),
    ],
)  # fmt: skip
def test_numerals_are_read_as_a_reader_does(text: str, expected: list[tuple[float, int, str, bool]]) -> None:
    assert found(text) == expected


def test_digits_in_a_name_are_no_figures() -> None:
    assert found("3 goals: Live in 4 weeks", "Live in 4 weeks") == [(3, 0, "", False)]
    assert all(NO_FIGURES)


def one(text: str) -> Numeral:
    return next(numerals(text))


def test_a_fact_explains_what_tells_it_and_nothing_else() -> None:
    value = Fact("value", 34.24, "", 1)
    assert value.explains(one("34.2"))
    assert not any(value.explains(one(text)) for text in ("34.3", "34.21", "34", "−34.2", "34.2 %"))
    assert value.explains(one("34.24")), "more digits than usual are as true"
    assert points("end", -2.14).explains(one("2.1"))
    assert not points("end", -2.14).explains(one("+2.1"))
    assert count("n", 12).explains(one("12"))
    assert not count("n", 12).explains(one("12.0"))
    assert Fact("money", 65.04e6, "money").explains(one("€65.0M"))
    assert not Fact("money", 65.06e6, "money").explains(one("€65.0M"))
    assert not Fact("unknown", math.nan).explains(one("0"))


def test_a_change_is_explained_by_the_difference_of_what_is_shown_alone() -> None:
    change = Fact("change", -4.202, "point", 1, lambda places: rounded(68.849, places) - rounded(73.051, places))
    assert change.explains(one("4.3 points"))
    assert not change.explains(one("4.2 points"))
